"""Section files: answers are read as people write them, and every deviation is a sentence that quotes the line."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from cases import in_sentences
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import answers, catalogue
from generator.answers import sections, source
from generator.answers.register import Register
from generator.answers.source import from_bytes, from_text, quoted, visible
from generator.model import Accept, Action, Answer, Choice, Document, Provision, Review, Section
from generator.problems import Problem, Stop
from generator.rich_text import BULLET, plain, plain_runs, soft_lines, words

EDITION = catalogue.load("housing-ombudsman-2024")
SECTION = EDITION.sections[5]
FIXTURES = Path(__file__).parent / "fixtures" / "answers"
DOCUMENTS = (
    Document("Complaints policy", ("Policy", "Residents' policy")),
    Document("Complaints policy and procedure"),
    Document("Report 2025–26"),
)


def read(text: str, *, section: int = 6) -> tuple[list[Answer], list[Problem]]:
    return sections.read(
        from_text("our-homes/2026/section-6.md", text), EDITION, EDITION.sections[section - 1], Register.of(DOCUMENTS)
    )


def answer(text: str, heading: str = "## 6.3 Stage 1 response within 10 working days") -> Answer:
    """The one answer under a heading, without Problems."""
    [found], problems = read(f"{heading}\n{text}")
    assert problems == []
    return found


def one(text: str, heading: str = "## 6.3 Stage 1 response within 10 working days") -> Problem:
    """The one Problem that a text under a heading gives; the heading is line 1."""
    _, problems = read(f"{heading}\n{text}" if heading else text)
    assert len(problems) == 1, [problem.message for problem in problems]
    assert in_sentences(problems[0]), problems[0]
    return problems[0]


# What people write and paste


def test_an_answer_reads_as_the_design_shows_it():
    found = answer(
        """\
> Landlords must issue a full response to stage 1 complaints within 10 working days of the complaint being
> acknowledged.

Comply: No
Owner: Head of Customer Resolution
Reviewed: 2 May 2026, Resolution Manager
Accept: no-place, the whole table is meant

### Evidence
- Annual complaints report 2025-26, table 4

### Commentary
We met the ten-day target for 91% of stage 1 complaints in 2025-26.

### Action
What: Two more resolution officers; a weekly review of open cases
Owner: Head of Customer Resolution
By: 31 March 2027
Outcome: One has begun

### Alternative
On display.

### Note
Ask Finance for the cost before the board.
"""
    )
    assert (found.provision, found.comply, found.owner) == ("6.3", "no", "Head of Customer Resolution")
    assert found.reviewed == Review("2 May 2026, Resolution Manager", "Resolution Manager", date(2026, 5, 2))
    assert found.accepts == (Accept("no-place", "the whole table is meant"),)
    assert found.quoted == (
        "Landlords must issue a full response to stage 1 complaints within 10 working days of the complaint being\nacknowledged."
    )
    assert [plain_runs(item.runs) for item in found.evidence] == ["Annual complaints report 2025-26, table 4"]
    assert plain(found.commentary) == "We met the ten-day target for 91% of stage 1 complaints in 2025-26."
    [action] = found.actions
    assert plain(action.what) == "Two more resolution officers; a weekly review of open cases"
    assert (action.owner, action.by, plain(action.outcome)) == ("Head of Customer Resolution", date(2027, 3, 31), "One has begun")
    assert (plain(found.alternative), plain(found.note)) == ("On display.", "Ask Finance for the cost before the board.")


def test_lines_travel_with_what_they_hold():
    found = answer(
        "> Landlords\n\nComply: no\n\n### Evidence\n- a\n\n### Commentary\nb\n\n### Action\nWhat: c\nBy: 31 March 2027"
    )
    assert (found.line, found.quoted_line, found.comply_line) == (1, 2, 4)
    assert (found.evidence[0].line, found.commentary[0].line) == (7, 10)
    assert (found.actions[0].line, found.actions[0].what[0].line, found.actions[0].by_line) == (12, 13, 14)


def test_what_is_pasted_from_word_reads_as_it_looks():
    held = source.read(FIXTURES / "pasted-from-word.md", "our-homes/2026/section-6.md")
    [found], problems = sections.read(held, EDITION, SECTION, Register.of(DOCUMENTS))
    assert problems == []
    assert (found.provision, found.comply, found.owner) == ("6.2", "yes", "Head of Customer Resolution")
    assert found.reviewed == Review("Tuesday, 5 May 2026, Siân O’Brien", "Siân O’Brien", date(2026, 5, 5))
    assert [(plain_runs(item.runs), item.document, item.place) for item in found.evidence] == [
        ("Complaints policy:\u00a03.2.6 (page 6)", "Complaints policy", "3.2.6 (page 6)"),
        ("Letter template S1‑A", "", ""),
        ("revised April 2026", "", ""),
        ("Annual complaints report, table 3", "", ""),
    ]
    assert plain(found.commentary).split("\n") == [
        "Written acknowledgements are sent within five working days of receipt\u00a0– see action #12. They say:",
        "• which stage the complaint is at",
        "• how we understand it, and what outcome is sought",
        "Nobody’s “case” is closed without a letter.",
        "6.4 of our policy says the same, and so does the note:",
        "Owner: the officer named in the letter",
        "Comply: as the form asks",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "## 6.3 Stage 1 response within 10 working days",
        "## 6.3",
        "##   6.3   Stage 1",
        "##\t6.3 Stage 1",
        "##\u00a06.3\u00a0Stage 1",
        "\ufeff## 6.3 Stage 1",
        "## 6.3: our words",
        "## 6.3. Our words",
        "## 6.3) Our words",
        "## 6.3 – “Our” words",
    ],
)
def test_a_headings_number_counts_and_its_words_do_not(heading: str):
    assert answer("Comply: Yes", heading).provision == "6.3"


@pytest.mark.parametrize(
    "typed",
    [
        "Comply: Yes",
        "comply: yes",
        "COMPLY : YES",
        "Comply:yes",
        "Comply:\tYes",
        "  Comply: Yes",
        "Comply:\u00a0Yes  ",
        "Comply: y\u200bes",
    ],
)
def test_capitals_and_spaces_of_a_label_do_not_matter(typed: str):
    assert answer(typed).comply == "yes"


def test_a_label_may_be_empty():
    found = answer("Comply:\nOwner: \nReviewed:\nAccept:\n\n### Evidence\n\n### Commentary\n")
    assert found == Answer("6.3")


def test_labels_on_one_line_of_words_soft_breaks_are_each_read():
    found = answer("Comply: No\vOwner: Head of Service\vReviewed: 2 May 2026")
    assert (found.comply, found.owner, found.reviewed and found.reviewed.on) == ("no", "Head of Service", date(2026, 5, 2))


def test_the_answers_of_another_edition_are_accepted_as_it_prints_them():
    edition = replace(EDITION, answers=(*EDITION.answers, Choice("N/A", "Not applicable")))
    for typed in ("not APPLICABLE", "n/a"):
        [found], problems = sections.read(from_text("x.md", f"## 6.3\nComply: {typed}"), edition, SECTION, Register(()))
        assert (found.comply, problems) == ("N/A", [])


@pytest.mark.parametrize(("number", "asked"), [("1c.1", "words"), ("4g.2", "a figure")])
def test_a_question_for_words_or_a_figure_takes_no_verdict(number: str, asked: str):
    edition = catalogue.load("housing-ombudsman-2020")
    section = edition.section_of(number)
    assert section is not None
    [found], [problem] = sections.read(from_text("x.md", f"## {number}\nComply: Yes"), edition, section, Register(()))
    assert (found.comply, problem.id, problem.line) == ("", "comply-invalid", 2)
    assert f"the answer is “Yes”, but this question asks for {asked}." in problem.message
    assert "Commentary" in problem.help


@pytest.mark.parametrize("number", ["1a", "1c.1", "4g.2", "8b.3"])
def test_numbers_of_older_editions_are_numbers(number: str):
    edition = catalogue.load("housing-ombudsman-2020")
    section = edition.section_of(number)
    assert section is not None
    for typed in (number, number.upper()):
        [found], problems = sections.read(from_text("x.md", f"## {typed} Words\n### Note\nx"), edition, section, Register(()))
        assert (found.provision, problems) == (number, [])


def test_a_section_may_have_any_number():
    section = Section("10", "Ten", (Provision("10.1", "First", "Text"), Provision("10.12", "Last", "Text")))
    edition = replace(EDITION, sections=(*EDITION.sections, section))
    found, problems = sections.read(
        from_text("x.md", "# Section 10: Ten\n\n## 10.1\n\n## 10.12 Last"), edition, section, Register(())
    )
    assert ([a.provision for a in found], problems) == (["10.1", "10.12"], [])


def test_lines_that_look_like_structure_are_text_within_a_text():
    typed = "6.4 Landlords must decide\n# 12\n> quoted\n\\## 6.4 escaped\n\\### Evidence\n#12\naction #12\nNote: this\n1. alone"
    found = answer(f"Comply: Yes\n\n### Commentary\n{typed}")
    assert words(found.commentary).split("\n") == typed.replace("\\", "").split("\n")


def test_what_nobody_can_see_is_not_in_the_text():
    assert words(answer("### Commentary\na\u200bb\x07c\ufeff").commentary) == "abc"


def test_actions_may_repeat_and_their_values_go_on_to_the_next_label():
    second_action = "### Action\nWhat: Three\n\\Owner: is text"
    found = answer(f"### Action\nwhat:\nTwo things:\n- one\n- two\nOwner: Head of\nHousing\nBY: 31/03/2027\n\n{second_action}")
    first, second = found.actions
    assert plain(first.what) == "Two things:\n• one\n• two"
    assert (first.owner, first.by) == ("Head of Housing", date(2027, 3, 31))
    assert plain(second.what) == "Three\nOwner: is text"


def test_an_action_in_words_soft_breaks_is_read_label_by_label():
    [action] = answer("### Action\nWhat: Train all\vOwner: Head of Housing\vBy: 31 March 2027").actions
    assert (plain(action.what), action.owner, action.by) == ("Train all", "Head of Housing", date(2027, 3, 31))


@pytest.mark.parametrize(
    "line", ["Note: the cost is not known", "That: is all", "When: monthly", "Stage 1: 10 days", "Income: none", "Date: monthly"]
)
def test_a_line_of_text_with_a_colon_is_no_misspelt_label(line: str):
    [action] = answer(f"### Action\nWhat: Train\n{line}\nOwner: A\nBy: 31 March 2027").actions
    assert plain(action.what) == f"Train\n{line}"


def test_spaces_before_a_label_and_blank_lines_do_not_matter_in_an_action():
    [action] = answer("### Action\n  \n  What: Train\n\n\tOwner: A\n \u00a0By: 31 March 2027").actions
    assert (plain(action.what), action.owner, action.by) == ("Train", "A", date(2027, 3, 31))
    assert one("### Action\nWhat: Train\n  Onwer: A").id == "unknown-label"


def test_an_action_with_nothing_but_labels_is_none():
    assert answer("### Action\n\nWhat:\nOwner:\nBy:\n").actions == ()


# Evidence and its register


@pytest.mark.parametrize(
    ("item", "document", "place"),
    [
        ("Complaints policy: 3.2.6 (page 6)", "Complaints policy", "3.2.6 (page 6)"),
        ("complaints POLICY, section 4", "Complaints policy", "section 4"),
        ("Policy – 3.2", "Complaints policy", "3.2"),
        ("Policy-3.2", "Complaints policy", "3.2"),
        ("Policy", "Complaints policy", ""),
        ("**Complaints policy**: page 3", "Complaints policy", "page 3"),
        ("Complaints policy and procedure, page 2", "Complaints policy and procedure", "page 2"),
        ("Residents’ policy, 2", "Complaints policy", "2"),
        ("Report 2025-26: table 4", "Report 2025–26", "table 4"),
        ("Complaints\u00a0policy (page 3)", "Complaints policy", "(page 3)"),
        ("Policyholders' list", "", ""),
        ("Policy's aims", "", ""),
        ("Policy-based training", "", ""),
        ("Report 2025–261", "", ""),
        ("Our complaints policy", "", ""),
    ],
)
def test_an_item_refers_to_the_longest_registered_name_at_a_words_end(item: str, document: str, place: str):
    [found] = answer(f"### Evidence\n- {item}").evidence
    assert (found.document, found.place) == (document, place)


# Deviations


@pytest.mark.parametrize(
    ("id_", "line", "text", "said", "do"),
    [
        ("comply-invalid", 2, "Comply: Partial", "“Partial”, which is neither Yes nor No", "Write Yes or No after “Comply:”"),
        ("comply-invalid", 2, "Comply: No.", "“No.”, which is neither Yes nor No", "Write it as “Comply: No” if"),
        ("comply-invalid", 2, "Comply: Yes, mostly", "“Yes, mostly”", "partly met is No"),
        ("text-out-of-place", 2, "We comply.\n\nComply: Yes", "“We comply.”", "### Evidence, ### Commentary, ### Action"),
        ("text-out-of-place", 2, "- Comply: Yes", "“- Comply: Yes”", "“Comply: Yes”"),
        ("text-out-of-place", 2, "**Comply:** Yes", "“**Comply:** Yes”", "“Comply: Yes”"),
        ("text-out-of-place", 2, "###Evidence", "“###Evidence”", "“### Evidence”"),
        ("text-out-of-place", 3, "Comply: Yes\nEvidence:", "“Evidence:”", "“### Evidence”"),
        ("text-out-of-place", 3, "Comply: Yes\nhttps://x.example", "“https://x.example”", "Move it"),
        ("unknown-label", 2, "Complies: Yes", "“Complies: Yes”. Did you mean “Comply”?", "Comply, Owner, Reviewed and Accept"),
        ("unknown-label", 2, "Deadline: May", "“Deadline: May”", "move the text under a heading"),
        ("label-twice", 3, "Owner: A\nowner: B", "“Owner:” stands twice here; the first is on line 2", "Keep one"),
        ("date-invalid", 2, "Reviewed: soon, Jane", "“Reviewed: soon” is not a date", "date first, then a comma"),
        ("date-invalid", 2, "Reviewed: Jane Smith", "“Reviewed: Jane Smith” is not a date", "Reviewed: 2 May 2026, Resolution Manager"),
        ("date-month-only", 2, "Reviewed: May 2026, Jane", "taken as 31 May 2026", "Write the day"),
        ("unknown-part", 2, "### Comentary\nText.", "is not read. Did you mean “Commentary”?", "put a \\ before"),
        ("unknown-part", 2, "### Evidence:\n- x", "“Evidence:”", "Write it as “### Evidence”"),
        ("unknown-part", 2, "### 6.3 Stage 1", "“6.3 Stage 1”", "Write it as “## 6.3 Stage 1”"),
        ("part-twice", 4, "### Commentary\nA.\n### commentary\nB.", "stands twice; the first is on line 2", "Put both texts"),
        ("text-out-of-place", 3, "### Action\nTrain everybody\nWhat: x", "“Train everybody”", "What:, Owner:, By: and Outcome:"),
        ("label-twice", 5, "### Action\nWhat: x\nOwner: A\nOwner: B", "twice in one action; the first is on line 4", "second action"),
        ("unknown-label", 4, "### Action\nWhat: x\nOnwer: A", "“Onwer: A”. Did you mean “Owner”?", "What, Owner, By and Outcome"),
        ("unknown-label", 4, "### Action\nWhat: x\nWho: A", "“Who: A”. Did you mean “Owner”?", "begin the line with another word"),
        ("unknown-label", 4, "### Action\nWhat: x\nDeadline: May 2027", "Did you mean “By”?", "The labels here"),
        ("date-invalid", 3, "### Action\nBy: soon", "“By: soon” is not a date", "31 March 2027, 31/03/2027 or 2027-03-31"),
        ("date-invalid", 3, "### Action\nBy: 31 June 2027", "“By: 31 June 2027”", "31 March 2027"),
        ("date-invalid", 3, "### Action\nBy: Monday, 31 December 2026", "31 December 2026 is a Thursday.", "31 March 2027"),
        ("date-month-only", 3, "### Action\nBy: March 2027", "taken as 31 March 2027, the month's last day", "Write the day"),
        ("heading-in-text", 3, "### Commentary\n###Action", "“###Action”", "“### Action”"),
        ("heading-in-text", 3, "### Commentary\n #### Evidence:", "“#### Evidence:”", "“### Evidence”"),
        ("heading-in-text", 3, "### Commentary\n##6.4 Exceptional extensions", "“##6.4 Exceptional extensions”", "“## 6.4 Exce"),
        ("label-in-text", 3, "### Evidence\nComply: Yes", "“Comply: Yes”", "before the first ###"),
        ("label-in-text", 3, "### Evidence\nreviewed: 2 May 2026", "“reviewed: 2 May 2026”", "the answer's “Reviewed:”"),
        ("label-in-text", 4, "### Action\nWhat: x\nReviewed: 2 May 2026", "“Reviewed: 2 May 2026”", "the answer's “Reviewed:”"),
    ],
)  # fmt: skip
def test_what_deviates_is_a_sentence_that_quotes_the_line_and_says_what_to_do(id_: str, line: int, text: str, said: str, do: str):
    problem = one(text)
    assert (problem.id, problem.line, problem.provision, problem.file) == (id_, line, "6.3", "our-homes/2026/section-6.md")
    assert problem.message.startswith("6.3 Stage 1 response within 10 working days: ")
    assert said in problem.message
    assert do in problem.help
    assert problem.severity == dict(answers.PROBLEMS)[id_]


@pytest.mark.parametrize(
    ("id_", "text", "said", "do"),
    [
        ("unknown-heading", "## Our approach\nText.", "“## Our approach”. What stands under it is not read.", "“## 6.3 …”"),
        ("unknown-heading", "## Evidence\n- x", "“## Evidence”", "“### Evidence”"),
        ("unknown-heading", "## 6\n", "“## 6”", "provision's number"),
        ("unknown-heading", "## \n", "“##”", "provision's number"),
        (
            "unknown-provision",
            "## 6.21 More",
            "has no provision 6.21: “## 6.21 More”. What stands under it is not read.",
            "Correct the number",
        ),
        (
            "unknown-provision",
            "## 6.33 Stage 1 response within 10 working days",
            "Its words are those of 6.3.",
            "Correct the number",
        ),
        (
            "text-out-of-place",
            "##6.3 Words\nComply: Yes\n### Note\nx",
            "“##6.3 Words”. What stands under it is not read.",
            "“## 6.3 Words”",
        ),
        (
            "text-out-of-place",
            "## 6.3\n##6.4 Words\nComply: Yes\n",
            "“##6.4 Words”. What stands between it and the next heading is not read.",
            "“## 6.4 Words”",
        ),
        (
            "text-out-of-place",
            "## 6.3\n###Evidence\n- x\n- y\n",
            "looks like a heading, but is none: “###Evidence”.",
            "“### Evidence”",
        ),
        ("text-out-of-place", "Dear all,\n\n## 6.3", "“Dear all,”", "take it out"),
        ("text-out-of-place", "### Evidence\n- x\n\n## 6.3", "“### Evidence”", "the provision that it belongs to"),
        (
            "wrong-file",
            "# Section 5: The complaint handling process\n\n## 6.3",
            "named for section 6, but its title says “Section 5",
            "section-5.md",
        ),
        (
            "wrong-section",
            "## 5.4 Third parties",
            "stands in the file of section 6, and belongs to section 5",
            "Move it into section-5.md.",
        ),
        (
            "heading-mismatch",
            "## 6.1 Unresolved complaints move to stage 2",
            "has this number, but the words of 6.10: “## 6.1 Unresolved complaints move to stage 2”",
            "6.10",
        ),
        ("heading-mismatch", "## 6.1 – UNRESOLVED\u00a0complaints  move to stage 2:", "but the words of 6.10", "6.10"),
    ],
)
def test_headings_that_are_not_right_are_said_and_quoted(id_: str, text: str, said: str, do: str):
    problem = one(text, "")
    assert problem.id == id_
    assert said in problem.message
    assert do in problem.help
    assert problem.severity == dict(answers.PROBLEMS)[id_]


def test_a_provision_of_another_section_is_told_with_its_line():
    assert [(p.id, p.line) for p in read("# Section 6\n\n## 5.4 Third parties")[1]] == [("wrong-section", 3)]


def test_the_title_is_the_first_line_that_holds_anything():
    for text in ("\n\u200b\n\ufeff# Section 5: x\n\n## 6.3", "\n\n# Section 5: x"):
        assert one(text, "").line == text.split("#", 1)[0].count("\n") + 1
    assert [problem.id for problem in read("Text\n# Section 5\n## 6.3")[1]] == ["text-out-of-place", "text-out-of-place"]


def test_a_provision_twice_gives_both_answers():
    found, _ = read("## 6.3\nComply: Yes\n\n## 6.3\nComply: No")
    assert [(a.provision, a.comply, a.line) for a in found] == [("6.3", "yes", 1), ("6.3", "no", 4)]


def test_what_stands_twice_is_read_together_and_nothing_is_lost():
    [found], _ = read("## 6.3\n### Commentary\nA.\n### Evidence\n- x\n### Commentary\nB.\n### Evidence\n- y")
    assert plain(found.commentary) == "A.\nB."
    assert [plain_runs(item.runs) for item in found.evidence] == ["x", "y"]


def test_a_date_that_is_none_is_kept_as_typed():
    [found], _ = read("## 6.3\nReviewed: soon, Jane\n\n### Action\nBy: in due course")
    assert (found.reviewed and found.reviewed.text, found.actions[0].by_text) == ("soon, Jane", "in due course")


def test_an_accepted_warning_keeps_every_word_of_its_reason():
    found = answer("Accept: No-Evidence, because, in short, it is so\nAccept: stale-promise – 2024: the policy's own")
    assert found.accepts == (
        Accept("no-evidence", "because, in short, it is so"),
        Accept("stale-promise", "2024: the policy's own"),
    )


# Whatever a file holds

LINES = st.one_of(
    st.sampled_from(
        [
            "# Section 6",
            "## 6.3", "## 6.10 x", "##6.4", "## 5.4", "## 9.99", "## Foo", "### Evidence", "### Commentary", "###Evidence",
            "### Action", "### Alternative", "### Note", "### Foo", "Comply: Yes", "Comply: x", "Owner: A", "Owner:",
            "Reviewed: 2 May 2026",
            "Reviewed: x", "Accept: a b", "What: x", "By: 31 March 2027", "By: x", "Outcome: y", "Onwer: z", "> quoted", "- item", "1. one",
            "2. two", "text", "\u2022 b", "a\vb", "", "  ", "\ufeff", "\x07", "\\## x", "**Comply:** Yes", "Evidence",
        ]
    ),
    st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=12),
)  # fmt: skip


def held_in(found: list[Answer]) -> list[str]:
    """Every text that the answers hold."""
    texts = []
    for a in found:
        texts += [a.comply, a.comply_text, a.owner, a.reviewed.text if a.reviewed else "", a.quoted]
        texts += [f"{accept.id} {accept.reason}" for accept in a.accepts]
        texts += ["".join(run.text for run in item.runs) for item in a.evidence]
        texts += [words(text) for text in (a.commentary, a.alternative, a.note)]
        for action in a.actions:
            texts += [words(action.what), action.owner, action.by_text, words(action.outcome)]
    return texts


def letters(text: str) -> str:
    return "".join(c for c in visible(text).casefold() if c.isalnum())


@given(st.lists(LINES, max_size=14))
@settings(max_examples=300)
def test_no_line_is_passed_over_in_silence(lines: list[str]):
    held = from_text("section-6.md", "\n".join(lines))
    found, problems = sections.read(held, EDITION, SECTION, Register(()))
    known = letters("\n".join(held_in(found)))
    quoted_lines = " ".join(problem.message for problem in problems)
    quoted_once = [held.lines[problem.line - 1] for problem in problems if problem.id == "label-twice"]
    unread = 0  # the level of the heading under which nothing is read, or 4 under a line that was meant as one
    for number, line in enumerate(held.lines, start=1):
        said = [problem.message for problem in problems if problem.line == number and "not read" in problem.message]
        if match := re.match(r"(##|###)[ \t\u00a0]", visible(line)):
            level = len(match[1])
            if level <= unread or unread in (0, 4):
                unread = level if said else 0
            continue
        if said and line not in quoted_once and not unread:
            unread = 2 if "under it" in said[0] else 4
        if unread or not letters(line) or re.match(r"\s*>|# ", visible(line)):
            continue
        for piece in soft_lines(line):
            value = letters(piece.partition(":")[2]) if ":" in piece else letters(piece)
            assert value in known or quoted(line) in quoted_lines, (line, found, problems)


@given(st.one_of(st.binary(max_size=120), st.lists(LINES, max_size=10).map(lambda lines: "\n".join(lines).encode())))
def test_whatever_a_file_holds_it_is_read_or_refused_in_a_sentence(data: bytes):
    try:
        held = from_bytes("section-6.md", data)
    except Stop:
        return
    _, problems = sections.read(held, EDITION, SECTION, Register.of(DOCUMENTS))
    for problem in problems:
        assert problem.id in dict(answers.PROBLEMS)
        assert problem.severity == dict(answers.PROBLEMS)[problem.id]
        assert 1 <= problem.line <= max(len(held.lines), 1)
        assert problem.message.endswith((".", "?"))
        assert problem.help.endswith(".")


@pytest.mark.parametrize(
    "line", ["## 6.3", "## x", "### Evidence", "### x", "Comply: x", "a: b", "- a", "- **Comply", "##6.3", "What: a", "Onwer: b"]
)
@pytest.mark.parametrize("before", ["## 6.3\n", "## 6.3\n### Action\nWhat: x\n", "## 6.3\n### Commentary\n"])
def test_a_file_of_ten_thousand_lines_is_read_in_time_that_grows_with_it(before: str, line: str):
    def seconds(count: int) -> float:
        began = process_time()
        read(before + f"{line}\n" * count)
        return process_time() - began

    short = min(seconds(500), seconds(500))
    assert seconds(5_000) < 0.5 + 40 * short


@pytest.mark.parametrize(
    "line",
    ["a" * 100_000, "a " * 50_000, "Comply" + " " * 100_000 + "x", "*" * 100_000, "- " * 50_000, "#" * 100_000, "a:" * 50_000],
)
@pytest.mark.parametrize("before", ["", "## 6.3\n", "## 6.3\n### Action\n", "## 6.3\n### Action\nWhat: x\n", "## ", "### "])
def test_a_very_long_line_is_read_at_once(before: str, line: str):
    began = process_time()
    read(before + line)
    assert process_time() - began < 1


def test_a_list_item_in_an_action_is_a_list_item():
    [action] = answer("### Action\nWhat:\n• Train\n\uf0b7\tTest\nOwner: A\nBy: 31 March 2027").actions
    assert [block.kind for block in action.what] == [BULLET, BULLET]
    assert action == replace(Action(action.what, "A", date(2027, 3, 31)))


def test_a_label_of_an_action_that_has_lost_its_colon_is_told_with_its_line():
    problem = one("### Action\nWhat: Train everybody\nowner Head of Law\nBy: 31 March 2027")
    assert (problem.id, problem.line) == ("unknown-label", 4)
    assert "“Owner” has lost its colon, so no owner is read: “owner Head of Law”." in problem.message
    assert problem.help == "Write “Owner:”, or begin the line with another word if it is part of the text."
