"""What "the same answer" means: one definition for reading back, round trips and comparisons.

An answer is its comply value, its evidence in order as printed, its commentary, actions and alternative, each as blocks of runs.
Runs of spaces and tabs count as one space, a no-break space as a space; the bullet character does not count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.rich_text import Block, Run, Text, canonical, plain, plain_runs
from generator.view import Row, View

Wording = Mapping[str, str]

_SPACE = re.compile(r"[ \t\u00a0]+")


@dataclass(frozen=True, slots=True)
class PrintedActionText:
    """An action as a reader of a document sees it."""

    what: Text
    owner: str
    by: str
    outcome: Text


@dataclass(frozen=True, slots=True)
class Printed:
    """An answer as it stands in a document."""

    number: str
    comply: str
    evidence: tuple[tuple[Run, ...], ...]
    commentary: Text
    actions: tuple[PrintedActionText, ...]
    alternative: Text


@dataclass(frozen=True, slots=True)
class Flat:
    """An answer as plain text, as a worksheet holds it: evidence and commentary by line."""

    number: str
    comply: str
    evidence: tuple[str, ...]
    commentary: tuple[str, ...]


def printed(row: Row, wording: Wording) -> Printed:
    """What a document must show for this row."""
    actions = tuple(
        PrintedActionText(a.what, a.owner or wording["answer.action_none"], a.by or wording["answer.action_none"], a.outcome)
        for a in row.actions
    )
    comply = row.comply_title or wording["answer.unanswered"]
    return normal(Printed(row.number, comply, row.evidence, row.commentary, actions, row.alternative))


def parts(row: Row, wording: Wording) -> list[tuple[str, Text]]:
    """The labelled parts that follow the evidence, in order: every document prints these labels and blocks.

    An action's part ends with its owner and its date as paragraphs of their own.
    """
    found = [(wording["answer.commentary"], row.commentary)] if row.commentary else []
    if row.alternative:
        found.append((wording["answer.alternative"], row.alternative))
    for i, action in enumerate(row.actions, start=1):
        none = wording["answer.action_none"]
        owner = wording["answer.action_owner"].format(owner=action.owner or none)
        by = wording["answer.action_by"].format(by=action.by or none)
        label = _action_label(wording, i, len(row.actions))
        found.append((label, (*action.what, Block("paragraph", (Run(owner),)), Block("paragraph", (Run(by),)))))
        if action.outcome:
            found.append((wording["answer.outcome"].format(action=label[0].lower() + label[1:]), action.outcome))
    return found


def _action_label(wording: Wording, number: int, count: int) -> str:
    return wording["answer.action"] if count == 1 else f"{wording['answer.action']} {number}"


def from_parts(
    number: str, comply: str, evidence: Sequence[tuple[Run, ...]], found: Sequence[tuple[str, Text]], wording: Wording
) -> Printed:
    """The answer that a reader of labelled parts sees; raises ValueError where the parts cannot be one."""
    commentary: Text = ()
    alternative: Text = ()
    actions: list[PrintedActionText] = []
    for label, blocks in found:
        if label == wording["answer.commentary"]:
            commentary = blocks
        elif label == wording["answer.alternative"]:
            alternative = blocks
        elif label == wording["answer.action"] or re.fullmatch(re.escape(wording["answer.action"]) + r" \d+", label):
            if len(blocks) < 2:
                raise ValueError(f"{number}: “{label}” has no owner and date")
            owner = _value(blocks[-2], wording["answer.action_owner"].format(owner=""))
            by = _value(blocks[-1], wording["answer.action_by"].format(by=""))
            actions.append(PrintedActionText(blocks[:-2], owner, by, ()))
        elif actions and label.startswith(wording["answer.outcome"].format(action="")):
            actions[-1] = replace(actions[-1], outcome=blocks)
        else:
            raise ValueError(f"{number}: a part called “{label}” is not expected")
    return normal(Printed(number, comply, tuple(evidence), commentary, tuple(actions), alternative))


def _value(block: Block, label: str) -> str:
    text = plain_runs(block.runs)
    if not text.startswith(label.strip()):
        raise ValueError(f"“{text}” does not begin with “{label.strip()}”")
    return text[len(label.strip()) :].strip()


def flat(row: Row, wording: Wording) -> Flat:
    """What a worksheet must show for this row: text, addresses in brackets."""
    lines: list[str] = []
    labelled = parts(row, wording)
    for label, blocks in labelled:
        if label != wording["answer.commentary"]:
            lines.append(label)
        lines += plain(blocks).split("\n")
    comply = row.comply_title or wording["answer.unanswered"]
    return normal_flat(Flat(row.number, comply, tuple(plain_runs(item) for item in row.evidence), tuple(lines)))


def normal_flat(answer: Flat) -> Flat:
    """The same with spaces as the definition counts them."""
    return Flat(answer.number, _one_space(answer.comply), _lines(answer.evidence), _lines(answer.commentary))


def _lines(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(clean for line in lines if (clean := _one_space(line)))


def _one_space(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    return canonical(run._replace(text=run.text.replace("\u00a0", " ")) for run in runs)


def _text(text: Text) -> Text:
    return tuple(replace(block, runs=_runs(block.runs), line=0) for block in text)


def normal(answer: Printed) -> Printed:
    """The same with spaces as the definition counts them, and runs as answer files can hold them."""
    return Printed(
        answer.number,
        _one_space(answer.comply),
        tuple(_runs(item) for item in answer.evidence),
        _text(answer.commentary),
        tuple(PrintedActionText(_text(a.what), _one_space(a.owner), _one_space(a.by), _text(a.outcome)) for a in answer.actions),
        _text(answer.alternative),
    )


def differences(
    view: View, wording: Wording, found: Sequence[Printed] | Sequence[Flat], *, of: Sequence[Row] | None = None
) -> list[str]:
    """A sentence for each way in which a document's answers are not those of the view's rows (``of``: only these); [] if none."""
    rows = view.rows if of is None else of
    seen: dict[str, Printed | Flat] = {}
    sentences = []
    for answer in found:
        if answer.number in seen:
            sentences.append(f"{answer.number} stands in it twice")
        seen[answer.number] = answer
    for row in rows:
        answer_found = seen.pop(row.number, None)
        if answer_found is None:
            sentences.append(f"{row.number} is missing from it")
            continue
        expected: Printed | Flat = flat(row, wording) if isinstance(answer_found, Flat) else printed(row, wording)
        for name in ("comply", "evidence", "commentary", "actions", "alternative"):
            want, got = getattr(expected, name, None), getattr(answer_found, name, None)
            if want != got:
                sentences.append(f"{row.number}: its {name} reads {_shown(got)} and should read {_shown(want)}")
    sentences += [f"{number} is in it but not in the answers" for number in seen]
    return sentences


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) < 200 else text[:200] + "…"
