"""Which passages of a document are provisions, and which ones: the likeliest reading of the whole.

Provisions whose texts are the same, or nearly so, are told apart by the stage's heading, then by the order of their neighbours,
then by the printed number. Order and numbers are trusted as far as the document's other provisions bear them out. A passage in
the middle of a sentence, or that no answer follows, is rather a quotation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.importers.clauses import Passage, Reading
from generator.model import Edition

# What each sign is worth. A text's own worth is at most 12; a step back in the Code's order costs more than one sign can outweigh.
_BACK = -7.0
_NEXT = 1.0
_FAR = -0.02
_STAGE = 4.0
_OTHER_TEXT = -9.0
_WEAKER = 3.0
_SAME = 0.2
_FEW = 5


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


def order(found: Sequence[Passage], signs: Sequence[Signs]) -> float:
    """How far the document keeps the Code's order, from 1 to 0 (sorted by something else), by its unmistakable provisions."""
    sure = [reading.provision for reading, _ in _sure(found, signs)]
    if len(sure) < _FEW:
        return 1.0
    ascending = sum(last < this for last, this in pairwise(sure)) / (len(sure) - 1)
    return min(max((ascending - 0.5) / 0.4, 0.0), 1.0)


def _sure(found: Sequence[Passage], signs: Sequence[Signs]) -> list[tuple[Reading, Signs]]:
    """The passages that can only be one provision, and that an answer follows."""
    return [(p.readings[0], s) for p, s in zip(found, signs, strict=True) if len(p.readings) == 1 and s.begins and s.answered]


def choose(found: Sequence[Passage], signs: Sequence[Signs], edition: Edition) -> dict[int, Reading]:
    """The likeliest reading of the whole: passage -> the provision that it is. Passages left out are quotations.

    No provision is read twice; where two passages claim one, the one with the better signs has it.
    """
    judge = _Judge(found, signs, edition)
    barred: set[tuple[int, int]] = set()
    while True:
        path = judge.best_path(barred)
        losers = judge.losers(path)
        if not losers:
            return dict(path)
        barred |= losers


_Path = tuple[int, Reading, "_Path | None"]
"""A passage with its reading, and the path that leads to it."""


class _Judge:
    """What speaks for each reading of each passage."""

    def __init__(self, found: Sequence[Passage], signs: Sequence[Signs], edition: Edition) -> None:
        self.found = found
        self.signs = signs
        self.provisions = [(section, p) for section, held in enumerate(edition.sections) for p in held.provisions]
        self.order = order(found, signs)
        numbered = [(r, s) for r, s in _sure(found, signs) if s.number]
        right = sum(s.number == self.provisions[r.provision][1].number for r, s in numbered)
        self.numbers = 1 + 4 * max(right / len(numbered) - 0.8, 0.0) / 0.2 if len(numbered) >= _FEW else 1.0

    def worth(self, which: int, reading: Reading) -> float:
        """How sure a passage alone makes it that it is the provision and not a quotation of it."""
        signs = self.signs[which]
        section, provision = self.provisions[reading.provision]
        numbered = signs.number == provision.number
        worth = (reading.likeness - 70) / 3 + 2 * reading.items
        worth += 3 if signs.begins else -6
        worth += 3 if signs.answered else 0 if numbered else -9
        worth += (1 if numbered else -0.5 if signs.number else 0) * self.numbers
        if reading.likeness < self.found[which].readings[0].likeness - _SAME:
            worth += _OTHER_TEXT
        if provision.stage and signs.stage:
            worth += _STAGE if provision.stage == signs.stage else -_STAGE
        if signs.section is not None:
            worth += 0.5 if signs.section == section else -0.5
        return worth

    def step(self, last: int, this: int) -> float:
        """How well a provision follows another one."""
        if last < 0:
            return 0.0
        if this <= last:
            return _BACK * self.order
        return (_NEXT if this == last + 1 else _FAR * (this - last)) * self.order

    def best_path(self, barred: set[tuple[int, int]]) -> list[tuple[int, Reading]]:
        """The choice with the highest sum of each passage's own worth and of how well each follows the one before it."""
        paths: dict[int, tuple[float, _Path | None]] = {-1: (0.0, None)}
        for which, passage in enumerate(self.found):
            grown = dict(paths)
            for reading in passage.readings:
                if (which, reading.provision) in barred:
                    continue
                own = self.worth(which, reading)
                for last, (score, path) in paths.items():
                    total = score + own + self.step(last, reading.provision)
                    if reading.provision not in grown or total > grown[reading.provision][0]:
                        grown[reading.provision] = (total, (which, reading, path))
            paths = grown
        chosen: list[tuple[int, Reading]] = []
        back = max(paths.values(), key=lambda scored: scored[0])[1]
        while back:
            which, reading, back = back
            chosen.append((which, reading))
        return chosen[::-1]

    def losers(self, path: Sequence[tuple[int, Reading]]) -> set[tuple[int, int]]:
        """Passages that lose a provision to another one: first those whose own signs are weaker, as quotations' are.

        Where their signs are alike, their neighbours decide, for one provision at a time, since each decision changes neighbours.
        """
        claims: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
        for place, (which, reading) in enumerate(path):
            own = self.worth(which, reading)
            before = self.step(path[place - 1][1].provision, reading.provision) if place else 0.0
            after = self.step(reading.provision, path[place + 1][1].provision) if place + 1 < len(path) else 0.0
            claims[reading.provision].append((own, own + before + after, -which))
        twice = {provision: rivals for provision, rivals in claims.items() if len(rivals) > 1}
        weak = {
            (-which, provision)
            for provision, rivals in twice.items()
            for own, _, which in rivals
            if own <= max(rivals)[0] - _WEAKER
        }
        if weak or not twice:
            return weak
        fits = {provision: sorted(rivals, key=lambda rival: rival[1:], reverse=True) for provision, rivals in twice.items()}
        surest = max(fits, key=lambda provision: (fits[provision][0][1] - fits[provision][1][1], -provision))
        return {(-which, surest) for _, _, which in fits[surest][1:]}
