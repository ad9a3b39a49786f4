"""Any web page -> rows: what a person sees, whatever the page was made with."""

import pytest

from generator.importers import html as reader
from generator.importers import own
from generator.importers.rows import HEADING, Row
from generator.problems import Stop
from generator.rich_text import BULLET, NUMBER, PARAGRAPH, Block, Run
from generator.templates import Templates

WORDS = Templates().wording


def read(page: str) -> list[Row]:
    return reader.read(page.encode())


def blocks(page: str) -> list[Block]:
    return [block for row in read(page) for cell in row.cells for block in cell.blocks]


def shown(page: str) -> list[tuple[str, int, int, str]]:
    return [(b.kind, b.level, b.number, "".join(run.text for run in b.runs)) for b in blocks(page)]


def cells(page: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read(page) if row.place.startswith("table")]


# Text


def test_headings_keep_their_level_and_anchor():
    rows = read('<h1>Title</h1><h3 id="provision-6-3">6.3 <b>Stage</b> 1</h3><p id="x">Text')
    assert [(row.cells[0].blocks[0].kind, row.cells[0].blocks[0].level, row.anchor) for row in rows] == [
        (HEADING, 1, ""),
        (HEADING, 3, "provision-6-3"),
        (PARAGRAPH, 0, ""),
    ]


def test_a_place_is_named_by_the_heading_above_it():
    rows = read("<p>Before</p><h2>6.3 Stage 1</h2><p>After</p>")
    assert [row.place for row in rows] == ["before the first heading", "under “6.3 Stage 1”", "under “6.3 Stage 1”"]


def test_white_space_is_one_space_and_a_no_break_space_stays():
    assert shown("<p>  a\n\t b <b> c </b> d&nbsp; e </p>") == [(PARAGRAPH, 0, 0, "a b c d\u00a0 e")]


def test_a_line_break_begins_a_new_block():
    assert [b[3] for b in shown("<p>one<br>two<br/><br>three</p>four<div>five<p>six</div>seven")] == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
    ]


def test_the_look_of_words_is_kept():
    [block] = blocks("<p>a <strong>b <i>c</i></strong><span>d</span><em>e</em> <b>f</b>g</p>")
    assert block.runs == (
        Run("a "),
        Run("b ", bold=True),
        Run("c", bold=True, italic=True),
        Run("d"),
        Run("e", italic=True),
        Run(" "),
        Run("f", bold=True),
        Run("g"),
    )


@pytest.mark.parametrize("address", ["https://a.example/?b=1&c=2", "HTTP://A.example", "mailto:a@b.example", "tel:+44300"])
def test_a_link_that_may_be_followed_is_kept(address):
    [block] = blocks(f'<p><a href=" {address} ">here</a></p>')
    assert block.runs == (Run("here", link=address),)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "page.html", "//a.example", ""]
)
def test_of_any_other_link_the_words_are_kept(address):
    [block] = blocks(f'<p><a href="{address}">here</a></p>')
    assert block.runs == (Run("here"),)


def test_definitions_details_and_furniture_are_read_as_text():
    page = """<nav>Menu</nav><header>Head</header><dl><dt>Term<dd>Meaning</dl><details><summary>More</summary>Inside</details>
    <form><fieldset><legend>Legend</legend><label>Label <input value=hidden></label></fieldset></form><footer>Foot</footer>"""
    assert [b[3] for b in shown(page)] == ["Menu", "Head", "Term", "Meaning", "More", "Inside", "Legend", "Label", "Foot"]


def test_what_is_not_seen_is_not_read():
    page = """<title>T</title><style>p{}</style><script>x</script><template>x</template><p>seen<!-- no --></p><p hidden>no</p>
    <ul><li>one<li hidden>no</ul><table><tr hidden><td>no<tr><td>yes</table><select><option>no</select><button>no</button>
    <div hidden="until-found">panel</div><?php no ?>"""
    assert [b[3] for b in shown(page)] == ["seen", "one", "yes", "panel"]


def test_an_empty_heading_makes_no_heading_of_what_follows():
    assert shown("<h2> </h2>text") == [(PARAGRAPH, 0, 0, "text")]


# Lists


def test_lists_keep_kind_nesting_and_numbers():
    page = "<ul><li>a<ol><li>b</li><li>c<ul><li>d</ul></ol></li><li><p>e</p></li></ul>"
    page += "<ol><li>f</ol><ol start=4><li>g<li value=9>h<li>i</ol>"
    assert shown(page) == [
        (BULLET, 0, 0, "a"),
        (NUMBER, 1, 1, "b"),
        (NUMBER, 1, 2, "c"),
        (BULLET, 2, 0, "d"),
        (BULLET, 0, 0, "e"),
        (NUMBER, 0, 1, "f"),
        (NUMBER, 0, 4, "g"),
        (NUMBER, 0, 9, "h"),
        (NUMBER, 0, 10, "i"),
    ]


def test_a_list_right_inside_a_list_and_text_between_items_are_kept():
    page = '<ul>lead<li>a</li><ul><li>b</li></ul>loose<li>c<br>second<p>third</p></li></ul><ol type="a"><li>d</ol>'
    assert shown(page) == [
        (PARAGRAPH, 0, 0, "lead"),
        (BULLET, 0, 0, "a"),
        (BULLET, 1, 0, "b"),
        (PARAGRAPH, 0, 0, "loose"),
        (BULLET, 0, 0, "c"),
        (PARAGRAPH, 1, 0, "second"),
        (PARAGRAPH, 1, 0, "third"),
        (NUMBER, 0, 1, "d"),
    ]


def test_a_senseless_number_counts_for_nothing():
    assert [b[2] for b in shown('<ol start="x"><li>a<li value="99999999999999">b<li value="-1">c</ol>')] == [1, 2, 3]


# Tables


def test_a_table_gives_a_row_of_cells_for_each_of_its_rows():
    page = """<table><caption>The form</caption><thead><tr><th>No</th><th>Answer</th></thead>
    <tr id=r2><td>1.2<td><p>Yes</p><ul><li>a<li>b</ul></tr><tr><td> <td></tr></table><table><tr><td>x</table>"""
    rows = read(page)
    assert [row.place for row in rows] == ["before the first heading", "table 1, row 1", "table 1, row 2", "table 2, row 1"]
    assert cells(page) == [["No", "Answer"], ["1.2", "Yes\na\nb"], ["x"]]
    assert rows[2].anchor == "r2"
    assert [(b.kind, b.level) for b in rows[2].cells[1].blocks] == [(PARAGRAPH, 0), (BULLET, 0), (BULLET, 0)]


def test_merged_cells_leave_their_other_places_empty():
    page = """<table><tr><td rowspan=2>a<td colspan=2>b<td rowspan=3>c<tr><td>d<td>e<tr><td>f<td>g<td>h</table>"""
    assert cells(page) == [["a", "b", "", "c"], ["", "d", "e", ""], ["f", "g", "h", ""]]


def test_a_table_that_only_lays_out_the_page_is_read_as_text():
    page = "<table><tr><td>Menu<td><h2>Form</h2><table><tr><td>1.2<td>Yes</table>After</table>"
    assert [row.place for row in read(page)] == ["before the first heading", "under “Form”", "table 1, row 1", "under “Form”"]
    assert cells(page) == [["1.2", "Yes"]]


def test_a_table_in_a_list_begins_its_own_lists():
    page = "<ul><li>a<table><tr><td><ul><li>b</ul></table><li>c</ul>"
    assert [(b[1], b[3]) for b in shown(page)] == [(0, "a"), (0, "b"), (0, "c")]


def test_a_cell_that_claims_to_span_a_million_columns_spans_a_few():
    [row] = read('<table><tr><td colspan="1000000">a<td colspan=999>b</table>')
    assert len(row.cells) < 100


# Encodings, size, depth


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<p>“é”".encode(), "“é”"),
        (b"\xef\xbb\xbf" + "<p>“é”".encode(), "“é”"),
        ("<p>“é”".encode("utf-16"), "“é”"),
        ("<p>“é”".encode("cp1252"), "“é”"),
        ('<meta charset="iso-8859-1"><p>“é”'.encode("cp1252"), "“é”"),
        ('<meta http-equiv=Content-Type content="text/html; charset=iso-8859-2"><p>č'.encode("iso-8859-2"), "č"),
        ('<meta charset="windows-1252"><p>“é”'.encode(), "“é”"),
        ("<meta charset=punycode><p>é".encode("cp1252"), "é"),
        ("<meta charset=iso-8859-99><p>é".encode("cp1252"), "é"),
        (b"<p>a\x81b", "a\ufffdb"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_is_in(data, expected):
    [row] = reader.read(data)
    assert row.cells[0].text == expected


@pytest.mark.parametrize("data", [b"", b"  \n", b"<!-- nothing -->", b"<html><body></body></html>"])
def test_an_empty_page_has_no_rows(data):
    assert reader.read(data) == []


def test_a_file_that_is_no_page_is_refused_with_a_sentence():
    with pytest.raises(Stop, match="it is not a web page"):
        reader.read(b"PK\x03\x04\x00\x00")


def test_a_page_too_large_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(reader, "MOST_BYTES", 10)
    with pytest.raises(Stop, match="it is larger than"):
        reader.read(b"<p>01234567")


@pytest.mark.parametrize("tag", ["div", "ul", "b", "table"])
def test_a_page_nested_too_deeply_is_refused_and_nothing_is_left_out_in_silence(tag):
    with pytest.raises(Stop, match="too deeply"):
        read(f"<{tag}>" * 5000 + "deep" + f"</{tag}>" * 5000 + "<p>after</p>")


def test_a_page_nested_as_deeply_as_it_may_be_is_read_to_its_end():
    assert [b[3] for b in shown("<div>" * 240 + "deep" + "</div>" * 240 + "<p>after</p>")] == ["deep", "after"]


def test_external_entities_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>&x;</p></body></html>'
    assert "SECRET" not in "".join(b[3] for b in shown(page))


# Our own pages


PROVISION = """<h2>Section 6</h2><h3>6.3 Stage 1</h3><h4>What the Code says</h4><p>6.4 not an answer</p>
<h4>Do we comply?</h4><p>No</p><h4>Evidence</h4><ul><li>a</ul><h4>Commentary</h4><p>Why</p>
<h4>Action</h4><p>What</p><p>Owner: Head</p><p>By: 1 May 2027</p><h2>Elsewhere</h2><p>not in it</p>"""


def test_an_answer_is_read_from_headings_alone():
    [found] = own.from_page(read(PROVISION), WORDS)
    assert (found.number, found.comply) == ("6.3", "No")
    assert found.evidence == ((Run("a"),),)
    assert found.commentary == (Block(PARAGRAPH, (Run("Why"),)),)
    [action] = found.actions
    assert (action.what, action.owner, action.by) == ((Block(PARAGRAPH, (Run("What"),)),), "Head", "1 May 2027")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("<h4>Commentary", "<h4>Comments", "6.3: a part called “Comments”"),
        ("<p>By: 1 May 2027</p>", "", "does not begin with “Owner:”"),
        ("<ul><li>a</ul>", "<p>a</p>", "6.3: under “Evidence” stands text that is no item"),
    ],
)
def test_what_cannot_be_an_answer_of_ours_is_said(before, after, sentence):
    assert before in PROVISION
    with pytest.raises(ValueError, match=sentence):
        own.from_page(read(PROVISION.replace(before, after)), WORDS)


def test_a_page_without_provisions_has_no_answers():
    assert own.from_page(read("<h1>News</h1><p>6.3 text</p>"), WORDS) == []


def test_boxes_to_tick_and_buttons_to_choose_are_shown_as_they_are_set():
    page = (
        '<p><input type=radio checked> Yes <input type="Radio"> No <input type=checkbox checked="checked"><input value="typed">'
    )
    assert [words for *_, words in shown(page)] == ["☒ Yes ☐ No ☒"]


@pytest.mark.parametrize("attribute", ["a{}=1 ", "a{} ", "a{}='>' ", "a{}/"])
def test_an_element_of_more_attributes_than_any_page_has_is_refused(attribute):
    page = "<p " + "".join(attribute.format(i) for i in range(reader.MOST_ATTRIBUTES + 1)) + ">x"
    with pytest.raises(Stop, match="far more attributes"):
        reader.read(page.encode())


def test_a_long_text_and_a_long_picture_are_no_attributes():
    page = f'<p>{"x = y " * 20_000}</p><img src="data:image/png;base64,{"a b=" * 20_000}"><p>end'
    assert [row.cells[0].text for row in reader.read(page.encode())][-1] == "end"
