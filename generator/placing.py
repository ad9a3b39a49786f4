"""Files and folders put in their place in one step: whatever happens, what is there is the old or the new, and whole.

A file is written beside its place, under a name that no other command uses, and then renamed. A folder is swapped by one command at a
time. What a killed command left beside is removed by the next that writes there. Errors are the system's (OSError).
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")

_HELD = (5, 32, 33)
"""What Windows says while Word, a sync program or a virus scanner has a file open; most let go of it soon."""
_WAITS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
_PATIENCE = 10.0
"""Seconds to wait for another command that writes; each takes a fraction of a second."""
_TRIES = 5


def patiently(do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the call gives, made again for a second or two where another program holds the file. Raises OSError."""
    for wait in _WAITS:
        try:
            return do(*args, **kwargs)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
        time.sleep(wait)
    return do(*args, **kwargs)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One command at a time for what ``lock`` stands for; afterwards there is no file of that name. Raises OSError."""
    from filelock import FileLock, Timeout  # here: most commands write nothing

    held = FileLock(lock, timeout=_PATIENCE)
    try:
        held.acquire()
    except Timeout as error:
        words = "another command or editor is writing there, and does not come to an end"
        raise OSError(errno.EBUSY, words, str(lock)) from error
    try:
        yield
    finally:
        if sys.platform != "win32":  # where the library does it; who waits for a lock that is gone makes another
            with suppress(OSError):
                lock.unlink()
        held.release()


# Files


def write(files: Mapping[Path, bytes]) -> None:
    """Each file with these bytes, durably: all are written beside their places before the first is put in its place.

    Raises OSError; its ``done`` has the files that were in place by then, none where one could not be written.
    """
    done: list[Path] = []
    ready: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            _sweep(path)
            ready[path] = _beside(path)
            _fill(ready[path], path, data)
        for path, data in files.items():
            _put(ready, path, data)
            done.append(path)
    except OSError as error:
        error.done = done  # type: ignore[attr-defined] # OSError declares no such thing, and its subclasses are many
        raise
    finally:
        for beside in ready.values():
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}.saving")


def _fill(beside: Path, path: Path, data: bytes) -> None:
    with beside.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):  # a new file
        beside.chmod(stat.S_IMODE(path.stat().st_mode))


def _put(ready: dict[Path, Path], path: Path, data: bytes) -> None:
    """Rename what is ready; where another command that writes the same file has swept it away, write it again."""
    for _ in range(_TRIES):
        try:
            patiently(ready[path].replace, path)
        except FileNotFoundError:
            ready[path] = _beside(path)
            _fill(ready[path], path, data)
        else:
            return
    patiently(ready[path].replace, path)


def _sweep(path: Path) -> None:
    """Remove what a killed command has left of this file."""
    for left in path.parent.iterdir():
        if left.name.startswith(f".{path.name}.") and left.name.endswith(".saving"):
            with suppress(OSError):
                left.unlink()


# Folders


def write_folder(files: Mapping[str, bytes], folder: Path, *, new: bool = False) -> None:
    """The folder with these files and no others; the old one stays until the new one stands.

    Raises OSError, and leaves what was there: FileExistsError where it is to be ``new`` and there is something in its place.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with alone(_lock(folder)):
        _recover(folder)
        if new and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
        beside, aside = _new(folder), _old(folder)
        try:
            _fill_folder(beside, files, durably=new)
            if folder.exists():
                patiently(folder.replace, aside)
            patiently(beside.replace, folder)
        except OSError:
            with suppress(OSError):  # else the next command does it
                _recover(folder)
            raise
        _remove(aside)


def recover(folder: Path) -> None:
    """Finish or undo a swap that was interrupted: afterwards the folder holds one whole set, or there is none. Raises OSError."""
    if any(left.exists() for left in (_new(folder), _old(folder), _lock(folder))):
        with alone(_lock(folder)):
            _recover(folder)


def _recover(folder: Path) -> None:
    _remove(_new(folder))
    aside = _old(folder)
    if aside.exists() and folder.exists():
        _remove(aside)
    elif aside.exists():
        patiently(aside.replace, folder)


def _fill_folder(folder: Path, files: Mapping[str, bytes], *, durably: bool) -> None:
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            if durably:
                file.flush()
                os.fsync(file.fileno())


def _remove(folder: Path) -> None:
    import shutil  # here: most commands replace no folder

    shutil.rmtree(folder, ignore_errors=True)


def _lock(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.lock")


def _new(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.new")


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")
