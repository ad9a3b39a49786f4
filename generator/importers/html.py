"""Web pages and fragments -> rows. Nothing in them is run and nothing that they name is fetched.

Headings, paragraphs, list items, line breaks and table rows are read as they are seen; scripts, styles, form controls and what is
hidden are not. Layout tables (those with a table inside) are read as the text that they hold.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from itertools import groupby, islice

from lxml import etree

from generator.importers.rows import HEADING, Cell, Measured, Row
from generator.problems import Stop
from generator.rich_text import BULLET, NUMBER, PARAGRAPH, SAFE_SCHEMES, Block, Run

MOST_BYTES = 30_000_000
"""The largest page that is read; a self-assessment on one page is a hundredth of it."""

MOST_TAGS = 1_000_000

MOST_ATTRIBUTES = 10_000
"""Attributes of one element: the parser compares each with all others. An element has a few."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"summary": 0, "dt": 0}
_UNSEEN = frozenset(
    {"script", "style", "template", "head", "iframe", "object", "embed", "svg", "math", "canvas", "audio", "video", "select"}
    | {"textarea", "button", "datalist"}
)
_BLOCKS = frozenset(
    {
        "html",
        "body",
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
    }
    | {"fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "p"}
    | {"pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em", "cite"})
_SPACES = re.compile(r"[ \t\n\r\f]+")
_SPAN = re.compile(r"\s*0*(\d{1,3})\s*")
_MOST_COLUMNS = 30
# Word writes its lists, on the clipboard and in pages saved from it, as paragraphs that begin with their marks.
_WORD_ITEM = re.compile(r"mso-list:\s*l\d{1,5}\s+level([1-9])", re.IGNORECASE)
_WORD_NUMBER = re.compile(r"(\d{1,3})[.)]")
_WORD_MARK_PIECES = 20
_WORD_MARK = "mso-list:ignore"
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_BETWEEN = re.compile(r"[\s/]+")
_SINGLE_BYTE = re.compile(r"windows-12\d\d|iso-8859-\d{1,2}|macintosh")


def read(data: bytes) -> list[Row]:
    """The rows of a page, in the order in which they stand.

    Raises Stop with a sentence that goes on after the file's name, where the bytes are no web page or are too much of one.
    """
    if len(data) > MOST_BYTES:
        raise Stop(
            f"it is larger than {MOST_BYTES // 1_000_000} MB, far more than a self-assessment takes, so it has not been opened. Copy "
            "the self-assessment alone into a new document and use that."
        )
    text = decoded(data)
    if "\0" in text:
        raise Stop(
            "it is not a web page, whatever its name says. Save the page from the browser as a web page and use that file."
        )
    if text.count("<") > MOST_TAGS:
        raise Stop(
            f"it has more than {MOST_TAGS:,} tags, far more than a self-assessment takes, so it has not been read. Copy the "
            "self-assessment alone into a new document and use that."
        )
    _refuse_attributes(text)
    # Encoded anew, since the parser would believe what the page says about its encoding.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise Stop(
            "its parts are nested too deeply, or are too long, to be read. Copy its text into a new document and use that."
        )
    page = _Page()
    if root is not None:
        page.visit(root, Run(""))
        page.end_block()
    return page.rows


def _refuse_attributes(text: str) -> None:
    """Raises Stop where an element has so many attributes that reading them takes minutes."""
    for piece in _VALUE.sub("=", text).split(">"):
        tag = piece[piece.find("<") :] if "<" in piece else ""
        if len(tag) > MOST_ATTRIBUTES and max(tag.count("="), len(_BETWEEN.findall(tag))) > MOST_ATTRIBUTES:
            raise Stop(
                "one of its elements has far more attributes than any page has, so it has not been read. Copy the self-assessment alone "
                "into a new document and use that."
            )


def decoded(data: bytes) -> str:
    """The page's text: by its byte order mark, else as UTF-8 where that fits, else as the page says, else as Windows-1252."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        found = _CHARSET.search(data[:4096])
        name = found.group(1).decode("ascii", "replace").lower() if found else ""
        known = name if _SINGLE_BYTE.fullmatch(name) and name != "iso-8859-1" else "windows-1252"
        try:
            return data.decode(known, "replace")
        except LookupError:
            return data.decode("windows-1252", "replace")


class _Page:
    """What has been read so far. ``cell`` holds the blocks of the table cell that is being read, and else None."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.cell: list[Block] | None = None
        self.runs: list[Run] = []
        self.kind, self.level, self.number, self.anchor = PARAGRAPH, 0, 0, ""
        self.lists = 0
        self.tables = 0
        self.measured = Measured()
        self.under = ""

    def visit(self, element: etree._Element, look: Run) -> None:
        """Read an element, with what stands in it."""
        tag = element.tag
        if _unseen(element):
            return
        if tag == "br":
            self.end_block()
        elif tag == "input":
            self.add(_box(element), look)
        elif tag in _HEADINGS:
            self.begin_block(HEADING, _HEADINGS[tag], anchor=element.get("id", ""))
            self.visit_children(element, look)
            self.begin_block(PARAGRAPH)
        elif tag in ("ul", "ol"):
            self.visit_list(element, look)
        elif tag == "table" and element.find(".//table") is None:
            self.visit_table(element, look)
        elif tag == "p" and (item := _WORD_ITEM.search(element.get("style", ""))):
            number = _WORD_NUMBER.match("".join(map(str, islice(element.itertext(), _WORD_MARK_PIECES))).strip())
            self.begin_block(NUMBER if number else BULLET, int(item[1]) - 1, int(number[1]) if number else 0)
            self.visit_children(element, look)
            self.begin_block(PARAGRAPH)
        elif tag in _BLOCKS:
            self.end_block()
            self.add(_seen_instead(element) if tag == "dd" else "", look)
            self.visit_children(element, look)
            self.end_block()
        else:
            self.visit_children(element, _looking(element, look))

    def visit_children(self, element: etree._Element, look: Run) -> None:
        self.add(element.text, look)
        for child in element:
            self.visit(child, look)
            self.add(child.tail, look)

    def add(self, text: str | None, look: Run) -> None:
        if text and (self.runs or not text.isspace()):
            self.runs.append(Run(text, look.bold, look.italic, look.link))

    def visit_list(self, element: etree._Element, look: Run) -> None:
        self.end_block()
        kind, level, number = NUMBER if element.tag == "ol" else BULLET, self.lists, _count(element, "start", 1)
        self.lists += 1
        self.add(element.text, look)
        for child in element:
            if child.tag == "li" and not _unseen(child):
                number = _count(child, "value", number)
                self.begin_block(kind, level, number)
                self.visit_children(child, look)
                self.begin_block(PARAGRAPH)
                number += 1
            else:
                self.visit(child, look)
                self.begin_block(PARAGRAPH)
            self.add(child.tail, look)
        self.end_block()
        self.lists -= 1
        self.level = self.lists

    def visit_table(self, table: etree._Element, look: Run) -> None:
        """A row for each of the table's rows; a cell that spans several stands in its first place, with empty ones in the others."""
        self.end_block()
        self.tables += 1
        lists, self.lists = self.lists, 0
        spans: dict[int, int] = {}  # column -> how many further rows the cell above it covers
        number = 0
        for element in table.iter("caption", "tr"):
            if element.tag == "caption":
                self.visit(element, look)
                continue
            number += 1
            cells = self.read_cells(element, look, spans)
            self.measured.add(cells)
            if any(cell.blocks for cell in cells) and not _unseen(element):
                self.rows.append(Row(f"table {self.tables}, row {number}", tuple(cells), element.get("id", "")))
        self.lists = lists

    def read_cells(self, element: etree._Element, look: Run, spans: dict[int, int]) -> list[Cell]:
        cells: list[Cell] = []
        for child in element.iterchildren("td", "th"):
            _cover(cells, spans)
            down, across = _count(child, "rowspan", 1), min(_count(child, "colspan", 1), _MOST_COLUMNS)
            spans |= dict.fromkeys(range(len(cells), len(cells) + across), down - 1)
            self.cell = []
            self.visit_children(child, look)
            self.end_block()
            self.add(_seen_instead(child) if not self.cell else "", look)
            self.end_block()
            cells += [Cell(tuple(self.cell)), *[Cell(())] * (across - 1)]
            self.cell = None
        _cover(cells, spans)
        return cells

    def begin_block(self, kind: str, level: int = 0, number: int = 0, anchor: str = "") -> None:
        self.end_block()
        self.kind, self.level, self.anchor = kind, level, anchor
        self.number = number if kind == NUMBER else 0

    def end_block(self) -> None:
        """Close the block that is open, if anything stands in it; what follows in the same item is a paragraph within it."""
        if not self.runs:
            return
        runs = _tidy(self.runs)
        self.runs.clear()
        if not runs:
            return
        block = Block(self.kind, runs, self.level, self.number)
        if self.cell is not None:
            self.cell.append(block)
        else:
            cell = Cell((block,))
            if self.kind == HEADING and self.level:
                self.under = f"under “{cell.text[:60]}”"
            self.rows.append(Row(self.under or "before the first heading", (cell,), self.anchor))
        self.kind, self.level, self.number, self.anchor = PARAGRAPH, self.lists, 0, ""


def _unseen(element: etree._Element) -> bool:
    """True for what is not shown (an accordion's panel, "until-found", is, when it is opened), and for Word's marks of list items."""
    if element.tag in _UNSEEN or element.get("hidden", "until-found") != "until-found":
        return True
    style = element.get("style")
    return style is not None and _WORD_MARK in style.lower().replace(" ", "")


def _box(element: etree._Element) -> str:
    """What a control shows that is ticked or not; what is typed into others is no part of a saved page."""
    if element.get("type", "").lower() not in ("checkbox", "radio"):
        return ""
    return "☒" if "checked" in element.attrib else "☐"


def _seen_instead(element: etree._Element) -> str:
    """What the pictures say in words, of a cell that holds nothing else ("Yes" for a green tick), or ""."""
    if element.find(".//dd") is not None or any(not str(text).isspace() for text in element.itertext()):
        return ""
    return " ".join(image.get("alt", "").strip() for image in element.iter("img")).strip()


def _cover(cells: list[Cell], spans: dict[int, int]) -> None:
    """Add empty cells where one above reaches down into this row."""
    while spans.get(len(cells), 0) > 0:
        spans[len(cells)] -= 1
        cells.append(Cell(()))


def _looking(element: etree._Element, look: Run) -> Run:
    """The look of what stands in an inline element; of links those remain that may be followed."""
    if element.tag in _BOLD:
        return Run("", "font-weight:normal" not in element.get("style", "").replace(" ", ""), look.italic, look.link)
    if element.tag in _ITALIC:
        return Run("", look.bold, True, look.link)
    if element.tag == "a":
        address = element.get("href", "").strip()
        return Run("", look.bold, look.italic, address if address.partition(":")[0].lower() in SAFE_SCHEMES else "")
    return look


def _tidy(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs as a browser shows them: any white space as one space, none at the ends, neighbours of one look in one."""
    words: list[Run] = []
    for run in runs:
        text = _spaced(run.text)
        if not words or words[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            words.append(Run(text, *run[1:]))
    if words and words[-1].text.endswith(" "):
        last = words.pop()
        words += [Run(last.text[:-1], *last[1:])] if last.text != " " else []
    return tuple(Run("".join(run.text for run in same), *look) for look, same in groupby(words, key=lambda run: run[1:]))


def _spaced(text: str) -> str:
    """The text with any white space as one space; most has no other already, and to see that takes no time."""
    return text if text.isprintable() and "  " not in text else _SPACES.sub(" ", text)


def _count(element: etree._Element, attribute: str, otherwise: int) -> int:
    found = _SPAN.fullmatch(element.get(attribute, ""))
    return int(found.group(1)) if found else otherwise
