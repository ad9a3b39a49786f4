"""Changed answers -> their file, of which only the lines of what differs change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from generator import rich_text
from generator.answers import actions, outline, writing
from generator.answers.outline import Entry, Part, Reading
from generator.answers.sections import LABELS, PARTS
from generator.answers.source import Source, visible
from generator.model import Action, Answer, EvidenceItem, Provision, Section
from generator.rich_text import Block

Item = TypeVar("Item", Block, EvidenceItem)
Lines = list[tuple[int, str]]


def saved(source: Source, old: Answer, new: Answer) -> Source:
    """The file with the new answer in the place of the old one, which was read from it; the file itself where nothing differs.

    Texts in ``new`` are in canonical form (``rich_text.canonical_text``).
    """
    source = _save_text(source, old, "Note", (old.note, new.note), writing.paragraphs, rich_text.read)
    source = _save_text(source, old, "Alternative", (old.alternative, new.alternative), writing.paragraphs, rich_text.read)
    source = _save_actions(source, old, new)
    source = _save_text(source, old, "Commentary", (old.commentary, new.commentary), writing.paragraphs, rich_text.read)
    source = _save_text(source, old, "Evidence", (old.evidence, new.evidence), writing.evidence, _read_evidence)
    return _save_labels(source, old, new)


def added(source: Source, section: Section, provision: Provision, answer: Answer) -> Source:
    """The section's file with an answer to a provision that has no heading in it yet, put where the Code's order has it."""
    later = {p.number for p in section.provisions[section.provisions.index(provision) + 1 :]}
    following = next((entry for entry in outline.outline(source)[1] if entry.title.partition(" ")[0] in later), None)
    at = following.line - 1 if following else len(source.lines)
    before = [""] if at and source.lines[at - 1].strip() else []
    lines = writing.entry_lines(provision, answer)
    return source.replaced(at, at, [*before, *lines] if following else [*before, *lines[:-1]])


def _entry(source: Source, answer: Answer) -> Entry:
    return next(entry for entry in outline.outline(source)[1] if entry.line == answer.line)


def _parts(source: Source, answer: Answer, name: str) -> list[Part]:
    return [part for part in _entry(source, answer).parts if part.title.casefold() == name.casefold()]


# Texts and evidence


def _save_text(
    source: Source,
    answer: Answer,
    name: str,
    texts: tuple[Sequence[Item], Sequence[Item]],
    write: Callable[[Sequence[Item]], list[str]],
    read: Callable[[Lines], Sequence[Item]],
) -> Source:
    old, new = texts
    if old == new:
        return source
    places = _parts(source, answer, name)
    if not places:
        return _with_part(source, _entry(source, answer), name, write(new))
    body = _merged(source, old, new, write) if len(places) == 1 else write(new)
    if tuple(read([(0, visible(line)) for line in body])) != tuple(new):
        body = write(new)  # what stands beside a changed line can change how it is read: a number alone, an item's nesting
    for part in reversed(places[1:]):
        source = without(source, part)
    return with_body(source, places[0], body)


def _read_evidence(lines: Lines) -> list[EvidenceItem]:
    return [EvidenceItem(runs) for _, runs in rich_text.read_items(lines)]


def _merged(source: Source, old: Sequence[Item], new: Sequence[Item], write: Callable[[Sequence[Item]], list[str]]) -> list[str]:
    """The lines of a text of which only what differs is written anew, with the blank lines that there were."""
    merged: list[str] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        lines = list(source.lines[old[i].line - 1 : old[i_end - 1].line]) if tag == "equal" else write(new[j:j_end])
        if merged and lines:
            gap = old[i].line - old[i - 1].line - 1 if 0 < i < len(old) else len(write(new[j - 1 : j + 1])) - 2
            merged += [""] * gap
        merged += lines
    return merged


# Actions


def _save_actions(source: Source, old: Answer, new: Answer) -> Source:
    was, now = list(map(_whole, old.actions)), list(map(_whole, new.actions))
    if was == now:
        return source
    places = {part.line: part for part in _parts(source, old, "Action")}
    parts = [places[action.line] for action in old.actions]
    for tag, i, i_end, j, j_end in reversed(SequenceMatcher(None, was, now, autojunk=False).get_opcodes()):
        if tag == "equal":
            continue
        both = min(i_end - i, j_end - j)
        for part in reversed(parts[i + both : i_end]):
            source = without(source, part)
        at = parts[i + both - 1].stop if i + both else parts[0].line - 1 if parts else None
        added = new.actions[j + both : j_end]
        for action in added if at is None else reversed(added):
            source = _with_part(source, _entry(source, old), "Action", actions.write(action), at)
        for k in reversed(range(both)):
            source = _save_action(source, parts[i + k], old.actions[i + k], new.actions[j + k])
    for part in reversed(_parts(source, old, "Action")):
        if all(
            line.rstrip(rich_text.SPACE + ":").capitalize() in ("", *actions.LABELS)
            for line in source.lines[part.start : part.stop]
        ):
            source = without(source, part)
    return source


def _whole(action: Action) -> tuple[Action, str]:
    """An action with a date that does not parse, which does not count when two actions are compared."""
    return action, "" if action.by else action.by_text


def _save_action(source: Source, part: Part, old: Action, new: Action) -> Source:
    fields, _ = actions.fields(outline.body(source, part.start, part.stop))
    edits: list[tuple[int, int, list[str]]] = []
    for at, name in enumerate(actions.LABELS):
        lines = actions.write_field(new, name)
        if lines == actions.write_field(old, name):
            continue
        place = next((field for field in fields if field.name == name), None)
        before = [field.stop for field in fields if field.name in actions.LABELS[:at]]
        start = place.start if place else max(before, default=part.start)
        edits.append((start, place.stop if place else start, lines))
    changed = source
    for start, stop, lines in sorted(edits, key=lambda edit: -edit[0]):
        changed = changed.replaced(start, stop, lines)
    there = next(p for entry in outline.outline(changed)[1] for p in entry.parts if p.line == part.line)
    if _whole(actions.read(Reading(changed, []), there)) == _whole(new):
        return changed
    return with_body(source, part, actions.write(new))


# Labels


def _save_labels(source: Source, old: Answer, new: Answer) -> Source:
    was, now = _by_name(writing.labels(old)), _by_name(writing.labels(new))
    if was == now:
        return source
    entry = _entry(source, old)
    for i in reversed(range(entry.start, entry.stop)):
        if not source.lines[i].lstrip().startswith(">"):
            source = source.replaced(i, i + 1, rich_text.soft_lines(source.lines[i]))
    for name in LABELS:
        if was.get(name) != now.get(name):
            source = with_label(source, _entry(source, old), LABELS, name, now.get(name, []))
    return source


def _by_name(lines: Sequence[str]) -> dict[str, list[str]]:
    return {name: [line for line in lines if line.startswith(f"{name}:")] for name in LABELS}


def with_label(source: Source, entry: Entry, order: Sequence[str], name: str, lines: list[str]) -> Source:
    """The file with these lines for one label of a heading: in the place of its old ones, or where the order of labels has them."""
    typed = {i: pair[0].lower() for i in range(entry.start, entry.stop) if (pair := outline.label(source.lines[i]))}
    places = [i for i, label in typed.items() if label == name.lower()]
    for i in reversed(places[len(lines) :]):
        source = source.replaced(i, i + 1, [])
    for i, line in zip(places, lines, strict=False):
        source = source.replaced(i, i + 1, [line])
    added = lines[len(places) :]
    if not added:
        return source
    before = [each.lower() for each in order[: order.index(name) + 1]]
    earlier = [i for i, label in typed.items() if label in before]
    if typed:
        at = earlier[-1] + 1 if earlier else min(typed)
        return source.replaced(at, at, added)
    filled = [i for i in range(entry.start, entry.stop) if source.lines[i].strip()]
    at = filled[-1] + 1 if filled else entry.start
    follows = at < len(source.lines) and bool(source.lines[at].strip())
    return source.replaced(at, at, ["", *added, *([""] if follows else [])])


# Parts


def with_body(source: Source, part: Part, body: list[str]) -> Source:
    """The part with these lines under its heading; the blank lines around them stay."""
    filled = [i for i in range(part.start, part.stop) if visible(source.lines[i]).strip()]
    if filled and body:
        return source.replaced(filled[0], filled[-1] + 1, body)
    follows = part.stop < len(source.lines)
    lines = ["", *body] if body else []
    return source.replaced(part.start, part.stop, [*lines, *([""] if follows else [])])


def _with_part(source: Source, entry: Entry, name: str, body: list[str], at: int | None = None) -> Source:
    """A new part, where the order of parts has it if no place is given."""
    later = [part.line - 1 for part in entry.parts if part.title.capitalize() in PARTS[PARTS.index(name) + 1 :]]
    place = at if at is not None else min(later, default=entry.end)
    before = [] if place and not source.lines[place - 1].strip() else [""]
    follows = place < len(source.lines)
    return source.replaced(place, place, [*before, f"### {name}", "", *body, *([""] if follows else [])])


def inserted(source: Source, lines: list[str], at: int) -> Source:
    """The file with these lines before a place (counted from 0), with one blank line around them."""
    while at and not source.lines[at - 1].strip():
        at -= 1
    follows = at < len(source.lines) and bool(source.lines[at].strip())
    return source.replaced(at, at, ["", *lines, *([""] if follows else [])])


def without(source: Source, part: Part) -> Source:
    """The file without a part, and without blank lines left at its end."""
    start = part.line - 1
    while part.stop == len(source.lines) and start and not source.lines[start - 1].strip():
        start -= 1
    return source.replaced(start, part.stop, [])
