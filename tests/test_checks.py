"""The table of rules: what all of them owe, the order of what they find, and the documentation of every id."""

import re
import time
from datetime import date
from pathlib import Path

import pytest
from cases import ON, POLICY, action, answer, case
from hypothesis import given
from hypothesis import strategies as st
from sample import EDITION, full_assessment

from generator import answers
from generator.checks import IDS, RULES, Case, accepting, check, in_code_order
from generator.model import Answer, EvidenceItem
from generator.problems import ERROR, WARNING, Problem
from generator.rich_text import Block, Run

CHECKS = Path(__file__).parents[1] / "docs" / "checks.md"
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (error|warning) \|", re.MULTILINE)


def problem(provision: str, file: str = "a/1/section-1.md", line: int = 1, id_: str = "x") -> Problem:
    return Problem(id_, WARNING, file, line, provision, "What.", "Do.")


def test_every_id_is_documented_with_its_severity_and_every_documented_id_exists() -> None:
    rows = ROW.findall(CHECKS.read_text(encoding="utf-8"))
    assert len(rows) == len(dict(rows)), "an id is documented twice"
    assert dict(rows) == IDS


def test_no_two_problems_share_an_id() -> None:
    ids = [id_ for id_, _ in answers.PROBLEMS] + [rule.id for rule in RULES] + [id_ for id_, _ in accepting.PROBLEMS]
    assert sorted(ids) == sorted(set(ids))


def test_each_rule_says_what_it_finds() -> None:
    assert [rule.id for rule in RULES if not (rule.what and rule.function.__doc__ and rule.severity in (ERROR, WARNING))] == []


def test_only_errors_ask_for_missing_parts() -> None:
    assert {rule.severity for rule in RULES if rule.missing} == {ERROR}


def test_problems_come_in_code_order_whatever_the_order_of_rules_and_files() -> None:
    found = check(case(answer("6.10", "", "", "x"), answer("1.2", "", "", "x"), answer("6.9", "Yes", "", "")))
    left = [(p.provision, p.id) for p in found if p.provision in ("1.2", "6.9", "6.10") and p.severity == ERROR]
    assert left == [("1.2", "comply-missing"), ("6.9", "yes-without-support"), ("6.10", "comply-missing")]
    assert [p.provision for p in found if p.id == "no-answer"][:4] == ["1.3", "1.4", "1.5", "1.6"]


def test_within_a_provision_the_problems_come_by_line() -> None:
    found = check(case(answer("3.2", "Yes", "n/a", "Noted.", note="Ask.")))
    assert [(p.line, p.id) for p in found if p.provision == "3.2"] == [
        (10, "empty-words"),
        (20, "empty-words"),
        (50, "note-left"),
    ]


def test_what_concerns_no_provision_comes_first_and_a_wrong_number_comes_after_its_section() -> None:
    given_ = [problem("9.8"), problem("6.21"), problem("6.1"), problem("7.1"), problem("12.1"), problem("", line=9), problem("")]
    assert [(p.provision, p.line) for p in in_code_order(given_, EDITION)] == [
        *(("", 1), ("", 9), ("6.1", 1), ("6.21", 1), ("7.1", 1), ("9.8", 1), ("12.1", 1)),
    ]


def test_every_problem_of_an_answer_begins_with_its_heading_and_says_where_and_what_to_do() -> None:
    bad = answer(
        "6.3", "No", "n/a", "Our intranet: C:\\x, jo.bloggs@gmail.com. We fully comply. TBC", note="Ask.", reviewed=False
    )
    late = answer("7.3", "Yes", actions=(action(by=date(2020, 1, 1)), action(owner="")))
    found = [p for p in check(case(bad, late)) if p.provision in ("6.3", "7.3")]
    assert {p.id for p in found} >= {"empty-words", "private-address", "personal-mail", "no-claims-yes", "action-incomplete"}
    headings = {p.number: p.heading for p in EDITION.provisions}
    for p in found:
        assert p.message.startswith(f"{headings[p.provision]}: "), p
        assert re.search(r"[.?]$", p.message), p
        assert re.search(r"[.…]$", p.help), p
        assert p.file.endswith(f"section-{p.provision[0]}.md"), p
        assert p.line > 0, p


def test_an_answer_without_fault_gives_nothing() -> None:
    assert [p for p in check(case(answer("3.2"))) if p.provision == "3.2"] == []


def test_an_answer_to_no_provision_is_left_to_the_reader() -> None:
    assert [p for p in check(case(Answer("6.21", comply_text="perhaps"))) if p.provision == "6.21"] == []


def test_the_same_case_gives_the_same_problems() -> None:
    def again() -> list[Problem]:
        return check(Case(EDITION, full_assessment(), ON))

    assert again() == again()


@given(st.text(max_size=200), st.text(max_size=80))
def test_no_text_stops_a_check(typed: str, item: str) -> None:
    nasty = Answer(
        *("9.4", "yes", (EvidenceItem((Run(item),)),), (Block("paragraph", (Run(typed),)),)),
        comply_text="Yes",
        quoted=typed,
    )
    check(case(nasty, answer("6.3", "No", commentary=typed), other_landlords=(item,)))


@pytest.mark.parametrize(
    "typed",
    [
        *("‘" * 40_000, "'a " * 20_000, "in the " * 20_000 + "2024", "will in " * 20_000 + "2024", "are looking at " * 10_000),
        *("http://" + "a." * 20_000, "a." * 20_000 + " x@y.org", "10 days of " * 10_000, "a " * 20_000 + "policy", "X" * 40_000),
    ],
    ids=lambda typed: typed[:12],
)
def test_a_page_of_nonsense_is_checked_in_no_time(typed: str) -> None:
    block = Block("paragraph", (Run(typed),), line=20)
    long = Answer("6.3", "yes", (EvidenceItem(block.runs, line=10),), (block,), comply_text="Yes")
    before = time.process_time()
    check(case(long))
    assert time.process_time() - before < 5


def test_a_rule_that_only_reads_does_not_ask_for_the_clock() -> None:
    stale = "The portal will go live in August 2026."
    found = [
        [p.id for p in check(case(answer(commentary=stale), on=on)) if p.provision == "3.2"] for on in (date(2026, 8, 1), ON)
    ]
    assert found == [[], ["stale-promise"]]


def test_evidence_that_is_registered_and_has_a_place_is_not_spoken_of() -> None:
    assert [p.id for p in check(case(answer(evidence=f"{POLICY}\nPolicy, section 4"))) if p.provision == "3.2"] == []
