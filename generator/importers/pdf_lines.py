"""Words with their places -> printed lines, and lines of one column or cell -> paragraphs, list items and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby, pairwise
from statistics import median

from generator.importers.pdf_page import SOFT_HYPHEN, Word
from generator.importers.rows import HEADING
from generator.rich_text import BULLET, NUMBER, PARAGRAPH, Block, Run

_SAME_LINE = 0.4  # of the size
_SAME_BAND = 0.75
_WIDE_GAP = 0.6  # of the size: more than a space
_GAP_ABOVE = 1.2  # times the usual distance of lines: a paragraph begins
_INDENT = 0.8  # of the size
_OTHER_SIZE = 0.08
_LONGEST_HEADING = 120
_USUAL_PITCH = 1.3
_DEEPEST_HEADING = 6
_LONGEST_WORD = 30

_BULLETS = tuple("•▪◦·‣⁃●○■□➢➤✓✔❖\uf0b7\uf0a7\uf0d8\uf0fc\uf076*–-o")
_PLAIN_BULLETS = tuple("*–-o")  # these also begin other lines
_NUMBER = re.compile(r"(\d{1,2})[.)]")
_MARK = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|\(?(?:[a-zA-Z]|[ivx]{1,4})[.)])")
_CLAUSE = re.compile(r"\d{1,2}(?:\.\d{1,2})+")
_ENDED = re.compile(r"[.!?:;][\"”’')\]]*$")
_HALVES = frozenset(
    {"self", "non", "well", "mid", "ex", "co", "cross", "multi", "one", "two", "three", "post", "pre", "part", "full"}
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Line:
    """Words that stand on one line, from left to right; ``edge`` is how far to the right its text might have reached."""

    words: tuple[Word, ...]
    page: int
    edge: float = 0.0

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.words[-1].right

    @cached_property
    def size(self) -> float:
        """The size of its largest words."""
        return max(word.size for word in self.words)

    @cached_property
    def base(self) -> float:
        """What its largest words stand on."""
        return max(self.words, key=lambda word: word.size).base

    @cached_property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def bold(self) -> bool:
        """True where all of it is bold."""
        return all(word.bold for word in self.words)


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """The lines that the words make, from top to bottom; those of columns side by side that stand a little apart are one."""
    rows: list[list[Word]] = []
    largest: list[Word] = []  # the first of them says where its line is
    for word in sorted(words, key=lambda word: (round(word.base, 1), word.left)):
        near = next((i for i in range(len(rows) - 1, max(len(rows) - 4, -1), -1) if _level(rows[i], largest[i], word)), -1)
        if near >= 0:
            rows[near].append(word)
            largest[near] = max(largest[near], word, key=lambda each: each.size)
        else:
            rows.append([word])
            largest.append(word)
    lines = [Line(tuple(sorted(row, key=lambda word: word.left)), page) for row in rows]
    merged: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.base, line.left)):
        if merged and _beside(merged[-1], line):
            merged[-1] = Line(tuple(sorted(merged[-1].words + line.words, key=lambda word: word.left)), page)
        else:
            merged.append(line)
    return merged


def _level(row: list[Word], largest: Word, word: Word) -> bool:
    """True where a word stands on the line of others; a small raised one may stand beside, but not above or below them."""
    apart = abs(word.base - largest.base)
    if apart < 1:
        return True
    if apart > _SAME_LINE * max(word.size, largest.size):
        return False
    return all(word.left >= each.right - 1 or word.right <= each.left + 1 for each in row)


def _beside(one: Line, other: Line) -> bool:
    """True for lines side by side: nearly level, and nowhere above each other or near."""
    size = max(one.size, other.size)
    if other.base - one.base > _SAME_BAND * size:
        return False
    return all(word.left >= each.right + size or word.right <= each.left - size for each in one.words for word in other.words)


def splits(line: Line, gap: float) -> list[Line]:
    """The line cut wherever a gap in it is wider than so many times its size."""
    parts: list[list[Word]] = [[line.words[0]]]
    for last, word in pairwise(line.words):
        if word.left - last.right > gap * line.size:
            parts.append([])
        parts[-1].append(word)
    return [replace(line, words=tuple(part)) for part in parts]


@dataclass(slots=True)
class Print:
    """What is usual in a document: its words, how far apart its lines stand (in sizes), its body's size and its headings' looks."""

    words: Counter[str] = field(default_factory=Counter)
    pitches: Counter[float] = field(default_factory=Counter)
    looks: Counter[tuple[float, bool]] = field(default_factory=Counter)

    def see(self, lines: Sequence[Line]) -> None:
        """Take the lines of a column or cell into account."""
        for line in lines:
            self.looks[_half(line.size), line.bold] += len(line.text)
            for word in line.words:
                if not word.text.endswith(("-", SOFT_HYPHEN)):
                    self.words.update(part.casefold() for part in _WORD.findall(word.text))
                    self.words[word.text.casefold().strip(".,;:!?()‘’“”'\"")] += 1
        for one, other in pairwise(lines):
            apart = (other.base - one.base) / max(one.size, 1)
            if one.page == other.page and _alike(one, other) and 0.9 < apart < 2.5:
                self.pitches[round(apart, 1)] += 1

    @property
    def body(self) -> float:
        """The size that most of the text has."""
        sizes: Counter[float] = Counter()
        for (size, _), letters in self.looks.items():
            sizes[size] += letters
        return sizes.most_common(1)[0][0] if sizes else 10.0

    @property
    def pitch(self) -> float:
        """How far apart the lines of a paragraph stand: the smallest distance that is not rare."""
        total = sum(self.pitches.values())
        usual = [apart for apart, count in self.pitches.items() if count >= max(total / 8, 2)]
        return min(usual, default=_USUAL_PITCH) + 0.05

    @property
    def headings(self) -> list[float]:
        """The sizes of headings, the largest first."""
        return sorted({size for size, _ in self.looks if size > self.body * (1 + _OTHER_SIZE)}, reverse=True)


def _half(size: float) -> float:
    return round(size * 2) / 2


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _OTHER_SIZE * max(one.size, other.size)


class Setter:
    """Makes blocks of the lines of a column or cell, in the way that is usual in the document."""

    def __init__(self, usual: Print) -> None:
        self.usual = usual
        self.body, self.pitch, self.headings = usual.body, usual.pitch, usual.headings

    def paragraphs(self, lines: Sequence[Line]) -> list[list[Line]]:
        """The lines, those of each paragraph together."""
        groups: list[list[Line]] = []
        for line in lines:
            if groups and not self._begins(groups[-1], line):
                groups[-1].append(line)
            else:
                groups.append([line])
        return groups

    def blocks(self, lines: Sequence[Line], *, headed: bool) -> Iterator[tuple[Block, int]]:
        """The blocks that the lines make, each with its page; headings are looked for where ``headed``."""
        items: list[float] = []  # where the marks of the list items stand that a line may be in
        for group in self.paragraphs(lines):
            first = group[0]
            level = self._heading(group) if headed else 0
            if level:
                items.clear()
                yield self.heading(group, level), first.page
                continue
            while items and items[-1] > first.left - 2:
                items.pop()
            block = self.block(group, len(items) if items and first.left > items[-1] + 2 else 0, len(items))
            if block.kind != PARAGRAPH:
                items.append(first.left)
            yield block, first.page

    def heading(self, group: Sequence[Line], level: int) -> Block:
        """The lines as a heading."""
        return Block(HEADING, self.runs(group), min(level, _DEEPEST_HEADING))

    def block(self, group: Sequence[Line], level: int, item_level: int) -> Block:
        """The lines as a paragraph, or as a list item where they begin with a list's mark."""
        mark, text_follows = _marked(group[0])
        number = _NUMBER.fullmatch(mark) if text_follows else None
        if number:
            return Block(NUMBER, self.runs(group, 1), item_level, int(number[1]))
        if mark in _BULLETS and (text_follows or len(group) > 1):
            return Block(BULLET, self.runs(group, 1), item_level)
        return Block(PARAGRAPH, self.runs(group), level)

    @staticmethod
    def is_numbered(line: Line) -> bool:
        """True for a line that begins with a number or letter that counts it, such as "3.2.9" or "(a)"."""
        return bool(_marked(line)[0])

    def runs(self, group: Sequence[Line], start: int = 0) -> tuple[Run, ...]:
        """The words of a paragraph as runs, from the word ``start`` on; those that a line's end broke are put together again."""
        words = [(word, line) for line in group for word in line.words][start:]
        runs: list[Run] = []
        for i, (word, line) in enumerate(words):
            following, below = words[i + 1] if i + 1 < len(words) else (word, line)
            parts, space = list(word.runs), " " if following is not word else ""
            if below is not line and _is_cut(word, line):
                space = ""
                if word.text.endswith(("-", SOFT_HYPHEN)) and self._broken(word.text, following.text):
                    parts[-1] = parts[-1]._replace(text=parts[-1].text[:-1])
            if runs and runs[-1].text == " " and len(runs) > 1 and runs[-2][1:] == parts[0][1:]:
                runs[-1] = Run(" ", *parts[0][1:])
            runs += [part._replace(text=part.text.replace(SOFT_HYPHEN, "")) for part in parts]
            runs += [Run(space)] if space else []
        return _together(runs)

    def _broken(self, word: str, following: str) -> bool:
        """True where the hyphen at a line's end only breaks a word, and does not belong to it."""
        if word.endswith(SOFT_HYPHEN):
            return True
        before, after = _WORD.findall(word.casefold()), _WORD.match(following.casefold())
        if not before or not after or not following[:1].islower():
            return False
        one, other = before[-1], after[0]
        known = self.usual.words
        if known[one + other] or known[f"{one}-{other}"]:
            return known[one + other] > known[f"{one}-{other}"]
        return one not in _HALVES and not (known[one] and known[other])

    def _begins(self, group: list[Line], line: Line) -> bool:
        """True where a line begins a paragraph, and does not go on with the one that the lines before it make."""
        last = group[-1]
        if not _alike(last, line):
            return True
        if _begins_item(line, last) or (_marked(line)[0] and self.stops(last, line)):
            return True
        if line.page == last.page:
            apart = line.base - last.base
            if apart > _GAP_ABOVE * self.pitch * last.size or apart < 0:
                return True
        if all(each.bold for each in group) and not any(word.bold for word in line.words):
            return True
        if self.stops(last, line):
            return True
        lefts = [last.left, _text_left(group[0])]
        indent = _INDENT * line.size
        if len(group) > 1 and line.page == last.page and line.left < min(group[1].left, last.left) - indent:
            return True
        return line.left > max(lefts) + indent

    @staticmethod
    def stops(last: Line, line: Line) -> bool:
        """True where the next line's first word would still have fitted, so that the line was ended on purpose."""
        word = line.words[0]
        space = 0.3 * last.size
        fits = last.right + space + (word.right - word.left) < last.edge - 0.3 * last.size
        if not fits or _is_cut(last.words[-1], last):
            return False
        return bool(_ENDED.search(last.text)) or not word.text[:1].islower()

    def _heading(self, group: list[Line]) -> int:
        """The level of the heading that a paragraph is by its look, or 0."""
        first = group[0]
        text = " ".join(line.text for line in group)
        if len(text) > _LONGEST_HEADING or not any(char.isalpha() for char in text) or _marked(first)[0] in _BULLETS:
            return 0
        size = _half(median(line.size for line in group))
        if size in self.headings:
            return self.headings.index(size) + 1
        if all(line.bold for line in group) and first.size >= self.body * (1 - _OTHER_SIZE) and not text.endswith((",", ";")):
            return len(self.headings) + 1
        return 0


def _is_cut(word: Word, line: Line) -> bool:
    """True where a line's last word goes on in the next line: after a hyphen or a dash, or as a long address that fills the line."""
    if word.text.endswith(("-", "–", SOFT_HYPHEN)) and len(word.text) > 1:
        return True
    return line.right > line.edge - line.size and (
        len(word.text) > _LONGEST_WORD or "://" in word.text or word.text.startswith("www.")
    )


def _together(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs, neighbours of one look in one."""
    shown = (run for run in runs if run.text)
    return tuple(Run("".join(run.text for run in same), *look) for look, same in groupby(shown, key=lambda run: run[1:]))


def _marked(line: Line) -> tuple[str, bool]:
    """The list mark or number that a line begins with, or "", and whether text follows it."""
    first = line.words[0]
    if len(line.words) == 1:
        return (first.text, False) if first.text in _BULLETS and first.text not in _PLAIN_BULLETS else ("", False)
    gap = line.words[1].left - first.right
    if first.text in _BULLETS:
        return (first.text, True) if first.text != "o" or gap > _WIDE_GAP * line.size else ("", False)
    if _NUMBER.fullmatch(first.text) or (_MARK.fullmatch(first.text) and (_set_off(line) or "." in first.text[1:])):
        return first.text, True
    return "", False


def _begins_item(line: Line, last: Line) -> bool:
    """True where a line's mark begins an item, and is no number in the sentence of the line before ("in section / 6.3 of")."""
    mark = _marked(line)[0]
    if not mark or _set_off(line):
        return bool(mark)
    return last.text.endswith((".", "!", "?")) or (last.text.endswith((":", ";")) and not _CLAUSE.fullmatch(mark))


def _set_off(line: Line) -> bool:
    """True where a line's mark cannot be a word of the sentence before: it stands apart from the text, or is a list's own sign."""
    first = line.words[0].text
    if len(line.words) == 1 or (first in _BULLETS and first not in _PLAIN_BULLETS):
        return True
    return line.words[1].left - line.words[0].right > _WIDE_GAP * line.size


def _text_left(line: Line) -> float:
    """Where a line's text begins after its mark or number."""
    return line.words[1].left if _marked(line)[0] and len(line.words) > 1 else line.left
