"""Invented self-assessments, laid out in the ways in which landlords publish theirs, as plain text or Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generator import catalogue
from generator.model import Edition, Provision

EDITION = catalogue.load("housing-ombudsman-2024")

_TEAMS = (
    "Resolution Team",
    "Customer Care Team",
    "Repairs Desk",
    "Neighbourhood Team",
    "Lettings Team",
    "Income Team",
    "Caretakers",
)
_THINGS = ("letters", "call notes", "reports", "checklists", "minutes", "training records", "surveys", "forms", "leaflets")
_DOINGS = ("checked every month", "kept in Compass", "sampled by the auditors", "shown to new starters", "read by the panel")
_MONTHS = ("January", "March", "May", "June", "September", "November")


@dataclass(frozen=True)
class Invented:
    """One provision's answer, as nobody gave it. A commentary line that begins with "- " is a list item."""

    provision: Provision
    words: str
    comply: str
    evidence: tuple[str, ...]
    commentary: tuple[str, ...]

    @property
    def number(self) -> str:
        return self.provision.number


def invented(edition: Edition = EDITION, seed: int = 0) -> list[Invented]:
    """An answer to each provision, each of its own words, with the things in it that importers stumble over."""
    return [_answer(place + seed, provision) for place, provision in enumerate(edition.provisions)]


def _answer(i: int, provision: Provision) -> Invented:
    team, thing, doing, month = (
        words[(i * step) % len(words)] for words, step in ((_TEAMS, 3), (_THINGS, 5), (_DOINGS, 2), (_MONTHS, 5))
    )
    evidence = [f"Complaints Policy: {i % 9 + 1}.{i % 4 + 1} (page {i % 30 + 1})"]
    if i % 3 == 1:
        evidence.append(f"{thing.capitalize()} of the {team}, {month} 20{20 + i % 6}")
    if i % 5 == 4:
        evidence.append(f"https://www.exemplar-homes.example/{thing.replace(' ', '-')}/{i}")
    commentary = [f"The {team} has {20 + i} {thing} for this, and they are {doing} since {month}."]
    if i % 4 == 0:
        commentary.append(f"No complaint was refused in {month}; {i % 7} were extended, with reasons.")
    if i % 7 == 2:
        commentary.append(
            f"3.{i % 6 + 1} Complaints will be accepted by the {team} in any form, and answered within the times of the policy."
        )
    if i % 11 == 5:
        commentary.append("Yes, this was asked by the panel, and the answer is in its minutes.")
    if i % 6 == 3:
        commentary += [
            "Our policy names three ways:",
            f"- by telephone to the {team}",
            "- in person at the office",
            "- by letter",
        ]
    if i % 13 == 7:
        commentary.append("We comply. The evidence was looked at in full.")
    words, comply = ("No", "no") if i % 9 == 8 else (("Yes", "YES", "Yes.", "yes")[i % 4], "yes")
    return Invented(provision, words, comply, tuple(evidence), tuple(commentary))


def section_starts(answers: Sequence[Invented], edition: Edition) -> dict[str, list[str]]:
    """The headings that stand before a provision: its section's, and its stage's."""
    headings: dict[str, list[str]] = {}
    section = stage = ""
    for answer in answers:
        held = edition.section_of(answer.number)
        assert held is not None
        lines = []
        if held.number != section:
            section, stage = held.number, ""
            lines.append(f"Section {held.number}: {held.title}")
        if answer.provision.stage != stage:
            stage = answer.provision.stage
            lines += [s.title for s in held.stages if s.id == stage]
        headings[answer.number] = lines
    return headings


def clause(provision: Provision) -> list[str]:
    marks = "abcdefghijkl" if provision.item_style == "letters" else ""
    return [provision.text, *(f"{marks[i]}) {item}" if marks else f"• {item}" for i, item in enumerate(provision.items))]


def whole(provision: Provision) -> str:
    return " ".join(clause(provision))


_TOP = ("Exemplar Homes", "Self-assessment against the Complaint Handling Code", "This page was last changed in June.")


def heading_lines(answers: Sequence[Invented]) -> str:
    """Numbered texts, a label with the answer, a label for both, evidence in groups, then the commentary."""
    starts, lines = section_starts(answers, EDITION), list(_TOP)
    for a in answers:
        first, *items = clause(a.provision)
        lines += [
            *starts[a.number],
            "",
            f"{a.number}  {first}",
            *("  " + item for item in items),
            "",
            f"Do we comply? {a.words}",
            "",
        ]
        lines += ["Evidence and explanations", ""]
        for i, item in enumerate(a.evidence, start=1):
            lines += [f"  {i}. Group {i}", f"    {item}"]
        lines += ["", *("  • " + line[2:] if line.startswith("- ") else line for line in a.commentary), ""]
    return "\n".join(lines)


def label_lines(answers: Sequence[Invented]) -> str:
    """Every part under a label of its own."""
    lines = list(_TOP)
    for a in answers:
        lines += [f"Code provision {a.number}", "Requirement", *clause(a.provision), "Do we comply?", a.words]
        lines += ["Evidence", *a.evidence, "Commentary / explanation", *a.commentary]
    return "\n".join(lines)


def labels_in_line(answers: Sequence[Invented]) -> str:
    """Labels and what they announce in one line."""
    lines = list(_TOP)
    for a in answers:
        lines += ["", f"Code section: {a.number}", f"Code requirement: {whole(a.provision)}", f"Compliance: {a.words}"]
        lines += [f"Evidence: {a.evidence[0]}", *a.evidence[1:], f"Commentary: {a.commentary[0]}", *a.commentary[1:]]
    return "\n".join(lines)


COLUMNS = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation")


def markdown_table(answers: Sequence[Invented]) -> str:
    """The official five columns, a table for each section."""
    starts, lines = section_starts(answers, EDITION), ["# " + _TOP[1], ""]
    for a in answers:
        if starts[a.number] and starts[a.number][0].startswith("Section"):
            lines += ["", "## " + starts[a.number][0], "", _pipe(COLUMNS), _pipe(["---"] * 5)]
        cells = [a.number, "<br>".join(clause(a.provision)), a.words, "<br>".join(a.evidence), "<br>".join(a.commentary)]
        lines.append(_pipe(cells))
    return "\n".join(lines)


def four_columns(answers: Sequence[Invented]) -> str:
    """One table with evidence and commentary in one column, and its header only once; no headings."""
    lines = [
        "# " + _TOP[1],
        "",
        _pipe(("Code provision", "Code requirement", "Comply", "Evidence, commentary and any explanations")),
    ]
    lines.append(_pipe(["---"] * 4))
    lines += [_pipe([a.number, whole(a.provision), a.words, "<br>".join((*a.commentary, *a.evidence))]) for a in answers]
    return "\n".join(lines)


def _pipe(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def tabs_without_header(answers: Sequence[Invented]) -> str:
    """The official columns as they come out of a worksheet, without the header; the numbers as Excel spoils them (6.1 for 6.10)."""
    lines = [_TOP[1]]
    for a in answers:
        number = a.number.rstrip("0") if a.number.endswith("0") else a.number
        lines.append("\t".join([number, whole(a.provision), a.words, "; ".join(a.evidence), " ".join(a.commentary)]))
    return "\n".join(lines)


def glued(answers: Sequence[Invented]) -> str:
    """Cells run together: number, text, answer and the rest in one line."""
    starts, lines = section_starts(answers, EDITION), list(_TOP)
    for a in answers:
        lines += starts[a.number]
        lines.append(f"{a.number}{whole(a.provision)}{a.words.rstrip('.').capitalize()}{a.evidence[0]}")
        lines += [*a.evidence[1:], *a.commentary]
    return "\n".join(lines)


def cell_a_line(answers: Sequence[Invented]) -> str:
    """A table with each cell in a line of its own, the header's too, once in each section."""
    starts, lines = section_starts(answers, EDITION), list(_TOP)
    for a in answers:
        if starts[a.number]:
            lines += [*starts[a.number], *COLUMNS]
        lines += [a.number, *clause(a.provision), a.words, *a.evidence, *a.commentary]
    return "\n".join(lines)


def without_numbers(answers: Sequence[Invented]) -> str:
    """No numbers and no headings of stages: a text, the answer after its label, prose."""
    lines = list(_TOP)
    for a in answers:
        lines += [*clause(a.provision), f"Compliance: {a.words.upper().rstrip('.')}", *a.commentary, *a.evidence]
    return "\n".join(lines)


def other_typing(answers: Sequence[Invented]) -> str:
    """Straight quotation marks, doubled spaces, other capitals, no full stops, small slips in the Code's text."""
    lines = list(_TOP)
    for i, a in enumerate(answers):
        first, *items = (
            line.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"') for line in clause(a.provision)
        )
        if i % 3 == 0:
            first = first.replace(" the ", " the  ", 1).replace("complaint", "compliant", 1)
        if i % 3 == 1:
            first = first.replace("must", "MUST").replace("landlord", "Landlord").rstrip(".:")
        if i % 3 == 2:
            first = first.replace("resident", "tenant", 1).replace(",", "")
        lines += ["", f"{a.number}. {first}", *items, a.words, "Evidence:", *("- " + item for item in a.evidence)]
        lines += ["Comments:", *a.commentary]
    return "\n".join(lines)


def stage_2_first(answers: Sequence[Invented]) -> str:
    """The sections in another order, stage 2 before stage 1, no numbers: only the headings tell the twins apart."""
    moved = sorted(answers, key=lambda a: (a.number.split(".")[0] != "6", -int(a.provision.stage or 0)))
    starts, lines = section_starts(moved, EDITION), []
    for a in moved:
        lines += [
            *starts[a.number],
            *clause(a.provision),
            f"Do you comply? {a.words}",
            "Evidence",
            *a.evidence,
            "Comments",
            *a.commentary,
        ]
    return "\n".join(lines)


def shuffled(answers: Sequence[Invented]) -> str:
    """Rows sorted by something else, such as the owner: only the printed numbers tell the twins apart."""
    moved = sorted(answers, key=lambda a: (sum(map(ord, a.evidence[0])) * 7 % 11, a.number))
    lines = [_pipe(COLUMNS), _pipe(["---"] * 5)]
    lines += [_pipe([a.number, whole(a.provision), a.words, "<br>".join(a.evidence), "<br>".join(a.commentary)]) for a in moved]
    return "\n".join(lines)


def key_and_value(answers: Sequence[Invented]) -> str:
    """A table of two columns, labels in the first."""
    lines = ["# Self-assessment", "", "| Self-assessment | 2026 |", "|---|---|"]
    for a in answers:
        lines += [_pipe(["Code provision", a.number]), _pipe(["Code requirement", "<br>".join(clause(a.provision))])]
        lines += [_pipe(["Comply", a.words]), _pipe(["Evidence", "<br>".join(a.evidence)])]
        lines.append(_pipe(["Commentary", "<br>".join(a.commentary)]))
    return "\n".join(lines)


def markdown_headings(answers: Sequence[Invented]) -> str:
    """Headings with the number and a name of one's own, labels in bold, the Code's text as a quotation."""
    starts, lines = section_starts(answers, EDITION), ["# " + _TOP[1], "", _TOP[2], ""]
    for a in answers:
        lines += [f"## {line}" for line in starts[a.number]]
        lines += ["", f"### {a.number} {a.provision.label}", "", *("> " + line for line in clause(a.provision)), ""]
        lines += [f"**Do we comply?** {a.words}", "", "**Evidence**", "", *("- " + item for item in a.evidence), ""]
        lines.append("**Commentary**\n")
        for line in a.commentary:
            lines += [line] if line.startswith("- ") else ["", line]
        lines.append("")
    return "\n".join(lines)


def wrapped(answers: Sequence[Invented]) -> str:
    """Lines broken at 76 characters, as in an e-mail or a printed text."""
    lines = []
    for line in label_lines(answers).split("\n"):
        lines += [*textwrap.wrap(line, 76, break_long_words=False, break_on_hyphens=False), ""]
    return "\n".join(lines)


@dataclass(frozen=True)
class Layout:
    """A way of laying out: the kind of file, and whether evidence and commentary are told apart in it."""

    lay_out: Callable[[Sequence[Invented]], str]
    kind: str = "text"
    apart: bool = True


LAYOUTS = {
    f"{layout.lay_out.__name__} as {layout.kind}": layout
    for layout in (
        Layout(heading_lines),
        Layout(label_lines),
        Layout(labels_in_line),
        Layout(markdown_table, "markdown"),
        Layout(markdown_table),
        Layout(four_columns, "markdown", apart=False),
        Layout(tabs_without_header),
        Layout(glued, apart=False),
        Layout(cell_a_line, apart=False),
        Layout(without_numbers, apart=False),
        Layout(other_typing),
        Layout(stage_2_first),
        Layout(shuffled, "markdown"),
        Layout(key_and_value, "markdown"),
        Layout(markdown_headings, "markdown"),
        Layout(wrapped),
    )
}


def grouped(answer: Invented) -> Invented:
    """The answer as ``heading_lines`` prints it, with a group's heading before each item of evidence."""
    return replace(answer, evidence=tuple(f"Group {i}: {item}" for i, item in enumerate(answer.evidence, start=1)))
