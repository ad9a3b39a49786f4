"""Answers -> the lines of answer files, as a new file has them."""

from __future__ import annotations

from collections.abc import Sequence

from generator import rich_text
from generator.answers import actions
from generator.model import VERDICT, Answer, EvidenceItem, Provision, Section
from generator.rich_text import Block

_WIDTH = 110


def section_title(section: Section) -> str:
    """The first line of a section's file."""
    return f"# Section {section.number}: {section.title}"


def quote(provision: Provision) -> list[str]:
    """The Code's text as it stands quoted under a provision's heading."""
    lines = [f"> {line}" for line in _wrapped(provision.text)]
    for i, item in enumerate(provision.items):
        mark = f"{chr(ord('a') + i)}. " if provision.item_style == "letters" else "- "
        first, *rest = _wrapped(item)
        lines += [f"> {mark}{first}", *(f">   {line}" for line in rest)]
    return lines


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def entry_lines(provision: Provision, answer: Answer) -> list[str]:
    """One provision with its answer, as a new file has it: empty labels and headings where nothing is answered yet."""
    asked = labels(answer) if provision.asks == VERDICT or answer.comply else labels(answer)[1:]
    lines = [f"## {provision.heading}", *quote(provision), "", *asked, "", "### Evidence", ""]
    lines += [*evidence(answer.evidence), ""] if answer.evidence else []
    lines += ["### Commentary", ""]
    lines += [*paragraphs(answer.commentary), ""] if answer.commentary else []
    for action in answer.actions:
        lines += ["### Action", "", *actions.write(action), ""]
    for name, text in (("Alternative", answer.alternative), ("Note", answer.note)):
        lines += [f"### {name}", "", *paragraphs(text), ""] if text else []
    return lines


def labels(answer: Answer) -> list[str]:
    """The answer's label lines: Comply, Owner and Reviewed, also where they are empty, and each accepted warning."""
    return [
        _line("Comply", answer.comply.capitalize()),
        _line("Owner", answer.owner),
        _line("Reviewed", answer.reviewed.text if answer.reviewed else ""),
        *(_line("Accept", f"{accept.id}, {accept.reason}") for accept in answer.accepts),
    ]


def _line(name: str, value: str) -> str:
    return " ".join([f"{name}:", *value.split()])


def evidence(items: Sequence[EvidenceItem]) -> list[str]:
    """The typed lines of items of evidence."""
    return [rich_text.write_item(item.runs) for item in items]


def paragraphs(text: Sequence[Block]) -> list[str]:
    """The typed lines of a text with a blank line around paragraphs, none between the items of a list."""
    lines: list[str] = []
    before: Block | None = None
    for block, line in zip(text, rich_text.write(tuple(text)), strict=True):
        if before and rich_text.PARAGRAPH in (before.kind, block.kind):
            lines.append("")
        lines.append(line)
        before = block
    return lines
