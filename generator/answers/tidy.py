"""What is unambiguous, put right: the quoted Code texts, bullets and line breaks pasted from Word, headings and labels not quite so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.answers import outline, slips, writing
from generator.answers.outline import Entry
from generator.answers.sections import LABELS, PARTS
from generator.answers.source import Source
from generator.model import Edition, Provision, Section
from generator.rich_text import PASTED_MARK, soft_lines

_HEAD_FOLLOWS = re.compile(r">|comply[ \t\u00a0]*:", re.IGNORECASE)
_OWN_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """Lines that tidying put right; ``line`` is where they stood before, counted from 1."""

    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def tidy(source: Source, edition: Edition, section: Section) -> tuple[Source, list[Change]]:
    """The section's file put right, and each change in file order. Nothing but what the changes show is different."""
    lines: list[str] = []
    ends: list[str] = []
    origins: list[int] = []
    changes: list[Change] = []
    for i, after in enumerate(_Lines(source.lines, edition, section).tidied()):
        if after != [source.lines[i]]:
            changes.append(Change(i + 1, (source.lines[i],), tuple(after)))
        lines += after
        ends += [source.newline] * (len(after) - 1) + [source.ends[i]]
        origins += [i + 1] * len(after)
    tidied = replace(source, lines=tuple(lines), ends=tuple(ends))
    for entry, provision in reversed(_first_entries(tidied, section)):
        tidied, quote = _quote(tidied, entry, provision, edition)
        changes += [replace(quote, line=origins[quote.line - 1])] if quote else []
    return tidied, sorted(changes, key=lambda change: change.line)


def _first_entries(source: Source, section: Section) -> list[tuple[Entry, Provision]]:
    """The section's provisions with the entry that is read for each."""
    numbers = {provision.number: provision for provision in section.provisions}
    found = []
    for entry in outline.outline(source)[1]:
        number, _ = slips.numbered(entry.title)
        if number in numbers:
            found.append((entry, numbers.pop(number)))
    return found


# Line by line


@dataclass(slots=True)
class _Lines:
    """A file's lines, and where in an answer the line that is looked at stands."""

    lines: Sequence[str]
    edition: Edition
    section: Section
    missing: dict[str, Provision] = field(init=False)
    in_entry: bool = False
    part: str = ""
    names: set[str] = field(default_factory=set)

    def tidied(self) -> Iterator[list[str]]:
        """What becomes of each line: itself, put right, or as several lines."""
        stand = {slips.numbered(found[1])[0] for line in self.lines if (found := outline.heading(line)) and found[0] == 2}
        self.missing = {p.number: p for p in self.section.provisions if p.number not in stand}
        later = self._later_names()
        for i, line in enumerate(self.lines):
            after = []
            for piece in self._pieces(line):
                after.append(self._right(piece, i, later[i]))
                self._pass(after[-1])
            yield after

    def _later_names(self) -> list[frozenset[str]]:
        """For each line, the parts and labels that stand below it in the same answer."""
        later: list[frozenset[str]] = []
        parts: frozenset[str] = frozenset()
        labels: frozenset[str] = frozenset()
        for line in reversed(self.lines):
            later.append(parts | labels)
            if found := outline.heading(line):
                parts = frozenset() if found[0] == 2 else parts | {found[1].capitalize()}.intersection(PARTS)
                labels = frozenset()
            elif ":" in line:
                pairs = map(outline.label, soft_lines(line))
                labels |= {pair[0].capitalize() for pair in pairs if pair}.intersection(LABELS)
        return later[::-1]

    def _pass(self, line: str) -> None:
        found = outline.heading(line)
        if found and found[0] == 2:
            self.missing.pop(slips.numbered(found[1])[0], None)
            self.in_entry, self.part, self.names = True, "", set()
        elif found:
            self.part = found[1].capitalize()
            self.names.add(self.part)
        elif not self.part and (pair := outline.label(line)):
            self.names.add(pair[0].capitalize())

    def _pieces(self, line: str) -> list[str]:
        """The lines that Word's soft breaks make of a line, as it is read; a piece that would become a heading keeps it whole."""
        pieces = soft_lines(line)
        reads = self.in_entry and (self.part in PARTS or not self.part) and not line.lstrip().startswith(">")
        return pieces if reads and not any(map(outline.heading, pieces)) else [line]

    def _right(self, line: str, i: int, later: frozenset[str]) -> str:
        return self._heading(line, later) or self._lost_heading(line, i) or self._label(line, later) or self._bullet(line)

    def _heading(self, line: str, later: frozenset[str]) -> str:
        """The heading that a line of hashes was meant to be, or in a provision's head the bare name of a part; else ""."""
        found = outline.heading(line)
        if found and (slips.numbered(found[1])[0] if found[0] == 2 else found[1].capitalize() in PARTS):
            return ""
        meant = slips.hashed_heading(line, PARTS if self.in_entry else (), tuple(self.missing))
        if not meant and self.in_entry and not self.part and not found:
            meant = slips.heading(line, PARTS)
        name = meant.removeprefix("### ")
        stands = name in PARTS and name != "Action" and (name in self.names or name in later)
        return "" if stands else meant

    def _lost_heading(self, line: str, i: int) -> str:
        """The heading that a provision's number and label without any marks were meant to be, where its head follows; else ""."""
        provision = self.missing.get(slips.numbered(line.strip())[0])
        if not provision or line.strip().removeprefix(provision.number).strip(" :.").casefold() != provision.label.casefold():
            return ""
        follows = next((later for later in self.lines[i + 1 : i + 4] if later.strip()), "")
        return f"## {provision.heading}" if _HEAD_FOLLOWS.match(follows) else ""

    def _label(self, line: str, later: frozenset[str]) -> str:
        """A label in a provision's head without marks around it, and Comply without a full stop; else ""."""
        if not self.in_entry or self.part or outline.heading(line):
            return ""
        meant = line
        if not outline.label(line):
            meant = slips.label(line, LABELS)
            name = meant.partition(":")[0]
            if name != "Accept" and (name in self.names or name in later):
                return ""
        pair = outline.label(meant)
        title = (
            slips.answer(pair[1], self.edition) if pair and pair[0].lower() == "comply" and pair[1].endswith((".", "!")) else ""
        )
        return f"Comply: {title}" if title else meant

    def _bullet(self, line: str) -> str:
        mark = PASTED_MARK.match(line) if self.in_entry and self.part in PARTS else None
        return f"{mark[1]}- {line[mark.end() :]}" if mark else line


# The Code's text


def _quote(source: Source, entry: Entry, provision: Provision, edition: Edition) -> tuple[Source, Change | None]:
    """The Code's text under a heading refreshed where its words differ; a quoted line of somebody's own words stays below it.

    Where another provision's text or label stands there the number may be the mistake, and nothing is changed.
    """
    after = writing.quote(provision)
    quoted = " ".join(_words([source.lines[number - 1] for number, _ in outline.quote(source, entry)]))
    label = slips.numbered(entry.title)[1].casefold()
    others = [other for other in edition.provisions if other.text != provision.text]
    if " ".join(_words(after)) in quoted or any(other.text in quoted or other.label.casefold() == label for other in others):
        return source, None
    start = next((i for i in range(entry.start, entry.stop) if source.lines[i].lstrip().startswith(">")), entry.start)
    stop = start
    while stop < entry.stop and (not source.lines[stop].strip() or source.lines[stop].lstrip().startswith(">")):
        stop += 1
    while stop > start and not source.lines[stop - 1].strip():
        stop -= 1
    before = source.lines[start:stop]
    own = [line for line in before if line.strip() and not _is_of_the_code(line, provision)]
    if len(own) == len(before):
        return source.replaced(entry.start, entry.start, after), Change(entry.line, (), tuple(after))
    return source.replaced(start, stop, [*after, *own]), Change(start + 1, before, (*after, *own))


def _is_of_the_code(line: str, provision: Provision) -> bool:
    """True where most of a quoted line's words stand in the provision, in whatever order and edition."""
    code = set(_words([provision.text, *provision.items, *provision.also_worded]))
    words = _words([line])
    return sum(word in code for word in words) >= len(words) * _OWN_WORDS


def _words(lines: Sequence[str]) -> list[str]:
    return [word for line in lines for word in line.lstrip("> \t").split()]
