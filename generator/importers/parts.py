"""Questions in parts ("How do we share these lessons with: a) residents?"): where the parts stand, and which answer is whose.

A part's text is as short as "Stage one", so that it counts only where it stands with the question that it is a part of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.importers.clauses import Passage
from generator.importers.entries import Entry
from generator.importers.stream import Part, Stream
from generator.model import PARTS, VERDICT, Edition, Provision

LETTER = r"\(?(?:[a-z]|[ivx]{1,4})[.)]"
_BETWEEN = re.compile(rf"[\W_]*+(?:{LETTER})?[\W_]*", re.IGNORECASE)
_SHORT = 9
"""Words: answers of several parts that stand together in one cell are told apart where none is longer."""


def in_place(document: Stream, found: Sequence[Passage], edition: Edition) -> list[Passage]:
    """The passages without those that only read like a part of a question: not below it, or not at the beginning of a line."""
    provisions = edition.provisions
    kept: list[Passage] = []
    question: Passage | None = None
    for passage in found:
        if any(not provisions[reading.provision].part_of for reading in passage.readings):
            question = passage
            kept.append(passage)
        elif question is not None:
            whole = {provisions[reading.provision].number for reading in question.readings}
            readings = tuple(r for r in passage.readings if provisions[r.provision].part_of in whole)
            if readings and _begins(document, passage.start, kept[-1]) and _in_column(document, passage, question):
                kept.append(replace(passage, readings=readings))
    return kept


def _begins(document: Stream, start: int, before: Passage) -> bool:
    """True where a passage begins its line, or goes on right after the one before it."""
    number, char = document.at(start)
    last, end = document.after(before.readings[0].text_end)
    return bool(_BETWEEN.fullmatch(document.pieces[number].text, end if last == number and end <= char else 0, char))


def _in_column(document: Stream, passage: Passage, question: Passage) -> bool:
    one, other = (document.pieces[document.at(p.start)[0]] for p in (passage, question))
    several = all(len(document.rows[piece.row].cells) > 1 for piece in (one, other))
    return one.cell == other.cell if several else one.row == other.row or not several


def share(asked: Sequence[tuple[Provision, Entry]]) -> None:
    """Give the answers of a row in which several questions stand to the questions; the last one's entry was given all of them.

    As many short answers as there are parts are theirs in turn. Else all of it is the answer to the question that asks for Yes or
    No, or to the first.
    """
    *_, (_, last) = asked
    answers = sorted(
        ((column, part) for column, parts in last.columns.items() for part in parts), key=lambda held: held[1].piece.number
    )
    open_ = [(provision, entry) for provision, entry in asked if provision.asks != PARTS]
    last.columns = {}
    if len(answers) == len(open_) and all(
        _is_short(provision, part) for (provision, _), (_, part) in zip(open_, answers, strict=True)
    ):
        for (_, entry), (column, part) in zip(open_, answers, strict=True):
            entry.columns = {column: [part]}
        return
    first = next((entry for provision, entry in asked if provision.asks == VERDICT), asked[0][1])
    for column, part in answers:
        first.columns.setdefault(column, []).append(part)


def _is_short(provision: Provision, part: Part) -> bool:
    return provision.asks != VERDICT and len(part.text.split()) <= _SHORT
