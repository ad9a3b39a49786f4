"""Word documents -> rows: our own, and whatever a landlord has published before.

Read as Word shows it: tracked changes as accepted, fields by their results, hidden text and the prompts of empty form controls not
at all. The numbers of lists are counted as Word counts them, since they do not stand in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from generator.importers.rows import HEADING, Cell, Row
from generator.importers.word_lists import BODY_TEXT, Lists, Mark, Styles
from generator.importers.word_parts import Parts
from generator.importers.word_runs import Words
from generator.importers.word_xml import W, number, seen, value
from generator.rich_text import BULLET, NUMBER, PARAGRAPH, Block, Run

LABEL_STYLE = "answer label"
"""The paragraph style, by its name in Word, of a label set apart inside a cell."""

_NO_CELL = Cell(())
_MOST_COLUMNS = 63  # more than that Word does not make
_DEEPEST_HEADING = 6

_P, _PPR, _RPR, _TBL, _TR, _TC, _TCPR = (W + tag for tag in ("p", "pPr", "rPr", "tbl", "tr", "tc", "tcPr"))
_CHANGES = tuple(W + tag for tag in ("ins", "del", "moveFrom", "moveTo"))
_PSTYLE, _NUMPR, _OUTLINE = W + "pStyle", W + "numPr", W + "outlineLvl"


def read(data: bytes) -> list[Row]:
    """The rows of a document, in the order in which they stand; its footnotes and endnotes follow.

    Raises Stop with a sentence that goes on after the file's name, where the bytes are no Word document or are too much of one.
    """
    parts = Parts(data)
    reader = _Reader(parts, parts.main)
    body = parts.document.find(W + "body")
    rows = [] if body is None else list(reader.rows(body))
    for kind in ("footnote", "endnote"):
        rows += _notes(parts, kind)
    return rows


def comments(data: bytes) -> list[Row]:
    """The comments in a document's margin, a row each, whose place is "comment by" and a name. Raises Stop as ``read`` does."""
    return _notes(Parts(data), "comment")


def tracked_changes(data: bytes) -> int:
    """How many insertions, deletions and moves in a document's text are not accepted yet. Raises Stop as ``read`` does."""
    return sum(1 for _ in Parts(data).document.iter(*_CHANGES))


def hides_words(data: bytes) -> bool:
    """Whether some of a document's words are hidden. Raises Stop as ``read`` does."""
    parts = Parts(data)
    words = Words(Styles(parts.root(parts.related("styles"))), {})
    return any(map(words.hides, parts.document.iter(W + "r")))


def _notes(parts: Parts, kind: str) -> list[Row]:
    part = parts.related(f"{kind}s")
    root = parts.root(part)
    if root is None:
        return []
    reader = _Reader(parts, part)
    rows: list[Row] = []
    for note in root.iterfind(W + kind):
        if W + "type" in note.attrib:  # the lines above footnotes
            continue
        place = f"comment by {value(note, 'author') or 'somebody'}" if kind == "comment" else f"{kind} {len(rows) + 1}"
        rows.append(Row(place, (Cell(tuple(reader.blocks(note))),)))
    return rows


class _Reader:
    """Reads one part of a document from its beginning to its end, since lists and fields go on from paragraph to paragraph."""

    def __init__(self, parts: Parts, part: str) -> None:
        self.styles = Styles(parts.root(parts.related("styles")))
        self.lists = Lists(parts.root(parts.related("numbering")), self.styles)
        self.words = Words(self.styles, parts.addresses(part))
        self.paragraphs = self.tables = 0

    def rows(self, container: etree._Element) -> Iterator[Row]:
        """A row for each paragraph and each row of a table."""
        for child in seen(container):
            if child.tag == _P:
                self.paragraphs += 1
                place = f"paragraph {self.paragraphs}"
                if blocks := self.paragraph(child):
                    yield Row(place, (Cell(tuple(blocks)),), _anchor(child))
            elif child.tag == _TBL:
                yield from self.table(child)

    def table(self, table: etree._Element) -> Iterator[Row]:
        """The rows of a table; of one that only frames others, theirs."""
        self.tables += 1
        table_number = self.tables
        lines = (row for row in seen(table) if row.tag == _TR and row.find(f"{W}trPr/{W}del") is None)
        for row_number, line in enumerate(lines, start=1):
            cells = [(cell, cell.find(_TCPR)) for cell in seen(line) if cell.tag == _TC]
            if len(cells) == 1 and any(child.tag == _TBL for child in seen(cells[0][0])):
                yield from self.rows(cells[0][0])
                continue
            read = [_NO_CELL] * _columns(line.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell, properties in cells:
                read += self.cell(cell, properties)
            yield Row(f"table {table_number}, row {row_number}", tuple(read), _anchor(line))

    def cell(self, cell: etree._Element, properties: etree._Element | None) -> list[Cell]:
        """A cell, with empty ones for the further columns that it spans; none where it was deleted."""
        if properties is None:
            return [Cell(tuple(self.blocks(cell)))]
        own = {child.tag: child for child in properties}
        if W + "cellDel" in own:
            return []
        merge = own.get(W + "vMerge")
        lower = merge is not None and merge.get(W + "val", "continue") == "continue"
        return [_NO_CELL if lower else Cell(tuple(self.blocks(cell)))] + [_NO_CELL] * (_columns(own.get(W + "gridSpan"), 1) - 1)

    def blocks(self, container: etree._Element) -> list[Block]:
        """The blocks of a cell, a text box or a note; a table within it cell by cell."""
        found: list[Block] = []
        for child in seen(container):
            if child.tag == _P:
                found += self.paragraph(child)
            elif child.tag in (_TBL, _TR, _TC):
                found += self.blocks(child)
        return found

    def paragraph(self, paragraph: etree._Element) -> list[Block]:
        """A paragraph's blocks: one, or a line each where it is broken into lines; those of its text boxes follow."""
        self.words.read(paragraph)
        properties = paragraph[0] if len(paragraph) and paragraph[0].tag == _PPR else None
        if _joined_to_next(paragraph, properties):
            return []
        lines, boxes = self.words.take()
        found = self._as_blocks(lines, properties)
        for box in boxes:
            found += self.blocks(box)
        return found

    def _as_blocks(self, lines: list[list[Run]], properties: etree._Element | None) -> list[Block]:
        kind, level, mark = self._kind(properties)
        if kind != PARAGRAPH and len(lines) > 1:
            lines = [[run for line in lines for run in (*line, Run(" "))]]
        counted = mark.number if mark and kind == NUMBER else 0
        if mark and mark.text and kind in (PARAGRAPH, HEADING):
            lines[0].insert(0, Run(mark.text + " "))
        return [Block(kind, runs, level, counted) for line in lines if (runs := _joined(line))]

    def _kind(self, properties: etree._Element | None) -> tuple[str, int, Mark | None]:
        """A paragraph's kind and level, and the mark that Word shows before it."""
        if properties is None:
            return PARAGRAPH, 0, None
        own = {child.tag: child for child in properties}
        style_id = value(own.get(_PSTYLE))
        style = self.styles[style_id]
        list_id, list_level = style.list_id, style.level
        if (numbered := own.get(_NUMPR)) is not None:
            list_id = number(numbered.find(W + "numId"), default=list_id)
            list_level = number(numbered.find(W + "ilvl"), default=list_level)
        marked = self.lists.mark(list_id, list_level, style_id) if list_id else None
        mark, level = marked or (None, 0)
        outline = number(own.get(_OUTLINE), default=style.outline)
        if style.name == LABEL_STYLE:
            return HEADING, 0, mark
        if 0 <= outline < BODY_TEXT:
            return HEADING, min(outline + 1, _DEEPEST_HEADING), mark
        if mark and mark.bullet:
            return BULLET, level, mark
        return (NUMBER, level, mark) if mark and mark.number else (PARAGRAPH, 0, mark)


def _joined_to_next(paragraph: etree._Element, properties: etree._Element | None) -> bool:
    """True where the paragraph's end was deleted, so that it goes on in the next."""
    if properties is None:
        return False
    mark = properties.find(_RPR)
    if mark is None or (mark.find(W + "del") is None and mark.find(W + "moveFrom") is None):
        return False
    following = paragraph.getnext()
    return following is not None and following.tag == _P


def _columns(element: etree._Element | None, default: int) -> int:
    return max(0, min(number(element, default=default), _MOST_COLUMNS))


def _anchor(element: etree._Element) -> str:
    """The first bookmark that somebody set; Word's own begin with a low line."""
    names = (value(bookmark, "name") for bookmark in element.iter(W + "bookmarkStart"))
    return next((name for name in names if not name.startswith("_")), "")


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of one look as one run (Word parts them wherever somebody typed); () where they show nothing."""
    joined = tuple(run for run in runs if run.text)
    if len(joined) > 1:
        joined = tuple(Run("".join(run.text for run in same), *look) for look, same in groupby(joined, lambda run: run[1:]))
    return joined if any(run.text.strip() for run in joined) else ()
