"""The fill-in form in Excel: a row for each provision, a sheet of actions, lists to choose from, everything else protected."""

from __future__ import annotations

from collections.abc import Sequence

from generator import form
from generator.model import VERDICT
from generator.printed import words_for
from generator.render.workbook import HEADER_ROW, Book, Sheet
from generator.rich_text import Block, Run, Text, addressed, plain
from generator.templates import Templates
from generator.view import Row, View

SHEETS = ("answers_sheet", "actions_sheet")
SPARE = 40
"""Rows for further actions."""

_ANSWER_WIDTHS = (10, 44, 16, 36, 60, 36, 14)
_ACTION_WIDTHS = (10, 60, 26, 22, 44, 14)
_LOCKED = {"bg_color": "#f1f3f6"}
_OPEN = {"locked": False, "num_format": "@"}
_SMALL = {"font_color": "#6b7280", "text_wrap": False, "shrink": True, **_LOCKED}
_MAY = {"format_rows": True, "format_columns": True, "format_cells": True, "autofilter": True}


def render(view: View, templates: Templates, numbers: Sequence[str]) -> bytes:
    """The form for these provisions. Raises Stop where a text is longer than a cell holds."""
    words = dict(words_for(templates.wording, asks_questions=view.asks_questions))
    words |= {f"excel.form_{key}": words[f"form.{key}"] for key in SHEETS}
    book = Book(view, words)
    rows = [row for row in view.rows if row.number in numbers]
    answers, actions = (Sheet(book, f"form_{key}", w) for key, w in zip(SHEETS, (_ANSWER_WIDTHS, _ACTION_WIDTHS), strict=True))
    made = _Form(view, words)
    first = made.answers(answers, rows)
    made.actions(actions, rows, f"={answers.span(0, first, answers.end - 1)}")
    return book.to_bytes()


class _Form:
    def __init__(self, view: View, words: dict[str, str]) -> None:
        self.view, self.words = view, words

    def word(self, key: str) -> str:
        return self.words[f"form.{key}"]

    def guidance(self, page: Sheet[View], *keys: str) -> None:
        """What to do, a row each across the table, and whom the form was made for."""
        actions = self.word("actions_sheet")
        page.end = HEADER_ROW
        for key in keys:
            page.write(page.end, 0, self.word(key).format(actions=actions))
            page.end += 1
        made_for = self.word("made_for").format(landlord=self.view.landlord, edition=self.view.edition_id)
        page.write(page.end, 0, made_for, font_color="#6b7280")
        page.end += 2

    def answers(self, page: Sheet[View], rows: Sequence[Row]) -> int:
        """The sheet of answers; the row of the first one comes back."""
        self.guidance(page, "guidance_1", "guidance_2", "guidance_3", "guidance_4", "guidance_excel")
        told = "column_told" if self.view.asks_questions else "commentary"
        titles = ("column_number", "requirement", "comply", "evidence", told, "alternative", "reference")
        page.header(*(self.word(title) for title in titles))
        page.cells.freeze_panes(page.end, 1)
        page.cells.repeat_rows(page.end - 1)
        first = page.end
        for row in rows:
            fields = form.answer_fields(row)
            page.cell(0, row.number, bold=True, **_LOCKED)
            page.cell(1, _requirement(row), **_LOCKED)
            if row.asks == VERDICT:
                page.cell(2, row.comply_title or self.word("choose"), bold=True, **_OPEN)
            else:
                page.cell(2, "", **_LOCKED)
            for column, name in enumerate(form.ANSWER[1:], start=3):
                page.cell(column, _cell(fields[name], marks=name != "evidence"), **_OPEN)
            page.cell(6, form.reference(row.number, fields, flat=True), **_SMALL)
            page.end += 1
        choices = [self.word("choose"), *self.view.choices]
        page.cells.data_validation(
            first, 2, page.end - 1, 2, self.only(choices, page.words("choose_from", choices=", ".join(choices[1:])))
        )
        page.cells.protect("", dict(_MAY))
        return first

    def actions(self, page: Sheet[View], rows: Sequence[Row], numbers: str) -> None:
        """The sheet of actions: those that there are, and empty rows for more."""
        self.guidance(page, "guidance_2", "guidance_excel")
        titles = ("column_number", *(f"column_{name}" for name in form.ACTION), "reference")
        page.header(*(self.word(title) for title in titles))
        page.cells.freeze_panes(page.end, 1)
        page.cells.repeat_rows(page.end - 1)
        for row in rows:
            for number, action in enumerate(row.actions, start=1):
                fields = form.action_fields(action)
                page.cell(0, row.number, bold=True, **_LOCKED)
                for column, name in enumerate(form.ACTION, start=1):
                    page.cell(column, _cell(fields[name]), **_OPEN)
                page.cell(5, form.reference(row.number, fields, action=number, flat=True), **_SMALL)
                page.end += 1
        first = page.end
        for _ in range(SPARE):
            for column in range(len(titles) - 1):
                page.cell(column, "", **_OPEN)
            page.cell(len(titles) - 1, "", **_SMALL)
            page.end += 1
        page.cells.data_validation(first, 0, page.end - 1, 0, self.only(numbers, self.word("choose_provision")))
        page.cells.protect("", dict(_MAY))

    def only(self, source: str | list[str], message: str) -> dict[str, object]:
        """A list to choose from, and what is said to somebody who types something else."""
        return {"validate": "list", "source": source, "error_title": self.words["excel.choose"], "error_message": message}


def _cell(text: Text, *, marks: bool = True) -> list[Run]:
    """The lines of a cell, with the marks of lists, and links as their words with the address in brackets."""
    runs: list[Run] = []
    for block in text:
        mark = plain((Block(block.kind, (), block.level, block.number),)) if marks else ""
        runs += [Run(mark), *addressed(block.runs), Run("\n")]
    return [run for run in runs[:-1] if run.text] or [Run("")]


def _requirement(row: Row) -> str:
    marks = (f"{chr(ord('a') + i)}. " if row.item_style == "letters" else "• " for i in range(len(row.items)))
    return "\n".join([row.text, *(mark + item for mark, item in zip(marks, row.items, strict=True))])
