"""A landlord's year, and what its governing bodies approved of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model.answers import Answer
from generator.model.code import Edition
from generator.model.landlord import GoverningBody, Landlord


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """A landlord's year: ``name`` is LANDLORD/YEAR as in the workspace; answers are in Code order, at most one a provision.

    ``shared`` are the answers of its group, those too that the landlord's own take the place of.
    """

    name: str
    landlord: Landlord
    answers: tuple[Answer, ...]
    shared: tuple[Answer, ...] = ()

    def answer(self, number: str) -> Answer | None:
        """The provision's answer, or None."""
        return next((a for a in self.answers if a.provision == number), None)

    def is_shared(self, answer: Answer) -> bool:
        """True for an answer that stands in the group's files."""
        return any((a.provision, a.file, a.line) == (answer.provision, answer.file, answer.line) for a in self.shared)


@dataclass(frozen=True, slots=True)
class ApprovedCopy:
    """What a governing body approved, as it was kept then: ``name`` is the copy's LANDLORD/YEAR/approved/NAME.

    ``assessment`` and ``edition`` are None where there is no copy, or one that cannot be read whole (``broken``). ``digest`` is that of
    what it holds now.
    """

    body: GoverningBody
    name: str
    edition: Edition | None = None
    assessment: SelfAssessment | None = None
    broken: bool = False
    digest: str = ""

    @property
    def on(self) -> date:
        """The day of the approval."""
        return self.body.approved or date.max

    @property
    def agrees(self) -> bool:
        """False where the record of the approval says that something else was approved than the copy holds."""
        return self.body.copy in ("", self.digest)
