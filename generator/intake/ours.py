"""Documents that ``build`` made, told by what is seen in them: their answers exactly, and what they say of the landlord."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any, TypeVar

from generator import dates
from generator.answers import writing
from generator.intake.documents import DATA, Document
from generator.model import PROVISION_NUMBER, Action, Answer, Edition, EvidenceItem
from generator.printed import Printed, Wording, normal, words_for
from generator.problems import Stop
from generator.rich_text import Block, canonical_text, plain_runs

if TYPE_CHECKING:
    from generator.importers.rows import Row

FACTS = {
    "Landlord": "Landlord",
    "Kind of landlord": "Kind",
    "Homes": "Homes",
    "Period assessed": "Period",
    "Also covers": "Covers",
    "Complaints officer": "Complaints officer",
    "Senior lead person": "Senior lead person",
    "Member Responsible for Complaints": "Member Responsible for Complaints",
}
"""What our documents say of the landlord, and the label of landlord.md that holds it."""

_HEADINGS = {"How to complain": "how_to_complain", "How to reach the Ombudsman": "ombudsman", "Other formats": "other_formats"}
_DOCUMENT = {"Version": "version", "Date": "date", "Address": "address"}
_Kind = TypeVar("_Kind")
_NUMBER = re.compile(PROVISION_NUMBER)


@dataclass(frozen=True, slots=True)
class Ours:
    """What a document of ours says. ``rest`` is what stands in it beside the answers, ``places`` where each answer stands.

    ``texts`` is what belongs under headings of landlord.md.
    """

    edition: Edition
    answers: tuple[Answer, ...]
    places: Mapping[str, str]
    facts: Mapping[str, str]
    rest: tuple[Row, ...]
    texts: Mapping[str, str] = field(default_factory=dict)


def recognised(document: Document, editions: Sequence[Edition], wording: Wording) -> Ours | None:
    """The document as one of ours, or None: then it is read by the Code's own text as any other."""
    if document.kind == DATA:
        return _from_data(document, editions, wording)
    for edition in editions:
        found = _from_rows(document, edition, wording)
        if found is not None:
            return found
    return None


def _from_rows(document: Document, edition: Edition, wording: Wording) -> Ours | None:
    wording = words_for(wording, asks_questions=edition.asks_questions)
    if document.kind.startswith(".doc"):
        return _from_word(document, edition, wording)
    if document.kind.startswith(".xls"):
        return _from_workbook(document, edition, wording)
    if document.kind.startswith(".htm"):
        return _from_page(document, edition, wording)
    if document.kind == ".pdf":
        return _from_pdf(document, edition, wording)
    return None


# Data


def _from_data(document: Document, editions: Sequence[Edition], wording: Wording) -> Ours:
    from generator.importers import own
    from generator.importers.rows import Cell, Row
    from generator.rich_text import PARAGRAPH, Run

    try:
        held = json.loads(document.data)
        edition = next(edition for edition in editions if edition.id == held["code"]["id"])
        wording = words_for(wording, asks_questions=edition.asks_questions)
        answers = [_answer(normal(each), edition, wording) for each in own.from_data(document.data, wording)]
        facts = {FACTS[fact["label"]]: _line(fact["value"]) for fact in held["facts"] if fact["label"] in FACTS}
        texts = _texts(held)
        bodies = [body["name"] for body in held["governing_bodies"]]
        facts |= {"Name": _line(bodies[0])} if bodies else {}
        beside = {"governing_bodies": [*bodies[1:], *({**body, "name": ""} for body in held["governing_bodies"])]}
    except (ValueError, LookupError, TypeError, AttributeError, StopIteration, RecursionError) as error:
        raise Stop(
            f"{document.name}: it is not the data of a self-assessment that this program made, or has been changed since. Import the "
            "Word document or the workbook that was made with it."
        ) from error
    lines = [f"{key}: {text}" for key, value in beside.items() for text in _strings(value) if text]
    rest = tuple(Row(f"entry {i}", (Cell((Block(PARAGRAPH, (Run(line),)),)),)) for i, line in enumerate(lines, start=1))
    return Ours(edition, tuple(answers), {}, facts, rest, texts)


def _texts(held: Mapping[str, Any]) -> dict[str, str]:
    """What stands under headings of landlord.md, as it is written there."""
    from generator.importers import own

    texts = {heading: "\n\n".join(writing.paragraphs(own.blocks_of(held[key]))) for heading, key in _HEADINGS.items()}
    documents = []
    for each in held["documents"]:
        lines = [f"{label}: {_line(each[key])}" for label, key in _DOCUMENT.items() if each[key]]
        documents.append("\n".join([f"### {_line(each['title'])}", *lines]))
    return {heading: text for heading, text in (texts | {"Documents": "\n\n".join(documents)}).items() if text}


def _strings(value: object) -> Iterator[str]:
    """The words in a piece of data, with what is one paragraph in one."""
    if isinstance(value, dict):
        if isinstance(value.get("runs"), list):
            yield "".join(str(run.get("text", "")) for run in value["runs"])
            return
        for name, inner in value.items():
            yield from (_strings(inner) if name != "kind" else ())
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


# Word, workbook, page


def _from_word(document: Document, edition: Edition, wording: Wording) -> Ours | None:
    from generator.importers import own

    columns = [column.holds for column in edition.columns]
    answers = _told(own.from_table, document.rows, wording, columns)
    forms = {_table(row) for row in document.rows if row.anchor.startswith("provision_")}
    rows = [row for row in document.rows if _table(row) in forms and len(row.cells) == len(columns)]
    if not answers or not _worded(rows, columns, edition):
        return None
    rest = [row for row in document.rows if _table(row) not in forms]
    top = [row.cells[0].text for row in rest[:1] + list(takewhile(_is_line, rest[1:]))]
    facts = _facts(line.partition("\t")[::2] for line in top)
    if len(top) > 1 and top[0].startswith(edition.name):
        facts.setdefault("Landlord", _line(top[1]))  # below the title
    return _ours(answers, edition, wording, _places(rows), facts, rest)


def _is_line(row: Row) -> bool:
    """True for a line that is no heading."""
    return len(row.cells) == 1 and all(block.kind != "heading" for block in row.cells[0].blocks)


def _from_workbook(document: Document, edition: Edition, wording: Wording) -> Ours | None:
    from generator.importers import own
    from generator.intake import sheet_text

    columns = [column.holds for column in edition.columns]
    if not _told(own.from_sheet, document.rows, wording, columns):
        return None
    start = f"sheet {wording['excel.answers']}, "
    rows = [row for row in document.rows if row.place.startswith(start)]
    if not _worded(rows, columns, edition):
        return None
    answers = sheet_text.printed(rows, edition, wording)
    rest = [row for row in document.rows if not row.place.startswith(start)]
    about = [row for row in rest if row.place.startswith(f"sheet {wording['excel.about']}, ") and len(row.cells) == 2]
    facts = _facts((row.cells[0].text, row.cells[1].text) for row in about)
    return _ours(answers, edition, wording, _places(rows), facts, rest)


def _from_pdf(document: Document, edition: Edition, wording: Wording) -> Ours | None:
    """A PDF that ``build`` made, or that was made of its Word document: the answers as far as words, lists and labels hold them."""
    from generator.importers import own

    columns = [column.holds for column in edition.columns]
    rows = own.form_rows(document.rows, edition, wording)
    answers = _told(own.from_table, rows, wording, columns)
    if not answers or not _worded(rows, columns, edition):
        return None
    if "comply" in columns and not all(answer.comply for answer in answers):
        return None  # ours says in words that nothing is answered
    form = {row.cells[0] for row in rows}
    rest = [row for row in document.rows if len(row.cells) != len(columns) or row.cells[0] not in form]
    lines = [_line(row.cells[0].text) for row in takewhile(_is_line, rest)]
    pairs = [(label, line.removeprefix(label)) for line in lines for label in FACTS if line.startswith(f"{label} ")]
    facts = _facts(pairs)
    if len(lines) > 1 and lines[0].startswith(edition.name):
        facts.setdefault("Landlord", lines[1])  # below the title
    return _ours(answers, edition, wording, _places(rows), facts, rest)


def _from_page(document: Document, edition: Edition, wording: Wording) -> Ours | None:
    from generator.importers import own
    from generator.importers.rows import HEADING

    answers = _told(own.from_page, document.rows, wording)
    headings = {p.number: p.heading for p in edition.provisions}
    shown = {answer.number for answer in answers}
    places: dict[str, str] = {}
    rest: list[Row] = []
    level, inside = 0, False
    for row in document.rows:
        block = row.cells[0].blocks[0] if len(row.cells) == 1 and row.cells[0].blocks else None
        if block and block.kind == HEADING and block.level and (not inside or block.level <= level):
            words = " ".join(row.cells[0].text.split())
            number = words.partition(" ")[0]
            inside, level = headings.get(number) == words, block.level
            if inside:
                places[number] = row.place
        if not inside:
            rest.append(row)
    if not answers or shown != set(places):
        return None
    return _ours(answers, edition, wording, places, _published_by(rest, wording), rest)


def _published_by(rows: Iterable[Row], wording: Wording) -> dict[str, str]:
    """The landlord and the period in the line at the foot of our pages."""
    pattern = re.escape(wording["web.published_by"]).replace(r"\{landlord\}", "(.+)").replace(r"\{period\}", "(.*)")
    lines = [" ".join(row.cells[0].text.split()) for row in rows if len(row.cells) == 1]
    found = next((match for line in reversed(lines) if (match := re.fullmatch(pattern, line))), None)
    return {"Landlord": found[1], "Period": found[2]} if found and len(found.groups()) == 2 else {}


# What they share


def _told(read: Callable[..., list[_Kind]], rows: Sequence[Row], wording: Wording, *columns: Sequence[str]) -> list[_Kind]:
    """What a reader of our own documents finds, or [] where the document is laid out otherwise."""
    try:
        return read(rows, wording, *columns)
    except (ValueError, LookupError):
        return []


def _ours(
    answers: Sequence[Printed],
    edition: Edition,
    wording: Wording,
    places: Mapping[str, str],
    facts: Mapping[str, str],
    rest: Sequence[Row],
) -> Ours | None:
    answers = [normal(answer) for answer in answers]
    titles = {choice.title for choice in edition.answers} | {wording["answer.unanswered"], ""}
    numbers = {provision.number for provision in edition.provisions}
    if any(answer.comply not in titles or answer.number not in numbers for answer in answers):
        return None
    return Ours(edition, tuple(_answer(each, edition, wording) for each in answers), places, facts, tuple(rest))


def _answer(printed: Printed, edition: Edition, wording: Wording) -> Answer:
    none = wording["answer.action_none"]
    actions = []
    for action in printed.actions:
        by = "" if action.by == none else action.by
        owner = "" if action.owner == none else action.owner
        day = dates.parse(by)[0]
        actions.append(Action(canonical_text(action.what), owner, day, by, canonical_text(action.outcome)))
    return Answer(
        printed.number,
        next((choice.value for choice in edition.answers if choice.title == printed.comply), ""),
        tuple(EvidenceItem(runs) for runs in printed.evidence if plain_runs(runs).strip()),
        canonical_text(printed.commentary),
        tuple(actions),
        canonical_text(printed.alternative),
    )


def _worded(rows: Sequence[Row], columns: Sequence[str], edition: Edition) -> bool:
    """True where each numbered row has the Code's own text for its number: nobody has put other provisions under our numbers."""
    from generator.importers.stream import letters

    texts = {provision.number: letters(provision.text) for provision in edition.provisions}
    number, requirement = columns.index("number"), columns.index("requirement")
    numbered = [row for row in rows if len(row.cells) > requirement and _NUMBER.fullmatch(_first_line(row, number))]
    return bool(numbered) and all(
        letters(row.cells[requirement].text).startswith(texts.get(_first_line(row, number), "?")) for row in numbered
    )


def _first_line(row: Row, column: int) -> str:
    return row.cells[column].text.partition("\n")[0].strip()


def _places(rows: Sequence[Row]) -> dict[str, str]:
    return {_first_line(row, 0): row.place for row in rows}


def _table(row: Row) -> str:
    return row.place.partition(",")[0]


def _facts(pairs: Iterable[Sequence[str]]) -> dict[str, str]:
    return {FACTS[label]: _line(value) for label, value in pairs if label in FACTS and value.strip()}


def _line(text: str) -> str:
    return " ".join(text.split())
