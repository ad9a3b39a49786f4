"""A folder of answer files -> the edition, the self-assessment, and what is wrong with the files themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from generator import catalogue
from generator.answers import landlord as landlord_file
from generator.answers import policy_file, source
from generator.answers import sections as section_file
from generator.answers.register import Register
from generator.answers.source import Source
from generator.model import Answer, Edition, Landlord, SelfAssessment
from generator.problems import ERROR, WARNING, Problem, Stop
from generator.workspace import LANDLORD_FILE, Target

UNREADABLE = "unreadable-file"
BESIDE = ("unplaced.md", "import-report.md", "readme.md")
"""Files that may lie beside the answers and are not read."""

_ANSWERS = re.compile(r"landlord\.md|section-[1-9]\d?\.md")
_NEARLY = re.compile(r"section[\s_-]*0*(\d+)(?!\d)|landlord(?![a-z])")
_TEXT_ENDS = (".md", ".txt", ".markdown", ".text")
_OFFICE_ENDS = (".docx", ".doc", ".odt", ".rtf", ".xlsx", ".pdf")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a folder of answer files says, read once: ``sources`` are its files by name in lower case."""

    target: Target
    edition: Edition
    assessment: SelfAssessment
    problems: tuple[Problem, ...]
    sources: dict[str, Source]

    @property
    def unreadable(self) -> bool:
        """True where a file could not be read at all (exit status 2)."""
        return any(problem.id == UNREADABLE for problem in self.problems)


def gather(target: Target) -> Gathered:
    """Everything in the target's folder; one unreadable file does not stop the others. Raises Stop where the folder is unreadable."""
    problems: list[Problem] = []
    listed = _listed(target)
    paths = {path.name.lower(): path for path in listed if _ANSWERS.fullmatch(path.name.lower())}
    paths |= {path.name: path for path in listed if path.name in paths}
    sources: dict[str, Source] = {}
    for name, path in paths.items():
        try:
            sources[name] = source.read(path, f"{target.name}/{path.name}")
        except Stop as stop:
            problems.append(_unreadable(target, path.name, str(stop)))
        else:
            problems += source.problems(sources[name])
    landlord, edition = _landlord(target, sources, paths, problems)
    landlord, wrong = policy_file.with_outlines(landlord, target.folder, target.name)
    problems += wrong
    register = Register.of(landlord.documents)
    answers: dict[str, Answer] = {}
    again: list[Answer] = []
    for section in edition.sections:
        section_source = sources.get(f"section-{section.number}.md")
        if section_source is None:
            continue
        found, wrong = section_file.read(section_source, edition, section, register)
        problems += wrong
        for answer in found:
            if answers.setdefault(answer.provision, answer) is not answer:
                again.append(answer)
    problems += _twice(edition, answers, again)
    outlines = {document.outline.lower() for document in landlord.documents if document.outline}
    problems += _unread(target, edition, [path for path in listed if path.name.lower() not in outlines], paths)
    ordered = tuple(answers[p.number] for p in edition.provisions if p.number in answers)
    assessment = SelfAssessment(target.name, landlord, ordered)
    return Gathered(target, edition, assessment, tuple(problems), sources)


def _listed(target: Target) -> list[Path]:
    """What lies in the folder, in order of name."""
    try:
        return sorted(target.folder.iterdir())
    except OSError as error:
        why = f"the folder cannot be opened ({error.strerror})"
        raise Stop(f"{target.name}: {why}. Check that it is there and that you may read it.") from error


def _unreadable(target: Target, name: str, sentence: str) -> Problem:
    what, _, help_ = sentence.removeprefix(f"{target.name}/{name}: ").partition(". ")
    return Problem(UNREADABLE, ERROR, f"{target.name}/{name}", 0, "", what[:1].upper() + what[1:] + ".", help_)


def _landlord(
    target: Target, sources: dict[str, Source], paths: dict[str, Path], problems: list[Problem]
) -> tuple[Landlord, Edition]:
    landlord_source = sources.get(LANDLORD_FILE)
    shown = f"{target.name}/{LANDLORD_FILE}"
    if landlord_source is None:
        if LANDLORD_FILE not in paths:
            message = "This file is missing: it says who the landlord is, and which edition of the Code the answers are for."
            help_ = "Copy landlord.md from last year, or from a new year (self-assessment new)."
            problems.append(Problem(UNREADABLE, ERROR, shown, 0, "", message, help_))
        return Landlord(file=shown), _newest()
    landlord, wrong = landlord_file.read(landlord_source)
    problems += wrong
    if landlord.code and landlord.code not in catalogue.editions():
        near = get_close_matches(landlord.code, catalogue.editions(), 1, 0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        problems.append(
            Problem(
                "invalid-value",
                ERROR,
                shown,
                landlord.lines.get("code", 0),
                "",
                f"There is no edition of the Code called “{landlord.code}”.{hint}",
                f"Write one of these after “Code:”: {', '.join(catalogue.editions())}.",
            )
        )
        return landlord, _newest()
    return landlord, catalogue.load(landlord.code) if landlord.code else _newest()


def _newest() -> Edition:
    """The edition to read answers by that name none."""
    return max((catalogue.load(id_) for id_ in catalogue.editions()), key=lambda edition: edition.in_force_from)


def _twice(edition: Edition, answers: Mapping[str, Answer], again: Sequence[Answer]) -> list[Problem]:
    """A Problem for each answer to a provision that is answered already, with whose Code text stands quoted under it."""
    texts = [(_words(provision.text), provision.number) for provision in edition.provisions] if again else []
    headings = {provision.number: provision.heading for provision in edition.provisions}
    found = []
    for second in again:
        first, quoted = answers[second.provision], _words(second.quoted)
        where = f"line {first.line}" if first.file == second.file else f"{first.file}, line {first.line}"
        message = (
            f"{headings[second.provision]}: this is answered twice; the first answer is on {where}, and only that one is read."
        )
        owners = [number for text, number in texts if quoted and quoted.startswith(text)]
        meant = f" The text quoted under it is that of {owners[0]}." if len(owners) == 1 and owners[0] != second.provision else ""
        help_ = f"Keep one of the two, or correct the number (6.1 and 6.10 are easily mistaken).{meant}"
        found.append(Problem("provision-twice", ERROR, second.file, second.line, second.provision, message, help_))
    return found


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _unread(target: Target, edition: Edition, listed: list[Path], paths: dict[str, Path]) -> list[Problem]:
    """Files that look like answer files and are not read, and others that have no place here."""
    numbers = {section.number for section in edition.sections}
    found = []
    for path in listed:
        name = path.name.lower()
        if name in BESIDE or name.startswith((".", "~$")) or (path.is_dir() and name not in paths):
            continue
        match = _NEARLY.match(name)
        right = ""
        if match and (match[1] is None or match[1] in numbers):
            right = f"section-{match[1]}.md" if match[1] else LANDLORD_FILE
        if right and name.endswith(_TEXT_ENDS + _OFFICE_ENDS):
            if paths.get(name) != path or name != right:
                found.append(_misnamed(f"{target.name}/{path.name}", right, there=right in paths))
        elif name.endswith(_TEXT_ENDS):
            why = f"the {edition.name} has no such section" if match else "its name is no answer file's"
            help_ = "Move it elsewhere if it does not belong here."
            found.append(
                Problem("stray-file", WARNING, f"{target.name}/{path.name}", 0, "", f"This file is not read: {why}.", help_)
            )
    return found


def _misnamed(shown: str, right: str, *, there: bool) -> Problem:
    if shown.lower().endswith(_OFFICE_ENDS):
        help_ = f"Answer files are plain text: copy its text into {right}, or bring it in with the import command; then move it elsewhere."
    elif there:
        help_ = f"If it holds the answers that count, put them into {right}; then move or delete this file."
    else:
        help_ = f"Rename it to {right}. (Windows hides “.txt” at a name's end: show file name extensions in Explorer.)"
    return Problem("misnamed-file", ERROR, shown, 0, "", f"This file is not read, since its name is not {right}.", help_)
