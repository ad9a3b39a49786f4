"""Invented landlords with varied, valid answers, as many as asked for: the same number always gives the same landlord.

python benchmarks/landlords.py 100 FOLDER      a workspace with a hundred landlords, a year each
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

from generator import catalogue
from generator.answers import starter
from generator.dates import in_words
from generator.intake import filled, save
from generator.model import NO, YES, Action, Answer, Edition, EvidenceItem, Provision, Review
from generator.rich_text import read_runs, read_text

FIRST = "Alder Brook Cedar Dene Elm Fern Glen Hazel Ivy Juniper Kestrel Linden Maple North Orchard Pine Quarry River South Thorn".split()
SECOND = "bank bridge brook burn cross dale field ford gate ham hill hurst lea market mere mouth stead ton vale wick wood".split()
KIND = "Homes,Housing,Living,Community Housing,Housing Association,Homes Trust".split(",")
WHO = (
    "the resolution team,our contact centre,each neighbourhood officer,the repairs partner,the complaints panel,a senior manager,"
    "the customer committee,our surveyors,the leasehold team,the out-of-hours service,scheme managers,the quality adviser"
).split(",")
DOES = (
    "records,acknowledges,explains,checks,reviews,answers,logs,reports on,follows up,samples,tracks,publishes,passes on,closes"
).split(",")
WHAT = (
    "every expression of dissatisfaction,open cases,the reasons for a decision,each promise that a reply makes,requests for "
    "adjustments,late replies,compensation payments,what residents say after a case,themes by area,cases that go to stage 2,calls "
    "that were not returned,letters in other languages,damp and mould cases,complaints about contractors,service requests"
).split(",")
WHEN = (
    "on the day they arrive,within {n} working days,each week,every month,by the {n}th of the month,at the quarterly meeting,before a "
    "case is closed,in {n} of {m} sampled cases,when a resident asks,since {month},at induction and every {n} months,for {n}% of cases"
).split(",")
HOW = (
    "in the case system,with a named person,by telephone and in writing,against the policy’s section {n}.{k},in plain English,on one "
    "page,with a note of what was learned,through the dashboard,with the resident’s agreement,at no cost to the resident,and writes "
    "down why,and tells the resident the next date"
).split(",")
MONTHS = "January February March April May June July August September October November December".split()
DOCUMENTS = (
    "Complaints policy,Complaints procedure,Annual complaints report,Adjustments policy,Remedies policy,Training plan".split(",")
)
POSTS = "Head of Resolution,Director of Customers,Repairs Manager,Complaints Lead,Head of Communities,Policy Manager".split(",")


def name(number: int) -> str:
    """A landlord's name; no two of the first 2,520 are the same."""
    kind = KIND[number // (len(FIRST) * len(SECOND)) % len(KIND)]
    return f"{FIRST[number % len(FIRST)]}{SECOND[number // len(FIRST) % len(SECOND)]} {kind}"


def sentence(chance: Random) -> str:
    """A plain sentence about handling complaints."""
    text = " ".join(chance.choice(words) for words in (WHO, DOES, WHAT, WHEN, HOW))
    text = text.format(n=chance.randint(2, 28), m=chance.randint(30, 60), k=chance.randint(1, 9), month=chance.choice(MONTHS))
    return text[0].upper() + text[1:] + "."


def commentary(chance: Random) -> str:
    """One to three paragraphs, and now and then a list, words in bold, or a link."""
    lines = [" ".join(sentence(chance) for _ in range(chance.randint(1, 4))) for _ in range(chance.randint(1, 3))]
    if chance.random() < 0.3:
        lines += [f"- {sentence(chance)}" for _ in range(chance.randint(2, 5))]
    if chance.random() < 0.3:
        lines.append(f"We call this **the {chance.choice(WHAT)} check**, and it covers {chance.randint(50, 900)} cases a year.")
    if chance.random() < 0.15:
        lines.append(f"See [what we learned](https://www.example.org/learning/{chance.randint(1, 999)}).")
    return "\n".join(lines)


def answer(provision: Provision, chance: Random) -> Answer:
    """A reviewed answer: a Yes with evidence, or about one time in twelve a No with an action."""
    places = (
        f"{chance.choice(DOCUMENTS)}: {chance.randint(1, 9)}.{chance.randint(1, 9)} (page {chance.randint(1, 30)})" for _ in "xx"
    )
    evidence = tuple(EvidenceItem(read_runs(place)) for place in sorted(set(places)))
    review = Review(f"{in_words(date(2026, 4, 1) + timedelta(chance.randint(0, 80)))}, {chance.choice(POSTS)}")
    said = read_text(commentary(chance))
    if chance.random() > 1 / 12:
        return Answer(provision.number, YES, evidence, said, owner=chance.choice(POSTS), reviewed=review)
    by = date(2027, 1, 1) + timedelta(chance.randint(0, 300))
    action = Action(read_text(sentence(chance)), chance.choice(POSTS), by, in_words(by))
    return Answer(provision.number, NO, evidence, said, (action,), owner=chance.choice(POSTS), reviewed=review)


def files(number: int, edition: Edition) -> dict[str, str]:
    """The answer files of one landlord by name."""
    chance = Random(number)
    made = starter.files(edition, {p.number: answer(p, chance) for p in edition.provisions})
    facts = {
        "Landlord": name(number),
        "Kind": "housing association",
        "Homes": f"{chance.randint(200, 60_000):,}",
        "Financial year end": "31 March",
        "Period": "1 April 2025 to 31 March 2026",
        "Complaints officer": "Complaints Lead",
        "Senior lead person": "Director of Customers",
        "Member Responsible for Complaints": "Chair of the Customer Committee",
        "Website": f"https://www.landlord-{number}.example/complaints",
        "Name": "Board",
        "For approval": "23 July 2026",
    }
    landlord = filled(made["landlord.md"], facts)
    for heading in ("How to complain", "How to reach the Ombudsman", "Other formats"):
        landlord = landlord.replace(f"## {heading}\n", f"## {heading}\n{sentence(chance)}\n{sentence(chance)}\n")
    register = "".join(f"### {title}\nVersion: {chance.randint(1, 9)}.{chance.randint(0, 9)}\n\n" for title in DOCUMENTS)
    return {**made, "landlord.md": landlord.replace("## Documents\n", f"## Documents\n\n{register}")}


def make(count: int, folder: Path) -> None:
    """A workspace with so many landlords. Raises Stop where there is one already."""
    edition = catalogue.load(catalogue.in_force(date(2026, 7, 1)))
    for number in range(count):
        save(files(number, edition), folder / "answers" / f"landlord-{number:04}" / "2026")


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
