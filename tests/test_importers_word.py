"""Word files as a person reads them, whoever made them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from word_files import MACROS, NAMESPACES, p, parts_of, r, table, tc, tr, word_file, zipped

from generator.importers import word_parts
from generator.importers.rows import HEADING
from generator.importers.word import comments, read
from generator.importers.word_lists import in_format
from generator.problems import Stop
from generator.rich_text import Run

_OFF = '<w:b w:val="0"/>'
BULLET = '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
LEGAL = (
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl></w:abstractNum>'
)


def num(number: int, kind: int, change: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{change}</w:num>'


def item(words: str, number: int, level: int = 0) -> str:
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def style(style_id: str, name: str, inner: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{inner}</w:style>'


def styled(words: str, style_id: str) -> str:
    return p(words, f'<w:pStyle w:val="{style_id}"/>')


def texts(data: bytes) -> list[str]:
    """The words of each row, cells parted by a bar."""
    return [" | ".join(cell.text for cell in row.cells) for row in read(data)]


def blocks(data: bytes) -> list[tuple[str, int, int, str]]:
    """Kind, level, number and words of every block."""
    return [
        (block.kind, block.level, block.number, "".join(run.text for run in block.runs))
        for row in read(data)
        for cell in row.cells
        for block in cell.blocks
    ]


def runs(data: bytes) -> tuple[Run, ...]:
    """The runs of the only block."""
    ((block,),) = [cell.blocks for row in read(data) for cell in row.cells]
    return block.runs


def test_paragraphs_and_table_rows_come_in_order_with_their_places():
    rows = read(word_file(p("One") + p("") + table(tr("a", "b"), tr("c", "d")) + p("Two")))
    assert [row.place for row in rows] == ["paragraph 1", "table 1, row 1", "table 1, row 2", "paragraph 3"]
    assert [[cell.text for cell in row.cells] for row in rows] == [["One"], ["a", "b"], ["c", "d"], ["Two"]]


def test_a_bookmark_tells_where_a_row_is_but_not_those_of_word():
    own = '<w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkStart w:id="2" w:name="provision_6_3"/>'
    (row,) = read(word_file(table(tr(tc(f"<w:p>{own}{r('6.3')}</w:p>"), "b"))))
    assert row.anchor == "provision_6_3"


def test_headings_are_known_by_their_level_and_by_their_style_and_what_it_is_based_on():
    styles = (
        style("berschrift1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + style("Own", "Landlord heading", '<w:basedOn w:val="berschrift1"/>')
        + style("Bare", "heading 3")
        + style("Label", "Answer label")
        + style("Loop", "Loop", '<w:basedOn w:val="Loop2"/>')
        + style("Loop2", "Loop 2", '<w:basedOn w:val="Loop"/>')
    )
    body = (
        styled("One", "berschrift1")
        + styled("Two", "Own")
        + styled("Three", "Bare")
        + p("Four", '<w:outlineLvl w:val="1"/>')
        + p("Body", '<w:pStyle w:val="berschrift1"/><w:outlineLvl w:val="9"/>')
        + styled("Action", "Label")
        + styled("Round", "Loop")
        + styled("Unknown", "NotThere")
    )
    assert [(kind, level) for kind, level, _, _ in blocks(word_file(body, {"styles": styles}))] == [
        *((HEADING, 1), (HEADING, 1), (HEADING, 3), (HEADING, 2), ("paragraph", 0), (HEADING, 0)),
        *(("paragraph", 0), ("paragraph", 0)),
    ]


def test_bold_and_italic_are_read_from_the_run_and_from_its_character_style():
    styles = style("Strong", "Strong", "<w:rPr><w:b/></w:rPr>", "character") + style("Heavy", "Heavy", "<w:rPr><w:b/></w:rPr>")
    strong = '<w:rStyle w:val="Strong"/>'
    body = f"<w:p>{r('a', '<w:b/>')}{r('b')}{r('c', strong + '<w:i/>')}{r('d', strong + _OFF)}</w:p>"
    assert runs(word_file(body, {"styles": styles})) == (Run("a", bold=True), Run("b"), Run("c", True, True), Run("d"))
    assert runs(word_file(styled("a heavy paragraph is no emphasis", "Heavy"), {"styles": styles}))[0].bold is False


def test_neighbouring_runs_of_one_look_are_one():
    assert runs(word_file(f"<w:p>{r('a', '<w:b/>')}{r('b', '<w:b/>')}{r('')}{r('c')}</w:p>")) == (Run("ab", bold=True), Run("c"))


def test_a_link_has_its_address_and_a_link_within_the_document_is_plain_words():
    links = {"l1": "https://a.example/x?a=1&amp;b=2", "l2": "file:///C:/secret.docx"}
    body = (
        f'<w:p><w:hyperlink r:id="l1">{r("out")}</w:hyperlink><w:hyperlink r:id="l1" w:anchor="part">{r("part")}</w:hyperlink>'
        f'<w:hyperlink w:anchor="here">{r("in")}</w:hyperlink><w:hyperlink r:id="l2">{r("drive")}</w:hyperlink></w:p>'
    )
    assert runs(word_file(body, links=links)) == (
        Run("out", link="https://a.example/x?a=1&b=2"),
        Run("part", link="https://a.example/x?a=1&b=2#part"),
        Run("indrive"),
    )


def mark(kind: str, data: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{data}</w:fldChar></w:r>'


def instruction(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def test_a_field_is_read_by_its_result_and_one_that_links_has_its_address():
    rest = "&quot;https://a.example&quot; \\l &quot;b&quot; "
    body = (
        f"<w:p>{r('see ')}{mark('begin')}{instruction(' HYPERLINK ')}{instruction(rest)}"
        f"{mark('separate')}{r('us')}{mark('end')}"
        f"{r(' on page ')}{mark('begin')}{instruction('PAGE')}{mark('separate')}{r('4')}{mark('end')}"
        f'<w:fldSimple w:instr="HYPERLINK &quot;mailto:a@b.example&quot;">{r(", mail")}</w:fldSimple></w:p>'
    )
    assert runs(word_file(body)) == (
        Run("see "),
        Run("us", link="https://a.example#b"),
        Run(" on page 4"),
        Run(", mail", link="mailto:a@b.example"),
    )


def test_a_broken_field_swallows_nothing_beyond_its_paragraph():
    body = f"<w:p>{r('before')}{mark('begin')}{instruction('REF')}</w:p>" + p("after")
    assert texts(word_file(body)) == ["before", "after"]


def test_a_field_whose_marks_are_partly_hidden_swallows_nothing():
    hidden_end = '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
    body = f"<w:p>{mark('begin')}{instruction('XE')}{hidden_end}{r('after')}</w:p>"
    assert texts(word_file(body)) == ["after"]


def test_bullets_and_numbers_are_list_items_with_the_numbers_that_word_shows():
    numbering = BULLET + LEGAL + num(1, 7) + num(2, 8)
    body = item("a", 1) + item("one", 2) + item("two", 2) + p("between") + item("three", 2) + item("deep", 2, 2) + item("four", 2)
    assert blocks(word_file(body, {"numbering": numbering})) == [
        ("bullet", 0, 0, "a"),
        ("number", 0, 1, "one"),
        ("number", 0, 2, "two"),
        ("paragraph", 0, 0, "between"),
        ("number", 0, 3, "three"),
        ("number", 2, 1, "deep"),
        ("number", 0, 4, "four"),
    ]


def test_a_list_counts_on_after_another_of_its_kind_unless_it_says_where_it_starts():
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    fifth = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = LEGAL + num(1, 8) + num(2, 8) + num(3, 8, again) + num(4, 8, fifth)
    body = item("a", 1) + item("b", 2) + item("c", 3) + item("d", 3) + item("e", 4) + item("f", 4)
    assert [number for _, _, number, _ in blocks(word_file(body, {"numbering": numbering}))] == [1, 2, 1, 2, 5, 6]


def test_numbers_of_several_places_are_words_since_no_list_of_ours_can_hold_them():
    body = (
        item("Policy", 1)
        + item("first", 1, 1)
        + item("second", 1, 1)
        + item("letter", 1, 2)
        + item("Next", 1)
        + item("again", 1, 1)
    )
    assert blocks(word_file(body, {"numbering": LEGAL + num(1, 8)})) == [
        ("number", 0, 1, "Policy"),
        ("paragraph", 0, 0, "1.1 first"),
        ("paragraph", 0, 0, "1.2 second"),
        ("number", 2, 1, "letter"),
        ("number", 0, 2, "Next"),
        ("paragraph", 0, 0, "2.1 again"),
    ]


def test_a_numbered_heading_keeps_its_number_in_its_words():
    styles = style("H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>') + style(
        "H2", "heading 2", '<w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>'
    )
    body = styled("Definition", "H1") + styled("What is one", "H2") + styled("What is none", "H2")
    assert blocks(word_file(body, {"styles": styles, "numbering": LEGAL + num(1, 8)})) == [
        (HEADING, 1, 0, "1. Definition"),
        (HEADING, 2, 0, "1.1 What is one"),
        (HEADING, 2, 0, "1.2 What is none"),
    ]


def test_a_style_that_a_list_names_as_a_level_is_an_item_of_that_level_and_none_where_the_paragraph_says_so():
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1">'
        '<w:numFmt w:val="bullet"/><w:pStyle w:val="LB"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>' + num(4, 1)
    )
    styles = style("LB", "List Bullet", '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>')
    body = styled("deep", "LB") + p("none", '<w:pStyle w:val="LB"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert blocks(word_file(body, {"styles": styles, "numbering": numbering})) == [
        ("bullet", 1, 0, "deep"),
        ("paragraph", 0, 0, "none"),
    ]


def test_a_list_can_take_its_look_from_a_numbering_style():
    numbering = (
        BULLET + '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Dots"/></w:abstractNum>' + num(1, 9) + num(2, 7)
    )
    styles = style("Dots", "Dots", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', "numbering")
    assert blocks(word_file(item("a", 1), {"styles": styles, "numbering": numbering})) == [("bullet", 0, 0, "a")]


def test_a_list_that_is_not_there_is_no_list():
    assert blocks(word_file(item("a", 99))) == [("paragraph", 0, 0, "a")]


def test_numbers_are_written_as_word_writes_them():
    assert [in_format(n, "lowerLetter") for n in (1, 26, 27, 53)] == ["a", "z", "aa", "aaa"]
    assert [in_format(n, "upperRoman") for n in (4, 9, 14, 2024)] == ["IV", "IX", "XIV", "MMXXIV"]
    assert in_format(3, "decimalZero") == "03"
    assert in_format(10**9, "lowerLetter") == in_format(10**9, "lowerRoman") == "1000000000"


def test_what_was_inserted_is_read_and_what_was_deleted_is_not():
    body = (
        f'<w:p>{r("We ")}<w:del w:id="1"><w:r><w:delText>never</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{r("always")}</w:ins>{r(" answer")}</w:p>'
        f'<w:p><w:moveFrom w:id="3">{r("moved away")}</w:moveFrom></w:p><w:p><w:moveTo w:id="4">{r("moved here")}</w:moveTo></w:p>'
    )
    assert texts(word_file(body)) == ["We always answer", "moved here"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    body = p("first ", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("second") + p("third")
    assert texts(word_file(body)) == ["first second", "third"]


def test_a_deleted_row_and_a_deleted_cell_are_not_read():
    gone = '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>' + tc("gone") + "</w:tr>"
    assert texts(word_file(table(tr("a", "b"), gone, tr("c", tc("x", '<w:cellDel w:id="2"/>'), "d")))) == ["a | b", "c | d"]


def test_form_controls_are_read_wherever_they_stand():
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    body = control(p("block")) + table(
        control(tr("row", control(tc("cell"))).replace("<w:tc><w:tcPr></w:tcPr><w:sdt>", "<w:tc><w:sdt>"))
    )
    body += f"<w:p>{r('a ')}{control(r('run'))}</w:p>"
    assert texts(word_file(body)) == ["block", "row | cell", "a run"]


def test_the_prompt_of_an_empty_form_control_is_no_answer():
    styles = style("PT", "Placeholder Text", "", "character")
    prompt = r("Choose an item.", '<w:rStyle w:val="PT"/>')
    body = table(tr("6.3", tc(f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{prompt}</w:sdtContent></w:sdt></w:p>")))
    assert texts(word_file(body, {"styles": styles})) == ["6.3 | "]


def test_boxes_to_tick_are_shown_as_ticked_or_not():
    def box(on: str) -> str:
        control = f'<w:sdtPr><w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox></w:sdtPr>'
        return f"<w:sdt>{control}<w:sdtContent>{r('x')}</w:sdtContent></w:sdt>"

    old = mark("begin", '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>')
    old += instruction("FORMCHECKBOX") + mark("separate") + mark("end")
    chosen = mark(
        "begin",
        '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Yes"/><w:listEntry w:val="No"/></w:ddList></w:ffData>',
    )
    chosen += instruction("FORMDROPDOWN") + mark("end")
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    letter = r("ü", '<w:rFonts w:ascii="Wingdings"/>')
    assert texts(word_file(f"<w:p>{box('1')}{box('0')}{old}{sign}{letter}{r(' ')}{chosen}</w:p>")) == ["☒☐☒✓✓ No"]


def test_merged_cells_are_read_once_and_leave_the_columns_as_they_are():
    rows = (
        tr(tc("Section 1", '<w:gridSpan w:val="3"/>')),
        tr(tc("1.2", '<w:vMerge w:val="restart"/>'), "Text", "Yes"),
        tr(tc("hidden", "<w:vMerge/>"), "More", "No"),
        '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>' + tc("late") + "</w:tr>",
    )
    assert texts(word_file(table(*rows))) == ["Section 1 |  | ", "1.2 | Text | Yes", " | More | No", " |  | late"]


def test_a_cell_that_claims_to_span_millions_of_columns_does_not_fill_the_memory():
    (row,) = read(word_file(table(tr(tc("wide", '<w:gridSpan w:val="900000000"/>')))))
    assert len(row.cells) == 63


def test_a_table_that_only_frames_another_is_not_in_the_way():
    assert texts(word_file(table(tr(tc(p("Title") + table(tr("1.2", "Yes"), tr("1.3", "No"))))))) == [
        "Title",
        "1.2 | Yes",
        "1.3 | No",
    ]
    assert texts(word_file(table(tr("a", tc(table(tr("b", "c")) + p("d")))))) == ["a | b\nc\nd"]


def test_the_words_of_a_text_box_are_read_once():
    def text_box(words: str) -> str:
        return f"<w:txbxContent>{p(words)}</w:txbxContent>"

    shape = f"<w:drawing><wps:txbx>{text_box('inside')}</wps:txbx></w:drawing>"
    old_shape = f"<w:pict><v:textbox>{text_box('inside')}</v:textbox></w:pict>"
    either = f'<mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{old_shape}</mc:Fallback>'
    body = f"<w:p>{r('around')}<w:r><mc:AlternateContent>{either}</mc:AlternateContent></w:r></w:p>"
    assert texts(word_file(body)) == ["around\ninside"]


def test_line_breaks_begin_a_new_line_but_do_not_end_a_list_item():
    broken = "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:br w:type='page'/><w:t>!</w:t><w:tab/><w:t>tab</w:t></w:r>"
    assert texts(word_file(f"<w:p>{broken}</w:p>")) == ["one\ntwo!\ttab"]
    numbered = item(broken, 1) + item("next", 1)
    assert [(kind, n) for kind, _, n, _ in blocks(word_file(numbered, {"numbering": LEGAL + num(1, 8)}))] == [
        ("number", 1),
        ("number", 2),
    ]


def test_hidden_words_are_not_read():
    assert texts(word_file(f"<w:p>{r('seen')}{r('hidden', '<w:vanish/>')}</w:p>")) == ["seen"]


def test_footnotes_follow_and_comments_are_asked_for():
    notes = f'<w:footnote w:type="separator" w:id="0">{p("line")}</w:footnote><w:footnote w:id="2">{p("See the policy.")}</w:footnote>'
    margin = f'<w:comment w:id="1" w:author="A. Officer">{p("Is this right?")}{p("No.")}</w:comment>'
    data = word_file(p("Text"), {"footnotes": notes, "comments": margin})
    assert [(row.place, row.cells[0].text) for row in read(data)] == [("paragraph 1", "Text"), ("footnote 1", "See the policy.")]
    assert [(row.place, row.cells[0].text) for row in comments(data)] == [("comment by A. Officer", "Is this right?\nNo.")]
    assert comments(word_file(p("Text"))) == []


def test_the_strict_kind_of_word_file_is_read_too():
    parts = parts_of(word_file(p("Strictly") + item("a", 1), {"numbering": BULLET + num(1, 7)}))
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in parts.items()
    }
    assert blocks(zipped(strict)) == [("paragraph", 0, 0, "Strictly"), ("bullet", 0, 0, "a")]


def test_files_with_macros_are_read_since_nothing_in_them_is_run():
    assert texts(word_file(p("Text"), content_type=MACROS)) == ["Text"]


# What is refused


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 not really", "is damaged"),
        (b"Complaint Handling Code", "is not a Word or Excel document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one", "from before 2007"),
        (zipped({"xl/workbook.xml": "<workbook/>"}), "is not a Word document"),
        (word_file("<w:p>"), "is damaged"),
        (word_file("").replace(b"word/document.xml", b"word/documenx.xml"), "is not a Word document"),
    ],
)
def test_what_is_no_word_document_is_refused_with_a_sentence(data, says):
    with pytest.raises(Stop, match=says):
        read(data)


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY e "a secret">',
        '<!ENTITY e SYSTEM "file:///etc/passwd">',
        '<!ENTITY e0 "haha">' + "".join(f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in pairwise(("e0", *"abcdfgh", "e"))),
    ],
)
def test_a_document_that_names_entities_is_refused(entities):
    document = f"<!DOCTYPE d [{entities}]><w:document {NAMESPACES}><w:body>{p('x&e;y')}</w:body></w:document>"
    with pytest.raises(Stop, match="is damaged"):
        read(word_file("", more={"word/document.xml": document}))


def test_a_text_of_absurd_size_is_not_opened(monkeypatch):
    monkeypatch.setattr(word_parts, "MOST_XML", 10_000)
    assert texts(word_file(p("short"))) == ["short"]
    with pytest.raises(Stop, match="MB of text"):
        read(word_file(p("long ") * 200))


def test_parts_nested_without_end_are_read_or_refused_but_never_crash():
    for depth in (20, 60, 2000):
        nested = p("deep")
        for _ in range(depth):
            nested = table(tr(tc(nested)))
        try:
            assert texts(word_file(nested)) == ["deep"]
        except Stop:
            assert depth > 50
