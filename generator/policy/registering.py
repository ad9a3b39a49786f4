"""A policy that was read -> the evidence register: its outline beside landlord.md, and a line there that names it."""

from __future__ import annotations

import re
from pathlib import Path

from generator.answers import policy_file, source
from generator.answers.source import visible
from generator.gather import Gathered
from generator.model import Document, Policy
from generator.problems import Stop
from generator.workspace import LANDLORD_FILE, is_name

_COMPLAINTS_POLICY = re.compile(r"complaints?(?:\s+\w+){0,2}\s+policy", re.IGNORECASE)
_USUAL = "Complaints policy"
_LONGEST_NAME = 60


def title_of(gathered: Gathered, title: str = "") -> str:
    """The registered title that a policy goes under: the one given, else that of the complaints policy."""
    documents = gathered.assessment.landlord.documents
    title = " ".join(visible(title).split())
    if title:
        wanted = title.casefold()
        return next((d.title for d in documents if wanted in (d.title.casefold(), *map(str.casefold, d.short_names))), title)
    return next((d.title for d in documents if _COMPLAINTS_POLICY.fullmatch(d.title)), _USUAL)


def is_complaints_policy(title: str) -> bool:
    """True for the policy that the Code fixes something for; a document that nobody named is taken for it."""
    return not title.strip() or bool(_COMPLAINTS_POLICY.fullmatch(" ".join(title.split())))


def register(gathered: Gathered, policy: Policy, title: str, file: str, *, replace: bool = False) -> Path:
    """Write the outline, name it in landlord.md under the document's title, and give back where the outline is.

    Raises Stop where there is no landlord.md, or where the outline's place is taken by a file that this command did not write, or,
    unless it is to ``replace`` it, by one that it made from another document.
    """
    shown = f"{gathered.target.name}/{LANDLORD_FILE}"
    path = gathered.target.folder / LANDLORD_FILE
    before = source.read(path, shown)
    document = next((d for d in gathered.assessment.landlord.documents if d.title == title), None)
    name = _outline_name(title, document)
    outline, outline_shown = gathered.target.folder / name, f"{gathered.target.name}/{name}"
    there = source.read(outline, outline_shown) if outline.exists() else None
    if there:
        made_from = next((line[6:] for line in there.lines[:5] if line.startswith("File: ")), None)
        if made_from is None:
            raise Stop(
                f"{outline_shown}: there is a file of this name already that is no outline of a policy. Rename it or move it elsewhere."
            )
        if made_from.strip() != file and not replace:
            raise Stop(
                f"{outline_shown}: this is the outline of “{title}” made from {made_from.strip()}, and it is left as it is. To put "
                f"{file} in its place, add --replace; for another document, give its name: --title “Remedies policy”."
            )
    after = _named(before, title, name)
    made = source.from_text(outline_shown, policy_file.write(policy, title, file))
    changes = [source.Change(outline, there, made)]
    source.save([*changes, source.Change(path, before, after)] if after is not before else changes)
    return outline


def _outline_name(title: str, document: Document | None) -> str:
    if document and is_name(Path(document.outline).name):
        return Path(document.outline).name
    if _COMPLAINTS_POLICY.fullmatch(title):
        return "policy.md"
    return f"{re.sub(r'[^a-z0-9]+', '-', title.casefold()).strip('-')[:_LONGEST_NAME] or 'document'}-outline.md"


def _named(before: source.Source, title: str, name: str) -> source.Source:
    """landlord.md with the line ``Outline:`` under the document's title, which is added where it is not there."""
    line = f"Outline: {name}"
    plain = [" ".join(each.split()).casefold() for each in before.lines]
    heading = next((i for i, each in enumerate(plain) if each == f"### {title.casefold()}"), None)
    if heading is None:
        documents = next((i for i, each in enumerate(plain) if each == "## documents"), None)
        new = ["", f"### {title}", line]
        if documents is None:
            return before.replaced(len(before.lines), len(before.lines), ["", "## Documents", *new])
        return before.replaced(documents + 1, documents + 1, new)
    last = heading
    for i in range(heading + 1, len(plain)):
        if plain[i].startswith("#"):
            break
        if plain[i].startswith("outline:"):
            return before if before.lines[i].strip() == line else before.replaced(i, i + 1, [line])
        last = i if plain[i] else last
    return before.replaced(last + 1, last + 1, [line])
