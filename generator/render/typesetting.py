"""Data and a template -> PDF, by Typst: declared as PDF/UA-1, the same bytes each time, with nothing from outside.

What is printed goes in as data, and a text in it is never read as Typst's markup or code. A template sees the data and the
templates beside it: no other file, no network, no clock.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from generator.problems import Stop
from generator.rich_text import NUMBER, PARAGRAPH, Block, Run, Text
from generator.templates import Templates

FOLDER = "pdf/"
FONTS = "pdf/fonts"

# By way of "std" a template could have "eval" without naming it.
_FROM_OUTSIDE = re.compile(r'\bimport\b(?!\s*"[\w-]+\.typ"\s*:)|\b(?:include|eval|std)\b')
_NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_AT = re.compile(r"┌─ (?:.*?[/\\])?([\w-]+\.typ):(\d+)")


class NotPrintable(Exception):
    """The fonts lack these characters, in their order."""

    def __init__(self, characters: Sequence[str]) -> None:
        super().__init__(characters)
        self.characters = tuple(characters)


def typeset(templates: Templates, name: str, data: Mapping[str, Any]) -> bytes:
    """The template pdf/NAME filled with the data, as PDF.

    Raises NotPrintable where a character cannot be printed, and Stop with file and line where a template is at fault.
    """
    with tempfile.TemporaryDirectory() as made:
        root = Path(made).resolve()
        sources = _sources(templates)
        for file, path in sources.items():
            (root / file).write_bytes(_checked(path))
        if name not in sources:
            raise Stop(f"The template {FOLDER}{name} is missing. Put it back, or install the program again.")
        try:
            made_pdf = typst.Compiler(
                str(root / name),
                root=str(root),
                font_paths=[str(folder / FONTS) for folder in templates.folders if (folder / FONTS).is_dir()],
                ignore_system_fonts=True,  # so that each machine prints the same
                sys_inputs={"data": json.dumps(data)},
                package_path=str(root),
                package_cache_path=str(root),
            ).compile(format="pdf", pdf_standards=["ua-1"], timestamp=0)
        except typst.TypstError as error:
            raise _fault(error, sources) from error
    assert isinstance(made_pdf, bytes)  # noqa: S101 - a list is what pictures of pages come as
    return made_pdf


def _sources(templates: Templates) -> dict[str, Path]:
    """The nearest template of each name."""
    found: dict[str, Path] = {}
    for folder in reversed(templates.folders):
        found |= {path.name: path for path in sorted((folder / FOLDER).glob("*.typ"))}
    return found


def _checked(path: Path) -> bytes:
    """A template's source; raises Stop where it is no text, or would bring in what is not beside it, such as a package."""
    source = path.read_bytes()
    try:
        lines = source.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Stop(f"{path}: this template is not saved as UTF-8. Save it so, or remove the file to go back to ours.") from error
    for at, line in enumerate(lines, start=1):
        if found := _FROM_OUTSIDE.search(line):
            raise Stop(
                f"{path}, line {at}: “{found.group()}” may not stand in a template, since it could bring in something from outside. Only "
                'what lies beside it can be brought in, as in import "parts.typ": *. Take the line out, or remove the file to go back '
                "to the one that comes with the program."
            )
    return source


def _fault(error: typst.TypstError, sources: Mapping[str, Path]) -> NotPrintable | Stop:
    lacking = dict.fromkeys(
        _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) for text in _NO_GLYPH.findall(error.diagnostic)
    )
    if lacking:
        return NotPrintable(list(lacking))
    at = _AT.search(error.diagnostic)
    where = f"{sources[at[1]]}, line {at[2]}" if at and at[1] in sources else "A template for PDF"
    return Stop(
        f"{where}: the PDF cannot be made ({error.message}). If the template is your own, put the line right, or remove the file to go "
        "back to the one that comes with the program; otherwise please report this."
    )


# Rich text as data


def runs(several: Sequence[Run]) -> list[dict[str, Any]]:
    """Runs as data: those of one link together."""
    return [
        {"link": address, "runs": [{"text": run.text, "bold": run.bold, "italic": run.italic} for run in same]}
        for address, same in groupby(several, key=lambda run: run.link)
    ]


def blocks(text: Text) -> list[dict[str, Any]]:
    """Blocks as data: paragraphs, and lists whose items hold their runs and what is nested below them."""
    return _nested(list(text), 0)


def _nested(several: list[Block], level: int) -> list[dict[str, Any]]:
    """The blocks from this level down; a list ends where another kind stands at its level, or where numbers begin again."""
    made: list[dict[str, Any]] = []
    at = 0
    while at < len(several):
        block = several[at]
        at += 1
        if block.kind == PARAGRAPH:
            made.append({"kind": PARAGRAPH, "runs": runs(block.runs)})
            continue
        below = at
        while below < len(several) and several[below].kind != PARAGRAPH and several[below].level > level:
            below += 1
        if not made or made[-1]["kind"] != block.kind or (block.kind == NUMBER and block.number == 1):
            made.append({"kind": block.kind, "start": block.number, "items": []})
        made[-1]["items"].append({"runs": runs(block.runs), "below": _nested(several[at:below], level + 1)})
        at = below
    return made
