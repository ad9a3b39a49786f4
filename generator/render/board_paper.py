"""The governing body's paper in Word: upright pages for the paper, and the self-assessment on wide ones behind it."""

from __future__ import annotations

from generator.board_paper import (
    Block,
    BoardPaper,
    Cell,
    Chart,
    Lettered,
    PaperSection,
    Prose,
    Subheading,
    Table,
)
from generator.printed import Wording, words_for
from generator.render import word_chart, word_text
from generator.render.colour import accent
from generator.render.word_base import Base
from generator.render.word_form import FormTables
from generator.render.word_text import LETTERS_IN_BRACKETS, TAB, TableRow, Writer, run
from generator.templates import Templates
from generator.view import View

_FACT_TAB = 2552  # where what is said begins, in twentieths of a point
_GAP = '<w:spacing w:before="0" w:after="0" w:line="140" w:lineRule="exact"/>'
_TOTAL_FILL = "f1f3f6"


def render(paper: BoardPaper, view: View, templates: Templates) -> dict[str, bytes]:
    """The paper by its file name, on the nearest base document of ``templates``; ``view`` is its appendix.

    Raises Stop where that cannot be built on, or where a text holds a character that no Word file can hold.
    """
    colour = accent(view.colour)
    base = Base(templates, colour)
    writer = Writer(base.styles, base.package.link, base.lists, base.next_list, colour.removeprefix("#"))
    wording = words_for(templates.wording, asks_questions=view.asks_questions)
    made = _Paper(paper, view, wording, writer, base)
    body = made.body()
    properties = {"title": f"{paper.title}, {view.landlord}", "creator": view.landlord, "day": view.approved_on}
    return {view.file_name(paper.file_stem, "docx"): base.saved(body, "".join(writer.lists), "", "", properties)}


class _Paper:
    def __init__(self, paper: BoardPaper, view: View, wording: Wording, writer: Writer, base: Base) -> None:
        self.paper, self.view, self.wording, self.writer, self.base = paper, view, wording, writer, base

    def body(self) -> str:
        notes = self.paper.officer_notes
        return (
            self.head()
            + "".join(self.section(section) for section in self.paper.sections)
            + (self.section(notes, before="<w:pageBreakBefore/>") if notes else "")
            + self.base.portrait_until_here(self.header(), self.footer())
            + self.appendix()
        )

    def header(self) -> str:
        """What each page says of itself: whose paper it is, and whether it is a draft."""
        mark = f'<w:rStyle w:val="{self.writer.style["DraftMark"]}"/>'
        draft = run("  ") + run(f"\u00a0{self.paper.draft}\u00a0", mark) if self.paper.draft else ""
        return self.writer.paragraph("RunningHeader", run(self.paper.header) + draft)

    def footer(self) -> str:
        return self.writer.page_numbers("RunningFooter", self.wording["word.page"])

    def head(self) -> str:
        """The landlord, the title, and the facts below it."""
        writer, paper = self.writer, self.paper
        tabs = f'<w:tabs><w:tab w:val="clear" w:pos="4253"/><w:tab w:val="left" w:pos="{_FACT_TAB}"/></w:tabs>'
        place = f'{tabs}<w:spacing w:before="0" w:after="20"/><w:ind w:left="{_FACT_TAB}" w:hanging="{_FACT_TAB}"/>'
        status = writer.words("DocumentStatus", paper.draft) if paper.draft else ""
        return (
            writer.words("ProvisionLabel", self.view.landlord)
            + writer.paragraph("Heading1", run(paper.title), '<w:spacing w:before="0" w:after="120"/>')
            + status
            + "".join(writer.paragraph("KeyFact", writer.strong(label) + TAB + run(value), place) for label, value in paper.facts)
        )

    def section(self, section: PaperSection, before: str = "") -> str:
        heading = self.writer.paragraph("Heading2", run(section.heading), before + '<w:spacing w:before="180" w:after="60"/>')
        return heading + "".join(self.block(block) for block in section.blocks)

    def block(self, block: Block) -> str:
        writer = self.writer
        match block:
            case Prose():
                return writer.text(block.text, "BoxedText" if block.boxed else "PaperText")
            case Subheading():
                return writer.paragraph("Heading3", run(block.text), '<w:spacing w:before="120" w:after="40"/>')
            case Lettered():
                return writer.items(map(run, block.items), "PaperText", LETTERS_IN_BRACKETS)
            case Table():
                return self.table(block)
            case Chart():
                return self.chart(block)

    def table(self, table: Table) -> str:
        share = self.base.portrait_width / sum(share for _, share in table.columns)
        columns = [(title, round(width * share)) for title, width in table.columns]
        rows = [TableRow([self.cell(cell) for cell in row]) for row in table.rows]
        return self.writer.table(columns, rows, table.caption, table.description) + self.writer.paragraph("TableText", "", _GAP)

    def cell(self, cell: Cell) -> word_text.Cell:
        writer = self.writer
        if cell.link or cell.strong:
            text = " ".join("".join(r.text for r in block.runs) for block in cell.text)
            words = writer.inside_link(cell.link, text) if cell.link else writer.strong(text)
            return word_text.Cell(writer.paragraph("TableText", words), _TOTAL_FILL if cell.strong else "")
        return word_text.Cell(writer.text(cell.text, "TableText"))

    def chart(self, chart: Chart) -> str:
        relation = self.base.package.add("chart", word_chart.part(chart, self.writer.accent))
        drawn = word_chart.drawing(chart, relation, self.base.portrait_width)
        return self.writer.paragraph("TableText", self.writer.strong(chart.title), "<w:keepNext/>") + self.writer.paragraph(
            "TableText", drawn
        )

    def appendix(self) -> str:
        """The form, whose answers are read back before anybody is given the paper."""
        form = FormTables(self.view, self.wording, self.writer, self.base.width, level=3)
        sections = (self.writer.heading(2, s.heading, f"section-{s.number}") + form.section(s) for s in self.view.sections)
        heading = self.writer.heading(1, self.paper.appendix.heading, "appendix")
        return heading + "".join(self.block(block) for block in self.paper.appendix.blocks) + "".join(sections)
