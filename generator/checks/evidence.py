"""Evidence that a reader can follow: something, somewhere, in a document that the register knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

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
    rf"(?:(?:see|the|our)\s+)*(?P<name>{_WORD}{{0,7}}?{_RULES}(?:\s+(?:and|&)\s+{_RULES})?)\b(?=\s*(?:[,:;.(–-]|$|\d|v\d|(?:{_PLACE_WORDS})\b))",
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
_TYPED = re.compile(r"[^\s,:;()]+")
_MAYBE_NAMED = re.compile(r"polic|procedur|protocol|strateg", re.IGNORECASE)
_LONG_TITLE = 4
_ALIKE = 0.88


def no_evidence(case: Case) -> Iterator[Finding]:
    """A Yes with commentary but no evidence; for conditional provisions it is enough to say that the case has not arisen."""
    for provision, answer in case.answers:
        if answer.comply == YES and answer.commentary and not answer.evidence and not provision.conditional:
            help_ = "Name under “### Evidence” what shows it: a policy with its place, a report, a letter template, training with its date."
            yield found(provision, answer, answer.comply_line, "the answer is Yes, but no evidence is named.", help_)


def evidence_no_place(case: Case) -> Iterator[Finding]:
    """Items of evidence that name a policy or another long document without saying where in it."""
    for line in case.part_lines(EVIDENCE):
        document, place = _document(line)
        if document and not _says_where(document, place) and not _is_asked_for(document, line.provision):
            said = f"{quote(line.text)} does not say where in the document."
            help_ = "Add the section and the page, such as “Complaints policy: 3.2 (page 5)”."
            yield found(line.provision, line.answer, line.number, said, help_)


def evidence_unregistered(case: Case) -> Iterator[Finding]:
    """Policies and procedures that landlord.md does not register, and slips in the names of those it does; one Problem each."""
    register: dict[str, list[tuple[str, list[str]]]] = {}
    for document in case.assessment.landlord.documents:
        for name in (document.title, *document.short_names):
            register.setdefault(name[:1].casefold(), []).append((name, name.casefold().split()))
    cited: dict[tuple[str, ...], list[tuple[Line, str, str]]] = {}
    for line in case.part_lines(EVIDENCE):
        if not line.document and not is_heading(line.text):
            typed, meant = _slip(line.text, register)
            name = typed or _name(line.text)
            if name:
                cited.setdefault(words(name), []).append((line, name, meant))
    for places in cited.values():
        line, name, meant = places[0]
        others = [each.provision.number for each, _, _ in places if each.provision is not line.provision]
        also = f" (also under {numbers(dict.fromkeys(others))})" if others else ""
        if meant:
            said = f"“{name}” is not in the register of documents{also}; did you mean “{meant}”?"
            help_ = f"Begin the item with “{meant}”, or register this document in landlord.md under “## Documents”."
        else:
            said = f"“{name}” is not in the register of documents{also}."
            help_ = f"Register it in landlord.md: “### {name}” under “## Documents”, with its version, date and address."
        yield found(line.provision, line.answer, line.number, said, help_)


def _document(line: Line) -> tuple[str, str]:
    """The document that an item of evidence names, registered or not, and the words after it; ("", "") where it names none."""
    if line.document:
        return line.document, line.place
    text = line.text.strip()
    match = _NAMED.match(text) if _MAYBE_NAMED.search(text) and not is_heading(text) else None
    return (match["name"], text[match.end() :]) if match else ("", "")


def _name(item: str) -> str:
    """The policy that an item of evidence cites, or ""."""
    match = (_NAMED.match(item.strip()) or _NAMED_LAST.match(item.strip())) if _MAYBE_NAMED.search(item) else None
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


def _slip(item: str, register: Mapping[str, list[tuple[str, list[str]]]]) -> tuple[str, str]:
    """What an item begins with and the registered name that it nearly is; ("", "") where there is none.

    ``register`` has the names by their first letter, which no slip changes.
    """
    typed = _TYPED.findall(item)
    while typed and typed[0].casefold() in ("the", "our", "see"):
        typed = typed[1:]
    for name, parts in register.get(typed[0][:1].casefold(), ()) if typed else ():
        if _is_nearly([word.casefold() for word in typed[: len(parts)]], parts):
            return " ".join(typed[: len(parts)]), name
    return "", ""


def _is_nearly(typed: list[str], name: list[str]) -> bool:
    """True where one word differs by a letter or two; a figure never may ("letter S1-A" is not "letter S1-R")."""
    if len(typed) != len(name):
        return False
    differ = [(one, other) for one, other in zip(typed, name, strict=True) if one != other]
    if not differ:
        return True
    one, other = differ[0]
    if len(differ) > 1 or one[0] != other[0] or not (one + other).isalpha():
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
