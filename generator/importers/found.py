"""What the import of a document gives: an answer for each provision found in it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.rich_text import Run, Text


@dataclass(frozen=True, slots=True)
class Found:
    """One provision's answer as a document gives it.

    ``comply`` is one of the edition's values, or "" where the document's answer is lost or is none; ``comply_words`` is what is
    printed. ``quoted`` is the Code's text as the document words it; ``score`` says of 100 how sure it is that the answer belongs
    to the provision. ``by_order``: the text is missing, and the order of the form placed the answer. ``section_title`` is the
    heading above it; ``line`` counts from 1 where the document has lines, and else is 0. ``both``: the column for Yes and the one
    for No are both filled.
    """

    number: str
    comply: str
    comply_words: str
    evidence: tuple[tuple[Run, ...], ...]
    commentary: Text
    printed_number: str
    place: str
    score: float
    section_title: str
    quoted: str = ""
    by_order: bool = False
    line: int = 0
    both: bool = False
