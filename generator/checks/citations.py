"""Citations of a policy whose sections are known: a section or page that it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.checks.case import EVIDENCE, Case, Finding, Line, found
from generator.checks.sentences import numbers, quote
from generator.model import Document, Policy

_PAGE_WORD = r"pages?|pgs?\.?|pp?\.?"
_SECTION_WORD = r"sections?|sects?\.?|secs?\.?|paragraphs?|paras?\.?|points?|clauses?|parts?|chapters?|items?|§+|ss?\."
_PAGE = r"\d{1,3}(?![.\d])"
_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,4}(?![\d%]|\.\d)"


def _listed(word: str, number: str) -> re.Pattern[str]:
    """A word with a number, or with several in a list or range."""
    more = rf"(?:\s*(?:-|–|—|,|;|&|/|to|and|or)+\s*(?:(?:{word})\s*)?{number})*"
    return re.compile(rf"(?<![\w.])(?:{word})\s*{number}{more}", re.IGNORECASE)


_PAGES = _listed(_PAGE_WORD, _PAGE)
_SECTIONS = _listed(_SECTION_WORD, _NUMBER)
_DOTTED = re.compile(
    r"(?<![\w.,£$])\d{1,2}(?:\.\d{1,2}){1,4}(?![\d%]|\.\d|\s*(?:%|per cent|working|days?|hours?|million))", re.IGNORECASE
)
_APPENDIX = re.compile(r"\b(appendix|annex|schedule)\s+(\d{1,2}|[A-Z])\b", re.IGNORECASE)
_BARE = re.compile(rf"[\s:,;(–—-]*{_NUMBER}(?:[\s,;&()–—-]|and|to|or|{_NUMBER})*[\s.)]*", re.IGNORECASE)
# What has numbers and is no place: versions, dates, and the Code's own provisions.
_OTHER = re.compile(
    r"\b(?:version|ver|v|issue|rev(?:ision)?)\.?\s?\d+(?:\.\d+)*"
    r"|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|\b\d{1,2}/\d{1,2}/\d{2}\b|\b\d\d\.\d\d\.\d\d\b"
    r"|\b(?:code|provisions?|code provisions?|code sections?|requirements?|act)(?:['’]s)?\s+\d{1,2}(?:\.\d{1,2})*",
    re.IGNORECASE,
)

_OF = re.compile(r"\b(?:in|of|from)\s+(?:the\s+|our\s+)?$", re.IGNORECASE)  # "Point 6.3 to 6.9 in the complaints policy"
_BEGINS = re.compile(r"(?:^|[^\w\s]|\b(?:and|see|the|our|in|of|from))\s*$", re.IGNORECASE)
_CHANGED = "If the document has changed, read it in again: self-assessment policy."


class Cited(NamedTuple):
    """The sections ("3.2.9", "appendix 1") and pages that a place names."""

    sections: tuple[str, ...]
    pages: tuple[int, ...]


def cited(place: str) -> Cited:
    """What the words after a document's name cite, in any of the ways in which people write it."""
    place = _OTHER.sub(" … ", place)
    pages = [int(number) for match in _PAGES.findall(place) for number in re.findall(r"\d+", match)]
    rest = _PAGES.sub(" ", place)
    sections = [f"{word.lower()} {which.lower()}" for word, which in _APPENDIX.findall(rest)]
    rest = _APPENDIX.sub(" ", rest)
    found_ = [number for match in _SECTIONS.findall(rest) for number in re.findall(_NUMBER, match)]
    found_ += _DOTTED.findall(rest)
    if _BARE.fullmatch(rest):
        found_ += re.findall(_NUMBER, rest)
    return Cited(tuple(dict.fromkeys([*found_, *sections])), tuple(dict.fromkeys(pages)))


def evidence_no_such_section(case: Case) -> Iterator[Finding]:
    """Items of evidence that cite a section, or an appendix, that the document does not have; one Problem an item."""
    for line, document, policy, place in _citations(case):
        known = {section.number.lower() for section in policy.sections if section.number}
        missing = [number for number in cited(place).sections if not _has(known, number)]
        if known and missing:
            said = f"{quote(line.text)} cites {_named(missing)}, which {document.title} does not have ({_nearest(known, missing[0])})."
            help_ = f"Put the section right: {document.outline} lists them all. {_CHANGED}"
            yield found(line.provision, line.answer, line.number, said, help_)


def evidence_no_such_page(case: Case) -> Iterator[Finding]:
    """Items of evidence that cite a page beyond the document's last; one Problem an item."""
    for line, document, policy, place in _citations(case):
        missing = [page for page in cited(place).pages if page > policy.pages or page == 0]
        if policy.pages and missing:
            said = f"{quote(line.text)} cites page {numbers(str(page) for page in missing)}, but {document.title} has {policy.pages} pages."
            help_ = f"Put the page right. {_CHANGED}"
            yield found(line.provision, line.answer, line.number, said, help_)


def _citations(case: Case) -> Iterator[tuple[Line, Document, Policy, str]]:
    """What items of evidence say about their place in documents whose sections are known."""
    documents = case.assessment.landlord.documents
    if not any(document.policy for document in documents):
        return
    names = {name.casefold(): document for document in documents for name in (document.title, *document.short_names) if name}
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)
    for line in case.part_lines(EVIDENCE):
        named = list(pattern.finditer(line.text))
        for i, match in enumerate(named):
            document = names[match[0].casefold()]
            stop = named[i + 1].start() if i + 1 < len(named) else len(line.text)
            before = line.text[named[i - 1].end() if i else 0 : match.start()]
            leads = before if not i and _OF.search(before) else ""
            if document.policy and (leads or _BEGINS.search(before)):  # else it is another policy, as in "Lettings policy"
                yield line, document, document.policy, f"{leads} {line.text[match.end() : stop]}"


def _has(known: set[str], number: str) -> bool:
    """True for a section that is there, itself or by the clauses in it."""
    return number in known or any(each.startswith(f"{number}.") for each in known)


def _named(missing: list[str]) -> str:
    return f"section{'s' if len(missing) > 1 else ''} {numbers(missing)}" if missing[0][0].isdigit() else numbers(missing)


def _nearest(known: set[str], number: str) -> str:
    """What there is in the place of a section that is not there."""
    if not number[0].isdigit():
        return "it has " + numbers(sorted(each for each in known if not each[0].isdigit())[:10] or ["no appendix"])
    within = number
    while within:
        within = within.rpartition(".")[0]
        depth = within.count(".") + 1 if within else 0
        beside = [
            each
            for each in known
            if each[0].isdigit() and each.count(".") == depth and (not within or each.startswith(within + "."))
        ]
        if beside:
            ordered = sorted(beside, key=lambda each: [int(part) for part in each.split(".")])
            return f"it has {ordered[0]} to {ordered[-1]}" if len(ordered) > 1 else f"it has {ordered[0]}"
        if within in known:
            return f"its section {within} has no numbered parts"
    return "its sections are not numbered like this"
