"""Evidence that a reader can follow: something, somewhere, in a document that the register knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.answers.register import Register
from generator.checks.blanks import is_heading
from generator.checks.case import EVIDENCE, Case, Finding, Line, found
from generator.checks.sentences import numbers, quote, words
from generator.model import YES, Provision

_RULES = r"(?:policy|policies|procedures?|protocol|strategy)"
_PLACE_WORDS = (
    r"sections?|paragraphs?|paras?|pages?|parts?|points?|chapters?|appendi(?:x|ces)|annex(?:es)?|clauses?|tables?|charts?|definitions?"
    r"|introduction|glossary|summary|contents|flow ?charts?|checklist|slides?|items?|minute|throughout|whole|entire"
)
_PLACE = re.compile(rf"\d|\b(?:{_PLACE_WORDS})\b|[‘“\"]", re.IGNORECASE)
_WORD = r"(?:(?!(?:on|about|in|with|from|at|to|for|by|how)\b)[\w&’'/-]+\s+)"  # of a name: "workshop on the policy" is none
# "Complaints policy: 3.2", "Complaints policy (page 4)": a policy's name alone or with a place, and no sentence about it.
_NAMED = re.compile(
    rf"(?P<name>{_WORD}{{0,7}}?{_RULES}(?:\s+(?:and|&)\s+{_RULES})?)\b(?=\s*(?:[,:;.(–-]|$|\d|v\d|(?:{_PLACE_WORDS})\b))",
    re.IGNORECASE,
)
# "Section 3.2 of the complaints policy"
_NAMED_LAST = re.compile(
    rf"(?:{_PLACE_WORDS})\s+[\w.]+(?:\s*(?:,|-|–|to|and)\s*[\d.]+)*\s+(?:of|in)\s+(?:the\s+|our\s+)?(?P<name>{_WORD}{{0,5}}?{_RULES})\b",
    re.IGNORECASE,
)
_VERSION_OR_DATE = re.compile(
    r"\b(?:version|ver|v|issue|rev)\.? ?\d+(?:\.\d+)*\b|\b20\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?(?= (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
_SHORT_DOCUMENTS = frozenset(
    words("letter template poster leaflet card form newsletter notice script certificate register log record survey page website")
)
_KNOWN_BY_DATE = frozenset(words("minute report paper note bulletin"))
_ARTICLE = re.compile(r"^(?:(?:see|the|our)\s+)+", re.IGNORECASE)
_TYPED = re.compile(r"[^\s,:;()]+")
_MAYBE_NAMED = re.compile(r"polic|procedur|protocol|strateg", re.IGNORECASE)
_LONG_TITLE = 4
_ALIKE = 0.88


def no_evidence(case: Case) -> Iterator[Finding]:
    """A Yes with commentary but no evidence; for conditional provisions it is enough to say that the case has not arisen.

    Older forms have one column for both, where what supports the answer cannot be told from what explains it.
    """
    if not any(column.holds == "evidence" for column in case.edition.columns):
        return
    for provision, answer in case.answers:
        if answer.comply == YES and answer.commentary and not answer.evidence and not provision.conditional:
            help_ = "Name under “### Evidence” what shows it: a policy with its place, a report, a letter template, training with its date."
            yield found(provision, answer, answer.comply_line, "the answer is Yes, but no evidence is named.", help_)


def evidence_no_place(case: Case) -> Iterator[Finding]:
    """Items of evidence that name a policy or another long document without saying where in it."""
    register = Register.of(case.assessment.landlord.documents)
    for line in case.part_lines(EVIDENCE):
        cited = _cited(line, register)
        if cited and not _says_where(cited.document, cited.place) and not _is_asked_for(cited.document, line.provision):
            said = f"{quote(line.text)} does not say where in the document."
            help_ = "Add the section and the page, such as “Complaints policy: 3.2 (page 5)”."
            yield found(line.provision, line.answer, line.number, said, help_)


def evidence_unregistered(case: Case) -> Iterator[Finding]:
    """Policies and procedures that landlord.md does not register, and slips in the names of those it does; one Problem each."""
    documents = case.assessment.landlord.documents
    register = Register.of(documents)
    names: dict[str, list[str]] = {}
    for document in documents:
        for name in (document.title, *document.short_names):
            names.setdefault(name[:1].casefold(), []).append(name)
    missing: dict[tuple[str, ...], list[tuple[Line, str, str]]] = {}
    for line in case.part_lines(EVIDENCE):
        cited = _cited(line, register)
        if cited and cited.registered:
            continue
        typed, meant = _slip(line.text, names)
        if name := typed or (cited.document if cited else _named_last(line.text)):
            missing.setdefault(words(name), []).append((line, name, meant))
    for places in missing.values():
        line, name, meant = places[0]
        others = [each.provision.number for each, _, _ in places if each.provision is not line.provision]
        also = f" (also under {numbers(dict.fromkeys(others), most=8)})" if others else ""
        if meant:
            said = f"“{name}” is not in the register of documents{also}; did you mean “{meant}”?"
            help_ = f"Begin the item with “{meant}”, or register this document in landlord.md under “## Documents”."
        else:
            said = f"“{name}” is not in the register of documents{also}."
            help_ = f"Register it in landlord.md: “### {name}” under “## Documents”, with its version, date and address."
        yield found(line.provision, line.answer, line.number, said, help_)


class _Cited(NamedTuple):
    document: str
    place: str
    registered: bool


def _cited(line: Line, register: Register) -> _Cited | None:
    """The document that an item of evidence begins with, also below a heading ("Policies and procedures: Policy: 3.1"), or None."""
    if line.document:
        return _Cited(line.document, line.place, True)
    if not _MAYBE_NAMED.search(line.text) and ":" not in line.text:
        return None
    heading, _, rest = line.text.strip().partition(":")
    for words_ in (rest, line.text) if rest.strip() and is_heading(heading) else (line.text,):
        text = _ARTICLE.sub("", words_.strip())
        document, place = register.find(text)
        if document:
            return _Cited(document, place, True)
        if (match := _NAMED.match(text)) and not _only_heading(match["name"]):
            return _Cited(" ".join(match["name"].split()), text[match.end() :], False)
    return None


def _only_heading(name: str) -> bool:
    """True for "Policies and procedures"; a "Policy" is a document."""
    return is_heading(name) and words(name) not in (("policy",), ("procedure",))


def _named_last(item: str) -> str:
    """The policy in "section 3.2 of the complaints policy", or ""."""
    match = _NAMED_LAST.match(item.strip()) if _MAYBE_NAMED.search(item) else None
    return " ".join(match["name"].split()) if match else ""


def _says_where(document: str, place: str) -> bool:
    kinds = {word.removesuffix("s") for word in words(document)}
    if not kinds.isdisjoint(_SHORT_DOCUMENTS) or (not kinds.isdisjoint(_KNOWN_BY_DATE) and any(map(str.isdigit, place))):
        return True
    return bool(_PLACE.search(_VERSION_OR_DATE.sub("", place)))


def _is_asked_for(document: str, provision: Provision) -> bool:
    """True where the provision names the document in full: for 8.1 the annual report as a whole is the evidence."""
    title = [word for word in words(document) if not word.isdigit()]
    return len(title) >= _LONG_TITLE and f" {' '.join(title)} " in f" {' '.join(words(provision.text))} "


def _slip(item: str, names: Mapping[str, list[str]]) -> tuple[str, str]:
    """What an item begins with and the registered name that it nearly is; ("", "") where there is none.

    ``names`` has the registered names by their first letter, which no slip changes.
    """
    typed = _TYPED.findall(_ARTICLE.sub("", item.strip()))
    for name in names.get(typed[0][:1].casefold(), ()) if typed else ():
        size = len(name.split())
        if _is_slip([word.casefold() for word in typed[:size]], name.casefold().split()):
            return " ".join(typed[:size]), name
    return "", ""


def _is_slip(typed: list[str], name: list[str]) -> bool:
    """True where one word differs by a letter or two; a figure never may ("letter S1-A" is not "letter S1-R")."""
    differ = [(one, other) for one, other in zip(typed, name, strict=False) if one != other]
    if len(typed) != len(name) or len(differ) != 1:
        return False
    one, other = differ[0]
    if one[0] != other[0] or not (one + other).isalpha():
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
