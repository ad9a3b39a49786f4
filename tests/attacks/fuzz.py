"""Coverage-guided fuzzing: python tests/attacks/fuzz.py answers html --seconds 60 (no name: every target of targets.py).

What falls is put into tests/attacks/found/TARGET/, where test_found.py reads it in every run from then on, and is printed once for
each place. An input that takes longer than 20 seconds counts as fallen too. Ends with 1 where anything fell, or a target did not run.
Needs atheris (requirements/attack.txt), which there is for Linux on x86 alone.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE.parent), str(HERE.parent.parent)]  # the tests' own modules, and the generator
FOUND = HERE / "found"
SLOWEST = 20
LARGEST = 30_000


def _one(name: str, seconds: int) -> None:
    """Fuzz one target in this process, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["generator"]):
        from attacks import targets

    folder = Path(tempfile.mkdtemp())
    begin = folder / "begin"
    begin.mkdir()
    for i, data in enumerate(targets.TARGETS[name][1]()):
        (begin / str(i)).write_bytes(data)
    targets.run(name, (begin / "0").read_bytes(), folder)  # what is made once is made now, and not in the time of an input
    for path in (FOUND / name).glob("*"):
        (begin / path.name).write_bytes(path.read_bytes())
    fallen: set[str] = set()

    def one(data: bytes) -> None:
        try:
            targets.run(name, data, folder)
        except Exception as error:  # noqa: BLE001 what falls is what is looked for, whatever it is
            place = _place(error)
            if place not in fallen:
                fallen.add(place)
                _keep(name, data)
                traceback.print_exc()

    limits = [f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-max_len={LARGEST}", f"-artifact_prefix={FOUND / name}/"]
    atheris.Setup([sys.argv[0], *limits, "-rss_limit_mb=3000", str(begin)], one)
    atheris.Fuzz()


def _place(error: BaseException) -> str:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "generator" in f.filename or "attacks" in f.filename]
    last = frames[-1] if frames else None
    return f"{type(error).__name__} {last.filename if last else ''}:{last.lineno if last else 0}"


def _keep(name: str, data: bytes) -> None:
    folder = FOUND / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)


def main() -> int:
    """Fuzz each target in a process of its own; 1 where anything fell, or a target did not run."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("targets", nargs="*")
    asked.add_argument("--seconds", type=int, default=60, help="for each target")
    asked.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.here:
        _one(given.targets[0], given.seconds)
    from attacks import targets

    before, stopped = set(FOUND.rglob("*")), []
    for name in given.targets or targets.TARGETS:
        (FOUND / name).mkdir(parents=True, exist_ok=True)
        command = [sys.executable, __file__, name, "--seconds", str(given.seconds), "--here"]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        lines = done.stderr.splitlines()
        runs = next((line.split()[1] for line in reversed(lines) if line.startswith("Done ")), "")
        print(f"{name}: {runs} inputs in {given.seconds} s" if runs else f"{name}: did not come to its end", flush=True)
        stopped += [] if runs else [name]
        if done.returncode or "Traceback" in done.stderr:
            print("\n".join(line for line in lines if not line.startswith(("#", "INFO:"))), flush=True)
        if not any((FOUND / name).iterdir()):
            (FOUND / name).rmdir()
    fell = {path for path in FOUND.rglob("*") if path.is_file()} - before
    print(f"{len(fell)} new inputs fell" + "".join(f"\n  {path}" for path in sorted(fell)))
    return 1 if fell or stopped else 0


if __name__ == "__main__":
    sys.exit(main())
