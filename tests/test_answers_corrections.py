"""Corrections in landlord.md: read with a Problem for whatever is left out, and written so that they read back."""

from datetime import date

import pytest

from generator.answers import landlord, recording
from generator.answers.source import from_text
from generator.model import Correction
from generator.problems import ERROR

MADE = Correction("6.3", date(2026, 8, 2), "Company Secretary", "A slip", "0a1b2c3d")
HEAD = "# Us\n\nLandlord: Us\n\n## Governing body\nName: Board\n\n### Response\nNoted.\n"
RECORD = "### 6.3\nDate: 2 August 2026\nBy: Company Secretary\nWhy: A slip\nText: 0a1b2c3d\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{HEAD}\n## Documents\n", f"{HEAD}\n## Corrections\n\n{RECORD}\n## Documents\n"),
        (HEAD, f"{HEAD}\n## Corrections\n\n{RECORD}"),
        ("# Us\n\nLandlord: Us\n", f"# Us\n\nLandlord: Us\n\n## Corrections\n\n{RECORD}"),
        (
            f"{HEAD}\n## Corrections\n\n### 1.2 words\nDate: 1 August 2026\nBy: A\nWhy: B\nText: 00000000\n\n\n## Documents\n",
            f"{HEAD}\n## Corrections\n\n### 1.2 words\nDate: 1 August 2026\nBy: A\nWhy: B\nText: 00000000\n\n{RECORD}\n\n## Documents\n",
        ),
    ],
)
def test_a_correction_is_added_below_the_governing_bodies_and_reads_back(before: str, after: str):
    source = recording.with_correction(from_text("a/1/landlord.md", before), MADE)
    assert source.to_bytes().decode() == after
    found, problems = landlord.read(source)
    assert problems == []
    assert found.corrections[-1] == MADE
    assert found.correction("6.3") == MADE


def test_words_over_several_lines_are_put_on_one():
    source = recording.with_correction(
        from_text("a/1/landlord.md", HEAD), Correction("6.3", date(2026, 8, 2), "A\nB", " C\n\nBy: D ", "x")
    )
    found, problems = landlord.read(source)
    assert problems == []
    assert (found.corrections[0].by, found.corrections[0].why) == ("A B", "C By: D")


@pytest.mark.parametrize("label", ["Date", "By", "Why", "Text"])
def test_each_line_that_is_left_out_is_an_error(label: str):
    lines = [line for line in RECORD.splitlines() if not line.startswith(f"{label}:")]
    _, problems = landlord.read(from_text("a/1/landlord.md", "## Corrections\n" + "\n".join(lines)))
    assert [(p.id, p.severity, p.line) for p in problems] == [("invalid-value", ERROR, 2)]
    assert f"has no “{label}:”" in problems[0].message


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("### The repairs answer\nDate: 2 August 2026", "invalid-value"),
        (RECORD.replace("2 August 2026", "soon"), "date-invalid"),
        (RECORD.replace("Why:", "Reason:"), "unknown-label"),
        ("Text that belongs nowhere\n" + RECORD, "text-out-of-place"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, id_: str):
    _, problems = landlord.read(from_text("a/1/landlord.md", f"## Corrections\n{text}"))
    assert id_ in [problem.id for problem in problems]


def test_the_newest_correction_of_a_provision_is_the_last_of_its_day():
    def record(day: int, text: str) -> str:
        return RECORD.replace("2 August", f"{day} August").replace("0a1b2c3d", text)

    found, problems = landlord.read(
        from_text("a/1/landlord.md", "## Corrections\n" + record(5, "a") + record(5, "b") + record(3, "c"))
    )
    assert problems == []
    newest = found.correction("6.3")
    assert newest
    assert newest.digest == "b"
    assert found.correction("6.4") is None


def test_where_each_part_of_the_annual_report_is_is_read_by_its_letter():
    found, problems = landlord.read(
        from_text("a/1/landlord.md", "## Annual report\n> For you.\nPart a: page 3\npart C : annex\nPart d:\n")
    )
    assert problems == []
    assert found.annual_report == {"a": "page 3", "c": "annex"}
    _, problems = landlord.read(from_text("a/1/landlord.md", "## Annual report\nPart x: page 3\n### More\n"))
    assert [problem.id for problem in problems] == ["unknown-label", "unknown-part"]
