"""The view: rows, counts, words and names, decided once for every document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sample

from generator.model import Answer, Correction, Document, GoverningBody, Landlord, SelfAssessment
from generator.rich_text import plain, read_text
from generator.view import APPROVED, DRAFT, FOR_APPROVAL, BodyView, Counts, RegisterEntry, View, view

JULY = date(2026, 7, 23)
BOARD = GoverningBody("Board", JULY, JULY, "7.2", read_text("Reviewed."))
MEETS = GoverningBody("Board", JULY)


def seen(*bodies: GoverningBody, draft: bool = False, **landlord: object) -> View:
    """The view of a full self-assessment with these governing bodies."""
    whole = sample.full_assessment()
    return view(sample.EDITION, replace(whole, landlord=replace(whole.landlord, bodies=bodies, **landlord)), draft=draft)  # type: ignore[arg-type]


def with_answers(**comply: str) -> View:
    """The view of a year in which every provision is met but for these: p1_2="no"."""
    given = {number.removeprefix("p").replace("_", "."): value for number, value in comply.items()}
    answers = tuple(Answer(number, given.get(number, "yes")) for number in sample.EDITION.numbers)
    return view(sample.EDITION, SelfAssessment("a/2026", Landlord(), answers))


def test_the_title_block_says_all_that_landlord_md_does_and_the_status() -> None:
    shown = sample.full_view()
    assert shown.facts == (
        ("Landlord", "Exemplar Homes & Sons"),
        ("Kind of landlord", "housing association"),
        ("Homes", "4,210"),
        ("Edition of the Code", shown.edition),
        ("Period assessed", "1 April 2025 to 31 March 2026"),
        ("Also covers", "Exemplar Living"),
        ("Complaints officer", "Resolution Manager"),
        ("Senior lead person", "Director of Customers"),
        ("Member Responsible for Complaints", "Chair of the Customer Committee"),
        ("Status", "Approved by the Board on 23 July 2026"),
    )
    assert dict(seen(BOARD, covers=("One", "Two")).facts)["Also covers"] == "One; Two"


def test_what_landlord_md_does_not_say_has_no_line_in_the_title_block() -> None:
    shown = view(sample.EDITION, SelfAssessment("a/2026", Landlord(name="A"), ()))
    assert shown.facts == (("Landlord", "A"), ("Edition of the Code", shown.edition), ("Status", "Draft"))


def test_names_and_words_of_the_whole_come_from_the_edition_and_landlord_md() -> None:
    shown, landlord = sample.full_view(), sample.landlord()
    assert (shown.name, shown.stem) == ("exemplar-homes/2026", "exemplar-homes-2026-self-assessment")
    assert shown.title == "Complaint Handling Code 2024: self-assessment"
    assert (shown.edition, shown.edition_id) == (sample.EDITION.title, "housing-ombudsman-2024")
    assert (shown.code_name, shown.issuer) == ("Complaint Handling Code 2024", sample.EDITION.issuer)
    assert (shown.landlord, shown.period) == (landlord.name, landlord.period)
    assert (shown.introduction, shown.columns) == (sample.EDITION.introduction, sample.EDITION.columns)
    assert shown.choices == tuple(choice.title for choice in sample.EDITION.answers)
    assert (shown.how_to_complain, shown.ombudsman) == (landlord.how_to_complain, landlord.ombudsman)
    assert (shown.other_formats, shown.website, shown.colour) == (landlord.other_formats, landlord.website, landlord.colour)


def test_a_section_has_its_heading_its_counts_and_its_rows() -> None:
    section = sample.full_view().sections[5]
    assert (section.number, section.title, section.heading) == ("6", "Complaints stages", "Section 6: Complaints stages")
    assert [row.number for row in section.rows] == [f"6.{number}" for number in range(1, len(section.rows) + 1)]
    assert section.counts == Counts(provisions=len(section.rows), yes=len(section.rows) - 2, no=2, unanswered=0)


def test_a_row_is_the_provision_and_its_answer() -> None:
    row = next(row for row in sample.full_view().rows if row.number == "6.3")
    provision = next(provision for provision in sample.EDITION.provisions if provision.number == "6.3")
    answer = next(answer for answer in sample.full_assessment().answers if answer.provision == "6.3")
    assert (row.label, row.anchor, row.stage, row.group) == (provision.label, provision.anchor, "Stage 1", "")
    assert (row.text, row.items, row.item_style) == (provision.text, provision.items, provision.item_style)
    assert (row.comply, row.comply_title, row.answered) == ("no", "No", True)
    assert row.heading == f"6.3 {provision.label}"
    assert (row.commentary, row.alternative) == (answer.commentary, answer.alternative)
    assert row.evidence == tuple(item.runs for item in answer.evidence)


def test_actions_are_numbered_where_there_are_several_and_their_dates_are_in_words() -> None:
    actions = next(row for row in sample.full_view().rows if row.number == "6.3").actions
    assert [(a.label, plain(a.what), a.owner, a.by, a.by_iso, plain(a.outcome)) for a in actions] == [
        ("Action 1", "Two more officers\nOwner: not a label", "Head of Resolution", "31 March 2027", "2027-03-31", ""),
        ("Action 2", "• A weekly review", "Director of Customers", "31 December 2026", "2026-12-31", "Begun.\n• twice"),
    ]


def test_one_action_has_no_number_and_a_date_that_is_none_stands_as_it_was_written() -> None:
    whole = sample.full_assessment()
    action = replace(next(a for a in whole.answers if a.actions).actions[0], by=None, by_text="soon")
    answers = tuple(replace(answer, actions=(action,)) if answer.actions else answer for answer in whole.answers)
    shown = view(sample.EDITION, replace(whole, answers=answers))
    assert {(a.label, a.by, a.by_iso) for row in shown.rows for a in row.actions} == {("Action", "soon", "")}


@pytest.mark.parametrize(
    ("comply", "counts", "summary"),
    [
        ({}, Counts(72, 72, 0, 0), "We meet all 72 provisions of the Complaint Handling Code 2024."),
        (
            {"p1_2": "no", "p1_3": ""},
            Counts(72, 70, 1, 1),
            "We meet 70 of the 72 provisions of the Complaint Handling Code 2024. We do not yet meet 1. 1 is not answered yet.",
        ),
        (
            {"p1_2": "", "p1_3": ""},
            Counts(72, 70, 0, 2),
            "We meet 70 of the 72 provisions of the Complaint Handling Code 2024. 2 are not answered yet.",
        ),
    ],
)
def test_how_many_are_met_is_counted_and_said(comply: dict[str, str], counts: Counts, summary: str) -> None:
    shown = with_answers(**comply)
    assert (shown.counts, shown.summary) == (counts, summary)
    assert [row.number for row in shown.rows if not row.answered] == [
        number.removeprefix("p").replace("_", ".") for number, value in comply.items() if not value
    ]


def test_an_answer_that_is_not_there_is_a_row_without_one() -> None:
    row = view(sample.EDITION, SelfAssessment("a/2026", Landlord(), ())).rows[0]
    assert (row.number, row.comply, row.comply_title, row.evidence, row.commentary, row.answered) == (
        "1.2",
        "",
        "",
        (),
        (),
        False,
    )


SCRUTINY = GoverningBody("Scrutiny Panel", date(2026, 6, 1), date(2026, 6, 1))


@pytest.mark.parametrize(
    ("bodies", "status", "line", "approved_on"),
    [
        ((), DRAFT, "Draft", ""),
        ((GoverningBody("Board"),), DRAFT, "Draft", ""),
        ((MEETS,), FOR_APPROVAL, "For approval by the Board on 23 July 2026", ""),
        ((BOARD,), APPROVED, "Approved by the Board on 23 July 2026", "2026-07-23"),
        (
            (BOARD, SCRUTINY),
            APPROVED,
            "Approved by the Board on 23 July 2026; approved by the Scrutiny Panel on 1 June 2026",
            "2026-07-23",
        ),
        (
            (SCRUTINY, MEETS),
            FOR_APPROVAL,
            "Approved by the Scrutiny Panel on 1 June 2026; for approval by the Board on 23 July 2026",
            "",
        ),
        ((SCRUTINY, GoverningBody("Board")), FOR_APPROVAL, "Approved by the Scrutiny Panel on 1 June 2026", ""),
    ],
)
def test_the_status_follows_from_what_the_bodies_did(
    bodies: tuple[GoverningBody, ...], status: str, line: str, approved_on: str
) -> None:
    shown = seen(*bodies)
    assert (shown.status, shown.status_line, shown.approved_on) == (status, line, approved_on)
    assert dict(shown.facts)["Status"] == line
    assert shown.draft == (status == DRAFT)


def test_what_a_group_only_shares_is_called_so() -> None:
    assert seen(BOARD, kind="Shared answers").status_line == "Shared answers"


def test_a_draft_says_so_also_where_it_was_approved_and_names_no_approval() -> None:
    shown = seen(BOARD, draft=True)
    assert (shown.status, shown.status_line, shown.approved_on) == (DRAFT, "Draft", "")
    assert dict(shown.facts)["Status"] == "Draft"
    assert shown.bodies == (BodyView("Board", "", "", BOARD.response),)


def test_a_body_has_its_status_its_minute_once_it_approved_and_its_response() -> None:
    assert seen(BOARD, replace(MEETS, minute="9")).bodies == (
        BodyView("Board", "Approved by the Board on 23 July 2026", "7.2", BOARD.response),
        BodyView("Board", "For approval by the Board on 23 July 2026", "", ()),
    )


def test_corrections_since_the_first_approval_are_named_with_their_day_and_nobody() -> None:
    corrections = tuple(
        Correction(number, on, "SECRET", "SECRET")
        for number, on in (("1.2", date(2026, 5, 31)), ("1.3", date(2026, 6, 1)), ("6.3", date(2026, 8, 2)), ("6.4", None))
    )
    shown = seen(SCRUTINY, BOARD, corrections=corrections)
    assert dict(shown.facts)["Corrected since the approval"] == "1.3 on 1 June 2026; 6.3 on 2 August 2026"
    assert "Corrected since the approval" not in dict(seen(SCRUTINY, MEETS, corrections=corrections).facts)
    assert "Corrected since the approval" not in dict(seen(BOARD, draft=True, corrections=corrections).facts)


def test_the_register_names_the_provisions_whose_evidence_cites_a_document() -> None:
    policy, letter = seen(BOARD, documents=(*sample.landlord().documents, Document("Unused"))).register[:2]
    cited = tuple(row.number for row in sample.full_view().rows if row.number != "3.4")
    assert policy == RegisterEntry(
        "Complaints policy", "4.1", "26 March 2026", "https://www.exemplar-homes.example/policy.pdf", cited
    )
    assert letter == RegisterEntry("=Letter template", "2", "May 2026", "", ())


@pytest.mark.parametrize(
    ("bodies", "name"), [((BOARD,), "index.html"), ((MEETS,), "index-for-approval.html"), ((), "index-draft.html")]
)
def test_a_file_that_is_not_approved_says_so_in_its_name(bodies: tuple[GoverningBody, ...], name: str) -> None:
    assert seen(*bodies).file_name("index", "html") == name
