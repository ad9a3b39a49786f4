"""The values of landlord.md one by one: what stands in a place, and the file with something else there; no other line changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import rich_text
from generator.answers import outline, saving, writing
from generator.answers.landlord import (
    BODY_LABELS,
    DOCUMENT_LABELS,
    LABELS,
    PAPER_LABELS,
    PAPER_PARTS,
    PUBLICATIONS,
    REPORT_LABELS,
    TEXTS,
)
from generator.answers.outline import Entry, Part
from generator.answers.source import Source
from generator.rich_text import Text, canonical_text

BODY = "Governing body"
PAPER = "Board paper"
DOCUMENTS = "Documents"
_LABELS = {
    "": LABELS,
    BODY: BODY_LABELS,
    PAPER: PAPER_LABELS,
    "Publications": PUBLICATIONS,
    "Annual report": REPORT_LABELS,
    DOCUMENTS: DOCUMENT_LABELS,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: behind a label, or as the text of a heading or a part where ``label`` is "".

    ``heading`` is "" for the top of the file; ``nth`` counts headings of the same title from 1.
    """

    heading: str = ""
    label: str = ""
    part: str = ""
    nth: int = 1

    @property
    def name(self) -> str:
        """What the value is called: the label, or the title of what it is the text of."""
        return self.label or self.part or self.heading


def places(source: Source) -> list[Place]:
    """Every place of the file that can hold a value, in the order of a new file; documents and bodies as the file has them."""
    found = [Place(label=name) for name in LABELS]
    found += [Place(title) for title in TEXTS]
    for nth in range(1, max(1, sum(1 for _ in _entries(source, BODY))) + 1):
        found += [*(Place(BODY, name, nth=nth) for name in BODY_LABELS), Place(BODY, part="Response", nth=nth)]
    found += [*(Place(PAPER, name) for name in PAPER_LABELS), *(Place(PAPER, part=title) for title in PAPER_PARTS)]
    found += [Place("Publications", name) for name in PUBLICATIONS]
    found += [Place("Annual report", name) for name in REPORT_LABELS]
    for title in documents(source):
        found += [Place(DOCUMENTS, name, title) for name in DOCUMENT_LABELS]
    return found


def documents(source: Source) -> list[str]:
    """The titles of the register, in order; one that stands there twice, once."""
    return list(dict.fromkeys(part.title for entry in _entries(source, DOCUMENTS) for part in entry.parts if part.title))


def value(source: Source, place: Place) -> str:
    """What is typed there: a label's value, or a text as it is typed; "" where there is nothing."""
    under = _under(source, place)
    if under is None:
        return ""
    if place.label:
        at = line_of(source, place)
        pair = outline.label(source.lines[at - 1]) if at else None
        return pair[1] if pair else ""
    return "\n".join(writing.paragraphs(rich_text.read(outline.body(source, under.start, under.stop))))


def line_of(source: Source, place: Place) -> int:
    """The line that a value's label or heading stands on, counted from 1; 0 where there is none."""
    under = _under(source, place)
    if under is None or not place.label:
        return under.line if under else 0
    for i in range(under.start, under.stop):
        pair = outline.label(source.lines[i])
        if pair and pair[0].casefold() == place.label.casefold():
            return i + 1
    return 0


def text_of(typed: str) -> Text:
    """What is typed as a text that the file can hold."""
    return canonical_text(rich_text.read_text(typed))


def with_value(source: Source, place: Place, typed: str) -> Source:
    """The file with this value in the place, whose heading is put in at the end where there is none."""
    if not any(_entries(source, place.heading)) and place.heading:
        source = saving.inserted(source, [f"## {place.heading}"], len(source.lines))
    entry = list(_entries(source, place.heading))[place.nth - 1]
    if place.part and not any(_parts(entry, place.part)):
        source = saving.inserted(source, [f"### {place.part}"], entry.end)
    under = _under(source, place)
    assert under is not None  # noqa: S101 - it was put in above
    if place.label:
        held = Entry(under.title, under.line, under.start, under.stop)
        return saving.with_label(source, held, _LABELS[place.heading], place.label, [f"{place.label}: {typed}".rstrip()])
    part = Part(under.title, under.line, under.start, under.stop)
    return saving.with_body(source, part, writing.paragraphs(text_of(typed)))


def with_title(source: Source, old: str, new: str) -> Source:
    """The file with a document of the register under another title; without the document where that is ""."""
    part = next(part for entry in _entries(source, DOCUMENTS) for part in _parts(entry, old))
    return source.replaced(part.line - 1, part.line, [f"### {new}"]) if new else saving.without(source, part)


def with_document(source: Source, title: str) -> Source:
    """The file with a new document at the end of the register."""
    return with_value(source, Place(DOCUMENTS, DOCUMENT_LABELS[0], title), "")


def _entries(source: Source, heading: str) -> Iterator[Entry]:
    top, entries = outline.outline(source)
    if not heading:
        yield top
    yield from (entry for entry in entries if heading and entry.title.casefold() == heading.casefold())


def _parts(entry: Entry, title: str) -> Iterator[Part]:
    return (part for part in entry.parts if part.title.casefold() == title.casefold())


def _under(source: Source, place: Place) -> Entry | Part | None:
    """The heading or part that a place is under, or None."""
    entries = list(_entries(source, place.heading))
    if place.nth > len(entries):
        return None
    if not place.part:
        return entries[place.nth - 1]
    several = entries if place.heading == DOCUMENTS else entries[place.nth - 1 : place.nth]
    return next((part for entry in several for part in _parts(entry, place.part)), None)
