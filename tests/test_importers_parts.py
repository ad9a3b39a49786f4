"""Questions in parts: their short texts count only where they stand with their question, and each gets its own answer."""

from __future__ import annotations

from generator import catalogue
from generator.importers import text
from generator.importers.match import Found, match
from generator.rich_text import words

EDITION = catalogue.load("housing-ombudsman-2020")
TEXTS = {provision.number: provision.text for provision in EDITION.provisions}
ROWS = {number: [number, told, "Yes", ""] for number, told in TEXTS.items() if not number[2:]}


def form(**changed: list[list[str]]) -> dict[str, Found]:
    """What a form of two columns gives, with the rows of some questions changed; "q8b" is the row of 8b."""
    lines = ["Question\t\tYes\tNo"]
    for number, row in ROWS.items():
        lines += ["\t".join(cells) for cells in changed.get(f"q{number}", [row])]
    return {found.number: found for found in match(text.read("\n".join(lines).encode()), EDITION).found}


def said(found: Found) -> list[str]:
    return words(found.commentary).split("\n") if found.commentary else []


def test_parts_in_one_cell_get_their_short_answers_in_turn() -> None:
    question = f"{TEXTS['4g']} Stage one • Stage one (with extension) • Stage two • Stage two (with extension)"
    answers = "<p>90%</p><p>100%</p><p>N/A</p><p>None</p>"
    got = form(q4g=[["4g", question, answers, ""]])
    assert [said(got[f"4g.{part}"]) for part in range(1, 5)] == [["90%"], ["100%"], ["N/A"], ["None"]]
    assert not said(got["4g"])
    assert {got[f"4g.{part}"].comply for part in range(1, 5)} == {""}


def test_parts_in_rows_of_their_own_get_the_answers_beside_them() -> None:
    rows = [["8b", TEXTS["8b"] + " a) residents?", "Yes", ""], ["", "b) the board/governing body?", "Each quarter", ""]]
    got = form(q8b=[*rows, ["", "c) In the Annual Report?", "", "Not yet"]])
    assert [said(got[f"8b.{part}"]) for part in (1, 2, 3)] == [["Yes"], ["Each quarter"], ["Not yet"]]


def test_one_answer_to_all_parts_is_the_questions() -> None:
    whole = "We say what we learnt in our letters, on our website and to the board, each quarter of the year."
    got = form(q8b=[["8b", f"{TEXTS['8b']} a) residents? b) the board/governing body? c) In the Annual Report?", whole, ""]])
    assert said(got["8b"]) == [whole]
    assert not any(said(got[f"8b.{part}"]) for part in (1, 2, 3))


def test_the_answer_beside_a_question_and_what_it_relies_on_is_the_questions() -> None:
    got = form(q1c=[["1c", f"{TEXTS['1c']} Evidence relied upon: our survey of May", "Yes", ""]])
    assert (got["1c"].comply, said(got["1c"])) == ("yes", [])
    assert said(got["1c.1"]) == [": our survey of May"] or said(got["1c.1"]) == ["our survey of May"]


def test_a_parts_short_text_within_another_answer_is_no_question() -> None:
    answer = "<p>We answer residents in time.</p><p>Stage one takes ten days.</p><p>In the Annual Report we say so.</p>"
    got = form(q4a=[["4a", TEXTS["4a"], answer, ""]])
    assert said(got["4a"]) == ["We answer residents in time.", "Stage one takes ten days.", "In the Annual Report we say so."]
    assert not [number for number in got if "." in number]


def test_one_short_answer_to_several_parts_is_the_questions_too() -> None:
    got = form(q8b=[["8b", f"{TEXTS['8b']} a) residents? b) the board/governing body? c) In the Annual Report?", "Yes", ""]])
    assert said(got["8b"]) == ["Yes"]


def test_several_lines_beside_a_question_for_yes_or_no_are_all_its_answer() -> None:
    got = form(q1c=[["1c", f"{TEXTS['1c']} Evidence relied upon", "<p>Yes</p><p>since May</p>", ""]])
    assert (got["1c"].comply, said(got["1c"])) == ("yes", ["Yes", "since May"])
    assert not said(got["1c.1"])


def test_a_parts_short_text_is_none_in_mid_sentence_or_in_the_column_for_answers() -> None:
    answer = "<p>Residents hear of it in letters.</p><p>In the Annual Report we say so.</p>"
    got = form(q8b=[["8b", f"{TEXTS['8b']} We think of our own residents first.", answer, ""]])
    assert "Residents hear of it in letters." in said(got["8b"])
    assert "In the Annual Report we say so." in said(got["8b"])
    assert not [number for number in got if number.startswith("8b.")]
