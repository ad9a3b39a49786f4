"""Last year's landlord.md -> the new year's: what lasts comes along line by line, and what was said of that one year stands empty."""

from __future__ import annotations

import re

from generator.answers import outline, source
from generator.answers.landlord import BODY_LABELS, COPY, LABELS, PUBLICATIONS
from generator.answers.outline import Entry
from generator.answers.source import Source
from generator.model import Edition, Provision
from generator.rich_text import PARAGRAPH, Block, Run, soft_lines

OF_ONE_YEAR = ("Period", "Submission year", "Reason")
"""The labels at the top that are not carried into another year."""

_EMPTIED: dict[str, tuple[str, ...] | None] = {
    "governing body": tuple(name for name in BODY_LABELS if name != "Name"),
    "publications": tuple(name for name in PUBLICATIONS if name != "Policy"),
    "annual report": None,  # all of them: where each part of that year's report is
}
_LEFT_OUT = ("corrections",)
_PARTS_EMPTIED = ("governing body", "board paper")

_ORIGIN = re.compile(r"From \S{1,6} of the .{1,80} \d{4}, .{1,200}:")


def landlord(last: Source, edition: Edition, last_year: str, shared: str = "") -> str:
    """The text of the new year's landlord.md, from last year's.

    Names, addresses, texts and the register of documents stay as they are typed. The period and its reason, the governing bodies'
    dates, minutes and responses, what was written for the board paper, corrections, and the addresses of that year's publications
    stand empty. ``Code:`` is the edition, ``Last year:`` what is given, and so is ``Shared answers:`` where there is such a line.
    """
    text = source.from_text(last.shown, "\n".join(soft for line in last.lines for soft in soft_lines(line)))
    top, entries = outline.outline(text)
    lines: list[str] = list(text.lines[: top.start])
    lines += _emptied(text, top, OF_ONE_YEAR)
    for part in top.parts:
        lines += text.lines[part.line - 1 : part.stop]
    _set(lines, "Code", edition.id)
    _set(lines, "Last year", last_year)
    if shared:
        _set(lines, "Shared answers", shared)
    for entry in entries:
        lines += _entry(text, entry)
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(text: Source, entry: Entry) -> list[str]:
    name = entry.title.casefold()
    if name in _LEFT_OUT:
        return []
    lines = [text.lines[entry.line - 1], *_emptied(text, entry, _EMPTIED.get(name, ()))]
    for part in entry.parts:
        if name in _PARTS_EMPTIED:
            lines += [text.lines[part.line - 1], ""]
        else:
            lines += text.lines[part.line - 1 : part.stop]
    return lines


def _emptied(text: Source, entry: Entry, names: tuple[str, ...] | None) -> list[str]:
    """A heading's own lines, without the values of these labels, or of all where None is given; what no one types goes whole."""
    lower = None if names is None else [name.lower() for name in names]
    lines = []
    for line in text.lines[entry.start : entry.stop]:
        pair = None if line.lstrip().startswith(">") else outline.label(line)
        if pair is None or (lower is not None and pair[0].lower() not in lower):
            lines.append(line)
        elif pair[0].lower() != COPY.lower():
            lines.append(f"{pair[0]}:")
    return lines


def _set(top: list[str], name: str, value: str) -> None:
    """Put a value behind a label among the lines at the top of the file, which is put in where the order of labels has it."""
    labels = {pair[0].lower(): i for i, line in enumerate(top) if not line.startswith(">") and (pair := outline.label(line))}
    line = f"{name}: {value}".rstrip()
    if name.lower() in labels:
        top[labels[name.lower()]] = line
        return
    before = [labels[each.lower()] for each in LABELS[: LABELS.index(name)] if each.lower() in labels]
    top.insert(max(before, default=len(top) - 1) + 1, line)


def origin(edition: Edition, provision: Provision) -> Block:
    """The paragraph that says from which provision of an older edition the text below it comes."""
    return Block(PARAGRAPH, (Run(f"From {provision.number} of the {edition.name}, {provision.label}:"),))


def is_origin(words: str) -> bool:
    """True for a paragraph that ``origin`` wrote, which is for the reader of the answer files only."""
    return bool(_ORIGIN.fullmatch(" ".join(words.split())))
