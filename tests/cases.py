"""Cases for the tests of the checks: answers written as one would, with the lines on which their parts stand.

Heading on line 1, quoted text 2, Comply 3, evidence from 10, commentary from 20, actions from 30, alternative 40, note 50.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from sample import EDITION, landlord

from generator.answers.register import Register
from generator.checks import Case, check
from generator.model import Accept, Action, Answer, EvidenceItem, Landlord, Review, SelfAssessment
from generator.problems import Problem
from generator.rich_text import Text, read, read_runs

ON = date(2026, 11, 22)
LANDLORD = replace(
    landlord(), name="Exemplar Homes", file="exemplar-homes/2026/landlord.md", lines={"senior lead person": 12, "website": 14}
)
POLICY = "Complaints policy: 3.2 (page 5)"
SUPPORT = "We do this in every case."


def text(typed: str, first: int = 1) -> Text:
    """Typed lines, the first of them on the line given."""
    return read(enumerate(typed.splitlines(), first))


def answer(
    number: str = "3.2",
    comply: str = "Yes",
    evidence: str = POLICY,
    commentary: str = SUPPORT,
    *,
    actions: tuple[Action, ...] = (),
    alternative: str = "",
    note: str = "",
    quoted: str = "",
    accepts: tuple[Accept, ...] = (),
    reviewed: bool = True,
    landlord: Landlord = LANDLORD,
) -> Answer:
    """An answer without fault, but for what is given."""
    register = Register.of(landlord.documents)
    items = [(line, *register.find(item), read_runs(item)) for line, item in enumerate(evidence.splitlines(), 10)]
    return Answer(
        number,
        comply.lower() if comply in ("Yes", "No") else "",
        tuple(EvidenceItem(runs, document, place if document else "", line) for line, document, place, runs in items),
        text(commentary, 20),
        actions,
        text(alternative, 40),
        text(note, 50),
        reviewed=Review("2 May 2026, Policy Officer") if reviewed else None,
        accepts=accepts,
        comply_text=comply,
        quoted=quoted,
        file=f"exemplar-homes/2026/section-{number.partition('.')[0]}.md",
        line=1,
        comply_line=3,
        quoted_line=2,
    )


def action(
    what: str = "Train everybody", owner: str = "Head of Housing", by: date | None = date(2027, 3, 31), outcome: str = ""
) -> Action:
    """An action without fault, but for what is given."""
    return Action(text(what, 31), owner, by, "", text(outcome, 34), 30, 33)


def case(*answers: Answer, on: date = ON, landlord: Landlord = LANDLORD, other_landlords: tuple[str, ...] = ()) -> Case:
    """A self-assessment with these answers and no others."""
    return Case(EDITION, SelfAssessment("exemplar-homes/2026", landlord, answers), on, other_landlords)


def problems(
    id_: str, *answers: Answer, on: date = ON, landlord: Landlord = LANDLORD, others: tuple[str, ...] = ()
) -> list[Problem]:
    """What the rule of that id finds in these answers; whatever is found at all has to be told in sentences."""
    found = check(case(*answers, on=on, landlord=landlord, other_landlords=others))
    for each in found:
        assert in_sentences(each), each
    return [problem for problem in found if problem.id == id_]


_SENTENCES = re.compile(r"(?:[“A-Z0-9]|[a-z-]+/\d{4}: |landlord\.md).*(?:[.?!]”?|…|: self-assessment [^.]*)", re.DOTALL)
_SHOUTING = re.compile(r"(?:\b[A-Z]{3,}\b\W+){3}")


def in_sentences(problem: Problem) -> bool:
    """Whether message and help are told in sentences: they begin and end as such, or with the place and a command, and do not shout."""
    return all(_SENTENCES.fullmatch(told) and not _SHOUTING.search(told) for told in (problem.message, problem.help))


def one(id_: str, *answers: Answer, on: date = ON, landlord: Landlord = LANDLORD, others: tuple[str, ...] = ()) -> Problem:
    """The one Problem that the rule finds."""
    found = problems(id_, *answers, on=on, landlord=landlord, others=others)
    assert len(found) == 1, [problem.message for problem in found]
    return found[0]
