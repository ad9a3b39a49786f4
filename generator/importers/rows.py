"""What every reader of a document gives: rows of cells with their place, whatever the format was.

A table's row is a row of several cells; a paragraph, heading or list item outside tables is a row of one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.problems import Stop
from generator.rich_text import Block, Text

MOST_COLUMNS = 250
MOST_PIECES = 100_000
MOST_LETTERS = 10_000_000
"""Cells of the widest row, cells and paragraphs of all rows, and their letters: a self-assessment has a hundredth of them."""

HEADING = "heading"
"""The kind of a block that is a heading (``level`` 1 to 6) or a label set apart inside a cell (``level`` 0)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's blocks: paragraphs, list items, and headings or labels (kind ``HEADING``)."""

    blocks: Text

    @property
    def text(self) -> str:
        """The visible words, a line a block."""
        return "\n".join("".join(run.text for run in block.runs) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Row:
    """One row, and where it stands in words a person can follow ("table 2, row 5"; "sheet Answers, row 7"; "line 12")."""

    place: str
    cells: tuple[Cell, ...]
    anchor: str = ""


class Measured:
    """How much of a document has been read; readers measure as they go where a small file can hold much more than its size."""

    def __init__(self) -> None:
        self._pieces = self._letters = 0

    def add(self, cells: Sequence[Cell]) -> None:
        """Counts a row's cells. Raises Stop where they, or all so far, are more than any document has that is read here."""
        self._pieces += sum(len(cell.blocks) or 1 for cell in cells)
        self._letters += sum(len(run.text) for cell in cells for block in cell.blocks for run in block.runs)
        if len(cells) > MOST_COLUMNS:
            raise _too_much(f"a table of {len(cells):,} columns")
        if self._pieces > MOST_PIECES:
            raise _too_much(f"more than {MOST_PIECES:,} cells and paragraphs")
        if self._letters > MOST_LETTERS:
            raise _too_much(f"more than {MOST_LETTERS // 1_000_000} million letters")


def _too_much(what: str) -> Stop:
    return Stop(
        f"it has {what}, far more than a self-assessment or a policy, so it has not been read. Copy the self-assessment alone into "
        "a new document and use that."
    )


def unlabelled(block: Block) -> Block:
    """A heading's block as the paragraph that it would be without its look."""
    return replace(block, kind="paragraph", level=0) if block.kind == HEADING else block
