"""A rehearsal of a landlord's whole year, from last year's Word file to the submission, by the commands that officers use."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import docx
import pytest
import tools
from click.testing import CliRunner, Result

from generator.cli import main

YEAR = "exemplar-homes/2027"
WORD = "exemplar-homes-2026-self-assessment.docx"
FIELDS = {
    "Financial year end": "31 March",
    "Period": "1 April 2026 to 31 March 2027",
    "Submission year": "2026-27",
    "Reason": "annual",
    "Last year": "exemplar-homes/2026",
    "Website": "https://www.exemplar-homes.example/complaints",
    "Name": "Board",
    "For approval": "22 July 2027",
    "Author": "Head of Customer Resolution",
    "Policy": "https://www.exemplar-homes.example/complaints/policy",
}
TEXTS = {
    "## How to complain": "Ring 03069 990120, write to us, or tell anyone who works for us.",
    "## How to reach the Ombudsman": "Ring 0300 111 3000 or see https://www.housing-ombudsman.org.uk.",
    "## Other formats": "Ring 03069 990120 for large print, other languages, braille or audio.",
    "### Response": "The Board has read the annual report and this self-assessment, and supports the actions in it.",
}


def filled(text: str) -> str:
    """A landlord.md with what a policy officer writes into it."""
    for label, value in FIELDS.items():
        text, count = re.subn(rf"(?m)^{label}:[ \t]*$", f"{label}: {value}", text, count=1)
        assert count == 1, label
    for heading, words in TEXTS.items():
        text, count = re.subn(rf"(?m)^{heading}$", f"{heading}\n{words}", text, count=1)
        assert count == 1, heading
    return text


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text, before
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def words(path: Path) -> str:
    """What stands in a Word file, its tables included."""
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_whole_year_from_last_years_word_file_to_the_submission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("generator.commands.review.today", lambda: date(2027, 6, 1))
    shutil.copytree(tools.EXAMPLES / "exemplar-homes", tmp_path / "answers" / "exemplar-homes")
    answers = tmp_path / "answers" / YEAR
    section = answers / "section-6.md"

    def run(*command: str, on: str = "2027-06-01", status: int = 0) -> Result:
        done = CliRunner().invoke(main, ["--workspace", str(tmp_path), *command, "--on", on])
        assert done.exit_code == status, done.output
        return done

    # Last year's published Word file is all that the officer has at hand.
    run("build", "exemplar-homes/2026", on="2026-08-01")
    shutil.copy(tmp_path / "output/exemplar-homes/2026" / WORD, tmp_path / WORD)
    assert (
        "72 answers carried as last year gave them, and still to review"
        in run("new", YEAR, "--from", WORD, on="2027-05-03").output
    )

    # Nothing of it counts as reviewed, last year's actions ask what came of them, and landlord.md wants filling in.
    said = run("check", YEAR, status=1).output
    assert "Section 6: 20 answers have not been reviewed" in said
    assert "6.3 Stage 1 response within 10 working days: an action was due by 31 December 2026, which has passed." in said
    edit(answers / "landlord.md", whole := (answers / "landlord.md").read_text(encoding="utf-8"), filled(whole))
    register = (tmp_path / "answers/exemplar-homes/2026/landlord.md").read_text(encoding="utf-8").partition("## Documents\n")[2]
    edit(answers / "landlord.md", "## Documents\n", f"## Documents\n{register}")
    for path in sorted(answers.glob("section-*.md")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(
            r"(?m)^(By: .*)\n(?!\n?Outcome:)", r"\1\nOutcome: Done, and reported to the Customer Committee in May 2027.\n", text
        )
        path.write_text(text, encoding="utf-8")
    for number in "123456789":
        run("review", YEAR, "--section", number, "--by", "Head of Customer Resolution")
    left = json.loads(run("check", YEAR, "--json").output)
    assert [problem for problem in left if problem["severity"] == "error" or problem["id"] == "not-reviewed"] == []

    # The Board's paper, then its approval.
    said = run("board-paper", YEAR, "--meeting", "22 July 2027", "--item", "7").output
    paper = next((tmp_path / "output").rglob("*board-paper*.docx"))
    assert str(paper) in said.replace("\n", "")
    text = words(paper)
    assert "22 July 2027" in text
    assert "Head of Customer Resolution" in text
    assert TEXTS["### Response"] in text
    run("approve", YEAR, "--body", "Board", "--date", "22 July 2027", "--minute", "7.1", on="2027-07-23")
    run("build", YEAR, on="2027-07-23")
    output = tmp_path / "output" / YEAR
    page = output / "section-6.html"
    assert "Approved by the Board on 22 July 2027" in (output / "index.html").read_text(encoding="utf-8")
    published = page.read_bytes()

    # One word is changed afterwards: check names it, build stops, and what is published stays as it was.
    edit(section, "Comply: No", "Comply: Yes")
    said = run("check", YEAR, on="2027-08-02", status=1).output
    assert re.search(r"6\.3 .*“No” became “Yes” after .*approv", said), said
    assert "Nothing was built" in run("build", YEAR, on="2027-08-02", status=1).output
    assert page.read_bytes() == published
    told = run("compare", YEAR, str(output), on="2027-08-02").output
    assert "6.3" in told
    section.write_bytes((next((answers / "approved").iterdir()) / "section-6.md").read_bytes())
    run("check", YEAR, on="2027-08-02")

    # What stands on the website is what was approved, until somebody changes a word there.
    same = run("compare", YEAR, str(output), "--exit-code", on="2027-08-02").output
    assert "6.3" not in same
    page.write_bytes(published.replace(b"Customer Committee in May 2027", b"Customer Committee in June 2027", 1))
    assert page.read_bytes() != published
    told = run("compare", YEAR, str(page), "--exit-code", on="2027-08-02", status=1).output
    assert "[-May-] {+June+} 2027" in " ".join(told.split())

    # The submission, and the year against the one before.
    said = run("submission", YEAR, on="2027-08-02").output
    assert "https://www.exemplar-homes.example/complaints/policy" in said
    assert "30 September" in said
    told = run("compare", "exemplar-homes/2026", YEAR, on="2027-08-02").output
    assert "Done, and reported to the Customer Committee in May 2027" in " ".join(told.split())
