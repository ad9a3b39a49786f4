from __future__ import annotations

import pytest

from generator import catalogue
from generator.importers import labels
from generator.importers.labels import BOTH, COMMENTARY, COMPLY, EVIDENCE, NUMBER, REQUIREMENT
from generator.model import Choice

EDITION = catalogue.load("housing-ombudsman-2024")


@pytest.mark.parametrize(
    ("text", "role", "rest"),
    [
        ("Do we comply?", COMPLY, ""),
        ("Do we comply? Yes", COMPLY, "Yes"),
        ("Do we comply?Yes", COMPLY, "Yes"),
        ("Does the landlord comply with this requirement?", COMPLY, ""),
        ("Comply: Yes / No", COMPLY, ""),
        ("Comply (Yes/No):", COMPLY, ""),
        ("Compliance: NO – In progress", COMPLY, "NO – In progress"),
        ("Compliant Yes", COMPLY, "Yes"),
        ("Code provision", NUMBER, ""),
        ("Code provision 6.10", NUMBER, ""),
        ("Code section: 6.10", NUMBER, ""),
        ("6.10.", NUMBER, ""),
        ("Requirement", REQUIREMENT, ""),
        ("Code requirement: Landlords must", REQUIREMENT, "Landlords must"),
        ("What the Code says", REQUIREMENT, ""),
        ("Evidence", EVIDENCE, ""),
        ("EVIDENCE:", EVIDENCE, ""),
        ("Supporting evidence - Policy 3.2", EVIDENCE, "Policy 3.2"),
        ("Evidence relied upon", EVIDENCE, ""),
        ("Commentary / explanation", COMMENTARY, ""),
        ("Comments: none", COMMENTARY, "none"),
        ("Evidence and explanations", BOTH, ""),
        ("Evidence, commentary and any explanations:", BOTH, ""),
    ],
)
def test_a_label_is_read_with_what_it_announces(text: str, role: str, rest: str) -> None:
    found = labels.label(text)
    assert found is not None
    assert (found.role, text[found.rest :]) == (role, rest)


@pytest.mark.parametrize(
    "text",
    [
        "We comply.",
        "We comply with this requirement",
        "Compliance with the Complaint Handling Code",
        "Compliance is checked each month",
        "Complies with the Code.",
        "Evidence of training is kept",
        "The evidence was looked at in full.",
        "Commentary on the Code is on our website",
        "Section 4: Accessibility and awareness",
        "Section 5 of the policy",
        "Policy: 3.2.9 (page 7)",
        "3.2 Complaints will be accepted",
        "Requirements differ from case to case",
        "Code of conduct, page 3",
        "",
    ],
)
def test_a_sentence_is_no_label(text: str) -> None:
    assert labels.label(text) is None


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ("Yes", "yes", ""),
        ("YES.", "yes", ""),
        ("Yes we do", "yes", "we do"),
        ("Yes – see policy 3", "yes", "see policy 3"),
        ("YesDetailed in policy", "yes", "Detailed in policy"),
        ("YESDetailed in policy", "yes", "Detailed in policy"),
        ("No", "no", ""),
        ("No: from May", "no", "from May"),
        ("NoWe plan it", "no", "We plan it"),
        ("Partial", "no", ""),
        ("Partially met.", "no", ""),
        ("NO - In progress", "no", ""),
        ("Yes / No", "", ""),
        ("Yes, but not everywhere", "", ""),
    ],
)
def test_a_text_that_begins_with_an_answer(text: str, value: str, rest: str) -> None:
    found = labels.verdict(text, EDITION, asked=False)
    assert found is not None
    assert (found.value, text[found.rest :]) == (value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "No complaint was refused",
        "No third party is involved",
        "Nothing",
        "Note 3",
        "Yesterday",
        "NOTE",
        "Partial answers are sent back",
        "Y Ddraig",
    ],
)
def test_a_sentence_is_no_answer(text: str) -> None:
    assert labels.verdict(text, EDITION, asked=False) is None


def test_prose_where_an_answer_is_asked_for_has_no_value() -> None:
    found = labels.verdict("No third party is involved", EDITION, asked=True)
    assert found is not None
    assert (found.value, found.words, found.kept) == ("", "No third party is involved", True)


def test_not_applicable_is_an_answer_only_where_the_edition_has_it() -> None:
    assert labels.verdict("N/A", EDITION, asked=True) == labels.Verdict("", "N/A", 3, kept=True)
    from dataclasses import replace

    older = replace(EDITION, answers=(*EDITION.answers, Choice("not applicable", "Not applicable")))
    found = labels.verdict("N/A", older, asked=True)
    assert found is not None
    assert (found.value, found.kept) == ("not applicable", False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6.10 ", "6.10"),
        ("in our policy.5.3", "5.3"),
        ("on page 7.5.3", "5.3"),
        ("Code provision 6.10: ", "6.10"),
        ("6.9) • ", "6.9"),
        ("see 3.2 of it ", ""),
        ("in May 2024. ", ""),
    ],
)
def test_the_number_before_a_provision(text: str, number: str) -> None:
    known = {provision.number: place for place, provision in enumerate(EDITION.provisions)}
    assert labels.number_before(text, known)[0] == number


@pytest.mark.parametrize("tick", ["☒", "✓", " ☑ ", "✔"])
def test_a_tick_alone_is_yes_only_where_an_answer_is_asked_for(tick: str) -> None:
    found = labels.verdict(tick, EDITION, asked=True)
    assert found is not None
    assert (found.value, found.kept) == ("yes", False)
    assert labels.verdict(tick, EDITION, asked=False) is None


@pytest.mark.parametrize("text", ["☐ Yes", "☐ No", "□Yes", "Yes ☐", "[ ] Yes", "No: [ ]", "☐ Yes, since May"])
def test_an_answer_behind_an_empty_box_is_none(text: str) -> None:
    assert labels.verdict(text, EDITION, asked=False) is None
    found = labels.verdict(text, EDITION, asked=True)
    assert found is not None
    assert found.value == ""
