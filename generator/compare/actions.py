"""What became of a provision's actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator.compare.wordwise import alike
from generator.model import YES, Action, Answer
from generator.rich_text import same_text, words

DONE, LATE, MOVED, DROPPED, NEW, KEPT = "done", "late", "moved", "dropped", "new", "kept"
STATES = (LATE, DROPPED, MOVED, DONE, NEW, KEPT)
"""What can become of an action, in the order in which a governing body asks for it."""

_ALIKE = 0.5
"""Two actions that share this much of their words are one that was reworded."""


@dataclass(frozen=True, slots=True)
class ActionChange:
    """An action of either year or of both, under the later edition's number of its provision, and what became of it.

    ``gone`` is True where the provision is gone from the later edition; ``number`` is then the earlier edition's.
    ``state``: LATE: its date has passed, without an outcome. DROPPED: it is not there any more, and the provision is not met, was
    met before, or is gone.
    MOVED: it has another date. DONE: its outcome is told now, and it was due or the provision is met; or it is not there
    any more and the provision, not met before, is. NEW and KEPT: what the words say.
    """

    number: str
    before: Action | None
    after: Action | None
    state: str
    gone: bool = False


def action_changes(pairs: Iterable[tuple[str, Answer, Answer | None]], on: date) -> tuple[ActionChange, ...]:
    """What became of each action of these provisions, given with both answers, as on the day given; the later is None for one gone.

    One that stands under another provision now is found there by its words. One that several provisions carry on is gone only where
    none of them has it any more, and then it is told once.
    """
    there: list[_Pair] = []
    gone: dict[Action, _Pair] = {}
    for number, before, after in pairs:
        for old, new in paired(before.actions, after.actions if after else ()):
            pair = _Pair(number, old, new, before.comply, after.comply if after else "", after is None)
            if new:
                there.append(pair)
            elif old:
                gone.setdefault(old, pair)
    for pair in there:
        if pair.old:
            gone.pop(pair.old, None)
    elsewhere = {_words(action): action for action in gone}
    for i, pair in enumerate(there):
        if pair.old is None and pair.new and (old := elsewhere.pop(_words(pair.new), None)):
            there[i] = pair._replace(old=old, before=gone.pop(old).before)
    return tuple(
        ActionChange(pair.number, pair.old, pair.new, _state(pair.old, pair.new, pair.before, pair.after, on), pair.gone)
        for pair in (*there, *gone.values())
    )


class _Pair(NamedTuple):
    """An action before and after, and how its provision was answered."""

    number: str
    old: Action | None
    new: Action | None
    before: str
    after: str
    gone: bool


def _words(action: Action) -> str:
    return words(same_text(action.what)).casefold()


def paired(before: Sequence[Action], after: Sequence[Action]) -> Iterator[tuple[Action | None, Action | None]]:
    """Each action with what it was before, in the later order; then those that are not there any more."""
    left = list(before)
    likeness = sorted(
        ((alike(_words(a), _words(b)), -i, -j) for i, a in enumerate(before) for j, b in enumerate(after)),
        reverse=True,
    )
    old_of: dict[int, Action] = {}
    for share, i, j in likeness:
        if share >= _ALIKE and -j not in old_of and any(before[-i] is action for action in left):
            old_of[-j] = before[-i]
            left = [action for action in left if action is not before[-i]]
    yield from ((old_of.get(j), action) for j, action in enumerate(after))
    yield from ((action, None) for action in left)


def _state(old: Action | None, new: Action | None, before: str, after: str, on: date) -> str:
    if new is None:
        return DONE if after == YES and before != YES else DROPPED
    if new.outcome:
        said_before = old is not None and words(same_text(old.outcome)) == words(same_text(new.outcome))
        if not said_before and (after == YES or new.by is None or new.by <= on):
            return DONE
    elif new.by and new.by < on:
        return LATE
    if old is None:
        return NEW
    return KEPT if (old.by, old.by or old.by_text) == (new.by, new.by or new.by_text) else MOVED
