"""Reading workbooks: what the sheets show, whoever made them, and a sentence for what cannot be read."""

import re
import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart

from generator.importers import excel
from generator.importers.number_formats import shown
from generator.importers.package import open_package
from generator.problems import Stop
from generator.rich_text import Run


def saved(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def made_by_xlsxwriter(*cells: str | float) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Sheet")
        for column, value in enumerate(cells):
            sheet.write(0, column, value)
    return stream.getvalue()


def texts(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in excel.read(data)]


def changed(data: bytes, name: str, change) -> bytes:
    """The package with one part changed; None leaves it out."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as other:
        for part in package.namelist():
            content = change(package.read(part)) if part == name else package.read(part)
            if content is not None:
                other.writestr(part, content)
    return stream.getvalue()


# What is read


def test_rows_say_where_they_stand_and_leave_out_what_is_empty():
    data = sheet_of(["Code provision", None, "Comply"], [], [None, "text", None, None])
    rows = excel.read(data)
    assert [row.place for row in rows] == ["sheet Sheet, row 1", "sheet Sheet, row 3"]
    assert [[cell.text for cell in row.cells] for row in rows] == [["Code provision", "", "Comply"], ["", "text"]]


def test_each_line_of_a_cell_is_a_paragraph():
    [row] = excel.read(sheet_of(["one\n\n  • two\nthree"]))
    assert [(block.kind, block.runs) for block in row.cells[0].blocks] == [
        ("paragraph", (Run("one"),)),
        ("paragraph", (Run("  • two"),)),
        ("paragraph", (Run("three"),)),
    ]


def test_every_kind_of_line_break_ends_a_line():
    typed = "<t>a_x000D_\nb_x000D_c\u2028d</t>".encode()
    data = changed(made_by_xlsxwriter("one"), "xl/sharedStrings.xml", lambda part: part.replace(b"<t>one</t>", typed))
    assert texts(data) == [["a\nb\nc\nd"]]


def test_bold_and_italic_words_are_kept():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        bold, both = book.add_format({"bold": True}), book.add_format({"bold": True, "italic": True})
        book.add_worksheet().write_rich_string(0, 0, "plain ", bold, "bold", both, "\nboth", " end")
    end = b'</rPr><t xml:space="preserve"> end'
    off = changed(stream.getvalue(), "xl/sharedStrings.xml", lambda part: part.replace(end, b'<b val="0"/>' + end))
    assert b'<b val="0"/>' in zipfile.ZipFile(BytesIO(off)).read("xl/sharedStrings.xml")
    [row] = excel.read(off)
    assert [block.runs for block in row.cells[0].blocks] == [
        (Run("plain "), Run("bold", bold=True)),
        (Run("both", bold=True, italic=True), Run(" end")),
    ]


def test_escaped_characters_are_what_they_stand_for_and_typed_ones_stay():
    strings = b"<si><t>tab_x0009_bed</t></si><si><t>_x005F_x000D_</t></si><si><t>_x005F_x005F_</t></si><si><t>_x00_</t></si>"
    four = made_by_xlsxwriter("a", "b", "c", "d")
    data = changed(four, "xl/sharedStrings.xml", lambda part: re.sub(rb"<si>.*</si>", strings, part))
    assert texts(data) == [["tab\tbed", "_x000D_", "_x005F_", "_x00_"]]


def test_text_within_the_sheet_itself_is_read_too():
    inline = b'<c r="A1" t="inlineStr"><is><t>in the sheet_x0021_</t></is></c>'
    data = changed(sheet_of(["x"]), "xl/worksheets/sheet1.xml", lambda part: re.sub(rb'<c r="A1".*?</c>', inline, part))
    assert texts(data) == [["in the sheet!"]]


def test_the_stored_result_of_a_formula_is_read():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", '="Y"&"es"', None, "Yes")
        sheet.write_formula("B1", "=1+1", None, 2)
    assert texts(stream.getvalue()) == [["Yes", "2"]]


def test_a_cells_link_belongs_to_its_text():
    book = openpyxl.Workbook()
    book.active["A1"] = "Our policy\nand more"
    book.active["A1"].hyperlink = "https://www.exemplar-homes.example/policy?a=1&b=2"
    book.active["B1"] = "plain"
    book.active["C1"] = "inside"
    book.active["C1"].hyperlink = "#Sheet!A1"
    book.active["D1"] = "on a disk"
    book.active["D1"].hyperlink = "file:///C:/policy.docx"
    [row] = excel.read(saved(book))
    address = "https://www.exemplar-homes.example/policy?a=1&b=2"
    assert [block.runs for block in row.cells[0].blocks] == [(Run("Our policy", link=address),), (Run("and more", link=address),)]
    assert [cell.blocks[0].runs[0].link for cell in row.cells[1:]] == ["", "", ""]


def test_a_merged_cells_text_is_read_once():
    book = openpyxl.Workbook()
    book.active.append(["across", None, "beside"])
    book.active.append(["down", "x"])
    book.active.append([None, "y"])
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("A2:A3")
    assert texts(saved(book)) == [["across", "", "beside"], ["down", "x"], ["", "y"]]


def test_sheets_are_read_in_order_and_hidden_ones_are_not():
    book = openpyxl.Workbook()
    book.active.title = "First"
    book.active.append(["one"])
    for name, state in (("Lists", "hidden"), ("Secret", "veryHidden"), ("Last", "visible")):
        book.create_sheet(name).append([name])
        book[name].sheet_state = state
    book.create_chartsheet("Chart").add_chart(BarChart())
    assert [(row.place, row.cells[0].text) for row in excel.read(saved(book))] == [
        ("sheet First, row 1", "one"),
        ("sheet Last, row 1", "Last"),
    ]


def test_rows_that_a_filter_hides_are_read():
    book = openpyxl.Workbook()
    for text in ("a", "b"):
        book.active.append([text])
    book.active.row_dimensions[2].hidden = True
    assert texts(saved(book)) == [["a"], ["b"]]


def test_a_sheet_that_states_a_wrong_size_is_read_whole():
    data = changed(
        sheet_of(["a", "b"], ["c", "d"]), "xl/worksheets/sheet1.xml", lambda p: p.replace(b'ref="A1:B2"', b'ref="A1:A1"')
    )
    assert texts(data) == [["a", "b"], ["c", "d"]]


def test_dates_and_numbers_in_cells_are_read_as_shown():
    book = openpyxl.Workbook()
    book.active.append([6.1, 6.1, date(2027, 3, 31), True, "6.10"])
    book.active["B1"].number_format = "0.00"
    assert texts(saved(book)) == [["6.1", "6.10", "31 March 2027", "TRUE", "6.10"]]


# Numbers and dates by their formats

NOON = datetime.fromisoformat("2027-03-31T14:30")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (6.1, "General", "6.1"),
        (6.1, "0.00", "6.10"),
        (6.10, "0.0", "6.1"),
        (6, "General", "6"),
        (6.0, "General", "6"),
        (6, "0.00", "6.00"),
        (0.1 + 0.2, "General", "0.3"),
        (441234567890, "General", "441234567890"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567, "#,##0", "1,234,567"),
        (0.914, "0%", "91%"),
        (0.914, "0.0%", "91.4%"),
        (12.5, '"£"#,##0.00', "£12.50"),
        (12.5, "[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", "£12.50"),
        (-12.5, "[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", "-£12.50"),
        (-12.5, "0.0;(0.0)", "(12.5)"),
        (-12.5, "0.0", "-12.5"),
        (5, '0 "days"', "5 days"),
        (5, "000", "005"),
        (1.5, "0.##", "1.5"),
        (1, "0.##", "1"),
        (7, "@", "7"),
        (1.5, "# ?/?", "1.5"),
        (1200, "0.00E+00", "1200"),
        (1200000, "0.0,,", "1200000"),
        (3, "", "3"),
        (NOON, "dd/mm/yyyy", "31 March 2027"),
        (NOON, "dd/mm/yyyy hh:mm", "31 March 2027 14:30"),
        (NOON, "mmm-yy", "March 2027"),
        (NOON, "[$-809]mmmm yyyy;@", "March 2027"),
        (NOON, "yyyy", "2027"),
        (NOON, '"day" yyyy', "2027"),
        (date(2027, 3, 1), "dd/mm/yyyy", "1 March 2027"),
        (time(9, 5), "h:mm", "09:05"),
        (timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        (None, "General", ""),
        ("#N/A", "General", "#N/A"),
    ],
)
def test_a_value_is_shown_as_its_sheet_shows_it(value, number_format, text):
    assert shown(value, number_format) == text


# What cannot be read


def message(data: bytes) -> str:
    with pytest.raises(Stop) as stop:
        excel.read(data)
    return str(stop.value)


def zip_of(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
GOOD = made_by_xlsxwriter("a", 1, "c")
OTHER_KIND = r"it is not a workbook that can be read here.*save it as an Excel workbook \(\.xlsx"
DAMAGED = r"it is damaged, or is no document.*let it be repaired"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", r"it is not a Word or Excel document, whatever its name says"),
        (b"Code provision,Comply\n1.2,Yes\n", r"it is not a Word or Excel document"),
        (b"<html><table></table></html>", r"it is not a Word or Excel document"),
        (OLE, r"it is in the format from before 2007 \(\.doc or \.xls\).*save it as"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), r"it is protected with a password.*remove the password"),
        (GOOD[: len(GOOD) // 2], DAMAGED),
        (zip_of({"word/document.xml": b"<w/>"}), OTHER_KIND),
        (zip_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}), OTHER_KIND),
        (zip_of({"xl/workbook.bin": b"\0", "[Content_Types].xml": b'<Types xmlns="x"/>'}), OTHER_KIND),
        (changed(GOOD, "xl/workbook.xml", lambda part: part[:-20]), DAMAGED),
        (changed(GOOD, "xl/worksheets/sheet1.xml", lambda part: part[:-20]), DAMAGED),
        (changed(GOOD, "xl/sharedStrings.xml", lambda part: part[:-20]), DAMAGED),
        (changed(GOOD, "xl/sharedStrings.xml", lambda part: part.replace(b"<si>", b"<sj>").replace(b"</si>", b"</sj>")), DAMAGED),
        (changed(GOOD, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'<c r="A1"', b'<c r="A0x"')), DAMAGED),
        (changed(GOOD, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'<c r="B1"', b'<c s="99" r="B1"')), DAMAGED),
        (changed(GOOD, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"<v>1</v>", b"<v>one</v>")), DAMAGED),
        (changed(GOOD, "xl/_rels/workbook.xml.rels", lambda part: None), DAMAGED),
        (
            changed(
                GOOD,
                "xl/workbook.xml",
                lambda part: part.replace(b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"),
            ),
            OTHER_KIND,
        ),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(data, said):
    assert re.match(said, message(data))


def test_a_damaged_compression_is_refused():
    broken = bytearray(made_by_xlsxwriter("some text"))
    with zipfile.ZipFile(BytesIO(bytes(broken))) as package:
        part = package.getinfo("xl/sharedStrings.xml")
    broken[part.header_offset + 60 : part.header_offset + 90] = b"\xff" * 30
    assert re.match(DAMAGED, message(bytes(broken)))


def test_a_directory_that_makes_no_sense_is_damage():
    odd = bytearray(GOOD)
    odd[odd.index(b"PK\x01\x02") + 6] = 99  # the version of zip that it needs
    assert re.match(DAMAGED, message(bytes(odd)))
    odd = bytearray(GOOD)
    odd[odd.index(b"PK\x05\x06") + 16 + 3] = 0x7F  # where the directory begins
    assert re.match(DAMAGED, message(bytes(odd)))


def test_a_sheet_with_links_that_is_damaged_is_refused():
    book = openpyxl.Workbook()
    book.active["A1"] = "Our policy"
    book.active["A1"].hyperlink = "https://www.exemplar-homes.example/policy"
    data = changed(saved(book), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", b""))
    assert re.match(DAMAGED, message(data))


def test_a_password_on_the_parts_is_told_from_damage():
    locked = bytearray(GOOD)
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert message(bytes(locked)).startswith("it is protected with a password")


def test_a_method_of_compression_that_office_does_not_use_is_refused():
    odd = bytearray(GOOD)
    odd[odd.index(b"PK\x01\x02") + 10] = 9  # Deflate64, which Python does not read
    odd[odd.index(b"PK\x03\x04") + 8] = 9
    assert re.match(DAMAGED, message(bytes(odd)))


def test_a_file_that_would_unpack_to_far_too_much_is_not_opened():
    bomb = zip_of({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(50_000_000)})
    assert len(bomb) < 60_000
    assert re.match(r"it would unpack to 50 MB, far more than a self-assessment holds", message(bomb))


def test_a_large_file_that_would_unpack_to_far_too_much_is_not_opened_either():
    large = bytearray(zip_of({"xl/media/image1.jpeg": bytes(2_000_000)}, zipfile.ZIP_STORED))
    at = large.index(b"PK\x01\x02") + 24
    large[at : at + 4] = (300_000_000).to_bytes(4, "little")
    assert re.match(r"it would unpack to 300 MB", message(bytes(large)))


def test_pictures_do_not_make_a_document_too_large():
    with open_package(zip_of({"word/media/image1.jpeg": bytes(range(256)) * 100_000}, zipfile.ZIP_STORED)) as package:
        assert package.namelist() == ["word/media/image1.jpeg"]


def with_rows(rows: bytes) -> bytes:
    return changed(
        GOOD,
        "xl/worksheets/sheet1.xml",
        lambda part: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + rows + b"</sheetData>", part),
    )


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (i, i) for i in range(1, 200)),
    ],
)
def test_a_sheet_that_goes_on_for_ever_is_refused_and_named(rows):
    assert re.match(
        r"its sheet “Sheet” goes on for far more rows or columns.*Copy the self-assessment alone", message(with_rows(rows))
    )


def test_a_whole_sheet_of_empty_rows_is_read():
    data = with_rows(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>')
    assert [(row.place, row.cells[-1].text) for row in excel.read(data)] == [
        ("sheet Sheet, row 1", "1"),
        ("sheet Sheet, row 1048576", "2"),
    ]


def test_a_document_type_that_multiplies_itself_is_refused():
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 12) for c in range(ord("b"), ord("l"))
    )
    for name, text in (("xl/sharedStrings.xml", b"<t>"), ("xl/worksheets/sheet1.xml", b"<v>")):
        data = changed(
            GOOD,
            name,
            lambda part, text=text: laughs + b"]>" + re.sub(rb"^<\?xml.*?\?>", b"", part).replace(text, text + b"&k;", 1),
        )
        assert re.match(DAMAGED, message(data))


def test_no_file_outside_is_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
    data = changed(
        GOOD, "xl/sharedStrings.xml", lambda part: entity + re.sub(rb"^<\?xml.*?\?>", b"", part).replace(b"<t>a", b"<t>&e;a", 1)
    )
    assert "SECRET" not in str(excel.read(data))


def test_what_openpyxl_would_not_write_again_is_no_ones_business():
    """No warning reaches the person who reads a workbook (warnings fail tests)."""
    extension = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    data = changed(GOOD, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</worksheet>", extension))
    assert texts(data) == [["a", "1", "c"]]


def test_openpyxl_is_not_loaded_before_a_workbook_is_read():
    code = "import generator.importers.own, generator.importers.package, sys; print('openpyxl' in sys.modules, 'lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == [
        "False",
        "False",
    ]
