"""Hostile files given to every command that reads documents: bounded time and memory, one sentence, and nothing written.

`make attack` damages each good document in a hundred places and tries every command; `make test` in a few places, and imports.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tools
from attacks import files
from attacks.confined import Ended, confined

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")

LONG = os.environ.get("ATTACK") == "long"
DAMAGES = 100 if LONG else 3
MEGABYTES = 1_000
SECONDS = 60
"""What docs/importing.md promises."""
SHORT = (
    "laughs.docx",
    "one-part.xlsx",
    "lying.docx",
    "deep.html",
    "spans.html",
    "itself.pdf",
    "deep.json",
    "surrogate.json",
    "wide.docx",
    "fields.docx",
    "levels.docx",
    "long-address.docx",
    "same-text.xlsx",
    "same-sheet.xlsx",
    "down.html",
    "rule.txt",
    "spaces.txt",
    "again.txt",
    "links.pdf",
)

COMMANDS = {
    "import": ("import", "{file}", "--into", "our-homes/new"),
    "merge": ("import", "{file}", "--merge", "--into", "exemplar-homes/2026"),
    "policy": ("policy", "{file}", "exemplar-homes/2026", "--title", "{file}"),  # each beside the others
    "compare": ("compare", "{file}", "exemplar-homes/2026", "--on", "2026-07-01"),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with the example landlord, and a folder for files beside its answers."""
    shutil.copytree(tools.EXAMPLES / "exemplar-homes" / "2026", tmp_path / "answers" / "exemplar-homes" / "2026")
    (tmp_path / "in").mkdir()
    return tmp_path


def held(folder: Path) -> dict[Path, bytes]:
    """Every file in the workspace, but for those that are read."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.parent.name != "in"}


def given(workspace: Path, command: str, documents: dict[str, bytes]) -> dict[str, Ended]:
    """How the command ended for each document."""
    for name, data in documents.items():
        (workspace / "in" / name).write_bytes(data)
    jobs = [[part.format(file=f"in/{name}") for part in COMMANDS[command]] for name in documents]
    return dict(zip(documents, confined(jobs, workspace), strict=True))


def within_limits(name: str, ended: Ended) -> None:
    assert "Traceback" not in ended.said, (name, ended.said[-1500:])
    assert ended.exit in (0, 1, 2), (name, ended)
    assert ended.seconds < SECONDS, (name, ended.seconds)
    assert ended.megabytes < MEGABYTES, (name, ended.megabytes)


def most(ends: dict[str, Ended]) -> str:
    """How many there were, how many of them were refused, and what the most demanding one took."""
    refused = sum(ended.exit == 2 for ended in ends.values())
    seconds, megabytes = (max((getattr(ended, of), name) for name, ended in ends.items()) for of in ("seconds", "megabytes"))
    return (
        f"{len(ends)} files, {refused} refused; at most {seconds[0]:.1f} s of the processor ({seconds[1]})"
        f" and {megabytes[0]:.0f} MB ({megabytes[1]})"
    )


@pytest.mark.parametrize("command", COMMANDS if LONG else ("import",))
def test_a_hostile_file_is_refused_in_a_sentence_within_limits_and_nothing_is_written(
    workspace: Path, command: str, figure: Callable[[str], None]
) -> None:
    made = {name: make() for name, make in files.REFUSED.items() if LONG or name in SHORT}
    before = held(workspace)
    ends = given(workspace, command, made)
    for name, ended in ends.items():
        within_limits(name, ended)
        if command in ("import", "merge"):
            assert ended.exit == 2, (name, ended.said[-500:])
        if ended.exit == 2:
            assert len(ended.said.strip().splitlines()) == 1, (name, ended.said)
            assert name in ended.said, (name, ended.said)
    if command != "policy":  # whatever has words may be a policy
        assert held(workspace) == before
    assert not Path("/tmp/attacked").exists()
    figure(f"{command}: {most(ends)}")


@pytest.mark.parametrize("command", COMMANDS if LONG else ("import",))
def test_a_damaged_document_is_read_or_refused_in_a_sentence(
    workspace: Path, command: str, figure: Callable[[str], None]
) -> None:
    damaged = dict(files.damaged(DAMAGES))
    refused = 0
    ends = given(workspace, command, damaged)
    for name, ended in ends.items():
        within_limits(name, ended)
        if ended.exit == 2:
            refused += 1
            assert len(ended.said.strip().splitlines()) == 1, (name, ended.said)
    assert refused > len(damaged) / 4
    figure(f"{command}: {most(ends)}")


@pytest.mark.parametrize("name", files.GOOD)
def test_the_same_documents_undamaged_are_imported(workspace: Path, name: str) -> None:
    ended = given(workspace, "import", {name: files.good()[name]})[name]
    assert ended.exit in (0, 1), ended.said
    assert (workspace / "answers" / "our-homes" / "new" / "landlord.md").is_file()
