"""Plain text -> rows: a row for each line, of several cells where tabs or upright strokes make it a row of a table.

A line's own marks are read as in answer files: bullets, numbers, web addresses, **bold**. A line inside a list item is one level
deeper than the item.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from generator.importers.labels import answer_at, label
from generator.importers.rows import Cell, Row
from generator.importers.stream import cut
from generator.problems import Stop
from generator.rich_text import BULLET, NUMBER, PARAGRAPH, Block, read_runs, soft_lines

MOST_BYTES = 10_000_000
"""The largest text that is read; a self-assessment is a hundredth of it."""

_LINES = re.compile("\r\n|\r|\n")
_INDENT = re.compile(r"[ \t\u00a0]*")
_BULLET = re.compile(r"(?:[-*–](?=[ \t\u00a0])|[•▪◦·‣⁃●○■□\uf0b7\uf0a7]|o(?=\t))[ \t\u00a0]*(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})[.)][ \t\u00a0]+(?=\S)")
_LETTER = re.compile(r"\(?[a-z]{1,4}[.)]\t")
_RULE = re.compile(r"(?=[^-=]*[-=])[\s|:+=-]+")
_TAG = r"</?(?:p|br|ul|ol|li|b|i|u|em|strong|span|div|sup|sub)\b[^<>]*>"
_REMAINS = re.compile(r"</?(?:p|br|ul|ol|li|div)\b[^<>]*>", re.IGNORECASE)
_INLINE = ("i", "b", "em", "strong")
"""What remains in lines of a text that has other remains of a web page; in a text that has none it is what somebody typed."""
_OTHER_TAG = re.compile(rf"(?!{_TAG})<[/!a-z]", re.IGNORECASE)
_CONTROL = re.compile("[\0-\x08\x0e-\x1a\x7f]")
_NARROWEST, _WIDEST = 40, 120
"""Characters: a text whose longest line is in between may have been broken to fit a width."""
_FEWEST = 3
_SHARE = 0.25
"""How many of its lines, at least, such a text has that only go on with the line above."""
_CODE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\s")


def read(data: bytes) -> list[Row]:
    """The rows of a text in UTF-8, Windows-1252, or UTF-16 with its mark.

    Raises Stop with a sentence that goes on after the file's name, where the bytes are no text or are too many.
    """
    lines = joined([line for line in numbered(decoded(data)) if not _RULE.fullmatch(line[1])])
    converted = sum(bool(_REMAINS.search(line)) for _, line in lines) >= _FEWEST
    rows = []
    open_items: list[int] = []
    width = 0
    for number, line in lines:
        parts = line.split("\t") if line.count("\t") + 1 == width else _cells(line)
        width = len(parts) if len(parts) > 1 and any(map(str.strip, parts)) else width
        if len(parts) > 1:
            open_items.clear()
        cells = tuple(Cell(_blocks(part, number, open_items if len(parts) == 1 else [], converted=converted)) for part in parts)
        if any(cell.blocks for cell in cells):
            rows.append(Row(f"line {number}", cells))
    return rows


def _blocks(cell: str, number: int, open_items: list[int], *, converted: bool) -> tuple[Block, ...]:
    """The blocks of a cell; remains of a web page, as converters leave them in, are read as what they were."""
    if (_REMAINS.search(cell) or (converted and _has_inline(cell))) and not _OTHER_TAG.search(cell):
        from generator.importers import html  # few texts need it

        held = [block for row in html.read(cell.encode()) for inner in row.cells for block in inner.blocks]
        return tuple(replace(item, line=number) for block in held for item in _items(block))
    return tuple(_block(part, number, open_items) for part in soft_lines(cell) if part.strip())


def _has_inline(cell: str) -> bool:
    low = cell.lower()
    return any(f"</{name}>" in low[begins:] for name in _INLINE if (begins := low.find(f"<{name}>")) >= 0)


def _items(block: Block) -> Iterator[Block]:
    """The list items that a converter left in one line, each after its bullet."""
    text = "".join(run.text for run in block.runs)
    places = [found.start() for found in re.finditer("•", text)] if text.startswith("•") else []
    if not places:
        yield block
    for start, end in pairwise([*places, len(text)]):
        if runs := cut(block.runs, start + 1, end):
            yield replace(block, kind=BULLET, runs=runs)


def decoded(data: bytes) -> str:
    """The text that the bytes hold; raises Stop where they hold none."""
    if len(data) > MOST_BYTES:
        raise Stop(
            f"it is larger than {MOST_BYTES // 1_000_000} MB, far more than a self-assessment takes, so it has not been read. Copy "
            "the self-assessment alone into a new document and use that."
        )
    try:
        if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            text = data.decode("utf-16")
        else:
            text = data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("windows-1252", "replace")
    if "\0" in text or len(_CONTROL.findall(text[:10_000])) > 5:
        raise Stop("it is not a text file, whatever its name says. Open it in the program that it came from and save it as text.")
    return _CONTROL.sub(" ", text)


def numbered(text: str) -> list[tuple[int, str]]:
    """The lines of a text, counted from 1 as editors count them."""
    return list(enumerate(_LINES.split(text), start=1))


def joined(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines, those that were only broken to fit a width put together again: the next word would not have fitted.

    Only a text with many such breaks is taken for a broken one, and lines that could begin something of their own (a label, an
    answer, a mark, a number, a cell) are left alone.
    """
    width = max((len(line.rstrip()) for _, line in lines), default=0)
    breaks = [False, *(_broken(above, line, width) for (_, above), (_, line) in pairwise(lines))]
    if not _NARROWEST <= width <= _WIDEST or sum(breaks) < max(_FEWEST, _SHARE * sum(bool(line.strip()) for _, line in lines)):
        return lines
    whole: list[tuple[int, str]] = []
    for (number, line), broken in zip(lines, breaks, strict=True):
        if broken and not _begins(line):
            whole[-1] = (whole[-1][0], f"{whole[-1][1].rstrip()} {line.strip()}")
        else:
            whole.append((number, line))
    return whole


def _broken(above: str, line: str, width: int) -> bool:
    """True where the first word of a line would not have fitted into the line above it."""
    words = line.split()
    return bool(words and above.strip()) and len(above.rstrip()) + 1 + len(words[0]) > width and "\t" not in above.strip()


def _begins(line: str) -> bool:
    text = line.strip()
    marked = _BULLET.match(text) or _NUMBER.match(text) or _LETTER.match(text) or _CODE_NUMBER.match(text)
    return bool(marked or text[0] in "|#>" or "\t" in text or label(text) or answer_at(text))


def _cells(line: str) -> list[str]:
    """The cells of a table's row, or the whole line; tabs that only indent or follow a list's mark make no cells."""
    text = line.strip()
    if text.startswith("|") and text.endswith("|") and text.count("|") > 2:
        return text[1:-1].split("|")
    empty_ends = line.startswith("\t") and line.endswith("\t")
    if ("\t" not in text and not empty_ends) or _BULLET.match(text) or _NUMBER.match(text):
        return [line]
    if _LETTER.match(text):
        return [line.replace("\t", " ")]
    return line.split("\t")


def _block(text: str, number: int, open_items: list[int]) -> Block:
    """The block of a line; ``open_items`` are the indents of the list items that it may stand in, and is kept up to date."""
    indent = _INDENT.match(text)
    width = sum(4 if char == "\t" else 1 for char in indent.group()) if indent else 0
    text = text.strip(" \t\u00a0")
    while open_items and open_items[-1] >= width:
        open_items.pop()
    level = len(open_items)
    bullet, numbered = _BULLET.match(text), _NUMBER.match(text)
    mark = bullet or numbered
    if not mark:
        return Block(PARAGRAPH, read_runs(text), level, line=number)
    open_items.append(width)
    runs = read_runs(text[mark.end() :])
    return Block(BULLET, runs, level, line=number) if bullet else Block(NUMBER, runs, level, int(mark.group(1)), number)
