"""The field's own things, frozen: an edition of the Code, and one landlord's self-assessment against it.

Nothing here reads or writes. Lines travel with values only so that messages can name them, and never count when two values
are compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from generator.rich_text import Run, Text

YES = "yes"
NO = "no"
NOT_APPLICABLE = "not applicable"

SHARED_ANSWERS = "shared answers"
"""The kind of a folder that only holds what a group's landlords share."""

# What a provision asks for. Only a verdict is one of the edition's answers; the rest is answered in the commentary, where a
# figure is the first line. A question in parts is answered by its parts, or as a whole.
VERDICT = "verdict"
FIGURE = "figure"
FREE_TEXT = "text"
PARTS = "parts"

# How an edition numbers its provisions: 6.10, 4g, and 4g.1 for what is our own number for a part.
PROVISION_NUMBER = r"(?:\d{1,2}(?:\.\d{1,3})+|\d{1,2}[a-z](?:\.\d{1,3})?)"

# What a provision may be about where a check has to know it, as edition files write it.
SENIOR_LEAD = "senior lead"
MEMBER_RESPONSIBLE = "member responsible"
THIRD_PARTIES = "third parties"
RESPONSE_TIME = "response time"
ANNUAL_REPORT = "annual report"
SUBJECTS = (SENIOR_LEAD, MEMBER_RESPONSIBLE, THIRD_PARTIES, RESPONSE_TIME, ANNUAL_REPORT)


# The Code


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the official form; ``title`` is "" where the form prints none.

    ``holds``: number, requirement, comply, evidence or commentary; support where evidence, commentary and explanations share
    a column; yes and no where the form has a column for each answer, with everything that is said in it.
    """

    title: str
    holds: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that the edition allows: the value in answer files ("yes"), and as it is printed ("Yes")."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading that the form groups the provisions of every section under, such as what must and what should be done."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the complaints process that a section's provisions are grouped under."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class OldWording:
    """Words that show that an answer was written for an earlier edition; ``why`` is what the provision says instead."""

    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One numbered requirement of the Code, worded as the Code words it; label and hint are our own.

    ``wording`` says where the text was seen; ``number_seen`` is False for a number that is from memory or our own.
    ``conditional``: the case may not have arisen (8.3, 8.4, 8.5 in 2024). ``about`` is one of SUBJECTS, or "".
    ``asks`` is VERDICT, FIGURE, FREE_TEXT or PARTS. ``part_of`` is the number of the question that this is a part of, or that it
    follows up; such a provision is answered and printed as any other, but not counted.
    ``carries_on`` are the provisions of the edition before that carry on in this one (none where it is new), and ``changed``
    says what is new or other than there; see ``CarriesOn``.
    """

    number: str
    label: str
    text: str
    items: tuple[str, ...] = ()
    item_style: str = "bullets"
    stage: str = ""
    conditional: bool = False
    also_worded: tuple[str, ...] = ()
    wording: str = ""
    hint: str = ""
    about: str = ""
    superseded: tuple[OldWording, ...] = ()
    group: str = ""
    asks: str = VERDICT
    part_of: str = ""
    number_seen: bool = True
    carries_on: tuple[str, ...] = ()
    changed: str = ""

    @property
    def heading(self) -> str:
        """Number and label: "6.3 Stage 1 response within 10 working days"."""
        return f"{self.number} {self.label}"

    @property
    def anchor(self) -> str:
        """The permanent anchor on web pages and in Word: "provision-6-3"."""
        return "provision-" + self.number.replace(".", "-")


@dataclass(frozen=True, slots=True)
class CarriesOn:
    """Which provisions of the edition before, ``from_numbers``, carry on in the provision ``to``; none where it is new.

    ``why`` says what is new or other. It is "" only where one provision carries on in one, with the same substance.
    """

    to: str
    from_numbers: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """A provision of the edition before that does not carry on, and why."""

    number: str
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the Code with its provisions in the form's order, and the titles that landlords also print for it."""

    number: str
    title: str
    provisions: tuple[Provision, ...]
    stages: tuple[Stage, ...] = ()
    also_titled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the Code fixes for every complaints policy, in ``words``, any one of which will do, or in a ``figure``.

    A figure ("at most 10 working days", "at least 12 months") counts in a sentence that is ``about`` its subject: each of these lists
    alternatives, one of which must begin a word of the sentence or of the headings above it, and none of ``not_about``. ``instead``
    are words that contradict.
    """

    id: str
    label: str
    provision: str
    words: tuple[str, ...] = ()
    figure: str = ""
    about: tuple[tuple[str, ...], ...] = ()
    not_about: tuple[str, ...] = ()
    instead: tuple[OldWording, ...] = ()


@dataclass(frozen=True)
class Edition:
    """One edition of the Code, with everything that the program knows about it.

    ``follows`` is the id of the edition before, or "" for the first; ``gone`` are the provisions that only that one has.
    """

    id: str
    name: str
    title: str
    issuer: str
    in_force_from: date
    introduction: tuple[str, ...]
    columns: tuple[Column, ...]
    answers: tuple[Choice, ...]
    conditional_note: str
    sections: tuple[Section, ...]
    groups: tuple[Group, ...] = ()
    follows: str = ""
    gone: tuple[Gone, ...] = ()
    policy_expectations: tuple[Expectation, ...] = ()

    def __hash__(self) -> int:
        """Of the id alone: what is kept for an edition is looked up often, and its text is long."""
        return hash(self.id)

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        """Every provision in Code order, which is the form's."""
        return tuple(p for section in self.sections for p in section.provisions)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the provisions."""
        return tuple(p.number for p in self.provisions)

    @cached_property
    def counted(self) -> tuple[Provision, ...]:
        """The provisions that are counted: all but the parts of questions, and what follows a question up."""
        return tuple(p for p in self.provisions if not p.part_of)

    @cached_property
    def asks_questions(self) -> bool:
        """True for a form that asks questions, some of them for a figure or for words: there a Yes is an answer and no merit."""
        return any(p.asks != VERDICT for p in self.counted)

    def is_answered(self, provision: Provision, answers: Mapping[str, Answer]) -> bool:
        """True where what the provision asks for is given; ``answers`` are by number.

        A question in parts is answered by all of its parts or as a whole, and then so is each part.
        """

        def given(asked: Provision) -> bool:
            answer = answers.get(asked.number)
            return answer is not None and bool(answer.comply if asked.asks == VERDICT else answer.commentary)

        if given(provision):
            return True
        if provision.asks == PARTS:
            return all(given(part) for part in self.provisions if part.part_of == provision.number)
        if not provision.part_of:
            return False
        return any(given(whole) for whole in self.provisions if whole.asks == PARTS and whole.number == provision.part_of)

    def section_of(self, number: str) -> Section | None:
        """The section that holds the provision, or None."""
        return self._sections.get(number)

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {provision.number: section for section in self.sections for provision in section.provisions}

    @property
    def choices(self) -> str:
        """The answers allowed, in words: "Yes, No or Not applicable"."""
        *first, last = (choice.title for choice in self.answers)
        return f"{', '.join(first)} or {last}" if first else last

    def answer_title(self, value: str) -> str:
        """How an answer is printed ("Yes"), or "" for a value that the edition does not have."""
        return next((c.title for c in self.answers if c.value == value), "")


# A landlord's answers


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
    """A body that scrutinises the self-assessment (an ALMO has two), and its response (Code 8.2)."""

    name: str
    for_approval: date | None = None
    approved: date | None = None
    minute: str = ""
    response: Text = ()
    line: int = field(default=0, compare=False)


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

    ``assessment`` and ``edition`` are None where there is no copy, or one that cannot be read whole (``broken``).
    """

    body: GoverningBody
    name: str
    edition: Edition | None = None
    assessment: SelfAssessment | None = None
    broken: bool = False

    @property
    def on(self) -> date:
        """The day of the approval."""
        return self.body.approved or date.max
