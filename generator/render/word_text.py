"""Words, paragraphs, lists and tables as the XML that Word reads.

It is put together as text: the form's 72 rows take 10 ms so, and 1.5 s through python-docx's tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import NamedTuple
from xml.sax import saxutils

from generator.problems import Stop
from generator.rich_text import BULLET, NUMBER, Block, Run, Text

BULLETS, NUMBERS, LETTERS, LETTERS_IN_BRACKETS = "Answer bullets", "Answer numbers", "Code letters", "Paper letters"
"""The kinds of list by their names in the base document."""

_DEEPEST = 8
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Word calls a file damaged where the address of a relationship is not one by the book; such addresses go into a field.
_ADDRESS = re.compile(
    r"(?:https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,4})?(?:[/?#](?:[\w.~!$&'()*+,;=:@/?#-]|%[0-9a-f]{2})*)?"
    r"|mailto:[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*|tel:[+\d-]+)",
    re.IGNORECASE | re.ASCII,
)


class Cell(NamedTuple):
    """A table cell's paragraphs, and its fill ("" for none)."""

    content: str
    fill: str = ""


class TableRow(NamedTuple):
    """A table's row; ``whole``: it is short enough to stay on one page."""

    cells: Sequence[Cell]
    whole: bool = True


def escape(text: str) -> str:
    """The text as it may stand in XML. Raises Stop where it has a character that no Word file can hold."""
    if found := _UNPRINTABLE.search(text):
        around = _UNPRINTABLE.sub("▯", text[max(0, found.start() - 20) : found.start() + 20])
        raise Stop(
            f"“{around}” has a control character (U+{ord(found.group()):04X}), which no Word file can hold. Delete it in the answer file."
        )
    return saxutils.escape(text, {'"': "&quot;"})


def bookmark_name(anchor: str) -> str:
    """An anchor as Word allows it: "provision_6_3"."""
    return anchor.replace("-", "_")


def run(text: str, look: str = "") -> str:
    """Text of one look, given as run properties in XML."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


TAB = "<w:r><w:tab/></w:r>"


@dataclass
class Writer:
    """Writes for one document: ``style`` gives the base document's ids, ``link`` an address's relationship, ``kinds`` the lists'."""

    style: Mapping[str, str]
    link: Callable[[str], str]
    kinds: Mapping[str, int]
    first_list: int
    accent: str

    def __post_init__(self) -> None:
        self._bookmarks = count(1)
        self._lists = count(self.first_list)
        self.lists: list[str] = []
        self._plain = {kind: self._list(kind) for kind in (BULLETS,)}

    def _list(self, kind: str, level: int = 0, start: int = 0) -> int:
        """A further list of a kind; one that counts begins at ``start`` on its level, whatever list came before it."""
        number = next(self._lists)
        begin = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
        self.lists.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{self.kinds[kind]}"/>{begin}</w:num>')
        return number

    def paragraph(self, style: str, content: str, properties: str = "") -> str:
        """A paragraph; ``properties`` are those that come after the list's number."""
        return f'<w:p><w:pPr><w:pStyle w:val="{self.style[style]}"/>{properties}</w:pPr>{content}</w:p>'

    def words(self, style: str, text: str) -> str:
        """A paragraph of plain words."""
        return self.paragraph(style, run(text))

    def strong(self, text: str) -> str:
        """Words that stand out."""
        return run(text, f'<w:rStyle w:val="{self.style["Strong"]}"/>')

    def page_numbers(self, style: str, words: str) -> str:
        """A paragraph with {page} and {pages} in its words, which Word counts."""
        before, _, rest = words.partition("{page}")
        between, _, after = rest.partition("{pages}")
        fields = [f'<w:fldSimple w:instr=" {field} ">{run("1")}</w:fldSimple>' for field in ("PAGE", "NUMPAGES")]
        return self.paragraph(style, run(before) + fields[0] + run(between) + fields[1] + run(after))

    def bookmark(self, anchor: str, content: str) -> str:
        """Content that links lead to."""
        number = next(self._bookmarks)
        name = escape(bookmark_name(anchor))
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'

    def heading(self, level: int, text: str, anchor: str = "") -> str:
        """A heading, with a bookmark where it has an anchor."""
        words = run(text)
        return self.paragraph(f"Heading{level}", self.bookmark(anchor, words) if anchor else words)

    def inside_link(self, anchor: str, text: str) -> str:
        """Words that lead to a bookmark."""
        words = run(text, f'<w:rStyle w:val="{self.style["Hyperlink"]}"/>')
        return f'<w:hyperlink w:anchor="{escape(bookmark_name(anchor))}" w:history="1">{words}</w:hyperlink>'

    def runs(self, runs: Iterable[Run]) -> str:
        """Runs with their bold, italic and links; neighbours of one address are one link."""
        parts = []
        for address, together in groupby(runs, key=lambda r: r.link):
            linked = f'<w:rStyle w:val="{self.style["Hyperlink"]}"/>' if address else ""
            words = "".join(run(r.text, linked + "<w:b/><w:bCs/>" * r.bold + "<w:i/><w:iCs/>" * r.italic) for r in together)
            parts.append(self._linked(address, words) if address else words)
        return "".join(parts)

    def _linked(self, address: str, words: str) -> str:
        if _ADDRESS.fullmatch(address):
            return f'<w:hyperlink r:id="{self.link(address)}" w:history="1">{words}</w:hyperlink>'
        field = escape(f'HYPERLINK "{address}"')
        return f'<w:fldSimple w:instr="{field}">{words}</w:fldSimple>'

    def text(self, blocks: Text, style: str) -> str:
        """Blocks as paragraphs and list items; a numbered list that begins anew counts anew."""
        return self.filled(((block, self.runs(block.runs)) for block in blocks), style)

    def filled(self, blocks: Iterable[tuple[Block, str]], style: str) -> str:
        """As ``text``, with the content of each block given."""
        counting: dict[int, tuple[int, int]] = {}  # by level: the list, and the number that it has reached
        written = []
        for block, content in blocks:
            level = min(block.level, _DEEPEST)
            counting = {
                deep: reached for deep, reached in counting.items() if deep < level or (deep == level and block.kind == NUMBER)
            }
            written.append(self.paragraph(style, content, self._numbering(block, level, counting)))
        return "".join(written)

    def _numbering(self, block: Block, level: int, counting: dict[int, tuple[int, int]]) -> str:
        if block.kind == BULLET:
            return _item(self._plain[BULLETS], level)
        if block.kind != NUMBER:
            counting.clear()
            return ""
        numbers, reached = counting.get(level, (0, 0))
        if not numbers or block.number != reached + 1:
            numbers = self._list(NUMBERS, level, block.number)
        counting[level] = (numbers, block.number)
        return _item(numbers, level)

    def items(self, items: Iterable[str], style: str, kind: str = BULLETS) -> str:
        """Contents as the items of one flat list."""
        number = self._plain[BULLETS] if kind == BULLETS else self._list(kind, 0, 1)
        return "".join(self.paragraph(style, content, _item(number, 0)) for content in items)

    def table(self, columns: Sequence[tuple[str, int]], rows: Iterable[TableRow], caption: str, description: str) -> str:
        """A table: columns with their titles and widths, a header row that each page repeats, and what is said of it to those who
        cannot see it. A paragraph follows, without which Word would join it to the next table.
        """
        widths = [width for _, width in columns]
        heads = [Cell(self.words("ColumnHeading", title), self.accent) for title, _ in columns]
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.style["AssessmentTable"]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
            f'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{escape(caption)}"/><w:tblDescription w:val="{escape(description)}"/>'
            "</w:tblPr><w:tblGrid>"
            + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
            + "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
            + _cells(heads, widths)
            + "</w:tr>"
            + "".join(
                f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if row.whole else ''}{_cells(row.cells, widths)}</w:tr>"
                for row in rows
            )
            + "</w:tbl>"
        )


def _item(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _cells(cells: Sequence[Cell], widths: Sequence[int]) -> str:
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else "")
        + f"</w:tcPr>{cell.content or '<w:p/>'}</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
