"""What a paper is about: one governing body, one meeting, and the self-assessment as it lies before that meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from generator import dates
from generator.compare import Comparison
from generator.model import NO, Correction, Edition, GoverningBody, Landlord, SelfAssessment
from generator.problems import Stop
from generator.view import PrintedAction, Row, View, view


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever makes the paper says of it; "" for what landlord.md is to say."""

    body: str = ""
    meeting: str = ""
    item: str = ""
    author: str = ""
    sponsor: str = ""
    confidentiality: str = ""


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's self-assessment, and how this year's differs from it."""

    view: View
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Subject:
    """``view`` is what the appendix prints. ``again``: the body approved at an earlier meeting, and sees the self-assessment once more.

    ``day`` is the meeting's, None where it is not known, and ``meeting`` its words; ``announced`` is the day that landlord.md gives for
    the approval. ``on`` is the day by which actions are late: the day given, or the meeting's where that is over.
    """

    view: View
    edition: Edition
    landlord: Landlord
    body: GoverningBody
    asked: Asked
    meeting: str
    day: date | None
    announced: date | None
    again: bool
    on: date
    last: LastYear | None = None


def subject(
    edition: Edition, assessment: SelfAssessment, asked: Asked, on: date, last: LastYear | None = None, *, draft: bool = False
) -> Subject:
    """The subject of the paper that is asked for.

    A paper for the meeting that approved, or for one before it, is that meeting's paper: it asks for approval, whatever landlord.md
    says by now. Raises Stop where there is no such body, or the meeting has no date.
    """
    landlord = assessment.landlord
    body = _body(landlord, asked.body, assessment.name)
    day = _day(asked.meeting) if asked.meeting else body.for_approval or body.approved
    announced = body.for_approval
    again = bool(body.approved and day and day > body.approved)
    if not again:
        before = replace(body, approved=None, minute="", for_approval=day)
        landlord = replace(landlord, bodies=tuple(before if b is body else b for b in landlord.bodies))
        body = before
    words = asked.meeting if asked.meeting and dates.parse(asked.meeting)[0] is None else dates.in_words(day) if day else ""
    own = landlord.board_paper
    asked = replace(
        asked,
        author=asked.author or own.author,
        sponsor=asked.sponsor or own.sponsor,
        confidentiality=asked.confidentiality or own.confidentiality,
    )
    shown = view(edition, replace(assessment, landlord=landlord), draft=draft)
    return Subject(shown, edition, landlord, body, asked, words, day, announced, again, min(on, day or on), last)


def _body(landlord: Landlord, name: str, assessment: str) -> GoverningBody:
    names = [body.name for body in landlord.bodies if body.name]
    listed = " or ".join(f'--body "{known}"' for known in names)
    if not names:
        raise Stop(
            f"{assessment}/landlord.md names no governing body. Write its name under “## Governing body”, as in “Name: Board”."
        )
    if not name and len(names) > 1:
        raise Stop(f"{assessment} has {len(names)} governing bodies, and a paper is for one of them. Add {listed}.")
    found = next((body for body in landlord.bodies if body.name.casefold() == (name or names[0]).casefold()), None)
    if found is None:
        near = get_close_matches(name, names, 1, 0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise Stop(f"{assessment}/landlord.md names no governing body “{name}”.{hint} Write {listed}.")
    return found


def _day(meeting: str) -> date:
    """The date that is the meeting's words, or stands after their last comma."""
    for text in (meeting, meeting.rpartition(",")[2].strip()):
        if day := dates.parse(text)[0]:
            return day
    help_ = 'Write --meeting "23 July 2026" or --meeting "Special meeting, 23 July 2026".'
    raise Stop(f"“{meeting}” does not say on which day the meeting is. {help_}")


def corrected(about: Subject) -> list[Correction]:
    """The corrections made since the body approved, by their days, which are reported to it; none in the paper that asks for it."""
    approved = about.body.approved if about.again else None
    found = [each for each in about.landlord.corrections if approved and each.on and each.on >= approved]
    return sorted(found, key=lambda each: each.on or date.min)


def reported(about: Subject) -> list[Row]:
    """The rows that the paper gives the reasons and actions of: each No; of a form of questions, each with an action to come too."""
    questions = about.view.asks_questions
    return [row for row in about.view.rows if row.comply == NO or (questions and open_actions(row, about.on))]


def told_actions(about: Subject, row: Row) -> Sequence[PrintedAction]:
    """The row's actions that the paper tells: those that are still to be done; to a body that sees them again, all of them."""
    return row.actions if about.again else open_actions(row, about.on)


def open_actions(row: Row, on: date) -> list[PrintedAction]:
    """The row's actions that are still to be done: without an outcome, or with one and a date that has yet to come."""
    return [action for action in row.actions if not action.outcome or action.by_iso > on.isoformat()]


def late_actions(shown: View, on: date) -> list[tuple[Row, PrintedAction]]:
    """The actions whose date has passed without an outcome, in the order of the form."""
    return [
        (row, action)
        for row in shown.rows
        for action in row.actions
        if action.by_iso and action.by_iso < on.isoformat() and not action.outcome
    ]
