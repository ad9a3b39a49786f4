"""What counts as the same answer, and what does not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import sample

from generator.model import FIGURE, FREE_TEXT, VERDICT, Column
from generator.printed import (
    Flat,
    InWords,
    Printed,
    PrintedActionText,
    commentary_label,
    comply_words,
    differences,
    flat,
    from_parts,
    in_column,
    in_words,
    parts,
    printed,
    words_and_signs,
    words_for,
)
from generator.rich_text import Block, Run, Text, plain, plain_runs, read_runs, read_text
from generator.templates import Templates
from generator.view import Row

WORDS = Templates().wording
SHOWN = sample.full_view()
ROW = next(row for row in SHOWN.rows if row.number == "1.3")


def told(before: str, after: str) -> Printed:
    """The answer as a document would have it with these characters in the place of others."""
    whole = printed(ROW, WORDS)
    text = tuple(
        replace(b, runs=tuple(run._replace(text=run.text.replace(before, after)) for run in b.runs)) for b in whole.commentary
    )
    return replace(whole, commentary=text)


@pytest.mark.parametrize("space", ["\u00a0", "  ", "\t", " \u00a0 "])
def test_spaces_of_every_kind_and_number_are_one_space(space: str) -> None:
    assert told(" ", space) != printed(ROW, WORDS)
    assert differences(SHOWN, WORDS, [told(" ", space)], of=[ROW]) == []


@pytest.mark.parametrize(("before", "after"), [(" ", ""), ("We", "we"), (".", ""), (".", ".."), ("We", "**We**")])
def test_every_other_character_counts(before: str, after: str) -> None:
    assert before in "".join(run.text for block in ROW.commentary for run in block.runs)
    assert differences(SHOWN, WORDS, [told(before, after)], of=[ROW])


def test_a_look_and_a_kind_of_paragraph_count() -> None:
    whole = printed(ROW, WORDS)
    bold = tuple(Block(b.kind, tuple(Run(run.text, bold=True) for run in b.runs), b.level, b.number) for b in whole.commentary)
    assert differences(SHOWN, WORDS, [replace(whole, commentary=bold)], of=[ROW])
    listed = tuple(replace(block, kind="bullet") for block in whole.commentary)
    assert differences(SHOWN, WORDS, [replace(whole, commentary=listed)], of=[ROW])


def test_in_a_worksheet_the_same_holds_line_by_line() -> None:
    whole = flat(ROW, SHOWN.columns, WORDS)
    wider = Flat(whole.number, whole.comply, whole.evidence, tuple(line.replace(" ", " \u00a0") for line in whole.commentary))
    assert differences(SHOWN, WORDS, [wider], of=[ROW]) == []
    assert differences(SHOWN, WORDS, [replace(whole, commentary=whole.commentary[:-1])], of=[ROW])
    assert differences(SHOWN, WORDS, [replace(whole, evidence=("Another policy",))], of=[ROW]) == [
        f"1.3: its evidence reads “Another policy” and should read “{' / '.join(whole.evidence)}”"
    ]


def row(number: str, **changes: object) -> Row:
    """A row of the full self-assessment, with changes."""
    return replace(next(row for row in SHOWN.rows if row.number == number), **changes)  # type: ignore[arg-type]


def lines(found: list[tuple[str, Text]]) -> list[tuple[str, str]]:
    return [(label, plain(blocks)) for label, blocks in found]


BARE = {"commentary": (), "evidence": (), "actions": (), "alternative": ()}
ACTIONS = row("6.3").actions


def test_an_answer_is_laid_out_in_labelled_parts_and_an_action_ends_with_its_owner_and_date() -> None:
    assert lines(parts(row("6.3", commentary=read_text("Why.")), WORDS)) == [
        ("Commentary", "Why."),
        ("Action 1", "Two more officers\nOwner: not a label\nOwner: Head of Resolution\nBy: 31 March 2027"),
        ("Action 2", "• A weekly review\nOwner: Director of Customers\nBy: 31 December 2026"),
        ("Outcome of action 2", "Begun.\n• twice"),
    ]
    assert lines(parts(row("6.3", **BARE | {"actions": ACTIONS[1:]}), WORDS)) == [
        ("Action", "• A weekly review\nOwner: Director of Customers\nBy: 31 December 2026"),
        ("Outcome of action", "Begun.\n• twice"),
    ]
    assert lines(parts(row("3.4", commentary=()), WORDS)) == [
        ("How we meet the intention in another way", "On display at the office.\n• every day")
    ]


def test_an_action_without_owner_or_date_says_so() -> None:
    bare = replace(ACTIONS[0], owner="", by="")
    found = row("6.3", **BARE | {"actions": (bare,)})
    assert plain(parts(found, WORDS)[0][1]).endswith("Owner: not given\nBy: not given")
    assert [(action.owner, action.by) for action in printed(found, WORDS).actions] == [("not given", "not given")]


@pytest.mark.parametrize("number", ["6.3", "3.4", "1.2", "7.3"])
def test_what_is_laid_out_in_parts_is_read_as_the_same_answer(number: str) -> None:
    shown = row(number)
    assert from_parts(number, comply_words(shown, WORDS), shown.evidence, parts(shown, WORDS), WORDS) == printed(shown, WORDS)


@pytest.mark.parametrize(
    ("labels", "says"),
    [
        (["Commentary", "Commentary"], "6.3: a part stands twice"),
        (["Commentary", "Our figure"], "6.3: a part stands twice"),
        (["Action"], "6.3: “Action” has no owner and date"),
        (["Outcome of action"], "6.3: a part called “Outcome of action” is not expected"),
        (["Action one"], "6.3: a part called “Action one” is not expected"),
        (["Notes"], "6.3: a part called “Notes” is not expected"),
    ],
)
def test_parts_that_can_be_no_answer_are_refused(labels: list[str], says: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(says)}$"):
        from_parts("6.3", "No", (), [(label, read_text("One paragraph.")) for label in labels], WORDS)


def test_an_action_that_does_not_end_with_owner_and_date_is_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("“Second.” does not begin with “Owner:”")):
        from_parts("6.3", "No", (), [("Action", read_text("First.\n\nSecond.\n\nBy: May"))], WORDS)


def test_an_action_may_be_an_owner_and_a_date_alone() -> None:
    [action] = from_parts("6.3", "No", (), [("Action", read_text("Owner: A\n\nBy: May"))], WORDS).actions
    assert action == PrintedActionText((), "A", "May", ())


def test_what_stands_in_a_column_depends_on_what_the_column_holds() -> None:
    said = row("6.3", **BARE | {"commentary": read_text("Why."), "evidence": (read_runs("Policy: 3.2"),)})
    assert lines(in_column(said, "commentary", WORDS)) == [("", "Why.")]
    assert lines(in_column(said, "support", WORDS)) == [("Evidence", "• Policy: 3.2"), ("Commentary", "Why.")]
    assert lines(in_column(replace(said, evidence=()), "support", WORDS)) == [("", "Why.")]
    assert lines(in_column(said, "no", WORDS)) == [("No", ""), ("Evidence", "• Policy: 3.2"), ("Commentary", "Why.")]
    assert in_column(said, "yes", WORDS) == []
    assert lines(in_column(replace(said, comply="", comply_title="", answered=False), "yes", WORDS))[0] == ("Not answered", "")
    figure = replace(said, evidence=(), asks=FIGURE, comply="", comply_title="")
    assert lines(in_column(figure, "yes", WORDS)) == [("", "Why.")]


def test_a_figure_and_words_have_labels_of_their_own() -> None:
    assert [commentary_label(replace(ROW, asks=asks), WORDS) for asks in (VERDICT, FIGURE, FREE_TEXT)] == [
        "Commentary",
        "Our figure",
        "Our answer in words",
    ]
    told_in_words = replace(ROW, asks=FREE_TEXT, comply="", comply_title="")
    assert (comply_words(told_in_words, WORDS), comply_words(replace(told_in_words, answered=False), WORDS)) == (
        "",
        "Not answered",
    )


def test_a_form_of_questions_has_words_of_its_own_in_the_place_of_the_others() -> None:
    wording = {"answer.comply": "Do we comply?", "answer.comply_asked": "Our answer", "answer.evidence": "Evidence"}
    assert words_for(wording, asks_questions=False) == wording
    asked = words_for(wording, asks_questions=True)
    assert (asked["answer.comply"], asked["answer.evidence"]) == ("Our answer", "Evidence")


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ([], ["1.3 is missing from it"]),
        ([printed(ROW, WORDS)] * 2, ["1.3 stands in it twice"]),
        ([printed(ROW, WORDS), printed(row("1.2"), WORDS)], ["1.2 is in it but not in the answers"]),
        ([replace(printed(ROW, WORDS), comply="No")], ["1.3: its comply reads “No” and should read “Yes”"]),
        ([replace(printed(ROW, WORDS), comply="")], ["1.3: its comply reads nothing and should read “Yes”"]),
        (
            [replace(printed(ROW, WORDS), evidence=(read_runs("One"), read_runs("**Two**")))],
            [f"1.3: its evidence reads “One / Two” and should read “{' / '.join(plain_runs(item) for item in ROW.evidence)}”"],
        ),
        (
            [replace(printed(ROW, WORDS), alternative=read_text("x" * 200))],
            [f"1.3: its alternative reads “{'x' * 200}” and should read nothing"],
        ),
        (
            [replace(printed(ROW, WORDS), alternative=read_text("x" * 201))],
            [f"1.3: its alternative reads “{'x' * 200}…” and should read nothing"],
        ),
        (
            [replace(printed(ROW, WORDS), actions=(PrintedActionText(read_text("What"), "Who", "May", read_text("Done")),))],
            ["1.3: its actions reads “What / Who / May / Done” and should read nothing"],
        ),
    ],
)
def test_every_difference_is_a_sentence_of_what_stands_there_and_what_should(found: list[Printed], says: list[str]) -> None:
    assert differences(SHOWN, WORDS, found, of=[ROW]) == says


def test_a_document_is_held_to_all_rows_unless_some_are_named() -> None:
    whole = [printed(each, WORDS) for each in SHOWN.rows]
    assert differences(SHOWN, WORDS, whole) == []
    assert differences(SHOWN, WORDS, whole[1:]) == [f"{whole[0].number} is missing from it"]


def test_a_document_without_lines_is_held_to_the_words_and_signs_in_their_order() -> None:
    shown = row("6.3", **BARE | {"commentary": read_text("We do.\n1. one-two\n- three"), "evidence": (read_runs("Policy: 3.2"),)})
    whole = in_words(shown, SHOWN.columns, WORDS)
    assert whole == InWords("6.3", "No", "Policy : 3 . 2", "We do . 1 . one - two three")
    assert differences(SHOWN, WORDS, [whole], of=[shown]) == []
    assert differences(SHOWN, WORDS, [replace(whole, evidence="Policy : 3")], of=[shown]) == [
        "6.3: its evidence reads “Policy : 3” and should read “Policy : 3 . 2”"
    ]


def test_words_and_signs_leave_out_what_nobody_sees_and_spell_ligatures() -> None:
    assert words_and_signs(["o\ufb03ce\u00ad\u200b_a", "abcdefghijklmnop"]) == "office _ a abcdefghijkl mnop"


def test_a_worksheet_has_the_text_by_line_in_the_columns_that_the_form_has() -> None:
    said = row("6.3", **BARE | {"commentary": read_text("Why.\n- so"), "evidence": (read_runs("Policy: 3.2"),)})
    assert flat(said, SHOWN.columns, WORDS) == Flat("6.3", "No", ("Policy: 3.2",), ("", "Why.", "• so"))
    two = (Column("Yes", "yes"), Column("No, because", "no"))
    assert flat(said, two, WORDS) == Flat(
        "6.3", "No, because", (), ("No", "", "Evidence", "• Policy: 3.2", "Commentary", "Why.", "• so")
    )
    together = (Column("Comply", "comply"), Column("Evidence and commentary", "support"))
    assert flat(said, together, WORDS).evidence == ()
    assert in_words(said, together, WORDS) == InWords("6.3", "No", "", "Evidence Policy : 3 . 2 Commentary Why . so")
    nothing = replace(said, **BARE, asks=FIGURE, comply="", comply_title="")
    assert flat(nothing, two, WORDS) == Flat("6.3", "", (), ())
