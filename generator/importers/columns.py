"""What each cell of a table holds: by the header above it, else by the answer in its row, else by the form's own columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.importers.labels import BOTH, COMMENTARY, COMPLY, EVIDENCE, NUMBER, REQUIREMENT, clear, label, verdict
from generator.importers.rows import Row
from generator.model import NO, YES, Edition

HEADER = "header"
YES_COLUMN = "yes"
NO_COLUMN = "no"

_ASKS = re.compile(r"\b(?:compl|met\b|meet|achiev|status|answer|response|result|outcome|assess|yes|y ?/ ?n)", re.IGNORECASE)
_ASKS_OTHER = re.compile(
    r"\b(?:evidence|action|review|chang|mandatory|applicable|approv|require[ds]\b|risk|gap|publish|own|improve|outstanding|agree)",
    re.IGNORECASE,
)
"""Questions that a Yes answers which are not whether the provision is met."""
_MOSTLY = 0.6
_TITLE = 60

Roles = dict[tuple[int, int], str]
"""(row, cell) -> what the cell holds. Cells of lines and of tables that nobody can tell apart are not in it."""


def roles(rows: Sequence[Row], clauses: Mapping[int, int], edition: Edition) -> Roles:
    """What each cell holds; ``clauses`` gives the rows in which the Code's text stands, and the cell that it is in."""
    found: Roles = {}
    header: dict[int, str] = {}
    width = 0
    last: dict[int, str] = {}
    answers, above, others = _answer_columns(rows, clauses, edition)
    for number, row in enumerate(rows):
        if len(row.cells) < 2:
            continue
        titles = _header(row) if number not in clauses else {}
        told = {COMPLY, YES_COLUMN, NO_COLUMN} & set(header.values()) and len(row.cells) == width
        if not told and number in above and not {COMPLY, YES_COLUMN, NO_COLUMN} & set(titles.values()):
            titles = _told_by_answers(row, *above[number])
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
            named = {role for place, role in last.items() if place not in others.get(cell, ())}
            answer = None if {COMPLY, YES_COLUMN} & named else answers.get(cell)
            if others.get(cell) or answer is not None:
                after = {place: last.get(place, BOTH) for place in range(cell + 1, len(row.cells))}
                last = after | dict.fromkeys(others.get(cell, ()), COMMENTARY) | {cell: REQUIREMENT}
                last |= {answer: COMPLY} if answer is not None else {}
        if last and not (number not in clauses and _labelled(row)):
            found |= {(number, cell): last.get(cell, COMMENTARY) for cell in range(len(row.cells)) if cell in last}
    _complete(rows, found)
    return found


def _answer_columns(
    rows: Sequence[Row], clauses: Mapping[int, int], edition: Edition
) -> tuple[dict[int, int], dict[int, tuple[int, int]], dict[int, list[int]]]:
    """The column that holds the answers, by the column of the Code's text; the rows above such tables, with both columns; and the
    columns that answer something else.

    It is the one whose cells are mostly answers, whatever it is called, unless what it is called asks something else. Of several,
    it is the one whose title asks for an answer; where that does not tell either, none is.
    """
    held: dict[int, dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    above: dict[int, int] = {}
    for number, cell in clauses.items():
        if number and number - 1 not in clauses and len(rows[number - 1].cells) > 1 and _is_header(rows[number - 1]):
            above[number - 1] = cell
        for place, other in enumerate(rows[number].cells):
            if place != cell and other.blocks:
                held[cell][place].append(_is_answer(other.text, edition))
    counts = {cell: sum(each == cell for each in clauses.values()) for cell in held}
    found: dict[int, int] = {}
    others: dict[int, list[int]] = {}
    for cell, columns in held.items():
        titles = {place: _titles(rows, above, cell, place) for place in columns}
        enough = [p for p, said in columns.items() if sum(said) >= _MOSTLY * len(said) and 2 * len(said) >= counts[cell]]
        others[cell] = [place for place in enough if _ASKS_OTHER.search(titles[place])]
        mostly = [place for place in enough if place not in others[cell]]
        asking = [place for place in mostly if _ASKS.search(titles[place])]
        if len(mostly) == 1 or len(asking) == 1:
            found[cell] = (asking if len(asking) == 1 else mostly)[0]
    return found, {number: (cell, found[cell]) for number, cell in above.items() if cell in found}, others


def _titles(rows: Sequence[Row], above: Mapping[int, int], cell: int, place: int) -> str:
    held = (rows[number].cells for number, other in above.items() if other == cell)
    return " ".join(cells[place].text for cells in held if place < len(cells))


def _is_header(row: Row) -> bool:
    filled = [cell.text for cell in row.cells if cell.blocks]
    return len(filled) > 1 and all(len(text) <= _TITLE for text in filled)


def _is_answer(text: str, edition: Edition) -> bool:
    said = verdict(text, edition, asked=True)
    return bool(said and said.value and said.rest == len(text))


def _told_by_answers(row: Row, clause: int, answer: int) -> dict[int, str]:
    """The columns under titles of which only the place tells what stands below them."""
    found = {}
    for cell, held in enumerate(row.cells):
        named = label(held.text.replace("\n", " "))
        role = named.role if named and named.rest == len(held.text) else NUMBER if cell < clause else BOTH
        found[cell] = BOTH if role in (COMPLY, REQUIREMENT) else role
    return found | {clause: REQUIREMENT, answer: COMPLY}


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
    said = {
        cell: YES if (text in ("yes", "y") or clear(text) == YES) else NO for cell, text in plain.items() if _asks_alone(text)
    }
    if sorted(said.values()) == [NO, YES]:
        columns = {cell: YES_COLUMN if value == YES else NO_COLUMN for cell, value in said.items()}
        first = min(columns)
        before = {cell: NUMBER if plain[cell].isdigit() else named.get(cell, REQUIREMENT) for cell in filled if cell < first}
        return columns | before | {cell: named.get(cell, COMMENTARY) for cell in filled if cell > first and cell not in columns}
    wanted = {COMPLY, EVIDENCE, COMMENTARY, BOTH, REQUIREMENT}
    if len(named) < 2 or len(named) < 0.6 * len(filled) or not wanted & set(named.values()):
        return {}
    return named | {cell: COMMENTARY if cell > min(named) else NUMBER for cell in filled if cell not in named}


def _asks_alone(text: str) -> bool:
    """True for the title of a column for one answer: "Yes", "Not met"."""
    return text in ("yes", "y", "no", "n") or bool(clear(text))


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
