"""docs/answer-files.md says what the program reads: every label and heading, and examples that read without a Problem."""

import re

import pytest
from tools import ROOT

from generator import catalogue
from generator.answers import actions, corrections, landlord, sections
from generator.answers.register import Register
from generator.answers.source import LARGEST, from_text
from generator.dates import parse

PAGE = (ROOT / "docs" / "answer-files.md").read_text(encoding="utf-8")
ANSWER, DOCUMENT = re.findall(r"```markdown\n(.*?)```", PAGE, re.DOTALL)
EDITION = catalogue.load("housing-ombudsman-2024")


@pytest.mark.parametrize(
    "line",
    [
        *(f"{label}:" for names in (sections.LABELS, actions.LABELS, landlord.LABELS, landlord.BODY_LABELS) for label in names),
        *(f"{label}:" for names in (landlord.PUBLICATIONS, landlord.DOCUMENT_LABELS) for label in names),
        *(f"{label}:" for label in (*landlord.PAPER_LABELS, *landlord.REPORT_LABELS, *corrections.LABELS)),
        *(f"### {part}" for part in (*sections.PARTS, "Response", *landlord.PAPER_PARTS)),
        *(f"## {heading}" for heading in landlord.HEADINGS),
    ],
)
def test_every_label_and_heading_stands_on_the_page(line: str):
    assert f"`{line}`" in PAGE


def test_no_other_label_or_heading_stands_in_its_tables():
    known = {f"{label}:" for label in (*sections.LABELS, *actions.LABELS, *landlord.LABELS, *landlord.BODY_LABELS)}
    known |= {
        f"{label}:" for label in (*landlord.PAPER_LABELS, *landlord.PUBLICATIONS, *landlord.DOCUMENT_LABELS, "File", "Pages")
    }
    known |= {f"{label}:" for label in (*landlord.REPORT_LABELS, *corrections.LABELS)}
    first_cells = re.findall(r"^\| ((?:`[^`]*`(?:, )?)+) \|", PAGE, re.MULTILINE)
    labels = {label for cell in first_cells for label in re.findall(r"`([^`#>]+:)`", cell)}
    assert labels - known == set()


def test_the_example_of_an_answer_reads_without_a_problem():
    [answer], problems = sections.read(from_text("section-6.md", ANSWER), EDITION, EDITION.sections[5], Register(()))
    assert problems == []
    assert (answer.provision, answer.comply, len(answer.evidence), len(answer.commentary), len(answer.actions)) == (
        "6.3",
        "no",
        2,
        3,
        1,
    )


def test_the_example_of_a_document_reads_without_a_problem():
    found, problems = landlord.read(from_text("landlord.md", f"## Documents\n\n{DOCUMENT}"))
    assert problems == []
    assert found.documents[0].short_names == ("Policy", "Complaints and compensation policy")


def test_the_values_that_the_page_gives_for_landlord_md_are_accepted():
    typed = "\n".join(
        f"{label} {value}" for label, value in re.findall(r"^\| `([\w ]+:)` \| [^|]*?`([^`;]+)`", PAGE, re.MULTILINE)
    )
    lines = [
        line
        for line in typed.splitlines()
        if line.partition(":")[0] in ("Homes", "Period", "Code", "Colour", "Kind", "Financial year end")
    ]
    assert len(lines) == 6
    assert landlord.read(from_text("landlord.md", "\n".join(lines)))[1] == []


def test_the_dates_that_the_page_gives_are_one_date():
    [given] = re.findall(r"### Dates\n\n(.*?)are\none date\.", PAGE, re.DOTALL)
    dates = re.findall(r"`([^`]+)`", given)
    assert len(dates) == 8
    assert {parse(date) for date in dates} == {parse("31 March 2027")}


def test_the_largest_file_is_as_large_as_the_page_says():
    assert f"A file may have {LARGEST // 1_000_000} MB." in PAGE
