"""PDF files with text -> rows: paragraphs, list items, headings and table rows in reading order, each with its page.

PDFium reads the file and runs nothing that is in it. Where a file is tagged, its tags say what is a paragraph, a list or a table;
else the places of the words and the lines drawn on the page do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pypdfium2  # type: ignore[import-untyped]

from generator.importers import pdf_streams, pdf_tags
from generator.importers.pdf_columns import Flow, TableRow, pieces
from generator.importers.pdf_furniture import without_furniture
from generator.importers.pdf_grid import Grid, grids
from generator.importers.pdf_lines import Line, Print, Setter, lines_of
from generator.importers.pdf_page import Page, Word, read_page
from generator.importers.rows import Cell, Row
from generator.problems import Stop

MOST_BYTES = 100_000_000
"""The largest file that is read; most of a large one is pictures."""
MOST_PAGES = 600
MOST_LETTERS = 4_000_000

_UNKNOWN = 0.3  # of the letters
_PADDING = 12.0
_LEAST_EDGE = 0.6  # of the page's width
_SAME_COLUMN = 4.0


def read(data: bytes) -> list[Row]:
    """The rows of a PDF, in reading order, without what is printed on every page; words that run in another direction come last.

    Raises Stop with a sentence that goes on after the file's name, where the bytes are no PDF, are protected with a password, hold
    no text, or are too much of one.
    """
    pages, tags = _pages(data)
    drawn = [grids(page) for page in pages]
    without_furniture(pages, drawn)
    edges = _edges(pages)
    found = _joined(
        piece for page, tables in zip(pages, drawn, strict=True) for piece in _pieces(page, tables, edges[page.width])
    )
    found += [Flow(turned) for page in pages if (turned := lines_of(page.turned, page.number))]
    usual = Print()
    for piece in found:
        for lines in [piece.lines] if isinstance(piece, Flow) else piece.cells:
            usual.see(lines)
    setter = Setter(usual)
    return pdf_tags.rows(pages, tags, setter) or list(_rows(found, setter))


def tables(data: bytes) -> list[list[list[str]]]:
    """The tables of a tagged PDF, each its rows of cells, each the words as they stand in it; [] for one without tags.

    Raises Stop as ``read`` does.
    """
    return pdf_tags.tables(*_pages(data))


def _pages(data: bytes) -> tuple[list[Page], list[pdf_tags.Held]]:
    """The pages and what their tags hold; raises Stop where they cannot be read."""
    if len(data) > MOST_BYTES:
        raise Stop(
            f"it is larger than {MOST_BYTES // 1_000_000} MB, far more than a self-assessment or a policy takes, so it has not been "
            "opened. Print the pages that count into a new PDF and use that."
        )
    pdf_streams.refuse_bombs(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Stop(_why_not(error.err_code)) from error
    try:
        if len(document) > MOST_PAGES:
            raise Stop(
                f"it has {len(document):,} pages, more than the {MOST_PAGES} that are read. Print the pages that count into a new PDF "
                "and use that."
            )
        pages: list[Page] = []
        tags: list[pdf_tags.Held] = []
        for i in range(len(document)):
            page, held = _page(document, i)
            pages.append(page)
            tags += held
            if sum(page.letters for page in pages) > MOST_LETTERS:
                raise Stop(
                    "it holds far more text than a self-assessment or a policy does, so it has not been read. Use a part of it."
                )
    finally:
        document.close()
    _refuse_pictures(pages)
    return pages, tags


def _page(document: pypdfium2.PdfDocument, index: int) -> tuple[Page, list[pdf_tags.Held]]:
    try:
        source = document[index]
        try:
            return read_page(document, source, index + 1), list(pdf_tags.tagged(document, source, index + 1))
        finally:
            source.close()
    except pypdfium2.PdfiumError as error:
        raise Stop(
            f"its page {index + 1} is damaged. Open it in a PDF program or a browser, print it into a new PDF, and use that."
        ) from error


def _why_not(code: int | None) -> str:
    if code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY):
        return "it is protected with a password. Open it with the password, print or save it without one, and use that copy."
    return (
        "it is damaged, or is no PDF, whatever its name says. Open it in a PDF program or a browser, print it into a new PDF, and use "
        "that."
    )


def _refuse_pictures(pages: Sequence[Page]) -> None:
    """Raises Stop where there is no text to read."""
    letters, unknown = sum(page.letters for page in pages), sum(page.unknown for page in pages)
    pictures = sum(page.pictured and not page.letters for page in pages)
    if not letters and not unknown:
        raise Stop(
            "it has no text: its pages are pictures, as a scanner makes them. Have the text recognised first (OCR), or use the document "
            "that it was made from."
        )
    if unknown > _UNKNOWN * (letters + unknown):
        raise Stop(
            "its letters cannot be told: it shows text, but does not say which letters they are. Use the document that it was made "
            "from, or print it and have the text recognised (OCR)."
        )
    if pictures > len(pages) / 2:
        raise Stop(
            f"{pictures} of its {len(pages)} pages are pictures without text, as a scanner makes them. Have the text recognised first "
            "(OCR), or use the document that it was made from."
        )


# What stands on a page


def _edges(pages: Iterable[Page]) -> dict[float, float]:
    """How far to the right the text reaches on pages of each width."""
    edges: dict[float, float] = {}
    for page in pages:
        edges[page.width] = max([edges.get(page.width, _LEAST_EDGE * page.width), *(word.right for word in page.words)])
    return edges


def _pieces(page: Page, tables: Sequence[Grid], edge: float) -> Iterator[Flow | TableRow]:
    """The page's text and table rows, from top to bottom."""
    inside: dict[int, dict[tuple[int, int], list[Word]]] = {i: {} for i in range(len(tables))}
    free: list[Word] = []
    for word in page.words:
        place = next(((i, cell) for i, grid in enumerate(tables) if (cell := grid.cell_at(word))), None)
        if place:
            inside[place[0]].setdefault(place[1], []).append(word)
        else:
            free.append(word)
    lines = [replace(line, edge=edge) for line in lines_of(free, page.number)]
    for i, grid in enumerate(tables):
        above = [line for line in lines if line.base < grid.top]
        lines = lines[len(above) :]
        yield from pieces(above)
        yield from _table(grid, inside[i], page.number)
    yield from pieces(lines)


def _table(grid: Grid, words: dict[tuple[int, int], list[Word]], page: int) -> Iterator[TableRow]:
    """The rows of a table that is drawn; a cell that spans several stands in its first place, with empty ones in the others."""
    cells = {place: lines_of(held, page) for place, held in words.items()}
    for row in range(len(grid.rows) - 1):
        line: list[list[Line]] = []
        for column in range(len(grid.columns) - 1):
            right = grid.right_of(row, column) if grid.first[row, column] == (row, column) else 0.0
            held = cells.get((row, column), [])
            padding = min((each.left for each in held), default=0.0) - grid.columns[column]
            line.append([replace(each, edge=right - min(max(padding, 1.0), _PADDING)) for each in held])
        if any(line):
            yield TableRow(line, tuple(grid.columns[:-1]), page)


# What goes on over pages


def _joined(found: Iterable[Flow | TableRow]) -> list[Flow | TableRow]:
    """The pieces of all pages: text and table rows that a page's end cut are put together, repeated headers left out."""
    joined: list[Flow | TableRow] = []
    header: list[str] = []
    for piece in found:
        last = joined[-1] if joined else None
        if isinstance(piece, Flow):
            if isinstance(last, TableRow):
                piece.lines = _without_rest(last, piece.lines)
            if isinstance(last, Flow):
                last.lines.extend(piece.lines)
            elif piece.lines:
                joined.append(piece)
            continue
        row = _fitted(piece, last) if isinstance(last, TableRow) else None
        if row is None or not isinstance(last, TableRow):
            header = piece.texts
            joined.append(piece)
        elif row.page != last.page and row.texts == header:
            continue
        elif _ends_page(last, row.page) and _goes_on(last, row):
            for cell, more in zip(last.cells, row.cells, strict=True):
                cell.extend(more)
        else:
            joined.append(row)
    return joined


def _fitted(row: TableRow, last: TableRow) -> TableRow | None:
    """A row with the columns of the row before, or None where it is of another table; columns without text may be missing."""
    places = [next((i for i, left in enumerate(last.columns) if abs(left - mine) <= _SAME_COLUMN), -1) for mine in row.columns]
    if -1 in places or (len(places) < len(last.columns) and row.page == last.page):
        return None
    cells: list[list[Line]] = [[] for _ in last.columns]
    for place, cell in zip(places, row.cells, strict=True):
        cells[place].extend(cell)
    return TableRow(cells, last.columns, row.page)


def _without_rest(last: TableRow, lines: list[Line]) -> list[Line]:
    """The lines without the first of a page that are the rest of one cell of the row before; those are put there."""
    if not _ends_page(last, lines[0].page):
        return lines
    bounds = [*last.columns, float("inf")]
    for i, line in enumerate(lines):
        column = max((k for k, left in enumerate(last.columns) if left <= line.left + _SAME_COLUMN), default=0)
        near = i or line.left - last.columns[column] <= _SAME_COLUMN
        if not column or not near or line.right > bounds[column + 1] or not last.cells[column] or line.page != lines[0].page:
            return lines[i:]
        last.cells[column].append(replace(line, edge=last.cells[column][0].edge))
    return []


def _ends_page(last: TableRow, page: int) -> bool:
    return page > max(line.page for cell in last.cells for line in cell)


def _goes_on(last: TableRow, row: TableRow) -> bool:
    """True where a page's first row is the rest of the row before: its first cells are empty, or go on in mid-sentence."""
    if any(more and not cell for cell, more in zip(last.cells, row.cells, strict=True)):
        return False
    first = next(i for i, cell in enumerate(last.cells) if cell)
    if not row.cells[first]:
        return True
    return row.texts[first][:1].islower() and not last.texts[first].endswith((".", "!", "?", ":"))


def _rows(found: Sequence[Flow | TableRow], setter: Setter) -> Iterator[Row]:
    for piece in found:
        if isinstance(piece, Flow):
            for block, page in setter.blocks(piece.lines, headed=True):
                yield Row(f"page {page}", (Cell((block,)),))
        else:
            cells = (tuple(block for block, _ in setter.blocks(cell, headed=False)) for cell in piece.cells)
            yield Row(f"page {piece.page}", tuple(Cell(blocks) for blocks in cells))
