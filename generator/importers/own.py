"""The rows of our own documents -> the answers that a person reads in them, for reading back before publishing.

A function for each way in which our documents lay answers out. They go by what is seen: headings, labels and columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importers.rows import HEADING, Row
from generator.printed import Printed, Wording, from_parts
from generator.rich_text import PARAGRAPH, Block, Run, Text

_PROVISION = re.compile(r"(\d+(?:\.\d+)+)\s")


def from_page(rows: Sequence[Row], wording: Wording) -> list[Printed]:
    """The answers of a web page or fragment, in its order; raises ValueError where a provision's parts cannot be an answer.

    A heading that begins with a number begins a provision, deeper headings label its parts, and any other heading ends it.
    """
    answers = []
    number, level = "", 0
    parts: list[tuple[str, list[Block]]] = []
    for block in (block for row in rows for cell in row.cells for block in cell.blocks):
        if block.kind != HEADING:
            if parts:
                parts[-1][1].append(block)
        elif number and block.level > level:
            parts.append((_words(block.runs), []))
        else:
            if number:
                answers.append(_answer(number, parts, wording))
            found = _PROVISION.match(_words(block.runs))
            number, level, parts = (found.group(1) if found else ""), block.level, []
    if number:
        answers.append(_answer(number, parts, wording))
    return answers


def _answer(number: str, parts: Sequence[tuple[str, Sequence[Block]]], wording: Wording) -> Printed:
    comply = ""
    evidence: list[tuple[Run, ...]] = []
    others: list[tuple[str, Text]] = []
    for label, blocks in parts:
        if label == wording["answer.comply"]:
            comply = " ".join(_words(block.runs) for block in blocks)
        elif label == wording["answer.evidence"]:
            if any(block.kind == PARAGRAPH for block in blocks):
                raise ValueError(f"{number}: under “{label}” stands text that is no item of a list")
            evidence += [block.runs for block in blocks]
        elif label != wording["answer.requirement"]:
            others.append((label, tuple(blocks)))
    return from_parts(number, comply, evidence, others, wording)


def _words(runs: Sequence[Run]) -> str:
    return " ".join("".join(run.text for run in runs).split())
