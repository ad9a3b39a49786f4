"""A folder of answer files, read and checked: what check, status and build all begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator import checks, copies
from generator.answers import landlord, source
from generator.gather import SHARED, Gathered, gather
from generator.model import Edition, SelfAssessment
from generator.problems import ERROR, WARNING, Problem, Stop
from generator.workspace import LANDLORD_FILE, Target, Workspace, previous, years_beside

UNKNOWN = "last-year-unknown"

FINISHED_ONLY = (
    *("not-reviewed", "note-left", "no-response"),
    *("changed-since-approval", "correction-undone", "approved-copy-changed"),
)
"""Warnings that are errors in an approved year: what is published as approved is that, reviewed, without notes, with the response."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was gathered, all open problems in Code order, and the accepted warnings with their reasons.

    An approved year that a later approved one has followed, ``followed_by``, is history: it is judged as ``on`` the day when it was
    approved, since what falls due afterwards is the later year's.
    """

    gathered: Gathered
    problems: tuple[Problem, ...]
    accepted: tuple[checks.Accepted, ...]
    on: date
    followed_by: str = ""

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


@dataclass(frozen=True, slots=True)
class Others:
    """The names of other landlords whose answers may have been copied; of those that share answers with this one, and of their group."""

    names: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    group: str = ""


def examine(target: Target, on: date, others: Others = Others()) -> Examined:
    """Everything that is wrong with the target's files and answers on this day. Raises Stop where its folder is unreadable."""
    return judge(gather(target), on, others)


def judge(gathered: Gathered, on: date, others: Others = Others()) -> Examined:
    """What ``examine`` says of a folder that is read already."""
    later = followed_by(gathered, on)
    on = min(on, gathered.assessment.landlord.approved_on or on) if later else on
    before, unknown = _before(gathered)
    case = checks.Case(
        gathered.edition,
        gathered.assessment,
        on,
        others.names,
        others.members,
        others.group,
        before,
        () if gathered.unreadable else copies.approved(gathered),  # what cannot be read is not changed
    )
    problems = [*gathered.problems, *unknown, *checks.check(case)]
    problems = _without_followers(problems, gathered)
    if gathered.assessment.landlord.approved:
        problems = [replace(p, severity=ERROR) if p.id in FINISHED_ONLY else p for p in problems]
    found, accepted = checks.settle(problems, case)
    return Examined(gathered, tuple(found), tuple(accepted), on, later)


def _without_followers(problems: Sequence[Problem], gathered: Gathered) -> list[Problem]:
    """The Problems without those that say only that something is missing which stands in files that could not be read."""
    unread = {problem.file for problem in gathered.unread}
    follows: dict[str, Callable[[Problem], bool]] = {"no-answer": lambda problem: problem.file in unread}
    if any(problem.id == SHARED for problem in gathered.unread):
        follows |= {"no-answer": lambda _: True, "landlord-field-missing": lambda _: True}
    elif f"{gathered.target.name}/{LANDLORD_FILE}" in unread:
        follows["landlord-field-missing"] = lambda _: True
    return [problem for problem in problems if problem.id not in follows or not follows[problem.id](problem)]


def _before(gathered: Gathered) -> tuple[SelfAssessment | None, list[Problem]]:
    """The year before, where landlord.md names one; a Problem where that is not there."""
    own = gathered.assessment.landlord
    try:
        target = previous(gathered.target, own)
        return (gather(target).assessment if target else None), []
    except Stop as stop:
        message = f"The year before cannot be read: {stop}"
        help_ = "Write the folder of the year before after “Last year:”, as LANDLORD/YEAR, or leave it empty."
        return None, [Problem(UNKNOWN, WARNING, own.file, own.lines.get("last year", 0), "", message, help_)]


def followed_by(gathered: Gathered, on: date) -> str:
    """The name of a later year of the landlord's that is approved on this day, or "": an approved year is history then.

    Later is a year that names this one as ``Last year:``, or whose period ends after its.
    """
    own = gathered.assessment.landlord
    for other in years_beside(gathered.target) if own.approved else ():
        try:
            found = landlord.read(source.read(other.folder / LANDLORD_FILE, other.name))[0]
        except Stop:
            continue  # that year's own check says so
        after = found.period_to and own.period_to and found.period_to > own.period_to
        if (after or found.last_year == gathered.target.name) and found.approved_on and found.approved_on <= on:
            return other.name
    return ""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A workspace's landlords by their folders: what each is called, and whose shared answers it takes, if any."""

    names: Mapping[str, str]
    groups: Mapping[str, str]

    def others(self, target: Target) -> Others:
        """The other landlords, as seen from one of them; a group is the folder of shared answers and all that take them."""
        group = self.groups.get(target.landlord) or target.landlord
        members = {landlord for landlord in self.names if group in (landlord, self.groups.get(landlord))} - {target.landlord}
        strangers = self.names.keys() - members - {target.landlord}
        return Others(self._named(strangers), self._named(members - {group}), self.names.get(group, ""))

    def _named(self, landlords: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({self.names[landlord] for landlord in landlords} - {""}))


def neighbours(workspace: Workspace) -> Neighbours:
    """The workspace's landlords, as the newest landlord.md of each says."""
    names: dict[str, str] = {}
    groups: dict[str, str] = {}
    for target in workspace.targets():
        path = target.folder / LANDLORD_FILE
        if path.is_file():
            try:
                names[target.landlord], shared = landlord.name_and_group(source.read(path, target.name))
            except Stop:
                continue  # that landlord's own check says so
            groups[target.landlord] = shared.partition("/")[0]
    return Neighbours(names, groups)


def other_landlords(workspace: Workspace, target: Target) -> Others:
    """The workspace's other landlords, as seen from this one."""
    return neighbours(workspace).others(target)
