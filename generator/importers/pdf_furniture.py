"""What is printed on most pages: running headers and footers, page numbers, watermarks. It is left out of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.importers.pdf_grid import Grid
from generator.importers.pdf_lines import Line, lines_of, splits
from generator.importers.pdf_page import Page, Word

_MOST = 0.4  # of the pages
_SAME_PLACE = 3.0
_BAND = 0.15
_LEAST_BAND = 90.0
_CELLS = 4  # a line of so many parts is a table's header
_WIDE_GAP = 1.5  # of the size, as the next
_GAP = 1.6

_NUMBER = re.compile(r"(?<![\d.,/])\d{1,4}(?![\d,]|\.\d)")
_PAGE_NUMBER = re.compile(r"\W*(?:page|tudalen)?\W*\d{1,4}\W*(?:of|o|/)\W*\d{1,4}\W*", re.IGNORECASE)


def without_furniture(pages: Sequence[Page], grids: Sequence[Sequence[Grid]]) -> None:
    """Take out of the pages' words those that most of the pages print in the same place."""
    edges = [list(_edges(page, drawn)) for page, drawn in zip(pages, grids, strict=True)]
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for page, sides in zip(pages, edges, strict=True):
        for line, distance in (each for side in sides for group in side for each in group):
            for key in _keys(line.text, page.number):
                places[key].append((page.number, distance))
    least = max(2.0, _MOST * len(pages))

    def is_repeated(line: Line, distance: float, page: int) -> bool:
        if _PAGE_NUMBER.fullmatch(line.text):
            return True
        keys = _keys(line.text, page)
        return any(len({on for on, at in places[key] if abs(at - distance) <= _SAME_PLACE}) >= least for key in keys)

    for page, sides in zip(pages, edges, strict=True):
        gone: set[int] = set()
        for side in sides:
            for group in side:
                repeated = [line for line, distance in group if is_repeated(line, distance, page.number)]
                gone |= {id(word) for line in repeated for word in line.words}
                if not repeated:
                    break  # what stands further in is the page's own
        page.words = [word for word in page.words if id(word) not in gone]
    _drop_headers(pages, grids)
    _drop_watermarks(pages, least)


_Group = list[tuple[Line, float]]


def _edges(page: Page, grids: Sequence[Grid]) -> Iterator[list[_Group]]:
    """The groups of lines near the page's top, and those near its bottom, from the edge inwards; a gap parts groups.

    Each line comes with how far from the edge it stands. A group that goes on outside the band is the page's own text.
    """
    band = max(_BAND * page.height, _LEAST_BAND)
    lines = lines_of((word for word in page.words if not _in_table(word, grids, band, page.height)), page.number)
    yield _groups(lines, [line.base for line in lines], band)
    yield _groups(lines[::-1], [page.height - line.base for line in lines[::-1]], band)


def _groups(lines: Sequence[Line], distances: Sequence[float], band: float) -> list[_Group]:
    groups: list[_Group] = []
    for line, distance in zip(lines, distances, strict=True):
        last = groups[-1][-1] if groups else None
        apart = last is None or distance - last[1] > _GAP * max(line.size, last[0].size)
        if distance > band or len(splits(line, _WIDE_GAP)) >= _CELLS:  # the page's own text, or a table's header
            return groups if apart else groups[:-1]
        if apart:
            groups.append([])
        groups[-1].append((line, distance))
    return groups


def _in_table(word: Word, grids: Sequence[Grid], band: float, height: float) -> bool:
    """True where a word stands in a table that goes on outside the band, whose header may be repeated on each page."""
    inner = (grid for grid in grids if grid.bottom > band and grid.top < height - band)
    return any(grid.cell_at(word) for grid in inner)


def _keys(text: str, page: int) -> Iterator[str]:
    """What lines that are the same on two pages have in common: their text, also with a number that counts the pages."""
    yield text
    for found in _NUMBER.finditer(text):
        yield f"{text[: found.start()]}<page {int(found[0]) - page:+}>{text[found.end() :]}"


def _drop_headers(pages: Sequence[Page], grids: Sequence[Sequence[Grid]]) -> None:
    """Take out a table's header that is repeated at the top of a page without lines around it; the first one stays."""
    seen: set[tuple[str, str]] = set()  # lines, each after the one before it
    for page, drawn in zip(pages, grids, strict=True):
        band = max(_BAND * page.height, _LEAST_BAND)
        lines = lines_of((word for word in page.words if not _in_table(word, drawn, band, page.height)), page.number)
        gone: set[int] = set()
        last: Line | None = None
        for line in lines:
            begins = last is None and line.base < band and len(splits(line, _WIDE_GAP)) >= _CELLS
            if (begins and ("", line.text) in seen) or (last is not None and (last.text, line.text) in seen):
                gone |= {id(word) for word in line.words}
                last = line
            elif last is not None:
                break
        seen |= {("", line.text) for line in lines} | {(one.text, other.text) for one, other in pairwise(lines)}
        page.words = [word for word in page.words if id(word) not in gone]


def _drop_watermarks(pages: Sequence[Page], least: float) -> None:
    on: dict[str, set[int]] = defaultdict(set)
    for page in pages:
        for word in page.turned:
            on[word.text].add(page.number)
    for page in pages:
        page.turned = [word for word in page.turned if len(on[word.text]) < least]
