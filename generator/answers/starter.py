"""A new year's files: every provision's text above its empty answer, and landlord.md with its empty fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from generator.answers import writing
from generator.answers.landlord import BODY_TYPED, LABELS, PAPER_LABELS, PAPER_PARTS, PUBLICATIONS, REPORT_LABELS, TEXTS
from generator.model import ANNUAL_REPORT, NOT_APPLICABLE, Answer, Edition

_GUIDANCE = """\
> How to fill this in. Lines that begin with > are for you and are never published.
> After “Comply:” write {choices}. Under “### Evidence” put one item a line: the document, then the place in it.
> Under “### Commentary” explain; each line is a paragraph, and a line that begins with - a list item.
"""

_OF_A_NO = """\
> A No needs a commentary and, under a heading “### Action”, three lines: “What:”, “Owner:” and “By:” (a date); or, under
> “### Alternative”, how you meet the intention in another way. “### Note” is for yourselves and is never published.
"""

_OF_NOT_APPLICABLE = """\
> Not applicable needs a commentary that says why.
"""

_OF_QUESTIONS = """\
> A question for a figure or for words has no line “Comply:”. Its answer stands under “### Commentary”, a figure in the first line.
> Where something will change, add a heading “### Action” with three lines: “What:”, “Owner:” and “By:” (a date).
> “### Note” is for yourselves and is never published.
"""

_LANDLORD_GUIDANCE = """\
> Fill in what follows the colons. Lines that begin with > are for you and are never published.
> Kind: housing association, council, ALMO, or as you call yourselves. Homes: how many you own or manage.
> Period: the year assessed, as two dates (1 April 2025 to 31 March 2026). Reason: annual, or what made you assess yourselves.
> Last year: the folder of the year before as LANDLORD/YEAR, if there is one.
> Submission year: what the Ombudsman calls the year in which you submit this (2026-27). The deadline follows from it.
> Covers: subsidiaries or landlords that this self-assessment also serves, with ; between them, or nothing.
> Under “## Governing body”, fill in “For approval” when the date is known and “Approved” and “Minute” afterwards.
> Under “## Board paper” stands what only the paper for the governing body says; leave empty what it is not to say.
> Under “## Documents”, each document that you cite is a heading (### Complaints policy) with lines for “Also called:”, “Version:”,
> “Date:” and “Address:” below it.
"""

_REPORT_GUIDANCE = """\
> Where each of these parts of the annual complaints performance and service improvement report is: a page, a chapter, an address.
"""


_SHARING_GUIDANCE = """\
> Fill in what follows the colons. Lines that begin with > are for you and are never published.
> The answers are those of {group}, and so is what this file leaves out: the period, the people, how to complain, the documents.
> Add a label or a heading here (“Member Responsible for Complaints:”, “## How to complain”) where this landlord's own is another.
> Where an answer is another, make the section's file here (section-6.md), with the provision's heading and the whole answer under it.
> The governing body approves for this landlord: the day, the minute and its response stand here, also where it is the group's.
"""

_OWN_LABELS = ("Landlord", "Kind", "Homes", "Covers", "Shared answers")


def files(
    edition: Edition, answers: Mapping[str, Answer] | None = None, *, only: Collection[str] | None = None
) -> dict[str, str]:
    """Each new file's name and text; ``answers`` by provision stand in the place of empty ones.

    ``only`` are the provisions that have a place there, where not all have.
    """
    answers = answers or {}
    guidance = _guidance(edition)
    made = {"landlord.md": landlord(edition)}
    for section in edition.sections:
        lines = [writing.section_title(section), "", *guidance, ""]
        provisions = [p for p in section.provisions if only is None or p.number in only]
        for provision in provisions:
            lines += writing.entry_lines(provision, answers.get(provision.number, Answer(provision.number)))
        if provisions:
            made[f"section-{section.number}.md"] = "\n".join(lines).rstrip("\n") + "\n"
    return made


def sharing(group: str, bodies: Sequence[str] = ()) -> str:
    """The landlord.md of a landlord that takes its answers from the group's LANDLORD/YEAR, the only file that it begins with.

    ``bodies`` are the names of the group's governing bodies, which may be the landlord's too.
    """
    labels = [f"{name}: {group}" if name == "Shared answers" else f"{name}:" for name in _OWN_LABELS]
    lines = ["# Landlord", "", *_SHARING_GUIDANCE.format(group=group).splitlines(), "", *labels]
    for body in bodies or ("",):
        given = [f"{name}: {body}" if name == "Name" and body else f"{name}:" for name in BODY_TYPED]
        lines += ["", "## Governing body", "", *given, "", "### Response"]
    return "\n".join(lines) + "\n"


def _guidance(edition: Edition) -> list[str]:
    text = _GUIDANCE.format(choices=edition.choices) + (_OF_QUESTIONS if edition.asks_questions else _OF_A_NO)
    return (text + (_OF_NOT_APPLICABLE if edition.answer_title(NOT_APPLICABLE) else "")).splitlines()


def landlord(edition: Edition) -> str:
    """An empty landlord.md for the edition."""
    labels = [f"{name}: {edition.id}" if name == "Code" else f"{name}:" for name in LABELS]
    lines = ["# Landlord", "", *_LANDLORD_GUIDANCE.splitlines(), "", *labels, ""]
    for heading in TEXTS:
        lines += [f"## {heading}", ""]
    lines += ["## Governing body", "", *(f"{name}:" for name in BODY_TYPED), "", "### Response", ""]
    lines += ["## Board paper", "", *(f"{name}:" for name in PAPER_LABELS), ""]
    for part in PAPER_PARTS:
        lines += [f"### {part}", ""]
    lines += ["## Publications", "", *(f"{name}:" for name in PUBLICATIONS), ""]
    lines += [*_annual_report(edition), "## Documents"]
    return "\n".join(lines) + "\n"


def _annual_report(edition: Edition) -> list[str]:
    """A line for each part that the edition has the annual report contain (8.1 of 2024), or nothing."""
    parts = next((p.items for p in edition.provisions if p.about == ANNUAL_REPORT), ())
    if not parts:
        return []
    lines = ["## Annual report", *_REPORT_GUIDANCE.splitlines()]
    lines += [f"> {label[-1]}. {part}" for label, part in zip(REPORT_LABELS, parts, strict=True)]
    return [*lines, "", *(f"{label}:" for label in REPORT_LABELS), ""]
