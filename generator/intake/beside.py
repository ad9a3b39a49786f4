"""What a self-assessment says beside its provisions: its status, what its governing bodies say, how to complain, and who it is of.

Of answer files all of that is known. A document holds what stands there below the heading, or after the label, that our own
documents give it; so do a website's pages that were made of ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any

from generator.compare import Beside, beside
from generator.intake.documents import DATA, Document
from generator.intake.ours import FACTS
from generator.model import Edition, SelfAssessment
from generator.printed import Wording
from generator.rich_text import PARAGRAPH, Block, Run, Text, canonical_text, plain_runs, same_text
from generator.view import view

if TYPE_CHECKING:
    from generator.importers.rows import Row

_HEADING = "heading"
_CONTACT = {"how_to_complain": "complain", "ombudsman": "ombudsman", "other_formats": "formats"}
"""The names of these texts in published data, and of their headings in the wording of web pages."""

_STATUS = re.compile(r"(?:Draft\b|(?:Approved|For approval) by .* on \d{1,2} \w+ \d{4}).*")
_TOP = 12
"""The first lines of a document, in which its status stands; further down it may be part of a text."""

_MARKS = re.compile(r"(?m)^[^\S\n]*(?:[•◦▪-]|\d+\.)\s+")


@dataclass(frozen=True, slots=True)
class Statement:
    """What stands beside the provisions under one title; ``fact`` is True for a line of the title block.

    ``exact`` is False where only its words are known, ``open_end`` True where what follows it in the document may not belong to it.
    """

    title: str
    text: Text
    fact: bool = False
    exact: bool = True
    open_end: bool = False


def of_answers(assessment: SelfAssessment, edition: Edition, wording: Wording) -> tuple[Statement, ...]:
    """All of it, also what is empty, as documents print it."""
    shown = view(edition, assessment)
    facts = dict(shown.facts)
    texts = {key: getattr(shown, name) for name, key in _CONTACT.items()}
    return (
        Statement(wording["comparison.status"], _line(shown.status_line)),
        *(Statement(_response(body.name, wording), canonical_text(body.response)) for body in shown.bodies),
        *(Statement(wording[f"web.{key}"], canonical_text(text)) for key, text in texts.items()),
        *(Statement(label, _line(facts.get(label, "")), fact=True) for label in FACTS),
    )


def of_document(document: Document, wording: Wording) -> tuple[Statement, ...]:
    """What the document holds of it, each title once."""
    found: dict[str, Statement] = {}
    told = _in_data(document.data, wording) if document.kind == DATA else _in_rows(document, wording)
    for statement in told:
        found.setdefault(statement.title, statement)
    return tuple(found.values())


def _in_data(data: bytes, wording: Wording) -> Iterator[Statement]:
    """Of published data, which was read already and is therefore whole."""
    held: dict[str, Any] = json.loads(data)
    yield Statement(wording["comparison.status"], _line(str(held.get("status_in_words") or "")))
    for body in held["governing_bodies"]:
        yield Statement(_response(body["name"], wording), _blocks(body["response"]))
    for name, key in _CONTACT.items():
        yield Statement(wording[f"web.{key}"], _blocks(held[name]))
    for fact in held["facts"]:
        if fact["label"] in FACTS:
            yield Statement(fact["label"], _line(fact["value"]), fact=True)


def _blocks(listed: Sequence[Any]) -> Text:
    """Blocks as published data has them."""
    looks = ("bold", "italic")
    return canonical_text(
        Block(
            each["kind"],
            tuple(Run(r["text"], link=r.get("link", ""), **{look: bool(r.get(look)) for look in looks}) for r in each["runs"]),
            each.get("level", 0),
            each.get("number", 0),
        )
        for each in listed
    )


def _in_rows(document: Document, wording: Wording) -> Iterator[Statement]:
    rows = document.rows
    for line in () if document.kind.startswith(".xls") else map(_said, rows[:_TOP]):  # a workbook has it after its label
        if _STATUS.fullmatch(line):
            yield Statement(wording["comparison.status"], _line("Draft" if line.startswith("Draft") else line.rstrip(".")))
            break
    yield from _below_headings(document, wording)
    yield from _after_labels(rows, wording)


def _below_headings(document: Document, wording: Wording) -> Iterator[Statement]:
    rows = document.rows
    titles = {wording[f"web.{key}"] for key in _CONTACT.values()}
    responses = re.compile(re.escape(wording["web.response"]).replace(r"\{body\}", ".+"))
    within = False
    for at, row in enumerate(rows):
        if _level(row) == 0:
            continue
        line = _said(row)
        within = line == wording["word.response"] or (within and _level(row) > 1)
        body = within and _level(row) > 1
        if body or line in titles or responses.fullmatch(line):
            passage = list(takewhile(lambda below: _level(below) == 0, rows[at + 1 :]))
            title = _response(line, wording) if body else line
            yield Statement(title, _passage(passage, wording), open_end=at + 1 + len(passage) == len(rows))


def _passage(rows: Sequence[Row], wording: Wording) -> Text:
    """The text of a response or of how to complain, without the line on the approval that stands above a response."""
    blocks = [block for row in rows if len(row.cells) == 1 for block in row.cells[0].blocks]
    if blocks and _STATUS.fullmatch(plain_runs(blocks[0].runs)):
        del blocks[0]
    if [plain_runs(block.runs) for block in blocks] == [wording["word.response_none"]]:
        return ()
    return canonical_text(blocks)


def _after_labels(rows: Sequence[Row], wording: Wording) -> Iterator[Statement]:
    """The title block: label and value in a line, in two cells, or in two lines below the heading of a page."""
    response = re.compile(re.escape(wording["excel.about_response"]).replace(r"\{body\}", "(.+)"))
    pairs = [_pair(row) for row in rows]
    about = False
    for row, below in pairwise((*rows, *rows[-1:])):
        about = _said(row) == wording["web.about"] if _level(row) else about
        if about and _said(row) in FACTS:
            pairs.append((_said(row), _said(below)))
    for label, value in pairs:
        if label in FACTS and value:
            yield Statement(label, _line(" ".join(value.split())), fact=True)
        elif label == wording["comparison.status"] and _STATUS.fullmatch(value):
            yield Statement(label, _line(value))
        elif body := response.fullmatch(label):
            yield Statement(_response(body[1], wording), _line(value), exact=False)


def _pair(row: Row) -> tuple[str, str]:
    if len(row.cells) == 2:
        return row.cells[0].text.strip(), row.cells[1].text.strip()
    label, _, value = row.cells[0].text.partition("\t") if len(row.cells) == 1 else ("", "", "")
    return label.strip(), value.strip()


def compared(
    before: Sequence[tuple[str, Statement]], after: Sequence[tuple[str, Statement]]
) -> tuple[tuple[Beside, ...], tuple[Statement, ...]]:
    """What differs in what both sides hold, and what only one of them does; each side's are given with the document's name.

    Where one of them has several documents, one that differs is enough.
    """
    differing, alone = [], []
    for title in dict.fromkeys(statement.title for _, statement in (*before, *after)):
        old = [statement for _, statement in before if statement.title == title]
        new = [statement for _, statement in after if statement.title == title]
        pairs = [(one, other) for one in old for other in new]
        found = next((pair for pair in pairs if not _same(*pair)), None)
        if found:
            differing.append(_difference(title, *found))
        elif not pairs and any(statement.text for statement in (*old, *new)):
            alone.append((*old, *new)[0])
    return tuple(differing), tuple(alone)


def stands_in(statement: Statement, text: str) -> bool:
    """Whether all of its words stand in a document's text, one after the other."""
    return " ".join(_words(statement.text).split()) in text


def text_of(document: Document) -> str:
    """All words of a document."""
    return " ".join(" ".join(_MARKS.sub("", cell.text).split()) for row in document.rows for cell in row.cells)


def _same(one: Statement, other: Statement) -> bool:
    one, other = _ended(one, other), _ended(other, one)
    if one.exact and other.exact:
        return same_text(one.text) == same_text(other.text)
    return _words(one.text).split() == _words(other.text).split()


def _ended(one: Statement, other: Statement) -> Statement:
    """One that goes on to the end of its document, with as many paragraphs as the other."""
    return replace(one, text=one.text[: len(other.text)]) if one.open_end and not other.open_end else one


def _difference(title: str, one: Statement, other: Statement) -> Beside:
    one, other = _ended(one, other), _ended(other, one)
    texts = [each.text if one.exact and other.exact else _line(" ".join(_words(each.text).split())) for each in (one, other)]
    return beside(title, texts[0], texts[1])


def _words(text: Text) -> str:
    return _MARKS.sub("", "\n".join(plain_runs(block.runs) for block in text))


def _response(body: str, wording: Wording) -> str:
    return wording["web.response"].format(body=body)


def _level(row: Row) -> int:
    """The level of the heading that a row is, or 0."""
    block = row.cells[0].blocks[0] if len(row.cells) == 1 and row.cells[0].blocks else None
    return block.level if block and block.kind == _HEADING else 0


def _said(row: Row) -> str:
    return " ".join(" ".join(cell.text for cell in row.cells).split())


def _line(text: str) -> Text:
    return (Block(PARAGRAPH, (Run(text),)),) if text else ()
