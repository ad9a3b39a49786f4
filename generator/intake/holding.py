"""Answers reduced to what a kind of document holds of them, so that two are compared in what both hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.compare.wordwise import ADDED, REMOVED, SAME, pieces
from generator.model import Answer, Edition, EvidenceItem, SelfAssessment
from generator.printed import Wording, parts, words_for
from generator.rich_text import PARAGRAPH, Block, Run, Text, plain_runs, words
from generator.view import view

if TYPE_CHECKING:
    from generator.importers.rows import Row

_LABELS = ("evidence", "commentary", "alternative", "action", "outcome", "figure", "words", "comply", "requirement")
_WRAPPED = re.compile(r"(?<=\w[-–/]) (?=\w)")
"""Where a line ended behind a hyphen or dash: whether a space stood there cannot be told."""

_SENTENCE = 5
"""Words from which on what is found elsewhere in a document is the same text, and no chance."""


def plain(answer: Answer) -> Answer:
    """The answer as a worksheet holds it: without bold and italics, with addresses in brackets."""
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


def in_words(assessment: SelfAssessment, edition: Edition, wording: Wording) -> SelfAssessment:
    """Each answer as any document holds it: its verdict, and all other words that are printed for it as one paragraph.

    Labels and headings of the form count for nothing, nor do addresses that stand behind words.
    """
    said = words_for(wording, asks_questions=edition.asks_questions)
    labels = _labels(edition, said)
    given = {answer.provision for answer in assessment.answers}
    answers = []
    for row in view(edition, assessment).rows:
        if row.number in given:
            shown = [*row.evidence, *(block.runs for _, blocks in parts(row, said) for block in blocks)]
            answers.append(Answer(row.number, row.comply, commentary=_one_paragraph(shown, labels)))
    return replace(assessment, answers=tuple(answers))


def _one_paragraph(shown: Iterable[Sequence[Run]], labels: Collection[str]) -> Text:
    lines = (" ".join("".join(run.text for run in runs).split()) for runs in shown)
    text = " ".join(_unlabelled(line, labels) for line in lines if _bare(line) not in labels)
    return (Block(PARAGRAPH, (Run(_WRAPPED.sub("", text)),)),) if text else ()


def where_same(before: SelfAssessment, after: SelfAssessment, before_rest: str, after_rest: str) -> SelfAssessment:
    """The later answers with the earlier's text where they say the same.

    An import tells evidence from commentary by its own signs, so that the order of what it found cannot be relied on; and what it
    could not place, the ``rest``, may hold whole sentences of an answer.
    """
    old = {answer.provision: answer for answer in before.answers}
    answers = []
    for answer in after.answers:
        earlier = old.get(answer.provision)
        if earlier and _say_the_same(words(earlier.commentary), words(answer.commentary), before_rest, after_rest):
            answer = replace(answer, commentary=earlier.commentary)  # noqa: PLW2901 (the answer, as it is compared)
        answers.append(answer)
    return replace(after, answers=tuple(answers))


def _say_the_same(before: str, after: str, before_rest: str, after_rest: str) -> bool:
    if Counter(before.split()) == Counter(after.split()):
        return True
    rests = {REMOVED: after_rest, ADDED: before_rest}
    return all(
        piece.kind == SAME or (len(piece.text.split()) >= _SENTENCE and piece.text in rests[piece.kind])
        for piece in pieces(before, after)
    )


def rest(rows: Iterable[Row]) -> str:
    """The words of what belongs to no provision."""
    return _WRAPPED.sub("", " ".join(" ".join(cell.text.split()) for row in rows for cell in row.cells))


def _labels(edition: Edition, said: Wording) -> Collection[str]:
    """The lines of a printed form that are no part of an answer: labels, provisions' numbers and names, headings."""
    labels = {said[f"answer.{key}"] for key in _LABELS}
    actions = [said["answer.action"], *(f"{said['answer.action']} {number}" for number in range(1, 10))]
    labels |= {*actions, *(said["answer.outcome"].format(action=action[0].lower() + action[1:]) for action in actions)}
    for provision in edition.provisions:
        labels |= {provision.number, provision.label, provision.heading}
    for section in edition.sections:
        headings = (section.title, f"Section {section.number}: {section.title}")
        stages = [stage.title for stage in section.stages]
        labels |= {*headings, *stages}
        labels |= {said["web.section_stage"].format(section=heading, stage=stage) for heading in headings for stage in stages}
    return {_bare(label) for label in labels.union(group.title for group in edition.groups)}


def _unlabelled(line: str, labels: Collection[str]) -> str:
    """A line without the label that it begins with, which an import may have taken for one of a form."""
    label, colon, rest = line.partition(":")
    return rest.strip() if colon and _bare(label) in labels else line


def _bare(line: str) -> str:
    return line.strip(" :").casefold()
