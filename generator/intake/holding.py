"""Answers reduced to what a kind of document holds of them, so that two are compared in what both hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from generator.compare.wordwise import ADDED, REMOVED, SAME, pieces
from generator.model import Answer, Edition, EvidenceItem, Landlord, SelfAssessment
from generator.printed import Wording, parts, words_for
from generator.rich_text import PARAGRAPH, Block, Run, Text, plain_runs, words
from generator.view import view

if TYPE_CHECKING:
    from generator.importers.rows import Row

EXACT, TEXT, WORDS = range(3)
"""How much of an answer a document holds: all of it; its text, without bold, italics and the place of links; the verdict and all
other words in one.
"""

_LABELS = ("evidence", "commentary", "alternative", "action", "outcome", "figure", "words", "comply", "requirement")
_AFTERWARDS = ("word.actions", "word.register", "web.complain", "web.not_met", "web.documents", "web.foot")
_WRAPPED = re.compile(r"(?<=\w[-–/]) (?=\w)")
"""Where a line ended behind a hyphen or dash: whether a space stood there cannot be told."""

_ADDRESS = re.compile(r" ?\((?:https?://[^\s()]+|[\w.+-]+@[\w.-]+)\)")
"""An address in brackets, as a workbook and a printed page show the one behind words."""

_SENTENCE = 5
"""Words from which on what is found elsewhere in a document is the same text, and no chance."""


def at_level(answers: Sequence[Answer], level: int, edition: Edition, wording: Wording) -> list[Answer]:
    """The answers reduced to what the level holds."""
    if level == TEXT:
        return [_plain(answer) for answer in answers]
    return _in_words(answers, edition, wording) if level == WORDS else list(answers)


def _plain(answer: Answer) -> Answer:
    return replace(
        answer,
        evidence=tuple(EvidenceItem(_plain_runs(item.runs)) for item in answer.evidence),
        commentary=_plain_text(answer.commentary),
        alternative=_plain_text(answer.alternative),
        actions=tuple(replace(a, what=_plain_text(a.what), outcome=_plain_text(a.outcome)) for a in answer.actions),
    )


def _plain_text(text: Text) -> Text:
    return tuple(replace(block, runs=_plain_runs(block.runs)) for block in text)


def _plain_runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    return (Run(plain_runs(runs)),)


def until_the_end(answers: Iterable[Answer], wording: Wording) -> tuple[Answer, ...]:
    """The answers that a document was found to hold, without what follows the form: the last one goes on to its end otherwise.

    That begins with a heading that our own documents have there, in a format that keeps no headings.
    """
    ends = {_bare(wording[key]) for key in _AFTERWARDS}

    def before_end(text: Text) -> Text:
        return tuple(takewhile(lambda block: _bare(words((block,))) not in ends, text))

    found = []
    for answer in answers:
        evidence = before_end(tuple(Block(PARAGRAPH, item.runs) for item in answer.evidence))
        ended = len(evidence) < len(answer.evidence)
        kept = answer.evidence[: len(evidence)]
        found.append(replace(answer, evidence=kept, commentary=() if ended else before_end(answer.commentary)))
    return tuple(found)


def _in_words(answers: Sequence[Answer], edition: Edition, wording: Wording) -> list[Answer]:
    """Each verdict, and all other words that are printed for it as one paragraph; labels and headings of the form count for nothing."""
    said = words_for(wording, asks_questions=edition.asks_questions)
    labels = _labels(edition, said)
    given = {answer.provision for answer in answers}
    reduced = []
    for row in view(edition, SelfAssessment("", Landlord(), tuple(answers))).rows:
        if row.number in given:
            shown = [*row.evidence, *(block.runs for _, blocks in parts(row, said) for block in blocks)]
            reduced.append(Answer(row.number, row.comply, commentary=_one_paragraph(shown, labels)))
    return reduced


def _one_paragraph(shown: Iterable[Sequence[Run]], labels: Collection[str]) -> Text:
    lines = (_ADDRESS.sub("", " ".join("".join(run.text for run in runs).split())) for runs in shown)
    text = " ".join(_unlabelled(line, labels) for line in lines if _bare(line) not in labels)
    return (Block(PARAGRAPH, (Run(_WRAPPED.sub("", text)),)),) if text else ()


def same_words(before: Answer, after: Answer, before_rest: str, after_rest: str) -> bool:
    """True where two answers in words say the same.

    An import tells evidence from commentary by its own signs, so that the order of what it found cannot be relied on; and what it
    could not place, the ``rest``, may hold whole sentences of an answer.
    """
    old, new = words(before.commentary), words(after.commentary)
    if before.comply != after.comply:
        return False
    if Counter(old.split()) == Counter(new.split()):
        return True
    rests = {REMOVED: after_rest, ADDED: before_rest}
    return all(
        piece.kind == SAME or (len(piece.text.split()) >= _SENTENCE and piece.text in rests[piece.kind])
        for piece in pieces(old, new)
    )


def rest(rows: Iterable[Row]) -> str:
    """The words of what belongs to no provision."""
    return _WRAPPED.sub("", " ".join(" ".join(cell.text.split()) for row in rows for cell in row.cells))


def _labels(edition: Edition, said: Wording) -> Collection[str]:
    """The lines of a printed form that are no part of an answer: labels, the Code's own words, headings."""
    labels = {said[f"answer.{key}"] for key in _LABELS}
    actions = [said["answer.action"], *(f"{said['answer.action']} {number}" for number in range(1, 10))]
    labels |= {*actions, *(said["answer.outcome"].format(action=action[0].lower() + action[1:]) for action in actions)}
    for provision in edition.provisions:
        labels |= {provision.number, provision.label, provision.heading, provision.text, *provision.items}
    groups = [group.title for group in edition.groups]
    for section in edition.sections:
        stages = [stage.title for stage in section.stages]
        below = [*groups, *stages, *(said["web.group_in"].format(group=g, stage=stage) for g in groups for stage in stages)]
        for heading in (section.title, f"Section {section.number}: {section.title}"):
            labels |= {heading, *below, *(said["web.section_stage"].format(section=heading, stage=each) for each in below)}
    return {_bare(" ".join(label.split())) for label in labels}


def _unlabelled(line: str, labels: Collection[str]) -> str:
    """A line without the label that it begins with, which an import may have taken for one of a form."""
    label, colon, rest = line.partition(":")
    return rest.strip() if colon and _bare(label) in labels else line


def _bare(line: str) -> str:
    return line.strip(" :").casefold()
