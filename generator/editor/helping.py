"""What stands beside an answer to help with it: last year's answer, and the policy's passages that have most to do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from generator.compare import carried_on
from generator.editor import fields
from generator.editor.site import Site, place, year_address
from generator.examine import Examined
from generator.model import Answer, Document
from generator.policy import report
from generator.policy.passages import Passage, best
from generator.problems import Stop
from generator.view import Row
from generator.workspace import previous

_MOST = 6


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's answers by this year's provision, ``name`` is LANDLORD/YEAR; ``stop`` says why there are none, or is ""."""

    name: str = ""
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage of a policy, and the item of evidence that it would be."""

    document: Document
    passage: Passage
    citation: str


def last_year(site: Site, examined: Examined) -> LastYear:
    """The answers of the year that landlord.md names as the last."""
    try:
        target = previous(examined.gathered.target, examined.assessment.landlord)
        if target is None:
            return LastYear()
        last = site.desk.examined(target)
        walk, _ = carried_on(last.edition, examined.edition)
    except Stop as stop:
        return LastYear(stop=f"Last year: {stop}")
    rows = {row.number: row for row in site.desk.shown(last).rows}
    found = {number: tuple(rows[n] for n in carried.from_numbers if n in rows) for number, carried in walk.items()}
    return LastYear(target.name, found)


def suggestions(site: Site, request: Request) -> Response:
    """The passages for a provision, each with a button that makes it evidence."""
    target = site.target(request)
    examined = site.desk.examined(target)
    section, provision = place(examined.gathered, request)
    documents = [document for document in examined.assessment.landlord.documents if document.policy]
    found = [
        Suggestion(document, passage, report.citation(document, passage))
        for document in documents
        if document.policy
        for passage in best(document.policy, provision, _MOST)
    ]
    answer = examined.assessment.answer(provision.number) or Answer(provision.number)
    return site.page(
        request,
        "suggestions.html.jinja",
        target=target,
        landlord=examined.assessment.landlord.name or target.landlord,
        provision=provision,
        row=next(row for row in site.desk.shown(examined).rows if row.number == provision.number),
        found=found,
        has_policy=bool(documents),
        version=fields.version(answer),
        back=year_address(target, "section", section.number, part=provision.anchor),
    )
