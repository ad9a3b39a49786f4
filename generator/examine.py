"""A folder of answer files, read and checked: what check, status and build all begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator import checks
from generator.gather import Gathered, gather
from generator.model import Edition, SelfAssessment
from generator.problems import ERROR, Problem
from generator.workspace import Target

FINISHED_ONLY = ("not-reviewed", "note-left")
"""Warnings that are errors in an approved year: what is published as approved has been reviewed and holds no notes."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was gathered, all open problems in Code order, and the accepted warnings with their reasons."""

    gathered: Gathered
    problems: tuple[Problem, ...]
    accepted: tuple[checks.Accepted, ...]

    @property
    def edition(self) -> Edition:
        """The edition that the answers are for."""
        return self.gathered.edition

    @property
    def assessment(self) -> SelfAssessment:
        """The landlord's year."""
        return self.gathered.assessment

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build that is not a draft."""
        return tuple(problem for problem in self.problems if problem.severity == ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that are left to the landlord's judgement."""
        return tuple(problem for problem in self.problems if problem.severity != ERROR)


def examine(target: Target, on: date, other_landlords: Sequence[str] = ()) -> Examined:
    """Everything that is wrong with the target's files and answers on this day. Raises Stop where its folder is unreadable."""
    gathered = gather(target)
    case = checks.Case(gathered.edition, gathered.assessment, on, tuple(other_landlords))
    problems = [*gathered.problems, *checks.check(case)]
    if gathered.assessment.landlord.approved:
        problems = [replace(p, severity=ERROR) if p.id in FINISHED_ONLY else p for p in problems]
    found, accepted = checks.settle(problems, case)
    return Examined(gathered, tuple(found), tuple(accepted))
