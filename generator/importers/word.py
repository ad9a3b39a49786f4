"""Word documents -> rows: our own, and whatever a landlord has published before.

Read as Word shows it: tracked changes as accepted, fields by their results, hidden text and the prompts of empty form controls not
at all. The numbers of lists are counted as Word counts them, since they do not stand in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from generator.importers.rows import HEADING, Cell, Row
from generator.importers.word_lists import BODY_TEXT, Lists, Mark, Styles, W, number, switched_on
from generator.importers.word_parts import Parts
from generator.rich_text import BULLET, NUMBER, PARAGRAPH, Block, Run, canonical

LABEL_STYLE = "answer label"
"""The paragraph style, by its name in Word, of a label set apart inside a cell."""

_PLACEHOLDER_STYLE = "placeholder text"
_MOST_COLUMNS = 63  # more than that Word does not make
_DEEPEST_HEADING = 6

_P, _R, _T, _PPR, _RPR = W + "p", W + "r", W + "t", W + "pPr", W + "rPr"
_TBL, _TR, _TC, _SDT = W + "tbl", W + "tr", W + "tc", W + "sdt"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CHECKBOX = f"{W}sdtPr/{_W14}checkbox"
_BOX_TEXT = W + "txbxContent"
_AROUND = frozenset(W + tag for tag in ("customXml", "smartTag", "ins", "moveTo", "bdo", "dir"))
_WORDS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
_TICKED, _EMPTY = "☒", "☐"
_SYMBOLS = {
    "wingdings": {0x6F: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
    "symbol": {0xB7: "•"},
}
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))', re.IGNORECASE)
_PART_OF_PAGE = re.compile(r'\\l\s+"([^"]*)"')


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
        place = f"comment by {note.get(W + 'author') or 'somebody'}" if kind == "comment" else f"{kind} {len(rows) + 1}"
        rows.append(Row(place, (Cell(tuple(reader.blocks(note))),)))
    return rows


@dataclass(slots=True)
class _Field:
    """A field that is being read: its instruction, and whether its result has begun."""

    instruction: str = ""
    result: bool = False
    link: str = ""


class _Reader:
    """Reads one part of a document from its beginning to its end, since lists and fields go on from paragraph to paragraph."""

    def __init__(self, parts: Parts, part: str) -> None:
        self.styles = Styles(parts.root(parts.related("styles")))
        self.lists = Lists(parts.root(parts.related("numbering")), self.styles)
        self.addresses = parts.addresses(part)
        self.fields: list[_Field] = []
        self.lines: list[list[Run]] = [[]]
        self.boxes: list[etree._Element] = []
        self.paragraphs = self.tables = 0

    # Structure

    def rows(self, container: etree._Element) -> Iterator[Row]:
        """A row for each paragraph and each row of a table."""
        for child in _seen(container):
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
        lines = (row for row in _seen(table) if row.tag == _TR and row.find(f"{W}trPr/{W}del") is None)
        for row_number, line in enumerate(lines, start=1):
            cells = [cell for cell in _seen(line) if cell.tag == _TC and cell.find(f"{W}tcPr/{W}cellDel") is None]
            if len(cells) == 1 and any(child.tag == _TBL for child in _seen(cells[0])):
                yield from self.rows(cells[0])
                continue
            read = [Cell(())] * _columns(line.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in cells:
                properties = cell.find(W + "tcPr")
                read.append(Cell(() if _continues(properties) else tuple(self.blocks(cell))))
                if properties is not None:
                    read += [Cell(())] * (_columns(properties.find(W + "gridSpan"), 1) - 1)
            yield Row(f"table {table_number}, row {row_number}", tuple(read), _anchor(line))

    def blocks(self, container: etree._Element) -> list[Block]:
        """The blocks of a cell, a text box or a note; a table within it cell by cell."""
        found: list[Block] = []
        for child in _seen(container):
            if child.tag == _P:
                found += self.paragraph(child)
            elif child.tag in (_TBL, _TR, _TC):
                found += self.blocks(child)
        return found

    def paragraph(self, paragraph: etree._Element) -> list[Block]:
        """A paragraph's blocks: one, or a line each where it is broken into lines; those of its text boxes follow."""
        self.inline(paragraph, "")
        properties = paragraph.find(_PPR)
        if _joined_to_next(paragraph, properties):
            return []
        lines, boxes = self.lines, self.boxes
        self.lines, self.boxes = [[]], []
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
        return [Block(kind, runs, level, counted) for line in lines if (runs := canonical(line))]

    def _kind(self, properties: etree._Element | None) -> tuple[str, int, Mark | None]:
        """A paragraph's kind and level, and the mark that Word shows before it."""
        if properties is None:
            return PARAGRAPH, 0, None
        style_id = _value(properties.find(W + "pStyle"))
        style = self.styles[style_id]
        list_id, list_level = style.list_id, style.level
        own = properties.find(W + "numPr")
        if own is not None:
            list_id = number(own.find(W + "numId"), default=list_id)
            list_level = number(own.find(W + "ilvl"), default=list_level)
        marked = self.lists.mark(list_id, list_level, style_id) if list_id else None
        mark, level = marked or (None, 0)
        outline = number(properties.find(W + "outlineLvl"), default=style.outline)
        if style.name == LABEL_STYLE:
            return HEADING, 0, mark
        if 0 <= outline < BODY_TEXT:
            return HEADING, min(outline + 1, _DEEPEST_HEADING), mark
        if mark and mark.bullet:
            return BULLET, level, mark
        return (NUMBER, level, mark) if mark and mark.number else (PARAGRAPH, 0, mark)

    # Words

    def inline(self, container: etree._Element, link: str) -> None:
        """Adds what stands in a paragraph, or in a part of one, to its lines."""
        for child in _seen(container):
            tag = child.tag
            if tag == _R:
                self.run(child, link)
            elif tag == W + "hyperlink":
                self.inline(child, self._address(child) or link)
            elif tag == W + "fldSimple":
                self.inline(child, _link_of(child.get(W + "instr", "")) or link)
            elif tag == _SDT:
                self.add(_ticked(child.find(f"{_CHECKBOX}/{_W14}checked")), Run(""))

    def run(self, run: etree._Element, link: str) -> None:
        """Adds a run's words in its look."""
        properties = run.find(_RPR)
        look, symbols, hidden = self._look(properties, link)
        if hidden:
            return
        for child in _seen(run):
            tag = child.tag
            if tag == _T:
                text = child.text or ""
                self.add("".join(_picture(c, symbols) for c in text) if symbols else text, look)
            elif tag in _WORDS:
                self.add(_WORDS[tag], look)
            elif tag == W + "br":
                if child.get(W + "type", "textWrapping") == "textWrapping":
                    self.add("\n", look)
            elif tag == W + "sym":
                self.add(_symbol(child), look)
            elif tag == W + "fldChar":
                self._field(child, look)
            elif tag == W + "instrText":
                if self.fields:
                    self.fields[-1].instruction += child.text or ""
            elif tag != _RPR:
                self.boxes += _boxes(child)

    def add(self, text: str, look: Run) -> None:
        """Adds words, unless they belong to a field's instruction."""
        if any(not open_field.result for open_field in self.fields):
            return
        if not look.link and self.fields:
            look = look._replace(link=next((f.link for f in reversed(self.fields) if f.link), ""))
        first, *others = text.split("\n")
        self.lines[-1].append(look._replace(text=first))
        for line in others:
            self.lines.append([look._replace(text=line)])

    def _look(self, properties: etree._Element | None, link: str) -> tuple[Run, dict[int, str], bool]:
        """A run's look, the pictures that its font has for letters, and whether it is not shown."""
        if properties is None:
            return Run("", False, False, link), {}, False
        style = self.styles[_value(properties.find(W + "rStyle"))]
        bold, italic, hidden = (switched_on(properties.find(W + tag)) for tag in ("b", "i", "vanish"))
        fonts = properties.find(W + "rFonts")
        symbols = {} if fonts is None else _SYMBOLS.get(fonts.get(W + "ascii", "").lower(), {})
        look = Run("", style.bold if bold is None else bold, style.italic if italic is None else italic, link)
        return look, symbols, (style.hidden if hidden is None else hidden) or style.name == _PLACEHOLDER_STYLE

    def _address(self, hyperlink: etree._Element) -> str:
        address = self.addresses.get(hyperlink.get(_ID, ""), "")
        anchor = hyperlink.get(W + "anchor", "")
        return f"{address}#{anchor}" if address and anchor else address

    def _field(self, mark: etree._Element, look: Run) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self.add(_form_field(mark.find(W + "ffData")), look)
            self.fields.append(_Field())
        elif self.fields and kind == "separate":
            self.fields[-1].result = True
            self.fields[-1].link = _link_of(self.fields[-1].instruction)
        elif self.fields and kind == "end":
            self.fields.pop()


def _seen(container: etree._Element) -> Iterator[etree._Element]:
    """What Word shows of an element's children: what was inserted and not what was deleted, within form controls, one alternative."""
    for child in container:
        tag = child.tag
        if tag in _AROUND:
            yield from _seen(child)
        elif tag == _SDT:
            content = child.find(W + "sdtContent")
            if content is None:
                continue
            if child.find(_CHECKBOX) is not None and content.find(_R) is not None:
                yield child
            else:
                yield from _seen(content)
        elif tag == _ALTERNATIVES:
            yield from _seen(child[0] if len(child) else child)
        else:
            yield child


def _joined_to_next(paragraph: etree._Element, properties: etree._Element | None) -> bool:
    """True where the paragraph's end was deleted, so that it goes on in the next."""
    if properties is None:
        return False
    mark = properties.find(_RPR)
    if mark is None or (mark.find(W + "del") is None and mark.find(W + "moveFrom") is None):
        return False
    following = paragraph.getnext()
    return following is not None and following.tag == _P


def _continues(properties: etree._Element | None) -> bool:
    """True where a cell is the lower part of one that is merged downwards."""
    merge = None if properties is None else properties.find(W + "vMerge")
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _columns(element: etree._Element | None, default: int) -> int:
    return max(0, min(number(element, default=default), _MOST_COLUMNS))


def _anchor(element: etree._Element) -> str:
    """The first bookmark that somebody set; Word's own begin with a low line."""
    names = (bookmark.get(W + "name", "") for bookmark in element.iter(W + "bookmarkStart"))
    return next((name for name in names if not name.startswith("_")), "")


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes in a drawing, each once; one within another is the other's."""
    for child in _seen(element):
        if child.tag == _BOX_TEXT:
            yield child
        else:
            yield from _boxes(child)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(W + "val", "")


def _symbol(element: etree._Element) -> str:
    code = element.get(W + "char", "")
    if not re.fullmatch(r"(?!D[89A-F])[0-9A-F]{4}", code, re.IGNORECASE):
        return ""
    return _picture(chr(int(code, 16)), _SYMBOLS.get(element.get(W + "font", "").lower(), {}))


def _picture(letter: str, symbols: Mapping[int, str]) -> str:
    """What a font of pictures shows for a letter; Word keeps its letters as they are or moved up to U+F000."""
    code = ord(letter)
    return symbols.get(code - 0xF000 if 0xF000 <= code < 0xF100 else code, letter)


def _ticked(checked: etree._Element | None) -> str:
    return _TICKED if checked is not None and checked.get(_W14 + "val", "1") in ("1", "true") else _EMPTY


def _form_field(data: etree._Element | None) -> str:
    """What an old form field shows without text of its own: a box that is ticked or not, or the chosen entry of a list."""
    if data is None:
        return ""
    box, entries = data.find(W + "checkBox"), data.find(W + "ddList")
    if box is not None:
        checked = switched_on(box.find(W + "checked"))
        return _TICKED if (switched_on(box.find(W + "default")) if checked is None else checked) else _EMPTY
    if entries is None:
        return ""
    choices = [_value(entry) for entry in entries.iterfind(W + "listEntry")]
    chosen = number(entries.find(W + "result"))
    return choices[chosen] if 0 <= chosen < len(choices) else ""


def _link_of(instruction: str) -> str:
    """The address that a field leads to, or ""."""
    found = _HYPERLINK.match(instruction)
    if not found:
        return ""
    address = found.group(1) or found.group(2) or ""
    part = _PART_OF_PAGE.search(instruction)
    return f"{address}#{part.group(1)}" if address and part else address
