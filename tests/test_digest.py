"""Digests: another one for every word that is published, the same one for whatever does not count."""

from dataclasses import replace
from datetime import date

import pytest

from generator import digest
from generator.model import Action, Answer, EvidenceItem, GoverningBody, Landlord, Review, SelfAssessment
from generator.rich_text import read_runs, read_text

ACTION = Action(read_text("Two officers"), "Head of Service", date(2027, 3, 31), outcome=read_text("Begun"))
ANSWER = Answer(
    "6.3", "no", (EvidenceItem(read_runs("Policy: 3.2")),), read_text("One two.\n\n- three"), (ACTION,), read_text("On display.")
)


def action(**changes: object) -> Answer:
    return replace(ANSWER, actions=(replace(ACTION, **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [
        replace(ANSWER, comply="yes"),
        replace(ANSWER, evidence=(EvidenceItem(read_runs("Policy: 3.3")),)),
        replace(ANSWER, evidence=()),
        replace(ANSWER, commentary=read_text("One two.\n\n- four")),
        replace(ANSWER, commentary=read_text("One two.\n\nthree")),
        replace(ANSWER, commentary=read_text("One **two**.\n\n- three")),
        replace(ANSWER, commentary=ANSWER.alternative, alternative=ANSWER.commentary),
        replace(ANSWER, alternative=()),
        replace(ANSWER, actions=()),
        replace(ANSWER, actions=(ACTION, ACTION)),
        action(what=read_text("Three officers")),
        action(owner="Head of Repairs"),
        action(by=date(2027, 4, 1)),
        action(by=None, by_text="soon"),
        action(outcome=()),
        action(what=ACTION.outcome, outcome=ACTION.what),
    ],
)
def test_whatever_is_published_makes_another_digest(other: Answer):
    assert digest.of_answer(other) != digest.of_answer(ANSWER)


@pytest.mark.parametrize(
    "same",
    [
        replace(ANSWER, owner="Somebody", note=read_text("Ask"), reviewed=Review("2 May 2026, A")),
        replace(ANSWER, file="elsewhere", line=9, comply_text="NO", quoted="Landlords must"),
        replace(ANSWER, commentary=read_text("One \u00a0 two.\n\n\n* three")),
        action(owner="Head  of Service", by_text="31/03/2027"),
    ],
)
def test_spaces_places_and_what_is_never_published_make_no_other(same: Answer):
    assert digest.of_answer(same) == digest.of_answer(ANSWER)


def test_a_digest_has_eight_characters():
    assert len(digest.of_answer(ANSWER)) == len(digest.of_text("what", ACTION.what, flat=True)) == digest.LENGTH == 8


@pytest.mark.parametrize("field", ["evidence", "commentary"])
def test_in_flat_text_no_space_counts_but_every_line_does(field: str):
    one = digest.compared(field, read_text("One \u00a0 two.\n- three"), flat=True)
    assert one.startswith("One two.\n")
    assert one == digest.compared(field, read_text("One two.\n\n- three"), flat=True)
    assert one != digest.compared(field, read_text("One two. three"), flat=True)


def test_a_digest_that_was_recorded_years_ago_still_holds():
    assert digest.of_answer(ANSWER) == "c44cee0b", "corrections on record in landlord.md would be told as of another text"


@pytest.mark.parametrize("flat", [True, False])
def test_a_date_however_it_is_written_has_one_digest_where_a_date_belongs(flat: bool):
    one, other = read_text("31 March 2027"), read_text("31/03/2027")
    assert digest.compared("by", one, flat=flat) == digest.compared("by", other, flat=flat) == "2027-03-31"
    assert digest.of_text("by", one, flat=flat) == digest.of_text("by", other, flat=flat)
    assert digest.of_text("commentary", one, flat=flat) != digest.of_text("commentary", other, flat=flat)


ALL = SelfAssessment(
    "a/b", Landlord(bodies=(GoverningBody("Board", response=read_text("Noted.")), GoverningBody("Cabinet"))), (ANSWER,)
)


def test_what_a_body_approves_is_the_edition_every_answer_and_its_own_response():
    one = digest.of_approved("x-2024", ALL, "Board")
    others = [
        digest.of_approved("x-2022", ALL, "Board"),
        digest.of_approved("x-2024", ALL, "Cabinet"),
        digest.of_approved("x-2024", replace(ALL, answers=()), "Board"),
        digest.of_approved("x-2024", replace(ALL, answers=(replace(ANSWER, provision="6.4"),)), "Board"),
        digest.of_approved("x-2024", replace(ALL, answers=(replace(ANSWER, comply="yes"),)), "Board"),
    ]
    assert len({one, *others}) == 6
    cabinet = (ALL.landlord.bodies[0], GoverningBody("Cabinet", response=read_text("Seen.")))
    assert digest.of_approved("x-2024", replace(ALL, landlord=Landlord(name="A", bodies=cabinet)), "Board") == one
    assert one == "bc0b791b", "approvals on record in landlord.md would be told as of something else"


def test_lines_are_told_apart_in_flat_text():
    assert digest.compared("commentary", read_text("One.\n\nTwo."), flat=True) == "One.\nTwo."
