"""Rows of a policy -> its sections, with their numbers, titles and pages.

Sections are found by headings and by numbers that count on; the contents list gives the pages that are printed on the policy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.importers.rows import HEADING, Row
from generator.model import Policy, PolicySection, PolicyText
from generator.problems import Stop
from generator.rich_text import BULLET, NUMBER

MOST_LETTERS = 2_000_000
"""Letters of the longest policy that is read; its outline would be too long for an answer file."""

_PAGE = re.compile(r"page (\d{1,4})$")
_NUMBERED = re.compile(
    r"(?:(?:section|part|chapter)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?P<mark>[.):]?)(?:\s+[-–:]?\s*|(?<=[.)])(?=[A-Z]))(?P<rest>\S.*)?",
    re.IGNORECASE | re.DOTALL,
)
_APPENDIX = re.compile(
    r"(?P<word>appendix|annex|schedule)\s+(?P<letter>\d{1,2}|[A-Z])\b\W*(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_CONTENTS = re.compile(r"(?:table of )?contents(?: page)?:?", re.IGNORECASE)
_ENTRY = re.compile(
    r"(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|(?:appendix|annex|schedule) \w{1,2})[.:)]?\s+)?(?P<title>\D.{0,150}?)[\s.…·_]*\s"
    r"(?P<page>\d{1,3})(?:\s*[-–]\s*(?P<last>\d{1,3}))?",
    re.IGNORECASE,
)
_LONGEST_TITLE = 100
_LONGEST_SUBHEADING = 70
_FEW_WORDS = 3
_MOST_STEPS = 3  # how many clauses a count may leave out


@dataclass(slots=True)
class _Line:
    """One block of the policy: ``level`` is a heading's, 0 for text; ``number`` is that of a numbered item."""

    text: str
    page: int
    level: int = 0
    item: bool = False
    number: int = 0
    cells: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents list."""

    number: str
    title: str
    page: int
    last: int


def refuse_too_long(rows: Sequence[Row], file: str) -> None:
    """Raises Stop where the rows hold more than any policy: what is done with one would take minutes."""
    if sum(len(cell.text) for row in rows for cell in row.cells) > MOST_LETTERS:
        raise Stop(
            f"{file}: it has more than {MOST_LETTERS // 1_000_000} million letters, far more than a policy has, so it has not been read. "
            "Copy the policy alone into a new document and use that."
        )


def read(rows: Sequence[Row], file: str = "The policy") -> Policy:
    """The policy in these rows; ``file`` is its name for messages. Raises Stop where they hold none, or too much."""
    refuse_too_long(rows, file)
    lines = [line for row in rows for line in _lines(row)]
    if not any(line.text for line in lines):
        raise Stop(f"{file}: it has no text. If it is a scan, have the text recognised first, and use that file.")
    entries, lines = _contents(lines)
    sections = _split(lines, entries)
    return _paged(sections, entries, max((line.page for line in lines), default=0))


def _lines(row: Row) -> list[_Line]:
    found = _PAGE.search(row.place)
    page = int(found[1]) if found else 0
    blocks = [block for cell in row.cells for block in cell.blocks]
    cells = sum(bool(cell.text.strip()) for cell in row.cells)
    if cells > 1:
        parts = [" ".join(cell.text.split()) for cell in row.cells if cell.text.strip()]
        if parts[0].isdigit():
            parts[0] += "."  # a number in a cell of its own
        return [_Line(" ".join(parts), page, cells=cells)]
    made = []
    for block in blocks:
        text = " ".join("".join(run.text for run in block.runs).split())
        level = max(block.level, 1) if block.kind == HEADING else 0
        if text:
            bold = all(run.bold for run in block.runs if run.text.strip())
            made.append(_Line(text, page, level, block.kind in (BULLET, NUMBER), block.number, bold=bold))
    return made


# The contents list


def _contents(lines: list[_Line]) -> tuple[list[_Entry], list[_Line]]:
    """The entries of the contents list, and the lines without it."""
    runs: list[tuple[int, int]] = []
    start = 0
    while start < len(lines):
        stop = start
        while stop < len(lines) and _entry(lines[stop]):
            stop += 1
        if stop - start > 2:
            runs.append((start, stop))
        start = max(stop, start + 1)
    for start, stop in runs:
        entries = [entry for line in lines[start:stop] if (entry := _entry(line))]
        if all(one.page <= other.page for one, other in pairwise(entries)):
            top = start
            while (
                top
                and start - top < 2
                and (_CONTENTS.fullmatch(lines[top - 1].text) or lines[top - 1].text.lower().endswith("page"))
            ):
                top -= 1
            return entries, lines[:top] + lines[stop:]
    return [], lines


def _entry(line: _Line) -> _Entry | None:
    text = f"{line.number}. {line.text}" if line.number else line.text
    found = _ENTRY.fullmatch(text)
    if not found or text.endswith("."):
        return None
    return _Entry((found["number"] or "").strip(), found["title"].strip(" ."), int(found["page"]), int(found["last"] or 0))


# Sections


def _split(lines: Sequence[_Line], entries: Sequence[_Entry]) -> list[PolicySection]:
    """The sections with their texts; what stands before the first one is left out where it is no more than a title page."""
    told = {_plain(entry.title): entry for entry in entries}
    levels = [line.level for line in lines if line.level and (_NUMBERED.match(line.text) or line.number)]
    top = min(levels, default=_common_level(lines))
    marked = sum(line.level > 0 for line in lines) > 1
    sections: list[PolicySection] = []
    texts: list[PolicyText] = []
    last: tuple[int, ...] = (0,)
    heading = ""
    for i, line in enumerate(lines):
        begun = _section(line, lines, i, told, last, top=top, headed=bool(levels))
        if begun:
            section, rest, last = begun
            _close(sections, texts)
            sections.append(section)
            heading = "" if section.title else heading  # a clause stands under the subheading that it follows
            texts = [PolicyText(rest, line.page, heading)] if rest else []
        elif line.level or ((line.bold or not marked) and _is_subheading(line, lines[i + 1 : i + 3])):
            heading = line.text
        else:
            texts.append(PolicyText(line.text, line.page, heading, line.item))
    _close(sections, texts)
    return sections


def _close(sections: list[PolicySection], texts: list[PolicyText]) -> None:
    if sections:
        sections[-1] = replace(sections[-1], texts=tuple(texts))
    elif texts:
        sections.append(PolicySection("", "Before the first section", texts[0].page, texts=tuple(texts)))


def _section(
    line: _Line, lines: Sequence[_Line], at: int, told: dict[str, _Entry], last: tuple[int, ...], *, top: int, headed: bool
) -> tuple[PolicySection, str, tuple[int, ...]] | None:
    """The section that a line begins, the text in the same line, and the number counted up to; or None."""
    appendix = _APPENDIX.fullmatch(line.text)
    if appendix and (line.level or len(line.text) <= _LONGEST_SUBHEADING) and not line.text.endswith((".", ",", ";")):
        name = f"{appendix['word'].capitalize()} {appendix['letter'].upper()}"
        return PolicySection(name, appendix["rest"].strip(), line.page), "", last
    number, mark, rest = _number(line)
    is_point = line.item and not line.number  # of a list that only mentions the section
    entry = None if is_point else told.get(_plain(rest or line.text))
    if number:
        count = tuple(int(part) for part in number.split("."))
        is_title = bool(rest) and len(rest) <= _LONGEST_TITLE and not rest.endswith((".", ";", ","))
        if line.level or entry or _counts_on(count, last):
            if line.level or entry:
                return PolicySection(number, rest.strip(), line.page), "", count
            alone = len(count) == 1
            if alone and (headed or not is_title or not mark or _in_list(line, lines, at)):
                return None
            if is_title and (alone or not line.item):
                return PolicySection(number, rest.strip(), line.page), "", count
            return None if alone else (PolicySection(number, "", line.page), rest, count)
        return None
    if entry and len(line.text) <= _LONGEST_TITLE:
        count = tuple(int(part) for part in entry.number.split(".")) if entry.number[:1].isdigit() else last
        return PolicySection(entry.number, line.text, line.page), "", count
    if line.level and line.level <= top and not (last == (0,) and at == 0):
        return PolicySection("", line.text, line.page), "", last
    return None


def _number(line: _Line) -> tuple[str, str, str]:
    """The number that a line begins with, the mark after it, and the rest."""
    if line.number:
        return str(line.number), ".", line.text
    found = _NUMBERED.match(line.text)
    if not found or not (found["rest"] or line.level):
        return "", "", ""
    if (
        not line.level
        and "." not in found["number"]
        and not found["mark"]
        and not line.text.lower().startswith(("section", "part"))
    ):
        return "", "", ""
    return found["number"].removesuffix(".0"), found["mark"] or ".", (found["rest"] or "").strip()


def _counts_on(count: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """True where a number may follow the one before: the next of its kind, or the first within it."""
    within = len(count) > len(last) and count[: len(last)] == last
    return (within and all(part <= _MOST_STEPS for part in count[len(last) :])) or _steps(count, last)


def _steps(count: tuple[int, ...], last: tuple[int, ...]) -> bool:
    same = 0
    while same < min(len(count), len(last)) and count[same] == last[same]:
        same += 1
    if same >= len(count) or same >= len(last):
        return False
    most = 1 if len(count) == 1 else _MOST_STEPS
    return 0 < count[same] - last[same] <= most and all(part <= _MOST_STEPS for part in count[same + 1 :])


def _in_list(line: _Line, lines: Sequence[_Line], at: int) -> bool:
    """True for an item of a numbered list within a section: another item stands beside it."""
    if not line.number:
        return False
    before = lines[at - 1].number if at else 0
    after = lines[at + 1].number if at + 1 < len(lines) else 0
    return (before > 0 and before == line.number - 1) or after == line.number + 1


def _is_subheading(line: _Line, following: Sequence[_Line]) -> bool:
    """True for a short line above longer text, in documents that keep no headings; ``following`` are the next two lines."""
    if line.item or line.cells > 1 or len(line.text) > _LONGEST_SUBHEADING or line.text.endswith((":", ",", ";", "?!")):
        return False
    if line.text.endswith(".") and len(line.text.split()) > _FEW_WORDS:
        return False
    if not line.text[:1].isupper() or not following or re.search(r"@|\d{3}|www\.", line.text):
        return False
    return any(len(each.text) > len(line.text) and not each.cells > 1 for each in following)


def _common_level(lines: Sequence[_Line]) -> int:
    """The level of headings that parts the policy: the first that more than one heading has."""
    levels = Counter(line.level for line in lines if line.level)
    return min((level for level, count in levels.items() if count > 1), default=max(levels, default=0))


# Pages


def _paged(sections: Sequence[PolicySection], entries: Sequence[_Entry], read_pages: int) -> Policy:
    """The sections with the pages that are printed on the policy, as its contents list says them."""
    by_number = {entry.number.casefold(): entry for entry in entries if entry.number}
    by_title = {_plain(entry.title): entry for entry in entries}
    found = [by_number.get(section.number.casefold()) or by_title.get(_plain(section.title)) for section in sections]
    shifts = Counter(entry.page - section.page for section, entry in zip(sections, found, strict=True) if entry and section.page)
    shift = shifts.most_common(1)[0][0] if shifts else 0
    made: list[PolicySection] = []
    for section, entry in zip(sections, found, strict=True):
        texts = tuple(replace(text, page=max(text.page + shift, 1)) if text.page else text for text in section.texts)
        page = entry.page if entry else max(section.page + shift, 1) if section.page else 0
        last = max([entry.last if entry else 0, *(text.page for text in texts)])
        made.append(replace(section, texts=texts, page=page, last_page=last if last > page else 0))
    if read_pages:
        return Policy(tuple(made), max([read_pages + max(shift, 0), *(entry.page for entry in entries)]))
    # A contents list that says only where sections begin does not say where the last one ends.
    ends = any(entry.last for entry in entries)
    return Policy(tuple(made), max(max(entry.page, entry.last) for entry in entries) if ends else 0)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
