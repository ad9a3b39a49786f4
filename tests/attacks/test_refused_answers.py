"""Hostile answer files that are refused, or read for what they are: characters, bytes, sizes, labels, names and paths."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attacks import landlords, payloads
from attacks.test_hostile_answers import LONG, ON, TEXTS, run

YEAR = "our-homes/2026"


def year(root: Path) -> Path:
    """A year with one harmless answer."""
    return landlords.written(root / "answers" / "our-homes" / "2026", [landlords.HARMLESS])


def ids(root: Path) -> set[str]:
    """What `check` finds, by id."""
    return {found["id"] for found in json.loads(run(root, "check", YEAR, "--json", *ON).stdout)}


def test_a_character_that_no_document_can_show_is_named_and_nothing_is_built(tmp_path: Path) -> None:
    folder = year(tmp_path)
    for payload in payloads.CONTROL if LONG else payloads.CONTROL[::4]:
        text = f"## 6.3 x\nComply: No\n\n### Commentary\n{payload}\n"
        (folder / "section-6.md").write_bytes(text.encode())
        assert "control-character" in ids(tmp_path), payload
        assert run(tmp_path, "build", YEAR, *ON).exit_code == 1
        assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("data", payloads.FILES, ids=lambda data: f"{data[:6]!r}-{len(data)}")
def test_bytes_that_are_no_text_are_refused_in_a_sentence_or_named(tmp_path: Path, data: bytes) -> None:
    folder = year(tmp_path)
    (folder / "section-6.md").write_bytes(b"## 6.3 x\nComply: No\n\n### Commentary\n" + data)
    found = ids(tmp_path)
    assert found & {"unreadable-file", "windows-1252"}
    before = (folder / "section-6.md").read_bytes()
    for command in (
        ["build", YEAR, *ON],
        ["tidy", YEAR],
        ["status", YEAR, *ON],
        ["form", YEAR, "--word", str(tmp_path / "f.docx")],
    ):
        run(tmp_path, *command)
    assert not (tmp_path / "output").exists()
    assert (folder / "section-6.md").read_bytes() == before or "windows-1252" in found


@pytest.mark.parametrize("number", range(len(payloads.BLOCKS)) if LONG else (1, 9, 13))
def test_what_is_far_too_long_or_deep_is_built_or_refused_in_a_sentence(tmp_path: Path, number: int) -> None:
    folder = year(tmp_path)
    block = payloads.BLOCKS[number]
    text = f"## 6.3 x\nComply: No\n\n### Evidence\n{block}\n\n### Commentary\n{block}\n\n### Action\nWhat: {block}\n\n### Note\n{block}\n"
    (folder / "section-6.md").write_bytes(text.encode())
    run(tmp_path, "check", YEAR, *ON)
    built = run(tmp_path, "build", YEAR, "--draft", *ON)
    assert built.exit_code in (0, 2), built.output
    assert (tmp_path / "output").exists() == (built.exit_code == 0)
    run(tmp_path, "tidy", YEAR)


LABELS = ("Homes", "Financial year end", "Code", "Period", "Submission year", "Last year", "Website", "Colour", "Shared answers")


def test_a_label_that_asks_for_something_exact_takes_nothing_else(tmp_path: Path) -> None:
    folder = year(tmp_path)
    whole = (folder / "landlord.md").read_text("utf-8")
    section = (folder / "section-1.md").read_text("utf-8")
    for payload in TEXTS if LONG else TEXTS[::12]:
        said = "".join(f"{label}: {payload}\n" for label in LABELS)
        text = f"# x\n\nLandlord: x\n{said}\n## Documents\n### x\nOutline: {payload}\n"
        (folder / "landlord.md").write_bytes(text.encode())
        (folder / "section-1.md").write_bytes(
            f"## 1.2 x\nComply: {payload}\nReviewed: {payload}\nAccept: {payload}\n\n### Action\nBy: {payload}\n".encode()
        )
        assert run(tmp_path, "check", YEAR, *ON).exit_code in (1, 2), payload
        assert run(tmp_path, "build", YEAR, *ON).exit_code in (1, 2), payload
    (folder / "landlord.md").write_text(whole, "utf-8")
    (folder / "section-1.md").write_text(section, "utf-8")
    assert run(tmp_path, "build", YEAR, "--draft", *ON).exit_code == 0


@pytest.mark.parametrize(
    "name", [text for text in payloads.TEXTS if "/" in text or "\\" in text or "." in text][:: 1 if LONG else 10]
)
def test_a_name_that_is_a_path_reaches_nothing_outside(tmp_path: Path, name: str) -> None:
    (tmp_path / "work").mkdir()
    year(tmp_path / "work")
    before = sorted(tmp_path.rglob("*"))
    for command in (
        ["new", f"{name}/2026"],
        ["new", f"our-homes/{name}"],
        ["check", name],
        ["build", name],
        ["board-paper", name],
    ):
        result = run(tmp_path / "work", *command)
        made = [path for path in tmp_path.rglob("*") if path not in before]
        answers = tmp_path / "work" / "answers"
        assert all(path.is_relative_to(answers) for path in made), (command, made)
        assert result.exit_code == 2 or made or command[0] != "new", command
