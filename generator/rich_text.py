r"""The small Markdown of answers: typed lines <-> blocks of runs -> plain text and safe HTML.

Each typed line is a paragraph or a list item; blank lines only separate. The whole grammar stands in docs/answer-files.md.
``read(write(x)) == x`` holds for every text in its canonical form, which ``canonical`` gives: what the answer files can hold.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby
from typing import NamedTuple

PARAGRAPH = "paragraph"
BULLET = "bullet"
NUMBER = "number"

SAFE_SCHEMES = ("http", "https", "mailto", "tel")


class Run(NamedTuple):
    """Text of one look. ``link`` is an http, https, mailto or tel address, or ""."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a list item; ``level`` counts nesting from 0, ``number`` is a numbered item's number and else 0.

    A list ends where a block of another kind stands at its level; a numbered list begins where the number is 1.
    """

    kind: str
    runs: tuple[Run, ...]
    level: int = 0
    number: int = 0
    line: int = field(default=0, compare=False)


Text = tuple[Block, ...]

# Lines

SOFT_BREAKS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[-*](?=[ \t\u00a0])|[•▪◦·‣⁃●○■□\uf0b7\uf0a7]|o(?=\t))[ \t\u00a0]*(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)][ \t\u00a0]+(?=\S)")
_INDENT = re.compile(r"[ \t\u00a0]*")
_HEADING = re.compile(r"#{2,3} ")


def soft_lines(text: str) -> list[str]:
    """The lines that Word's soft line breaks (vertical tabs and their like) make of one typed line."""
    return SOFT_BREAKS.split(text)


def read(lines: Iterable[tuple[int, str]]) -> Text:
    """The blocks of typed lines, each given with its line number."""
    parts = [
        _Line.of(number, soft) for number, text in lines for soft in soft_lines(text) if soft.strip(" \t\u00a0")
    ]
    while True:
        _level(parts)
        demoted = _loose_numbers(parts)
        if not demoted:
            return tuple(part.block() for part in parts)
        for part in demoted:
            part.kind = PARAGRAPH


def read_text(text: str) -> Text:
    """The blocks of a text of several lines."""
    return read(enumerate(text.splitlines(), start=1))


def read_items(lines: Iterable[tuple[int, str]]) -> list[tuple[int, tuple[Run, ...]]]:
    """Each bullet, or each line without one, as an item with its line (evidence); a leading number is text."""
    items = []
    for number, text in lines:
        for soft in soft_lines(text):
            stripped = soft.strip(" \t\u00a0")
            mark = _BULLET.match(stripped)
            rest = stripped[mark.end() :] if mark else stripped
            if rest:
                items.append((number, read_runs(_unescape_start(rest))))
    return items


@dataclass(slots=True)
class _Line:
    source: int
    indent: int
    kind: str
    number: int
    whole: str
    rest: str
    level: int = 0

    @classmethod
    def of(cls, source: int, text: str) -> _Line:
        indent = _INDENT.match(text)
        width = sum(2 if c == "\t" else 1 for c in indent.group()) if indent else 0
        whole = text.strip(" \t\u00a0")
        if mark := _BULLET.match(whole):
            return cls(source, width // 2, BULLET, 0, whole, whole[mark.end() :])
        if mark := _NUMBER.match(whole):
            return cls(source, width // 2, NUMBER, int(mark.group(1)), whole, whole[mark.end() :])
        return cls(source, 0, PARAGRAPH, 0, whole, whole)

    def block(self) -> Block:
        if self.kind == PARAGRAPH:
            return Block(PARAGRAPH, read_runs(_unescape_start(self.whole)), line=self.source)
        number = self.number if self.kind == NUMBER else 0
        return Block(self.kind, read_runs(_unescape_start(self.rest)), self.level, number, self.source)


def _level(parts: list[_Line]) -> None:
    """Nesting goes one level deeper at most, and begins at none after a paragraph."""
    deepest = -1
    for part in parts:
        if part.kind == PARAGRAPH:
            part.level, deepest = 0, -1
        else:
            part.level = min(part.indent, deepest + 1)
            deepest = part.level


def _loose_numbers(parts: list[_Line]) -> list[_Line]:
    """Numbered lines that belong to no list of two or more that counts 1, 2, 3: their numbers are text."""
    loose: list[_Line] = []
    open_lists: dict[int, list[_Line]] = {}

    def close(level: int) -> None:
        for deeper in [key for key in open_lists if key >= level]:
            members = open_lists.pop(deeper)
            if len(members) < 2:
                loose.extend(members)

    for part in parts:
        if part.kind == PARAGRAPH:
            close(0)
            continue
        close(part.level + 1)
        if part.kind == BULLET:
            close(part.level)
            continue
        members = open_lists.get(part.level)
        if members and part.number == members[-1].number + 1:
            members.append(part)
        else:
            close(part.level)
            if part.number == 1:
                open_lists[part.level] = [part]
            else:
                loose.append(part)
    close(0)
    return loose


def _looks_like_mark(text: str) -> bool:
    return bool(_BULLET.match(text) or _NUMBER.match(text) or _HEADING.match(text))


def _unescape_start(text: str) -> str:
    if text.startswith("\\") and _looks_like_mark(text.lstrip("\\")):
        return text[1:]
    return text


def _escape_start(text: str) -> str:
    return "\\" + text if _looks_like_mark(text.lstrip("\\")) else text


# Runs

_OPENING = "\"'“‘£$€(["
_CLOSING = ".,;:!?)]%”’\"'…"
_STARS = (
    r"(?<![^\W_])(?<!\*)(?P<stars>\*{1,3})(?!\*)"
    rf"(?=[^\W_]|[{re.escape(_OPENING)}\\])"
    r"(?P<inner>(?:(?!(?P=stars)).)*?"
    rf"(?<=[^\W_]|[{re.escape(_CLOSING)}\\]))(?P=stars)(?![^\W_])(?!\*)"
)
_ADDRESS = r"(?:https?://|mailto:|tel:)(?:[^\s()<>\"\\]|\([^\s()<>\"\\]*\))+"
_EMPHASIS = re.compile(rf"(?<!\\)(?P<slashes>\\*+)(?:{_STARS})")
_TOKEN = re.compile(
    r"(?<!\\)(?P<slashes>\\*+)(?:"
    rf"\[(?P<words>[^\[\]]++)\]\((?P<address>{_ADDRESS})\)"
    rf"|{_STARS}"
    r"|(?P<bare>(?<![\w@.-])(?<!//)(?:https?://|www\.)(?=[^\W_])[^\s<>\"“”\\]+)"
    r"|(?P<mail>(?<![\w.%+@-])(?<!//)[a-z0-9][\w.%+-]*+@[a-z0-9-]++(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![\w@-]))"
    r")",
    re.IGNORECASE,
)
_QUICK = re.compile(r"[*\[@]|https?:|www\.", re.IGNORECASE)
_SPACES = re.compile(r"[ \t]+")
_TRAILING = ".,;:!?'’”)]}*"
_WHOLE_ADDRESS = re.compile(_ADDRESS, re.IGNORECASE)


def read_runs(text: str) -> tuple[Run, ...]:
    """The runs of one typed line, in canonical form."""
    text = _SPACES.sub(" ", text).strip()
    if not _QUICK.search(text):
        return (Run(text),) if text else ()
    return canonical(_parse(text, Run("")))


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
            end = start + len(_bare(text[start:end]))
        runs.append(look._replace(text=text[done : match.start()] + "\\" * (slashes // 2)))
        if slashes % 2:
            end = start + _escaped_length(match)
            runs.append(look._replace(text=text[start:end]))
        elif match["stars"]:
            count = len(match["stars"])
            inner = look._replace(bold=look.bold or count > 1, italic=look.italic or count != 2)
            runs += _parse(match["inner"], inner)
        elif groups.get("words"):
            runs += _parse(groups["words"], look._replace(link=groups["address"]))
        else:
            runs.append(look._replace(text=text[start:end], link=_bare_address(text[start:end])))
        done = at = end
    runs.append(look._replace(text=text[done:]))
    return runs


def _escaped_length(match: re.Match[str]) -> int:
    """How much of an escaped token is plain text: its stars, or a first character, without which it is no token."""
    return len(match["stars"] or "x")


def _bare(text: str) -> str:
    """A bare address without the punctuation that ends the sentence around it."""
    while text and text[-1] in _TRAILING:
        if text[-1] == ")" and text.count("(") >= text.count(")"):
            break
        text = text[:-1]
    return text


def _bare_address(text: str) -> str:
    low = text.lower()
    if low.startswith(("http://", "https://")):
        return text
    return "https://" + text if low.startswith("www.") else "mailto:" + text


def canonical(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The nearest runs that an answer file can hold: single spaces, whole words emphasised, safe addresses only."""
    whole = [run for run in runs if run.text]
    if all(run[1:] == (False, False, "") for run in whole):
        text = _SPACES.sub(" ", "".join(run.text for run in whole)).strip()
        return (Run(text),) if text else ()
    chars: list[Run] = []
    for run in whole:
        address = _safe_address(run.link)
        for char in run.text:
            link = "" if char in "[]" else address
            space = char in " \t"
            if space and chars and chars[-1].text == " ":
                continue
            chars.append(Run(" " if space else char, run.bold, run.italic, link))
    while chars and chars[-1].text.isspace():
        chars.pop()
    while chars and chars[0].text.isspace():
        chars.pop(0)
    looks: list[Run] = []
    at = 0
    while at < len(chars):
        end = at
        while end < len(chars) and chars[end].link == chars[at].link:
            end += 1
        looks += _emphasise_words(_link_ends(chars[at:end]))
        at = end
    return _joined(looks)


def _safe_address(link: str) -> str:
    """The address, or "" where it is not one of the safe schemes or cannot be written."""
    address = link.strip()
    if _WHOLE_ADDRESS.fullmatch(address):
        return address
    address = address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    return address if _WHOLE_ADDRESS.fullmatch(address) else ""


def _link_ends(chars: list[Run]) -> list[Run]:
    """Spaces at a link's ends do not belong to it; a link of spaces only is none."""
    first = next((i for i, c in enumerate(chars) if not c.text.isspace()), len(chars))
    last = next((i for i in range(len(chars), 0, -1) if not chars[i - 1].text.isspace()), 0)
    return [c if first <= i < last else Run(c.text) for i, c in enumerate(chars)]


def _emphasise_words(chars: list[Run]) -> list[Run]:
    """Emphasis snapped to whole words, as far as the stars of an answer file can say it."""
    text = "".join(c.text for c in chars)
    looks = [Run(c.text, link=c.link) for c in chars]
    if not any(c.bold or c.italic for c in chars):
        return looks
    cores: list[tuple[int, int, bool, bool]] = []
    for chunk in re.finditer(r"\S+", text):
        first, last = chunk.span()
        letters = [i for i in range(first, last) if text[i].isalnum()]
        if "*" in chunk.group():
            cores.append((first, last, False, False))
            continue
        if not letters:
            same = len({c[1:3] for c in chars[first:last]}) == 1
            cores.append((first, last, same and chars[first].bold, same and chars[first].italic))
            continue
        bold, italic = all(chars[i].bold for i in letters), all(chars[i].italic for i in letters)
        start, end = letters[0], letters[-1] + 1
        while start > first and chars[start - 1][1:3] == (bold, italic):
            start -= 1
        while not (text[start].isalnum() or text[start] in _OPENING):
            start += 1
        while end < last and chars[end][1:3] == (bold, italic):
            end += 1
        while not (text[end - 1].isalnum() or text[end - 1] in _CLOSING):
            end -= 1
        cores.append((start, end, bold, italic))
    spans = _spans(cores, text)
    for start, end, bold, italic in spans:
        for i in range(start, end):
            looks[i] = looks[i]._replace(bold=bold, italic=italic)
    return looks


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


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of one look as one run."""
    joined: list[list[str]] = []
    looks: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if looks and looks[-1][1:] == run[1:]:
            joined[-1].append(run.text)
        else:
            joined.append([run.text])
            looks.append(run)
    return tuple(look._replace(text="".join(parts)) for look, parts in zip(looks, joined, strict=True))


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
            pieces += _emphasised(runs[at:end], _TOKEN)
        elif end == at + 1 and _can_stand_bare(runs, at):
            run = runs[at]
            stars = "*" * (2 * run.bold + run.italic)
            pieces.append((stars + run.text + stars, True))
        else:
            inner = _escaped(_emphasised(runs[at:end], _EMPHASIS), _EMPHASIS)
            pieces.append((f"[{inner}]({link})", True))
        at = end
    return _escaped(pieces, _TOKEN)


def _can_stand_bare(runs: Sequence[Run], at: int) -> bool:
    """True where the address is its own text, and the text around leaves it whole."""
    run = runs[at]
    if run.bold or run.italic or _parse(run.text, Run("")) != [Run(""), Run(run.text, link=run.link), Run("")]:
        return False
    before = runs[at - 1].text[-1:] if at else ""
    after = re.match(r"\S*", runs[at + 1].text if at + 1 < len(runs) else "")
    tail = after.group() if after else ""
    return (not before or before.isspace()) and all(c in ".,;:!?" for c in tail)


def _emphasised(runs: Sequence[Run], token: re.Pattern[str]) -> list[tuple[str, bool]]:
    pieces = []
    for run in runs:
        stars = "*" * (2 * run.bold + run.italic)
        pieces.append((stars + _escaped([(run.text, False)], token) + stars, True) if stars else (run.text, False))
    return pieces


def _escaped(pieces: Sequence[tuple[str, bool]], token: re.Pattern[str]) -> str:
    """The pieces (text, and whether it is markup that we mean) in one, with whatever else would be markup escaped.

    An escape can make markup of what stands before it ("*a*www.x.org"), so the line is looked at until nothing is left.
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
        settled = True
        at = 0
        while match := token.search(written, at):
            start = match.end("slashes")
            place = origin(start)
            typed = len(match["slashes"]) - escapes.get(place, 0)
            needed = typed if place in meant else typed + 1
            if escapes.get(place, 0) != needed:
                escapes[place] = needed
                settled = False
            at = start + (meant[place] if place in meant else _escaped_length(match))
        if settled:
            return written


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


# Writing and printing


def write(text: Text) -> list[str]:
    """The typed lines that read back as these blocks (which are canonical): one block a line, no blank lines."""
    lines = []
    for block in text:
        words = _escape_start(write_runs(block.runs))
        indent = "  " * block.level
        if block.kind == BULLET:
            lines.append(f"{indent}- {words}")
        elif block.kind == NUMBER:
            lines.append(f"{indent}{block.number}. {words}")
        else:
            lines.append(words)
    return lines


def canonical_text(blocks: Iterable[Block]) -> Text:
    """The nearest blocks that an answer file can hold: nothing empty, nesting without gaps, numbers only where a list counts."""
    kept = [replace(block, runs=runs) for block in blocks if (runs := canonical(block.runs))]
    return read((block.line, line) for block, line in zip(kept, write(tuple(kept)), strict=True))


def write_item(runs: Sequence[Run]) -> str:
    """The typed line of an item of evidence."""
    words = write_runs(runs)
    return "- " + ("\\" + words if _BULLET.match(words.lstrip("\\")) else _escape_start(words))


def plain_runs(runs: Iterable[Run]) -> str:
    """The runs as plain text; an address that its own text does not show follows in brackets."""
    return "".join(run.text for run in addressed(runs))


def addressed(runs: Iterable[Run]) -> list[Run]:
    """The runs without links, each address that its own words do not show as a run of its own in brackets after them."""
    shown: list[Run] = []
    for link, group in groupby(runs, key=lambda run: run.link):
        linked = [run._replace(link="") for run in group]
        shown += linked
        if link and link != _shown_address("".join(run.text for run in linked)):
            shown.append(Run(f" ({link.removeprefix('mailto:').removeprefix('tel:')})"))
    return shown


def _shown_address(text: str) -> str:
    return _bare_address(text) if _QUICK.search(text) else ""


def plain(text: Text) -> str:
    """The blocks as plain text, a line each, with bullets, numbers and two spaces a level."""
    lines = []
    for block in text:
        mark = {BULLET: "• ", NUMBER: f"{block.number}. "}.get(block.kind, "")
        lines.append("  " * block.level + mark + plain_runs(block.runs))
    return "\n".join(lines)


def words(text: Text) -> str:
    """The visible words alone, a line a block: what checks read."""
    return "\n".join("".join(run.text for run in block.runs) for block in text)
