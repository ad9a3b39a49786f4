"""The tags of a PDF: which words are a paragraph, a heading, a list item or a cell, as the program says that made the file.

An element's place in the tree, counted from the top, is the same on every page that it reaches over: so a paragraph, an item or a
cell that a page's end cut is one again.
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from generator.importers.pdf_lines import Line, Setter, lines_of, splits
from generator.importers.pdf_page import Page, Word
from generator.importers.rows import Cell, Row
from generator.rich_text import BULLET, PARAGRAPH, Block

_DEEPEST = 60
_COVERED = 0.85  # of the letters
_SAME_LINE = 0.4  # of the size
_WIDE_GAP = 1.5

_INLINE = frozenset(
    {"Span", "Link", "NonStruct", "Private", "Reference", "Annot", "Quote", "Code", "Em", "Strong", "Sub", "Lbl", "BibEntry"}
    | {"Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Form"}
)
_HEADING = re.compile(r"H([1-6])?|Title")

Place = tuple[int, ...]


class Held(NamedTuple):
    """Some marked content: its page, its number there, its place in the tree, and the kinds of the elements that it stands in.

    The first so many numbers of ``place`` are the place of the element whose kind is the so-manieth. ``row_cells`` counts the
    cells of the table row that it stands in.
    """

    place: Place
    page: int
    tag: int
    kinds: tuple[str, ...]
    row_cells: int = 0


def tagged(document: Any, page: Any, number: int) -> Iterator[Held]:
    """The marked content of a page in the order of the tags; none where the document has no tags."""
    if not pdfium.FPDFCatalog_IsTagged(document.raw):
        return
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        for i in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, i)
            if element:
                yield from _within(element, number, (i,), ())
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _within(element: Any, page: int, place: Place, kinds: tuple[str, ...], row_cells: int = 0) -> Iterator[Held]:
    kinds = (*kinds, _kind(element))
    if len(kinds) > _DEEPEST:
        return
    count = pdfium.FPDF_StructElement_CountChildren(element)
    row_cells = row_cells or (count if kinds[-1] == "TR" else 0)
    for i in range(count):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
        if child:
            yield from _within(child, page, (*place, i), kinds, row_cells)
        else:
            tag = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, i)
            if tag >= 0:
                yield Held((*place, i), page, tag, kinds, row_cells)


def _kind(element: Any) -> str:
    name = ctypes.create_string_buffer(80)
    length = pdfium.FPDF_StructElement_GetType(element, name, len(name))
    return name.raw[: max(min(length, len(name)) - 2, 0)].decode("utf-16-le", "replace")


def rows(pages: Sequence[Page], held: Iterable[Held], setter: Setter) -> list[Row]:
    """The rows that the tags make of the pages' words.

    None where the tags do not hold nearly all of the words, or where they do not say which column a cell stands in.
    """
    in_order = sorted(each for each in held if _is_text(each))
    words: dict[tuple[int, int], list[Word]] = {(each.page, each.tag): [] for each in in_order}
    loose: dict[int, list[Word]] = {page.number: [] for page in pages}
    for page in pages:
        for word in page.words:
            words.get((page.number, word.tag), loose[page.number]).append(word)
    total, outside = (sum(len(word.text) for group in groups for word in group) for groups in (words.values(), loose.values()))
    if not total or outside > (1 - _COVERED) * (total + outside) or not _even(in_order):
        return []
    elements = [element for element in _elements(in_order, words) if element.lines]
    made = _rows(elements, setter)
    seen = {line.text for element in elements for line in element.lines}
    for number, group in loose.items():  # a table's header that is repeated on each page, or text that was forgotten
        for line in lines_of(group, number):
            if not all(part.text in seen for part in splits(line, _WIDE_GAP)):
                made.append(Row(f"page {number}", (Cell((setter.block([line], 0, 0),)),)))
    return made


def tables(pages: Sequence[Page], held: Iterable[Held]) -> list[list[list[str]]]:
    """The tables in the order of the tags, each its rows of cells, each the words in it with a space between.

    Nothing is inferred: list marks that are signs are left out, and all else stands as it is printed.
    """
    printed: dict[tuple[int, int], list[str]] = defaultdict(list)
    for page in pages:
        for word in page.words:
            printed[page.number, word.tag].append(word.text)
    made: dict[Place, dict[Place, list[list[str]]]] = {}
    for each in sorted(held):
        if "TR" not in each.kinds:
            continue
        row = each.place[: each.kinds.index("TR") + 1]
        rows = made.setdefault(each.place[: each.kinds.index("Table") + 1], {})
        cells = rows.setdefault(row, [[] for _ in range(each.row_cells)])
        words = printed[each.page, each.tag]
        if "Lbl" not in each.kinds or any(map(str.isalnum, "".join(words))):
            cells[each.place[len(row)]] += words
    return [[[" ".join(cell) for cell in cells] for cells in rows.values()] for rows in made.values()]


class _Element(NamedTuple):
    """A paragraph, heading or the like: its place, the kinds of what it stands in and of itself, and its lines."""

    place: Place
    kinds: tuple[str, ...]
    lines: list[Line]

    def within(self, *kinds: str) -> Place:
        """The place of the first element of these kinds that it stands in, or ()."""
        depth = next((i + 1 for i, kind in enumerate(self.kinds) if kind in kinds), 0)
        return self.place[:depth]

    @property
    def item(self) -> Place:
        """The place of the list item that it stands in, or ()."""
        depth = max((i + 1 for i, kind in enumerate(self.kinds) if kind == "LI"), default=0)
        return self.place[:depth]

    @property
    def heading(self) -> int:
        """The level of the heading that it is, or 0."""
        found = next((match for kind in self.kinds if (match := _HEADING.fullmatch(kind))), None)
        return int(found[1] or 1) if found else 0


def _is_text(held: Held) -> bool:
    """True for what stands in a cell, or in no table."""
    return "Table" not in held.kinds or bool({"TD", "TH"} & set(held.kinds))


def _even(held: Iterable[Held]) -> bool:
    """True where all rows of each table have as many cells, or one alone: else a cell's number would not be its column's."""
    widths: dict[Place, set[int]] = defaultdict(set)
    for each in held:
        if each.row_cells > 1:
            widths[each.place[: each.kinds.index("Table") + 1]].add(each.row_cells)
    return all(len(found) == 1 for found in widths.values())


def _elements(in_order: Iterable[Held], words: Mapping[tuple[int, int], list[Word]]) -> Iterator[_Element]:
    """The elements that are no part of a line, in reading order; a list item's mark stands with the text that follows it."""
    place: Place = ()
    kinds: tuple[str, ...] = ()
    parts: list[Held] = []
    for each in in_order:
        depth = max((i + 1 for i, kind in enumerate(each.kinds) if kind not in _INLINE), default=1)
        marks = bool(parts) and all("Lbl" in part.kinds for part in parts) and each.place[: len(place)] == place
        if parts and each.place[:depth] != place and not marks:
            yield _Element(place, kinds, _lines(parts, words))
            parts = []
        place, kinds = each.place[:depth], each.kinds[:depth]
        parts.append(each)
    if parts:
        yield _Element(place, kinds, _lines(parts, words))


def _lines(parts: Sequence[Held], words: Mapping[tuple[int, int], list[Word]]) -> list[Line]:
    """The lines of an element in the order of its tags; a page that only repeats its text, as a table's header, is left out."""
    lines: list[Line] = []
    first = ""
    for page, group in groupby(parts, key=lambda each: each.page):
        rows: list[list[Word]] = []
        for word in (word for each in group for word in words[page, each.tag]):
            last = rows[-1][-1] if rows else None
            if last and abs(word.base - last.base) <= _SAME_LINE * max(word.size, last.size) and word.left >= last.left:
                rows[-1].append(word)
            else:
                rows.append([word])
        text = " ".join(word.text for row in rows for word in row)
        if text != first:
            lines += [Line(tuple(row), page) for row in rows]
        first = first or text
    edge = max((line.right for line in lines), default=0.0)
    return [replace(line, edge=edge) for line in lines]


def _rows(elements: Iterable[_Element], setter: Setter) -> list[Row]:
    made: list[Row] = []
    last_item: Place = ()
    for table, members in groupby(elements, key=lambda element: element.within("Table")):
        cells: dict[tuple[Place, Place], list[Block]] = defaultdict(list)
        pages: dict[Place, int] = {}
        for element in members:
            blocks = list(_blocks(element, setter, first=element.item != last_item))
            last_item = element.item
            if not table:
                made += [Row(f"page {element.lines[0].page}", (Cell((block,)),)) for block in blocks]
                continue
            row = element.within("TR") or element.within("TD", "TH")
            pages.setdefault(row, element.lines[0].page)
            cells[row, element.within("TD", "TH")] += blocks
        columns = sorted({cell[-1] for _, cell in cells})
        for row, page in pages.items():
            by_column = {cell[-1]: Cell(tuple(blocks)) for (of, cell), blocks in cells.items() if of == row}
            made.append(Row(f"page {page}", tuple(by_column.get(column, Cell(())) for column in columns)))
    return made


def _blocks(element: _Element, setter: Setter, *, first: bool) -> Iterator[Block]:
    """What an element is; ``first`` is True where it begins a list item. A line that was ended on purpose ends a block."""
    if element.heading:
        yield setter.heading(element.lines, element.heading)
        return
    groups: list[list[Line]] = []
    for line in element.lines:
        if groups and not setter.stops(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    level = max(element.kinds.count("L") - 1, 0)
    for i, group in enumerate(groups):
        block = setter.block(group, 0, level)
        is_item = first and i == 0 and element.item and block.kind == PARAGRAPH and not setter.is_numbered(group[0])
        yield replace(block, kind=BULLET, level=level) if is_item else block
