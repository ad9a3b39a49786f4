"""Every command but `edit`, run one after another as an officer would, each in a process of its own that is refused the network.

The workspace holds the examples and, wherever something is not for publication, words that tell where they came from.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import tools

REFUSING = Path(__file__).resolve().parent / "refusing"
PRIVATE = {
    "owner": "Quillwort",  # who answers for a provision
    "reviewer": "Pennyroyal",
    "reason": "Figwort",  # why a warning is accepted
    "note": "Henbane",
    "comment": "Dodder",  # lines that begin with >
    "corrector": "Cudweed",  # who corrected, and why: the board paper of a later meeting says it
    "policy": "Melilot",  # the outline of a policy
    "part": "Sowthistle",  # where the parts of the annual report are
}
"""Words that stand in answer files and are not for publication."""

OLD, NEW = "exemplar-homes/2026", "exemplar-homes/2027"
DAY, LATER = ("--on", "2026-08-01"), ("--on", "2026-09-01")
PUBLISHED = "output/exemplar-homes/2026/exemplar-homes-2026-self-assessment"


@dataclass(frozen=True)
class Edit:
    """Something that an officer writes between two commands."""

    make: Callable[[Path], None]


def _in(path: Path, pattern: str, words: str) -> None:
    """Put words in the place of the first that the pattern finds."""
    text, count = re.subn(pattern, words, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert count == 1, (path, pattern)
    path.write_text(text, encoding="utf-8")


def _private_words(workspace: Path) -> None:
    year = workspace / "answers" / OLD
    _in(year / "section-6.md", r"^Owner:.*$", f"Owner: {PRIVATE['owner']}")
    _in(year / "section-6.md", r"^Reviewed: (.*?),.*$", rf"Reviewed: \1, {PRIVATE['reviewer']}")
    _in(year / "section-6.md", r"^Comply: Yes$", f"Comply: Yes\nAccept: no-evidence, {PRIVATE['reason']}")
    _in(year / "section-6.md", r"^(# .*)$", rf"\1\n\n> {PRIVATE['comment']}")
    _in(year / "landlord.md", r"^(# .*)$", rf"\1\n\n> {PRIVATE['comment']}")
    _in(year / "landlord.md", r"^Part a:.*$", f"Part a: {PRIVATE['part']}")
    (workspace / "our-policy.md").write_text(
        f"# Complaints policy\n\n## 1 Purpose\n\n{PRIVATE['policy']} listens.\n\n## 2 Stages\n\nThere are two stages.\n",
        encoding="utf-8",
    )


def _corrected(workspace: Path) -> None:
    _in(workspace / "answers" / OLD / "section-6.md", r"^### Commentary\n", "### Commentary\nA figure was put right. ")


def _notes(workspace: Path) -> None:
    for path in (workspace / "answers" / NEW).glob("section-*.md"):
        _in(path, r"^### Commentary\n", f"### Note\n{PRIVATE['note']}\n\n### Commentary\n")


RUNS: tuple[tuple[str, ...] | Edit, ...] = (
    Edit(_private_words),
    ("check", OLD, *DAY),
    ("check", "--all", "--workers", "2", *DAY),
    ("build", "--all", "--workers", "2", "--draft", *DAY),
    ("policy", "our-policy.md", OLD, "--title", "Our own policy", *DAY),
    ("evidence", OLD, "--provision", "6.3"),
    ("submission", OLD, "--word", "made/submission.docx", *DAY),
    ("compare", OLD, "--web", "made/changes.html", "--word", "made/changes.docx", *DAY),
    ("board-paper", OLD, "--output", "made/paper.docx", *DAY),
    ("board-paper", OLD, "--pdf", "--output", "made/paper.pdf", *DAY),
    Edit(_corrected),
    ("correct", OLD, "--provision", "6.1", "--by", PRIVATE["corrector"], "--why", PRIVATE["corrector"], *DAY),
    ("build", OLD, "--pdf", *DAY),
    ("import", f"{PUBLISHED}.docx", "--into", "made/imported/word"),
    ("import", f"{PUBLISHED}.xlsx", "--into", "made/imported/excel"),
    ("import", f"{PUBLISHED}.pdf", "--into", "made/imported/pdf"),
    ("import", *(f"output/{OLD}/section-{number}.html" for number in range(1, 10)), "--into", "made/imported/pages"),
    ("new", NEW, "--from", OLD, *LATER),
    Edit(_notes),
    ("tidy", NEW),
    ("review", NEW, "--section", "1", "--by", PRIVATE["reviewer"], *LATER),
    ("form", NEW, "--word", "made/form.docx", "--excel", "made/form.xlsx"),
    ("import", "made/form.docx", "--merge", "--into", NEW),
    ("build", NEW, "--draft", "--pdf", *LATER),
    ("compare", NEW, "--web", "made/changes-2027.html", "--word", "made/changes-2027.docx", *LATER),
    ("board-paper", NEW, "--draft", "--output", "made/paper-2027.docx", *LATER),
    ("board-paper", NEW, "--draft", "--pdf", "--output", "made/paper-2027.pdf", *LATER),
    ("approve", "tidewater-marsh/2026", "--date", "23 July 2026", "--minute", "7.2", "--anyway", *DAY),
    ("status", "--all", *DAY),
    ("heat-map", "--web", "made/heat-map.html", "--excel", "made/heat-map.xlsx", *DAY),
    ("actions", "--csv", "made/actions.csv", *DAY),
    ("codes", "--full"),
)


def workspace(root: Path) -> Path:
    """A workspace with the examples."""
    shutil.copytree(tools.EXAMPLES, root / "answers")
    (root / "made").mkdir()
    return root


def commands() -> list[tuple[str, ...]]:
    """The runs that are commands."""
    return [run for run in RUNS if isinstance(run, tuple)]


def refusing(log: Path) -> dict[str, str]:
    """The environment of a process that is refused the network, and what it tried is in the log."""
    path = os.pathsep.join([str(REFUSING), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, "REFUSED_TO": str(log), "PYTHONIOENCODING": "utf-8"}


def carried_out(
    root: Path, log: Path, before: tuple[str, ...] = (), leave_out: Container[str] = (), **environment: str
) -> Iterator[tuple[str, ...]]:
    """Each command, once it has been run in the workspace; an AssertionError where one failed."""
    env: Mapping[str, str] = {**refusing(log), **environment}
    for run in RUNS:
        if isinstance(run, Edit):
            run.make(root)
        if not isinstance(run, tuple) or run[0] in leave_out:
            continue
        command = [*before, sys.executable, "-m", "generator", *run]
        done = subprocess.run(
            command, cwd=root, env=env, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
        )
        assert done.returncode == 0, (run, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
        yield run
