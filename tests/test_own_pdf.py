"""What comes back from a PDF of ours, and from one that somebody printed of our Word document."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import old_forms
import pytest
import tools
from sample import EDITION, full_assessment

from generator import intake
from generator.gather import gather
from generator.importers import pdf as reader
from generator.importers.match import match
from generator.model import Action, Answer, Edition, SelfAssessment
from generator.render import pdf, word
from generator.rich_text import Run, Text, plain_runs, read_text, words
from generator.templates import Templates
from generator.view import View, view
from generator.workspace import target_at

EDITIONS = {"2024": EDITION, **old_forms.FORMS}


@cache
def assessment(year: str) -> SelfAssessment:
    """The sample of each edition without the text that is made to break things, which has tests of its own."""
    full = old_forms.assessment(year) if year in old_forms.FORMS else full_assessment()
    tricky = old_forms.TRICKY.get(year, ("1.2", "6.3"))
    simple = read_text(
        "We answer within ten working days.\n- in writing\n  - or by telephone\n- with the reasons\n1. one\n2. two"
    )
    answers = (replace(a, commentary=simple) if a.provision in tricky else a for a in full.answers)
    return replace(full, answers=tuple(answers))


def shown(year: str) -> View:
    return view(EDITIONS[year], assessment(year))


def made_pdf(year: str, folder: Path) -> Path:
    [(name, content)] = pdf.render(shown(year), Templates()).items()
    (folder / name).write_bytes(content)
    return folder / name


def printed_from_word(year: str, folder: Path) -> Path:
    [(name, content)] = word.render(shown(year), Templates()).items()
    (folder / name).write_bytes(content)
    return tools.libreoffice_pdf(folder / name, folder)


def differing(year: str, path: Path, folder: Path) -> list[str]:
    """What of the answers did not come back in words and lists."""
    intake.save(intake.bring_in([path]).files, folder)
    gathered = gather(target_at(folder))
    assert gathered.edition == EDITIONS[year]
    found = {answer.provision: seen(answer) for answer in gathered.assessment.answers}
    return [answer.provision for answer in assessment(year).answers if found.get(answer.provision) != seen(answer)]


def seen(answer: Answer) -> tuple[object, ...]:
    """An answer without what a PDF does not hold: which words are bold is looked at elsewhere, and spaces are one."""
    return (
        answer.comply,
        [" ".join(plain_runs(_unlinked(item.runs)).split()) for item in answer.evidence],
        lines(answer.commentary),
        [acted(action) for action in answer.actions],
        lines(answer.alternative),
    )


def lines(text: Text) -> list[tuple[str, int, int, str]]:
    return [(block.kind, block.level, block.number, " ".join(words((block,)).split())) for block in text]


def acted(action: Action) -> tuple[object, ...]:
    return (lines(action.what), action.owner, action.by, lines(action.outcome))


def _unlinked(runs: Sequence[Run]) -> list[Run]:
    return [run._replace(link="") for run in runs]


@pytest.mark.parametrize("year", EDITIONS)
def test_a_pdf_of_ours_brings_back_every_answer_and_action(year: str, tmp_path: Path):
    assert differing(year, made_pdf(year, tmp_path), tmp_path / "homes" / year) == []


def test_landlord_md_is_filled_with_what_the_pdf_says(tmp_path: Path):
    intake.save(intake.bring_in([made_pdf("2024", tmp_path)]).files, tmp_path / "homes" / "2026")
    landlord = gather(target_at(tmp_path / "homes" / "2026")).assessment.landlord
    assert (landlord.name, landlord.homes, landlord.period) == ("Exemplar Homes & Sons", 4210, "1 April 2025 to 31 March 2026")


@pytest.mark.libreoffice
@pytest.mark.parametrize("year", EDITIONS)
def test_a_pdf_that_was_printed_of_our_word_document_brings_back_every_answer(year: str, tmp_path: Path):
    assert differing(year, printed_from_word(year, tmp_path), tmp_path / "homes" / year) == []


@pytest.mark.parametrize("year", EDITIONS)
def test_our_short_name_beside_a_number_is_no_part_of_an_answer(year: str, tmp_path: Path):
    """Read by the Code's own text, as somebody else's document would be that was begun with our form."""
    assert_no_label(made_pdf(year, tmp_path), EDITIONS[year])


@pytest.mark.libreoffice
@pytest.mark.parametrize("year", EDITIONS)
def test_nor_is_it_in_a_pdf_that_was_printed_of_our_word_document(year: str, tmp_path: Path):
    assert_no_label(printed_from_word(year, tmp_path), EDITIONS[year])


def assert_no_label(path: Path, edition: Edition) -> None:
    found = match(reader.read(path.read_bytes()), edition).found
    labels = {provision.number: provision.label for provision in edition.provisions}
    assert len(found) == len(edition.provisions)
    assert [each.number for each in found if labels[each.number] in words(each.commentary)] == []


def test_a_dash_at_a_lines_end_is_followed_by_no_space(tmp_path: Path):
    text = " ".join(f"in 2025–26 and 2024–25 we wrote {i} letters" for i in range(60))
    full = assessment("2024")
    answers = (replace(a, commentary=read_text(text)) if a.provision == "1.3" else a for a in full.answers)
    [content] = pdf.render(view(EDITION, replace(full, answers=tuple(answers))), Templates()).values()
    again = next(each for each in match(reader.read(content), EDITION).found if each.number == "1.3")
    assert words(again.commentary) == text
