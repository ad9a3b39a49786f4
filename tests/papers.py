"""Self-assessments that go before a governing body, for the tests of its paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sample import EDITION, full_assessment

from generator.board_paper import Asked
from generator.model import Answer, ForBoardPaper, SelfAssessment
from generator.rich_text import read_text

ON = date(2026, 7, 1)
JULY = Asked(meeting="23 July 2026", item="7.2")
OWN = ForBoardPaper(
    author="Policy Officer",
    sponsor="Director of Customers",
    confidentiality="Public",
    previous_consideration=read_text("The residents’ panel read it on 2 June 2026."),
    view_of_member_responsible=read_text("I have seen the evidence."),
    risk=read_text("Amber."),
    legal=read_text("The Code is statutory."),
    equality=read_text("None is worse off."),
    resources=read_text("Within the budget."),
    next_steps=read_text("- 31 July 2026: published"),
)


def said(assessment: SelfAssessment | None = None, **fields: object) -> SelfAssessment:
    """A whole self-assessment, with these fields of its landlord changed."""
    whole = assessment or full_assessment()
    return replace(whole, landlord=replace(whole.landlord, **{"board_paper": OWN, **fields}))  # type: ignore[arg-type]


def answered(assessment: SelfAssessment, *new: Answer) -> SelfAssessment:
    """The same with these answers in the place of those that it has."""
    by_number = {answer.provision: answer for answer in new}
    return replace(assessment, answers=tuple(by_number.get(a.provision, a) for a in assessment.answers))


def all_met() -> SelfAssessment:
    return replace(said(), answers=tuple(Answer(p.number, "yes", (), read_text("We do.")) for p in EDITION.provisions))
