"""Which lines of a document are the form's own headings: of sections, and of the stages within them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from generator.importers.labels import label
from generator.importers.rows import HEADING
from generator.importers.stream import Piece, Stream, letters
from generator.model import Edition
from generator.rich_text import BULLET, NUMBER

_NUMBERED = re.compile(
    r"\W*(?:(?P<word>section|part|chapter)\s*)?(?P<number>\d{1,2})?(?!\.?\d)\s*[.:)\-–—]*\s*(?P<title>.*)",
    re.IGNORECASE,
)
_ALIKE, _SURE = 90.0, 95.0
_FEW = 2
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the form: ``section`` is the place in the edition of the section whose title it carries, or None.

    ``number`` is the section's number as printed, or "". A stage's heading has only ``stage``, a group's ("Best practice 'should'
    requirements") only ``group``. ``faint``: it looks like any line ("Exclusions", "Stage 1"), so that only where it stands says
    that it is a heading.
    """

    text: str
    section: int | None = None
    number: str = ""
    stage: str = ""
    group: bool = False
    faint: bool = False

    @property
    def of_section(self) -> bool:
        """True where it heads a section, and not a part of one."""
        return not self.stage and not self.group


def headings(document: Stream, edition: Edition, starts: Mapping[int, int]) -> dict[int, Heading]:
    """The form's headings, each with the number of its piece.

    ``starts`` gives the pieces with which a provision begins, in order, and the section that it is of. A faint heading is one
    only where a provision or its labels follow, or where one section's provisions end and another's begin.
    """
    titles = {
        letters(title): place for place, section in enumerate(edition.sections) for title in (section.title, *section.also_titled)
    }
    stages = {letters(stage.title): stage.id for section in edition.sections for stage in section.stages}
    groups = {letters(group.title) for group in edition.groups}
    found: dict[int, Heading] = {}
    for number, piece in enumerate(document.pieces):
        if len(piece.text) > _LONGEST or piece.block.kind == BULLET or not _alone(document, piece):
            continue
        stage = stages.get(letters(piece.text))
        if stage is not None:
            found[number] = Heading(piece.text.strip(), stage=stage, faint=piece.block.kind != HEADING)
        elif letters(piece.text) in groups:
            found[number] = Heading(piece.text.strip(), group=True, faint=piece.block.kind != HEADING)
        elif heading := _section(piece, _cell_before(document, number), titles):
            found[number] = heading
    begins = sorted(starts)
    return {
        number: heading
        for number, heading in found.items()
        if not heading.faint or _announces(document, number, found, starts) or _between(number, heading, begins, starts)
    }


def _alone(document: Stream, piece: Piece) -> bool:
    """True where nothing else stands in the row but a number, labels, or the titles of the columns for Yes and No."""
    others = [cell.text for place, cell in enumerate(document.rows[piece.row].cells) if place != piece.cell and cell.blocks]
    return all(text.strip(" .").isdigit() or text.strip().lower() in ("yes", "no") or label(text) for text in others)


def _announces(document: Stream, number: int, found: Mapping[int, Heading], starts: Mapping[int, int]) -> bool:
    """True where a provision follows, or a label of one, with nothing but other headings between."""
    following = number + 1
    while following in found:
        following += 1
    return following in starts or (following < len(document.pieces) and label(document.pieces[following].text) is not None)


def _between(number: int, heading: Heading, begins: Sequence[int], starts: Mapping[int, int]) -> bool:
    """True for a section's heading between the provisions of two sections, or before the first."""
    place = bisect_left(begins, number)
    before = starts[begins[place - 1]] if place else None
    after = starts[begins[place]] if place < len(begins) else before
    return heading.of_section and before != after


def _section(piece: Piece, before: str, titles: Mapping[str, int]) -> Heading | None:
    parts = _NUMBERED.fullmatch(piece.text.strip())
    if not parts:
        return None
    printed = parts["number"] or (str(piece.block.number) if piece.block.kind == NUMBER else before)
    text = f"{before} {piece.text}".strip()
    title = letters(parts["title"])
    if not title:
        alone = parts["number"] and (parts["word"] or "").lower() == "section"
        return Heading(text, number=printed) if alone else None
    best = process.extractOne(title, list(titles), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if not best or (best[1] < _SURE and not printed and piece.block.kind != HEADING):
        return None
    plain = not parts["word"] and piece.block.kind != HEADING
    return Heading(text, titles[best[0]], printed, faint=plain and (not printed or len(parts["title"].split()) <= _FEW))


def _cell_before(document: Stream, number: int) -> str:
    """The section's number where it stands in a cell of its own before the title."""
    piece, before = document.pieces[number], document.pieces[number - 1] if number else None
    if before and before.row == piece.row and before.cell < piece.cell and before.text.strip(" .").isdigit():
        return before.text.strip(" .")
    return ""
