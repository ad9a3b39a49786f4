"""An edition of the Code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.model.answers import Answer

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
