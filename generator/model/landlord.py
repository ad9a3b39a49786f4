"""A landlord with its governing bodies, its evidence register, and what its policies say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from generator.rich_text import Text

SHARED_ANSWERS = "shared answers"
"""The kind of a folder that only holds what a group's landlords share."""


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A paragraph or list item of a policy; ``heading`` is the subheading above it, ``page`` 0 where pages are not known."""

    text: str
    page: int = 0
    heading: str = ""
    item: bool = False


@dataclass(frozen=True, slots=True)
class PolicySection:
    """A section or numbered clause of a policy: "3.2.9", "Appendix 1", or "" where it has no number.

    ``page`` and ``last_page`` are those printed on it, 0 where they are not known.
    """

    number: str
    title: str
    page: int = 0
    last_page: int = 0
    texts: tuple[PolicyText, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """What a policy says, section by section; ``pages`` counts its pages, 0 where that is not known."""

    sections: tuple[PolicySection, ...]
    pages: int = 0

    def titles(self, section: PolicySection) -> str:
        """The titles of the sections that a clause stands in, and its own."""
        around = [s.title for s in self.sections if s.number and section.number.startswith(f"{s.number}.")]
        return " ".join(title for title in (*around, section.title) if title)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the evidence register; ``outline`` names the file beside landlord.md that holds its sections."""

    title: str
    short_names: tuple[str, ...] = ()
    version: str = ""
    date: str = ""
    address: str = ""
    line: int = field(default=0, compare=False)
    outline: str = ""
    policy: Policy | None = field(default=None, compare=False)
    file: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class GoverningBody:
    """A body that scrutinises the self-assessment (an ALMO has two), and its response (Code 8.2).

    ``copy`` is the digest of what it approved (``digest.of_approved``), or "" where the record has none.
    """

    name: str
    for_approval: date | None = None
    approved: date | None = None
    minute: str = ""
    response: Text = ()
    line: int = field(default=0, compare=False)
    copy: str = ""
    copy_line: int = field(default=0, compare=False)

    @property
    def in_sentence(self) -> str:
        """Its name within a sentence: "the Board"."""
        return f"the {self.name}" if self.name and not self.name.lower().startswith("the ") else self.name or "the governing body"


@dataclass(frozen=True, slots=True)
class ForBoardPaper:
    """What ``landlord.md`` says for the governing body's paper alone, and no other document prints."""

    author: str = ""
    sponsor: str = ""
    confidentiality: str = ""
    previous_consideration: Text = ()
    view_of_member_responsible: Text = ()
    risk: Text = ()
    legal: Text = ()
    equality: Text = ()
    resources: Text = ()
    next_steps: Text = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction made to an approved answer under delegated authority: which provision, when, by whom and why.

    ``digest`` is that of the whole answer as corrected (``digest.of_answer``); ``on`` is None where the date does not parse.
    """

    provision: str
    on: date | None = None
    by: str = ""
    why: str = ""
    digest: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Landlord:
    """What ``landlord.md`` says. ``lines`` gives the line of each label that it has, in lower case; ``last_year`` is LANDLORD/YEAR.

    ``shared`` is the group's LANDLORD/YEAR that it takes shared answers from, or "". ``inherited`` are the labels and headings, in
    lower case, that come from that landlord.md, ``shared_file``.
    """

    name: str = ""
    kind: str = ""
    homes: int | None = None
    homes_text: str = ""
    year_end: str = ""
    code: str = ""
    period: str = ""
    period_from: date | None = None
    period_to: date | None = None
    reason: str = ""
    last_year: str = ""
    covers: tuple[str, ...] = ()
    complaints_officer: str = ""
    senior_lead: str = ""
    mrc: str = ""
    website: str = ""
    colour: str = ""
    how_to_complain: Text = ()
    ombudsman: Text = ()
    other_formats: Text = ()
    bodies: tuple[GoverningBody, ...] = ()
    board_paper: ForBoardPaper = ForBoardPaper()
    publications: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    submission_year: str = ""
    annual_report: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    corrections: tuple[Correction, ...] = ()
    documents: tuple[Document, ...] = ()
    shared: str = ""
    file: str = field(default="", compare=False)
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), compare=False)
    inherited: frozenset[str] = field(default=frozenset(), compare=False)
    shared_file: str = field(default="", compare=False)

    @property
    def approved(self) -> bool:
        """True where every governing body named has approved."""
        return bool(self.bodies) and all(body.approved for body in self.bodies)

    @property
    def approved_on(self) -> date | None:
        """The day on which the last governing body approved, or None where one has not."""
        return max(body.approved for body in self.bodies if body.approved) if self.approved else None

    def correction(self, number: str) -> Correction | None:
        """The newest correction of a provision, or None."""
        found = [correction for correction in self.corrections if correction.provision == number]
        return max(reversed(found), key=lambda correction: correction.on or date.min, default=None)

    @property
    def only_shares(self) -> bool:
        """True where the folder holds answers for others to share and is no landlord's publication."""
        return self.kind.strip().casefold() == SHARED_ANSWERS

    def file_of(self, name: str) -> str:
        """The file that a label or heading stands in."""
        return self.shared_file if name.casefold() in self.inherited else self.file
