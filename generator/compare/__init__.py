"""Two self-assessments -> what differs between them: answers, evidence and commentary word by word, actions, provisions.

Pure: nothing is read or written. What counts as the same is what ``rich_text.sameness`` and the model say: spaces, bullet
characters and lines do not count. Only what is published is compared: no owner of an answer, review, note or accepted warning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator import catalogue
from generator.compare.actions import DONE, DROPPED, KEPT, LATE, MOVED, NEW, STATES, ActionChange, action_changes, paired
from generator.compare.wordwise import ADDED, REMOVED, SAME, ComparedBlock, Piece, compared_blocks
from generator.dates import in_words
from generator.model import NO, YES, Action, Answer, CarriesOn, Edition, Gone, SelfAssessment
from generator.problems import Stop
from generator.rich_text import BULLET, PARAGRAPH, Block, Run, Text, one_space, same_text, words

__all__ = [
    "ACTION",
    "ADDED",
    "COMPLY",
    "DONE",
    "DROPPED",
    "KEPT",
    "LATE",
    "MOVED",
    "NEW",
    "PARTS",
    "REMOVED",
    "SAME",
    "STATES",
    "ActionChange",
    "Beside",
    "Compared",
    "ComparedBlock",
    "Comparison",
    "Difference",
    "Piece",
    "beside",
    "compare",
    "same_answer",
]

COMPLY, EVIDENCE, COMMENTARY, ACTION, ALTERNATIVE = "comply", "evidence", "commentary", "action", "alternative"
PARTS = (COMPLY, EVIDENCE, COMMENTARY, ACTION, ALTERNATIVE)
"""The parts of an answer, in the order in which they are compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of one provision's answer that differs; ``part`` is one of PARTS.

    ``before`` and ``after`` are its blocks as written: for the answer itself one paragraph with the printed word ("Yes"), for an
    action what will change, its owner, its date and its outcome. ``blocks`` are both, word by word.
    """

    part: str
    before: Text
    after: Text
    blocks: tuple[ComparedBlock, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of all blocks, in reading order."""
        return tuple(piece for block in self.blocks for piece in block.pieces)

    @property
    def only_looks(self) -> bool:
        """True where every word is the same: only paragraphs, lists, bold, italics or hidden addresses differ."""
        return all(piece.kind == SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Compared:
    """One provision, under the later edition's number and label.

    ``before_numbers`` are those of the earlier edition that carry on in it, and ``why`` says what is new or other ("" in one
    edition). ``before`` and ``after`` are None where that side does not have the provision; several answers that carry on in one are
    put together. ``differences`` are [] where either is None.
    """

    number: str
    label: str
    before_numbers: tuple[str, ...]
    why: str
    before: Answer | None
    after: Answer | None
    differences: tuple[Difference, ...]

    @property
    def heading(self) -> str:
        """Number and label."""
        return f"{self.number} {self.label}"

    @property
    def changed(self) -> bool:
        """True where anything in the answer differs."""
        return bool(self.differences)

    @property
    def comply_changed(self) -> bool:
        """True where the answer itself differs."""
        return any(difference.part == COMPLY for difference in self.differences)

    @property
    def worse(self) -> bool:
        """True for a Yes that became a No."""
        return self._comply == (YES, NO)

    @property
    def better(self) -> bool:
        """True for a No that became a Yes."""
        return self._comply == (NO, YES)

    @property
    def _comply(self) -> tuple[str, str]:
        return (self.before.comply if self.before else "", self.after.comply if self.after else "")


@dataclass(frozen=True, slots=True)
class Beside:
    """What differs beside the provisions, such as a status or what a governing body says, and both sides word by word."""

    title: str
    before: Text
    after: Text
    blocks: tuple[ComparedBlock, ...]


def beside(title: str, before: Text, after: Text) -> Beside:
    """A difference beside the provisions."""
    return Beside(title, before, after, compared_blocks(before, after))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two self-assessments, the earlier and the later.

    ``provisions`` are all of the later edition's, in its order. ``new`` are the numbers of those that carry on none of the earlier
    edition's, ``gone`` the earlier edition's that do not carry on. ``beside`` is what differs beside the provisions. ``limits`` are
    sentences that say what could not be compared, ``first`` those that have to be read before all others.
    """

    before_name: str
    after_name: str
    before_edition: Edition
    after_edition: Edition
    provisions: tuple[Compared, ...]
    new: tuple[str, ...]
    gone: tuple[Gone, ...]
    actions: tuple[ActionChange, ...]
    limits: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    first: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[Compared, ...]:
        """The provisions that differ: Yes to No first, then No to Yes, other changes of the answer, and words; each in order."""
        groups = (self.answers_changed, (found for found in self.provisions if found.changed and not found.comply_changed))
        return tuple(found for group in groups for found in group)

    @property
    def answers_changed(self) -> tuple[Compared, ...]:
        """The provisions with another answer: Yes to No first, then No to Yes, then the others."""
        changed = [found for found in self.provisions if found.comply_changed]
        return tuple(sorted(changed, key=lambda found: 0 if found.worse else 1 if found.better else 2))

    @property
    def not_before(self) -> tuple[Compared, ...]:
        """The provisions that only the later side answers, although the earlier edition has them too."""
        return tuple(c for c in self.provisions if c.before_numbers and not c.before and c.after and _says_something(c.after))

    @property
    def not_after(self) -> tuple[Compared, ...]:
        """The provisions that only the earlier side answers, although the later edition has them too."""
        return tuple(c for c in self.provisions if not c.after and c.before and _says_something(c.before))

    @property
    def compared(self) -> int:
        """How many provisions both sides have."""
        return sum(1 for found in self.provisions if found.before and found.after)

    @property
    def same(self) -> bool:
        """True where nothing differs in what both sides have, and both have the same provisions."""
        return not (self.changed or self.not_before or self.not_after or self.new or self.gone or self.beside)


def compare(
    before: SelfAssessment, before_edition: Edition, after: SelfAssessment, after_edition: Edition, on: date
) -> Comparison:
    """What differs between the two, with actions as on the day given.

    Raises Stop where the later edition neither is the earlier nor follows it.
    """
    walk, gone = carried_on(before_edition, after_edition)
    old = {answer.provision: answer for answer in before.answers}
    new = {answer.provision: answer for answer in after.answers}
    provisions = []
    for provision in after_edition.provisions:
        number = provision.number
        carried = walk[number]
        earlier = _together(number, [old[n] for n in carried.from_numbers if n in old])
        later = new.get(number)
        differences: tuple[Difference, ...] = ()
        if earlier and later:
            differences = _differences(earlier, before_edition, later, after_edition)
        provisions.append(Compared(number, provision.label, carried.from_numbers, carried.why, earlier, later, differences))
    return Comparison(
        before.name,
        after.name,
        before_edition,
        after_edition,
        tuple(provisions),
        tuple(number for number, carried in walk.items() if not carried.from_numbers),
        gone,
        action_changes(
            (
                *((c.number, c.before, c.after) for c in provisions if c.before and c.after),
                *((each.number, old[each.number], None) for each in gone if each.number in old),
            ),
            on,
        ),
    )


def differences(before: Answer, after: Answer, edition: Edition) -> tuple[Difference, ...]:
    """What two versions of an answer say otherwise, part by part and word by word."""
    return _differences(before, edition, after, edition)


def same_answer(one: Answer, other: Answer, edition: Edition) -> bool:
    """True where two answers of an edition say the same."""
    return not _differing(one, edition, other, edition)


def carried_on(older: Edition, newer: Edition) -> tuple[Mapping[str, CarriesOn], tuple[Gone, ...]]:
    """What each provision of the newer edition carries on from the older, by number, and what does not carry on.

    Goes through the editions between them. Raises Stop where there is no way from the one to the other.
    """
    if older.id == newer.id:
        return {p.number: CarriesOn(p.number, (p.number,)) for p in newer.provisions}, ()
    if not newer.follows or newer.in_force_from <= older.in_force_from:
        raise Stop(f"{newer.title} does not follow {older.title}. Name the self-assessment on the older edition first.")
    middle = catalogue.load(newer.follows)
    to_middle, gone = carried_on(older, middle)
    last = catalogue.crosswalk(middle.id, newer.id)
    walk = {number: _further(carried, to_middle) for number, carried in last.items()}
    still = {number for carried in walk.values() for number in carried.from_numbers}
    ended = [Gone(n, item.why) for item in newer.gone for n in to_middle[item.number].from_numbers if n not in still]
    return walk, (*gone, *dict.fromkeys(ended))


def _further(carried: CarriesOn, to_middle: Mapping[str, CarriesOn]) -> CarriesOn:
    """A step of the cross-walk after those that lead to its older edition."""
    before = [to_middle[number] for number in carried.from_numbers]
    numbers = dict.fromkeys(number for step in before for number in step.from_numbers)
    reasons = dict.fromkeys(why for why in (*(step.why for step in before), carried.why) if why)
    return CarriesOn(carried.to, tuple(numbers), " ".join(reasons))


def _together(number: str, answers: Sequence[Answer]) -> Answer | None:
    """Several answers as one: a No where one of them is; what they say one after the other, the same evidence once."""
    if len(answers) <= 1:
        return answers[0] if answers else None
    verdicts = dict.fromkeys(answer.comply for answer in answers)
    comply = next(iter(verdicts)) if len(verdicts) == 1 else NO if NO in verdicts else ""
    return Answer(
        number,
        comply,
        tuple(dict.fromkeys(item for answer in answers for item in answer.evidence)),
        tuple(block for answer in answers for block in answer.commentary),
        tuple(action for answer in answers for action in answer.actions),
        tuple(block for answer in answers for block in answer.alternative),
    )


def _differences(before: Answer, before_edition: Edition, after: Answer, after_edition: Edition) -> tuple[Difference, ...]:
    differing = _differing(before, before_edition, after, after_edition)
    return tuple(Difference(part, old, new, _compared(part, old, new)) for part, old, new in differing)


def _differing(before: Answer, before_edition: Edition, after: Answer, after_edition: Edition) -> list[tuple[str, Text, Text]]:
    """The parts that differ, as both have them."""
    texts = [
        (COMPLY, _line(before_edition.answer_title(before.comply)), _line(after_edition.answer_title(after.comply))),
        (EVIDENCE, _items(before), _items(after)),
        (COMMENTARY, before.commentary, after.commentary),
        (ALTERNATIVE, before.alternative, after.alternative),
    ]
    found = [(part, old, new) for part, old, new in texts if old != new and same_text(old) != same_text(new)]
    pairs = paired(before.actions, after.actions)
    found += [(ACTION, _action(old), _action(new)) for old, new in pairs if _fields(old) != _fields(new)]
    return sorted(found, key=lambda each: PARTS.index(each[0]))


def _fields(action: Action | None) -> tuple[object, ...]:
    """What counts of an action, each field by itself: “Owner: ...” may also be words of its text."""
    if action is None:
        return ()
    return same_text(action.what), one_space(action.owner), action.by or one_space(action.by_text), same_text(action.outcome)


def _compared(part: str, before: Text, after: Text) -> tuple[ComparedBlock, ...]:
    """Both texts' blocks; the two words of an answer stand in one line."""
    if part != COMPLY:
        return compared_blocks(before, after)
    found = [(before, REMOVED), (after, ADDED)]
    return (ComparedBlock(PARAGRAPH, 0, 0, tuple(Piece(words(text), kind) for text, kind in found if text)),)


def _items(answer: Answer) -> Text:
    return tuple(Block(BULLET, item.runs) for item in answer.evidence)


def _action(action: Action | None) -> Text:
    """An action's paragraphs: what will change, and its owner, date and outcome with the labels that answer files have."""
    if action is None:
        return ()
    by = in_words(action.by) if action.by else action.by_text
    lines = [_line(f"{label}: {value}") for label, value in (("Owner", action.owner), ("By", by)) if value]
    return (*action.what, *(block for line in lines for block in line), *_labelled("Outcome", action.outcome))


def _labelled(label: str, text: Text) -> Text:
    """A text with a label before its words, or above them where it begins with a list."""
    if not text or text[0].kind != PARAGRAPH:
        return (*_line(f"{label}:"), *text) if text else ()
    return (Block(PARAGRAPH, (Run(f"{label}: "), *text[0].runs)), *text[1:])


def _says_something(answer: Answer) -> bool:
    return bool(answer.comply or answer.evidence or answer.commentary or answer.actions or answer.alternative)


def _line(text: str) -> Text:
    return (Block(PARAGRAPH, (Run(text),)),) if text else ()
