"""``landlord.md`` -> Landlord: who assesses itself, its governing bodies, and its evidence register."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from generator import dates, rich_text
from generator.answers import outline
from generator.answers.corrections import read_corrections
from generator.answers.outline import Entry, Label, Labels, Part, Reading, did_you_mean, listed
from generator.answers.source import Source, quoted
from generator.model import Correction, Document, ForBoardPaper, GoverningBody, Landlord
from generator.problems import Problem
from generator.rich_text import Text

LABELS = (
    "Landlord",
    "Kind",
    "Homes",
    "Financial year end",
    "Code",
    "Period",
    "Submission year",
    "Reason",
    "Last year",
    "Covers",
    "Complaints officer",
    "Senior lead person",
    "Member Responsible for Complaints",
    "Website",
    "Colour",
    "Shared answers",
)
TEXTS = ("How to complain", "How to reach the Ombudsman", "Other formats")
HEADINGS = (*TEXTS, "Governing body", "Board paper", "Corrections", "Publications", "Annual report", "Documents")
COPY = "Copy"
"""The digest of what a governing body approved, which is recorded with the approval and never typed."""
BODY_TYPED = ("Name", "For approval", "Approved", "Minute")
BODY_LABELS = (*BODY_TYPED, COPY)
PAPER_LABELS = ("Author", "Sponsor", "Confidentiality")
PAPER_PARTS = (
    "Previous consideration",
    "View of the Member Responsible for Complaints",
    "Risk",
    "Legal",
    "Equality",
    "Resources",
    "Next steps",
)
PUBLICATIONS = ("Policy", "Self-assessment", "Annual report", "Response")
REPORT_LABELS = tuple(f"Part {letter}" for letter in "abcdef")
"""Where each part of the annual report is, by the letter that the Code gives it (8.1 of 2024)."""
DOCUMENT_LABELS = ("Also called", "Version", "Date", "Address", "Outline")

_HOMES = re.compile(r"[0-9]{1,3}(?:[, ]?[0-9]{3})?|[0-9]{1,6}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_PERIOD = re.compile(r"(?:from )?(.+?)(?: (?:to|until|-) | ?[–—] ?)(.+)", re.IGNORECASE)


def read(source: Source) -> tuple[Landlord, list[Problem]]:
    """The landlord that the file describes, and what deviates from the grammar."""
    reading = Reading(source, [])
    top, entries = outline.outline(source)
    labels = outline.head(reading, top, LABELS)
    _no_parts(reading, top)
    texts: dict[str, Text] = {}
    bodies: list[GoverningBody] = []
    paper = ForBoardPaper()
    publications: dict[str, str] = {}
    report: dict[str, str] = {}
    corrections: list[Correction] = []
    documents: list[Document] = []
    seen: dict[str, int] = {}
    for entry in entries:
        name = _heading(reading, entry, seen)
        if name in TEXTS:
            texts[name] = (*texts.get(name, ()), *rich_text.read(outline.body(source, entry.start, entry.stop)))
            _no_parts(reading, entry)
        elif name == "Governing body":
            bodies.append(_body(reading, entry))
        elif name == "Board paper":
            paper = _board_paper(reading, entry)
        elif name == "Publications":
            publications |= _publications(reading, entry)
        elif name == "Annual report":
            report |= _report(reading, entry)
        elif name == "Corrections":
            corrections += read_corrections(reading, entry)
        elif name:
            documents += _documents(reading, entry, documents)
    landlord = _landlord(reading, labels, texts, bodies, paper, publications, documents)
    return replace(landlord, annual_report=MappingProxyType(report), corrections=tuple(corrections)), reading.problems


def name_and_group(source: Source) -> tuple[str, str]:
    """The landlord's name, and the LANDLORD/YEAR that it takes shared answers from or "", where nothing else of the file is asked."""
    top, _ = outline.outline(source)
    labels = outline.head(Reading(source, []), top, LABELS)
    return outline.value(labels, "landlord"), _group(labels)


def _group(labels: Labels) -> str:
    return outline.value(labels, "shared answers").strip("/")


def _landlord(
    reading: Reading,
    labels: Labels,
    texts: dict[str, Text],
    bodies: Sequence[GoverningBody],
    paper: ForBoardPaper,
    publications: dict[str, str],
    documents: Sequence[Document],
) -> Landlord:
    def value(name: str) -> str:
        return outline.value(labels, name)

    period_from, period_to = _period(reading, labels)
    return Landlord(
        name=value("landlord"),
        kind=value("kind"),
        homes=_homes(reading, labels),
        homes_text=value("homes"),
        year_end=value("financial year end"),
        code=value("code"),
        period=value("period"),
        period_from=period_from,
        period_to=period_to,
        reason=value("reason"),
        last_year=value("last year"),
        covers=_several(value("covers")),
        complaints_officer=value("complaints officer"),
        senior_lead=value("senior lead person"),
        mrc=value("member responsible for complaints"),
        website=_address(reading, labels, "website"),
        colour=_colour(reading, labels),
        how_to_complain=texts.get(TEXTS[0], ()),
        ombudsman=texts.get(TEXTS[1], ()),
        other_formats=texts.get(TEXTS[2], ()),
        bodies=tuple(bodies),
        board_paper=paper,
        publications=MappingProxyType(publications),
        submission_year=value("submission year"),
        documents=tuple(documents),
        shared=_group(labels),
        file=reading.source.shown,
        lines=MappingProxyType({name: items[0].line for name, items in labels.items()}),
    )


def _heading(reading: Reading, entry: Entry, seen: dict[str, int]) -> str:
    """The heading's known name, with the line of its first in ``seen``; "" for one that is not known."""
    name = next((name for name in HEADINGS if name.lower() == entry.title.casefold()), "")
    if not name:
        _unknown_heading(reading, entry)
    elif name in seen and name != "Governing body":
        words = f"“## {name}” stands twice; the first is on line {seen[name]}."
        reading.error("part-twice", entry.line, words, "Put both under one heading.")
    seen.setdefault(name, entry.line)
    return name


def _several(text: str) -> tuple[str, ...]:
    """What stands between the semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _homes(reading: Reading, labels: Labels) -> int | None:
    text = outline.value(labels, "homes")
    if text and not _HOMES.fullmatch(text):
        _invalid(reading, labels["homes"][0], "is not a number of homes", "Write the number alone, as in “Homes: 4,210”.")
        return None
    return int(re.sub(r"\D", "", text)) if text else None


def _colour(reading: Reading, labels: Labels) -> str:
    text = outline.value(labels, "colour")
    if text and not _COLOUR.fullmatch(text):
        help_ = "Write it as # and six figures or letters from a to f, as in “Colour: #1d5e8a”, or leave it out."
        _invalid(reading, labels["colour"][0], "is not a colour", help_)
        return ""
    return text


def _address(reading: Reading, labels: Labels, name: str) -> str:
    text = outline.value(labels, name)
    if text and not _WEB.fullmatch(text):
        help_ = "Write the whole address, beginning with https://, or leave it out."
        _invalid(reading, labels[name][0], "is not a web address", help_)
        return ""
    return text


def _period(reading: Reading, labels: Labels) -> tuple[date | None, date | None]:
    """The first and the last day; a first month alone begins with its first day."""
    text = outline.value(labels, "period")
    if not text:
        return None, None
    match = _PERIOD.fullmatch(text)
    (start, month_only), (end, _) = (dates.parse(match[1]), dates.parse(match[2])) if match else ((None, False), (None, False))
    if start is None or end is None or end < start:
        help_ = "Write the first and the last day, as in “Period: 1 April 2025 to 31 March 2026”."
        _invalid(reading, labels["period"][0], "is not a period", help_)
        return None, None
    return (start.replace(day=1) if month_only else start), end


def _body(reading: Reading, entry: Entry) -> GoverningBody:
    labels = outline.head(reading, entry, BODY_LABELS, parts=("Response",))
    response: Text = ()
    for part in entry.parts:
        if part.title.casefold() == "response":
            response = (*response, *rich_text.read(outline.body(reading.source, part.start, part.stop)))
        else:
            _unknown_part(reading, part, ("Response",))
    return GoverningBody(
        name=outline.value(labels, "name"),
        for_approval=_date(reading, labels, "For approval"),
        approved=_date(reading, labels, "Approved"),
        minute=outline.value(labels, "minute"),
        response=response,
        line=entry.line,
        copy=outline.value(labels, COPY),
        copy_line=labels[COPY.lower()][0].line if COPY.lower() in labels else 0,
    )


def _board_paper(reading: Reading, entry: Entry) -> ForBoardPaper:
    labels = outline.head(reading, entry, PAPER_LABELS, parts=PAPER_PARTS)
    texts: dict[str, Text] = {name.casefold(): () for name in PAPER_PARTS}
    for part in entry.parts:
        name = part.title.casefold()
        if name in texts:
            texts[name] = (*texts[name], *rich_text.read(outline.body(reading.source, part.start, part.stop)))
        else:
            _unknown_part(reading, part, PAPER_PARTS)
    return ForBoardPaper(
        author=outline.value(labels, "author"),
        sponsor=outline.value(labels, "sponsor"),
        confidentiality=outline.value(labels, "confidentiality"),
        previous_consideration=texts["previous consideration"],
        view_of_member_responsible=texts["view of the member responsible for complaints"],
        risk=texts["risk"],
        legal=texts["legal"],
        equality=texts["equality"],
        resources=texts["resources"],
        next_steps=texts["next steps"],
        line=entry.line,
    )


def _date(reading: Reading, labels: Labels, name: str) -> date | None:
    item = next(iter(labels.get(name.lower(), ())), None)
    return outline.day(reading, name, item.value, item.line) if item else None


def _publications(reading: Reading, entry: Entry) -> dict[str, str]:
    labels = outline.head(reading, entry, PUBLICATIONS)
    _no_parts(reading, entry)
    return {name: address for name in labels if (address := _address(reading, labels, name))}


def _report(reading: Reading, entry: Entry) -> dict[str, str]:
    """Where each part of the annual report is, by its letter."""
    labels = outline.head(reading, entry, REPORT_LABELS)
    _no_parts(reading, entry)
    return {name[-1]: items[0].value for name, items in labels.items() if items[0].value}


def _documents(reading: Reading, entry: Entry, before: Sequence[Document]) -> list[Document]:
    move = "Each document begins with its title as a heading: “### Complaints policy”; its labels stand below that. Write it so."
    outline.head(reading, entry, (), move=move)
    found: list[Document] = []
    for part in entry.parts:
        labels = outline.head(reading, Entry(part.title, part.line, part.start, part.stop), DOCUMENT_LABELS)
        document = Document(
            part.title,
            _several(outline.value(labels, "also called")),
            outline.value(labels, "version"),
            outline.value(labels, "date"),
            _address(reading, labels, "address"),
            part.line,
            outline.value(labels, "outline"),
            file=reading.source.shown,
        )
        if not part.title:
            words = "a document without a title: “###” stands alone."
            reading.error("invalid-value", part.line, words, "Write the title behind it, as in “### Complaints policy”.")
        elif _is_new(reading, document, (*before, *found)):
            found.append(document)
    return found


def _is_new(reading: Reading, document: Document, others: Sequence[Document]) -> bool:
    """Whether no document of this title is registered yet; a name that two documents share is a Problem."""
    twice = next((other for other in others if other.title.casefold() == document.title.casefold()), None)
    if twice:
        words = f"the document “{quoted(document.title)}” is registered twice; the first is on line {twice.line}."
        reading.error("part-twice", document.line, words, "Keep one of the two.")
        return False
    taken = {name.casefold(): other for other in others for name in (other.title, *other.short_names)}
    for name in (document.title, *document.short_names):
        if other := taken.get(name.casefold()):
            words = f"“{quoted(name)}” means two documents: this one, and “{quoted(other.title)}” on line {other.line}."
            reading.error("invalid-value", document.line, words, "Take it out of “Also called:” of one of them.")
    return True


def _invalid(reading: Reading, item: Label, what: str, help_: str) -> None:
    reading.error("invalid-value", item.line, f"“{item.name}: {quoted(item.value)}” {what}.", help_)


def _unknown_heading(reading: Reading, entry: Entry) -> None:
    hint = did_you_mean(entry.title, HEADINGS)
    words = f"there is no heading “{quoted(entry.title)}” in this file. What stands under it is not read.{hint}"
    reading.error("unknown-heading", entry.line, words, f"The headings here are {listed(HEADINGS)}.")


def _no_parts(reading: Reading, entry: Entry) -> None:
    for part in entry.parts:
        _unknown_part(reading, part, ())


def _unknown_part(reading: Reading, part: Part, names: Sequence[str]) -> None:
    hint = did_you_mean(part.title, names)
    words = f"there is no part “{quoted(part.title)}” here. What stands under it is not read.{hint}"
    help_ = "If the line belongs to the text, put a \\ before the ###."
    if names:
        help_ = f"Only {listed([f'“### {name}”' for name in names])} may stand here."
    reading.error("unknown-part", part.line, words, help_)
