"""How each landlord stands: answered, reviewed, problems, approval, and the days left until it has to submit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from pathlib import Path

from generator import deadlines, groups
from generator.answers import landlord as landlord_file
from generator.answers import source
from generator.deadlines import Deadline
from generator.examine import Examined, Neighbours, judge, neighbours
from generator.gather import Gathered, gather
from generator.model import NO, Landlord
from generator.problems import Stop
from generator.view import DRAFT, FOR_APPROVAL, view
from generator.workspace import LANDLORD_FILE, Target, Workspace

SHARES = "shared answers"

MANY = 8
"""Landlords from which on it pays to start further processes, each of which is given so many at a time."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One landlord's year: ``answered`` and ``reviewed`` of ``provisions``; ``not_met`` are those answered No.

    ``status`` is draft, for approval, approved or shared answers, ``status_on`` the meeting's day, ``status_line`` its sentence.
    ``deadline`` is None where nothing is to be submitted.
    """

    name: str
    landlord: str
    provisions: int
    answered: int
    reviewed: int
    not_met: int
    errors: int
    warnings: int
    status: str
    status_on: date | None
    status_line: str
    deadline: Deadline | None
    days_left: int | None


def standing(examined: Examined, on: date) -> Standing:
    """How the year stands on the day given."""
    edition, assessment = examined.edition, examined.assessment
    landlord = assessment.landlord
    answers = {answer.provision: answer for answer in assessment.answers}
    counted = edition.counted
    given = [answers[p.number] for p in counted if p.number in answers]
    shown = view(edition, assessment)
    due = deadlines.deadline(landlord) if deadlines.is_submitted(edition) and not landlord.only_shares else None
    return Standing(
        name=assessment.name,
        landlord=landlord.name,
        provisions=len(counted),
        answered=sum(edition.is_answered(p, answers) for p in counted),
        reviewed=sum(bool(answer.reviewed and answer.reviewed.on) for answer in given),
        not_met=0 if edition.asks_questions else sum(answer.comply == NO for answer in given),
        errors=len(examined.errors),
        warnings=len(examined.warnings),
        status=SHARES if landlord.only_shares else shown.status,
        status_on=_meeting(landlord, shown.status),
        status_line=shown.status_line,
        deadline=due,
        days_left=due.days_left(on) if due else None,
    )


def _meeting(landlord: Landlord, status: str) -> date | None:
    """The last day on which a body approved, or the next on which one is to."""
    if status == DRAFT or landlord.only_shares:
        return None
    if status == FOR_APPROVAL:
        return min((body.for_approval for body in landlord.bodies if body.for_approval and not body.approved), default=None)
    return max((body.approved for body in landlord.bodies if body.approved), default=None)


def standings(workspace: Workspace, targets: Sequence[Target], on: date) -> list[Standing]:
    """How each of the targets stands, in their order; where there are many, several processes look at them at once."""
    around = neighbours(workspace)
    if len(targets) < MANY:
        return _standings(targets, around, on)
    some = [targets[i : i + MANY] for i in range(0, len(targets), MANY)]
    with ProcessPoolExecutor() as pool:
        done = pool.map(_standings, some, repeat(around), repeat(on))
        return [each for standings in done for each in standings]


def _standings(targets: Sequence[Target], around: Neighbours, on: date) -> list[Standing]:
    found = gathered_all(targets)
    return [standing(judge(gathered, on, around.others(gathered.target)), on) for gathered in found]


def by_deadline(standings: Sequence[Standing]) -> list[Standing]:
    """Whose deadline is nearest, or has passed longest, first; at the end those whose deadline is not known."""
    return sorted(standings, key=lambda each: (each.days_left is None, each.days_left or 0, each.name))


def gathered_all(targets: Sequence[Target]) -> Iterator[Gathered]:
    """Each of the targets, read; what they share is read once."""
    known: dict[Path, Gathered] = {}
    return (gather(target, known) for target in targets)


def newest(workspace: Workspace) -> list[Target]:
    """The newest year of each landlord: of those that no other continues the one whose period ends last, or else the last by name.

    A year whose landlord.md cannot be read may be the newest, and counts as such.
    """
    targets = workspace.targets()
    found = {target.name: _landlord(target) for target in targets}
    older = continued({name: (own.last_year, own.period_to) for name, own in found.items()})
    years: dict[str, Target] = {}
    for target in targets:
        if target.name in older:
            continue
        before = years.get(target.landlord)
        if before is None or _age(target, found) > _age(before, found):
            years[target.landlord] = target
    return list(years.values())


def continued(years: Mapping[str, tuple[str, date | None]]) -> set[str]:
    """The names of the years that another names as its ``Last year:``; of years that name each other in a circle the older ones.

    Each year is given with its ``Last year:`` and the end of its period, which a year that was just begun does not have.
    """
    last = {name: named.strip("/") for name, (named, _) in years.items() if named.strip("/") in years}

    def before(name: str) -> list[str]:
        """The years before, one after the other, up to the first that comes again."""
        found = [name]
        while last.get(found[-1]) not in (None, *found[1:]):
            found.append(last[found[-1]])
        return found[1:]

    def age(name: str) -> tuple[date, str]:
        return years[name][1] or date.min, name

    return {older for name, older in last.items() if name not in before(name) or age(older) < age(name)}


def _landlord(target: Target) -> Landlord:
    try:
        return landlord_file.read(source.read(target.folder / LANDLORD_FILE, target.name))[0]
    except Stop:
        return Landlord(period_to=date.max)  # the year's own check says so


def _age(target: Target, found: Mapping[str, Landlord]) -> tuple[date, str]:
    own = found[target.name]
    whole = groups.landlord(own, found[own.shared]) if own.shared in found else own
    return whole.period_to or date.min, target.year
