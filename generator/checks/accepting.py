"""Warnings that a landlord has looked at and accepts, with a reason: taken out and counted, never published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from generator.checks.case import Case
from generator.model import Accept, Answer, Provision
from generator.problems import ERROR, WARNING, Problem

UNKNOWN = ("accept-unknown", ERROR)
OF_ERROR = ("accept-of-error", ERROR)
NO_REASON = ("accept-no-reason", ERROR)
UNUSED = ("accept-unused", WARNING)
PROBLEMS = (UNKNOWN, OF_ERROR, NO_REASON, UNUSED)
"""The id and severity of every Problem that accepting can give; docs/checks.md explains each."""


class Accepted(NamedTuple):
    """A warning that an answer accepts, and why."""

    problem: Problem
    reason: str


def settle(problems: Iterable[Problem], case: Case, severities: Mapping[str, str]) -> tuple[list[Problem], list[Accepted]]:
    """The problems that stay open, with those of the Accept lines themselves at the end, and the warnings that are accepted.

    A warning is accepted in the answer of its own provision; one that lists several provisions, in the first of them.
    ``severities`` has the severity of every id that there is.
    """
    reasons = {
        (answer.provision, accept.id): accept.reason
        for _, answer in case.answers
        for accept in answer.accepts
        if accept.reason and severities.get(accept.id) == WARNING
    }
    left: list[Problem] = []
    accepted: list[Accepted] = []
    for problem in problems:
        reason = reasons.get((problem.provision, problem.id))
        if reason and problem.severity == WARNING:
            accepted.append(Accepted(problem, reason))
        else:
            left.append(problem)
    used = {(item.problem.provision, item.problem.id) for item in accepted}
    for provision, answer in case.answers:
        for accept in answer.accepts:
            # what a shared answer accepts may occur with another landlord of the group only
            is_used = (answer.provision, accept.id) in used or case.assessment.is_shared(answer)
            left += _wrong(provision, answer, accept, severities, is_used)
    return left, accepted


def _wrong(provision: Provision, answer: Answer, accept: Accept, severities: Mapping[str, str], used: bool) -> Iterator[Problem]:
    """What is wrong with an Accept line."""
    form = "Write the warning's id and why you accept it: “Accept: no-evidence, the policy is being printed”."
    if not accept.id:
        yield _problem(NO_REASON, provision, answer, accept, "“Accept:” names no warning.", form)
    elif accept.id not in severities:
        near = get_close_matches(accept.id, severities, 1)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        help_ = "Copy the id from the line that “self-assessment check” prints, or take the line out."
        yield _problem(UNKNOWN, provision, answer, accept, f"there is no warning “{accept.id}” to accept.{meant}", help_)
    elif severities[accept.id] == ERROR:
        help_ = "Put right what the error says, and take this line out."
        yield _problem(OF_ERROR, provision, answer, accept, f"“{accept.id}” is an error, which cannot be accepted.", help_)
    elif not accept.reason:
        yield _problem(NO_REASON, provision, answer, accept, f"“Accept: {accept.id}” gives no reason.", form)
    elif not used:
        words = f"“{accept.id}” is accepted, but this warning does not occur here."
        yield _problem(UNUSED, provision, answer, accept, words, "Take the line out.")


def _problem(kind: tuple[str, str], provision: Provision, answer: Answer, accept: Accept, words: str, help_: str) -> Problem:
    return Problem(*kind, answer.file, accept.line or answer.line, provision.number, f"{provision.heading}: {words}", help_)
