"""Characters that mislead the eye: what is read is not what stands there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.checks.case import Case, Finding, found
from generator.checks.publishing import first_in_each, in_landlord, in_texts
from generator.rich_text import Run

# Joiners belong to emoji and to scripts that join their letters, and tags to the flags of England, Scotland and Wales.
_TURNING = "\u202a-\u202e\u2066-\u2069"
_UNSEEN = "\u034f\u115f\u1160\u180b-\u180e\u2060-\u206f\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_LATIN = "A-Za-z\u00c0-\u024f"
# Letters of Cyrillic and Greek that look like Latin ones, where they stand beside one in a word.
_ALIKE = "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03c1\u0405\u0406\u0408"
_ALIKE += "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
_ALIKE += "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458"
_PATTERNS = (
    (re.compile(f"[{_TURNING}]"), "turns the order of the letters around it"),
    (re.compile(f"[{_UNSEEN}]|(?<=[{_LATIN}0-9])[\u200c\u200d](?=[{_LATIN}0-9])"), "cannot be seen"),
    (re.compile(f"(?<=[{_LATIN}])[{_ALIKE}]|[{_ALIKE}](?=[{_LATIN}])"), "only looks like a Latin letter"),
    (re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4}"), "is one of many marks on one letter"),
)


def misleading_characters(case: Case) -> Iterator[Finding]:
    """Characters that make a reader see other words than a search or a screen reader finds."""
    help_ = "Type the word again; such characters come in with pasted text."
    for line, shown in first_in_each(case, misleading_in):
        yield found(line.provision, line.answer, line.number, f"a character misleads the eye: {shown}.", help_)
    for file, number, shown in in_texts(case, misleading_in):
        yield in_landlord(case, file, number, f"a character misleads the eye: {shown}.", help_)
    landlord = case.assessment.landlord
    labels = (
        ("landlord", landlord.name),
        ("covers", "; ".join(landlord.covers)),
        ("complaints officer", landlord.complaints_officer),
        ("senior lead person", landlord.senior_lead),
        ("member responsible for complaints", landlord.mrc),
        ("website", landlord.website),
    )
    for label, text in labels:
        if shown := misleading_in((Run(text),)):
            number = landlord.lines.get(label, 0)
            yield in_landlord(case, landlord.file_of(label), number, f"a character misleads the eye: {shown}.", help_)


def misleading_in(runs: tuple[Run, ...]) -> str:
    """The first such character in a line, in words, or ""."""
    text = "".join(run.text for run in runs)
    if text.isascii():
        return ""
    text = _FLAG.sub("", text)
    for pattern, does in _PATTERNS:
        if match := pattern.search(text):
            sign = match[0][0]
            name = unicodedata.name(sign, "no name").lower()
            around = " ".join(_shown(text[max(match.start() - 20, 0) : match.end() + 20]).split())
            return f"U+{ord(sign):04X} ({name}) {does}, in “{around}”"
    return ""


def _shown(text: str) -> str:
    """A text with a sign in the place of what would mislead the reader of the message too."""
    return re.sub(f"[{_TURNING}{_UNSEEN}\u200c\u200d]", "▯", text)
