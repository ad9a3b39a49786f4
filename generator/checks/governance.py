"""What landlord.md has to say, and whether the self-assessment was reviewed and approved (Code 8.1 and 8.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.case import Case, Finding
from generator.checks.sentences import numbers
from generator.dates import in_words
from generator.model import MEMBER_RESPONSIBLE, SENIOR_LEAD, Answer, EvidenceItem, GoverningBody, Landlord
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
        "Complaints officer": (landlord.complaints_officer, "the person or team that handles complaints (Code 4.1)"),
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
            words = f"{case.assessment.name}: the self-assessment is not approved by {body.in_sentence}{due}."
            command = approve_command(case.assessment.landlord, case.assessment.name, body)
            help_ = f"When it has been approved, record it, which keeps a copy of what was approved: {command}"
            yield Finding(_file(case), body.line, "", words, help_)


def approval_ahead(case: Case) -> Iterator[Finding]:
    """Approvals dated after the day given: they cannot have happened."""
    for body in case.assessment.landlord.bodies:
        if body.approved and body.approved > case.on:
            day = in_words(body.approved)
            words = (
                f"{case.assessment.name}: the approval by {body.in_sentence} is dated {day}, which is after {in_words(case.on)}."
            )
            yield Finding(_file(case), body.line, "", words, "Until then, write the day after “For approval:”.")


def approval_early(case: Case) -> Iterator[Finding]:
    """Approvals dated before the end of the period assessed: nobody can have seen what was still to happen (Code 8.1, each year)."""
    landlord = case.assessment.landlord
    for body in landlord.bodies:
        if body.approved and (early := before_period_end(landlord, body.approved)):
            words = f"{case.assessment.name}: the approval by {body.in_sentence} is dated {early}"
            yield Finding(_file(case), body.line, "", words, EARLY_HELP)


EARLY_HELP = "Put right the day of the approval, or “Period:” in landlord.md."


def before_period_end(landlord: Landlord, day: date) -> str:
    """The day, in words, as one before the period's end; "" where it is not."""
    if landlord.period_to is None or day >= landlord.period_to:
        return ""
    return f"{in_words(day)}, before the period assessed ended on {in_words(landlord.period_to)}."


def no_response(case: Case) -> Iterator[Finding]:
    """Governing bodies without a response, which is published beside the report (Code 8.2)."""
    for body in _publishing(case):
        if not body.response:
            words = f"{case.assessment.name}: there is no response of {body.in_sentence}."
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


def approve_command(landlord: Landlord, name: str, body: GoverningBody) -> str:
    """The command that records this body's approval, with what it has to be given."""
    which = f' --body "{body.name}"' if len(landlord.bodies) > 1 else ""
    return f"self-assessment approve {name}{which} --date DAY --minute NUMBER"


def reviewed_ahead(case: Case) -> Iterator[Finding]:
    """Reviews dated after the day given, in one Problem a file: they cannot have happened."""
    groups: dict[str, list[Answer]] = {}
    for _, answer in case.answers:
        if answer.reviewed and answer.reviewed.on and answer.reviewed.on > case.on:
            groups.setdefault(answer.file, []).append(answer)
    for file, here in groups.items():
        which = numbers(answer.provision for answer in here)
        words = f"“Reviewed:” under {which} gives a day after {in_words(case.on)}."
        first = here[0]
        line = first.reviewed.line if first.reviewed and first.reviewed.line else first.line
        yield Finding(file, line, "", words, "Write the day on which the answer was read through; take the line out until then.")


def _says(answer: Answer) -> tuple[tuple[EvidenceItem, ...], Text]:
    return answer.evidence, answer.commentary


def _publishing(case: Case) -> tuple[GoverningBody, ...]:
    """The bodies that approve and answer; none for a folder that only holds what others share."""
    return () if case.assessment.landlord.only_shares else case.assessment.landlord.bodies


def _missing(case: Case, line: int, words: str, help_: str) -> Finding:
    return Finding(_file(case), line, "", f"{case.assessment.name}: {words} in landlord.md.", help_)


def _file(case: Case) -> str:
    return case.assessment.landlord.file or f"{case.assessment.name}/landlord.md"
