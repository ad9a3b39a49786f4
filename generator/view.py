"""Edition and self-assessment -> everything that a document prints: rows, counts, words and names, decided once.

Renderers place what stands here and decide nothing. Only what may be published is in a View: no answer's owner, reviewer,
note or accepted warning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.dates import in_words
from generator.model import (
    NO,
    NOT_APPLICABLE,
    VERDICT,
    YES,
    Action,
    Answer,
    Column,
    Document,
    Edition,
    GoverningBody,
    Landlord,
    Provision,
    Section,
    SelfAssessment,
)
from generator.rich_text import Run, Text

DRAFT = "draft"
FOR_APPROVAL = "for approval"
APPROVED = "approved"

UNFINISHED = {DRAFT: "-draft", FOR_APPROVAL: "-for-approval", APPROVED: ""}
"""What a file's name ends in, so that nothing that is not approved is published by mistake."""


@dataclass(frozen=True, slots=True)
class PrintedAction:
    """An action as every document prints it; ``by`` is the date in words, ``label`` "Action" or "Action 2"."""

    label: str
    what: Text
    owner: str
    by: str
    by_iso: str
    outcome: Text


@dataclass(frozen=True, slots=True)
class Row:
    """A provision with its answer. ``comply`` is the value ("yes", "no" or "" where there is none), ``comply_title`` as printed.

    ``group`` and ``stage`` are the headings that the form puts it under, or "". ``asks`` and ``part_of`` are the provision's:
    one that asks for no verdict has no ``comply``, and its answer is the commentary. ``answered`` says whether it is there.
    """

    number: str
    label: str
    anchor: str
    stage: str
    text: str
    items: tuple[str, ...]
    item_style: str
    comply: str
    comply_title: str
    evidence: tuple[tuple[Run, ...], ...]
    commentary: Text
    actions: tuple[PrintedAction, ...]
    alternative: Text
    group: str = ""
    asks: str = VERDICT
    part_of: str = ""
    answered: bool = True

    @property
    def heading(self) -> str:
        """Number and label."""
        return f"{self.number} {self.label}"

    @property
    def answer_column(self) -> str:
        """Which of two answer columns everything that is said stands in: NO for a No, else YES, figures and words too."""
        return NO if self.comply == NO else YES


@dataclass(frozen=True, slots=True)
class Counts:
    """How many provisions there are, and how they are answered; ``told`` are answered with a figure or in words.

    Parts of questions and what follows a question up are not counted.
    """

    provisions: int
    yes: int
    no: int
    unanswered: int
    not_applicable: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True)
class HeadedRows:
    """Rows that stand together in the form, and the headings to print above them: "" where there is none, or it goes on."""

    group: str
    stage: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the Code with its rows. ``title`` is without the number; ``heading`` is "Section 6: Complaints stages"."""

    number: str
    title: str
    heading: str
    counts: Counts
    rows: tuple[Row, ...]

    @property
    def headed_rows(self) -> tuple[HeadedRows, ...]:
        """The rows under the headings of the form, each heading where it begins; a stage begins anew in each group."""
        found: list[HeadedRows] = []
        for group, in_group in groupby(self.rows, key=lambda row: row.group):
            heading = group
            for stage, rows in groupby(in_group, key=lambda row: row.stage):
                found.append(HeadedRows(heading, stage, tuple(rows)))
                heading = ""
        return tuple(found)


@dataclass(frozen=True, slots=True)
class BodyView:
    """A governing body with its response; ``status`` is a sentence, or "" where nothing is said."""

    name: str
    status: str
    minute: str
    response: Text


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A document of the evidence register, with the provisions whose evidence cites it."""

    title: str
    version: str
    date: str
    address: str
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One self-assessment, ready to print.

    ``status`` is the kind (draft, for approval, approved) and ``status_line`` its words ("Approved by the Board on 23 July 2026").
    ``facts`` are the label and value pairs of the title block. ``stem`` begins every document's file name. ``asks_questions`` is
    True for a form of questions, some for a figure or for words, where a No is an answer and nothing that is not met.
    """

    name: str
    stem: str
    title: str
    landlord: str
    edition: str
    edition_id: str
    code_name: str
    issuer: str
    period: str
    status: str
    status_line: str
    approved_on: str
    facts: tuple[tuple[str, str], ...]
    introduction: tuple[str, ...]
    columns: tuple[Column, ...]
    choices: tuple[str, ...]
    counts: Counts
    summary: str
    sections: tuple[SectionView, ...]
    bodies: tuple[BodyView, ...]
    register: tuple[RegisterEntry, ...]
    how_to_complain: Text
    ombudsman: Text
    other_formats: Text
    website: str
    colour: str
    asks_questions: bool = False

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every provision in Code order."""
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def not_met(self) -> tuple[Row, ...]:
        """The provisions answered No."""
        return tuple(row for row in self.rows if row.comply == NO)

    @property
    def to_change(self) -> tuple[Row, ...]:
        """What will change: the provisions that are not met; of a form of questions, those with an action."""
        return tuple(row for row in self.rows if row.actions) if self.asks_questions else self.not_met

    @property
    def draft(self) -> bool:
        """True where the documents must say Draft."""
        return self.status == DRAFT

    def file_name(self, base: str, extension: str) -> str:
        """A document's file name: "section-6.html" once approved; before, its status is in it: "section-6-draft.html"."""
        return f"{base}{UNFINISHED[self.status]}.{extension}"


def view(edition: Edition, assessment: SelfAssessment, *, draft: bool = False) -> View:
    """Everything that the documents of this self-assessment print; ``draft`` makes it a draft whatever its approval says."""
    landlord = assessment.landlord
    status = DRAFT if draft else _status(landlord.bodies)
    answers = {answer.provision: answer for answer in assessment.answers}
    sections = tuple(_section(edition, section, answers) for section in edition.sections)
    counts = _counts([row for section in sections for row in section.rows])
    approved = [body.approved for body in landlord.bodies if body.approved]
    status_line = "Shared answers" if landlord.only_shares else _status_line(status, landlord.bodies)
    return View(
        name=assessment.name,
        stem=_stem(assessment.name),
        title=f"{edition.name}: self-assessment",
        landlord=landlord.name,
        edition=edition.title,
        edition_id=edition.id,
        code_name=edition.name,
        issuer=edition.issuer,
        period=landlord.period,
        status=status,
        status_line=status_line,
        approved_on=max(approved).isoformat() if status == APPROVED else "",
        facts=_facts(edition, assessment, status, status_line),
        introduction=edition.introduction,
        columns=edition.columns,
        choices=tuple(choice.title for choice in edition.answers),
        counts=counts,
        summary=_summary(edition, counts),
        sections=sections,
        bodies=tuple(_body(body, status) for body in landlord.bodies),
        register=tuple(_entry(document, assessment) for document in landlord.documents),
        how_to_complain=landlord.how_to_complain,
        ombudsman=landlord.ombudsman,
        other_formats=landlord.other_formats,
        website=landlord.website,
        colour=landlord.colour,
        asks_questions=edition.asks_questions,
    )


def _stem(name: str) -> str:
    return name.replace("/", "-") + "-self-assessment"


def _section(edition: Edition, section: Section, answers: Mapping[str, Answer]) -> SectionView:
    rows = tuple(_row(edition, section, provision, answers) for provision in section.provisions)
    return SectionView(section.number, section.title, f"Section {section.number}: {section.title}", _counts(rows), rows)


def _row(edition: Edition, section: Section, provision: Provision, answers: Mapping[str, Answer]) -> Row:
    answer = answers.get(provision.number, Answer(provision.number))
    actions = tuple(_action(action, i, len(answer.actions)) for i, action in enumerate(answer.actions, start=1))
    return Row(
        number=provision.number,
        label=provision.label,
        anchor=provision.anchor,
        stage=next((stage.title for stage in section.stages if stage.id == provision.stage), ""),
        text=provision.text,
        items=provision.items,
        item_style=provision.item_style,
        comply=answer.comply,
        comply_title=edition.answer_title(answer.comply),
        evidence=tuple(item.runs for item in answer.evidence),
        commentary=answer.commentary,
        actions=actions,
        alternative=answer.alternative,
        group=next((group.title for group in edition.groups if group.id == provision.group), ""),
        asks=provision.asks,
        part_of=provision.part_of,
        answered=edition.is_answered(provision, answers),
    )


def _action(action: Action, number: int, count: int) -> PrintedAction:
    return PrintedAction(
        label="Action" if count == 1 else f"Action {number}",
        what=action.what,
        owner=action.owner,
        by=in_words(action.by) if action.by else action.by_text,
        by_iso=action.by.isoformat() if action.by else "",
        outcome=action.outcome,
    )


def _counts(rows: Sequence[Row]) -> Counts:
    counted = [row for row in rows if not row.part_of]
    return Counts(
        provisions=len(counted),
        yes=sum(row.comply == YES for row in counted),
        no=sum(row.comply == NO for row in counted),
        unanswered=sum(not row.answered for row in counted),
        not_applicable=sum(row.comply == NOT_APPLICABLE for row in counted),
        told=sum(row.answered and row.asks != VERDICT for row in counted),
    )


def _summary(edition: Edition, counts: Counts) -> str:
    total = counts.provisions
    if edition.asks_questions:
        parts = [f"The {edition.name} asks {total} questions. We answer Yes to {counts.yes} and No to {counts.no}"]
        parts[0] += f", and {counts.told} with a figure or in words." if counts.told else "."
    elif counts.yes == total:
        return f"We meet all {total} provisions of the {edition.name}."
    elif counts.not_applicable and counts.yes + counts.not_applicable == total:
        parts = [f"We meet all {counts.yes} provisions of the {edition.name} that apply to us."]
    else:
        parts = [f"We meet {counts.yes} of the {total} provisions of the {edition.name}."]
        if counts.no:
            parts.append(f"We do not yet meet {counts.no}.")
    if counts.not_applicable:
        parts.append(f"{counts.not_applicable} {'does' if counts.not_applicable == 1 else 'do'} not apply to us.")
    if counts.unanswered:
        parts.append(f"{counts.unanswered} {'is' if counts.unanswered == 1 else 'are'} not answered yet.")
    return " ".join(parts)


def _status(bodies: tuple[GoverningBody, ...]) -> str:
    if bodies and all(body.approved for body in bodies):
        return APPROVED
    return FOR_APPROVAL if any(body.for_approval or body.approved for body in bodies) else DRAFT


def _status_line(status: str, bodies: tuple[GoverningBody, ...]) -> str:
    if status == DRAFT:
        return "Draft"
    first, *others = [line for body in bodies if (line := _body_status(body))]
    return "; ".join([first, *(line[0].lower() + line[1:] for line in others)])


def _body_status(body: GoverningBody) -> str:
    if body.approved:
        return f"Approved by {body.in_sentence} on {in_words(body.approved)}"
    if body.for_approval:
        return f"For approval by {body.in_sentence} on {in_words(body.for_approval)}"
    return ""


def _facts(edition: Edition, assessment: SelfAssessment, status: str, status_line: str) -> tuple[tuple[str, str], ...]:
    landlord = assessment.landlord
    facts = [
        ("Landlord", landlord.name),
        ("Kind of landlord", landlord.kind),
        ("Homes", landlord.homes_text),
        ("Edition of the Code", edition.title),
        ("Period assessed", landlord.period),
        ("Also covers", "; ".join(landlord.covers)),
        ("Complaints officer", landlord.complaints_officer),
        ("Senior lead person", landlord.senior_lead),
        ("Member Responsible for Complaints", landlord.mrc),
        ("Status", status_line),
        ("Corrected since the approval", _corrected(landlord) if status == APPROVED else ""),
    ]
    return tuple((label, value) for label, value in facts if value)


def _corrected(landlord: Landlord) -> str:
    """The provisions corrected since the (first) approval, each with its day: "6.3 on 2 August 2026"; never by whom or why."""
    first = min((body.approved for body in landlord.bodies if body.approved), default=date.max)
    since = [correction for correction in landlord.corrections if correction.on and correction.on >= first]
    return "; ".join(f"{each.provision} on {in_words(each.on)}" for each in since if each.on)


def _body(body: GoverningBody, status: str) -> BodyView:
    """A body as it is printed; a draft does not say that anybody approved it."""
    shown = "" if status == DRAFT else _body_status(body)
    return BodyView(body.name, shown, body.minute if body.approved and shown else "", body.response)


def _entry(document: Document, assessment: SelfAssessment) -> RegisterEntry:
    cited = tuple(a.provision for a in assessment.answers if any(i.document == document.title for i in a.evidence))
    return RegisterEntry(document.title, document.version, document.date, document.address, cited)
