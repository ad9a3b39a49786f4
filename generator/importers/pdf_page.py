"""A page of a PDF as PDFium sees it: words with their places, the lines that are drawn, and the tree of its tags.

All measures are in points from the page's top left corner, in the direction in which most of its text runs.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from generator.problems import Stop
from generator.rich_text import SAFE_SCHEMES, Run

SOFT_HYPHEN = "\u00ad"

_MOST_RULES = 4_000  # a page with more is a drawing or a map, and no table
_DEEPEST = 5  # forms within forms
_THIN = 3.0
_SHORTEST = 4.0  # a shorter stroke is a dot or a dash
_GAP = 0.22  # of the size: letters further apart belong to two words
_RAISED = 0.45  # of the size: how far a raised or lowered letter may stand from its line
_BOLD_WEIGHT = 600
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18
_MOST_COMPARED = 500_000  # words times links of a page: each is held against each
_NOTHING = "\u2060"
_LETTERS: dict[int, str | None] = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}  # ligatures
_LETTERS[ord(_NOTHING)] = None
_LINE_END_HYPHENS = "\x02\ufffe"  # what PDFium gives for a hyphen at a line's end


class Word(NamedTuple):
    """Letters that stand together. ``base`` is the line that they stand on; ``tag`` the number of their marked content, or -1."""

    runs: tuple[Run, ...]
    left: float
    right: float
    base: float
    size: float
    tag: int = -1

    @property
    def text(self) -> str:
        """The letters."""
        return self.runs[0].text if len(self.runs) == 1 else "".join(run.text for run in self.runs)

    @property
    def bold(self) -> bool:
        """True where all of it is bold."""
        return all(run.bold for run in self.runs)


class Rule(NamedTuple):
    """A straight line, upright or level: where it stands, and from where to where it reaches."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """``words`` are in the order of the file; ``turned`` are those that run in another direction than most of the page's."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    turned: list[Word] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    letters: int = 0
    unknown: int = 0
    pictured: bool = False


class _Look(NamedTuple):
    """What the letters of one text object share; ``turn`` is its direction in quarter turns, or -1 for a slope."""

    bold: bool
    italic: bool
    size: float
    tag: int
    turn: int


class _Letter(NamedTuple):
    char: str
    left: float
    right: float
    base: float
    look: _Look


def read_page(document: Any, source: Any, number: int) -> Page:
    """What stands on a page; ``source`` is PDFium's page, ``number`` counts from 1."""
    text = source.get_textpage()
    try:
        return _Reader(document, source, text).page(number)
    finally:
        text.close()


class _Reader:
    """Reads one page. ``turn`` is the direction of most of its text, in quarter turns."""

    def __init__(self, document: Any, source: Any, text: Any) -> None:
        self.document, self.source, self.text = document, source, text
        self.box = source.get_mediabox()
        self.area = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self.turn = self.unknown = 0
        self.looks: dict[int | None, _Look] = {}

    def page(self, number: int) -> Page:
        words = list(self.words())
        turns: Counter[int] = Counter()
        for word, turn in words:
            turns[turn] += len(word.text)
        self.turn = max(range(4), key=lambda turn: turns[turn])
        across, down = self.box[2] - self.box[0], self.box[3] - self.box[1]
        page = Page(number, *((down, across) if self.turn % 2 else (across, down)))
        page.letters, page.unknown = sum(turns.values()), self.unknown
        links = list(self.links())
        if len(words) * len(links) > _MOST_COMPARED:
            raise Stop(
                f"its page {number} has {len(links):,} links, far more than a page can show, so it has not been read. Print the pages that "
                "count into a new PDF and use that."
            )
        page.words = [_linked(word, links) for word, turn in _once(words) if turn == self.turn]
        page.turned = [word for word, turn in words if turn != self.turn]
        self.drawing(page)
        return page

    # Words

    def words(self) -> Iterator[tuple[Word, int]]:
        """The words in the file's order, each with its direction; PDFium puts spaces in where letters stand apart."""
        shown = self.characters()
        for found in re.finditer(r"\S+", shown):
            first, last = found.start(), found.end() - 1
            start, end = self.letter(first, shown[first]), self.letter(last, shown[last])
            if start.look is end.look and abs(start.base - end.base) < 1:
                text = found[0].translate(_LETTERS)
                run = Run(text, start.look.bold, start.look.italic)
                yield Word((run,), start.left, end.right, start.base, start.look.size, start.look.tag), start.look.turn
            else:
                yield from self.parts([self.letter(i, shown[i]) for i in range(first, last + 1)])

    def characters(self) -> str:
        """A character for each of PDFium's, with a space for those that are none; counts those whose letter nobody knows."""
        raw = self.text.raw
        count = pdfium.FPDFText_CountChars(raw)
        codes = [pdfium.FPDFText_GetUnicode(raw, i) for i in range(count)]
        shown = [chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes]
        for i, (high, low) in enumerate(pairwise(codes)):
            if 0xD800 <= high < 0xDC00 <= low < 0xE000:  # a letter in two halves, as emoji are
                shown[i : i + 2] = [chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00), _NOTHING]
        for i, char in enumerate(shown):
            if char in _LINE_END_HYPHENS:
                shown[i] = "-"
            elif char == "\ufffd" or "\ud800" <= char <= "\udfff" or (char < " " and not char.isspace()):
                self.unknown += 1
                shown[i] = " "
        return "".join(shown)

    def letter(self, i: int, char: str) -> _Letter:
        box, x, y = self.area
        pdfium.FPDFText_GetLooseCharBox(self.text.raw, i, box)
        pdfium.FPDFText_GetCharOrigin(self.text.raw, i, x, y)
        look = self.look(i)
        return _Letter(char, *self.placed(look.turn, box, x.value, y.value), look)

    def parts(self, letters: list[_Letter]) -> Iterator[tuple[Word, int]]:
        """The words in a row of letters of several looks."""
        word = letters[:1]
        for letter in letters[1:]:
            if not _goes_on(word[-1], letter):
                yield _word(word), word[0].look.turn
                word = []
            word.append(letter)
        yield _word(word), word[0].look.turn

    def look(self, i: int) -> _Look:
        found = pdfium.FPDFText_GetTextObject(self.text.raw, i)
        key = ctypes.cast(found, ctypes.c_void_p).value
        if key not in self.looks:
            name, flags, matrix = ctypes.create_string_buffer(200), ctypes.c_int(), pdfium.FS_MATRIX()
            pdfium.FPDFText_GetFontInfo(self.text.raw, i, name, len(name), flags)
            pdfium.FPDFText_GetMatrix(self.text.raw, i, matrix)
            font = name.value.decode("utf-8", "replace").lower()
            bold = (
                any(mark in font for mark in ("bold", "black", "heavy", "-bd"))
                or bool(flags.value & _FORCE_BOLD_FLAG)
                or pdfium.FPDFText_GetFontWeight(self.text.raw, i) >= _BOLD_WEIGHT
            )
            italic = "italic" in font or "oblique" in font or bool(flags.value & _ITALIC_FLAG)
            size = pdfium.FPDFText_GetFontSize(self.text.raw, i) * math.hypot(matrix.a, matrix.b)
            angle = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
            turn = round(angle) % 4 if abs(angle - round(angle)) < 0.05 else -1
            tag = pdfium.FPDFPageObj_GetMarkedContentID(found) if found else -1
            self.looks[key] = _Look(bold, italic, size or 1.0, tag, turn)
        return self.looks[key]

    def placed(self, turn: int, box: Any, x: float, y: float) -> tuple[float, float, float]:
        """Left, right and base of a letter in the direction of its own text."""
        left, bottom, right, top = self.box
        if turn == 1:
            return box.bottom - bottom, box.top - bottom, x - left
        if turn == 2:
            return right - box.right, right - box.left, y - bottom
        if turn == 3:
            return top - box.top, top - box.bottom, right - x
        return box.left - left, box.right - left, top - y

    def links(self) -> Iterator[tuple[str, float, float, float, float]]:
        """Addresses, each with the left, top, right and bottom of the place where it may be clicked."""
        at, link, area = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
        while pdfium.FPDFLink_Enumerate(self.source.raw, at, link):
            action = pdfium.FPDFLink_GetAction(link)
            length = pdfium.FPDFAction_GetURIPath(self.document.raw, action, None, 0) if action else 0
            if 1 < length < 2000 and pdfium.FPDFLink_GetAnnotRect(link, area):
                address = ctypes.create_string_buffer(length)
                pdfium.FPDFAction_GetURIPath(self.document.raw, action, address, length)
                shown = address.value.decode("utf-8", "replace")
                if shown.partition(":")[0].lower() in SAFE_SCHEMES:
                    one, other = self.point(area.left, area.bottom), self.point(area.right, area.top)
                    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
                    yield shown, left, top, right, bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page, from the top left in the direction of its text."""
        left, bottom, right, top = self.box
        return ((x - left, top - y), (y - bottom, x - left), (right - x, y - bottom), (top - y, right - x))[self.turn]

    # Lines and pictures

    def drawing(self, page: Page) -> None:
        """Put the page's level and upright lines into it, and whether it is a picture of text."""
        area = page.width * page.height
        for found, matrix in _objects(self.source.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _PLAIN, 0):
            kind = pdfium.FPDFPageObj_GetType(found)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                edges = [ctypes.c_float() for _ in range(4)]
                pdfium.FPDFPageObj_GetBounds(found, *edges)
                left, bottom, right, top = (edge.value for edge in edges)
                page.pictured = page.pictured or abs((right - left) * (top - bottom)) > area / 3
            elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(page.level) + len(page.upright) < _MOST_RULES:
                for path, stroked in _paths(found, matrix):
                    self.rules([self.point(x, y) for x, y in path], stroked, page)
        if len(page.level) + len(page.upright) >= _MOST_RULES:
            page.level.clear()
            page.upright.clear()

    def rules(self, path: list[tuple[float, float]], stroked: bool, page: Page) -> None:
        """Add what a path draws: a thin bar is a line, and so is each level or upright stroke."""
        xs, ys = [x for x, _ in path], [y for _, y in path]
        if max(ys) - min(ys) <= _THIN or max(xs) - min(xs) <= _THIN:
            pairs = [((min(xs), min(ys)), (max(xs), max(ys)))]
        else:
            pairs = list(pairwise(path)) if stroked else []
        for (x, y), (to_x, to_y) in pairs:
            wide, high = abs(to_x - x), abs(to_y - y)
            if high <= _THIN < _SHORTEST <= wide:
                page.level.append(Rule((y + to_y) / 2, min(x, to_x), max(x, to_x)))
            elif wide <= _THIN < _SHORTEST <= high:
                page.upright.append(Rule((x + to_x) / 2, min(y, to_y), max(y, to_y)))


def _goes_on(last: _Letter, letter: _Letter) -> bool:
    """True where a letter stands so near the one before it that both are of one word."""
    if letter.look.turn != last.look.turn:
        return False
    size = max(last.look.size, letter.look.size)
    return abs(letter.base - last.base) < _RAISED * size and -size < letter.left - last.right < _GAP * size


def _word(letters: list[_Letter]) -> Word:
    looks = groupby(letters, key=lambda letter: (letter.look.bold, letter.look.italic))
    runs = tuple(Run("".join(letter.char for letter in same).translate(_LETTERS), *look) for look, same in looks)
    first = max(letters, key=lambda letter: letter.look.size)  # of "26th" the figures say where the line is
    return Word(runs, letters[0].left, letters[-1].right, first.base, first.look.size, letters[0].look.tag)


def _once(words: list[tuple[Word, int]]) -> Iterator[tuple[Word, int]]:
    """The words without those that are printed twice in one place, as some programs make bold."""
    seen: dict[tuple[str, int, int], tuple[float, float]] = {}  # by the word, its line and the point: the first and last in it
    for word, turn in words:
        text, line, point = word.text, round(word.base), math.floor(word.left)
        before, here, after = (seen.get((text, line, point + step)) for step in (-1, 0, 1))
        if not here and not (before and word.left - before[1] < 1) and not (after and after[0] - word.left < 1):
            yield word, turn
        first, last = here or (word.left, word.left)
        seen[text, line, point] = min(first, word.left), max(last, word.left)


def _linked(word: Word, links: list[tuple[str, float, float, float, float]]) -> Word:
    x, y = (word.left + word.right) / 2, word.base - word.size * 0.3
    address = next((shown for shown, left, top, right, bottom in links if left <= x <= right and top <= y <= bottom), "")
    return word._replace(runs=tuple(run._replace(link=address) for run in word.runs)) if address else word


_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1, 0, 0, 1, 0, 0)


def _matrix(found: Any) -> _Matrix:
    given = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(found, given)
    return given.a, given.b, given.c, given.d, given.e, given.f


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _objects(holder: Any, count: Any, get: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    """The objects of a page, also those within forms, each with the matrix that places it."""
    for i in range(count(holder)):
        found = get(holder, i)
        if pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(_matrix(found), matrix)
            yield from _objects(found, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)
        else:
            yield found, matrix


def _paths(found: Any, matrix: _Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The corners of what a path object draws, piece by piece, and whether its outline is drawn."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(found, fill, stroke)
    if not fill.value and not stroke.value:
        return
    a, b, c, d, e, f = _times(_matrix(found), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(min(pdfium.FPDFPath_CountSegments(found), _MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(found, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points, bool(stroke.value)
            points = []
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if points:
        yield points, bool(stroke.value)
