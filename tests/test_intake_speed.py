"""What an import costs: measured in processes of its own, and against the start of Python, which a busy machine slows as much."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import document_layouts
import pytest
import tools
from layouts import invented

if sys.platform != "linux":
    pytest.skip("only Linux says what a process took", allow_module_level=True)

START = "import click, lxml.etree"
TIMES = 9
"""It is 6 to 6.5 where nothing else runs; where much does, what is short is slowed less than what is long."""
IMPORT = (
    "import pathlib, sys\n"
    "from generator.cli import main\n"
    "try:\n    main(['import', sys.argv[1], '--into', sys.argv[2]])\n"
    "finally:\n    print(pathlib.Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0], file=sys.stderr)"
)


def cost(compiled: Path, *arguments: str) -> tuple[float, str]:
    """The seconds of processor time that Python takes for this, start and all, and what it says to standard error.

    As everywhere but where PYTHONDONTWRITEBYTECODE is set, what was compiled once is kept: in the folder ``compiled``.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, *arguments],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tools.ROOT,
        env=environment | {"PYTHONPYCACHEPREFIX": str(compiled)},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.stderr


def test_a_word_form_of_72_rows_takes_a_few_times_the_start_and_less_than_300_megabytes(tmp_path: Path) -> None:
    (path,) = document_layouts.word_official_table(invented(), tmp_path)
    compiled, starts, imports = tmp_path / "compiled", [], []
    for turn in range(4):
        starts.append(cost(compiled, "-c", START)[0])
        took, said = cost(compiled, "-c", IMPORT, str(path), str(tmp_path / f"homes-{turn}" / "2026"))
        imports.append(took)
        assert int(said) < 300 * 1024
        assert (tmp_path / f"homes-{turn}" / "2026" / "section-9.md").is_file()
    assert min(imports) < TIMES * min(starts)
