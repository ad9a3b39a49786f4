"""The cells of our own worksheets -> answers with their lists and their bold and italic words.

A worksheet holds text: lists are lines with marks, the parts of an answer stand under bold labels, addresses stand in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model import PROVISION_NUMBER, Edition
from generator.printed import Printed, Wording
from generator.rich_text import BULLET, NUMBER, PARAGRAPH, Block, Run, Text, canonical, canonical_text, plain, plain_runs

if TYPE_CHECKING:
    from generator.importers.rows import Row

_MARK = re.compile(r"( *)(?:(•)|(\d{1,3})\.) (?=\S)")
_TYPED_MARK = re.compile(r"([ \t]*)(?:([•*-])|(\d{1,3})[.)])[ \t]+(?=\S)")
_TOLD = ("commentary", "support", "yes", "no")
"""The columns in which parts stand under labels."""

_PROVISION = re.compile(PROVISION_NUMBER)


def printed(rows: Sequence[Row], edition: Edition, wording: Wording) -> list[Printed]:
    """The answers in the rows of the worksheet of answers, read as the edition's form in Word is.

    Where what looks like a part's label is the landlord's own text, the whole of the cell is the commentary.
    """
    from generator.importers import own

    found: list[Printed] = []
    header: list[Row] = []
    columns = [column.holds for column in edition.columns]
    labels = _labels(edition, wording)
    for row in rows:
        if not row.cells or not _PROVISION.fullmatch(row.cells[0].text.strip()):
            header = [_as_table(row, columns, None)] if len(row.cells) == len(columns) and not found else header
            continue
        try:
            found += own.from_table([*header, _as_table(row, columns, labels)], wording, columns)
        except ValueError:
            found += own.from_table([*header, _as_table(row, columns, None)], wording, columns)
    return found


def _labels(edition: Edition, wording: Wording) -> re.Pattern[str]:
    """What the label of a part, or an answer that stands above what is said, looks like."""
    own = [re.escape(words).replace(r"\{action\}", ".+") for key, words in wording.items() if key.startswith("answer.")]
    return re.compile(
        "|".join([*own, re.escape(wording["answer.action"]) + r" \d+", *(re.escape(choice.title) for choice in edition.answers)])
    )


def _as_table(row: Row, columns: Sequence[str], labels: re.Pattern[str] | None) -> Row:
    """The row with the parts' labels told apart, and lines with marks as items of lists."""
    from generator.importers.rows import Cell

    cells = [*row.cells, *[Cell(())] * (len(columns) - len(row.cells))]
    read = []
    for holds, cell in zip(columns, cells, strict=False):
        told = holds in _TOLD
        read.append(
            Cell(_told(cell.blocks, labels)) if told else Cell(tuple(replace(b, runs=canonical(b.runs)) for b in cell.blocks))
        )
    return replace(row, place=f"table 1, {row.place}", cells=tuple(read), anchor="provision_of_the_sheet")


def _told(lines: Text, labels: re.Pattern[str] | None) -> Text:
    found: list[Block] = []
    part: list[Block] = []
    for line in lines:
        if labels and all(run.bold for run in line.runs) and labels.fullmatch(_words(line)):
            found += [*text(part), Block("heading", (Run(_words(line)),))]
            part = []
        else:
            part.append(line)
    return (*found, *text(part))


def text(lines: Sequence[Block]) -> Text:
    """A cell's lines as paragraphs and list items."""
    return canonical_text(_block(line, _MARK) for line in lines)


def kept(lines: Text, before: Text, field: str) -> Text:
    """The lines that somebody left in a cell of a form as the field's new text: a line that was there keeps its formatting."""
    as_it_was: dict[str, list[Block]] = {}
    for block in before:
        words = plain_runs(block.runs) if field == "evidence" else plain((block,))
        as_it_was.setdefault(" ".join(words.split()), []).append(block)
    found: list[Block] = []
    for line in lines:
        same = as_it_was.get(" ".join(_words(line).split()))
        found.append(same.pop(0) if same else _block(line, _TYPED_MARK))
    return canonical_text(found)


def _block(line: Block, marks: re.Pattern[str]) -> Block:
    words = "".join(run.text for run in line.runs)
    mark = marks.match(words)
    if not mark:
        return replace(line, kind=PARAGRAPH)
    runs: list[Run] = []
    left = mark.end()
    for run in line.runs:
        runs.append(run._replace(text=run.text[left:]))
        left = max(0, left - len(run.text))
    level = len(mark[1].replace("\t", "  ")) // 2
    number = int(mark[3]) if mark[3] else 0
    return Block(BULLET if mark[2] else NUMBER, tuple(runs), level, number)


def _words(block: Block) -> str:
    return "".join(run.text for run in block.runs).strip()
