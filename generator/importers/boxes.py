"""Boxes to tick: "☒ Yes ☐ No", in one line or in several, is the answer whose box is ticked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from generator.importers.rows import Cell, Row
from generator.importers.stream import part_of
from generator.rich_text import PARAGRAPH, Block, Run, canonical

TICKED, EMPTY = "☒☑✓✔✅◉⦿", "☐□◻▢○"
CROSSES = "✗✘❌✕✖"
"""Marks that say No where they stand for the answer; in a column for one answer they choose it, as a tick does."""
_TICK = rf"(?:[{TICKED}]|\[ ?[xX✓✔] ?\]|\( ?[xX✓✔] ?\))"
_MARK = rf"(?:{_TICK}|[{EMPTY}]|\[ {{0,3}}\]|\( {{0,3}}\)|\[_+\])"
_CHOICE = r"(?i:yes|no|n/?a|not applicable|partial(?:ly)?)\b"
_BEFORE = rf"{_MARK}[ \t\u00a0]*+(?:{_CHOICE})"
_AFTER = rf"(?:{_CHOICE})[ \t\u00a0:]*+{_MARK}"
_GAP = r"[ \t\u00a0/|,;]*+"
_OF_ONE = rf"(?:{_MARK}[ \t\u00a0]*+)?{_CHOICE}"
_SEVERAL = rf"(?:{_BEFORE}(?:{_GAP}{_OF_ONE})+|{_CHOICE}[ \t\u00a0:]*+{_MARK}?(?:{_GAP}{_AFTER})+|{_AFTER}{_GAP}{_CHOICE})"
_ALONE = rf"\s*(?:{_BEFORE}|{_AFTER})\s*"
_PIECE = rf"(?P<mark>{_MARK})|(?P<choice>{_CHOICE})"
_ANY_MARK = re.compile(rf"[{TICKED}{EMPTY}]|\[[ xX_✓✔]{{0,3}}\]|\([ xX✓✔]{{0,3}}\)")
"""Most documents have none: the patterns above are compiled for those that do."""
_EMPTY = re.compile(rf"[\s{EMPTY}]+")
_IS_TICK = re.compile(_TICK)


def ticked(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, with the answer that is ticked in the place of boxes; where none is or several are, all of the choices.

    A cell with nothing but an empty box is empty.
    """
    if not any(_ANY_MARK.search(_text(block)) for row in rows for cell in row.cells for block in cell.blocks):
        return rows
    found: list[Row] = []
    for alone, group in groupby(rows, lambda row: len(row.cells) == 1 and _is_box(row.cells[0].blocks)):
        held = list(group)
        if alone and len(held) > 1:
            held = [replace(held[0], cells=(Cell(tuple(block for row in held for block in row.cells[0].blocks)),))]
        found += [replace(row, cells=_cells(row.cells)) for row in held]
    return found


def unticked(text: str) -> bool:
    """True for one choice with its empty box, which is no answer."""
    return bool(_ANY_MARK.search(text) and re.fullmatch(_ALONE, text) and not _IS_TICK.search(text))


def _cells(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a row; boxes in neighbouring cells are one answer, in the first of them."""
    found: list[Cell] = []
    for boxed, group in groupby(cells, lambda cell: _is_box(cell.blocks)):
        held = list(group)
        if boxed:
            held = [Cell(tuple(block for cell in held for block in cell.blocks)), *[Cell(())] * (len(held) - 1)]
        found += [Cell(_blocks(cell.blocks)) for cell in held]
    return tuple(found)


def _is_box(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and all(re.fullmatch(_ALONE, _text(block)) for block in blocks)


def _blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    if _EMPTY.fullmatch(" ".join(map(_text, blocks))):
        return ()
    found: list[Block] = []
    for alone, group in groupby(blocks, lambda block: _is_box((block,))):
        held = list(group)
        if alone:
            found.append(replace(held[0], kind=PARAGRAPH, level=0, number=0, runs=(Run(_answer(" ".join(map(_text, held)))),)))
        else:
            found += map(_in_line, held)
    return tuple(found)


def _in_line(block: Block) -> Block:
    text = _text(block)
    if not (boxes := re.search(_SEVERAL, text)):
        return block
    before, after = part_of(block.runs, 0, boxes.start()), part_of(block.runs, boxes.end(), len(text))
    return replace(block, runs=canonical((*before, Run(_answer(boxes.group())), *after)))


def _answer(text: str) -> str:
    """The one choice that is ticked, or all of them: a mark belongs to what follows it where marks come first, else to what precedes."""
    pieces = [(bool(_IS_TICK.fullmatch(found.group())), found["choice"]) for found in re.finditer(_PIECE, text)]
    choices = [choice for _, choice in pieces if choice]
    ordered = pieces if pieces[0][1] is None else pieces[::-1]
    chosen, tick = [], False
    for is_tick, choice in ordered:
        if choice is None:
            tick = is_tick
        elif tick:
            chosen.append(choice)
            tick = False
    if len(chosen) == 1:
        return chosen[0]
    return " / ".join(choices) if len(choices) > 1 else text


def _text(block: Block) -> str:
    return "".join(run.text for run in block.runs)
