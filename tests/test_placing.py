"""Files and folders put in their place: what is there is the old or the new, whole, whatever stands in the way."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from generator import placing

HELD = "The process cannot access the file because it is being used by another process"


class Held:
    """A call that fails so many times as Windows does where another program holds a file."""

    def __init__(self, do: Any, times: int, winerror: int = 32) -> None:
        self.do, self.times, self.winerror = do, times, winerror

    def __call__(self, *arguments: Any) -> Any:
        if self.times:
            self.times -= 1
            error = PermissionError(13, HELD)
            error.winerror = self.winerror  # type: ignore[attr-defined]
            raise error
        return self.do(*arguments)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "_WAITS", (0.0, 0.0, 0.0))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_another_program_holds_for_a_moment_is_waited_for(winerror: int):
    assert placing.patiently(Held(str.upper, 3, winerror), "done") == "DONE"


def test_a_file_that_is_held_for_ever_is_an_error_in_the_end():
    with pytest.raises(PermissionError, match="used by another process"):
        placing.patiently(Held(str.upper, 4), "done")


def test_a_right_that_is_lacking_is_not_waited_for():
    held = Held(str.upper, 1, winerror=19)
    with pytest.raises(PermissionError):
        placing.patiently(held, "done")


def test_no_file_is_replaced_before_all_are_written(tmp_path: Path):
    first, second = tmp_path / "a.md", tmp_path / "gone" / "b.md"
    first.write_bytes(b"old")
    with pytest.raises(FileNotFoundError) as raised:
        placing.write({first: b"new", second: b"new"})
    assert first.read_bytes() == b"old"
    assert raised.value.done == []  # type: ignore[attr-defined]
    assert names(tmp_path) == ["a.md"]


def test_the_error_tells_which_files_are_in_place(tmp_path: Path):
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    second.mkdir()
    with pytest.raises(OSError) as raised:  # noqa: PT011 (each system has its own)
        placing.write({first: b"new", second: b"new"})
    assert raised.value.done == [first]  # type: ignore[attr-defined]
    assert names(tmp_path) == ["a.md", "b.md"]


@pytest.mark.parametrize("left", [".a.md.0123abcd.saving", ".a.md.saving"])
def test_what_a_killed_command_left_beside_a_file_is_removed_by_the_next(tmp_path: Path, left: str):
    (tmp_path / left).write_bytes(b"half")
    (tmp_path / ".other.md.0123abcd.saving").write_bytes(b"somebody else's")
    placing.write({tmp_path / "a.md": b"new"})
    assert names(tmp_path) == [".other.md.0123abcd.saving", "a.md"]


def test_a_file_swept_away_by_another_command_is_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path, real, swept = tmp_path / "a.md", Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        if not swept:
            swept.append(self)
            self.unlink()
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    placing.write({path: b"new"})
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a.md"]


def test_one_command_at_a_time_and_no_lock_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(placing, "_PATIENCE", 0.1)
    lock = tmp_path / ".lock"
    with placing.alone(lock):
        with pytest.raises(OSError, match="another command or editor is writing there") as raised, placing.alone(lock):
            pass
        assert raised.value.errno == errno.EBUSY
    assert names(tmp_path) == []
    with placing.alone(lock):
        pass


def test_a_new_folder_is_not_put_where_something_is(tmp_path: Path):
    (tmp_path / "2026").mkdir()
    placing.write_folder({"a.md": b"1"}, tmp_path / "2026", new=True)  # an empty one is nothing
    with pytest.raises(FileExistsError):
        placing.write_folder({"b.md": b"2"}, tmp_path / "2026", new=True)
    assert names(tmp_path / "2026") == ["a.md"]
    assert names(tmp_path) == ["2026"]


def test_what_a_killed_build_left_beside_its_folder_is_removed_also_when_nothing_is_built(tmp_path: Path):
    placing.write_folder({"a.html": b"1"}, tmp_path / "2026")
    (tmp_path / ".2026.new").mkdir()
    (tmp_path / ".2026.lock").touch()
    placing.recover(tmp_path / "2026")
    assert names(tmp_path) == ["2026"]
