"""The view of older forms: groups above stages, answers that do not apply, and questions for a figure or for words."""

import pytest

from generator import catalogue
from generator.model import VERDICT, Answer, Landlord, SelfAssessment
from generator.rich_text import read_text
from generator.view import Counts, View, view


def answered(year: str, **others: str) -> View:
    """A view in which every question for a verdict is answered Yes, and every other one in words, but for ``others``."""
    edition = catalogue.load(f"housing-ombudsman-{year}")
    given = {number.removeprefix("p").replace("_", "."): value for number, value in others.items()}
    assert given.keys() <= {p.number for p in edition.provisions}
    answers = [
        Answer(
            p.number, given.get(p.number, "yes") if p.asks == VERDICT else "", commentary=read_text(given.get(p.number, "95%"))
        )
        for p in edition.provisions
    ]
    return view(edition, SelfAssessment("a/2022", Landlord(name="Exemplar Homes", code=edition.id), tuple(answers)))


def test_a_group_is_a_heading_once_and_its_stages_begin_anew_in_each() -> None:
    must, should = (group.title for group in catalogue.load("housing-ombudsman-2022").groups)
    section = answered("2022").sections[4]
    assert [(together.group, together.stage, together.rows[0].number) for together in section.headed_rows] == [
        (must, "Stage 1", "5.1"),
        ("", "Stage 2", "5.9"),
        ("", "Stage 3", "5.17"),
        (should, "Stage 1", "5.2"),
        ("", "Stage 2", "5.14"),
        ("", "Stage 3", "5.18"),
    ]
    assert [row for together in section.headed_rows for row in together.rows] == list(section.rows)


def test_a_section_of_one_group_has_its_heading_and_no_stage() -> None:
    section = answered("2022").sections[7]
    assert [(together.group, together.stage, len(together.rows)) for together in section.headed_rows] == [
        ("Mandatory ‘must’ requirements", "", 3)
    ]


def test_a_form_without_groups_has_only_its_stages() -> None:
    headed = answered("2024").sections[5].headed_rows
    assert [(together.group, together.stage) for together in headed] == [("", "Stage 1"), ("", "Stage 2")]


def test_what_does_not_apply_is_counted_apart() -> None:
    seen = answered("2022", p5_18="not applicable", p5_19="not applicable", p7_3="no")
    assert seen.counts == Counts(provisions=72, yes=69, no=1, unanswered=0, not_applicable=2)
    assert seen.sections[4].counts == Counts(provisions=20, yes=18, no=0, unanswered=0, not_applicable=2)
    assert seen.summary == (
        "We meet 69 of the 72 provisions of the Complaint Handling Code 2022. We do not yet meet 1. 2 do not apply to us."
    )
    row = next(row for row in seen.rows if row.number == "5.18")
    assert (row.comply, row.comply_title, row.answered) == ("not applicable", "Not applicable", True)


def test_everything_met_that_applies_is_said_so() -> None:
    assert answered("2022", p5_18="not applicable").summary == (
        "We meet all 71 provisions of the Complaint Handling Code 2022 that apply to us. 1 does not apply to us."
    )


def test_questions_are_counted_without_their_parts_and_a_figure_is_an_answer() -> None:
    seen = answered("2020", p3d="no", p3e="")
    assert seen.counts == Counts(provisions=36, yes=25, no=1, unanswered=1, told=9)
    assert seen.asks_questions
    assert seen.summary == (
        "The Complaint Handling Code 2020 asks 36 questions. We answer Yes to 25 and No to 1, and 9 with a figure or in words. "
        "1 is not answered yet."
    )


@pytest.mark.parametrize("part", ["p4g_1", "p4g_4"])
def test_a_question_lacks_its_answer_while_one_of_its_parts_does(part: str) -> None:
    seen = answered("2020", p4g="", **{part: ""})
    assert seen.counts.unanswered == 1
    assert [row.number for row in seen.rows if not row.answered] == ["4g", part.removeprefix("p").replace("_", ".")]


def test_a_row_knows_what_is_asked_and_which_of_two_columns_it_is_answered_in() -> None:
    rows = {row.number: row for row in answered("2020", p3d="no").rows}
    assert (rows["4g.1"].asks, rows["4g.1"].part_of, rows["4g"].asks) == ("figure", "4g", "parts")
    assert [number for number, row in rows.items() if row.answer_column == "no"] == ["3d"]
    assert rows["4g.1"].answer_column == "yes"


def test_the_form_of_2024_asks_no_questions() -> None:
    assert not answered("2024").asks_questions
    assert answered("2024").summary == "We meet all 72 provisions of the Complaint Handling Code 2024."
