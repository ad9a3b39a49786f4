"""Words that came from elsewhere: pasted under many provisions, or from an older edition of the Code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from generator.checks.case import COMMENTARY, EVIDENCE, Case, Finding, Line, found
from generator.checks.sentences import numbers, quote, words
from generator.model import Answer, Edition, Provision

_FEWEST_WORDS = 7  # shorter sentences recur by nature: "See section 2 (page 2)."
_MANY = 3
_TWINS = 0.9
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|can|must|do|does|we)\b", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?:[-*•]|[a-z0-9]{1,2}[.)])\s+", re.MULTILINE)


def repeated_text(case: Case) -> Iterator[Finding]:
    """Sentences that stand under three or more provisions; those that always stand together are one Problem.

    Provisions whose Code texts are the same or nearly so (6.5 and 6.16, 6.4 and 6.15 in 2024) count as one, and so do the
    conditional ones, where the same short answer is right.
    """
    places: dict[str, list[tuple[Line, str]]] = {}
    for line in case.part_lines(EVIDENCE, COMMENTARY):
        for saying in line.sayings:
            said = " ".join(saying.text.lower().replace("’", "'").split()).rstrip(' .:;!"”')
            if said.count(" ") >= _FEWEST_WORDS - 1 and (line.part == COMMENTARY or _VERB.search(saying.text)):
                places.setdefault(said, []).append((line, saying.text))
    together: dict[tuple[str, ...], list[tuple[Line, str]]] = {}
    for stands in places.values():
        under = {line.provision.number: line.provision for line, _ in stands}
        if len(under) >= _MANY and _apart(under.values()) >= _MANY:
            together.setdefault(tuple(under), []).append(stands[0])
    for under_numbers, sentences in together.items():
        line, text = sentences[0]
        more = f" (and {len(sentences) - 1} more)" if len(sentences) > 1 else ""
        said_words = f"the same sentence stands under {numbers(under_numbers)}: {quote(text)}{more}."
        help_ = "Say at each provision what meets it: a text that is copied answers none of them."
        yield found(line.provision, line.answer, line.number, said_words, help_)


def old_wording(case: Case) -> Iterator[Finding]:
    """An older edition's words, in the answer or in the Code's text quoted under the heading."""
    for provision, answer in case.answers:
        if finding := _old_words(case, provision, answer):
            yield finding
        elif _quotes_no_provision(case.edition, provision, answer):
            said = f"the text quoted as the Code's is not what the {case.edition.name} says here: {quote(answer.quoted)}."
            help_ = "Read the answer against the present text, which “self-assessment tidy” puts in."
            yield found(provision, answer, answer.quoted_line, said, help_)


def quoted_elsewhere(case: Case) -> Iterator[Finding]:
    """The Code's text of another provision quoted under a heading: the answer may stand under the wrong number."""
    for provision, answer in case.answers:
        quoted = _quoted(provision, answer)
        if quoted and (other := _other(case.edition, provision, quoted)):
            said = f"the text quoted as the Code's is that of {other.heading}."
            help_ = f"Check which provision is answered here; if it is {other.number}, correct the number in the heading."
            yield found(provision, answer, answer.quoted_line, said, help_)


def _old_words(case: Case, provision: Provision, answer: Answer) -> Finding | None:
    """The first of the provision's older words that stands in its answer, or in what is quoted above it."""
    if not provision.superseded:
        return None
    places = [(line.number, line.text) for line in case.lines if line.provision is provision]
    for number, text in (*places, (answer.quoted_line, answer.quoted)):
        said = f" {' '.join(words(text))} "
        for old in provision.superseded:
            if f" {' '.join(words(old.words))} " in said:
                told = f"the words “{old.words}” are those of an older edition; {old.why}."
                help_ = "Compare the policy with the present Code, and correct whichever still has the old words."
                return found(provision, answer, number, told, help_)
    return None


def _quotes_no_provision(edition: Edition, provision: Provision, answer: Answer) -> bool:
    """True where the quoted text differs from the Code's by more than slips, and is no other provision's."""
    quoted = _quoted(provision, answer)
    if not quoted or _other(edition, provision, quoted):
        return False
    code = _code(provision)
    alike = SequenceMatcher(None, quoted, code, autojunk=False).ratio()
    return alike < _TWINS or [word for word in quoted if word.isdigit()] != [word for word in code if word.isdigit()]


def _quoted(provision: Provision, answer: Answer) -> tuple[str, ...]:
    """The words quoted as the Code's, or none where they are the provision's."""
    text = " ".join(_MARK.sub("", answer.quoted).split())
    if text == " ".join((provision.text, *provision.items)):  # nearly always, and quick
        return ()
    quoted = words(text)
    return () if _says(provision, quoted) else quoted


def _says(provision: Provision, quoted: tuple[str, ...]) -> bool:
    texts = (provision.text, *provision.also_worded)
    return any(quoted == words(" ".join((text, *provision.items))) for text in texts)


def _other(edition: Edition, provision: Provision, quoted: tuple[str, ...]) -> Provision | None:
    return next((p for p in edition.provisions if p.number != provision.number and _says(p, quoted)), None)


def _apart(provisions: Iterable[Provision]) -> int:
    """How many of the provisions are left when twins count once."""
    kept: list[Provision] = []
    for provision in provisions:
        if not any((provision.conditional and other.conditional) or _twins(provision, other) for other in kept):
            kept.append(provision)
    return len(kept)


def _twins(one: Provision, other: Provision) -> bool:
    """True where nine words in ten of the two Code texts are the same."""
    ours, theirs = Counter(_code(one)), Counter(_code(other))
    return 2 * (ours & theirs).total() >= _TWINS * (ours.total() + theirs.total())


def _code(provision: Provision) -> tuple[str, ...]:
    return words(" ".join((provision.text, *provision.items)))
