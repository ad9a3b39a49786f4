"""What a line that is not quite a heading or a label was meant to be: messages say it, and tidy writes it so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.answers.source import visible
from generator.model import Edition

_NUMBER = re.compile(r"(\d{1,2}[a-z]?(?:\.\d{1,3}[a-z]?)?)(?:[.:)]?\s+(.*)|[.:)]?)", re.IGNORECASE)
_HASHES = re.compile(r"[ \t\u00a0]*(#{1,6})[ \t\u00a0]*([^#\s].*)")
_MARKS = " \t\u00a0*_•·-–:"
_MARKED_LABEL = re.compile(r"[ \t\u00a0*_•·–-]*([A-Za-z][A-Za-z' -]{0,40}?)[ *_]*+:[ *_]*+(.*)")


def numbered(words: str) -> tuple[str, str]:
    """The provision's number that a heading's words begin with (6.10, 1a, 4g.2), and the words behind it; ("", words) without."""
    match = _NUMBER.fullmatch(words)
    if match and ("." in match[1] or match[1][-1].isalpha()):
        return match[1].lower(), match[2] or ""
    return "", words


def heading(line: str, parts: Sequence[str]) -> str:
    """The third-level heading that a line in a provision's head was meant to be ("###Evidence", "**Evidence:**"), or ""."""
    match = _HASHES.match(visible(line))
    return _part(match[2] if match else line, parts)


def hashed_heading(line: str, parts: Sequence[str], numbers: Sequence[str]) -> str:
    """The heading that a line was meant to be that begins with hashes but is none, or not the right one; else ""."""
    match = _HASHES.match(visible(line))
    if not match:
        return ""
    words = match[2].strip()
    if part := _part(words, parts):
        return part
    return f"## {words}" if len(match[1]) > 1 and numbered(words)[0] in numbers else ""


def _part(words: str, parts: Sequence[str]) -> str:
    bare = visible(words).strip(_MARKS).casefold()
    return next((f"### {part}" for part in parts if part.casefold() == bare), "")


def label(line: str, names: Sequence[str]) -> str:
    """The label that a line with other marks before it or around it was meant to be ("- **Comply:** Yes"), or ""."""
    match = _MARKED_LABEL.fullmatch(visible(line).strip())
    name = next((name for name in names if match and name.lower() == " ".join(match[1].lower().split())), "")
    return f"{name}: {match[2].strip()}".rstrip() if match and name else ""


def answer(typed: str, edition: Edition) -> str:
    """The title of the answer that was meant, but for a full stop or the like behind it; or ""."""
    bare = typed.strip(" .!").casefold()
    return next((choice.title for choice in edition.answers if bare in (choice.value.casefold(), choice.title.casefold())), "")
