"""How long the program takes, as ratios taken in one run: whole processes in turn, after a warm-up, medians.

    make bench                                        everything: a quarter of an hour and more
    python benchmarks/bench.py --small --to FOLDER    a few runs and landlords, to see that it works

It prints a table, and writes results.json and growth.png into the folder. It fails nothing: what the figures should be, and what they
are, stands in docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import editor
import many

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "answers" / "exemplar-homes" / "2026"
DAY = ("--on", "2026-08-01")

PANDOC = "pandoc, Word file alone"

FLOORS = {
    "build": "import click, yaml, lxml.etree, jinja2, nh3, openpyxl, xlsxwriter",
    "asked": "import yaml, pydantic, docx, openpyxl, jinja2, markdown",
}
"""What importing the libraries alone takes: those that build uses, and those that a landlord's first idea would be."""


@dataclass
class Measure:
    """A command's figures: seconds on the clock and of processor time, the medians of its runs, and the most memory in MB."""

    seconds: float
    processor: float
    memory: float


def once(command: Sequence[str | Path], folder: Path) -> tuple[float, float, float]:
    """One run of a whole process: clock, processor time, most memory. Raises CalledProcessError where it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder, env=_environment()) as running:
        said = running.stderr.read() if running.stderr else b""
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, [str(part) for part in command], stderr=said)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, spent, used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def _environment() -> dict[str, str]:
    """With the compiled program kept, as it is for users."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PYTHONPATH": str(ROOT)}


def in_turn(commands: dict[str, Callable[[], Sequence[str | Path]]], runs: int, folder: Path) -> dict[str, Measure]:
    """The commands one after the other, round by round, so that what else the machine does falls on all of them."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            figures = once(command(), folder)
            if turn:  # the first warms up
                found[name].append(figures)
    return {name: Measure(*(statistics.median(column) for column in zip(*rows, strict=True))) for name, rows in found.items()}


def commands(folder: Path) -> dict[str, Callable[[], Sequence[str | Path]]]:
    """The commands for the example, in a copy of it."""
    python = sys.executable
    shutil.copytree(ROOT / "answers", folder / "answers")
    ours = [python, "-m", "generator", "--workspace", folder]
    once([*ours, "build", "exemplar-homes/2026", *DAY], folder)
    page, made = folder / "all.html", folder / "output" / "exemplar-homes" / "2026"
    shutil.copy(next(made.glob("all*.html")), page)
    word = folder / "form.docx"
    shutil.copy(next(made.glob("*.docx")), word)
    places = iter(range(1_000_000))
    found: dict[str, Callable[[], Sequence[str | Path]]] = {
        "python -c pass": lambda: [python, "-c", "pass"],
        "libraries of build": lambda: [python, "-c", FLOORS["build"]],
        "libraries asked for": lambda: [python, "-c", FLOORS["asked"]],
        "check": lambda: [*ours, "check", "exemplar-homes/2026", *DAY],
        "build": lambda: [*ours, "build", "exemplar-homes/2026", "--force", *DAY],
        "build, nothing changed": lambda: [*ours, "build", "exemplar-homes/2026", *DAY],
        "build --pdf": lambda: [*ours, "build", "exemplar-homes/2026", "--pdf", "--force", *DAY],
        "import, Word": lambda: [*ours, "import", word, "--into", folder / f"imported/{next(places)}"],
        "board-paper": lambda: [*ours, "board-paper", "exemplar-homes/2026", "--meeting", "23 July 2026", *DAY],
        "afternoon script": lambda: [python, ROOT / "benchmarks/afternoon.py", EXAMPLE, folder / "afternoon"],
    }
    if pandoc := shutil.which("pandoc"):
        found[PANDOC] = lambda: [pandoc, "-f", "html", page, "-o", folder / "pandoc.docx"]
    return found


RATIOS = (
    ("check", "python -c pass", 10.0),
    ("build", "libraries of build", 1.5),
    ("build", PANDOC, 1.3),
    ("build", "afternoon script", None),
    ("build, nothing changed", "build", None),
    ("build --pdf", "build", None),
    ("import, Word", "python -c pass", None),
    ("board-paper", "libraries of build", None),
)
"""What is compared with what, and how much at most is aimed at."""


def larger(factors: Sequence[int], folder: Path) -> list[dict[str, float]]:
    """One landlord with so many times the provisions: seconds of reading and checking, and of each format with reading back."""
    rows = []
    for factor in factors:
        command = [sys.executable, ROOT / "benchmarks/formats.py", str(EXAMPLE), str(factor)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder, env=_environment())
        rows.append({"provisions": 72 * factor, **json.loads(done.stdout)})
    return rows


def plot(sector: Sequence[dict[str, float]], provisions: Sequence[dict[str, float]], path: Path) -> None:
    """Both growths, on scales where a straight line at 45 degrees is in proportion."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    _, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4.5), layout="constrained")
    left.loglog([r["landlords"] for r in sector], [r["seconds"] for r in sector], marker="o", label="build --all")
    left.loglog([r["landlords"] for r in sector], [r["unchanged"] for r in sector], marker="s", label="with nothing changed")
    left.set(xlabel="landlords", ylabel="seconds", title="More landlords")
    for name in [key for key in provisions[0] if key != "provisions"]:
        right.loglog([r["provisions"] for r in provisions], [r[name] for r in provisions], marker="o", label=name)
    right.set(xlabel="provisions", ylabel="seconds of processor time", title="More provisions")
    for axes in (left, right):
        axes.grid(visible=True, which="major", alpha=0.4)
        axes.legend()
    pyplot.savefig(path, dpi=110)


def main() -> None:
    """Measure, print and write."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--small", action="store_true", help="a few runs and landlords, to see that it works")
    asked.add_argument(
        "--to", type=Path, default=ROOT / "output" / "benchmarks", help="the folder for results.json and growth.png"
    )
    given = asked.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        measured = in_turn(commands(folder), 2 if given.small else 9, folder)
        asked_of_editor = editor.measure(3 if given.small else 15, folder / "editor")
        further = {
            "a further landlord": many.one_more(once, folder),
            "build --watch after a save": many.watched(3 if given.small else 9, folder),
        }
        cluster = many.on_a_cluster(4 if given.small else 100, folder) if find_spec("distributed") else {}
        sector = many.growth(once, (1, 10) if given.small else (1, 10, 100, 2400), folder)
        provisions = larger((1, 10) if given.small else (1, 10, 50), folder)
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print(f"{'':28}{'clock, s':>10}{'processor, s':>14}{'memory, MB':>12}")
    for name, figures in measured.items():
        print(f"{name:28}{figures.seconds:10.3f}{figures.processor:14.3f}{figures.memory:12.0f}")
    for name, took in further.items():
        print(f"{name:28}{took:10.3f}")
    print(f"\n{'':28}{'':28}{'ratio':>8}{'of processor time':>19}{'aim':>8}")
    for name, against, aim in RATIOS:
        if against in measured:
            one, other = measured[name], measured[against]
            ratios = f"{one.seconds / other.seconds:8.2f}{one.processor / other.processor:19.2f}"
            print(f"{name:28}{'to ' + against:28}{ratios}{f'{aim:.1f}' if aim else '':>8}")
    if PANDOC in measured:
        print(
            f"{'a further landlord':28}{'to ' + PANDOC:28}{further['a further landlord'] / measured[PANDOC].seconds:8.2f}{0.33:27.2f}"
        )
    print("\neditor, milliseconds: " + ", ".join(f"{name} {took:.0f}" for name, took in asked_of_editor.items()))
    print("a pool of two and a cluster of two, seconds: " + ", ".join(f"{name} {took:.1f}" for name, took in cluster.items()))
    for rows in (sector, provisions):
        print("\n" + "".join(f"{key:>14}" for key in rows[0]))
        for row in rows:
            print("".join(f"{value:14.0f}" if value == int(value) else f"{value:14.3f}" for value in row.values()))
    commands_ = {name: vars(figures) for name, figures in measured.items()}
    results = {
        "commands": commands_,
        "further": further,
        "editor": asked_of_editor,
        "cluster": cluster,
        "landlords": sector,
        "provisions": provisions,
    }
    (given.to / "results.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
    plot(sector, provisions, given.to / "growth.png")


if __name__ == "__main__":
    main()
