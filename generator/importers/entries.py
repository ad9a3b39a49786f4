"""What stands between one provision's text and the next: its answer, and what it says under which label or in which column.

A further answer in it makes a further entry, whose provision's text is missing. No answer is ever supplied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.importers.boxes import CROSSES, TICKED
from generator.importers.columns import HEADER, NO_COLUMN, YES_COLUMN, Roles
from generator.importers.headings import Heading
from generator.importers.labels import (
    COMPLY,
    EVIDENCE,
    NUMBER,
    REQUIREMENT,
    Label,
    Verdict,
    clear,
    heading_label,
    label,
    number_heading,
    verdict,
)
from generator.importers.rows import HEADING
from generator.importers.stream import Part, letters
from generator.model import NO, YES, Edition
from generator.rich_text import PARAGRAPH, Block

_PAGE = re.compile(r"[\s|–—-]*(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?[\s|–—-]*", re.IGNORECASE)
_MARKS = TICKED + CROSSES + "xX× "
_BARE = 3
"""Words: an answer without a label that is not the first thing after the Code's text is no longer."""


@dataclass(slots=True)
class Entry:
    """One provision's answer as it is being read.

    ``said`` is a word that may be the label for an answer or the answer itself ("Compliant"): what follows it tells.
    ``parts`` is everything that it was read from, ``opening`` its lines with a number, ``requirement`` its provision's text where
    that is not the Code's, ``held`` the other blocks, each under the label or in the column that it stands in.
    """

    number: str = ""
    asked: bool = False
    verdict: Verdict | None = None
    said: Verdict | None = None
    parts: list[Part] = field(default_factory=list)
    opening: list[Part] = field(default_factory=list)
    requirement: list[Part] = field(default_factory=list)
    held: list[tuple[str, Block]] = field(default_factory=list)
    columns: dict[str, list[Part]] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """True once the form has asked for an answer or one has been read."""
        return self.asked or self.verdict is not None

    @property
    def comply(self) -> str:
        """The answer as the edition knows it, or "" where there is none."""
        return self.verdict.value if self.verdict else ""

    @property
    def words(self) -> str:
        """The answer as it is printed."""
        return self.verdict.words if self.verdict else ""


@dataclass(frozen=True, slots=True)
class Form:
    """What is known about the document before its answers are read.

    ``own_labels``: the letters of the headings that it repeats under its provisions. ``told_apart``: it has labels or columns for
    commentary alone. ``section_level``: the level of the form's headings where they are headings. ``heading_rows``: the rows that
    they stand in. ``furniture``: pieces that only repeat the top of the document.
    """

    edition: Edition
    headings: Mapping[int, Heading]
    roles: Roles
    told_apart: bool
    section_level: int = 0
    heading_rows: frozenset[int] = frozenset()
    furniture: frozenset[int] = frozenset()
    own_labels: frozenset[str] = frozenset()


def read_entries(parts: Iterable[Part], form: Form, *, begun: bool) -> tuple[list[Entry], list[Part]]:
    """The entries of a stretch of the document, and what belongs to none.

    The first entry is that of the provision whose text stands before (``begun``), or an empty one before the first provision.
    A further answer makes a further entry.
    """
    reader = _Reader(form, begun=begun)
    for part in parts:
        reader.take(part)
    reader.settle()
    return reader.entries, reader.leftover


_BEGINS = (NUMBER, REQUIREMENT, COMPLY)
"""Columns of which a row that begins something holds one at least; a row with none goes on with the row above it."""


class _Reader:
    """Reads part after part: ``role`` is what the last label announced; ``closed`` says that a new section has begun."""

    def __init__(self, form: Form, *, begun: bool) -> None:
        self.form = form
        self.entries = [Entry(verdict=None if begun else Verdict("", "", 0))]
        self.leftover: list[Part] = []
        self.role = ""
        self.closed = not begun

    @property
    def entry(self) -> Entry:
        return self.entries[-1]

    def take(self, part: Part) -> None:
        if part.piece.row in self.form.heading_rows and part.text.strip(" .").isdigit():
            return
        if part.piece.number in self.form.headings or self.ends_section(part):
            self.closed = self.closed or self.entry.answered
            self.role = ""
            if part.piece.number not in self.form.headings:
                self.leftover.append(part)
            return
        column = self.form.roles.get((part.piece.row, part.piece.cell), "")
        if column == HEADER:
            return
        if self.entry.answered and (
            part.piece.number in self.form.furniture or (not column and self.role != EVIDENCE and _PAGE.fullmatch(part.text))
        ):
            self.leftover.append(part)
            return
        if (
            column in _BEGINS
            and self.entry.answered
            and (not self.entry.parts or self.entry.parts[-1].piece.row != part.piece.row)
        ):
            self.begin()
        if column in ("", NUMBER, REQUIREMENT):
            self.take_line(part, further=bool(column) and len(self.entries) > 1, beside=column == NUMBER)
        else:
            self.take_cell(column, part)

    def ends_section(self, part: Part) -> bool:
        """True for a heading of the document's own that stands as high as the form's sections do."""
        block = part.piece.block
        high = block.kind == HEADING and 0 < block.level <= self.form.section_level
        return high and self.entry.answered and heading_label(part.text, heading=True) is None

    def take_line(self, part: Part, *, further: bool, beside: bool) -> None:
        """A line of its own, or one in the Code's cell: a label with or without what it announces, an answer, or text.

        ``further`` says that it stands in the Code's cell of a row in which no provision was recognised, ``beside`` that it stands
        in the column for numbers: a section's title does, and is no part of an answer.
        """
        found = heading_label(part.text, heading=part.block.kind == HEADING)
        if found is None and part.block.kind == HEADING and letters(part.text) in self.form.own_labels:
            self.entry.parts.append(part)
            self.role = "" if self.role != COMPLY or self.entry.verdict else COMPLY
            return
        if found and self.labels(found, part.text):
            part = self.take_label(found, part)
            if not part.text.strip():
                return
        elif (self.closed and not self.role and not self.bare(part)) or (beside and not further):
            self.leftover.append(part)
            return
        else:
            self.entry.parts.append(part)
        if further:
            self.entry.requirement.append(part)
            self.entry.held.append((REQUIREMENT, part.block))
        else:
            self.take_text(part)

    def labels(self, found: Label, text: str) -> bool:
        """False for words that only look like the label for an answer: an answer is awaited, or has been read and none follows."""
        if found.role != COMPLY:
            return True
        if self.role == COMPLY and self.entry.verdict is None:
            return False
        rest = text[found.rest :]
        return not (self.entry.answered and rest) or verdict(rest, self.form.edition, asked=False) is not None

    def take_label(self, found: Label, part: Part) -> Part:
        """Go by a label; what follows it in the same line comes back."""
        asks = found.role == COMPLY
        if (asks or found.role in (NUMBER, REQUIREMENT)) and self.entry.answered:
            self.begin()
        if asks and self.entry.verdict is None and (said := clear(part.text)):
            self.entry.said = Verdict(said, part.text.strip(), len(part.text))
        elif not asks:
            self.decide()
        self.entry.asked = self.entry.asked or asks
        self.entry.number = self.entry.number or found.number
        if found.number:
            self.entry.opening.append(part)
        self.entry.parts.append(part)
        self.role = "" if found.role == NUMBER else found.role
        return part.after(found.rest)

    def take_text(self, part: Part) -> None:
        first = not any(role != REQUIREMENT for role, _ in self.entry.held)
        if self.role == COMPLY and self.entry.said and not verdict(part.text, self.form.edition, asked=False):
            self.decide()
        if self.role == COMPLY and self.entry.verdict is None:
            self.answer(part, verdict(part.text, self.form.edition, asked=True))
        elif not self.entry.asked and self.entry.verdict is None and (first or self.bare(part)):
            self.answer(part, verdict(part.text, self.form.edition, asked=False))
        elif not self.entry.asked and self.entry.verdict and self.bare(part):
            self.entry.parts.pop()
            self.begin()
            self.entry.parts.append(part)
            self.answer(part, verdict(part.text, self.form.edition, asked=False))
        else:
            self.hold(self.role, part)

    def decide(self) -> None:
        """Take the word that looked like a label for the answer, where no other has followed it."""
        if self.entry.said and self.entry.verdict is None:
            self.entry.verdict = self.entry.said
            self.role = ""

    def bare(self, part: Part) -> bool:
        """True for a line that is an answer and nothing else."""
        if len(part.text.split()) > _BARE or part.block.kind not in (PARAGRAPH, HEADING):
            return False
        found = verdict(part.text, self.form.edition, asked=False)
        return bool(found and found.rest == len(part.text) and len(part.text.strip(" .")) > 1 and not clear(part.text))

    def answer(self, part: Part, found: Verdict | None) -> None:
        """Keep an answer that has been read; what follows it in the same line is text."""
        if found is None:
            self.hold(self.role, part)
            return
        self.entry.verdict = found
        self.role = ""
        if found.kept:
            self.hold("", part)
        elif part.text[found.rest :].strip():
            self.hold("", part.after(found.rest))

    def hold(self, role: str, part: Part) -> None:
        if role == REQUIREMENT:
            self.entry.requirement.append(part)
        self.entry.held.append((role, part.block))

    def take_cell(self, column: str, part: Part) -> None:
        """A cell of a column that is known."""
        self.entry.parts.append(part)
        if column in (YES_COLUMN, NO_COLUMN):
            self.entry.asked = True
            self.entry.columns.setdefault(column, []).append(part)
        elif column == COMPLY and self.entry.verdict is None:
            self.entry.asked = True
            self.answer(part, verdict(part.text, self.form.edition, asked=True))
        elif part.block.kind != HEADING or (found := label(part.text)) is None or found.rest < len(part.text):
            self.hold("" if column == COMPLY else column, part)

    def begin(self) -> None:
        """Begin a further entry: its provision's text is missing."""
        self.decide()
        self.entries.append(Entry())
        self.closed = False
        self.role = ""

    def settle(self) -> None:
        """Give back to the entry before what looked like the beginning of one but has no answer."""
        self.decide()
        for later in range(len(self.entries) - 1, 0, -1):
            if not self.entries[later].verdict and not self.entries[later].columns:
                self.entries[later - 1].held += [("", part.block) for part in self.entries[later].opening]
                self.entries[later - 1].held += self.entries[later].held
                self.entries[later - 1].parts += self.entries[later].parts
                del self.entries[later]


def answer_by_column(entry: Entry, edition: Edition) -> None:
    """The answer of a form with a column for Yes and one for No is the column that holds text, or a mark; both are no answer."""
    if not entry.columns or entry.verdict is not None:
        return
    parts = [part for column in (YES_COLUMN, NO_COLUMN) for part in entry.columns.get(column, [])]
    words = _text_of(parts)
    used = [column for column in (YES_COLUMN, NO_COLUMN) if entry.columns.get(column)]
    if len(used) > 1:  # "✓ | ✗" is a Yes, and "✗ | ✓" a No
        ticked = [column for column in used if not _text_of(entry.columns[column]).strip(TICKED + " ")]
        crossed = [column for column in used if not _text_of(entry.columns[column]).strip(CROSSES + "xX× ")]
        used = ticked if len(ticked) == len(crossed) == 1 else used
        words = "" if len(used) == 1 else words
    value = YES if used == [YES_COLUMN] else NO if used == [NO_COLUMN] else ""
    if value and not words.strip(_MARKS):
        entry.verdict = Verdict(value, "", 0)
        return
    first = verdict(parts[0].text, edition, asked=False)
    said = first.value if first else value
    alone = len(parts) == 1 and first is not None and first.rest == len(parts[0].text) and not first.kept
    entry.verdict = Verdict(value if said == value else "", words, 0, kept=not alone)
    if not alone:
        entry.held += [("", part.block) for part in parts]


def _text_of(parts: Iterable[Part]) -> str:
    return " ".join(part.text.strip() for part in parts)


def take_requirement(entries: Sequence[Entry], known: frozenset[str]) -> None:
    """Move a line that begins with one of these numbers, and stands right before a further answer, to that answer's entry.

    It is the provision's text in words that are not the Code's.
    """
    for earlier, later in pairwise(entries):
        if not earlier.held or later.requirement or later.number:
            continue
        role, block = earlier.held[-1]
        number = number_heading("".join(run.text for run in block.runs))
        if number in known and role != REQUIREMENT:
            earlier.held.pop()
            later.number = number
            later.requirement.append(earlier.parts.pop())
