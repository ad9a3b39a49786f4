"""What differs between two self-assessments: answers, words, actions, provisions; of one edition and across editions."""

import time
from dataclasses import replace
from datetime import date

import old_forms
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import EDITION, full_assessment, landlord

from generator import catalogue
from generator.compare import (
    ADDED,
    DONE,
    DROPPED,
    KEPT,
    LATE,
    MOVED,
    NEW,
    REMOVED,
    SAME,
    Comparison,
    Piece,
    carried_on,
    compare,
)
from generator.compare.layout import laid
from generator.compare.wordwise import compared_blocks, pieces
from generator.model import Action, Answer, Edition, EvidenceItem, SelfAssessment
from generator.problems import Stop
from generator.rich_text import read_runs, read_text
from generator.templates import Templates

ON = date(2026, 8, 1)
EDITIONS = {year: catalogue.load(f"housing-ombudsman-{year}") for year in ("2020", "2022", "2024")}
MARKS = {SAME: "{}", REMOVED: "[-{}-]", ADDED: "{{+{}+}}"}


def year(*answers: Answer, name: str = "exemplar-homes/2026") -> SelfAssessment:
    return SelfAssessment(name, landlord(), answers)


def between(*answers: Answer, before: Edition = EDITION, after: Edition = EDITION) -> Comparison:
    """The first answer compared with the others, or where there are two, with the second."""
    return compare(year(answers[0]), before, year(*answers[1:]), after, ON)


def everywhere(edition: Edition, words: str) -> SelfAssessment:
    return year(*(Answer(p.number, "yes", commentary=read_text(f"{words} {p.label}")) for p in edition.provisions))


def marked(found: list[Piece] | tuple[Piece, ...]) -> str:
    return " ".join(MARKS[piece.kind].format(piece.text) for piece in found)


# Sameness


@pytest.mark.parametrize("form", ["2024", "2022", "2020"])
def test_a_self_assessment_does_not_differ_from_itself_in_any_edition(form):
    whole = full_assessment() if form == "2024" else old_forms.assessment(form)
    found = compare(whole, EDITIONS[form], whole, EDITIONS[form], ON)
    assert found.same
    assert found.compared == len(whole.answers)


def test_spaces_bullet_characters_lines_and_what_is_never_published_make_no_difference():
    before = Answer("1.2", "yes", commentary=read_text("Two  words\n- one\n- two"), owner="Policy Officer", line=3)
    after = Answer("1.2", "yes", commentary=read_text("Two\u00a0words\n\n• one\n•\ttwo"), note=read_text("ask Finance"), line=9)
    assert between(before, after).same


def test_bold_a_list_or_an_address_alone_differ_and_are_told_as_looks_only_where_no_word_shows_it():
    for before, after, only_looks in (
        ("all **five** days", "all five days", True),
        ("one\ntwo", "- one\n- two", True),
        ("We ring.\nWe write.", "We ring. We write.", True),
        ("[our page](https://a.example)", "[our page](https://b.example)", False),
    ):
        found = between(Answer("1.2", "yes", commentary=read_text(before)), Answer("1.2", "yes", commentary=read_text(after)))
        assert [d.only_looks for d in found.changed[0].differences] == [only_looks]


def test_an_owner_that_became_words_of_the_action_differs():
    before = Answer(
        "1.2",
        "no",
        actions=(
            Action(read_text("Train everybody who answers a telephone."), "Head of Repairs", date(2027, 3, 31), "31 March 2027"),
        ),
    )
    after = Answer(
        "1.2",
        "no",
        actions=(Action(read_text("Train everybody who answers a telephone.\nOwner: Head of Repairs\nBy: 31 March 2027")),),
    )
    assert [d.part for d in between(before, after).changed[0].differences] == ["action"]


def test_a_provision_that_only_one_side_has_is_named_and_not_compared():
    found = compare(
        year(Answer("1.2", "yes"), Answer("1.3", "yes")),
        EDITION,
        year(Answer("1.3", "yes"), Answer("1.4", "no"), Answer("1.5")),
        EDITION,
        ON,
    )
    assert [compared.number for compared in found.not_after] == ["1.2"]
    assert [compared.number for compared in found.not_before] == ["1.4"]
    assert found.compared == 1
    assert not found.changed
    assert not found.same


# Order


def test_yes_to_no_comes_first_then_no_to_yes_then_other_answers_then_words():
    before = year(
        Answer("1.2", "yes", commentary=read_text("a")),
        *(Answer(number, comply) for number, comply in (("1.3", "yes"), ("1.4", "no"), ("1.5", "yes"), ("1.6", "no"))),
    )
    after = year(
        Answer("1.2", "yes", commentary=read_text("b")),
        *(Answer(number, comply) for number, comply in (("1.3", ""), ("1.4", "yes"), ("1.5", "no"), ("1.6", "yes"))),
    )
    found = compare(before, EDITION, after, EDITION, ON)
    assert [compared.number for compared in found.changed] == ["1.5", "1.4", "1.6", "1.3", "1.2"]
    assert [compared.worse for compared in found.answers_changed] == [True, False, False, False]
    assert [compared.better for compared in found.answers_changed] == [False, True, True, False]


def test_each_part_that_differs_is_told_on_its_own():
    before = Answer("6.3", "yes", (EvidenceItem(read_runs("Policy, page 6")),), read_text("a"), (), read_text("b"))
    after = Answer("6.3", "no", (EvidenceItem(read_runs("Policy, page 7")),), read_text("c"), (Action(read_text("d")),))
    parts = [difference.part for difference in between(before, after).changed[0].differences]
    assert parts == ["comply", "evidence", "commentary", "action", "alternative"]


# Words


def test_changed_words_stand_among_those_that_are_the_same():
    assert marked(pieces("within five working days of receipt", "within ten working days of receipt")) == (
        "within [-five-] {+ten+} working days of receipt"
    )


def test_a_few_words_that_are_the_same_between_longer_changes_are_told_as_one_change():
    before = "The target is met within ten days of the receipt by us."
    after = "The target is met in five days from the receipt by us."
    assert marked(pieces(before, after)) == "The target is met [-within ten days of-] {+in five days from+} the receipt by us."


def test_paragraphs_and_lists_stay_what_they_are_and_a_new_one_moves_no_other():
    before = read_text("We keep a log.\n- one call a week\n- two letters\n1. first\n2. second")
    after = read_text("We keep a log.\nIt is public.\n- one visit a week\n- two letters\n1. first\n2. second")
    found = compared_blocks(before, after)
    assert [(block.kind, block.number, block.state) for block in found] == [
        ("paragraph", 0, SAME),
        ("paragraph", 0, ADDED),
        ("bullet", 0, "changed"),
        ("bullet", 0, SAME),
        ("number", 1, SAME),
        ("number", 2, SAME),
    ]
    assert marked(found[2].pieces) == "one [-call-] {+visit+} a week"


def test_a_paragraph_with_hardly_a_word_in_common_is_one_gone_and_one_new():
    found = compared_blocks(read_text("We ring everybody."), read_text("Letters go out on Mondays."))
    assert [block.state for block in found] == [REMOVED, ADDED]


words_of_few = st.lists(st.sampled_from(["we", "ring", "the", "resident", "in", "five", "ten", "days"]), max_size=30)


@given(words_of_few, words_of_few)
def test_the_pieces_hold_every_word_of_both_texts_in_order(before, after):
    found = pieces(" ".join(before), " ".join(after))
    assert [w for p in found if p.kind != ADDED for w in p.text.split()] == before
    assert [w for p in found if p.kind != REMOVED for w in p.text.split()] == after


@given(st.lists(words_of_few, max_size=6), st.lists(words_of_few, max_size=6))
def test_the_blocks_hold_every_word_of_both_texts_in_order(before, after):
    texts = [read_text("\n".join(map(" ".join, lines))) for lines in (before, after)]
    found = compared_blocks(*texts)
    for lines, other in ((before, ADDED), (after, REMOVED)):
        assert [w for b in found for p in b.pieces if p.kind != other for w in p.text.split()] == [
            word for line in lines for word in line
        ]


def test_huge_texts_are_compared_in_a_moment():
    word = [str(i * i % 301) for i in range(8000)]
    changed = [w if i % 7 else "changed" for i, w in enumerate(word)]
    lines = [f"paragraph {i} {i * i % 301}" for i in range(600)]
    begun = time.perf_counter()
    pieces(" ".join(word), " ".join(changed))
    compared_blocks(read_text("\n".join(lines)), read_text("\n".join(f"{line} more" for line in reversed(lines))))
    assert time.perf_counter() - begun < 5


# Actions


@pytest.mark.parametrize(
    ("before", "after", "comply", "state"),
    [
        (Action(read_text("Hire two officers"), "Head", date(2027, 3, 31)), None, ("no", "yes"), DONE),
        (Action(read_text("Hire two officers"), "Head", date(2027, 3, 31)), None, ("no", "no"), DROPPED),
        (Action(read_text("Hire two officers"), "Head", date(2027, 3, 31)), None, ("yes", "yes"), DROPPED),
        (None, Action(read_text("Hire two officers"), "Head", date(2027, 3, 31)), ("no", "no"), NEW),
        *(
            (Action(read_text("Hire two officers"), "Head", date(2026, 6, 30)), after, ("no", "no"), state)
            for after, state in (
                (Action(read_text("Hire two officers"), "Head", date(2026, 6, 30)), LATE),
                (Action(read_text("Hire three officers"), "Head", date(2026, 6, 30)), LATE),
                (Action(read_text("Hire two officers"), "Head", date(2027, 6, 30)), MOVED),
                (Action(read_text("Hire two officers"), "Head", date(2026, 6, 30), outcome=read_text("Both came.")), DONE),
                (Action(read_text("Hire two officers"), "Head", date(2027, 6, 30), outcome=read_text("One came.")), MOVED),
            )
        ),
        (
            Action(read_text("Hire two officers"), "Head", date(2026, 12, 31)),
            Action(read_text("Hire two officers"), "Head", date(2026, 12, 31)),
            ("no", "no"),
            KEPT,
        ),
    ],
)
def test_what_became_of_an_action(before, after, comply, state):
    found = between(
        Answer("6.3", comply[0], actions=(before,) if before else ()), Answer("6.3", comply[1], actions=(after,) if after else ())
    )
    assert [(action.number, action.before, action.after, action.state) for action in found.actions] == [
        ("6.3", before, after, state)
    ]


def test_actions_are_told_apart_by_their_words_and_not_by_their_order():
    hire = Action(read_text("Hire two officers for stage 1"), "Head", date(2026, 12, 31))
    review = Action(read_text("Review open cases each week"), "Head", date(2026, 12, 31))
    later = replace(hire, by=date(2027, 3, 31))
    found = between(Answer("6.3", "no", actions=(hire, review)), Answer("6.3", "no", actions=(review, later)))
    assert [(action.before, action.after, action.state) for action in found.actions] == [
        (review, review, KEPT),
        (hire, later, MOVED),
    ]


def test_an_action_that_stands_under_another_provision_now_is_not_gone():
    action = Action(read_text("Bring the case system into use"), "Head", date(2026, 6, 30))
    done = replace(action, outcome=read_text("It is in use."))
    found = compare(
        year(Answer("6.1", "no", actions=(action,)), Answer("6.2", "no")),
        EDITION,
        year(Answer("6.1", "no"), Answer("6.2", "yes", actions=(done,))),
        EDITION,
        ON,
    )
    assert [(change.number, change.before, change.after, change.state) for change in found.actions] == [
        ("6.2", action, done, DONE)
    ]


def test_an_action_of_a_provision_that_is_gone_is_dropped_and_says_so():
    gone = EDITIONS["2024"].gone[0].number
    action = Action(read_text("Bring the case system into use"), "Head", date(2027, 6, 30))
    before = year(Answer(gone, "yes", actions=(action,)), Answer("5.1", "no"))
    found = compare(before, EDITIONS["2022"], year(Answer("6.3", "no")), EDITIONS["2024"], ON)
    assert [(c.number, c.before, c.after, c.state, c.gone) for c in found.actions] == [(gone, action, None, DROPPED, True)]
    [row] = laid(found, Templates().wording, ON).actions
    assert row.state == "Dropped: its provision is gone"
    assert row.heading == next(p.heading for p in EDITIONS["2022"].provisions if p.number == gone)
    moved = compare(before, EDITIONS["2022"], year(Answer("6.3", "no", actions=(action,))), EDITIONS["2024"], ON)
    assert [(c.number, c.state) for c in moved.actions] == [("6.3", KEPT)]


def test_the_lines_of_an_action_say_what_they_are():
    action = Action(read_text("Hire two officers"), "Head of Repairs", date(2026, 12, 31))
    later = replace(action, owner="Director", outcome=read_text("One has begun."))
    found = between(Answer("6.3", "no", actions=(action,)), Answer("6.3", "no", actions=(later,)))
    assert marked(found.changed[0].differences[0].pieces) == (
        "Hire two officers [-Owner: Head of Repairs-] {+Owner: Director+} By: 31 December 2026 {+Outcome: One has begun.+}"
    )


def test_an_action_of_a_provision_that_several_carry_on_is_told_once():
    walk, _ = carried_on(EDITIONS["2022"], EDITIONS["2024"])
    shared = next(n for c in walk.values() for n in c.from_numbers if sum(n in d.from_numbers for d in walk.values()) > 1)
    carrying = [number for number, carried in walk.items() if shared in carried.from_numbers]
    action = Action(read_text("Bring the case system into use"), "Head", date(2027, 6, 30))
    before = year(Answer(shared, "no", actions=(action,)))
    for kept, state in ((action,), KEPT), ((), DROPPED):
        last = Answer(carrying[-1], "no", actions=kept)
        after = year(*(Answer(number, "no") for number in carrying[:-1]), last)
        found = compare(before, EDITIONS["2022"], after, EDITIONS["2024"], ON)
        assert [change.state for change in found.actions] == [state]


# Editions


@pytest.mark.parametrize(("older", "newer"), [("2020", "2022"), ("2022", "2024"), ("2020", "2024")])
def test_every_provision_of_two_editions_is_carried_on_new_or_gone(older, newer):
    found = compare(everywhere(EDITIONS[older], "old"), EDITIONS[older], everywhere(EDITIONS[newer], "now"), EDITIONS[newer], ON)
    carried = {number for compared in found.provisions for number in compared.before_numbers}
    gone = {gone.number for gone in found.gone}
    assert carried | gone == {p.number for p in EDITIONS[older].provisions}
    assert not carried & gone
    assert [compared.number for compared in found.provisions] == [p.number for p in EDITIONS[newer].provisions]
    assert {c.number for c in found.provisions if not c.before_numbers} == set(found.new)
    assert all(gone.why for gone in found.gone)
    assert all(c.why for c in found.provisions if len(c.before_numbers) != 1)
    assert len(found.changed) + len(found.new) == len(EDITIONS[newer].provisions)


def test_the_step_by_step_walk_through_the_edition_between_is_that_of_both_cross_walks():
    first, _ = carried_on(EDITIONS["2020"], EDITIONS["2022"])
    second, _ = carried_on(EDITIONS["2022"], EDITIONS["2024"])
    both, _ = carried_on(EDITIONS["2020"], EDITIONS["2024"])
    for number, carried in both.items():
        expected = {n for middle in second[number].from_numbers for n in first[middle].from_numbers}
        assert set(carried.from_numbers) == expected


def test_a_provision_that_carries_on_several_says_what_all_of_them_said_and_no_where_one_was():
    walk, _ = carried_on(EDITIONS["2022"], EDITIONS["2024"])
    number, carried = next((n, c) for n, c in walk.items() if len(c.from_numbers) == 2)
    first, second = carried.from_numbers
    before = year(
        Answer(first, "yes", (EvidenceItem(read_runs("Policy")),), read_text("What the first said.")),
        Answer(second, "no", (EvidenceItem(read_runs("Policy")),), read_text("What the second said.")),
    )
    after = year(Answer(number, "yes", (EvidenceItem(read_runs("Policy")),), read_text("What the first said.")))
    found = compare(before, EDITIONS["2022"], after, EDITIONS["2024"], ON)
    compared = next(compared for compared in found.provisions if compared.number == number)
    assert compared.better
    assert compared.before_numbers == (first, second)
    assert [marked(d.pieces) for d in compared.differences] == [
        "[-No-] {+Yes+}",
        "What the first said. [-What the second said.-]",
    ]


def test_an_older_edition_cannot_stand_second():
    with pytest.raises(Stop, match="older edition first"):
        compare(everywhere(EDITIONS["2024"], ""), EDITIONS["2024"], everywhere(EDITIONS["2022"], ""), EDITIONS["2022"], ON)
