"""Typed lines <-> paragraphs and list items, and both as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.rich_text.runs import Run, canonical, plain_runs, read_runs, write_runs

PARAGRAPH = "paragraph"
BULLET = "bullet"
NUMBER = "number"

DEEPEST = 8
"""The deepest level of nesting: Word's lists have nine levels."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a list item; ``level`` counts nesting from 0, ``number`` is a numbered item's number and else 0.

    A list ends where a block of another kind stands at its level; a numbered list begins where the number is 1.
    """

    kind: str
    runs: tuple[Run, ...]
    level: int = 0
    number: int = 0
    line: int = field(default=0, compare=False)


Text = tuple[Block, ...]

SPACE = " \t\u00a0"
"""What counts as a space at a line's start and behind a mark."""

# What Word and web pages put before list items: signs, those of its symbol fonts (which have no meaning as characters), and
# letters that the symbol font shows as signs, which then stand before a tab.
_SIGN = r"[•▪◦·‣⁃●○■□◆❖►▶➢\uf020-\uf0ff]|[o§Øüqv–—](?=\t)"
PASTED_MARK = re.compile(rf"([{SPACE}]*)(?:{_SIGN})[{SPACE}]*(?=\S)")
_BULLET = re.compile(rf"(?:[-*](?=[{SPACE}])|{_SIGN})[{SPACE}]*(?=\S)")
_NUMBER = re.compile(rf"(\d{{1,3}})[.)][{SPACE}]+(?=\S)")
_INDENT = re.compile(rf"[{SPACE}]*")
_HEADING = re.compile(rf"#{{2,3}}[{SPACE}]")
_MARKS = (_BULLET, _NUMBER, _HEADING)
_ITEM_MARKS = (_BULLET, _HEADING)
_SOFT_BREAK = re.compile("[\v\f\x85\u2028\u2029]")


# Reading


def soft_lines(text: str) -> list[str]:
    """The lines that Word's soft line breaks (vertical tabs and their like) make of one typed line."""
    return _SOFT_BREAK.split(text)


def read(lines: Iterable[tuple[int, str]]) -> Text:
    """The blocks of typed lines, each given with its line number."""
    parts = [_Line.of(number, soft) for number, text in lines for soft in soft_lines(text) if soft.strip()]
    while True:
        _nest(parts)
        demoted = _loose_numbers(parts)
        if not demoted:
            return tuple(part.block() for part in parts)
        for part in demoted:
            part.kind = PARAGRAPH


def read_text(text: str) -> Text:
    """The blocks of a text of several lines."""
    return read(enumerate(text.splitlines(), start=1))


def read_items(lines: Iterable[tuple[int, str]]) -> list[tuple[int, tuple[Run, ...]]]:
    """Each bullet, or each line without one, as an item with its line (evidence); a leading number is text."""
    items = []
    for number, text in lines:
        for soft in soft_lines(text):
            stripped = soft.strip()
            mark = _BULLET.match(stripped)
            runs = read_runs(_unescape_start(stripped[mark.end() :] if mark else stripped, _ITEM_MARKS))
            if runs:
                items.append((number, runs))
    return items


@dataclass(slots=True)
class _Line:
    source: int
    indent: int
    kind: str
    number: int
    whole: str
    rest: str
    level: int = 0

    @classmethod
    def of(cls, source: int, text: str) -> _Line:
        indent = _INDENT.match(text)
        width = sum(2 if c == "\t" else 1 for c in indent.group()) if indent else 0
        whole = text.strip()
        if mark := _BULLET.match(whole):
            return cls(source, width // 2, BULLET, 0, whole, whole[mark.end() :])
        if mark := _NUMBER.match(whole):
            return cls(source, width // 2, NUMBER, int(mark.group(1)), whole, whole[mark.end() :])
        return cls(source, 0, PARAGRAPH, 0, whole, whole)

    def block(self) -> Block:
        if self.kind == PARAGRAPH:
            return Block(PARAGRAPH, read_runs(_unescape_start(self.whole, _MARKS)), line=self.source)
        number = self.number if self.kind == NUMBER else 0
        return Block(self.kind, read_runs(_unescape_start(self.rest, _MARKS)), self.level, number, self.source)


def _nest(parts: list[_Line]) -> None:
    """Each list item one level below the nearest item above it that is indented less; a paragraph ends all lists."""
    above: list[int] = []
    for part in parts:
        if part.kind == PARAGRAPH:
            above.clear()
            continue
        while above and above[-1] >= part.indent:
            above.pop()
        part.level = min(len(above), DEEPEST)
        above.append(part.indent)


def _loose_numbers(parts: list[_Line]) -> list[_Line]:
    """Numbered lines that belong to no list of two or more that counts 1, 2, 3: their numbers are text."""
    loose: list[_Line] = []
    open_lists: dict[int, list[_Line]] = {}

    def close(level: int) -> None:
        for deeper in [key for key in open_lists if key >= level]:
            members = open_lists.pop(deeper)
            if len(members) < 2:
                loose.extend(members)

    for part in parts:
        if part.kind == PARAGRAPH:
            close(0)
            continue
        close(part.level + 1)
        if part.kind == BULLET:
            close(part.level)
            continue
        members = open_lists.get(part.level)
        if members and part.number == members[-1].number + 1:
            members.append(part)
        else:
            close(part.level)
            if part.number == 1:
                open_lists[part.level] = [part]
            else:
                loose.append(part)
    close(0)
    return loose


def _unescape_start(text: str, marks: Sequence[re.Pattern[str]]) -> str:
    return text[1:] if text.startswith("\\") and _begins(text, marks) else text


def _escape_start(text: str, marks: Sequence[re.Pattern[str]]) -> str:
    return "\\" + text if _begins(text, marks) else text


def _begins(text: str, marks: Sequence[re.Pattern[str]]) -> bool:
    bare = text.lstrip("\\")
    return any(mark.match(bare) for mark in marks)


# Writing


def write(text: Text) -> list[str]:
    """The typed lines that read back as these blocks (which are canonical): one block a line, no blank lines."""
    lines = []
    for block in text:
        typed = _escape_start(write_runs(block.runs), _MARKS)
        indent = "  " * block.level
        if block.kind == BULLET:
            lines.append(f"{indent}- {typed}")
        elif block.kind == NUMBER:
            lines.append(f"{indent}{block.number}. {typed}")
        else:
            lines.append(typed)
    return lines


def write_item(runs: Sequence[Run]) -> str:
    """The typed line of an item of evidence."""
    return "- " + _escape_start(write_runs(runs), _ITEM_MARKS)


def canonical_text(blocks: Iterable[Block]) -> Text:
    """The nearest blocks that an answer file can hold: nothing empty, nesting without gaps, numbers only where a list counts."""
    kept = [replace(block, runs=runs) for block in blocks if (runs := canonical(block.runs))]
    return read((block.line, line) for block, line in zip(kept, write(tuple(kept)), strict=True))


# As plain text


def plain(text: Text) -> str:
    """The blocks as plain text, a line each, with bullets, numbers and two spaces a level."""
    lines = []
    for block in text:
        mark = {BULLET: "• ", NUMBER: f"{block.number}. "}.get(block.kind, "")
        lines.append("  " * block.level + mark + plain_runs(block.runs))
    return "\n".join(lines)


def words(text: Text) -> str:
    """The visible words alone, a line a block: what checks read."""
    return "\n".join("".join(run.text for run in block.runs) for block in text)
