"""The rows of a fill-in form that came back -> what stands in its fields. They go by labels, columns and form references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator import form
from generator.form import ACTION, ANSWER, Filled, Form, references
from generator.importers.rows import Row, unlabelled
from generator.model import PROVISION_NUMBER
from generator.printed import Wording
from generator.rich_text import Text

_TOLD = ("figure", "words", "parts")
"""What stands in the place of "commentary" where a question asks for something else than Yes or No."""
_NUMBER = re.compile(PROVISION_NUMBER)


def from_form_tables(rows: Sequence[Row], wording: Wording) -> Form | None:
    """What stands in a form in Word, or None where the document is none."""
    labels = _labels(wording)
    filled: list[Filled] = []
    fields: dict[tuple[str, int], Text] = {}
    for row in rows:
        if len(row.cells) != 2:
            continue
        label = _words(row, 0)
        if label != wording["form.reference"]:
            found = next(((name, match) for name, pattern in labels.items() if (match := pattern.fullmatch(label))), None)
            if found:
                name, match = found
                fields[name, int(match[1]) if match.groups() else 0] = tuple(map(unlabelled, row.cells[1].blocks))
            continue
        filled += _filled(fields, references(_words(row, 1)), row.place, wording)
        fields = {}
    return _form(rows, filled, wording)


def _labels(wording: Wording) -> dict[str, re.Pattern[str]]:
    """What each field's label looks like, in the form of either kind, with the number of its action."""
    looks = {}
    for name in (*ANSWER, *ACTION):
        keys = (name, f"{name}_asked", *(_TOLD if name == "commentary" else ()))
        labels = {re.escape(words) for key in keys if (words := wording.get(f"form.{key}"))}
        looks[name] = re.compile("|".join(sorted(labels)).replace(r"\{number\}", r"(\d+)"))
    return looks


def _filled(
    fields: dict[tuple[str, int], Text], started: dict[tuple[str, int], dict[str, str]], place: str, wording: Wording
) -> Iterable[Filled]:
    number = next((number for number, action in started if action == 0), "")
    if not number:
        return
    answer = {name: fields.get((name, 0), ()) for name in ANSWER}
    answer["comply"] = _chosen(answer["comply"], wording)
    yield Filled(number, 0, answer, started[number, 0], place, flat=False)
    for action in sorted({at for _, at in fields} - {0}):
        held = {name: fields.get((name, action), ()) for name in ACTION}
        yield Filled(number, action, held, started.get((number, action), {}), place, flat=False)


def from_form_sheets(rows: Sequence[Row], wording: Wording) -> Form | None:
    """What stands in a form in Excel, or None where the workbook is none."""
    answers, actions = (f"sheet {wording[f'form.{key}']}, " for key in ("answers_sheet", "actions_sheet"))
    filled = []
    for row in rows:
        number = _words(row, 0)
        if not _NUMBER.fullmatch(number):
            continue
        if row.place.startswith(answers):
            started = references(_words(row, 6)).get((number, 0))
            held = {name: _cell(row, column) for column, name in enumerate(ANSWER, start=2)}
            held["comply"] = _chosen(held["comply"], wording)
            if started:
                filled.append(Filled(number, 0, held, started, row.place, flat=True))
        elif row.place.startswith(actions):
            held = {name: _cell(row, column) for column, name in enumerate(ACTION, start=1)}
            known = next(((key, digests) for key, digests in references(_words(row, 5)).items() if key[0] == number), None)
            (_, action), digests = known or ((number, 0), {})
            filled.append(Filled(number, action or -1, held, digests, row.place, flat=True))
    return _form(rows, filled, wording)


def _form(rows: Sequence[Row], filled: Sequence[Filled], wording: Wording) -> Form | None:
    pattern = (
        re.escape(wording["form.made_for"])
        .replace(r"\{landlord\}", "(?P<landlord>.*)")
        .replace(r"\{edition\}", "(?P<edition>\\S+)")
    )
    made_for = next((match for row in rows if row.cells and (match := re.fullmatch(pattern, _words(row, 0)))), None)
    if made_for is None:
        return None
    return Form(made_for["landlord"], made_for["edition"], tuple(filled))


def _chosen(text: Text, wording: Wording) -> Text:
    words = " ".join("".join(run.text for run in block.runs) for block in text).strip()
    return () if words == wording["form.choose"] else form.line(words)


def _cell(row: Row, column: int) -> Text:
    return tuple(replace(block, level=0) for block in row.cells[column].blocks) if column < len(row.cells) else ()


def _words(row: Row, column: int) -> str:
    return " ".join(row.cells[column].text.split()) if column < len(row.cells) else ""
