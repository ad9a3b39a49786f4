"""The words in Word's paragraphs: runs with their look, links, fields, symbols and boxes to tick."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from generator.importers.word_lists import Styles
from generator.importers.word_xml import CHECKBOX, W14, W, number, seen, switched_on, value
from generator.rich_text import LONGEST_ADDRESS, SAFE_SCHEMES, Run

_PLACEHOLDER_STYLE = "placeholder text"

_R, _T, _SDT, _FIELD, _BOX = W + "r", W + "t", W + "sdt", W + "fldChar", W + "txbxContent"
_RPR, _RSTYLE, _FONTS, _B, _I, _VANISH = (W + tag for tag in ("rPr", "rStyle", "rFonts", "b", "i", "vanish"))
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORDS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
_TICKED, _EMPTY = "☒", "☐"
_SYMBOLS = {
    "wingdings": {0x6F: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
    "symbol": {0xB7: "•"},
}
_LETTERS: Mapping[int, str] = MappingProxyType({})  # a font that shows letters as letters
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))', re.IGNORECASE)
_PART_OF_PAGE = re.compile(r'\\l\s+"([^"]*)"')
_DEEPEST_FIELD = 20  # Word itself nests no more
_LONGEST_INSTRUCTION = 2 * LONGEST_ADDRESS


@dataclass(slots=True)
class _Field:
    """A field that is being read: its instruction, and whether its result has begun."""

    instruction: str = ""
    result: bool = False
    link: str = ""


class Words:
    """Collects the words of one paragraph after the other; a field can go on from one to the next."""

    def __init__(self, styles: Styles, addresses: Mapping[str, str]) -> None:
        """``addresses``: the outside addresses that links refer to, by id."""
        self._styles, self._addresses = styles, addresses
        self._fields: list[_Field] = []
        self._lines: list[list[Run]] = [[]]
        self._boxes: list[etree._Element] = []

    def read(self, paragraph: etree._Element) -> None:
        """Adds a paragraph's words to those that have not been taken."""
        self._inline(paragraph, "")
        # An instruction that does not end in its paragraph is a broken field, and would swallow everything after it.
        self._fields = [field for field in self._fields if field.result]

    def take(self) -> tuple[list[list[Run]], list[etree._Element]]:
        """The words so far, a list for each line, and the text boxes among them."""
        taken = self._lines, self._boxes
        self._lines, self._boxes = [[]], []
        return taken

    def hides(self, run: etree._Element) -> bool:
        """Whether a run has words that Word does not show; the prompt of an empty form control is none of them."""
        hidden = switched_on(run.find(f"{_RPR}/{_VANISH}"))
        if hidden is None:
            hidden = self._styles[value(run.find(f"{_RPR}/{_RSTYLE}"))].hidden
        return hidden and any((text.text or "").strip() for text in run.iterfind(_T))

    def _inline(self, container: etree._Element, link: str) -> None:
        """Adds what stands in a paragraph, or in a part of one, to its lines."""
        for child in seen(container):
            tag = child.tag
            if tag == _R:
                self._run(child, link)
            elif tag == W + "hyperlink":
                self._inline(child, self._address(child) or link)
            elif tag == W + "fldSimple":
                self._inline(child, _link_of(child.get(W + "instr", "")) or link)
            elif tag == _SDT:
                self._add(_ticked(child.find(f"{CHECKBOX}/{W14}checked")), Run(""))

    def _run(self, run: etree._Element, link: str) -> None:
        """Adds a run's words in its look."""
        look, symbols, hidden = Run("", False, False, link), _LETTERS, False
        for child in seen(run):
            tag = child.tag
            if tag == _RPR:  # always the first
                look, symbols, hidden = self._look(child, link)
            elif tag == _FIELD:
                self._field(child, look)
            elif hidden:
                continue
            elif tag == _T:
                text = child.text or ""
                self._add("".join(_picture(c, symbols) for c in text) if symbols else text, look)
            elif tag in _WORDS:
                self._add(_WORDS[tag], look)
            else:
                self._special(child, look)

    def _special(self, element: etree._Element, look: Run) -> None:
        """Adds what a run holds beside its words: symbols, line breaks, the words of a field's instruction, and text boxes."""
        tag = element.tag
        if tag == W + "sym":
            self._add(_symbol(element), look)
        elif tag == W + "br":
            if element.get(W + "type", "textWrapping") == "textWrapping":
                self._add("\n", look)
        elif tag == W + "instrText":
            if self._fields and len(self._fields[-1].instruction) < _LONGEST_INSTRUCTION:
                self._fields[-1].instruction += (element.text or "")[:_LONGEST_INSTRUCTION]
        else:
            self._boxes += _boxes(element)

    def _add(self, text: str, look: Run) -> None:
        """Adds words, unless they belong to a field's instruction."""
        if self._fields:
            if any(not open_field.result for open_field in self._fields):
                return
            look = Run("", look.bold, look.italic, look.link or next((f.link for f in reversed(self._fields) if f.link), ""))
        first, *others = text.split("\n")
        self._lines[-1].append(Run(first, *look[1:]))
        self._lines += [[Run(line, *look[1:])] for line in others]

    def _look(self, properties: etree._Element, link: str) -> tuple[Run, Mapping[int, str], bool]:
        """A run's look, the pictures that its font has for letters, and whether it is not shown."""
        own = {child.tag: child for child in properties}
        style = self._styles[value(own.get(_RSTYLE))]
        bold, italic, hidden = (switched_on(own.get(tag)) for tag in (_B, _I, _VANISH))
        symbols = _SYMBOLS.get(value(own.get(_FONTS), "ascii").lower(), _LETTERS)
        look = Run("", style.bold if bold is None else bold, style.italic if italic is None else italic, link)
        return look, symbols, (style.hidden if hidden is None else hidden) or style.name == _PLACEHOLDER_STYLE

    def _address(self, hyperlink: etree._Element) -> str:
        address = self._addresses.get(hyperlink.get(_ID, ""), "")
        anchor = hyperlink.get(W + "anchor", "")
        return _safe(address, anchor)

    def _field(self, mark: etree._Element, look: Run) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._add(_form_field(mark.find(W + "ffData")), look)
            if len(self._fields) < _DEEPEST_FIELD:
                self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].result = True
            self._fields[-1].link = _link_of(self._fields[-1].instruction)
        elif self._fields and kind == "end":
            self._fields.pop()


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes in a drawing, each once; one within another is the other's."""
    for child in seen(element):
        if child.tag == _BOX:
            yield child
        else:
            yield from _boxes(child)


def _symbol(element: etree._Element) -> str:
    code = value(element, "char")
    if not re.fullmatch(r"(?!D[89A-F])[0-9A-F]{4}", code, re.IGNORECASE):
        return ""
    return _picture(chr(int(code, 16)), _SYMBOLS.get(value(element, "font").lower(), {}))


def _picture(letter: str, symbols: Mapping[int, str]) -> str:
    """What a font of pictures shows for a letter; Word keeps its letters as they are or moved up to U+F000."""
    code = ord(letter)
    return symbols.get(code - 0xF000 if 0xF000 <= code < 0xF100 else code, letter)


def _ticked(checked: etree._Element | None) -> str:
    return _TICKED if checked is not None and checked.get(W14 + "val", "1") in ("1", "true") else _EMPTY


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
    choices = [value(entry) for entry in entries.iterfind(W + "listEntry")]
    chosen = number(entries.find(W + "result"))
    return choices[chosen] if 0 <= chosen < len(choices) else ""


def _link_of(instruction: str) -> str:
    """The address that a field leads to, or ""."""
    found = _HYPERLINK.match(instruction)
    if not found:
        return ""
    address = found.group(1) or found.group(2) or ""
    part = _PART_OF_PAGE.search(instruction)
    return _safe(address, part.group(1) if part else "")


def _safe(address: str, part: str) -> str:
    """The address, with a part of the page, or "" where it leads to no place that the public can open (a drive, a part of the document).

    One that is longer than any that can be written is not put together: it might be as long as the document, for each link anew.
    """
    if len(address) + len(part) > LONGEST_ADDRESS or address.strip().partition(":")[0].lower() not in SAFE_SCHEMES:
        return ""
    return f"{address}#{part}".strip() if part else address.strip()
