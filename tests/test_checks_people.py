"""Who is named for what, what must not go out, and warnings that are accepted."""

from dataclasses import replace
from datetime import date

import pytest
from cases import LANDLORD, ON, answer, case, in_sentences, one, problems, text

from generator.checks import Accepted, check, settle
from generator.model import Accept, Document, GoverningBody, Landlord
from generator.problems import ERROR, WARNING, Problem

NOBODY = replace(LANDLORD, senior_lead="", mrc="")


def landlord(lead: str, member: str) -> Landlord:
    lines = {"senior lead person": 12, "member responsible for complaints": 13}
    return replace(LANDLORD, senior_lead=lead, mrc=member, lines=lines)


# The senior lead person and the Member Responsible

SAME = [
    ("Director of Customers", "The Director of Customers"),
    ("Jo Bloggs, Director of Customers", "Jo Bloggs"),
    ("Jo Bloggs (Chair of the Customer Committee)", "the chair of the Customer Committee"),
    ("Head of Homes & Customers", "Head of Homes and Customers"),
    ("A Director of its Customers", "an Our Director of the Customers"),
]


@pytest.mark.parametrize(("lead", "member"), SAME)
def test_the_same_person_for_both_tasks_is_found_in_landlord_md(lead: str, member: str) -> None:
    problem = one("same-person", landlord=landlord(lead, member))
    assert (problem.severity, problem.provision, problem.line) == ("warning", "9.5", 13)
    assert problem.file.endswith("landlord.md")
    assert problem.message.endswith(
        "the same person is named as senior lead person and as Member Responsible for Complaints: "
        f"“Senior lead person: {lead}” and “Member Responsible for Complaints: {member}”."
    )


DIFFERENT = [
    ("Director of Customers", "Director of Finance"),
    ("Jo Bloggs, Exemplar Homes", "Sam Smith, Exemplar Homes"),
    ("Jo Bloggs (Board member)", "Sam Smith (Board member)"),
    ("Director of Customers", "Chair of the Customer Committee"),
    ("", ""),
]


@pytest.mark.parametrize(("lead", "member"), DIFFERENT)
def test_two_people_are_two_people(lead: str, member: str) -> None:
    assert problems("same-person", landlord=landlord(lead, member)) == []


NAMED = [
    ("The senior lead person at Exemplar Homes is the Head of Law and they have access to staff.", "The Head of Law is our MRC."),
    (
        "Senior lead person: Head of Law",
        "The Board appointed the Head of Law, a solicitor, as Member Responsible for Complaints.",
    ),
    (
        "The Head of Law, a solicitor, is accountable for complaint handling.",
        "The Member Responsible for Complaints (Head of Law) reports.",
    ),
    ("Our Head of Law acts as senior lead person.", "The Head of Law has been appointed as lead for complaints."),
]


@pytest.mark.parametrize(("lead", "member"), NAMED)
def test_the_same_person_is_found_in_what_the_answers_say(lead: str, member: str) -> None:
    problem = one("same-person", answer("9.4", commentary=lead), answer("9.5", commentary=f"Yes.\n{member}"), landlord=NOBODY)
    assert (problem.provision, problem.line) == ("9.5", 21)
    assert "Head of Law" in problem.message


def test_an_answer_about_the_member_that_names_only_the_lead_has_named_the_lead() -> None:
    same = "The senior lead person is the Head of Law."
    problem = one("same-person", answer("9.4", commentary=same), answer("9.6", commentary=same), landlord=NOBODY)
    assert problem.provision == "9.6"


@pytest.mark.parametrize(
    "member",
    [
        "The MRC is the Chair of the Customer Committee; the senior lead person is the Head of Law.",
        "A member of the Board is appointed as lead for complaints.",
        "The MRC meets the Head of Law every month.",
    ],
)
def test_this_names_nobody_twice(member: str) -> None:
    lead = answer("9.4", commentary="The senior lead person is the Head of Law.")
    assert problems("same-person", lead, answer("9.5", commentary=member), landlord=NOBODY) == []


GOVERNING = [
    "Chair of the Customer Committee",
    "Cllr Jo Bloggs",
    "Jo Bloggs, Board member",
    "Vice-chair",
    "Cabinet Member for Housing",
]


@pytest.mark.parametrize("lead", GOVERNING)
def test_a_member_of_the_governing_body_as_senior_lead_person_is_found(lead: str) -> None:
    problem = one("lead-is-member", landlord=landlord(lead, "Somebody else"))
    assert (problem.severity, problem.provision, problem.line) == ("warning", "9.4", 12)
    assert f"“Senior lead person: {lead}”" in problem.message


def test_a_committees_chair_named_in_the_answer_is_quoted() -> None:
    sentence = "The senior lead person is the Chair of our Operations committee."
    problem = one("lead-is-member", answer("9.4", commentary=f"Yes.\n{sentence}"), landlord=NOBODY)
    assert (problem.provision, problem.line) == ("9.4", 21)
    assert f"“{sentence.removesuffix('.')}”" in problem.message


@pytest.mark.parametrize(
    "lead", ["Director of Customers", "Chief Executive", "Head of Governance", "Executive Director", "Board Secretary"]
)
def test_a_senior_member_of_staff_is_right(lead: str) -> None:
    told = f"The {lead} is our senior lead person and reports to the Chair of the Board."
    assert problems("lead-is-member", answer("9.4", commentary=told), landlord=landlord(lead, "x")) == []


# What must not go out

PRIVATE = [
    *("https://exemplar.sharepoint.com/sites/complaints", "https://intranet.exemplar.org/policy", "http://intranet/policy"),
    *("\\\\server01\\share\\policy.docx", "S:\\Policies\\complaints.pdf", "file:///c:/policy.pdf", "http://localhost:8000/x"),
    *(
        "http://192.168.1.4/policy",
        "https://teams.microsoft.com/l/channel/19",
        "SharePoint > Complaints",
        "http://files.local/policy",
    ),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_the_public_cannot_open_is_quoted(address: str) -> None:
    problem = one("private-address", answer(commentary=f"We do this.\nIt lies at {address} for all."))
    assert (problem.severity, problem.line) == ("warning", 21)
    assert f"the public cannot open “{address}”." in problem.message


def test_an_address_behind_other_words_counts() -> None:
    assert "sharepoint.com" in one("private-address", answer(evidence="[The policy](https://x.sharepoint.com/p)")).message


@pytest.mark.parametrize(
    "words",
    [
        *(
            "https://www.exemplar-homes.example/intranet-and-more",
            "Reminders stand on the intranet.",
            "Training over Teams and SharePoint",
        ),
        *("Ratio 1:2 and either/or", "https://www.home.example/x", "http://172.40.1.1/", "https://www.our.home.org.uk/"),
    ],
)
def test_this_can_be_opened_or_is_no_address(words: str) -> None:
    assert problems("private-address", answer(evidence=words, commentary=words)) == []


def test_addresses_in_landlord_md_are_looked_at_too() -> None:
    private = "https://x.sharepoint.com/p"
    given = replace(
        LANDLORD,
        website=private,
        publications={"policy": private},
        documents=(Document("Policy", address=private, line=60),),
        how_to_complain=text(f"See {private}", 30),
        bodies=(GoverningBody("Board", None, ON, "", text(f"See {private}", 45), 40),),
    )
    found = problems("private-address", landlord=given)
    assert sorted((p.line, p.provision) for p in found) == [(0, ""), (14, ""), (30, ""), (45, ""), (60, "")]


@pytest.mark.parametrize(
    "mail", ["jo.bloggs@exemplar.org", "J.O’Neill@exemplar.org", "mary-ann.smith2@exemplar.org", "anyone@gmail.com"]
)
def test_a_persons_mail_address_is_quoted(mail: str) -> None:
    problem = one("personal-mail", answer(commentary=f"We do this.\nWrite to {mail}."))
    assert (problem.severity, problem.line) == ("warning", 21)
    assert f"“{mail}” looks like one person's mail address." in problem.message
    assert one("personal-mail", landlord=replace(LANDLORD, other_formats=text(f"Write to {mail}", 35))).line == 35


@pytest.mark.parametrize(
    "mail", ["complaints@exemplar.org", "customer.services@exemplar.org", "housing.complaints.team@exemplar.org"]
)
def test_a_shared_mailbox_is_right(mail: str) -> None:
    assert problems("personal-mail", answer(commentary=f"Write to {mail}.")) == []


def test_another_landlord_of_the_workspace_is_found() -> None:
    problem = one(
        "other-landlord", answer(commentary="Yes.\nResidents of Northgate Homes can ring."), others=("Northgate Homes",)
    )
    assert (problem.severity, problem.line) == ("warning", 21)
    assert "another landlord is named here, “Northgate Homes”: “Residents of Northgate Homes can ring”." in problem.message
    elsewhere = replace(LANDLORD, ombudsman=text("Northgate Homes is a member.", 33))
    assert one("other-landlord", landlord=elsewhere, others=("Northgate Homes",)).line == 33


def test_a_landlord_that_is_covered_or_has_a_name_within_this_ones_is_not_another() -> None:
    told = answer(commentary="Exemplar Living and Exemplar Homes, and the northgate homes, and Northgate Homesteads.")
    assert problems("other-landlord", told, others=("Exemplar Living", "Exemplar", "Exemplar Homes", "Northgate Homes", "")) == []


def test_a_note_still_there_is_quoted() -> None:
    problem = one("note-left", answer(note="Ask Finance for the cost."))
    assert (problem.severity, problem.line) == ("warning", 50)
    assert "“Ask Finance for the cost”" in problem.message
    assert problems("note-left", answer()) == []


# Accepting


def settled(*accepts: Accept, evidence: str = "") -> tuple[list[Problem], list[Accepted]]:
    """What is open and accepted of an answer without evidence."""
    given = case(answer("3.2", evidence=evidence, accepts=accepts))
    left, accepted = settle([p for p in check(given) if p.provision == "3.2"], given)
    assert [p for p in left if not in_sentences(p)] == []
    return left, accepted


def test_a_warning_accepted_with_a_reason_is_taken_out_and_kept_with_it() -> None:
    left, accepted = settled(Accept("no-evidence", "Our attitude is what counts here.", 5))
    assert left == []
    assert [(item.problem.id, item.problem.provision, item.reason) for item in accepted] == [
        ("no-evidence", "3.2", "Our attitude is what counts here.")
    ]


def test_a_warning_is_accepted_in_its_own_provision_only() -> None:
    given = case(answer("3.2", evidence=""), answer("3.3", accepts=(Accept("no-evidence", "Because.", 5),)))
    left, accepted = settle([p for p in check(given) if p.provision in ("3.2", "3.3")], given)
    assert [(p.provision, p.id) for p in left] == [("3.2", "no-evidence"), ("3.3", "accept-unused")]
    assert accepted == []


WRONG = {
    "accept-of-error": (Accept("yes-without-support", "Because.", 5), ERROR, "“yes-without-support” is an error"),
    "accept-unknown": (
        Accept("no-evidense", "Because.", 5),
        ERROR,
        "there is no warning “no-evidense” to accept. Did you mean “no-evidence”?",
    ),
    "accept-no-reason": (Accept("no-evidence", "", 5), ERROR, "“Accept: no-evidence” gives no reason"),
    "accept-unused": (
        Accept("stale-promise", "Because.", 5),
        WARNING,
        "“stale-promise” is accepted, but this warning does not occur",
    ),
}


@pytest.mark.parametrize("id_", WRONG)
def test_an_accept_line_that_accepts_nothing_is_itself_a_problem(id_: str) -> None:
    accept, severity, words = WRONG[id_]
    left, accepted = settled(accept)
    assert [p.id for p in left] == ["no-evidence", id_]
    assert accepted == []
    assert (left[1].severity, left[1].line, left[1].provision) == (severity, 5, "3.2")
    assert words in left[1].message


def test_an_accept_line_without_an_id_is_a_problem() -> None:
    left, _ = settled(Accept("", "", 5), evidence="Complaints policy: 3.2")
    assert [(p.id, p.line) for p in left] == [("accept-no-reason", 5)]


def test_what_is_left_comes_in_code_order() -> None:
    given = case(answer("3.2", accepts=(Accept("no-evidence", "Because.", 5),)), answer("3.3", evidence=""))
    left, _ = settle([p for p in check(given) if p.provision in ("3.2", "3.3")], given)
    assert [(p.provision, p.id) for p in left] == [("3.2", "accept-unused"), ("3.3", "no-evidence")]


def test_a_warning_that_reading_gave_can_be_accepted_too() -> None:
    given = case(answer("3.2", accepts=(Accept("heading-mismatch", "Our own heading.", 5),)))
    reading = Problem("heading-mismatch", WARNING, "f", 1, "3.2", "What.", "Do.")
    assert settle([reading], given) == ([], [Accepted(reading, "Our own heading.")])


def test_the_day_of_the_check_is_the_case_s_own() -> None:
    assert case(on=date(2026, 1, 1)).on == date(2026, 1, 1)


def test_a_landlord_md_whose_lines_are_not_known_is_named_as_a_whole() -> None:
    nowhere = replace(landlord("Head of Law", "Head of Law"), lines={})
    assert one("same-person", landlord=nowhere).line == 0


def test_a_long_sentence_is_quoted_from_where_it_names_somebody() -> None:
    long = f"After {'much thought and ' * 12}a vote, the senior lead person is the Head of Law."
    member = "The Board appointed the Head of Law as Member Responsible for Complaints."
    problem = one("same-person", answer("9.4", commentary=long), answer("9.5", commentary=member), landlord=NOBODY)
    assert "lead person is the Head of Law” and" in problem.message
