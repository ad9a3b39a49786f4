"""The answers as governing bodies approved them: the copies beside a year, read.

A copy counts where landlord.md says that this body approved on that day; others are older approvals, which nothing asks for. The
record has the digest of what was approved, so that a copy that was changed together with the year is told.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from generator import digest
from generator.answers import landlord, source
from generator.gather import Gathered, gather
from generator.model import ApprovedCopy, GoverningBody
from generator.problems import Stop
from generator.workspace import APPROVED, LANDLORD_FILE, Target, approved_copy

_NOT_IN_NAMES = re.compile(r"\W+")
_LONGEST = 60


def name_of(body: str, on: date) -> str:
    """The name of a copy's folder: "2026-07-23-board". A long one is cut, and a digest tells it from others that begin alike."""
    words = _NOT_IN_NAMES.sub("-", body.lower()).strip("-")
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST].rstrip('-')}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return f"{on.isoformat()}-{words}".rstrip("-")


def place(target: Target, body: GoverningBody, on: date) -> Target:
    """Where the copy of this approval is, or would be; one that was recorded and not yet put in its place counts where it was made."""
    kept = approved_copy(target, name_of(body.name, on))
    made = beside(kept)
    return made if is_recorded(made.folder, body) else kept


def beside(kept: Target) -> Target:
    """Where a copy is made before it is put in its place."""
    name = f".{kept.folder.name}.new"
    return Target(kept.landlord, f"{kept.year.rpartition('/')[0]}/{name}", kept.folder.with_name(name))


def is_whole(folder: Path) -> bool:
    """Whether a copy was made to its end: landlord.md is copied last."""
    return (folder / LANDLORD_FILE).is_file()


def is_recorded(folder: Path, body: GoverningBody) -> bool:
    """Whether a copy was made to its end, and of the very approval that is recorded of the body."""
    try:
        made, _ = landlord.read(source.read(folder / LANDLORD_FILE, folder.name))
    except Stop:
        return False
    return any((each.name, each.approved, each.copy) == (body.name, body.approved, body.copy) for each in made.bodies)


def approved(gathered: Gathered) -> tuple[ApprovedCopy, ...]:
    """For each body that has approved, the copy of what it approved; without answers where there is none that can be read whole."""
    if gathered.target.folder.parent.name == APPROVED:
        return ()  # a copy has none of its own
    return tuple(_read(gathered.target, body, body.approved) for body in gathered.assessment.landlord.bodies if body.approved)


def _read(target: Target, body: GoverningBody, on: date) -> ApprovedCopy:
    at = place(target, body, on)
    if not at.folder.is_dir():
        return ApprovedCopy(body, at.name)
    copy = gather(at)
    if copy.unreadable or not is_whole(at.folder):
        return ApprovedCopy(body, at.name, broken=True)
    held = digest.of_approved(copy.edition.id, copy.assessment, body.name)
    return ApprovedCopy(body, at.name, copy.edition, copy.assessment, digest=held)
