"""The grammar that section files and landlord.md share: headings, quoted lines, labels, and the text under them.

Only ``## `` and ``### `` at a line's start are structure (and one ``# `` title at the top).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from generator.answers.source import Source, quoted, visible
from generator.problems import ERROR, Problem

_LABEL = re.compile(r"([A-Za-z][A-Za-z' -]{0,40}?)[ \t\u00a0]*:(?:[ \t\u00a0]+(.*)|)$")


@dataclass(frozen=True, slots=True)
class Label:
    """``name`` is as typed; ``line`` counts from 1."""

    name: str
    value: str
    line: int


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


def outline(source: Source) -> tuple[Entry, tuple[Entry, ...]]:
    """The file's top (title and what stands before the first second-level heading), and its entries."""
    marks = [(i, 2 if line.startswith("## ") else 3) for i, line in enumerate(source.lines) if line.startswith(("## ", "### "))]
    stops = [i for i, _ in (*marks, (len(source.lines), 0))][1:]
    first = marks[0][0] if marks else len(source.lines)
    title, start = "", 0
    for i in range(first):
        if source.lines[i].startswith("# "):
            title, start = visible(source.lines[i][2:]).strip(), i + 1
        if source.lines[i].strip():
            break
    heads = [(title, max(start, 1), start, first)]
    parts: list[list[Part]] = [[]]
    for (i, level), stop in zip(marks, stops, strict=True):
        words = visible(source.lines[i]).lstrip("#").strip()
        if level == 2:
            heads.append((words, i + 1, i + 1, stop))
            parts.append([])
        else:
            parts[-1].append(Part(words, i + 1, i + 1, stop))
    top, *entries = (Entry(*head, tuple(own)) for head, own in zip(heads, parts, strict=True))
    return top, tuple(entries)


def label(line: str) -> tuple[str, str] | None:
    """A ``Label: value`` line's name and value, or None."""
    match = _LABEL.match(visible(line).rstrip())
    return (match[1].strip(), (match[2] or "").strip()) if match else None


@dataclass(slots=True)
class Head:
    """What stands under a heading before its parts: quoted lines and labels."""

    quoted: list[tuple[int, str]]
    labels: list[Label]


def head(source: Source, entry: Entry, problems: list[Problem], provision: str = "") -> Head:
    """The quoted lines and labels under a heading; every other line is a Problem that quotes it."""
    found = Head([], [])
    for i in range(entry.start, entry.stop):
        line = source.lines[i]
        if not line.strip():
            continue
        if line.startswith(">"):
            found.quoted.append((i + 1, visible(line[1:]).strip()))
        elif pair := label(line):
            found.labels.append(Label(*pair, i + 1))
        else:
            problems.append(out_of_place(source, i + 1, provision))
    return found


def out_of_place(source: Source, line: int, provision: str) -> Problem:
    """The Problem of text where none is expected."""
    return Problem(
        "text-out-of-place",
        ERROR,
        source.shown,
        line,
        provision,
        f"Text stands where none is expected: “{quoted(source.lines[line - 1])}”.",
        "Move it under the heading it belongs to (### Evidence, ### Commentary or ### Note, for instance), or take it out.",
    )


def known(
    labels: Iterable[Label], names: Sequence[str], repeat: Sequence[str], source: Source, problems: list[Problem], provision: str = ""
) -> dict[str, list[Label]]:
    """The labels by their known name in lower case; an unknown one, or one twice, is a Problem."""
    found: dict[str, list[Label]] = {}
    lower = {name.lower(): name for name in names}
    for item in labels:
        key = " ".join(item.name.lower().split())
        if key not in lower:
            problems.append(
                Problem(
                    "unknown-label",
                    ERROR,
                    source.shown,
                    item.line,
                    provision,
                    f"There is no label “{item.name}”: “{quoted(source.lines[item.line - 1])}”.{did_you_mean(item.name, names)}",
                    f"The labels here are {listed(names)}. Put its name right, or move the text under a heading.",
                )
            )
        elif key in found and lower[key] not in repeat:
            problems.append(
                Problem(
                    "label-twice",
                    ERROR,
                    source.shown,
                    item.line,
                    provision,
                    f"“{lower[key]}:” stands twice here; the first is on line {found[key][0].line}.",
                    "Keep one of the two lines.",
                )
            )
        else:
            found.setdefault(key, []).append(item)
    return found


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """" Did you mean “…”?", or "" where nothing is near."""
    by_lower = {known_word.lower(): known_word for known_word in words}
    near = get_close_matches(word.lower(), by_lower, 1, 0.6)
    return f" Did you mean “{by_lower[near[0]]}”?" if near else ""


def listed(words: Sequence[str]) -> str:
    """The words as a list in a sentence."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def value(found: dict[str, list[Label]], name: str) -> str:
    """A label's value, or ""."""
    items = found.get(name.lower())
    return items[0].value if items else ""


def body(source: Source, start: int, stop: int) -> list[tuple[int, str]]:
    """The lines under a heading with their numbers."""
    return [(i + 1, visible(source.lines[i])) for i in range(start, stop)]
