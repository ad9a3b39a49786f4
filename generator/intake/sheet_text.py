"""The cells of our own worksheets -> answers with their lists and their bold and italic words.

A worksheet holds text: lists are lines with marks, the parts of an answer stand under bold labels, addresses stand in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.printed import Printed, Wording, from_parts
from generator.rich_text import BULLET, NUMBER, PARAGRAPH, Block, Run, Text, canonical, canonical_text, plain, plain_runs

if TYPE_CHECKING:
    from generator.importers.rows import Row

_MARK = re.compile(r"( *)(?:(•)|(\d{1,3})\.) (?=\S)")
_TYPED_MARK = re.compile(r"([ \t]*)(?:([•*-])|(\d{1,3})[.)])[ \t]+(?=\S)")
_PROVISION = re.compile(r"\d+(?:\.\d+)+")


def printed(row: Row, columns: Sequence[str], wording: Wording) -> Printed | None:
    """The answer in a row of the worksheet of answers, or None where the row is none."""
    cells = {holds: cell.blocks for holds, cell in zip(columns, row.cells, strict=False)}
    number = _words(cells["number"][0]) if cells.get("number") else ""
    if not _PROVISION.fullmatch(number):
        return None
    comply = " ".join(_words(block) for block in cells.get("comply", ()))
    evidence = [canonical(block.runs) for block in cells.get("evidence", ())]
    lines = cells.get("commentary", ())
    try:
        return from_parts(number, comply, evidence, _parts(lines, wording), wording)
    except ValueError:  # what looks like a label is the landlord's own text
        return from_parts(number, comply, evidence, [(wording["answer.commentary"], text(lines))], wording)


def _parts(lines: Text, wording: Wording) -> list[tuple[str, Text]]:
    action = re.escape(wording["answer.action"])
    outcome = re.escape(wording["answer.outcome"]).replace(r"\{action\}", ".+")
    label = re.compile(rf"{action}(?: \d+)?|{outcome}|{re.escape(wording['answer.alternative'])}")
    found: list[tuple[str, list[Block]]] = [(wording["answer.commentary"], [])]
    for line in lines:
        if all(run.bold for run in line.runs) and label.fullmatch(_words(line)):
            found.append((_words(line), []))
        else:
            found[-1][1].append(line)
    return [(name, text(part)) for name, part in found]


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
