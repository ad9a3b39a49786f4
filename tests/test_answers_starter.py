"""A new year's files: every provision above its empty answer, read back without a Problem."""

import pytest

from generator import catalogue
from generator.answers import landlord, sections, starter
from generator.answers.register import Register
from generator.answers.source import from_text
from generator.model import ANNUAL_REPORT, VERDICT, Answer, Edition, EvidenceItem
from generator.rich_text import read_runs, read_text

CODE_2024 = catalogue.load("housing-ombudsman-2024")


@pytest.fixture(params=catalogue.editions())
def edition(request: pytest.FixtureRequest) -> Edition:
    return catalogue.load(request.param)


def test_a_new_year_reads_back_as_every_provision_unanswered_and_without_a_problem(edition: Edition):
    files = starter.files(edition)
    found = []
    for section in edition.sections:
        read, problems = sections.read(
            from_text(f"section-{section.number}.md", files[f"section-{section.number}.md"]), edition, section, Register(())
        )
        assert problems == []
        found += read
    assert found == [Answer(provision.number) for provision in edition.provisions]


def test_the_2024_code_makes_nine_files_of_72_provisions_and_landlord_md():
    files = starter.files(CODE_2024)
    assert sorted(files) == ["landlord.md", *(f"section-{n}.md" for n in range(1, 10))]
    assert sum(text.count("\n## ") for name, text in files.items() if name != "landlord.md") == 72


def test_landlord_md_has_its_edition_and_empty_fields(edition: Edition):
    found, problems = landlord.read(from_text("landlord.md", starter.files(edition)["landlord.md"]))
    assert problems == []
    assert (found.code, found.name, found.homes, found.bodies[0].name, found.documents) == (edition.id, "", None, "", ())
    for label in (*landlord.LABELS, *landlord.BODY_TYPED, *landlord.PAPER_LABELS, *landlord.PUBLICATIONS):
        assert f"\n{label}:" in starter.landlord(edition)
    assert f"{landlord.COPY}:" not in starter.landlord(edition) + starter.sharing("group/2026")
    reports = [provision for provision in edition.provisions if provision.about == ANNUAL_REPORT]
    asked = {"Corrections": False, "Annual report": bool(reports)}
    for heading in landlord.HEADINGS:
        assert (f"\n## {heading}\n" in starter.landlord(edition)) is asked.get(heading, True)
    for label in landlord.REPORT_LABELS:
        assert (f"\n{label}:" in starter.landlord(edition)) is bool(reports)
    for part in landlord.PAPER_PARTS:
        assert f"\n### {part}\n" in starter.landlord(edition)


def test_files_end_with_one_line_end_and_have_no_doubled_blank_lines(edition: Edition):
    for text in starter.files(edition).values():
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert "\n\n\n" not in text
        assert not any(line != line.rstrip() for line in text.splitlines())


def test_the_guidance_names_the_answers_of_the_edition():
    assert "write Yes or No." in starter.files(CODE_2024)["section-1.md"]


def test_each_verdict_has_a_comply_line_and_nothing_else_has(edition: Edition):
    asked = sum(p.asks == VERDICT for p in edition.provisions)
    text = "".join(starter.files(edition).values())
    assert text.count("\nComply:\n") == asked


def test_answers_that_are_given_stand_in_the_place_of_empty_ones():
    given = Answer("6.3", "yes", (EvidenceItem(read_runs("Policy: 3.2")),), read_text("One.\n\n- two"))
    files = starter.files(CODE_2024, {"6.3": given})
    found, problems = sections.read(
        from_text("section-6.md", files["section-6.md"]), CODE_2024, CODE_2024.sections[5], Register(())
    )
    assert problems == []
    assert [answer for answer in found if answer != Answer(answer.provision)] == [given]


def test_a_landlord_that_shares_begins_with_its_group_and_the_groups_governing_bodies():
    typed = starter.sharing("fen/2026", ["Board", "Council"])
    lines = typed.splitlines()
    assert lines[0] == "# Landlord"
    assert [line for line in lines if not line.startswith(">") and line.partition(":")[2]] == [
        "Shared answers: fen/2026",
        "Name: Board",
        "Name: Council",
    ]
    assert lines.count("## Governing body") == lines.count("### Response") == 2
    assert landlord.name_and_group(from_text("landlord.md", typed)) == ("", "fen/2026")
    assert "Name:" in starter.sharing("fen/2026").splitlines()
    assert typed.endswith("### Response\n")
