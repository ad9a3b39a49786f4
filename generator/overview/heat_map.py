"""Landlords and provisions in one table for each edition: who answers what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from generator.gather import Gathered
from generator.model import NO, NOT_APPLICABLE, VERDICT, YES, Answer, Edition, Provision
from generator.render.heat_map import ANSWERED, NONE, Asked, HeatMap, Line

_KNOWN = (YES, NO, NOT_APPLICABLE)


def heat_maps(gathered: Iterable[Gathered]) -> list[HeatMap]:
    """A map for each edition that the landlords answer, the newest first; in it a line for each landlord's year, by name.

    What holds only shared answers is left out: these stand in the lines of the landlords that share them.
    """
    by_edition: dict[str, list[Gathered]] = {}
    editions: dict[str, Edition] = {}
    for year in gathered:
        if not year.assessment.landlord.only_shares:
            editions[year.edition.id] = year.edition
            by_edition.setdefault(year.edition.id, []).append(year)
    newest_first = sorted(editions.values(), key=lambda edition: edition.in_force_from, reverse=True)
    return [_heat_map(edition, by_edition[edition.id]) for edition in newest_first]


def _heat_map(edition: Edition, years: Sequence[Gathered]) -> HeatMap:
    provisions = tuple(
        Asked(provision.number, provision.label, f"{section.number}: {section.title}")
        for section in edition.sections
        for provision in section.provisions
        if not provision.part_of
    )
    names = Counter(_name(year) for year in years)
    lines = tuple(_line(edition, year, names) for year in years)
    return HeatMap(edition.name, edition.title, edition.asks_questions, provisions, lines)


def _name(year: Gathered) -> str:
    return year.assessment.landlord.name or year.target.landlord


def _line(edition: Edition, year: Gathered, names: Mapping[str, int]) -> Line:
    """The landlord's line; where several have a name, with its LANDLORD/YEAR."""
    answers = {answer.provision: answer for answer in year.assessment.answers}
    cells = tuple(_cell(edition, provision, answers) for provision in edition.counted)
    name = _name(year)
    return Line(year.assessment.name, f"{name} ({year.target.name})" if names[name] > 1 else name, cells)


def _cell(edition: Edition, provision: Provision, answers: dict[str, Answer]) -> str:
    """The answer's value; for a figure or words, whether there is one."""
    answer = answers.get(provision.number)
    if provision.asks == VERDICT:
        return answer.comply if answer and answer.comply in _KNOWN else NONE
    return ANSWERED if edition.is_answered(provision, answers) else NONE
