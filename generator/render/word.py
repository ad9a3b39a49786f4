"""The Word document: the Ombudsman's form, with a title page, a summary, the governing body's response, actions and evidence."""

from __future__ import annotations

from collections.abc import Iterable

from generator.printed import Wording, words_for
from generator.render.colour import accent
from generator.render.word_base import Base
from generator.render.word_form import FormTables
from generator.render.word_text import TAB, Cell, TableRow, Writer, run
from generator.rich_text import read_runs
from generator.templates import Templates
from generator.view import PrintedAction, Row, View

_CM = 567  # twentieths of a point
_TOTAL_FILL = "f1f3f6"


def render(view: View, templates: Templates) -> dict[str, bytes]:
    """The document by its file name, on the nearest base document of ``templates``.

    Raises Stop where that cannot be built on, or where a text holds a character that no Word file can hold.
    """
    base = Base(templates, accent(view.colour))
    writer = Writer(base.styles, base.package.link, base.lists, base.next_list, accent(view.colour).removeprefix("#"))
    wording = words_for(templates.wording, asks_questions=view.asks_questions)
    made = _Document(view, wording, writer, base.width)
    body, header, footer = made.body(), made.header(), made.footer()
    properties = {"title": f"{view.title}, {view.landlord}", "creator": view.landlord, "day": view.approved_on}
    return {view.file_name(view.stem, "docx"): base.saved(body, "".join(writer.lists), header, footer, properties)}


class _Document:
    def __init__(self, view: View, wording: Wording, writer: Writer, width: int) -> None:
        self.view, self.wording, self.writer, self.width = view, wording, writer, width
        self.form = FormTables(view, wording, writer, width)

    def word(self, key: str) -> str:
        return self.wording[f"word.{key}"]

    def header(self) -> str:
        """What each page says of itself: whose it is, and whether it is a draft."""
        status = f'<w:rStyle w:val="{self.writer.style["DraftMark"]}"/>' if self.view.draft else ""
        mark = run(f"\u00a0{self.view.status_line}\u00a0" if self.view.draft else self.view.status_line, status)
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{self.width}"/></w:tabs>'
        return self.writer.paragraph("RunningHeader", run(f"{self.view.landlord}: {self.view.code_name}") + TAB + mark, tabs)

    def footer(self) -> str:
        return self.writer.page_numbers("RunningFooter", self.word("page"))

    def body(self) -> str:
        chapters = [
            ("about", self.word("about"), self.about()),
            ("summary", self.word("summary"), self.summary()),
            ("response", self.word("response"), self.responses()),
            *((f"section-{s.number}", s.heading, self.form.section(s)) for s in self.view.sections),
            ("actions", self.word("actions"), self.actions()),
            ("register", self.word("register"), self.register()),
        ]
        shown = [(anchor, title, content) for anchor, title, content in chapters if content]
        contents = [self.writer.paragraph("Toc1", self.writer.inside_link(anchor, title)) for anchor, title, _ in shown]
        return (
            self.title()
            + self.writer.heading(1, self.word("contents"))
            + "".join(contents)
            + "".join(self.writer.heading(1, title, anchor) + content for anchor, title, content in shown)
        )

    def title(self) -> str:
        view, writer = self.view, self.writer
        status = self.word("draft_status").format(status=view.status_line) if view.draft else view.status_line
        facts = [(label, value) for label, value in view.facts if value not in (view.landlord, view.status_line)]
        return (
            writer.words("Title", view.title)
            + writer.words("Subtitle", view.landlord)
            + writer.words("DocumentStatus", status)
            + "".join(writer.paragraph("KeyFact", writer.strong(label) + TAB + run(value)) for label, value in facts)
        )

    def about(self) -> str:
        return "".join(self.writer.words("Normal", paragraph) for paragraph in self.view.introduction)

    def summary(self) -> str:
        """The view's sentence, the table by section, and links to the provisions that are not met."""
        view, writer = self.view, self.writer
        others = [key for key in ("not_applicable", "told", "unanswered") if getattr(view.counts, key)]
        counted = ["provisions", "yes", "no", *others]
        titles = [self.word(key) if key != "unanswered" else self.wording["answer.unanswered"] for key in counted]
        columns = [(self.word("section"), 12 * _CM), *((title, round(2.6 * _CM)) for title in titles)]
        rows = [
            TableRow(
                [
                    Cell(writer.paragraph("AnswerText", writer.inside_link(f"section-{s.number}", s.heading))),
                    *(Cell(writer.words("AnswerText", str(getattr(s.counts, key)))) for key in counted),
                ]
            )
            for s in view.sections
        ]
        totals = [self.word("total"), *(str(getattr(view.counts, key)) for key in counted)]
        rows.append(TableRow([Cell(writer.paragraph("AnswerText", writer.strong(text)), _TOTAL_FILL) for text in totals]))
        not_met = [writer.inside_link(row.anchor, row.heading) for row in view.not_met]
        return (
            writer.words("Normal", view.summary)
            + writer.table(columns, rows, self.word("summary"), self.word("summary_alt"))
            + (
                writer.heading(2, self.word("not_met")) + writer.items(not_met, "AnswerText")
                if not_met
                else writer.words("Normal", "")
            )
        )

    def responses(self) -> str:
        """Each governing body's response (Code 8.2)."""
        writer = self.writer
        written = []
        for body in self.view.bodies:
            status = body.status
            if body.minute:
                status = self.word("response_status").format(status=status, minute=body.minute)
            written.append(writer.heading(2, body.name) + (writer.paragraph("Normal", writer.strong(status)) if status else ""))
            written.append(writer.text(body.response, "Normal") or writer.words("Normal", self.word("response_none")))
        return "".join(written) or writer.words("Normal", self.word("response_none"))

    def actions(self) -> str:
        """Every action in the order of the Code, or "" where there is none."""
        found = [(row, action) for row in self.view.rows for action in row.actions]
        if not found:
            return ""
        outcome = any(action.outcome for _, action in found)
        columns = [("provision", 5.0), ("comply", 2.0), ("what", 8.0 if outcome else 12.5), ("owner", 3.6), ("by", 3.3)]
        columns += [("outcome", 4.5)] if outcome else []
        rows = [TableRow(self.action_cells(row, action)[: len(columns)]) for row, action in found]
        return self.writer.words("Normal", self.word("actions_intro")) + self.list_table("actions", columns, rows)

    def action_cells(self, row: Row, action: PrintedAction) -> list[Cell]:
        writer, none = self.writer, self.wording["answer.action_none"]
        return [
            Cell(writer.paragraph("AnswerText", writer.inside_link(row.anchor, row.heading))),
            self.form.comply_cell(row),
            Cell(writer.text(action.what, "AnswerText")),
            Cell(writer.words("AnswerText", action.owner or none)),
            Cell(writer.words("AnswerText", action.by or none)),
            Cell(writer.text(action.outcome, "AnswerText")),
        ]

    def register(self) -> str:
        """The documents that evidence refers to, or "" where none is registered."""
        writer = self.writer
        if not self.view.register:
            return ""
        anchors = {row.number: row.anchor for row in self.view.rows}
        rows = []
        for entry in self.view.register:
            plain = [Cell(writer.words("AnswerText", text)) for text in (entry.title, entry.version, entry.date)]
            address = Cell(writer.paragraph("AnswerText", writer.runs(read_runs(entry.address))))
            cited = run(", ").join(
                writer.inside_link(anchors[number], number) for number in entry.provisions if number in anchors
            )
            rows.append(TableRow([*plain, address, Cell(writer.paragraph("AnswerText", cited))]))
        columns = [("document", 7.0), ("version", 1.8), ("date", 3.7), ("address", 8.1), ("cited", 6.0)]
        return writer.words("Normal", self.word("register_intro")) + self.list_table("register", columns, rows)

    def list_table(self, name: str, columns: Iterable[tuple[str, float]], rows: Iterable[TableRow]) -> str:
        """A table over the page's width, with the words for ``name`` and its columns."""
        given = list(columns)
        share = self.width / sum(cm for _, cm in given)
        titled = [(self.word(key), round(cm * share)) for key, cm in given]
        return self.writer.table(titled, rows, self.word(name), self.word(f"{name}_alt")) + self.writer.words("Normal", "")
