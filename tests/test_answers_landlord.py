"""landlord.md: who assesses itself, and what is said about a value that is not of its kind."""

from dataclasses import replace
from datetime import date

import pytest
from cases import in_sentences
from hypothesis import given
from hypothesis import strategies as st
from tools import EXAMPLES

from generator import answers
from generator.answers import landlord, source
from generator.answers.source import from_bytes, from_text
from generator.model import Document, ForBoardPaper, GoverningBody, Landlord
from generator.problems import Problem, Stop
from generator.rich_text import plain, read_text

WHOLE = """\
# Exemplar Homes

> Lines like this one are for us.

Landlord: Exemplar Homes
Kind: ALMO
Homes: 4,210
Financial year end: 31 March
Code: housing-ombudsman-2024
Period: 1 April 2025 to 31 March 2026
Reason: annual
Covers: Exemplar Living; ;Northgate Homes (managed by us);
Complaints officer: Resolution Manager
Senior lead person: Director of Customers
Member Responsible for Complaints: Councillor O’Brien
Website: https://www.exemplar-homes.example/complaints
Colour: #1d5e8A

## How to complain
Call us.
- or write

## How to reach the Ombudsman
0300 111 3000

## Other formats
Ask us.

## Governing body
Name: Board
For approval: 23 July 2026
Approved: 23/07/2026
Minute: 7.2
Copy: 1a2b3c4d

### Response
The Board has reviewed it.

## Governing body
Name: Cabinet member for housing

## Publications
Policy: https://x.example/policy
Self-assessment: https://x.example/self
Annual report:
Response: https://x.example/response

## Documents

### Complaints policy
Also called: Policy; Our policy
Version: 4.1
Date: March 2026
Address: https://x.example/policy.pdf

### Minutes
"""


def read(text: str) -> tuple[Landlord, list[Problem]]:
    return landlord.read(from_text("our-homes/2026/landlord.md", text))


def one(text: str) -> Problem:
    _, problems = read(text)
    assert len(problems) == 1, [problem.message for problem in problems]
    assert in_sentences(problems[0]), problems[0]
    assert problems[0].severity == dict(answers.PROBLEMS)[problems[0].id]
    return problems[0]


def test_every_field_is_read():
    found, problems = read(WHOLE)
    assert problems == []
    expected = Landlord(
        name="Exemplar Homes",
        kind="ALMO",
        homes=4210,
        homes_text="4,210",
        year_end="31 March",
        code="housing-ombudsman-2024",
        period="1 April 2025 to 31 March 2026",
        period_from=date(2025, 4, 1),
        period_to=date(2026, 3, 31),
        reason="annual",
        covers=("Exemplar Living", "Northgate Homes (managed by us)"),
        complaints_officer="Resolution Manager",
        senior_lead="Director of Customers",
        mrc="Councillor O’Brien",
        website="https://www.exemplar-homes.example/complaints",
        colour="#1d5e8A",
        how_to_complain=read_text("Call us.\n- or write"),
        ombudsman=read_text("0300 111 3000"),
        other_formats=read_text("Ask us."),
        bodies=(
            GoverningBody(
                "Board", date(2026, 7, 23), date(2026, 7, 23), "7.2", read_text("The Board has reviewed it."), copy="1a2b3c4d"
            ),
            GoverningBody("Cabinet member for housing"),
        ),
        publications=found.publications,
        documents=(
            Document("Complaints policy", ("Policy", "Our policy"), "4.1", "March 2026", "https://x.example/policy.pdf"),
            Document("Minutes"),
        ),
    )
    assert found == expected
    assert dict(found.publications) == {
        "policy": "https://x.example/policy",
        "self-assessment": "https://x.example/self",
        "response": "https://x.example/response",
    }
    assert (found.lines["landlord"], found.lines["colour"], found.bodies[1].line, found.documents[1].line) == (5, 17, 39, 56)
    assert WHOLE.splitlines()[found.bodies[0].copy_line - 1] == "Copy: 1a2b3c4d"


def test_the_example_reads_without_a_problem():
    found, problems = landlord.read(
        source.read(EXAMPLES / "exemplar-homes" / "2026" / "landlord.md", "exemplar-homes/2026/landlord.md")
    )
    assert problems == []
    assert (found.name, found.homes, found.approved) == ("Exemplar Homes", 4210, True)


def test_the_title_is_no_name():
    assert read("# Landlord\n\nLandlord:\n")[0].name == ""


def test_values_are_one_line_with_single_spaces():
    found, problems = read("Landlord:\u00a0Exemplar\t Homes\nSenior\u00a0lead person: A\vKind: ALMO")
    assert problems == []
    assert (found.name, found.senior_lead, found.kind) == ("Exemplar Homes", "A", "ALMO")


@pytest.mark.parametrize(
    ("typed", "homes"),
    [("4,210", 4210), ("950", 950), ("12 000", 12_000), ("12\u00a0000", 12_000), ("123456", 123_456), ("", None)],
)
def test_homes_as_people_write_them(typed: str, homes: int | None):
    found, problems = read(f"Homes: {typed}")
    assert (found.homes, problems) == (homes, [])


@pytest.mark.parametrize(
    "typed",
    [
        "1 April 2025 to 31 March 2026",
        "From 1 April 2025 until 31 March 2026",
        "1 April 2025 – 31 March 2026",
        "1 April 2025–31 March 2026",
        "01/04/2025 - 31/03/2026",
        "2025-04-01 to 2026-03-31",
        "April 2025 to March 2026",
    ],
)
def test_periods_as_people_write_them(typed: str):
    found, problems = read(f"Period: {typed}")
    assert (found.period_from, found.period_to, problems) == (date(2025, 4, 1), date(2026, 3, 31), [])


@pytest.mark.parametrize(
    ("id_", "text", "said", "do"),
    [
        ("invalid-value", "Homes: about 4,000", "“Homes: about 4,000” is not a number of homes", "as in “Homes: 4,210”"),
        ("invalid-value", "Homes: " + "9" * 5000, "is not a number of homes", "Homes: 4,210"),
        ("invalid-value", "Homes: 4,21", "“Homes: 4,21”", "Homes: 4,210"),
        ("invalid-value", "Homes: ٤٢١٠", "is not a number of homes", "Homes: 4,210"),
        ("invalid-value", "Colour: blue", "“Colour: blue” is not a colour", "Colour: #1d5e8a"),
        ("invalid-value", "Colour: #fff", "“Colour: #fff”", "six figures or letters"),
        ("invalid-value", "Website: www.x.example", "“Website: www.x.example” is not a web address", "beginning with https://"),
        ("invalid-value", "Website: javascript:alert(1)", "is not a web address", "leave it out"),
        ("invalid-value", "Website: https://x.example/a b", "is not a web address", "whole address"),
        ("invalid-value", "Period: 2025-26", "“Period: 2025-26” is not a period", "1 April 2025 to 31 March 2026"),
        ("invalid-value", "Period: 31 March 2026 to 1 April 2025", "is not a period", "first and the last day"),
        ("invalid-value", "Period: 1 April 2025 to now", "is not a period", "first and the last day"),
        ("invalid-value", "Period: last April to 31 March 2026", "is not a period", "first and the last day"),
        ("invalid-value", "Period: 1 April 2025", "is not a period", "first and the last day"),
        ("invalid-value", "## Publications\nPolicy: our website", "“Policy: our website” is not a web address", "https://"),
        ("invalid-value", "## Documents\n### Policy\nAddress: S:\\policy.docx", "is not a web address", "https://"),
        ("invalid-value", "## Documents\n### \nVersion: 1", "a document without a title", "“### Complaints policy”"),
        (
            "invalid-value",
            "## Documents\n### Complaints policy\nAlso called: Policy\n### Lettings policy\nAlso called: policy",
            "“policy” means two documents: this one, and “Complaints policy” on line 2",
            "Also called:",
        ),
        ("part-twice", "## Documents\n### Policy\n### policy", "“policy” is registered twice; the first is on line 2", "Keep one"),
        ("part-twice", "## Publications\n## publications", "“## Publications” stands twice; the first is on line 1", "one heading"),
        ("date-invalid", "## Governing body\nApproved: yes", "“Approved: yes” is not a date", "31 March 2027"),
        ("date-invalid", "## Governing body\nFor approval: 31 June 2026", "“For approval: 31 June 2026”", "31/03/2027"),
        ("date-month-only", "## Governing body\nApproved: July 2026", "“Approved: July 2026” is taken as 31 July 2026", "Write the day"),
        ("unknown-label", "Senior leader person: A", "Did you mean “Senior lead person”?", "Landlord, Kind, Homes"),
        ("unknown-label", "## Governing body\nDate: May", "no label “Date”: “Date: May”", "Name, For approval, Approved, Minute and Copy"),
        ("label-twice", "Kind: ALMO\nkind: council", "“Kind:” stands twice here; the first is on line 1", "Keep one"),
        ("unknown-heading", "## Document register\nText", "is not read. Did you mean “Documents”?", "The headings"),
        ("unknown-part", "## Governing body\n### Respons\nText", "is not read. Did you mean “Response”?", "Only “### Response”"),
        ("unknown-part", "## Publications\n### Policy\nText", "“Policy” here. What stands under it is not read", "put a \\ before"),
        ("unknown-part", "## Other formats\n### Braille\nText", "“Braille” here. What stands under it is not read", "put a \\ before"),
        ("unknown-part", "### Documents\nText", "“Documents” here. What stands under it is not read", "put a \\ before"),
        ("text-out-of-place", "We are a landlord.", "“We are a landlord.”", "take it out"),
        ("text-out-of-place", "**Landlord:** Exemplar", "“**Landlord:** Exemplar”", "Write it as “Landlord: Exemplar”"),
        ("text-out-of-place", "## Documents\nVersion: 1", "“Version: 1”", "### Complaints policy"),
        ("text-out-of-place", "## Governing body\n###Response", "“###Response”", "Write it as “### Response”"),
    ],
)  # fmt: skip
def test_what_is_not_of_its_kind_is_a_sentence_that_quotes_it(id_: str, text: str, said: str, do: str):
    problem = one(text)
    assert problem.id == id_
    assert said in problem.message.replace("A document", "a document")
    assert do in problem.help
    assert problem.line > 0


def test_a_value_that_is_refused_is_not_published():
    found, _ = read(
        "Website: javascript:alert(1)\nColour: red\n## Publications\nPolicy: x\n## Documents\n### P\nAddress: file:///x"
    )
    assert (found.website, found.colour, dict(found.publications), found.documents[0].address) == ("", "", {}, "")


def test_what_stands_under_one_heading_twice_is_read_together():
    found, _ = read("## How to complain\nCall.\n## How to complain\nWrite.\n## Documents\n### A\n## Documents\n### B\n### A")
    assert plain(found.how_to_complain) == "Call.\nWrite."
    assert [document.title for document in found.documents] == ["A", "B"]


def test_a_landlord_is_approved_when_all_of_its_bodies_have_approved():
    found, _ = read(WHOLE)
    assert not found.approved
    assert replace(found, bodies=found.bodies[:1]).approved
    assert not replace(found, bodies=()).approved


LINES = st.one_of(
    st.sampled_from(WHOLE.splitlines()),
    st.sampled_from(
        ["Homes: x", "## Foo", "### ", "## ", "Period: a to b", "Approved: May 2026", "Also called: ;;", "Colour:", "Address: x"]
    ),
    st.text(max_size=10),
)


@given(st.one_of(st.binary(max_size=80), st.lists(LINES, max_size=12).map(lambda lines: "\n".join(lines).encode())))
def test_whatever_the_file_holds_it_is_read_or_refused_in_a_sentence(data: bytes):
    try:
        held = from_bytes("landlord.md", data)
    except Stop:
        return
    for problem in landlord.read(held)[1]:
        assert problem.severity == dict(answers.PROBLEMS)[problem.id]
        assert 1 <= problem.line <= max(len(held.lines), 1)
        assert problem.message.endswith((".", "?"))
        assert problem.help.endswith(".")


PAPER = """\
## Board paper
Author: Policy Officer
Sponsor: Director of Customers
Confidentiality: Public

### Previous consideration
The panel read it.

### View of the Member Responsible for Complaints
I have seen the evidence.
- twice

### Risk
Amber.

### Next steps
- 31 July 2026: published
"""


def test_what_only_the_board_paper_says_is_read_part_by_part():
    found, problems = landlord.read(from_text("landlord.md", PAPER))
    assert problems == []
    assert found.board_paper == ForBoardPaper(
        author="Policy Officer",
        sponsor="Director of Customers",
        confidentiality="Public",
        previous_consideration=read_text("The panel read it."),
        view_of_member_responsible=read_text("I have seen the evidence.\n- twice"),
        risk=read_text("Amber."),
        next_steps=read_text("- 31 July 2026: published"),
    )
    assert found.board_paper.line == 1


def test_a_misspelt_part_of_the_board_paper_is_refused_with_the_one_meant():
    _, [problem] = landlord.read(from_text("landlord.md", "## Board paper\n### Risks\nAmber."))
    assert problem.id == "unknown-part"
    assert "Did you mean “Risk”?" in problem.message
    assert "“### Legal”" in problem.help


def test_text_right_under_documents_is_told_how_a_document_is_entered() -> None:
    held = source.from_text("homes/2026/landlord.md", "# A\n\n## Documents\nOur complaints policy\nVersion: 4.1\n")
    wrong = [problem for problem in landlord.read(held)[1] if problem.id == "text-out-of-place"]
    assert [problem.line for problem in wrong] == [4, 5]
    assert all("### Complaints policy" in problem.help for problem in wrong)


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("# A\n\nLandlord: Marsh Homes\nShared answers: /fen/2026/\n", ("Marsh Homes", "fen/2026")),
        ("# A\n\nLandlord: Marsh Homes\n\n## Governing body\nName: Board\n", ("Marsh Homes", "")),
        ("", ("", "")),
    ],
)
def test_a_landlords_name_and_group_are_read_without_the_rest(typed: str, held: tuple[str, str]):
    assert landlord.name_and_group(from_text("landlord.md", typed)) == held


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("15 April 2025 to 31 March 2026", date(2025, 4, 15), date(2026, 3, 31)),
        ("April 2025 to March 2026", date(2025, 4, 1), date(2026, 3, 31)),
    ],
)
def test_a_period_begins_on_the_day_that_is_written_and_a_month_on_its_first(typed: str, first: date, last: date):
    found, problems = read(f"# A\n\nPeriod: {typed}\nSubmission year: 2026-27\n")
    assert (found.period_from, found.period_to, found.submission_year, problems) == (first, last, "2026-27", [])
