"""The Word document: what it says, what Word and LibreOffice make of it, and that it cannot be wrong unnoticed."""

from __future__ import annotations

import itertools
import re
import runpy
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import tools
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from sample import EDITION, full_assessment, full_view, landlord
from word_files import MACROS, OFFICE, TEMPLATE, W, changed, parts_of, word_file, zipped

from generator.importers.own import from_table
from generator.importers.rows import HEADING
from generator.importers.word import read
from generator.model import Answer, Document, EvidenceItem, GoverningBody, Landlord, SelfAssessment
from generator.printed import differences
from generator.problems import Stop
from generator.render.word import render
from generator.rich_text import Block, Run, read_runs, read_text
from generator.templates import SHIPPED, Templates
from generator.view import View, view

TEMPLATES = Templates()
WORDING = TEMPLATES.wording
_W = f"{{{W}}}"


def made(shown: View, templates: Templates = TEMPLATES) -> bytes:
    """The document's bytes."""
    (data,) = render(shown, templates).values()
    return data


def wrong(data: bytes, shown: View) -> list[str]:
    """What reading back finds."""
    return differences(shown, WORDING, from_table(read(data), WORDING))


def document(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts_of(data)[part])


def values(elements: Iterable[etree._Element], attribute: str = "val") -> list[str]:
    return [element.get(_W + attribute, "") for element in elements]


def words(element: etree._Element) -> str:
    return "".join(element.itertext(_W + "t"))


def form_rows(root: etree._Element) -> dict[str, list[etree._Element]]:
    """The cells of each provision's row, by its number."""
    rows = [
        row
        for row in root.iter(_W + "tr")
        if any(n.startswith("provision_") for n in values(row.iter(_W + "bookmarkStart"), "name"))
    ]
    return {words(next(row.iter(_W + "p"))): row.findall(_W + "tc") for row in rows}


def with_document(data: bytes, root: etree._Element) -> bytes:
    return zipped({**parts_of(data), "word/document.xml": etree.tostring(root)})


def saved(folder: Path, data: bytes, name: str = "made.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def unfinished() -> View:
    return view(EDITION, SelfAssessment("new/2026", Landlord(name="New Homes"), ()))


def of_text(commentary: str, evidence: str = "Policy") -> View:
    """A view whose 1.2 says this."""
    answer = Answer("1.2", "yes", (EvidenceItem(read_runs(evidence)),), read_text(commentary))
    return view(EDITION, SelfAssessment("a/2026", landlord(), (answer,)))


@pytest.fixture(scope="module")
def full() -> bytes:
    return made(full_view())


# Reading back


def test_every_answer_reads_back_as_it_is(full):
    assert wrong(full, full_view()) == []


def test_an_unfinished_year_reads_back_as_it_is():
    assert wrong(made(unfinished()), unfinished()) == []


def test_one_changed_word_is_noticed(full):
    assert wrong(changed(full, "in the way that number 17 of", "in the way that number 18 of"), full_view())


def test_one_lost_bold_is_noticed(full):
    root = document(full)
    bold = next(form_rows(root)["1.2"][4].iter(_W + "b"))
    bold.getparent().remove(bold)
    assert [line[:19] for line in wrong(with_document(full, root), full_view())] == ["1.2: its commentary"]


def test_a_deleted_row_is_noticed(full):
    root = document(full)
    row = form_rows(root)["5.9"][0].getparent()
    row.getparent().remove(row)
    assert wrong(with_document(full, root), full_view()) == ["5.9 is missing from it"]


def test_an_answer_that_was_swapped_is_noticed(full):
    root = document(full)
    (text,) = form_rows(root)["6.3"][2].iter(_W + "t")
    assert text.text == "No"
    text.text = "Yes"
    assert wrong(with_document(full, root), full_view()) == ["6.3: its comply reads “Yes” and should read “No”"]


def test_a_row_too_many_is_noticed_although_nothing_marks_it(full):
    root = document(full)
    row = form_rows(root)["5.9"][0].getparent()
    row.addnext(etree.fromstring(etree.tostring(row).replace(b">5.9<", b">5.99<").replace(b"provision_5_9", b"nothing")))
    assert wrong(with_document(full, root), full_view()) == ["5.99 is in it but not in the answers"]


def test_only_the_form_s_tables_are_read_as_answers():
    documents = (Document("2.1", version="No"), Document("9.9", version="Yes"))
    shown = view(EDITION, replace(full_assessment(), landlord=replace(landlord(), documents=documents)))
    assert wrong(made(shown), shown) == []


def test_a_list_that_begins_in_the_middle_keeps_its_numbers():
    items = tuple(Block("number", (Run(f"item {number}"),), 0, number) for number in (3, 4, 1, 7))
    shown = view(EDITION, SelfAssessment("a/2026", landlord(), (Answer("1.2", "yes", (), items),)))
    assert wrong(made(shown), shown) == []


def test_only_what_is_seen_is_read_back(full):
    parts = parts_of(full)
    assert set(parts) == {
        *("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", "word/document.xml"),
        *("word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/header.xml", "word/footer.xml"),
    }
    hidden = {_W + tag for tag in ("vanish", "webHidden", "docVars", "comment", "customXml", "sdt")}
    assert not [
        tag
        for name, part in parts.items()
        if name.endswith(".xml")
        for tag in hidden & {e.tag for e in etree.fromstring(part).iter()}
    ]


LINE = st.text(
    st.sampled_from("ab 1.-*•_[](){}<>&\"'\\#@:/=+é🏠\u00a0\t")
    | st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
)
ODD = st.sampled_from(
    ["- a", "  - b", "    - c", "1. one", "2. two", "  1. x", "  2. y", "**b** *i* ***x***", "[a **b**](https://e.example/?q=1)"]
)


@settings(max_examples=60)
@given(st.lists(LINE | ODD, max_size=8).map("\n".join), LINE)
def test_whatever_an_answer_holds_comes_back(commentary, evidence):
    shown = of_text(commentary, evidence or "x")
    assert wrong(made(shown), shown) == []


# What it looks like to Word


@pytest.mark.npm
def test_microsofts_validator_finds_nothing_wrong(tmp_path, full):
    odd = of_text(
        "[a](https://[x) [b](http://a..b/) [c](https://e.example:99999/) [d](mailto:a@@b) [e](https://e.example/é%zz) https://é.example/"
    )
    files = {"full": full, "draft": made(full_view(draft=True)), "unfinished": made(unfinished()), "odd": made(odd)}
    assert tools.open_xml_errors([saved(tmp_path, data, f"{name}.docx") for name, data in files.items()]) == []
    assert wrong(files["odd"], odd) == []


def test_an_address_that_is_not_one_by_the_book_stands_in_a_field_so_that_word_opens_the_file():
    data = made(
        of_text("[a](https://[x) [b](http://a..b/) [c](mailto:a@@b) [d](https://e.example/é%zz) [e](https://e.example/?q=1)")
    )
    addresses = values(document(data).iter(_W + "fldSimple"), "instr")
    assert addresses == [f'HYPERLINK "{odd}"' for odd in ("https://[x", "http://a..b/", "mailto:a@@b", "https://e.example/é%zz")]
    assert "https://e.example/?q=1" in [r.get("Target") for r in document(data, "word/_rels/document.xml.rels")]


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_each_page_of_a_draft_says_so_and_pages_are_counted(tmp_path):
    pages = tools.pdf_text(tools.libreoffice_pdf(saved(tmp_path, made(full_view(draft=True))), tmp_path))
    assert len(pages) > 10
    assert [number for number, page in enumerate(pages, 1) if "Draft" not in page.split("\n")[0]] == []
    assert [number for number, page in enumerate(pages, 1) if f"Page {number} of {len(pages)}" not in page] == []


def test_a_draft_says_so_in_its_name_its_header_and_on_its_first_page():
    ((name, data),) = render(full_view(draft=True), TEMPLATES).items()
    assert name == "exemplar-homes-2026-self-assessment-draft.docx"
    assert "Draft" in words(document(data, "word/header.xml"))
    assert any("Draft" in row.cells[0].text for row in read(data)[:4])


def test_an_approved_document_says_by_whom_and_when(full):
    ((name, _),) = render(full_view(), TEMPLATES).items()
    assert name == "exemplar-homes-2026-self-assessment.docx"
    assert "Approved by the Board on 23 July 2026" in words(document(full, "word/header.xml"))
    assert "draft" not in parts_of(full)["word/document.xml"].decode().lower()


def test_headings_are_real_and_in_order(full):
    headings = [
        (row.cells[0].blocks[0].level, row.cells[0].text)
        for row in read(full)
        if len(row.cells) == 1 and row.cells[0].blocks[0].kind == HEADING
    ]
    assert [text for level, text in headings if level == 1][1:5] == [
        "Contents",
        "About this self-assessment",
        "Summary",
        "The governing body’s response",
    ]
    assert [text for level, text in headings if level == 1][-2:] == ["Actions", "Evidence register"]
    assert [text for level, text in headings if text in ("Stage 1", "Stage 2")] == ["Stage 1", "Stage 2"]
    assert all(deeper - level <= 1 for (level, _), (deeper, _) in itertools.pairwise(headings))
    styles = {s.get(_W + "styleId"): s for s in document(full, "word/styles.xml")}
    assert styles["Heading1"].find(f"{_W}pPr/{_W}keepNext") is not None
    assert values(styles["Heading2"].iter(_W + "name")) == ["heading 2"]


def test_the_tables_have_the_official_columns_and_a_header_row_that_repeats(full):
    tables = list(document(full).iter(_W + "tbl"))
    forms = [table for table in tables if words(table[2]).startswith("Code provision")]
    assert len(forms) == len(EDITION.sections) + 1  # section 6 has two stages
    assert [words(cell) for cell in forms[0][2].iter(_W + "tc")] == [column.title for column in EDITION.columns]
    for table in tables:
        first, *others = table.iterchildren(_W + "tr")
        assert first.find(f"{_W}trPr/{_W}tblHeader") is not None
        assert not [row for row in others if row.find(f"{_W}trPr/{_W}tblHeader") is not None]
        assert values(table.iter(_W + "tblCaption"))[0]
        assert values(table.iter(_W + "tblDescription"))[0]
        assert {len(row.findall(_W + "tc")) for row in (first, *others)} == {len(table.findall(f"{_W}tblGrid/{_W}gridCol"))}
    assert not list(document(full).iter(_W + "gridSpan", _W + "vMerge"))


def test_every_table_fits_between_the_margins(full):
    page, margins = document(full).find(f".//{_W}pgSz"), document(full).find(f".//{_W}pgMar")
    assert (page.get(_W + "w"), page.get(_W + "h"), page.get(_W + "orient")) == ("16838", "11906", "landscape")
    room = 16838 - int(margins.get(_W + "left")) - int(margins.get(_W + "right"))
    for table in document(full).iter(_W + "tbl"):
        assert sum(map(int, values(table.iter(_W + "gridCol"), "w"))) <= room + 3


def test_short_rows_stay_whole_and_long_ones_may_break():
    shown = of_text("\n".join(f"Line {i} of a long commentary that goes on over several pages." for i in range(100)))
    rows = form_rows(document(made(shown)))
    assert rows["1.2"][0].getparent().find(f"{_W}trPr/{_W}cantSplit") is None
    assert rows["1.3"][0].getparent().find(f"{_W}trPr/{_W}cantSplit") is not None


def test_the_code_s_lists_and_the_answers_lists_are_real_lists(full):
    numbering = document(full, "word/numbering.xml")
    kinds = {kind.get(_W + "abstractNumId"): values(kind.iter(_W + "numFmt"))[0] for kind in numbering.iter(_W + "abstractNum")}
    lists = {num.get(_W + "numId"): kinds[values(num.iter(_W + "abstractNumId"))[0]] for num in numbering.iter(_W + "num")}
    rows = form_rows(document(full))
    assert {lists[used] for used in values(rows["2.2"][1].iter(_W + "numId"))} == {"bullet"}
    assert {lists[used] for used in values(rows["5.8"][1].iter(_W + "numId"))} == {"lowerLetter"}
    letters = [values(rows[number][1].iter(_W + "numId"))[0] for number in ("5.8", "6.9", "8.1", "9.7")]
    assert len(set(letters)) == 4, "each list of letters begins with a"
    assert {lists[used] for used in values(rows["1.2"][3].iter(_W + "numId"))} == {"bullet"}
    assert {lists[used] for used in values(rows["1.2"][4].iter(_W + "numId"))} == {"bullet", "decimal"}
    assert set(values(document(full).iter(_W + "numId"))) <= set(lists)


def test_every_provision_can_be_linked_to_and_every_inside_link_leads_somewhere(full):
    names = values(document(full).iter(_W + "bookmarkStart"), "name")
    assert len(names) == len(set(names))
    assert {f"provision_{p.number.replace('.', '_')}" for p in EDITION.provisions} < set(names)
    links = [link.get(_W + "anchor") for link in document(full).iter(_W + "hyperlink") if link.get(_W + "anchor")]
    assert len(links) > 40
    assert set(links) <= set(names)


def test_the_contents_are_written_out_and_nothing_asks_to_be_updated(full):
    assert values(document(full).iter(_W + "fldSimple"), "instr") == []
    assert [
        e
        for name in ("word/document.xml", "word/settings.xml")
        for e in document(full, name).iter(_W + "updateFields", _W + "fldChar")
    ] == []
    contents = [p for p in document(full).iter(_W + "p") if values(p.iter(_W + "pStyle")) == ["Toc1"]]
    assert [words(p) for p in contents][3:12] == [f"Section {s.number}: {s.title}" for s in EDITION.sections]


def test_it_is_in_british_english_and_has_a_title_and_nobody_s_name(full):
    assert values(document(full, "word/styles.xml").iter(_W + "lang")) == ["en-GB"]
    core = {etree.QName(e).localname: e.text for e in document(full, "docProps/core.xml")}
    assert core == {
        "title": "Complaint Handling Code 2024: self-assessment, Exemplar Homes & Sons",
        "creator": "Exemplar Homes & Sons",
        "language": "en-GB",
        "created": "2026-07-23T00:00:00Z",
        "modified": "2026-07-23T00:00:00Z",
    }
    assert "created" not in {etree.QName(e).localname for e in document(made(unfinished()), "docProps/core.xml")}


def test_a_no_is_told_by_its_word_and_by_its_fill(full):
    verdicts = {number: cells[2] for number, cells in form_rows(document(full)).items()}
    filled = {number: words(cell) for number, cell in verdicts.items() if cell.find(f"{_W}tcPr/{_W}shd") is not None}
    assert filled == dict.fromkeys(("3.4", "6.3", "6.14", "7.3"), "No")


def test_actions_and_evidence_have_their_tables(full):
    rows = [[cell.text for cell in row.cells] for row in read(full)]
    assert [
        "6.14 Stage 2 response within 20 working days",
        "No",
        "Two more officers\nOwner: not a label",
        "Head of Resolution",
        "31 March 2027",
        "",
    ] in rows
    assert [row[:3] for row in rows if row[0] == "=Letter template"] == [["=Letter template", "2", "May 2026"]]
    assert any(row[0] == "Complaints policy" and "1.3, 1.4" in row[4] for row in rows)


def test_a_second_body_has_its_own_response():
    bodies = (
        GoverningBody("Board", date(2026, 7, 1), date(2026, 7, 1), "3", read_text("We agree.")),
        GoverningBody("Council’s Cabinet", for_approval=date(2026, 8, 1)),
    )
    shown = view(EDITION, replace(full_assessment(), landlord=replace(landlord(), bodies=bodies)))
    rows = read(made(shown))
    start = next(at for at, row in enumerate(rows) if row.anchor == "response")
    assert [row.cells[0].text for row in rows[start : start + 7]] == [
        *("The governing body’s response", "Board", "Approved by the Board on 1 July 2026 (minute 3).", "We agree."),
        *("Council’s Cabinet", "For approval by the Council’s Cabinet on 1 August 2026", "There is no response yet."),
    ]


def test_nothing_that_is_not_published_is_in_it(full):
    assert not [name for name, part in parts_of(full).items() if b"SECRET" in part]


def test_links_are_real_links(full):
    relations = document(full, "word/_rels/document.xml.rels")
    outside = [r.get("Target") for r in relations if r.get("TargetMode") == "External"]
    assert "https://www.exemplar-homes.example/complaints?a=1&b=2" in outside
    assert len(outside) == len(set(outside)), "one relationship an address"
    row = next(row for row in read(full) if row.anchor == "provision_1_2")
    assert [run for block in row.cells[4].blocks for run in block.runs if run.link][:2] == [
        Run("our ", link=outside[outside.index("https://www.exemplar-homes.example/complaints?a=1&b=2")]),
        Run("complaints", bold=True, link="https://www.exemplar-homes.example/complaints?a=1&b=2"),
    ]


def test_the_same_answers_give_the_same_bytes(full):
    assert made(full_view()) == full
    assert made(full_view(), Templates()) == full


def test_a_control_character_is_named_in_a_sentence():
    answer = Answer("1.2", "yes", (), (replace(read_text("x")[0], runs=(Run("before\x07after"),)),))
    shown = view(EDITION, SelfAssessment("a/2026", landlord(), (answer,)))
    with pytest.raises(Stop, match=r"before▯after.*U\+0007"):
        render(shown, TEMPLATES)


@pytest.mark.parametrize(("colour", "printed"), [("#7a1f5c", b"7a1f5c"), ("#ffee88", b"1f3a5f"), ("red", b"1f3a5f")])
def test_the_landlord_s_colour_is_used_where_it_can_be_read(colour, printed):
    data = made(view(EDITION, replace(full_assessment(), landlord=replace(landlord(), colour=colour))))
    styles = document(data, "word/styles.xml")
    (heading,) = [style for style in styles if style.get(_W + "styleId") == "Heading1"]
    assert values(heading.iter(_W + "color")) == [printed.decode()]
    assert printed in parts_of(data)["word/document.xml"]


# A landlord's own base document


def brand(content_type: str = TEMPLATE, **changes: str) -> bytes:
    """A base document as a landlord's designer makes it: German names of styles, a logo in the header, a first page of its own."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    image = (
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="logo"/></pic:blipFill><pic:spPr/></pic:pic>'
    )
    picture = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent cx="9" cy="9"/><wp:docPr id="1" '
        f'name="Logo"/><a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">{image}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r><w:r><w:t>BRAND</w:t></w:r></w:p>"
    )
    related: dict[str, str | bytes] = {
        "styles": (
            '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/><w:rPr><w:lang w:val="de-DE"/></w:rPr>'
            '</w:style><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/>'
            '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:color w:val="ABCDEF"/></w:rPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="AnswerText"><w:name w:val="Something else"/></w:style>'
        ),
        "numbering": '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText '
        'w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>',
        "settings": '<w:attachedTemplate r:id="tpl"/><w:evenAndOddHeaders/>',
        "image": b"SECRET picture in the text",
        "header": picture,
        "footer": "<w:p><w:r><w:t>Registered society 1234</w:t></w:r></w:p>",
    } | changes
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    more = {
        "word/media/logo.png": b"\x89PNG\r\n\x1a\n",
        "word/_rels/header.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="logo" Type="{OFFICE}/image" '
        'Target="media/logo.png"/></Relationships>',
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="tpl" Type="{OFFICE}/attachedTemplate" '
        'Target="file:///\\\\server\\SECRET.dotx" TargetMode="External"/></Relationships>',
    }
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rel-header"/><w:footerReference w:type="default" r:id="rel-footer"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2000" w:right="1000" w:bottom="1500" w:left="1000" w:header="600" w:footer="600" '
        'w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    return word_file(
        "<w:p><w:r><w:t>SECRET sample text</w:t></w:r></w:p>" + section, related, content_type=content_type, more=more
    )


def branded(folder: Path, data: bytes, name: str = "base.dotx") -> Templates:
    (folder / name).write_bytes(data)
    return Templates((folder, SHIPPED))


def test_a_branded_base_keeps_its_styles_and_gets_those_that_it_lacks(tmp_path):
    data = made(full_view(), branded(tmp_path, brand()))
    styles = {values(style.iter(_W + "name"))[0]: style for style in document(data, "word/styles.xml").iter(_W + "style")}
    assert values(styles["heading 1"].iter(_W + "color")) == ["ABCDEF"]
    assert values(styles["heading 2"].iter(_W + "basedOn")) == ["Standard"]
    assert styles["Answer text"].get(_W + "styleId") not in (None, "AnswerText"), "its id is another style's here"
    assert set(values(document(data, "word/styles.xml").iter(_W + "lang"))) == {"en-GB"}
    used = set(values(document(data).iter(_W + "pStyle", _W + "rStyle", _W + "tblStyle")))
    assert used <= {style.get(_W + "styleId") for style in styles.values()}
    assert "berschrift1" in used
    kinds = values(document(data, "word/numbering.xml").iter(_W + "abstractNum"), "abstractNumId")
    assert len(kinds) == len(set(kinds)) == 5
    assert wrong(data, full_view()) == []


def test_a_branded_base_keeps_its_header_and_footer_and_each_kind_of_page_says_what_it_is(tmp_path):
    data = made(full_view(draft=True), branded(tmp_path, brand()))
    assert words(document(data, "word/header.xml")).startswith("BRAND")
    assert "word/media/logo.png" in parts_of(data)
    assert words(document(data, "word/footer.xml")) == "Registered society 1234Page 1 of 1"
    section = document(data).find(f".//{_W}sectPr")
    assert sorted(values(section.iter(_W + "headerReference"), "type")) == ["default", "even", "first"]
    assert section.find(_W + "titlePg") is not None
    assert section.find(_W + "pgSz").get(_W + "orient") == "landscape"
    assert section.find(_W + "pgMar").get(_W + "top") == "2000"
    headers = [name for name in parts_of(data) if re.fullmatch(r"word/header\d*\.xml", name)]
    assert len(headers) == 3
    assert [name for name in headers if "Draft" not in words(document(data, name))] == []


def test_a_footer_that_counts_its_pages_stays_as_it_is(tmp_path):
    own = "<w:p><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>"
    assert len(document(made(full_view(), branded(tmp_path, brand(footer=own))), "word/footer.xml")) == 1


def test_a_template_becomes_a_document_and_leaves_its_own_text_and_places_behind(tmp_path):
    parts = parts_of(made(full_view(), branded(tmp_path, brand())))
    assert TEMPLATE.encode() not in parts["[Content_Types].xml"]
    assert not [name for name, part in parts.items() if b"SECRET" in part]
    assert b"attachedTemplate" not in parts["word/settings.xml"]


@pytest.mark.npm
def test_microsofts_validator_finds_nothing_wrong_on_a_branded_base(tmp_path):
    plain = word_file("<w:p/>")  # neither styles nor numbering nor settings nor a page
    own = made(full_view())  # a landlord may begin with our own document
    for name, data in {"base.dotx": brand(), "base.docx": plain}.items():
        folder = tmp_path / name
        folder.mkdir()
        saved(tmp_path, made(full_view(), branded(folder, data, name)), f"{name}.docx")
    folder = tmp_path / "own"
    folder.mkdir()
    saved(tmp_path, made(full_view(draft=True), branded(folder, own, "base.docx")), "own.docx")
    assert tools.open_xml_errors(path for path in tmp_path.glob("*.docx") if path.is_file()) == []
    assert wrong((tmp_path / "base.docx.docx").read_bytes(), full_view()) == []


def test_the_nearest_base_wins_whatever_its_kind(tmp_path):
    near, far = tmp_path / "near", tmp_path / "far"
    for folder, text in ((near, "NEAR"), (far, "FAR")):
        folder.mkdir()
        (folder / ("base.dotx" if folder == near else "base.docx")).write_bytes(
            brand(header=f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
        )
    assert words(document(made(full_view(), Templates((near, far, SHIPPED))), "word/header.xml")).startswith("NEAR")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (brand(MACROS), "macros"),
        (b"not a zip", "is no Word document"),
        (zipped({"[Content_Types].xml": "<Types/>"}), "is no Word document"),
        (brand("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "is no Word document"),
    ],
)
def test_a_base_that_cannot_be_built_on_is_refused_by_its_name(tmp_path, data, says):
    with pytest.raises(Stop, match=says) as stop:
        render(full_view(), branded(tmp_path, data, "base.docm"))
    assert str(stop.value).startswith(str(tmp_path / "base.docm"))


def test_the_base_that_ships_is_what_its_script_makes():
    made_now = runpy.run_path(str(SHIPPED / "make_base.py"))["base"]()
    assert parts_of(made_now) == parts_of((SHIPPED / "base.docx").read_bytes())
