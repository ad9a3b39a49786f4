"""The outline of a policy beside landlord.md: its sections with their pages, and their text, as a file that people can read.

```
# Complaints policy

File: complaints-policy.pdf
Pages: 21

## 3.2 Acknowledging complaints (page 6-7)
### Stage 1
We acknowledge every complaint within five working days.
- by letter
(page 7)
...
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.answers import source as files
from generator.answers.source import Source
from generator.model import Document, Landlord, Policy, PolicySection, PolicyText
from generator.problems import WARNING, Problem, Stop

_SECTION = re.compile(
    r"## (?P<number>(?:Appendix|Annex|Schedule) [A-Z\d]{1,3}|[A-Z]?\d{1,3}(?:\.\d{1,3})*(?=\s|$))?\s*(?P<title>.*?)"
    r"\s*(?:\(page (?P<page>\d{1,4})(?:-(?P<last>\d{1,4}))?\))?"
)
_PAGE = re.compile(r"\(page (\d{1,4})\)")
_PAGES = re.compile(r"Pages: (\d{1,4})")
_MARKED = re.compile(r"\\*(?:#{1,3} |- |\(page )")
_LABEL = re.compile(r"File: |Pages: ")


def write(policy: Policy, title: str, file: str) -> str:
    """The outline's text; ``file`` is the name of the document that was read."""
    lines = [f"# {title}", "", f"File: {file}", *([f"Pages: {policy.pages}"] if policy.pages else [])]
    for section in policy.sections:
        pages = str(section.page) + (f"-{section.last_page}" if section.last_page > section.page else "")
        name = " ".join(part for part in (section.number, section.title) if part)
        lines += ["", f"## {name}{f' (page {pages})' if section.page else ''}"]
        page, heading = _known(section), ""
        for text in section.texts:
            if text.heading != heading:
                heading = text.heading
                lines.append(f"### {heading}")
            if text.page and text.page != page:
                page = text.page
                lines.append(f"(page {page})")
            lines.append(("- " if text.item else "") + _escaped(text.text))
    return "\n".join(lines) + "\n"


def read(source: Source) -> Policy:
    """The policy that an outline holds; lines that a person put in count as the policy's text."""
    pages = next((int(found[1]) for line in source.lines[:10] if (found := _PAGES.fullmatch(line.strip()))), 0)
    return Policy(tuple(_sections(source)), pages)


def with_outlines(landlord: Landlord, folder: Path, name: str) -> tuple[Landlord, list[Problem]]:
    """The landlord with its documents' outlines read from its folder, ``name`` for people; a Problem for each that is not there."""
    problems: list[Problem] = []
    documents: list[Document] = []
    for document in landlord.documents:
        policy = None
        if document.outline:
            try:
                policy = read(files.read(folder / Path(document.outline).name, f"{name}/{document.outline}"))
            except Stop as stop:
                message = f"The outline of “{document.title}” cannot be read, so no section or page of it is checked. {stop}"
                help_ = "Make it again with the policy command, or take the line “Outline:” out."
                problems.append(Problem("outline-unreadable", WARNING, landlord.file, document.line, "", message, help_))
        documents.append(replace(document, policy=policy) if policy else document)
    return (replace(landlord, documents=tuple(documents)) if landlord.documents else landlord), problems


def _sections(source: Source) -> Iterator[PolicySection]:
    section: PolicySection | None = None
    texts: list[PolicyText] = []
    page, heading = 0, ""
    for line in (line.strip() for line in source.lines):
        found = _SECTION.fullmatch(line) if line.startswith("## ") else None
        if found:
            if section:
                yield _with(section, texts)
            section = PolicySection(found["number"] or "", found["title"], int(found["page"] or 0), int(found["last"] or 0))
            page, heading, texts = _known(section), "", []
        elif line.startswith("### "):
            heading = line[4:].strip()
        elif turn := _PAGE.fullmatch(line):
            page = int(turn[1])
        elif line and section:
            item = line.startswith("- ")
            text = line[2:] if item else line
            texts.append(PolicyText(text[1:] if _MARKED.match(text) and text.startswith("\\") else text, page, heading, item))
    if section:
        yield _with(section, texts)


def _known(section: PolicySection) -> int:
    """The page of a section's text where its heading says it, and else 0."""
    return 0 if section.last_page > section.page else section.page


def _with(section: PolicySection, texts: list[PolicyText]) -> PolicySection:
    return PolicySection(section.number, section.title, section.page, section.last_page, tuple(texts))


def _escaped(text: str) -> str:
    text = " ".join(text.split())
    return "\\" + text if _MARKED.match(text) else text
