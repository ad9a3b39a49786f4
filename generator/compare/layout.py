"""A comparison -> what every document of it prints, in order and in words, decided once. Renderers place what stands here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.compare import (
    ACTION,
    COMPLY,
    KEPT,
    MOVED,
    NEW,
    SAME,
    STATES,
    ActionChange,
    Compared,
    ComparedBlock,
    Comparison,
    Difference,
    Piece,
)
from generator.dates import in_words
from generator.model import Action, Edition
from generator.rich_text import words

Wording = Mapping[str, str]

LEFT_OUT = "left out"
"""The kind of a block that says in words that unchanged paragraphs are left out there."""

_AROUND = 20
"""Words that are kept of a long unchanged passage on the side of a change."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A provision whose answer changed, and both answers as printed."""

    heading: str
    anchor: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an answer that changed: its label, a sentence about it or "", and its blocks."""

    label: str
    note: str
    blocks: tuple[ComparedBlock, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A provision that changed; ``notes`` are sentences on what it carries on, and why it asks for something else."""

    heading: str
    anchor: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """What became of an action, in words."""

    state: str
    heading: str
    what: str
    when: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Provisions that are listed under a title, each with sentences about it; or their ``numbers`` alone."""

    title: str
    entries: tuple[tuple[str, tuple[str, ...]], ...]
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A comparison ready to print."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    summary: tuple[str, ...]
    limits: tuple[str, ...]
    answers: tuple[AnswerRow, ...]
    changes: tuple[Change, ...]
    actions: tuple[ActionRow, ...]
    actions_note: str
    lists: tuple[Listed, ...]


def laid(comparison: Comparison, wording: Wording, on: date) -> Laid:
    """What documents print of the comparison; ``on`` is the day that actions are judged by."""
    return _Layout(comparison, {k.removeprefix("comparison."): v for k, v in wording.items()}, on).laid()


@dataclass(frozen=True, slots=True)
class _Layout:
    found: Comparison
    words: Wording
    on: date

    def laid(self) -> Laid:
        found = self.found
        headings = {compared.number: compared.heading for compared in found.provisions}
        earlier = {provision.number: provision.heading for provision in found.before_edition.provisions}
        changed = [action for state in STATES for action in found.actions if action.state == state != KEPT]
        kept = sum(action.state == KEPT for action in found.actions)
        return Laid(
            title=self.words["title"],
            subtitle=self.words["of"].format(before=found.before_name, after=found.after_name),
            facts=(
                (self.words["before"], self.side(found.before_name, found.before_edition)),
                (self.words["after"], self.side(found.after_name, found.after_edition)),
                (self.words["on"], in_words(self.on)),
            ),
            summary=tuple(self.summary()),
            limits=found.limits,
            answers=tuple(self.answer_row(compared) for compared in found.answers_changed),
            changes=(*(self.change(compared) for compared in found.changed), *self.beside()),
            actions=tuple(self.action_row(action, (earlier if action.gone else headings)[action.number]) for action in changed),
            actions_note=self.counted("actions_kept", kept) if kept else "",
            lists=tuple(listed for listed in self.lists() if listed.entries or listed.numbers),
        )

    def side(self, name: str, edition: Edition) -> str:
        return self.words["side"].format(name=name, edition=edition.name)

    def counted(self, key: str, count: int) -> str:
        return self.words[key] if count == 1 else self.words[f"{key}_many"].format(count=count)

    def summary(self) -> Iterator[str]:
        found = self.found
        yield from found.first
        if found.same:
            yield self.words["same"].format(name=found.after_name, count=found.compared)
        elif not found.compared:
            yield self.words["nothing"]
        elif not found.changed:
            yield self.words["none"].format(compared=found.compared)
        else:
            yield self.words["some"].format(changed=len(found.changed), compared=found.compared)
            answers = found.answers_changed
            groups = {
                "to_no": [c for c in answers if c.worse],
                "to_yes": [c for c in answers if c.better],
                "otherwise": [c for c in answers if not (c.worse or c.better)],
                "words": [c for c in found.changed if not c.comply_changed],
            }
            for key, group in groups.items():
                if group:
                    yield self.words[key].format(numbers=", ".join(compared.number for compared in group))
        if found.beside:
            yield self.words["beside_differs"].format(titles="; ".join(each.title for each in found.beside))
        if found.limits:
            yield self.words["limited"]

    def answer_row(self, compared: Compared) -> AnswerRow:
        difference = next(d for d in compared.differences if d.part == COMPLY)
        unanswered = self.words["answer.unanswered"]
        return AnswerRow(
            compared.heading, _anchor(compared), words(difference.before) or unanswered, words(difference.after) or unanswered
        )

    def change(self, compared: Compared) -> Change:
        parts = tuple(self.part(difference) for difference in compared.differences)
        return Change(compared.heading, _anchor(compared), tuple(self.notes(compared)), parts)

    def beside(self) -> Iterator[Change]:
        if self.found.beside:
            parts = (Part(each.title, "", tuple(self.shown(each.blocks))) for each in self.found.beside)
            yield Change(self.words["beside"], "beside", (), tuple(parts))

    def notes(self, compared: Compared) -> Iterator[str]:
        if self.found.before_edition.id != self.found.after_edition.id:
            numbers = ", ".join(compared.before_numbers)
            yield self.words["carries_on"].format(numbers=numbers, edition=self.found.before_edition.name)
        if compared.why:
            yield compared.why

    def part(self, difference: Difference) -> Part:
        note = self.words["only_looks"] if difference.only_looks else ""
        if note or difference.part == ACTION:  # of an action everything stands there, or nobody could tell which it is
            return Part(self.words[difference.part], note, () if note else difference.blocks)
        return Part(self.words[difference.part], "", tuple(self.shown(difference.blocks)))

    def shown(self, blocks: Sequence[ComparedBlock]) -> Iterator[ComparedBlock]:
        """The blocks that changed, and in the place of the others how many there are."""
        unchanged = 0
        for block in blocks:
            if block.state == SAME:
                unchanged += 1
                continue
            if unchanged:
                yield self.left_out(unchanged)
            unchanged = 0
            yield replace(block, pieces=tuple(_shortened(block.pieces)))
        if unchanged:
            yield self.left_out(unchanged)

    def left_out(self, count: int) -> ComparedBlock:
        return ComparedBlock(LEFT_OUT, 0, 0, (Piece(self.counted("left_out", count), SAME),))

    def action_row(self, change: ActionChange, heading: str) -> ActionRow:
        action = change.after or change.before
        what = " ".join(words(action.what).split()) if action else ""
        if change.after and change.after.outcome:
            what = f"{what.rstrip('.')}. " + self.words["outcome"].format(outcome=" ".join(words(change.after.outcome).split()))
        state = self.words["dropped_gone" if change.gone else "state_new" if change.state == NEW else change.state]
        return ActionRow(state, heading, what.strip(), self.when(change))

    def when(self, change: ActionChange) -> str:
        if change.after is None:
            return self.words["when_before"].format(before=self.by(change.before))
        key = "when_moved" if change.state == MOVED else "when"
        return self.words[key].format(before=self.by(change.before), after=self.by(change.after))

    def by(self, action: Action | None) -> str:
        return self.words["no_date"] if action is None or not (action.by or action.by_text) else _date(action)

    def lists(self) -> Iterator[Listed]:
        found = self.found
        after = {compared.number: compared for compared in found.provisions}
        before = {answer.number: answer for answer in found.before_edition.provisions}
        new = [after[number] for number in found.new]
        yield Listed(
            self.words["new"].format(edition=found.after_edition.name), tuple((c.heading, tuple(self.new(c))) for c in new)
        )
        yield Listed(
            self.words["gone"].format(edition=found.after_edition.name),
            tuple((before[gone.number].heading, (gone.why,)) for gone in found.gone),
        )
        for name, only in ((found.before_name, found.not_after), (found.after_name, found.not_before)):
            yield Listed(self.words["only"].format(name=name), (), ", ".join(compared.number for compared in only))

    def new(self, compared: Compared) -> Iterator[str]:
        if compared.why:
            yield compared.why
        answer = self.found.after_edition.answer_title(compared.after.comply) if compared.after else ""
        yield self.words["new_answer"].format(answer=answer or self.words["answer.unanswered"])


def _date(action: Action) -> str:
    return in_words(action.by) if action.by else action.by_text


def _anchor(compared: Compared) -> str:
    return "provision-" + compared.number.replace(".", "-")


def _shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces with the middle of long unchanged passages left out."""
    for place, piece in enumerate(pieces):
        said = piece.text.split()
        first, last = (0 if place == 0 else _AROUND), (0 if place == len(pieces) - 1 else _AROUND)
        if piece.kind == SAME and len(said) > 2 * _AROUND:
            yield replace(piece, text=" ".join((*said[:first], "…", *said[len(said) - last :])))
        else:
            yield piece
