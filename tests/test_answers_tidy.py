"""Tidying: what leaves no doubt is put right and shown, nothing else is touched, and no answer comes to mean something else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tools import EXAMPLES

from generator import catalogue
from generator.answers import outline, sections, source, starter, tidy, writing
from generator.answers.register import Register
from generator.answers.source import Source, from_text
from generator.model import Answer
from generator.rich_text import plain_runs

EDITION = catalogue.load("housing-ombudsman-2024")
SECTION = EDITION.sections[5]
PROVISION = next(p for p in SECTION.provisions if p.number == "6.3")
QUOTE = "\n".join(writing.quote(PROVISION))
FIXTURES = Path(__file__).parent / "fixtures" / "answers"


def tidied(text: str) -> tuple[str, list[tidy.Change]]:
    after, changes = tidy.tidy(from_text("section-6.md", text), EDITION, SECTION)
    return after.to_bytes().decode(), changes


def inside(text: str) -> str:
    """A text in the answer to 6.3, with the Code's words in place."""
    return f"## 6.3 Words\n{QUOTE}\n{text}\n"


def read(held: Source) -> list[Answer]:
    return sections.read(held, EDITION, SECTION, Register(()))[0]


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("Comply: Yes.", "Comply: Yes"),
        ("comply :  no!", "Comply: No"),
        (" comply: YES.  ", "Comply: Yes"),
        ("- Comply: Yes", "Comply: Yes"),
        ("- Owner:", "Owner:"),
        ("\u200b- Owner: A", "Owner: A"),
        ("\ufeff###Evidence", "### Evidence"),
        ("**Comply:** Yes.", "Comply: Yes"),
        ("\u2022\tOwner: Head of Service", "Owner: Head of Service"),
        ("###Evidence", "### Evidence"),
        ("### evidence:", "### Evidence"),
        ("#### Evidence", "### Evidence"),
        ("# Evidence", "### Evidence"),
        (" ### Evidence", "### Evidence"),
        ("## Evidence", "### Evidence"),
        ("Evidence", "### Evidence"),
        ("Evidence:", "### Evidence"),
        ("**Evidence**", "### Evidence"),
        ("Comply: Yes\vOwner: A", "Comply: Yes\nOwner: A"),
        ("### Evidence\n\uf0b7\tPolicy: 3.2", "### Evidence\n- Policy: 3.2"),
        ("### Commentary\n\u2022 one\no\ttwo\n  \u00b7       three", "### Commentary\n- one\n- two\n  - three"),
        ("### Commentary\nWe say:\v\u2022 one\v\u2022 two", "### Commentary\nWe say:\n- one\n- two"),
        ("### Commentary\nText\n###Action\nWhat: x", "### Commentary\nText\n### Action\nWhat: x"),
        ("### Action\nWhat: a\vOwner: b", "### Action\nWhat: a\nOwner: b"),
        ("##6.4 Words\nComply: Yes", "## 6.4 Words\nComply: Yes"),
        ("### 6.4 Words\nComply: Yes", "## 6.4 Words\nComply: Yes"),
    ],
)
def test_what_leaves_no_doubt_is_put_right(typed: str, after: str):
    text, changes = tidied(inside(typed))
    text = text.replace("\n".join(["", *writing.quote(next(p for p in SECTION.provisions if p.number == "6.4"))]), "")
    assert text == inside(after)
    assert changes


def test_a_provisions_heading_that_lost_its_marks_gets_them_where_its_head_follows():
    heading = next(p.heading for p in SECTION.provisions if p.number == "6.4")
    text, [change, quote] = tidied(inside(f"### Commentary\nText.\n\n {heading}: \n \nComply: Yes"))
    assert f"Text.\n\n## {heading}\n> Landlords must decide" in text
    assert (change.before, change.after) == ((f" {heading}: ",), (f"## {heading}",))
    assert quote.before == ()


@pytest.mark.parametrize(
    "typed",
    [
        "Comply: Yes",
        "comply:no",
        "Comply: No. See below",
        "Comply: Partial.",
        "Complies: Yes.",
        "Some text.",
        "- Owner: A\nOwner: B",
        "Owner: B\n- Owner: A",
        "### Evidence\n###Evidence",
        "### evidence\n###Evidence",
        "### Commentary\n###Evidence\n### evidence",
        "- Owner: A\nowner: B",
        "owner: B\n- Owner: A",
        "### Commentary\n##6.4 as below\n\n## 6.4\n" + "\n".join(writing.quote(SECTION.provisions[3])),
        "### Foo\na\vb",
        " > a\vb",
        "### Commentary\nEvidence",
        "### Commentary\nComply: Yes.",
        "### Commentary\n- Owner: the officer",
        "### Commentary\n###Evidence\nx\n### Evidence\ny",
        "### Commentary\n##6.3 as above",
        "### Commentary\n#6.4 of the policy",
        "### Commentary\n6.4 Landlords must decide whether",
        "### Commentary\n* one\n- two\n1) three\n    - four",
        "### Commentary\n – a dash\n<b>x</b>  doubled  spaces \n\n\n\nend\u00a0",
        "### Commentary\na\v## 6.4 injected",
        "### Commentary\n\\## 6.4 escaped",
        "### Foo\n\u2022 not read",
        "### Note\n> \u2022 quoted",
    ],
)
def test_everything_else_is_left_as_it_is(typed: str):
    assert tidied(inside(typed)) == (inside(typed), [])


def test_text_before_the_first_provision_is_left_as_it_is():
    text = "\u2022 a\vb\n# Section 6\nComply: Yes.\n###Evidence\n\n"
    assert tidied(text + inside(""))[0] == text + inside("")


# The Code's text


def test_the_codes_text_is_put_in_where_it_is_missing():
    text, [change] = tidied("## 6.3 Words\nComply: Yes\n")
    assert text == f"## 6.3 Words\n{QUOTE}\nComply: Yes\n"
    assert (change.line, change.before, change.after) == (1, (), tuple(writing.quote(PROVISION)))


def test_a_text_that_is_not_the_codes_any_more_is_refreshed_and_both_are_shown():
    old = "> Landlords must issue a full response to stage 1 complaints\n\n> within twenty days of receipt."
    text, [change] = tidied(f"## 6.3 Words\n\n{old}\n\nComply: Yes\n")
    assert text == f"## 6.3 Words\n\n{QUOTE}\n\nComply: Yes\n"
    assert (change.line, change.before, change.after) == (3, tuple(old.split("\n")), tuple(writing.quote(PROVISION)))


def test_of_two_headings_without_their_space_only_the_first_can_be_meant():
    assert tidied("##6.4 x\nComply: Yes\n\n### Commentary\n##6.4 y\n")[0].count("\n## 6.4") == 0
    assert tidied("##6.4 x\nComply: Yes\n\n### Commentary\n##6.4 y\n")[0].endswith("##6.4 y\n")


def test_quoted_lines_may_be_indented():
    text = f"## 6.3\n {QUOTE.replace(chr(10), chr(10) + ' ')}\nComply: Yes\n"
    assert tidied(text) == (text, [])
    assert tidied("## 6.3\n > Landlords must issue.\nComply: Yes\n")[0] == f"## 6.3\n{QUOTE}\nComply: Yes\n"


def test_other_line_breaks_and_spaces_in_the_codes_text_are_no_difference():
    words = QUOTE.replace("\n> ", " ").replace(" ", "  ").split("within", 1)
    text = f"## 6.3\n> {words[0].removeprefix('>').strip()}\n>within{words[1]}\nComply: Yes\n"
    assert tidied(text) == (text, [])


@pytest.mark.parametrize("note", ["> Ask Anna and Finance!", "> Ask Anna and Finance!\n> TODO: figures"])
def test_a_quoted_line_of_somebodys_own_words_is_never_taken_out(note: str):
    assert tidied(inside(note)) == (inside(note), [])
    wrong = "> Landlords must issue a response."
    assert tidied(f"## 6.3\n{wrong}\n{note}\nComply: Yes\n")[0] == f"## 6.3\n{QUOTE}\n{note}\nComply: Yes\n"
    assert tidied(f"## 6.3\nComply: Yes\n{note}\n")[0] == f"## 6.3\n{QUOTE}\nComply: Yes\n{note}\n"


def test_where_another_provisions_text_or_label_stands_the_number_may_be_wrong_and_nothing_is_changed():
    other = SECTION.provisions[3]
    for text in (
        f"## 6.3\n{chr(10).join(writing.quote(other))}\nComply: Yes\n",
        f"## 6.3 {other.label}\n> Landlords\nComply: Yes\n",
    ):
        assert tidied(text) == (text, [])


def test_of_two_answers_to_a_provision_only_the_one_that_is_read_gets_the_text():
    text, changes = tidied("## 6.3\nComply: Yes\n\n## 6.3\nComply: No\n")
    assert text == f"## 6.3\n{QUOTE}\nComply: Yes\n\n## 6.3\nComply: No\n"
    assert len(changes) == 1


# What is shown, and what is kept


def test_changes_are_in_file_order_with_the_lines_as_they_were():
    text = f"## 6.3\n> Landlords must issue.\nComply: Yes.\n\n### Evidence\na\v\u2022 b\n\u2022 c\n\n## 6.4\nComply: No!\n{''}"
    _, changes = tidied(text)
    assert [(change.line, change.before[0] if change.before else "") for change in changes] == [
        (2, "> Landlords must issue."),
        (3, "Comply: Yes."),
        (6, "a\v\u2022 b"),
        (7, "\u2022 c"),
        (9, ""),
        (10, "Comply: No!"),
    ]


def test_line_ends_encoding_and_a_missing_last_one_are_kept():
    held = source.read(FIXTURES / "windows-1252.md", "section-6.md")
    text = held.to_bytes().replace(b"Comply: Yes", b"Comply: Yes.").rstrip(b"\r\n")
    after, changes = tidy.tidy(source.from_bytes("section-6.md", text), EDITION, SECTION)
    assert after.to_bytes() == held.to_bytes().rstrip(b"\r\n")
    assert len(changes) == 1


def test_what_word_pastes_is_put_right_and_reads_the_same():
    held = source.read(FIXTURES / "pasted-from-word.md", "section-6.md")
    after, changes = tidy.tidy(held, EDITION, SECTION)
    assert len(changes) == 5
    assert read(after) == read(held)
    assert [plain_runs(item.runs) for item in read(after)[0].evidence][1:3] == ["Letter template S1‑A", "revised April 2026"]
    assert not any(mark in after.to_bytes().decode() for mark in ("\uf0b7", "\v", "\u00b7", "o\t"))


def test_the_example_and_a_new_year_need_no_tidying():
    for number in range(1, 10):
        held = source.read(EXAMPLES / "exemplar-homes" / "2026" / f"section-{number}.md", "x")
        assert tidy.tidy(held, EDITION, EDITION.sections[number - 1]) == (held, [])
        new = from_text("x", starter.files(EDITION)[f"section-{number}.md"])
        assert tidy.tidy(new, EDITION, EDITION.sections[number - 1]) == (new, [])


# Whatever a file holds

HEADINGS = [
    "##6.4",
    "##6.4 x",
    "###Evidence",
    "### 6.4",
    "## Evidence",
    "### Evidence:",
    "Evidence",
    "#### Note",
    "6.4 Exceptional",
]
HARMLESS = [
    "## 6.3", "## 6.10 x", "### Evidence", "### Commentary", "### Action", "### Note", "### Foo", "Comply: Yes", "Comply: No.",
    "- Owner: A", "Owner: B", "- Owner: A\v- Owner: C", "**Comply:** No", "Owner: A\vReviewed: 2 May 2026", "Comply: Yes\vOwner: B",
    "What: x", "What: a\vBy: 31 March 2027", "\\Owner: x", "> quoted", "> Landlords must", "- item", "\u2022 item", "  \uf0b7\titem",
    "o\titem", "1. one", "2. two", "a\vb", "a\v\u2022 b", "a\v### Note", "", " ", "\ufeff", "text",
]  # fmt: skip
ANY = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=8)
ENDS = st.sampled_from(["\n", "\r\n"])


@given(st.lists(st.one_of(st.sampled_from(HARMLESS + HEADINGS), ANY), max_size=14), ENDS)
@settings(max_examples=200)
def test_tidying_twice_is_tidying_once_and_shows_all_that_it_does(lines: list[str], end: str):
    held = from_text("section-6.md", end.join(lines))
    after, changes = tidy.tidy(held, EDITION, SECTION)
    assert tidy.tidy(after, EDITION, SECTION) == (after, [])
    shown = {line for change in changes for line in (*change.before, *change.after)}
    assert [line for line in held.lines if line not in shown] == [line for line in after.lines if line not in shown]
    assert all(change.before != change.after for change in changes)
    assert [change.line for change in changes] == sorted(change.line for change in changes)


@given(st.lists(st.one_of(st.sampled_from(HARMLESS), ANY), max_size=14))
@settings(max_examples=200)
@example(["## 6.3", "### Action", "What: a\vBy: 31 March 2027"])
def test_no_answer_means_something_else_afterwards(lines: list[str]):
    held = from_text("section-6.md", "\n".join(lines))
    after, changes = tidy.tidy(held, EDITION, SECTION)
    made = [line for change in changes for line in change.after if outline.heading(line)]
    if not made:
        for old, new in zip(read(held), read(after), strict=True):
            # a label that could not be read may be read now
            assert new == replace(old, comply=old.comply or new.comply, owner=old.owner or new.owner)


@pytest.mark.parametrize("line", ["## 6.3", "###Evidence", "\u2022 a", "a\vb", "Comply: Yes.", "> x", "##6.4", "6.4 x"])
@pytest.mark.parametrize("before", ["", "## 6.3\n", "## 6.3\n### Commentary\n"])
def test_a_file_of_many_lines_is_tidied_in_time_that_grows_with_it(before: str, line: str):
    def seconds(count: int) -> float:
        held = from_text("x.md", before + f"{line}\n" * count)
        began = process_time()
        tidy.tidy(held, EDITION, SECTION)
        return process_time() - began

    short = min(seconds(500), seconds(500))
    assert seconds(5_000) < 0.5 + 40 * short
