"""Answers -> the lines of answer files: whole new files, and saves that change only the lines of what changed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator import dates, rich_text
from generator.answers import outline
from generator.answers.outline import Entry, Part
from generator.answers.sections import LABELS, PARTS
from generator.answers.source import Source
from generator.model import Action, Answer, Provision, Section
from generator.rich_text import Block, Text

_ACTION_LABEL = re.compile(r"\\*(what|owner|by|outcome)[ \t\u00a0]*:", re.IGNORECASE)
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
    lines = [f"## {provision.heading}", *quote(provision), "", *_labels(answer), "", "### Evidence", ""]
    lines += [*_evidence(answer), ""] if answer.evidence else []
    lines += ["### Commentary", ""]
    lines += [*paragraphs(answer.commentary), ""] if answer.commentary else []
    for action in answer.actions:
        lines += ["### Action", "", *_action(action), ""]
    for name, text in (("Alternative", answer.alternative), ("Note", answer.note)):
        lines += [f"### {name}", "", *paragraphs(text), ""] if text else []
    return lines


def _labels(answer: Answer) -> list[str]:
    return [
        _line("Comply", answer.comply.capitalize()),
        _line("Owner", answer.owner),
        _line("Reviewed", answer.reviewed.text if answer.reviewed else ""),
        *(_line("Accept", f"{accept.id}, {accept.reason}") for accept in answer.accepts),
    ]


def _line(name: str, value: str) -> str:
    return f"{name}: {value}".rstrip()


def _evidence(answer: Answer) -> list[str]:
    return [rich_text.write_item(item.runs) for item in answer.evidence]


def paragraphs(text: Text) -> list[str]:
    """The typed lines of a text with a blank line between paragraphs, none between the items of a list."""
    lines: list[str] = []
    before: Block | None = None
    for block, line in zip(text, rich_text.write(text), strict=True):
        if before and rich_text.PARAGRAPH in (before.kind, block.kind):
            lines.append("")
        lines.append(line)
        before = block
    return lines


def _action(action: Action) -> list[str]:
    by = dates.in_words(action.by) if action.by else action.by_text
    lines = [*_labelled("What", action.what), _line("Owner", action.owner), _line("By", by)]
    return lines + (_labelled("Outcome", action.outcome) if action.outcome else [])


def _labelled(name: str, text: Text) -> list[str]:
    typed = ["\\" + line if _ACTION_LABEL.match(line) else line for line in rich_text.write(text)]
    if text and text[0].kind == rich_text.PARAGRAPH:
        return [_line(name, typed[0].removeprefix("\\") if _ACTION_LABEL.match(typed[0]) else typed[0]), *typed[1:]]
    return [f"{name}:", *typed]


def saved(source: Source, provision: Provision, old: Answer, new: Answer) -> Source:
    """The file with the new answer in the place of the old one, which was read from it: only the lines of what differs change."""
    if new == old:
        return source
    for name in reversed(PARTS):
        source = _save_part(source, _entry(source, old), name, old, new)
    return _save_labels(source, _entry(source, old), old, new)


def _entry(source: Source, answer: Answer) -> Entry:
    return next(entry for entry in outline.outline(source)[1] if entry.line == answer.line)


def _save_labels(source: Source, entry: Entry, old: Answer, new: Answer) -> Source:
    was, now = _by_name(_labels(old)), _by_name(_labels(new))
    for name in LABELS:
        if was.get(name) == now.get(name):
            continue
        places = [i for i in range(entry.start, entry.stop) if (pair := outline.label(source.lines[i])) and pair[0].lower() == name.lower()]
        for i in reversed(places[len(now.get(name, [])) :]):
            source = source.replaced(i, i + 1, [])
        for k, line in enumerate(now.get(name, [])):
            if k < len(places):
                source = source.replaced(places[k], places[k] + 1, [line])
            elif line != f"{name}:":
                source = _insert_label(source, _entry(source, old), line)
        entry = _entry(source, old)
    return source


def _by_name(lines: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line.partition(":")[0], []).append(line)
    return found


def _insert_label(source: Source, entry: Entry, line: str) -> Source:
    labelled = [i for i in range(entry.start, entry.stop) if outline.label(source.lines[i]) and not source.lines[i].startswith(">")]
    if labelled:
        return source.replaced(labelled[-1] + 1, labelled[-1] + 1, [line])
    filled = [i for i in range(entry.start, entry.stop) if source.lines[i].strip()]
    at = filled[-1] + 1 if filled else entry.start
    blank_after = at < len(source.lines) and not source.lines[at].strip()
    return source.replaced(at, at, ["", line] if blank_after else ["", line, ""])


def _save_part(source: Source, entry: Entry, name: str, old: Answer, new: Answer) -> Source:
    was, now = _bodies(name, old), _bodies(name, new)
    if was == now:
        return source
    places = [part for part in entry.parts if part.title.casefold() == name.casefold()]
    if len(places) != len(was):
        # an empty heading holds no value, and one given twice is one value: write the whole part anew
        filled = places[: len(was)] if name == "Action" else places[:1]
        for part in reversed(places[len(filled) :]):
            source = source.replaced(part.line - 1, part.stop, [])
        places = filled
    for part in reversed(places[len(now) :]):
        if name == "Action":
            source = source.replaced(part.line - 1, part.stop, [])
        else:
            source = _save_body(source, part, [])
    for part, body in reversed(list(zip(places, now, strict=False))):
        source = _save_body(source, part, body)
    for body in now[len(places) :]:
        source = _insert_part(source, _entry(source, old), name, body)
    return source


def _bodies(name: str, answer: Answer) -> list[list[str]]:
    """What stands under each heading of this name."""
    if name == "Action":
        return [_action(action) for action in answer.actions]
    if name == "Evidence":
        return [_evidence(answer)] if answer.evidence else []
    text = {"Commentary": answer.commentary, "Alternative": answer.alternative, "Note": answer.note}[name]
    return [paragraphs(text)] if text else []


def _save_body(source: Source, part: Part, body: list[str]) -> Source:
    """Only the lines that differ between a part's text and its new one are put in."""
    filled = [i for i in range(part.start, part.stop) if source.lines[i].strip()]
    if not filled:
        at = part.start + (part.start < part.stop)
        return source.replaced(at, at, [*body, ""] if at == part.start else [*body, *([""] if at >= part.stop else [])])
    start, stop = filled[0], filled[-1] + 1
    while start < stop and body and source.lines[start] == body[0]:
        start, body = start + 1, body[1:]
    while start < stop and body and source.lines[stop - 1] == body[-1]:
        stop, body = stop - 1, body[:-1]
    return source.replaced(start, stop, body)


def _insert_part(source: Source, entry: Entry, name: str, body: list[str]) -> Source:
    later = PARTS[PARTS.index(name) + 1 :]
    following = next((part for part in entry.parts if part.title.capitalize() in later), None)
    at = following.line - 1 if following else entry.end
    before = [] if at and not source.lines[at - 1].strip() else [""]
    return source.replaced(at, at, [*before, f"### {name}", "", *body, ""])
