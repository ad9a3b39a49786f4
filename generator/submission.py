"""What the annual submission to the Ombudsman asks for, ready to copy: key facts, addresses, the annual report's parts, the deadline.

The submission itself is an electronic form on the Ombudsman's pages. Nothing is made up here: what landlord.md does not say is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import deadlines
from generator.answers.landlord import PUBLICATIONS
from generator.dates import in_words
from generator.deadlines import Deadline
from generator.model import ANNUAL_REPORT, Edition, Landlord, Provision, SelfAssessment
from generator.printed import Wording, comply_words
from generator.problems import Stop
from generator.view import APPROVED, View, view

_END = re.compile(r"(?:; and|[;.])\s*$")


@dataclass(frozen=True, slots=True)
class Item:
    """Something that the form asks for; ``value`` is "" where landlord.md does not say it.

    ``fill_in`` is the label of landlord.md that it is missing after, or "" where it may be empty.
    """

    label: str
    value: str
    fill_in: str = ""


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part that the Code has the annual report contain (8.1 of 2024); ``where`` it is, or ""."""

    letter: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything for one landlord's submission as on a day, in the order in which it is shown.

    ``report_provision`` is the number and label of the provision that lists the report's parts, or "". ``answers`` are [] where the form
    of that year asks for none. ``missing`` are sentences, each with what to do.
    """

    name: str
    landlord: str
    title: str
    on: date
    deadline: Deadline
    left: str
    facts: tuple[Item, ...]
    publications: tuple[Item, ...]
    report_provision: str
    parts: tuple[ReportPart, ...]
    answers: tuple[Item, ...]
    missing: tuple[str, ...]


def submission(edition: Edition, assessment: SelfAssessment, wording: Wording, on: date, errors: int = 0) -> Submission:
    """What the submission asks for; ``errors`` is how many the answers have.

    Raises Stop where these answers are not submitted: an edition from before the statutory Code, or answers for a group to share.
    """
    landlord = assessment.landlord
    if not deadlines.is_submitted(edition):
        raise Stop(
            f"{assessment.name} is assessed against the {edition.title}. Nothing is submitted for it: "
            f"the annual submission came with the statutory Code, on {in_words(deadlines.statutory_from())}."
        )
    if landlord.only_shares:
        raise Stop(f"{assessment.name} holds answers for a group to share. Name a landlord’s year: each landlord submits.")
    shown = view(edition, assessment)
    words = _Words(wording)
    due = deadlines.deadline(landlord)
    report = next((provision for provision in edition.provisions if provision.about == ANNUAL_REPORT), None)
    rule = deadlines.rule(landlord.submission_year)
    facts = tuple(_facts(shown, landlord, words))
    publications = tuple(Item(words[_key(name)], landlord.publications.get(name.lower(), ""), name) for name in PUBLICATIONS)
    parts = tuple(_parts(report, landlord))
    return Submission(
        name=assessment.name,
        landlord=landlord.name,
        title=words["title"].format(issuer=edition.issuer),
        on=on,
        deadline=due,
        left=_left(due.days_left(on), words),
        facts=facts,
        publications=publications,
        report_provision=report.heading if report else "",
        parts=parts,
        answers=tuple(_answers(shown, wording)) if rule and rule.asks_each_provision else (),
        missing=(
            *(words["no_fact"].format(fact=i.label, label=i.fill_in) for i in facts if i.fill_in and not i.value),
            *(words["no_address"].format(publication=i.label, label=i.fill_in) for i in publications if not i.value),
            *(words["no_part"].format(letter=part.letter) for part in parts if not part.where),
            *_unfinished(shown, landlord, words, errors),
        ),
    )


class _Words:
    """The fixed words of the submission by their short key."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    def __getitem__(self, key: str) -> str:
        return self.wording[f"submission.{key}"]


def _facts(shown: View, landlord: Landlord, words: _Words) -> Iterator[Item]:
    """The key facts; those that may be empty have no label to fill in."""
    printed = dict(shown.facts)
    minutes = "; ".join(body.minute for body in landlord.bodies if body.approved and body.minute)
    yield Item(words["landlord"], landlord.name, "Landlord")
    yield Item(words["kind"], landlord.kind, "Kind")
    yield Item(words["homes"], landlord.homes_text, "Homes")
    yield Item(words["year_end"], landlord.year_end, "Financial year end")
    yield Item(words["submission_year"], landlord.submission_year, "Submission year")
    yield Item(words["period"], landlord.period, "Period")
    yield Item(words["edition"], shown.edition)
    yield Item(words["reason"], landlord.reason)
    yield Item(words["covers"], "; ".join(landlord.covers))
    yield Item(words["complaints_officer"], landlord.complaints_officer, "Complaints officer")
    yield Item(words["senior_lead"], landlord.senior_lead, "Senior lead person")
    yield Item(words["mrc"], landlord.mrc, "Member Responsible for Complaints")
    yield Item(words["website"], landlord.website, "Website")
    yield Item(words["result"], shown.summary)
    yield Item(words["status"], printed.get("Status", ""))
    yield Item(words["minute"], minutes)
    yield Item(words["corrected"], printed.get("Corrected since the approval", ""))


def _unfinished(shown: View, landlord: Landlord, words: _Words, errors: int) -> Iterator[str]:
    """What is not done yet: approvals, responses, and errors in the answers."""
    if shown.status != APPROVED:
        bodies = ", ".join(body.in_sentence for body in landlord.bodies if not body.approved and body.name)
        yield words["not_approved"].format(bodies=bodies or words["governing_body"])
    for body in landlord.bodies:
        if not body.response:
            yield words["no_response"].format(body=body.in_sentence if body.name else words["governing_body"])
    if errors:
        yield words["errors"].format(count=errors)


def _parts(report: Provision | None, landlord: Landlord) -> Iterator[ReportPart]:
    """The report's parts as the edition lists them, under the letters that the Code gives them."""
    for i, item in enumerate(report.items if report else ()):
        letter = chr(ord("a") + i)
        yield ReportPart(letter, _END.sub("", item), landlord.annual_report.get(letter, ""))


def _answers(shown: View, wording: Wording) -> Iterator[Item]:
    for row in shown.rows:
        if not row.part_of:
            yield Item(row.heading, comply_words(row, wording))


def _key(publication: str) -> str:
    return publication.lower().replace("-", "_").replace(" ", "_")


def _left(days: int | None, words: _Words) -> str:
    if days is None:
        return ""
    if days == 0:
        return words["last_day"]
    one = "_one" if abs(days) == 1 else ""
    return words[f"days_left{one}" if days > 0 else f"days_ago{one}"].format(days=abs(days))
