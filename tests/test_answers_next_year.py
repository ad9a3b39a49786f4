"""Last year's landlord.md as the new year's."""

import pytest

from generator import catalogue
from generator.answers import landlord as landlord_file
from generator.answers import next_year, source
from generator.model import Provision
from generator.rich_text import words

EDITION = catalogue.load("housing-ombudsman-2024")
LAST = """\
# Ours

> Fill in what follows the colons.
landlord: Ours & Theirs
HOMES:  900
Code: housing-ombudsman-2022
period: 1 April 2023 to 31 March 2024
Submission year: 2024-25
Reason: a merger
Colour: #1d5e8a

## How to complain
Period: any time of the year.

## governing body
Name: Cabinet
Approved: 20 May 2024
Minute: 7
Copy: 1a2b3c4d
### Response
The Cabinet has read it.

## Governing body
Name: Our board
For approval: 6 May 2024
### Response
The board too.

## Board paper
Author: Policy Officer
### Risk
Amber.

## Corrections
### 6.3
Date: 3 June 2024
By: Policy Officer
Why: a slip

## Publications
Policy: https://www.ours.example/policy
Annual report: https://www.ours.example/report-2024

## Annual report
Part a: chapter 2
Part f: chapter 6

## Documents
### Complaints policy
Version: 4.1
Approved by: nobody
"""


def carried(text: str = LAST, last_year: str = "ours/2024", shared: str = "") -> str:
    return next_year.landlord(source.from_text("ours/2024/landlord.md", text), EDITION, last_year, shared)


def test_what_was_of_the_year_is_emptied_and_every_other_line_stays_as_typed():
    assert (
        carried()
        == """\
# Ours

> Fill in what follows the colons.
landlord: Ours & Theirs
HOMES:  900
Code: housing-ombudsman-2024
period:
Submission year:
Reason:
Last year: ours/2024
Colour: #1d5e8a

## How to complain
Period: any time of the year.

## governing body
Name: Cabinet
Approved:
Minute:
### Response

## Governing body
Name: Our board
For approval:
### Response

## Board paper
Author: Policy Officer
### Risk

## Publications
Policy: https://www.ours.example/policy
Annual report:

## Annual report
Part a:
Part f:

## Documents
### Complaints policy
Version: 4.1
Approved by: nobody
"""
    )


def test_every_heading_and_label_of_landlord_md_has_been_thought_of():
    """A new one has to be put with what lasts or with what is of one year: see next_year.py."""
    assert (
        *landlord_file.TEXTS, "Governing body", "Board paper", "Corrections", "Publications", "Annual report", "Documents"
    ) == landlord_file.HEADINGS  # fmt: skip
    assert {*landlord_file.LABELS} - {*next_year.OF_ONE_YEAR} == {
        *("Landlord", "Kind", "Homes", "Financial year end", "Code", "Last year", "Covers", "Complaints officer"),
        *("Senior lead person", "Member Responsible for Complaints", "Website", "Colour", "Shared answers"),
    }


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\v", "\u2028"])
def test_line_ends_and_words_soft_line_breaks_hide_no_label(separator: str):
    top, rest = LAST.split("\n## ", 1)
    there = carried(separator.join(top.splitlines()[3:]) + "\n\n## " + rest)
    landlord, _ = landlord_file.read(source.from_text("ours/2025/landlord.md", there))
    assert (landlord.name, landlord.period, landlord.reason, landlord.last_year) == ("Ours & Theirs", "", "", "ours/2024")


def test_last_year_and_shared_answers_are_named_or_left_empty():
    assert "\nLast year:\nColour:" in carried(last_year="")
    again = carried(carried(), "ours/2025", "group/2026")
    assert "Last year: ours/2025\n" in again
    assert again.count("Last year:") == 1
    assert "Colour: #1d5e8a\nShared answers: group/2026\n" in again


def test_a_landlord_md_without_a_label_gets_those_that_the_year_needs():
    text = carried("Not much.\n\n## Documents\n")
    assert text.startswith("Not much.\n")
    assert "Code: housing-ombudsman-2024\n" in text


def test_the_line_above_a_carried_text_is_known_again_and_others_are_not():
    for edition in map(catalogue.load, catalogue.editions()):
        for provision in edition.provisions:
            assert next_year.is_origin(words((next_year.origin(edition, provision),))), provision.heading
    odd = Provision("6.3", "What: (and) why?", "")
    assert next_year.is_origin(words((next_year.origin(EDITION, odd),)))
    for text in ("From 2021 we did so:", "From 6.3 of the policy, page 4: this.", "It is from 1.2 of the Code 2022, words:"):
        assert not next_year.is_origin(text)
