"""PDF files as they are read: made by hand, by LibreOffice and by Chromium."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
import zlib
from pathlib import Path

import docx
import pypdfium2
import pytest
import sample
import tools
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from made_pdf import Sheet, made

from generator.importers import pdf, pdf_streams
from generator.importers.match import match
from generator.importers.rows import HEADING, Row
from generator.importers.stream import letters
from generator.problems import Stop
from generator.render import word
from generator.rich_text import BULLET, NUMBER, PARAGRAPH
from generator.templates import templates_for

TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
LOCKED = (
    'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"secret"}}'
)


def texts(data: bytes) -> list[str]:
    """The words of each row, cells parted by a bar, blocks by a stroke."""
    return [" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in pdf.read(data)]


def blocks(data: bytes) -> list[tuple[str, int, int, str]]:
    """Kind, level, number and words of every block."""
    return [
        (block.kind, block.level, block.number, "".join(run.text for run in block.runs))
        for row in pdf.read(data)
        for cell in row.cells
        for block in cell.blocks
    ]


# Lines and paragraphs


def test_the_lines_of_a_paragraph_are_joined_and_a_gap_ends_it() -> None:
    page = Sheet().lines(
        72, 100, "We want it to be easy to complain, and we listen", "to what people tell us, for it helps everybody"
    )
    page.lines(72, 142, "and a second paragraph stands a line further down", "than the lines of one do.")
    assert texts(made(page)) == [
        "We want it to be easy to complain, and we listen to what people tell us, for it helps everybody",
        "and a second paragraph stands a line further down than the lines of one do.",
    ]


def test_an_indent_begins_a_paragraph() -> None:
    page = Sheet().lines(
        72, 100, "The first paragraph of this page goes on to the end of", "the second line and fills it nearly up to the margin"
    )
    page.text(90, 124, "and the next one is set in from it, as in a book that").text(72, 136, "saves its paper.")
    assert len(texts(made(page))) == 2


def test_a_line_that_was_ended_on_purpose_ends_its_paragraph() -> None:
    page = Sheet().lines(
        72,
        100,
        "Write to:",
        "Exemplar Homes",
        "1 High Street",
        "Sometown",
        "We answer every letter within five working days of its arrival.",
    )
    assert texts(made(page)) == [
        "Write to:",
        "Exemplar Homes",
        "1 High Street",
        "Sometown",
        "We answer every letter within five working days of its arrival.",
    ]


def test_words_broken_at_a_lines_end_are_whole_again_and_compounds_keep_their_hyphen() -> None:
    page = Sheet().lines(
        72,
        100,
        "A complaint is answered by the team, and each respon-",
        "se is read twice. Ours is a well-kept two-stage self-",
        "assessment, and nobody is asked to com-",
        "plain a second time about what was well-",
        "kept. It runs from 2025-",
        "26 on.",
    )
    (read,) = texts(made(page))
    assert read == (
        "A complaint is answered by the team, and each response is read twice. Ours is a well-kept two-stage self-assessment, and "
        "nobody is asked to complain a second time about what was well-kept. It runs from 2025-26 on."
    )


def test_list_marks_begin_items_with_their_depth() -> None:
    page = Sheet().text(72, 100, "We will:")
    page.text(72, 116, "•").text(90, 116, "say sorry, and explain what went wrong in words that the").text(
        90, 128, "resident understands"
    )
    page.text(90, 144, "–").text(108, 144, "and when it will be put right")
    page.text(72, 160, "•").text(90, 160, "learn from it")
    page.text(72, 176, "1.").text(90, 176, "first").text(72, 192, "2.").text(90, 192, "second")
    page.text(72, 208, "3.2.9").text(108, 208, "A clause keeps its number.")
    assert blocks(made(page)) == [
        (PARAGRAPH, 0, 0, "We will:"),
        (BULLET, 0, 0, "say sorry, and explain what went wrong in words that the resident understands"),
        (BULLET, 1, 0, "and when it will be put right"),
        (BULLET, 0, 0, "learn from it"),
        (NUMBER, 0, 1, "first"),
        (NUMBER, 0, 2, "second"),
        (PARAGRAPH, 0, 0, "3.2.9 A clause keeps its number."),
    ]


def test_a_number_in_mid_sentence_begins_nothing() -> None:
    page = Sheet().lines(
        72,
        100,
        "Extensions are explained to the resident as set out in section",
        "6.3 of this policy, and the reasons are given.",
    )
    assert len(texts(made(page))) == 1


def test_larger_and_bold_lines_are_headings() -> None:
    page = Sheet().text(72, 80, "Complaints policy", 20).text(72, 120, "1. What a complaint is", 14, bold=True)
    page.lines(72, 140, "We use the definition that the Code gives, word for word, so that", "everybody knows it.")
    page.text(72, 180, "Representatives", bold=True).text(72, 194, "Anybody may complain for somebody else.")
    assert blocks(made(page)) == [
        (HEADING, 1, 0, "Complaints policy"),
        (HEADING, 2, 0, "1. What a complaint is"),
        (PARAGRAPH, 0, 0, "We use the definition that the Code gives, word for word, so that everybody knows it."),
        (HEADING, 3, 0, "Representatives"),
        (PARAGRAPH, 0, 0, "Anybody may complain for somebody else."),
    ]


def test_bold_words_are_runs_of_their_own() -> None:
    page = Sheet().text(72, 100, "within ").text(104, 100, "five working days", bold=True).text(194, 100, "of receipt")
    (row,) = pdf.read(made(page))
    assert [(run.text, run.bold) for run in row.cells[0].blocks[0].runs] == [
        ("within ", False),
        ("five working days", True),
        (" of receipt", False),
    ]


# Columns and tables


def five_columns(page: Sheet, down: float, *cells: str, pitch: float = 12) -> None:
    """A table's row at five places, a stroke parting the lines of a cell."""
    for left, cell in zip((40, 80, 280, 330, 450), cells, strict=True):
        for i, line in enumerate(cell.split("/")):
            page.text(left, down + i * pitch, line)


def test_a_table_that_is_drawn_gives_a_row_for_each_of_its_rows() -> None:
    page = Sheet(842, 595)
    five_columns(page, 70, "Code", "Requirement", "Comply", "Evidence", "Commentary")
    five_columns(page, 90, "6.2", "Complaints must be/acknowledged", "Yes", "Letter A", "Always done/and checked.")
    five_columns(page, 120, "6.3", "A full response", "No", "", "Not yet.")
    for down in (58, 78, 108, 128):
        page.rule(38, down, 600, down)
    for left in (38, 78, 278, 328, 448, 600):
        page.rule(left, 58, left, 128)
    assert texts(made(page)) == [
        "Code | Requirement | Comply | Evidence | Commentary",
        "6.2 | Complaints must be acknowledged | Yes | Letter A | Always done and checked.",
        "6.3 | A full response | No |  | Not yet.",
    ]


def test_a_merged_cell_stands_in_its_first_place() -> None:
    page = Sheet()
    page.text(60, 90, "Section 6: Complaints stages").text(60, 110, "6.2").text(160, 110, "Yes").text(260, 110, "Letter A").text(
        260, 130, "Letter B"
    )
    page.rule(50, 80, 400, 80).rule(50, 98, 400, 98).rule(250, 118, 400, 118).rule(50, 138, 400, 138)
    page.rule(50, 80, 50, 138).rule(150, 98, 150, 138).rule(250, 98, 250, 138).rule(400, 80, 400, 138)
    assert texts(made(page)) == ["Section 6: Complaints stages |  | ", "6.2 | Yes | Letter A", " |  | Letter B"]


def test_a_line_under_a_word_parts_no_row() -> None:
    page = Sheet()
    page.text(60, 90, "Policy").text(152, 90, "see our website").text(152, 112, "and the leaflet")
    page.rule(152, 92, 340, 92)
    page.rule(50, 78, 400, 78).rule(50, 120, 400, 120)
    page.rule(50, 78, 50, 120).rule(150, 78, 150, 120).rule(400, 78, 400, 120)
    (row,) = pdf.read(made(page))
    assert [cell.text.split() for cell in row.cells] == [["Policy"], ["see", "our", "website", "and", "the", "leaflet"]]


def test_columns_without_lines_around_them_are_not_interleaved() -> None:
    page = Sheet(842, 595)
    five_columns(page, 70, "Code", "Requirement", "Comply", "Evidence", "Commentary")
    five_columns(
        page,
        94,
        "6.2",
        "Complaints must be ack-/nowledged, defined and/logged",
        "Yes",
        "Letter A",
        "We always do, and/check it each week with/a report.",
    )
    five_columns(
        page,
        142,
        "6.3",
        "A full response to stage/1 complaints",
        "No",
        "Annual/report",
        "Not yet: we answer most/of them in time.",
    )
    assert texts(made(page)) == [
        "Code | Requirement | Comply | Evidence | Commentary",
        "6.2 | Complaints must be acknowledged, defined and logged | Yes | Letter A | We always do, and check it each week with a report.",
        "6.3 | A full response to stage 1 complaints | No | Annual report | Not yet: we answer most of them in time.",
    ]


def test_labels_beside_their_values_are_rows() -> None:
    page = Sheet()
    for i, (name, value) in enumerate((("Title", "Complaints policy"), ("Owner", "Head of Customers"), ("Review", "March 2027"))):
        page.text(72, 100 + i * 12, name).text(200, 100 + i * 12, value)
    assert texts(made(page)) == ["Title | Complaints policy", "Owner | Head of Customers", "Review | March 2027"]


def test_a_page_set_in_two_columns_is_read_down_each_of_them() -> None:
    page = Sheet()
    page.lines(60, 100, *["left column words that fill the line up"] * 20).lines(
        320, 106, *["right column words that fill the line"] * 20
    )
    (left, right) = (row.cells[0].text for row in pdf.read(made(page)))
    assert "right" not in left
    assert "left" not in right


def test_a_row_that_a_pages_end_cuts_is_one_row_and_a_repeated_header_is_left_out() -> None:
    sheets = []
    for number, cells in (
        (1, ("6.2", "Complaints must be/acknowledged, defined", "Yes", "Letter A", "We always do")),
        (2, ("", "and logged.", "", "", "what it asks.")),
    ):
        page = Sheet(842, 595)
        five_columns(page, 300 if number == 1 else 150, "Code", "Requirement", "Comply", "Evidence", "Commentary")
        top = 320 if number == 1 else 170
        five_columns(page, top, *cells)
        for down in (top - 34, top - 12, top + 20):
            page.rule(38, down, 600, down)
        for left in (38, 78, 278, 328, 448, 600):
            page.rule(left, top - 34, left, top + 20)
        sheets.append(page)
    assert texts(made(*sheets)) == [
        "Code | Requirement | Comply | Evidence | Commentary",
        "6.2 | Complaints must be acknowledged, defined and logged. | Yes | Letter A | We always do what it asks.",
    ]


def test_text_goes_on_over_a_pages_end() -> None:
    one = Sheet().lines(
        72,
        780,
        "We acknowledge every complaint within five working days of",
        "the day on which we receive it, and we tell the resident in",
    )
    other = Sheet().lines(72, 72, "writing who will look into it.", "That is all.")
    first, second = pdf.read(made(one, other))
    assert first.cells[0].text.endswith("we tell the resident in writing who will look into it.")
    assert (first.place, second.place, second.cells[0].text) == ("page 1", "page 2", "That is all.")


# Page furniture


def test_running_headers_footers_and_page_numbers_are_left_out() -> None:
    sheets = [
        Sheet()
        .text(72, 40, "Exemplar Homes: complaints policy")
        .text(72, 300, f"This is what page {n} says.")
        .text(280, 810, f"Page {n} of 5")
        for n in range(1, 6)
    ]
    assert texts(made(*sheets)) == [f"This is what page {n} says." for n in range(1, 6)]


def test_what_is_said_at_the_top_of_several_pages_stays_where_it_differs() -> None:
    sheets = [
        Sheet().text(72, 60, f"Code provision 6.{n}").text(72, 90, "Do we comply?").text(72, 300 + n, f"Answer {n}")
        for n in (3, 7, 12, 15, 19)
    ]
    read = texts(made(*sheets))
    assert [text for text in read if text.startswith("Code")] == [f"Code provision 6.{n}" for n in (3, 7, 12, 15, 19)]


def test_words_that_run_sideways_are_kept_and_a_watermark_is_not() -> None:
    sheets = [Sheet().text(72, 300, f"This is the text of page {n}").sideways(30, 600, "DRAFT") for n in range(4)]
    sheets[2].sideways(560, 600, "Appendix")
    assert texts(made(*sheets)) == [
        *[f"This is the text of page {n}" for n in range(4)],
        "Appendix",
    ]


def test_a_page_that_lies_on_its_side_reads_as_any_other() -> None:
    page = Sheet(turned=90)
    for i, (name, value) in enumerate((("Title", "Complaints policy"), ("Owner", "Head of Customers"), ("Review", "March 2027"))):
        page.sideways(100 + i * 12, 700, name).sideways(100 + i * 12, 600, value)
    page.text(300, 400, "upright")
    assert texts(made(page)) == ["Title | Complaints policy", "Owner | Head of Customers", "Review | March 2027", "upright"]


# What cannot be read


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no PDF"),
        (b"PK\x03\x04 no PDF", "no PDF"),
        (made(Sheet().text(72, 100, "x"))[:200], "no PDF"),
        (made(Sheet()), "has no text"),
        (made(Sheet().picture()), "has no text"),
        (made(Sheet().text(72, 100, "Cover"), Sheet().picture(), Sheet().picture()), "2 of its 3 pages are pictures"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Stop, match=sentence):
        pdf.read(data)


def test_too_many_pages_and_too_many_bytes_are_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(Stop, match="3 pages"):
        pdf.read(made(*[Sheet().text(72, 100, "x")] * 3))
    monkeypatch.setattr(pdf, "MOST_BYTES", 100)
    with pytest.raises(Stop, match="larger than"):
        pdf.read(made(Sheet()))


def test_too_much_text_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_LETTERS", 5)
    with pytest.raises(Stop, match="more text"):
        pdf.read(made(Sheet().text(72, 100, "complaints")))


# Files that office programs and browsers write


def converted(path: Path, how: str = "pdf") -> bytes:
    """The PDF that LibreOffice makes of a document, with export options."""
    if how == "pdf":
        return tools.libreoffice_pdf(path, path.parent).read_bytes()
    profile = path.parent / "profile"
    command = [tools.need("libreoffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", how]
    subprocess.run([*command, "--outdir", path.parent, path], check=True, capture_output=True, timeout=300)
    return path.with_suffix(".pdf").read_bytes()


@pytest.fixture(scope="module")
def own_document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ((name, data),) = word.render(sample.full_view(), templates_for(())).items()
    path = tmp_path_factory.mktemp("own") / name
    path.write_bytes(data)
    return path


def wrong_answers(rows: list[Row]) -> list[str]:
    """The provisions whose verdict or evidence is not what the sample says."""
    found = {answer.number: answer for answer in match(rows, sample.EDITION).found}
    return [
        given.provision
        for given in sample.full_assessment().answers
        if given.provision not in found
        or found[given.provision].comply != given.comply
        or [letters("".join(run.text for run in item)) for item in found[given.provision].evidence]
        != [letters("".join(run.text for run in item.runs)) for item in given.evidence]
    ]


@pytest.mark.libreoffice
@pytest.mark.parametrize("how", ["pdf", TAGGED], ids=["untagged", "tagged"])
def test_our_own_word_document_as_pdf_gives_every_answer(own_document: Path, how: str) -> None:
    rows = pdf.read(converted(own_document, how))
    assert wrong_answers(rows) == []
    in_five_columns = [row for row in rows if len(row.cells) == 5 and row.cells[0].text != "Code provision"]
    assert len([row for row in in_five_columns if row.cells[2].text in ("Yes", "No")]) == 72
    assert not [row for row in rows if "Page 3 of" in "".join(cell.text for cell in row.cells)]
    assert {row.place.partition(" ")[0] for row in rows} == {"page"}


@pytest.mark.libreoffice
def test_a_locked_file_is_a_sentence(own_document: Path) -> None:
    with pytest.raises(Stop, match="password"):
        pdf.read(converted(own_document, LOCKED))


def policy(path: Path, sections: int) -> None:
    """A policy with headings, numbered clauses, lists and a running header, as Word writes it."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Exemplar Homes complaints policy"
    document.add_heading("Complaints policy", 0)
    for number in range(1, sections + 1):
        document.add_heading(f"{number}. Part {number} of the policy", 1)
        for clause in range(1, 4):
            document.add_paragraph(
                f"{number}.{clause} In clause {clause} of part {number} we say at some length what residents can expect of us, so that "
                "the text runs over several lines of the page and has to be put together again when it is read."
            )
        document.add_heading(f"Examples for part {number}", 2)
        for word_ in ("post", "telephone", "our website"):
            document.add_paragraph(f"by {word_}", style="List Bullet")
    document.save(str(path))


@pytest.mark.libreoffice
@pytest.mark.parametrize("how", ["pdf", TAGGED], ids=["untagged", "tagged"])
def test_a_policy_from_word_keeps_its_headings_clauses_and_lists(tmp_path: Path, how: str) -> None:
    policy(tmp_path / "policy.docx", 8)
    read = blocks(converted(tmp_path / "policy.docx", how))
    headings = [text for kind, _, _, text in read if kind == HEADING]
    assert [text for text in headings if text[0].isdigit()] == [f"{n}. Part {n} of the policy" for n in range(1, 9)]
    assert len([text for text in headings if text.startswith("Examples")]) == 8
    clauses = [text for _, _, _, text in read if text.endswith("put together again when it is read.")]
    assert [text.partition(" ")[0] for text in clauses] == [f"{n}.{c}" for n in range(1, 9) for c in range(1, 4)]
    assert [text for kind, _, _, text in read if kind == BULLET] == ["by post", "by telephone", "by our website"] * 8
    assert not [text for _, _, _, text in read if text == "Exemplar Homes complaints policy"]


@pytest.mark.libreoffice
def test_a_hundred_pages_take_less_than_ten_seconds_and_300_megabytes(tmp_path: Path) -> None:
    policy(tmp_path / "policy.docx", 330)
    data = converted(tmp_path / "policy.docx")
    assert len(pypdfium2.PdfDocument(data)) > 100
    program = (
        "import sys, pathlib; from generator.importers import pdf; "
        "print(len(pdf.read(pathlib.Path(sys.argv[1]).read_bytes()))); "
        # not ru_maxrss: Linux counts in it what the process that started this one held
        "status = pathlib.Path('/proc/self/status'); "
        "print(status.read_text().partition('VmHWM:')[2].split()[0] if status.exists() else 0)"
    )
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "policy.pdf"], check=True, capture_output=True, cwd=tools.ROOT
    )
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    rows, memory = map(int, done.stdout.split())
    assert rows > 2000
    assert min(took, after.ru_utime - before.ru_utime) < 10
    assert memory < 300 * 1024


@pytest.mark.libreoffice
def test_a_table_without_borders_from_word_keeps_its_columns(tmp_path: Path) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, section.page_height, section.page_width
    table = document.add_table(rows=1, cols=5)
    for cell, title in zip(
        table.rows[0].cells, ("Code provision", "Code requirement", "Comply", "Evidence", "Commentary"), strict=True
    ):
        cell.paragraphs[0].add_run(title).bold = True
    for provision in sample.EDITION.provisions:
        cells = table.add_row().cells
        texts_ = (
            provision.number,
            provision.text,
            "Yes",
            f"Complaints policy, section {provision.number}",
            "We do, and this says how in some words.",
        )
        for cell, text in zip(cells, texts_, strict=True):
            cell.text = text
            cell.paragraphs[0].paragraph_format.space_after = Pt(6)
    document.save(str(tmp_path / "bare.docx"))
    found = match(pdf.read(converted(tmp_path / "bare.docx")), sample.EDITION).found
    right = [
        answer.number
        for answer in found
        if answer.comply == "yes"
        and letters("".join(run.text for item in answer.evidence for run in item))
        == letters(f"Complaints policy, section {answer.number}")
    ]
    assert len(right) >= 0.98 * 72


@pytest.mark.libreoffice
def test_a_document_in_two_columns_is_read_down_each_of_them(tmp_path: Path) -> None:
    document = docx.Document()
    columns = OxmlElement("w:cols")
    columns.set(qn("w:num"), "2")
    properties = document.sections[0]._sectPr
    for old in properties.findall(qn("w:cols")):
        properties.remove(old)
    properties.append(columns)
    words = [f"Sentence {n} of the policy goes on for a while, as sentences in policies do." for n in range(120)]
    for start in range(0, 120, 6):
        document.add_paragraph(" ".join(words[start : start + 6]))
    document.save(str(tmp_path / "columns.docx"))
    read = " ".join(text for *_, text in blocks(converted(tmp_path / "columns.docx")))
    assert [number for number in range(120) if words[number] not in read] == []
    places = [read.index(sentence) for sentence in words]
    assert places == sorted(places)


@pytest.mark.chromium
@pytest.mark.parametrize("border", ["1px solid", "0"], ids=["ruled", "bare"])
@pytest.mark.parametrize("tagged", [True, False], ids=["tagged", "untagged"])
def test_a_web_page_that_was_printed_gives_every_answer(chromium_page: object, border: str, tagged: bool) -> None:
    cells = "".join(
        f"<tr><td>{provision.number}<td>{provision.text}<td>Yes<td><p>Complaints policy: {provision.number} (page 3)<td>"
        f"<p>In {provision.number} we write a longer commentary that goes on over several lines, so that rows break over pages."
        for provision in sample.EDITION.provisions
    )
    page = (
        f"<!doctype html><html lang=en><title>t</title><style>td{{border:{border};padding:6px;vertical-align:top}}"
        "table{border-collapse:collapse}</style><h1>Our self-assessment</h1><table><thead><tr><th>Code provision<th>Code requirement"
        f"<th>Comply<th>Evidence<th>Commentary / explanation</thead>{cells}</table>"
    )
    chromium_page.set_content(page)  # type: ignore[attr-defined]
    data: bytes = chromium_page.pdf(format="A4", landscape=True, tagged=tagged)  # type: ignore[attr-defined]
    found = {answer.number: answer for answer in match(pdf.read(data), sample.EDITION).found}
    right = [
        number
        for number, answer in found.items()
        if answer.comply == "yes"
        and letters("".join(run.text for item in answer.evidence for run in item))
        == letters(f"Complaints policy: {number} (page 3)")
        and letters("".join(run.text for block in answer.commentary for run in block.runs))
        == letters(f"In {number} we write a longer commentary that goes on over several lines, so that rows break over pages.")
    ]
    assert len(right) >= 0.98 * 72


@pytest.mark.chromium
def test_tags_tell_what_the_page_only_draws(chromium_page: object) -> None:
    chromium_page.set_content("<h3>Small</h3><ul><li>first<li>second <b>bold</b></ul><ol><li>one<li>two</ol><p>Text<br>broken")  # type: ignore[attr-defined]
    tagged: bytes = chromium_page.pdf(tagged=True)  # type: ignore[attr-defined]
    read = blocks(tagged)
    assert read[:3] == [(HEADING, 3, 0, "Small"), (BULLET, 0, 0, "first"), (BULLET, 0, 0, "second bold")]
    assert [number for _, _, number, _ in read[3:5]] == [1, 2]
    untagged: bytes = chromium_page.pdf(tagged=False)  # type: ignore[attr-defined]
    assert (BULLET, 0, 0, "first") not in blocks(untagged)


def test_what_unpacks_to_more_than_a_page_can_hold_is_refused_before_pdfium_opens_it(monkeypatch):
    opened = []
    monkeypatch.setattr(pypdfium2, "PdfDocument", opened.append)
    once = zlib.compress(b"q " * 6_000_000)
    for begins, packed in ((b"\n", once), (b"\n", zlib.compress(once)), (b" \n", once), (b"\r", once), (b" % x\r\n", once)):
        with pytest.raises(Stop, match="far larger than a page with words"):
            pdf.read(b"%PDF-1.7\n1 0 obj\n<< /Length 9 >>\nstream" + begins + packed + b"\nendstream\nendobj\n")
    assert opened == []


def test_a_picture_may_be_larger_than_what_draws_a_page():
    picture = zlib.compress(bytes(range(256)) * 60_000)
    pdf_streams.refuse_bombs(b"stream\r\n" + picture + b"endstream stream\nno packing at all endstream")
