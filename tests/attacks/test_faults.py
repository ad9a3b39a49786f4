"""Commands that are killed, refused the disk or the right, robbed of files, and run twice at once: nothing is lost, nothing is half done.

After each: every answer file is whole and says the old or the new; output/ holds one set, whole; what was not killed has said in a sentence
why it could not be done; and the same command once more leaves, to the byte, what it leaves undisturbed: no file besides.

`make test` tries some points of the five chief commands, `make attack` all points of all nine, and 1,000 random moments. For the figures
of the long form: ATTACK=long pytest tests/attacks/test_faults.py
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attacks.deeds import COMMANDS, SETS, Deed, Tree, again, all_deeds, done, spoken, torn, tree, within
from attacks.faults import Ended, Server, serving

if sys.platform == "win32":
    pytest.skip("processes are forked", allow_module_level=True)

LONG = os.environ.get("ATTACK") == "long"
CHIEF = ("build", "import --merge", "new", "form", "save")
DEEDS = tuple(COMMANDS) if LONG else CHIEF
RANDOM_KILLS = {"build": 60, "import --merge": 40, "new": 300, "form": 250, "save": 350} if LONG else dict.fromkeys(CHIEF, 3)
FOR_EVER = 1_000_000
WRITING = (
    "write,pwrite64,writev,openat,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,ftruncate,fsync,fdatasync,link,linkat,"
    "chmod,fchmod,fchmodat"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def deeds(server: Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Deed]:
    return all_deeds(server, tmp_path_factory.mktemp("deeds"), DEEDS)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attacked") / "workspace"


def attacked(server: Server, deed: Deed, workspace: Path, **done_to: Any) -> Ended:
    """The command with this done to it in a fresh workspace; fails where anything is wrong then, or after the next run."""
    deed.fresh(workspace)
    (ended,) = server.run(workspace, (deed.command, done_to))
    wrong = ([] if ended.exit < 0 else spoken(ended)) + torn(deed, tree(workspace))
    assert (wrong or again(server, deed, workspace)) == [], (deed.name, done_to, ended.exit, ended.said[-500:])
    return ended


def touches(server: Server, deed: Deed, workspace: Path, *, reads: bool = False) -> list[str]:
    """What the command does to files, undisturbed, one after the other."""
    (ended,) = server.run(deed.fresh(workspace), (deed.command, {"at": 0}))
    return [touch for touch in ended.touches if reads or touch != "read"]


def points(count: int, few: int, many: int) -> list[int]:
    """The touches to strike at, spread from the first to the last: all where they are no more than ``many``."""
    wanted = min(count, many if LONG else few)
    return sorted({1 + round(i * (count - 1) / max(1, wanted - 1)) for i in range(wanted)})


# Killed


@pytest.mark.parametrize("name", RANDOM_KILLS)
def test_killed_at_random_moments(
    server: Server, deeds: dict[str, Deed], workspace: Path, name: str, figure: Callable[[str], None]
) -> None:
    deed, chance = deeds[name], random.Random(name)
    (whole,) = server.run(deed.fresh(workspace), (deed.command, {}))
    killed, tried, span = 0, 0, whole.seconds
    while killed < RANDOM_KILLS[name] and tried < 3 * RANDOM_KILLS[name]:
        ended = attacked(server, deed, workspace, kill=chance.random() * span)
        killed += ended.exit == -9
        tried += 1
        span = span if ended.exit == -9 else min(span, ended.seconds)
    figure(f"{name}: survived {killed} kills at random moments of its {span:.2f} s ({tried} tried)")
    assert killed >= RANDOM_KILLS[name] / 3


@pytest.mark.parametrize("name", DEEDS)
def test_killed_at_whatever_it_does_to_a_file(
    server: Server, deeds: dict[str, Deed], workspace: Path, name: str, figure: Callable[[str], None]
) -> None:
    kinds = touches(server, deeds[name], workspace)
    struck: Counter[str] = Counter()
    for at in points(len(kinds), 2, 12):
        ended = attacked(server, deeds[name], workspace, at=at, how="kill")
        struck["killed" if ended.exit == -9 else "ended"] += 1
    figure(f"{name}: survived {struck['killed']} kills at its {len(kinds)} touches of files ({dict(Counter(kinds))})")
    assert struck["killed"] == sum(struck.values())


@pytest.mark.parametrize("name", DEEDS)
def test_killed_at_every_system_call_that_writes(
    server: Server, deeds: dict[str, Deed], workspace: Path, name: str, figure: Callable[[str], None]
) -> None:
    if not LONG:
        pytest.skip("the short form kills at Python's own calls")
    if not shutil.which("strace"):
        pytest.skip("needs strace")
    log = workspace.parent / "strace.txt"
    (ended,) = server.run(deeds[name].fresh(workspace), (deeds[name].command, {"trace": WRITING, "inject": "", "log": str(log)}))
    if not log.is_file() or not log.read_text():
        pytest.skip("this machine lets no process be traced")
    assert ended.exit == 0
    calls = system_calls(log.read_text(), workspace)
    struck: Counter[str] = Counter()
    for call, number in calls:
        ended = attacked(server, deeds[name], workspace, trace=WRITING, inject=f"{call}:signal=SIGKILL:when={number}")
        struck["killed" if ended.exit == -9 else "ended"] += 1
    figure(f"{name}: survived {struck['killed']} kills at its {len(calls)} system calls that write")
    assert struck["killed"] > 0.9 * len(calls)


def system_calls(log: str, workspace: Path) -> list[tuple[str, int]]:
    """Each call that writes in the workspace: its name, and which of that name it is in its thread."""
    counted: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, int], None] = {}
    for line in log.splitlines():
        match = re.match(r"(\d+) +(\w+)\((.*)", line)
        if not match:
            continue
        counted[match[1], match[2]] += 1
        opens = match[2] == "openat" and not re.search(r"O_CREAT|O_WRONLY|O_RDWR", match[3])
        inside = str(workspace) in match[3] or (
            '"' in match[3] and "AT_FDCWD" not in match[3] and "/" not in match[3].split('"')[1]
        )
        if inside and not opens:
            found[match[2], counted[match[1], match[2]]] = None
    return list(found)


# Refused


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("how", ["full", "denied"])
def test_a_full_disk_or_a_right_taken_away_at_any_write(
    server: Server, deeds: dict[str, Deed], workspace: Path, name: str, how: str, figure: Callable[[str], None]
) -> None:
    kinds = touches(server, deeds[name], workspace)
    ends: Counter[int] = Counter()
    for at in points(len(kinds), *((2, 10) if how == "full" else (1, 6))):
        ends[attacked(server, deeds[name], workspace, at=at, how=how, times=FOR_EVER).exit] += 1
    figure(f"{name}: {how} from each of {sum(ends.values())} of its {len(kinds)} writes on; ended with {dict(ends)}")
    assert ends[2] > 0


@pytest.mark.parametrize("name", DEEDS)
def test_a_file_that_is_held_by_another_program_as_windows_says_it(
    server: Server, deeds: dict[str, Deed], workspace: Path, name: str, figure: Callable[[str], None]
) -> None:
    kinds = touches(server, deeds[name], workspace, reads=True)
    renames = [at for at, kind in enumerate(kinds, start=1) if kind == "rename"]
    ends: Counter[int] = Counter()
    for at in renames[:2] if LONG else renames[:1]:
        ended = attacked(server, deeds[name], workspace, at=at, how="busy", times=3)
        assert ended.exit == 0, (name, at, ended.said)
    for at in points(len(kinds), 1, 4):
        ends[attacked(server, deeds[name], workspace, at=at, how="busy", times=FOR_EVER).exit] += 1
    figure(f"{name}: a file held for a moment at its renames, and done; at {sum(ends.values())} touches for ever: {dict(ends)}")


@pytest.mark.parametrize("name", DEEDS)
def test_files_that_vanish_when_they_are_about_to_be_read(
    server: Server, deeds: dict[str, Deed], workspace: Path, name: str, figure: Callable[[str], None]
) -> None:
    deed = deeds[name]
    kinds = touches(server, deed, workspace, reads=True)
    reads = [at for at, kind in enumerate(kinds, start=1) if kind == "read"]
    ends: Counter[int] = Counter()
    for at in reads[:: max(1, len(reads) // (5 if LONG else 2))]:
        (ended,) = server.run(deed.fresh(workspace), (deed.command, {"at": at, "how": "gone"}))
        now = tree(workspace)
        now.pop("taken-away", None)
        wrong = [each for each in torn(deed, now) if "is missing" not in each and "is no whole set" not in each]
        assert spoken(ended) + wrong == [], (name, at, ended.said[-500:])
        (next_run,) = server.run(workspace, (deed.command, {}))
        assert spoken(next_run) == []
        if ended.exit == 0:  # what was made is made of what is left, all of it
            assert within(tree(workspace), SETS[0]) == within(now, SETS[0]), (name, at)
        ends[ended.exit] += 1
    figure(f"{name}: a file taken away at {sum(ends.values())} of {len(reads)} reads; ended with {dict(ends)}")


@pytest.mark.parametrize("name", DEEDS)
def test_a_disk_that_is_really_full(server: Server, deeds: dict[str, Deed], name: str, figure: Callable[[str], None]) -> None:
    if not LONG:
        pytest.skip("the short form has errors in the place of a full disk")
    with tempfile.TemporaryDirectory() as place:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "none", place], capture_output=True, check=False)
        if mounted.returncode:
            pytest.skip("needs the right to mount a small disk")
        try:
            ends = [_on_a_disk_with(server, deeds[name], Path(place), free) for free in (0, 8, 32, 128, 512, 1024)]
        finally:
            subprocess.run(["umount", "-l", place], check=True)
    figure(f"{name}: on {len(ends)} disks with less and less left; ended with {dict(Counter(ends))}")
    assert 2 in ends


def _on_a_disk_with(server: Server, deed: Deed, place: Path, free: int) -> int:
    """How the command ends where there are so many KB left."""
    workspace = deed.fresh(place / "workspace")
    ballast = place / "ballast"
    left = os.statvfs(place)
    ballast.write_bytes(bytes(max(0, left.f_bavail * left.f_frsize - free * 1024)))
    (ended,) = server.run(workspace, (deed.command, {}))
    wrong = spoken(ended) + torn(deed, tree(workspace))
    ballast.unlink()
    assert (wrong or again(server, deed, workspace)) == [], (deed.name, free, ended.said[-500:])
    return ended.exit


@pytest.mark.parametrize("name", DEEDS)
def test_folders_and_files_that_may_not_be_written(server: Server, deeds: dict[str, Deed], name: str, tmp_path: Path) -> None:
    deed = deeds[name]
    user = {"plain": True} if os.geteuid() == 0 else {}
    workspace = deed.fresh(tmp_path / "workspace")
    folders = [workspace, *(path for path in workspace.rglob("*") if path.is_dir())]
    for path in folders:
        path.chmod(0o555)
    (ended,) = server.run(workspace, (deed.command, user))
    for path in folders:
        path.chmod(0o755)
    assert ended.exit == 2, ended.said
    assert spoken(ended) + torn(deed, tree(workspace)) == []
    assert again(server, deed, workspace, **user) == []


# Two at once

OTHER_SAVE = ["save", "our-homes/2026", "1.2", "Words that were saved meanwhile."]
PAIRS = {
    "build and build": ("build", COMMANDS["build"]),
    "build and save": ("build", COMMANDS["save"]),
    "import --merge and save": ("import --merge", OTHER_SAVE),
    "new and new": ("new", COMMANDS["new"]),
    "import --merge and import --merge": ("import --merge", COMMANDS["import --merge"]),
    "save and save": ("save", [*COMMANDS["save"][:2], "6.4", "Words of somebody else."]),
    "form and form": ("form", COMMANDS["form"]),
    "review and save": ("review", COMMANDS["save"]),
    "approve and save": ("approve", COMMANDS["save"]),
    "approve and build": ("approve", COMMANDS["build"]),
}


@pytest.mark.parametrize("pair", [pair for pair, (name, _) in PAIRS.items() if name in DEEDS])
def test_two_at_once(server: Server, deeds: dict[str, Deed], workspace: Path, pair: str, figure: Callable[[str], None]) -> None:
    name, other = PAIRS[pair]
    deed, chance = deeds[name], random.Random(pair)
    orders, alone = _one_after_the_other(server, deed, other, workspace)
    (whole,) = server.run(deed.fresh(workspace), (deed.command, {}))
    ends: Counter[str] = Counter()
    for turn in range(6 if LONG else 1):
        later = chance.random() * whole.seconds * (turn > 0)
        both = server.run(deed.fresh(workspace), (deed.command, {}), (other, {"after": later}))
        now = _left(workspace)
        allowed = [*orders, *(alone if any(ended.exit == 2 for ended in both) else [])]
        differs = [sorted(n for n in state.keys() | now.keys() if state.get(n) != now.get(n)) for state in allowed]
        assert now in allowed, (pair, later, min(differs, key=len), [(e.exit, e.said[-300:]) for e in both])
        assert [wrong for ended in both for wrong in spoken(ended)] == []
        ends[" and ".join(str(ended.exit) for ended in both)] += 1
    figure(f"{pair}: at once {sum(ends.values())} times; ended with {dict(ends)}")


def _one_after_the_other(server: Server, deed: Deed, other: list[str], workspace: Path) -> tuple[list[Any], list[Any]]:
    """The workspaces that both leave in either order, and those that each leaves alone."""
    orders, alone = [], []
    for first, second in ((deed.command, other), (other, deed.command)):
        done(server, deed.fresh(workspace), first)
        alone.append(_left(workspace))
        server.run(workspace, (second, {}))
        orders.append(_left(workspace))
    return orders, alone


def _left(workspace: Path) -> Tree:
    """The workspace without the records of what documents were made of: one of a moment in between is one more build, and no other."""
    return {name: content for name, content in tree(workspace).items() if not name.endswith(".made.json")}
