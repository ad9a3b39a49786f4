"""What each cell of a table holds: by the header above it, else by the answer in its row, else by the form's own columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.importers.labels import BOTH, COMMENTARY, COMPLY, EVIDENCE, NUMBER, REQUIREMENT, label, verdict
from generator.importers.rows import Row
from generator.model import Edition

HEADER = "header"
YES_COLUMN = "yes"
NO_COLUMN = "no"

Roles = dict[tuple[int, int], str]
"""(row, cell) -> what the cell holds. Cells of lines and of tables that nobody can tell apart are not in it."""


def roles(rows: Sequence[Row], clauses: Mapping[int, int], edition: Edition) -> Roles:
    """What each cell holds; ``clauses`` gives the rows in which the Code's text stands, and the cell that it is in."""
    found: Roles = {}
    header: dict[int, str] = {}
    width = 0
    last: dict[int, str] = {}
    for number, row in enumerate(rows):
        if len(row.cells) < 2:
            continue
        titles = _header(row) if number not in clauses else {}
        if titles:
            header, last, width = titles, titles, len(row.cells)
            found |= {(number, cell): HEADER for cell in titles}
            continue
        if number in clauses:
            if _labelled(row):
                continue
            cell = clauses[number]
            if header and _alone(row, cell, header):
                found[number, cell] = REQUIREMENT
                continue
            fits = header and (len(row.cells) == width or header.get(cell) == REQUIREMENT)  # a row's last empty cells may be lost
            last = header if fits else _by_content(row, cell, edition)
        if last and not (number not in clauses and _labelled(row)):
            found |= {(number, cell): last.get(cell, COMMENTARY) for cell in range(len(row.cells)) if cell in last}
    _complete(rows, found)
    return found


def _alone(row: Row, clause: int, header: Mapping[int, str]) -> bool:
    """True for a row in which the Code's text stands across other columns, with its number at most: its answer is in the next."""
    others = [cell.text for place, cell in enumerate(row.cells) if place != clause and cell.blocks]
    numbers = all((found := label(text)) and found.role == NUMBER for text in others)
    elsewhere = header.get(clause) in (COMPLY, EVIDENCE, COMMENTARY, BOTH)
    return numbers and elsewhere and (bool(others) or header.get(clause) == COMPLY)


def _complete(rows: Sequence[Row], found: Roles) -> None:
    """Give the rows above the first one that is understood its columns: their provisions' text is missing."""
    below: dict[int, str] = {}
    for number in range(len(rows) - 1, -1, -1):
        width = len(rows[number].cells)
        held = {cell: found[number, cell] for cell in range(width) if (number, cell) in found}
        if held:
            below = {} if HEADER in held.values() else held
        elif width > 1 and below and max(below) == width - 1 and not _labelled(rows[number]):
            found |= {(number, cell): role for cell, role in below.items()}
        else:
            below = {}


def _header(row: Row) -> dict[int, str]:
    """The columns that a header names, or none where the row is no header."""
    filled = {cell: held.text for cell, held in enumerate(row.cells) if held.blocks}
    plain = {cell: text.strip().lower() for cell, text in filled.items()}
    named = {
        cell: found.role for cell, text in filled.items() if (found := label(text.replace("\n", " "))) and found.rest == len(text)
    }
    if "yes" in plain.values() and "no" in plain.values():
        columns = {cell: YES_COLUMN if text == "yes" else NO_COLUMN for cell, text in plain.items() if text in ("yes", "no")}
        first = min(columns)
        before = {cell: NUMBER if plain[cell].isdigit() else named.get(cell, REQUIREMENT) for cell in filled if cell < first}
        return columns | before | {cell: named.get(cell, COMMENTARY) for cell in filled if cell > first and cell not in columns}
    wanted = {COMPLY, EVIDENCE, COMMENTARY, BOTH, REQUIREMENT}
    if len(named) < 2 or len(named) < 0.6 * len(filled) or not wanted & set(named.values()):
        return {}
    return named | {cell: COMMENTARY if cell > min(named) else NUMBER for cell in filled if cell not in named}


def _labelled(row: Row) -> bool:
    """True for a row that begins with its own label: "Evidence | Policy 3.2"."""
    first = next((cell.text for cell in row.cells if cell.blocks), "")
    found = label(first)
    return bool(found and found.rest == len(first) and found.role != NUMBER)


def _by_content(row: Row, clause: int, edition: Edition) -> dict[int, str]:
    """The columns of a row without a header: what follows the answer is evidence and commentary, in the form's order."""
    after = list(range(clause + 1, len(row.cells)))
    held = [column.holds for column in edition.columns]
    form = held[held.index(REQUIREMENT) + 1 :] if REQUIREMENT in held else []
    answers = [cell for cell in after if (found := verdict(row.cells[cell].text, edition, asked=False)) and found.words]
    expected = after[form.index(COMPLY)] if COMPLY in form and len(after) == len(form) else -1
    if expected in answers or (expected >= 0 and not row.cells[expected].blocks):
        return {clause: REQUIREMENT, **dict(zip(after, form, strict=True))}
    if not answers:
        return {clause: REQUIREMENT}
    rest = [cell for cell in after if cell > answers[0]]
    parts = {rest[0]: EVIDENCE, rest[1]: COMMENTARY} if len(rest) == 2 else dict.fromkeys(rest, BOTH)
    return {clause: REQUIREMENT, answers[0]: COMPLY, **parts}
