"""Where the Code's own text stands in a document: every passage that reads like a provision, whatever is printed before it.

Passages that are a provision's text letter by letter are found first, then those that share enough of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from generator.importers.stream import Stream, letters
from generator.model import Edition, Provision
from generator.problems import Stop

_GRAM = 9
"""Letters in a row that a document and a provision share count as a trace of it."""
_SHARED = 5
"""Letters in a row that more provisions share are a trace of none."""
LIKELY = 72.0
"""A passage that is less like a provision (of 100) is not taken for it."""
_TRACES = 0.4
"""The share of a provision's letters that must be traced before a passage is looked at closely."""
MOST_PASSAGES = 5_000
"""Passages that are held against each other; a self-assessment that quotes each provision ten times has a fifth of them."""
_BLOCK = 4
_ITEM = 82.0
_ITEM_GAP = 25


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage read as a provision: ``likeness`` of 100, and where text and items end. Places are letters of the stream."""

    provision: int
    likeness: float
    start: int
    text_end: int
    end: int
    items: float = 1.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that reads like the Code, with the provisions that it may be."""

    readings: tuple[Reading, ...]

    @property
    def start(self) -> int:
        """Where the likeliest reading begins."""
        return self.readings[0].start


def passages(document: Stream, edition: Edition) -> list[Passage]:
    """Every passage that reads like a provision of the edition, in the document's order; none overlaps another.

    Raises Stop, with a sentence that goes on after the file's name, where there are more than any document has.
    """
    provisions = edition.provisions
    texts: dict[str, list[int]] = defaultdict(list)
    for number, provision in enumerate(provisions):
        for wording in (provision.text, *provision.also_worded):
            texts[letters(wording)].append(number)
    exact = list(_exact(document.letters, texts))
    rest = list(document.letters)
    for _, start, end, _ in exact:
        rest[start:end] = " " * (end - start)
    readings = [
        Reading(number, likeness, start, end, *_after_items(document.letters, end, provisions[number]))
        for text, start, end, likeness in (*exact, *_alike(document, "".join(rest), list(texts)))
        for number in texts[text]
    ]
    found = _apart(readings)
    if len(found) > MOST_PASSAGES:
        raise Stop(
            f"it holds texts of the Code more than {MOST_PASSAGES:,} times, far more than a self-assessment does, so it has not been read. "
            "Copy the self-assessment alone into a new document and use that."
        )
    return found


def traces(document: Stream) -> frozenset[str]:
    """Every few letters in a row that stand in the document."""
    return frozenset(_in_a_row(document.letters))


def shared(there: frozenset[str], edition: Edition) -> int:
    """How many traces of the edition's text are among those of a document, to tell the edition by, wherever they stand."""
    texts = {letters(wording) for provision in edition.provisions for wording in (provision.text, *provision.items)}
    return len(there.intersection(gram for text in texts for gram in _in_a_row(text)))


def _in_a_row(text: str) -> Iterator[str]:
    return (text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))


_Likeness = tuple[str, int, int, float]
"""A provision's text, where the passage begins and ends that is like it, and how like it is."""


def _exact(document: str, texts: Iterable[str]) -> Iterator[_Likeness]:
    """The passages that are a provision's text letter by letter, each also for the provisions whose text is nearly the same."""
    wordings = list(texts)
    for text in wordings:
        at = document.find(text)
        if at < 0:
            continue
        alike = process.extract(text, wordings, scorer=Indel.normalized_similarity, score_cutoff=LIKELY / 100, limit=None)
        while at >= 0:
            yield from ((other, at, at + len(text), 100 * likeness) for other, likeness, _ in alike)
            at = document.find(text, at + len(text))


def _alike(document: Stream, rest: str, texts: Sequence[str]) -> Iterator[_Likeness]:
    """The passages that are nearly a provision's text; ``rest`` is the document with blanks for what has been found."""
    for text, hits in zip(texts, _traces(rest, texts), strict=True):
        reach = 15 + len(text) // 6
        trails: list[list[tuple[int, int]]] = []
        for at, offset in hits:
            for trail in trails[-4:]:
                last, last_offset = trail[-1]
                if abs(at - offset - last + last_offset) <= reach and at - last <= 60 + len(text) // 4:
                    trail.append((at, offset))
                    break
            else:
                trails.append([(at, offset)])
        for trail in trails:
            if _covered(trail) >= _TRACES * len(text):
                diagonals = [at - offset for at, offset in trail]
                yield from _aligned(text, max(0, min(diagonals) - 15), max(diagonals) + len(text) + 15, document)


@lru_cache(maxsize=8)
def _grams(texts: tuple[str, ...]) -> Mapping[str, Sequence[tuple[int, int]]]:
    """The letters in a row that are a trace of a text: which text, and where in it.

    What many texts share ("complaint handling") is no trace of any of them.
    """
    grams: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for which, text in enumerate(texts):
        for offset in range(len(text) - _GRAM + 1):
            grams[text[offset : offset + _GRAM]].append((which, offset))
    return {gram: places for gram, places in grams.items() if len(places) <= _SHARED}


def _traces(rest: str, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """For each text the places that share some letters in a row with it: where in the document, and where in the text."""
    grams = _grams(tuple(texts))
    found: list[list[tuple[int, int]]] = [[] for _ in texts]
    for at in range(len(rest) - _GRAM + 1):
        for which, offset in grams.get(rest[at : at + _GRAM], ()):
            found[which].append((at, offset))
    return found


def _covered(trail: Sequence[tuple[int, int]]) -> int:
    """How many letters of a text its traces make out."""
    count, reach = 0, -1
    for offset in sorted({offset for _, offset in trail}):
        count += offset + _GRAM - max(offset, reach)
        reach = offset + _GRAM
    return count


def _aligned(text: str, begin: int, stop: int, document: Stream) -> Iterator[_Likeness]:
    """The passage between two places letter by letter: where it begins and ends and how like the text it is, or nothing."""
    whole = document.letters
    blocks = [
        (op.src_start, op.src_end, op.dest_start + begin)
        for op in Indel.opcodes(text, whole[begin:stop])
        if op.tag == "equal" and op.src_end - op.src_start >= _BLOCK
    ]
    blocks = _trimmed(text, whole, blocks)
    if not blocks:
        return
    lost_head, start = blocks[0][0], blocks[0][2]
    last_end, end = blocks[-1][1], blocks[-1][2] + blocks[-1][1] - blocks[-1][0]
    while lost_head and start and whole[start - 1] == text[lost_head - 1]:
        lost_head, start = lost_head - 1, start - 1
    while last_end < len(text) and end < len(whole) and whole[end] == text[last_end]:
        last_end, end = last_end + 1, end + 1
    end = _to_sentence_end(document, end, len(text) - last_end)
    if lost_head:
        start = _to_line_start(document, start, end, lost_head, text)
    likeness = 100 * Indel.normalized_similarity(text, whole[start:end])
    if likeness < LIKELY:
        same = Indel.normalized_similarity(text, whole[start:end]) * (len(text) + end - start) / 2
        if same / (end - start) > 0.92 and same >= max(40, 0.4 * len(text)):
            likeness = LIKELY + 10 * same / len(text)  # a part of it, word for word
    if likeness >= LIKELY:
        yield text, start, end, likeness


_Block = tuple[int, int, int]
"""Letters that are the same: from and to in the text, from in the document."""


def _trimmed(text: str, whole: str, blocks: list[_Block]) -> list[_Block]:
    """The blocks without those at the ends that only happen to be the same, such as a word of the sentence before."""

    def likeness(held: Sequence[_Block]) -> float:
        return float(Indel.normalized_similarity(text, whole[held[0][2] : held[-1][2] + held[-1][1] - held[-1][0]]))

    while len(blocks) > 1 and likeness(blocks[1:]) > likeness(blocks):
        blocks = blocks[1:]
    while len(blocks) > 1 and likeness(blocks[:-1]) > likeness(blocks):
        blocks = blocks[:-1]
    return blocks


def _to_line_start(document: Stream, start: int, end: int, lost: int, text: str) -> int:
    """The start of a line nearby, after its number, where the text's first words are other ones than the Code's."""
    places = [start]
    first = document.at(max(start - lost - 4, 0))[0]
    for number in range(first, min(document.at(start)[0] + 2, len(document.starts))):
        at = document.starts[number]
        while at < end and document.letters[at].isdigit():
            at += 1
        if abs(at - start) <= lost + 12:
            places.append(at)
    return max(places, key=lambda place: (Indel.normalized_similarity(text, document.letters[place:end]), place))


def _to_sentence_end(document: Stream, end: int, lost: int) -> int:
    """The end of the sentence where the text's last words are other ones than the Code's, else the place itself."""
    if not lost or end >= len(document.letters):
        return end
    number, char = document.at(end - 1)
    text = document.pieces[number].text
    stops = [at for mark in ".;:?" if (at := text.find(mark, char)) >= 0]
    rest = letters(text[char + 1 : min(stops)] if stops else text[char + 1 :])
    return end + len(rest) if len(rest) <= 1.5 * lost + 8 else end


def _after_items(document: str, end: int, provision: Provision) -> tuple[int, float]:
    """Where the provision's list ends that follows its text, and the share of its items that stand there."""
    if not provision.items:
        return end, 1.0
    found = 0
    for item in provision.items:
        wanted = letters(item)
        window = document[end : end + len(wanted) + _ITEM_GAP]
        at = window.find(wanted)
        if at >= 0:
            end += at + len(wanted)
            found += 1
        elif window:
            best = fuzz.partial_ratio_alignment(wanted, window, score_cutoff=_ITEM)
            if best and best.dest_end - best.dest_start >= 0.6 * len(wanted):
                end += best.dest_end
                found += 1
    return end, found / len(provision.items)


def _apart(readings: Sequence[Reading]) -> list[Passage]:
    """The readings as passages: of two that overlap the longer and likelier one stays, or both where they are one passage."""
    groups: list[list[Reading]] = []  # in the document's order
    for reading in sorted(readings, key=lambda r: (-(r.text_end - r.start) * r.likeness, r.start, r.provision)):
        place = bisect_left(groups, reading.start, key=lambda group: group[0].start)
        rival = next((group for group in groups[max(place - 2, 0) : place + 2] if _overlap(group[0], reading)), None)
        if rival is None:
            groups.insert(place, [reading])
        elif _same(rival[0], reading) and all(other.provision != reading.provision for other in rival):
            rival.append(reading)
    return [Passage(tuple(sorted(group, key=lambda r: (-r.likeness, r.provision)))) for group in groups]


def _overlap(better: Reading, reading: Reading) -> bool:
    shared_letters = min(better.end, reading.text_end) - max(better.start, reading.start)
    return shared_letters > 0.15 * (reading.text_end - reading.start)


def _same(better: Reading, reading: Reading) -> bool:
    shared_letters = min(better.text_end, reading.text_end) - max(better.start, reading.start)
    return shared_letters >= 0.7 * (better.text_end - better.start)
