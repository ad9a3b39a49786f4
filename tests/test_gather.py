"""A folder of answer files, read once: what is misnamed, missing or unreadable is said, and the rest is read all the same."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tools import EXAMPLES

from generator import answers, catalogue
from generator.answers import starter
from generator.gather import Gathered, gather
from generator.model import Answer, Provision, Section
from generator.problems import Problem, Stop
from generator.workspace import Target, target_at

FIXTURES = Path(__file__).parent / "fixtures" / "answers"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example."""
    return Path(shutil.copytree(EXAMPLES / "exemplar-homes" / "2026", tmp_path / "our-homes" / "2026"))


def gathered(folder: Path) -> Gathered:
    return gather(target_at(folder))


def said(folder: Path) -> list[Problem]:
    problems = list(gathered(folder).problems)
    for problem in problems:
        assert problem.severity == dict(answers.PROBLEMS)[problem.id]
        assert problem.file.startswith("our-homes/2026/")
        assert problem.message.endswith((".", "?"))
        assert problem.help.endswith((".", ")"))
    return problems


def one(folder: Path) -> Problem:
    problems = said(folder)
    assert len(problems) == 1, [problem.message for problem in problems]
    return problems[0]


def test_the_example_is_read_whole_and_without_a_problem(folder: Path):
    found = gathered(folder)
    assert (found.problems, found.unreadable) == ((), False)
    assert (found.assessment.name, found.assessment.landlord.name, found.edition.id) == (
        "our-homes/2026",
        "Exemplar Homes",
        "housing-ombudsman-2024",
    )
    assert [answer.provision for answer in found.assessment.answers] == [
        provision.number for provision in found.edition.provisions
    ]
    assert sorted(found.sources) == ["landlord.md", *(f"section-{n}.md" for n in range(1, 10))]
    assert found.assessment.answers[0].file == "our-homes/2026/section-1.md"


def test_a_new_year_is_read_as_72_unanswered_provisions_without_a_problem(tmp_path: Path):
    edition = catalogue.load("housing-ombudsman-2024")
    for name, text in starter.files(edition).items():
        (tmp_path / name).write_bytes(text.encode())
    found = gathered(tmp_path)
    assert found.problems == ()
    assert found.assessment.answers == tuple(Answer(provision.number) for provision in edition.provisions)


def test_evidence_refers_to_the_register_of_landlord_md(folder: Path):
    titles = {item.document for answer in gathered(folder).assessment.answers for item in answer.evidence}
    assert "Complaints policy" in titles


# Names


@pytest.mark.parametrize(
    "name",
    [
        "section-6.md.txt",
        "section-6 - Copy.md",
        "Section 6.md",
        "section_6.md",
        "section-06.md",
        "section6.md",
        "SECTION-6.MD.TXT",
        "section-6 (Jane’s conflicted copy 2026-05-01).md",
        "section-6-LAPTOP.markdown",
    ],
)
def test_a_section_under_a_name_that_is_not_read_is_an_error_that_names_the_right_one(folder: Path, name: str):
    (folder / "section-6.md").rename(folder / name)
    problem = one(folder)
    assert (problem.id, problem.file) == ("misnamed-file", f"our-homes/2026/{name}")
    assert problem.message == "This file is not read, since its name is not section-6.md."
    assert problem.help.startswith("Rename it to section-6.md.")


@pytest.mark.parametrize("name", ["section-6.md.txt", "section-6 - Copy.md"])
def test_a_copy_beside_the_file_that_is_read_is_to_be_moved(folder: Path, name: str):
    shutil.copy(folder / "section-6.md", folder / name)
    problem = one(folder)
    assert problem.id == "misnamed-file"
    assert problem.help == "If it holds the answers that count, put them into section-6.md; then move or delete this file."


@pytest.mark.parametrize(
    "name",
    [
        "section-6 (Ada's conflicted copy 2026-11-22).md",
        "section-6.sync-conflict-20261122-140211-ABCDEFG.md",
        "section-6-DESKTOP-7AB2C.md",
        "section-6-LAPTOP.md",
    ],
)
def test_a_sync_programs_copy_is_named_as_what_it_is(folder: Path, name: str):
    shutil.copy(folder / "section-6.md", folder / name)
    problem = one(folder)
    assert problem.id == "misnamed-file"
    assert problem.file.endswith(name)
    assert problem.message.startswith("A sync program made this copy")


@pytest.mark.parametrize("name", ["landlord.md.txt", "landlord - Copy.md", "landlord.txt"])
def test_landlord_md_under_another_name_is_said_so(folder: Path, name: str):
    (folder / "landlord.md").rename(folder / name)
    problems = said(folder)
    assert [(problem.id, problem.file) for problem in problems] == [
        ("unreadable-file", "our-homes/2026/landlord.md"),
        ("misnamed-file", f"our-homes/2026/{name}"),
    ]
    assert problems[1].help.startswith("Rename it to landlord.md.")


@pytest.mark.parametrize("name", ["section-6.docx", "Section 6.PDF", "landlord.docx"])
def test_a_document_in_the_place_of_a_text_file_is_told_how_it_comes_in(folder: Path, name: str):
    (folder / name).write_bytes(b"PK")
    problem = one(folder)
    assert problem.id == "misnamed-file"
    assert "plain text" in problem.help
    assert "import command" in problem.help


@pytest.mark.parametrize(
    ("name", "why"),
    [("section-10.md", "has no such section"), ("notes.md", "its name is no answer file's"), ("todo.txt", "its name")],
)
def test_other_text_files_are_said_not_to_be_read(folder: Path, name: str, why: str):
    (folder / name).write_text("# Text\n")
    problem = one(folder)
    assert (problem.id, problem.file) == ("stray-file", f"our-homes/2026/{name}")
    assert why in problem.message


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "unplaced.md",
        "import-report.md",
        ".section-6.md.saving",
        "~$section-6.md",
        "photo.png",
        "Thumbs.db",
        "desktop.ini",
    ],
)
def test_what_may_lie_beside_the_answers_is_passed_over(folder: Path, name: str):
    (folder / name).write_bytes(b"x")
    assert said(folder) == []


def test_folders_beside_the_answers_are_passed_over(folder: Path):
    for name in ("templates", "section-6 drafts", "old.md"):
        (folder / name).mkdir()
    assert said(folder) == []


def test_capitals_in_a_name_do_not_matter(folder: Path):
    (folder / "section-6.md").rename(folder / "Section-6.MD")
    found = gathered(folder)
    assert (found.problems, len(found.assessment.answers)) == ((), 72)


def test_of_two_files_that_differ_in_capitals_only_the_one_that_is_read_is_said(folder: Path):
    try:
        (folder / "SECTION-6.md").write_text("## 6.1\nComply: No\n")
    except OSError:
        pytest.skip("this disk takes the two names for one")
    if len(list(folder.glob("*6*"))) == 1:
        pytest.skip("this disk takes the two names for one")
    problem = one(folder)
    assert (problem.id, problem.file) == ("misnamed-file", "our-homes/2026/SECTION-6.md")


# Files that cannot be read


@pytest.mark.parametrize(
    ("fixture", "what"),
    [
        ("utf-16.md", "This file is saved as UTF-16"),
        ("picture.md", "This is not a text file."),
        ("two-encodings.md", "This file is UTF-8 text, but text in another encoding was put in on line 17."),
        ("neither.md", "This file is neither UTF-8 nor Windows text, so it cannot be read."),
    ],
)
def test_one_unreadable_file_does_not_stop_the_others(folder: Path, fixture: str, what: str):
    shutil.copy(FIXTURES / fixture, folder / "section-6.md")
    found = gathered(folder)
    problem = one(folder)
    assert found.unreadable
    assert (problem.id, problem.file, problem.line) == ("unreadable-file", "our-homes/2026/section-6.md", 0)
    assert problem.message.startswith(what)
    assert len(found.assessment.answers) == 72 - 20
    assert "section-6.md" not in found.sources


def test_an_empty_file_and_a_folder_in_the_place_of_a_file_are_said(folder: Path):
    (folder / "section-6.md").write_bytes(b"")
    (folder / "section-7.md").unlink()
    (folder / "section-7.md").mkdir()
    assert [(problem.file, problem.message) for problem in said(folder)] == [
        ("our-homes/2026/section-6.md", "This file is empty."),
        ("our-homes/2026/section-7.md", "This is not a file."),
    ]


def test_a_missing_section_file_is_left_to_the_checks(folder: Path):
    (folder / "section-6.md").unlink()
    found = gathered(folder)
    assert (found.problems, len(found.assessment.answers)) == ((), 52)


def test_what_is_wrong_with_characters_is_said_of_each_file(folder: Path):
    text = (folder / "section-4.md").read_text(encoding="utf-8")
    (folder / "section-4.md").write_bytes(text.encode("cp1252", "replace"))
    with (folder / "section-7.md").open("a", encoding="utf-8") as file:
        file.write("bell\x07\n")
    assert {(problem.id, problem.file) for problem in said(folder)} == {
        ("windows-1252", "our-homes/2026/section-4.md"),
        ("control-character", "our-homes/2026/section-7.md"),
    }


def test_a_folder_that_is_gone_or_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(Stop, match=r"^our-homes/2026: the folder cannot be opened \(No such file or directory\)\. Check"):
        gather(Target("our-homes", "2026", tmp_path / "gone"))

    def refuse(path: Path) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(Stop, match="Permission denied"):
        gather(Target("our-homes", "2026", tmp_path))


# landlord.md and its edition


def test_without_landlord_md_the_answers_are_read_against_the_newest_edition(folder: Path):
    (folder / "landlord.md").unlink()
    found = gathered(folder)
    problem = one(folder)
    assert (problem.id, problem.message.partition(":")[0]) == ("unreadable-file", "This file is missing")
    assert "self-assessment new" in problem.help
    assert (found.edition.id, len(found.assessment.answers), found.assessment.landlord.name) == ("housing-ombudsman-2024", 72, "")


def test_without_a_code_the_newest_edition_is_meant(folder: Path):
    edit(folder / "landlord.md", "Code: housing-ombudsman-2024\n", "")
    assert gathered(folder).edition.id == "housing-ombudsman-2024"


@pytest.mark.parametrize(("code", "meant"), [("housing-ombudsman-2042", " Did you mean housing-ombudsman-20"), ("x", "")])
def test_an_unknown_edition_is_an_error_that_lists_the_editions(folder: Path, code: str, meant: str):
    edit(folder / "landlord.md", "Code: housing-ombudsman-2024", f"Code: {code}")
    problem = one(folder)
    assert problem.id == "invalid-value"
    assert f"called “{code}”.{meant}" in problem.message
    assert "housing-ombudsman-2024" in problem.help
    assert problem.line == (folder / "landlord.md").read_text(encoding="utf-8").splitlines().index(f"Code: {code}") + 1
    assert gathered(folder).edition.id == "housing-ombudsman-2024"


def test_the_edition_that_is_named_is_the_one_that_is_read(tmp_path: Path):
    edition = catalogue.load("housing-ombudsman-2022")
    for name, text in starter.files(edition).items():
        (tmp_path / name).write_bytes(text.encode())
    found = gathered(tmp_path)
    assert (found.edition.id, found.problems, len(found.assessment.answers)) == ("housing-ombudsman-2022", (), 72)


def test_sections_numbered_ten_and_more_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    edition = catalogue.load("housing-ombudsman-2024")
    section = Section("10", "Ten", (Provision("10.1", "First", "Text"),))
    monkeypatch.setattr(catalogue, "load", lambda id_: replace(edition, sections=(section,)))
    (tmp_path / "landlord.md").write_text("Code: housing-ombudsman-2024\n")
    (tmp_path / "section-10.md").write_text("# Section 10\n\n## 10.1\nComply: Yes\n")
    found = gathered(tmp_path)
    assert (found.problems, [answer.provision for answer in found.assessment.answers]) == ((), ["10.1"])


# Provisions twice


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_6_10_numbered_6_1_is_found_out_by_its_words_and_its_quoted_text(folder: Path):
    heading = next(p.heading for p in catalogue.load("housing-ombudsman-2024").provisions if p.number == "6.10")
    edit(folder / "section-6.md", f"## {heading}", "## 6.1" + heading.removeprefix("6.10"))
    lines = (folder / "section-6.md").read_text(encoding="utf-8").splitlines()
    at = lines.index("## 6.1" + heading.removeprefix("6.10")) + 1
    mismatch, twice = said(folder)
    assert (mismatch.id, mismatch.line) == ("heading-mismatch", at)
    assert (twice.id, twice.line, twice.provision) == ("provision-twice", at, "6.1")
    assert "the first answer is on line 3, and only that one is read" in twice.message
    assert twice.help.endswith("The text quoted under it is that of 6.10.")
    assert {p.provision for p in gathered(folder).assessment.answers} == {
        p.number for p in gathered(folder).edition.provisions
    } - {"6.10"}


def test_a_provision_in_two_files_names_both(folder: Path):
    with (folder / "section-7.md").open("a", encoding="utf-8") as file:
        file.write("\n## 6.3\nComply: Yes\n")
    wrong, twice = said(folder)
    assert (wrong.id, wrong.file) == ("wrong-section", "our-homes/2026/section-7.md")
    assert twice.id == "provision-twice"
    assert "our-homes/2026/section-6.md, line" in twice.message
    answer = gathered(folder).assessment.answer("6.3")
    assert answer is not None
    assert answer.comply == "no"


def test_a_provision_in_the_wrong_file_is_read_where_it_stands(folder: Path):
    text = (folder / "section-6.md").read_text(encoding="utf-8")
    start = text.index("## 6.20")
    (folder / "section-6.md").write_text(text[:start], encoding="utf-8")
    with (folder / "section-5.md").open("a", encoding="utf-8") as file:
        file.write("\n" + text[start:])
    problem = one(folder)
    assert problem.id == "wrong-section"
    assert len(gathered(folder).assessment.answers) == 72
