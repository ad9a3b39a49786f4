"""The governing body's paper as PDF, with the self-assessment behind it; templates/pdf/board-paper.typ lays it out."""

from __future__ import annotations

from generator.board_paper import Block, BoardPaper, Cell, Chart, Lettered, PaperSection, Prose, Subheading, Table
from generator.printed import words_for
from generator.render.colour import accent
from generator.render.pdf import Data, filled, form
from generator.render.typesetting import blocks
from generator.rich_text import words
from generator.templates import Templates
from generator.view import View


def render(paper: BoardPaper, view: View, templates: Templates) -> dict[str, bytes]:
    """The paper by its file name; ``view`` is its appendix.

    Raises Stop where a template cannot be used, or where a text holds a character that the fonts lack.
    """
    wording = words_for(templates.wording, asks_questions=view.asks_questions)
    data = {
        "title": f"{paper.title}, {view.landlord}",
        "heading": paper.title,
        "landlord": view.landlord,
        "running_head": paper.header,
        "draft": bool(paper.draft),
        "status": paper.draft,
        "day": view.approved_on,
        "colour": accent(view.colour),
        "words": {"page": wording["pdf.page"]},
        "facts": paper.facts,
        "paper": [_section(section) for section in paper.sections],
        "officer_notes": [_section(paper.officer_notes)] if paper.officer_notes else [],
        "appendix": _section(paper.appendix),
        **form(view, wording),
    }
    return {view.file_name(paper.file_stem, "pdf"): filled(templates, "board-paper.typ", data, view, wording)}


def _section(section: PaperSection) -> Data:
    return {"heading": section.heading, "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> Data:
    match block:
        case Prose():
            return {"kind": "prose", "text": blocks(block.text), "boxed": block.boxed}
        case Subheading():
            return {"kind": "subheading", "text": block.text}
        case Lettered():
            return {"kind": "lettered", "items": block.items}
        case Table():
            titles, shares = zip(*block.columns, strict=True)
            rows = [[_cell(cell) for cell in row] for row in block.rows]
            return {"kind": "table", "titles": titles, "shares": shares, "rows": rows}
        case Chart():
            bars = [{"answer": bar.answer, "title": bar.title, "values": bar.values} for bar in block.bars]
            return {"kind": "chart", "title": block.title, "alt": block.alt, "categories": block.categories, "bars": bars}


def _cell(cell: Cell) -> Data:
    return {"text": blocks(cell.text), "words": words(cell.text).replace("\n", " "), "link": cell.link, "strong": cell.strong}
