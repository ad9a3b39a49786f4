"""A comparison as a Word document.

What was put in and taken out is visible formatting with words, and no tracked change: a tracked change needs an author and can be
accepted or rejected, after which the document no longer says what changed; and whoever prints or shares it could hide it.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.compare import ADDED, REMOVED, ComparedBlock, Comparison, Piece
from generator.compare.layout import LEFT_OUT, Change, Laid
from generator.render.colour import FALLBACK
from generator.render.word_base import Base
from generator.render.word_text import TAB, Cell, TableRow, Writer, run
from generator.rich_text import PARAGRAPH, Block
from generator.templates import Templates

_LOOKS = {  # of the words themselves; the contrast is at least 7 to 1
    REMOVED: '<w:strike/><w:color w:val="8f1d14"/>',
    ADDED: '<w:color w:val="0b5a36"/><w:u w:val="single"/>',
}
_QUIET = '<w:i/><w:iCs/><w:color w:val="4a5158"/>'


def render(found: Comparison, laid: Laid, templates: Templates) -> bytes:
    """The document, on the nearest base document of ``templates``.

    Raises Stop where that cannot be built on, or where a text holds a character that no Word file can hold.
    """
    base = Base(templates, FALLBACK)
    writer = Writer(base.styles, base.package.link, base.lists, base.next_list, FALLBACK.removeprefix("#"))
    made = _Document(laid, templates, writer, base.portrait_width)
    properties = {"title": f"{laid.title}: {laid.subtitle}", "creator": found.after_name, "day": ""}
    header = writer.words("RunningHeader", f"{laid.title}: {laid.subtitle}")
    footer = writer.page_numbers("RunningFooter", templates.wording["word.page"])
    return base.saved(made.body(), "".join(writer.lists), header, footer, properties, portrait=True)


class _Document:
    def __init__(self, laid: Laid, templates: Templates, writer: Writer, width: int) -> None:
        self.laid, self.wording, self.writer, self.width = laid, templates.wording, writer, width

    def word(self, key: str) -> str:
        return self.wording[f"comparison.{key}"]

    def body(self) -> str:
        writer, laid = self.writer, self.laid
        written = [writer.words("Title", laid.title), writer.words("Subtitle", laid.subtitle)]
        written += [writer.words("Normal", sentence) for sentence in laid.summary]
        written += [writer.paragraph("KeyFact", writer.strong(label) + TAB + run(value)) for label, value in laid.facts]
        if laid.answers:
            written += [writer.heading(1, self.word("answers")), self.answers(), writer.words("Normal", "")]
        if laid.changes:
            written += [writer.heading(1, self.word("changes")), writer.words("Normal", self.word("how_word"))]
            written += map(self.change, laid.changes)
        for listed in laid.lists:
            entries = (writer.strong(heading) + "".join(run(f" {note}") for note in notes) for heading, notes in listed.entries)
            numbers = writer.words("Normal", listed.numbers) if listed.numbers else ""
            written += [writer.heading(1, listed.title), numbers, writer.items(entries, "Normal")]
        if laid.actions or laid.actions_note:
            written += [writer.heading(1, self.word("actions")), self.actions()]
        if laid.limits:
            written += [writer.heading(1, self.word("limits")), writer.items(map(run, laid.limits), "Normal")]
        return "".join(written)

    def answers(self) -> str:
        writer = self.writer
        rows = [
            TableRow(
                [
                    Cell(writer.paragraph("AnswerText", writer.inside_link(row.anchor, row.heading))),
                    Cell(writer.words("AnswerText", row.before)),
                    Cell(writer.paragraph("AnswerText", writer.strong(row.after))),
                ]
            )
            for row in self.laid.answers
        ]
        return self.table("answers", [("provision", 6), ("before", 2), ("after", 2)], rows)

    def actions(self) -> str:
        writer = self.writer
        rows = [
            TableRow([Cell(writer.words("AnswerText", text)) for text in (row.state, row.heading, row.what, row.when)])
            for row in self.laid.actions
        ]
        columns = [("state", 2.2), ("provision", 3.4), ("what", 7), ("by", 3)]
        table = self.table("actions", columns, rows) if rows else ""
        return table + writer.words("Normal", self.laid.actions_note)

    def table(self, name: str, columns: Sequence[tuple[str, float]], rows: Sequence[TableRow]) -> str:
        share = self.width / sum(part for _, part in columns)
        titled = [(self.word(key), round(part * share)) for key, part in columns]
        return self.writer.table(titled, rows, self.word(name), self.word(f"{name}_alt"))

    def change(self, change: Change) -> str:
        writer = self.writer
        written = [writer.heading(2, change.heading, change.anchor)]
        written += [writer.paragraph("Normal", run(note, _QUIET)) for note in change.notes]
        for part in change.parts:
            written.append(writer.heading(3, part.label))
            written += [writer.paragraph("Normal", run(note, _QUIET)) for note in [part.note] if note]
            written.append(writer.filled(((_block(block), self.content(block)) for block in part.blocks), "Normal"))
        return "".join(written)

    def content(self, block: ComparedBlock) -> str:
        if block.kind == LEFT_OUT:
            return run(block.pieces[0].text, _QUIET)
        return run(" ").join(map(self.piece, block.pieces))

    def piece(self, piece: Piece) -> str:
        look = _LOOKS.get(piece.kind)
        return run(f"[{self.word(piece.kind)} ") + run(piece.text, look) + run("]") if look else run(piece.text)


def _block(block: ComparedBlock) -> Block:
    return Block(PARAGRAPH if block.kind == LEFT_OUT else block.kind, (), block.level, block.number)
