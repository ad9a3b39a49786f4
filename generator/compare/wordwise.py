"""Two texts -> their differences, paragraph by paragraph and word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from generator.rich_text import Block, Text, plain_runs, same_text

_Item = TypeVar("_Item", bound=Hashable)

SAME = "same"
ADDED = "added"
REMOVED = "removed"

_ALIKE = 0.4
"""Two paragraphs that share this much of their words are one that was changed; others are one gone and one new."""

_LONG = 250_000
"""Pairs of words from which on the quick way is taken. The other finds what reads better, but takes a minute for 8,000 words."""

_MOST_PARAGRAPHS = 1_000
"""Pairs of different paragraphs that are looked through for those that are alike; where there are more, none is."""

_ISLAND = 4
"""The most words that are counted as changed because longer changes stand on both sides."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are the same in both texts, or that were added or removed."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class ComparedBlock:
    """A paragraph or list item of either text or of both; kind, level and number are the later one's where it stands there."""

    kind: str
    level: int
    number: int
    pieces: tuple[Piece, ...]

    @property
    def state(self) -> str:
        """SAME, ADDED or REMOVED where all of its words are; else "changed"."""
        kinds = {piece.kind for piece in self.pieces}
        return next(iter(kinds)) if len(kinds) == 1 else "changed"


def compared_blocks(before: Text, after: Text) -> tuple[ComparedBlock, ...]:
    """Both texts' blocks in reading order, those that only the earlier has before those that stand in their place.

    Where the words differ in nothing, all of them are the same, however they are divided into paragraphs and lists.
    """
    old, new = same_text(before), same_text(after)
    if _words(old) == _words(new):
        return tuple(_block(block, SAME) for block in new)
    found: list[ComparedBlock] = []
    for removed, added, same in _steps(old, new):
        found += (*_replaced(removed, added), *(_block(block, SAME) for block in same))
    return tuple(found)


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two paragraphs in reading order, joined with one space each."""
    old, new = before.split(), after.split()
    return tuple(Piece(" ".join(words), kind) for kind, words in _joined(old, new))


def alike(before: str, after: str) -> float:
    """How much of their words two paragraphs share, from 0 to 1."""
    old, new = Counter(before.lower().split()), Counter(after.lower().split())
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


def _words(text: Text) -> list[str]:
    return [word for block in text for word in plain_runs(block.runs).split()]


def _block(block: Block, kind: str) -> ComparedBlock:
    return ComparedBlock(block.kind, block.level, block.number, (Piece(plain_runs(block.runs), kind),))


def _steps(old: Sequence[_Item], new: Sequence[_Item]) -> Iterator[tuple[Sequence[_Item], Sequence[_Item], Sequence[_Item]]]:
    """How the one becomes the other: what is removed, what is added in its place, and what is the same after it."""
    matches: Sequence[tuple[int, int, int]]
    if len(old) * len(new) < _LONG:
        matches = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    else:
        from rapidfuzz.distance import Indel

        matches = [(match.a, match.b, match.size) for match in Indel.opcodes(old, new).as_matching_blocks()]
    i = j = 0
    for a, b, size in matches:
        yield old[i:a], new[j:b], new[b : b + size]
        i, j = a + size, b + size


def _replaced(old: Sequence[Block], new: Sequence[Block]) -> Iterator[ComparedBlock]:
    """Blocks in the place of others: those that are alike are paired, in order, the most alike first."""
    pairs = [(i, j) for i in range(len(old)) for j in range(len(new))] if len(old) * len(new) <= _MOST_PARAGRAPHS else []
    best = max(((_likeness(old[i], new[j]), -i, -j) for i, j in pairs), default=(0.0, 0, 0))
    if best[0] < _ALIKE:
        yield from (_block(block, REMOVED) for block in old)
        yield from (_block(block, ADDED) for block in new)
        return
    i, j = -best[1], -best[2]
    yield from _replaced(old[:i], new[:j])
    block = new[j]
    yield ComparedBlock(block.kind, block.level, block.number, pieces(plain_runs(old[i].runs), plain_runs(block.runs)))
    yield from _replaced(old[i + 1 :], new[j + 1 :])


def _likeness(old: Block, new: Block) -> float:
    return alike(plain_runs(old.runs), plain_runs(new.runs))


def _joined(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """What was removed and added in turn. A few words that are the same between longer changes on both sides count as changed:
    a reader follows one change more easily than three.
    """
    joined: list[tuple[Sequence[str], Sequence[str], Sequence[str]]] = []
    for removed, added, same in _steps(old, new):
        earlier = joined[-1] if joined else ([], [], [])
        between = earlier[2]
        if 0 < len(between) <= min(_ISLAND, max(map(len, earlier[:2])), max(len(removed), len(added))):
            joined[-1] = ([*earlier[0], *between, *removed], [*earlier[1], *between, *added], same)
        else:
            joined.append((removed, added, same))
    for removed, added, same in joined:
        yield from ((kind, words) for kind, words in ((REMOVED, removed), (ADDED, added), (SAME, same)) if words)
