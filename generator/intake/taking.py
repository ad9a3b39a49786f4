"""What is taken of a document into the answers of a year, field by field, and what is a conflict: there the files stay as they are.

A fill-in form says what it was made from, so each of its fields is compared three ways: as it was, as it is in the files now, and
as it is in the form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from generator import dates, digest, form
from generator.answers.source import Source
from generator.form import Filled
from generator.gather import Gathered
from generator.intake import sheet_text
from generator.model import Action, Answer, EvidenceItem
from generator.rich_text import PARAGRAPH, Block, Text, canonical_text, plain
from generator.view import Row, view

_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """A field that was taken from a document: where it stands in the files, and what was done."""

    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that says one thing in the files and another in a document; the files stay as they are."""

    place: str
    sentence: str
    here: str
    there: str


@dataclass(slots=True)
class Merged:
    """What a merge makes of a folder: the sources that changed, what was taken, and the conflicts. Nothing is written yet.

    ``left`` has a sentence for each thing in a document that was not taken and is no conflict with the files; ``added`` is what goes
    beside the answers.
    """

    gathered: Gathered
    taken: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)


class Answers:
    """The answers as the merge leaves them. ``now`` is by provision; what was there before is in ``merged.gathered``."""

    def __init__(self, gathered: Gathered, merged: Merged) -> None:
        self.gathered, self.merged, self.edition = gathered, merged, gathered.edition
        self.before = {answer.provision: answer for answer in gathered.assessment.answers}
        self.own = {answer.provision: answer for answer in gathered.own}
        """What stands in the target's own files: no other file is ever written."""
        self.now = dict(self.before)

    def answer(self, number: str) -> Answer:
        """A provision's answer as it is now; an empty one where it has none."""
        return self.now.get(number, Answer(number))

    def row(self, number: str) -> Row:
        """The answer as documents print it."""
        assessment = replace(self.gathered.assessment, answers=(self.answer(number),))
        return next(row for row in view(self.edition, assessment, draft=True).rows if row.number == number)

    def _place(self, number: str, name: str, action: int = 0) -> str:
        answer = self.before.get(number)
        if answer is None:
            return self._own_file(number)
        return f"{answer.file}, line {_line(answer, name, action)}"

    def _own_file(self, number: str) -> str:
        section = self.edition.section_of(number)
        return f"{self.gathered.target.name}/section-{section.number if section else '?'}.md"

    def put(self, number: str, changed: Answer, name: str, why: str, action: int = 0) -> None:
        """Take a field's new value: the answer has to be reviewed anew."""
        again = "; it has to be reviewed again" if self.answer(number).reviewed else ""
        place = self._place(number, name, action) if number in self.own else self._own_file(number)
        self.now[number] = replace(changed, reviewed=None)
        self.merged.taken.append(Change(place, f"{number}: {_named(name, action)} {why}{again}"))

    def conflict(self, number: str, name: str, why: str, texts: tuple[Text, Text], action: int = 0) -> None:
        """Leave a field as it is, and show both: as it is in the files, and as it is there."""
        here, there = _shown(*texts)
        sentence = f"{number}: {_named(name, action)} {why}"
        self.merged.conflicts.append(Conflict(self._place(number, name, action), sentence, here, there))

    # Fields of forms

    def fill(self, filled: Filled, document: str) -> None:
        """Take what the form changed, where the files have not changed it too."""
        if filled.number not in {provision.number for provision in self.edition.provisions}:
            return
        if not filled.started:
            self._add_action(filled, document)
            return
        for name, was in filled.started.items():
            stands = name in filled.fields
            there = filled.fields.get(name, ())
            if digest.of_text(name, there, flat=filled.flat) == was:
                continue
            at = self._action_at(filled) if filled.action else 0
            if at is None:
                sentence = f"was changed in {document} ({filled.place}), but the action is no longer in the files"
                self.conflict(filled.number, name, sentence, ((), there), filled.action)
                return
            here = self._fields(filled.number, at)[name]
            if digest.compared(name, here, flat=filled.flat) == digest.compared(name, there, flat=filled.flat):
                continue
            if not stands or digest.of_text(name, here, flat=filled.flat) != was:
                what = "was changed in the files and in" if stands else "is no longer in"
                self.conflict(filled.number, name, f"{what} {document} ({filled.place})", (here, there), at)
                continue
            self.take(filled.number, name, here, sheet_text.kept(there, here, name) if filled.flat else there, document, at)
        if filled.action:
            self._drop_empty(filled.number)

    def _fields(self, number: str, action: int) -> Mapping[str, Text]:
        row = self.row(number)
        return form.action_fields(row.actions[action - 1]) if action else form.answer_fields(row)

    def _action_at(self, filled: Filled) -> int | None:
        """The action in the files that the form's was made from: one that still is as it was, or that of its number; None if gone."""
        actions = self.row(filled.number).actions
        for at, action in enumerate(actions, start=1):
            shown = form.action_fields(action)
            if all(digest.of_text(name, shown[name], flat=filled.flat) == was for name, was in filled.started.items()):
                return at
        return filled.action if filled.action <= len(actions) else None

    def take(self, number: str, name: str, here: Text, there: Text, document: str, action: int) -> None:
        """Take a field's words: an answer only where it is one that the edition has."""
        answer = self.answer(number)
        if action:
            changed = list(answer.actions)
            changed[action - 1] = _with_action(changed[action - 1], name, there)
            self.put(number, replace(answer, actions=tuple(changed)), name, f"taken from {document}", action)
            return
        if name == "comply":
            words = plain(there).strip()
            value = next(
                (c.value for c in self.edition.answers if words.casefold() in (c.title.casefold(), c.value.casefold())), ""
            )
            if words and not value:
                choices = " nor ".join(choice.title for choice in self.edition.answers)
                self.conflict(number, name, f"is neither {choices} in {document}", (here, there))
                return
            self.put(number, replace(answer, comply=value, comply_text=value.capitalize()), name, f"taken from {document}")
            return
        self.put(number, _with_text(answer, name, there), name, f"taken from {document}")

    def _add_action(self, filled: Filled, document: str) -> None:
        action = Action()
        for name, text in filled.fields.items():
            action = _with_action(action, name, sheet_text.kept(text, (), name) if filled.flat else text)
        answer = self.answer(filled.number)
        if _is_empty(action) or action in answer.actions:
            return
        actions = (*answer.actions, action)
        self.put(filled.number, replace(answer, actions=actions), "what", f"added from {document}", len(actions))

    def _drop_empty(self, number: str) -> None:
        answer = self.answer(number)
        actions = tuple(action for action in answer.actions if not _is_empty(action))
        if len(actions) < len(answer.actions):
            self.now[number] = replace(answer, actions=actions)


def _is_empty(action: Action) -> bool:
    return action == Action() and not action.by_text


def _with_action(action: Action, name: str, text: Text) -> Action:
    if name in ("what", "outcome"):
        held = canonical_text(text)
        return replace(action, what=held) if name == "what" else replace(action, outcome=held)
    words = " ".join(plain(text).split())
    return replace(action, owner=words) if name == "owner" else replace(action, by=dates.parse(words)[0], by_text=words)


def _with_text(answer: Answer, name: str, text: Text) -> Answer:
    if name == "evidence":
        lines = canonical_text(Block(PARAGRAPH, block.runs) for block in text)
        return replace(answer, evidence=tuple(EvidenceItem(block.runs) for block in lines))
    held = canonical_text(text)
    return replace(answer, commentary=held) if name == "commentary" else replace(answer, alternative=held)


def _named(name: str, action: int) -> str:
    names = {"comply": "the answer", "evidence": "the evidence", "commentary": "the commentary", "alternative": "the alternative"}
    parts = {"what": "", "owner": "the owner of ", "by": "the date of ", "outcome": "the outcome of "}
    return f"{parts[name]}action {action}" if name in parts else names.get(name, f"the {name}")


def _line(answer: Answer, name: str, action: int) -> int:
    """Where a field stands in its file, or else the answer's heading."""
    if action and action <= len(answer.actions):
        return answer.actions[action - 1].line or answer.line
    texts: dict[str, Sequence[EvidenceItem | Block]] = {
        "evidence": answer.evidence,
        "commentary": answer.commentary,
        "alternative": answer.alternative,
    }
    first = next(iter(texts.get(name, ())), None)
    found = answer.comply_line if name == "comply" else first.line if first else 0
    return found or answer.line


def _shown(*texts: Text) -> list[str]:
    """Both versions as one line each, from where they part."""
    lines = [[line.strip() for line in plain(text).split("\n")] for text in texts]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*lines, strict=False)))
    shown = []
    for each in lines:
        words = " / ".join(each[same:]) or ("nothing more" if same else "nothing")
        shown.append(("… " if same else "") + (words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + " …"))
    return shown
