"""The form's own words between the Code's text and the answers: labels, headings, numbers, and the answers Yes and No.

Only what a person would read as one is taken as such: "We comply." is a sentence, "Do we comply?" a label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.importers.boxes import CROSSES, EMPTY, TICKED, unticked
from generator.importers.stream import letters
from generator.model import NO, YES, Edition

NUMBER = "number"
REQUIREMENT = "requirement"
COMPLY = "comply"
EVIDENCE = "evidence"
COMMENTARY = "commentary"
BOTH = "evidence and commentary"

_LONGEST = 90
"""No label is longer; a line that is longer is somebody's sentence."""

_CODE = r"(?:(?:the )?(?:housing ombudsman(?:'s|’s)? )?(?:complaints? handling )?code )?"
_DOTTED = r"\d{1,2}(?:\.\d{1,2})+"
_LETTERED = r"\d{1,2}[a-z](?:\.\d{1,2})?"
_ONE_NUMBER = rf"(?:{_DOTTED}|\d{{1,2}} ?\(?[a-z]\)?)"
_CHOICES = r"(?:yes|y) ?(?:/|or|,|\|) ?(?:no|n)(?: ?(?:/|or|,|\|) ?(?:n/?a|not applicable|partial(?:ly)?))*"
_WHO = r"(?:we|you|the landlord|landlord|the organisation|your landlord)"
_PATTERNS = {
    NUMBER: rf"{_CODE}(?:provision|section|clause|paragraph|para|reference|ref|number)(?: ?(?:no|number)\b\.?)?|(?:the )?code",
    REQUIREMENT: rf"{_CODE}(?:requirements?|provision text|text)|what the code (?:says|requires)|question",
    COMPLY: rf"(?:(?:do|does|are|is) {_WHO} (?:fully )?(?:comply|compliant|complying|meet)(?: with)?(?: (?:this|the) )?{_CODE}"
    rf"(?:requirement|provision|section)?|(?:code )?(?:comply|complies|complied|compliance|compliant)(?: status| rating)?)"
    rf"(?: ?[-–:?]? ?\(?{_CHOICES}\)?)?",
}
_LABELS = [(role, re.compile(rf"(?:{pattern})(?= *[:?\-–—]| *$|\b)", re.IGNORECASE)) for role, pattern in _PATTERNS.items()]
_EVIDENCE_WORD = re.compile(r"evidence[ds]?")
_COMMENTARY_WORD = re.compile(r"commentar(?:y|ies)|comments?|explanations?|narrative|rationale")
_OTHER_WORD = re.compile(
    r"an?|and|any|or|of|the|our|your|this|to|with|for|if|where|on|upon|key|please|provide|support(?:ing)?|relied|further|additional"
    r"|other|links?|documents?|applicable|required|landlords?|s|compliance"
)
_LABEL_WORD = re.compile("|".join(word.pattern for word in (_EVIDENCE_WORD, _COMMENTARY_WORD, _OTHER_WORD)))
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_END = re.compile(r"\s*(?:[:?]|\s[-–—]\s)\s*|\s*$")
_NUMBER_ONLY = re.compile(rf"\W*(?P<number>{_DOTTED}|{_LETTERED})\W*", re.IGNORECASE)
_AFTER_NUMBER_LABEL = re.compile(rf"[\s:.\-–]*(?P<number>{_ONE_NUMBER})[\s.:)]*$", re.IGNORECASE)
_HEADING_NUMBER = re.compile(rf"\W*+(?:{_PATTERNS[NUMBER]})?[\s:.]*+(?P<number>{_DOTTED}|{_LETTERED})(?!\w)", re.IGNORECASE)
_BEFORE_CLAUSE = re.compile(
    rf"(?P<label>(?:{_PATTERNS[NUMBER]})?[\s:.]*)(?<!\d)(?P<number>{_DOTTED}|{_LETTERED})[\s.:)\]\-–—|]*(?P<mark>[•\-*…\s]*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label that begins a text: its role, where the rest begins, and the number in it ("Code provision 6.10")."""

    role: str
    rest: int
    number: str = ""


@lru_cache(maxsize=10_000)
def label(text: str) -> Label | None:
    """The label that a text begins with, or None."""
    head = text[:_LONGEST]
    if number := _NUMBER_ONLY.fullmatch(head):
        return Label(NUMBER, len(text), number["number"].lower())
    start = len(head) - len(head.lstrip(" \t\u00a0*-•"))
    for role, pattern in _LABELS:
        if found := pattern.match(head, start):
            if role == NUMBER and (number := _AFTER_NUMBER_LABEL.match(text, found.end())):
                return Label(NUMBER, len(text), number["number"].lower())
            if ending := _ending(role, text, found.end()):
                return ending
    return _evidence_label(text, head, start)


def _ending(role: str, text: str, at: int) -> Label | None:
    """The label that ends at a place: a colon or question mark follows, or nothing, or (for an answer) the answer."""
    end = _END.match(text, at)
    if end and (role == COMPLY or end.end() == len(text) or text[at:].lstrip()[0] in ":?"):
        return Label(role, end.end())
    if role == COMPLY and (answer_at(text[at:].lstrip()) is not None):
        return Label(role, len(text) - len(text[at:].lstrip()))
    return None


def _evidence_label(text: str, head: str, start: int) -> Label | None:
    """Labels of evidence and commentary are told by their words, since they are joined in every way."""
    colon = re.compile(r"[:?]|\s[-–—]\s").search(head, start)
    ends = [colon.start()] if colon else []
    if len(text) <= _LONGEST:
        ends.append(len(text))
    for end in ends:
        words = [word.lower() for word in _WORD.findall(text[start:end])]
        evidence = any(map(_EVIDENCE_WORD.fullmatch, words))
        commentary = any(map(_COMMENTARY_WORD.fullmatch, words))
        if (evidence or commentary) and all(map(_LABEL_WORD.fullmatch, words)):
            role = BOTH if evidence and commentary else EVIDENCE if evidence else COMMENTARY
            rest = _END.match(text, end)
            return Label(role, rest.end() if rest else end)
    return None


def number_heading(text: str) -> str:
    """The number that a heading begins with ("6.3 Stage 1 response", "Provision 6.3: responses"), or ""."""
    found = _HEADING_NUMBER.match(text)
    return found["number"].lower() if found else ""


def heading_label(text: str, *, heading: bool) -> Label | None:
    """The label that a line is or begins with; a heading that begins with a provision's number is that provision's label."""
    found = label(text)
    if found is None and heading and (number := number_heading(text)):
        return Label(NUMBER, len(text), number)
    return found


def number_before(text: str, known: Mapping[str, int]) -> tuple[str, int]:
    """The printed number that ends a text, and where it (or its label) begins; "" and the text's length where there is none.

    Of "... page 7.5.3" only "5.3" is taken where that is a provision's number and the whole is not.
    """
    found = _BEFORE_CLAUSE.search(text)
    if not found:
        return "", len(text)
    number = found["number"].lower()
    start = found.start()
    while number not in known and number.count(".") > 1:
        number = number.split(".", 1)[1]
        start = found.start("number") + len(found["number"]) - len(number)
    if number not in known and found["number"].count(".") > 1:
        return found["number"], found.start()
    return number, start


# Answers


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer as it is read: ``value`` "" where it is none that the form knows; ``words`` as printed.

    ``rest`` is where the text that follows the answer begins; ``kept`` says that the words say more than the value does.
    """

    value: str
    words: str
    rest: int
    kept: bool = False


_HEDGE = re.compile(
    r"\b(?:part(?:ially|ial|ly)?|in progress|mostly|largely|nearly|almost|not yet|not fully|working towards?|under review|ongoing"
    r"|planned|to follow|to be|further development|in development|subject to|except|but|however|some)\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"(?:part(?:ially|ial|ly)|in progress|mostly|largely|nearly|almost|not yet|not fully|working towards?)\b"
    r"(?: (?:compliant|compliance|complies|comply|met|complete|completed|there|implemented|in place|this|achieved))*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    rf"(?:(?![{EMPTY}])[\W_])*(?P<word>(?:Yes|yes|No|no)(?=[A-Z“\"‘(\d]|[^a-zA-Z]|$)|(?:YES|NO)(?=[A-Z][a-z]|[^a-zA-Z]|$)|[YyNn](?=[\W_]*$))"
)
_SEPARATOR = re.compile(r"[\s\u00a0]*[.,;:!–—\-(/|][\s\u00a0]*|[\s\u00a0]*$")
_BOTH_CHOICES = re.compile(rf"\W*{_CHOICES}\W*", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(r"\W*(?:not applicable|n/?a)\b[.;:,]?\s*", re.IGNORECASE)
_MET = r"(?:compliant|complied|complies|met|meets|achieved)"
_IN_FULL = (
    rf"(?:(?:(?:we|is|are|code|now) )*(?:fully )?{_MET}(?: in full| fully)?|(?:full|in) compliance"
    r"|(?:we )?(?:fully comply|comply fully|comply in full)|(?:in )?full|fully|true)"
)
_NOT_MET = (
    rf"(?:(?:(?:we|is|are|code) )*(?:not|non|does not|doesn['’]t)[ \-–]?(?:currently )?(?:{_MET}|comply|meet|compliance)"
    r"|(?:we )?(?:do not|don['’]t) (?:currently )?(?:comply|meet)|unmet|false)"
)
_CLEAR = re.compile(
    rf"(?P<yes>(?:yes|y)\W{{1,3}}{_IN_FULL}|(?!(?:in )?full$|fully$){_IN_FULL})|(?P<no>(?:no|n)\W{{1,3}}{_NOT_MET}|{_NOT_MET})",
    re.IGNORECASE,
)
_SHORT = 9
"""Words: an answer with its qualification ("NO - In progress") is no longer; what is longer is commentary."""


def answer_at(text: str) -> Verdict | None:
    """The answer that a text begins with, or None where it begins with none: "No complaints were refused" is a sentence."""
    if _BOTH_CHOICES.fullmatch(text):
        return Verdict("", text.strip(), len(text))
    if partly := _PARTLY.match(text.lstrip()):
        words = text.strip()
        end = len(text) - len(text.lstrip()) + partly.end()
        if not _SEPARATOR.match(text, end) or len(words.split()) > _SHORT:
            return None
        return Verdict(NO, words, len(text), kept=True)
    found = _ANSWER.match(text)
    if not found:
        return None
    value = YES if found["word"].lower().startswith("y") else NO
    after = text[found.end() :]
    separated = _SEPARATOR.match(after)
    glued = bool(after) and after[0] not in " \t\u00a0" and not separated
    if value == NO and not (separated or glued or _PARTLY.match(after.lstrip())):
        return None
    rest = found.end() + (separated.end() if separated else len(after) - len(after.lstrip()))
    short = len(text.split()) <= _SHORT and not glued
    if short and rest < len(text) and (_HEDGE.search(after) or answer_word(after)):
        return Verdict(NO if value == NO and not answer_word(after) else "", text.strip(), len(text), kept=True)
    words = text[: found.end()].strip()
    if after[:1] == "." and not separated:
        words += "."
    return Verdict(value, words, rest)


def clear(text: str) -> str:
    """The answer that a text is in other words ("Fully met", "Non-compliant"), or "" where it is none or says anything beside."""
    found = _CLEAR.fullmatch(" ".join(text.split()).strip(" .;()")) if len(text) <= _LONGEST else None
    return "" if found is None else YES if found["yes"] else NO


def _mark(text: str) -> str:
    """The answer that a tick or a cross alone gives, or ""."""
    mark = text.strip(" \t\u00a0")
    return YES if not mark.strip(TICKED) else NO if not mark.strip(CROSSES) else ""


def answer_word(text: str) -> bool:
    """True where a text is nothing but a second answer ("Yes / No")."""
    return bool(re.fullmatch(r"\W*+(?:and|or)?\W*+(?:yes|no)\W*", text, re.IGNORECASE))


def verdict(text: str, edition: Edition, *, asked: bool) -> Verdict | None:
    """The answer that a text holds as the edition knows it.

    ``asked`` says that the form asks for one here (a label, a column): then a text that is no answer is a Verdict without
    value, and else None.
    """
    if not text.strip():
        return None
    if unticked(text):
        return Verdict("", text.strip(), len(text), kept=True) if asked else None
    squeezed = letters(text) if len(text) <= _LONGEST else ""
    for choice in edition.answers:
        if squeezed in (letters(choice.value), letters(choice.title)):
            return Verdict(choice.value, text.strip(), len(text))
    if said := clear(text):
        return Verdict(said, text.strip(), len(text))
    if none := _NOT_APPLICABLE.match(text):
        choice_value = next((c.value for c in edition.answers if letters(c.value) in ("notapplicable", "na")), "")
        if none.end() == len(text) or (asked and len(text.split()) <= _SHORT):
            return Verdict(choice_value, text.strip(), len(text), kept=not choice_value or none.end() < len(text))
        return Verdict(choice_value, text[: none.end()].strip(), none.end(), kept=not choice_value) if asked else None
    if asked and (mark := _mark(text)):
        return Verdict(mark, text.strip(), len(text))
    found = answer_at(text)
    if found is None and asked:
        return Verdict("", text.strip(), len(text), kept=True)
    return found
