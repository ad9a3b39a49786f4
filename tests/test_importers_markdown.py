from __future__ import annotations

import pytest

from generator.importers import markdown
from generator.importers.rows import HEADING
from generator.problems import Stop
from generator.rich_text import BULLET, PARAGRAPH


def lines(source: str) -> list[tuple[str, int, str]]:
    """Kind, level and words of each block."""
    held = [block for row in markdown.read(source.encode()) for cell in row.cells for block in cell.blocks]
    return [(block.kind, block.level, "".join(run.text for run in block.runs)) for block in held]


def test_headings_lists_and_typed_lines_are_read() -> None:
    assert lines("# Section 6\nDo we comply? Yes\nEvidence\n- one\n  - two\n\nText") == [
        (HEADING, 1, "Section 6"),
        (PARAGRAPH, 0, "Do we comply? Yes"),
        (PARAGRAPH, 0, "Evidence"),
        (BULLET, 0, "one"),
        (BULLET, 1, "two"),
        (PARAGRAPH, 0, "Text"),
    ]


def test_tables_are_rows_of_cells() -> None:
    rows = markdown.read(b"| Code | Comply |\n|---|---|\n| one<br>two | Yes \\| no |\n")
    assert [[cell.text for cell in row.cells] for row in rows] == [["Code", "Comply"], ["one\ntwo", "Yes | no"]]
    assert [row.place for row in rows] == ["table 1, row 1", "table 1, row 2"]


def test_lines_broken_to_fit_a_width_are_one_paragraph() -> None:
    source = (
        "Landlords must make it easy for residents to complain by providing\n"
        "channels through which they can make a complaint, and must consider\n"
        "their duties under the law and what the people need who use them, in\n"
        "each case."
    )
    assert [words.split()[-1] for *_, words in lines(source)] == ["case."]


def test_bold_and_links_survive_and_scripts_do_not() -> None:
    (row,) = markdown.read(
        b"A **bold** [word](https://exemplar-homes.example) <script>alert(1)</script> and [bad](javascript:alert(1))"
    )
    runs = row.cells[0].blocks[0].runs
    assert [run.text for run in runs if run.bold] == ["bold"]
    assert [run.link for run in runs if run.link] == ["https://exemplar-homes.example"]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Stop, match="it is not a text file"):
        markdown.read(b"PK\x03\x04\x00\x00")
