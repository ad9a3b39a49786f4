"""A whole document against an edition: each provision's text, what was read after it, and what belongs to none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from generator.importers.choice import Signs, choose, order
from generator.importers.clauses import Passage, Reading, passages
from generator.importers.columns import roles
from generator.importers.entries import Entry, Form, answer_by_column, read_entries, take_requirement
from generator.importers.headings import headings
from generator.importers.labels import COMMENTARY, NUMBER, REQUIREMENT, answer_at, label
from generator.importers.parts import in_place, share
from generator.importers.rows import HEADING, Row
from generator.importers.signs import Head, clause_cells, head, signs
from generator.importers.stream import Part, Stream, letters, stream
from generator.model import Edition, Provision

_IN_ORDER = 0.9
_LINE = 200
_AGAIN = 3
_TWICE = 92.0
"""A passage that is less like a provision which stands elsewhere (of 100) is not taken for it once more."""


@dataclass(slots=True)
class Stretch:
    """A provision's text and what follows it up to the next one's, read as entries.

    The first entry is the provision's own, each further one an answer whose text is missing. ``taken`` is False where the text
    stands in the document a second time.
    """

    passage: Passage
    reading: Reading
    head: Head
    signs: Signs
    taken: bool
    start: tuple[int, int]
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placed:
    """An answer whose text is missing, with the provision (its place in the edition) that the form's order gives it."""

    provision: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Survey:
    """A document as it was understood: ``unplaced`` are answers that nothing places, ``leftover`` what belongs to no answer."""

    document: Stream
    form: Form
    stretches: tuple[Stretch, ...]
    placed: tuple[Placed, ...]
    unplaced: tuple[Entry, ...]
    leftover: tuple[Part, ...]

    @property
    def taken(self) -> list[Stretch]:
        """The stretches of the provisions found by their text."""
        return [stretch for stretch in self.stretches if stretch.taken]

    def section_title(self, piece: int) -> str:
        """The section's heading above a piece, as printed, or ""."""
        above = [h.text for number, h in self.form.headings.items() if number <= piece and h.of_section]
        return above[-1] if above else ""


def survey(rows: Sequence[Row], edition: Edition) -> Survey:
    """The document as an answer to this edition's provisions."""
    document = stream(rows)
    found = in_place(document, passages(document, edition), edition)
    known = {provision.number: place for place, provision in enumerate(edition.provisions)}
    own_labels = _own_labels(document, len(found))
    heads = [head(document, passage.start, known, own_labels) for passage in found]
    form = _form(document, edition, found, heads)
    around = signs(document, found, heads, form)
    chosen = choose(found, around, edition)
    taken = sorted(chosen)  # without the quotations
    form = _form(document, edition, [found[which] for which in taken], [heads[which] for which in taken])
    stretches = [
        Stretch(passage, chosen.get(which, passage.readings[0]), heads[which], around[which], which in chosen, heads[which].start)
        for which, passage in enumerate(found)
        if which in chosen or (around[which].begins and around[which].answered and passage.readings[0].likeness >= _TWICE)
    ]
    _take_rows(document, stretches)
    before, leftover = _read(document, form, stretches)
    _share(document, edition, stretches)
    for entry in [*before, *(entry for stretch in stretches for entry in stretch.entries)]:
        answer_by_column(entry, edition)
    placed, unplaced = _place(before, stretches, edition.provisions, in_order=order(found, around) > _IN_ORDER)
    leftover += [part for entry in unplaced for part in entry.parts]
    for place in placed:  # its text is not the Code's: the answer is taken, the text kept
        leftover += place.entry.requirement
        place.entry.held = [held for held in place.entry.held if held[0] != REQUIREMENT]
    leftover.sort(key=lambda part: (part.piece.number, part.start))
    return Survey(document, form, tuple(stretches), tuple(placed), tuple(unplaced), tuple(leftover))


def _form(document: Stream, edition: Edition, found: Sequence[Passage], heads: Sequence[Head]) -> Form:
    section_of = [place for place, section in enumerate(edition.sections) for _ in section.provisions]
    starts = {head.start[0]: section_of[passage.readings[0].provision] for passage, head in zip(found, heads, strict=True)}
    labels = [label(piece.text) for piece in document.pieces if len(piece.text) < _LINE]
    titles = headings(document, edition, starts)
    levels = [document.pieces[number].block.level for number in titles if document.pieces[number].block.kind == HEADING]
    return Form(
        edition,
        titles,
        roles(document.rows, clause_cells(document, found), edition),
        told_apart=any(found_label and found_label.role == COMMENTARY for found_label in labels),
        section_level=min(levels, default=0),
        heading_rows=frozenset(document.pieces[number].row for number in titles),
        furniture=_furniture(document, min([*starts, *titles], default=0)),
        own_labels=_own_labels(document, len(found)),
    )


def _own_labels(document: Stream, provisions: int) -> frozenset[str]:
    """The letters of the headings that stand again and again, as they do under each provision of a form."""
    counted = Counter(letters(piece.text) for piece in document.pieces if piece.block.kind == HEADING)
    return frozenset(text for text, count in counted.items() if text and count >= max(_AGAIN, provisions / 2))


def _furniture(document: Stream, first: int) -> frozenset[int]:
    """The lines that repeat what stands before the first heading or provision: its first line, or two that stand together there.

    Pages of one publication, and pages of one document, begin with the same lines.
    """
    lines = ["" if len(p.text) > _LINE or answer_at(p.text) or label(p.text) else letters(p.text) for p in document.pieces]
    top = [line for line in lines[:first] if line]
    pairs = set(pairwise(top))
    repeated = {number for number in range(first, len(lines)) if lines[number] and lines[number] in top[:1]}
    for number in range(first, len(lines) - 1):
        if (lines[number], lines[number + 1]) in pairs:
            repeated |= {number, number + 1}
    return frozenset(repeated)


def _take_rows(document: Stream, stretches: Sequence[Stretch]) -> None:
    """A table's row belongs as a whole to the provision whose text stands in it first."""
    seen: set[int] = set()
    for stretch in stretches:
        piece = document.pieces[stretch.start[0]]
        if len(document.rows[piece.row].cells) > 1 and piece.row not in seen:
            first = piece.number
            while first and document.pieces[first - 1].row == piece.row:
                first -= 1
            stretch.start = (first, 0)
        seen.add(piece.row)


def _share(document: Stream, edition: Edition, stretches: Sequence[Stretch]) -> None:
    """Where several questions stand in one row, each gets its answer."""
    taken = [stretch for stretch in stretches if stretch.taken]
    for _, group in groupby(taken, lambda stretch: document.pieces[document.at(stretch.reading.start)[0]].row):
        held = list(group)
        if len(held) > 1:
            share([(edition.provisions[stretch.reading.provision], stretch.entries[0]) for stretch in held])


def _read(document: Stream, form: Form, stretches: Sequence[Stretch]) -> tuple[list[Entry], list[Part]]:
    """Read each stretch; what stands before the first one comes back, and what belongs to no answer."""
    starts = [*(stretch.start for stretch in stretches), document.end]
    first = document.parts((0, 0), starts[0])
    before, leftover = read_entries(first, form, begun=False)
    leftover += before[0].parts
    following = [*(form.edition.provisions[each.reading.provision] for each in stretches), None][1:]
    for stretch, stop, after in zip(stretches, starts[1:], following, strict=True):
        parts = document.parts(stretch.start, stretch.head.start) if stretch.start != stretch.head.start else []
        parts += document.parts(document.after(stretch.reading.end), stop)
        parts, beside = _without_label(document, parts, form.edition.provisions[stretch.reading.provision].label)
        leftover += beside
        parts = _without_number(document, form, stretch, parts)
        parts = _without_next(parts, after)
        stretch.entries, rest = read_entries(parts, form, begun=True)
        if not stretch.taken:
            leftover += [*document.parts(stretch.head.start, document.after(stretch.reading.end)), *stretch.entries[0].parts]
        leftover += rest
    return before[1:], leftover


def _without_label(document: Stream, parts: Sequence[Part], label: str) -> tuple[list[Part], list[Part]]:
    """The parts without the cell's line that is our own short name for the provision, and that line."""
    named = [part for part in parts if part.text.strip() == label and len(document.rows[part.piece.row].cells) > 1][:1]
    return [part for part in parts if part not in named], named


def _without_number(document: Stream, form: Form, stretch: Stretch, parts: Sequence[Part]) -> list[Part]:
    """The parts without the cell that holds only the provision's number, wherever in its row that cell stands."""
    row = document.pieces[document.at(stretch.reading.start)[0]].row
    own = form.edition.provisions[stretch.reading.provision].number
    kept = []
    for part in parts:
        found = label(part.text) if part.piece.row == row and len(document.rows[row].cells) > 1 else None
        alone = found and found.number and document.rows[row].cells[part.piece.cell].text.strip() == part.text.strip()
        if found and alone and (found.number == own or form.roles.get((row, part.piece.cell)) == NUMBER):
            stretch.head = replace(stretch.head, number=found.number)
        else:
            kept.append(part)
    return kept


def _without_next(parts: Sequence[Part], following: Provision | None) -> list[Part]:
    """The parts without what is printed as the next provision's heading, where that is our own number and name for it."""
    kept = list(parts)
    names = {letters(following.heading), letters(f"{following.number} {following.label}")} if following else set()
    if kept and letters(kept[-1].text) in names:
        kept.pop()
    return kept


def _place(
    before: Sequence[Entry], stretches: Sequence[Stretch], provisions: Sequence[Provision], *, in_order: bool
) -> tuple[list[Placed], list[Entry]]:
    """Answers without a text, placed where between two provisions there are as many of them as the Code has there.

    None is placed in a document that does not keep the Code's order.
    """
    taken = {stretch.reading.provision for stretch in stretches if stretch.taken}
    placed: list[Placed] = []
    unplaced: list[Entry] = []

    def settle(last: int, extra: Sequence[Entry], following: int) -> None:
        gap = range(last + 1, following)
        if in_order and taken and len(gap) == len(extra) and not taken & set(gap):
            placed.extend(Placed(place, entry) for place, entry in zip(gap, extra, strict=True))
        else:
            unplaced.extend(extra)

    last, extra = -1, list(before)
    for stretch in stretches:
        if stretch.taken:
            settle(last, extra, stretch.reading.provision)
            missing = frozenset(p.number for place, p in enumerate(provisions) if place not in taken)
            take_requirement(stretch.entries, missing)
            last, extra = stretch.reading.provision, stretch.entries[1:]
        else:
            extra += stretch.entries[1:]
    settle(last, extra, len(provisions))
    return placed, unplaced
