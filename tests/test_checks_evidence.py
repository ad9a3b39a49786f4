"""Evidence that leads nowhere, and words that say nothing or came from elsewhere."""

from dataclasses import replace

import pytest
from cases import LANDLORD, POLICY, SUPPORT, action, answer, one, problems
from sample import EDITION

from generator.answers.writing import quote as code_text
from generator.model import Document

REGISTER = replace(
    LANDLORD,
    documents=(
        Document("Complaints policy", ("Policy",), line=60),
        Document("Annual complaints performance and service improvement report", ("Annual report",), line=65),
        Document("Board minutes", line=70),
        Document("Letter template S1-A", line=75),
        Document("Reasonable adjustments policy", ("Adjustments policy",), line=80),
    ),
)


def of(number: str) -> str:
    """The Code's text as the answer files quote it."""
    provision = next(p for p in EDITION.provisions if p.number == number)
    return "\n".join(line.removeprefix(">").strip() for line in code_text(provision))


# No evidence, no place, not registered


def test_a_yes_with_commentary_alone_has_no_evidence() -> None:
    problem = one("no-evidence", answer(evidence=""))
    assert (problem.severity, problem.line) == ("warning", 3)


def test_evidence_is_not_asked_of_conditional_provisions_nor_of_a_no() -> None:
    assert problems("no-evidence", answer("8.3", evidence=""), answer("3.3", "No", ""), answer("3.2")) == []


NO_PLACE = [
    "Complaints policy",
    "Policy.",
    "Policy v4.1",
    "Complaints policy (March 2026)",
    "Complaints policy, available on our website",
    "Compensation procedure",
    "The safeguarding policy, version 2",
    "Annual report",
    "Policies and procedures: Complaints policy",
    "Policies and procedures: Unreasonable behaviour policy",
]


@pytest.mark.parametrize("item", NO_PLACE)
def test_a_document_without_a_place_in_it_is_quoted(item: str) -> None:
    problem = one("evidence-no-place", answer(evidence=f"{POLICY}\n{item}", landlord=REGISTER), landlord=REGISTER)
    assert (problem.severity, problem.line) == ("warning", 11)
    assert f"“{item.removesuffix('.')}” does not say where in the document." in problem.message


WITH_PLACE = [
    "Complaints policy: 3.2.9 (page 7)",
    "Policy (2.2, 11.2)",
    "Policy, introduction",
    "Policy: ‘How to complain’",
    "Annual report, table 4",
    "Board minutes, 24 July 2025",
    "Letter template S1-A, revised May 2026",
    "Compensation procedure, section 4",
    "Training on the complaints policy, 4 May 2026",
    "Six residents read the complaints policy aloud",
    "Job description of the complaints officer",
]


@pytest.mark.parametrize("item", WITH_PLACE)
def test_evidence_with_a_place_or_of_a_kind_that_needs_none_is_left_alone(item: str) -> None:
    assert problems("evidence-no-place", answer(evidence=item, landlord=REGISTER), landlord=REGISTER) == []


def test_where_the_provision_asks_for_the_document_itself_it_needs_no_place() -> None:
    report = "Annual complaints performance and service improvement report"
    found = problems(
        "evidence-no-place", *(answer(n, evidence=report, landlord=REGISTER) for n in ("7.1", "8.1", "8.2")), landlord=REGISTER
    )
    assert [p.provision for p in found] == ["7.1"]


UNREGISTERED = {
    "Compensation procedure: 4.1": ("Compensation procedure", ""),
    "Safeguarding policy (page 4)": ("Safeguarding policy", ""),
    "Section 3.2 of the lettings policy": ("lettings policy", ""),
    "Complaint policy: 3.2": ("Complaint policy", "Complaints policy"),
    "Policies and procedures: Remedies policy 2": ("Remedies policy", ""),
    "The remedies policy: 2": ("remedies policy", ""),
    "Procedure: 2": ("Procedure", ""),
    "Board minute, 24 July 2025": ("Board minute", "Board minutes"),
    "Adjustment policy 5.1": ("Adjustment policy", "Adjustments policy"),
}


@pytest.mark.parametrize("item", UNREGISTERED)
def test_a_document_that_is_not_registered_is_named_with_what_may_be_meant(item: str) -> None:
    name, meant = UNREGISTERED[item]
    problem = one("evidence-unregistered", answer(evidence=item, landlord=REGISTER), landlord=REGISTER)
    assert (problem.severity, problem.line) == ("warning", 10)
    assert f"“{name}” is not in the register of documents" in problem.message
    assert problem.message.endswith(f"; did you mean “{meant}”?" if meant else "documents.")


@pytest.mark.parametrize(
    "item",
    [
        "Complaints policy: 3.2",
        "The complaints policy: 3.2",
        "Policies and procedures: Policy: 3.2",
        "Policies and procedures: section 2",
        "Letter template S1-R, revised May 2026",
        "Board’s forward plan 2026–27, July meeting",
        "Call-listening exercise, 120 recorded calls, March 2026",
        "Complaints officer’s job description",
        "Workshop on the safeguarding policy, 4 May 2026",
        "Policies and procedures",
    ],
)
def test_this_needs_no_registration(item: str) -> None:
    assert problems("evidence-unregistered", answer(evidence=item, landlord=REGISTER), landlord=REGISTER) == []


def test_a_document_cited_under_many_provisions_is_one_problem_that_lists_them() -> None:
    cited = [answer(n, evidence="Remedies policy: 2\nRemedies policy: 3") for n in ("7.1", "7.2", "7.4")]
    problem = one("evidence-unregistered", *cited)
    assert (problem.provision, problem.line) == ("7.1", 10)
    assert "“Remedies policy” is not in the register of documents (also under 7.2 and 7.4)." in problem.message


# Words that say nothing

NOTHING = [
    *("n/a", "N/A.", "Noted", "See policy", "Please see our complaints policy.", "As above", "TBC", "-", "Yes", "We comply"),
    *(
        "Detailed in policy",
        "as outlined in the complaints policy",
        "Policies and procedures",
        "Learning and training:",
        "Reports & publications",
    ),
]


@pytest.mark.parametrize("words", NOTHING)
def test_evidence_and_commentary_that_say_nothing_are_quoted(words: str) -> None:
    found = problems("empty-words", answer("3.2", evidence=f"{POLICY}\n{words}"), answer("3.3", commentary=words))
    assert [(p.provision, p.severity, p.line) for p in found] == [("3.2", "warning", 11), ("3.3", "warning", 20)]
    assert f"this evidence says nothing: “{words.removesuffix('.')}”." in found[0].message
    assert "this commentary says nothing" in found[1].message


@pytest.mark.parametrize("heading", ["Policies and procedures", "Learning and training"])
def test_a_heading_with_something_below_it_is_a_heading(heading: str) -> None:
    assert problems("empty-words", answer(evidence=f"{heading}\n{POLICY}")) == []
    assert problems("empty-words", answer(evidence=f"{POLICY}\n{heading}")) != []


FILL_IN = [
    *(
        "The officer is [insert name].",
        "We met the target in XX% of cases.",
        "Costs are TBC with Finance.",
        "The date is to be confirmed.",
    ),
    *("This is to be confirmed by Finance.", "Who does this???", "By DD/MM/YYYY we reply."),
]


@pytest.mark.parametrize("words", FILL_IN)
def test_what_is_still_to_be_filled_in_is_quoted_wherever_it_is_published(words: str) -> None:
    found = problems("empty-words", answer("3.2", commentary=f"{SUPPORT}\n{words}"), answer("3.3", actions=(action(what=words),)))
    assert [(p.provision, p.line) for p in found] == [("3.2", 21), ("3.3", 31)]
    assert f"still to be filled in: “{words.removesuffix('.')}”." in found[0].message


@pytest.mark.parametrize(
    "words",
    [
        "The appointment is to be confirmed by text or letter.",
        "None of the 40 cases needed it.",
        "Yes: every letter says so.",
        "The report [table 4] shows it.",
        "Noted by the Board on 4 May 2026.",
        "Size XXL gloves are in stock.",
        "See policy 3.2, page 5.",
    ],
)
def test_this_says_something(words: str) -> None:
    assert problems("empty-words", answer(evidence=words, commentary=words)) == []


def test_a_note_may_say_tbc() -> None:
    assert problems("empty-words", answer(note="TBC")) == []


# Pasted text

PASTED = "Every officer was trained in the new process by the resolution team."


def test_a_sentence_under_three_provisions_is_one_problem_that_lists_them() -> None:
    pasted = [answer(n, commentary=f"About {n}.\nOnly here: {n}. {PASTED}") for n in ("3.2", "4.2", "4.3")]
    problem = one("repeated-text", *pasted)
    assert (problem.severity, problem.provision, problem.line) == ("warning", "3.2", 21)
    assert f"the same sentence stands under 3.2, 4.2 and 4.3: “{PASTED.removesuffix('.')}”." in problem.message


def test_sentences_that_always_stand_together_are_one_problem() -> None:
    paragraph = f"{PASTED} All of them passed the test that follows the course. Nobody was left out of it this year."
    problem = one("repeated-text", *(answer(n, commentary=paragraph) for n in ("3.2", "4.2", "4.3", "9.1")))
    assert problem.message.endswith("(and 2 more).")


def test_a_sentence_pasted_into_evidence_counts_and_a_citation_does_not() -> None:
    pasted = [answer(n, evidence=PASTED) for n in ("3.2", "4.2", "4.3")]
    assert one("repeated-text", *pasted).line == 10
    cited = [
        answer(n, evidence="Internal audit report 2025/11 on complaint records, February 2026, finding 2")
        for n in ("3.2", "4.2", "4.3")
    ]
    assert problems("repeated-text", *cited) == []


def test_capitals_spaces_and_the_last_full_stop_make_no_difference() -> None:
    versions = (PASTED, PASTED.removesuffix("."), PASTED.replace("resolution team", "Resolution  Team"))
    assert one("repeated-text", *(answer(n, commentary=words) for n, words in zip(("3.2", "4.2", "4.3"), versions, strict=True)))


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (("3.2", "4.3"), 0),  # twice only
        (("6.5", "6.16", "6.7", "6.18"), 0),  # two pairs of the same wording
        (("6.4", "6.15", "6.9", "6.19"), 0),  # two pairs of nearly the same
        (("8.3", "8.4", "8.5"), 0),  # the case has not arisen
        (("6.5", "6.16", "6.7", "6.18", "7.1"), 1),  # a third that is apart
        (("5.4", "5.5", "5.6"), 1),
    ],
)
def test_natural_twins_count_once(numbers: tuple[str, ...], found: int) -> None:
    assert len(problems("repeated-text", *(answer(n, commentary=PASTED) for n in numbers))) == found


def test_short_sentences_recur_by_nature() -> None:
    assert problems("repeated-text", *(answer(n, commentary="See section 2 (page 2).") for n in ("3.2", "4.2", "4.3"))) == []


# Older wording


OLD = {
    "1.2": "A complaint is “dissatisfaction with the actions of the organisation, or by the Organisation, its own staff, or others”.",
    "2.2": "We exclude matters that arose over 6 months ago.",
    "6.8": "New points join the response if they are relevant.",
    "6.16": "Where agreement over an extension period cannot be reached, we give the Ombudsman's details.",
}


@pytest.mark.parametrize("number", OLD)
def test_the_words_of_an_older_edition_are_quoted_with_what_the_code_says_now(number: str) -> None:
    problem = one("old-wording", answer(number, commentary=f"{SUPPORT}\n{OLD[number]}"))
    assert (problem.severity, problem.line) == ("warning", 21)
    assert "are those of an older edition; the Code now " in problem.message


def test_older_words_under_another_provision_are_its_own() -> None:
    assert (
        problems("old-wording", answer("4.2", commentary=OLD["6.8"]), answer("2.2", commentary="We exclude what is a year old."))
        == []
    )


def test_the_codes_present_text_may_stand_quoted_for_every_provision() -> None:
    everything = [answer(p.number, quoted=of(p.number)) for p in EDITION.provisions]
    assert problems("old-wording", *everything) + problems("quoted-elsewhere", *everything) == []


def test_a_variant_met_in_practice_and_other_quotation_marks_are_the_codes_text_too() -> None:
    variant = next(p for p in EDITION.provisions if p.number == "1.3").also_worded[0]
    assert problems("old-wording", answer("1.3", quoted=variant.replace("‘", '"').replace("’", "'").upper())) == []


def test_an_older_text_quoted_above_the_answer_is_found() -> None:
    old = (
        "Landlords must respond to the complaint within 10 working days of the complaint being logged, unless it is exceptional."
    )
    problem = one("old-wording", answer("6.3", quoted=old))
    assert problem.line == 2
    assert "is not what the Complaint Handling Code 2024 says here: “Landlords must respond to the complaint" in problem.message


def test_a_changed_number_in_the_quoted_text_is_found_and_a_slip_of_the_pen_is_not() -> None:
    changed = of("6.2").replace("five", "three")
    slip = of("6.2").replace("defined and logged", "defined & logged")
    assert one("old-wording", answer("6.2", quoted=changed)).line == 2
    assert problems("old-wording", answer("6.2", quoted=slip)) == []


def test_the_old_definition_quoted_above_the_answer_is_told_by_its_words() -> None:
    old = of("1.2").replace("by the landlord, its own staff", "by the organisation, its own staff")
    problem = one("old-wording", answer("1.2", quoted=old))
    assert problem.line == 2
    assert "“by the organisation, its own staff” are those of an older edition" in problem.message


def test_the_text_of_another_provision_above_an_answer_may_mean_a_wrong_number() -> None:
    problem = one("quoted-elsewhere", answer("6.1", quoted=of("6.10")))
    assert (problem.severity, problem.line) == ("warning", 2)
    assert problem.message.endswith("is that of 6.10 Unresolved complaints move to stage 2.")
    assert problems("old-wording", answer("6.1", quoted=of("6.10"))) == []


def test_twins_are_told_apart_by_their_one_number() -> None:
    assert "6.15 " in one("quoted-elsewhere", answer("6.4", quoted=of("6.15"))).message
    assert "6.19 " in one("quoted-elsewhere", answer("6.9", quoted=of("6.19"))).message
    assert problems("quoted-elsewhere", answer("6.16", quoted=of("6.5"))) == []
