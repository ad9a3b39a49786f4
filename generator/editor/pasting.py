"""What is pasted from Word or a web page, as an answer file has it: lists, bold words and links are kept, all else is text."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from generator.editor import fields
from generator.editor.site import Site
from generator.importers import html
from generator.importers.rows import unlabelled
from generator.rich_text import canonical_text


def pasted(_site: Site, _request: Request, sent: FormData) -> Response:
    """The typed lines of a piece of HTML. Raises Stop where it is too much."""
    rows = html.read(str(sent.get("html", "")).encode("utf-8", "replace"))
    blocks = [unlabelled(block) for row in rows for cell in row.cells for block in cell.blocks]
    return JSONResponse({"text": fields.typed(canonical_text(blocks))})
