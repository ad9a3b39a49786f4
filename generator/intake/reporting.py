"""What an import found, in words: import-report.md, and unplaced.md with every piece of text that belongs to no provision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from generator.model import Edition
from generator.problems import Problem

if TYPE_CHECKING:
    from generator.importers.found import Found
    from generator.importers.rows import Row

REPORT, UNPLACED = "import-report.md", "unplaced.md"
UNREVIEWED = "Nothing of this has been reviewed yet: read each answer before it is published."
PARTS = (
    ("Missing", ("import-missing",)),
    ("Printed under another number", ("import-renumbered",)),
    ("Doubtful", ("import-doubtful",)),
    ("Placed by the order of the form", ("import-by-order",)),
    ("Answers that are neither Yes nor No, or say more", ("import-answer-unknown", "import-answer-words")),
    ("Section titles", ("import-section-title",)),
    ("In the document twice", ("import-twice",)),
    ("Left over", ("import-unplaced-answer", "import-leftover")),
    ("Hidden", ("import-hidden",)),
    ("Comments and tracked changes", ("import-comments", "import-tracked-changes")),
)
_FROM_MEMORY = "from memory"
_SURE = 99.5


def report(names: str, edition: Edition, found: Sequence[Found], problems: Sequence[Problem]) -> str:
    """The report of an import as Markdown."""
    lines = [f"# Import of {names}", "", f"Edition of the Code: {edition.title} ({edition.id}).", *_from_memory(edition), ""]
    lines += [f"{len(found)} of {len(edition.provisions)} provisions were found. {UNREVIEWED}", ""]
    named: set[str] = set()
    for title, ids in PARTS:
        named |= set(ids)
        lines += _list(title, [p for p in problems if p.id in ids])
    lines += _list("Also to look at", [p for p in problems if p.id not in named])
    headings = {p.number: p.heading for p in edition.provisions}
    lines += ["## Found", ""]
    lines += [f"- {headings[each.number]}: {', '.join(_where(each))}" for each in found]
    return "\n".join(lines).rstrip("\n") + "\n"


def _from_memory(edition: Edition) -> list[str]:
    numbers = [p.number for p in edition.provisions if p.wording.startswith(_FROM_MEMORY)]
    if not numbers:
        return []
    sentence = (
        f"The wording of {', '.join(numbers)} in this program was set down from memory, not seen in a publication: compare it with the "
        "Ombudsman’s own before you go by it."
    )
    return ["", sentence]


def _list(title: str, problems: Sequence[Problem]) -> list[str]:
    if not problems:
        return []
    return [f"## {title}", "", *(f"- {problem.message} {problem.help}" for problem in problems), ""]


def _where(found: Found) -> list[str]:
    """Where an answer stands in the document, and how sure it is that it is this provision's."""
    said = [found.place] if found.place else []
    if found.by_order:
        return [*said, "placed by the order of the form"]
    sure = "by its own text" if found.score >= _SURE else f"by its own text ({found.score:.0f}% like the Code’s)"
    said.append(sure if found.quoted else "as this program printed it")
    if found.printed_number and found.printed_number != found.number:
        said.append(f"printed as {found.printed_number}")
    return said


def unplaced(names: str, rows: Iterable[Row], comments: Iterable[Row]) -> str:
    """Every piece of text that belongs to no provision, with its place; "" where there is none."""
    lines: list[str] = []
    for row in (*rows, *comments):
        words = [line for cell in row.cells for line in cell.text.splitlines() if line.strip()]
        if words:
            lines += [f"{row.place}:", *("    " + line for line in words), ""]
    return "\n".join([f"# Text of {names} that belongs to no provision", "", *lines]) if lines else ""
