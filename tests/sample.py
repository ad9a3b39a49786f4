"""Self-assessments made from the model, for tests that need no files."""

from __future__ import annotations

from datetime import date

from generator import catalogue
from generator.model import Action, Answer, Document, EvidenceItem, GoverningBody, Landlord, SelfAssessment
from generator.rich_text import read_runs, read_text
from generator.view import View, view

EDITION = catalogue.load("housing-ombudsman-2024")

NASTY = """\
=SUM(A1:A9) looks like a formula, and so do
+44 and
@home and
\\- a dash that is no bullet
<script>alert("no")</script> & {{ 7*7 }} {% raw %} ${x} are *plain* text
Owner: nobody
Action 2
6.4 Landlords must decide whether an extension to this timescale is needed
- first
  - deeper, with **bold words**, *italic words* and ***both***
    1. one
    2. two
  - deeper again
- see [our **complaints** page](https://www.exemplar-homes.example/complaints?a=1&b=2) or www.exemplar-homes.example
1. one
2. two
1. one again
2. two again
Ffôn: 0300 123 4567; café; naïve; 🏠; “quoted” and ‘quoted’; 5 < 6 > 4; no\u00a0break
Averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword"""


def full_assessment() -> SelfAssessment:
    """All 72 provisions answered, with a few Nos, and text made to break things in 1.2 and 6.3."""
    answers = []
    for i, provision in enumerate(EDITION.provisions):
        evidence = (
            EvidenceItem(read_runs(f"Complaints policy: {i}.2 (page {i})"), "Complaints policy", f"{i}.2 (page {i})"),
            EvidenceItem(read_runs("=1+1 and **bold** at [a page](https://www.exemplar-homes.example/p)")),
        )
        commentary = read_text(f"We do what {provision.number} asks, in the way that number {i} of our notes says.")
        answer = Answer(provision.number, "yes", evidence, commentary, owner="SECRET OWNER", note=read_text("SECRET NOTE"))
        if provision.number in ("1.2", "6.3"):
            answer = Answer(provision.number, "yes", (evidence[0], EvidenceItem(read_runs("- odd"))), read_text(NASTY))
        if provision.number in ("6.3", "6.14", "7.3"):
            actions = (
                Action(read_text("Two more officers\nOwner: not a label"), "Head of Resolution", date(2027, 3, 31)),
                Action(
                    read_text("- A weekly review"),
                    "Director of Customers",
                    date(2026, 12, 31),
                    outcome=read_text("Begun.\n- twice"),
                ),
            )
            answer = Answer(provision.number, "no", answer.evidence, answer.commentary, actions)
        if provision.number == "3.4":
            answer = Answer(provision.number, "no", (), commentary, (), read_text("On display at the office.\n- every day"))
        answers.append(answer)
    return SelfAssessment("exemplar-homes/2026", landlord(), tuple(answers))


def landlord() -> Landlord:
    """An approved landlord with everything filled in."""
    return Landlord(
        name="Exemplar Homes & Sons",
        kind="housing association",
        homes=4210,
        homes_text="4,210",
        year_end="31 March",
        code="housing-ombudsman-2024",
        period="1 April 2025 to 31 March 2026",
        period_from=date(2025, 4, 1),
        period_to=date(2026, 3, 31),
        reason="annual",
        covers=("Exemplar Living",),
        complaints_officer="Resolution Manager",
        senior_lead="Director of Customers",
        mrc="Chair of the Customer Committee",
        website="https://www.exemplar-homes.example/complaints",
        colour="#1d5e8a",
        how_to_complain=read_text(
            "Call us on 0300 123 4567.\n- or write\n- or [use our form](https://www.exemplar-homes.example/form)"
        ),
        ombudsman=read_text("Housing Ombudsman Service\n0300 111 3000\nwww.housing-ombudsman.org.uk"),
        other_formats=read_text("Ask us for large print, audio or another language."),
        bodies=(
            GoverningBody(
                "Board", date(2026, 7, 23), date(2026, 7, 23), "7.2", read_text("The Board has **reviewed** it.\n- a\n- b")
            ),
        ),
        documents=(
            Document("Complaints policy", ("Policy",), "4.1", "26 March 2026", "https://www.exemplar-homes.example/policy.pdf"),
            Document("=Letter template", (), "2", "May 2026", ""),
        ),
    )


def full_view(*, draft: bool = False) -> View:
    """The view of ``full_assessment``."""
    return view(EDITION, full_assessment(), draft=draft)
