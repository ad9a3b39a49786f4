"""A folder of answer files -> the edition, the self-assessment, and what is wrong with the files themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from generator import catalogue, groups
from generator.answers import landlord as landlord_file
from generator.answers import policy_file, source
from generator.answers import sections as section_file
from generator.answers.register import Register
from generator.answers.source import Source
from generator.model import Answer, Edition, Landlord, Section, SelfAssessment
from generator.problems import ERROR, WARNING, Problem, Stop
from generator.workspace import LANDLORD_FILE, Target, beside

UNREADABLE = "unreadable-file"
SHARED = "shared-unusable"
BESIDE = ("unplaced.md", "import-report.md", "carry-report.md", "readme.md")
"""Files that may lie beside the answers and are not read."""

_ANSWERS = re.compile(r"landlord\.md|section-[1-9]\d?\.md")
_NEARLY = re.compile(r"section[\s_-]*0*(\d+)(?!\d)|landlord(?![a-z])")
# Dropbox, Nextcloud and Syncthing say "conflict", OneDrive puts the computer's name behind.
_CONFLICTED = re.compile(r"conflict|-(?:DESKTOP|LAPTOP|PC)\b[^/]*$", re.IGNORECASE)
_TEXT_ENDS = (".md", ".txt", ".markdown", ".text")
_OFFICE_ENDS = (".docx", ".doc", ".odt", ".rtf", ".xlsx", ".pdf")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a folder of answer files says, read once: ``sources`` are its own files by name in lower case, ``own`` the answers in them.

    ``shared`` is the group's folder, where the landlord takes what it does not say itself from one. The other answers of the
    assessment stand in its sources, and no save of this target's touches them.
    """

    target: Target
    edition: Edition
    assessment: SelfAssessment
    problems: tuple[Problem, ...]
    sources: dict[str, Source]
    own: tuple[Answer, ...]
    shared: Gathered | None = None

    @property
    def unread(self) -> tuple[Problem, ...]:
        """The Problems of files, and of the folder of shared answers, that could not be read at all."""
        return tuple(problem for problem in self.problems if problem.id in (UNREADABLE, SHARED))

    @property
    def unreadable(self) -> bool:
        """True where there is such a Problem (exit status 2)."""
        return bool(self.unread)


def gather(target: Target, known: dict[Path, Gathered] | None = None) -> Gathered:
    """Everything in the target's folder; one unreadable file does not stop the others. Raises Stop where the folder is unreadable.

    ``known`` keeps the folders of shared answers that were read, for whoever gathers many landlords of a group.
    """
    return _gather(target, {} if known is None else known, follow=True)


def _gather(target: Target, known: dict[Path, Gathered], *, follow: bool) -> Gathered:
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
    own = _landlord(target, sources, paths, problems)
    own, wrong = policy_file.with_outlines(own, target.folder, target.name)
    problems += wrong
    shared = _shared(target, own, problems, known) if follow and own.shared else None
    landlord = groups.landlord(own, shared.assessment.landlord) if shared else own
    edition = _edition(landlord, problems)
    register = Register.of(sorted(landlord.documents, key=lambda document: document.file != own.file))
    answers: dict[str, Answer] = {}
    again: list[Answer] = []
    for section in edition.sections:
        section_source = sources.get(f"section-{section.number}.md")
        if section_source is None:
            continue
        found, amiss = _read_section(section_source, edition, section, register)
        problems += amiss
        for answer in found:
            if answers.setdefault(answer.provision, answer) is not answer:
                again.append(answer)
    problems += _twice(edition, answers, again)
    outlines = {document.outline.lower() for document in landlord.documents if document.outline}
    problems += _unread(target, edition, [path for path in listed if path.name.lower() not in outlines], paths)
    ordered = tuple(answers[p.number] for p in edition.provisions if p.number in answers)
    if shared is None:
        return Gathered(target, edition, SelfAssessment(target.name, landlord, ordered), tuple(problems), sources, ordered)
    theirs = shared.assessment.answers
    all_answers = groups.answers(edition, ordered, theirs)
    replaced = {answer.provision for answer in all_answers if answer.file.startswith(f"{target.name}/")}
    problems += groups.ignored(ordered, theirs)
    problems += [problem for problem in shared.problems if problem.provision not in replaced]
    assessment = SelfAssessment(target.name, landlord, all_answers, theirs)
    return Gathered(target, edition, assessment, tuple(problems), sources, ordered, shared)


def _read_section(held: Source, edition: Edition, section: Section, register: Register) -> tuple[list[Answer], list[Problem]]:
    """A section's answers and problems, read once for all files that say the same, such as the copy of what was approved."""
    found, wrong = _read_lines(held.lines, edition, section.number, register)
    return [replace(answer, file=held.shown) for answer in found], [replace(problem, file=held.shown) for problem in wrong]


@lru_cache(maxsize=100)  # whoever gathers a folder again and again, as the editor does, reads what changed
def _read_lines(
    lines: tuple[str, ...], edition: Edition, number: str, register: Register
) -> tuple[Sequence[Answer], Sequence[Problem]]:
    section = next(section for section in edition.sections if section.number == number)
    return section_file.read(Source("", lines, ()), edition, section, register)


def _shared(target: Target, own: Landlord, problems: list[Problem], known: dict[Path, Gathered]) -> Gathered | None:
    """The folder that the landlord shares answers with, or None, which is a Problem."""
    try:
        place = beside(target, own.shared)
        if place.folder not in known:
            known[place.folder] = _gather(place, known, follow=False)
    except Stop as stop:
        why = str(stop)
    else:
        why = _unfit(own, known[place.folder])
        if not why:
            return known[place.folder]
    help_ = "After “Shared answers:”, name a group's year for the same edition of the Code, or take the line out."
    line = own.lines.get("shared answers", 0)
    problems.append(Problem(SHARED, ERROR, own.file, line, "", f"The shared answers cannot be used: {why}", help_))
    return None


def _unfit(own: Landlord, group: Gathered) -> str:
    """Why the landlord cannot use the group's answers, or ""."""
    if further := group.assessment.landlord.shared:
        return f"{own.shared} takes answers from {further} itself, and answers are shared in one step only."
    if own.code in catalogue.editions() and own.code != group.edition.id:
        return f"{own.shared} answers {group.edition.id}, and this landlord answers {own.code}."
    return ""


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


def _landlord(target: Target, sources: dict[str, Source], paths: dict[str, Path], problems: list[Problem]) -> Landlord:
    landlord_source = sources.get(LANDLORD_FILE)
    shown = f"{target.name}/{LANDLORD_FILE}"
    if landlord_source is None:
        if LANDLORD_FILE not in paths:
            message = "This file is missing: it says who the landlord is, and which edition of the Code the answers are for."
            help_ = "Copy landlord.md from last year, or from a new year (self-assessment new)."
            problems.append(Problem(UNREADABLE, ERROR, shown, 0, "", message, help_))
        return Landlord(file=shown)
    landlord, wrong = landlord_file.read(landlord_source)
    problems += wrong
    return landlord


def _edition(landlord: Landlord, problems: list[Problem]) -> Edition:
    if landlord.code and landlord.code not in catalogue.editions():
        near = get_close_matches(landlord.code, catalogue.editions(), 1, 0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        problems.append(
            Problem(
                "invalid-value",
                ERROR,
                landlord.file_of("Code"),
                landlord.lines.get("code", 0),
                "",
                f"There is no edition of the Code called “{landlord.code}”.{hint}",
                f"Write one of these after “Code:”: {', '.join(catalogue.editions())}.",
            )
        )
        return _newest()
    return catalogue.load(landlord.code) if landlord.code else _newest()


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
    name = shown.rpartition("/")[2].lower()
    if there and _CONFLICTED.search(name) and name.endswith(_TEXT_ENDS):
        message = f"A sync program made this copy, since {right} was changed in two places at once. It is not read."
        help_ = f"Compare it with {right}, put there what only the copy has, and delete the copy."
        return Problem("misnamed-file", ERROR, shown, 0, "", message, help_)
    if shown.lower().endswith(_OFFICE_ENDS):
        help_ = f"Answer files are plain text: copy its text into {right}, or bring it in with the import command; then move it elsewhere."
    elif there:
        help_ = f"If it holds the answers that count, put them into {right}; then move or delete this file."
    else:
        help_ = f"Rename it to {right}. (Windows hides “.txt” at a name's end: show file name extensions in Explorer.)"
    return Problem("misnamed-file", ERROR, shown, 0, "", f"This file is not read, since its name is not {right}.", help_)
