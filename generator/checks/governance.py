"""What landlord.md has to say, and whether the self-assessment was reviewed and approved (Code 8.1 and 8.2)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.case import Case, Finding
from generator.checks.sentences import numbers
from generator.dates import in_words
from generator.model import MEMBER_RESPONSIBLE, SENIOR_LEAD, Answer, EvidenceItem, GoverningBody
from generator.rich_text import Text


def landlord_field_missing(case: Case) -> Iterator[Finding]:
    """What the published documents need and landlord.md does not say; who leads, only where the edition asks for these people."""
    landlord = case.assessment.landlord
    if landlord.only_shares:
        return
    subjects = {provision.about for provision in case.edition.provisions}
    leads = {
        "Senior lead person": (SENIOR_LEAD, landlord.senior_lead, "who is accountable for complaint handling"),
        "Member Responsible for Complaints": (
            MEMBER_RESPONSIBLE,
            landlord.mrc,
            "which member of the governing body leads on complaints",
        ),
    }
    labels = {
        "Landlord": (landlord.name, "the landlord's name"),
        "Code": (landlord.code, "the edition of the Code, such as housing-ombudsman-2024"),
        "Period": (landlord.period, "the period assessed, such as 1 April 2025 to 31 March 2026"),
        "Complaints officer": (landlord.complaints_officer, "who fills in the form"),
        **{label: (value, what) for label, (subject, value, what) in leads.items() if subject in subjects},
    }
    headings = {
        "How to complain": (landlord.how_to_complain, "how residents can complain"),
        "How to reach the Ombudsman": (landlord.ombudsman, "how residents can reach the Ombudsman"),
        "Other formats": (landlord.other_formats, "how to ask for large print, another language or another format"),
    }
    for label, (value, what) in labels.items():
        if not value:
            line = landlord.lines.get(label.lower(), 0)
            yield _missing(case, line, f"“{label}:” is missing", f"Write {what}, after “{label}:” at the top of the file.")
    for heading, (text, what) in headings.items():
        if not text:
            yield _missing(case, 0, f"“## {heading}” is missing or empty", f"Say under “## {heading}” {what}.")
    if not landlord.bodies:
        help_ = "Add the heading with “Name:” under it, such as Board or Cabinet."
        yield _missing(case, 0, "“## Governing body” is missing", help_)
    for body in landlord.bodies:
        if not body.name:
            yield _missing(case, body.line, "a governing body has no name", "Write it after “Name:” under “## Governing body”.")


def no_approval(case: Case) -> Iterator[Finding]:
    """Governing bodies that have not approved."""
    for body in _publishing(case):
        if not body.approved:
            due = (
                f", which was to do so on {in_words(body.for_approval)}"
                if body.for_approval and body.for_approval < case.on
                else ""
            )
            words = f"{case.assessment.name}: the self-assessment is not approved by {the(body.name)}{due}."
            help_ = "When it has been approved, write the day after “Approved:” and the minute after “Minute:”."
            yield Finding(_file(case), body.line, "", words, help_)


def approval_ahead(case: Case) -> Iterator[Finding]:
    """Approvals dated after the day given: they cannot have happened."""
    for body in case.assessment.landlord.bodies:
        if body.approved and body.approved > case.on:
            day = in_words(body.approved)
            words = (
                f"{case.assessment.name}: the approval by {the(body.name)} is dated {day}, which is after {in_words(case.on)}."
            )
            yield Finding(_file(case), body.line, "", words, "Until then, write the day after “For approval:”.")


def no_response(case: Case) -> Iterator[Finding]:
    """Governing bodies without a response, which is published beside the report (Code 8.2)."""
    for body in _publishing(case):
        if not body.response:
            words = f"{case.assessment.name}: there is no response of {the(body.name)}."
            yield Finding(_file(case), body.line, "", words, "Put it under “### Response”, below the governing body's name.")


def not_reviewed(case: Case) -> Iterator[Finding]:
    """Answers that nobody has reviewed yet, in one Problem a section and folder; those that stand as they stood last year are named."""
    left = [answer for _, answer in case.answers if not (answer.reviewed or answer.empty)]
    last = {_says(answer) for answer in case.before.answers} if case.before else set()
    groups: dict[tuple[str, str], list[Answer]] = {}
    for answer in left:
        section = case.edition.section_of(answer.provision)
        groups.setdefault((section.number if section else "", answer.file.rpartition("/")[0]), []).append(answer)
    for (number, folder), here in groups.items():
        words = f"Section {number}: {len(here)} {'answer has' if len(here) == 1 else 'answers have'} not been reviewed: "
        words += f"{numbers(answer.provision for answer in here)}."
        carried = [answer.provision for answer in here if _says(answer) in last]
        if case.before and carried:
            which = "What is said there is" if len(carried) == len(here) else f"What is said under {numbers(carried)} is"
            words += f" {which} as it was in {case.before.name}."
        help_ = "When an answer has been read through, write below its heading when and by whom (“Reviewed: 2 May 2026, Policy Officer”)"
        command = f"self-assessment review {folder or case.assessment.name} --section {number} --by NAME"
        yield Finding(here[0].file, here[0].line, "", words, f"{help_}; for all of them at once: {command}")


def _says(answer: Answer) -> tuple[tuple[EvidenceItem, ...], Text]:
    return answer.evidence, answer.commentary


def _publishing(case: Case) -> tuple[GoverningBody, ...]:
    """The bodies that approve and answer; none for a folder that only holds what others share."""
    return () if case.assessment.landlord.only_shares else case.assessment.landlord.bodies


def _missing(case: Case, line: int, words: str, help_: str) -> Finding:
    return Finding(_file(case), line, "", f"{case.assessment.name}: {words} in landlord.md.", help_)


def _file(case: Case) -> str:
    return case.assessment.landlord.file or f"{case.assessment.name}/landlord.md"


def the(name: str) -> str:
    """A body's name within a sentence: "the Board"."""
    return f"the {name}" if name and not name.lower().startswith("the ") else name or "the governing body"
