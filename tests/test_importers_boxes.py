from __future__ import annotations

import pytest

from generator.importers.boxes import ticked
from generator.importers.rows import Cell, Row
from generator.rich_text import Block, Run


def row(*cells: str) -> Row:
    """A row of cells whose lines are parted by a stroke."""
    return Row("row", tuple(Cell(tuple(Block("paragraph", (Run(line),)) for line in cell.split("|") if line)) for cell in cells))


def read(*rows: Row) -> list[list[str]]:
    return [[cell.text.replace("\n", "|") for cell in found.cells] for found in ticked(rows)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("☒ Yes ☐ No", "Yes"),
        ("Yes ☒ No ☐", "Yes"),
        ("☐Yes   ☒No", "No"),
        ("Yes: ☐ No: ☑", "No"),
        ("Yes ✓ / No", "Yes"),
        ("Yes / No ✓", "No"),
        ("✔ Yes No", "Yes"),
        ("[x] Yes [ ] No", "Yes"),
        ("Yes ( ) No (X)", "No"),
        ("◉ Yes ○ No ○ N/A", "Yes"),
        ("☐ Yes ☐ No ☒ Not applicable", "Not applicable"),
        ("Do we comply? ☐ Yes ☒ No, since May", "Do we comply? No, since May"),
    ],
)
def test_the_answer_whose_box_is_ticked_stands_in_the_place_of_the_boxes(text: str, answer: str) -> None:
    assert read(row(text)) == [[answer]]


@pytest.mark.parametrize("text", ["☐ Yes ☐ No", "☒ Yes ☒ No", "[ ] Yes [ ] No"])
def test_where_no_box_is_ticked_or_each_of_them_all_of_the_choices_stay(text: str) -> None:
    assert read(row(text)) == [["Yes / No"]]


def test_boxes_in_lines_rows_and_cells_of_their_own_are_one_answer() -> None:
    assert read(row("1.2", "☐ Yes|☒ No", "why")) == [["1.2", "No", "why"]]
    assert read(row("Yes ☐|No ☒")) == [["No"]]
    assert read(row("Text"), row("☒ Yes"), row("☐ No"), row("why")) == [["Text"], ["Yes"], ["why"]]
    assert read(row("Comply", "☐ Yes", "☒ No", "why")) == [["Comply", "No", "", "why"]]


def test_a_single_choice_that_is_not_ticked_is_none_and_an_empty_box_is_nothing() -> None:
    assert read(row("☐ Yes")) == [["☐ Yes"]]
    assert read(row("☒ Yes")) == [["Yes"]]
    assert read(row("1.2", "☐", "☒")) == [["1.2", "", "☒"]]


@pytest.mark.parametrize("text", ["Yes / No", "Yes, we do (see 3.2)", "• Yes", "☒ The form was sent", "Yes we tick no box"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert read(row(text)) == [[text]]


def test_the_look_of_what_stands_around_is_kept() -> None:
    runs = (Run("Comply? ", bold=True), Run("☒ Yes ☐ No"), Run(" because", italic=True))
    (found,) = ticked([Row("row", (Cell((Block("paragraph", runs),)),))])
    assert found.cells[0].blocks[0].runs == (Run("Comply?", bold=True), Run(" Yes "), Run("because", italic=True))
