"""What every rule is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from generator.checks.sentences import Saying, sayings
from generator.model import Answer, ApprovedCopy, Edition, Provision, SelfAssessment
from generator.rich_text import Run, Text

EVIDENCE = "evidence"
COMMENTARY = "commentary"
ACTION = "action"
ALTERNATIVE = "alternative"


class Line(NamedTuple):
    """One published line of an answer: a paragraph, a list item or an item of evidence, with the sentences it is made of.

    ``document`` and ``place`` are those of an item of evidence that begins with a registered document.
    """

    provision: Provision
    answer: Answer
    part: str
    number: int
    runs: tuple[Run, ...]
    text: str
    sayings: tuple[Saying, ...]
    document: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A self-assessment to be checked, the edition it answers, and the day: no rule gets the date in any other way.

    ``other_landlords`` are the names of the workspace's other landlords, ``group`` those of the landlords that share answers with this
    one, ``group_name`` their group's. ``before`` is the year before, where there is one; ``copies`` what each governing body approved.
    ``answers`` leaves out answers to no provision; ``lines`` is everything in them that is published.
    """

    edition: Edition
    assessment: SelfAssessment
    on: date
    other_landlords: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    group_name: str = ""
    before: SelfAssessment | None = None
    copies: tuple[ApprovedCopy, ...] = ()
    answers: tuple[tuple[Provision, Answer], ...] = field(init=False, repr=False, compare=False)
    lines: tuple[Line, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        given = {answer.provision: answer for answer in self.assessment.answers}
        answers = tuple((p, given[p.number]) for p in self.edition.provisions if p.number in given)
        object.__setattr__(self, "answers", answers)
        object.__setattr__(self, "lines", tuple(line for pair in answers for line in _lines(*pair)))

    def about(self, subject: str) -> Iterator[tuple[Provision, Answer]]:
        """The provisions about a subject (one of model.SUBJECTS) that have an answer."""
        return (pair for pair in self.answers if pair[0].about == subject)

    def part_lines(self, *parts: str) -> Iterator[Line]:
        """The lines of some parts only."""
        return (line for line in self.lines if line.part in parts)


class Finding(NamedTuple):
    """What a rule found: a Problem without its id and severity, which stand in the table of rules."""

    file: str
    line: int
    provision: str
    message: str
    help: str


class Rule(NamedTuple):
    """A check. ``what`` says what it finds; ``missing`` is True where it asks for a part of an answer that is not there yet."""

    id: str
    severity: str
    function: Callable[[Case], Iterable[Finding]]
    what: str
    missing: bool = False


def found(provision: Provision, answer: Answer, line: int, words: str, help_: str) -> Finding:
    """A finding in an answer; its sentence begins with the provision's heading."""
    return Finding(answer.file, line or answer.line, provision.number, f"{provision.heading}: {words}", help_)


def _lines(provision: Provision, answer: Answer) -> Iterator[Line]:
    for item in answer.evidence:
        text = "".join(run.text for run in item.runs)
        yield Line(provision, answer, EVIDENCE, item.line, item.runs, text, sayings(text), item.document, item.place)
    texts: list[tuple[str, Text]] = [
        (COMMENTARY, answer.commentary),
        *((ACTION, (*action.what, *action.outcome)) for action in answer.actions),
        (ALTERNATIVE, answer.alternative),
    ]
    for part, blocks in texts:
        for block in blocks:
            text = "".join(run.text for run in block.runs)
            yield Line(provision, answer, part, block.line, block.runs, text, sayings(text))
