"""The values of landlord.md one by one: each is found where it stands, and put in without touching any other line."""

from __future__ import annotations

import pytest

from generator.answers import filling
from generator.answers.filling import Place
from generator.answers.landlord import BODY_LABELS, DOCUMENT_LABELS, LABELS
from generator.answers.source import Source, from_text

FILE = """\
# Homes

Landlord: Our Homes
Kind:

## How to complain
Ring us.

- or write

## Governing body
Name: Board
Approved: 23 July 2026

### Response
We looked at it.

## Governing body
Name: Council

## Documents

### Policy
Version: 4.1

### Report
Version: 2
Date: 1 May 2026

### Policy
Address: https://www.x.example/p
"""


def file(text: str = FILE) -> Source:
    return from_text("our-homes/2026/landlord.md", text)


def added(before: Source, after: Source) -> tuple[list[str], list[str]]:
    """The lines that went and those that came, the others being the same in the same order."""
    old, new = list(before.lines), list(after.lines)
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return [line for line in old if line], [line for line in new if line]


@pytest.mark.parametrize(
    ("place", "value", "line"),
    [
        (Place(label="Landlord"), "Our Homes", 3),
        (Place(label="Kind"), "", 4),
        (Place(label="Website"), "", 0),
        (Place("How to complain"), "Ring us.\n\n- or write", 6),
        (Place("How to reach the Ombudsman"), "", 0),
        (Place("Governing body", "Name"), "Board", 12),
        (Place("Governing body", "Name", nth=2), "Council", 19),
        (Place("Governing body", "Approved", nth=2), "", 0),
        (Place("Governing body", part="Response"), "We looked at it.", 15),
        (Place("Governing body", part="Response", nth=2), "", 0),
        (Place("Governing body", "Name", nth=3), "", 0),
        (Place("Documents", "Version", "Report"), "2", 27),
        (Place("Documents", "Version", "report"), "2", 27),
        (Place("Documents", "Version", "Policy"), "4.1", 24),
        (Place("Documents", "Version", "Nothing"), "", 0),
    ],
)
def test_a_value_is_found_where_it_stands(place: Place, value: str, line: int) -> None:
    assert filling.value(file(), place) == value
    assert filling.line_of(file(), place) == line


def test_every_label_text_body_and_document_has_a_place_and_an_empty_file_one_body() -> None:
    found = filling.places(file())
    assert found[: len(LABELS)] == [Place(label=name) for name in LABELS]
    assert [place.nth for place in found if place.heading == "Governing body" and place.label == "Name"] == [1, 2]
    assert [place.nth for place in found if place.part == "Response"] == [1, 2]
    assert [place.part for place in found if place.heading == "Documents" and place.label == "Version"] == ["Policy", "Report"]
    none = filling.places(file("# Homes\n"))
    assert [place.nth for place in none if place.heading == "Governing body"] == [1] * (len(BODY_LABELS) + 1)
    assert [place for place in none if place.heading == "Documents"] == []


def test_a_document_that_stands_there_twice_is_listed_once() -> None:
    assert filling.documents(file()) == ["Policy", "Report"]
    assert filling.documents(file("# Homes\n")) == []


@pytest.mark.parametrize(
    ("place", "typed", "went", "came"),
    [
        (Place(label="Kind"), "housing association", ["Kind:"], ["Kind: housing association"]),
        (Place(label="Landlord"), "", ["Landlord: Our Homes"], ["Landlord:"]),
        (Place("Governing body", "Name", nth=2), "The Council", ["Name: Council"], ["Name: The Council"]),
        (Place("Governing body", "Minute"), "7.2", [], ["Minute: 7.2"]),
        (Place("Governing body", part="Response"), "Seen.\n\n- once", ["We looked at it."], ["Seen.", "- once"]),
        (Place("Governing body", part="Response", nth=2), "Seen too.", [], ["### Response", "Seen too."]),
        (Place("How to complain"), "", ["Ring us.", "- or write"], []),
        (Place("Other formats"), "Large print.", [], ["## Other formats", "Large print."]),
        (Place("Publications", "Policy"), "https://x.example", [], ["## Publications", "Policy: https://x.example"]),
        (Place("Documents", "Version", "Report"), "3", ["Version: 2"], ["Version: 3"]),
        (Place("Documents", "Date", "Policy"), "2 May 2026", [], ["Date: 2 May 2026"]),
    ],
)
def test_a_value_is_put_in_and_no_other_line_changes(place: Place, typed: str, went: list[str], came: list[str]) -> None:
    after = filling.with_value(file(), place, typed)
    assert added(file(), after) == (went, came)
    assert filling.value(after, place) == typed
    assert [filling.value(after, other) for other in filling.places(file()) if other != place] == [
        filling.value(file(), other) for other in filling.places(file()) if other != place
    ]


def test_a_document_gets_another_title_goes_or_comes() -> None:
    assert added(file(), filling.with_title(file(), "Report", "Annual report")) == (["### Report"], ["### Annual report"])
    without = filling.with_title(file(), "Report", "")
    assert added(file(), without)[1] == []
    assert filling.documents(without) == ["Policy"]
    assert filling.value(without, Place("Documents", "Version", "Policy")) == "4.1"
    more = filling.with_document(file(), "Minutes")
    assert filling.documents(more) == ["Policy", "Report", "Minutes"]
    assert added(file(), more) == ([], ["### Minutes", f"{DOCUMENT_LABELS[0]}:"])
    first = filling.with_document(file("# Homes\n"), "Minutes")
    assert added(file("# Homes\n"), first)[1] == ["## Documents", "### Minutes", f"{DOCUMENT_LABELS[0]}:"]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (Place(label="Kind"), "Kind"),
        (Place("Governing body", part="Response"), "Response"),
        (Place("How to complain"), "How to complain"),
    ],
)
def test_a_place_is_called_what_it_is_called_in_the_file(place: Place, name: str) -> None:
    assert place.name == name
