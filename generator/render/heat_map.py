"""Many landlords' answers side by side -> a page and a workbook: a row for each provision, a column for each landlord's year.

What a cell says stands in it as a word; the colour only helps to find it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from generator.model import NO, NOT_APPLICABLE, YES
from generator.printed import words_for
from generator.render import jinja
from generator.render.workbook import HEADER_ROW, Book, Sheet, boxed
from generator.templates import Templates

NONE = ""
ANSWERED = "answered"
"""What a cell holds: a provision's answer (YES, NO, NOT_APPLICABLE), one in figures or words, or none."""

KINDS = (YES, NO, NOT_APPLICABLE, ANSWERED, NONE)
_FEW = 6
"""So many landlords' names have room beside each other; of more the names are written upwards."""

_LOOKS: Mapping[str, Mapping[str, object]] = {
    YES: {"bg_color": "#e3f2ea", "font_color": "#0b5a36"},
    NO: {"bg_color": "#8f1d14", "font_color": "#ffffff", "bold": True},
    NOT_APPLICABLE: {"bg_color": "#eef1f4", "font_color": "#4a5158"},
    ANSWERED: {"bg_color": "#e3ecf7", "font_color": "#1f3a5f"},
    NONE: {"bg_color": "#ffffff", "font_color": "#4a5158", "italic": True},
}
_A3 = 8
_WIDEST_ON_A4 = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A provision, and the section of the form that it stands in."""

    number: str
    label: str
    section: str


@dataclass(frozen=True, slots=True)
class Line:
    """A landlord's year: LANDLORD/YEAR, the landlord's name, and what it answers to each provision (one of KINDS)."""

    name: str
    landlord: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Landlords that answer the same edition: its name and title, and its provisions in order.

    ``asks_questions`` is True for a form of questions, where a Yes is an answer and no merit.
    """

    edition_name: str
    edition: str
    asks_questions: bool
    provisions: tuple[Asked, ...]
    lines: tuple[Line, ...]

    @property
    def rows(self) -> Iterator[tuple[Asked, tuple[str, ...]]]:
        """Each provision, and what each landlord answers to it."""
        return ((asked, tuple(line.cells[i] for line in self.lines)) for i, asked in enumerate(self.provisions))

    @property
    def sections(self) -> list[tuple[str, list[tuple[Asked, tuple[str, ...]]]]]:
        """The rows of each section under its title."""
        return [(title, list(rows)) for title, rows in groupby(self.rows, key=lambda row: row[0].section)]

    @property
    def not_met(self) -> list[tuple[Asked, list[str]]]:
        """The provisions that somebody answers No, those of most landlords first, with the names of these."""
        found = [
            (c, [line.landlord for line, cell in zip(self.lines, cells, strict=True) if cell == NO]) for c, cells in self.rows
        ]
        return sorted((pair for pair in found if pair[1]), key=lambda pair: -len(pair[1]))

    @property
    def total_no(self) -> int:
        """How many answers are No."""
        return sum(self.count(line, NO) for line in self.lines)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What occurs in it, in the order of KINDS."""
        there = {cell for line in self.lines for cell in line.cells}
        return tuple(kind for kind in KINDS if kind in there)

    def count(self, line: Line, kind: str) -> int:
        """How many of a landlord's cells hold this."""
        return line.cells.count(kind)


def page(maps: Sequence[HeatMap], templates: Templates, on: str) -> bytes:
    """One page with a table for each edition, its style within it. Raises Stop where a landlord's own template cannot be used."""
    words = templates.wording
    style = templates.read(jinja.FOLDER + "heat-map.css").decode("utf-8-sig").replace("</", "<\\/")

    def say(key: str, **values: object) -> str:
        return words[f"heat_map.{key}"].format(**values)

    def means(each: HeatMap, kind: str) -> str:
        return words_for(words, asks_questions=each.asks_questions)[f"heat_map.means_{_key(kind)}"]

    return jinja.fill(
        templates,
        "heat-map.html.jinja",
        maps=maps,
        say=say,
        on=on,
        few=_FEW,
        css=Markup(style),  # noqa: S704 - a style sheet of the workspace's own, which cannot end its element
        word=lambda kind: words[f"heat_map.word_{_key(kind)}"],
        means=means,
        key=_key,
    ).encode()


def _key(kind: str) -> str:
    """What the fixed words and the style call it."""
    return kind.replace(" ", "_") or "none"


@dataclass(frozen=True, slots=True)
class _Cover:
    """What the workbook says of itself."""

    title: str
    landlord: str
    period: str
    status_line: str = ""
    approved_on: str = ""
    colour: str = ""


def workbook(maps: Sequence[HeatMap], templates: Templates, on: str) -> bytes:
    """A sheet for each edition, with filters and titles that each printed page repeats, and one that explains the words."""
    wording = templates.wording

    def say(key: str, **values: object) -> str:
        return wording[f"heat_map.{key}"].format(**values)

    count = len({line.landlord for each in maps for line in each.lines})
    cover = _Cover(say("title"), say("landlords" if count != 1 else "landlord", count=count), say("as_on", on=on))
    book = Book(cover, wording)
    for each in maps:
        _sheet(book, each)
    about = Sheet(book, "heat_map_about", (24, 90))
    about.header(say("word"), say("meaning"))
    both = [words_for(wording, asks_questions=each.asks_questions) for each in maps]
    for kind in KINDS:
        about.write(about.end, 0, say(f"word_{_key(kind)}"), **boxed(**_LOOKS[kind]))
        about.cell(1, " ".join(dict.fromkeys(words[f"heat_map.means_{_key(kind)}"] for words in both)))
        about.end += 1
    return book.to_bytes()


def _sheet(book: Book[_Cover], each: HeatMap) -> None:
    def say(key: str) -> str:
        return book.wording[f"heat_map.{key}"]

    few = len(each.lines) <= _FEW
    sheet = Sheet(book, "heat_map", (10, 52, *((18 if few else 5) for _ in each.lines), 9), edition=each.edition_name)
    if len(each.lines) > _WIDEST_ON_A4:
        sheet.cells.set_paper(_A3)
    look = {"bold": True, "bg_color": book.accent, "font_color": "#ffffff"}
    for column, title in enumerate((say("provision"), say("asks"), *(line.landlord for line in each.lines), say("count_no"))):
        upwards = {} if few or not 2 <= column < 2 + len(each.lines) else {"rotation": 90, "text_wrap": False}
        sheet.write(sheet.end, column, title, **(boxed(**look) | {"valign": "bottom"} | upwards))
    if not few:
        sheet.cells.set_row(sheet.end, min(400, 12 + 6 * max(len(line.landlord) for line in each.lines)))
    sheet.end += 1
    sheet.cells.freeze_panes(sheet.end, 2)
    sheet.cells.repeat_rows(0, sheet.end - 1)
    sheet.cells.repeat_columns(0, 1)
    for asked, cells in each.rows:
        sheet.cell(0, asked.number)
        sheet.cell(1, asked.label)
        for i, kind in enumerate(cells, start=2):
            sheet.cell(i, say(f"word_{_key(kind)}"), **(dict(_LOOKS[kind]) | {"align": "center"}))
        sheet.cells.write_number(sheet.end, 2 + len(cells), cells.count(NO), book.look(**boxed(align="center")))
        sheet.end += 1
    sheet.cells.autofilter(HEADER_ROW, 0, sheet.end - 1, 2 + len(each.lines))
