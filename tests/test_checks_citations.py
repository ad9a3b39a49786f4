"""Citations of a policy whose sections are known."""

from dataclasses import replace

import pytest
from cases import LANDLORD, answer, one, problems

from generator.checks.citations import cited
from generator.model import Document, Policy, PolicySection

NUMBERS = ("1", "2", "2.1", "2.2", "3", "3.1", "3.2", "3.2.8", "3.2.9", "6.3", "6.9", "11", "11.2", "Appendix 1")
POLICY = Policy(tuple(PolicySection(number, "") for number in NUMBERS), pages=12)
REGISTER = replace(
    LANDLORD,
    documents=(
        Document("Complaints policy", ("Policy",), outline="policy.md", policy=POLICY),
        Document("Compensation policy", outline="compensation-policy-outline.md", policy=Policy((PolicySection("1", ""),), 3)),
        Document("Letter template S1-A"),
    ),
)
SECTION, PAGE = "evidence-no-such-section", "evidence-no-such-page"


@pytest.mark.parametrize(
    ("place", "sections", "pages"),
    [
        ("3.2.9 (page 7)", ["3.2.9"], [7]),
        ("(2.2, 11.2)", ["2.2", "11.2"], []),
        ("Point 6.3 to 6.9", ["6.3", "6.9"], []),
        ("section 2 (page 1-2), section 3.1.1", ["2", "3.1.1"], [1, 2]),
        ("3.2.8 (page 6), 3.2.9 (page 7)", ["3.2.8", "3.2.9"], [6, 7]),
        ("Appendix 1", ["appendix 1"], []),
        ("sections 2 and 3, pages 4–5", ["2", "3"], [4, 5]),
        ("paras 4.1 & 4.3, pp. 6, 7 and 9", ["4.1", "4.3"], [6, 7, 9]),
        ("5", ["5"], []),
        ("2.2; 11.2", ["2.2", "11.2"], []),
        ("section 3.2.9(a)", ["3.2.9"], []),
        ("Annex B, p3", ["annex b"], [3]),
        ("v4.1 (March 2026), 3.1", ["3.1"], []),
        ("26.03.2024, section 4", ["4"], []),
        ("answers within 5 working days in 4.5% of cases, see Code 6.3", [], []),
        ("the part on Stage 2", [], []),
    ],
)
def test_sections_and_pages_are_read_in_every_spelling(place: str, sections: list[str], pages: list[int]) -> None:
    assert cited(place) == (tuple(sections), tuple(pages))


@pytest.mark.parametrize(
    "item",
    [
        "Policy: 3.2.9 (page 7)",
        "Complaints policy (2.2, 11.2)",
        "Point 6.3 to 6.9 in the complaints policy",
        "Policy: section 6, pages 1-12",
        "Policy, appendix 1",
        "Policy: 3.1; Letter template S1-A, section 44 (page 90)",
        "Complaints policy: 2.1, and the Code's 9.9 (Code 9.9)",
        "Compensation policy: 1 (page 3)",
        "Letter template S1-A: 7.7 (page 99)",
        "Annual report: section 99",
        "Policy: 3.1; Lettings policy, section 44",
        "Lettings policy: 44.4",
    ],
)
def test_what_is_there_is_left_alone(item: str) -> None:
    landlord_answer = answer(evidence=item, landlord=REGISTER)
    assert problems(SECTION, landlord_answer, landlord=REGISTER) == []
    assert problems(PAGE, landlord_answer, landlord=REGISTER) == []


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("Policy: 3.2.19 (page 7)", "cites section 3.2.19, which Complaints policy does not have (it has 3.2.8 to 3.2.9)"),
        ("Complaints policy (2.3, 12.1)", "cites sections 2.3 and 12.1, which"),
        ("Point 6.3 to 6.10 in the complaints policy", "cites section 6.10, which"),
        (
            "Policy: section 3.1.1",
            "cites section 3.1.1, which Complaints policy does not have (its section 3.1 has no numbered parts)",
        ),
        ("Policy, appendix 2", "cites appendix 2, which Complaints policy does not have (it has appendix 1)"),
        ("Policy: 3.1; Compensation policy: 4", "cites section 4, which Compensation policy does not have"),
    ],
)
def test_a_section_that_the_policy_does_not_have_is_a_warning(item: str, words: str) -> None:
    problem = one(SECTION, answer(evidence=item, landlord=REGISTER), landlord=REGISTER)
    assert (problem.severity, problem.line) == ("warning", 10)
    assert words in problem.message


@pytest.mark.parametrize("item", ["Policy: 3.2.9 (page 31)", "Policy, pages 11-13", "Policy: 2, p. 0"])
def test_a_page_that_the_policy_does_not_have_is_a_warning(item: str) -> None:
    problem = one(PAGE, answer(evidence=item, landlord=REGISTER), landlord=REGISTER)
    assert "but Complaints policy has 12 pages" in problem.message


def test_nothing_is_said_where_neither_numbers_nor_pages_are_known() -> None:
    headings = replace(REGISTER.documents[0], policy=Policy((PolicySection("", "How to complain"),)))
    landlord = replace(REGISTER, documents=(headings,))
    item = answer(evidence="Policy: 99.9 (page 99)", landlord=landlord)
    assert problems(SECTION, item, landlord=landlord) == problems(PAGE, item, landlord=landlord) == []
