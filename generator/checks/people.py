"""Two different people: a senior lead person of the staff (9.4 in 2024), and a member of the governing body (9.5 and 9.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from generator.checks.case import COMMENTARY, EVIDENCE, Case, Finding
from generator.checks.sentences import any_of, quote, quotes, words
from generator.model import MEMBER_RESPONSIBLE, SENIOR_LEAD, Provision

_LEAD = any_of(
    "(?:suitably )?senior lead(?: person| officer)?|(?:accountable|lead) (?:person|officer)",
    "accountable for (?:our |its |the )?complaints?(?: handling)?",
)
_MRC = any_of(
    "members? responsible for complaints|MRC|lead(?: board)? member for complaints|lead (?:responsibility )?for complaints",
    "(?:board |governing body )?(?:complaints? )?champion",
)
_TASK = re.compile(rf"\b(?:(?P<lead>{_LEAD})|{_MRC})\b", re.IGNORECASE)
# A role or name: from an article or a capital on, to the end of the phrase.
_ROLE = r"(?:(?:the|our|its|an?|The|Our|Its|An?)\s+(?P<role>\w[^,.;:()]{2,70}?)|(?P<name>[A-Z][^,.;:()]{2,70}?))"
_STOP = r"(?=\s+(?:and (?:they|is|has|he|she|who|reports|will)|who|with|which|has|have|is|was|as|they|to)\b|\s*[,.;:()]|\s*$)"
_IS = r"(?:is|are|will be|remains|acts as|serves as|(?:has been|was|is) appointed(?: as)?)"
# After the task: "the senior lead person at Example Homes is the Director of Customers", "senior lead person: Director of Customers".
_AFTER = re.compile(rf"(?:[^.;:,]{{0,40}}?\s(?:is|are|will be|remains)\s+|\s*[:(–-]\s*){_ROLE}{_STOP}")
# Before it: "the Director of Customers, an executive, is our senior lead person", "appointed the Director as senior lead person".
_BEFORE = re.compile(
    rf"(?:(?:^|[.;:(]\s*){_ROLE}(?:,[^.;]{{2,120}}?,)?\s+{_IS}"
    rf"|\b[Aa]ppointed\s+{_ROLE.replace('<role', '<chosen').replace('<name', '<called')}(?:,[^.;]{{2,120}}?,)?\s+(?:as|to be))"
    r"\s+[^.;,]{0,30}?$"
)
_GOVERNING = re.compile(
    r"\b"
    + any_of(
        r"chair(?:man|woman|person)?\b(?! of the (?:executive|management|senior))",
        "(?:vice|deputy)[- ]chair|(?:board|committee|council|cabinet|governing body) member|non[- ]executive|councillor",
        r"member of (?:the|our) (?:\w+ )?(?:board|committee|council|cabinet|governing body)",
        "cllr|trustee|portfolio holder|cabinet spokesperson",
    )
    + r"\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    any_of(
        "mrc|this (?:person|role|post)|(?:senior )?(?:person|officer|staff)|somebody|someone|councillor|trustee",
        "(?:(?:senior|board|committee|staff) )?member(?: of .*)?|non executive director",
    )
)


class Naming(NamedTuple):
    """Somebody named for one of the two tasks (SENIOR_LEAD or MEMBER_RESPONSIBLE), and where: provision, file, line, words."""

    task: str
    person: str
    provision: Provision
    file: str
    line: int
    words: str


def same_person(case: Case) -> Iterator[Finding]:
    """The same person for both tasks, by landlord.md or by what the answers say; in one Problem."""
    landlord = case.assessment.landlord
    organisations = {_normal(name) for name in (landlord.name, *landlord.covers)}
    for lead, member in product(_named(case, SENIOR_LEAD), _named(case, MEMBER_RESPONSIBLE)):
        if (_people(lead.person) & _people(member.person)) - organisations:
            said = "the same person is named as senior lead person and as Member Responsible for Complaints: "
            told = quotes((lead.words, member.words))
            help_ = "The first is a senior member of staff, the second a member of the governing body: name two different people."
            yield Finding(member.file, member.line, member.provision.number, f"{member.provision.heading}: {said}{told}.", help_)
            return


def lead_is_member(case: Case) -> Iterator[Finding]:
    """A member of the governing body, such as the chair of a committee, named as senior lead person."""
    for naming in _named(case, SENIOR_LEAD):
        if _GOVERNING.search(naming.person):
            said = f"{naming.provision.heading}: this names a member of the governing body: {naming.words}."
            help_ = "The senior lead person is a senior member of staff; the governing body's own lead is the Member Responsible."
            yield Finding(naming.file, naming.line, naming.provision.number, said, help_)


def _named(case: Case, task: str) -> list[Naming]:
    """Who is named for a task, in landlord.md first and then by the answers to the provisions about it."""
    landlord = case.assessment.landlord
    label, person = {
        SENIOR_LEAD: ("Senior lead person", landlord.senior_lead),
        MEMBER_RESPONSIBLE: ("Member Responsible for Complaints", landlord.mrc),
    }[task]
    asked = next((p for p in case.edition.provisions if p.about == task), None)
    if asked is None:
        return []
    line_number = landlord.lines.get(label.lower(), 0)
    named = [Naming(task, person, asked, landlord.file_of(label), line_number, f"“{label}: {person}”")] if person else []
    for provision, answer in case.about(task):
        lines = (line for line in case.part_lines(EVIDENCE, COMMENTARY) if line.provision is provision)
        says = [
            Naming(told, who, provision, answer.file, line.number, quote(saying.text, start))
            for line in lines
            for saying in line.sayings
            for told, who, start in _namings(saying.own)
        ]
        # An answer about the one task that speaks of the other alone has named the wrong person.
        named += [naming for naming in says if naming.task == task] or says
    return named


def _namings(own: str) -> Iterator[tuple[str, str, int]]:
    """The tasks that a sentence gives to somebody: the task, the person, and where the words begin."""
    for task in _TASK.finditer(own):
        after, before = _AFTER.match(own, task.end()), _BEFORE.search(own[: task.start()])
        match = before or after
        person = next((given for given in match.groups() if given), "") if match else ""
        if match and _people(person):
            yield (SENIOR_LEAD if task["lead"] else MEMBER_RESPONSIBLE), person, min(match.start(), task.start())


def _people(text: str) -> set[str]:
    """The names and roles in a text ("Jane Smith, Director of Customers"), for comparing; no "member of the Board"."""
    parts = {_normal(part) for part in re.split(r"[,;()]|\s[–-]\s", text)}
    return {part for part in parts if part and not _ANYBODY.fullmatch(part)}


def _normal(text: str) -> str:
    return " ".join(word for word in words(text.replace("&", "and")) if word not in ("the", "our", "a", "an", "its"))
