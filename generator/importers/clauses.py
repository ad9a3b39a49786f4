"""Where the Code's own text stands in a document: every passage that reads like a provision, and which provisions they are.

A provision is known by its text, whatever number is printed before it. Provisions whose texts are the same or nearly so are
told apart by the stage's heading, then by the order of their neighbours, then by the printed number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from generator.importers.stream import Stream, letters
from generator.model import Edition, Provision

_GRAM = 9
"""Letters in a row that a document and a provision share count as a trace of it."""
_SHARED = 5
"""Letters in a row that more provisions share are a trace of none."""
LIKELY = 72.0
"""A passage that is less like a provision (of 100) is not taken for it."""
_TRACES = 0.4
"""The share of a provision's letters that must be traced before a passage is looked at closely."""
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


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands around a passage: whether it begins a line or follows a number, the number, whether an answer follows.

    ``section`` and ``stage`` are those of the headings above it: a section's place in the edition, or None.
    """

    begins: bool = False
    number: str = ""
    answered: bool = False
    section: int | None = None
    stage: str = ""


def passages(document: Stream, edition: Edition) -> list[Passage]:
    """Every passage that reads like a provision of the edition, in the document's order; none overlaps another."""
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
    return _apart(readings)


def shared(document: Stream, edition: Edition) -> int:
    """How much of the edition's text stands in the document, to tell the edition by: traces, wherever they stand."""
    texts = {letters(wording) for provision in edition.provisions for wording in (provision.text, *provision.items)}
    whole = document.letters
    there = {whole[at : at + _GRAM] for at in range(len(whole) - _GRAM + 1)}
    return len(there & {text[at : at + _GRAM] for text in texts for at in range(len(text) - _GRAM + 1)})


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


def _traces(rest: str, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """For each text the places that share some letters in a row with it: where in the document, and where in the text.

    What many texts share ("complaint handling") is no trace of any of them.
    """
    grams: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for which, text in enumerate(texts):
        for offset in range(len(text) - _GRAM + 1):
            grams[text[offset : offset + _GRAM]].append((which, offset))
    found: list[list[tuple[int, int]]] = [[] for _ in texts]
    for at in range(len(rest) - _GRAM + 1):
        places = grams.get(rest[at : at + _GRAM])
        if places and len(places) <= _SHARED:
            for which, offset in places:
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
        if op.tag == "equal" and op.src_end - op.src_start >= 4
    ]
    if not blocks:
        return
    lost_head, start = blocks[0][0], blocks[0][2]
    last_end, end = blocks[-1][1], blocks[-1][2] + blocks[-1][1] - blocks[-1][0]
    while lost_head and start and whole[start - 1] == text[lost_head - 1]:
        lost_head, start = lost_head - 1, start - 1
    while last_end < len(text) and end < len(whole) and whole[end] == text[last_end]:
        last_end, end = last_end + 1, end + 1
    start = _to_line_start(document, start, lost_head)
    end = _to_sentence_end(document, end, len(text) - last_end)
    likeness = 100 * Indel.normalized_similarity(text, whole[start:end])
    if likeness < LIKELY:
        same = Indel.normalized_similarity(text, whole[start:end]) * (len(text) + end - start) / 2
        if same / (end - start) > 0.92 and same >= max(40, 0.4 * len(text)):
            likeness = LIKELY + 10 * same / len(text)  # a part of it, word for word
    if likeness >= LIKELY:
        yield text, start, end, likeness


def _to_line_start(document: Stream, start: int, lost: int) -> int:
    """The start of the line where the text's first words are other ones than the Code's, else the place itself."""
    number, _ = document.at(start)
    back = start - document.starts[number]
    return document.starts[number] if lost and 0 < back <= lost + 4 else start


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
    groups: list[list[Reading]] = []
    for reading in sorted(readings, key=lambda r: (-(r.text_end - r.start) * r.likeness, r.start, r.provision)):
        for group in groups:
            best = group[0]
            shared = min(best.end, reading.text_end) - max(best.start, reading.start)
            if shared <= 0.15 * (reading.text_end - reading.start):
                continue
            same = min(best.text_end, reading.text_end) - max(best.start, reading.start) >= 0.7 * (best.text_end - best.start)
            if same and all(r.provision != reading.provision for r in group):
                group.append(reading)
            break
        else:
            groups.append([reading])
    ordered = [Passage(tuple(sorted(group, key=lambda r: (-r.likeness, r.provision)))) for group in groups]
    return sorted(ordered, key=lambda passage: passage.start)


# Which passage is which provision

_BACK = -7.0
_NEXT = 1.0
_FAR = -0.02
_STAGE = 4.0
_OTHER_TEXT = -9.0


def choose(found: Sequence[Passage], signs: Sequence[Signs], edition: Edition) -> dict[int, Reading]:
    """The likeliest reading of the whole: passage -> the provision that it is. Passages left out are quotations.

    No provision is read twice; where two passages claim one, the one with the better signs has it.
    """
    barred: set[tuple[int, int]] = set()
    provisions = [(section, p) for section, held in enumerate(edition.sections) for p in held.provisions]

    def worth(which: int, reading: Reading) -> float:
        other = reading.likeness < found[which].readings[0].likeness - 0.2
        return _worth(reading, signs[which], *provisions[reading.provision]) + (_OTHER_TEXT if other else 0.0)

    while True:
        chosen = _best_path(found, worth, barred)
        claims: dict[int, list[int]] = defaultdict(list)
        for which, reading in chosen.items():
            claims[reading.provision].append(which)
        twice = {provision: which for provision, which in claims.items() if len(which) > 1}
        if not twice:
            return chosen
        for provision, rivals in twice.items():
            best = max(rivals, key=lambda which: worth(which, chosen[which]))
            barred |= {(which, provision) for which in rivals if which != best}


def _best_path(
    found: Sequence[Passage], worth: Callable[[int, Reading], float], barred: set[tuple[int, int]]
) -> dict[int, Reading]:
    """The choice with the highest sum of each passage's own worth and of how well neighbours follow each other."""
    paths: dict[int, tuple[float, tuple[tuple[int, Reading], ...]]] = {-1: (0.0, ())}
    for which, passage in enumerate(found):
        grown = dict(paths)
        for reading in passage.readings:
            if (which, reading.provision) in barred:
                continue
            own = worth(which, reading)
            for last, (score, path) in paths.items():
                step = _step(last, reading.provision)
                total = score + own + step
                if reading.provision not in grown or total > grown[reading.provision][0]:
                    grown[reading.provision] = (total, (*path, (which, reading)))
        paths = grown
    return dict(max(paths.values(), key=lambda scored: scored[0])[1])


def _step(last: int, this: int) -> float:
    if last < 0:
        return 0.0
    if this <= last:
        return _BACK
    return _NEXT if this == last + 1 else _FAR * (this - last)


def _worth(reading: Reading, signs: Signs, section: int, provision: Provision) -> float:
    """How sure a passage alone makes it that it is the provision and not a quotation of it."""
    worth = (reading.likeness - 70) / 3 + 2 * reading.items
    worth += 3 if signs.begins else -6
    numbered = signs.number == provision.number
    worth += 3 if signs.answered else 0 if numbered else -6
    worth += 1 if numbered else -0.5 if signs.number else 0
    if provision.stage and signs.stage:
        worth += _STAGE if provision.stage == signs.stage else -_STAGE
    if signs.section is not None:
        worth += 0.5 if signs.section == section else -0.5
    return worth
