"""What a set of documents was made from, kept beside it, so that nothing is made again that would come out the same.

Only digests tell: of every file that went in, of the program with the packages that write documents, and of every document that came
out. No file's time counts.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

from generator import placing, templates

WRITING = ("jinja2", "lxml", "markupsafe", "nh3", "pydantic", "typst", "xlsxwriter")
"""The packages whose version decides the bytes of a document."""

_VERSION = re.compile(rf"({'|'.join(WRITING)})-[^-]+\.dist-info", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Made:
    """A set as it was built: the digest of what it was ``made_of`` (the files in its folders, and how it was ordered), and of each file.

    ``on`` is the day that it was checked for, and the counts are of what was found on it.
    """

    made_of: str
    on: str
    errors: int
    warnings: int
    files: Mapping[str, str]


def named(folders: Iterable[Path], root: Path) -> tuple[str, ...]:
    """The folders in order, by their names in the workspace where they lie in it."""
    top = root.resolve()
    whole = {folder.resolve() for folder in folders}
    return tuple(sorted((f.relative_to(top) if f.is_relative_to(top) else f).as_posix() for f in whole))


def digest(folders: Iterable[str], root: Path, options: str) -> str:
    """The digest of every file in these folders, of the options and of the program itself."""
    found = hashlib.sha256(f"{_program()}\0{options}".encode())
    for shown in folders:
        folder = root / shown
        for path in _files(folder):
            found.update(f"\0{shown}/{path.relative_to(folder).as_posix()}\0".encode())
            found.update(_content(path))
    return found.hexdigest()


def _content(path: Path) -> bytes:
    try:
        return hashlib.sha256(placing.patiently(path.read_bytes)).digest()
    except OSError:
        return b"cannot be read"  # whoever needs it says so


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """The digest of each document."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def keep(record: Made, folder: Path) -> None:
    """Write the record beside the folder of documents; where that fails, they are made again the next time, and nothing else is lost."""
    with suppress(OSError):
        placing.write({_path(folder): json.dumps(asdict(record)).encode("utf-8")})


def unchanged(folder: Path, made_of: str, on: date) -> Made | None:
    """The record of the set in the folder where building it of this on this day would give the same, and else None.

    With the days errors only go (an approval ceases to lie ahead), so a set that was built on an earlier day would be built again.
    """
    try:
        record = Made(**json.loads(_path(folder).read_bytes()))
        if record.on > on.isoformat() or record.made_of != made_of:
            return None
        there = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
        if there.keys() != record.files.keys():
            return None
        same = all(hashlib.sha256(path.read_bytes()).hexdigest() == record.files[name] for name, path in there.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # no record, or none that can be read: it is made anew
    return record if same else None


def _path(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.made.json")


def _files(folder: Path) -> list[Path]:
    return sorted(map(Path, _walked(str(folder), frozenset())))


def _walked(folder: str, above: frozenset[str]) -> Iterator[str]:
    """Every file in a folder, also behind links to other folders, since templates are read there; a link in a circle is followed once."""
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        with os.scandir(folder) as found:
            inside = list(found)
    except OSError:
        return  # whoever needs it says so
    for entry in inside:
        if entry.is_dir():
            yield from _walked(entry.path, above | {real})
        elif entry.is_file():
            yield entry.path


def _versions(folders: Iterable[str]) -> list[str]:
    """What is installed of ``WRITING``, with its version, by the names of folders: importlib.metadata takes 0.1 s to say the same."""
    names = (path.name for folder in map(Path, folders) if folder.is_dir() for path in folder.iterdir())
    return sorted(filter(_VERSION.fullmatch, names))


@cache
def _program() -> str:
    """The digest of the program itself, of the editions, of the templates that ship, and of the packages that write documents."""
    found = hashlib.sha256("\0".join(_versions(sys.path)).encode())
    for folder in (templates.PACKAGE, templates.SHIPPED):
        for path in _files(folder):
            if path.suffix != ".pyc":
                found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
