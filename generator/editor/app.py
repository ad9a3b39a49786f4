"""The editor's addresses: each leads to a function that makes the page or does what a form asks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from python_multipart.multipart import parse_options_header
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from generator.editor import answering, bringing, helping, home, landlord_page, making, pasting, section, years
from generator.editor.desk import Desk, NoSuchPage
from generator.editor.guard import PREVIEW, TOKEN, Guard, Keys, TooLarge, is_ours
from generator.editor.site import Site, wants_json
from generator.intake.documents import LARGEST
from generator.problems import Stop

Page: TypeAlias = Callable[[Site, Request], Response]
Deed: TypeAlias = Callable[[Site, Request, FormData], Response]

_MOST_FIELDS = 5000
_MOST_FILES = 20

PAGES: dict[str, Page] = {
    "/": home.home,
    "/enter": home.enter,
    "/favicon.ico": home.no_icon,
    "/static/{name}": home.static,
    "/year/{landlord}/{year}": years.year,
    "/year/{landlord}/{year}/section/{number}": section.page,
    "/year/{landlord}/{year}/suggestions/{number}": helping.suggestions,
    "/year/{landlord}/{year}/landlord": landlord_page.page,
    "/year/{landlord}/{year}/documents": making.documents,
    "/year/{landlord}/{year}/file/{path:path}": making.download,
    "/year/{landlord}/{year}/preview": making.preview,
    "/year/{landlord}/{year}/submission": making.submitted,
    "/year/{landlord}/{year}/compare": making.compare,
    f"{PREVIEW}{{key}}/{{landlord}}/{{year}}/{{path:path}}": making.previewed,
}
"""What is asked for."""

DEEDS: dict[str, Deed] = {
    "/who": home.say_who,
    "/start": home.start,
    "/year/{landlord}/{year}/landlord": landlord_page.save,
    "/year/{landlord}/{year}/build": making.build,
    "/year/{landlord}/{year}/paper": making.paper,
    "/year/{landlord}/{year}/approve": making.approve,
    "/import": bringing.bring,
    "/policy": bringing.policy,
    "/carry": bringing.carry,
    "/pasted": pasting.pasted,
    "/year/{landlord}/{year}/answer/{number}": answering.save,
    "/year/{landlord}/{year}/undo/{number}": answering.undo,
}
"""What forms ask to be done."""

UPLOADS = ("/import", "/policy")


def editor(desk: Desk, keys: Keys, port: int) -> ASGIApp:
    """The editor as a web application, behind its guard."""
    site = Site(desk, keys, f"self-assessment-{port}-who")

    def shown(page: Page) -> Callable[[Request], Response]:
        def asked(request: Request) -> Response:
            return page(site, request)

        return asked

    def done(deed: Deed) -> Callable[[Request], Awaitable[Response]]:
        async def asked(request: Request) -> Response:
            if not _in_utf8(request):
                raise HTTPException(400, _OTHER_TEXT)
            async with request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=LARGEST) as form:
                if not is_ours(str(form.get(TOKEN, "")), keys):
                    raise HTTPException(403, _OLD_PAGE)
                if request.url.path not in UPLOADS and not all(isinstance(value, str) for value in form.values()):
                    raise HTTPException(400, _NO_FILE)
                return await run_in_threadpool(deed, site, request, form)

        return asked

    def failed(status: int, sentence: str) -> Callable[[Request, Exception], Response]:
        def answer(request: Request, _error: Exception) -> Response:
            return _said(site, request, sentence, status)

        return answer

    app = Starlette(
        routes=[
            *(Route(path, shown(page), methods=["GET"]) for path, page in PAGES.items()),
            *(Route(path, done(deed), methods=["POST"]) for path, deed in DEEDS.items()),
        ],
        exception_handlers={
            Stop: lambda request, stop: _said(site, request, str(stop), 400),
            NoSuchPage: failed(404, _NOTHING),
            404: failed(404, _NOTHING),
            405: failed(405, "This address does something only when a form asks for it."),
            TooLarge: failed(413, "What was sent is too large for the editor."),
            HTTPException: lambda request, error: _said(
                site, request, getattr(error, "detail", ""), getattr(error, "status_code", 400)
            ),
            500: failed(500, "The editor has a fault, which its own window describes. What was saved before is safe."),
        },
    )
    app.router.redirect_slashes = False  # an odd name in an address would be led somewhere else
    return Guard(app, keys, port, LARGEST + 1_000_000, UPLOADS)


_NOTHING = "There is no such page. Perhaps a folder was renamed or moved meanwhile. Begin at the list of landlords."
_OLD_PAGE = (
    "This page was made before the editor was started again, so nothing was done. Go back, copy what you typed, and load the "
    "page again."
)


_OTHER_TEXT = "What was sent is not text in UTF-8, so nothing was done. Load the page again and repeat it."
_NO_FILE = "A file was sent where words belong, so nothing was done. Load the page again and repeat it."


def _in_utf8(request: Request) -> bool:
    """True for a form as every browser sends it. In other encodings, text can be what no file holds, or no text at all."""
    _, options = parse_options_header(request.headers.get("content-type", ""))
    return options.get(b"charset", b"utf-8").lower() == b"utf-8"


def _said(site: Site, request: Request, sentence: str, status: int) -> Response:
    if wants_json(request):
        return JSONResponse({"error": site.without_paths(sentence)}, status)
    return site.message(request, sentence, status)
