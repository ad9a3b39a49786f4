"""What stands around a passage of the Code: where its head begins, the number printed with it, whether an answer follows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from generator.importers.choice import Signs
from generator.importers.clauses import Passage, Reading
from generator.importers.columns import NO_COLUMN, YES_COLUMN
from generator.importers.entries import Form
from generator.importers.labels import (
    BOTH,
    COMMENTARY,
    COMPLY,
    EVIDENCE,
    NUMBER,
    REQUIREMENT,
    heading_label,
    label,
    number_before,
    verdict,
)
from generator.importers.parts import LETTER
from generator.importers.rows import HEADING
from generator.importers.stream import Stream, letters

_MARKS = " \t\u00a0•*-–…|>#·"
_LETTERED = re.compile(rf"[\W_]*{LETTER}\s*", re.IGNORECASE)
_HEAD = 120
"""Characters before a passage in which its number and label are looked for."""
_ABOVE = 4
_NEAR = 1
_NEAR_LIST = 12
"""Lines that may stand between the Code's text and the answer."""
_FAR = 60
_LINE = 300
"""Characters of a line that are looked at."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before a passage and belongs to it: the place where it begins, and the number printed in it.

    ``begins`` says that the passage begins its line or follows its number, and is not quoted in the middle of a sentence.
    """

    start: tuple[int, int]
    begins: bool
    number: str = ""


def head(document: Stream, start: int, known: Mapping[str, int], own_labels: Collection[str] = ()) -> Head:
    """The head of the passage that begins at this letter; ``own_labels`` are headings that the form repeats."""
    piece, char = document.at(start)
    before = document.pieces[piece].text[max(char - _HEAD, 0) : char]
    number, at = number_before(before, known)
    lead = before[:at] if number else before
    at += max(char - _HEAD, 0)
    announced = label(lead) if lead.strip() else None
    if lead.strip(_MARKS) and not _LETTERED.fullmatch(lead) and not (announced and announced.rest == len(lead)):
        return Head((piece, at if number else char), bool(number), number)
    first = piece
    while first and piece - first < _ABOVE:
        above = document.pieces[first - 1]
        if above.row != document.pieces[piece].row and not _announces(document, above.row, own_labels):
            break
        if above.block.kind == HEADING and letters(above.text) in own_labels:
            first -= 1
            continue
        found = heading_label(above.text, heading=above.block.kind == HEADING)
        if not found or found.role not in (NUMBER, REQUIREMENT) or found.rest < len(above.text):
            break
        if number and found.number not in ("", number):
            break
        number = number or found.number
        first -= 1
    return Head((first, 0), True, number)


def _announces(document: Stream, row: int, own_labels: Collection[str]) -> bool:
    """True for a line, and for a table's row in which nothing stands but labels: another row's number is not what follows it."""
    cells = [cell.text for cell in document.rows[row].cells if cell.blocks]
    return len(cells) < 2 or all(
        ((found := label(text)) and found.rest == len(text)) or letters(text) in own_labels for text in cells
    )


def clause_cells(document: Stream, found: Sequence[Passage]) -> dict[int, int]:
    """The rows of tables in which the Code's text stands, and the first cell in which it does."""
    cells: dict[int, int] = {}
    for passage in found:
        piece = document.pieces[document.at(passage.start)[0]]
        if len(document.rows[piece.row].cells) > 1:
            cells[piece.row] = min(piece.cell, cells.get(piece.row, piece.cell))
    return cells


def signs(document: Stream, found: Sequence[Passage], heads: Sequence[Head], form: Form) -> list[Signs]:
    """The signs around each passage."""
    marks = sorted(form.headings.items())
    gathered = []
    section, stage, next_mark = None, "", 0
    for which, passage in enumerate(found):
        number = document.at(passage.start)[0]
        while next_mark < len(marks) and marks[next_mark][0] <= number:
            heading = marks[next_mark][1]
            stage = stage if heading.group else heading.stage
            section = heading.section if heading.of_section else section
            next_mark += 1
        stop = heads[which + 1].start[0] if which + 1 < len(found) else len(document.pieces)
        piece = document.pieces[number]
        column = form.roles.get((piece.row, piece.cell), "")
        if column in (EVIDENCE, COMMENTARY, BOTH, COMPLY):
            gathered.append(Signs(section=section, stage=stage))
            continue
        part = bool(form.edition.provisions[passage.readings[0].provision].part_of)  # where it stands has been seen to
        answered = part or _answer_follows(document, passage.readings[0], stop, form)
        gathered.append(Signs(part or heads[which].begins, heads[which].number, answered, section, stage))
    return gathered


def _answer_follows(document: Stream, reading: Reading, stop: int, form: Form) -> bool:
    """True where an answer, or the form's question for one, stands right after the Code's text, before the next passage.

    Where the Code's list was not found whole, what is left of it may stand between.
    """
    first, char = document.after(reading.end)
    row = document.pieces[first].row
    near = _NEAR if reading.items == 1.0 else _NEAR_LIST
    lines = 0
    for number in range(first, min(max(stop, first + 1), first + _FAR, len(document.pieces))):
        piece = document.pieces[number]
        text = piece.text[char : char + _LINE] if number == first else piece.text[:_LINE]
        column = form.roles.get((piece.row, piece.cell), "") if piece.row == row else ""
        if not text.strip() or number in form.headings:
            continue
        if column in (COMPLY, YES_COLUMN, NO_COLUMN):
            return True
        found = heading_label(text, heading=piece.block.kind == HEADING)
        if found and found.role in (COMPLY, NUMBER):
            return found.role == COMPLY
        answer = verdict(text, form.edition, asked=False)
        if answer and (not lines or (piece.row == row and number > first)):
            return True
        lines += number > first and found is None
        if lines > near and piece.row != row:
            return False
    return False
