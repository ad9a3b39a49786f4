"""Import: documents -> rows -> answers -> a new folder of answer files, with a report of what was found and what was not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator import catalogue
from generator.answers import starter
from generator.model import Answer, EvidenceItem
from generator.problems import Problem, Stop
from generator.workspace import target_at

if TYPE_CHECKING:
    from generator.importers.match import Match
    from generator.importers.rows import Row

LARGEST = 50_000_000
"""Bytes of the largest document that is read."""

Reader = Callable[[bytes], "list[Row]"]


def _text(data: bytes) -> list[Row]:
    from generator.importers import text

    return text.read(data)


def _markdown(data: bytes) -> list[Row]:
    from generator.importers import markdown

    return markdown.read(data)


def _word(data: bytes) -> list[Row]:
    from generator.importers import word

    return word.read(data)


def _excel(data: bytes) -> list[Row]:
    from generator.importers import excel

    return excel.read(data)


def _html(data: bytes) -> list[Row]:
    from generator.importers import html

    return html.read(data)


READERS: dict[str, Reader] = {
    ".docx": _word,
    ".xlsx": _excel,
    ".html": _html,
    ".htm": _html,
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _text,
    ".text": _text,
}
"""The reader of each kind of file, by the end of its name."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made: the folder's files by name, and what there is to say about it."""

    match: Match
    files: dict[str, str]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the person who imports must look at."""
        return self.match.problems


def read(paths: Sequence[Path]) -> list[Row]:
    """The rows of the documents in the order given. Raises Stop where one cannot be read or is of a kind that is not known."""
    rows: list[Row] = []
    for path in paths:
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            raise Stop(f"{path.name}: documents of this kind cannot be imported yet. The kinds are {', '.join(READERS)}.")
        try:
            if path.stat().st_size > LARGEST:
                raise Stop(f"{path.name}: this file has more than {LARGEST // 1_000_000} MB. Save it without pictures and import that.")
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise Stop(f"{path}: there is no such file. Check its name and where it is.") from error
        except OSError as error:
            raise Stop(f"{path.name}: this file cannot be read ({error.strerror}). Close it in other programs and try again.") from error
        try:
            rows += reader(data)
        except Stop as stop:
            raise Stop(f"{path.name}: {stop}") from stop
    return rows


def bring_in(paths: Sequence[Path]) -> Imported:
    """The answers that the documents hold, as the files of a new folder. Raises Stop where they are no self-assessment."""
    rows = read(paths)
    names = ", ".join(path.name for path in paths)
    from generator.importers import match

    try:
        found = match.best(rows, [catalogue.load(id_) for id_ in catalogue.editions()], names)
    except Stop as stop:
        raise Stop(f"{names}: {stop}") from stop
    edition = catalogue.load(found.edition)
    answers = {
        item.number: Answer(
            item.number,
            item.comply,
            evidence=tuple(EvidenceItem(runs) for runs in item.evidence),
            commentary=item.commentary,
        )
        for item in found.found
    }
    files = starter.files(edition, answers)
    files["import-report.md"] = _report(names, found)
    if found.leftover:
        files["unplaced.md"] = _unplaced(names, found)
    return Imported(found, files)


def _report(names: str, found: Match) -> str:
    lines = [f"# Import of {names}", "", f"Edition: {found.edition}", f"Answers found: {len(found.found)}", ""]
    lines += [f"- {problem.message} {problem.help}" for problem in found.problems] or ["Nothing to report."]
    lines += ["", "Nothing of this has been reviewed yet: read each answer before it is published.", ""]
    return "\n".join(lines)


def _unplaced(names: str, found: Match) -> str:
    lines = [f"# Text of {names} that belongs to no provision", ""]
    for row in found.leftover:
        lines += [f"{row.place}:", *("    " + line for cell in row.cells for line in cell.text.splitlines()), ""]
    return "\n".join(lines)


def save(files: dict[str, str], folder: Path) -> None:
    """A new folder with these files, in one step. Raises Stop where it holds something already, or cannot be made."""
    shown = target_at(folder).name
    beside = folder.with_name(f".{folder.name}.new")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Stop(f"{shown}: there is something in this place already, and it is left as it is. Name a folder that does not exist yet.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        for name, text in files.items():
            (beside / name).write_bytes(text.encode("utf-8"))
        if folder.exists():
            folder.rmdir()
        os.replace(beside, folder)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise Stop(f"{shown}: the folder cannot be made ({error.strerror}). Check that you may write there.") from error
