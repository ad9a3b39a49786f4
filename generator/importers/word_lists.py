"""Word's styles and lists: what a paragraph is, and the number that Word shows before it without its standing in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from generator.importers.word_xml import W, number, switched_on, value

BODY_TEXT = 9
"""The outline level of what is no heading."""

_DEEPEST = 8
_LONGEST_TEXT = 255  # of a mark; it stands before each item anew
_HEADING = re.compile(r"heading ([1-9])")
_PLACE = re.compile(r"%([1-9])")
_MOST_LETTERED = 780  # thirty times z; beyond, and for what is not known, plain numbers
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits. ``list_id`` 0 is no list, ``level`` -1 a level that the list itself tells."""

    name: str = ""
    outline: int = BODY_TEXT
    list_id: int = 0
    level: int = -1
    bold: bool = False
    italic: bool = False
    hidden: bool = False


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {} if root is None else {style.get(W + "styleId", ""): style for style in root.iterfind(W + "style")}
        self._read: dict[str, Style] = {"": Style()}

    def __getitem__(self, style: str) -> Style:
        """The style of that id; one that is not there has no properties."""
        chain: dict[str, None] = {}
        at = style
        while at not in self._read and at not in chain:
            chain[at] = None
            at = value(self._elements[at].find(W + "basedOn")) if at in self._elements else ""
        for name in reversed(chain):  # those that it is based on first; one that is based on itself counts once
            self._read[name] = self._with_own(self._read.get(at, Style()), name)
            at = name
        return self._read[style]

    def _with_own(self, inherited: Style, style: str) -> Style:
        element = self._elements.get(style)
        if element is None:
            return Style()
        shown = value(element.find(W + "name")).lower()
        outline = element.find(f"{W}pPr/{W}outlineLvl")
        heading = _HEADING.fullmatch(shown)
        level = int(heading.group(1)) - 1 if heading else 0 if shown == "title" else inherited.outline
        list_id = element.find(f"{W}pPr/{W}numPr/{W}numId")
        ilvl = element.find(f"{W}pPr/{W}numPr/{W}ilvl")
        switches = {
            key: on
            for key, tag in (("bold", "b"), ("italic", "i"), ("hidden", "vanish"))
            if (on := switched_on(element.find(f"{W}rPr/{W}{tag}"))) is not None
        }
        return replace(
            inherited,
            name=shown,
            outline=number(outline, default=level),
            list_id=number(list_id, default=inherited.list_id),
            level=number(ilvl, default=inherited.level),
            **switches,
        )

    def list_of(self, style: str) -> int:
        """The list that a numbering style leads to, or 0."""
        return number(self._elements[style].find(f"{W}pPr/{W}numPr/{W}numId")) if style in self._elements else 0


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before a list item: a bullet, or ``text``, with its ``number`` where it says no more than that.

    "2." and "(b)" are the number 2; "1.2" and "Stage 2" are text, since no list of an answer can hold them.
    """

    bullet: bool
    number: int = 0
    text: str = ""


_BULLET = Mark(bullet=True)


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int = -1
    style: str = ""
    legal: bool = False


@dataclass(slots=True)
class _Kind:
    """One kind of list (w:abstractNum): all lists of a kind count on together, until one says where it starts."""

    levels: dict[int, _Level] = field(default_factory=dict)
    reached: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    kind: _Kind
    levels: dict[int, _Level]
    starts: dict[int, int]
    begun: bool = False


class Lists:
    """Counts a document's list items, in the order in which they are asked for, as Word does."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._lists: dict[int, _List] = {}
        if root is None:
            return
        elements = {number(kind, "abstractNumId"): kind for kind in root.iterfind(W + "abstractNum")}
        of_list = {number(num, "numId"): number(num.find(W + "abstractNumId"), default=-1) for num in root.iterfind(W + "num")}
        kinds: dict[int, _Kind] = {}
        for num in root.iterfind(W + "num"):
            key = of_list[number(num, "numId")]
            link = elements[key].find(W + "numStyleLink") if key in elements else None
            if link is not None:  # the kind is another's, that of the list which its style names
                key = of_list.get(styles.list_of(value(link)), key)
            if key not in elements:
                continue
            if key not in kinds:
                kinds[key] = _Kind({at: _level(lvl) for at, lvl in _by_level(elements[key].iterfind(W + "lvl"))})
            kind = kinds[key]
            own, starts = dict(kind.levels), {}
            for at, change in _by_level(num.iterfind(W + "lvlOverride")):
                if (lvl := change.find(W + "lvl")) is not None:
                    own[at] = _level(lvl)
                if (start := change.find(W + "startOverride")) is not None:
                    starts[at] = number(start)
            self._lists[number(num, "numId")] = _List(kind, own, starts)

    def mark(self, list_id: int, level: int, style: str = "") -> tuple[Mark, int] | None:
        """The mark of the next item of a list, and its level (where ``level`` is -1, the one that its style has in the list).

        None where there is no such list, or where it shows nothing.
        """
        found = self._lists.get(list_id)
        if found is None:
            return None
        if level < 0:
            level = next((at for at, lvl in found.levels.items() if style and lvl.style == style), 0)
        level = min(level, _DEEPEST)
        counted = self._count(found, level)
        own = found.levels.get(level, _Level())
        if own.format == "bullet":
            return _BULLET, level
        text = _PLACE.sub(lambda place: self._shown(found, int(place.group(1)) - 1, legal=own.legal), own.text).strip()
        alone = own.format != "none" and own.text.strip("()[].: ") == f"%{level + 1}"
        return (Mark(bullet=False, number=counted if alone else 0, text=text), level) if text else None

    def _count(self, found: _List, level: int) -> int:
        reached = found.kind.reached
        if not found.begun:
            found.begun = True
            for at in found.starts:
                reached.pop(at, None)
        before = reached.get(level)
        reached[level] = self._start(found, level) if before is None else before + 1
        for deeper in [at for at in reached if at > level]:
            restart = found.levels.get(deeper, _Level()).restart
            if restart < 0 or level < restart:  # 0: never; 2: only after an item of the second level or above
                del reached[deeper]
        return reached[level]

    def _start(self, found: _List, level: int) -> int:
        return found.starts.get(level, found.levels.get(level, _Level()).start)

    def _shown(self, found: _List, level: int, *, legal: bool) -> str:
        counted = found.kind.reached.get(level, self._start(found, level))
        return in_format(counted, "decimal" if legal else found.levels.get(level, _Level()).format)


def _by_level(elements: Iterable[etree._Element]) -> Iterator[tuple[int, etree._Element]]:
    """The elements with the levels that they are about, of those levels that Word's lists have."""
    return ((at, element) for element in elements if 0 <= (at := number(element, "ilvl")) <= _DEEPEST)


def _level(element: etree._Element) -> _Level:
    return _Level(
        start=number(element.find(W + "start"), default=1),
        format=value(element.find(W + "numFmt")) or "decimal",
        text=value(element.find(W + "lvlText"))[:_LONGEST_TEXT],
        restart=number(element.find(W + "lvlRestart"), default=-1),
        style=value(element.find(W + "pStyle")),
        legal=bool(switched_on(element.find(W + "isLgl"))),
    )


def in_format(count: int, form: str) -> str:
    """A count as Word writes it in one of its formats: "c", "iii", "03"; plain where the format is another."""
    if form == "decimalZero":
        return f"{count:02}"
    if form in ("lowerLetter", "upperLetter") and 0 < count <= _MOST_LETTERED:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        for value, letters in _ROMAN:
            roman += letters * (count // value)
            count %= value
        return roman if form == "lowerRoman" else roman.upper()
    return str(count)
