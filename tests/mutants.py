"""Mutation testing: python tests/mutants.py --sample 200 --seed 1 reading view (no name: every group).

mutmut changes the program in one small way at a time (a condition turned round, an argument left out, a text altered) and runs the tests
that reach the changed function; a change that no test notices survives. The groups, each with its modules and its tests, stand in
pyproject.toml under [tool.mutants]. There are thousands of such changes, so a sample is drawn from each group by chance, the same one for
the same seed, and what is said of all is said as an interval (Wilson's, 95 %).

Survivors that change nothing that anybody could notice stand in mutants-equivalent.toml with the reason, and are not counted. Every
other one is printed. Ends with 1 where fewer than ``--goal`` in a hundred are noticed in a group. Works on a copy, in build/mutants/. Needs
mutmut (requirements/mutants.txt) and a system that can fork, so not Windows.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = ROOT / "build" / "mutants"
EQUIVALENT = Path(__file__).resolve().with_name("mutants-equivalent.toml")
COPIED = ("generator", "templates", "tests", "answers", "docs")
SURVIVED = "survived"
UNTESTED = "no tests"
NOTICED = ("killed", "timeout", "segfault")


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change that no test noticed: what was taken out of the file and what was put in, without the space around the lines."""

    name: str
    file: str
    was: str
    became: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a group: of ``made`` mutants ``drawn`` were tried."""

    group: str
    made: int
    drawn: int
    survivors: tuple[Survivor, ...]
    equivalent: int

    @property
    def counted(self) -> int:
        return self.drawn - self.equivalent

    @property
    def killed(self) -> int:
        return self.counted - len(self.survivors)

    @property
    def line(self) -> str:
        low, high = interval(self.killed, self.counted)
        return (
            f"{self.group:<11} {self.made:>6} {self.drawn:>6} {self.killed:>7} {len(self.survivors):>9} {self.equivalent:>11}"
            f" {100 * self.killed / self.counted:>7.1f} %   {100 * low:.1f} to {100 * high:.1f} %"
        )


def interval(hits: int, tries: int) -> tuple[float, float]:
    """Wilson's interval of 95 % for a share."""
    z = 1.96
    share, spread = hits / tries, 1 + z * z / tries
    middle = (share + z * z / (2 * tries)) / spread
    half = z * math.sqrt(share * (1 - share) / tries + z * z / (4 * tries * tries)) / spread
    return max(0.0, middle - half), min(1.0, middle + half)


def mutated(group: str, settings: dict[str, Any], sample: int, seed: int, workers: int) -> Result:
    """Draw from a group's mutants and try each one."""
    place = _copy(group, settings)
    with chdir(place):
        from mutmut.configuration import reset_config

        reset_config()
        names = _names(workers)
        drawn = sorted(random.Random(f"{group} {seed}").sample(names, min(sample, len(names))))
        with open("log.txt", "w", encoding="utf-8") as log:  # noqa: PTH123 in the folder that we stand in
            command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(workers), *drawn]
            done = subprocess.run(command, stdout=log, stderr=log, check=False)
        states = _states()
        if done.returncode or any(states[name] not in (SURVIVED, UNTESTED, *NOTICED) for name in drawn):
            sys.exit(f"{group}: mutmut did not come to its end; see {place / 'log.txt'}")
        left = [_survivor(name) for name in drawn if states[name] not in NOTICED]
        known = {(each["file"], each["was"], each["became"]) for each in _equivalent()}
        counted = [each for each in left if (each.file, each.was, each.became) not in known]
        survivors = tuple(each for each in counted if not _noticed_alone(each.name, settings))
    return Result(group, len(names), len(drawn), survivors, len(left) - len(counted))


def _noticed_alone(name: str, settings: dict[str, Any]) -> bool:
    """Whether a test notices it that needs a process of its own: what a fork holds of some libraries is no use to it."""
    if not settings["alone"]:
        return False
    options = ["-x", "-q", "-p", "no:cacheprovider", *settings["without"][:2], "-k", settings["alone"]]
    with open("alone.txt", "a", encoding="utf-8") as log:  # noqa: PTH123 as above
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *_tests(settings)],
            cwd="mutants",
            env=os.environ | {"MUTANT_UNDER_TEST": name},
            stdout=log,
            stderr=log,
            check=False,
        )
    if done.returncode not in (0, 1):
        sys.exit(f"{name}: its tests did not come to their end; see {Path('alone.txt').resolve()}")
    return done.returncode == 1


def _tests(settings: dict[str, Any]) -> list[str]:
    return sorted(f"tests/{path.name}" for name in settings["tests"] for path in (ROOT / "tests").glob(f"test_{name}.py"))


def _copy(group: str, settings: dict[str, Any]) -> Path:
    """What the tests need, in a folder of the group's own, with mutmut's settings."""
    place = SCRATCH / group
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    shutil.copy(ROOT / "pyproject.toml", place)
    lists = {
        "source_paths": ["generator"],
        "only_mutate": settings["modules"],
        "do_not_mutate": settings["except"] or ["tests/*"],
        "also_copy": COPIED[1:],
        "pytest_add_cli_args": ["-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": [*_tests(settings), *settings["without"]],
    }
    lines = ["[mutmut]", "use_git_change_detection = false", "timeout_constant = 2.0", "timeout_multiplier = 30.0"]
    for key, values in lists.items():
        lines += [f"{key} =", *(f"    {value}" for value in values)]
    (place / "setup.cfg").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return place


def _names(workers: int) -> list[str]:
    """Make all mutants of the group whose folder this is; gives back their names."""
    from mutmut.__main__ import create_mutants
    from mutmut.utils.file_utils import copy_src_dir

    with redirect_stdout(io.StringIO()):
        copy_src_dir()
        create_mutants(workers)
    return list(_states())


def _states() -> dict[str, str]:
    """What came of each mutant, in mutmut's words."""
    from mutmut.stats import status_by_exit_code

    found = (json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"] for path in sorted(Path("mutants").rglob("*.meta")))
    return {name: status_by_exit_code[code] for codes in found for name, code in codes.items()}


def _survivor(name: str) -> Survivor:
    from mutmut.mutation.diff_apply import find_mutant, get_diff_for_mutant

    file = Path(find_mutant(name).path).as_posix()
    lines = get_diff_for_mutant(name).splitlines()[2:]
    was, became = (" ".join(" ".join(line[1:] for line in lines if line[:1] == sign).split()) for sign in "-+")
    return Survivor(name, file, was, became)


def _equivalent() -> Sequence[dict[str, str]]:
    return tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("mutant", [])


def main() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutants"]
    parser = argparse.ArgumentParser(description="Mutation testing of a sample.")
    parser.add_argument("groups", nargs="*", help=f"of {', '.join(settings['groups'])}; all where none is named")
    parser.add_argument("--sample", type=int, default=200, help="mutants of each group")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--goal", type=int, default=90, help="how many in a hundred have to be noticed")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    results = []
    for group in asked.groups or settings["groups"]:
        own = {"without": settings["without"], "alone": "", **settings["groups"][group]}
        result = mutated(group, own, asked.sample, asked.seed, asked.workers)
        results.append(result)
        for each in result.survivors:
            print(f"{each.name}\n  {each.file}\n  - {each.was}\n  + {each.became}", flush=True)
    everything = Result(
        "all",
        sum(result.made for result in results),
        sum(result.drawn for result in results),
        tuple(each for result in results for each in result.survivors),
        sum(result.equivalent for result in results),
    )
    print(f"Seed {asked.seed}\n{'':<12}  made  drawn  killed  survived  equivalent   killed   of all, 95 %")
    print("\n".join(result.line for result in (*results, everything)))
    sys.exit(any(100 * result.killed < asked.goal * result.counted for result in results))


if __name__ == "__main__":
    main()
