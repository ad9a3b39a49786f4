"""A section file's lines -> answers. The grammar, all of it, is in docs/answer-files.md; what deviates is a Problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator import dates, rich_text
from generator.answers import actions, outline, slips
from generator.answers.outline import Entry, Label, Labels, Part, Reading, did_you_mean, listed
from generator.answers.register import Register
from generator.answers.source import Source, quoted
from generator.model import FIGURE, VERDICT, Accept, Action, Answer, Edition, EvidenceItem, Provision, Review, Section
from generator.problems import Problem
from generator.rich_text import Block

LABELS = ("Comply", "Owner", "Reviewed", "Accept")
PARTS = ("Evidence", "Commentary", "Action", "Alternative", "Note")

_NAMES = {name.casefold(): name for name in PARTS}
_TITLE = re.compile(r"section\s+(\d+)\b", re.IGNORECASE)


def read(source: Source, edition: Edition, section: Section, register: Register) -> tuple[list[Answer], list[Problem]]:
    """Every answer of a section's file in file order (also one given twice), and what deviates from the grammar."""
    reading = Reading(source, [])
    top, entries = outline.outline(source)
    provisions = {provision.number: provision for provision in edition.provisions}
    _check_top(reading, top, section, tuple(provisions))
    labels = {_plain(provision.label): provision.number for provision in edition.provisions}
    answers = []
    for entry in entries:
        provision = _provision(reading, entry, edition, provisions, labels)
        if provision:
            _check_heading(reading.of(provision), entry, edition, provision, section, labels)
            answers.append(_answer(reading.of(provision), entry, edition, provision, register))
    return answers, reading.problems


def _check_top(reading: Reading, top: Entry, section: Section, numbers: Sequence[str]) -> None:
    outline.head(reading, top, (), numbers=numbers)
    lost = any(slips.hashed_heading(line, (), numbers) for line in reading.source.lines[top.start : top.stop])
    for part in () if lost else top.parts:
        words = f"{reading.typed(part.line)} stands before the first provision, and what stands under it is not read."
        reading.error("text-out-of-place", part.line, words, "Put it under the heading of the provision that it belongs to.")
    match = _TITLE.search(top.title)
    if match and match[1] != section.number:
        reading.error(
            "wrong-file",
            top.line,
            f"this file is named for section {section.number}, but its title says “{quoted(top.title)}”.",
            f"Put the answers to section {match[1]} into section-{match[1]}.md, or correct the title to "
            f"“# Section {section.number}: {section.title}”.",
        )


def _provision(
    reading: Reading, entry: Entry, edition: Edition, provisions: Mapping[str, Provision], labels: Mapping[str, str]
) -> Provision | None:
    """The provision that a second-level heading names, or None, which is a Problem."""
    typed, (number, label) = reading.typed(entry.line), slips.numbered(entry.title)
    if number in provisions:
        return provisions[number]
    if number:
        meant = labels.get(_plain(label))
        hint = f" Its words are those of {meant}." if meant else did_you_mean(number, provisions)
        words = f"the {edition.name} has no provision {number}: {typed}. What stands under it is not read.{hint}"
        reading.error("unknown-provision", entry.line, words, "Correct the number, or take the answer out.")
        return None
    meant_part = slips.hashed_heading(reading.source.lines[entry.line - 1], PARTS, ())
    reading.error(
        "unknown-heading",
        entry.line,
        f"this heading has no provision's number: {typed}. What stands under it is not read.",
        outline.write_as(meant_part)
        if meant_part
        else "Begin it with the provision's number (“## 6.3 …”), or, if it is part of the text, put a \\ before the ##.",
    )
    return None


def _check_heading(
    reading: Reading, entry: Entry, edition: Edition, provision: Provision, section: Section, labels: Mapping[str, str]
) -> None:
    """Whether a provision's heading stands in the right file and has its own words."""
    right = edition.section_of(provision.number)
    if right is not None and right.number != section.number:
        words = f"this stands in the file of section {section.number}, and belongs to section {right.number}."
        reading.error("wrong-section", entry.line, words, f"Move it into section-{right.number}.md.")
    meant = labels.get(_plain(slips.numbered(entry.title)[1]))
    if meant and meant != provision.number:
        words = f"its heading has this number, but the words of {meant}: {reading.typed(entry.line)}."
        help_ = f"Check which provision is answered here, and correct the number ({meant}) or the words."
        reading.warning("heading-mismatch", entry.line, words, help_)


def _plain(words: str) -> str:
    """A label's words as they are compared: capitals, spaces and marks around them do not count."""
    return " ".join(words.casefold().strip(" .:;–—-").split())


def _answer(reading: Reading, entry: Entry, edition: Edition, provision: Provision, register: Register) -> Answer:
    labels = outline.head(reading, entry, LABELS, ("Accept",), PARTS, edition.numbers)
    quote = outline.quote(reading.source, entry)
    comply = next(iter(labels.get("comply", ())), Label("", "", 0))
    answered = _comply(reading, comply, edition, provision)
    reviewed = next((_review(reading, item) for item in labels.get("reviewed", ()) if item.value), None)
    evidence: list[EvidenceItem] = []
    texts: dict[str, list[Block]] = {"Commentary": [], "Alternative": [], "Note": []}
    promised: list[Action] = []
    seen: dict[str, int] = {}
    for part in entry.parts:
        name = _NAMES.get(part.title.casefold())
        if name is None:
            _unknown_part(reading, part)
            continue
        if name in seen and name != "Action":
            words = f"“### {name}” stands twice; the first is on line {seen[name]}."
            reading.error("part-twice", part.line, words, "Put both texts under one heading.")
        seen.setdefault(name, part.line)
        if name == "Action":
            action = actions.read(reading, part)
            promised += [action] if action != Action() or action.by_text else []
        elif name == "Evidence":
            evidence += _evidence(reading, part, register)
        else:
            texts[name] += rich_text.read(outline.body(reading.source, part.start, part.stop))
        _check_text(reading, name, part, edition, labels)
    return Answer(
        provision.number,
        answered,
        tuple(evidence),
        tuple(texts["Commentary"]),
        tuple(promised),
        tuple(texts["Alternative"]),
        tuple(texts["Note"]),
        outline.value(labels, "owner"),
        reviewed,
        tuple(_accept(item) for item in labels.get("accept", ()) if item.value),
        comply_text=comply.value,
        quoted="\n".join(line for _, line in quote),
        file=reading.source.shown,
        line=entry.line,
        comply_line=comply.line,
        quoted_line=quote[0][0] if quote else 0,
    )


def _evidence(reading: Reading, part: Part, register: Register) -> Iterator[EvidenceItem]:
    for line, runs in rich_text.read_items(outline.body(reading.source, part.start, part.stop)):
        document, place = register.find("".join(run.text for run in runs))
        yield EvidenceItem(runs, document, place if document else "", line)


def _check_text(reading: Reading, name: str, part: Part, edition: Edition, labels: Labels) -> None:
    """Lines that are read as text, and that may have been meant as a heading or as a label of the answer."""
    own = [label for label in LABELS if not (name == "Action" and label in actions.LABELS) and not outline.value(labels, label)]
    for line, text in outline.body(reading.source, part.start, part.stop):
        meant = slips.hashed_heading(text, PARTS, edition.numbers) if "#" in text else ""
        if meant:
            words = f"this line looks like a heading, but is read as text of “### {name}”: {reading.typed(line)}."
            help_ = f"Write it as “{quoted(meant)}” if that is what it is; the tidy command does so where it is sure."
            reading.warning("heading-in-text", line, words, help_)
        pair = outline.label(text) if ":" in text[:50] else None
        if pair and pair[0].capitalize() in own:
            words = f"this line looks like a label, but is read as text of “### {name}”: {reading.typed(line)}."
            help_ = f"Move it up below the provision's heading, before the first ###, if it is the answer's “{pair[0].capitalize()}:”."
            reading.warning("label-in-text", line, words, help_)


def _comply(reading: Reading, item: Label, edition: Edition, provision: Provision) -> str:
    typed = item.value.casefold()
    if typed and provision.asks != VERDICT:
        reading.error(
            "comply-invalid",
            item.line,
            f"the answer is “{quoted(item.value)}”, but this question asks for {'a figure' if provision.asks == FIGURE else 'words'}.",
            "Write the answer under “### Commentary”, and take the line with “Comply:” out.",
        )
        return ""
    for choice in edition.answers:
        if typed in (choice.value.casefold(), choice.title.casefold()):
            return choice.value
    if typed:
        words = (
            f"the answer is “{quoted(item.value)}”, which is neither {' nor '.join(choice.title for choice in edition.answers)}."
        )
        help_ = f"Write {edition.choices} after “Comply:”. What is only partly met is No, with the rest in the commentary."
        if title := slips.answer(typed, edition):
            help_ = outline.write_as(f"Comply: {title}")
        reading.error("comply-invalid", item.line, words, help_)
    return ""


def _review(reading: Reading, item: Label) -> Review:
    """Date and reviewer; the date may have a comma of its own ("Tuesday, 5 May 2026, Resolution Manager")."""
    commas = [i for i, char in enumerate(item.value) if char == ","][:2]
    ends = [*commas, len(item.value)]
    end = next((end for end in ends if dates.parse(item.value[:end])[0]), ends[0])
    help_ = "Write the date first, then a comma and who reviewed it, as in “Reviewed: 2 May 2026, Resolution Manager”."
    on = outline.day(reading, "Reviewed", item.value[:end], item.line, help_)
    return Review(item.value, item.value[end + 1 :].strip(), on, item.line)


def _accept(item: Label) -> Accept:
    """A warning's id, and the reason behind a comma or a space."""
    id_, *reason = re.split(r"[\s,:;]+", item.value, maxsplit=1)
    return Accept(id_.lower(), "".join(reason).lstrip("–- "), item.line)


def _unknown_part(reading: Reading, part: Part) -> None:
    typed = reading.source.lines[part.line - 1]
    meant = slips.hashed_heading(typed, PARTS, [reading.provision.number] if reading.provision else ())
    hint = did_you_mean(part.title, PARTS)
    words = f"there is no part “{quoted(part.title)}”: {reading.typed(part.line)}. What stands under it is not read.{hint}"
    help_ = f"The parts of an answer are {listed(PARTS)}. If the line belongs to the text, put a \\ before the ###."
    if meant:
        help_ = outline.write_as(meant)
    reading.error("unknown-part", part.line, words, help_)
