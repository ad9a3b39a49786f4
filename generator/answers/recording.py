"""An approval, or a correction after it, into landlord.md: only its own lines change."""

from __future__ import annotations

from datetime import date

from generator import dates
from generator.answers import corrections, outline
from generator.answers.landlord import BODY_LABELS, COPY
from generator.answers.outline import Entry
from generator.answers.saving import inserted, with_label
from generator.answers.source import Source, one_line
from generator.model import Correction
from generator.rich_text import soft_lines

_BODY = "governing body"


def with_approval(source: Source, body: str, on: date, minute: str, copy: str) -> Source:
    """landlord.md with the day, the minute and the digest of the ``copy`` under the governing body of this name, put in where it has none.

    A line that says the same already stays as it is typed; without a minute, the one that is there stays.
    """
    minute = one_line(minute)
    entry = _body(source, body)
    if entry is None:
        named = [
            f"Name: {body}",
            f"Approved: {dates.in_words(on)}",
            *([f"Minute: {minute}"] if minute else []),
            f"{COPY}: {copy}",
        ]
        return inserted(source, ["## Governing body", *named], _after(source))
    for i in reversed(range(entry.start, entry.stop)):
        if not source.lines[i].lstrip().startswith(">"):
            source = source.replaced(i, i + 1, soft_lines(source.lines[i]))
    for name, value in (("Approved", dates.in_words(on)), ("Minute", minute), (COPY, copy)):
        entry = _body(source, body) or entry
        there = _value(source, entry, name)
        same = dates.parse(there)[0] == on if name == "Approved" else there == value
        if value and not same:
            source = with_label(source, entry, BODY_LABELS, name, [f"{name}: {value}"])
    return source


def with_correction(source: Source, correction: Correction) -> Source:
    """landlord.md with one more correction, below those that are there."""
    on = dates.in_words(correction.on) if correction.on else ""
    values = (on, correction.by, correction.why, correction.digest)
    lines = [f"### {correction.provision}"]
    lines += [f"{name}: {one_line(value)}" for name, value in zip(corrections.LABELS, values, strict=True)]
    entry = next((each for each in outline.outline(source)[1] if each.title.casefold() == corrections.HEADING.casefold()), None)
    if entry is None:
        return inserted(source, [f"## {corrections.HEADING}", "", *lines], _after(source))
    return inserted(source, lines, entry.end)


def _body(source: Source, name: str) -> Entry | None:
    """The first governing body of this name."""
    bodies = (entry for entry in outline.outline(source)[1] if entry.title.casefold() == _BODY)
    return next((entry for entry in bodies if _value(source, entry, "Name") == name), None)


def _value(source: Source, entry: Entry, name: str) -> str:
    """The value of the first line with this label, or ""."""
    own = source.lines[entry.start : entry.stop]
    typed = (pair for line in own for soft in soft_lines(line) if (pair := outline.label(soft)))
    return next((value for label, value in typed if label.lower() == name.lower()), "")


def _after(source: Source) -> int:
    """Where something about the governing bodies belongs: behind the last one, or at the end."""
    ends = [entry.end for entry in outline.outline(source)[1] if entry.title.casefold() == _BODY]
    return ends[-1] if ends else len(source.lines)
