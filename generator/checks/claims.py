"""Answers whose own text says the opposite, or what the provision does not ask.

Each rule reads the landlord's own words, sentence by sentence; what is quoted from a policy is somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from generator.checks.case import COMMENTARY, EVIDENCE, Case, Finding, Line, found
from generator.checks.sentences import Saying, any_of, quote, quotes
from generator.model import NO, RESPONSE_TIME, THIRD_PARTIES, YES

_Judge = Callable[[Saying], re.Match[str] | None]

# Everything here reads small letters.
_NOT = any_of(" not", "n['’]t")
_NOW = any_of("currently ", "still ", "now ", "also ") + "?"
_CHANGING = any_of(
    "looking (?:at|into)|working on|improving|reviewing|developing|documenting|updating|changing",
    "strengthening|introducing|creating|building|exploring|considering",
)
_CHANGED = any_of(
    "improved|developed|documented|drafted|written|introduced|implemented|put in place|embedded",
    "updated|revised|created|established|set up|rolled out|strengthened|changed|amended",
)
_ADMITS = re.compile(
    r"\b"
    + any_of(
        # "we are looking at a structure to make sure", "is being improved", "is in progress"
        rf"(?:is|are) {_NOW}"
        + any_of(
            rf"(?:in the process of )?{_CHANGING}\b[^.;]{{0,80}}?\b(?:to (?:help )?(?:ensure|make sure)|so that|in order to)\b",
            rf"being (?:{_CHANGED}|reviewed|piloted)\b",
            r"(?:looking|seeking|aiming|planning) to (?:improve|introduce|develop|implement|create|put)\b",
            r"in the process of (?:implementing|setting up|putting|drafting|writing|rolling out|embedding|developing|introducing)\b",
            r"working towards\b|still to be\b",
        ),
        rf"(?:this|work|it|review|project|training|process|policy|procedure|system) is {_NOW}"
        + any_of("in progress", "in development", "under ?way", "under development", "ongoing")
        + r"\b",
        # "will need to be changed"
        rf"needs? to be (?:{_CHANGED}|reviewed|addressed|done)\b",
        # "we do not yet", "is not currently recorded", "not yet in place"
        rf"(?:do|does|did|is|are|have|has|can){_NOT} (?:yet|currently|fully|consistently|routinely)\b",
        rf"(?:do|does|did|have|has|can){_NOT} always\b",
        rf"(?:do|does){_NOT} (?:comply|meet (?:this|the) (?:requirement|provision|code|standard))\b",
        r"not yet (?:operational|in place|live|embedded|implemented|introduced|completed?|available|fully)\b",
        r"there (?:is|are) currently no\b|(?:have|has) yet to\b|work in progress\b",
        r"(?:partly|partially|mostly|largely|not fully) (?:compliant|met|in place)\b",
        r"partial(?:ly)? compl(?:y|iance|ies)\b",
        r"(?:further|more) (?:work|improvement|development) (?:is|will be) (?:needed|required)\b",
        r"(?:subject to|with) further development\b",
    )
)
# A case that may arise ("where a response is not yet due"), and an aim that never ends.
_SUPPOSES = re.compile(
    r"\b"
    + any_of(
        "if|whether|when|where|while|until|unless|once|what|which|who|whose|that|any",
        "whenever|wherever|may|might|cannot|how",
    )
    + r"\b[^,;:]*$"
)
_ALWAYS = re.compile(r"\b(?:always|continually|constantly|continuously|regularly|every|each|weekly|monthly|quarterly|annually)\b")

_CLAIMS = re.compile(
    r"\b"
    + any_of(
        r"(?:are|is) (?:fully |already |now )?(?:compliant|in line with (?:this|the) (?:code|provision|requirement))",
        r"(?:compl(?:y|ies)|aligns?) with (?:this|the (?:code|provision|requirement))",
        r"(?:meets?|met) (?:this|the) (?:requirement|provision|code)",
        r"(?:this|the) (?:requirement|provision) is (?:fully |already |now )?met",
        r"compl(?:y|ies) fully",
        r"fully compl(?:y|ies)",
    )
    + r"\b"
)
_DENIED = re.compile(
    any_of(
        r"n['’]t\b",
        r"\b"
        + any_of(
            "not|never|no longer|cannot|yet to|nearly|almost|partly|partially|only|will|would",
            r"to|should|must|may|aim|until|before|once|when|how|whether|if|fail\w*",
            r"ensur\w*|make sure|so that|requir\w+|parts? of",
        )
        + r"\b",
    )
)
_BUT = re.compile(r"\b(?:but|except|however|although|though|apart from|save|yet|other than|not|will|would|could)\b")

_NO_THIRD_PARTY = re.compile(
    r"\b"
    + any_of(
        r"(?:there (?:is|are)|we have|with|uses?|have|has|involves?) no (?:other )?third part",
        r"no third part(?:y|ies) (?:(?:is|are|were|was) (?:involved|used|engaged)|(?:handles?|deals?|responds?|answers?))\b",
        rf"(?:do|does){_NOT} (?:use|have|involve|engage|work with) (?:any )?third part",
        rf"third part(?:y|ies) (?:is|are|do|does){_NOT} (?:currently )?(?:involved|used|handle|deal|respond|part of|answer)",
        r"(?:not|never) (?:handled|answered|dealt with|responded to) by (?:a |any )?third part",
    )
)
_FROM_RECEIPT = re.compile(
    r"\b(?:10|ten|20|twenty) (?:working )?days (?:of|from|after|following)\b(?:(?!acknowledg)[^.;]){0,60}?"
    r"\b(?:receipt|receiving|received|logged|logging|escalat\w+|made|submitted|request\w*)\b",
    re.IGNORECASE,
)


def yes_admits_no(case: Case) -> Iterator[Finding]:
    """A Yes whose text admits that the provision is not, or not wholly, met; conditional provisions apart."""
    lines = (line for line in _told(case) if line.answer.comply == YES and not line.provision.conditional)
    help_ = "If the provision is met today, say so in these words; if not, answer No, with an action and its date."
    return _judged(lines, _admission, "the answer is Yes, but its text says", help_)


def no_claims_yes(case: Case) -> Iterator[Finding]:
    """A No whose text claims that the provision is met."""
    lines = (line for line in _told(case) if line.answer.comply == NO and not case.edition.asks_questions)
    help_ = "Say what is not met; if the whole provision is met, answer Yes."
    return _judged(lines, _claim, "the answer is No, but its text says", help_)


def third_party_denied(case: Case) -> Iterator[Finding]:
    """The answer that no third party is involved, given to a provision about third parties (5.4 and 5.5 in 2024)."""
    lines = (line for line in _told(case) if line.provision.about == THIRD_PARTIES)
    help_ = (
        "Contractors and managing agents who answer complaints are third parties: if there are any, say how they fit into the two "
        "stages; if there are none, say who answers complaints about their work."
    )
    return _judged(
        lines, lambda saying: _NO_THIRD_PARTY.search(saying.low.replace("third-", "third ")), "check whether this is so:", help_
    )


def counted_from_receipt(case: Case) -> Iterator[Finding]:
    """Response times counted from receipt, also where a policy is quoted: the Code counts from the acknowledgement (6.3, 6.14)."""
    lines = (line for line in _told(case) if line.provision.about == RESPONSE_TIME)
    help_ = "Check what your policy says: the Code counts from the acknowledgement. Correct the answer, or the policy."
    return _judged(lines, lambda saying: _FROM_RECEIPT.search(saying.text), "this counts the time from receipt:", help_)


def _told(case: Case) -> Iterator[Line]:
    return case.part_lines(EVIDENCE, COMMENTARY)


def _judged(lines: Iterable[Line], judge: _Judge, words: str, help_: str) -> Iterator[Finding]:
    """One finding a provision, which quotes each sentence in which the judge finds something."""
    told = (
        (line, quote(saying.text, match.start(), match.end()))
        for line in lines
        for saying in line.sayings
        if (match := judge(saying))
    )
    for _, group in groupby(told, key=lambda item: item[0].provision.number):
        items = list(group)
        first = items[0][0]
        yield found(first.provision, first.answer, first.number, f"{words} {quotes(shown for _, shown in items)}.", help_)


def _admission(saying: Saying) -> re.Match[str] | None:
    """The words of a sentence that admit something; none in a question."""
    if saying.text.rstrip().endswith("?"):
        return None
    admissions = (match for match in _ADMITS.finditer(saying.low) if not _ALWAYS.search(match[0]))
    return next((match for match in admissions if not _SUPPOSES.search(saying.low[: match.start()])), None)


def _claim(saying: Saying) -> re.Match[str] | None:
    """The words of a sentence that claim compliance, without a "but" after them or a "not" before."""
    match = _CLAIMS.search(saying.low)
    if not match or _DENIED.search(saying.low[: match.start()]) or _BUT.search(saying.low[match.end() :]):
        return None
    return match
