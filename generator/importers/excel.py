"""Workbooks -> rows: our own, and whatever a landlord has filled in before.

Read as the sheets show them: the results of formulas, numbers with their decimals, dates in words; sheets that are hidden not at
all. A merged cell's text stands in the first of its cells.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from lxml import etree
from openpyxl.packaging.relationship import get_dependents
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS

from generator.importers.number_formats import shown
from generator.importers.package import damaged, open_package, refuse_pieces, tags_in
from generator.importers.rows import Cell, Measured, Row
from generator.problems import Stop
from generator.rich_text import PARAGRAPH, SAFE_SCHEMES, Block, Run, Text

MOST_CELLS = 1_500_000
"""Cells, with a row counted as one, that are read of a workbook: the rows of a whole empty sheet, and a few columns of them."""

MOST_SHEETS = 250
MOST_TAGS = 6_000_000
"""Tags of the sheets: as many cells have them. Other parts (texts, styles) have as many as a Word file's at most."""

Value = tuple[object, str, str] | None
"""What a cell holds, its number format, and where it is ("D4"); None where it is empty."""

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_LINES = re.compile(r"\r\n|[\r\n\v\u2028\u2029]")
_SHEETS = "xl/worksheets/"
_COMMENTS = re.compile(r"xl/(?:comments/)?comments?\d*\.xml")
_HELD = re.compile(rb"<(?:\w+:)?[vt]\b[^<>]*(?<!/)>[^<]")  # a cell's value; openpyxl would take half a minute over empty rows
_STRICT = b"http://purl.oclc.org/ooxml/"

# What openpyxl raises over a part that is not what it should be; it has no error of its own for that.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    SyntaxError,  # of XML
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
)


def read(data: bytes) -> list[Row]:
    """The rows that hold text, sheet by sheet: each line of a cell is a paragraph, and empty cells at a row's end are left out.

    Raises Stop with a sentence that goes on after the file's name, where the bytes are no workbook or are too much of one.
    """
    with open_package(data) as package, _guarded():
        strict = "xl/workbook.xml" in package.namelist() and _STRICT in package.read("xl/workbook.xml")
        counted = {name: tags_in(package, name) for name in package.namelist()}
    refuse_pieces(sum(tags for name, tags in counted.items() if name.startswith(_SHEETS)), MOST_TAGS)
    refuse_pieces(max((tags for name, tags in counted.items() if not name.startswith(_SHEETS)), default=0))
    if strict:
        raise _other_kind()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it would not write again
        return _read(_open(data))


def _read(reader: _Reader) -> list[Row]:
    rows: list[Row] = []
    seen, measured = 0, Measured()
    for sheet, links in _sheets(reader):
        for number, values in enumerate(_values(sheet), start=1):
            seen += 1 + len(values)
            if seen > MOST_CELLS:
                raise Stop(
                    f"its sheet “{sheet.title}” goes on for far more rows or columns than a self-assessment has. Copy the "
                    "self-assessment alone into a new workbook and use that."
                )
            held = []
            for value in values:
                held.append(Cell(_blocks(value, links)))
                if held[-1].blocks:  # one text may stand in each cell
                    measured.add(held[-1:])
            while held and not held[-1].blocks:
                held.pop()
            if held:
                rows.append(Row(f"sheet {sheet.title}, row {number}", tuple(held)))
    return rows


def hidden(data: bytes) -> list[str]:
    """The names of the sheets that are hidden and hold something. Raises Stop as ``read`` does, which comes first."""
    with open_package(data) as package, _guarded(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = _reader(data)
        reader.read_manifest()
        reader.read_workbook()
        parts = [(sheet.name, relation.target) for sheet, relation in reader.parser.find_sheets() if sheet.state != "visible"]
        there = package.namelist()
        return [name for name, part in parts if part in there and _HELD.search(package.read(part))]


def comments(data: bytes) -> list[Row]:
    """The comments on a workbook's cells, a row each, whose place is "comment by" and a name. Raises Stop as ``read`` does."""
    rows: list[Row] = []
    with open_package(data) as package, _guarded():
        for name in sorted(filter(_COMMENTS.fullmatch, package.namelist())):
            root = etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
            authors = [author.text or "" for author in root.iterfind("{*}authors/{*}author")]
            for comment in root.iterfind("{*}commentList/{*}comment"):
                words = _unescaped("".join(text.text or "" for text in comment.iterfind("{*}text//{*}t")))
                lines = _LINES.split(f"{comment.get('ref', '')}: {words}")
                blocks = (Block(PARAGRAPH, (Run(line),)) for line in lines if line.strip())
                author = authors[int(comment.get("authorId", "0"))] if authors else ""
                rows.append(Row(f"comment by {author or 'somebody'}", (Cell(tuple(blocks)),)))
    return rows


class _Reader(ExcelReader):
    """openpyxl's reader with a table of texts of its own: openpyxl's leaves escapes as they are, and loses typed ones."""

    def read_worksheets(self) -> None:
        """Raises Stop where there are more sheets than are read; several that are one and the same part are damage."""
        parts = [relation.target for _, relation in self.parser.find_sheets()]
        if len(parts) > MOST_SHEETS:
            raise Stop(
                f"it has {len(parts):,} sheets, more than the {MOST_SHEETS} that are read. Copy the self-assessment alone into a new "
                "workbook and use that."
            )
        if len(set(parts)) < len(parts):
            raise damaged()
        super().read_worksheets()

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                items = etree.iterparse(source, tag="{*}si", resolve_entities=False, no_network=True, huge_tree=False)
                self.shared_strings = [_string(item) for _, item in items]  # type: ignore[misc] # a cell holds what stands here


def _string(item: etree._Element) -> tuple[Run, ...]:
    """A shared text with its bold and italic words; readings aids of East Asian scripts are left out."""
    runs = []
    for part in item:
        name = etree.QName(part).localname
        if name == "t":
            runs.append(Run(_unescaped(part.text or "")))
        elif name == "r":
            text = "".join(t.text or "" for t in part.iterfind("{*}t"))
            runs.append(Run(_unescaped(text), _switched_on(part, "b"), _switched_on(part, "i")))
    item.clear()
    return tuple(runs)


def _switched_on(run: etree._Element, name: str) -> bool:
    found = run.find(f"{{*}}rPr/{{*}}{name}")
    return found is not None and found.get("val", "1") not in ("0", "false")


def _unescaped(text: str) -> str:
    """The text with _x000D_ and its like as the characters that they stand for (ECMA-376, 22.9.2.19)."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _reader(data: bytes) -> _Reader:
    return _Reader(BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _open(data: bytes) -> _Reader:
    reader = _reader(data)
    try:
        reader.read()
    except OSError as error:  # so it says that there is no workbook
        raise _other_kind() from error
    except _DAMAGE as error:
        raise (damaged() if "xl/workbook.xml" in reader.archive.namelist() else _other_kind()) from error
    return reader


@contextmanager
def _guarded() -> Iterator[None]:
    """Makes a sentence of what openpyxl raises over a damaged part."""
    try:
        yield
    except _DAMAGE as error:
        raise damaged() from error


def _sheets(reader: _Reader) -> Iterator[tuple[Any, Mapping[str, str]]]:
    """Each visible sheet, with the addresses that its cells link to."""
    parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    sheets: list[Any] = reader.wb.worksheets  # whose types are not those of sheets that are only read
    for sheet in sheets:
        if sheet.sheet_state == "visible":
            with _guarded():
                links = _links(reader.archive, parts[sheet.title])
            yield sheet, links


def _links(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Outside addresses by the cell that links to them ("D4")."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.namelist():
        return {}
    outside = (r for r in get_dependents(package, relations) if r.TargetMode == "External")
    addresses = {r.Id: r.Target for r in outside if r.Target.partition(":")[0].lower() in SAFE_SCHEMES}
    if not addresses:
        return {}
    hyperlinks = _Hyperlinks()
    parser = etree.XMLParser(
        target=hyperlinks,  # type: ignore[arg-type] # lxml calls only what a target has
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    with package.open(part) as source:
        etree.parse(source, parser)
    return {ref.partition(":")[0]: addresses[key] for ref, key in hyperlinks.found if key in addresses}


class _Hyperlinks:
    """Takes the links of a sheet, each with its cells and its address's id, and keeps nothing else: a sheet has millions of tags."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """What lxml calls for each tag."""
        if tag.endswith("}hyperlink"):
            id_ = next((value for name, value in attributes.items() if name.endswith("}id")), "")
            self.found.append((attributes.get("ref", ""), id_))

    def close(self) -> None:
        """What lxml calls at the end."""


def _values(sheet: Any) -> Iterator[list[Value]]:
    """What each cell holds, row by row from the first."""
    sheet.reset_dimensions()  # as the file gives them, they may be wrong or meant to do harm
    rows = sheet.iter_rows()
    while True:
        with _guarded():
            row = next(rows, None)
            values = [_value(cell) for cell in row or ()]
        if row is None:
            return
        yield values


def _value(cell: Any) -> Value:
    held = cell.value
    if held is None:
        return None
    return held, "" if isinstance(held, tuple) else cell.number_format, cell.coordinate  # text needs no format


def _blocks(value: Value, links: Mapping[str, str]) -> Text:
    """A paragraph for each line of a cell that holds text."""
    if value is None:
        return ()
    held, number_format, place = value
    runs = held if isinstance(held, tuple) else (Run(_unescaped(shown(held, number_format))),)
    if place in links:
        runs = tuple(Run(run.text, run.bold, run.italic, links[place]) for run in runs)
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = (Run(text, *run[1:]) for text in _LINES.split(run.text))
        lines[-1].append(first)
        lines += [[other] for other in others]
    return tuple(
        Block(PARAGRAPH, tuple(run for run in line if run.text)) for line in lines if any(run.text.strip() for run in line)
    )


def _other_kind() -> Stop:
    return Stop(
        "it is not a workbook that can be read here, whatever its name says. Open it in the program that it came from, save it as an "
        "Excel workbook (.xlsx, not strict and not binary), and use that file."
    )
