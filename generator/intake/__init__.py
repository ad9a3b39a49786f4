"""Import: documents -> rows -> answers -> a new folder of answer files, with a report of what was found and what was not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator import catalogue, placing
from generator.answers import source, starter
from generator.intake import reporting
from generator.intake.documents import Document, in_place, open_document
from generator.intake.ours import Ours, recognised
from generator.model import Answer, Edition, EvidenceItem
from generator.printed import Wording
from generator.problems import ERROR, WARNING, Problem, Stop
from generator.templates import Templates
from generator.workspace import LANDLORD_FILE, target_at

if TYPE_CHECKING:
    from generator.importers.match import Match
    from generator.importers.own_forms import Form
    from generator.importers.rows import Row


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import found: the answers by provision, what it says of the landlord, and what there is to say about it.

    ``match`` tells how each answer was found; ``comments`` are those in the documents' margins.
    """

    names: str
    edition: Edition
    match: Match
    answers: Mapping[str, Answer]
    facts: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[Row, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the person who imports must look at."""
        return self.match.problems

    @property
    def beside(self) -> dict[str, str]:
        """The report, and what belongs to no provision."""
        made = {reporting.REPORT: reporting.report(self.names, self.edition, self.match.found, self.problems)}
        left = reporting.unplaced(self.names, (*self.match.leftover, *self.match.altered), self.comments)
        return made | ({reporting.UNPLACED: left} if left else {})

    @property
    def files(self) -> dict[str, str]:
        """A new folder's files by name."""
        files = starter.files(self.edition, self.answers)
        files[LANDLORD_FILE] = filled(files[LANDLORD_FILE], self.facts, self.texts)
        return files | self.beside


def filled(landlord: str, facts: Mapping[str, str], texts: Mapping[str, str] | None = None) -> str:
    """The text of a new landlord.md with these values after labels that have none, and these texts under its headings."""
    for heading, text in (texts or {}).items():
        landlord = landlord.replace(f"## {heading}\n", f"## {heading}\n\n{text}\n", 1)
    for label, value in facts.items():
        escaped = value.replace("\\", r"\\")
        landlord = re.sub(rf"(?m)^({re.escape(label)}:)[ \t]*$", rf"\1 {escaped}", landlord, count=1)
    return landlord


def bring_in(paths: Sequence[Path], wording: Wording | None = None) -> Imported:
    """The answers that the documents of one publication hold. Raises Stop where they are no self-assessment.

    ``wording`` are the fixed words that documents made by ``build`` have, where a landlord has changed them.
    """
    return brought([open_document(path) for path in paths], wording or Templates().wording)


def brought(documents: Sequence[Document], wording: Wording) -> Imported:
    """As ``bring_in``, of documents that have been read."""
    for document in documents:
        if form_of(document, wording):
            raise Stop(
                f"{document.name}: this is a form that was filled in. To take back what was changed in it, name the folder that it was "
                "made from and add --merge."
            )
    editions = [catalogue.load(id_) for id_ in catalogue.editions()]
    own = [recognised(document, editions, wording) for document in documents]
    names = ", ".join(document.name for document in documents)
    imported = _of_ours(names, documents, own) if any(own) else _of_others(names, documents, editions)
    return _with_margins(imported, documents)


def form_of(document: Document, wording: Wording) -> Form | None:
    """The fill-in form that a document is, or None. Raises Stop where it is one that does not say whom it was made for."""
    from generator.importers import own_forms

    try:
        if document.kind.startswith(".doc"):
            return own_forms.from_form_tables(document.rows, wording)
        return own_forms.from_form_sheets(document.rows, wording) if document.kind.startswith(".xls") else None
    except Stop as stop:
        raise Stop(f"{document.name}: {stop}") from stop


def refuse_answers(document: Document) -> None:
    """Raises Stop where a document that is to be something else is a self-assessment: provisions of the Code with their answers."""
    wording = Templates().wording
    try:
        filled = form_of(document, wording) is not None
        answers = filled or bool(brought([document], wording).answers)
    except Stop:
        answers = False
    if answers:
        raise Stop(
            f"{document.name}: this is a self-assessment, in which the Code's provisions stand with answers, and no policy. "
            "Name the policy itself. To take over these answers: self-assessment import"
        )


def _of_others(names: str, documents: Sequence[Document], editions: Sequence[Edition]) -> Imported:
    from generator.importers import match

    try:
        found = match.best(in_place(documents), editions, names)
    except Stop as stop:
        unread = [f" {problem.message}" for document in documents for problem in hidden(document)]
        raise Stop(f"{names}: {stop}{''.join(unread)}") from stop
    edition = catalogue.load(found.edition)
    answers = {
        item.number: Answer(
            item.number,
            item.comply,
            evidence=tuple(EvidenceItem(runs) for runs in item.evidence),
            commentary=item.commentary,
        )
        for item in found.found
    }
    return Imported(names, edition, found, answers)


def _of_ours(names: str, documents: Sequence[Document], own: Sequence[Ours | None]) -> Imported:
    """The answers of documents that ``build`` made; what stands in others beside them belongs to no provision."""
    from generator.importers.found import Found
    from generator.importers.match import Match

    edition = next(ours.edition for ours in own if ours)
    answers: dict[str, Answer] = {}
    found: dict[str, Found] = {}
    facts: dict[str, str] = {}
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    rest: list[Row] = []
    for document, ours in zip(documents, own, strict=True):
        rows = ours.rest if ours else document.rows
        rest += [replace(row, place=f"{document.name}, {row.place}") if len(documents) > 1 else row for row in rows]
        if ours is None:
            continue
        if ours.edition.id != edition.id:
            raise Stop(
                f"{names}: these are answers to two editions of the Code. Import those of each edition into its own folder."
            )
        facts = dict(ours.facts) | facts
        texts = dict(ours.texts) | texts
        for answer in ours.answers:
            number = answer.provision
            if number not in answers:
                answers[number] = answer
                found[number] = Found(number, answer.comply, "", (), (), number, ours.places.get(number, ""), 100.0, "")
            elif answers[number] != answer:
                problems.append(_differs(document.name, number))
    missing = tuple(p.number for p in edition.provisions if p.number not in answers)
    problems += [_not_there(names, edition, number) for number in missing]
    in_order = tuple(found[p.number] for p in edition.provisions if p.number in found)
    return Imported(
        names, edition, Match(edition.id, in_order, missing, tuple(rest), tuple(problems)), answers, facts, texts=texts
    )


def _differs(name: str, number: str) -> Problem:
    return Problem(
        "import-twice",
        WARNING,
        name,
        0,
        number,
        f"{number} stands in two of the documents, and this one says something else; the first was taken.",
        "Import one document of each set, and compare the two.",
    )


def _not_there(names: str, edition: Edition, number: str) -> Problem:
    section = edition.section_of(number)
    heading = next(p.heading for p in edition.provisions if p.number == number)
    where = f"section-{section.number}.md" if section else "the section's file"
    message = f"{heading}: it is not in the document, so it has no answer."
    return Problem("import-missing", ERROR, names, 0, number, message, f"Answer it in {where}.")


def hidden(document: Document) -> list[Problem]:
    """What is hidden in a document, and so was not read."""
    if not document.hidden:
        return []
    message = f"It holds {' and '.join(document.hidden)}. What is hidden was not read."
    help_ = "Look at it in Word or Excel. Where it belongs to the self-assessment, show it there, save, and import the document again."
    return [Problem("import-hidden", WARNING, document.name, 0, "", message, help_)]


def _with_margins(imported: Imported, documents: Sequence[Document]) -> Imported:
    """With what stands in the margins of Word files, and what is hidden."""
    problems = []
    for document in documents:
        problems += hidden(document)
        if document.comments:
            who = sorted({row.place.removeprefix("comment by ") for row in document.comments})
            message = (
                f"There are {len(document.comments)} comments in its margin, by {', '.join(who)}; they are no part of any answer."
            )
            problems.append(
                Problem(
                    "import-comments",
                    WARNING,
                    document.name,
                    0,
                    "",
                    message,
                    "Read them in unplaced.md; see what is still to do.",
                )
            )
        if document.changes:
            message = f"It has {document.changes} tracked changes. What was inserted was taken, and what was deleted left out."
            help_ = "See that all of them were meant to stay."
            problems.append(Problem("import-tracked-changes", WARNING, document.name, 0, "", message, help_))
    if not problems:
        return imported
    match = replace(imported.match, problems=(*imported.match.problems, *problems))
    return replace(imported, match=match, comments=tuple(row for document in documents for row in document.comments))


def save(files: Mapping[str, str], folder: Path, otherwise: str = "") -> None:
    """A new folder with these files, in one step.

    Raises Stop where it holds something already (then it says what can be done ``otherwise``), or cannot be made, and where a file of
    answers would be too large to be read again.
    """
    shown = target_at(folder).name
    made = {name: text.encode("utf-8") for name, text in files.items()}
    for name in made.keys() - {reporting.REPORT, reporting.UNPLACED}:
        source.refuse_too_large(f"{shown}/{name}", made[name])
    try:
        placing.write_folder(made, folder.absolute(), new=True)
    except FileExistsError as error:
        raise Stop(
            f"{shown}: there is something in this place already, and it is left as it is. Name one that does not exist yet.{otherwise}"
        ) from error
    except OSError as error:
        raise Stop(f"{shown}: the folder cannot be made ({error.strerror}). Check that you may write there.") from error
