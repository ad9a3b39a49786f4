"""Forms for departments on the editions of 2022 and 2020: figures, words, parts, and what does not apply."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
import tools
from docx.oxml.ns import qn
from old_forms import FORMS, made_folder

from generator.gather import gather
from generator.intake import forms, merging
from generator.rich_text import plain
from generator.templates import Templates
from generator.workspace import Target, target_at

TEMPLATES = Templates()


@pytest.fixture
def folder(year: str, tmp_path: Path) -> Path:
    return made_folder(year, tmp_path)


@pytest.fixture
def folder_of_2020(tmp_path: Path) -> Path:
    return made_folder("2020", tmp_path)


def word_form(path: Path) -> dict[str, dict[str, docx.table._Cell]]:
    """The cells to fill in by provision and label."""
    return {
        table.rows[0].cells[0].text.split()[1]: {
            "".join(t.text or "" for t in row.cells[0]._tc.iter(qn("w:t"))): row.cells[1] for row in table.rows
        }
        for table in docx.Document(str(path)).tables
    }


def form_of(folder: Path, kind: str) -> tuple[Target, Path]:
    target = target_at(folder)
    path = folder.parents[2] / f"form{kind}"
    forms.make(gather(target), TEMPLATES, path, kind)
    return target, path


SAVED = [
    pytest.param("", id="as saved"),
    pytest.param("again", id="saved again by LibreOffice", marks=pytest.mark.libreoffice),
]


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("kind", [".docx", ".xlsx"])
@pytest.mark.parametrize("year", FORMS)
def test_a_form_that_nobody_changed_changes_nothing(year: str, kind: str, saved: str, folder: Path) -> None:
    target, path = form_of(folder, kind)
    files = {held.name: held.read_bytes() for held in folder.iterdir()}
    if saved:
        path = tools.libreoffice_converted(path, path.parent / saved, kind[1:])
    merged = merging.merge([path], target, TEMPLATES.wording)
    merging.save(merged)
    assert (merged.taken, merged.conflicts, merged.left) == ([], [], [])
    assert {held.name: held.read_bytes() for held in folder.iterdir()} == files


def test_a_form_of_questions_asks_each_for_what_it_asks_for(folder_of_2020: Path) -> None:
    _, path = form_of(folder_of_2020, ".docx")
    asked = word_form(path)
    assert "Our answer" in asked["1c"]
    assert {label for label in asked["4j"] if label.startswith("Our")} == {"Our figure"}
    assert {label for label in asked["8d"] if label.startswith("Our")} == {"Our answer in words"}
    assert {label for label in asked["4g"] if label.startswith("Our")} == {"Our answer, where it is one for all parts"}
    assert "Do we comply?" not in {label for labels in asked.values() for label in labels}
    _, path = form_of(folder_of_2020, ".xlsx")
    sheet = openpyxl.load_workbook(path)["Answers"]
    locked = {sheet.cell(row, 1).value: sheet.cell(row, 3).protection.locked for row in range(1, sheet.max_row + 1)}
    assert (locked["1c"], locked["4j"], locked["8d"], locked["4g"], locked["4g.1"]) == (False, True, True, True, True)


@pytest.mark.parametrize("saved", SAVED)
def test_a_figure_words_and_an_answer_come_back_from_word(saved: str, folder_of_2020: Path) -> None:
    target, path = form_of(folder_of_2020, ".docx")
    opened = docx.Document(str(path))
    cells = {table.rows[0].cells[0].text.split()[1]: [row.cells[1] for row in table.rows] for table in opened.tables}
    next(iter(cells["1c"][2]._tc.iter(qn("w:t")))).text = "No"
    for number, place, words in (("4j", 3, "now 97%"), ("8d", 3, "And a new leaflet."), ("4g", 3, "See the annual report.")):
        cells[number][place].add_paragraph(words)
    opened.save(str(path))
    if saved:
        path = tools.libreoffice_converted(path, path.parent / saved, "docx")
    merged = merging.merge([path], target, TEMPLATES.wording)
    merging.save(merged)
    assert merged.conflicts == []
    assert len(merged.taken) == 4
    after = gather(target).assessment
    got = {number: after.answer(number) for number in ("1c", "4j", "8d", "4g")}
    assert got["1c"] is not None
    assert got["1c"].comply == "no"
    for number, words in (("4j", "now 97%"), ("8d", "And a new leaflet."), ("4g", "See the annual report.")):
        answer = got[number]
        assert answer is not None
        assert plain(answer.commentary).endswith(words)
        assert answer.comply == ""


def test_not_applicable_is_chosen_from_the_list_where_the_edition_has_it(tmp_path: Path) -> None:
    folder = made_folder("2022", tmp_path)
    target, path = form_of(folder, ".xlsx")
    book = openpyxl.load_workbook(path, rich_text=True)
    sheet = book["Answers"]
    assert '"Choose an answer,Yes,No,Not applicable"' in {v.formula1 for v in sheet.data_validations.dataValidation}
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "1.6")
    sheet.cell(row, 3).value = "Not applicable"
    book.save(path)
    merged = merging.merge([path], target, TEMPLATES.wording)
    merging.save(merged)
    assert [change.sentence for change in merged.taken] == ["1.6: the answer taken from form.xlsx; it has to be reviewed again"]
    answer = gather(target).assessment.answer("1.6")
    assert answer is not None
    assert answer.comply == "not applicable"
