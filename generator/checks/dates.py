"""The dates of actions, held against the period assessed and the day of the check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.case import Case, Finding, found
from generator.dates import in_words
from generator.model import Landlord
from generator.rich_text import same_text, words


def action_before_assessment(case: Case) -> Iterator[Finding]:
    """New actions due before the assessment; one carried from an earlier year says its outcome, and may be."""
    start, what = _assessed(case.assessment.landlord)
    if start is None:
        return
    for provision, answer in case.answers:
        for action in answer.actions:
            if action.by and action.by < start and not action.outcome:
                said = f"an action is due by {in_words(action.by)}, before {what} {in_words(start)}."
                help_ = "Give the date by which it will now be done; of an action carried from last year, say the “Outcome:”."
                yield found(provision, answer, action.by_line or action.line, said, help_)


def action_passed(case: Case) -> Iterator[Finding]:
    """Actions whose date has passed on the day given, without an outcome."""
    start, _ = _assessed(case.assessment.landlord)
    for provision, answer in case.answers:
        for action in answer.actions:
            if action.by and (start or date.min) <= action.by < case.on and not action.outcome:
                said = f"an action was due by {in_words(action.by)}, which has passed."
                help_ = "Say what came of it after “Outcome:”, or give the new date and why it moved."
                yield found(provision, answer, action.by_line or action.line, said, help_)


def action_unreported(case: Case) -> Iterator[Finding]:
    """Actions carried from last year of which nothing new is said; where the date has passed too, the rules above say so."""
    if case.before is None:
        return
    last: dict[str, set[str]] = {}
    for old in (action for answer in case.before.answers for action in answer.actions):
        last.setdefault(words(same_text(old.what)), set()).add(words(same_text(old.outcome)))
    start, _ = _assessed(case.assessment.landlord)
    passed = max(case.on, start or date.min)
    for provision, answer in case.answers:
        for action in answer.actions:
            if words(same_text(action.outcome)) not in last.get(words(same_text(action.what)), ()):
                continue
            if action.outcome:
                said = f"an action stands here with its outcome as it stood in {case.before.name}."
                yield found(provision, answer, action.line, said, "Say what came of it since, or take it out if it is done.")
            elif not action.by or action.by >= passed:
                said = f"an action was carried from {case.before.name}, and does not say what came of it."
                help_ = "Say after “Outcome:” what came of it, or how far it is. If it is no longer planned, say so in the commentary."
                yield found(provision, answer, action.line, said, help_)


def _assessed(landlord: Landlord) -> tuple[date | None, str]:
    """The day before which no new action can be due, and what that day is: the period's end, or else the body's first date."""
    if landlord.period_to:
        return landlord.period_to, "the end of the period assessed,"
    days = [day for body in landlord.bodies for day in (body.for_approval, body.approved) if day]
    return (min(days), "the day on which the governing body looked at this assessment,") if days else (None, "")
