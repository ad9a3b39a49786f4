"""A group's shared answers under a landlord's own: which counts, what comes from whose landlord.md, and which files are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import many
import pytest
import tools
from cases import in_sentences
from click.testing import CliRunner, Result

from generator import groups
from generator.cli import main
from generator.examine import examine, other_landlords
from generator.gather import Gathered, gather
from generator.model import Action, Document, GoverningBody, Landlord
from generator.problems import Problem
from generator.rich_text import plain, read_text
from generator.view import view
from generator.workspace import Workspace, target_at

ON = date(2026, 8, 1)
COAST, MARSH = "our-coast/2026", "our-marsh/2026"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A group with two landlords: one with an answer of its own to 6.3, one with none."""
    many.group(tmp_path)
    own = many.answer(
        "6.3", "no", "We miss the day in one case of ten.", Action(read_text("More people"), "Head", date(2027, 3, 1))
    )
    many.member(tmp_path, COAST, "Our Coast", p6_3=own)
    many.member(tmp_path, MARSH, "Our Marsh")
    return tmp_path


def gathered(root: Path, name: str) -> Gathered:
    return gather(Workspace(root).target(name))


def problems(root: Path, name: str, *ids: str) -> list[Problem]:
    workspace = Workspace(root)
    target = workspace.target(name)
    found = [p for p in examine(target, ON, other_landlords(workspace, target)).problems if not ids or p.id in ids]
    assert [p for p in found if not in_sentences(p)] == []
    return found


def run(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(root), *args])


def landlord_file(root: Path, name: str, old: str, new: str) -> None:
    path = root / "answers" / name / "landlord.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# Which answer counts


def test_an_own_answer_takes_the_place_of_the_shared_one_whole_and_the_others_are_shared(root: Path):
    found = gathered(root, COAST)
    assert found.problems == ()
    answers = found.assessment.answers
    assert [answer.provision for answer in answers] == [provision.number for provision in found.edition.provisions]
    own = found.assessment.answer("6.3")
    assert own is not None
    assert (own.comply, plain(own.commentary), own.file) == ("no", "We miss the day in one case of ten.", f"{COAST}/section-6.md")
    assert {answer.file.rpartition("/")[0] for answer in answers if answer is not own} == {many.GROUP}
    assert found.own == (own,)


def test_nothing_of_the_shared_answer_is_mixed_into_an_own_one(root: Path):
    path = root / "answers" / COAST / "section-7.md"
    path.write_text("## 7.2 Remedies\n\nComply: Yes\n\n### Commentary\nOnly this.\n", encoding="utf-8")
    own = gathered(root, COAST).assessment.answer("7.2")
    assert own is not None
    assert (own.evidence, own.reviewed, plain(own.commentary)) == ((), None, "Only this.")


def test_a_heading_with_nothing_of_an_answer_under_it_leaves_the_shared_one(root: Path):
    path = root / "answers" / MARSH / "section-7.md"
    path.write_text("## 7.1\n\nComply:\n\n### Evidence\n\n## 7.2\nOwner: Somebody\n\nComply:\n", encoding="utf-8")
    found = gathered(root, MARSH)
    assert found.assessment.answer("7.1").file == f"{many.GROUP}/section-7.md"
    [ignored] = found.problems
    assert (ignored.id, ignored.provision, ignored.file, ignored.line) == ("shared-ignored", "7.2", f"{MARSH}/section-7.md", 7)


def test_what_is_wrong_with_a_shared_answer_is_told_with_the_groups_file_unless_an_own_one_stands_for_it(root: Path):
    path = root / "answers" / many.GROUP / "section-6.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Comply: Yes", "Comply: Mostly"), encoding="utf-8")
    wrong = problems(root, COAST, "comply-invalid")
    assert {problem.file for problem in wrong} == {f"{many.GROUP}/section-6.md"}
    assert "6.4" in {problem.provision for problem in wrong}
    assert "6.3" not in {problem.provision for problem in wrong}
    assert "6.3" in {problem.provision for problem in problems(root, MARSH, "comply-invalid")}


def test_a_provision_that_nobody_answers_is_missing_and_only_that(root: Path):
    (root / "answers" / many.GROUP / "section-9.md").unlink()
    assert {problem.provision.partition(".")[0] for problem in problems(root, MARSH, "no-answer")} == {"9"}
    assert {problem.file for problem in problems(root, MARSH, "no-answer")} == {f"{MARSH}/section-9.md"}
    assert problems(root, many.GROUP, "no-answer") == [], "what the group leaves open is for each landlord to answer"


def test_the_edition_is_the_groups(root: Path):
    path = root / "answers" / many.GROUP / "landlord.md"
    path.write_text(path.read_text(encoding="utf-8").replace("ombudsman-2024", "ombudsman-2022"), encoding="utf-8")
    assert gathered(root, MARSH).edition.id == "housing-ombudsman-2022"


# landlord.md

GROUP = Landlord(
    name="Our Group",
    kind="shared answers",
    homes=9000,
    homes_text="9,000",
    year_end="31 March",
    code="housing-ombudsman-2024",
    period="1 April 2025 to 31 March 2026",
    period_from=date(2025, 4, 1),
    period_to=date(2026, 3, 31),
    reason="annual",
    submission_year="2026-27",
    covers=("Our Coast",),
    complaints_officer="Resolution Team",
    senior_lead="Director of Customers",
    mrc="Chair of the Committee",
    website="https://www.our-group.example",
    colour="#123456",
    how_to_complain=read_text("Ring us."),
    ombudsman=read_text("Ring them."),
    other_formats=read_text("Ask us."),
    bodies=(GoverningBody("Group Board", date(2026, 7, 1), date(2026, 7, 1), "4", read_text("We have read it.")),),
    publications={"policy": "https://www.our-group.example/policy", "self-assessment": "https://www.our-group.example/sa"},
    file="our-group/2026/landlord.md",
)
OWN = Landlord(name="Our Coast", kind="housing association", homes=640, homes_text="640", file="our-coast/2026/landlord.md")


@pytest.mark.parametrize("name", groups.INHERITED)
def test_what_landlord_md_leaves_empty_comes_from_the_groups_and_what_it_says_stays(name: str):
    fields = groups.INHERITED[name]
    merged = groups.landlord(OWN, GROUP)
    assert [getattr(merged, each) for each in fields] == [getattr(GROUP, each) for each in fields]
    assert (merged.file_of(name), merged.file_of("Landlord")) == (GROUP.file, OWN.file)
    first = fields[0]
    other = read_text("Ours.") if isinstance(getattr(GROUP, first), tuple) else "ours"
    kept = groups.landlord(replace(OWN, **{first: other}), GROUP)
    assert getattr(kept, first) == other
    assert [getattr(kept, each) for each in fields[1:]] == [None] * len(fields[1:]), (
        "no group's dates under a period of one's own"
    )
    assert kept.file_of(name) == OWN.file


def test_name_kind_homes_and_whom_it_covers_are_never_the_groups():
    merged = groups.landlord(Landlord(file="x"), GROUP)
    assert (merged.name, merged.kind, merged.homes, merged.homes_text, merged.covers) == ("", "", None, "", ())
    assert not merged.only_shares


@pytest.mark.parametrize(
    "bodies",
    [(), (GoverningBody("Group Board"),), (GoverningBody("Group Board", date(2026, 9, 1)),)],
)
def test_a_body_may_be_the_groups_but_its_approval_minute_and_response_never_are(bodies: tuple[GoverningBody, ...]):
    merged = groups.landlord(replace(OWN, bodies=bodies), GROUP)
    [body] = merged.bodies
    assert body.name == "Group Board"
    assert (body.approved, body.minute, body.response) == (None, "", ())
    assert body.for_approval == (bodies[0].for_approval if bodies else None)
    assert not merged.approved


def test_the_member_responsible_is_the_groups_only_where_the_body_is():
    assert groups.landlord(OWN, GROUP).mrc == "Chair of the Committee"
    trust = replace(OWN, bodies=(GoverningBody("Board of Trustees"),))
    assert groups.landlord(trust, GROUP).mrc == ""
    assert groups.landlord(replace(trust, mrc="A trustee"), GROUP).mrc == "A trustee"


def test_the_policys_address_is_the_groups_and_where_the_rest_is_published_is_not():
    merged = groups.landlord(OWN, GROUP)
    assert dict(merged.publications) == {"policy": "https://www.our-group.example/policy"}
    own = replace(OWN, publications={"policy": "https://www.our-coast.example/policy"})
    assert dict(groups.landlord(own, GROUP).publications) == dict(own.publications)


def test_registers_are_merged_by_title_line_by_line():
    policy = Document("Complaints policy", ("Policy",), "3", "1 April 2026", "https://g.example/p", 4, file="g")
    group = replace(GROUP, documents=(policy, Document("Handbook", version="5", file="g")))
    own = replace(
        OWN,
        documents=(
            Document("Minutes", date="2 May 2026", file="o"),
            Document("COMPLAINTS POLICY", version="4", line=9, file="o"),
        ),
    )
    merged = groups.landlord(own, group).documents
    assert [document.title for document in merged] == ["Complaints policy", "Handbook", "Minutes"]
    assert merged[0] == Document("Complaints policy", ("Policy",), "4", "", "https://g.example/p"), "a version's date is its own"
    assert [document.file for document in merged] == ["o", "g", "o"]


def test_own_evidence_may_begin_with_a_document_of_the_groups_and_an_own_short_name_goes_before_its(root: Path):
    landlord_file(
        root, COAST, "## Governing body", "## Documents\n\n### Coast supplement\nAlso called: Policy\n\n## Governing body"
    )
    many.put(root / "answers" / COAST, "7", many.answer("7.1"))
    many.put(root / "answers" / COAST, "7", many.answer("7.2"))
    path = root / "answers" / COAST / "section-7.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Complaints policy: 7.2", "Policy: 7.2"), encoding="utf-8")
    found = gathered(root, COAST).assessment
    documents = {number: found.answer(number).evidence[0].document for number in ("7.1", "7.2", "7.3")}
    assert documents == {"7.1": "Complaints policy", "7.2": "Coast supplement", "7.3": "Complaints policy"}


def test_a_message_about_what_comes_from_the_group_names_the_groups_file(root: Path):
    landlord_file(root, many.GROUP, "Ring us on 03069 990199.", "Write to jo.bloggs@our-group.example.")
    landlord_file(root, many.GROUP, "https://www.our-group.example/complaints", "https://our-group.sharepoint.com/complaints")
    files = {(problem.id, problem.file) for problem in problems(root, MARSH, "personal-mail", "private-address")}
    assert files == {("personal-mail", f"{many.GROUP}/landlord.md"), ("private-address", f"{many.GROUP}/landlord.md")}


# Folders that cannot be shared


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("../our-group/2026", "is no LANDLORD/YEAR"),
        ("our-group/2026/../../..", "is no LANDLORD/YEAR"),
        ("/etc/ssl", "there is no etc/ssl beside our-marsh"),
        ("..", "is no LANDLORD/YEAR"),
        ("../..", "is no LANDLORD/YEAR"),
        ("C:\\group\\2026", "is no LANDLORD/YEAR"),
        ("our-group", "is no LANDLORD/YEAR"),
        ("our-grop/2026", "Did you mean our-group/2026?"),
        (MARSH, "is this folder itself"),
        (COAST, f"takes answers from {many.GROUP} itself"),
        ("elsewhere/2026", "leads out of answers"),
    ],
)
def test_a_folder_that_cannot_be_shared_is_named_once_and_stops_the_build(root: Path, tmp_path: Path, named: str, why: str):
    outside = tmp_path / "outside" / "2026"
    outside.mkdir(parents=True)
    (outside / "landlord.md").write_text("Landlord: Somebody else\n", encoding="utf-8")
    (root / "answers" / "elsewhere").symlink_to(outside.parent)
    landlord_file(root, MARSH, f"Shared answers: {many.GROUP}", f"Shared answers: {named}")
    found = problems(root, MARSH)
    [told] = [problem for problem in found if problem.id == "shared-unusable"]
    assert why in told.message
    assert (told.file, told.line) == (f"{MARSH}/landlord.md", 4)
    lacking = ("no-answer", "landlord-field-missing")
    assert [problem for problem in found if problem.id in lacking] == [], "they stand in files that were not read"
    assert run(root, "build", MARSH, "--draft", "--on", "2026-08-01").exit_code == 2


def test_a_circle_of_two_is_refused_on_both_sides(root: Path):
    landlord_file(root, many.GROUP, "Reason: annual", f"Reason: annual\nShared answers: {COAST}")
    for name in (many.GROUP, COAST):
        assert [problem.id for problem in problems(root, name, "shared-unusable")] == ["shared-unusable"]


def test_answers_to_another_edition_are_not_shared(root: Path):
    landlord_file(root, MARSH, "Shared answers:", "Code: housing-ombudsman-2022\nShared answers:")
    [told] = problems(root, MARSH, "shared-unusable")
    assert told.message.endswith(
        "our-group/2026 answers housing-ombudsman-2024, and this landlord answers housing-ombudsman-2022."
    )


def test_one_unreadable_shared_file_does_not_stop_the_others(root: Path):
    (root / "answers" / many.GROUP / "section-2.md").write_bytes(b"\xff\xfe#\x00")
    found = gathered(root, MARSH)
    assert [(problem.id, problem.file) for problem in found.unread] == [("unreadable-file", f"{many.GROUP}/section-2.md")]
    assert found.assessment.answer("3.1") is not None
    assert run(root, "check", MARSH).exit_code == 2


def test_a_landlord_outside_a_workspace_finds_the_group_beside_itself(root: Path, tmp_path: Path):
    moved = tmp_path / "Desktop"
    (root / "answers").rename(moved)
    assert len(gather(target_at(moved / COAST)).assessment.answers) == 72


# Checks


def test_an_own_answer_that_has_become_the_shared_one_is_told_until_a_word_differs(root: Path):
    many.put(root / "answers" / MARSH, "7", many.answer("7.2"))
    [told] = problems(root, MARSH, "same-as-shared")
    assert (told.provision, told.file, told.line) == ("7.2", f"{MARSH}/section-7.md", 3)
    path = root / "answers" / MARSH / "section-7.md"
    path.write_text(path.read_text(encoding="utf-8").replace("each of us", "all of us"), encoding="utf-8")
    assert problems(root, MARSH, "same-as-shared") == []
    assert problems(root, COAST, "same-as-shared") == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("At Our Coast there are two offices.", True),
        ("Our Coast has two offices, and Our Coast opens them daily.", True),
        ("Our Coast and Our Marsh have an office each.", False),
        ("Our Group has an office.", False),
        ("Our Coastline is long.", False),
    ],
)
def test_a_shared_answer_that_names_one_landlord_is_told_with_each_of_them_and_with_the_group(root: Path, words: str, told: bool):
    path = root / "answers" / many.GROUP / "section-7.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("What provision 7.2 asks for is done by each of us in way 7 of section 2.", words), encoding="utf-8"
    )
    for name in (many.GROUP, COAST, MARSH):
        found = problems(root, name, "shared-names-one", "other-landlord")
        assert [(problem.id, problem.file) for problem in found] == [("shared-names-one", f"{many.GROUP}/section-7.md")] * told


def test_an_own_answer_may_name_the_landlord_its_sister_and_the_group_but_no_stranger(root: Path):
    stranger = root / "answers" / "stranger" / "2026"
    stranger.mkdir(parents=True)
    (stranger / "landlord.md").write_text("Landlord: Group\n", encoding="utf-8")
    words = "Our Marsh does this with Our Coast, in the team of Our Group."
    many.put(root / "answers" / MARSH, "7", many.answer("7.2", "yes", words))
    assert problems(root, MARSH, "other-landlord", "shared-names-one") == []
    many.put(root / "answers" / MARSH, "7", many.answer("7.3", "yes", "This is how Group does it."))
    assert [problem.provision for problem in problems(root, MARSH, "other-landlord")] == ["7.3"]


def test_a_warning_accepted_in_a_shared_answer_counts_with_each_landlord_and_is_missed_by_the_group_alone(root: Path):
    path = root / "answers" / many.GROUP / "section-7.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("Comply: Yes", "Comply: Yes\nAccept: stale-promise, it is the policy's own", 1), encoding="utf-8"
    )
    assert problems(root, COAST, "accept-unused") == []
    assert [problem.provision for problem in problems(root, many.GROUP, "accept-unused")] == ["7.1"]


def test_a_folder_of_shared_answers_is_asked_for_nothing_that_only_a_publication_needs(root: Path):
    landlord_file(root, many.GROUP, "Complaints officer: Resolution Team\n", "")
    landlord_file(root, many.GROUP, "For approval: 20 July 2026\nApproved: 20 July 2026\nMinute: 4\n", "")
    assert problems(root, many.GROUP) == []
    landlord_file(root, many.GROUP, "Kind: shared answers", "Kind: housing association")
    assert {problem.id for problem in problems(root, many.GROUP)} >= {"landlord-field-missing", "no-approval"}


# Building


def test_a_folder_of_shared_answers_is_not_built_and_a_group_with_one_submission_names_whom_it_covers(root: Path):
    done = run(root, "build", many.GROUP, "--draft", "--on", "2026-08-01")
    assert done.exit_code == 2
    assert "holds answers for a group to share" in done.output
    assert not (root / "output").exists()
    landlord_file(root, many.GROUP, "Kind: shared answers", "Kind: housing association\nCovers: Our Coast; Our Marsh")
    assert run(root, "build", many.GROUP, "--draft", "--on", "2026-08-01").exit_code == 0
    page = (root / "output" / many.GROUP / "index-draft.html").read_text(encoding="utf-8")
    assert "Our Coast; Our Marsh" in page


def test_a_landlords_documents_hold_its_own_and_the_shared_answers(root: Path):
    assert run(root, "build", COAST, "--draft", "--on", "2026-08-01").exit_code == 0
    page = (root / "output" / COAST / "all-draft.html").read_text(encoding="utf-8")
    assert "We miss the day in one case of ten." in page
    assert "What provision 6.4 asks for" in page
    assert "What provision 6.3 asks for" not in page
    assert view(gathered(root, COAST).edition, gathered(root, COAST).assessment).landlord == "Our Coast"


# Writing


def test_tidy_leaves_the_groups_files_alone(root: Path):
    shared = root / "answers" / many.GROUP / "section-7.md"
    shared.write_text(shared.read_text(encoding="utf-8").replace("> Where something", "> When something"), encoding="utf-8")
    before = contents(shared.parent)
    assert run(root, "tidy", many.GROUP, "--dry-run").output.endswith("1 place would be changed.\n"), "there is something to tidy"
    assert run(root, "tidy", COAST).output.endswith("No places changed.\n")
    assert contents(shared.parent) == before


def test_a_form_that_comes_back_changes_the_landlords_own_files_only(root: Path, tmp_path: Path):
    import docx

    form = tmp_path / "form.docx"
    assert run(root, "form", COAST, "--word", str(form)).exit_code == 0
    document = docx.Document(str(form))
    words = {
        "What provision 7.2 asks for is done by each of us in way 7 of section 2.": "At the coast it is done otherwise.",
        "What provision 6.4 asks for is done by each of us in way 6 of section 4.": "At the coast nobody extends.",
        "We miss the day in one case of ten.": "We miss the day in one case of twenty.",
    }
    for text in document.element.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        if text.text in words:
            text.text = words.pop(text.text)
    assert not words
    document.save(str(form))
    group, coast = root / "answers" / many.GROUP, root / "answers" / COAST
    before = contents(group)
    done = run(root, "import", str(form), "--merge", "--anyway", "--into", str(coast))
    assert done.exit_code == 0, done.output
    assert f"{COAST}/section-7.md: 7.2: the commentary taken from form.docx" in done.output
    assert contents(group) == before
    found = gathered(root, COAST)
    assert found.problems == ()
    assert [answer.provision for answer in found.own] == ["6.3", "6.4", "7.2"]
    assert plain(found.assessment.answer("7.2").commentary) == "At the coast it is done otherwise."
    assert found.assessment.answer("7.2").evidence, "the whole answer is the landlord's own now"
    assert "## 7.1" not in (coast / "section-7.md").read_text(encoding="utf-8"), "only what differs stands there"


def test_merging_fills_an_own_heading_that_stood_empty_and_makes_no_second_one(root: Path, tmp_path: Path):
    path = root / "answers" / MARSH / "section-7.md"
    path.write_text("# Section 7\n\n## 7.2 Remedies\n\nComply:\n\n### Commentary\n", encoding="utf-8")
    form = tmp_path / "form.xlsx"
    assert run(root, "form", MARSH, "--excel", str(form)).exit_code == 0
    import openpyxl

    book = openpyxl.load_workbook(form)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    [cell] = [cell for cell in cells if cell.value == "What provision 7.2 asks for is done by each of us in way 7 of section 2."]
    cell.value = "In the marsh it is done otherwise."
    book.save(form)
    assert run(root, "import", str(form), "--merge", "--anyway", "--into", str(path.parent)).exit_code == 0
    assert path.read_text(encoding="utf-8").count("## 7.2") == 1
    assert plain(gathered(root, MARSH).assessment.answer("7.2").commentary) == "In the marsh it is done otherwise."


def test_merging_where_the_shared_answers_cannot_be_read_is_refused_in_a_sentence(root: Path, tmp_path: Path):
    form = tmp_path / "form.xlsx"
    run(root, "form", MARSH, "--excel", str(form))
    landlord_file(root, MARSH, f"Shared answers: {many.GROUP}", "Shared answers: gone/2026")
    done = run(root, "import", str(form), "--merge", "--into", str(root / "answers" / MARSH))
    assert done.exit_code == 2
    assert "Nothing was merged." in done.output


# new --shared


def test_new_makes_a_landlord_md_that_shares_and_nothing_else(root: Path):
    done = run(root, "new", "our-moor/2026", "--shared", many.GROUP)
    assert done.exit_code == 0, done.output
    folder = root / "answers" / "our-moor" / "2026"
    assert [path.name for path in folder.iterdir()] == ["landlord.md"]
    found = gathered(root, "our-moor/2026")
    assert found.problems == ()
    assert found.assessment.landlord.bodies == (GoverningBody("Group Board"),)
    assert len(found.assessment.answers) == 72
    assert [problem.message for problem in problems(root, "our-moor/2026", "landlord-field-missing")] == [
        "our-moor/2026: “Landlord:” is missing in landlord.md."
    ]


@pytest.mark.parametrize(("shared", "why"), [("nobody/2026", "there is no nobody/2026"), (COAST, "takes its answers from")])
def test_new_refuses_a_group_that_is_none(root: Path, shared: str, why: str):
    done = run(root, "new", "our-moor/2026", "--shared", shared)
    assert done.exit_code == 2
    assert why in done.output
    assert not (root / "answers" / "our-moor").exists()


# The example


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("tidewater-group/2026", set()),
        ("tidewater-coast/2026", set()),
        ("tidewater-marsh/2026", {"no-approval", "no-response"}),
        ("saltings-trust/2026", {"no-approval", "no-response", "not-reviewed"}),
    ],
)
def test_the_example_group_has_no_errors_and_only_the_warnings_of_its_state(name: str, left: set[str]):
    workspace = Workspace(tools.ROOT)
    target = workspace.target(name)
    found = examine(target, date(2026, 11, 22), other_landlords(workspace, target))
    assert {problem.id for problem in found.problems} == left
    assert found.errors == ()
    assert len(found.assessment.answers) == 72


def test_an_approval_is_recorded_with_the_landlord_also_where_the_body_is_the_groups(root: Path):
    landlord_file(root, MARSH, "## Governing body\nName: Group Board\n", "")
    before = contents(root / "answers" / many.GROUP)
    done = run(root, "approve", MARSH, "--date", "24 July 2026", "--minute", "5", "--on", "2026-08-01")
    assert done.exit_code == 0, done.output
    [body] = gathered(root, MARSH).assessment.landlord.bodies
    assert (body.name, body.approved, body.minute) == ("Group Board", date(2026, 7, 24), "5")
    assert body.copy
    assert problems(root, MARSH, "approved-copy-changed") == []
    assert contents(root / "answers" / many.GROUP) == before
    assert not gathered(root, COAST).assessment.landlord.approved


def test_a_shared_answer_that_is_changed_after_a_landlords_approval_is_told_with_that_landlord(root: Path):
    assert run(root, "approve", MARSH, "--date", "24 July 2026", "--on", "2026-08-01").exit_code == 0
    path = root / "answers" / many.GROUP / "section-7.md"
    path.write_text(path.read_text(encoding="utf-8").replace("way 7 of section 2", "way 8 of section 2"), encoding="utf-8")
    assert [problem.provision for problem in problems(root, MARSH, "changed-since-approval")] == ["7.2"]
    assert problems(root, COAST, "changed-since-approval") == []
