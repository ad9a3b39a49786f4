"""Every input that fuzzing ever made fall, and the good ones that it began with."""

from pathlib import Path

import pytest
from attacks import targets
from attacks.fuzz import FOUND

CASES = sorted(path.relative_to(FOUND).as_posix() for path in FOUND.glob("*/*"))


@pytest.mark.parametrize("case", CASES)
def test_what_fell_once_stands(case: str, tmp_path: Path) -> None:
    targets.run(case.partition("/")[0], (FOUND / case).read_bytes(), tmp_path)


@pytest.mark.parametrize("name", targets.TARGETS)
def test_what_fuzzing_begins_with_is_read(name: str, tmp_path: Path) -> None:
    begin = targets.TARGETS[name][1]()
    assert begin
    for data in begin:
        targets.run(name, data, tmp_path)
