r"""One typed line <-> runs: ``**bold**``, ``*italic*``, ``[text](address)``, and addresses that stand for themselves.

Everything else is the visible text that it is. A backslash escapes only where the next characters would otherwise be markup;
``write_runs`` adds it, so that ``read_runs(write_runs(x)) == x`` for every x in canonical form.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

SAFE_SCHEMES = ("http", "https", "mailto", "tel")

LONGEST_ADDRESS = 2000
"""Characters of the longest address that is a link: Excel holds no longer ones, and browsers few."""


class Run(NamedTuple):
    """Text of one look. ``link`` is an http, https, mailto or tel address, or ""."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Look = tuple[bool, bool, str]
PLAIN: Look = (False, False, "")

_OPENING = "\"'“‘£$€(["
_CLOSING = ".,;:!?)]%”’\"'…"
_STARS = (
    r"(?<![^\W_])(?<!\*)(?P<stars>\*{1,3})(?!\*)"
    rf"(?=[^\W_]|[{re.escape(_OPENING)}\\])"
    r"(?P<inner>(?:(?!(?P=stars)).)*?"
    rf"(?<=[^\W_]|[{re.escape(_CLOSING)}\\]))(?P=stars)(?![^\W_])(?!\*)"
)
_WORDS = r"(?P<words>(?=\s*[^\s\]])(?:[^\[\]]++|\[[^\[\]]*+\])++)"
_ADDRESS = r"(?:https?://|mailto:|tel:)(?:[^\s()<>\"\\]|\([^\s()<>\"\\]*\))+"
_BARE = r"(?<![\w@.-])(?<!//)(?:https?://|www\.)(?=[^\W_])"
_IN_ADDRESS = r"[^\s<>\"“”\\\[\]()]"
_BARE_REST = rf"(?:{_IN_ADDRESS}++|\[{_IN_ADDRESS}*+\]|\({_IN_ADDRESS}*+\))++"  # brackets of its own are in pairs
_MAIL = r"(?<![\w.%+@-])(?<!//)[a-z0-9][\w.%+-]*+@[a-z0-9-]++(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![\w@-])"
_EMPHASIS = re.compile(rf"(?<!\\)(?P<slashes>\\*+)(?:{_STARS})")
_ANY = rf"(?<!\\)(?P<slashes>\\*+)(?:\[{_WORDS}\]\((?P<address>{_ADDRESS})\)|{_STARS}|(?P<mail>{_MAIL})"
_TOKEN = re.compile(rf"{_ANY}|(?P<bare>{_BARE}{_BARE_REST}))", re.IGNORECASE)
_TOKEN_BEGINS = re.compile(rf"{_ANY}|{_BARE})", re.IGNORECASE)  # where to escape; a bare address's end makes no difference there
_QUICK = re.compile(r"[*\[@]|https?:|www\.", re.IGNORECASE)
_SPACES = re.compile("[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_TRAILING = ".,;:!?'’”}*"
_WHOLE_ADDRESS = re.compile(_ADDRESS, re.IGNORECASE)
_FITTING_BRACKETS = re.compile(r"(?:[^\[\]]++|\[[^\[\]]*+\])*+")
_UNBRACKETED = re.compile(r"[^\[\]]+")


# Reading


def read_runs(text: str) -> tuple[Run, ...]:
    """The runs of one typed line, in canonical form."""
    text = spaced(text).strip()
    if not _QUICK.search(text):
        return (Run(text),) if text else ()
    return canonical(_parse(text, Run("")))


def spaced(text: str) -> str:
    """The text with any white space as one space; most has no other already, and to see that takes no time."""
    return text if text.isprintable() and "  " not in text else _SPACES.sub(" ", text)


def _parse(text: str, look: Run) -> list[Run]:
    """The runs of a text inside an outer look; within a link only emphasis is markup."""
    token = _EMPHASIS if look.link else _TOKEN
    runs: list[Run] = []
    done = at = 0
    while match := token.search(text, at):
        slashes = len(match["slashes"])
        start = match.end("slashes")
        groups = match.groupdict()
        end = match.end()
        if groups.get("bare") or groups.get("mail"):
            end = start + len(text[start:end].rstrip(_TRAILING))
        runs.append(Run(text[done : match.start()] + "\\" * (slashes // 2), *look[1:]))
        if slashes % 2:
            end = start + _escaped_length(match)
            runs.append(look._replace(text=text[start:end]))
        elif match["stars"]:
            count = len(match["stars"])
            inner = look._replace(bold=look.bold or count > 1, italic=look.italic or count != 2)
            runs += _parse(match["inner"], inner)
        elif end - start > LONGEST_ADDRESS and len(groups["address"] or text[start:end]) > LONGEST_ADDRESS:
            runs.append(look._replace(text=text[start:end]))
        elif groups["words"]:
            runs += _parse(groups["words"], look._replace(link=groups["address"]))
        else:
            runs.append(look._replace(text=text[start:end], link=_bare_address(text[start:end])))
        done = at = end
    runs.append(Run(text[done:], *look[1:]))
    return runs


def _escaped_length(match: re.Match[str]) -> int:
    """How much of an escaped token is plain text: its stars, or a first character, without which it is no token."""
    return len(match["stars"] or "x")


def _bare_address(text: str) -> str:
    low = text.lower()
    if low.startswith(("http://", "https://")):
        return text
    return "https://" + text if low.startswith("www.") else "mailto:" + text


# The canonical form


def canonical(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The nearest runs that an answer file can hold: one line, single spaces, whole words emphasised, safe addresses only."""
    return _canonical(tuple(runs))


@lru_cache(maxsize=8192)  # a build meets the same few thousand lines in the answers and in every document that it reads back
def _canonical(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    whole = [run for run in runs if run.text]
    if all(run[1:] == PLAIN for run in whole):
        text = spaced("".join(run.text for run in whole)).strip()
        return (Run(text),) if text else ()
    text, looks = _characters(whole)
    looks = looks[len(text) - len(text.lstrip()) : len(text.rstrip())]
    text = text.strip()
    at = 0
    for link, group in groupby(looks.copy(), key=itemgetter(2)):
        end = at + len(list(group))
        if link:
            _trim(text, looks, at, end)
        _emphasise_words(text, looks, at, end)
        at = end
    return _joined(text, looks)


def _characters(runs: list[Run]) -> tuple[str, list[Look]]:
    """The text with single spaces and the look of each character; only safe addresses, and brackets in links only in pairs."""
    text: list[str] = []
    looks: list[Look] = []
    for link, group in groupby(runs, key=lambda run: run.link):
        address = _safe_address(link) if link else ""
        start = len(text)
        for run in group:
            words = spaced(run.text)
            if words[0] == " " and text and text[-1][-1:] == " ":
                words = words[1:]
            if words:
                text.append(words)
                looks += [(run.bold, run.italic, address)] * len(words)
        linked = "".join(text[start:])
        if address and not _FITTING_BRACKETS.fullmatch(linked):
            longest = max(_UNBRACKETED.findall(linked), key=len, default="")
            first = len(looks) - len(linked) + linked.find(longest)
            for i in (*range(len(looks) - len(linked), first), *range(first + len(longest), len(looks))):
                looks[i] = (*looks[i][:2], "")
    return "".join(text), looks


def _safe_address(link: str) -> str:
    """The address, or "" where it is not one of the safe schemes or cannot be written."""
    address = link.strip()
    if not _WHOLE_ADDRESS.fullmatch(address):
        address = address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    return address if len(address) <= LONGEST_ADDRESS and _WHOLE_ADDRESS.fullmatch(address) else ""


def _trim(text: str, looks: list[Look], start: int, end: int) -> None:
    """Spaces at a link's ends do not belong to it; a link of spaces only is none."""
    linked = text[start:end]
    before, after = len(linked) - len(linked.lstrip()), len(linked) - len(linked.rstrip())
    for i in (*range(start, start + before), *range(end - after, end)):
        looks[i] = PLAIN


def _emphasise_words(text: str, looks: list[Look], start: int, end: int) -> None:
    """Emphasis snapped to whole words, as far as the stars of an answer file can say it."""
    if not any(bold or italic for bold, italic, _ in looks[start:end]):
        return
    cores = [_core(text, looks, *chunk.span()) for chunk in re.compile(r"\S+").finditer(text, start, end)]
    looks[start:end] = [(False, False, link) for _, _, link in looks[start:end]]
    for first, last, bold, italic in _spans(cores, text):
        looks[first:last] = [(bold, italic, link) for _, _, link in looks[first:last]]


def _core(text: str, looks: list[Look], first: int, last: int) -> tuple[int, int, bool, bool]:
    """What of a word between spaces carries its look, and that look: the letters, and as much punctuation as stars can enclose."""
    letters = [i for i in range(first, last) if text[i].isalnum()]
    if "*" in text[first:last]:
        return first, last, False, False
    if not letters:
        same = len({look[:2] for look in looks[first:last]}) == 1
        return first, last, same and looks[first][0], same and looks[first][1]
    look = bold, italic = all(looks[i][0] for i in letters), all(looks[i][1] for i in letters)
    start, end = letters[0], letters[-1] + 1
    while start > first and looks[start - 1][:2] == look:
        start -= 1
    while not (text[start].isalnum() or text[start] in _OPENING):
        start += 1
    while end < last and looks[end][:2] == look:
        end += 1
    while not (text[end - 1].isalnum() or text[end - 1] in _CLOSING):
        end -= 1
    return start, end, bold, italic


def _spans(cores: list[tuple[int, int, bool, bool]], text: str) -> list[tuple[int, int, bool, bool]]:
    """Neighbouring words of one look as one span; marks without letters count only between two such words."""
    spans: list[tuple[int, int, bool, bool]] = []
    reach = 0
    for start, end, bold, italic in cores:
        joins = bool(spans) and spans[-1][2:] == (bold, italic) and text[reach:start].isspace()
        if any(c.isalnum() for c in text[start:end]):
            if joins:
                spans[-1] = (spans[-1][0], end, bold, italic)
            else:
                spans.append((start, end, bold, italic))
            reach = end
        elif joins:
            reach = end
    return [span for span in spans if span[2] or span[3]]


def _joined(text: str, looks: list[Look]) -> tuple[Run, ...]:
    """Neighbours of one look as one run."""
    runs = []
    at = 0
    for look, group in groupby(looks):
        end = at + len(list(group))
        runs.append(Run(text[at:end], *look))
        at = end
    return tuple(runs)


# Writing


def write_runs(runs: Sequence[Run]) -> str:
    """One typed line that reads back as these runs (which are canonical)."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    while at < len(runs):
        link = runs[at].link
        end = at
        while end < len(runs) and runs[end].link == link:
            end += 1
        if not link:
            pieces += _emphasised(runs[at:end])
        elif end == at + 1 and _can_stand_bare(runs, at):
            pieces.append((runs[at].text, True))
        else:
            inner = _escaped(_emphasised(runs[at:end], within_link=True), _EMPHASIS)
            pieces.append((f"[{inner}]({link})", True))
        at = end
    return _escaped(pieces, _TOKEN_BEGINS)


def _can_stand_bare(runs: Sequence[Run], at: int) -> bool:
    """True where the address is its own text, and the text around leaves it whole."""
    run = runs[at]
    if run.bold or run.italic or _parse(run.text, Run("")) != [Run(""), Run(run.text, link=run.link), Run("")]:
        return False
    before = runs[at - 1].text[-1:] if at else ""
    after = re.match(r"\S*", runs[at + 1].text if at + 1 < len(runs) else "")
    tail = after.group() if after else ""
    return (not before or before.isspace()) and all(c in ".,;:!?" for c in tail)


def _emphasised(runs: Sequence[Run], *, within_link: bool = False) -> list[tuple[str, bool]]:
    token = _EMPHASIS if within_link else _TOKEN_BEGINS
    pieces = []
    for run in runs:
        stars = "*" * (2 * run.bold + run.italic)
        pieces.append((stars + _escaped([(run.text, False)], token) + stars, True) if stars else (run.text, False))
    return pieces


def _escaped(pieces: Sequence[tuple[str, bool]], token: re.Pattern[str]) -> str:
    """The pieces (text, and whether it is markup that we mean) in one, with whatever else would be markup escaped.

    An escape can make markup of what stands before it ("*a*www.x.org"), and can unmake a link by standing in its address, so the
    line is looked at until nothing changes.
    """
    text = "".join(piece for piece, _ in pieces)
    meant: dict[int, int] = {}
    at = 0
    for piece, markup in pieces:
        if markup:
            meant[at] = len(piece)
        at += len(piece)
    escapes: dict[int, int] = {}
    while True:
        written, origin = _with_escapes(text, escapes)
        needed: dict[int, int] = {}
        at = 0
        while match := token.search(written, at):
            start = match.end("slashes")
            place = origin(start)
            if more := len(match["slashes"]) - escapes.get(place, 0) + (place not in meant):
                needed[place] = more
            at = start + (meant[place] if place in meant else _escaped_length(match))
        if needed == escapes:
            return written
        escapes = needed


def _with_escapes(text: str, escapes: Mapping[int, int]) -> tuple[str, Callable[[int], int]]:
    """The text with backslashes put in, and what turns a place in it into the place in the text."""
    places = sorted(escapes)
    parts: list[str] = []
    starts: list[int] = []
    done = added = 0
    for place in places:
        parts.append(text[done:place] + "\\" * escapes[place])
        added += escapes[place]
        starts.append(place + added)
        done = place
    parts.append(text[done:])
    totals = [0, *accumulate(escapes[place] for place in places)]
    return "".join(parts), lambda at: at - totals[bisect_right(starts, at)]


# As plain text


def plain_runs(runs: Iterable[Run]) -> str:
    """The runs as plain text; an address that its own text does not show follows in brackets."""
    return "".join(run.text for run in addressed(runs))


def addressed(runs: Iterable[Run]) -> list[Run]:
    """The runs without links, each address that its own words do not show as a run of its own in brackets after them."""
    shown: list[Run] = []
    for link, group in groupby(runs, key=lambda run: run.link):
        linked = [Run(run.text, run.bold, run.italic) for run in group]
        shown += linked
        if link and link != _shown_address("".join(run.text for run in linked)):
            shown.append(Run(f" ({link.removeprefix('mailto:').removeprefix('tel:')})"))
    return shown


def _shown_address(text: str) -> str:
    return _bare_address(text) if _QUICK.search(text) else ""
