"""Answer files and documents as two sides that are compared, each in what both of them hold.

Documents that ``build`` made are read exactly (of a workbook, the text). Of others only the words of each provision are known: there
the answer is compared as such, and everything else that is said, evidence, commentary and actions, as one text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator import catalogue, intake
from generator.compare import Comparison, compare, same_answer
from generator.intake.documents import Document, in_folder, open_document
from generator.intake.holding import in_words, plain, rest, where_same
from generator.intake.ours import Ours, recognised
from generator.model import Answer, Edition, Landlord, SelfAssessment
from generator.printed import Wording
from generator.problems import Stop

_SCHEMA = ".schema.json"
"""The end of the name of the file that describes our published data, and holds no answers."""

_UNSURE = ("import-doubtful", "import-answer-unknown", "import-by-order")
"""What an import says where a difference may be its own mistake."""


class _Version(NamedTuple):
    """An answer in one of several documents; ``plain``: only its text is known."""

    document: str
    answer: Answer
    plain: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that are compared. ``exact`` is False where only the words are known.

    ``versions`` are the answers in each of several documents; ``plain`` the provisions of which only the text is known; ``limits``
    sentences on what is not compared, or is not sure; ``rest`` what stands in a document and belongs to no provision.
    """

    edition: Edition
    assessment: SelfAssessment
    exact: bool = True
    versions: tuple[_Version, ...] = ()
    plain: frozenset[str] = frozenset()
    limits: tuple[str, ...] = ()
    rest: str = ""


def of_documents(path: Path, wording: Wording) -> Side:
    """The document, or all of those in the folder, as one publication. Raises Stop where they are no self-assessment."""
    name = path.as_posix() if path.is_dir() else path.name
    paths = [p for p in in_folder(path) if not p.name.endswith(_SCHEMA)] if path.is_dir() else [path]
    documents = [open_document(each) for each in paths]
    editions = [catalogue.load(id_) for id_ in catalogue.editions()]
    read = [(document, recognised(document, editions, wording)) for document in documents]
    own = [(document, ours) for document, ours in read if ours]
    if own:
        others = [document.name for document, ours in read if not ours and _may_answer(document, wording)]
        return _of_ours(name, own, others, wording)
    imported = intake.brought(documents, wording)
    unsure = tuple(problem.message for problem in imported.problems if problem.id in _UNSURE)
    assessment = SelfAssessment(name, Landlord(), tuple(imported.answers.values()))
    return Side(imported.edition, assessment, exact=False, limits=unsure, rest=rest(imported.match.leftover))


def _may_answer(document: Document, wording: Wording) -> bool:
    """False for a page that holds no answers, such as an index or what a website has around them."""
    lines = {cell.text for row in document.rows for cell in row.cells}
    return not document.kind.startswith(".htm") or wording["answer.comply"] in lines or wording["answer.comply_asked"] in lines


def _of_ours(name: str, own: Sequence[tuple[Document, Ours]], others: Sequence[str], wording: Wording) -> Side:
    edition = own[0][1].edition
    if any(ours.edition.id != edition.id for _, ours in own):
        raise Stop(f"{name}: these are answers to two editions of the Code. Compare the documents of each edition on their own.")
    exact_first = sorted(own, key=lambda each: each[0].kind.startswith(".xls"))
    versions = [
        _Version(document.name, answer, document.kind.startswith(".xls"))
        for document, ours in exact_first
        for answer in ours.answers
    ]
    first: dict[str, _Version] = {}
    limits = [wording["comparison.not_read"].format(document=other) for other in others]
    for version in versions:
        number = version.answer.provision
        chosen = first.setdefault(number, version)
        if _differ(chosen, version, edition):
            limits.append(wording["comparison.disagree"].format(number=number, document=version.document, other=chosen.document))
    landlord = Landlord(name=next((ours.facts["Landlord"] for _, ours in own if "Landlord" in ours.facts), ""))
    answers = tuple(first[p.number].answer for p in edition.provisions if p.number in first)
    only_text = frozenset(number for number, version in first.items() if version.plain)
    return Side(edition, SelfAssessment(name, landlord, answers), True, tuple(versions), only_text, tuple(limits))


def _differ(one: _Version, other: _Version, edition: Edition) -> bool:
    """Whether two versions say something else, in what both of them hold."""
    if one.plain or other.plain:
        return not same_answer(plain(one.answer), plain(other.answer), edition)
    return not same_answer(one.answer, other.answer, edition)


def compared(before: Side, after: Side, wording: Wording, on: date) -> Comparison:
    """What differs between the two sides in what both of them hold, the older edition first; ``limits`` say what is left out.

    Raises Stop where there is no way from the one edition to the other.
    """
    limits: list[str] = []
    if before.edition.in_force_from > after.edition.in_force_from:
        before, after = after, before
        limits.append(wording["comparison.turned"].format(before=before.assessment.name, after=after.assessment.name))
    before, after = _telling(before, after), _telling(after, before)
    old, new = before.assessment, after.assessment
    if not (before.exact and after.exact):
        limits.append(wording["comparison.words_only"])
        old, new = in_words(old, before.edition, wording), in_words(new, after.edition, wording)
        new = where_same(old, new, before.rest, after.rest) if before.edition.id == after.edition.id else new
    elif only_text := before.plain | after.plain:
        limits.append(wording["comparison.text_only"])
        old, new = _plain_where(old, only_text), _plain_where(new, only_text)
    found = compare(old, before.edition, new, after.edition, on)
    return replace(found, limits=(*limits, *before.limits, *after.limits))


def _plain_where(assessment: SelfAssessment, numbers: frozenset[str]) -> SelfAssessment:
    answers = (plain(answer) if answer.provision in numbers else answer for answer in assessment.answers)
    return replace(assessment, answers=tuple(answers))


def _telling(side: Side, other: Side) -> Side:
    """The side with, of each provision's versions, one that does not say what the other side says, if there is one."""
    if side.edition.id != other.edition.id or not other.exact:
        return side
    against = {answer.provision: answer for answer in other.assessment.answers}
    told: dict[str, _Version] = {}
    for version in side.versions:
        number = version.answer.provision
        expected = _Version("", against.get(number, version.answer), number in other.plain)
        if number not in told and _differ(version, expected, side.edition):
            told[number] = version
    answers = tuple(told[a.provision].answer if a.provision in told else a for a in side.assessment.answers)
    plain_too = {number for number, version in told.items() if version.plain}
    return replace(side, assessment=replace(side.assessment, answers=answers), plain=side.plain | plain_too)
