"""What is missing from answers, and from landlord.md."""

from dataclasses import replace
from datetime import date

import pytest
from cases import LANDLORD, ON, action, answer, case, in_sentences, one, problems, text
from sample import EDITION

from generator import catalogue, rich_text
from generator.answers import next_year
from generator.checks import Case, check
from generator.model import Action, Answer, GoverningBody, Landlord, Review, SelfAssessment


def test_a_provision_without_an_answer_is_named_with_the_file_where_it_belongs() -> None:
    everything_but = [answer(p.number) for p in EDITION.provisions if p.number != "6.20"]
    problem = one("no-answer", *everything_but)
    assert (problem.severity, problem.file, problem.line, problem.provision) == (
        "error",
        "exemplar-homes/2026/section-6.md",
        0,
        "6.20",
    )
    assert problem.message == "6.20 All suitable staff involved at stage 2: this provision has no answer."
    assert "exemplar-homes/2026/section-6.md, under the heading “## 6.20 All suitable" in problem.help


def test_a_missing_section_file_is_named_as_missing() -> None:
    wrong = problems("no-answer", *[answer(p.number) for p in EDITION.provisions if not p.number.startswith("4.")])
    assert [problem.provision for problem in wrong] == ["4.1", "4.2", "4.3"]
    assert all("section-4.md is missing, or holds none of its section" in problem.message for problem in wrong)


def test_an_empty_answer_is_one_problem_and_not_several() -> None:
    everything_but = [answer(p.number) for p in EDITION.provisions if p.number != "6.20"]
    empty = Answer("6.20", file="exemplar-homes/2026/section-6.md", line=7, comply_line=9)
    problem = one("no-answer", *everything_but, empty)
    assert (problem.line, problem.message) == (7, "6.20 All suitable staff involved at stage 2: nothing is answered yet.")
    assert problems("comply-missing", empty) == []


def test_an_answer_that_says_neither_yes_nor_no_is_an_error_at_its_label() -> None:
    problem = one("comply-missing", answer(comply=""))
    assert (problem.severity, problem.line, problem.help) == ("error", 3, "Write Yes or No after “Comply:”.")


@pytest.mark.parametrize("comply", ["Yes", "No", "partly"])
def test_an_answer_that_says_something_is_not_missing(comply: str) -> None:
    assert problems("comply-missing", answer(comply=comply)) == []


def test_a_yes_needs_evidence_or_commentary() -> None:
    problem = one("yes-without-support", answer(evidence="", commentary=""))
    assert (problem.severity, problem.line) == ("error", 3)
    assert problem.message.endswith(": the answer is Yes, but nothing supports it.")
    assert "“### Evidence”" in problem.help
    assert "“### Commentary”" in problem.help
    assert problems("yes-without-support", answer(evidence=""), answer("3.3", commentary="")) == []
    assert problems("yes-without-support", answer(comply="No", evidence="", commentary="")) == []


def test_a_no_needs_commentary() -> None:
    problem = one("no-without-commentary", answer(comply="No", commentary=""))
    assert (problem.severity, problem.line) == ("error", 3)
    assert problem.message.endswith(": the answer is No, but nothing says why.")
    assert problems("no-without-commentary", answer(comply="No"), answer("3.3", commentary="")) == []


def test_a_no_needs_an_action() -> None:
    problem = one("no-without-action", answer(comply="No"))
    assert (problem.severity, problem.line) == ("error", 3)
    assert "what will change, who answers for it and by when" in problem.message


LACKS = {
    "what": (action(what=""), "what will change", "“What:”"),
    "owner": (action(owner=" "), "who answers for it", "“Owner:”"),
    "date": (action(by=None), "by when", "“By:”"),
    "owner and date": (action(owner="", by=None), "who answers for it and by when", "“Owner:” and “By:”"),
}


@pytest.mark.parametrize("missing", LACKS)
def test_the_action_of_a_no_says_what_and_who_and_when(missing: str) -> None:
    given, words, labels = LACKS[missing]
    problem = one("no-without-action", answer(comply="No", actions=(given,)))
    assert problem.line == 30
    assert problem.message.endswith(f"the answer is No, and its action does not say {words}.")
    assert problem.help == f"Add {labels} under “### Action”."


def test_a_no_is_complete_with_one_whole_action_or_an_alternative() -> None:
    whole = answer(comply="No", actions=(action(owner=""), action()))
    other_way = answer("3.3", "No", alternative="Copies lie in the office.")
    bad_date = answer("3.4", "No", actions=(Action(text("x"), "Somebody", None, "31 June"),))  # has its own Problem
    assert problems("no-without-action", whole, other_way, bad_date, answer("3.5")) == []
    assert one("no-without-action", other_way, answer("3.4", "No")).provision == "3.4"


def test_another_action_that_lacks_something_is_a_warning() -> None:
    planned = answer("3.2", actions=(action(by=None),))
    second = answer("3.3", "No", actions=(action(), action(owner="")))
    found = problems(
        "action-incomplete", planned, second, answer("3.4", "No", actions=(action(what=""),)), answer("3.5", actions=(action(),))
    )
    assert [(p.provision, p.severity, p.line) for p in found] == [("3.2", "warning", 30), ("3.3", "warning", 30)]
    assert found[0].message.endswith("an action does not say by when.")


def test_a_new_action_before_the_assessment_is_an_error_at_its_date() -> None:
    problem = one("action-before-assessment", answer(actions=(action(by=date(2026, 3, 30)),)))
    assert (problem.severity, problem.line) == ("error", 33)
    assert "due by 30 March 2026, before the end of the period assessed, 31 March 2026." in problem.message


def test_a_carried_action_with_its_outcome_may_be_older_and_the_periods_last_day_is_in_time() -> None:
    carried = answer(actions=(action(by=date(2025, 9, 1), outcome="Done."), action(by=date(2026, 3, 31))))
    assert problems("action-before-assessment", carried) == []


def test_without_a_period_the_governing_bodys_first_date_counts() -> None:
    late = answer(actions=(action(by=date(2026, 7, 22)),))
    landlord = replace(LANDLORD, period="", period_to=None)
    assert (
        "before the day on which the governing body looked at this assessment, 23 July 2026"
        in one("action-before-assessment", late, landlord=landlord).message
    )
    assert problems("action-before-assessment", late, landlord=replace(landlord, bodies=())) == []


def test_an_action_whose_date_has_passed_is_a_warning_until_it_says_its_outcome() -> None:
    problem = one("action-passed", answer(actions=(action(by=date(2026, 11, 21)),)))
    assert (problem.severity, problem.line) == ("warning", 33)
    assert "due by 21 November 2026, which has passed" in problem.message
    today, done = action(by=date(2026, 11, 22)), action(by=date(2026, 6, 1), outcome="Done in May.")
    assert problems("action-passed", answer(actions=(today, done, action(by=None)))) == []


def test_an_action_before_the_assessment_is_not_told_twice() -> None:
    assert problems("action-passed", answer(actions=(action(by=date(2025, 1, 1)),))) == []


FIELDS = {
    "Landlord": {"name": ""},
    "Code": {"code": ""},
    "Period": {"period": ""},
    "Complaints officer": {"complaints_officer": ""},
    "Senior lead person": {"senior_lead": ""},
    "Member Responsible for Complaints": {"mrc": ""},
    "How to complain": {"how_to_complain": ()},
    "How to reach the Ombudsman": {"ombudsman": ()},
    "Other formats": {"other_formats": ()},
    "Governing body": {"bodies": ()},
    "Name": {"bodies": (GoverningBody("", line=40),)},
}


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_that_the_publication_needs_is_asked_for(field: str) -> None:
    problem = one("landlord-field-missing", landlord=replace(LANDLORD, **FIELDS[field]))
    assert (problem.severity, problem.file, problem.provision) == ("error", "exemplar-homes/2026/landlord.md", "")
    assert field in problem.message + problem.help
    assert problem.line == {"Senior lead person": 12, "Name": 40}.get(field, 0)


def test_a_landlord_that_says_nothing_gets_one_problem_a_field() -> None:
    found = problems("landlord-field-missing", landlord=Landlord())
    assert len(found) == 10
    assert found[0].help == "Write the landlord's name, after “Landlord:” at the top of the file."
    assert {p.file for p in found} == {"exemplar-homes/2026/landlord.md"}


def test_fields_that_the_publication_can_do_without_are_not_asked_for() -> None:
    less = replace(LANDLORD, website="", colour="", kind="", homes=None, homes_text="", covers=(), documents=(), reason="")
    assert problems("landlord-field-missing", landlord=less) == []


def test_answers_that_nobody_reviewed_are_one_problem_a_section_that_lists_them() -> None:
    first, sixth = problems("not-reviewed", *(answer(n, reviewed=False) for n in ("1.2", "1.4", "6.3")), answer("1.3"))
    assert (first.severity, first.provision, first.file, first.line) == (
        "warning",
        "",
        "exemplar-homes/2026/section-1.md",
        1,
    )
    assert first.message == "Section 1: 2 answers have not been reviewed: 1.2 and 1.4."
    assert sixth.message == "Section 6: 1 answer has not been reviewed: 6.3."


def test_every_unreviewed_answer_is_named_and_empty_ones_are_not() -> None:
    everything = [answer(p.number, reviewed=False) for p in EDITION.provisions if p.number.startswith("6.")]
    problem = one("not-reviewed", *everything, Answer("9.8"))
    assert problem.message.startswith("Section 6: 20 answers have not been reviewed: 6.1, 6.2,")
    assert problem.message.endswith(", 6.19 and 6.20.")
    assert problems("not-reviewed", answer()) == []


def test_unreviewed_answers_that_stand_as_they_stood_last_year_are_named() -> None:
    carried, changed = answer("1.2", reviewed=False), answer("1.3", reviewed=False, commentary="Something else.")
    last = SelfAssessment("exemplar-homes/2025", LANDLORD, (answer("1.2"), answer("1.3")))
    found = [p for p in check(replace(case(carried, changed), before=last)) if p.id == "not-reviewed"]
    assert [p.message for p in found] == [
        "Section 1: 2 answers have not been reviewed: 1.2 and 1.3. What is said under 1.2 is as it was in exemplar-homes/2025."
    ]
    [both] = [p for p in check(replace(case(carried), before=last)) if p.id == "not-reviewed"]
    assert (
        both.message == "Section 1: 1 answer has not been reviewed: 1.2. What is said there is as it was in exemplar-homes/2025."
    )


def of_last_year(*actions: Action, on: date = ON) -> list[str]:
    """What ``action-unreported`` and its neighbours find in these actions, each of which was there last year without an outcome."""
    last = SelfAssessment("exemplar-homes/2025", LANDLORD, (answer("5.5", actions=(action(),)),))
    found = check(replace(case(answer("6.3", actions=actions)), before=last, on=on))
    return [p.id for p in found if p.id.startswith("action-")]


def test_an_action_of_last_year_without_an_outcome_is_asked_for_it_also_under_another_provision() -> None:
    assert of_last_year(action()) == ["action-unreported"]
    assert of_last_year(action(by=date(2027, 6, 30))) == ["action-unreported"], "a new date says nothing of what came of it"
    assert of_last_year(action(outcome="Half of them are trained.")) == []


def test_a_new_action_is_not_asked_for_its_outcome_nor_is_any_where_there_is_no_last_year() -> None:
    assert of_last_year(action("Write to everybody")) == []
    assert problems("action-unreported", answer(actions=(action(),))) == []


def test_an_action_of_last_year_whose_date_has_passed_is_one_problem() -> None:
    assert of_last_year(action(by=date(2026, 11, 21))) == ["action-passed"]
    assert of_last_year(action(by=date(2025, 1, 1))) == ["action-before-assessment"]


def test_an_action_done_last_year_that_still_stands_there_is_found() -> None:
    done = action(outcome="Done in May.")
    last = SelfAssessment("exemplar-homes/2025", LANDLORD, (answer("6.3", actions=(done,)),))
    found = [p.message for p in check(replace(case(answer("6.3", actions=(done,))), before=last)) if p.id == "action-unreported"]
    assert [message.partition(": ")[2] for message in found] == [
        "an action stands here with its outcome as it stood in exemplar-homes/2025."
    ]


def test_the_line_that_says_where_a_text_was_carried_from_is_an_error() -> None:
    old = catalogue.load("housing-ombudsman-2022")
    origin = rich_text.words((next_year.origin(old, old.provisions[0]),))
    problem = one("origin-left", answer("6.4", commentary=f"Ours.\n{origin}"))
    assert (problem.severity, problem.line) == ("error", 21)
    assert problem.help == "Make one answer of the texts, and take the line out."
    assert problems("origin-left", answer("6.4", commentary="From 1.2 of the policy, page 4: it says so.")) == []


def test_a_body_that_has_not_approved_is_a_warning() -> None:
    body = GoverningBody("Board", date(2026, 12, 3), response=text("We looked."), line=40)
    problem = one("no-approval", landlord=replace(LANDLORD, bodies=(body,)))
    assert (problem.severity, problem.line, problem.provision) == ("warning", 40, "")
    assert problem.message.endswith("the self-assessment is not approved by the Board.")
    assert problems("no-approval") == []


def test_who_has_approved_is_told_the_command_that_keeps_a_copy() -> None:
    board, council = GoverningBody("Board", line=40), GoverningBody("Council", date(2026, 7, 2), line=50)
    alone = one("no-approval", landlord=replace(LANDLORD, bodies=(board,))).help
    assert alone.endswith("self-assessment approve exemplar-homes/2026 --date DAY --minute NUMBER")
    of_two = problems("no-approval", landlord=replace(LANDLORD, bodies=(board, council)))[0].help
    assert 'approve exemplar-homes/2026 --body "Board" --date' in of_two


def test_who_handles_complaints_is_asked_for_in_the_words_of_the_code() -> None:
    found = problems("landlord-field-missing", landlord=replace(LANDLORD, complaints_officer=""))
    assert [problem.help for problem in found] == [
        "Write the person or team that handles complaints (Code 4.1), after “Complaints officer:” at the top of the file."
    ]


def test_an_approval_before_the_end_of_the_period_is_a_warning() -> None:
    body = GoverningBody("Board", approved=date(2020, 7, 23), response=text("We looked."), line=40)
    landlord = replace(LANDLORD, bodies=(body,), period_to=date(2026, 3, 31))
    problem = one("approval-early", landlord=landlord)
    assert (problem.severity, problem.line) == ("warning", 40)
    assert problem.message.endswith("is dated 23 July 2020, before the period assessed ended on 31 March 2026.")
    assert problems("approval-early", landlord=replace(landlord, bodies=(replace(body, approved=date(2026, 3, 31)),))) == []


def test_a_review_after_the_day_of_the_check_cannot_have_happened() -> None:
    ahead = replace(answer("6.4"), reviewed=Review("2 May 2062, Jo", "Jo", date(2062, 5, 2), 7))
    problem = one("reviewed-ahead", ahead)
    assert (problem.severity, problem.line) == ("warning", 7)
    assert problem.message.startswith("“Reviewed:” under 6.4 gives a day after")
    assert problems("reviewed-ahead", replace(ahead, reviewed=Review("2 May 2026, Jo", "Jo", ON, 7))) == []


def test_a_day_of_approval_that_has_passed_is_said() -> None:
    body = GoverningBody("The Cabinet", date(2026, 10, 1), line=40)
    problem = one("no-approval", landlord=replace(LANDLORD, bodies=(body,)))
    assert problem.message.endswith("not approved by The Cabinet, which was to do so on 1 October 2026.")


def test_an_approval_after_the_day_of_the_check_cannot_have_happened() -> None:
    assert "is dated 23 July 2026, which is after 22 July 2026" in one("approval-ahead", on=date(2026, 7, 22)).message
    assert problems("approval-ahead", on=date(2026, 7, 23)) == []


def test_each_body_without_a_response_is_a_warning() -> None:
    board, council = GoverningBody("Board", line=40), GoverningBody("Council", response=text("We looked."), line=50)
    problem = one("no-response", landlord=replace(LANDLORD, bodies=(board, council)))
    assert (problem.severity, problem.line) == ("warning", 40)
    assert problem.message.endswith("there is no response of the Board.")


# Older forms


def older(edition: str, *answers: Answer) -> dict[str, list[str]]:
    """The ids found in answers to an older form, by provision."""
    found = check(Case(catalogue.load(edition), SelfAssessment("exemplar-homes/2021", LANDLORD, answers), ON))
    assert [p for p in found if not in_sentences(p)] == []
    return {number: [p.id for p in found if p.provision == number] for number in {p.provision for p in found}}


def test_a_form_with_one_column_for_evidence_and_commentary_asks_for_no_evidence_apart() -> None:
    assert "1.2" not in older("housing-ombudsman-2022", answer("1.2", evidence=""))
    assert older("housing-ombudsman-2022", answer("1.2", "No", evidence=""))["1.2"] == ["no-without-action"]


def test_on_a_form_that_asks_questions_yes_and_no_need_no_support() -> None:
    found = older(
        "housing-ombudsman-2020", answer("1a", "No", "", ""), answer("1b", "Yes", "", ""), answer("2a", "", "", "By telephone.")
    )
    assert ("1a" in found, "1b" in found, found["2a"]) == (False, False, ["comply-missing"])


def test_a_question_for_a_figure_is_answered_by_the_commentary() -> None:
    edition = catalogue.load("housing-ombudsman-2020")
    figure = next(p.number for p in edition.counted if p.asks == "figure")
    assert figure not in older(edition.id, answer(figure, "", "", "98%"))
    assert figure not in older(edition.id, answer(figure, "", "", "None"))
    assert older(edition.id, answer(figure, "", "", ""))[figure] == ["no-answer"]


def test_a_question_in_parts_is_missing_once_and_its_parts_answer_it() -> None:
    edition = catalogue.load("housing-ombudsman-2020")
    whole = next(p.number for p in edition.counted if p.asks == "parts")
    parts = [p.number for p in edition.provisions if p.part_of == whole]
    found = older(edition.id)
    assert found[whole] == ["no-answer"]
    assert [part for part in parts if part in found] == []
    assert whole not in older(edition.id, *(answer(part, "", "", "98%") for part in parts))
