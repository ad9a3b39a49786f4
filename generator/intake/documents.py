"""Files -> documents: their rows, and what stands in their margins. One reader for each kind of file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.importers.rows import Measured
from generator.problems import Stop

if TYPE_CHECKING:
    from generator.importers.rows import Row

LARGEST = 50_000_000
"""Bytes of the largest document that is read."""

DATA = ".json"
"""The kind of our own published data, which has no rows."""

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


def _pdf(data: bytes) -> list[Row]:
    from generator.importers.confined import confined

    return confined(_pdf_itself, data)


def _pdf_itself(data: bytes) -> list[Row]:
    from generator.importers import pdf

    return pdf.read(data)


def _no_rows(data: bytes) -> list[Row]:
    del data
    return []


READERS: dict[str, Reader] = {
    ".docx": _word,
    ".docm": _word,
    ".xlsx": _excel,
    ".xlsm": _excel,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _text,
    ".text": _text,
    DATA: _no_rows,
}
"""The reader of each kind of file, by the end of its name."""

_INSTEAD = {
    ".doc": "Open it in Word, save it as a Word document (.docx), and import that.",
    ".xls": "Open it in Excel, save it as an Excel workbook (.xlsx), and import that.",
    ".odt": "Open it in LibreOffice or Word, save it as a Word document (.docx), and import that.",
    ".ods": "Open it in LibreOffice or Excel, save it as an Excel workbook (.xlsx), and import that.",
    ".rtf": "Open it in Word, save it as a Word document (.docx), and import that.",
    ".csv": "Open it in Excel, save it as an Excel workbook (.xlsx), and import that.",
    ".mht": "Save the page from the browser as “Web page, HTML only”, and import that.",
    ".mhtml": "Save the page from the browser as “Web page, HTML only”, and import that.",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read. ``comments`` stand in a Word file's margin or on a workbook's cells; ``changes`` counts tracked changes.

    ``hidden`` is what was not read because it is hidden: "the hidden sheet “Answers”".
    """

    name: str
    kind: str
    data: bytes
    rows: tuple[Row, ...]
    comments: tuple[Row, ...] = ()
    changes: int = 0
    hidden: tuple[str, ...] = ()


def open_document(path: Path) -> Document:
    """The document in a file. Raises Stop, with what to do, where it cannot be read or is of a kind that is not known."""
    kind = path.suffix.lower()
    if path.is_dir():
        raise Stop(f"{path.name}: this is a folder. Name the files in it, or the folder alone to import each of its documents.")
    data = _bytes(path)
    reader = READERS.get(kind)
    if reader is None:
        instead = _INSTEAD.get(kind, f"The kinds are {', '.join(READERS)}: save it as one of them, and import that.")
        raise Stop(f"{path.name}: documents of this kind cannot be imported. {instead}")
    if not data.strip():
        raise Stop(f"{path.name}: this file is empty. Check that it is the right one, and that it was saved.")
    try:
        rows = tuple(reader(data))
        measured = Measured()
        for row in rows:
            measured.add(row.cells)
        comments, changes = _margins(data, reader)
        hidden = _hidden(data, reader)
    except Stop as stop:
        raise Stop(f"{path.name}: {stop}") from stop
    return Document(path.name, kind, data, rows, comments, changes, hidden)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Stop(
                f"{path.name}: this file has more than {LARGEST // 1_000_000} MB. Save it without pictures and import that."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Stop(f"{path}: there is no such file. Check its name and where it is.") from error
    except OSError as error:
        raise Stop(
            f"{path.name}: this file cannot be read ({error.strerror}). Close it in other programs and try again."
        ) from error


def _margins(data: bytes, reader: Reader) -> tuple[tuple[Row, ...], int]:
    if reader is _word:
        from generator.importers import word

        return tuple(word.comments(data)), word.tracked_changes(data)
    if reader is _excel:
        from generator.importers import excel

        return tuple(excel.comments(data)), 0
    return (), 0


def _hidden(data: bytes, reader: Reader) -> tuple[str, ...]:
    if reader is _word:
        from generator.importers import word

        return ("words that are hidden",) if word.hides_words(data) else ()
    if reader is _excel:
        from generator.importers import excel

        return tuple(f"the hidden sheet “{name}”" for name in excel.hidden(data))
    return ()


def in_folder(folder: Path) -> list[Path]:
    """The documents in a folder in order of name, without what programs leave beside them. Raises Stop where there are none."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise Stop(f"{folder}: this folder cannot be opened ({error.strerror}). Check that you may read it.") from error
    found = [p for p in paths if p.is_file() and (p.suffix.lower() in READERS or p.suffix.lower() in _INSTEAD)]
    found = [p for p in found if not p.name.startswith((".", "~$"))]
    if not found:
        raise Stop(f"{folder}: there is no document in this folder that could be imported. The kinds are {', '.join(READERS)}.")
    return found


def in_place(documents: Sequence[Document]) -> tuple[Row, ...]:
    """The rows of all documents, each saying which file it stands in where there are several."""
    if len(documents) == 1:
        return documents[0].rows
    return tuple(replace(row, place=f"{d.name}, {row.place}") for d in documents for row in d.rows)
