"""The fill-in form in Word: a table for each provision, with a list to choose the answer from and the Code's words locked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from generator import form
from generator.model import FIGURE, FREE_TEXT, PARTS, VERDICT
from generator.printed import Wording, words_for
from generator.render.colour import accent
from generator.render.word_base import Base
from generator.render.word_text import BULLETS, LETTERS, Cell, TableRow, Writer, escape, run
from generator.rich_text import Text
from generator.templates import Templates
from generator.view import PrintedAction, Row, View

_LABEL_SHARE = 0.24
_LOCKED = "f1f3f6"
_SMALL = '<w:color w:val="6b7280"/><w:sz w:val="12"/><w:szCs w:val="12"/>'
_TOLD = {VERDICT: "commentary", FIGURE: "figure", FREE_TEXT: "words", PARTS: "parts"}
"""The label of what is said, by what is asked."""
_NOTHING = PrintedAction("", (), "", "", "", ())


def render(view: View, templates: Templates, numbers: Sequence[str]) -> bytes:
    """The form for these provisions. Raises Stop as the Word document does."""
    base = Base(templates, accent(view.colour))
    writer = Writer(base.styles, base.package.link, base.lists, base.next_list, accent(view.colour).removeprefix("#"))
    made = _Form(view, words_for(templates.wording, asks_questions=view.asks_questions), writer, base.width)
    body = made.body(numbers)
    header = writer.paragraph("RunningHeader", run(f"{view.landlord}: {view.code_name}"))
    footer = writer.paragraph("RunningFooter", f'<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>')
    properties = {"title": made.word("title").format(landlord=view.landlord), "creator": view.landlord, "day": ""}
    return base.saved(body, "".join(writer.lists), header, footer, properties)


class _Form:
    def __init__(self, view: View, wording: Wording, writer: Writer, width: int) -> None:
        self.view, self.wording, self.writer, self.width = view, wording, writer, width
        self.ids = count(1)

    def word(self, key: str) -> str:
        return self.wording[f"form.{key}"]

    def body(self, numbers: Sequence[str]) -> str:
        writer, view = self.writer, self.view
        written = [writer.words("Title", self.word("title").format(landlord=view.landlord))]
        facts = [fact for fact in ((view.edition, view.period)) if fact]
        written.append(writer.words("Normal", ". ".join(facts)))
        keys = ("guidance_1", "guidance_2", "guidance_3", "guidance_4", "guidance_word")
        written += [writer.words("Normal", self.word(key)) for key in keys]
        made_for = self.word("made_for").format(landlord=view.landlord, edition=view.edition_id)
        written.append(self.locked(writer.paragraph("Normal", run(made_for, _SMALL)), self.word("reference")))
        for section in view.sections:
            rows = [row for row in section.rows if row.number in numbers]
            if rows:
                written.append(writer.heading(1, section.heading))
                written += [self.provision(row) for row in rows]
        return "".join(written) + writer.words("Normal", "")

    def provision(self, row: Row) -> str:
        """A heading, and a table of two columns: what is asked, and what is filled in."""
        label = round(self.width * _LABEL_SHARE)
        titles = [(self.word("field").format(number=row.number), label), (self.word("fill_in"), self.width - label)]
        description = self.word("table_alt").format(number=row.number)
        return self.writer.heading(2, row.heading) + self.writer.table(titles, self.rows(row), row.heading, description)

    def rows(self, row: Row) -> list[TableRow]:
        fields = form.answer_fields(row)
        rows = [
            self.row(self.word("requirement"), self.locked_cell(self.requirement(row), row.number)),
            *([self.row(self.word("comply"), Cell(self.choice(row)))] if row.asks == VERDICT else []),
            self.row(self.word("evidence"), Cell(self.evidence(row))),
            self.row(self.word(_TOLD[row.asks]), Cell(self.text(row.commentary))),
        ]
        marks = [form.reference(row.number, fields, flat=False)]
        for number, action in enumerate((*row.actions, _NOTHING), start=1):
            shown = form.action_fields(action)
            names = form.ACTION if action is not _NOTHING else form.ACTION[:-1]
            rows += [self.row(self.word(name).format(number=number), Cell(self.text(shown[name]))) for name in names]
            if action is not _NOTHING:
                marks.append(form.reference(row.number, shown, action=number, flat=False))
        rows.append(self.row(self.word("alternative"), Cell(self.text(row.alternative))))
        reference = self.writer.paragraph("AnswerText", run("; ".join(marks), _SMALL))
        rows.append(self.row(self.word("reference"), self.locked_cell(reference, row.number)))
        return rows

    def row(self, label: str, cell: Cell) -> TableRow:
        return TableRow(
            [self.locked_cell(self.writer.paragraph("AnswerText", self.writer.strong(label)), label), cell], whole=False
        )

    def requirement(self, row: Row) -> str:
        kind = LETTERS if row.item_style == "letters" else BULLETS
        items = self.writer.items(map(run, row.items), "CodeText", kind) if row.items else ""
        return self.writer.words("CodeText", row.text) + items

    def text(self, blocks: Text) -> str:
        return self.writer.text(blocks, "AnswerText") or self.empty()

    def evidence(self, row: Row) -> str:
        return self.writer.items(map(self.writer.runs, row.evidence), "AnswerText") if row.evidence else self.empty()

    def empty(self) -> str:
        return self.writer.paragraph("AnswerText", "")

    def locked_cell(self, content: str, name: str) -> Cell:
        return Cell(self.locked(content, name), _LOCKED)

    def locked(self, content: str, name: str) -> str:
        """Paragraphs that Word lets nobody change or delete."""
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{escape(name[:60])}"/><w:id w:val="{next(self.ids)}"/><w:lock w:val="sdtContentLocked"/>'
            f"</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )

    def choice(self, row: Row) -> str:
        """A list to choose the answer from; it shows the answer so far."""
        entries = "".join(
            f'<w:listItem w:displayText="{escape(text)}" w:value="{escape(text)}"/>'
            for text in (self.word("choose"), *self.view.choices)
        )
        name = f"{row.number} {self.word('comply')}"
        control = (
            f'<w:sdt><w:sdtPr><w:alias w:val="{escape(name[:60])}"/><w:tag w:val="{escape(row.number)}"/><w:id w:val="{next(self.ids)}"/>'
            f'<w:lock w:val="sdtLocked"/><w:dropDownList>{entries}</w:dropDownList></w:sdtPr>'
            f"<w:sdtContent>{run(row.comply_title or self.word('choose'))}</w:sdtContent></w:sdt>"
        )
        return self.writer.paragraph("AnswerVerdict", control)
