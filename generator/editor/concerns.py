"""Which field of a form each Problem is about, so that it stands beside it."""

from __future__ import annotations

from generator.answers import outline
from generator.answers.source import Source
from generator.model import Answer
from generator.problems import Problem

COMPLY = "comply"
EVIDENCE = "evidence"
COMMENTARY = "commentary"
ACTION = "action"

# Where a part is missing, the Problem stands on the answer's heading: this is the field in which the part is given.
_MISSING = {
    "yes-without-support": EVIDENCE,
    "no-evidence": EVIDENCE,
    "no-without-commentary": COMMENTARY,
    "not-applicable-without-commentary": COMMENTARY,
    "no-without-action": f"{ACTION}-1-what",
    "not-reviewed": "reviewed",
    "note-left": "note",
}
_LABELS = {"comply": COMPLY, "owner": "owner", "reviewed": "reviewed", "accept": "accept"}
_PARTS = {"evidence": EVIDENCE, "commentary": COMMENTARY, "alternative": "alternative", "note": "note"}


def field_of(problem: Problem, answer: Answer, source: Source | None) -> str:
    """The field's name within the answer's form: "comply", "evidence-2", "action-1-by"; the answer itself where no other is meant."""
    if problem.id in _MISSING:
        return _MISSING[problem.id]
    for i, item in enumerate(answer.evidence, start=1):
        if item.line == problem.line:
            return f"{EVIDENCE}-{i}"
    for i, action in enumerate(answer.actions, start=1):
        if problem.line and problem.line == action.by_line:
            return f"{ACTION}-{i}-by"
    return _by_line(problem.line, answer, source) if source and answer.line < problem.line <= len(source.lines) else COMPLY


def _by_line(line: int, answer: Answer, source: Source) -> str:
    """The field that a line of an answer is typed in."""
    entry = next((entry for entry in outline.outline(source)[1] if entry.line == answer.line), None)
    if entry is None:
        return COMPLY
    if line <= entry.stop:
        label = outline.label(source.lines[line - 1])
        return _LABELS.get(label[0].casefold(), COMPLY) if label else COMPLY
    action_number = 0
    for part in entry.parts:
        action_number += part.title.casefold() == ACTION
        if part.line <= line <= part.stop:
            return (
                f"{ACTION}-{action_number}-what" if part.title.casefold() == ACTION else _PARTS.get(part.title.casefold(), COMPLY)
            )
    return COMPLY
