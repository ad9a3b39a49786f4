"""What is fuzzed: functions of bytes that end quietly, or with a Stop, which is a refusal in a sentence. All else is a crash.

Each has a few small good inputs to begin with, so that the fuzzer does not have to guess what a PDF looks like.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import layouts
import xlsxwriter
from attacks import editor_fuzzed
from made_pdf import Sheet, made
from tools import EXAMPLES
from word_files import p, parts_of, table, tr, word_file, zipped

from generator import catalogue, intake
from generator.answers import landlord, sections, source, starter, tidy
from generator.answers.register import Register
from generator.importers import match, pdf
from generator.importers.rows import Cell, Row
from generator.intake.documents import open_document
from generator.policy import comparing
from generator.policy import sections as policy_sections
from generator.problems import Stop
from generator.rich_text import Text, canonical_text, read_text, write
from generator.templates import Templates

EDITION = catalogue.load("housing-ombudsman-2024")
SECTION = next(section for section in EDITION.sections if section.number == "6")
EXAMPLE = EXAMPLES / "exemplar-homes" / "2026"
FEW = layouts.invented(EDITION)[28:36]


def _answers(data: bytes, _: Path) -> None:
    held = source.from_bytes("section-6.md", data)
    source.problems(held)
    found, _ = sections.read(held, EDITION, SECTION, Register.of(()))
    for answer in found:
        for text in (answer.commentary, answer.alternative, answer.note):
            _same(text)
    tidied, _ = tidy.tidy(held, EDITION, SECTION)
    again, changes = tidy.tidy(tidied, EDITION, SECTION)
    assert (again, changes) == (tidied, []), "what was tidied is tidied again"


def _landlord(data: bytes, _: Path) -> None:
    held = source.from_bytes("landlord.md", data)
    source.problems(held)
    landlord.read(held)


def _text(data: bytes, _: Path) -> None:
    _same(read_text(data.decode("utf-8", "ignore")))


def _same(text: Text) -> None:
    assert read_text("\n".join(write(text))) == text, "written and read again, it is another text"
    assert canonical_text(text) == text, "what was read is not in its canonical form"


def _matcher(data: bytes, _: Path) -> None:
    """Each line a row, tabs between its cells; the byte 1 stands for the next provision's own text."""
    provisions = iter(EDITION.provisions * 30)
    words = "".join(next(provisions).text if char == "\x01" else char for char in data.decode("utf-8", "ignore")[:2000])
    rows = [Row(f"line {i}", tuple(Cell(read_text(c)) for c in line.split("\t"))) for i, line in enumerate(words.split("\n"))]
    match.best(rows, [EDITION], "fuzzed.txt")


def _document(kind: str) -> Callable[[bytes, Path], None]:
    """Reading alone: finding the answers in what was read is slower by far, and has a target of its own."""

    def read(data: bytes, folder: Path) -> None:
        path = folder / f"fuzzed{kind}"
        path.write_bytes(data)
        document = open_document(path)
        for row in (*document.rows, *document.comments):
            for cell in row.cells:
                cell.text.encode("utf-8")
        if kind == ".json":
            for text in intake.brought([document], Templates().wording).files.values():
                text.encode("utf-8")

    return read


def _policy(data: bytes, folder: Path) -> None:
    path = folder / "fuzzed.html"
    path.write_bytes(data)
    read = policy_sections.read(open_document(path).rows, path.name)
    comparing.compare(read, EDITION)


def _within(kind: str, part: str) -> Callable[[bytes, Path], None]:
    """The bytes as one part of a good package: as a whole they would get no further than its checksums."""

    def read(data: bytes, folder: Path) -> None:
        good = parts_of(_whole(kind))
        _document(kind)(zipped(good | {part: data}), folder)

    return read


@cache
def _whole(kind: str) -> bytes:
    """A small good package: a few answers, as a table in Word or a sheet of Excel."""
    rows = [(a.number, layouts.whole(a.provision), a.words, "; ".join(a.evidence), " ".join(a.commentary)) for a in FEW]
    if kind == ".docx":
        return word_file(p("Self-assessment", '<w:pStyle w:val="Heading1"/>') + table(*(tr(*row) for row in rows)))
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "use_future_functions": False})
    sheet = book.add_worksheet("Answers")
    for i, row in enumerate(rows):
        sheet.write_row(i, 0, row)
    book.close()
    return held.getvalue()


def _page() -> bytes:
    rows = "".join(
        f"<tr><td>{a.number}<td>{layouts.whole(a.provision)}<td>{a.words}<td><ul><li>{a.evidence[0]}</ul>" for a in FEW
    )
    return f"<!DOCTYPE html><html><body><h1>Self-assessment</h1><table>{rows}</table></body></html>".encode()


def _pdf() -> bytes:
    sheet = Sheet().text(50, 50, "Self-assessment", 20)
    for i, a in enumerate(FEW):
        sheet = sheet.lines(50, 90 + 80 * i, f"{a.number} {layouts.whole(a.provision)[:90]}", a.words, a.evidence[0])
    return made(sheet)


def _data() -> bytes:
    from sample import full_view

    from generator.render import data

    files = data.render(full_view(), Templates())
    return next(content for name, content in files.items() if not name.endswith(".schema.json"))


def _section_file() -> bytes:
    return starter.files(EDITION, {})["section-6.md"].encode()[:6000]


TARGETS: dict[str, tuple[Callable[[bytes, Path], None], Callable[[], list[bytes]]]] = {
    "answers": (
        _answers,
        lambda: [
            _section_file(),
            (EXAMPLE / "section-6.md").read_bytes()[:6000],
            b"## 6.3 x\nComply: No\n### Action\nWhat: a\nBy: June\n",
        ],
    ),
    "landlord": (_landlord, lambda: [(EXAMPLE / "landlord.md").read_bytes()]),
    "text": (_text, lambda: [b"- **a** *b*\n  1. c\n  2. d\n[e](https://f.example/g) www.h.example i@j.example \\- k"]),
    "matcher": (
        _matcher,
        lambda: [b"1.1\t\x01\tYes\tPolicy\n\x01\nYes\n\x01 No\n\x01\tPartial\n", b"6.1 \x01 Comply: Yes\nEvidence: a"],
    ),
    "word": (_within(".docx", "word/document.xml"), lambda: [parts_of(_whole(".docx"))["word/document.xml"]]),
    "excel": (_within(".xlsx", "xl/worksheets/sheet1.xml"), lambda: [parts_of(_whole(".xlsx"))["xl/worksheets/sheet1.xml"]]),
    "html": (_document(".html"), lambda: [_page()]),
    "policy": (
        _policy,
        lambda: [b"<h1>1 Aim</h1><p>1.1 We answer within 10 working days (page 2).</p><h2>2 Stage 1</h2><ul><li>a"],
    ),
    "pdf": (lambda data, _: pdf.read(data) and None, lambda: [_pdf()]),
    "plain": (_document(".txt"), lambda: [layouts.heading_lines(FEW).encode(), layouts.labels_in_line(FEW).encode()]),
    "markdown": (_document(".md"), lambda: [layouts.markdown_table(FEW).encode(), layouts.markdown_headings(FEW).encode()]),
    "data": (_document(".json"), lambda: [_data()]),
    "editor": (editor_fuzzed.run, lambda: list(editor_fuzzed.begin())),
}
"""Each target and its first inputs by name."""


def run(name: str, data: bytes, folder: Path) -> None:
    """Give one input to a target. Raises whatever falls, but for a Stop."""
    try:
        TARGETS[name][0](data, folder)
    except Stop:
        return
