"""The rows of our own documents -> the answers that a person reads in them, for reading back before publishing.

A function for each way in which our documents lay answers out. They go by what is seen: headings, labels and columns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator import catalogue, dates
from generator.importers.rows import HEADING, Cell, Row, unlabelled
from generator.model import PARTS, PROVISION_NUMBER, VERDICT, Column, Edition
from generator.printed import Flat, InWords, Printed, PrintedActionText, Wording, from_parts, words_and_signs
from generator.rich_text import PARAGRAPH, Block, Run, Text

_PROVISION = re.compile(rf"({PROVISION_NUMBER})\s")
OFFICIAL_COLUMNS = ("number", "requirement", "comply", "evidence", "commentary")
"""What the columns of the official form hold, in their order."""

_NUMBER = re.compile(PROVISION_NUMBER)
_FOR_ANSWERS = ("yes", "no")


def from_page(rows: Sequence[Row], wording: Wording) -> list[Printed]:
    """The answers of a web page or fragment, in its order; raises ValueError where a provision's parts cannot be an answer.

    A heading that begins with a number begins a provision, deeper headings label its parts, and any other heading ends it.
    """
    answers = []
    number, level = "", 0
    parts: list[tuple[str, list[Block]]] = []
    for block in (block for row in rows for cell in row.cells for block in cell.blocks):
        if block.kind != HEADING or not block.level:
            if parts:
                parts[-1][1].append(unlabelled(block))
        elif number and block.level > level:
            parts.append((_words(block.runs), []))
        else:
            if number:
                answers.append(_answer(number, parts, wording))
            found = _PROVISION.match(_words(block.runs))
            number, level, parts = (found.group(1) if found else ""), block.level, []
    if number:
        answers.append(_answer(number, parts, wording))
    return answers


def _answer(number: str, parts: Sequence[tuple[str, Sequence[Block]]], wording: Wording) -> Printed:
    comply = ""
    evidence: list[tuple[Run, ...]] = []
    others: list[tuple[str, Text]] = []
    for label, blocks in parts:
        if label == wording["answer.comply"]:
            comply = " ".join(_words(block.runs) for block in blocks)
        elif label == wording["answer.evidence"]:
            if any(block.kind == PARAGRAPH for block in blocks):
                raise ValueError(f"{number}: under “{label}” stands text that is no item of a list")
            evidence += [block.runs for block in blocks]
        elif label != wording["answer.requirement"]:
            others.append((label, tuple(blocks)))
    return from_parts(number, comply, evidence, others, wording)


def from_table(rows: Sequence[Row], wording: Wording, columns: Sequence[str] = OFFICIAL_COLUMNS) -> list[Printed]:
    """The answers of the Word document, in its order; raises ValueError where a row's parts cannot be an answer.

    ``columns`` says what they hold, as the edition does. The form's tables are those with a provision's bookmark in them (the tables
    of actions and of evidence have none); what a row answers is read from its cells alone.
    """
    forms = {_table(row) for row in rows if row.anchor.startswith("provision_")}
    answers = []
    titles: dict[str, str] = {}
    for row in rows:
        if len(row.cells) != len(columns) or _table(row) not in forms:
            continue
        cells = {holds: cell.blocks for holds, cell in zip(columns, row.cells, strict=True)}
        number = _words(cells["number"][0].runs) if cells["number"] else ""
        if not _NUMBER.fullmatch(number):
            titles = {holds: " ".join(cell.text.split()) for holds, cell in zip(columns, row.cells, strict=True)}
        elif "evidence" in cells:
            comply = " ".join(_words(block.runs) for block in cells["comply"])
            evidence = [block.runs for block in cells["evidence"]]
            answers.append(from_parts(number, comply, evidence, _labelled(cells["commentary"], wording), wording))
        elif "support" in cells:
            labelled = [(wording["answer.comply"], cells["comply"]), *_labelled(cells["support"], wording)]
            answers.append(_answer(number, labelled, wording))
        else:
            answers.append(_answer(number, _from_answer_columns(number, cells, titles, wording), wording))
    return answers


def _from_answer_columns(
    number: str, cells: Mapping[str, Text], titles: Mapping[str, str], wording: Wording
) -> list[tuple[str, Text]]:
    """The labelled parts of a row that has a column for each answer: the first label in it is the answer, if it is one."""
    told = [holds for holds in _FOR_ANSWERS if cells[holds]]
    if len(told) > 1:
        raise ValueError(f"{number}: something stands in both of its columns")
    if not told:
        return []
    first, *rest = cells[told[0]]
    answer = _words(first.runs) if first.kind == HEADING else ""
    if answer not in (*(titles.get(holds) for holds in _FOR_ANSWERS), wording["answer.unanswered"]):
        answer, rest = "", [first, *rest]
    if answer != titles.get(told[0]) and (told[0] == "no" or answer == titles.get("no")):
        raise ValueError(f"{number}: “{answer}” stands in the column “{titles.get(told[0])}”")
    verdict = [(wording["answer.comply"], (first,))] if answer else []
    return [*verdict, *_labelled(tuple(rest), wording)]


def from_sheet(rows: Sequence[Row], wording: Wording, columns: Sequence[str] = OFFICIAL_COLUMNS) -> list[Flat]:
    """The answers of the workbook's sheet of answers, in its order; ``columns`` says what they hold, as the edition does."""
    answers: list[Flat] = []
    titles: dict[str, str] = {}
    for row in rows:
        if row.place.startswith(f"sheet {wording['excel.answers']}, "):
            cells = dict(zip(columns, (_lines(cell) for cell in row.cells), strict=False))
            number = cells["number"][0] if cells["number"] else ""
            if not _NUMBER.fullmatch(number):
                titles = titles if answers else {holds: " ".join(lines) for holds, lines in cells.items()}
                continue
            if "comply" in columns:
                comply, told = " ".join(cells.get("comply", ())), cells.get("commentary", cells.get("support", ()))
            else:
                columns_told = [holds for holds in _FOR_ANSWERS if cells.get(holds)]
                comply = "; ".join(titles.get(holds, "") for holds in columns_told)
                told = tuple(line for holds in columns_told for line in cells[holds])
            answers.append(Flat(number, comply, cells.get("evidence", ()), told))
    return answers


def _lines(cell: Cell) -> tuple[str, ...]:
    return tuple(cell.text.split("\n")) if cell.blocks else ()


def form_rows(rows: Sequence[Row], edition: Edition, wording: Wording) -> list[Row]:
    """The rows of the form in a PDF of ours, or in one made of our Word document, as ``from_table`` takes them.

    Its tables are those under the form's own titles; bold lines that read as our labels do are labels.
    """
    titles = [words_and_signs([column.title]) for column in edition.columns]
    labels = {
        wording[f"answer.{key}"] for key in ("evidence", "commentary", "alternative", "action", "figure", "words", "unanswered")
    }
    labels |= {choice.title for choice in edition.answers}
    found: list[Row] = []
    for row in rows:
        number = next(iter(row.cells[0].text.split()), "")
        if [words_and_signs([cell.text]) for cell in row.cells] == titles:
            found.append(Row("form", row.cells))
        elif found and len(row.cells) == len(titles) and _NUMBER.fullmatch(number):
            cells = (Cell(tuple(_as_label(block, labels, wording) for block in cell.blocks)) for cell in row.cells)
            found.append(Row(f"form, {row.place}", tuple(cells), f"provision_{number}"))
    return found


def _as_label(block: Block, labels: Collection[str], wording: Wording) -> Block:
    """A line that is one of our labels as such; any other block as it is."""
    text = _words(block.runs)
    bold = block.kind == PARAGRAPH and all(run.bold for run in block.runs if run.text.strip())
    action = re.fullmatch(re.escape(wording["answer.action"]) + r" \d+", text)
    outcome = text.startswith(wording["answer.outcome"].format(action=wording["answer.action"].lower()))
    return replace(block, kind=HEADING, level=0) if bold and (text in labels or action or outcome) else block


def from_cells(tables: Iterable[Sequence[Sequence[str]]], columns: Sequence[Column]) -> list[InWords]:
    """The answers of the PDF, in its order, from the words of its tables' cells.

    The form's tables are those under the form's own titles. Raises ValueError where a row of them begins with no provision's number,
    or where something stands in both of two columns for an answer.
    """
    titles = [words_and_signs([column.title]) for column in columns]
    answers = []
    for header, *rows in tables:
        if [words_and_signs([cell]) for cell in header] != titles:
            continue
        for row in rows:
            cells = {column.holds: cell for column, cell in zip(columns, row, strict=False)}
            number = cells["number"].partition(" ")[0]
            if not _NUMBER.fullmatch(number) or len(row) != len(columns):
                raise ValueError(f"a row of the form reads “{' | '.join(row)[:100]}” and not as a provision’s")
            told = [column for column in columns if column.holds in _FOR_ANSWERS and cells[column.holds]]
            if len(told) > 1:
                raise ValueError(f"{number}: something stands in both of its columns")
            comply = cells.get("comply", told[0].title if told else "")
            commentary = cells.get("commentary", cells.get("support", cells[told[0].holds] if told else ""))
            answers.append(
                InWords(number, *(words_and_signs([text]) for text in (comply, cells.get("evidence", ""), commentary)))
            )
    return answers


def from_data(data: bytes, wording: Wording) -> list[Printed]:
    """The answers of the published data, in its order.

    Raises ValueError where it is not what its schema says, and where an answer or a date says one thing to programs and another in words.
    """
    try:
        held = json.loads(data)
        provisions = [entry for section in held["sections"] for entry in section["provisions"]]
        _check_values(provisions, catalogue.load(held["code"]["id"]))
        return [_from_entry(entry, provisions, wording) for entry in provisions]
    except (LookupError, TypeError) as error:
        raise ValueError(f"the data is not what its schema says ({error!r})") from error


def _check_values(provisions: Iterable[Mapping[str, Any]], edition: Edition) -> None:
    values = {choice.title: choice.value for choice in edition.answers}
    for entry in provisions:
        if entry["comply"] != values.get(entry["comply_in_words"]):
            raise ValueError(f"{entry['number']}: its answer is “{entry['comply']}”, and in words “{entry['comply_in_words']}”")
        for by, words in ((action["by"], action["by_in_words"]) for action in entry["actions"]):
            day = dates.parse(str(words))[0] if words else None
            if by != (day.isoformat() if day else None):
                raise ValueError(f"{entry['number']}: an action's date is “{by}”, and in words “{words}”")


def _is_told(entry: Mapping[str, Any], provisions: Sequence[Mapping[str, Any]]) -> bool:
    """True where a figure or words that are asked for are there, with the question or in all of its parts."""
    if entry["asks"] == VERDICT:
        return False
    if entry["commentary"]:
        return True
    if entry["asks"] == PARTS:
        return all(part["commentary"] or part["comply"] for part in provisions if part["part_of"] == entry["number"])
    return any(whole["commentary"] for whole in provisions if whole["asks"] == PARTS and whole["number"] == entry["part_of"])


def _from_entry(entry: Mapping[str, Any], provisions: Sequence[Mapping[str, Any]], wording: Wording) -> Printed:
    none = wording["answer.action_none"]
    actions = (
        PrintedActionText(blocks_of(a["action"]), a["owner"] or none, a["by_in_words"] or none, blocks_of(a["outcome"]))
        for a in entry["actions"]
    )
    return Printed(
        entry["number"],
        entry["comply_in_words"] or ("" if _is_told(entry, provisions) else wording["answer.unanswered"]),
        tuple(_runs(item) for item in entry["evidence"]),
        blocks_of(entry["commentary"]),
        tuple(actions),
        blocks_of(entry["alternative"]),
    )


def blocks_of(entries: Iterable[Mapping[str, Any]]) -> Text:
    """The text that the published data holds as paragraphs and items of lists."""
    return tuple(Block(e["kind"], _runs(e["runs"]), e.get("level", 0), e.get("number", 0)) for e in entries)


def _runs(entries: Iterable[Mapping[str, Any]]) -> tuple[Run, ...]:
    return tuple(Run(**entry) for entry in entries)


def _table(row: Row) -> str:
    return row.place.partition(",")[0]


def _labelled(blocks: Text, wording: Wording) -> list[tuple[str, Text]]:
    """The parts of a cell; what stands before the first label is the commentary."""
    found: list[tuple[str, list[Block]]] = [(wording["answer.commentary"], [])]
    for block in blocks:
        if block.kind == HEADING:
            found.append((_words(block.runs), []))
        else:
            found[-1][1].append(block)
    return [(label, tuple(part)) for label, part in (found if found[0][1] else found[1:])]


def _words(runs: Sequence[Run]) -> str:
    return " ".join("".join(run.text for run in runs).split())
