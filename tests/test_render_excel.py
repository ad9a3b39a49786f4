"""The workbook: every answer in it as it is, text only ever text, figures stored with their formulas, and fit to be printed."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO

import openpyxl
import pytest
import tools
from sample import EDITION, full_assessment, full_view
from xlsxwriter.utility import xl_pixel_width

from generator.importers import excel as reader
from generator.importers import own
from generator.model import Action, Answer, EvidenceItem, Landlord, SelfAssessment
from generator.printed import differences
from generator.problems import Stop
from generator.render.excel import render, too_long
from generator.rich_text import Run, read_runs, read_text
from generator.templates import Templates, templates_for
from generator.view import View, view

TEMPLATES = Templates()
WORDING = TEMPLATES.wording
SHEETS = ["Summary", "Self-assessment", "Actions", "Evidence", "About"]


@cache
def workbook(shown: View) -> bytes:
    [content] = render(shown, TEMPLATES).values()
    return content


def with_answer(answer: Answer) -> View:
    """The full view with another answer to the answer's provision."""
    full = full_assessment()
    answers = tuple(answer if one.provision == answer.provision else one for one in full.answers)
    return view(EDITION, replace(full, answers=answers))


def with_commentary(text: str) -> View:
    return with_answer(Answer("1.2", "yes", (), read_text(text)))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def read_back(content: bytes, shown: View) -> list[str]:
    return differences(shown, WORDING, own.from_sheet(reader.read(content), WORDING))


# Reading back


@pytest.mark.parametrize("draft", [False, True])
def test_every_answer_is_read_back_as_it_is(draft):
    shown = full_view(draft=draft)
    assert read_back(workbook(shown), shown) == []


def test_an_unfinished_self_assessment_is_read_back_too():
    shown = view(EDITION, SelfAssessment("new/2026", Landlord(name="New Homes", code=EDITION.id), ()))
    assert read_back(workbook(shown), shown) == []


def change_a_word(sheet):
    sheet["E5"] = sheet["E5"].value.replace("notes", "note")


def change_evidence(sheet):
    sheet["D5"] = sheet["D5"].value.replace("page 1", "page 2")


def swap_an_answer(sheet):
    sheet["C5"] = "No"


def swap_two_numbers(sheet):
    sheet["A5"], sheet["A6"] = "1.4", "1.3"


def leave_out_a_row(sheet):
    sheet.delete_rows(5)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (change_a_word, "1.3: its commentary reads"),
        (change_evidence, "1.3: its evidence reads"),
        (swap_an_answer, "1.3: its comply reads “No” and should read “Yes”"),
        (swap_two_numbers, "1.3: its evidence reads"),
        (leave_out_a_row, "1.3 is missing from it"),
    ],
)
def test_reading_back_finds_what_is_not_as_it_should_be(damage: Callable[..., None], said: str):
    shown = full_view()
    book = opened(workbook(shown))
    damage(book["Self-assessment"])
    saved = BytesIO()
    book.save(saved)
    assert any(sentence.startswith(said) for sentence in read_back(saved.getvalue(), shown))


# Text is text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", '=HYPERLINK("https://x.example")', "{=1}", "0123", "1e5", "#N/A", "TRUE"])
def test_text_that_looks_like_a_formula_or_a_number_is_text_everywhere(start):
    nasty = f"{start} 1+1"
    full = full_assessment()
    action = Action(read_text(nasty), nasty, None, nasty, read_text(nasty))
    answers = (
        Answer("1.2", "no", (EvidenceItem((Run(nasty),)),), read_text(nasty), (action,), read_text(nasty)),
        *full.answers[1:],
    )
    documents = tuple(
        replace(document, title=nasty, version=nasty, date=nasty, address=nasty) for document in full.landlord.documents
    )
    bodies = tuple(replace(body, name=nasty, response=read_text(nasty)) for body in full.landlord.bodies)
    landlord = replace(full.landlord, name=nasty, period=nasty, covers=(nasty,), documents=documents, bodies=bodies)
    shown = view(EDITION, SelfAssessment("x/2026", landlord, answers))

    content = workbook(shown)
    book = openpyxl.load_workbook(BytesIO(content))  # not data_only: formulas would be shown as formulas
    kinds = {
        name: {cell.data_type for row in book[name].iter_rows() for cell in row if cell.value is not None} for name in SHEETS
    }
    assert kinds == {"Summary": {"s", "f"}, "Self-assessment": {"s"}, "Actions": {"s", "d"}, "Evidence": {"s"}, "About": {"s"}}
    assert all(cell.value.startswith(("=COUNTIFS(", "=SUM(")) for row in book["Summary"] for cell in row if cell.data_type == "f")
    assert book["Actions"]["F4"].value == nasty
    assert read_back(content, shown) == []


def test_a_cell_that_begins_like_a_formula_stays_text_when_someone_edits_it():
    sheet = opened(workbook(with_commentary("=1+1")))["Self-assessment"]
    assert sheet["E4"].quotePrefix
    assert not sheet["E5"].quotePrefix


ODD_TEXTS = [
    "_x000D_",
    "a _x005F_ b",
    "_x000D_x000D_x000D_",
    "**_x000D_ in bold** and _x0041_",
    "<r><t>not XML</t></r>",
    "<r>&</r>",
    "<r></r>",
    "**<r>bold</r>**",
    "<si><t>x</t></si>",
    "]]> &amp; &#10; <!-- -->",
    "**b**",
    "**All of it is bold**",
    "*i*",
    "🏠🏠 ffôn \u200d\u202e end",
]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_text_that_excel_or_its_file_would_read_otherwise_stays_as_it_is(text):
    shown = with_commentary(text)
    content = workbook(shown)
    assert read_back(content, shown) == []
    [row] = [row for row in reader.read(content) if row.place == "sheet Self-assessment, row 4"]
    assert row.cells[4].text == "".join(run.text for run in read_runs(text))


@pytest.mark.npm
@pytest.mark.libreoffice
@pytest.mark.poppler
def test_other_programs_show_the_odd_texts_as_they_are(tmp_path):
    full = full_assessment()
    odd = tuple(Answer(a.provision, "yes", (), read_text(text)) for a, text in zip(full.answers, ODD_TEXTS, strict=False))
    path = tmp_path / "odd.xlsx"
    path.write_bytes(workbook(view(EDITION, replace(full, answers=odd))))
    assert tools.open_xml_errors([path]) == []
    printed = " ".join(tools.pdf_text(tools.libreoffice_pdf(path, tmp_path)))
    for text in (*ODD_TEXTS[:3], *ODD_TEXTS[4:7], *ODD_TEXTS[8:10]):
        assert text in printed


def test_bold_and_italic_words_and_labels_are_shown_so():
    rows = reader.read(workbook(full_view()))
    [cell] = [row.cells[4] for row in rows if row.place.startswith("sheet Self") and row.cells[0].text == "6.3"]
    looks = {run.text: (run.bold, run.italic) for block in cell.blocks for run in block.runs}
    assert looks["bold words"] == (True, False)
    assert looks["italic words"] == (False, True)
    assert looks["both"] == (True, True)
    assert looks["Action 2"] == (True, False)


def test_a_links_address_stands_once_in_brackets_after_its_words():
    [commentary] = [row.cells[4].text for row in reader.read(workbook(full_view())) if row.cells[0].text == "1.2"]
    assert "• see our complaints page (https://www.exemplar-homes.example/complaints?a=1&b=2) or www.exemplar-homes.example" in (
        commentary.split("\n")
    )


# What does not fit


def test_text_that_is_longer_than_a_cell_holds_is_refused_with_the_provision_and_what_to_do():
    shown = with_answer(Answer("6.4", "yes", (EvidenceItem((Run("x" * 40_000),)),), read_text("y" * 32_768)))
    found = too_long(shown, WORDING)
    assert [(each.provision, each.column, each.length) for each in found] == [
        ("6.4", "Evidence", 40_000),
        ("6.4", "Commentary / explanation", 32_768),
    ]
    with pytest.raises(Stop, match=r"6\.4: “Evidence” has 40,000 characters.*holds 32,767\. Shorten it.*6\.4: “Commentary"):
        render(shown, TEMPLATES)


def test_the_longest_text_that_fits_is_not_cut_and_characters_count_as_excel_counts_them():
    fits = with_commentary("x" * 32_765 + "🏠")
    assert too_long(fits, WORDING) == []
    assert read_back(workbook(fits), fits) == []
    assert [each.length for each in too_long(with_commentary("x" * 32_766 + "🏠"), WORDING)] == [32_768]


def test_a_text_of_the_landlord_that_does_not_fit_is_refused_too():
    full = full_assessment()
    body = replace(full.landlord.bodies[0], response=read_text("z" * 33_000))
    shown = view(EDITION, replace(full, landlord=replace(full.landlord, bodies=(body,))))
    with pytest.raises(Stop, match=r"begins “zzz.*33,000 characters"):
        render(shown, TEMPLATES)


def test_a_sheets_name_that_excel_does_not_allow_is_refused_with_the_wordings_key(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "wording.toml").write_text('[excel]\nactions = "What/when"\n', encoding="utf-8")
    with pytest.raises(Stop, match=r"“What/when”.*“actions” under \[excel\]"):
        render(full_view(), templates_for([tmp_path]))


def test_sheets_can_have_other_names(tmp_path):
    (tmp_path / "templates").mkdir()
    names = '[excel]\nanswers = "Atebion\'r landlord"\nsummary = "Crynodeb"\n'
    (tmp_path / "templates" / "wording.toml").write_text(names, encoding="utf-8")
    templates = templates_for([tmp_path])
    shown = full_view()
    [content] = render(shown, templates).values()
    assert differences(shown, templates.wording, own.from_sheet(reader.read(content), templates.wording)) == []
    assert "'Atebion''r landlord'!$A$4" in opened(content)["Crynodeb"]["B8"].value


# The same bytes


def test_the_same_answers_give_the_same_bytes():
    assert render(full_view(), TEMPLATES) == render(full_view(), TEMPLATES)


def test_nothing_in_the_file_tells_when_or_where_it_was_made():
    content = workbook(full_view())
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert {(part.date_time, part.create_system) for part in package.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}
    properties = opened(content).properties
    assert properties.created == properties.modified == datetime.fromisoformat("2026-07-23")  # the day of the approval
    assert opened(workbook(full_view(draft=True))).properties.created == datetime.fromisoformat("2000-01-01")


def test_the_properties_say_what_it_is():
    book = opened(workbook(full_view()))
    properties = book.properties
    assert properties.title == "Complaint Handling Code 2024: self-assessment"
    assert properties.creator == "Exemplar Homes & Sons"
    assert properties.contentStatus == "Approved by the Board on 23 July 2026"
    assert book.custom_doc_props["Language"].value == "en-GB"


# Summary


def test_the_summary_counts_with_formulas_and_stores_their_results():
    content = workbook(full_view())
    formulas = opened(content)["Summary"]
    results = openpyxl.load_workbook(BytesIO(content), data_only=True)["Summary"]
    table = [[cell.value for cell in row[:5]] for row in results["A7:E17"]]
    assert table[0] == ["Section", "Provisions", "Yes", "No", "Not answered"]
    shown = full_view()
    counts = [section.counts for section in shown.sections]
    assert table[1:10] == [
        [section.heading, c.provisions, c.yes, c.no, c.unanswered] for section, c in zip(shown.sections, counts, strict=True)
    ]
    assert table[10] == ["All sections", 72, 68, 4, 0]
    assert formulas["C13"].value == "=COUNTIFS('Self-assessment'!$A$4:$A$75,\"6.*\",'Self-assessment'!$C$4:$C$75,C$7)"
    assert formulas["C17"].value == "=SUM(C8:C16)"


def test_unanswered_provisions_are_counted_and_charted():
    unfinished = view(EDITION, SelfAssessment("new/2026", Landlord(name="New Homes", code=EDITION.id), ()))
    content = workbook(unfinished)
    results = openpyxl.load_workbook(BytesIO(content), data_only=True)["Summary"]
    assert [cell.value for cell in results[16]][:5] == ["All sections", 72, 0, 0, 72]
    assert parts(content)["xl/charts/chart1.xml"].count("<c:ser>") == 3
    assert parts(workbook(full_view()))["xl/charts/chart1.xml"].count("<c:ser>") == 2


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_libreoffice_calculates_the_results_that_are_stored(tmp_path):
    content = workbook(full_view())
    path = tmp_path / "without results.xlsx"
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(path, "w") as bare:
        for name in package.namelist():
            part = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part, removed = re.subn(rb"</f><v>[^<]*</v>", b"</f>", part)
                assert removed == 40
            bare.writestr(name, part)
    first = tools.pdf_text(tools.libreoffice_pdf(path, tmp_path))[0]
    stored = openpyxl.load_workbook(BytesIO(content), data_only=True)["Summary"]
    for row in stored["A8:E17"]:
        section, *figures = [cell.value for cell in row]
        assert re.search(rf"^ *{re.escape(section)}\s+" + r"\s+".join(map(str, figures)) + r"\s*$", first, re.MULTILINE), section


def test_provisions_are_numbered_under_their_section_as_the_formulas_expect():
    for section in EDITION.sections:
        assert all(provision.number.startswith(section.number + ".") for provision in section.provisions)


def test_the_chart_has_a_title_axes_figures_and_an_alternative_text():
    content = parts(workbook(full_view()))
    chart = content["xl/charts/chart1.xml"]
    for words in ("Answers in each section", "Number of provisions", "Section"):
        assert f"<a:t>{words}</a:t>" in chart
    assert '<c:showVal val="1"/>' in chart
    assert "<c:v>18</c:v>" in chart  # stored too, for what does not calculate
    assert 'descr="Answers in each section. Section 1: Definition of a complaint: Yes 5. ' in content["xl/drawings/drawing1.xml"]
    assert "Section 6: Complaints stages: Yes 18, No 2." in content["xl/drawings/drawing1.xml"]


# The sheets


def test_there_are_five_sheets_and_each_begins_with_what_it_is_and_its_status():
    book = opened(workbook(full_view()))
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet["A1"].value == f"{sheet.title}: Exemplar Homes & Sons"
        assert sheet["A2"].value == (
            "Approved by the Board on 23 July 2026 · Complaint Handling Code 2024: self-assessment · 1 April 2025 to 31 March 2026"
        )
        assert not sheet.merged_cells.ranges


def test_a_draft_says_so_on_every_sheet_and_in_its_name():
    [(name, content)] = render(full_view(draft=True), TEMPLATES).items()
    assert name == "exemplar-homes-2026-self-assessment-draft.xlsx"
    assert all(sheet["A2"].value.startswith("Draft · ") for sheet in opened(content))
    assert list(render(full_view(), TEMPLATES)) == ["exemplar-homes-2026-self-assessment.xlsx"]


def test_the_answers_stand_in_the_official_columns_with_frozen_header_filter_and_choices():
    sheet = opened(workbook(full_view()))["Self-assessment"]
    assert [cell.value for cell in sheet[3]] == [
        "Code provision",
        "Code requirement",
        "Comply: Yes / No",
        "Evidence",
        "Commentary / explanation",
    ]
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:E75"
    [choices] = sheet.data_validations.dataValidation
    assert (choices.type, choices.formula1, str(choices.sqref)) == ("list", '"Yes,No"', "C4:C75")
    assert all(cell.alignment.wrap_text for row in sheet["A3:E75"] for cell in row)


def test_a_requirements_items_are_marked_as_in_the_code():
    texts = {row[0].value: row[1].value for row in opened(workbook(full_view()))["Self-assessment"].iter_rows(min_row=4)}
    styles = {p.item_style: p for p in EDITION.provisions if p.items}
    for style, mark in (("bullets", "• "), ("letters", "a. ")):
        assert texts[styles[style].number].split("\n")[1] == mark + styles[style].items[0]


def test_each_sheet_is_printed_on_landscape_a4_with_its_header_on_every_page_and_page_numbers():
    for sheet in opened(workbook(full_view())):
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.oddFooter.right.text == "Page &P of &N"
        if sheet.title != "Summary":
            assert sheet.page_setup.fitToHeight == 0
            assert sheet.print_title_rows == "$1:$3"


def test_actions_have_their_provision_owner_and_a_real_date():
    sheet = opened(workbook(full_view()))["Actions"]
    assert [cell.value for cell in sheet[5]] == [
        "6.3",
        "Stage 1 response within 10 working days",
        "Section 6: Complaints stages",
        "No",
        "• A weekly review",
        "Director of Customers",
        datetime.fromisoformat("2026-12-31"),
        "Begun.\n• twice",
    ]
    assert sheet["G5"].number_format == "d mmmm yyyy"


def test_an_action_whose_date_cannot_be_read_has_it_as_it_was_typed():
    action = Action(read_text("More staff"), "", None, "in the spring")
    book = opened(workbook(with_answer(Answer("1.2", "no", (), read_text("Not yet."), (action,)))))
    assert [cell.value for cell in book["Actions"][4]][4:7] == ["More staff", "not given", "in the spring"]


def test_the_evidence_names_each_document_and_the_provisions_that_it_is_for():
    sheet = opened(workbook(full_view()))["Evidence"]
    title, version, day, address, cited = sheet[4]
    assert (title.value, version.value, day.value) == ("Complaints policy", "4.1", "26 March 2026")
    assert address.hyperlink.target == "https://www.exemplar-homes.example/policy.pdf"
    assert cited.value.startswith("1.2, 1.3, ")
    assert sheet["A5"].value == "=Letter template"


def test_an_address_that_is_none_of_the_webs_is_no_link():
    full = full_assessment()
    documents = tuple(
        replace(full.landlord.documents[0], address=address)
        for address in ("file:///C:/x", "javascript:alert(1)", "internal:A1", "https://x.example/" + "a" * 2100)
    )
    content = workbook(view(EDITION, replace(full, landlord=replace(full.landlord, documents=documents))))
    sheet = opened(content)["Evidence"]
    assert [row[3].hyperlink for row in sheet["A4:D7"]] == [None] * 4
    assert sheet["D5"].value == "javascript:alert(1)"


def test_sheets_without_rows_say_so():
    book = opened(workbook(view(EDITION, SelfAssessment("new/2026", Landlord(name="New Homes", code=EDITION.id), ()))))
    assert book["Actions"]["A4"].value == "There are no actions."
    assert book["Evidence"]["A4"].value == "No documents are listed."


def test_about_has_the_facts_the_response_and_what_the_sheets_are():
    rows = [tuple(cell.value for cell in row) for row in opened(workbook(full_view()))["About"].iter_rows(min_row=4)]
    assert ("Member Responsible for Complaints", "Chair of the Customer Committee") in rows
    assert ("Board", "Approved by the Board on 23 July 2026. Minute 7.2") in rows
    assert ("Response: Board", "The Board has reviewed it.\n• a\n• b") in rows
    assert [label for label, _ in rows if label.startswith("Sheet")] == [f"Sheet “{name}”" for name in SHEETS[:4]]


def test_nothing_that_is_not_published_is_in_any_part():
    everything = "".join(parts(workbook(full_view())).values())
    assert "SECRET" not in everything


def test_a_no_stands_out_by_more_than_its_colour():
    sheet = opened(workbook(full_view()))["Self-assessment"]
    looks = {row[2].value: row[2].font.b for row in sheet.iter_rows(min_row=4)}
    assert looks == {"Yes": False, "No": True}


# Other programs


@pytest.mark.npm
def test_the_open_xml_sdk_finds_nothing_wrong(tmp_path):
    paths = []
    unfinished = view(EDITION, SelfAssessment("new/2026", Landlord(code=EDITION.id), ()))
    for number, shown in enumerate((full_view(), full_view(draft=True), unfinished)):
        paths.append(tmp_path / f"{number}.xlsx")
        paths[-1].write_bytes(workbook(shown))
    assert tools.open_xml_errors(paths) == []


def test_rows_are_high_enough_for_their_text_and_follow_when_it_is_edited():
    content = workbook(with_commentary("\n".join(f"line {i}" for i in range(20))))
    assert "customHeight" not in parts(content)["xl/worksheets/sheet2.xml"]
    sheet = opened(content)["Self-assessment"]
    assert sheet.row_dimensions[4].height >= 20 * 12.75
    long_line = "word " * 100
    row = opened(workbook(with_commentary(long_line)))["Self-assessment"].row_dimensions[4]
    assert row.height >= 12.75 * xl_pixel_width(long_line) / (70 * 7)


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_every_cells_last_line_is_printed(tmp_path):
    ends = {}
    answers = []
    for number, one in enumerate(full_assessment().answers):
        lines = "\n".join("Some words of commentary that go on and on. " * (i % 5) + f"line {i}" for i in range(number % 31))
        ends[one.provision] = f"end-of-{one.provision}."
        answers.append(replace(one, commentary=read_text(f"{lines}\nand this is the {ends[one.provision]}")))
    full = full_assessment()
    path = tmp_path / "long.xlsx"
    path.write_bytes(workbook(view(EDITION, replace(full, answers=tuple(answers)))))
    pages = " ".join(tools.pdf_text(tools.libreoffice_pdf(path, tmp_path)))
    assert [end for end in ends.values() if end not in pages] == []
    assert pages.count("Code requirement") > 10  # on every page


def test_nothing_is_written_to_the_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    render(full_view(), TEMPLATES)
    assert list(tmp_path.iterdir()) == []
