"""What is unambiguous, put right: the quoted Code texts, bullets pasted from Word, a heading that lost its marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.answers import outline, writing
from generator.answers.outline import Entry
from generator.answers.sections import PARTS
from generator.answers.source import Source
from generator.model import Edition, Provision, Section

_WORD_BULLET = re.compile(r"([ \t\u00a0]*)(?:[•▪◦·‣⁃●○■□\uf0b7\uf0a7]|o(?=\t))[ \t\u00a0]*(?=\S)")
_GLUED_HEADING = re.compile(r"(#{2,3})([^#\s].*)")
_COMPLY = re.compile(r"(comply)[ \t\u00a0]*:[ \t\u00a0]*(\w+)\s*[.!]?\s*", re.IGNORECASE)
_HEADING_COLON = re.compile(r"(### )(\w+)\s*:\s*")


@dataclass(frozen=True, slots=True)
class Change:
    """Lines that tidying put right; ``line`` is where they stood before, counted from 1."""

    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def tidy(source: Source, edition: Edition, section: Section) -> tuple[Source, list[Change]]:
    """The section's file put right, and each change in file order. Nothing but what the changes show is different."""
    changes: list[Change] = []
    lines = list(source.lines)
    in_part = False
    for i, line in enumerate(lines):
        if line.startswith("### "):
            in_part = True
        elif line.startswith("## "):
            in_part = False
        after = _heading(lines, i, edition, section) or _marks(line, edition, in_part=in_part)
        if after != line:
            changes.append(Change(i + 1, (line,), (after,)))
            source = source.replaced(i, i + 1, [after])
            in_part = after.startswith("### ") or (in_part and not after.startswith("## "))
    for entry in reversed(outline.outline(source)[1]):
        provision = next((p for p in section.provisions if re.match(rf"{re.escape(p.number)}(?![\d.]*\d)", entry.title)), None)
        if provision:
            source, change = _quote(source, entry, provision)
            changes += [change] if change else []
    return source, sorted(changes, key=lambda change: change.line)


def _marks(line: str, edition: Edition, *, in_part: bool) -> str:
    if in_part and (bullet := _WORD_BULLET.match(line)):
        return f"{bullet[1]}- {line[bullet.end() :]}"
    if not in_part and (comply := _COMPLY.fullmatch(line)):
        for choice in edition.answers:
            if comply[2].casefold() in (choice.value.casefold(), choice.title.casefold()) and line.rstrip() != line.rstrip(" .!"):
                return f"Comply: {choice.title}"
    if (colon := _HEADING_COLON.fullmatch(line)) and _part(colon[2]):
        return f"### {_part(colon[2])}"
    return line


def _part(name: str) -> str:
    return next((part for part in PARTS if part.casefold() == name.casefold()), "")


def _heading(lines: list[str], i: int, edition: Edition, section: Section) -> str:
    """The heading that a line without its marks was meant to be, or ""."""
    line = lines[i].strip()
    if (glued := _GLUED_HEADING.fullmatch(line)) and not line.startswith("####"):
        words = glued[2].rstrip(" :")
        if _part(words):
            return f"### {_part(words)}"
        if any(re.match(rf"{re.escape(p.number)}(?![.\d])", words) for p in section.provisions):
            return f"## {glued[2]}"
    for provision in section.provisions:
        if line.startswith(provision.number) and not re.match(r"[.\d]", line[len(provision.number) :]):
            words = line[len(provision.number) :].strip(" :.")
            follows = next((later for later in lines[i + 1 : i + 4] if later.strip()), "")
            stands = any(re.match(rf"##\s*{re.escape(provision.number)}(?![.\d])", other) for other in lines)
            if not stands and words.casefold() == provision.label.casefold() and _COMPLY_OR_QUOTE.match(follows):
                return f"## {provision.heading}"
    return ""


_COMPLY_OR_QUOTE = re.compile(r">|comply\s*:", re.IGNORECASE)


def _quote(source: Source, entry: Entry, provision: Provision) -> tuple[Source, Change | None]:
    """The Code's text under a heading refreshed where its words differ (line breaks do not count)."""
    at = [i for i in range(entry.start, entry.stop) if source.lines[i].startswith(">")]
    before = [source.lines[i] for i in at]
    after = writing.quote(provision)
    if _words(before) == _words(after):
        return source, None
    place = at[0] if at else entry.start
    for i in reversed(at):
        source = source.replaced(i, i + 1, [])
    return source.replaced(place, place, after), Change(place + 1, tuple(before), tuple(after))


def _words(lines: list[str]) -> str:
    return " ".join(" ".join(line.lstrip("> ").split()) for line in lines)
