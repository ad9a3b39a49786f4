"""Invented self-assessments on the forms of 2022 and 2020, with every kind of answer that these have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from sample import NASTY, landlord

from generator import catalogue, intake
from generator.answers import starter
from generator.model import (
    FIGURE,
    FREE_TEXT,
    PARTS,
    Action,
    Answer,
    EvidenceItem,
    Provision,
    Review,
    SelfAssessment,
)
from generator.rich_text import read_runs, read_text

FORMS = {year: catalogue.load(f"housing-ombudsman-{year}") for year in ("2020", "2022")}

NO = {"2020": ("1b", "4d", "6a"), "2022": ("2.6", "5.9", "5.2")}
NOT_APPLICABLE = ("2.2", "5.17", "5.18")
TRICKY = {"2020": ("4a", "8d"), "2022": ("1.4", "6.2")}
ACTION = {"2020": "4d", "2022": "5.9"}

# What looks like the form's own words, or like the beginning of another answer.
LIKE_LABELS = "Yes\nNo\nEvidence\n**Commentary**\nNot answered\nOur figure\n4g.1 Stage one\n" + NASTY


def assessment(year: str) -> SelfAssessment:
    """Everything answered: verdicts of every kind, and in 2020 figures, words, a question in parts and one as a whole."""
    edition = FORMS[year]
    answers = tuple(_answer(year, i, provision) for i, provision in enumerate(edition.provisions) if not _as_a_whole(provision))
    return SelfAssessment(
        "exemplar-homes/2023",
        replace(
            landlord(),
            code=edition.id,
            period="1 April 2022 to 31 March 2023",
            period_from=date(2022, 4, 1),
            period_to=date(2023, 3, 31),
            bodies=(replace(landlord().bodies[0], for_approval=None, approved=date(2023, 7, 20)),),
            name="Exemplar Homes",
        ),
        answers,
    )


def _as_a_whole(provision: Provision) -> bool:
    """4g is answered by its parts, 8b as a whole."""
    return provision.number == "4g" or provision.part_of == "8b"


def _answer(year: str, i: int, provision: Provision) -> Answer:
    words = f"We looked at {provision.number} in the spring of 2023, and found in file {i} what we describe here."
    evidence = (
        ()
        if i % 3 == 0
        else (
            EvidenceItem(read_runs(f"Complaints policy: {i}.2 (page {i})"), "Complaints policy", f"{i}.2 (page {i})"),
            EvidenceItem(read_runs(f"=1+1, **minutes** of meeting {i} at [a page](https://www.exemplar-homes.example/{i})")),
        )
    )
    answer = Answer(
        provision.number,
        "",
        evidence,
        read_text(words),
        reviewed=Review("2 May 2023, Policy Officer", "Policy Officer", date(2023, 5, 2)),
    )
    if provision.asks in (FREE_TEXT, PARTS):
        return replace(
            answer, commentary=read_text(LIKE_LABELS if provision.number in TRICKY[year] else f"{words}\n- one\n- two")
        )
    if provision.asks == FIGURE:
        return replace(answer, commentary=read_text(f"{i}%\nof {i * 7} complaints"))
    comply = "no" if provision.number in NO[year] else "yes"
    if year == "2022" and provision.number in NOT_APPLICABLE:
        return replace(
            answer,
            comply="not applicable",
            evidence=(),
            commentary=read_text(f"We have none of what {provision.number} is about."),
        )
    if provision.number in TRICKY[year]:
        return replace(answer, comply=comply, commentary=read_text(LIKE_LABELS))
    if provision.number == ACTION[year]:
        actions = (
            Action(read_text("Two more officers\n- a weekly review"), "Head of Resolution", date(2024, 3, 31)),
            Action(read_text("New letters"), "Director of Customers", date(2023, 12, 31), outcome=read_text("Begun.\n- twice")),
        )
        return replace(answer, comply=comply, actions=actions)
    if comply == "no":
        return replace(answer, comply=comply, alternative=read_text("On display at the office.\n- every day"))
    if i % 11 == 1 and evidence:
        return replace(answer, comply=comply, commentary=())
    return replace(answer, comply=comply)


LANDLORD = """\
# Exemplar Homes

Landlord: Exemplar Homes
Kind: housing association
Homes: 4,210
Financial year end: 31 March
Code: {code}
Period: 1 April 2022 to 31 March 2023
Reason: annual
Complaints officer: Resolution Manager
Website: https://www.exemplar-homes.example/complaints

## How to complain
Call us on 0300 123 4567, or write to us.

## How to reach the Ombudsman
Call the Housing Ombudsman Service on 0300 111 3000.

## Other formats
Ask us for large print or another language.

## Governing body
Name: Board
Approved: 20 July 2023
Minute: 7.2

### Response
The Board has looked at all of it.

## Documents

### Complaints policy
Version: 4.1
Date: 26 March 2023
Address: https://www.exemplar-homes.example/policy.pdf
"""
"""What landlord.md says where the edition asks for nobody who leads."""


def made_folder(year: str, parent: Path) -> Path:
    """The answers as a new year's files, with a filled-in landlord.md."""
    edition = FORMS[year]
    path = parent / "answers" / "exemplar-homes" / "2023"
    files = starter.files(edition, {answer.provision: answer for answer in assessment(year).answers})
    intake.save(files | {"landlord.md": LANDLORD.format(code=edition.id)}, path)
    return path
