"""``landlord.md`` -> Landlord: who assesses itself, its governing bodies, and its evidence register."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

from generator import dates, rich_text
from generator.answers import outline
from generator.answers.outline import Entry, Label, did_you_mean, listed
from generator.answers.source import Source, quoted
from generator.model import Document, GoverningBody, Landlord
from generator.problems import ERROR, Problem
from generator.rich_text import Text

LABELS = (
    "Landlord",
    "Kind",
    "Homes",
    "Financial year end",
    "Code",
    "Period",
    "Reason",
    "Covers",
    "Complaints officer",
    "Senior lead person",
    "Member Responsible for Complaints",
    "Website",
    "Colour",
)
TEXTS = ("How to complain", "How to reach the Ombudsman", "Other formats")
HEADINGS = (*TEXTS, "Governing body", "Publications", "Documents")
BODY_LABELS = ("Name", "For approval", "Approved", "Minute")
PUBLICATIONS = ("Policy", "Self-assessment", "Annual report", "Response")
DOCUMENT_LABELS = ("Also called", "Version", "Date", "Address")

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def read(source: Source) -> tuple[Landlord, list[Problem]]:
    """The landlord that the file describes, and what deviates from the grammar."""
    problems: list[Problem] = []
    top, entries = outline.outline(source)
    head = outline.head(source, top, problems)
    labels = outline.known(head.labels, LABELS, (), source, problems)
    for part in top.parts:
        problems.append(outline.out_of_place(source, part.line, ""))
    texts: dict[str, Text] = {}
    bodies: list[GoverningBody] = []
    publications: dict[str, str] = {}
    documents: list[Document] = []
    seen: dict[str, int] = {}
    names = {name.lower(): name for name in HEADINGS}
    for entry in entries:
        name = names.get(" ".join(entry.title.casefold().split()))
        if name is None:
            problems.append(_unknown_heading(source, entry))
            continue
        if name in seen and name != "Governing body":
            problems.append(
                Problem(
                    "part-twice",
                    ERROR,
                    source.shown,
                    entry.line,
                    "",
                    f"“## {name}” stands twice; the first is on line {seen[name]}.",
                    "Put both under one heading.",
                )
            )
        seen.setdefault(name, entry.line)
        if name in TEXTS:
            texts[name] = (*texts.get(name, ()), *rich_text.read(outline.body(source, entry.start, entry.stop)))
            problems += [_unknown_part(source, part, ()) for part in entry.parts]
        elif name == "Governing body":
            bodies.append(_body(source, entry, problems))
        elif name == "Publications":
            publications |= _publications(source, entry, problems)
        else:
            documents += _documents(source, entry, problems)
    return _landlord(source, labels, problems, texts, bodies, publications, documents), problems


def _landlord(
    source: Source,
    labels: dict[str, list[Label]],
    problems: list[Problem],
    texts: dict[str, Text],
    bodies: Sequence[GoverningBody],
    publications: dict[str, str],
    documents: Sequence[Document],
) -> Landlord:
    def value(name: str) -> str:
        return outline.value(labels, name)

    homes_text = value("homes")
    homes = int(digits) if (digits := homes_text.replace(",", "").replace(" ", "")).isdecimal() else None
    if homes_text and homes is None:
        problems.append(_invalid(source, labels["homes"][0], "is not a number of homes", "Write the number alone: Homes: 4,210."))
    colour = value("colour")
    if colour and not _COLOUR.fullmatch(colour):
        problems.append(_invalid(source, labels["colour"][0], "is not a colour", "Write it as # and six digits or letters from a to f: #1d5e8a."))
        colour = ""
    website = value("website")
    if website and not _WEB.fullmatch(website):
        problems.append(_invalid(source, labels["website"][0], "is not a web address", "Begin it with https://."))
        website = ""
    period_from, period_to = _period(source, labels, problems)
    return Landlord(
        name=value("landlord"),
        kind=value("kind"),
        homes=homes,
        homes_text=homes_text,
        year_end=value("financial year end"),
        code=value("code"),
        period=value("period"),
        period_from=period_from,
        period_to=period_to,
        reason=value("reason"),
        covers=tuple(part.strip() for part in value("covers").split(";") if part.strip()),
        complaints_officer=value("complaints officer"),
        senior_lead=value("senior lead person"),
        mrc=value("member responsible for complaints"),
        website=website,
        colour=colour,
        how_to_complain=texts.get(TEXTS[0], ()),
        ombudsman=texts.get(TEXTS[1], ()),
        other_formats=texts.get(TEXTS[2], ()),
        bodies=tuple(bodies),
        publications=MappingProxyType(publications),
        documents=tuple(documents),
        file=source.shown,
        lines=MappingProxyType({name: items[0].line for name, items in labels.items()}),
    )


def _period(source: Source, labels: dict[str, list[Label]], problems: list[Problem]) -> tuple[date | None, date | None]:
    text = outline.value(labels, "period")
    if not text:
        return None, None
    first, _, last = text.partition(" to ")
    start, end = dates.parse(first)[0], dates.parse(last)[0]
    if start is None or end is None or end < start:
        problems.append(
            _invalid(source, labels["period"][0], "is not a period", "Write it as two dates: Period: 1 April 2025 to 31 March 2026.")
        )
        return None, None
    return start, end


def _body(source: Source, entry: Entry, problems: list[Problem]) -> GoverningBody:
    head = outline.head(source, entry, problems)
    labels = outline.known(head.labels, BODY_LABELS, (), source, problems)
    response: Text = ()
    for part in entry.parts:
        if part.title.casefold() == "response":
            response = (*response, *rich_text.read(outline.body(source, part.start, part.stop)))
        else:
            problems.append(_unknown_part(source, part, ("Response",)))
    return GoverningBody(
        name=outline.value(labels, "name"),
        for_approval=_date(source, labels, "For approval", problems),
        approved=_date(source, labels, "Approved", problems),
        minute=outline.value(labels, "minute"),
        response=response,
        line=entry.line,
    )


def _date(source: Source, labels: dict[str, list[Label]], name: str, problems: list[Problem]) -> date | None:
    text = outline.value(labels, name)
    day = dates.parse(text)[0]
    if text and day is None:
        item = labels[name.lower()][0]
        problems.append(
            Problem(
                "date-invalid",
                ERROR,
                source.shown,
                item.line,
                "",
                f"“{name}: {quoted(text)}” is not a date.",
                "Write it as 31 March 2027, 31/03/2027 or 2027-03-31.",
            )
        )
    return day


def _publications(source: Source, entry: Entry, problems: list[Problem]) -> dict[str, str]:
    head = outline.head(source, entry, problems)
    labels = outline.known(head.labels, PUBLICATIONS, (), source, problems)
    problems += [_unknown_part(source, part, ()) for part in entry.parts]
    found = {}
    for name, items in labels.items():
        if items[0].value and not _WEB.fullmatch(items[0].value):
            problems.append(_invalid(source, items[0], "is not a web address", "Begin it with https://."))
        elif items[0].value:
            found[name] = items[0].value
    return found


def _documents(source: Source, entry: Entry, problems: list[Problem]) -> list[Document]:
    for i in range(entry.start, entry.stop):
        if source.lines[i].strip():
            problems.append(outline.out_of_place(source, i + 1, ""))
    found: list[Document] = []
    for part in entry.parts:
        inner = Entry(part.title, part.line, part.start, part.stop)
        labels = outline.known(outline.head(source, inner, problems).labels, DOCUMENT_LABELS, (), source, problems)
        names = tuple(name.strip() for name in outline.value(labels, "also called").split(";") if name.strip())
        address = outline.value(labels, "address")
        if address and not _WEB.fullmatch(address):
            problems.append(_invalid(source, labels["address"][0], "is not a web address", "Begin it with https://, or leave it out."))
            address = ""
        document = Document(part.title, names, outline.value(labels, "version"), outline.value(labels, "date"), address, part.line)
        twice = next((d for d in found if d.title.casefold() == part.title.casefold()), None)
        if twice:
            problems.append(
                Problem(
                    "part-twice",
                    ERROR,
                    source.shown,
                    part.line,
                    "",
                    f"The document “{quoted(part.title)}” is registered twice; the first is on line {twice.line}.",
                    "Keep one of the two.",
                )
            )
        else:
            found.append(document)
    return found


def _invalid(source: Source, item: Label, what: str, help_: str) -> Problem:
    return Problem("invalid-value", ERROR, source.shown, item.line, "", f"“{item.name}: {quoted(item.value)}” {what}.", help_)


def _unknown_heading(source: Source, entry: Entry) -> Problem:
    return Problem(
        "unknown-heading",
        ERROR,
        source.shown,
        entry.line,
        "",
        f"There is no heading “{quoted(entry.title)}” in this file. What stands under it is not read.{did_you_mean(entry.title, HEADINGS)}",
        f"The headings here are {listed(HEADINGS)}.",
    )


def _unknown_part(source: Source, part: outline.Part, names: Sequence[str]) -> Problem:
    return Problem(
        "unknown-part",
        ERROR,
        source.shown,
        part.line,
        "",
        f"There is no part “{quoted(part.title)}” here. What stands under it is not read.{did_you_mean(part.title, names)}",
        f"Only “### {names[0]}” may stand here." if names else "Take the ### away if the line belongs to the text.",
    )
