"""A new year's files: every provision's text above its empty answer, and landlord.md with its empty fields."""

from __future__ import annotations

from collections.abc import Mapping

from generator.answers import writing
from generator.answers.landlord import BODY_LABELS, LABELS, PAPER_LABELS, PAPER_PARTS, PUBLICATIONS, TEXTS
from generator.model import NOT_APPLICABLE, Answer, Edition

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
> Covers: subsidiaries or landlords that this self-assessment also serves, with ; between them, or nothing.
> Under “## Governing body”, fill in “For approval” when the date is known and “Approved” and “Minute” afterwards.
> Under “## Board paper” stands what only the paper for the governing body says; leave empty what it is not to say.
> Under “## Documents”, each document that you cite is a heading (### Complaints policy) with lines for “Also called:”, “Version:”,
> “Date:” and “Address:” below it.
"""


def files(edition: Edition, answers: Mapping[str, Answer] | None = None) -> dict[str, str]:
    """Each new file's name and text; ``answers`` by provision stand in the place of empty ones."""
    answers = answers or {}
    guidance = _guidance(edition)
    made = {"landlord.md": landlord(edition)}
    for section in edition.sections:
        lines = [writing.section_title(section), "", *guidance, ""]
        for provision in section.provisions:
            lines += writing.entry_lines(provision, answers.get(provision.number, Answer(provision.number)))
        made[f"section-{section.number}.md"] = "\n".join(lines).rstrip("\n") + "\n"
    return made


def _guidance(edition: Edition) -> list[str]:
    text = _GUIDANCE.format(choices=edition.choices) + (_OF_QUESTIONS if edition.asks_questions else _OF_A_NO)
    return (text + (_OF_NOT_APPLICABLE if edition.answer_title(NOT_APPLICABLE) else "")).splitlines()


def landlord(edition: Edition) -> str:
    """An empty landlord.md for the edition."""
    labels = [f"{name}: {edition.id}" if name == "Code" else f"{name}:" for name in LABELS]
    lines = ["# Landlord", "", *_LANDLORD_GUIDANCE.splitlines(), "", *labels, ""]
    for heading in TEXTS:
        lines += [f"## {heading}", ""]
    lines += ["## Governing body", "", *(f"{name}:" for name in BODY_LABELS), "", "### Response", ""]
    lines += ["## Board paper", "", *(f"{name}:" for name in PAPER_LABELS), ""]
    for part in PAPER_PARTS:
        lines += [f"### {part}", ""]
    lines += ["## Publications", "", *(f"{name}:" for name in PUBLICATIONS), "", "## Documents"]
    return "\n".join(lines) + "\n"
