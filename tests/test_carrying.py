"""A new year from the last: what comes along, what is asked anew, and that nothing is lost or taken for reviewed."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import old_forms
import pytest
import tools
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import full_assessment

from generator import carrying, catalogue, intake, publish
from generator.answers import starter, writing
from generator.carrying import Last, carry
from generator.cli import main
from generator.examine import examine
from generator.gather import gather
from generator.model import Accept, Action, Answer, SelfAssessment
from generator.problems import Stop
from generator.rich_text import canonical_text, read_text, words
from generator.templates import Templates
from generator.view import view
from generator.workspace import Target

ON = date(2027, 5, 1)
FORMS = {year: catalogue.load(f"housing-ombudsman-{year}") for year in ("2020", "2022", "2024")}


def numbers(text: str) -> list[str]:
    return text.split()


NEW_IN_2024 = numbers("2.3 2.5 3.2 3.3 5.1 5.4 5.5 5.7 5.13 6.11 6.12 6.17 6.18 6.20 7.4 8.4 8.5 9.2")
THE_SAME_IN_2024 = {"5.12": "4.15", "6.6": "5.5", "6.13": "5.12", "7.3": "6.5"}
GONE_IN_2024 = numbers("4.3 4.8 4.9 4.13 4.16 4.17 5.4 5.18 5.19 5.20 6.6 6.7")
NEW_IN_2022 = numbers(
    "1.3 1.6 1.7 1.9 1.4 1.5 2.3 2.7 2.8 2.2 3.2 4.2 4.6 4.7 4.11 4.13 4.18 4.3 4.4 4.8 4.9 4.16 4.17 "
    "4.19 5.5 5.6 5.10 5.11 5.12 5.17 5.2 5.3 5.4 5.7 5.14 5.15 5.19 6.2 6.5 6.6 6.3 6.7 7.3 7.5 7.6 8.1 "
    "8.2 8.3"
)
THE_SAME_IN_2022 = {"1.2": "1a", "2.1": "2a", "4.10": "4a"}
GONE_IN_2022 = numbers("3d 3h 4e 4f 4g 4g.1 4g.2 4g.3 4g.4 4j 6c 5a 5b 6b 8c 8d")


def run(workspace: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(workspace), *args])


def made(workspace: Path, name: str, last: str | Path, on: str = "2027-05-01") -> Target:
    """The new year that the command makes."""
    done = run(workspace, "new", name, "--from", str(last), "--on", on)
    assert done.exit_code == 0, done.output
    landlord, year = name.split("/")
    return Target(landlord, year, workspace / "answers" / landlord / year)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace of its own with the example's two years in it."""
    for year in ("2024", "2026"):
        shutil.copytree(tools.EXAMPLES / "exemplar-homes" / year, tmp_path / "answers" / "exemplar-homes" / year)
    return tmp_path


def typed(assessment: SelfAssessment) -> set[str]:
    """Every line of every text, as answer files have it."""
    lines: set[str] = set()
    for answer in assessment.answers:
        lines |= {*writing.evidence(answer.evidence), *answer.owner.splitlines()}
        for text in (answer.commentary, answer.alternative, answer.note):
            lines |= set(writing.paragraphs(text))
        for action in answer.actions:
            lines |= {*writing.paragraphs(action.what), *writing.paragraphs(action.outcome), action.owner}
    return {line.strip() for line in lines if line.strip()}


def lost(assessment: SelfAssessment, files: dict[str, str]) -> list[str]:
    """The lines of last year that stand in none of the new files."""
    there = "\n".join(line.strip() for text in files.values() for line in text.splitlines())
    return sorted(line for line in typed(assessment) if line not in there)


def read(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.is_file()}


# Within an edition


def test_in_the_same_edition_every_answer_says_what_it_said_and_none_is_reviewed(workspace: Path):
    target = made(workspace, "exemplar-homes/2027", "exemplar-homes/2026")
    last, this = (gather(Target("exemplar-homes", year, target.folder.parent / year)) for year in ("2026", "2027"))
    assert len(this.assessment.answers) == 72
    assert this.assessment.answers == tuple(replace(answer, reviewed=None) for answer in last.assessment.answers)
    assert [answer.provision for answer in last.assessment.answers if not answer.reviewed] == []
    assert [problem for problem in this.problems if problem.severity == "error"] == []
    assert lost(last.assessment, read(target.folder)) == []


def test_of_landlord_md_what_lasts_comes_along_and_what_was_of_that_year_stands_empty(workspace: Path):
    target = made(workspace, "exemplar-homes/2027", "exemplar-homes/2026")
    last, this = (gather(Target("exemplar-homes", year, target.folder.parent / year)) for year in ("2026", "2027"))
    was, now = last.assessment.landlord, this.assessment.landlord
    for field in ("name", "kind", "homes", "code", "covers", "mrc", "colour", "how_to_complain", "ombudsman", "documents"):
        assert getattr(now, field) == getattr(was, field), field
    assert now.last_year == "exemplar-homes/2026"
    assert (now.period, now.reason, now.corrections) == ("", "", ())
    assert [(b.name, b.for_approval, b.approved, b.minute, b.response) for b in now.bodies] == [("Board", None, None, "", ())]
    assert dict(now.publications) == {"policy": was.publications["policy"]}
    assert (now.board_paper.author, now.board_paper.risk) == (was.board_paper.author, ())


def test_check_and_status_say_what_is_still_to_review_and_ask_what_came_of_last_years_actions(workspace: Path):
    target = made(workspace, "exemplar-homes/2027", "exemplar-homes/2026")
    found = examine(target, date(2026, 12, 1)).problems
    reviews = [problem.message for problem in found if problem.id == "not-reviewed"]
    assert len(reviews) == 9
    assert reviews[3] == (
        "Section 4: 3 answers have not been reviewed: 4.1, 4.2 and 4.3. What is said there is as it was in exemplar-homes/2026."
    )
    actions = [action for answer in gather(target).assessment.answers for action in answer.actions]
    assert len([problem for problem in found if problem.id == "action-unreported"]) == len(actions), "each, and none twice"
    assert [problem for problem in found if problem.id == "action-passed"] == []
    row = next(line for line in run(workspace, "status", "--on", "2026-12-01").output.splitlines() if "/2027" in line)
    assert row.split()[:5] == ["exemplar-homes/2027", "72", "of", "72", "0"]


def test_a_policys_outline_comes_along(workspace: Path):
    last = workspace / "answers/exemplar-homes/2026"
    policy = workspace / "policy.md"
    policy.write_text("# Complaints policy\n\n## 1 Purpose\n\nWe listen.\n\n## 2 Stages\n\nThere are two.\n", encoding="utf-8")
    assert run(workspace, "policy", str(policy), "exemplar-homes/2026").exit_code == 0
    target = made(workspace, "exemplar-homes/2027", "exemplar-homes/2026")
    assert (target.folder / "policy.md").read_bytes() == (last / "policy.md").read_bytes()
    assert gather(target).assessment.landlord.documents[0].policy is not None


@pytest.mark.parametrize("name", ["section-6.md", "landlord.md", "../2024/landlord.md", "carry-report.md"])
def test_an_outline_of_an_answer_files_name_brings_no_review_along(workspace: Path, name: str):
    file = workspace / "answers/exemplar-homes/2026/landlord.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Version: 4.1\n", f"Version: 4.1\nOutline: {name}\n"), encoding="utf-8")
    target = made(workspace, "exemplar-homes/2027", "exemplar-homes/2026")
    this = gather(target).assessment
    assert [answer.provision for answer in this.answers if answer.reviewed] == []
    assert (this.landlord.approved, this.landlord.last_year) == (False, "exemplar-homes/2026")
    assert (target.folder / "carry-report.md").read_text(encoding="utf-8").startswith("# Carried from exemplar-homes/2026")


def test_who_owns_an_unanswered_provision_comes_along():
    carried = carry(Last("a/1", FORMS["2024"], {"3.3": Answer("3.3", owner="Director of Customers")}), FORMS["2024"])
    over = next(over for over in carried.provisions if over.provision.number == "3.3")
    assert (over.answer.owner, over.carried) == ("Director of Customers", False)
    assert "- 3.3 High complaint numbers" in carried.files()["carry-report.md"].partition("## Not answered last year")[2]


def test_accepted_warnings_of_one_year_stay_behind_and_are_listed():
    kept, yearly = Accept("no-evidence", "It is about attitude"), Accept("not-reviewed", "Nobody had the time")
    last = Last("a/1", FORMS["2024"], {"3.3": Answer("3.3", "yes", commentary=read_text("So."), accepts=(kept, yearly))})
    carried = carry(last, FORMS["2024"])
    over = next(over for over in carried.provisions if over.provision.number == "3.3")
    assert over.answer.accepts == (kept,)
    assert (
        "3.3 High complaint numbers not seen as negative: not-reviewed, Nobody had the time" in carried.files()["carry-report.md"]
    )


def test_quoted_lines_that_are_not_the_codes_stay_behind_and_are_listed(workspace: Path):
    section = workspace / "answers/exemplar-homes/2026/section-2.md"
    text = section.read_text(encoding="utf-8")
    whole = text.replace("\nComply:", "> Ask Finance before\n>answering this.\n\nComply:", 1)
    section.write_text(whole, encoding="utf-8")
    target = made(workspace, "exemplar-homes/2027", "exemplar-homes/2026")
    report = (target.folder / "carry-report.md").read_text(encoding="utf-8")
    listed = report.partition("## Quoted lines (“>”) that are not the Code’s words, which stay behind\n\n")[2].splitlines()
    heading = next(p.heading for p in FORMS["2024"].provisions if p.number == "2.1")
    assert listed == [f"- {heading}: Ask Finance before", f"- {heading}: answering this."]
    assert "Ask Finance" not in (target.folder / "section-2.md").read_text(encoding="utf-8")


def test_an_action_of_a_provision_that_is_gone_stands_with_last_years_actions():
    gone = FORMS["2024"].gone[0].number
    action = Action(read_text("Tell everybody"), "Head of Repairs", date(2024, 6, 30))
    report = carry(Last("a/1", FORMS["2022"], {gone: Answer(gone, "no", actions=(action,))}), FORMS["2024"]).files()
    listed = report["carry-report.md"].partition("## Last year’s actions")[2].partition("\n## ")[0]
    assert "Tell everybody (Head of Repairs, 30 June 2024). Dropped: its provision is gone.\n" in listed


def test_the_answers_of_another_group_are_shared_and_not_carried(workspace: Path):
    shutil.copytree(tools.EXAMPLES / "tidewater-group", workspace / "answers/tidewater-group", dirs_exist_ok=True)
    done = run(workspace, "new", "exemplar-homes/2027", "--from", "tidewater-group/2026")
    assert done.exit_code == 2
    assert "self-assessment new exemplar-homes/2027 --shared tidewater-group/2026" in done.output
    assert not (workspace / "answers/exemplar-homes/2027").exists()
    assert run(workspace, "new", "tidewater-group/2027", "--from", "tidewater-group/2026").exit_code == 0


def test_a_later_year_taken_as_the_year_before_is_said(workspace: Path):
    done = run(workspace, "new", "exemplar-homes/2023", "--from", "exemplar-homes/2026", "--on", "2026-05-01")
    assert "exemplar-homes/2026 is the later year by its name" in done.output


def test_a_document_that_is_not_there_is_a_file_that_is_not_there(workspace: Path):
    (workspace / "one.html").write_text("<p>1</p>", encoding="utf-8")
    for named in (("nofile.docx",), (str(workspace / "one.html"), "nofile.docx")):
        sources = [word for name in named for word in ("--from", name)]
        done = run(workspace, "new", "exemplar-homes/2027", *sources)
        assert done.exit_code == 2
        assert "nofile.docx: there is no such file." in done.output


def test_accepted_warnings_of_an_answer_to_give_anew_stay_behind_and_are_listed():
    accept = Accept("empty-words", "It is so")
    carried = carry(Last("a/1", FORMS["2022"], {"5.1": Answer("5.1", "no", accepts=(accept,))}), FORMS["2024"])
    assert [over.answer.accepts for over in carried.provisions] == [()] * 72
    assert "- 6.3 Stage 1 response within 10 working days: empty-words, It is so\n" in carried.files()["carry-report.md"]


def test_notes_come_along_since_they_are_the_officers_own():
    last = Last("a/1", FORMS["2024"], {"3.3": Answer("3.3", note=read_text("Ask the panel."))})
    assert "### Note\n\nAsk the panel." in carry(last, FORMS["2024"]).files()["section-3.md"]


# From an older edition


def sorted_out(target: Target) -> tuple[dict[str, Answer], dict[str, str], list[str]]:
    """The new year's answers; which of them were to be answered anew, and why; and those that stand empty."""
    answers = {answer.provision: answer for answer in gather(target).assessment.answers}
    anew = {number: words(answer.note) for number, answer in answers.items() if words(answer.note).startswith("To answer anew")}
    return answers, anew, [number for number, answer in answers.items() if answer.empty]


def test_seed_001_carried_to_2024_shows_what_is_new_and_still_to_answer(seeds: Path, tmp_path: Path):
    [document] = seeds.glob("001_*")
    before = carrying.from_documents([document], Templates().wording).answers
    done = run(tmp_path, "new", "homes/2024", "--from", str(document), "--on", "2024-05-01")
    assert f"- 18 provisions new, and still to answer: {', '.join(NEW_IN_2024)}." in done.output
    assert f"- 12 provisions gone from the Code: {', '.join(GONE_IN_2024)}." in done.output
    target = Target("homes", "2024", tmp_path / "answers/homes/2024")
    answers, anew, empty = sorted_out(target)
    assert gather(target).edition.id == "housing-ombudsman-2024"
    assert empty == NEW_IN_2024
    carried = {number: answer for number, answer in answers.items() if answer.comply}
    assert {number: answer.comply for number, answer in carried.items()} == {
        new: before[old].comply for new, old in THE_SAME_IN_2024.items()
    }
    assert len(anew) == 50
    assert {*anew, *empty, *carried} == set(answers), "each is one of the three"
    assert "The 10 working days now count from the acknowledgement" in anew["6.3"]
    assert "5.1 Stage 1 response within 10 working days (No)" in anew["6.4"]
    report = (target.folder / "carry-report.md").read_text(encoding="utf-8")
    gone = re.findall(r"^- (\S+) ", report.partition("## Gone from")[2].partition("\n## ")[0], re.MULTILINE)
    assert gone == GONE_IN_2024
    new = report.partition("## New, and still to answer")[2].partition("\n## ")[0]
    assert re.findall(r"^- (\S+) ", new, re.MULTILINE) == NEW_IN_2024
    assert lost(SelfAssessment("", gather(target).assessment.landlord, tuple(before.values())), read(target.folder)) == []
    said = examine(target, date(2024, 5, 1)).problems
    assert {p.provision for p in said if p.id == "no-answer"} == set(NEW_IN_2024)
    assert {p.provision for p in said if p.id == "comply-missing"} == set(anew)
    assert [p for p in said if p.id == "note-left"] == [], "what is missing is said once"


@pytest.mark.parametrize("seed", ["003", "004"])
def test_seeds_of_2020_carried_to_2022_show_what_is_new_and_still_to_answer(seed: str, seeds: Path, tmp_path: Path):
    [document] = seeds.glob(f"{seed}_*")
    before = carrying.from_documents([document], Templates().wording).answers
    target = made(tmp_path, "homes/2023", document, "2023-05-01")
    answers, anew, empty = sorted_out(target)
    unanswered = {  # what the landlord left unanswered in 2020 has nothing to carry
        number
        for number, passage in catalogue.crosswalk("housing-ombudsman-2020", "housing-ombudsman-2022").items()
        if passage.from_numbers and all(old not in before or before[old].empty for old in passage.from_numbers)
    }
    assert set(empty) == {*NEW_IN_2022, *unanswered}
    carried = {number: answer for number, answer in answers.items() if answer.comply}
    assert {number: answer.comply for number, answer in carried.items()} == {
        new: before[old].comply for new, old in THE_SAME_IN_2022.items() if before[old].comply
    }
    carried_on = {*answers} - {*NEW_IN_2022, *THE_SAME_IN_2022, *unanswered}
    assert set(anew) == carried_on
    report = (target.folder / "carry-report.md").read_text(encoding="utf-8")
    gone = re.findall(r"^- (\S+) ", report.partition("## Gone from")[2].partition("\n## ")[0], re.MULTILINE)
    assert sorted(gone) == sorted(GONE_IN_2022)
    assert lost(SelfAssessment("", gather(target).assessment.landlord, tuple(before.values())), read(target.folder)) == []


def test_a_question_for_words_or_a_figure_carries_as_commentary_below_the_question(tmp_path: Path):
    assessment = old_forms.assessment("2020")
    carried = carry(Last("a/1", FORMS["2020"], {a.provision: a for a in assessment.answers}), FORMS["2022"])
    learning = next(over for over in carried.provisions if over.provision.number == "7.2")
    said = words(learning.answer.commentary)
    assert [provision.number for provision, _ in learning.before] == ["8a", "8b"]
    assert said.index("From 8a of the Complaint Handling Code 2020,") < said.index("We looked at 8a in the spring of 2023")
    assert said.index("We looked at 8a") < said.index("From 8b of the") < said.index("We looked at 8b")
    assert learning.answer.comply == ""
    assert "4f" in [provision.number for _, provision, _ in carried.gone], "a figure that nobody asks for any more"


def test_an_answer_that_the_newer_form_does_not_have_is_to_be_given_anew():
    last = Last("a/1", FORMS["2022"], {"4.15": Answer("4.15", "not applicable", commentary=read_text("None."))})
    over = next(over for over in carry(last, FORMS["2024"]).provisions if over.provision.number == "5.12")
    assert (over.answer.comply, over.why) == ("", "The form no longer has the answer Not applicable.")


def test_from_2020_to_2024_the_way_leads_through_2022():
    last = Last("a/1", FORMS["2020"], {"1a": Answer("1a", "yes", commentary=read_text("It is the Code’s."))})
    over = carry(last, FORMS["2024"]).provisions[0]
    assert (over.provision.number, over.answer.comply, words(over.answer.commentary)) == ("1.2", "", "It is the Code’s.")
    assert "no longer of the organisation" in over.why


def test_a_later_edition_than_the_one_in_force_is_refused(workspace: Path):
    done = run(workspace, "new", "exemplar-homes/2023", "--from", "exemplar-homes/2026", "--on", "2023-05-01")
    assert done.exit_code == 2
    assert "which came after the Complaint Handling Code 2022, in force on the day given." in done.output
    assert not (workspace / "answers/exemplar-homes/2023").exists()


# Nothing is lost


@pytest.mark.parametrize(("year", "to"), [("2020", "2022"), ("2020", "2024"), ("2022", "2024"), ("2024", "2024")])
def test_every_word_of_last_year_is_in_the_new_folder(year: str, to: str):
    assessment = full_assessment() if year == "2024" else old_forms.assessment(year)
    carried = carry(Last("a/1", FORMS[year], {a.provision: a for a in assessment.answers}), FORMS[to])
    assert lost(assessment, carried.files()) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cn", "Co")), max_size=80), min_size=3, max_size=3))
def test_whatever_was_written_is_read_again_from_the_new_files(tmp_path_factory: pytest.TempPathFactory, texts: list[str]):
    """Under 5.1 and 5.2 of 2022, which become one in 2024, 4.8, which is gone, and in the note of 5.5, which stays."""
    one, two, three = (canonical_text(read_text(text)) for text in texts)
    given_ = {
        "5.1": Answer("5.1", "no", commentary=one, alternative=two),
        "5.2": Answer("5.2", "yes", commentary=three),
        "4.8": Answer("4.8", "yes", commentary=two),
        "5.5": Answer("5.5", "yes", commentary=read_text("So."), note=three),
    }
    carried = carry(Last("a/1", FORMS["2022"], given_), FORMS["2024"])
    folder = tmp_path_factory.mktemp("carried") / "a" / "2"
    intake.save(carried.files(), folder)
    gathered = gather(Target("a", "2", folder))
    kept = {answer.provision: answer for answer in gathered.assessment.answers}
    for over in carried.provisions:
        got = kept[over.provision.number]
        assert (got.commentary, got.alternative, got.note) == (over.answer.commentary, over.answer.alternative, over.answer.note)
    assert lost(SelfAssessment("", gathered.assessment.landlord, tuple(given_.values())), carried.files()) == []
    shutil.rmtree(folder.parent)


def test_what_cannot_be_read_is_not_carried_half_but_named(workspace: Path):
    file = workspace / "answers/exemplar-homes/2026/section-6.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Comply: No", "Comply: Mostly", 1), encoding="utf-8")
    done = run(workspace, "new", "exemplar-homes/2027", "--from", "exemplar-homes/2026", "--on", "2027-05-01")
    assert done.exit_code == 2
    assert "exemplar-homes/2026/section-6.md, line " in done.output
    assert "“Mostly”" in done.output
    assert not (workspace / "answers/exemplar-homes/2027").exists()


def test_the_year_before_in_landlord_md_that_is_not_there_is_a_warning(workspace: Path):
    file = workspace / "answers/exemplar-homes/2026/landlord.md"
    text = file.read_text(encoding="utf-8")
    for wrong in ("exemplar-homes/2023", "../../etc", "exemplar-homes/2026", "2024"):
        file.write_text(text.replace("Last year: exemplar-homes/2024", f"Last year: {wrong}"), encoding="utf-8")
        found = examine(Target("exemplar-homes", "2026", file.parent), ON).problems
        assert [problem.severity for problem in found if problem.id == "last-year-unknown"] == ["warning"], wrong


# From a document, and where the new year goes


def test_a_word_document_that_build_made_gives_the_same_answers_with_their_actions(workspace: Path):
    gathered = gather(Target("exemplar-homes", "2026", workspace / "answers/exemplar-homes/2026"))
    files = publish.render(view(gathered.edition, gathered.assessment), Templates())
    name = next(name for name in files if name.endswith(".docx"))
    (workspace / "last-year.docx").write_bytes(files[name])
    target = made(workspace, "exemplar-homes/2027", workspace / "last-year.docx")
    again = gather(target)
    said = [(a.comply, a.evidence, a.commentary, a.actions, a.alternative) for a in again.assessment.answers]
    assert said == [(a.comply, a.evidence, a.commentary, a.actions, a.alternative) for a in gathered.assessment.answers]
    landlord = again.assessment.landlord
    assert (landlord.name, landlord.period, landlord.last_year) == ("Exemplar Homes", "", "")
    assert (target.folder / "import-report.md").is_file()
    assert [p.id for p in again.problems if p.id in ("stray-file", "misnamed-file")] == [], (
        "the reports may lie beside the answers"
    )


def test_a_folder_that_is_there_is_left_as_it_is(workspace: Path):
    before = read(workspace / "answers/exemplar-homes/2024")
    done = run(workspace, "new", "exemplar-homes/2024", "--from", "exemplar-homes/2026", "--on", "2027-05-01")
    assert done.exit_code == 2
    assert "it is left as it is" in done.output
    assert read(workspace / "answers/exemplar-homes/2024") == before


@pytest.mark.parametrize(
    ("name", "last", "said"),
    [
        ("../2027", ["exemplar-homes/2026"], "is no name for a landlord's year"),
        ("exemplar-homes/..", ["exemplar-homes/2026"], "is no name for a landlord's year"),
        ("a/b/c", ["exemplar-homes/2026"], "is no name for a landlord's year"),
        ("exemplar-homes/2027", ["exemplar-homes/2025"], "There is no landlord and year exemplar-homes/2025 here."),
        ("exemplar-homes/2027", ["no-such.docx"], "no-such.docx: there is no such file."),
        ("exemplar-homes/2027", ["exemplar-homes/2026", "exemplar-homes/2024"], "or one LANDLORD/YEAR, and not both"),
    ],
)
def test_names_that_cannot_be_are_refused_and_nothing_is_made(workspace: Path, name: str, last: list[str], said: str):
    done = run(workspace, "new", name, *(part for each in last for part in ("--from", each)), "--on", "2027-05-01")
    assert done.exit_code == 2
    assert said in done.output
    assert sorted(path.name for path in (workspace / "answers/exemplar-homes").iterdir()) == ["2024", "2026"]


def test_a_landlord_that_shares_answers_carries_its_own_and_looks_to_the_groups_new_year(tmp_path: Path):
    group, own = tmp_path / "answers/group/2026", tmp_path / "answers/ours/2026"
    intake.save(starter.files(FORMS["2024"], {"6.3": Answer("6.3", "yes", commentary=read_text("All of us do."))}), group)
    intake.save(
        {
            "landlord.md": "# Ours\n\nLandlord: Ours\nCode: housing-ombudsman-2024\nShared answers: group/2026\n",
            "section-3.md": "## 3.3\nComply: Yes\n\n### Commentary\nOnly we do.\n",
        },
        own,
    )
    done = run(tmp_path, "new", "ours/2027", "--from", "ours/2026", "--on", "2027-05-01")
    assert "are looked for in group/2027, which is not there yet: make it from group/2026." in done.output
    target = Target("ours", "2027", tmp_path / "answers/ours/2027")
    assert sorted(read(target.folder)) == ["carry-report.md", "landlord.md", "section-3.md"], "what is shared has no place here"
    assert "Shared answers: group/2027\n" in (target.folder / "landlord.md").read_text(encoding="utf-8")
    assert "All of us do." not in "".join(read(target.folder).values())
    made(tmp_path, "group/2027", "group/2026")
    found = [p for p in examine(target, ON).problems if p.id == "not-reviewed"]
    assert sorted(p.help.rpartition(": ")[2] for p in found) == [
        "self-assessment review group/2027 --section 6 --by NAME",
        "self-assessment review ours/2027 --section 3 --by NAME",
    ]
    assert "Only we do." in (target.folder / "section-3.md").read_text(encoding="utf-8")


# The past


def test_an_approved_year_that_another_followed_is_history_and_is_not_held_against_today(workspace: Path):
    earlier = Target("exemplar-homes", "2024", workspace / "answers/exemplar-homes/2024")
    found = examine(earlier, date(2026, 11, 22))
    assert (found.followed_by, found.on) == ("exemplar-homes/2026", date(2024, 5, 23))
    assert [problem.id for problem in found.problems if problem.id == "action-passed"] == []
    assert examine(earlier, date(2026, 7, 1)).followed_by == "", "the next one was not approved yet"
    alone = workspace / "answers/elsewhere/2024"
    shutil.copytree(earlier.folder, alone)
    left = [p.id for p in examine(Target("elsewhere", "2024", alone), date(2026, 11, 22)).problems]
    assert left.count("action-passed") == 6
    done = run(workspace, "check", "exemplar-homes/2024", "--on", "2026-11-22")
    assert done.output.startswith("exemplar-homes/2026 is approved, so this year is history: it is checked as on 23 May 2024.")


@pytest.mark.parametrize("on", ["2024-06-01", "2026-11-22"])
def test_the_earlier_example_year_checks_and_builds(workspace: Path, on: str):
    target = Target("exemplar-homes", "2024", workspace / "answers/exemplar-homes/2024")
    assert [p.message for p in examine(target, date.fromisoformat(on)).problems] == []
    answers = [answer.comply for answer in gather(target).assessment.answers]
    assert [answers.count(comply) for comply in ("yes", "no", "not applicable")] == [63, 6, 3]
    assert run(workspace, "build", "exemplar-homes/2024", "--on", on).exit_code == 0


def test_carrying_raises_no_stop_for_an_empty_last_year():
    carried = carry(Last("a/1", FORMS["2024"], {}), FORMS["2024"])
    assert [over.answer for over in carried.provisions] == [Answer(p.number) for p in FORMS["2024"].provisions]
    assert "unplaced.md" not in carried.files()
    with pytest.raises(Stop):
        carry(Last("a/1", FORMS["2024"], {}), FORMS["2020"])
