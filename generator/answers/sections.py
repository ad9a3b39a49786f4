"""A section file's lines -> answers. The grammar, all of it, is in docs/answer-files.md; what deviates is a Problem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator import dates, rich_text
from generator.answers import outline
from generator.answers.outline import Entry, Part, did_you_mean, listed
from generator.answers.source import Source, quoted
from generator.model import Accept, Action, Answer, Document, Edition, EvidenceItem, Provision, Review, Section
from generator.problems import ERROR, WARNING, Problem

LABELS = ("Comply", "Owner", "Reviewed", "Accept")
PARTS = ("Evidence", "Commentary", "Action", "Alternative", "Note")
ACTION_LABELS = ("What", "Owner", "By", "Outcome")

_NUMBER = re.compile(r"(\d{1,2}\.?\d{0,3}[a-z]?|\d{1,2}[a-z])[.:)]?(?:\s+|$)(.*)")
_TITLE = re.compile(r"section\s+(\d+)\b", re.IGNORECASE)
_ACTION_LABEL = re.compile(r"(\\*)(what|owner|by|outcome)[ \t\u00a0]*:[ \t\u00a0]*(.*)", re.IGNORECASE)
_LOOKS_LIKE_LABEL = re.compile(r"([A-Za-z]{2,10})[ \t]*:(?:\s|$)")
_SOFT = str.maketrans(dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


@dataclass(frozen=True, slots=True)
class Register:
    """The registered documents by the names that evidence may begin with, the longest first."""

    names: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Register:
        """The register of these documents: titles and short names."""
        names = [(name.casefold(), document.title) for document in documents for name in (document.title, *document.short_names)]
        return cls(tuple(sorted((pair for pair in names if pair[0]), key=lambda pair: -len(pair[0]))))

    def find(self, text: str) -> tuple[str, str]:
        """The title of the document that the text begins with, and the place in it; ("", text) where there is none."""
        low = text.casefold()
        for name, title in self.names:
            if low.startswith(name) and not low[len(name) : len(name) + 1].isalnum():
                return title, text[len(name) :].lstrip(" :,;–-\u00a0").strip()
        return "", text


def read(source: Source, edition: Edition, section: Section, register: Register) -> tuple[list[Answer], list[Problem]]:
    """Every answer of a section's file in file order (also one given twice), and what deviates from the grammar."""
    problems: list[Problem] = []
    top, entries = outline.outline(source)
    _check_top(source, top, section, problems)
    answers = []
    for entry in entries:
        provision = _provision(source, entry, edition, section, problems)
        if provision:
            answers.append(_answer(source, entry, edition, provision, register, problems))
    return answers, problems


def _check_top(source: Source, top: Entry, section: Section, problems: list[Problem]) -> None:
    for i in range(top.start, top.stop):
        line = source.lines[i]
        if line.strip() and not line.startswith(">"):
            problems.append(outline.out_of_place(source, i + 1, ""))
    for part in top.parts:
        problems.append(outline.out_of_place(source, part.line, ""))
    match = _TITLE.search(top.title)
    if match and match[1] != section.number:
        problems.append(
            Problem(
                "wrong-file",
                ERROR,
                source.shown,
                1,
                "",
                f"This file is named for section {section.number}, but its title says “{quoted(top.title)}”.",
                f"Put the answers to section {match[1]} into section-{match[1]}.md, or correct the title to "
                f"“# Section {section.number}: {section.title}”.",
            )
        )


def _provision(
    source: Source, entry: Entry, edition: Edition, section: Section, problems: list[Problem]
) -> Provision | None:
    match = _NUMBER.match(entry.title)
    numbers = {provision.number: provision for provision in edition.provisions}
    if not match or (match[1] not in numbers and "." not in match[1] and not match[1][-1].isalpha()):
        problems.append(
            Problem(
                "unknown-heading",
                ERROR,
                source.shown,
                entry.line,
                "",
                f"This heading is no provision's number: “{quoted(source.lines[entry.line - 1])}”. What stands under it is not read.",
                "Begin the heading with the provision's number (“## 6.3 …”), or, if it is part of the text, put a \\ before the ##.",
            )
        )
        return None
    number, words = match[1], match[2]
    provision = numbers.get(number)
    if provision is None:
        meant = _by_words(words, edition) or ""
        hint = f" Its words are those of {meant}." if meant else did_you_mean(number, numbers)
        problems.append(
            Problem(
                "unknown-provision",
                ERROR,
                source.shown,
                entry.line,
                number,
                f"The {edition.name} has no provision {number}: “{quoted(source.lines[entry.line - 1])}”.{hint}",
                "Correct the number, or take the answer out.",
            )
        )
        return None
    right = edition.section_of(number)
    if right is not section and right is not None:
        problems.append(
            Problem(
                "wrong-section",
                ERROR,
                source.shown,
                entry.line,
                number,
                f"{provision.heading} stands in the file of section {section.number}; it belongs to section {right.number}.",
                f"Move it into section-{right.number}.md.",
            )
        )
    meant = _by_words(words, edition)
    if meant and meant != number:
        problems.append(
            Problem(
                "heading-mismatch",
                WARNING,
                source.shown,
                entry.line,
                number,
                f"This heading has the number {number} but the words of {meant}: “{quoted(source.lines[entry.line - 1])}”.",
                f"Check which provision is answered here, and put the number right ({meant} or {number}).",
            )
        )
    return provision


def _by_words(words: str, edition: Edition) -> str | None:
    """The number of the provision whose label these words are."""
    plain = " ".join(words.casefold().split())
    return next((p.number for p in edition.provisions if p.label.casefold() == plain), None) if plain else None


def _answer(
    source: Source, entry: Entry, edition: Edition, provision: Provision, register: Register, problems: list[Problem]
) -> Answer:
    number = provision.number
    head = outline.head(source, entry, problems, number)
    labels = outline.known(head.labels, LABELS, ("Accept",), source, problems, number)
    answer = Answer(
        number,
        file=source.shown,
        line=entry.line,
        owner=outline.value(labels, "owner"),
        quoted="\n".join(line for _, line in head.quoted),
        quoted_line=head.quoted[0][0] if head.quoted else 0,
    )
    for item in labels.get("comply", []):
        answer = replace(answer, comply=_comply(item, edition, source, number, problems), comply_text=item.value, comply_line=item.line)
    for item in labels.get("reviewed", []):
        if item.value:
            answer = replace(answer, reviewed=_review(item, source, number, problems))
    answer = replace(answer, accepts=tuple(_accept(item) for item in labels.get("accept", [])))
    seen: dict[str, Part] = {}
    names = {name.lower(): name for name in PARTS}
    for part in entry.parts:
        name = names.get(part.title.casefold())
        if name is None:
            problems.append(_unknown_part(source, part, number))
            continue
        if name in seen and name != "Action":
            problems.append(
                Problem(
                    "part-twice",
                    ERROR,
                    source.shown,
                    part.line,
                    number,
                    f"{provision.heading}: “### {name}” stands twice; the first is on line {seen[name].line}.",
                    "Put both texts under one heading.",
                )
            )
        seen.setdefault(name, part)
        answer = _with_part(answer, name, source, part, register, problems)
    return answer


def _with_part(
    answer: Answer, name: str, source: Source, part: Part, register: Register, problems: list[Problem]
) -> Answer:
    lines = outline.body(source, part.start, part.stop)
    if name == "Evidence":
        return replace(answer, evidence=(*answer.evidence, *_evidence(lines, register)))
    if name == "Action":
        action = _action(source, part, lines, answer.provision, problems)
        return replace(answer, actions=(*answer.actions, action)) if action != Action() else answer
    text = rich_text.read(lines)
    if name == "Commentary":
        return replace(answer, commentary=(*answer.commentary, *text))
    if name == "Alternative":
        return replace(answer, alternative=(*answer.alternative, *text))
    return replace(answer, note=(*answer.note, *text))


def _evidence(lines: list[tuple[int, str]], register: Register) -> list[EvidenceItem]:
    items = []
    for line, runs in rich_text.read_items(lines):
        document, place = register.find("".join(run.text for run in runs))
        items.append(EvidenceItem(runs, document, place if document else "", line))
    return items


def _comply(item: outline.Label, edition: Edition, source: Source, number: str, problems: list[Problem]) -> str:
    typed = item.value.casefold().strip()
    for choice in edition.answers:
        if typed in (choice.value.casefold(), choice.title.casefold()):
            return choice.value
    if typed:
        allowed = " or ".join(choice.title for choice in edition.answers)
        problems.append(
            Problem(
                "comply-invalid",
                ERROR,
                source.shown,
                item.line,
                number,
                f"{number}: the answer is “{quoted(item.value)}”, which is neither {allowed.replace(' or ', ' nor ')}.",
                f"Write {allowed} after “Comply:”. What is only partly met is No, with the rest in the commentary.",
            )
        )
    return ""


def _review(item: outline.Label, source: Source, number: str, problems: list[Problem]) -> Review:
    when, _, who = item.value.partition(",")
    day, _ = dates.parse(when)
    if day is None:
        problems.append(_bad_date(source, item.line, number, "Reviewed", when))
    return Review(item.value, who.strip(), day, item.line)


def _accept(item: outline.Label) -> Accept:
    id_, _, reason = item.value.replace(",", " ", 1).partition(" ")
    return Accept(id_.strip().rstrip(":;.").lower(), reason.strip(" :;–-\u00a0"), item.line)


def _action(
    source: Source, part: Part, lines: list[tuple[int, str]], number: str, problems: list[Problem]
) -> Action:
    values: dict[str, list[tuple[int, str]]] = {}
    current = ""
    for line, text in lines:
        match = _ACTION_LABEL.match(text)
        if match and not match[1]:
            name = match[2].lower()
            if name in values:
                problems.append(
                    Problem(
                        "label-twice",
                        ERROR,
                        source.shown,
                        line,
                        number,
                        f"“{match[2]}:” stands twice in one action; the first is on line {values[name][0][0]}.",
                        "Begin a second action with its own “### Action” heading, or keep one of the two lines.",
                    )
                )
            current = name
            values.setdefault(current, []).append((line, match[3]))
        elif match:
            values.setdefault(current or "what", []).append((line, text[1:]))
        elif current:
            values[current].append((line, text))
            _warn_like_label(source, line, text, number, problems)
        elif text.strip():
            problems.append(outline.out_of_place(source, line, number))
    by_text = _one_line(values.get("by"))
    by, month_only = dates.parse(by_text)
    by_line = values["by"][0][0] if values.get("by") else 0
    if by_text and by is None:
        problems.append(_bad_date(source, by_line, number, "By", by_text))
    if by and month_only:
        problems.append(
            Problem(
                "date-month-only",
                WARNING,
                source.shown,
                by_line,
                number,
                f"{number}: “By: {quoted(by_text)}” is taken as {dates.in_words(by)}, the month's last day.",
                "Write the day if another one is meant.",
            )
        )
    return Action(
        what=rich_text.read(values.get("what", [])),
        owner=_one_line(values.get("owner")),
        by=by,
        by_text=by_text,
        outcome=rich_text.read(values.get("outcome", [])),
        line=part.line,
        by_line=by_line,
    )


def _one_line(lines: list[tuple[int, str]] | None) -> str:
    return " ".join(" ".join(text.translate(_SOFT).split(" ")).strip() for _, text in lines or [] if text.strip())


def _warn_like_label(source: Source, line: int, text: str, number: str, problems: list[Problem]) -> None:
    match = _LOOKS_LIKE_LABEL.match(text)
    hint = did_you_mean(match[1], ACTION_LABELS) if match else ""
    if match and hint:
        problems.append(
            Problem(
                "unknown-label",
                ERROR,
                source.shown,
                line,
                number,
                f"There is no label “{match[1]}” in an action: “{quoted(text)}”.{hint}",
                f"The labels here are {listed(ACTION_LABELS)}. If it is part of the text, begin the line with another word.",
            )
        )


def _unknown_part(source: Source, part: Part, number: str) -> Problem:
    return Problem(
        "unknown-part",
        ERROR,
        source.shown,
        part.line,
        number,
        f"There is no part “{quoted(part.title)}”: “{quoted(source.lines[part.line - 1])}”. What stands under it is not read."
        f"{did_you_mean(part.title, PARTS)}",
        f"The parts of an answer are {listed(PARTS)}. If the line belongs to the text, put a \\ before the ###.",
    )


def _bad_date(source: Source, line: int, number: str, name: str, text: str) -> Problem:
    return Problem(
        "date-invalid",
        ERROR,
        source.shown,
        line,
        number,
        f"{number + ': ' if number else ''}“{name}: {quoted(text)}” is not a date.",
        "Write it as 31 March 2027, 31/03/2027 or 2027-03-31.",
    )
