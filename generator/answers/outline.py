"""The grammar that section files and landlord.md share: headings, quoted lines, labels, and the text under them.

Only ``## `` and ``### `` at a line's start are structure (and one ``# `` title at the top). A tab or a no-break space counts as
the space, since nobody can see the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from generator import dates
from generator.answers import slips
from generator.answers.source import Source, quoted, visible
from generator.model import Provision
from generator.problems import ERROR, WARNING, Problem
from generator.rich_text import soft_lines

DATES_AS = "Write it as 31 March 2027, 31/03/2027 or 2027-03-31."

_HEADING = re.compile(r"(##|###)[ \t\u00a0](.*)")
_LABEL = re.compile(r"([A-Za-z][A-Za-z'\u00a0 -]{0,40}?)[ \t\u00a0]*+:(?!//)(.*)")


@dataclass(frozen=True, slots=True)
class Label:
    """``name`` is as typed; ``line`` counts from 1."""

    name: str
    value: str
    line: int


Labels = dict[str, list[Label]]


@dataclass(frozen=True, slots=True)
class Part:
    """A third-level heading with the lines under it: ``lines[start:stop]`` of the source, counted from 0."""

    title: str
    line: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A second-level heading (or the file's top) with its own lines, ``lines[start:stop]``, and its parts."""

    title: str
    line: int
    start: int
    stop: int
    parts: tuple[Part, ...] = ()

    @property
    def end(self) -> int:
        """Where the entry ends, its parts included (counted from 0, the first line that is not its own)."""
        return self.parts[-1].stop if self.parts else self.stop


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read, the provision that is being read in it, and the Problems met so far."""

    source: Source
    problems: list[Problem]
    provision: Provision | None = None

    def of(self, provision: Provision) -> Reading:
        """The same file and Problems, in one provision's answer."""
        return Reading(self.source, self.problems, provision)

    def error(self, id_: str, line: int, words: str, help_: str) -> None:
        """An error on a line; its sentence begins with the provision's heading."""
        self._found(ERROR, id_, line, words, help_)

    def warning(self, id_: str, line: int, words: str, help_: str) -> None:
        """A warning on a line; its sentence begins with the provision's heading."""
        self._found(WARNING, id_, line, words, help_)

    def _found(self, severity: str, id_: str, line: int, words: str, help_: str) -> None:
        number = self.provision.number if self.provision else ""
        message = f"{self.provision.heading}: {words}" if self.provision else words[:1].upper() + words[1:]
        self.problems.append(Problem(id_, severity, self.source.shown, line, number, message, help_))

    def typed(self, line: int) -> str:
        """A line (counted from 1) as a message quotes it."""
        return f"“{quoted(self.source.lines[line - 1])}”"


def heading(line: str) -> tuple[int, str] | None:
    """A heading's level (2 or 3) and words, or None for any other line."""
    match = _HEADING.match(visible(line)) if "##" in line[:9] else None
    return (len(match[1]), " ".join(match[2].split())) if match else None


def outline(source: Source) -> tuple[Entry, tuple[Entry, ...]]:
    """The file's top (title and what stands before the first second-level heading), and its entries."""
    marks = [(i, *found) for i, line in enumerate(source.lines) if (found := heading(line))]
    stops = [i for i, _, _ in (*marks, (len(source.lines), 0, ""))][1:]
    first = marks[0][0] if marks else len(source.lines)
    heads = [_top(source, first)]
    parts: list[list[Part]] = [[]]
    for (i, level, words), stop in zip(marks, stops, strict=True):
        if level == 2:
            heads.append((words, i + 1, i + 1, stop))
            parts.append([])
        else:
            parts[-1].append(Part(words, i + 1, i + 1, stop))
    top, *entries = (Entry(*head, tuple(own)) for head, own in zip(heads, parts, strict=True))
    return top, tuple(entries)


def _top(source: Source, stop: int) -> tuple[str, int, int, int]:
    """Title, line, start and stop of what stands before the first heading."""
    filled = next((i for i in range(stop) if visible(source.lines[i]).strip()), None)
    if filled is None or not visible(source.lines[filled]).startswith("# "):
        return "", 1, 0, stop
    return visible(source.lines[filled])[2:].strip(), filled + 1, filled + 1, stop


def label(line: str) -> tuple[str, str] | None:
    """A ``Label: value`` line's name and value (on one line, with single spaces), or None."""
    match = _LABEL.match(visible(line).strip()) if ":" in line else None
    return (" ".join(match[1].split()), " ".join(match[2].split())) if match else None


def head(
    reading: Reading,
    entry: Entry,
    names: Sequence[str],
    repeat: Sequence[str] = (),
    parts: Sequence[str] = (),
    numbers: Sequence[str] = (),
    move: str = "",
) -> Labels:
    """The labels under a heading by their known name in lower case; headings of ``parts`` and provisions' ``numbers`` may follow.
    ``move`` says what to do about other text, where that is more than to move it.

    An unknown label, one twice (unless it may repeat), and every line that is neither label nor quoted is a Problem. Below a line
    that was meant as a heading nothing is read.
    """
    lower = {name.lower(): name for name in names}
    found: Labels = {}
    for i, line in _soft_lines(reading.source, entry):
        if not line or line.startswith(">"):
            continue
        pair = label(line)
        if heading_meant := slips.hashed_heading(line, parts, numbers) or slips.heading(line, parts):
            lost = "between it and the next heading" if names else "under it"
            words = f"this line looks like a heading, but is none: {reading.typed(i + 1)}. What stands {lost} is not read."
            reading.error("text-out-of-place", i + 1, words, write_as(heading_meant))
            break
        if not pair or not names:
            meant = slips.label(line, names)
            reading.error(
                "text-out-of-place",
                i + 1,
                f"text stands where none is expected: {reading.typed(i + 1)}.",
                write_as(meant) if meant else move or _move(parts),
            )
            continue
        item = Label(*pair, i + 1)
        key = item.name.lower()
        if key not in lower:
            words = f"there is no label “{item.name}”: {reading.typed(i + 1)}.{did_you_mean(item.name, names)}"
            help_ = f"The labels here are {listed(names)}. Put its name right, or move the text under a heading."
            reading.error("unknown-label", i + 1, words, help_)
        elif key in found and lower[key] not in repeat:
            words = f"“{lower[key]}:” stands twice here; the first is on line {found[key][0].line}, and only that one is read."
            reading.error("label-twice", i + 1, words, "Keep one of the two lines.")
        else:
            found.setdefault(key, []).append(item)
    return found


def quote(source: Source, entry: Entry) -> list[tuple[int, str]]:
    """The quoted lines under a heading, with their numbers."""
    return [(i + 1, line[1:].strip()) for i, line in _soft_lines(source, entry) if line.startswith(">")]


def _soft_lines(source: Source, entry: Entry) -> list[tuple[int, str]]:
    """An entry's own lines with their places, without spaces around them, and apart where Word's soft breaks stand in them."""
    lines = [(i, visible(source.lines[i]).strip()) for i in range(entry.start, entry.stop)]
    return [(i, soft.strip()) for i, line in lines for soft in ([line] if line.startswith(">") else soft_lines(line))]


def write_as(meant: str) -> str:
    """What to do about a line that is not quite what it was meant to be."""
    return f"Write it as “{quoted(meant)}” if that is what it is; the tidy command does so."


def _move(parts: Sequence[str]) -> str:
    places = f" ({', '.join(f'### {part}' for part in parts)})" if parts else ""
    return f"Move it under the heading that it belongs to{places}, or take it out."


def day(reading: Reading, name: str, text: str, line: int, help_: str = DATES_AS) -> date | None:
    """The date that a label gives; what is no date is a Problem, and so is a month alone, whose last day is taken."""
    on, month_only = dates.parse(text)
    if text and on is None:
        reading.error("date-invalid", line, f"“{name}: {quoted(text)}” is not a date.{dates.hint(text)}", help_)
    if on and month_only:
        words = f"“{name}: {quoted(text)}” is taken as {dates.in_words(on)}, the month's last day."
        reading.warning("date-month-only", line, words, "Write the day as well, so that it is you who says which.")
    return on


def did_you_mean(word: str, words: Iterable[str], alike: float = 0.6) -> str:
    """A question, such as " Did you mean “Owner”?", or nothing where no word is as near as that."""
    by_lower = {known_word.lower(): known_word for known_word in words}
    near = get_close_matches(word.lower(), by_lower, 1, alike)
    return f" Did you mean “{by_lower[near[0]]}”?" if near else ""


def listed(words: Sequence[str]) -> str:
    """The words as a list in a sentence."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def value(found: Labels, name: str) -> str:
    """A label's value, or ""."""
    items = found.get(name.lower())
    return items[0].value if items else ""


def body(source: Source, start: int, stop: int) -> list[tuple[int, str]]:
    """The lines under a heading with their numbers."""
    return [(i + 1, visible(source.lines[i])) for i in range(start, stop)]
