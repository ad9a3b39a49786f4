"""One provision's answer, with what stands in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from generator.rich_text import Run, Text

YES = "yes"
NO = "no"
NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One item of evidence as it is printed; ``document`` is the registered title that it begins with, or ""."""

    runs: tuple[Run, ...]
    document: str = field(default="", compare=False)
    place: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Action:
    """What will change, who answers for it and by when; ``by_text`` is the date as typed, ``by`` None where it does not parse."""

    what: Text = ()
    owner: str = ""
    by: date | None = None
    by_text: str = field(default="", compare=False)
    outcome: Text = ()
    line: int = field(default=0, compare=False)
    by_line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Review:
    """Who reviewed an answer and when; ``text`` is the line as typed. ``on`` is None where the date does not parse."""

    text: str
    by: str = ""
    on: date | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Accept:
    """A warning that the landlord has looked at and accepts, with the reason (never published)."""

    id: str
    reason: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """One provision's answer. ``comply`` is one of the edition's values, or "" where it is missing or not understood."""

    provision: str
    comply: str = ""
    evidence: tuple[EvidenceItem, ...] = ()
    commentary: Text = ()
    actions: tuple[Action, ...] = ()
    alternative: Text = ()
    note: Text = ()
    owner: str = ""
    reviewed: Review | None = None
    accepts: tuple[Accept, ...] = ()
    comply_text: str = field(default="", compare=False)
    quoted: str = field(default="", compare=False)
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    comply_line: int = field(default=0, compare=False)
    quoted_line: int = field(default=0, compare=False)

    @property
    def empty(self) -> bool:
        """True where nothing of an answer stands there but its heading."""
        return not (self.comply_text or self.comply or self.evidence or self.commentary or self.actions or self.alternative)
