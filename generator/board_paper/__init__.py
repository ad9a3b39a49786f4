"""The paper with which a self-assessment goes before a governing body: its content, decided once for every format.

    subject(...)          which body, which meeting, and the self-assessment as it lies before it
    read_layout(...)      the sections, headings and sentences of templates/board-paper.toml
    paper(...)            the finished sections, and what nobody has written yet

Nothing internal is in it: an answer's owner, reviewer, note or accepted warning stands, if at all, on the officers' page. Who corrected
an approved answer, and why, is told to the body that delegated it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.board_paper import layout, sections, tables
from generator.board_paper.blocks import (
    Bar,
    Block,
    BoardPaper,
    Cell,
    Chart,
    Gap,
    Lettered,
    PaperSection,
    Prose,
    Subheading,
    Table,
)
from generator.board_paper.layout import Layout
from generator.board_paper.making import Making
from generator.board_paper.subject import Asked, LastYear, Subject, subject
from generator.board_paper.values import IN_PLACE, NAMES
from generator.checks import Accepted
from generator.problems import Problem
from generator.rich_text import words
from generator.templates import Templates
from generator.view import DRAFT

__all__ = [
    "IN_PLACE",
    "NAMES",
    "SECTIONS",
    "Asked",
    "Bar",
    "Block",
    "BoardPaper",
    "Cell",
    "Chart",
    "Gap",
    "LastYear",
    "Lettered",
    "PaperSection",
    "Prose",
    "Subheading",
    "Subject",
    "Table",
    "paper",
    "read_layout",
    "subject",
]

SECTIONS: Mapping[str, Callable[[Making], PaperSection | None]] = {
    "purpose": sections.purpose,
    "recommendations": sections.recommendations,
    "consideration": sections.consideration,
    "corrections": tables.corrections,
    "figures": tables.figures,
    "not_met": tables.not_met,
    "changes": tables.changes,
    "late": tables.late,
    "implications": sections.implications,
    "next_steps": sections.next_steps,
    "response": sections.response,
}
"""Each section's name in templates/board-paper.toml, and what makes it; None where there is nothing to say."""

Found = tuple[Sequence[Problem], Sequence[Accepted]]


def read_layout(templates: Templates) -> Layout:
    """The layout of the nearest files. Raises Stop where one of them names something that does not exist."""
    return layout.read(templates, tuple(SECTIONS), (*NAMES, *IN_PLACE))


def paper(about: Subject, arranged: Layout, officers: Found | None = None) -> BoardPaper:
    """The paper; with ``officers``, what the checks found and which warnings were accepted, it has a page for officers."""
    making = Making(about, arranged)
    facts = sections.facts(making)
    made = tuple(found for name in arranged.sections if (found := SECTIONS[name](making)))
    _check_length(making, made)
    several = sum(bool(body.name) for body in about.landlord.bodies) > 1
    stem = about.view.name.replace("/", "-") + "-board-paper" + (f"-{_slug(about.body.name)}" if several else "")
    return BoardPaper(
        file_stem=stem if officers is None else f"{stem}-with-officer-notes",
        title=making.one("paper.title"),
        header=" – ".join(making.say("paper.header")),
        draft=about.view.status_line if about.view.status == DRAFT else "",
        facts=facts,
        sections=made,
        officer_notes=None if officers is None else sections.officer_notes(making, *officers),
        appendix=sections.appendix(making),
        gaps=tuple(making.gaps),
    )


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _check_length(making: Making, made: Sequence[PaperSection]) -> None:
    count = sum(_words_of(block) for section in made for block in section.blocks)
    most = making.layout.limits["words_of_paper"]
    if count > most:
        own = making.subject.landlord.board_paper
        message = f"the paper has {count:,} words before its appendix; with more than {most:,} it is likely to be longer than four pages."
        making.missing(message, "Shorten the longest parts of “## Board paper” or the response.", own.line)


def _words_of(block: Block) -> int:
    match block:
        case Prose():
            return len(words(block.text).split())
        case Lettered():
            return sum(len(item.split()) for item in block.items)
        case Table():
            return sum(len(words(cell.text).split()) for row in block.rows for cell in row)
        case _:
            return 0
