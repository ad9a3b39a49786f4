"""What is printed on most pages: running headers and footers, page numbers, watermarks. It is left out of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.importers.pdf_grid import Grid
from generator.importers.pdf_lines import Line, lines_of, splits
from generator.importers.pdf_page import Page, Word

_MOST = 0.4  # of the pages
_SAME_PLACE = 3.0
_BAND = 0.15
_LEAST_BAND = 90.0
_CELLS = 4  # a line of so many parts is a table's header
_WIDE_GAP = 1.5

_NUMBER = re.compile(r"(?<![\d.,/])\d{1,4}(?![\d,]|\.\d)")
_PAGE_NUMBER = re.compile(r"\W*(?:page|tudalen)?\W*\d{1,4}\W*(?:of|o|/)\W*\d{1,4}\W*", re.IGNORECASE)


def without_furniture(pages: Sequence[Page], grids: Sequence[Sequence[Grid]]) -> None:
    """Take out of the pages' words those that most of the pages print in the same place."""
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    candidates = [list(_in_bands(page, drawn)) for page, drawn in zip(pages, grids, strict=True)]
    for page, lines in zip(pages, candidates, strict=True):
        for line, distance in lines:
            for key in _keys(line.text, page.number):
                places[key].append((page.number, distance))
    least = max(2.0, _MOST * len(pages))
    for page, lines in zip(pages, candidates, strict=True):
        gone: set[int] = set()
        for line, distance in lines:
            for key in _keys(line.text, page.number):
                on = {number for number, other in places[key] if abs(other - distance) <= _SAME_PLACE}
                if len(on) >= least or _PAGE_NUMBER.fullmatch(line.text):
                    gone |= {id(word) for word in line.words}
                    break
        page.words = [word for word in page.words if id(word) not in gone]
    _drop_watermarks(pages, least)


def _in_bands(page: Page, grids: Sequence[Grid]) -> Iterator[tuple[Line, float]]:
    """The lines near the page's top and bottom, each with how far from that edge it stands (below 0 at the bottom)."""
    band = max(_BAND * page.height, _LEAST_BAND)
    words = [word for word in page.words if word.base < band or word.base > page.height - band]
    below_header = 0.0  # down to where the lines of a table's header reach
    for line in lines_of([word for word in words if not _in_table(word, grids, band, page.height)], page.number):
        if len(splits(line, _WIDE_GAP)) >= _CELLS:
            below_header = line.base + 1.5 * line.size
        elif line.base > below_header:
            yield line, (line.base if line.base < page.height / 2 else line.base - page.height)
        else:
            below_header = line.base + 1.5 * line.size


def _in_table(word: Word, grids: Sequence[Grid], band: float, height: float) -> bool:
    """True where a word stands in a table that goes on outside the band, whose header may be repeated on each page."""
    inner = (grid for grid in grids if grid.bottom > band and grid.top < height - band)
    return any(grid.cell_at(word) for grid in inner)


def _keys(text: str, page: int) -> Iterator[str]:
    """What lines that are the same on two pages have in common: their text, also with a number that counts the pages."""
    yield text
    for found in _NUMBER.finditer(text):
        yield f"{text[: found.start()]}<page {int(found[0]) - page:+}>{text[found.end() :]}"


def _drop_watermarks(pages: Sequence[Page], least: float) -> None:
    on: dict[str, set[int]] = defaultdict(set)
    for page in pages:
        for word in page.turned:
            on[word.text].add(page.number)
    for page in pages:
        page.turned = [word for word in page.turned if len(on[word.text]) < least]
