from __future__ import annotations

import pytest

from generator.importers import text
from generator.importers.rows import Row
from generator.problems import Stop
from generator.rich_text import Block, Run


def read(source: str) -> list[Row]:
    return text.read(source.encode())


def blocks(source: str) -> list[tuple[str, int, int, str]]:
    """Kind, level, number and words of each block."""
    held = [block for row in read(source) for cell in row.cells for block in cell.blocks]
    return [(block.kind, block.level, block.number, "".join(run.text for run in block.runs)) for block in held]


WORDS = "5.2 The landlord’s answer – “quick” – café"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_each_encoding_that_windows_saves_it_in(encoding: str) -> None:
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    assert [row.cells[0].text for row in text.read((mark + WORDS + "\r\nYes").encode(encoding))] == [WORDS, "Yes"]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * 20,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00\x01\x02",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "5.2".encode("utf-16-le"),
        bytes(range(1, 32)) * 4,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Stop, match="it is not a text file"):
        text.read(data)


def test_a_text_larger_than_any_self_assessment_is_refused_before_it_is_read() -> None:
    with pytest.raises(Stop, match="larger than 10 MB"):
        text.read(b"a" * 10_000_001)


def test_a_stray_control_character_is_a_space() -> None:
    assert read("Poli\x07cy")[0].cells[0].text == "Poli cy"


def test_an_empty_text_has_no_rows() -> None:
    assert read(" \n\t\n\u00a0\n") == []


def test_places_are_lines_as_editors_count_them() -> None:
    rows = read("one\r\n\r\ntwo\nthree\vfour\n\n\nfive")
    assert [row.place for row in rows] == ["line 1", "line 3", "line 4", "line 7"]
    assert [block.line for row in rows for block in row.cells[0].blocks] == [1, 3, 4, 4, 7]


def test_a_tab_between_words_begins_a_cell_and_other_tabs_do_not() -> None:
    assert [
        len(row.cells) for row in read("6.2\tText\tYes\n\tindented\n•\titem\n1.\titem\na)\titem\n\tText\tYes\t\n\t\tgoes on\t")
    ] == [*(3, 1, 1, 1, 1, 4, 4)]


def test_a_table_drawn_with_strokes_is_a_table() -> None:
    rows = read("| No | Text |\n|----|:----:|\n| 6.2 | one<br>two |\n+----+----+\n------\nThis | is no row")
    assert [[cell.text for cell in row.cells] for row in rows] == [["No", "Text"], ["6.2", "one\ntwo"], ["This | is no row"]]


def test_lists_keep_their_marks_levels_and_what_stands_in_them() -> None:
    source = "  1. Policies\n    Policy: 3.1\n  2. Learning\n    - one\n      inside\n    - two\n  • three\nText\n12. Not much"
    assert blocks(source) == [
        ("number", 0, 1, "Policies"),
        ("paragraph", 1, 0, "Policy: 3.1"),
        ("number", 0, 2, "Learning"),
        ("bullet", 1, 0, "one"),
        ("paragraph", 2, 0, "inside"),
        ("bullet", 1, 0, "two"),
        ("bullet", 0, 0, "three"),
        ("paragraph", 0, 0, "Text"),
        ("number", 0, 12, "Not much"),
    ]


def test_what_looks_like_a_mark_but_is_a_number_of_the_code_is_text() -> None:
    assert [kind for kind, *_ in blocks("6.10 Landlords must\n2024. A year\n-5 degrees\n1.Nothing")] == ["paragraph"] * 4


def test_addresses_and_emphasis_are_read_as_in_answer_files() -> None:
    (row,) = read("See www.exemplar-homes.example and **all** of 5 * 3 * 2")
    assert row.cells[0].blocks[0].runs == (
        Run("See "),
        Run("www.exemplar-homes.example", link="https://www.exemplar-homes.example"),
        Run(" and "),
        Run("all", bold=True),
        Run(" of 5 * 3 * 2"),
    )


def test_remains_of_a_web_page_are_read_as_what_they_were_and_other_tags_are_text() -> None:
    (row,) = read("1a\t<p>Is it so? <i>It is.</i></p> <ul> <li>one</li></ul>\t<p>Yes</p>")
    assert [cell.text for cell in row.cells] == ["1a", "Is it so? It is.\none", "Yes"]
    assert row.cells[1].blocks == (
        Block("paragraph", (Run("Is it so? "), Run("It is.", italic=True))),
        Block("bullet", (Run("one"),)),
    )
    assert {block.line for cell in row.cells for block in cell.blocks[:1]} == {1}
    assert read("<script>alert(1)</script><br>")[0].cells[0].text == "<script>alert(1)</script><br>"
    assert read("a <b>word</b> & 5 < 6")[0].cells[0].text == "a <b>word</b> & 5 < 6"
    rows = read("<p>one</p>\n<p>two</p>\n<p>three</p>\nsee <i>it</i>\n<ul> • one • <b>two</b></ul>")
    assert rows[3].cells[0].blocks == (Block("paragraph", (Run("see "), Run("it", italic=True)), line=4),)
    assert [(block.kind, block.runs) for block in rows[4].cells[0].blocks] == [
        ("bullet", (Run("one"),)),
        ("bullet", (Run("two", bold=True),)),
    ]


def test_empty_cells_at_the_start_of_a_row_are_cells_below_a_row_as_wide() -> None:
    rows = read("5a\tIs it so?\t\tNo, because it\n\t\t\tgoes on over the page\n\nText\n\t\tindented")
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["5a", "Is it so?", "", "No, because it"],
        ["", "", "", "goes on over the page"],
        ["Text"],
        ["indented"],
    ]


def test_lines_broken_to_fit_a_width_are_joined_and_others_are_not() -> None:
    source = (
        "Landlords must make it easy for residents to complain by providing different\n"
        "channels through which they can make a complaint and be heard by those who\n"
        "decide.\n"
        "Do we comply?\n"
        "Yes\n"
        "- an item of a list that goes on for so long that it has to be broken as the\n"
        "  others are\n"
        "- another"
    )
    assert [row.cells[0].text.split()[-1] for row in read(source)] == ["decide.", "comply?", "Yes", "are", "another"]
    assert [row.place for row in read(source)] == ["line 1", "line 4", "line 5", "line 6", "line 8"]


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    long = "word " * 40
    assert len(read(f"{long}\nshort\n{long}\n{long}")) == 4
    short = [
        "A line of middling length that is the longest one of all",
        "Yes",
        "Text",
        "Another line",
        "More",
        "The last one",
        "End",
    ]
    assert len(read("\n".join(short))) == 7
