"""All actions of many landlords and years, by date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.gather import Gathered
from generator.model import YES, Action, Answer, Provision
from generator.overview.standing import continued
from generator.rich_text import plain

LATE, OPEN, SETTLED = "late", "open", "settled"


@dataclass(frozen=True, slots=True)
class Listed:
    """An action with where it stands: ``year`` is LANDLORD/YEAR, ``comply`` the provision's answer as printed.

    ``by`` is None where no date is given; ``by_text`` is what stands there as it was typed. ``state``: SETTLED where its outcome is
    told and it was due or the provision is met; LATE where its date has passed without an outcome; else OPEN.
    Whether a settled action was done as promised only its outcome says.
    """

    year: str
    landlord: str
    provision: str
    label: str
    comply: str
    what: str
    owner: str
    by: date | None
    by_text: str
    outcome: str
    state: str


def listed(gathered: Iterable[Gathered], on: date) -> list[Listed]:
    """Every action by its date, those without one at the end.

    An action of a group's shared answers stands once, with the group. A year that a later one continues is left out: its actions
    stand there with what came of them.
    """
    years = list(gathered)
    landlords = {year.assessment.name: year.assessment.landlord for year in years}
    gone = continued({name: (landlord.last_year, landlord.period_to) for name, landlord in landlords.items()})
    found = [
        _listed(year, provision, answer, action, on)
        for year in years
        if year.assessment.name not in gone
        for provision in year.edition.provisions
        if (answer := year.assessment.answer(provision.number)) and not year.assessment.is_shared(answer)
        for action in answer.actions
    ]
    return sorted(found, key=lambda each: (each.by is None, each.by or date.min))


def _listed(year: Gathered, provision: Provision, answer: Answer, action: Action, on: date) -> Listed:
    return Listed(
        year=year.assessment.name,
        landlord=year.assessment.landlord.name,
        provision=provision.number,
        label=provision.label,
        comply=year.edition.answer_title(answer.comply),
        what=plain(action.what),
        owner=action.owner,
        by=action.by,
        by_text=action.by_text,
        outcome=plain(action.outcome),
        state=_state(answer, action, on),
    )


def _state(answer: Answer, action: Action, on: date) -> str:
    if action.outcome:
        return SETTLED if answer.comply == YES or action.by is None or action.by <= on else OPEN
    return LATE if action.by and action.by < on else OPEN
