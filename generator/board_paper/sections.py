"""The sections that are made of words: what is asked for, what others have said, what landlord.md says, and officers' notes."""

from __future__ import annotations

from collections.abc import Sequence

from generator.answers.landlord import PAPER_PARTS
from generator.board_paper.blocks import Block, Lettered, PaperSection, Prose, Subheading, Table, plain_text
from generator.board_paper.making import Making, words_cell
from generator.board_paper.values import counted
from generator.checks import Accepted
from generator.dates import in_words
from generator.problems import Problem

_WRITE = (
    "Write it under “## Board paper” in landlord.md, below “### {title}”; or take the section out of templates/board-paper.toml."
)


def purpose(making: Making) -> PaperSection | None:
    """Why the paper is there."""
    return making.section("purpose", *making.paragraph("purpose.text"))


def recommendations(making: Making) -> PaperSection | None:
    """What the body is asked to do, and the words in which the minute may say that it did."""
    blocks: list[Block] = []
    items = making.items("recommendations.items")
    if items:
        blocks += [*making.paragraph("recommendations.lead"), Lettered(tuple(items))]
    if minute := making.one("recommendations.minute"):
        blocks += [Subheading(making.one("recommendations.minute_heading")), Prose(plain_text(minute), boxed=True)]
    return making.section("recommendations", *blocks)


def consideration(making: Making) -> PaperSection | None:
    """Who has looked at it before, and what the Member Responsible for Complaints says (Code 9.5)."""
    own = making.subject.landlord.board_paper
    blocks: list[Block] = []
    if own.previous_consideration:
        blocks.append(Prose(own.previous_consideration))
    blocks += making.paragraph("consideration.others")
    if not blocks:
        _unsaid(making, PAPER_PARTS[0])
    if own.view_of_member_responsible:
        blocks += [Subheading(making.one("consideration.member_heading")), Prose(own.view_of_member_responsible)]
    elif making.subject.landlord.mrc:
        _unsaid(making, PAPER_PARTS[1])
    return making.section("consideration", *blocks)


def implications(making: Making) -> PaperSection | None:
    """Risk and the rest, each in the landlord's own words."""
    own = making.subject.landlord.board_paper
    texts = {"risk": own.risk, "legal": own.legal, "equality": own.equality, "resources": own.resources}
    blocks: list[Block] = []
    for name in making.layout.implications:
        if texts[name]:
            blocks += [Subheading(making.one(f"implications.{name}")), Prose(texts[name])]
        else:
            _unsaid(making, name.capitalize())
    return making.section("implications", *blocks)


def next_steps(making: Making) -> PaperSection | None:
    """What happens after the meeting."""
    own = making.subject.landlord.board_paper
    if not own.next_steps:
        _unsaid(making, PAPER_PARTS[-1])
    written: list[Block] = [Prose(own.next_steps)] if own.next_steps else []
    return making.section("next_steps", *written, *making.paragraph("next_steps.text"))


def response(making: Making) -> PaperSection | None:
    """The body's response to the annual report (Code 8.2), a draft until it has approved."""
    body = making.subject.body
    if not body.response:
        help_ = f"Write it under “## Governing body” ({body.name}) in landlord.md, below “### Response”."
        making.missing("there is no draft response, and nobody is asked to agree one.", help_, body.line)
        return None
    return making.section("response", *making.paragraph("response.text"), Prose(body.response))


def appendix(making: Making) -> PaperSection:
    """What stands above the self-assessment itself."""
    return PaperSection("appendix", making.one("appendix.heading"), tuple(making.paragraph("appendix.text")))


def officer_notes(making: Making, problems: Sequence[Problem], accepted: Sequence[Accepted]) -> PaperSection:
    """Everything that only officers are to read: what the checks found, what was accepted and why, and the paper's own gaps."""
    rows = [(gap.place, gap.message[:1].upper() + gap.message[1:], gap.help) for gap in making.gaps]
    rows += [(_place(p), p.message, p.help) for p in problems]
    rows += [(_place(p), p.message, making.one("officer_notes.accepted", reason=reason)) for p, reason in accepted]
    blocks: list[Block] = list(making.paragraph("officer_notes.text"))
    if not rows:
        blocks += making.paragraph("officer_notes.none")
    else:
        most = making.layout.limits["rows_of_notes"]
        columns = ((making.one("officer_notes.where"), 3.0), (making.one("officer_notes.what"), 6.5))
        shown = tuple(tuple(words_cell(text) for text in row) for row in rows[:most])
        caption, description = making.one("officer_notes.heading"), making.one("officer_notes.description")
        blocks.append(Table(caption, description, (*columns, (making.one("officer_notes.help"), 5.5)), shown))
        blocks += making.paragraph(
            "officer_notes.more", more=counted(len(rows) - most, "further note") if len(rows) > most else ""
        )
    return PaperSection("officer_notes", making.one("officer_notes.heading"), tuple(blocks))


def _place(problem: Problem) -> str:
    return f"{problem.file}, line {problem.line}" if problem.line else problem.file


def _unsaid(making: Making, title: str) -> None:
    line = making.subject.landlord.board_paper.line
    making.missing(f"nothing is written under “### {title}”, and the paper leaves it out.", _WRITE.format(title=title), line)


def facts(making: Making) -> tuple[tuple[str, str], ...]:
    """The label and value pairs below the title, and a gap for each that a company secretary will ask for."""
    asked, line = making.subject.asked, making.subject.landlord.board_paper.line
    day, announced = making.subject.day, making.subject.announced
    if day is None:
        making.missing(
            "the paper names no meeting.", 'Add --meeting "23 July 2026", or fill in “For approval:” under “## Governing body”.'
        )
    elif announced and day != announced and not making.subject.again:
        said = f"the paper is for {in_words(day)}, and landlord.md says “For approval: {in_words(announced)}”."
        making.missing(said, "Put one of the two right.", making.subject.body.line)
    if not asked.item:
        making.missing("the paper names no item of the agenda.", "Add --item 7.2, when it is known.", line)
    for name in ("author", "sponsor", "confidentiality"):
        if not getattr(asked, name):
            help_ = f"Fill in “{name.capitalize()}:” under “## Board paper” in landlord.md, or add --{name}."
            making.missing(f"the paper does not say its {name}.", help_, line)
    pairs = (text.partition(": ") for text in making.say("paper.facts"))
    return tuple((label, value) for label, _, value in pairs)
