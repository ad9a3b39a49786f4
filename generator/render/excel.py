"""The workbook of a self-assessment: summary, answers in the official columns, actions, evidence, and what it all is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter.utility import xl_rowcol_to_cell

from generator.model import NO
from generator.printed import Wording, comply_words, in_column, words_for
from generator.problems import Stop
from generator.render.workbook import HEADER_ROW, MOST_CHARACTERS, Book, Sheet, boxed, length
from generator.rich_text import Block, Run, Text, addressed, plain
from generator.templates import Templates
from generator.view import Row, SectionView, View

_WIDTHS = {"number": 10, "requirement": 40, "comply": 11, "evidence": 38, "commentary": 70, "support": 100, "yes": 62, "no": 62}
_STANDS_OUT = {"bold": True, "bg_color": "#fbe9e2"}
_HEADING = {"bold": True, "bg_color": "#eef1f4"}
_NOT_YES = ("#b3431e", "#6b5b95", "#59636e")
_EARLIEST = "1900-03-01"
"""Excel counts days before it wrongly: such a date is written as text."""

Cells = Sequence[Sequence[Run]]
"""What the columns of a row hold."""


@dataclass(frozen=True, slots=True)
class TooLong:
    """A provision whose text does not fit a cell: the column's title, and its length in characters as Excel counts them."""

    provision: str
    column: str
    length: int

    @property
    def sentence(self) -> str:
        """What is wrong and what to do."""
        return (
            f"{self.provision}: “{self.column}” has {self.length:,} characters, and a cell of Excel holds {MOST_CHARACTERS:,}. "
            "Shorten it, or put the detail into a document and name that as evidence."
        )


def too_long(view: View, wording: Wording) -> list[TooLong]:
    """Each cell of the answers that is longer than Excel allows, in Code order."""
    return _too_long(view, _cells(view, wording))


def _too_long(view: View, cells: Sequence[Cells]) -> list[TooLong]:
    return [
        TooLong(row.number, column.title, size)
        for row, texts in zip(view.rows, cells, strict=True)
        for column, runs in zip(view.columns, texts, strict=True)
        if (size := length("".join(run.text for run in runs))) > MOST_CHARACTERS
    ]


def render(view: View, templates: Templates) -> dict[str, bytes]:
    """The workbook under its file name. Raises Stop where a text is longer than a cell holds."""
    wording = words_for(templates.wording, asks_questions=view.asks_questions)
    cells = _cells(view, wording)
    if found := _too_long(view, cells):
        raise Stop("The workbook cannot be made. " + " ".join(each.sentence for each in found))
    book = Book(view, wording)
    summary = Sheet(book, "summary", (58, 13, *(13 for _ in _titles(view, wording)[1:]), 16))
    answers = Sheet(book, "answers", [_WIDTHS[column.holds] for column in view.columns])
    _answers(answers, cells)
    _summary(summary, answers)
    _actions(Sheet(book, "actions", (10, 30, 26, 10, 54, 24, 18, 34)))
    _evidence(Sheet(book, "evidence", (44, 10, 18, 74, 40)))
    _about(Sheet(book, "about", (38, 100)))
    return {view.file_name(view.stem, "xlsx"): book.to_bytes()}


# Self-assessment


def _answers(page: Sheet[View], cells: Sequence[Cells]) -> None:
    view = page.view
    page.header(*(column.title for column in view.columns))
    page.freeze()
    headings = _headings(view)
    for row, texts in zip(view.rows, cells, strict=True):
        if row.number in headings:
            page.line(*(headings[row.number] if column.holds == "requirement" else "" for column in view.columns), **_HEADING)
        for column, (official, runs) in enumerate(zip(view.columns, texts, strict=True)):
            page.cell(column, runs, **(_STANDS_OUT if _stands_out(view, row, official.holds) else {}))
        page.end += 1
    last = page.end - 1
    page.cells.autofilter(HEADER_ROW, 0, last, len(view.columns) - 1)
    comply = next((i for i, column in enumerate(view.columns) if column.holds == "comply"), None)
    if comply is None:
        return
    choices = {
        "validate": "list",
        "source": list(view.choices),
        "error_title": page.words("choose"),
        "error_message": page.words("choose_from", choices=", ".join(view.choices)),
    }
    page.cells.data_validation(HEADER_ROW + 1, comply, last, comply, choices)


def _headings(view: View) -> dict[str, str]:
    """Where the form groups the provisions of a section: the heading above each group and stage, by the first number below it."""
    return {
        together.rows[0].number: "\n".join(filter(None, (section.heading, together.rows[0].group, together.stage)))
        for section in view.sections
        for together in section.headed_rows
        if together.rows[0].group
    }


def _stands_out(view: View, row: Row, holds: str) -> bool:
    """True for the cell that says that a provision is not met or not answered; a question's No is an answer like another."""
    if holds == "comply":
        return not row.answered or (row.comply == NO and not view.asks_questions)
    return holds == row.answer_column and not row.answered


def _cells(view: View, wording: Wording) -> list[Cells]:
    return [[_cell(row, column.holds, wording) for column in view.columns] for row in view.rows]


def _cell(row: Row, holds: str, wording: Wording) -> Sequence[Run]:
    if holds == "evidence":
        return _in_one(row.evidence)
    texts = {"number": row.number, "requirement": _requirement(row), "comply": comply_words(row, wording)}
    return (Run(texts[holds]),) if holds in texts else _labelled(row, holds, wording)


def _requirement(row: Row) -> str:
    marks = (f"{chr(ord('a') + i)}. " if row.item_style == "letters" else "• " for i in range(len(row.items)))
    return "\n".join([row.text, *(mark + item for mark, item in zip(marks, row.items, strict=True))])


def _labelled(row: Row, holds: str, wording: Wording) -> Sequence[Run]:
    """The parts of a column, each but the column's own under its label."""
    lines: list[Sequence[Run]] = []
    for label, blocks in in_column(row, holds, wording):
        if label:
            lines += [(), (Run(label, bold=True),)] if lines else [(Run(label, bold=True),)]
        lines += _lines(blocks)
    return _in_one(lines)


def _lines(text: Text) -> list[Sequence[Run]]:
    """A line a block, with the marks and indents of ``rich_text.plain``."""
    return [(Run(plain((Block(block.kind, (), block.level, block.number),))), *block.runs) for block in text]


def _in_one(lines: Iterable[Sequence[Run]]) -> Sequence[Run]:
    """The lines of one cell, links as their words with the address in brackets."""
    runs = [run for line in lines for run in (*addressed(line), Run("\n"))]
    return [run for run in runs[:-1] if run.text]


# Summary


def _summary(page: Sheet[View], answers: Sheet[View]) -> None:
    view = page.view
    for label, value in ((page.words("edition"), view.edition), (page.words("period"), view.period)):
        if value:
            page.write(page.end, 0, label, bold=True)
            page.write(page.end, 1, value)
            page.end += 1
    page.write(page.end, 0, view.summary)
    page.end += 2
    titles = _titles(view, page.book.wording)
    page.header(page.words("section"), page.words("provisions"), *titles)
    first = page.end
    spans = {column.holds: answers.span(i, HEADER_ROW + 1, answers.end - 1) for i, column in enumerate(view.columns)}
    figures = page.book.look(**boxed(align="left"))

    def header(column: int) -> str:
        return xl_rowcol_to_cell(first - 1, column, row_abs=True)

    for section in view.sections:
        page.cell(0, section.heading)
        results = [section.counts.provisions, *(_count(section.rows, title, page) for title in titles)]
        for column, result in enumerate(results, start=1):
            if "comply" not in spans:  # no formula tells an answer from the words that stand in its column
                page.cells.write_number(page.end, column, result, figures)
                continue
            counted = f'{spans["number"]},"{section.number}.*"'
            counted += f",{spans['comply']},{header(column)}" if column > 1 else ""
            page.cells.write_formula(page.end, column, f"=COUNTIFS({counted})", figures, result)
        page.end += 1
    _totals(page, titles, first)
    _chart(page, titles, first)


def _titles(view: View, wording: Wording) -> tuple[str, ...]:
    """The answers as they are printed, then figures and words where the form asks for them, and last what stands where there is none."""
    told = [wording["excel.told"]] if view.asks_questions else []
    return (*view.choices, *told, wording["answer.unanswered"])


def _count(rows: Iterable[Row], title: str, page: Sheet[View]) -> int:
    wording = page.book.wording
    return sum((comply_words(row, wording) or wording["excel.told"]) == title for row in rows if not row.part_of)


def _totals(page: Sheet[View], titles: Sequence[str], first: int) -> None:
    bold = {"bold": True, "bg_color": "#eef1f4"}
    page.cell(0, page.words("total"), **bold)
    results = [page.view.counts.provisions, *(_count(page.view.rows, title, page) for title in titles)]
    for column, result in enumerate(results, start=1):
        cells = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(page.end - 1, column)}"
        page.cells.write_formula(page.end, column, f"=SUM({cells})", page.book.look(**boxed(align="left", **bold)), result)
    page.end += 1


def _chart(page: Sheet[View], titles: Sequence[str], first: int) -> None:
    """A bar a section. Colours differ in lightness too, and each part of a bar has its figure."""
    last = first + len(page.view.sections) - 1
    chart = page.book.file.add_chart({"type": "bar", "subtype": "stacked"})
    assert chart is not None  # noqa: S101 - it is None only for a type that XlsxWriter does not know
    font = {"name": "Arial", "size": 10}
    for column, (title, colour) in enumerate(zip(titles, _colours(page, len(titles)), strict=True), start=2):
        if title == titles[-1] and not _count(page.view.rows, title, page):
            continue  # a finished self-assessment has nothing that is not answered
        chart.add_series(
            {
                "name": [page.name, first - 1, column],
                "categories": [page.name, first, 0, last, 0],
                "values": [page.name, first, column, last, column],
                "fill": {"color": colour},
                "border": {"color": "#ffffff"},
                "gap": 50,
                "data_labels": {"value": True, "num_format": "0;;", "font": font | {"bold": True, "color": "#ffffff"}},
            }
        )
    chart.set_title({"name": page.words("chart_title"), "name_font": font | {"size": 12}})
    axis = {"num_font": font, "name_font": font, "major_gridlines": {"visible": False}}
    chart.set_y_axis({"name": page.words("section"), "reverse": True, **axis})
    chart.set_x_axis({"name": page.words("chart_axis"), "min": 0, "label_position": "high", **axis})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 900, "height": 440})
    page.cells.insert_chart(page.end + 1, 0, chart, {"description": _in_words(page, titles)})
    page.cells.fit_to_pages(1, 1)


def _colours(page: Sheet[View], count: int) -> list[str]:
    return [page.book.accent, *(_NOT_YES[i % len(_NOT_YES)] for i in range(count - 1))]


def _in_words(page: Sheet[View], titles: Sequence[str]) -> str:
    """What the chart shows, for who does not see it."""

    def figures(section: SectionView) -> str:
        return ", ".join(f"{title} {number}" for title in titles if (number := _count(section.rows, title, page)))

    return f"{page.words('chart_title')}. " + " ".join(f"{s.heading}: {figures(s)}." for s in page.view.sections)


# Actions, evidence, about


def _actions(page: Sheet[View]) -> None:
    keys = ("provision", "label", "section", "answer", "action", "owner", "by", "outcome")
    page.header(*(page.words("actions_" + key) for key in keys))
    page.freeze()
    none = page.book.wording["answer.action_none"]
    for section in page.view.sections:
        for row in section.rows:
            for action in row.actions:
                comply = comply_words(row, page.book.wording)
                for column, text in enumerate((row.number, row.label, section.heading, comply)):
                    page.cell(column, text)
                page.cell(4, _in_one(_lines(action.what)))
                page.cell(5, action.owner or none)
                if action.by_iso >= _EARLIEST:
                    look = page.book.look(**boxed(num_format="d mmmm yyyy", align="left"))
                    page.cells.write_datetime(page.end, 6, datetime.fromisoformat(action.by_iso), look)
                else:
                    page.cell(6, action.by or none)
                page.cell(7, _in_one(_lines(action.outcome)))
                page.end += 1
    _close(page, "no_actions", len(keys))


def _evidence(page: Sheet[View]) -> None:
    keys = ("document", "version", "date", "address", "cited")
    page.header(*(page.words("evidence_" + key) for key in keys))
    page.freeze()
    for entry in page.view.register:
        for column, text in enumerate((entry.title, entry.version, entry.date)):
            page.cell(column, text)
        page.link(3, entry.address)
        page.cell(4, ", ".join(entry.provisions))
        page.end += 1
    _close(page, "no_evidence", len(keys))


def _close(page: Sheet[View], empty: str, columns: int) -> None:
    """A filter over the table, or a sentence where it has no rows."""
    if page.end > HEADER_ROW + 1:
        page.cells.autofilter(HEADER_ROW, 0, page.end - 1, columns - 1)
    else:
        page.write(page.end, 0, page.words(empty))


def _about(page: Sheet[View]) -> None:
    view = page.view
    page.header(page.words("about_what"), page.words("about_value"))
    page.freeze()
    for label, value in view.facts:
        page.line(label, value)
    page.line(page.words("about_introduction"), "\n".join(view.introduction))
    for body in view.bodies:
        said = [text for text in (body.status, body.minute and page.words("about_minute", minute=body.minute)) if text]
        if said:
            page.line(body.name, ". ".join(said))
        if body.response:
            page.line(page.words("about_response", body=body.name), _in_one(_lines(body.response)))
    for key in ("summary", "answers", "actions", "evidence"):
        page.line(page.words("about_sheet", sheet=page.words(key)), page.words("about_" + key))
