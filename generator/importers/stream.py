"""Rows of any document as one stream of letters, in which the Code's text can be found however it is cut up.

Line breaks, cells, capitals, spaces, quotation marks and dashes do not count in it; every letter knows the block it stands in.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from generator.importers.rows import Cell, Row, unlabelled
from generator.rich_text import Block, Run, canonical

_CLOSING = re.compile(r"[\s.,;:!?’”'\"»)\]…]*")


@lru_cache(maxsize=4096)
def _letters_of(char: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", char).casefold() if c.isalnum())


def letters(text: str) -> str:
    """The letters and digits of a text, without accents and capitals."""
    return "".join(map(_letters_of, text))


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a document: which row and cell it stands in, and its visible text. ``number`` counts the pieces from 0."""

    number: int
    row: int
    cell: int
    block: Block
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Part:
    """Some or all of a piece's text: ``start`` to ``end`` in its characters."""

    piece: Piece
    start: int
    end: int

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.piece.text[self.start : self.end]

    @property
    def block(self) -> Block:
        """It as a block: a list item's mark belongs to its beginning."""
        if self.start == 0 and self.end == len(self.piece.text):
            return self.piece.block
        block = replace(self.piece.block, runs=cut(self.piece.block.runs, self.start, self.end))
        return block if self.start == 0 else replace(unlabelled(block), kind="paragraph", level=0, number=0)

    def after(self, start: int) -> Part:
        """It without its first ``start`` characters."""
        return replace(self, start=self.start + start)


@dataclass(frozen=True)
class Stream:
    """A document's pieces in reading order, and ``letters``, all their letters in one."""

    rows: Sequence[Row]
    pieces: tuple[Piece, ...]
    letters: str
    starts: tuple[int, ...]

    @cached_property
    def _offsets(self) -> dict[int, list[int]]:
        return {}

    def at(self, letter: int) -> tuple[int, int]:
        """The piece that a letter stands in, and the character of its text."""
        number = bisect_right(self.starts, letter) - 1
        if number not in self._offsets:
            text = self.pieces[number].text
            self._offsets[number] = [i for i, char in enumerate(text) for _ in _letters_of(char)]
        return number, self._offsets[number][letter - self.starts[number]]

    def after(self, letter: int) -> tuple[int, int]:
        """The piece and character where what follows a passage begins; ``letter`` is the first one after it.

        Punctuation that closes the passage belongs to it.
        """
        number, char = self.at(letter - 1)
        closing = _CLOSING.match(self.pieces[number].text, char + 1)
        return number, closing.end() if closing else char + 1

    def parts(self, start: tuple[int, int], end: tuple[int, int]) -> list[Part]:
        """What stands between two places, without pieces of which only spaces are left."""
        (first, from_char), (last, to_char) = start, end
        found = []
        for number in range(first, min(last + 1, len(self.pieces))):
            piece = self.pieces[number]
            begin = from_char if number == first else 0
            stop = to_char if number == last else len(piece.text)
            if piece.text[begin:stop].strip():
                found.append(Part(piece, begin, stop))
        return found

    @property
    def end(self) -> tuple[int, int]:
        """The place after everything."""
        return len(self.pieces), 0


def stream(rows: Sequence[Row]) -> Stream:
    """The stream of a document's rows."""
    pieces: list[Piece] = []
    squeezed: list[str] = []
    starts: list[int] = []
    length = 0
    for number, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            for block in cell.blocks:
                text = "".join(run.text for run in block.runs)
                pieces.append(Piece(len(pieces), number, column, block, text, row.place))
                squeezed.append(letters(text))
                starts.append(length)
                length += len(squeezed[-1])
    return Stream(rows, tuple(pieces), "".join(squeezed), tuple(starts))


def cut(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    """The runs of the characters from ``start`` to ``end``."""
    return canonical(part_of(runs, start, end))


def part_of(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    """The same with the spaces at both ends."""
    at = 0
    for run in runs:
        yield run._replace(text=run.text[max(start - at, 0) : max(end - at, 0)])
        at += len(run.text)


def rows_of(parts: Sequence[Part]) -> tuple[Row, ...]:
    """The parts as rows again, a cell for each cell that they stood in."""
    rows: list[Row] = []
    last: tuple[int, int] | None = None
    for part in parts:
        cell = Cell((part.block,))
        if last and last[0] == part.piece.row:
            cells = rows[-1].cells
            cells = (*cells[:-1], Cell((*cells[-1].blocks, part.block))) if last[1] == part.piece.cell else (*cells, cell)
            rows[-1] = replace(rows[-1], cells=cells)
        else:
            rows.append(Row(part.piece.place, (cell,)))
        last = part.piece.row, part.piece.cell
    return tuple(rows)
