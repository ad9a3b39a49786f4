"""Commands in processes of their own, with what each took: python confined.py reads a job a line (a list of arguments, as JSON).

For each job a line of JSON comes back: exit status, what was printed, seconds of the processor's time, and the most memory it held
(VmHWM), in MB. The processes are forked from one that has read the generator already, which saves the start of each; so this runs on
Linux and macOS only.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST = 120
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    exit: int
    said: str
    seconds: float
    megabytes: float


def confined(jobs: Iterable[Sequence[str]], folder: Path) -> Iterator[Ended]:
    """How each command ended, run in the folder."""
    lines = "".join(json.dumps(list(job)) + "\n" for job in jobs)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, __file__], input=lines, cwd=folder, env=env, capture_output=True, text=True, check=True
    )
    return (Ended(*json.loads(line)) for line in done.stdout.splitlines())


def _one(job: list[str]) -> tuple[int, str, float, float]:
    import resource  # which Windows has not

    with tempfile.TemporaryFile() as printed:
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
            os.dup2(printed.fileno(), 1)
            os.dup2(printed.fileno(), 2)
            main(job)
        _, status, used = os.wait4(child, 0)
        seconds = used.ru_utime + used.ru_stime
        printed.seek(0)
        said = printed.read().decode("utf-8", "replace")
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return os.waitstatus_to_exitcode(status), said, round(seconds, 2), round(kilobytes / 1024)


if __name__ == "__main__":
    from generator import compare, intake, policy  # noqa: F401 read once, for all
    from generator.checks import promises  # noqa: F401
    from generator.cli import main
    from generator.importers import excel, html, markdown, match, own, pdf, word  # noqa: F401
    from generator.intake import comparable, merging  # noqa: F401

    for line in sys.stdin:
        print(json.dumps(_one(json.loads(line))), flush=True)
