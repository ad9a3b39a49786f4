"""Words that say nothing, and places that are still to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from generator.checks.case import COMMENTARY, EVIDENCE, Case, Finding, Line, found
from generator.checks.sentences import any_of, quote, words
from generator.model import VERDICT

_LONGEST = 80  # letters: nothing that says nothing is longer
_POLICY = (
    r"(?:the |our |your )?(?:complaints? )?(?:handling )?(?:policy|policies|procedures?|website|document|report)"
    r"(?: (?:and|&) procedures?)?"
)
_NOTHING = re.compile(
    any_of(
        "n/?a|not applicable|noted|none|nil|yes|no|ok|agreed|(?:as |see )?(?:above|below)|ditto",
        r"tbc|tba|to follow|pending|ongoing|in place|attached|met|done|completed?|[-–—.?*x/_]+",
        r"(?:we |fully )?compl(?:y|ies|iant)(?: with (?:this|the code))?",
        rf"(?:(?:please )?(?:see|refer to)|as per|per) {_POLICY}",
        rf"(?:as |this is )?(?:(?:detailed|outlined|stated|set out|covered|included|contained|documented) )?in {_POLICY}",
    )
    + r"[\s.:;!]*",
    re.IGNORECASE,
)
_HEADING_WORDS = frozenset(
    words(
        "policy policies procedure procedures process processes learning training report reports reporting publication "
        "publications document documents documentation evidence system systems template templates letter letters "
        "website survey surveys minutes meeting meetings commentary explanation explanations other and"
    )
)
_TO_FILL_IN = re.compile(
    any_of(
        r"\[\s*(?:[Ii]nsert|[Aa]dd|[Nn]ame|[Dd]ate|[Nn]umber|[Ll]ink|[Ee]nter|XX|TBC|to be)\b",
        r"<\s*(?:[Ii]nsert|[Aa]dd|[Ee]nter)\b",
        r"\b[Xx]{2,}\s?%|\bX{2,}\b|\bT\.?B\.?[CA]\b|\bDD/MM/YY|\b[Ll]orem ipsum\b|\?{3,}",
        r"\b[Tt]o be (?:confirmed|advised)\b(?= by (?:the )?[A-Z]|\s*(?:[.)\];]|$))",
    )
)
_HINTS = ("[", "<", "XX", "xx", "TB", "T.B", "confirmed", "advised", "DD/MM", "orem ips", "???")  # one of them is always there


def empty_words(case: Case) -> Iterator[Finding]:
    """Evidence or commentary that says nothing ("n/a", "see policy", a bare heading), and what is to be filled in ("[insert")."""
    for _, group in groupby(case.lines, key=lambda line: (line.provision.number, line.part)):
        lines = list(group)
        first = lines[0]
        asked = first.part == EVIDENCE or (first.part == COMMENTARY and first.provision.asks == VERDICT)  # a figure may be "none"
        if asked and (line := _nothing(lines)):
            said = f"this {first.part} says nothing: {quote(line.text)}."
            yield found(
                line.provision, line.answer, line.number, said, "Say what shows or explains the answer, or take the words out."
            )
        elif blanks := [(line, match) for line in lines if (match := _to_fill_in(line.text))]:
            line, match = blanks[0]
            said = f"something is still to be filled in: {quote(line.text, match.start(), match.end())}."
            yield found(line.provision, line.answer, line.number, said, "Fill it in, or take the words out.")


def is_heading(text: str) -> bool:
    """True for a bare heading, such as "Policies and procedures"."""
    if len(text) > _LONGEST or any(map(str.isdigit, text)):
        return False
    said = words(text)
    return bool(said) and _HEADING_WORDS.issuperset(said)


def _nothing(lines: list[Line]) -> Line | None:
    """The line of a part that says nothing: empty words (of a commentary, where they are all), or a heading with nothing below."""
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        if len(line.text) > _LONGEST:
            continue
        if _NOTHING.fullmatch(line.text.strip()) and (line.part == EVIDENCE or len(lines) == 1):
            return line
        if is_heading(line.text) and not line.document and (after is None or is_heading(after.text)):
            return line
    return None


def _to_fill_in(text: str) -> re.Match[str] | None:
    return _TO_FILL_IN.search(text) if any(hint in text for hint in _HINTS) else None
