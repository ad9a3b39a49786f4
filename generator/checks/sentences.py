"""A line of an answer as sentences: which of its words are the landlord's own, and how a message quotes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

# Closing quotation marks and apostrophes look the same, so a single-quoted stretch ends where no letter follows; a double-quoted
# one that is never closed goes on to the end of the line, as quotations of a policy do that run over several lines.
_QUOTED = re.compile(
    r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)"
    r"|‘(?:[^‘’]|’(?=\w)){1,400}’(?!\w)"
    r"|(?<![\w'])'(?:[^']|'(?=\w)){1,400}'(?!\w)"
)
_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|pp?|paras?|ss?|secs?|no|nos|approx|incl|vs|ref|vol|mr|mrs|ms|dr|st|cllr)|\b[a-z])$", re.IGNORECASE
)
_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NUMBERS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "twenty": "20",
}


class Saying(NamedTuple):
    """A sentence. ``own`` is as long, with what it quotes blanked out: what the landlord says for itself; ``low`` in small letters."""

    text: str
    own: str
    low: str


def sayings(line: str) -> tuple[Saying, ...]:
    """The sentences of a line, in order."""
    own = _QUOTED.sub(lambda match: "…" * len(match[0]), line)
    low = own.lower()
    if len(low) != len(own):  # a few foreign letters grow
        low = own
    ends = [match.end() for match in _END.finditer(line) if not _SHORT.search(line, max(0, match.start() - 8), match.start())]
    starts = [0, *ends]
    pairs = zip(starts, [*ends, len(line)], strict=True)
    return tuple(Saying(line[start:end], own[start:end], low[start:end]) for start, end in pairs if line[start:end].strip())


def any_of(*phrases: str) -> str:
    """A group that matches any of the phrases."""
    return f"(?:{'|'.join(phrases)})"


def words(text: str) -> tuple[str, ...]:
    """The words alone, for comparing: small letters, no punctuation, numbers up to twelve and twenty as digits."""
    return tuple(_NUMBERS.get(word, word) for word in _WORDS.findall(text.replace("’", "'").casefold()))


def quote(text: str, start: int = 0, end: int = 0, most: int = 110) -> str:
    """A sentence in quotation marks, as a message gives it.

    A long one is cut at words: it begins a few words before ``start``, and says what leads up to ``end``.
    """
    shown = " ".join(text.split())
    if len(shown) > most:
        before = text[:start].split()
        kept = before if len(text[:start]) <= most // 3 else ["…", *before[-3:]]
        shown = " ".join([*kept, *text[start:].split()])
        if len(shown) > most and end - start > most:
            last = " ".join(text[start:end].split())[-most // 2 :].partition(" ")[2]
            shown = f"{_cut(shown, most // 2)} … {last}"
        elif len(shown) > most:
            shown = f"{_cut(shown, most)} …"
    return f"“{shown.removesuffix('.')}”"


def _cut(text: str, most: int) -> str:
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:-–")


def quotes(texts: Iterable[str]) -> str:
    """Several quotations in a list; of more than three, the rest is counted."""
    return numbers(dict.fromkeys(texts), most=3)


def numbers(items: Iterable[str], most: int = 100) -> str:
    """Numbers, or other things, in a list: "4.1, 4.2 and 4.3"; the rest is counted."""
    listed = list(items)
    if len(listed) > most:
        listed = [*listed[:most], f"{len(listed) - most} more"]
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
