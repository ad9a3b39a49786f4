"""The judges judge: each passes what is right and names what is wrong. Otherwise a broken judge would pass everything."""

from pathlib import Path

import docx
import pytest
import tools
import xlsxwriter

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>A page</title></head>
<body><main><h1>A page</h1><p>{body}</p></main></body></html>
"""


def page(folder: Path, body: str, name: str = "page.html") -> Path:
    path = folder / name
    path.write_text(PAGE.format(body=body), encoding="utf-8")
    return path


def word(path: Path, ill: bool = False) -> Path:
    document = docx.Document()
    document.add_heading("A heading", 1)
    paragraph = document.add_paragraph("A paragraph")
    if ill:
        paragraph._p.append(paragraph._p.get_or_add_pPr())  # properties belong before the text
    document.save(str(path))
    return path


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Summary").write_string(0, 0, "A cell")
    return path


@pytest.mark.npm
def test_axe_passes_a_good_page_and_names_a_picture_without_a_text(tmp_path, chromium_page):
    chromium_page.goto(page(tmp_path, "Words").as_uri())
    assert tools.axe_violations(chromium_page) == []

    chromium_page.goto(page(tmp_path, '<img src="data:,">').as_uri())
    assert [line.split(":")[0] for line in tools.axe_violations(chromium_page)] == ["image-alt"]


def test_a_page_that_asks_the_network_is_found_out(tmp_path, chromium):
    with tools.offline_page(chromium) as quiet:
        quiet.goto(page(tmp_path, '<img alt="Logo" src="data:,">').as_uri())
    with pytest.raises(AssertionError, match=r"asked the network.*logo\.example"), tools.offline_page(chromium) as loud:
        loud.goto(page(tmp_path, '<img alt="Logo" src="https://logo.example/a.png">').as_uri())


def test_nu_passes_what_is_right_and_names_the_line_of_what_is_wrong(tmp_path):
    good, bad = page(tmp_path, "Words"), page(tmp_path, '<img src="logo.png">', "bad.html")
    good_sheet, bad_sheet = tmp_path / "good.css", tmp_path / "bad.css"
    good_sheet.write_text("p { color: red }", encoding="utf-8")
    bad_sheet.write_text("\np { colour: red }", encoding="utf-8")

    [in_page, in_sheet] = tools.nu_errors([good, bad, good_sheet, bad_sheet])
    assert in_page.startswith("bad.html:3: ")
    assert "alt" in in_page
    assert in_sheet.startswith("bad.css:2: ")
    assert "colour" in in_sheet


def test_the_open_xml_sdk_passes_good_files_and_names_the_part_of_a_bad_one(tmp_path):
    good, book, ill = word(tmp_path / "good.docx"), workbook(tmp_path / "good.xlsx"), word(tmp_path / "ill.docx", ill=True)
    [error] = tools.open_xml_errors([good, book, ill])
    assert error.startswith("ill.docx: /word/document.xml: ")


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_documents_become_pages_and_pictures(tmp_path):
    for path in (word(tmp_path / "word.docx"), workbook(tmp_path / "book.xlsx")):
        pdf = tools.libreoffice_pdf(path, tmp_path)
        [text] = tools.pdf_text(pdf)
        assert text.startswith("A ")
        [picture] = tools.pdf_pngs(pdf)
        assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_judge_that_is_shown_nothing_says_so(tmp_path):
    for judge in (tools.nu_errors, tools.open_xml_errors):
        with pytest.raises(AssertionError, match="nothing to check"):
            judge([])
        with pytest.raises(AssertionError, match=r"absent\.docx"):
            judge([tmp_path / "absent.docx"])
