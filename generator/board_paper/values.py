"""Everything that templates/board-paper.toml can have filled in, as words: "" for what there is not."""

from __future__ import annotations

from collections.abc import Sequence

from generator import deadlines
from generator.board_paper.subject import LastYear, Subject, corrected, late_actions, open_actions, reported, told_actions
from generator.compare import DONE, DROPPED, MOVED, Comparison
from generator.dates import in_words
from generator.view import SectionView, View

_FEW = 8  # so many numbers are listed, more are counted

NAMES = (
    *("landlord", "body", "the_body", "meeting", "item", "author", "sponsor", "confidentiality", "period", "covers", "homes"),
    *("code", "edition", "issuer", "status", "approved_on", "minute", "other_bodies", "senior_lead", "mrc", "complaints_officer"),
    *(
        "summary",
        "provisions",
        "yes",
        "no",
        "percent",
        "not_met",
        "all_met",
        "sections_met",
        "sections_not_met",
        "actions",
        "settled",
        "other_actions",
        "last_date",
    ),
    *("late", "on", "deadline", "deadline_passed", "days_passed", "response", "corrections"),
    *("last_period", "last_yes", "last_provisions", "last_edition", "answers_changed", "reworded", "new", "gone"),
    *("actions_settled", "actions_moved", "actions_dropped"),
)
"""What can be filled in anywhere."""

IN_PLACE = ("sections_in_words", "outcome", "more", "numbers", "reason")
"""What can be filled in where it is counted or said only."""


def values(subject: Subject, sections: Sequence[str]) -> dict[str, str]:
    """The words by name; ``sections`` are those that the paper has, since nobody is asked to agree what does not stand in it."""
    view, body = subject.view, subject.body
    landlord, asked = subject.landlord, subject.asked
    others = [b.status for b in view.bodies if b.name != body.name and b.status]
    found = {
        "landlord": landlord.name,
        "body": body.name,
        "the_body": body.in_sentence,
        "meeting": subject.meeting,
        "item": asked.item,
        "author": asked.author,
        "sponsor": asked.sponsor,
        "confidentiality": asked.confidentiality,
        "period": landlord.period,
        "covers": "; ".join(landlord.covers),
        "homes": landlord.homes_text,
        "code": view.code_name,
        "edition": view.edition,
        "issuer": view.issuer,
        "status": view.status_line,
        "approved_on": in_words(body.approved) if body.approved else "",
        "minute": body.minute,
        "other_bodies": "; ".join(others),
        "senior_lead": landlord.senior_lead,
        "mrc": landlord.mrc,
        "complaints_officer": landlord.complaints_officer,
        "on": in_words(subject.on),
        "response": "response" if body.response and "response" in sections else "",
        "corrections": counted(len(corrected(subject)), "correction"),
    }
    return found | _deadline(subject) | _figures(subject) | _last_year(subject.view, subject.last)


def counted(number: int, noun: str) -> str:
    """The number with its noun: "one action", "5 actions", "" for none."""
    return "" if not number else f"one {noun}" if number == 1 else f"{number} {noun}s"


def listed(items: Sequence[str]) -> str:
    """The items in a sentence: "1, 5 and 9"; "" for none."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def noun(view: View) -> str:
    """What the edition has: provisions, or questions."""
    return "question" if view.asks_questions else "provision"


def _figures(subject: Subject) -> dict[str, str]:
    view = subject.view
    counts = view.counts
    whole = [s for s in view.sections if s.counts.yes and s.counts.yes + s.counts.not_applicable == s.counts.provisions]
    not_met = [s for s in view.sections if s.counts.no]
    rows = reported(subject)
    told = [action for row in rows for action in told_actions(subject, row)]
    open_ = [action for row in rows for action in open_actions(row, subject.on)]
    others = [row.number for row in view.rows if row not in rows for _ in told_actions(subject, row)]
    last_day = max((action.by_iso for action in open_), default="")
    plain = not (view.asks_questions or counts.not_applicable or counts.unanswered or counts.yes == counts.provisions)
    return {
        "summary": view.summary,
        "provisions": str(counts.provisions),
        "yes": str(counts.yes),
        "no": str(counts.no) if counts.no else "",
        "percent": str(counts.yes * 100 // counts.provisions) if plain else "",
        "not_met": counted(counts.no, noun(view)),
        "all_met": _all_met(view),
        "sections_met": _sections(whole) if not_met else "",
        "sections_not_met": _sections(not_met),
        "actions": counted(len(told), "action"),
        "settled": str(len(told) - len(open_)) if len(told) > len(open_) else "",
        "other_actions": f"{counted(len(others), 'action')} (under {listed(list(dict.fromkeys(others)))})" if others else "",
        "last_date": next((action.by for action in open_ if action.by_iso and action.by_iso == last_day), ""),
        "late": counted(len(late_actions(view, subject.on)), "action"),
    }


def _all_met(view: View) -> str:
    counts = view.counts
    if view.asks_questions or counts.yes + counts.not_applicable != counts.provisions:
        return ""
    return "every provision that applies to us" if counts.not_applicable else "every provision"


def _sections(sections: Sequence[SectionView]) -> str:
    numbers = listed([section.number for section in sections])
    return f"section{'s' if len(sections) > 1 else ''} {numbers}" if numbers else ""


def _deadline(subject: Subject) -> dict[str, str]:
    """The last day for the submission as one to come or one that has passed, by the day of the meeting."""
    days = deadlines.deadline(subject.landlord).dates if deadlines.is_submitted(subject.edition) else ()
    words, by = " or ".join(map(in_words, days)), subject.day or subject.on
    passed = bool(days) and max(days) < by
    return {
        "deadline": "" if passed else words,
        "deadline_passed": words if passed else "",
        "days_passed": counted((by - max(days)).days, "day") if passed and subject.day else "",
    }


def _last_year(view: View, last: LastYear | None) -> dict[str, str]:
    names = NAMES[NAMES.index("last_period") :]
    if last is None:
        return dict.fromkeys(names, "")
    before, comparison = last.view, last.comparison
    same_edition = before.edition_id == view.edition_id
    reworded = [c.number for c in comparison.changed if not c.comply_changed and not all(d.only_looks for d in c.differences)]
    return {
        "last_period": before.period,
        "last_yes": str(before.counts.yes) if same_edition else "",
        "last_provisions": str(before.counts.provisions) if same_edition else "",
        "last_edition": "" if same_edition else before.code_name,
        "answers_changed": counted(len(comparison.answers_changed), "answer"),
        "reworded": numbers_or_count(reworded, noun(view)),
        "new": numbers_or_count(comparison.new, noun(view)),
        "gone": numbers_or_count([gone.number for gone in comparison.gone], noun(before)),
        "actions_settled": _with_state(comparison, DONE),
        "actions_moved": _with_state(comparison, MOVED),
        "actions_dropped": _with_state(comparison, DROPPED),
    }


def numbers_or_count(numbers: Sequence[str], name: str) -> str:
    """The numbers in a sentence where they are few, else how many there are."""
    return listed(numbers) if len(numbers) <= _FEW else counted(len(numbers), name)


def _with_state(comparison: Comparison, state: str) -> str:
    changes = [change for change in comparison.actions if change.state == state and change.before]
    found = [f"{change.number}, gone from the Code" if change.gone else change.number for change in changes]
    where = f"{'under' if found else ''} {listed(list(dict.fromkeys(found)))}".strip()
    return f"{len(found)} ({where})" if found else ""
