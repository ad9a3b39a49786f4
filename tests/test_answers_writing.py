"""New answers and changed ones: what is written reads back the same, and a save changes only the lines of what changed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import catalogue
from generator.answers import saving, sections, writing
from generator.answers.register import Register
from generator.answers.source import Source, from_text
from generator.model import Accept, Action, Answer, EvidenceItem, Provision, Review
from generator.rich_text import Block, Run, canonical, canonical_text, read_runs, read_text

EDITION = catalogue.load("housing-ombudsman-2024")
SECTION = EDITION.sections[5]
PROVISIONS = {provision.number: provision for provision in EDITION.provisions}
AS_TYPED = """\
# Section 6: Complaints stages

## 6.3 Stage 1 response
> Landlords must issue a full response.
> My own note.

Comply : no
Reviewed: 2 May 2026, Resolution Manager

### Evidence
\u2022\tPolicy: 3.2

Report, table 4

### Commentary
First paragraph,   typed with spaces.
Second paragraph, *emphasised*.

\uf0b7\tan item
\uf0b7\tanother item

Last paragraph.

### Action
What: Two more officers
 * one now
 * one later
Owner: Head of
 Housing
By: 31/03/2027

### Action
By: March 2027
What: Something else

### Note
1. A note

## 6.4 Extensions
Comply: Yes

### Commentary
same
"""


def read(source: Source) -> list[Answer]:
    return sections.read(source, EDITION, SECTION, Register(()))[0]


def saved(text: str, change: dict[str, object]) -> tuple[str, Answer, Answer]:
    """The text after a save of its first answer with these changes, that answer as it should be, and as it reads back."""
    source = from_text("section-6.md", text)
    old, *others = read(source)
    new = replace(old, **change)  # type: ignore[arg-type]
    after = saving.saved(source, old, new)
    again, *same = read(after)
    assert same == others
    return after.to_bytes().decode(), new, again


def changed_lines(before: str, after: str) -> list[tuple[list[str], list[str]]]:
    old, new = before.splitlines(), after.splitlines()
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(old[i:i_end], new[j:j_end]) for tag, i, i_end, j, j_end in opcodes if tag != "equal"]


def typed() -> Answer:
    return read(from_text("section-6.md", AS_TYPED))[0]


# Saves


def test_a_save_without_a_change_is_the_same_file():
    source = from_text("section-6.md", AS_TYPED)
    for answer in read(source):
        assert saving.saved(source, answer, answer) is source
        assert saving.saved(source, answer, replace(answer)) is source


SECOND = Block("paragraph", (Run("Second paragraph, rewritten."),))
CHANGES = {
    "comply": ({"comply": "yes"}, [(["Comply : no"], ["Comply: Yes"])]),
    "a label that was not there": ({"owner": "Head of Housing"}, [([], ["Owner: Head of Housing"])]),
    "a review taken back": ({"reviewed": None}, [(["Reviewed: 2 May 2026, Resolution Manager"], ["Reviewed:"])]),
    "an accepted warning": ({"accepts": (Accept("no-place", "as meant"),)}, [([], ["Accept: no-place, as meant"])]),
    "one paragraph": (
        {"commentary": tuple(SECOND if i == 1 else block for i, block in enumerate(typed().commentary))},
        [(["Second paragraph, *emphasised*."], ["Second paragraph, rewritten."])],
    ),
    "a paragraph at the end": (
        {"commentary": (*typed().commentary, *read_text("One more."))},
        [([], ["One more.", ""])],
    ),
    "a paragraph less": (
        {"commentary": (typed().commentary[0], *typed().commentary[2:])},
        [(["Second paragraph, *emphasised*."], [])],
    ),
    "an item more": (
        {"commentary": (*typed().commentary[:3], *read_text("- between"), *typed().commentary[3:])},
        [([], ["- between"])],
    ),
    "an item of evidence": (
        {"evidence": (typed().evidence[0], EvidenceItem(read_runs("Minutes, 7.2")))},
        [(["Report, table 4"], ["- Minutes, 7.2"])],
    ),
    "a date": (
        {"actions": (replace(typed().actions[0], by=date(2027, 4, 30)), typed().actions[1])},
        [(["By: 31/03/2027"], ["By: 30 April 2027"])],
    ),
    "an owner of two lines": (
        {"actions": (replace(typed().actions[0], owner="Director"), typed().actions[1])},
        [(["Owner: Head of", " Housing"], ["Owner: Director"])],
    ),
    "an owner that was not there": (
        {"actions": (typed().actions[0], replace(typed().actions[1], owner="Director"))},
        [([], ["Owner: Director"])],
    ),
    "an outcome": (
        {"actions": (replace(typed().actions[0], outcome=read_text("Done.")), typed().actions[1])},
        [([], ["Outcome: Done."])],
    ),
    "the first action taken out": (
        {"actions": typed().actions[1:]},
        [
            (
                [
                    "What: Two more officers",
                    " * one now",
                    " * one later",
                    "Owner: Head of",
                    " Housing",
                    "By: 31/03/2027",
                    "",
                    "### Action",
                ],
                [],
            )
        ],
    ),
    "a third action": (
        {"actions": (*typed().actions, Action(read_text("Third"), "A", date(2027, 1, 31)))},
        [([], ["### Action", "", "What: Third", "Owner: A", "By: 31 January 2027", ""])],
    ),
    "an action before the others": (
        {"actions": (Action(read_text("New"), "A", date(2027, 1, 31)), *typed().actions)},
        [([], ["", "What: New", "Owner: A", "By: 31 January 2027", "", "### Action"])],
    ),
    "an action between the others": (
        {"actions": (typed().actions[0], Action(read_text("New"), "A", date(2027, 1, 31)), typed().actions[1])},
        [([], ["", "What: New", "Owner: A", "By: 31 January 2027", "", "### Action"])],
    ),
    "the note taken out": ({"note": ()}, [(["1. A note"], [])]),
    "an alternative": ({"alternative": read_text("On display.")}, [([], ["### Alternative", "", "On display.", ""])]),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_save_changes_only_the_lines_of_what_changed(what: str, end: str):
    change, expected = CHANGES[what]
    after, new, again = saved(AS_TYPED.replace("\n", end), change)
    assert again == new
    assert [pair for pair in changed_lines(AS_TYPED, after.replace(end, "\n")) if pair[0] or any(pair[1])] == expected
    assert set(re.findall(r"\r?\n", after)) == {end}


def test_what_a_changed_line_would_make_of_its_neighbours_is_written_so_that_it_reads_the_same():
    text = "## 6.3\n### Commentary\n1. alone\n\nbetween\n\n2. also alone\n"
    source = from_text("section-6.md", text)
    [old] = read(source)
    after, new, again = saved(text, {"commentary": (old.commentary[0], old.commentary[2])})
    assert again == new
    assert "1. alone" in after


def test_a_part_that_stood_twice_and_more_is_saved_as_one():
    text = "## 6.3\n### Note\na\n### Commentary\nx\n### Note\nb\n### Note\nc\n### Evidence\ny\n"
    after, new, again = saved(text, {"note": read_text("a\nb\nc\nd")})
    assert again == new
    assert after == "## 6.3\n### Note\na\n\nb\n\nc\n\nd\n### Commentary\nx\n### Evidence\ny\n"


def test_what_nobody_can_see_stays_in_the_lines_that_do_not_change():
    text = "## 6.3\n### Commentary\nun\u200bchanged\n\nold\n"
    after, new, again = saved(text, {"commentary": read_text("unchanged\nnew")})
    assert again == new
    assert after == text.replace("old", "new")


def test_two_actions_at_once_one_gone_and_one_changed():
    text = "## 6.3\n" + "".join(f"### Action\nWhat: {name}\nOwner: A\n\n" for name in "abcd")
    a, _, c, d = read(from_text("section-6.md", text))[0].actions
    after, new, again = saved(text, {"actions": (a, replace(c, owner="B"), d, replace(a, owner="C"))})
    assert again == new
    assert after.count("### Action") == 4


def test_labels_in_words_soft_breaks_are_saved_apart_and_none_is_lost():
    text = "## 6.3\n> Code\u2028and more\nComply: No\vOwner: A\nReviewed: 2 May 2026\vAccept: a b\n\n### Evidence\n- x\n"
    after, new, again = saved(text, {"comply": "yes"})
    assert again == new
    assert after == text.replace("\v", "\n").replace("No", "Yes")


def test_an_empty_action_makes_way_for_the_first_one():
    text = "## 6.3\nComply: No\n\n### Action\nWhat:\nOwner:\nBy:\n\n### Note\nx\n"
    after, new, again = saved(text, {"actions": (Action(read_text("Train"), "A", date(2027, 3, 31)),)})
    assert again == new
    assert after.count("### Action") == 1


def test_every_empty_action_makes_way():
    text = "## 6.3\n\n### Action\nwhat:\n\n### Action\n\n### Action\nBy :\n\n### Note\nx\n"
    after, _, _ = saved(text, {"actions": (Action(read_text("Train"), "A", date(2027, 3, 31)),)})
    assert after == "## 6.3\n\n### Action\n\nWhat: Train\nOwner: A\nBy: 31 March 2027\n\n### Note\nx\n"


@pytest.mark.parametrize(
    ("typed", "change", "after"),
    [
        ("What: x\nBy: 1 May 2027\n", {"owner": "A"}, "What: x\nOwner: A\nBy: 1 May 2027\n"),
        ("By: 1 May 2027\n", {"what": read_text("x")}, "What: x\nBy: 1 May 2027\n"),
        ("\n What: x\n\n  Owner: B\n\n\nBy: 1 May 2027\n", {"owner": "A"}, "\n What: x\n\nOwner: A\n\n\nBy: 1 May 2027\n"),
        ("What: x\n\ny\n\nOwner: B\n", {"what": read_text("z")}, "What: z\n\nOwner: B\n"),
        ("What: x\nOutcome: y\nBy: 1 May 2027\n", {"outcome": ()}, "What: x\nBy: 1 May 2027\n"),
        ("What: x\nOutcome: y\n", {"outcome": read_text("- z")}, "What: x\nOutcome:\n- z\n"),
        (
            "What: x\nowner :  A\nBy: 1 May 2027\n",
            {"what": read_text("x\ny"), "by": date(2027, 6, 1)},
            "What: x\ny\nowner :  A\nBy: 1 June 2027\n",
        ),
        ("What: x\nOwner: A\nOwner: B\n", {"owner": "C"}, "What: x\nOwner: C\nBy:\n"),
    ],
)
def test_of_an_action_only_the_label_that_changed_is_written(typed: str, change: dict[str, object], after: str):
    before = f"## 6.3\n### Action\n{typed}"
    [old] = read(from_text("section-6.md", before))
    new = replace(old.actions[0], **change)  # type: ignore[arg-type]
    saved_text, expected, again = saved(before, {"actions": (new,)})
    assert again == expected
    assert saved_text == f"## 6.3\n### Action\n{after}"


def test_actions_side_by_side_are_each_saved_in_their_place():
    text = "## 6.3\n### Action\nWhat: a\nOwner: A\n\n### Action\nWhat: b\nOwner: B\n"
    [old] = read(from_text("section-6.md", text))
    more = tuple(replace(action, what=(*action.what, *read_text("and\nmore"))) for action in old.actions)
    after, new, again = saved(text, {"actions": more})
    assert again == new
    assert after == text.replace("What: a", "What: a\nand\nmore").replace("What: b", "What: b\nand\nmore")


def test_text_that_an_action_could_not_read_stays_when_another_is_added():
    text = "## 6.3\n### Action\nTrain everybody\n"
    after, _, _ = saved(text, {"actions": (Action(read_text("Train"), "A", date(2027, 3, 31)),)})
    assert "### Action\nTrain everybody\n" in after


def test_a_date_that_does_not_parse_is_saved_as_it_is():
    after, _, again = saved("## 6.3\n### Action\nWhat: x\nBy: soon\n", {"actions": (Action(read_text("x"), by_text="later"),)})
    assert again.actions[0].by_text == "later"
    assert after == "## 6.3\n### Action\nWhat: x\nBy: later\n"


def test_a_value_cannot_break_out_of_its_line():
    after, _, again = saved(
        "## 6.3\n### Action\nWhat: x\n",
        {
            "owner": "A\n## 6.4 Injected\nComply: Yes",
            "actions": (Action(read_text("x"), "B\n### Note\nc"),),
            "accepts": (Accept("no-place", "so\n\n## 6.5"),),
        },
    )
    assert (again.owner, again.actions[0].owner) == ("A ## 6.4 Injected Comply: Yes", "B ### Note c")
    assert len(read(from_text("x.md", after))) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## 6.3 x\n> Code\n### Evidence\n- x\n", "## 6.3 x\n> Code\n\nComply: No\nAccept: a, b\n\n### Evidence\n- x\n"),
        ("## 6.3 x\n> Code\n\n\n### Evidence\n- x\n", "## 6.3 x\n> Code\n\nComply: No\nAccept: a, b\n\n\n### Evidence\n- x\n"),
        ("## 6.3 x\n \n### Evidence\n- x\n", "## 6.3 x\n\nComply: No\nAccept: a, b\n \n### Evidence\n- x\n"),
        ("## 6.3 x", "## 6.3 x\n\nComply: No\nAccept: a, b"),
        ("## 6.3 x\nowner: A\n", "## 6.3 x\nComply: No\nowner: A\nAccept: a, b\n"),
        ("## 6.3 x\naccept: c\nreviewed:\n", "## 6.3 x\nComply: No\nAccept: a, b\nreviewed:\n"),
    ],
)
def test_labels_that_were_not_there_stand_in_their_order_below_the_codes_text(before: str, after: str):
    text, new, again = saved(before, {"comply": "no", "accepts": (Accept("a", "b"),)})
    assert again == new
    assert text == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## 6.3\n### Commentary\n", "## 6.3\n### Commentary\n\nText.\n"),
        ("## 6.3\n### Commentary", "## 6.3\n### Commentary\n\nText."),
        ("## 6.3", "## 6.3\n\n### Commentary\n\nText."),
        ("## 6.3\n\n\n### Commentary\n\n\n\n## 6.4\n", "## 6.3\n\n\n### Commentary\n\nText.\n\n## 6.4\n"),
        ("## 6.3\n### Commentary\n## 6.4\n", "## 6.3\n### Commentary\n\nText.\n\n## 6.4\n"),
        ("## 6.3\n### Commentary\n \nold\n\u200b\n \n## 6.4\n", "## 6.3\n### Commentary\n \nText.\n\u200b\n \n## 6.4\n"),
        ("## 6.3\n### Evidence\n### Note\nx\n", "## 6.3\n### Evidence\n\n### Commentary\n\nText.\n\n### Note\nx\n"),
    ],
)
def test_a_text_stands_apart_from_what_is_around_it(before: str, after: str):
    assert saved(before, {"commentary": read_text("Text.")})[0] == after


def test_the_files_of_a_new_year_look_the_same_after_a_save_and_its_undoing():
    empty = "\n".join(
        [
            writing.section_title(SECTION),
            "",
            *(line for p in SECTION.provisions for line in writing.entry_lines(p, Answer(p.number))),
        ]
    )
    source = from_text("section-6.md", empty)
    full = Answer(
        "6.3",
        "no",
        (EvidenceItem(read_runs("x")),),
        read_text("y\n- z"),
        (Action(read_text("w"), "A", date(2027, 3, 31)),),
        read_text("v"),
    )
    old = next(answer for answer in read(source) if answer.provision == "6.3")
    for _ in range(3):
        filled = saving.saved(source, old, replace(full, line=old.line))
        held = next(answer for answer in read(filled) if answer.provision == "6.3")
        assert held == full
        assert "\n\n\n" not in filled.to_bytes().decode()
        source = saving.saved(filled, held, replace(old, line=held.line))
        old = next(answer for answer in read(source) if answer.provision == "6.3")
    assert source.to_bytes().decode() == empty.replace(
        "### Commentary\n\n## 6.4", "### Commentary\n\n### Alternative\n\n## 6.4", 1
    )


# Whatever is saved

PIECES = [*"ab *[]()\\-.1#>:•", "What: ", "Owner: ", "## ", "### Note", "https://a.b/c", "**", "- ", "1. ", "2. "]
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
RUNS = st.lists(
    st.builds(Run, WORDS, st.booleans(), st.booleans(), st.sampled_from(["", "", "https://x.org/a_(b)"])), min_size=1, max_size=2
)
KINDS = st.sampled_from(["paragraph", "bullet", "number"])
TEXTS = st.lists(st.builds(Block, KINDS, RUNS.map(tuple), st.integers(0, 2), st.integers(1, 3)), max_size=4).map(canonical_text)
NAMES = st.sampled_from(["", "Head of X", "A, B"])
DAYS = st.sampled_from([None, date(2027, 3, 31), date(2026, 12, 1)])
ACTIONS = st.builds(Action, TEXTS, NAMES, DAYS, st.just(""), TEXTS).filter(lambda action: action != Action())
EVIDENCE = RUNS.map(canonical).filter(bool).map(EvidenceItem)
REVIEWS = st.sampled_from([None, Review("2 May 2026, X", "X", date(2026, 5, 2))])
ACCEPTS = st.sampled_from([(), (Accept("no-evidence", "because"),), (Accept("no-evidence", "because"), Accept("b", "c d"))])
ANSWERS = st.builds(
    Answer,
    st.just("6.3"),
    st.sampled_from(["", "yes", "no"]),
    st.lists(EVIDENCE, max_size=3).map(tuple),
    TEXTS,
    st.lists(ACTIONS, max_size=3).map(tuple),
    TEXTS,
    TEXTS,
    NAMES,
    REVIEWS,
    ACCEPTS,
)


@given(ANSWERS, ANSWERS, st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=60)
def test_whatever_is_written_or_saved_reads_back(first: Answer, second: Answer, end: str):
    other = Answer("6.4", "yes", commentary=read_text("same"))
    lines = [
        writing.section_title(SECTION),
        "",
        *writing.entry_lines(PROVISIONS["6.3"], first),
        *writing.entry_lines(PROVISIONS["6.4"], other),
    ]
    source = from_text("section-6.md", "".join(line + end for line in lines))
    held, problems = sections.read(source, EDITION, SECTION, Register(()))
    assert held == [first, other]
    assert [problem for problem in problems if problem.severity == "error"] == []
    changed = saving.saved(source, held[0], second)
    assert read(changed) == [second, other]
    assert set(changed.ends) <= {end}
    back = saving.saved(changed, read(changed)[0], first)
    assert read(back) == [first, other]
    assert f"{end}{end}{end}" not in back.to_bytes().decode()


# New files


def test_a_new_entry_is_laid_out_as_the_design_shows_it():
    answer = Answer(
        "6.3",
        "no",
        (EvidenceItem(read_runs("Report, table 4")),),
        read_text("One.\nTwo:\n- a\n- b"),
        (Action(read_text("- Train\n- Test"), "Head", None, "in May", read_text("Begun")),),
        note=read_text("Ask."),
        owner="Head",
        accepts=(Accept("no-place", "as meant"),),
    )
    heading = "## 6.3 Stage 1 response within 10 working days"
    assert writing.entry_lines(PROVISIONS["6.3"], answer) == [
        heading,
        *writing.quote(PROVISIONS["6.3"]),
        *("", "Comply: No", "Owner: Head", "Reviewed:", "Accept: no-place, as meant", ""),
        *("### Evidence", "", "- Report, table 4", ""),
        *("### Commentary", "", "One.", "", "Two:", "", "- a", "- b", ""),
        *("### Action", "", "What:", "- Train", "- Test", "Owner: Head", "By: in May", "Outcome: Begun", ""),
        *("### Note", "", "Ask.", ""),
    ]


@pytest.mark.parametrize("provision", EDITION.provisions, ids=lambda provision: provision.number)
def test_the_codes_text_is_quoted_whole_with_its_list_in_lines_of_one_width(provision: Provision):
    lines = writing.quote(provision)
    assert all(line.startswith("> ") and line == line.rstrip() for line in lines)
    for line, following in pairwise(lines):
        assert len(line) <= 116
        word = following.removeprefix("> ").split()[0]
        assert re.match(r"> (?:-|[a-z]\.) ", following) or len(line) + 1 + len(word) > 112
    marks = (
        ["-"] * len(provision.items)
        if provision.item_style == "bullets"
        else [f"{chr(97 + i)}." for i in range(len(provision.items))]
    )
    listed = [f"{mark} {item}" for mark, item in zip(marks, provision.items, strict=True)]
    assert " ".join(" ".join(line[2:] for line in lines).split()) == " ".join(" ".join([provision.text, *listed]).split())


def test_a_question_for_words_has_no_comply_line():
    provision = next(p for p in catalogue.load("housing-ombudsman-2020").provisions if p.number == "1c.1")
    assert not [line for line in writing.entry_lines(provision, Answer("1c.1")) if line.startswith("Comply")]


@pytest.mark.parametrize(
    ("there", "number", "order"),
    [
        ("6.3", "6.1", ["6.1", "6.3"]),
        ("6.3", "6.4", ["6.3", "6.4"]),
        ("6.3 6.5", "6.4", ["6.3", "6.4", "6.5"]),
        ("", "6.4", ["6.4"]),
    ],
)
def test_an_answer_without_a_heading_is_put_where_the_order_of_the_code_has_it(there: str, number: str, order: list[str]):
    before = "# Section 6\n" + "".join(f"\n## {each} Heading\n\nComply: Yes\n" for each in there.split())
    answer = Answer(number, "no", commentary=read_text("Why."), comply_text="No")
    after = saving.added(from_text("section-6.md", before), SECTION, PROVISIONS[number], answer)
    held, problems = sections.read(after, EDITION, SECTION, Register(()))
    assert problems == []
    assert [each.provision for each in held] == order
    assert next(each for each in held if each.provision == number) == answer
    assert all(line in after.lines for line in before.splitlines())
    assert "\n\n\n" not in "\n".join(after.lines)


@pytest.mark.parametrize("there", ["", "\n### Action\nWhat: Ours\nOwner: A\nBy: 1 May 2027\n"])
def test_several_actions_that_are_added_stand_in_their_order(there: str):
    old = read(from_text("section-6.md", f"## 6.3 Heading\nComply: No\n{there}"))[0]
    more = tuple(Action(read_text(what), "B", date(2027, 5, 2)) for what in ("First", "Second", "Third"))
    _, new, again = saved(f"## 6.3 Heading\nComply: No\n{there}", {"actions": (*old.actions, *more)})
    assert again.actions == new.actions
