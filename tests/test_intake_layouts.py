"""Unlike documents, one import: what landlords keep in Word, Excel, web pages, PDF and text comes back right, and nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import document_layouts
import old_forms
import pytest
import tools
from document_layouts import DOCUMENTS, DocumentLayout
from layouts import Invented, invented
from sample import full_view

from generator import catalogue, intake, publish
from generator.model import VERDICT, Answer
from generator.rich_text import plain_runs, words
from generator.templates import Templates
from generator.view import view

LAYOUTS = [
    pytest.param(name, marks=[pytest.mark.libreoffice] if layout.libreoffice else []) for name, layout in DOCUMENTS.items()
]


def letters(texts: Sequence[str]) -> str:
    return re.sub(r"[\W_]", "", " ".join(texts)).casefold()


def came_back(got: Answer | None, wanted: Invented, layout: DocumentLayout) -> bool:
    """Whether an answer came back: in its parts where the layout tells them apart, and else all its words."""
    if got is None or got.comply != wanted.comply:
        return False
    evidence, commentary = letters([plain_runs(item.runs) for item in got.evidence]), letters([words(got.commentary)])
    if layout.apart:
        return (evidence, commentary) == (letters(wanted.evidence), letters(wanted.commentary))
    return sorted(evidence + commentary) == sorted(letters((*wanted.evidence, *wanted.commentary)))


def expected(name: str, answers: Sequence[Invented]) -> list[Invented]:
    if name == "text_old_numbers_in_quotations":
        return [document_layouts.quoted(answer, i) for i, answer in enumerate(answers)]
    return list(answers)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_document_gives_its_answers_back(name: str, tmp_path: Path) -> None:
    layout, answers = DOCUMENTS[name], invented(seed=2)
    brought = intake.bring_in(layout.make(answers, tmp_path))
    wrong = [a.number for a in expected(name, answers) if not came_back(brought.answers.get(a.number), a, layout)]
    assert len(wrong) <= 0.02 * len(answers), wrong
    assert brought.match.missing == ()


GONE = ("1.2", "3.3", "3.4", "5.15", "6.5", "6.9", "6.17", "6.20", "9.8")
OPEN = ("1.4", "5.1", "6.16", "9.7")


@pytest.mark.parametrize("name", LAYOUTS)
def test_neither_a_provision_nor_an_answer_is_invented(name: str, tmp_path: Path) -> None:
    """What the document lacks is missing, and an answer that is not in it stays open."""
    answers = [
        replace(answer, words="", comply="") if answer.number in OPEN else answer
        for answer in invented(seed=4)
        if answer.number not in GONE
    ]
    brought = intake.bring_in(DOCUMENTS[name].make(answers, tmp_path))
    assert brought.match.missing == GONE
    assert {number: answer.comply for number, answer in brought.answers.items()} == {a.number: a.comply for a in answers}
    assert {p.provision for p in brought.problems if p.id == "import-answer-unknown"} == set(OPEN)


@pytest.mark.parametrize("year", ["2020", "2022"])
def test_the_forms_of_earlier_editions_give_their_answers_back(year: str, tmp_path: Path) -> None:
    edition = catalogue.load(f"housing-ombudsman-{year}")
    answers = [a for a in invented(edition, seed=3) if a.provision.asks == VERDICT]
    make = {"2020": document_layouts.word_of_2020, "2022": document_layouts.excel_of_2022}[year]
    layout = DocumentLayout(make, apart=False)
    brought = intake.bring_in(make(answers, tmp_path))
    assert brought.edition.id == edition.id
    assert [a.number for a in answers if not came_back(brought.answers.get(a.number), a, layout)] == []
    assert set(brought.answers) == {a.number for a in answers}


def test_both_columns_filled_and_partial_and_not_applicable_are_no_yes(tmp_path: Path) -> None:
    answers = invented(seed=6)
    said = {"1.2": "Partial", "2.1": "N/A", "3.1": "Compliant in most cases", "4.1": "In progress", "5.1": "Yes / No"}
    answers = [replace(a, words=said[a.number], comply="") if a.number in said else a for a in answers]
    brought = intake.bring_in(document_layouts.word_official_table(answers, tmp_path))
    got = {number: brought.answers[number].comply for number in said}
    assert got == {"1.2": "no", "2.1": "", "3.1": "", "4.1": "no", "5.1": ""}
    for number in ("1.2", "2.1", "3.1", "4.1"):
        assert said[number] in words(brought.answers[number].commentary), "its words are kept"
    told = {problem.provision: problem.id for problem in brought.problems if problem.provision in said}
    unknown, more = "import-answer-unknown", "import-answer-words"
    assert told == {"1.2": more, "2.1": unknown, "3.1": unknown, "4.1": more, "5.1": unknown}


@pytest.mark.libreoffice
@pytest.mark.parametrize("year", ["2024", *old_forms.FORMS])
def test_our_own_word_document_printed_as_pdf_gives_every_answer_back(year: str, tmp_path: Path) -> None:
    shown = full_view() if year == "2024" else view(old_forms.FORMS[year], old_forms.assessment(year))
    path = tmp_path / "self-assessment.docx"
    path.write_bytes(next(data for name, data in publish.render(shown, Templates()).items() if name.endswith(".docx")))
    brought = intake.bring_in([tools.libreoffice_pdf(path, tmp_path)])
    assert {number: answer.comply for number, answer in brought.answers.items()} == {row.number: row.comply for row in shown.rows}
    said = {row.number: letters([words(row.commentary)]) for row in shown.rows}
    lost = [number for number, answer in brought.answers.items() if said[number] not in all_letters(answer)]
    assert lost == []


def all_letters(answer: Answer) -> str:
    """Everything that an answer says."""
    return letters([*(plain_runs(item.runs) for item in answer.evidence), words(answer.commentary)])
