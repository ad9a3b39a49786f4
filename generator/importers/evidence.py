"""An answer's evidence and commentary, as the answer files hold them.

They are told apart where the document does it, by labels, by columns, or by a list that stands first under a label for both.
Where it does not, all of it is commentary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from generator.importers.entries import Entry, Form
from generator.importers.labels import BOTH, COMMENTARY, EVIDENCE, REQUIREMENT
from generator.importers.parts import LETTER
from generator.importers.rows import HEADING, unlabelled
from generator.importers.stream import letters
from generator.rich_text import PARAGRAPH, Block, Run, Text, canonical, canonical_text

_HEADING_WORDS = 8
"""What is longer than this, or ends like a sentence, is no heading of what stands under it."""
_ITEM = 85.0
_MARK = re.compile(rf"[\s•*·]*+(?:{LETTER})?[\s•*·]*", re.IGNORECASE)
"""What is left of a list's mark where the Code\'s item stood."""


def evidence_and_commentary(entry: Entry, form: Form, items_of: Sequence[str]) -> tuple[tuple[tuple[Run, ...], ...], Text]:
    """The entry's items of evidence and its commentary, in the document's order.

    In the Code's column, what is one of the Code's items is left out, and only there.
    """
    evidence: list[Block] = []
    commentary: list[Block] = []
    listed: dict[str, bool] = {}
    separate = form.told_apart or any(role == COMMENTARY for role, _ in entry.held)
    for role, block in entry.held:
        words = "".join(run.text for run in block.runs)
        if _MARK.fullmatch(words) or (role == REQUIREMENT and _is_item(words, items_of)):
            continue
        if role == EVIDENCE and separate:
            evidence.append(block)
        elif role in (EVIDENCE, BOTH):
            inside = block.kind not in (PARAGRAPH, HEADING) or (listed.get(role, False) and block.level > 0)
            listed[role] = listed.get(role, True) and inside
            (evidence if listed[role] else commentary).append(block)
        else:
            commentary.append(block)
    labelled = [block for role, block in entry.held if role == EVIDENCE]
    if labelled and not separate and not evidence:
        evidence, commentary = labelled, [block for role, block in entry.held if role != EVIDENCE]
    return items(evidence), text(commentary)


def _is_item(words: str, items_of: Sequence[str]) -> bool:
    return any(fuzz.ratio(letters(words), letters(item), score_cutoff=_ITEM) for item in items_of)


def text(blocks: Sequence[Block]) -> Text:
    """The blocks as an answer file can hold them: a further paragraph of a list item goes on in its line."""
    held: list[Block] = []
    for block in map(unlabelled, blocks):
        if held and block.kind == PARAGRAPH and held[-1].kind != PARAGRAPH and block.level > held[-1].level:
            held[-1] = replace(held[-1], runs=(*held[-1].runs, Run(" "), *block.runs))
        else:
            held.append(block)
    return canonical_text(held)


def items(blocks: Sequence[Block]) -> tuple[tuple[Run, ...], ...]:
    """An item of evidence for each item or paragraph, with what stands inside it in the same line.

    A short heading such as "Policies and procedures" is joined to what stands under it by a colon.
    """
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and block.level > groups[-1][0].level:
            groups[-1].append(block)
        else:
            groups.append([block])
    joined = (_joined(group) for group in groups)
    return tuple(runs for runs in joined if runs)


def _joined(group: Sequence[Block]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for position, block in enumerate(group):
        words = "".join(run.text for run in block.runs).strip()
        if position:
            before = "".join(run.text for run in runs).rstrip()
            heading = position == 1 and len(before.split()) <= _HEADING_WORDS and before[-1:].isalpha()
            runs.append(Run(": " if heading else " " if before[-1:] in ".:;,!?" else "; "))
        if words:
            runs += block.runs
    return canonical(runs)
