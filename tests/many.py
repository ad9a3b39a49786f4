"""Workspaces with a group and many landlords, for the tests of groups and overviews."""

from __future__ import annotations

from pathlib import Path

from generator import catalogue
from generator.answers import starter
from generator.model import Action, Answer, EvidenceItem
from generator.rich_text import read_runs, read_text

EDITION = catalogue.load("housing-ombudsman-2024")
GROUP = "our-group/2026"


def answer(number: str, comply: str = "yes", words: str = "", *actions: Action) -> Answer:
    """An answer in words of its own."""
    said = read_text(
        words or f"What provision {number} asks for is done by each of us in way {number.replace('.', ' of section ')}."
    )
    return Answer(
        number, comply, (EvidenceItem(read_runs(f"Complaints policy: {number}")),), said, actions, comply_text=comply.capitalize()
    )


def group(root: Path, kind: str = "shared answers", **answers: Answer) -> Path:
    """A folder of shared answers to every provision, those given in the place of others ("p6_3")."""
    given = {p.number: answer(p.number) for p in EDITION.provisions}
    given |= {name.removeprefix("p").replace("_", "."): one for name, one in answers.items()}
    folder = root / "answers" / GROUP
    folder.mkdir(parents=True)
    for name, text in starter.files(EDITION, given).items():
        reviewed = text.replace("\nReviewed:\n", "\nReviewed: 2 May 2026, Policy Officer\n")
        (folder / name).write_text(reviewed, encoding="utf-8")
    (folder / "landlord.md").write_text(
        f"""# Our Group

Landlord: Our Group
Kind: {kind}
Homes: 9,000
Financial year end: 31 March
Code: housing-ombudsman-2024
Period: 1 April 2025 to 31 March 2026
Reason: annual
Submission year: 2026-27
Complaints officer: Resolution Team
Senior lead person: Director of Customers
Member Responsible for Complaints: Chair of the Customer Committee
Website: https://www.our-group.example/complaints

## How to complain
Ring us on 03069 990199.

## How to reach the Ombudsman
Ring 0300 111 3000.

## Other formats
Ask us for large print.

## Governing body
Name: Group Board
For approval: 20 July 2026
Approved: 20 July 2026
Minute: 4

### Response
The Group Board has read the report.

## Publications
Policy: https://www.our-group.example/policy
Self-assessment: https://www.our-group.example/self-assessment

## Documents

### Complaints policy
Also called: Policy
Version: 3
Date: 1 April 2026
Address: https://www.our-group.example/policy
""",
        encoding="utf-8",
    )
    return folder


def member(root: Path, name: str, called: str, more: str = "", body: str = "Name: Group Board", **answers: Answer) -> Path:
    """A landlord that shares the group's answers, with ``more`` lines in its landlord.md and answers of its own."""
    folder = root / "answers" / name
    folder.mkdir(parents=True)
    (folder / "landlord.md").write_text(
        f"# {called}\n\nLandlord: {called}\nShared answers: {GROUP}\n{more}\n\n## Governing body\n{body}\n", encoding="utf-8"
    )
    for key, one in answers.items():
        number = key.removeprefix("p").replace("_", ".")
        section = EDITION.section_of(number)
        assert section
        put(folder, section.number, one)
    return folder


def put(folder: Path, section: str, one: Answer) -> None:
    """Add an answer to a section's file."""
    from generator.answers import writing

    provision = next(p for p in EDITION.provisions if p.number == one.provision)
    path = folder / f"section-{section}.md"
    before = path.read_text(encoding="utf-8") if path.exists() else f"# Section {section}\n\n"
    path.write_text(before + "\n".join(writing.entry_lines(provision, one)) + "\n", encoding="utf-8")
