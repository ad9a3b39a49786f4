"""The rows of a fill-in form that came back -> what stands in its fields. They go by labels, columns and form references."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator import catalogue, form
from generator.form import ACTION, ANSWER, Filled, references
from generator.importers.rows import Cell, Row, unlabelled
from generator.model import PROVISION_NUMBER
from generator.printed import Wording
from generator.problems import Stop
from generator.rich_text import Text

_TOLD = ("figure", "words", "parts")
"""What stands in the place of "commentary" where a question asks for something else than Yes or No."""
_NUMBER = re.compile(PROVISION_NUMBER)
_SHEETS = ("answers_sheet", "actions_sheet")


@dataclass(frozen=True, slots=True)
class Form:
    """A form that came back: whom and which edition it was made for, and what stands in it.

    ``left`` is what somebody has written beside its fields, and the fields of which nothing tells any more what they were made from.
    """

    landlord: str
    edition: str
    filled: tuple[Filled, ...]
    left: tuple[Row, ...]


def from_form_tables(rows: Sequence[Row], wording: Wording) -> Form | None:
    """What stands in a form in Word, or None where the document is none. Raises Stop where it does not say whom it was made for."""
    own = _Own.of(rows, wording)
    if own is None:
        return None
    labels = _labels(wording)
    requirements = {wording[f"form.{key}"] for key in ("requirement", "requirement_asked")}
    begins = re.compile(
        "|".join(re.escape(wording[f"form.{key}"].format(number="")) + r"\S+" for key in ("field", "field_asked"))
    )
    filled: list[Filled] = []
    left: list[Row] = []
    fields: dict[tuple[str, int], Text] = {}
    held: list[Row] = []

    def give_up() -> None:
        """What stands in a provision without a reference to it belongs to nothing."""
        left.extend(row for row in held if own.beside(row.cells[1:]))
        fields.clear()
        held.clear()

    for row in rows:
        label = _words(row, 0) if len(row.cells) == 2 else ""
        found = next(((name, match) for name, pattern in labels.items() if (match := pattern.fullmatch(label))), None)
        key = (found[0], int(found[1][1]) if found[1].groups() else 0) if found else ("", 0)
        if found and key not in fields:
            fields[key] = tuple(map(unlabelled, row.cells[1].blocks))
            held.append(row)
        elif label == wording["form.reference"]:
            if made := own.known(_filled(fields, references(_words(row, 1)), row.place, wording)):
                filled += made
                held.clear()
            give_up()
        elif begins.fullmatch(label):
            give_up()
        elif label not in requirements and own.beside(row.cells):
            left.append(row)
    give_up()
    return Form(own.landlord, own.edition, tuple(filled), tuple(left))


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
    answer = {name: fields[name, 0] for name in ANSWER if (name, 0) in fields}
    if "comply" in answer:
        answer["comply"] = _chosen(answer["comply"], wording)
    yield Filled(number, 0, answer, started[number, 0], place, flat=False)
    for action in sorted({at for _, at in (*fields, *started)} - {0}):
        held = {name: fields[name, action] for name in ACTION if (name, action) in fields}
        yield Filled(number, action, held, started.get((number, action), {}), place, flat=False)


def from_form_sheets(rows: Sequence[Row], wording: Wording) -> Form | None:
    """What stands in a form in Excel, or None where the workbook is none. Raises Stop as for Word."""
    own = _Own.of(rows, wording)
    if own is None:
        return None
    answers, actions = (f"sheet {wording[f'form.{key}']}, " for key in _SHEETS)
    filled: list[Filled] = []
    left: list[Row] = []
    for row in rows:
        made: list[Filled] = []
        width = 0
        if row.place.startswith(answers):
            made, width = own.known(_answer_cells(row, wording)), len(ANSWER) + 3
        elif row.place.startswith(actions):
            made, width = own.known(_action_cells(row)), len(ACTION) + 2
        filled += made
        beside = row.cells[width if made else 0 :]
        if own.beside(beside):
            left.append(replace(row, cells=beside))
    return Form(own.landlord, own.edition, tuple(filled), tuple(left))


def _answer_cells(row: Row, wording: Wording) -> Iterable[Filled]:
    number = _words(row, 0)
    started = references(_words(row, len(ANSWER) + 2)).get((number, 0))
    if started:
        held = {name: _cell(row, column) for column, name in enumerate(ANSWER, start=2)}
        held["comply"] = _chosen(held["comply"], wording)
        yield Filled(number, 0, held, started, row.place, flat=True)


def _action_cells(row: Row) -> Iterable[Filled]:
    """The action of a row; one without a reference is new, and one with another provision's is none."""
    number = _words(row, 0)
    known = references(_words(row, len(ACTION) + 1))
    (of, action), digests = next(iter(known.items()), ((number, 0), {}))
    if of == number and _NUMBER.fullmatch(number):
        held = {name: _cell(row, column) for column, name in enumerate(ACTION, start=1)}
        yield Filled(number, action or -1, held, digests, row.place, flat=True)


@dataclass(frozen=True, slots=True)
class _Own:
    """What a form says of itself, and its fixed ``words``: all others in it were written by somebody."""

    landlord: str
    edition: str
    numbers: Collection[str]
    words: Collection[str]

    @classmethod
    def of(cls, rows: Sequence[Row], wording: Wording) -> _Own | None:
        """None where the document is no form. Raises Stop where only the references of fields tell that it is one."""
        pattern = (
            re.escape(wording["form.made_for"])
            .replace(r"\{landlord\}", "(?P<landlord>.*)")
            .replace(r"\{edition\}", "(?P<edition>\\S+)")
        )
        made_for = next((match for row in rows if row.cells and (match := re.fullmatch(pattern, _words(row, 0)))), None)
        if made_for is None:
            if any(references(cell.text) for row in rows for cell in row.cells):
                line = wording["form.made_for"].format(landlord="…", edition="…")
                raise Stop(
                    f"this is a form that was filled in, and the line “{line}” at its top is gone, so that nothing tells whom it was "
                    "made for. Put the line back as it stands in another copy of the form."
                )
            return None
        landlord, edition = made_for["landlord"], made_for["edition"]
        sheets = [wording[f"form.{key}"] for key in _SHEETS]
        titles = {wording["form.title"].format(landlord=landlord)}
        titles |= {wording["excel.heading"].format(sheet=sheet, landlord=landlord) for sheet in sheets}
        below = {_words(after, 0) for title, after in pairwise(rows) if _words(title, 0) in titles}  # what it is a form of
        said = {"landlord": landlord, "edition": edition, "actions": sheets[1], "number": ""}
        fixed = {" ".join(text.format(**said).split()) for key, text in wording.items() if key.startswith("form.")}
        sections = catalogue.load(edition).sections if edition in catalogue.editions() else ()
        provisions = {provision.number: provision.heading for section in sections for provision in section.provisions}
        headings = {f"Section {section.number}: {section.title}" for section in sections} | {*provisions.values()}
        return cls(landlord, edition, provisions.keys(), titles | below | fixed | headings)

    def known(self, filled: Iterable[Filled]) -> list[Filled]:
        """Those of provisions that the edition has."""
        return [each for each in filled if each.number in self.numbers]

    def beside(self, cells: Sequence[Cell]) -> bool:
        """Whether somebody has written something in these cells."""
        return any(words and words not in self.words for words in (" ".join(cell.text.split()) for cell in cells))


def _chosen(text: Text, wording: Wording) -> Text:
    words = " ".join("".join(run.text for run in block.runs) for block in text).strip()
    return () if words == wording["form.choose"] else form.line(words)


def _cell(row: Row, column: int) -> Text:
    return tuple(replace(block, level=0) for block in row.cells[column].blocks) if column < len(row.cells) else ()


def _words(row: Row, column: int) -> str:
    return " ".join(row.cells[column].text.split()) if column < len(row.cells) else ""
