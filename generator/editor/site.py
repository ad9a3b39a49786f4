"""What every page is made with: the desk, the templates, who is there, and addresses within the editor."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, unquote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from generator.answers.source import one_line
from generator.editor.desk import Desk, NoSuchPage
from generator.editor.guard import TOKEN, Keys
from generator.gather import Gathered
from generator.model import Provision, Section
from generator.render import html_text, jinja
from generator.templates import SHIPPED, Templates, templates_for
from generator.workspace import Target

FOLDER = "editor/"
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Site:
    """The editor's pages. ``cookie`` is the name of the one that says who is there."""

    desk: Desk
    keys: Keys
    cookie: str

    @property
    def templates(self) -> Templates:
        """The templates of the editor's own pages: the workspace's before the ones that ship."""
        return templates_for((self.desk.workspace.root,))

    def templates_of(self, target: Target) -> Templates:
        """The templates of a year's documents."""
        return templates_for(self.desk.workspace.template_folders(target))

    def page(self, request: Request, name: str, *, status: int = 200, **values: Any) -> Response:
        """A page of templates/editor/ filled in."""
        common = {
            "token": self.keys.token,
            "token_name": TOKEN,
            "who": self.who(request),
            "html": html_text.blocks,
            "items": html_text.items,
            "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            "done": request.query_params.get("done", ""),
            "at": year_address,
        }
        return HTMLResponse(jinja.fill(self.templates, name, folder=FOLDER, **common, **values), status)

    def message(self, request: Request, sentence: str, status: int) -> Response:
        """A page with a sentence that says why it is not the one asked for."""
        title = HTTPStatus(status).phrase if status < 500 else "Something went wrong"
        return self.page(request, "message.html.jinja", status=status, title=title, sentence=self.without_paths(sentence))

    def without_paths(self, sentence: str) -> str:
        """The sentence with folders as seen from the workspace."""
        for folder, short in ((self.desk.workspace.root.resolve(), ""), (self.desk.workspace.root, ""), (SHIPPED, "templates")):
            if str(folder) not in (".", os.sep):
                sentence = sentence.replace(f"{folder}{os.sep}", f"{short}/" if short else "").replace(str(folder), short or ".")
        return sentence

    def who(self, request: Request) -> str:
        """Who is at the editor, as answers name their owners; "" where nobody has said."""
        return one_line(unquote(request.cookies.get(self.cookie, "")))[:_LONGEST_NAME]

    def target(self, request: Request) -> Target:
        """The year that the address names. Raises NoSuchPage where there is none."""
        return self.desk.target(request.path_params["landlord"], request.path_params["year"])


def year_address(target: Target, *steps: str, part: str = "", **query: str) -> str:
    """The address of a page of a year."""
    path = "/".join(quote(step, safe="") for step in ("year", target.landlord, target.year, *steps))
    filled = {name: value for name, value in query.items() if value}
    return f"/{path}{'?' + urlencode(filled) if filled else ''}{'#' + part if part else ''}"


def place(gathered: Gathered, request: Request) -> tuple[Section, Provision]:
    """The provision that the address names. Raises NoSuchPage where the edition has none of that number."""
    number = request.path_params["number"]
    for part in gathered.edition.sections:
        for provision in part.provisions:
            if provision.number == number:
                return part, provision
    raise NoSuchPage


def go(address: str) -> Response:
    """Send the browser on to an address within the editor, to be asked for as a page. Raises NoSuchPage for any other."""
    if not address.startswith("/") or address.startswith(("//", "/\\")):
        raise NoSuchPage
    return RedirectResponse(address, 303)


def wants_json(request: Request) -> bool:
    """True for a request that a page's script makes."""
    return request.headers.get("accept", "") == "application/json"


def text(sent: Mapping[str, object], name: str) -> str:
    """A field of a form in one line; "" where it was not sent, or is a file."""
    value = sent.get(name)
    return one_line(value) if isinstance(value, str) else ""
