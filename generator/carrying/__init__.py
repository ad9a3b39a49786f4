"""Last year's answers -> a new year's files, in the edition of the Code then in force; nothing of it counts as reviewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator import intake
from generator.answers import next_year, source, starter
from generator.answers.source import Source
from generator.carrying import report
from generator.carrying.report import REPORT, summary
from generator.compare import carried_on
from generator.gather import gather
from generator.intake import reporting
from generator.model import VERDICT, Accept, Answer, CarriesOn, Edition, EvidenceItem, Gone, Provision
from generator.printed import Wording
from generator.problems import ERROR, Stop
from generator.rich_text import PARAGRAPH, Block, Run
from generator.workspace import LANDLORD_FILE, Target

__all__ = ["REPORT", "Carried", "Last", "Over", "carry", "from_documents", "from_folder", "summary"]

OF_ONE_YEAR = ("action-passed", "action-unreported", "not-reviewed", "note-left")
"""Warnings that are about one year: that they were accepted then says nothing about the next."""


@dataclass(frozen=True, slots=True)
class Last:
    """Last year as it was found. ``name`` is LANDLORD/YEAR, or the documents' names.

    ``landlord`` is its landlord.md, ``facts`` what a document says of the landlord instead; ``files`` are those that come along as
    they are, by name. ``shared`` is the LANDLORD/YEAR of a group whose answers stand where it has none of its own.
    """

    name: str
    edition: Edition
    answers: Mapping[str, Answer]
    landlord: Source | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    shared: str = ""
    has_templates: bool = False


@dataclass(frozen=True, slots=True)
class Over:
    """One provision of the new year: its answer, what it was made of, and ``why`` it has to be answered anew ("" where not).

    ``left_behind`` are warnings that were accepted last year and are not any longer.
    """

    provision: Provision
    before: tuple[tuple[Provision, Answer], ...]
    answer: Answer
    why: str = ""
    is_new: bool = False
    left_behind: tuple[Accept, ...] = ()

    @property
    def carried(self) -> bool:
        """True where last year's answer stands, and is only to be reviewed."""
        return bool(self.before) and not self.why


@dataclass(frozen=True, slots=True)
class Carried:
    """Last year in the new edition: every provision in the form's order, and what the new edition has no place for."""

    last: Last
    edition: Edition
    provisions: tuple[Over, ...]
    gone: tuple[tuple[Gone, Provision, Answer | None], ...]

    def files(self, *, last_year: str = "", shared: str = "") -> dict[str, str]:
        """The new year's files by name; ``last_year`` is what stands behind ``Last year:``, ``shared`` behind ``Shared answers:``."""
        own = [over.provision.number for over in self.provisions if over.before] if self.last.shared else None
        made = starter.files(self.edition, {over.provision.number: over.answer for over in self.provisions}, only=own)
        if self.last.landlord:
            made[LANDLORD_FILE] = next_year.landlord(self.last.landlord, self.edition, last_year, shared)
        else:
            facts = {label: value for label, value in self.last.facts.items() if label not in next_year.OF_ONE_YEAR}
            made[LANDLORD_FILE] = intake.filled(made[LANDLORD_FILE], facts)
        made = dict(self.last.files) | made  # no file of last year's takes the place of an answer file, whatever its name is
        unplaced = "\n".join(text for text in (report.unplaced(self), self.last.files.get(reporting.UNPLACED, "")) if text)
        return made | {REPORT: report.report(self)} | ({reporting.UNPLACED: unplaced} if unplaced else {})


def from_folder(target: Target) -> Last:
    """Last year from its folder. Raises Stop where something in its files is not read, since that would be lost."""
    gathered = gather(target)
    for problem in gathered.problems:
        if problem.severity == ERROR:
            place = f"{problem.file}, line {problem.line}" if problem.line else problem.file
            raise Stop(
                f"{place}: {problem.message} {problem.help} What cannot be read cannot be carried into the next year: "
                f"see “self-assessment check {target.name}”."
            )
    landlord = gathered.assessment.landlord
    files = {}
    for document in landlord.documents:
        name = Path(document.outline).name
        if document.policy and (target.folder / name).is_file():
            files[name] = "".join(f"{line}\n" for line in source.read(target.folder / name, f"{target.name}/{name}").lines)
    return Last(
        target.name,
        gathered.edition,
        {a.provision: a for a in gathered.assessment.answers if a.file.startswith(f"{target.name}/")},  # its own, not a group's
        gathered.sources[LANDLORD_FILE],
        files=files,
        shared=landlord.shared,
        has_templates=(target.folder / "templates").is_dir(),
    )


def from_documents(paths: Sequence[Path], wording: Wording) -> Last:
    """Last year from the documents of its publication. Raises Stop as ``intake.bring_in`` does."""
    brought = intake.bring_in(paths, wording)
    return Last(brought.names, brought.edition, brought.answers, facts=brought.facts, files=brought.beside)


def carry(last: Last, edition: Edition) -> Carried:
    """Last year's answers in this edition. Raises Stop where they are for a later one.

    In the same edition every answer comes along with what it says. From an older one, a verdict is carried where one provision
    carries on in one with the same substance; elsewhere the texts are, and the verdict has to be given anew.
    """
    known = {provision.number: provision for provision in last.edition.provisions}
    if last.edition.in_force_from > edition.in_force_from:
        raise Stop(
            f"{last.name} is assessed against the {last.edition.name}, which came after the {edition.name}, in force on the day given. "
            "Give a later day after --on."
        )
    through, gone = carried_on(last.edition, edition)
    provisions = tuple(_over(last, edition, known, provision, through[provision.number]) for provision in edition.provisions)
    return Carried(last, edition, provisions, tuple((item, known[item.number], last.answers.get(item.number)) for item in gone))


def _over(last: Last, edition: Edition, known: Mapping[str, Provision], provision: Provision, passage: CarriesOn) -> Over:
    found = [(known[number], last.answers[number]) for number in passage.from_numbers if number in last.answers]
    before = tuple((older, answer) for older, answer in found if not answer.empty or answer.note)
    if not before:
        owner = next((answer.owner for _, answer in found if answer.owner), "")
        return Over(provision, (), Answer(provision.number, owner=owner), passage.why, is_new=not passage.from_numbers)
    why = passage.why or _not_an_answer(edition, provision, before[0][1])
    if not why:
        kept = tuple(accept for accept in before[0][1].accepts if accept.id not in OF_ONE_YEAR)
        answer = replace(before[0][1], provision=provision.number, reviewed=None, accepts=kept)
        return Over(provision, before, answer, left_behind=tuple(a for a in before[0][1].accepts if a not in kept))
    answer = _together(last.edition, edition, provision, before, why)
    return Over(provision, before, answer, why, left_behind=tuple(accept for _, each in before for accept in each.accepts))


def _not_an_answer(edition: Edition, provision: Provision, answer: Answer) -> str:
    """Why an answer of the same substance cannot stand in the newer form: it has no such answer."""
    if answer.comply and provision.asks == VERDICT and not edition.answer_title(answer.comply):
        return f"The form no longer has the answer {answer.comply.capitalize()}."
    return ""


# Texts of a provision that is to be answered anew


def _together(
    older: Edition, newer: Edition, provision: Provision, before: Sequence[tuple[Provision, Answer]], why: str
) -> Answer:
    """The texts of all answers one after the other, without a verdict, and a note that says so."""
    named = len(before) > 1
    evidence: dict[EvidenceItem, None] = {}
    commentary: list[Block] = []
    alternative: list[Block] = []
    for asked, answer in before:
        evidence |= dict.fromkeys(answer.evidence)
        for text, whole in ((answer.commentary, commentary), (answer.alternative, alternative)):
            if text:  # a figure alone says nothing without its question
                whole += [*([next_year.origin(older, asked)] if named or asked.asks != VERDICT else []), *text]
    note = _paragraph(
        f"To answer anew for the {newer.name}: {why} Last year: "
        + "; ".join(_described(asked, answer) for asked, answer in before)
        + f" ({older.name}). Take this note out when the answer is given."
    )
    return Answer(
        provision.number,
        evidence=tuple(evidence),
        commentary=tuple(commentary),
        actions=tuple(dict.fromkeys(action for _, answer in before for action in answer.actions)),
        alternative=tuple(alternative),
        note=(note, *(block for _, answer in before for block in answer.note)),
        owner=next((answer.owner for _, answer in before if answer.owner), ""),
    )


def _described(asked: Provision, answer: Answer) -> str:
    said = [answer.comply.capitalize()] if answer.comply else []
    said += [f"owner {answer.owner}"] if answer.owner else []
    return asked.heading + (f" ({', '.join(said)})" if said else "")


def _paragraph(text: str) -> Block:
    return Block(PARAGRAPH, (Run(text),))
