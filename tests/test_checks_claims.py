"""Answers whose own text says otherwise: promises that have gone by, a Yes that admits, a No that claims, and their like."""

from datetime import date

import pytest
from cases import ON, action, answer, one, problems

from generator.checks.promises import times
from generator.checks.sentences import quote, quotes, sayings, words

# Sentences

SENTENCES = {
    "One thing. Another thing! A third?": ["One thing. ", "Another thing! ", "A third?"],
    "See p. 4 and para. 3.2 of the policy, e.g. Section 2. Then stop.": [
        "See p. 4 and para. 3.2 of the policy, e.g. Section 2. ",
        "Then stop.",
    ],
    "In 2024.25 it began. 3.2 says so.": ["In 2024.25 it began. ", "3.2 says so."],
    "“We will.” Then they did.": ["“We will.” ", "Then they did."],
    "": [],
}


@pytest.mark.parametrize("line", SENTENCES)
def test_a_line_is_cut_into_sentences(line: str) -> None:
    assert [saying.text for saying in sayings(line)] == SENTENCES[line]


QUOTED = {
    "The policy says “we will try” and so on": "we will try",
    'The policy says "we will try" and so on': "we will try",
    "The policy says ‘the resident’s view will count’ and so on": "the resident’s view will count",
    "The policy says 'we will try' and so on": "we will try",
    'The policy says: "we will try': "we will try",
}


@pytest.mark.parametrize("line", QUOTED)
def test_what_is_quoted_is_not_the_landlords_own(line: str) -> None:
    (saying,) = sayings(line)
    assert QUOTED[line] in saying.text
    assert QUOTED[line] not in saying.own
    assert len(saying.own) == len(saying.text) == len(saying.low)


def test_an_apostrophe_quotes_nothing() -> None:
    (saying,) = sayings("The residents’ panel and the landlord's staff, the tenants' group and today’s list")
    assert saying.own == saying.text


def test_words_are_compared_without_capitals_punctuation_and_spelt_numbers() -> None:
    assert words("Within Six months, the landlord’s “staff”") == words("within 6 months the landlord's staff")


def test_a_long_sentence_is_quoted_from_a_few_words_before_what_counts() -> None:
    long = "We have looked at this from every side and with everybody who had anything to say about it, and we will finish in August 2024."
    start = long.index("will")
    assert quote(long, start) == "“… it, and we will finish in August 2024”"
    assert quote("Short.") == "“Short”"
    even = "We go on " * 13
    assert quote(even, 36).startswith("“We go on We go on We go on We go on We"), "so many characters are all kept"
    assert quote(even, 37).startswith("“… ")
    assert len(quote(even)) == 111
    far = f"We will {'go on and on ' * 12}until August 2024 and then rest for a very long time, as everybody should."
    shown = quote(far, 3, far.index(" and then"))
    assert shown.startswith("“We will go on")
    assert shown.endswith("until August 2024”")
    assert len(shown) < 130
    assert len(shown.partition(" … ")[2]) > 40, "what leads up to the end has half of the room"


def test_of_many_quotations_the_rest_is_counted() -> None:
    assert quotes(["“a”", "“b”", "“a”"]) == "“a” and “b”"
    assert quotes([f"“{i}”" for i in range(5)]) == "“0”, “1”, “2” and 2 more"


# Promises

LAST_DAYS = {
    "in August 2024": date(2024, 8, 31),
    "by Sept 2024": date(2024, 9, 30),
    "on 14th September 2024": date(2024, 9, 14),
    "on September 14th, 2024": date(2024, 9, 14),
    "by 31/01/2025": date(2025, 1, 31),
    "by 2025-01-31": date(2025, 1, 31),
    "by 31.01.2025": date(2025, 1, 31),
    "in Q2 2024/25": date(2024, 9, 30),
    "in Q2-Q3 2024.25": date(2024, 12, 31),
    "in Q1 to Q2 of 2025-26": date(2025, 9, 30),
    "in quarter 4 of 2024–25": date(2025, 3, 31),
    "by Q4 2024": date(2025, 3, 31),
    "in summer 2025": date(2025, 9, 30),
    "in winter 2025": date(2026, 2, 28),
    "in winter 2025/26": date(2026, 2, 28),
    "in spring 2024/25": date(2025, 5, 31),
    "by Christmas 2025": date(2025, 12, 31),
    "by the end of 2024/25": date(2025, 3, 31),
    "by the end of 2024-2025": date(2025, 3, 31),
    "by the end of 2025": date(2025, 12, 31),
    "April – May 2024": date(2024, 5, 31),
}


@pytest.mark.parametrize("words_", LAST_DAYS)
def test_a_time_ends_on_its_last_day(words_: str) -> None:
    assert [time.last for time in times(words_.lower())] == [LAST_DAYS[words_]]


@pytest.mark.parametrize(
    "words_", ["by 31 June 2024", "reference 2024-25-17", "in 2024-30", "form 20241", "in 1998", "12/2024/7"]
)
def test_what_is_no_time_is_none(words_: str) -> None:
    assert list(times(words_.lower())) == []


STALE = [
    "A new module will be going live on our learning system in August 2024.",
    "Reminders will be posted in between Q2-Q3 2024.25.",
    "By the end of 2024/25 all staff will have been trained.",
    "We plan to open a second office in summer 2025.",
    "The portal is due to go live in April – May 2024.",
    "Letters are planned for September 2024.",
    "A leaflet will be available from October 2024.",
    "We expect to meet this target by February 2023 for all new complaints.",
    "Launch planned March 2025.",
    "The register is being rebuilt and will be fully tested by Easter 2025.",
    "The report for 2024–25 will go to the Board on 24 July 2025.",
    "We’ll finish this in 2025.",
]


@pytest.mark.parametrize("sentence", STALE)
def test_a_promise_whose_time_has_passed_is_quoted(sentence: str) -> None:
    problem = one("stale-promise", answer(commentary=f"We do this.\n{sentence}"))
    assert (problem.severity, problem.line) == ("warning", 21)
    assert f"“{sentence.removesuffix('.')}”" in problem.message
    assert one("stale-promise", answer(evidence=sentence)).line == 10


NOT_STALE = {
    "its time is still to come": "A new module will go live in March 2027.",
    "its time ends today": "A new module will go live by 22 November 2026.",
    "a document's date": "Complaints will be answered under the policy of March 2024.",
    "a document's year": "We will send the report for 2024/25 to anyone who asks.",
    "told of the past": "The Board approved the policy in March 2024.",
    "told of the past beside a promise": "We will review complaints received in 2024/25.",
    "a promise reported": "In March 2025 the Board agreed that we will ring every resident.",
    "kept since": "From April 2024 complaints will be logged on the day they reach us.",
    "a rule that runs on": "Complaints will be logged in the new system from April 2024.",
    "a time of something else": "The officers who joined us in March 2024 will answer stage 1 complaints.",
    "planned then": "The training was planned for August 2024.",
    "a quotation": "Our policy says “staff will be trained by March 2024”.",
    "a date with no promise": "Workshop for all officers, 14 October 2025",
    "a due date": "Promised actions by due date, run on 31 March 2026",
    "no year": "The portal will go live in August.",
    "would": "If it happened again, we would write within days, as in 2024.",
}


@pytest.mark.parametrize("why", NOT_STALE)
def test_this_is_no_stale_promise(why: str) -> None:
    assert problems("stale-promise", answer(commentary=NOT_STALE[why], evidence=NOT_STALE[why])) == []


def test_several_stale_promises_of_a_provision_are_one_problem_at_the_first() -> None:
    problem = one(
        "stale-promise", answer(evidence="E-learning, going live in August 2024", commentary="We will finish by March 2025.")
    )
    assert problem.line == 10
    assert "“E-learning, going live in August 2024” and “We will finish by March 2025”" in problem.message


def test_an_action_has_its_own_date() -> None:
    assert problems("stale-promise", answer(alternative="Until the change, which will come in 2025, we ring.")) != []
    assert problems("stale-promise", answer(note="This will be done in 2025.")) == []


# A Yes that admits, a No that claims

ADMITS = [
    "We log every request and we are looking at a structure to make sure that officers do so in the same way.",
    "We have processes and are documenting these to make sure we are consistent.",
    "We are improving our processes in this area to ensure that adjustments are kept under review.",
    "The policy will need to be changed.",
    "The process is being improved.",
    "We are working towards this.",
    "We are in the process of writing a procedure.",
    "Requests are not consistently recorded.",
    "We do not yet record adjustments.",
    "Service requests aren’t currently reviewed.",
    "The register is not yet in place.",
    "There is currently no record of refusals.",
    "The team has yet to be trained.",
    "We are partially compliant.",
    "This is in progress.",
    "Further work is needed on letters.",
    "Our policy does not comply with this.",
]


@pytest.mark.parametrize("sentence", ADMITS)
def test_a_yes_that_admits_the_opposite_is_quoted(sentence: str) -> None:
    problem = one("yes-admits-no", answer(commentary=f"We do this.\n{sentence}"))
    assert (problem.severity, problem.line) == ("warning", 21)
    assert f"the answer is Yes, but its text says “{sentence.removesuffix('.')}”." in problem.message
    assert one("yes-admits-no", answer(evidence=sentence)).line == 10


HOLDS = {
    "a case that may arise": "Where an action is not yet complete, the officer rings the resident.",
    "another case": "If we do not currently hold the address, we ask for it.",
    "a condition": "Until the report is not yet available we send a short note.",
    "a question asked": "Is the process being improved?",
    "what others need": "We ask which letters need to be changed.",
    "an endless aim": "We are always looking at ways to make complaining easier.",
    "a habit": "Two managers are reviewing every closed case to make sure that nothing is missed.",
    "what the reviewers look for": "They identify policies that need to be revised.",
    "a quotation": "The Code says “the policy will need to be changed”.",
    "not a refusal of ours": "Residents do not have to give a reason.",
    "a plain no": "A claim is not a complaint.",
    "under way at a resident's": "The complaint runs on while the repair is in progress.",
    "what we look into": "The letter says what we are looking into, so that nothing is missed.",
    "a case that is open": "The investigation is ongoing when the second letter goes out.",
}


@pytest.mark.parametrize("why", HOLDS)
def test_a_yes_may_say_this(why: str) -> None:
    assert problems("yes-admits-no", answer(commentary=HOLDS[why])) == []


def test_only_a_yes_admits_and_a_conditional_provision_does_not() -> None:
    sentence = "We do not yet record this."
    assert problems("yes-admits-no", answer("3.2", "No", commentary=sentence), answer("8.4", commentary=sentence)) == []


def test_a_planned_improvement_under_a_yes_is_no_admission() -> None:
    assert problems("yes-admits-no", answer(actions=(action(what="Write what is not yet in place"),))) == []


CLAIMS = [
    "We are fully compliant.",
    "Our policy complies with the Code.",
    "We meet this requirement in every case.",
    "This provision is already met.",
    "We fully comply.",
]


@pytest.mark.parametrize("sentence", CLAIMS)
def test_a_no_that_claims_compliance_is_quoted(sentence: str) -> None:
    problem = one("no-claims-yes", answer(comply="No", commentary=f"About letters.\n{sentence}"))
    assert (problem.severity, problem.line) == ("warning", 21)
    assert f"the answer is No, but its text says “{sentence.removesuffix('.')}”." in problem.message


BESIDE = [
    "We do not comply with the Code here.",
    "We are nearly compliant.",
    "We will comply with this by March 2027.",
    "Our letters comply with the Code, but our reports do not.",
    "Most of our surveys tell people how to complain.",
    "A system that meets this requirement would cost more.",
    "The first half of this provision is met, the second is not.",
    "The policy says “we comply with the Code”.",
    "Only officers who joined this year meet this requirement, not the others.",
]


@pytest.mark.parametrize("sentence", BESIDE)
def test_a_no_may_say_this(sentence: str) -> None:
    found = problems("no-claims-yes", answer(comply="No", commentary=sentence))
    assert [p.message for p in found] == []


def test_only_a_no_claims() -> None:
    assert problems("no-claims-yes", answer(commentary="We fully comply.")) == []


# Third parties, and where the time is counted from

DENIED = [
    "There is no third party involved in our procedure.",
    "No third parties are used.",
    "We do not use third-parties to answer complaints.",
    "Third parties are not involved.",
    "Complaints are never handled by third parties.",
]


@pytest.mark.parametrize("sentence", DENIED)
def test_the_answer_that_no_third_party_is_involved_is_questioned(sentence: str) -> None:
    found = problems("third-party-denied", *(answer(n, commentary=sentence) for n in ("5.3", "5.4", "5.5", "5.6")))
    assert [(p.provision, p.line, p.severity) for p in found] == [("5.4", 20, "warning"), ("5.5", 20, "warning")]
    assert f"“{sentence.removesuffix('.')}”" in found[0].message


@pytest.mark.parametrize(
    "sentence",
    [
        "No third party has a procedure of its own.",
        "Two contractors answer complaints about their own work.",
        "Third parties answer in our name.",
        "The old policy said “no third parties are used”.",
    ],
)
def test_this_denies_no_third_party(sentence: str) -> None:
    assert problems("third-party-denied", answer("5.4", commentary=sentence)) == []


FROM_RECEIPT = [
    "We answer within 10 working days of receipt.",
    "Our policy says “a response within ten working days from the date the complaint was received”.",
    "Responses go out 10 days after the complaint is logged.",
    "Within 10 working days of the complaint being made.",
]


@pytest.mark.parametrize("sentence", FROM_RECEIPT)
def test_a_response_time_counted_from_receipt_is_found_also_in_a_quotation(sentence: str) -> None:
    problem = one("counted-from-receipt", answer("6.3", commentary=sentence))
    assert (problem.severity, problem.line) == ("warning", 20)
    assert problem.message.endswith(f": this counts the time from receipt: {quote(sentence)}.")


def test_stage_2_counts_from_the_acknowledgement_too() -> None:
    assert (
        one("counted-from-receipt", answer("6.14", commentary="Within 20 working days of the escalation request.")).provision
        == "6.14"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Within 10 working days of the acknowledgement, which is sent within five working days of receipt.",
        "Of the 386 complaints received, 344 had an answer within ten working days.",
        "Ten working days is what the policy gives us.",
        "Within 10 working days from our acknowledgement that it was received.",
    ],
)
def test_a_response_time_counted_from_the_acknowledgement_is_right(sentence: str) -> None:
    assert problems("counted-from-receipt", answer("6.3", commentary=sentence)) == []


def test_the_acknowledgement_itself_counts_from_receipt() -> None:
    assert problems("counted-from-receipt", answer("6.2", commentary="Within 10 working days of receipt."), on=ON) == []
