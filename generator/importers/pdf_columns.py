"""Lines of a page without drawn lines around them -> running text and table rows, told apart by the white between columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from generator.importers.pdf_lines import Line
from generator.importers.pdf_page import Word

_GUTTER = 0.38  # of the size: the narrowest white between two columns
_KNOWN_GUTTER = 0.12
_OPENING = 1.2  # of the size: the white that a table's first line must show
_ROW_GAP = 1.25  # times the distance of lines: a row begins
_OTHER_SIZE = 0.15
_FILLED = 0.75
_WIDE = 0.3
_FULL = 0.8
_EVEN = 0.9
_LINES_IN_A_ROW = 15
_MOST_COLUMNS = 63  # as many as a table of Word has

_MARK = re.compile(r"[^\w\s]|o|\(?(?:\d{1,2}(?:\.\d{1,2}){0,4}|[a-zA-Z]|[ivx]{1,4})[.):]?")
_CLAUSE = re.compile(r"\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?$")

Strip = tuple[float, float]
"""A column: from where to where."""


@dataclass(slots=True)
class Flow:
    """Lines that are read one after the other."""

    lines: list[Line]


@dataclass(slots=True)
class TableRow:
    """A table's row: the lines of each cell. ``columns`` say where its columns begin."""

    cells: list[list[Line]]
    columns: tuple[float, ...]
    page: int

    @property
    def texts(self) -> list[str]:
        """The text of each cell."""
        return [" ".join(line.text for line in cell) for cell in self.cells]


def pieces(lines: Sequence[Line]) -> list[Flow | TableRow]:
    """What the lines are, in reading order."""
    found: list[Flow | TableRow] = []
    at = 0
    while at < len(lines):
        count = _table(lines[at:])
        if count:
            found += _read(lines[at : at + count])
        else:
            count = 1
            found.append(Flow([lines[at]]))
        at += count
    return _joined(found)


def _table(lines: Sequence[Line]) -> int:
    """How many of the first lines stand in columns, or 0."""
    if not _gaps(lines[0], _OPENING):
        return 0
    block: list[Line] = []
    strips: list[Strip] = []
    for line in lines:
        if abs(line.size - lines[0].size) > _OTHER_SIZE * lines[0].size:
            break
        wider = _strips(strips, line)
        if len(wider) > _MOST_COLUMNS:
            break
        lost = [gutter for gutter in pairwise(strips) if not any(_within(gutter, other) for other in pairwise(wider))]
        if len(wider) < 2 or any(_supported(block, gutter) for gutter in lost):
            break
        strips = wider
        block.append(line)
    while block and not _gaps(block[-1], _GUTTER) and len(_occupied(block[-1], strips)) == 1 and block[-1].left < strips[0][1]:
        block.pop()  # text that follows in the first column's place
    both = sum(len(_occupied(line, strips)) > 1 for line in block)
    return len(block) if both > 1 else 0


def _within(gutter: tuple[Strip, Strip], other: tuple[Strip, Strip]) -> bool:
    """True where some of the white between two columns is still white between two others."""
    return gutter[0][1] <= other[0][1] < other[1][0] <= gutter[1][0]


def _gaps(line: Line, least: float) -> bool:
    return any(word.left - last.right > least * line.size for last, word in pairwise(line.words))


def _strips(strips: Sequence[Strip], line: Line) -> list[Strip]:
    """The columns when a line is added: what is covered by words, with white of a gutter's width between.

    Where a column is known to begin, less white is enough: text may fill the column before it.
    """
    merged: list[Strip] = []
    known = {left for left, _ in strips}
    for left, right in sorted([*strips, *((word.left, word.right) for word in line.words)]):
        least = (_KNOWN_GUTTER if left in known else _GUTTER) * line.size
        if merged and left - merged[-1][1] < least:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _supported(block: Sequence[Line], gutter: tuple[Strip, Strip]) -> bool:
    """True where two or more lines have words on both sides of a gutter."""
    edge = gutter[0][1]
    return sum(line.left < edge < line.right for line in block) > 1


def _occupied(line: Line, strips: Sequence[Strip]) -> list[int]:
    """Which columns a line has words in."""
    return sorted({_column(word, strips) for word in line.words})


def _column(word: Word, strips: Sequence[Strip]) -> int:
    return next((i for i, (_, right) in enumerate(strips) if word.left < right), len(strips) - 1)


def _read(lines: Sequence[Line]) -> list[Flow | TableRow]:
    """Lines in columns as what they are: text with its marks set apart, columns of running text, or a table's rows."""
    strips: list[Strip] = []
    for line in lines:
        strips = _strips(strips, line)
    split = [[_in_strip(line, i, strips) for i in range(len(strips))] for line in lines]
    if len(strips) == 2 and all(_MARK.fullmatch(cells[0].text) for cells in split if cells[0] is not None):
        return [Flow(list(lines))]
    pitch = _pitch(split)
    columns = [[held for cells in split if (held := cells[i])] for i in range(len(strips))]
    if _is_prose(columns, strips, len(_gaps_between(lines, pitch)) - 1, len(lines)):
        return [Flow(column) for column in columns]
    lefts = tuple(left for left, _ in strips)
    rows: list[Flow | TableRow] = []
    for start, stop in _rows(lines, split, pitch):
        cells = [[held for each in split[start:stop] if (held := each[i])] for i in range(len(strips))]
        rows.append(TableRow(cells, lefts, lines[start].page))
    return rows


def _in_strip(line: Line, column: int, strips: Sequence[Strip]) -> Line | None:
    words = tuple(word for word in line.words if _column(word, strips) == column)
    return replace(line, words=words, edge=strips[column][1]) if words else None


def _pitch(split: Sequence[Sequence[Line | None]]) -> float:
    """How far apart the lines of a cell stand."""
    apart = [
        other.base - one.base
        for above, below in pairwise(split)
        for one, other in zip(above, below, strict=True)
        if one and other
    ]
    return min(median(apart), 2.0 * max(line.size for cells in split for line in cells if line)) if apart else 0.0


def _gaps_between(lines: Sequence[Line], pitch: float) -> list[int]:
    """Where groups of lines begin that stand further apart than a cell's lines do, or follow a bold header; and the end."""
    header = next((i for i, line in enumerate(lines) if not line.bold), 0)
    gaps = [i for i in range(1, len(lines)) if i == header or lines[i].base - lines[i - 1].base > _ROW_GAP * pitch]
    return [0, *gaps, len(lines)]


def _rows(lines: Sequence[Line], split: Sequence[Sequence[Line | None]], pitch: float) -> list[tuple[int, int]]:
    """From where to where the lines of each row go: a row begins after a gap, or where its first column begins anew."""
    whole = sum(all(cells) for cells in split) >= _FULL * len(split)
    rows: list[tuple[int, int]] = []
    for start, stop in pairwise(_gaps_between(lines, pitch)):
        if rows and not any(cells[0] for cells in split[start:stop]) and not _heads(lines, *rows[-1], stop):
            rows[-1] = (rows[-1][0], stop)  # a further paragraph in the row
            continue
        starts = [start]
        if split[start][0]:
            for i in range(start + 1, stop):
                first, above = split[i][0], split[i - 1][0]
                if first and (whole or not above or _CLAUSE.match(first.words[0].text)):
                    starts.append(i)
        rows += pairwise([*starts, stop])
    return rows


def _heads(lines: Sequence[Line], start: int, end: int, stop: int) -> bool:
    """True where a row is a header, all of it bold, and what follows it is not."""
    return all(line.bold for line in lines[start:end]) and not all(line.bold for line in lines[end:stop])


def _is_prose(columns: Sequence[Sequence[Line]], strips: Sequence[Strip], groups: int, lines: int) -> bool:
    """True for a page's text set in two columns: both wide and full, and not parted together into rows of uneven cells."""
    longest = max(map(len, columns))
    if len(strips) != 2 or (groups > 1 and longest / groups <= _LINES_IN_A_ROW and sum(map(len, columns)) < 2 * _EVEN * lines):
        return False
    total = strips[1][1] - strips[0][0]
    for column, (left, right) in zip(columns, strips, strict=True):
        if right - left < _WIDE * total or len(column) < 3:
            return False
        if median((line.right - line.left) / (right - left) for line in column) < _FILLED:
            return False
    return True


def _joined(found: Sequence[Flow | TableRow]) -> list[Flow | TableRow]:
    """The same with running text that follows on running text in one."""
    joined: list[Flow | TableRow] = []
    for piece in found:
        last = joined[-1] if joined else None
        if isinstance(last, Flow) and isinstance(piece, Flow) and piece.lines[0].base >= last.lines[-1].base:
            last.lines.extend(piece.lines)
        else:
            joined.append(piece)
    return joined
