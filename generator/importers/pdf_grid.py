"""The lines drawn on a page -> tables: where their cells are, also where they are merged, and which words stand in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from generator.importers.pdf_page import Page, Rule, Word

_NEAR = 2.5
"""Points: lines nearer to each other are one, and lines that end nearer to another meet it."""
_DASH = 4.5
_LONG = 6.0
_MOST_PLACES = 5_000  # more are squared paper, and no table

Place = tuple[int, int]
"""A row and a column, from 0."""


@dataclass(slots=True)
class Grid:
    """A table: the positions of its upright and level lines, and for each place between them the first one of its cell."""

    columns: list[float]
    rows: list[float]
    first: dict[Place, Place]

    @property
    def top(self) -> float:
        """Its first line."""
        return self.rows[0]

    @property
    def bottom(self) -> float:
        """Its last line."""
        return self.rows[-1]

    def cell_at(self, word: Word) -> Place | None:
        """The cell that a word stands in, by the row and column of its first place, or None."""
        row = _between(self.rows, word.base - 0.3 * word.size)
        column = _between(self.columns, (word.left + min(word.right, word.left + word.size)) / 2)
        return None if row is None or column is None else self.first[row, column]

    def right_of(self, row: int, column: int) -> float:
        """Where a cell ends on the right."""
        last = max(c for (r, c), first in self.first.items() if r == row and first == (row, column))
        return self.columns[last + 1]


def grids(page: Page) -> list[Grid]:
    """The tables that are drawn on a page, from top to bottom."""
    upright = [rule for rule in _merged(page.upright) if rule.end - rule.start >= _LONG]
    level = [rule for rule in _merged(page.level) if rule.end - rule.start >= _LONG]
    ends = [rule.at for rule in upright] + _common(level)
    level = [rule for rule in level if _is_near(ends, rule.start) and _is_near(ends, rule.end)]  # others underline words
    found = [_grid(level_group, upright_group) for level_group, upright_group in _groups(level, upright)]
    return sorted((grid for grid in found if grid), key=lambda grid: (grid.top, grid.columns[0]))


def _grid(level: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    """The table that lines which meet make, or None where they make no more than a frame."""
    lefts = [rule.at for rule in upright] + [rule.start for rule in level] + [rule.end for rule in level]
    tops = [rule.at for rule in level] + [rule.start for rule in upright] + [rule.end for rule in upright]
    columns = _clustered([rule.at for rule in upright] + [min(lefts), max(lefts)])
    rows = _clustered([rule.at for rule in level] + [min(tops), max(tops)])
    if len(columns) < 3 or len(rows) < 2:  # the text of panels and of frames above each other reads on as any other
        return None
    if len(columns) * len(rows) > _MOST_PLACES:
        return None
    beside, below = _drawn(upright, columns, rows), _drawn(level, rows, columns)
    return Grid(columns, rows, _joined(len(columns) - 1, len(rows) - 1, beside, below))


def _joined(columns: int, rows: int, beside: set[tuple[int, int]], below: set[tuple[int, int]]) -> dict[Place, Place]:
    """For each place the first place of its cell; neighbours between which no line is drawn are of one cell."""
    first = {(row, column): (row, column) for row in range(rows) for column in range(columns)}
    for row, column in list(first):
        for other, parted in (
            ((row, column + 1), (column + 1, row) in beside),
            ((row + 1, column), (row + 1, column) in below),
        ):
            if other in first and not parted and first[other] != first[row, column]:
                both = (first[row, column], first[other])
                first |= {place: min(both) for place, root in first.items() if root in both}
    return first


def _drawn(rules: Sequence[Rule], at: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """Which stretches of which positions are drawn: (position, stretch), each by its place in the lists."""
    drawn: set[tuple[int, int]] = set()
    for which, position in enumerate(at):
        here = [rule for rule in rules if abs(rule.at - position) <= _NEAR]
        for stretch, (start, end) in enumerate(pairwise(along)):
            covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in here)
            if covered >= 0.5 * (end - start):
                drawn.add((which, stretch))
    return drawn


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """The lines, those that go on from one another as one."""
    merged: list[Rule] = []
    by_position = sorted(rules)
    lanes: list[list[Rule]] = []
    for rule in by_position:
        if lanes and rule.at - lanes[-1][0].at <= _NEAR / 2:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    for lane in lanes:
        start = len(merged)
        for rule in sorted(lane, key=lambda rule: rule.start):
            if len(merged) > start and rule.start <= merged[-1].end + _DASH:
                merged[-1] = merged[-1]._replace(end=max(merged[-1].end, rule.end))
            else:
                merged.append(rule)
    return merged


def _groups(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The lines that meet, together."""
    rules = [*level, *upright]
    root = list(range(len(rules)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, across in enumerate(level):
        for j, down in enumerate(upright, start=len(level)):
            if _reaches(across, down.at) and _reaches(down, across.at):
                root[find(i)] = find(j)
    by_root = sorted(range(len(rules)), key=find)
    found = []
    for _, members in groupby(by_root, key=find):
        group = list(members)
        found.append(([rules[i] for i in group if i < len(level)], [rules[i] for i in group if i >= len(level)]))
    return [(across, down) for across, down in found if across and down]


def _reaches(rule: Rule, position: float) -> bool:
    return rule.start - _NEAR <= position <= rule.end + _NEAR


def _common(level: Sequence[Rule]) -> list[float]:
    """Where two or more level lines begin or end: the sides of tables that have none drawn."""
    starts = Counter(round(rule.start) for rule in level)
    ends = Counter(round(rule.end) for rule in level)
    both = [(rule.start, rule.end) for rule in level if starts[round(rule.start)] > 1 and ends[round(rule.end)] > 1]
    return [position for pair in both for position in pair]


def _is_near(positions: Sequence[float], position: float) -> bool:
    return any(abs(position - other) <= _NEAR for other in positions)


def _clustered(positions: Iterable[float]) -> list[float]:
    """The positions in order, those near each other as one."""
    found: list[float] = []
    for position in sorted(positions):
        if not found or position - found[-1] > _NEAR:
            found.append(position)
    return found


def _between(lines: Sequence[float], position: float) -> int | None:
    """Which two neighbouring lines a position stands between, or None."""
    return next((i for i, (one, other) in enumerate(pairwise(lines)) if one <= position < other), None)
