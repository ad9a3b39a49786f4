"""Rows of somebody else's document -> the answers in it, found by the Code's own text, and what is wrong with it.

Each provision is found by its text; its answer is what stands between that text and the next provision's. An answer that is lost,
or that is neither Yes nor No, stays unknown. Whatever belongs to no provision is handed back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.importers.boxes import ticked
from generator.importers.clauses import shared, traces
from generator.importers.entries import Entry
from generator.importers.evidence import evidence_and_commentary
from generator.importers.findings import findings, refuse
from generator.importers.found import Found
from generator.importers.links import straight
from generator.importers.rows import Row
from generator.importers.stream import Piece, letters, rows_of, stream
from generator.importers.survey import Stretch, Survey, survey
from generator.model import VERDICT, Edition
from generator.problems import Problem
from generator.rich_text import PARAGRAPH, Block, Run

__all__ = ["Found", "Match", "best", "match"]

_BY_ORDER = 50.0


@dataclass(frozen=True, slots=True)
class Match:
    """What a document says about an edition's provisions: answers in Code order, and what belongs to none of them.

    ``altered`` is what stands within the Code's own text and is not the Code's.
    """

    edition: str
    found: tuple[Found, ...]
    missing: tuple[str, ...]
    leftover: tuple[Row, ...]
    problems: tuple[Problem, ...]
    altered: tuple[Row, ...] = ()


def best(rows: Sequence[Row], editions: Sequence[Edition], file: str = "") -> Match:
    """The answers to the edition whose text the document holds most of; of two alike, to the one in force later.

    Raises Stop as ``match`` does.
    """
    there = traces(stream(rows))
    return match(rows, max(editions, key=lambda edition: (shared(there, edition), edition.in_force_from)), file)


def match(rows: Sequence[Row], edition: Edition, file: str = "") -> Match:
    """The answers that a document gives to an edition's provisions; ``file`` is its name for the problems.

    Raises Stop, with a sentence that goes on after the file's name, where the document is no self-assessment.
    """
    read = survey(ticked(straight(rows)), edition)
    refuse(read)
    by_text = {stretch.reading.provision: _by_text(stretch, read) for stretch in read.taken}
    by_order = {placed.provision: _by_order(placed.provision, placed.entry, read) for placed in read.placed}
    answers = by_text | by_order
    found = tuple(answers[place] for place in sorted(answers))
    missing = tuple(provision.number for place, provision in enumerate(edition.provisions) if place not in answers)
    return Match(edition.id, found, missing, rows_of(read.leftover), tuple(findings(read, found, missing, file)), _altered(read))


def _altered(read: Survey) -> tuple[Row, ...]:
    """The lines within the passages taken for the Code's text that hold words which it does not have."""
    found = []
    for stretch in read.taken:
        provision = read.form.edition.provisions[stretch.reading.provision]
        known = letters(" ".join((provision.text, *provision.items, *provision.also_worded)))
        passage = read.document.parts(read.document.at(stretch.reading.start), read.document.after(stretch.reading.end))
        found += [part for part in passage if any(letters(word) not in known for word in part.text.split())]
    return rows_of(found)


def _by_text(stretch: Stretch, read: Survey) -> Found:
    piece = read.document.pieces[read.document.at(stretch.reading.start)[0]]
    number = read.form.edition.provisions[stretch.reading.provision].number
    printed = stretch.head.number or stretch.entries[0].number
    parts = read.document.parts(read.document.at(stretch.reading.start), read.document.after(stretch.reading.text_end))
    quoted = " ".join(part.text.strip() for part in parts)
    return _found(number, stretch.entries[0], printed, piece, stretch.reading.likeness, quoted, read)


def _by_order(place: int, entry: Entry, read: Survey) -> Found:
    quoted = " ".join(part.text.strip() for part in entry.requirement)
    number = read.form.edition.provisions[place].number
    return _found(number, entry, entry.number, entry.parts[0].piece, _BY_ORDER, quoted, read, by_order=True)


def _found(
    number: str, entry: Entry, printed: str, piece: Piece, score: float, quoted: str, read: Survey, *, by_order: bool = False
) -> Found:
    provision = next(provision for provision in read.form.edition.provisions if provision.number == number)
    evidence, commentary = evidence_and_commentary(entry, read.form, provision.items)
    told = provision.asks != VERDICT
    if told and entry.words and entry.verdict and not entry.verdict.kept:  # Yes to a question that asks for words is such words
        commentary = (Block(PARAGRAPH, (Run(entry.words),)), *commentary)
    return Found(
        number=number,
        comply="" if told else entry.comply,
        comply_words="" if told else entry.words,
        evidence=evidence,
        commentary=commentary,
        printed_number=printed,
        place=piece.place,
        score=round(score, 1),
        section_title=read.section_title(piece.number),
        quoted=quoted,
        by_order=by_order,
        line=piece.block.line,
        both=sum(map(bool, entry.columns.values())) > 1,
    )
