"""Answer files and documents as two sides that are compared, each in what both of them hold.

Documents that ``build`` made are read exactly (of a workbook, the text). Of others only the words of each provision are known: there
the answer is compared as such, and everything else that is said, evidence, commentary and actions, as one text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from generator import catalogue, intake
from generator.compare import Comparison, compare, same_answer
from generator.intake import beside
from generator.intake.beside import Statement
from generator.intake.documents import Document, in_folder, open_document
from generator.intake.holding import EXACT, TEXT, WORDS, at_level, rest, same_words, until_the_end
from generator.intake.ours import Ours, recognised
from generator.model import Answer, Edition, Landlord, SelfAssessment
from generator.printed import Wording
from generator.problems import Stop

_SCHEMA = ".schema.json"
"""The end of the name of the file that describes our published data, and holds no answers."""

_FEW = 8
"""Provisions that are named where documents disagree; of more, how many there are."""

_UNSURE = ("import-doubtful", "import-answer-unknown", "import-by-order", "import-hidden")
"""What an import says where a difference may be its own mistake."""


@dataclass(frozen=True)
class Held:
    """What one document, or a folder of answer files, holds; ``level`` says how much of an answer that is.

    ``rest`` is what stands in a document and belongs to no provision.
    """

    name: str
    edition: Edition
    answers: tuple[Answer, ...]
    wording: Wording
    level: int = EXACT
    rest: str = ""

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The provisions that it holds."""
        return frozenset(answer.provision for answer in self.answers)

    @cached_property
    def _levels(self) -> dict[int, dict[str, Answer]]:
        return {}

    def answer(self, number: str, level: int) -> Answer:
        """The provision's answer, reduced to what the level holds."""
        if level not in self._levels:
            reduced = at_level(self.answers, level, self.edition, self.wording)
            self._levels[level] = {answer.provision: answer for answer in reduced}
        return self._levels[level][number]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that are compared: what each of its documents holds; ``limits`` are sentences on what is not compared, or not sure.

    ``landlords`` are the names that the landlord of answer files goes by, of its folder and in landlord.md; documents have none here.
    ``beside`` is what stands beside the provisions, each with its document's name, and ``text`` all words of documents. ``first`` are
    sentences that have to be read before all others.
    """

    name: str
    held: tuple[Held, ...]
    limits: tuple[str, ...] = ()
    landlords: frozenset[str] = frozenset()
    beside: tuple[tuple[str, Statement], ...] = ()
    text: str = ""
    first: tuple[str, ...] = ()

    @property
    def edition(self) -> Edition:
        """The edition of the Code that all of it answers."""
        return self.held[0].edition

    def holding(self, number: str) -> list[Held]:
        """Those that hold the provision, the most exact first."""
        return sorted((held for held in self.held if number in held.numbers), key=lambda held: held.level)


def of_answers(assessment: SelfAssessment, edition: Edition, wording: Wording) -> Side:
    """A folder of answer files."""
    names = frozenset((assessment.name.partition("/")[0], assessment.landlord.name))
    stated = tuple((assessment.name, statement) for statement in beside.of_answers(assessment, edition, wording))
    return Side(assessment.name, (Held(assessment.name, edition, assessment.answers, wording),), (), names, stated)


def of_documents(path: Path, wording: Wording) -> Side:
    """The document, or all of those in the folder, as one publication. Raises Stop where they are no self-assessment."""
    name = path.as_posix() if path.is_dir() else path.name
    paths = [p for p in in_folder(path) if not p.name.endswith(_SCHEMA)] if path.is_dir() else [path]
    documents = [open_document(each) for each in paths]
    editions = [catalogue.load(id_) for id_ in catalogue.editions()]
    read = [(document, recognised(document, editions, wording)) for document in documents]
    own = [(document, ours) for document, ours in read if ours]
    stated = tuple((document.name, statement) for document in documents for statement in beside.of_document(document, wording))
    text = " ".join(map(beside.text_of, documents))
    if own:
        others = [document.name for document, ours in read if not ours and _may_answer(document, wording)]
        return replace(_of_ours(name, own, others, wording), beside=stated, text=text)
    imported = intake.brought(documents, wording)
    unsure = tuple(problem.message for problem in imported.problems if problem.id in _UNSURE)
    answers = until_the_end(imported.answers.values(), wording)
    whole = Held(name, imported.edition, answers, wording, WORDS, rest(imported.match.leftover))
    return Side(name, (whole,), unsure, beside=stated, text=text)


def _may_answer(document: Document, wording: Wording) -> bool:
    """False for a page that holds no answers, such as an index or what a website has around them."""
    lines = {cell.text for row in document.rows for cell in row.cells}
    return not document.kind.startswith(".htm") or wording["answer.comply"] in lines or wording["answer.comply_asked"] in lines


def _of_ours(name: str, own: Sequence[tuple[Document, Ours]], others: Sequence[str], wording: Wording) -> Side:
    edition = own[0][1].edition
    if any(ours.edition.id != edition.id for _, ours in own):
        raise Stop(f"{name}: these are answers to two editions of the Code. Compare the documents of each edition on their own.")
    held = [Held(d.name, edition, ours.answers, wording, _level(d.kind, edition), rest(ours.rest)) for d, ours in own]
    side = Side(name, tuple(held), tuple(wording["comparison.not_read"].format(document=other) for other in others))
    return replace(side, first=(*_of_two(name, own, wording), *_disagreeing(side, wording)))


def _of_two(name: str, own: Sequence[tuple[Document, Ours]], wording: Wording) -> Iterator[str]:
    """A sentence where the documents name two landlords, or two periods: they are no one publication."""
    for label in ("Landlord", "Period"):
        named = {ours.facts[label]: document.name for document, ours in reversed(own) if ours.facts.get(label)}
        if len(named) > 1:
            said = ", ".join(f"“{value}” ({document})" for value, document in sorted(named.items()))
            yield wording[f"comparison.two_{label.lower()}s_inside"].format(name=name, named=said)


def _level(kind: str, edition: Edition) -> int:
    """How much of an answer a document of this kind holds that ``build`` made."""
    if kind.startswith(".xls"):
        return TEXT if any(column.holds == "evidence" for column in edition.columns) else WORDS
    return WORDS if kind == ".pdf" else EXACT


def _disagreeing(side: Side, wording: Wording) -> Iterator[str]:
    """A sentence for each two documents of the side that say something else about provisions, with these."""
    found: dict[tuple[str, str], list[str]] = {}
    for number in (provision.number for provision in side.edition.provisions):
        holding = side.holding(number)
        for other in holding[1:]:
            if _differ(holding[0], other, number):
                found.setdefault((other.name, holding[0].name), []).append(number)
    for (document, first), numbers in found.items():
        listed = ", ".join(numbers) if len(numbers) <= _FEW else wording["comparison.in_provisions"].format(count=len(numbers))
        yield wording["comparison.disagree"].format(numbers=listed, document=document, other=first)


def _differ(before: Held, after: Held, number: str) -> bool:
    """Whether two say something else about a provision, in what both of them hold."""
    level = max(before.level, after.level)
    old, new = before.answer(number, level), after.answer(number, level)
    if level == WORDS:
        return not same_words(old, new, before.rest, after.rest)
    return not same_answer(old, new, before.edition)


def compared(before: Side, after: Side, wording: Wording, on: date) -> Comparison:
    """What differs between the two sides in what both of them hold, the older edition first; ``limits`` say what is left out.

    What stands beside the provisions is compared where the two are of one landlord, or one of them is no answer files.

    Raises Stop where there is no way from the one edition to the other.
    """
    limits: list[str] = []
    first: list[str] = []
    if before.edition.in_force_from > after.edition.in_force_from:
        before, after = after, before
        first.append(wording["comparison.turned"].format(before=before.name, after=after.name))
    levels, old, new = _in_one_edition(before, after) if before.edition.id == after.edition.id else _as_they_are(before, after)
    limits += [wording[f"comparison.{key}"] for level, key in ((TEXT, "text_only"), (WORDS, "words_only")) if level in levels]
    found = compare(
        SelfAssessment(before.name, Landlord(), old),
        before.edition,
        SelfAssessment(after.name, Landlord(), new),
        after.edition,
        on,
    )
    if before.landlords and after.landlords and not before.landlords & after.landlords:
        found = replace(found, actions=())
        limits.append(wording["comparison.two_landlords"])
    else:
        differing, alone = beside.compared(before.beside, after.beside)
        found = replace(found, beside=differing)
        limits += _not_held(alone, before, after, wording)
    return replace(found, limits=(*limits, *before.limits, *after.limits), first=(*first, *before.first, *after.first))


def _not_held(alone: Sequence[Statement], before: Side, after: Side, wording: Wording) -> Iterator[str]:
    """Sentences on what stands beside the provisions of one side only, and what is never compared of documents."""
    if before.text or after.text:
        text = f"{before.text} {after.text}"
        titles = [statement.title for statement in alone if not beside.stands_in(statement, text) and not statement.fact]
        titles += [wording["comparison.facts"]] if any(s.fact and not beside.stands_in(s, text) for s in alone) else []
        if titles:
            yield wording["comparison.not_held"].format(titles="; ".join(titles))
        yield wording["comparison.made_of_answers"]


_Reduced = tuple[set[int], tuple[Answer, ...], tuple[Answer, ...]]
"""The levels that answers were reduced to, and those of both sides."""


def _in_one_edition(before: Side, after: Side) -> _Reduced:
    """Of each provision's versions those that differ, if any do: a publication is as good as the worst of its documents."""
    levels: set[int] = set()
    old: list[Answer] = []
    new: list[Answer] = []
    for number in (provision.number for provision in before.edition.provisions):
        earlier, later = before.holding(number), after.holding(number)
        pairs = [(one, other) for one in earlier for other in later]
        differing = next((pair for pair in pairs if _differ(*pair, number)), None)
        if differing or pairs:
            one, other = differing or pairs[0]
            level = max(one.level, other.level)
            levels.add(level)
            old.append(one.answer(number, level))
            new.append(other.answer(number, level) if differing else one.answer(number, level))
        else:
            old += [held.answer(number, EXACT) for held in earlier[:1]]
            new += [held.answer(number, EXACT) for held in later[:1]]
    return levels, tuple(old), tuple(new)


def _as_they_are(before: Side, after: Side) -> _Reduced:
    """Everything in what both sides hold, for two editions."""
    level = max(held.level for side in (before, after) for held in side.held[:1])
    answers = [
        tuple(side.holding(p.number)[0].answer(p.number, level) for p in side.edition.provisions if side.holding(p.number))
        for side in (before, after)
    ]
    return {level}, answers[0], answers[1]
