"""What stands under ``### Action``: What, Owner, By and Outcome, each going on over the lines up to the next of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator import dates, rich_text
from generator.answers import outline
from generator.answers.outline import Part, Reading, did_you_mean, listed
from generator.model import Action
from generator.rich_text import Text

LABELS = ("What", "Owner", "By", "Outcome")

_LABEL = re.compile(r"(\\*)(what|owner|by|outcome)[ \t\u00a0]*+:[ \t\u00a0]*(.*)", re.IGNORECASE)
_LIKE_LABEL = re.compile(r"([A-Za-z]{2,12})[ \t\u00a0]*:(?!//)")
_WITHOUT_COLON = re.compile(r"(by|owner)\s+(?=\S{1,40}(?:\s\S{1,20}){0,4}$)", re.IGNORECASE)
# What people write where the label is another word: a misspelling would not be found out by its letters.
_OTHER_WORDS = {
    "who": "Owner",
    "lead": "Owner",
    "responsible": "Owner",
    "when": "By",
    "date": "By",
    "due": "By",
    "deadline": "By",
}


_ALIKE = 0.75
"""How like a label a word is that is taken for it; "Income:" and "Outcome:" are too far apart."""


@dataclass(slots=True)
class Field:
    """A label's lines: ``lines[start:stop]`` of the source, counted from 0, and what is typed in them with the lines' numbers."""

    name: str
    start: int
    stop: int
    values: list[tuple[int, str]]


def fields(lines: Sequence[tuple[int, str]]) -> tuple[list[Field], list[int]]:
    """The labels of an action in the order typed, and the numbers of the lines of text that stand before the first."""
    found: list[Field] = []
    stray: list[int] = []
    for number, text in ((number, soft) for number, line in lines for soft in rich_text.soft_lines(line)):
        match = _LABEL.match(text.lstrip(rich_text.SPACE))
        if match and not match[1]:
            found.append(Field(match[2].capitalize(), number - 1, number, [(number, match[3])]))
        elif found:
            found[-1].values.append((number, text))
            if text.strip():
                found[-1].stop = number
        elif text.strip():
            stray.append(number)
    return found, stray


def read(reading: Reading, part: Part) -> Action:
    """The action under a heading; what deviates is a Problem."""
    found, stray = fields(outline.body(reading.source, part.start, part.stop))
    for line in stray:
        words = f"text stands before the first label of an action: {reading.typed(line)}."
        reading.error("text-out-of-place", line, words, f"Begin it with a label: {listed([f'{name}:' for name in LABELS])}.")
    values: dict[str, list[tuple[int, str]]] = {}
    for field in found:
        if field.name in values:
            words = f"“{field.name}:” stands twice in one action; the first is on line {values[field.name][0][0]}."
            help_ = "Begin a second action with its own “### Action” heading, or keep one of the two lines."
            reading.error("label-twice", field.start + 1, words, help_)
        first, *more = field.values
        values.setdefault(field.name, []).extend([first, *((number, _unescaped(text)) for number, text in more)])
    _misspelt(reading, found, values)
    by_text = _one_line(values.get("By", ()))
    by_line = values["By"][0][0] if "By" in values else 0
    return Action(
        what=rich_text.read(values.get("What", ())),
        owner=_one_line(values.get("Owner", ())),
        by=outline.day(reading, "By", by_text, by_line),
        by_text=by_text,
        outcome=rich_text.read(values.get("Outcome", ())),
        line=part.line,
        by_line=by_line,
    )


def _unescaped(text: str) -> str:
    """A line of a value without the backslash that keeps it from being a label."""
    match = _LABEL.match(text.lstrip(rich_text.SPACE))
    return text.replace("\\", "", 1) if match and match[1] else text


def _misspelt(reading: Reading, found: Sequence[Field], values: dict[str, list[tuple[int, str]]]) -> None:
    """Lines that look like a label which this action does not have: where it has it, they are text ("Note: ...")."""
    missing = [name for name in LABELS if name not in values]
    for number, text in (line for field in found for line in field.values[1:]):
        match = _LIKE_LABEL.match(text.lstrip(rich_text.SPACE))
        meant = _OTHER_WORDS.get(match[1].lower(), "") if match else ""
        hint = f" Did you mean “{meant}”?" if meant in missing else did_you_mean(match[1], missing, _ALIKE) if match else ""
        if match and hint:
            words = f"there is no label “{match[1]}” in an action: {reading.typed(number)}.{hint}"
            help_ = f"The labels here are {listed(LABELS)}. If it is part of the text, begin the line with another word."
            reading.error("unknown-label", number, words, help_)
        lost = _WITHOUT_COLON.match(text.lstrip(rich_text.SPACE))
        if lost and lost[1].capitalize() in missing:
            name = lost[1].capitalize()
            words = f"“{name}” has lost its colon, so no {name.lower()} is read: {reading.typed(number)}."
            help_ = f"Write “{name}:”, or begin the line with another word if it is part of the text."
            reading.error("unknown-label", number, words, help_)


def _one_line(lines: Sequence[tuple[int, str]]) -> str:
    return " ".join(" ".join(text for _, text in lines).split())


# Writing


def write(action: Action) -> list[str]:
    """The lines of an action, as they stand under its heading."""
    return [line for name in LABELS for line in write_field(action, name)]


def write_field(action: Action, name: str) -> list[str]:
    """The lines of one of the labels; none for an outcome that is not there yet."""
    if name in ("What", "Outcome"):
        text = action.what if name == "What" else action.outcome
        return _labelled(name, text) if text or name == "What" else []
    by = dates.in_words(action.by) if action.by else action.by_text
    return [f"{name}: {_one_line([(0, action.owner if name == 'Owner' else by)])}".rstrip()]


def _labelled(name: str, text: Text) -> list[str]:
    typed = ["\\" + line if _LABEL.match(line) else line for line in rich_text.write(text)]
    if text and text[0].kind == rich_text.PARAGRAPH:
        return [f"{name}: {rich_text.write(text)[0]}", *typed[1:]]
    return [f"{name}:", *typed]
