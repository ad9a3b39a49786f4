"""Unlike documents, one import: what landlords keep in Word, Excel, web pages, PDF and text comes back right, and nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import document_layouts
import pytest
from document_layouts import DOCUMENTS, DocumentLayout
from layouts import Invented, invented

from generator import intake
from generator.model import Answer
from generator.rich_text import plain_runs, words

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
