"""Landlords whose every field holds a hostile text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator import catalogue
from generator.answers import starter
from generator.model import Action, Answer, EvidenceItem, Review
from generator.rich_text import BULLET, PARAGRAPH, Block, Run, Text, canonical, canonical_text, write

EDITION = catalogue.load("housing-ombudsman-2024")
HARMLESS = "Plain words"
FIELDS_OF_AN_ANSWER = 10

LANDLORD = """\
# {x}

Landlord: {x}
Kind: {x}
Homes: 4,210
Financial year end: {x}
Code: housing-ombudsman-2024
Period: 1 April 2025 to 31 March 2026
Submission year: 2026-27
Reason: {x}
Covers: {x}; {x}
Complaints officer: {x}
Senior lead person: {x}
Member Responsible for Complaints: {x}
Website: {address}
Colour: #1d5e8a

## How to complain
{text}

## How to reach the Ombudsman
{text}

## Other formats
{text}

## Governing body
Name: {x}
For approval: 23 July 2026
Minute: {x}

### Response
{text}

## Board paper
Author: {x}
Sponsor: {x}
Confidentiality: {x}

### Previous consideration
{text}

### View of the Member Responsible for Complaints
{text}

### Risk
{text}

### Legal
{text}

### Equality
{text}

### Resources
{text}

### Next steps
{text}

## Corrections
### 6.3
Date: 1 September 2026
By: {x}
Why: {x}
Text: 12345678

## Publications
Policy: {address}
Self-assessment: {address}
Annual report: {x}
Response: {x}

## Annual report
Part a: {x}
Part b: {x}
Part c: {address}
Part d: {x}
Part e: {x}
Part f: {x}

## Documents

### {x}
Also called: {x} too
Version: {x}
Date: {x}
Address: {address}
"""
FIELDS_OF_A_LANDLORD = LANDLORD.count("{x}") + LANDLORD.count("{address}") + LANDLORD.count("{text}")


def meant(payload: str) -> Text:
    """The text that says just these words, as a paragraph, a list item and a paragraph in bold."""
    return canonical_text(
        Block(kind, (Run(payload, bold=bold),)) for kind, bold in ((PARAGRAPH, False), (BULLET, False), (PARAGRAPH, True))
    )


def answered(number: str, payload: str) -> Answer:
    """An answer with the payload in each of its fields, as the editor would save it."""
    items = tuple(EvidenceItem(runs) for runs in (canonical((Run(payload),)), canonical((Run(payload, link=payload),))) if runs)
    text = meant(payload)
    action = Action(text, payload, None, "31 March 2027", text)
    return Answer(number, "no", items, text, (action,), text, text, payload, Review(f"2 May 2026, {payload}"), comply_text="No")


def pasted(heading: str, payload: str) -> str:
    """The same as somebody pastes it, with nothing escaped, so that some of it is structure."""
    return f"""\
## {heading}
Comply: No
Owner: {payload}
Reviewed: 2 May 2026, {payload}
Accept: {payload}, {payload}

### Evidence
- {payload}
{payload}
Policy: {payload}

### Commentary
We say: {payload}
{payload}
- {payload}
**{payload}**

### Action
What: {payload}
Owner: {payload}
By: 31 March 2027
Outcome: {payload}

### Alternative
{payload}

### Note
{payload}

"""


def written(folder: Path, payloads: Sequence[str], *, paste: bool = False) -> Path:
    """A year's answer files: a payload in every field of a provision, and of landlord.md the first; the last goes on to the end."""
    given = dict(zip((p.number for p in EDITION.provisions), payloads, strict=False))
    folder.mkdir(parents=True)
    files = starter.files(EDITION, {} if paste else {number: answered(number, payload) for number, payload in given.items()})
    if paste:
        for section in EDITION.sections:
            entries = (pasted(p.heading, given[p.number]) for p in section.provisions if p.number in given)
            files[f"section-{section.number}.md"] = f"# Section {section.number}\n\n{''.join(entries)}"
    files["landlord.md"] = landlord(payloads[0])
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    return folder


def landlord(payload: str) -> str:
    """A landlord.md with the payload in each of its fields."""
    text = "\n".join(write(meant(payload)))
    return LANDLORD.format(x=payload, text=text, address=payload)


def batches(payloads: Sequence[str], most: int = 72) -> Iterator[list[str]]:
    """The payloads, as many at a time as there are provisions."""
    return (list(payloads[i : i + most]) for i in range(0, len(payloads), most))
