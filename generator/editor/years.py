"""A year's page: how far each section is, what is left to do, and the way to everything else of the year."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from generator.editor import section
from generator.editor.home import counts
from generator.editor.site import Site, year_address
from generator.view import view


def year(site: Site, request: Request) -> Response:
    """A year's page; with a filter, the list of the provisions that it leaves."""
    target = site.target(request)
    examined = site.desk.examined(target)
    edition = examined.edition
    show = request.query_params.get("show", "")
    who = site.who(request)
    found = section.chosen(examined, edition.provisions, show, who) if show in section.FILTERS else []
    of = {p.number: s.number for s in edition.sections for p in s.provisions}
    answered, reviewed, total = counts(examined.gathered)
    return site.page(
        request,
        "year.html.jinja",
        target=target,
        shown=view(edition, examined.assessment),
        answered=answered,
        reviewed=reviewed,
        total=total,
        approved=any(body.approved for body in examined.assessment.landlord.bodies),
        errors=len(examined.errors),
        warnings=len(examined.warnings),
        progress=section.progress(examined, target),
        show=show,
        filters=section.counted(examined, edition.provisions, who),
        found=[(p, year_address(target, "section", of[p.number], part=p.anchor)) for p in found],
        general=[problem for problem in examined.problems if not problem.provision],
        owners=section.owners(examined),
    )
