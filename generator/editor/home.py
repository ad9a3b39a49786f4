"""The first page: landlords and years, how far each is, and how to begin one."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from generator import catalogue, dates, deadlines
from generator.answers import starter
from generator.editor.bringing import KINDS
from generator.editor.desk import NoSuchPage
from generator.editor.site import FOLDER, Site, go, text, year_address
from generator.gather import Gathered
from generator.intake import save
from generator.problems import Stop
from generator.render import jinja
from generator.view import view
from generator.workspace import Target

_STATIC = {
    "style.css": (jinja.FOLDER + "style.css", "text/css"),
    "comparison.css": (jinja.FOLDER + "comparison.css", "text/css"),
    "editor.css": (FOLDER + "editor.css", "text/css"),
    "editor.js": (FOLDER + "editor.js", "text/javascript"),
}


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year as the list shows it; ``stop`` says why it cannot be read, or is ""."""

    target: Target
    address: str
    answered: int = 0
    reviewed: int = 0
    of: int = 0
    status: str = ""
    due: str = ""
    stop: str = ""


def enter(site: Site, request: Request) -> Response:
    """The door: whoever brings the key gets the cookie that opens every other page."""
    if not hmac.compare_digest(request.query_params.get("key", "").encode(), site.keys.key.encode()):
        raise HTTPException(403, "Open the editor by the address that it printed when it was started.")
    response = go(request.query_params.get("to", "/"))
    response.set_cookie(site.cookie.removesuffix("-who"), site.keys.key, httponly=True, samesite="strict")
    return response


def static(site: Site, request: Request) -> Response:
    """The style sheets and the script."""
    name, kind = _STATIC.get(request.path_params["name"], ("", ""))
    if not name:
        raise NoSuchPage
    return Response(site.templates.read(name), media_type=kind)


def no_icon(_site: Site, _request: Request) -> Response:
    """Nothing: browsers ask for it, and call it an error where they get none."""
    return Response(status_code=204)


def home(site: Site, request: Request) -> Response:
    """The list of landlords and years."""
    lines = [_line(site, target) for target in site.desk.workspace.targets()]
    landlords = [(name, list(years)) for name, years in groupby(lines, key=lambda line: line.target.landlord)]
    edition = catalogue.load(catalogue.in_force(site.desk.today()))
    return site.page(request, "home.html.jinja", landlords=landlords, edition=edition, kinds=",".join(KINDS))


def say_who(site: Site, _request: Request, sent: FormData) -> Response:
    """Remember in the browser who is there."""
    response = go(text(sent, "to") or "/")
    response.set_cookie(site.cookie, quote(text(sent, "who")[:200]), max_age=365 * 86_400, httponly=True, samesite="strict")
    return response


def start(site: Site, _request: Request, sent: FormData) -> Response:
    """Begin a year with empty answers."""
    target = site.desk.workspace.new_target(f"{text(sent, 'landlord')}/{text(sent, 'year')}")
    edition = catalogue.load(catalogue.in_force(site.desk.today()))
    save(starter.files(edition), target.folder)
    return go(year_address(target, done="started"))


def _line(site: Site, target: Target) -> YearLine:
    try:
        gathered = site.desk.gathered(target)
    except Stop as stop:
        return YearLine(target, year_address(target), stop=str(stop))
    shown = view(gathered.edition, gathered.assessment)
    return YearLine(target, year_address(target), *counts(gathered), shown.status_line, _due(site, gathered))


def _due(site: Site, gathered: Gathered) -> str:
    """By when to submit, where that is known and still to come."""
    landlord = gathered.assessment.landlord
    if landlord.only_shares or not deadlines.is_submitted(gathered.edition):
        return ""
    due = deadlines.deadline(landlord)
    left = due.days_left(site.desk.today())
    return " or ".join(map(dates.in_words, due.dates)) if left is not None and left >= 0 else ""


def counts(gathered: Gathered) -> tuple[int, int, int]:
    """How many provisions are answered and reviewed, and how many there are."""
    edition = gathered.edition
    answers = {answer.provision: answer for answer in gathered.assessment.answers}
    answered = sum(edition.is_answered(p, answers) for p in edition.counted)
    reviewed = sum(bool((a := answers.get(p.number)) and a.reviewed and a.reviewed.on) for p in edition.counted)
    return answered, reviewed, len(edition.counted)
