"""Which lines of a document are the form's own headings: of sections, and of the stages within them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from generator.importers.rows import HEADING
from generator.importers.stream import Piece, Stream, letters
from generator.model import Edition
from generator.rich_text import BULLET, NUMBER

_NUMBERED = re.compile(
    r"\W*(?:(?P<word>section|part|chapter)\s*)?(?P<number>\d{1,2})?(?!\.?\d)\s*[.:)\-–—]*\s*(?P<title>.*)",
    re.IGNORECASE,
)
_ALIKE = 90.0
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the form: ``section`` is the place in the edition of the section whose title it carries, or None.

    ``number`` is the section's number as printed, or "". A stage's heading has only ``stage``.
    """

    text: str
    section: int | None = None
    number: str = ""
    stage: str = ""


def headings(document: Stream, edition: Edition) -> dict[int, Heading]:
    """The form's headings, each with the number of its piece."""
    titles = [
        (place, letters(title))
        for place, section in enumerate(edition.sections)
        for title in (section.title, *section.also_titled)
    ]
    stages = {letters(stage.title): stage.id for section in edition.sections for stage in section.stages}
    found = {}
    for number, piece in enumerate(document.pieces):
        if len(piece.text) > _LONGEST or piece.block.kind == BULLET:
            continue
        stage = stages.get(letters(piece.text))
        if stage is not None:
            found[number] = Heading(piece.text.strip(), stage=stage)
        elif heading := _section(piece, _cell_before(document, number), titles):
            found[number] = heading
    return found


def _section(piece: Piece, before: str, titles: list[tuple[int, str]]) -> Heading | None:
    parts = _NUMBERED.fullmatch(piece.text.strip())
    if not parts:
        return None
    printed = parts["number"] or (str(piece.block.number) if piece.block.kind == NUMBER else before)
    text = f"{before} {piece.text}".strip()
    title = letters(parts["title"])
    if not title:
        alone = parts["number"] and (parts["word"] or "").lower() == "section"
        return Heading(text, number=printed) if alone else None
    scored = [(fuzz.ratio(title, wanted, score_cutoff=_ALIKE), -place) for place, wanted in titles]
    score, place = max(scored, default=(0.0, 0))
    sure = bool(score) and (score >= 95 or bool(printed) or piece.block.kind == HEADING)
    return Heading(text, -place, printed) if sure else None


def _cell_before(document: Stream, number: int) -> str:
    """The section's number where it stands in a cell of its own before the title."""
    piece, before = document.pieces[number], document.pieces[number - 1] if number else None
    if before and before.row == piece.row and before.cell < piece.cell and before.text.strip(" .").isdigit():
        return before.text.strip(" .")
    return ""
