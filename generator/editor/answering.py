"""What the form of an answer does: save it, undo the last change, or show what somebody else made of it meanwhile."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from generator import dates
from generator.compare import ACTION, ALTERNATIVE, COMMENTARY, COMPLY, EVIDENCE, differences
from generator.editor import fields, keeping, section
from generator.editor.site import Site, go, place, text, wants_json, year_address
from generator.model import Answer, Edition, Provision, Review, Section
from generator.render import comparison_web
from generator.view import Row, view
from generator.workspace import Target

REVIEWED = "reviewed"

_TITLES = {
    COMPLY: "Do we comply?",
    EVIDENCE: "Evidence",
    COMMENTARY: "Commentary",
    ACTION: "Action",
    ALTERNATIVE: "Another way",
}
_OFFICE = {"note": "Note", "owner": "Owner", "reviewed": "Reviewed", "accepts": "Warnings that we accept"}
"""What an answer holds that no document prints, as the form calls it."""


def save(site: Site, request: Request, sent: FormData) -> Response:
    """Save an answer's form; where somebody else changed the answer meanwhile, show both versions and write nothing."""
    target = site.target(request)
    gathered = site.desk.gathered(target)
    part, provision = place(gathered, request)
    who = site.who(request)

    def change(old: Answer) -> Answer:
        new = fields.read_answer(sent, old, gathered.edition)
        if text(sent, "do") != REVIEWED:
            return new
        today = site.desk.today()
        words = ", ".join(word for word in (dates.in_words(today), who) if word)
        return replace(new, reviewed=Review(words, who, today))

    number = provision.number
    try:
        kept = keeping.keep(site.desk, target, number, text(sent, "version"), change, whose=text(sent, "whose"))
    except keeping.Conflict as conflict:
        return _shown(site, request, target, provision, conflict.mine, theirs=conflict.theirs)
    except keeping.Whose as whose:
        return _shown(site, request, target, provision, whose.mine)
    if wants_json(request):
        answer = kept.answer
        reviewed = answer.reviewed.text if answer.reviewed else ""
        return JSONResponse({"version": fields.version(answer), REVIEWED: reviewed, "written": kept.written})
    return _back(target, part, provision, sent, saved=number)


def undo(site: Site, request: Request, sent: FormData) -> Response:
    """Put an answer back to what it was before the last change that this editor made."""
    target = site.target(request)
    part, provision = place(site.desk.gathered(target), request)
    kept = keeping.undo(site.desk, target, provision.number)
    return _back(target, part, provision, sent, done="undone" if kept else "not-undone")


def _back(target: Target, part: Section, provision: Provision, sent: FormData, **said: str) -> Response:
    return go(year_address(target, "section", part.number, part=provision.anchor, show=text(sent, "show"), **said))


def _shown(
    site: Site, request: Request, target: Target, provision: Provision, mine: Answer, theirs: Answer | None = None
) -> Response:
    """The page with what was typed, still to be saved; a script is told alone that it could not be."""
    if wants_json(request):
        return JSONResponse({"conflict": theirs is not None, "whose": theirs is None}, 409)
    examined = site.desk.examined(target)
    here = examined.assessment.answer(provision.number) or Answer(provision.number)

    def row(answer: Answer) -> Row:
        assessment = replace(examined.assessment, answers=(answer,))
        return next(r for r in view(examined.edition, assessment, draft=True).rows if r.number == provision.number)

    own = row(mine)
    item = section.of_answer(site, examined, own, mine, fields.version(here))
    return site.page(
        request,
        "answer.html.jinja",
        status=409,
        target=target,
        landlord=examined.assessment.landlord.name or target.landlord,
        item=item,
        theirs=row(theirs) if theirs else None,
        marked=_marked(site, target, examined.edition, theirs, mine) if theirs else [],
        form=section.form(site, examined, replace(item, shared=examined.assessment.is_shared(here)), again=True),
        back=year_address(target, "section", place(examined.gathered, request)[0].number, part=provision.anchor),
    )


def _marked(site: Site, target: Target, edition: Edition, theirs: Answer, mine: Answer) -> list[tuple[str, Markup]]:
    """Each part of an answer that the two versions have otherwise, with its words marked; and those that no document prints."""
    wording = site.templates_of(target).wording
    parts = [
        (_TITLES[difference.part], comparison_web.marked(difference.blocks, wording))
        for difference in differences(theirs, mine, edition)
    ]
    return parts + [(title, Markup()) for name, title in _OFFICE.items() if getattr(mine, name) != getattr(theirs, name)]
