"""How long many landlords take: growth, a further landlord in one process, a cluster beside the pool; and --watch after a save."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import landlords

ONE_MORE = 20
"""Landlords in the larger of two runs whose difference tells what a further one takes."""

Once = Callable[[Sequence[str | Path], Path], tuple[float, float, float]]
"""Runs a whole process: clock, processor time, most memory."""


def _build(place: Path, *options: str) -> list[str | Path]:
    return [sys.executable, "-m", "generator", "--workspace", place, "build", "--all", "--on", "2026-08-01", *options]


def growth(once: Once, counts: Sequence[int], folder: Path) -> list[dict[str, float]]:
    """Building so many landlords: seconds, of that a landlord, again with nothing changed, and the most memory of a process."""
    rows = []
    for count in counts:
        place = folder / f"sector-{count}"
        landlords.make(count, place)
        full, _, memory = once(_build(place), folder)
        again, _, _ = once(_build(place), folder)
        rows.append({"landlords": count, "seconds": full, "each": full / count, "unchanged": again, "memory": memory})
        shutil.rmtree(place)
    return rows


def one_more(once: Once, folder: Path) -> float:
    """Seconds that a further landlord takes in one process: what twenty take longer than one, shared among nineteen."""
    took = []
    for count in (1, ONE_MORE):
        place = folder / f"one-process-{count}"
        landlords.make(count, place)
        took.append(once(_build(place, "--workers", "1"), folder)[0])
    return (took[1] - took[0]) / (ONE_MORE - 1)


def on_a_cluster(count: int, folder: Path) -> dict[str, float]:
    """Seconds for so many landlords in a pool of two processes, and on a Dask cluster of two workers that runs already."""
    from distributed import LocalCluster

    place = folder / "cluster"
    landlords.make(count, place)
    found = {}
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:  # type: ignore[no-untyped-call]
        ways = {"pool": ("--workers", "2"), "cluster": ("--cluster", cluster.scheduler_address)}
        for turn in ("warm-up", "measured"):
            for name, options in ways.items():
                began = time.perf_counter()
                subprocess.run(_build(place, "--force", *options), check=True, capture_output=True, cwd=folder)
                if turn == "measured":
                    found[name] = round(time.perf_counter() - began, 3)
    return found


def watched(runs: int, folder: Path) -> float:
    """Seconds from a save to the documents in their place, as ``build --watch`` makes them: the median."""
    place = folder / "watched"
    landlords.make(1, place)
    [section] = place.glob("answers/*/*/section-6.md")
    name = section.parent.relative_to(place / "answers").as_posix()
    command = [sys.executable, "-u", "-m", "generator", "--workspace", place, "build", name, "--watch", "--on", "2026-08-01"]
    took = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=folder) as watching:
        try:
            _until_it_waits(watching)
            for turn in range(runs + 1):
                text = section.read_text(encoding="utf-8")
                began = time.perf_counter()
                section.write_text(text.replace(" in ", f" in{' ' * (turn % 2)} the {turn} ", 1), encoding="utf-8")
                _until_it_waits(watching)
                took.append(time.perf_counter() - began)
        finally:
            watching.kill()
    return statistics.median(took[1:])


def _until_it_waits(watching: subprocess.Popen[str]) -> None:
    for line in watching.stdout or ():
        if line.startswith("Waiting for a change"):
            return
    raise RuntimeError("build --watch ended")
