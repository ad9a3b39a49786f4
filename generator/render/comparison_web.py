"""A comparison as one web page that needs no other file: it can be sent by mail, put on a drive, or shown by the editor."""

from __future__ import annotations

import nh3
from markupsafe import Markup, escape

from generator.compare import ADDED, REMOVED, ComparedBlock, Comparison, Piece
from generator.compare.layout import LEFT_OUT, Laid
from generator.printed import Wording
from generator.render import html_text, jinja
from generator.rich_text import PARAGRAPH, Block
from generator.templates import Templates

_TAGS = {REMOVED: "del", ADDED: "ins"}
_SAFE = nh3.Cleaner(
    tags={"p", "ul", "ol", "li", "ins", "del", "span"},
    attributes={"li": {"value"}, "span": {"class"}},
    link_rel=None,
)
_SHEETS = ("style.css", "comparison.css")


def render(found: Comparison, laid: Laid, templates: Templates) -> bytes:
    """The page. Raises Stop where a landlord's own template cannot be used."""
    wording = templates.wording
    style = "\n" + "\n".join(templates.read(jinja.FOLDER + name).decode("utf-8-sig").replace("\r\n", "\n") for name in _SHEETS)
    page = jinja.fill(
        templates,
        "comparison.html.jinja",
        found=found,
        laid=laid,
        words=wording,
        style=Markup(style),  # noqa: S704 (the templates' own style sheet)
        blocks=lambda part: marked(part, wording),
    )
    return page.encode()


def marked(blocks: tuple[ComparedBlock, ...], wording: Wording) -> Markup:
    """Paragraphs and lists as HTML, with what was removed and what was added marked."""
    filled = ((Block(PARAGRAPH if b.kind == LEFT_OUT else b.kind, (), b.level, b.number), _content(b, wording)) for b in blocks)
    return Markup(_SAFE.clean(html_text.nested(filled, numbered=True)))  # noqa: S704 (cleaned)


def _content(block: ComparedBlock, wording: Wording) -> str:
    if block.kind == LEFT_OUT:
        return f'<span class="left-out">{escape(block.pieces[0].text)}</span>'
    return " ".join(_piece(piece, wording) for piece in block.pieces)


def _piece(piece: Piece, wording: Wording) -> str:
    """Words in their mark, which says what it is to those who do not see it."""
    tag = _TAGS.get(piece.kind)
    words = escape(piece.text)
    return (
        f'<{tag}><span class="unseen">{escape(wording[f"comparison.{piece.kind}"])} </span>{words}</{tag}>' if tag else str(words)
    )
