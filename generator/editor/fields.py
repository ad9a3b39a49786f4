"""An answer as the fields of a form, and the fields that came back as an answer. Every text is typed as in the answer files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from generator import dates, digest, rich_text
from generator.answers import writing
from generator.answers.source import visible
from generator.model import Accept, Action, Answer, Edition, EvidenceItem, Review
from generator.problems import Stop
from generator.rich_text import PARAGRAPH, Block, Run, Text, canonical_text

T = TypeVar("T")

MOST_ROWS = 200
"""The most rows of evidence, actions or accepted warnings that a form can send."""


class Sent(Protocol):
    """What a form sends: fields by name, some of them several times."""

    def getlist(self, key: str) -> Sequence[object]:
        """Every value of a field, in order."""
        ...


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """An item of evidence in two fields: a registered document ("" for none), and the place in it or else everything as typed."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action's fields."""

    what: str
    owner: str
    by: str
    outcome: str


def typed(text: Text) -> str:
    """A text as it is typed in an answer file."""
    return "\n".join(writing.paragraphs(text))


def evidence_row(item: EvidenceItem) -> EvidenceRow:
    """The fields of an item; one with bold words or links in it stands whole in the second."""
    if item.document and item.place and item.runs == (Run("".join(run.text for run in item.runs)),):
        return EvidenceRow(item.document, item.place)
    return EvidenceRow("", rich_text.write_item(item.runs).removeprefix("- "))


def action_row(action: Action) -> ActionRow:
    """The fields of an action, its date as it is typed."""
    by = action.by_text or (dates.in_words(action.by) if action.by else "")
    return ActionRow(typed(action.what), action.owner, by, typed(action.outcome))


def version(answer: Answer) -> str:
    """A few characters that differ where two versions of an answer do, in what is published or in what is not."""
    internal = [*writing.labels(answer)[1:], "" if answer.comply else answer.comply_text]
    lines = tuple(Block(PARAGRAPH, (Run(line),)) for line in internal if line)
    return digest.of_answer(answer) + digest.of_text("note", (*lines, *answer.note), flat=False)


def one_line(sent: Sent, name: str, otherwise: str) -> str:
    """A field of one line; ``otherwise`` where it was not sent."""
    values = sent.getlist(name)
    return _line(str(values[0])) if values else otherwise


def rows(sent: Sent, *names: str) -> list[tuple[str, ...]]:
    """The values of fields that stand in rows. Raises Stop where there are too many, or a row lacks one of its fields."""
    columns = [[str(value) for value in sent.getlist(name)] for name in names]
    if len({len(column) for column in columns}) > 1:
        raise Stop("A row of this form came without all of its fields, so nothing was saved. Load the page again and repeat it.")
    if len(columns[0]) > MOST_ROWS:
        raise Stop(
            f"A form can hold {MOST_ROWS} rows, and this one has {len(columns[0])}, so nothing was saved. Change this answer in its file."
        )
    return list(zip(*columns, strict=True))


def read_answer(sent: Sent, old: Answer, edition: Edition) -> Answer:
    """The answer that a form says; of what it did not send, and of what it sent unchanged, the old one stays exactly."""
    new = replace(old, owner=one_line(sent, "owner", old.owner))
    comply = one_line(sent, "comply", old.comply)
    if comply != old.comply and (comply in {choice.value for choice in edition.answers} or not comply):
        new = replace(new, comply=comply, comply_text=comply.capitalize())
    now = old.reviewed.text if old.reviewed else ""
    reviewed = one_line(sent, "reviewed", now)
    if reviewed not in (now, one_line(sent, "was-reviewed", now)):  # a review that was taken away meanwhile does not come back
        new = replace(new, reviewed=_review(reviewed) if reviewed else None)
    if sent.getlist("evidence-text"):
        new = replace(new, evidence=_evidence(sent, old))
    added = [
        EvidenceItem(block.runs) for (text,) in rows(sent, "evidence-added") for block in canonical_text(_blocks(_line(text)))
    ]
    new = replace(new, evidence=(*new.evidence, *added))
    if sent.getlist("action-what"):
        new = replace(new, actions=_actions(sent, old))
    if sent.getlist("accept-id"):
        pairs = rows(sent, "accept-id", "accept-reason")
        new = replace(new, accepts=tuple(Accept(_line(id_), _line(reason)) for id_, reason in pairs if _line(reason)))
    return replace(
        new,
        commentary=read_text(sent, "commentary", old.commentary),
        alternative=read_text(sent, "alternative", old.alternative),
        note=read_text(sent, "note", old.note),
    )


def read_text(sent: Sent, name: str, old: Text) -> Text:
    """A text as an answer file can hold it; the old one where it was not sent or says the same."""
    values = sent.getlist(name)
    if not values:
        return old
    new = canonical_text(rich_text.read_text(_lines(str(values[0]))))
    return old if new == old else new


def published(answer: Answer) -> Answer:
    """The answer without what only its makers see: where this changes, it has to be reviewed again."""
    return replace(answer, owner="", reviewed=None, accepts=(), note=())


def _review(text: str) -> Review:
    day, _, by = text.partition(",")
    return Review(text, by.strip(), dates.parse(day)[0])


def _evidence(sent: Sent, old: Answer) -> tuple[EvidenceItem, ...]:
    was = {evidence_row(item): item for item in old.evidence}
    items: list[EvidenceItem] = []
    sent_rows = rows(sent, "evidence-document", "evidence-text")
    for document, text in _arranged(sent_rows, "evidence", one_line(sent, "do", "")):
        row = EvidenceRow(_line(document), _line(text))
        if row in was:
            items.append(was[row])
            continue
        line = f"{row.document}: {row.text}".removesuffix(": ") if row.document else row.text
        items += [EvidenceItem(block.runs) for block in canonical_text(_blocks(line))]
    return tuple(items)


def _arranged(given: list[T], name: str, do: str) -> list[T]:
    """The rows as a button leaves them: "evidence-up-2", "evidence-down-2", "evidence-remove-2"."""
    match = re.fullmatch(rf"{name}-(up|down|remove)-(\d{{1,3}})", do)
    at = int(match[2]) - 1 if match else -1
    if match is None or not 0 <= at < len(given):
        return given
    row = given.pop(at)
    if match[1] != "remove":
        given.insert(max(0, at - 1) if match[1] == "up" else at + 1, row)
    return given


def _blocks(line: str) -> list[Block]:
    return [Block(PARAGRAPH, runs) for _, runs in rich_text.read_items([(0, line)])]


def _actions(sent: Sent, old: Answer) -> tuple[Action, ...]:
    was = {action_row(action): action for action in old.actions}
    actions = []
    sent_rows = rows(sent, "action-what", "action-owner", "action-by", "action-outcome")
    for what, owner, by, outcome in _arranged(sent_rows, "action", one_line(sent, "do", "")):
        row = ActionRow(_lines(what), _line(owner), _line(by), _lines(outcome))
        if row in was:
            actions.append(was[row])
        elif any((row.what.strip(), row.owner, row.by, row.outcome.strip())):
            texts = [canonical_text(rich_text.read_text(text)) for text in (row.what, row.outcome)]
            actions.append(Action(texts[0], row.owner, dates.parse(row.by)[0], row.by, texts[1]))
    return tuple(actions)


def _line(text: str) -> str:
    """One line, without what nobody can see."""
    return " ".join(visible(text).split())


def _lines(text: str) -> str:
    """Lines as an answer file can hold them, without what nobody can see."""
    return "\n".join(visible(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
