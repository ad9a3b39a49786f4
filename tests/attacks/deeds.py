"""What is attacked: each command with the workspace that it begins in, the one that it leaves, and what may be there if it is stopped."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tools
from attacks.faults import Ended, Server

Tree = dict[str, bytes]

YEAR = "exemplar-homes/2026"
ANSWERS = f"answers/{YEAR}"
ON = ("--on", "2026-11-22")
SETS = (f"output/{YEAR}", "answers/exemplar-homes/2027", f"{ANSWERS}/approved/2026-08-01-board")
"""Folders that come and go as a whole."""
COMMANDS: Mapping[str, list[str]] = {
    "build": ["build", YEAR, "--draft", *ON],
    "import --merge": ["import", "in/published.json", "--merge", "--into", "our-homes/2026"],
    "new": ["new", "exemplar-homes/2027", "--from", YEAR, *ON],
    "form": ["form", YEAR, "--word", "form.docx", "--excel", "form.xlsx"],
    "save": ["save", YEAR, "6.3", "Other words.\n\nAnd some more of them."],
    "approve": ["approve", YEAR, "--date", "1 August 2026", "--minute", "9", "--anyway", *ON],
    "correct": ["correct", YEAR, "--provision", "6.1", "--by", "Officer", "--why", "A slip", "--date", "2026-08-01", *ON],
    "review": ["review", YEAR, "--section", "1", "--section", "2", "--section", "6", "--by", "Officer", "--on", "2025-06-02"],
    "tidy": ["tidy", YEAR],
}


@dataclass(frozen=True)
class Deed:
    """A command, the folder that holds the workspace ``before`` it, and what the same workspace holds after it."""

    name: str
    command: list[str]
    before: Path
    after: Tree

    def fresh(self, folder: Path) -> Path:
        """The workspace as it was before, in the folder and nothing else."""
        if folder.exists():
            for path in folder.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        return Path(shutil.copytree(self.before, folder, dirs_exist_ok=True))


def tree(folder: Path) -> Tree:
    """Every file below the folder, and every empty folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"a folder"
        for path in folder.rglob("*")
        if path.is_file() or not any(path.iterdir())
    }


def all_deeds(server: Server, folder: Path, names: Iterable[str]) -> dict[str, Deed]:
    """The deeds of these names, each done once undisturbed in the folder."""
    base = folder / "base"
    shutil.copytree(tools.EXAMPLES / "exemplar-homes", base / "answers" / "exemplar-homes")
    (base / "in").mkdir()
    done(server, base, COMMANDS["build"])
    published = base / "output" / YEAR / "exemplar-homes-2026-self-assessment-draft.json"
    shutil.copy(published, base / "in" / "published.json")
    _emptied(base)
    prepared: dict[str, Callable[[Path], None]] = {"build": _changed, "correct": _changed, "tidy": _untidy, "review": _unread}
    deeds = {}
    for name in names:
        command = COMMANDS[name]
        before, worked = folder / name / "before", folder / name / "after"
        shutil.copytree(base, before)
        prepared.get(name, lambda _: None)(before)
        shutil.copytree(before, worked)
        done(server, worked, command)
        after = tree(worked)
        assert after != tree(before), name
        deeds[name] = Deed(name, command, before, after)
        shutil.rmtree(worked)
    return deeds


def done(server: Server, folder: Path, command: list[str]) -> Ended:
    """The command, undisturbed."""
    (ended,) = server.run(folder, (command, {}))
    assert ended.exit in (0, 1), (command, ended.said)
    return ended


def _emptied(workspace: Path) -> None:
    """Another landlord's year in which an answer of each section lacks its commentary, and landlord.md its website."""
    year = workspace / "answers" / "our-homes" / "2026"
    shutil.copytree(workspace / ANSWERS, year, ignore=shutil.ignore_patterns("approved"))
    for path in year.glob("section-*.md"):
        path.write_bytes(re.sub(rb"(?s)### Commentary\n.*?(?=\n## )", b"", path.read_bytes(), count=1))
    path = year / "landlord.md"
    path.write_bytes(re.sub(rb"(?m)^(Website:|Last year:|Approved:).*$", rb"\1", path.read_bytes()))


def _changed(workspace: Path) -> None:
    for name in ("section-1.md", "section-6.md", "section-9.md"):
        path = workspace / ANSWERS / name
        path.write_bytes(re.sub(rb"(### Commentary\n)", rb"\1Words that were put in later.\n\n", path.read_bytes(), count=1))


def _unread(workspace: Path) -> None:
    for path in (workspace / ANSWERS).glob("section-*.md"):
        path.write_bytes(re.sub(rb"(?m)^Reviewed:.*\n", b"", path.read_bytes()))


def _untidy(workspace: Path) -> None:
    for name in ("section-1.md", "section-6.md", "section-9.md"):
        path = workspace / ANSWERS / name
        path.write_bytes(re.sub(rb"(?m)^> .*\n", b"> Landlords may do as they like.\n", path.read_bytes(), count=1))


# What may be there when a command was stopped


def torn(deed: Deed, now: Tree, *others: Deed) -> list[str]:
    """What is neither as it was before nor as it is after the deed, or one of the ``others`` that ran at the same time."""
    before = tree(deed.before)
    states = [before, deed.after, *(other.after for other in others)]
    wrong = []
    for name in sorted({path for state in (*states, now) for path in state}):
        if _hidden(name) or _set_of(name):
            continue
        if now.get(name) not in [state.get(name) for state in states]:
            state = f"is neither the old nor the new: {len(now[name])} bytes" if name in now else "is missing"
            wrong.append(f"{name} {state}")
    for place in SETS:
        held = within(now, place)
        sets = [within(state, place) for state in states]
        if held in sets or (not held and _aside(now, place) in sets):
            continue
        wrong.append(f"{place} is no whole set: {sorted(held)}")
    return wrong


def within(held: Tree, place: str) -> Tree:
    """What lies in a folder of the tree."""
    return {name.removeprefix(f"{place}/"): content for name, content in held.items() if name.startswith(f"{place}/")}


def _aside(held: Tree, place: str) -> Tree:
    """The old set, where a command was killed just before it put the new one in place."""
    folder, _, name = place.rpartition("/")
    return within(held, f"{folder}/.{name}.old")


def _set_of(name: str) -> bool:
    return any(name.startswith(f"{place}/") for place in SETS)


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def spoken(ended: Ended) -> list[str]:
    """What is wrong with how a command ended that was not killed: it has to be done, or to say in words why not."""
    if "Traceback" in ended.said or ended.exit not in (0, 1, 2):
        return [f"ended with {ended.exit}: {ended.said[-1500:]}"]
    return [] if ended.exit == 0 or ended.said.strip() else [f"ended with {ended.exit} and said nothing"]


def again(server: Server, deed: Deed, folder: Path, **done_to: Any) -> list[str]:
    """What is wrong when the same command is given once more: it has to end well, and to leave what it leaves undisturbed."""
    (ended,) = server.run(folder, (deed.command, done_to))
    wrong = spoken(ended)
    now = tree(folder)
    for name in sorted(now.keys() | deed.after.keys()):
        if now.get(name) != deed.after.get(name):
            state = "missing" if name not in now else "left behind" if name not in deed.after else "other than it should be"
            wrong.append(f"after the next run {name} is {state} ({ended.exit}: {ended.said[-300:].strip()})")
    return wrong
