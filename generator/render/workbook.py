"""A workbook's sheets, and how text is put into their cells so that it stays the text that it is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.exceptions import DuplicateWorksheetName, InvalidWorksheetName
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_pixel_width, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from generator.printed import Wording
from generator.problems import Stop
from generator.render.colour import accent
from generator.rich_text import Run

MOST_CHARACTERS = 32_767
"""What a cell of Excel holds, in the units that Excel counts: an emoji is two."""

HEADER_ROW = 2
"""Where a table's header stands, counted from 0: below the sheet's title and what the document is."""

_A4 = 9
_TYPE = 10
_SMALLEST_TYPE = 7
_LEADING = 1.275
_TALLEST = 409
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel's times have no zone
_LONGEST_ADDRESS = 2_079

# In a cell's text _x000D_ is a carriage return. XlsxWriter escapes the text so that it is not, but not where two of them share an
# underscore, and twice where the text has several looks; and it takes text within <r> and </r> for XML. Cut here, it is neither.
_CUT = re.compile(r"(?<=_)(?=x[0-9A-Fa-f]{4}_)")


class Titled(Protocol):
    """What a workbook is about: its properties, its colour, and the two lines that each sheet begins with."""

    @property
    def title(self) -> str:
        """What the workbook is."""

    @property
    def landlord(self) -> str:
        """Whose it is."""

    @property
    def period(self) -> str:
        """The time that it is about."""

    @property
    def status_line(self) -> str:
        """What it is worth."""

    @property
    def approved_on(self) -> str:
        """The day of its approval, as 2026-07-23, or ""."""

    @property
    def colour(self) -> str:
        """The landlord's colour, or ""."""


Shown = TypeVar("Shown", bound=Titled)


class Book(Generic[Shown]):
    """The workbook that is being made, with what it shows, its words and its looks."""

    def __init__(self, view: Shown, wording: Wording) -> None:
        self.view = view
        self.wording = wording
        self.accent = accent(view.colour)
        self._stream = BytesIO()
        # XlsxWriter writes into the properties it is given: each workbook gets its own, or the second one differs.
        font = {"font_name": "Arial", "font_size": _TYPE}
        self.file = Workbook(self._stream, _OPTIONS | {"default_format_properties": font})
        self._looks: dict[tuple[tuple[str, object], ...], Format] = {}
        self.file.set_properties(
            {
                "title": view.title,
                "subject": view.period,
                "author": view.landlord,
                "status": view.status_line,
                "created": datetime.fromisoformat(view.approved_on) if view.approved_on else _UNDATED,
            }
        )
        self.file.set_custom_property("Language", "en-GB")

    def words(self, key: str, **values: object) -> str:
        """The workbook's own fixed words of that key."""
        return self.wording["excel." + key].format(**values)

    def look(self, **properties: object) -> Format:
        """The look with these properties of XlsxWriter's formats."""
        key = tuple(properties.items())
        if key not in self._looks:
            self._looks[key] = self.file.add_format(properties)
        return self._looks[key]

    def to_bytes(self) -> bytes:
        """The file, alike on every kind of system, with rows whose height follows when someone edits their text."""
        self.file.close()
        packed = BytesIO()
        with zipfile.ZipFile(self._stream) as made, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            for part in made.infolist():
                content = made.read(part)
                if part.filename.startswith("xl/worksheets/sheet"):
                    content = content.replace(b' customHeight="1"', b"")
                part.create_system = 0  # XlsxWriter leaves the system that it ran on
                package.writestr(part, content)
        return packed.getvalue()


class Sheet(Generic[Shown]):
    """A sheet on landscape A4 that opens with what it is and its status; ``end`` is the next free row.

    Its name is the fixed words of the key, with the values filled in. Raises Stop where that is a name that Excel does not allow.
    """

    def __init__(self, book: Book[Shown], key: str, widths: Sequence[int], **values: object) -> None:
        self.book = book
        self.view = book.view
        self.words = book.words
        self.name = book.words(key, **values)
        try:
            self.cells: Worksheet = book.file.add_worksheet(self.name)
        except (InvalidWorksheetName, DuplicateWorksheetName) as error:
            raise Stop(
                f"wording.toml: a sheet cannot be called “{self.name}”. Give “{key}” under [excel] at most 31 characters, none of "
                r"them [ ] : * ? / \, that no other sheet has."
            ) from error
        self._widths = widths
        self._heights: dict[int, float] = {}
        for column, width in enumerate(widths):
            self.cells.set_column(column, column, width)
        self.cells.set_landscape()
        self.cells.set_paper(_A4)
        self.cells.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.cells.fit_to_pages(1, 0)
        self.cells.set_footer(f"&L&A&R{self.words('page', page='&P', pages='&N')}")
        self.cells.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self.write(0, 0, self.words("heading", sheet=self.name, landlord=self.view.landlord), bold=True, font_size=14)
        what = (self.view.status_line, self.view.title, self.view.period)
        self.write(1, 0, " · ".join(part for part in what if part), bold=True)
        self.end = HEADER_ROW

    def header(self, *titles: str) -> None:
        """A table's header in the next row."""
        self.line(*titles, bold=True, bg_color=self.book.accent, font_color="#ffffff")

    def freeze(self) -> None:
        """Keeps the rows so far in sight, and repeats them on each printed page."""
        self.cells.freeze_panes(self.end, 0)
        self.cells.repeat_rows(0, self.end - 1)

    def line(self, *contents: str | Sequence[Run], **look: object) -> None:
        """A table's next row."""
        for column, content in enumerate(contents):
            self.cell(column, content, **look)
        self.end += 1

    def cell(self, column: int, content: str | Sequence[Run], **look: object) -> None:
        """A wrapped cell of a table, in the next row."""
        self.write(self.end, column, content, **boxed(**look))

    def link(self, column: int, address: str) -> None:
        """A cell of a table with an address that can be followed, where Excel can follow it."""
        if address.startswith(("https://", "http://")) and length(address) <= _LONGEST_ADDRESS:
            size = self._make_room(self.end, column, address, bold=False)
            look = self.book.look(**boxed(underline=1, font_color=self.book.accent, font_size=size))
            self.cells.write_url(self.end, column, address, look, string=address)
        else:
            self.cell(column, address)

    def write(self, row: int, column: int, content: str | Sequence[Run], **look: object) -> None:
        """Text, never a formula, a number or an address; raises Stop where it is longer than a cell holds."""
        runs = (Run(content),) if isinstance(content, str) else content
        text = "".join(run.text for run in runs)
        if length(text) > MOST_CHARACTERS:
            raise Stop(
                f"The workbook cannot be made: the text that begins “{text[:60]}” has {length(text):,} characters, and a cell of "
                f"Excel holds {MOST_CHARACTERS:,}. Shorten it."
            )
        if text.startswith(("=", "+", "-", "@")):
            look["quote_prefix"] = True  # it also stays text when someone edits the cell
        if look.get("text_wrap"):
            look["font_size"] = self._make_room(row, column, text, bold="bold" in look)
        form = self.book.look(**look)
        pieces = list(self._pieces(runs, look.get("font_size", _TYPE)))
        if len(pieces) == 1 and len(text) > 1 and (text.startswith("<r>") or any(run.bold or run.italic for run in runs)):
            pieces = [(pieces[0][0], text[:1]), (pieces[0][0], text[1:])]  # a text of several looks has at least two pieces
        if len(pieces) > 1:
            self.cells.write_rich_string(row, column, *(token for piece in pieces for token in piece), form)
        else:
            self.cells.write_string(row, column, text, form)

    def _pieces(self, runs: Iterable[Run], size: object) -> Iterable[tuple[Format, str]]:
        """The texts of one look each, cut where Excel or XlsxWriter would read more into them."""
        for (bold, italic), group in groupby(runs, key=lambda run: (run.bold, run.italic)):
            text = "".join(run.text for run in group)
            emphasis = {name: True for name, is_so in (("bold", bold), ("italic", italic)) if is_so}
            yield from ((self.book.look(font_size=size, **emphasis), piece) for piece in _CUT.split(text) if piece)

    def _make_room(self, row: int, column: int, text: str, *, bold: bool) -> int:
        """Makes the row as high as its text, and gives the size of the type: a smaller one where Excel has no row so high.

        Excel would find the height by itself when it opens the file; LibreOffice and previews would show one line.
        """
        size = _TYPE
        while True:
            height = _lines_in(text, self._widths[column] * _TYPE / size, bold=bold) * size * _LEADING + 2
            if height <= _TALLEST or size == _SMALLEST_TYPE:
                break
            size -= 1
        if height > self._heights.get(row, 0):
            self._heights[row] = height
            self.cells.set_row(row, min(height, _TALLEST))
        return size

    def span(self, column: int, first: int, last: int) -> str:
        """A column's cells from row to row, as formulas of other sheets name them."""
        return f"{quote_sheetname(self.name)}!{xl_range_abs(first, column, last, column)}"


def boxed(**look: object) -> dict[str, object]:
    """The look of a table's cell."""
    return {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#8c959f", **look}


def _lines_in(text: str, width: float, *, bold: bool) -> int:
    """The lines that a text takes in a column of that width, or a few more."""
    room = (7 * width - 4) * (0.94 if bold else 1)  # the widths are of Calibri 11, of which Arial 10 takes a little less
    lines = 0
    for line in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in line.split(" "):
            size = _pixels(word)
            if used and used + size > room:
                lines, used = lines + 1, 0.0
            lines, used = lines + int((used + size) // room), (used + size) % room + _pixels(" ")
    return lines


@lru_cache(10_000)
def _pixels(word: str) -> int:
    return xl_pixel_width(word)


def length(text: str) -> int:
    """The characters of a text as Excel counts them."""
    return len(text.encode("utf-16-le")) // 2
