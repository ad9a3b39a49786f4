"""What every reader of a document gives: rows of cells with their place, whatever the format was.

A table's row is a row of several cells; a paragraph, heading or list item outside tables is a row of one cell.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.rich_text import Block, Text

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


def unlabelled(block: Block) -> Block:
    """A heading's block as the paragraph that it would be without its look."""
    return replace(block, kind="paragraph", level=0) if block.kind == HEADING else block
