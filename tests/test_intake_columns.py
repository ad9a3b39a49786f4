"""Tables whose headings say nothing that is known: the answer column is told by its answers, and no word is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

import openpyxl
import pytest
from layouts import Invented, clause, invented
from word_files import p, table, tc, tr, word_file

from generator import intake
from generator.intake import Imported
from generator.problems import Stop
from generator.rich_text import plain_runs, words

ANSWERS = invented(seed=2)


def word_table(folder: Path, header: Sequence[str], columns: Sequence[str], said: dict[str, str] | None = None) -> Imported:
    """The import of a Word table with these columns: number, text, comments, or the words for a Yes and a No ("Met/Not met")."""

    def cell(a: Invented, column: str) -> str:
        yes, _, no = column.partition("/")
        held = {"number": [a.number], "text": clause(a.provision), "comments": a.commentary}
        return tc("".join(map(p, map(escape, held.get(column, [no if a.comply == "no" else (said or {}).get(a.number, yes)])))))

    rows = [tr(*header), *(tr(*(cell(a, column) for column in columns)) for a in ANSWERS)]
    path = folder / "a.docx"
    path.write_bytes(word_file(p("Self-assessment") + table(*rows)))
    return intake.bring_in([path])


def same(brought: Imported) -> bool:
    return {n: a.comply for n, a in brought.answers.items()} == {a.number: a.comply for a in ANSWERS}


def squeezed(lines: Sequence[str]) -> str:
    return re.sub(r"\W", "", "".join(lines)).casefold()


def comments_are_whole(brought: Imported) -> bool:
    got = {
        number: squeezed([*(plain_runs(e.runs) for e in a.evidence), words(a.commentary)])
        for number, a in brought.answers.items()
    }
    return got == {a.number: squeezed(a.commentary) for a in ANSWERS}


HEADINGS = ("Met?", "Met (Y/N)", "Do we meet this?", "Achieved", "Compliant?", "Status", "Where we stand")


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("pair", ["Yes/No", "Compliant/Non-compliant", "Y/N"])
def test_the_column_of_answers_is_told_by_its_cells(heading: str, pair: str, tmp_path: Path) -> None:
    brought = word_table(tmp_path, ("No.", "Code text", heading, "Comments"), ("number", "text", pair, "comments"))
    assert same(brought)
    assert comments_are_whole(brought)


@pytest.mark.parametrize("pair", ["Fully met/Not met", "Yes - fully/Not compliant", "TRUE/FALSE", "✓/✗", "Fully compliant/No"])
def test_clear_words_and_marks_are_yes_and_no(pair: str, tmp_path: Path) -> None:
    assert same(word_table(tmp_path, ("No.", "Code text", "Status", "Comments"), ("number", "text", pair, "comments")))


def test_partly_met_is_no_with_its_words(tmp_path: Path) -> None:
    said = {"1.3": "Partially met", "1.4": "Green"}
    brought = word_table(tmp_path, ("No.", "Code text", "Status", "Notes"), ("number", "text", "Met/Not met", "comments"), said)
    assert (brought.answers["1.3"].comply, brought.answers["1.4"].comply) == ("no", "")
    assert "Partially met" in words(brought.answers["1.3"].commentary)
    assert {q.provision: q.id for q in brought.problems if q.provision in said} == {
        "1.3": "import-answer-words",
        "1.4": "import-answer-unknown",
    }


def test_a_question_that_asks_something_else_gives_no_answers(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="no answers stand with them"):
        word_table(tmp_path, ("No.", "Code text", "Action required?", "Comments"), ("number", "text", "Yes/No", "comments"))


@pytest.mark.parametrize(("yes", "no"), [("Compliant", "Non-compliant"), ("Met", "Not met"), ("Yes", "No")])
@pytest.mark.parametrize("mark", ["✓", "✗", "x"])
def test_a_mark_chooses_the_column_that_it_stands_in(yes: str, no: str, mark: str, tmp_path: Path) -> None:
    columns = ("number", "text", f"{mark}/ ", f" /{mark}", "comments")
    assert same(word_table(tmp_path, ("No.", "Code text", yes, no, "Comments"), columns))


def test_the_number_may_stand_in_the_last_column(tmp_path: Path) -> None:
    brought = word_table(tmp_path, ("Code text", "Met?", "Comments", "Ref"), ("text", "Yes/No", "comments", "number"))
    assert same(brought)
    assert comments_are_whole(brought)
    assert not [q for q in brought.problems if q.id == "import-renumbered"]


def test_booleans_of_a_workbook_are_answers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Ref", "Requirement", "Met?", "Comments"])
    for a in ANSWERS:
        book.active.append([a.number, "\n".join(clause(a.provision)), a.comply == "yes", "\n".join(a.commentary)])
    book.save(tmp_path / "a.xlsx")
    brought = intake.bring_in([tmp_path / "a.xlsx"])
    assert same(brought)
    assert comments_are_whole(brought)


def test_labels_of_a_page_are_no_part_of_the_answer_before(tmp_path: Path) -> None:
    page = "<h1>Self-assessment</h1>"
    for a in ANSWERS:
        page += f"<details><summary>{escape(a.provision.heading)}</summary><dl><dt>What it says</dt><dd>"
        page += "".join(f"<p>{escape(line)}</p>" for line in clause(a.provision))
        page += f'</dd><dt>Met?</dt><dd><img src="t.png" alt="{a.comply.capitalize()}"></dd><dt>How</dt><dd>'
        page += "".join(f"<p>{escape(line)}</p>" for line in a.commentary) + "</dd></dl></details>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    brought = intake.bring_in([tmp_path / "a.html"])
    assert same(brought)
    assert comments_are_whole(brought)


@pytest.mark.parametrize("header", [("No.", "Code text", "Status", "Comments"), ("Ref", "Text", "RAG", "How we know")])
def test_every_word_of_every_cell_is_kept(header: Sequence[str], tmp_path: Path) -> None:
    """It is in an answer or in unplaced.md, or it was the Code's own text, the number or a title."""
    said = {a.number: ("Compliant", "Green", "Largely in place", "See board paper")[i % 4] for i, a in enumerate(ANSWERS)}
    brought = word_table(tmp_path, header, ("number", "text", "Compliant/Non-compliant", "comments"), said)
    unplaced = brought.beside.get("unplaced.md", "")
    for a in ANSWERS:
        got = brought.answers[a.number]
        kept = squeezed([words(got.commentary), *(plain_runs(e.runs) for e in got.evidence), unplaced])
        if a.comply != "no" and said[a.number] != "Compliant":
            assert squeezed([said[a.number]]) in kept, a.number
        assert all(squeezed([line.removeprefix("- ")]) in kept for line in a.commentary), a.number
        assert got.comply == (
            "no" if a.comply == "no" or said[a.number].startswith("Largely") else "yes" if said[a.number] == "Compliant" else ""
        )
