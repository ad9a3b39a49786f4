"""The annual submission: what the form asks for as text, Word and JSON, what is missing, and how many days are left."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import tools
from click.testing import CliRunner, Result
from docx import Document
from sample import EDITION, full_assessment

from generator import catalogue
from generator.cli import main
from generator.model import Landlord, SelfAssessment
from generator.problems import Stop
from generator.render import submission as rendered
from generator.submission import Submission, submission
from generator.templates import Templates

ON = date(2026, 9, 1)
TEMPLATES = Templates()
WORDS = TEMPLATES.wording
PUBLISHED = {
    name: f"https://www.exemplar-homes.example/{name}" for name in ("policy", "self-assessment", "annual report", "response")
}
REPORT = {letter: f"page {i}" for i, letter in enumerate("abcdef", 1)}


def assessment(**changes: object) -> SelfAssessment:
    full = full_assessment()
    landlord = replace(full.landlord, submission_year="2026-27", publications=PUBLISHED, annual_report=REPORT)
    return replace(full, landlord=replace(landlord, **changes))  # type: ignore[arg-type]


def found(on: date = ON, errors: int = 0, **changes: object) -> Submission:
    return submission(EDITION, assessment(**changes), WORDS, on, errors)


def run(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(workspace), "submission", *arguments])


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(tools.EXAMPLES / "exemplar-homes", tmp_path / "answers" / "exemplar-homes")
    return tmp_path


# What it says


def test_everything_filled_in_leaves_nothing_missing():
    whole = found()
    assert whole.missing == ()
    facts = {item.label: item.value for item in whole.facts}
    assert facts["Homes"] == "4,210"
    assert facts["Submission year"] == "2026-27"
    assert facts["Approval"] == "Approved by the Board on 23 July 2026"
    assert facts["Minute"] == "7.2"
    assert [item.value for item in whole.publications] == list(PUBLISHED.values())


def test_the_parts_of_the_annual_report_are_those_of_the_edition():
    whole = found()
    provision = next(p for p in EDITION.provisions if p.number == "8.1")
    assert whole.report_provision == provision.heading
    assert [part.letter for part in whole.parts] == list("abcdef")
    for part, item in zip(whole.parts, provision.items, strict=True):
        assert item.startswith(part.text)
        assert not re.search(r"(?:[;.]|; and)$", part.text)
        assert part.where == REPORT[part.letter]


def test_an_edition_with_other_parts_has_those():
    sections = tuple(
        replace(s, provisions=tuple(replace(p, items=("one;", "two.")) if p.number == "8.1" else p for p in s.provisions))
        for s in EDITION.sections
    )
    whole = submission(replace(EDITION, sections=sections), assessment(), WORDS, ON)
    assert [(part.letter, part.text) for part in whole.parts] == [("a", "one"), ("b", "two")]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"homes_text": "", "homes": None}, "Homes: fill in “Homes:” in landlord.md."),
        ({"kind": ""}, "Kind of landlord: fill in “Kind:” in landlord.md."),
        ({"mrc": ""}, "Member Responsible for Complaints: fill in “Member Responsible for Complaints:” in landlord.md."),
        (
            {"publications": {k: v for k, v in PUBLISHED.items() if k != "response"}},
            "Address: Governing body’s response. Fill in “Response:” under “## Publications” in landlord.md once it is published.",
        ),
        (
            {"annual_report": {k: v for k, v in REPORT.items() if k != "c"}},
            "Annual report, part c: say after “Part c:”, under “## Annual report” in landlord.md, where it is.",
        ),
        ({"bodies": ()}, "Approval: not yet by the governing body. Record it with self-assessment approve."),
    ],
)
def test_what_landlord_md_does_not_say_is_missing_and_says_where_to_fill_it_in(changes: dict[str, object], sentence: str):
    assert found(**changes).missing == (sentence,)


def test_a_body_that_has_not_approved_or_responded_and_errors_are_missing_too():
    [body] = assessment().landlord.bodies
    waiting = replace(body, name="Council", approved=None, response=())
    assert found(errors=2, bodies=(body, waiting)).missing == (
        "Approval: not yet by the Council. Record it with self-assessment approve.",
        "Response of the Council: put it under “### Response” in landlord.md.",
        "Errors in the answers: 2. See self-assessment check.",
    )


def test_what_a_landlord_need_not_have_is_not_missing():
    whole = found(covers=(), reason="")
    assert whole.missing == ()
    assert not any(item.fill_in for item in whole.facts if item.label in ("Also covers", "Reason for the self-assessment"))


@pytest.mark.parametrize(
    ("on", "left"),
    [
        (date(2026, 9, 1), "29 days are left."),
        (date(2026, 9, 29), "One day is left."),
        (date(2026, 9, 30), "Today is the last day."),
        (date(2026, 10, 1), "It passed yesterday."),
        (date(2026, 10, 10), "It passed 10 days ago."),
    ],
)
def test_the_days_left_are_counted_from_the_day_given(on: date, left: str):
    assert found(on).left == left


def test_where_the_deadline_is_not_known_no_days_are_counted():
    whole = found(submission_year="2025-26")
    assert (whole.left, whole.deadline.dates) == ("", ())


def test_the_answers_stand_in_it_only_where_that_year_s_form_asks_for_them():
    assert found().answers == ()
    answers = found(submission_year="2025-26").answers
    assert len(answers) == 72
    assert {item.value for item in answers} == {"Yes", "No"}


@pytest.mark.parametrize("edition", ["housing-ombudsman-2022", "housing-ombudsman-2020"])
def test_an_edition_before_the_statutory_code_is_not_submitted(edition: str):
    older = catalogue.load(edition)
    with pytest.raises(Stop, match=r"Nothing is submitted for it: .* with the statutory Code, on 1 April 2024"):
        submission(older, SelfAssessment("a/2023", Landlord(), ()), WORDS, ON)


def test_answers_for_a_group_to_share_are_not_submitted():
    with pytest.raises(Stop, match="each landlord submits"):
        found(kind="shared answers")


# As text, JSON and Word


def test_the_command_prints_it_ready_to_copy(workspace: Path):
    done = run(workspace, "exemplar-homes/2026", "--on", "2026-09-01")
    assert done.exit_code == 0
    for line in (
        "Deadline: 30 September 2026. 29 days are left.",
        "  Homes: 4,210",
        "  Submission year: 2026-27",
        "  Complaints policy: https://www.exemplar-homes.example/complaints/policy",
        "  c. any findings of non-compliance with this Code by the Ombudsman: chapter 5,",
        "    which records that there were none",
        "Nothing is missing.",
    ):
        assert line in done.stdout.splitlines()
    assert max(len(line) for line in done.stdout.splitlines() if "https://" not in line) < 80


def test_what_is_missing_is_said_in_its_place_and_in_a_list(workspace: Path):
    path = workspace / "answers/exemplar-homes/2026/landlord.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nHomes: 4,210", "").replace("Part c: ", "Part c:\n> "), encoding="utf-8")
    lines = run(workspace, "exemplar-homes/2026", "--on", "2026-09-01").stdout.splitlines()
    assert "  Homes: Missing" in lines
    assert "What is still missing (2):" in lines
    assert "  c. any findings of non-compliance with this Code by the Ombudsman: Missing" in lines


def test_json_holds_the_same(workspace: Path):
    done = run(workspace, "exemplar-homes/2026", "--on", "2026-09-01", "--json")
    held = json.loads(done.stdout)
    assert held["deadline"]["dates"] == ["2026-09-30"]
    assert held["deadline"]["days_left"] == 29
    assert {"label": "Homes", "value": "4,210"} in held["facts"]
    assert [part["part"] for part in held["annual_report"]] == list("abcdef")
    assert held["missing"] == []
    assert run(workspace, "exemplar-homes/2026", "--on", "2026-09-01", "--json").stdout == done.stdout


def test_json_stays_json_when_a_word_document_is_made_too(workspace: Path, tmp_path: Path):
    done = run(workspace, "exemplar-homes/2026", "--json", "--word", str(tmp_path / "s.docx"))
    assert json.loads(done.stdout)
    assert (tmp_path / "s.docx").is_file()


def test_files_that_cannot_be_read_are_named_and_nothing_is_put_together(workspace: Path):
    (workspace / "answers/exemplar-homes/2026/landlord.md").unlink()
    done = run(workspace, "exemplar-homes/2026", "--word", str(workspace / "s.docx"))
    assert done.exit_code == 2
    assert "exemplar-homes/2026/landlord.md: error (unreadable-file)" in done.stdout
    assert not (workspace / "s.docx").exists()


def test_an_older_year_is_refused_in_a_sentence(workspace: Path):
    done = run(workspace, "exemplar-homes/2024")
    assert done.exit_code == 2
    assert "Nothing is submitted for it" in done.stderr


def test_the_word_document_says_all_of_it(tmp_path: Path):
    whole = found(errors=1, submission_year="2025-26", homes_text="")
    path = tmp_path / "submission.docx"
    path.write_bytes(rendered.word(whole, "#1d5e8a", TEMPLATES))
    document = Document(str(path))
    cells = [tuple(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    for item in (*whole.publications, *whole.answers):
        assert (item.label, item.value) in cells
    for part in whole.parts:
        assert (part.letter, part.text, part.where) in cells
    assert ("Homes", "Missing") in cells
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for sentence in (*whole.missing, whole.deadline.sentence, "Not known"):
        assert sentence in text


def test_the_word_document_is_titled_and_has_headings_header_rows_and_descriptions(tmp_path: Path):
    path = tmp_path / "submission.docx"
    path.write_bytes(rendered.word(found(), "", TEMPLATES))
    document = Document(str(path))
    assert document.core_properties.title == "For the annual submission to the Housing Ombudsman Service: Exemplar Homes & Sons"
    assert document.core_properties.language == "en-GB"
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "heading 1".title()]
    assert headings == [
        "Deadline",
        "What is still missing",
        "Key facts",
        "Addresses of what is published",
        "The parts of the annual report",
    ]
    for table in document.tables:
        assert table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")
        assert table._tbl.xpath("./w:tblPr/w:tblDescription/@w:val")[0]


def test_the_same_submission_gives_the_same_bytes():
    assert rendered.word(found(), "#1d5e8a", TEMPLATES) == rendered.word(found(), "#1d5e8a", TEMPLATES)


@pytest.mark.npm
def test_the_word_document_is_valid(tmp_path: Path):
    paths = []
    for name, year in (("one", "2026-27"), ("two", "2025-26")):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(rendered.word(found(submission_year=year), "#1d5e8a", TEMPLATES))
        paths.append(path)
    assert tools.open_xml_errors(paths) == []
