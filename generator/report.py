"""Problems and progress -> lines for a terminal, or JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from generator.model import Edition, SelfAssessment
from generator.problems import ERROR, WARNING, Problem

if TYPE_CHECKING:
    from generator.checks import Accepted


class Line(NamedTuple):
    """A line to print, with its look: "error", "warning", "good", "faint", "bold" or ""."""

    text: str
    look: str = ""


def table(rows: Sequence[Sequence[str]], most: int = 100) -> list[str]:
    """The rows as lines with their cells below each other; cut so that no line is longer than ``most``, if that is not 0.

    It is the last cell that is cut, and before it any that is longer than a third of the line.
    """
    if not rows:
        return []
    third = most // 3 if most else 0
    cells = [[_cut(" ".join(cell.split()), third if i < len(row) - 1 else 0) for i, cell in enumerate(row)] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells)
    return [_cut(line, most) for line in lines]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most or not most else text[: most - 1].rstrip() + "…"


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects with id, severity, file, line, provision, message and help."""
    return json.dumps([problem.as_dict() for problem in problems], indent=2, ensure_ascii=True)


def progress(edition: Edition, assessment: SelfAssessment) -> list[Line]:
    """How far an unfinished year is, a line a section; [] for a finished one."""
    answers = {answer.provision: answer for answer in assessment.answers}
    answered = {p.number for p in edition.counted if edition.is_answered(p, answers)}
    total = len(edition.counted)
    if len(answered) == total:
        return []
    lines = [Line(f"{len(answered)} of {total} answered", "bold")]
    for section in edition.sections:
        asked = [p.number for p in section.provisions if not p.part_of]
        done = sum(number in answered for number in asked)
        lines.append(
            Line(f"  Section {section.number}: {done} of {len(asked)}  {section.title}", "good" if done == len(asked) else "")
        )
    return [*lines, Line("")]


def shown(problems: Sequence[Problem], missing: Collection[str]) -> list[Problem]:
    """The problems to show of an unfinished year: of those whose ids say that a part is missing, the first of each provision."""
    seen: set[str] = set()
    kept = []
    for problem in problems:
        if problem.id in missing and problem.provision:
            if problem.provision in seen:
                continue
            seen.add(problem.provision)
        kept.append(problem)
    return kept


def problem_lines(problems: Iterable[Problem], *, acceptable: bool = True) -> list[Line]:
    """Each problem with its place, its sentence, what to do, and for a warning that can be accepted the line that does so."""
    lines = []
    for problem in problems:
        place = f"{problem.file}, line {problem.line}" if problem.line else problem.file
        lines.append(Line(f"{place}: {problem.severity} ({problem.id})", problem.severity))
        lines.append(Line(f"  {problem.message}"))
        lines.append(Line(f"  {problem.help}", "faint"))
        if acceptable and problem.severity == WARNING and problem.provision:
            lines.append(Line(f"  If it is right as it is, add under the heading: Accept: {problem.id}, your reason", "faint"))
    return lines


def accepted_lines(accepted: Sequence[Accepted]) -> list[Line]:
    """The warnings that the landlord has accepted, each with the reason."""
    if not accepted:
        return []
    lines = [Line(""), Line(f"Accepted ({len(accepted)}):", "bold")]
    lines += [Line(f"  {p.provision} {p.id}: {reason}", "faint") for p, reason in accepted]
    return lines


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 error", "2 errors", "no errors"."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def summary(problems: Sequence[Problem], accepted: int, hidden: int) -> Line:
    """The last line of a check."""
    errors = sum(problem.severity == ERROR for problem in problems)
    warnings = sum(problem.severity == WARNING for problem in problems)
    text = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    if accepted:
        text += f", {counted(accepted, 'accepted warning')}"
    if hidden:
        text += f" ({hidden} not shown here: use --full to see all)"
    return Line(text[0].upper() + text[1:] + ".", "error" if errors else "warning" if warnings else "good")
