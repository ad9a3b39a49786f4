"""Reading and checking in one: what is missing for want of a file is said once, and whose answers may have been copied is known."""

import shutil
from datetime import date
from pathlib import Path

import many
import pytest
import tools

from generator import catalogue
from generator.answers import starter
from generator.examine import Others, examine, other_landlords
from generator.workspace import Target, Workspace, target_at

ON = date(2026, 8, 1)
LACKING = {"landlord-field-missing", "no-answer"}


@pytest.fixture
def year(tmp_path: Path) -> Target:
    """A year in which nothing is answered yet, and section 7 has no file."""
    folder = tmp_path / "answers" / "our-homes" / "2026"
    folder.mkdir(parents=True)
    for name, text in starter.files(catalogue.load("housing-ombudsman-2024"), {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "section-7.md").unlink()
    return target_at(folder)


def lacking(year: Target) -> set[tuple[str, str]]:
    """What is said to be missing: the file, and the id."""
    return {(problem.file.rpartition("/")[2], problem.id) for problem in examine(year, ON).problems if problem.id in LACKING}


def test_what_no_file_holds_is_missing(year: Target):
    sections = {(f"section-{number}.md", "no-answer") for number in range(1, 10)}
    assert lacking(year) == {("landlord.md", "landlord-field-missing"), *sections}


@pytest.mark.parametrize("name", ["landlord.md", "section-6.md"])
def test_what_may_stand_in_a_file_that_cannot_be_read_is_not_called_missing(year: Target, name: str):
    before = lacking(year)
    (year.folder / name).write_bytes(b"\xff\xfe#\x00")
    assert lacking(year) == {each for each in before if each[0] != name}


@pytest.mark.parametrize("shared", ["our-group/1999", "our-coast/2026"])
def test_what_may_stand_in_a_group_s_files_that_cannot_be_shared_is_not_called_missing(tmp_path: Path, shared: str):
    many.group(tmp_path)
    folder = many.member(tmp_path, "our-coast/2026", "Our Coast")
    path = folder / "landlord.md"
    path.write_text(path.read_text(encoding="utf-8").replace(many.GROUP, shared), encoding="utf-8")
    found = examine(target_at(folder), ON).problems
    assert "shared-unusable" in {problem.id for problem in found}
    assert lacking(target_at(folder)) == set()


def test_a_year_whose_files_cannot_all_be_read_has_no_change_since_its_approval(tmp_path: Path):
    folder = tmp_path / "exemplar-homes" / "2026"
    shutil.copytree(tools.EXAMPLES / "exemplar-homes" / "2026", folder)
    (folder / "section-6.md").write_bytes(b"\xff\xfe#\x00")
    assert "changed-since-approval" not in {problem.id for problem in examine(target_at(folder), ON).problems}
    (folder / "section-6.md").unlink()
    assert "changed-since-approval" in {problem.id for problem in examine(target_at(folder), ON).problems}


def test_a_year_of_the_same_period_is_no_later_one(tmp_path: Path):
    for year in ("2026", "2026-again"):
        shutil.copytree(tools.EXAMPLES / "exemplar-homes" / "2026", tmp_path / "exemplar-homes" / year)
    assert examine(target_at(tmp_path / "exemplar-homes" / "2026"), date(2026, 11, 22)).followed_by == ""


def test_a_landlord_s_others_are_its_group_the_other_members_and_strangers(tmp_path: Path):
    many.group(tmp_path)
    for name in ("coast", "marsh"):
        many.member(tmp_path, f"our-{name}/2026", f"Our {name.capitalize()}")
    unread = tmp_path / "answers" / "a-broken-one" / "2026"
    unread.mkdir(parents=True)
    (unread / "landlord.md").write_bytes(b"\xff\xfe#\x00")
    alone = tmp_path / "answers" / "elsewhere" / "2026"
    alone.mkdir(parents=True)
    (alone / "landlord.md").write_text("Landlord: Elsewhere\n", encoding="utf-8")

    def seen_from(name: str) -> Others:
        workspace = Workspace(tmp_path)
        return other_landlords(workspace, workspace.target(name))

    assert seen_from("our-coast/2026") == Others(("Elsewhere",), ("Our Marsh",), "Our Group")
    assert seen_from(many.GROUP) == Others(("Elsewhere",), ("Our Coast", "Our Marsh"), "Our Group")
    assert seen_from("elsewhere/2026") == Others(("Our Coast", "Our Group", "Our Marsh"), (), "Elsewhere")
