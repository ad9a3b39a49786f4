"""The main job on a real landlord's published page: imported, checked, filled in, built, and read back."""

import re
from datetime import date
from pathlib import Path

import pytest

from generator import intake, publish
from generator.examine import examine
from generator.gather import Gathered, gather
from generator.printed import differences
from generator.templates import Templates
from generator.view import view
from generator.workspace import Target

ON = date(2026, 11, 22)
SEED = "000_ecd300942cfcf5b6.txt"

FIELDS = {
    "Landlord:": "Landlord: A Landlord",
    "Kind:": "Kind: housing association",
    "Homes:": "Homes: 5,000",
    "Financial year end:": "Financial year end: 31 March",
    "Period:": "Period: 1 April 2023 to 31 March 2024",
    "Complaints officer:": "Complaints officer: Resolution Lead",
    "Senior lead person:": "Senior lead person: Director of Customers",
    "Member Responsible for Complaints:": "Member Responsible for Complaints: Chair of the Operations Committee",
    "Website:": "Website: https://www.landlord.example/complaints",
    "Name:": "Name: Board",
    "## How to complain": "## How to complain\n\nWrite to us.",
    "## How to reach the Ombudsman": "## How to reach the Ombudsman\n\nCall 0300 111 3000.",
    "## Other formats": "## Other formats\n\nAsk us.",
}


SHAPE = {
    "1.2": (61, 54),
    "3.2": (134, 113),
    "3.3": (3, 18),
    "5.15": (7, 86),
    "6.9": (7, 33),
    "6.19": (7, 35),
    "8.4": (0, 26),
    "9.4": (4, 22),
    "9.8": (7, 13),
}


@pytest.fixture
def brought(seeds: Path) -> intake.Imported:
    return intake.bring_in([seeds / SEED])


def year(folder: Path, brought: intake.Imported) -> Target:
    intake.save(brought.files, folder)
    return Target("landlord", "2024", folder)


def words(gathered: Gathered, number: str) -> tuple[str, str]:
    answer = gathered.assessment.answer(number)
    assert answer is not None
    evidence = "\n".join("".join(run.text for run in item.runs) for item in answer.evidence)
    return evidence, "\n".join("".join(run.text for run in block.runs) for block in answer.commentary)


@pytest.mark.shared
def test_the_page_is_imported_with_its_71_answers_in_the_right_places(brought: intake.Imported, tmp_path: Path):
    gathered = gather(year(tmp_path / "landlord" / "2024", brought))
    answers = gathered.assessment.answers
    assert len(answers) == 72, "a place for each provision, the missing one empty"
    assert sum(answer.comply == "yes" for answer in answers) == 71
    assert gathered.assessment.answer("6.20").comply == ""
    assert [answer.reviewed for answer in answers] == [None] * 72
    assert gathered.problems == (), "what import writes has no deviation from the grammar"
    # Established by reading the page: lengths in words of evidence and commentary, provision by provision.
    shape = {number: tuple(len(text.split()) for text in words(gathered, number)) for number in SHAPE}
    assert shape == SHAPE


@pytest.mark.shared
def test_the_import_reports_what_is_wrong_with_the_page(brought: intake.Imported):
    found = {(problem.id, problem.provision) for problem in brought.problems}
    assert ("import-missing", "6.20") in found
    renumbered = {p.provision: p.message for p in brought.problems if p.id == "import-renumbered"}
    assert set(renumbered) == {"6.19", "9.8"}
    assert "printed as 6.9" in renumbered["6.19"]
    assert "printed as 6.8" in renumbered["9.8"]
    (title,) = [p.message for p in brought.problems if p.id == "import-section-title"]
    assert "Section 4" in title
    assert "section 3" in title


@pytest.mark.shared
def test_check_finds_what_is_wrong_with_the_answers(brought: intake.Imported, tmp_path: Path):
    checked = examine(year(tmp_path / "landlord" / "2024", brought), ON)
    found: dict[str, set[str]] = {}
    for problem in checked.problems:
        found.setdefault(problem.id, set()).add(problem.provision)
    assert found["no-answer"] | found.get("comply-missing", set()) >= {"6.20"}
    assert found["stale-promise"] == {"1.2", "1.4", "1.5", "3.2", "4.3"}
    assert found["yes-admits-no"] >= {"1.4", "5.10"}
    assert found["third-party-denied"] == {"5.4", "5.5"}
    assert found["lead-is-member"] == {"9.4"}
    pasted = [p.message for p in checked.problems if p.id == "repeated-text"]
    assert any("stands under 1.2, 1.4, 1.5, 3.2 and 4.3" in message for message in pasted)


@pytest.mark.shared
def test_filled_in_it_builds_every_document_and_72_answers_come_back(brought: intake.Imported, tmp_path: Path):
    target = year(tmp_path / "landlord" / "2024", brought)
    landlord = target.folder / "landlord.md"
    text = landlord.read_text(encoding="utf-8")
    for label, line in FIELDS.items():
        assert re.search(rf"(?m)^{re.escape(label)}$", text), label
        text = re.sub(rf"(?m)^{re.escape(label)}$", line, text, count=1)
    landlord.write_text(text, encoding="utf-8")
    section = target.folder / "section-6.md"
    before, after = section.read_text(encoding="utf-8").split("## 6.20", 1)
    after = after.replace("Comply:", "Comply: Yes", 1).replace(
        "### Commentary", "### Commentary\nThe officer and the head of service.", 1
    )
    section.write_text(before + "## 6.20" + after, encoding="utf-8")

    checked = examine(target, ON)
    assert checked.errors == (), "thin evidence is warned about, and not refused"
    assert len(checked.problems) > 20
    shown = view(checked.edition, checked.assessment)
    files = publish.render(shown, Templates())
    assert {name.rpartition(".")[2] for name in files} >= {"docx", "xlsx", "html", "json"}

    from generator.importers import excel, html, own, word

    wording = Templates().wording
    name = {extension: next(n for n in files if n.endswith(extension)) for extension in (".docx", ".xlsx")}
    for answers in (
        own.from_table(word.read(files[name[".docx"]]), wording),
        own.from_sheet(excel.read(files[name[".xlsx"]]), wording),
        own.from_page(html.read(files["all-draft.html"]), wording),
        own.from_page(html.read(files["fragments/all-draft.html"]), wording),
    ):
        assert len(answers) == 72
        assert differences(shown, wording, answers) == []
