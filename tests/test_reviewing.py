"""Marking answers as reviewed: one line below each heading, and no other byte of the files."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import tools
from click.testing import CliRunner, Result

from generator.cli import main
from generator.gather import gather
from generator.workspace import Target


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with the example, of whose answers nobody has reviewed any."""
    folder = tmp_path / "answers" / "exemplar-homes" / "2026"
    shutil.copytree(tools.EXAMPLES / "exemplar-homes" / "2026", folder)
    for path in folder.glob("section-*.md"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = ("Reviewed:\n" if line.startswith("Reviewed:") else line for line in lines)
        path.write_text("".join(kept), encoding="utf-8", newline="")
    return tmp_path


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The days of these tests have come."""
    monkeypatch.setattr("generator.commands.review.today", lambda: date(2026, 12, 31))


def folder(workspace: Path) -> Path:
    return workspace / "answers" / "exemplar-homes" / "2026"


def review(workspace: Path, *args: str) -> Result:
    return CliRunner().invoke(
        main,
        ["--workspace", str(workspace), "review", "exemplar-homes/2026", *args, "--by", "Policy Officer", "--on", "2026-05-02"],
    )


def reviewed(workspace: Path) -> dict[str, str]:
    answers = gather(Target("exemplar-homes", "2026", folder(workspace))).assessment.answers
    return {answer.provision: answer.reviewed.text for answer in answers if answer.reviewed}


def changed(before: bytes, after: bytes) -> list[tuple[bytes, bytes]]:
    """The lines that differ; there are as many as before."""
    return [pair for pair in zip(before.splitlines(True), after.splitlines(True), strict=True) if pair[0] != pair[1]]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_a_section_is_marked_and_only_its_lines_for_that_change(workspace: Path, newline: bytes):
    for path in folder(workspace).glob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", newline))
    before = {path.name: path.read_bytes() for path in folder(workspace).glob("*.md")}
    done = review(workspace, "--section", "6")
    assert done.exit_code == 0
    assert done.output.startswith("20 answers marked as reviewed: 6.1, 6.2, 6.3,")
    after = {path.name: path.read_bytes() for path in folder(workspace).glob("*.md")}
    assert {name for name in after if after[name] != before[name]} == {"section-6.md"}
    line = b"Reviewed: 2 May 2026, Policy Officer" + newline
    assert changed(before["section-6.md"], after["section-6.md"]) == [(b"Reviewed:" + newline, line)] * 20
    [answer] = [a for a in gather(Target("exemplar-homes", "2026", folder(workspace))).assessment.answers if a.provision == "6.3"]
    assert answer.reviewed is not None
    assert (answer.reviewed.by, answer.reviewed.on) == ("Policy Officer", date(2026, 5, 2))


def test_provisions_in_several_files_and_out_of_order_are_marked(workspace: Path):
    file = folder(workspace) / "section-7.md"
    first, *rest = file.read_text(encoding="utf-8").replace("Reviewed:\n", "").split("\n## ")
    file.write_text("\n## ".join([first, *reversed(rest)]), encoding="utf-8")  # 7.4 first, and no line for the review anywhere
    done = review(workspace, "--provision", "1.2", "--provision", "7.1", "--provision", "7.4", "--provision", "7.2")
    assert done.output == "4 answers marked as reviewed: 1.2, 7.1, 7.2, 7.4.\n"
    assert reviewed(workspace) == dict.fromkeys(("1.2", "7.1", "7.2", "7.4"), "2 May 2026, Policy Officer")
    assert gather(Target("exemplar-homes", "2026", folder(workspace))).problems == ()


def test_what_is_not_answered_or_cannot_be_read_is_refused_and_the_rest_is_marked(workspace: Path):
    file = folder(workspace) / "section-7.md"
    text = file.read_text(encoding="utf-8")
    at = text.index("## 7.2")
    text = text[:at] + text[at:].replace("Comply: Yes", "Comply: Mostly", 1)
    at = text.index("## 7.3")
    text = text[:at] + text[at:].replace("Comply: Yes", "Comply:", 1)
    file.write_text(text[: text.index("## 7.4")], encoding="utf-8")
    done = review(workspace, "--section", "7")
    assert done.exit_code == 0
    assert [line.partition(": ")[2][:3] + line.rpartition(": ")[2] for line in done.output.splitlines()] == [
        "7.2something in its answer cannot be read. Put right what check says of it first.",
        "7.3it is not answered yet.",
        "7.4there is no answer here to review.",
        "7.17.1.",
    ]
    assert list(reviewed(workspace)) == ["7.1"]


def test_who_has_reviewed_before_stays_unless_the_provision_is_named(workspace: Path):
    review(workspace, "--provision", "7.1")
    by = ("review", "exemplar-homes/2026", "--by", "Director of Customers", "--on", "2026-06-01")
    again = CliRunner().invoke(main, ["--workspace", str(workspace), *by, "--section", "7"])
    assert (
        "7.1 Acknowledging mistakes and putting them right: it has been reviewed already, on 2 May 2026, Policy Officer."
        in again.output
    )
    assert reviewed(workspace)["7.1"] == "2 May 2026, Policy Officer"
    named = CliRunner().invoke(main, ["--workspace", str(workspace), *by, "--provision", "7.1"])
    assert "7.1: this is in the place of the review of 2 May 2026, Policy Officer." in named.output
    assert reviewed(workspace)["7.1"] == "1 June 2026, Director of Customers"


def test_a_review_that_has_not_come_yet_is_refused(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("generator.commands.review.today", lambda: date(2026, 5, 1))
    done = review(workspace, "--section", "6")
    assert done.exit_code == 2
    assert "2 May 2026 has not come yet." in done.output
    assert reviewed(workspace) == {}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "There is no way to mark a whole year at once."),
        (("--all",), "No such option"),
        (("--section", "12"), "has no section 12: its sections are 1, 2, 3, 4, 5, 6, 7, 8, 9."),
        (("--provision", "6.21"), "has no provision 6.21."),
        (("--section", "6", "--by", " \n"), "write who has read the answers"),
        (("--section", "6", "--by", "A\x07B"), "write who has read the answers"),
    ],
)
def test_what_cannot_be_marked_is_refused_and_nothing_changes(workspace: Path, args: tuple[str, ...], said: str):
    by = () if "--by" in args else ("--by", "Policy Officer")
    done = CliRunner().invoke(
        main, ["--workspace", str(workspace), "review", "exemplar-homes/2026", *args, *by, "--on", "2026-05-02"]
    )
    assert done.exit_code == 2
    assert said in done.output
    assert reviewed(workspace) == {}


def test_a_name_that_looks_like_more_than_a_name_stays_one_line(workspace: Path):
    by = ("--by", "## 7.2 Jo\nComply: No", "--on", "2026-05-02")
    args = ["--workspace", str(workspace), "review", "exemplar-homes/2026", "--provision", "7.1", *by]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0
    assert reviewed(workspace) == {"7.1": "2 May 2026, ## 7.2 Jo Comply: No"}
