"""A policy against what the Code fixes in words and numbers: found, contradicted or not found, with the quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Edition, Expectation, Policy, PolicySection, PolicyText

FOUND = "found"
CONTRADICTED = "contradicted"
NOT_FOUND = "not found"

_COUNTS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
)
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTS, start=1)} | {"twenty": "20", "thirty": "30"}
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b")
_FIGURE = re.compile(
    r"\b(?P<count>\d{1,3})(?:\s*\(\d{1,3}\))?[\s-]+(?P<unit>(?:(?:working|business|calendar|clear)[\s-]+)?days?|weeks?|months?|years?)\b"
)
_LIMIT = re.compile(r"at (?P<way>most|least) (?P<count>\d+) (?P<unit>[a-z ]+)")
_COUNTED_FROM = re.compile(
    r"\s*,?\s*(?:(?:counted|counting|calculated|starting|beginning)\s+)?(?:of|from|after|following|since)\s+(?:[\w’'-]+\s+){0,6}?"
    r"(?:acknowledg\w*|recei\w+|logg\w+|request\w*|respon\w+|letter|complaint)\b(?:\s+(?:being|is|was|has been|having been|been)\s+\w+)?"
)
_COUNTED_ALREADY = re.compile(
    r"\b(?:following|after|upon|on|from)\s+(?:[\w’'-]+\s+){0,3}?acknowledge?ment(?:\s+of\s+[^,]{0,60})?\s*,"
)
"""From when a limit counts, where that stands before it."""
_NO_LIMIT = re.compile(r"(?:at least|every|least)\s*$")
_BOUNDARY = re.compile(r"[;,.]|\band\b|\bbut\b|\bthen\b")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z‘“\"'(])")
_DENIED = re.compile(
    r"\b(?:no|not|without|never|nor|n't|cannot|used to|previously|formerly|in the past|until (?:[a-z]+ )?(?:19|20)\d\d)\b|n’t\b"
)
"""Words of a sentence that says what is not so, or is so no more."""
_LONG = 60  # letters: such words are compared as a whole passage, and may differ a little
_NEAR = 75.0  # of 100


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a policy, and where they stand; ``page`` is 0 where it is not known."""

    text: str
    section: PolicySection
    page: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What a policy says about something that the Code fixes; ``why`` says what is wrong where it is contradicted."""

    expectation: Expectation
    status: str
    quotations: tuple[Quotation, ...] = ()
    why: str = ""


def compare(policy: Policy, edition: Edition) -> list[Compared]:
    """What the policy says about each thing that the edition fixes, in the edition's order."""
    return [_figure(policy, each) if each.figure else _words(policy, each) for each in edition.policy_expectations]


# Words


def _words(policy: Policy, expected: Expectation) -> Compared:
    against = [(hit, old.why) for old in expected.instead if (hit := _saying(policy, old.words))]
    found = next((hit for words in expected.words if (hit := _saying(policy, words))), None)
    near = None if found else _near(policy, expected)
    if against:
        quotations = [hit for hit, _ in against]
        return Compared(expected, CONTRADICTED, _once([*([found] if found else []), *quotations]), against[0][1])
    if found:
        return Compared(expected, FOUND, (found,))
    if near:
        return Compared(expected, CONTRADICTED, (near,), "its words are not the Code’s")
    return Compared(expected, NOT_FOUND)


def _saying(policy: Policy, words: str) -> Quotation | None:
    """The first sentence that says these words and does not deny them; a long text may go on over several lines."""
    wanted = _plain(words)
    squeezed = wanted.replace(" ", "") if sum(char.isdigit() for char in wanted) > 5 else ""
    for section, text, sentence in _sentences(policy):
        plain = _plain(sentence)
        says = f" {wanted} " in f" {plain} " or (squeezed and squeezed in plain.replace(" ", ""))
        if says and not _DENIED.search(sentence.casefold()):
            return Quotation(sentence, section, text.page)
    if len(wanted) < _LONG:
        return None
    for section in policy.sections:
        if wanted in _plain(" ".join(text.text for text in section.texts)):
            return _passage(section, wanted)
    return None


def _near(policy: Policy, expected: Expectation) -> Quotation | None:
    """The passage that is most like long words that the policy must have, where it is like them at all."""
    from rapidfuzz import fuzz  # here: no other command needs it

    wanted = next((plain for words in expected.words if len(plain := _plain(words)) >= _LONG), "")
    if not wanted:
        return None
    scored = [
        (fuzz.partial_ratio(wanted, _plain(text.text)), -i, section, text)
        for i, (section, text) in enumerate((section, text) for section in policy.sections for text in section.texts)
        if len(text.text) >= _LONG
    ]
    score, _, section, text = max(scored, default=(0.0, 0, None, None), key=lambda each: each[:2])
    return Quotation(text.text, section, text.page) if section and text and score >= _NEAR else None


def _passage(section: PolicySection, wanted: str) -> Quotation:
    """The texts of a section that make up a passage."""
    texts = [
        text
        for text in section.texts
        if _plain(text.text) and (_plain(text.text) in wanted or wanted[:_LONG] in _plain(text.text))
    ]
    first = texts[0] if texts else section.texts[0]
    return Quotation(" ".join(text.text for text in texts) or first.text, section, first.page)


# Figures


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure in a sentence about the subject: ``own`` counts what of the subject the sentence names itself.

    ``exact``: it is the Code's figure. ``kept``: it keeps within the Code's limit.
    """

    exact: bool
    kept: bool
    own: int
    figure: str
    quotation: Quotation


def _figure(policy: Policy, expected: Expectation) -> Compared:
    against = [(hit, old.why) for old in expected.instead if (hit := _saying(policy, old.words))]
    said = list(_said(policy, expected))
    right = max((each for each in said if each.kept), key=lambda each: (each.exact, each.own), default=None)
    all_own = len(expected.about)
    wrong = [each for each in said if not each.kept and each.own >= (all_own if right else 1)]
    quotations = [right.quotation] if right else []
    if wrong:
        first = max(wrong, key=lambda each: each.own)
        why = f"it says {first.figure}, and the Code says {expected.figure}"
        return Compared(expected, CONTRADICTED, _once([*quotations, first.quotation]), why)
    if against:
        return Compared(expected, CONTRADICTED, _once([*quotations, *(hit for hit, _ in against)]), against[0][1])
    if not right:
        return Compared(expected, NOT_FOUND)
    why = "" if right.exact else f"it says {right.figure}, which keeps within what the Code says, {expected.figure}"
    return Compared(expected, FOUND, (right.quotation,), why)


def _said(policy: Policy, expected: Expectation) -> Iterator[_Said]:
    limit = _LIMIT.fullmatch(expected.figure)
    if not limit:
        return
    count, unit = limit["count"], limit["unit"]
    for section, text, sentence in _sentences(policy):
        for figure, part, before in _figures(_with_figures(sentence)):
            if _kind(figure["unit"]) != _kind(unit) or _named(part, expected.not_about):
                continue
            own = [_named(part, group) for group in expected.about]
            headings = f"{policy.titles(section)} {text.heading}".casefold()
            all_told = all(
                mine or _named(before, group) or _named(headings, group) for mine, group in zip(own, expected.about, strict=True)
            )
            if not all_told or (not all(own) and _named(text.heading.casefold(), expected.not_about)):
                continue
            exact = figure["count"] == count and _unit(figure["unit"]) == _unit(unit)
            mine, code = int(figure["count"]) * _days(figure["unit"]), int(count) * _days(unit)
            kept = exact or (mine <= code if limit["way"] == "most" else mine >= code)
            quotation = Quotation(sentence, section, text.page)
            yield _Said(exact, kept, sum(own), " ".join(figure[0].split()), quotation)


def _figures(sentence: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Each limit in a sentence, with the words around it that say what it is a limit for, and those before these."""
    start = 0
    figures = list(_FIGURE.finditer(sentence))
    for i, figure in enumerate(figures):
        counted = _COUNTED_FROM.match(sentence, figure.end())
        after = counted.end() if counted else figure.end()
        stop = figures[i + 1].start() if i + 1 < len(figures) else len(sentence)
        if i + 1 < len(figures):
            boundary = _BOUNDARY.search(sentence, after, stop)
            stop = boundary.start() if boundary else stop
        part = f"{sentence[start : figure.start()]} {sentence[after:stop]}" if after <= stop else sentence[start : figure.start()]
        if not _NO_LIMIT.search(sentence, 0, figure.start()):
            yield figure, _COUNTED_ALREADY.sub("", part), sentence[:start]
        start = max(stop, after) if i + 1 < len(figures) else stop


def _named(text: str, alternatives: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(word)}", text) for word in alternatives)


def _unit(unit: str) -> str:
    return re.sub(r"[\s-]+", " ", unit).rstrip("s").replace("business", "working")


def _days(unit: str) -> float:
    """How many working days a unit comes to, nearly."""
    if "day" in unit:
        return 1.0 if _unit(unit) == "working day" else 5 / 7
    return 5.0 if "week" in unit else 21.75 if "month" in unit else 261.0


def _kind(unit: str) -> str:
    return "days" if "day" in unit or "week" in unit else "months"


# Text


def _sentences(policy: Policy) -> Iterator[tuple[PolicySection, PolicyText, str]]:
    """Every sentence with where it stands; titles and subheadings are sentences too."""
    for section in policy.sections:
        if section.title:
            yield section, PolicyText(section.title, section.page), section.title
        heading = ""
        for text in section.texts:
            if text.heading != heading:
                heading = text.heading
                yield section, text, heading
            for sentence in _SENTENCE.split(text.text):
                yield section, text, sentence.strip()


def _with_figures(sentence: str) -> str:
    """A sentence in small letters, its numbers as figures."""
    return _NUMBER_WORD.sub(lambda match: _NUMBERS[match[0]], sentence.casefold())


def _plain(text: str) -> str:
    """The words alone, for comparing."""
    return " ".join(re.findall(r"[^\W_]+", text.replace("’", "").replace("'", "").casefold()))


def _once(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    return tuple(dict.fromkeys(quotations))
