"""landlord.md and its register as a form; and a group's shared answers."""

import shutil
from pathlib import Path

import editing
import pytest
import tools
from editing import YEAR, answer_form, changed, client, form_in, send, words

from generator.answers import filling, source
from generator.answers import landlord as landlord_file
from generator.gather import gather
from generator.rich_text import read_text
from generator.workspace import Workspace

FORM = f"[@action='{YEAR}/landlord']"


@pytest.fixture
def root(tmp_path) -> Path:
    return editing.workspace(tmp_path)


@pytest.fixture
def asking(root):
    return client(root)


def landlord_md(root: Path) -> Path:
    return root / "answers/exemplar-homes/2026/landlord.md"


def sent_with(fields, **values):
    """The form's fields with others for those that end in these names."""
    ends = {name.replace("_", " "): value for name, value in values.items()}
    made = []
    for name, value in fields:
        end = next((e for e in ends if name.endswith((f"/{e}", f"/{e}/")) and not name.startswith("was-")), None)
        made.append((name, ends[end] if end else value))
    return made


def test_the_form_that_is_sent_as_it_came_changes_no_byte(root, asking):
    before = landlord_md(root).read_bytes()
    address, sent = form_in(asking.get(f"{YEAR}/landlord").text, FORM)
    assert len(sent) > 60
    assert not [name for name, _ in sent if name.rpartition("/")[2] in ("Approved", "Minute", "Copy")]
    assert "\nCopy: " in landlord_md(root).read_text(encoding="utf-8")
    assert "Saved." in words(send(asking, address, sent).text)
    assert landlord_md(root).read_bytes() == before


def test_every_value_of_the_file_stands_in_the_form(root, asking):
    held = source.read(landlord_md(root), "landlord.md")
    filled = {place: filling.value(held, place) for place in filling.places(held)}
    read = landlord_file.read(held)[0]
    by_name = {place.name: value for place, value in filled.items() if not place.heading}
    assert by_name["Landlord"] == read.name
    assert by_name["Member Responsible for Complaints"] == read.mrc
    assert filling.text_of(filled[filling.Place("How to complain")]) == read.how_to_complain
    assert filling.text_of(filled[filling.Place("Governing body", part="Response")]) == read.bodies[0].response
    assert filling.documents(held) == [document.title for document in read.documents]


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("Member_Responsible_for_Complaints", "Ada Lovelace", "Member Responsible for Complaints: Ada Lovelace"),
        ("Homes", "4,300", "Homes: 4,300"),
        ("Risk", "- one\r\n- **two**", "- one\n- **two**"),
        ("For_approval", "1 December 2026", "For approval: 1 December 2026"),
    ],
)
def test_a_value_changes_its_own_line_alone(root, asking, name, value, line):
    before = landlord_md(root).read_text(encoding="utf-8")
    address, sent = form_in(asking.get(f"{YEAR}/landlord").text, FORM)
    send(asking, address, sent_with(sent, **{name: value}))
    after = landlord_md(root).read_text(encoding="utf-8")
    assert line in after
    assert len(set(before.splitlines()) - set(after.splitlines())) <= 1


def test_a_value_that_has_no_line_yet_gets_one_in_its_place(root, asking):
    path = landlord_md(root)
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("Colour:")]
    path.write_text("\n".join(lines).split("## Publications")[0], encoding="utf-8")
    address, sent = form_in(asking.get(f"{YEAR}/landlord").text, FORM)
    send(asking, address, [(n, "#112233" if n.endswith("/Colour") and not n.startswith("was") else v) for n, v in sent])
    address, sent = form_in(asking.get(f"{YEAR}/landlord").text, FORM)
    send(asking, address, [(n, "https://a.example/p" if n == "Publications/1//Policy" else v) for n, v in sent])
    found = gather(Workspace(root).target("exemplar-homes/2026")).assessment.landlord
    assert found.colour == "#112233"
    assert found.publications["policy"] == "https://a.example/p"


def test_a_document_is_added_renamed_and_taken_out(root, asking):
    def register():
        return [d.title for d in gather(Workspace(root).target("exemplar-homes/2026")).assessment.landlord.documents]

    before = register()
    address, sent = form_in(asking.get(f"{YEAR}/landlord").text, FORM)
    send(asking, address, changed(sent, new_document="Lettings policy"))
    assert register() == [*before, "Lettings policy"]
    address, sent = form_in(asking.get(f"{YEAR}/landlord").text, FORM)
    send(asking, address, [(n, "Allocations policy" if n == "Documents/1/Lettings policy/Title" else v) for n, v in sent])
    assert register() == [*before, "Allocations policy"]
    address, sent = form_in(asking.get(f"{YEAR}/landlord").text, FORM)
    send(asking, address, [(n, "" if n == "Documents/1/Allocations policy/Title" else v) for n, v in sent])
    assert register() == before


def test_two_people_who_change_one_field_are_shown_both_and_other_fields_merge(root, asking):
    address, mine = form_in(asking.get(f"{YEAR}/landlord").text, FORM)
    other = client(root)
    send(other, address, sent_with(mine, Homes="5,000"))
    assert send(asking, address, sent_with(mine, Website="https://www.exemplar-homes.example/new")).status_code == 200
    text = landlord_md(root).read_text(encoding="utf-8")
    assert "Homes: 5,000" in text
    assert "Website: https://www.exemplar-homes.example/new" in text
    refused = send(asking, address, sent_with(mine, Homes="6,000"))
    assert refused.status_code == 409
    assert "5,000" in words(refused.text)
    assert "6,000" in words(refused.text)
    assert "6,000" not in landlord_md(root).read_text(encoding="utf-8")


def test_what_the_check_says_stands_beside_the_field(asking):
    address, sent = form_in(asking.get(f"{YEAR}/landlord").text, FORM)
    page = send(asking, address, sent_with(sent, Homes="many")).text
    tree = editing.html.fromstring(page)
    [link] = [link for link in tree.xpath("//section[@class='summary']//a") if "is not a number of homes" in link.text_content()]
    assert tree.get_element_by_id(link.get("href")[1:]).get("name") == "/1//Homes"


def test_no_field_reaches_a_line_that_is_none_of_the_forms(root, asking):
    before = landlord_md(root).read_bytes()
    address, sent = form_in(asking.get(f"{YEAR}/landlord").text, FORM)
    for name in ("Governing body/1//Approved", "Governing body/9//Name", "Nothing/1//Name", "/1//Nothing"):
        send(asking, address, [*sent, (name, "1 January 2026"), (f"was-{name}", "")])
    assert landlord_md(root).read_bytes() == before


def test_a_heading_or_a_label_that_is_typed_stays_text(root, asking):
    address, sent = form_in(asking.get(f"{YEAR}/landlord").text, FORM)
    hostile = "## Documents\r\n### Mine\r\nApproved: 1 January 2026"
    send(asking, address, [(n, hostile if n == "How to complain/1//" else v) for n, v in sent])
    found = gather(Workspace(root).target("exemplar-homes/2026")).assessment.landlord
    assert found.how_to_complain == read_text("\\## Documents\n\\### Mine\nApproved: 1 January 2026")
    assert "Mine" not in [document.title for document in found.documents]


# A group


@pytest.fixture
def group(tmp_path) -> Path:
    for name in ("tidewater-group", "tidewater-coast", "tidewater-marsh"):
        shutil.copytree(tools.EXAMPLES / name, tmp_path / "answers" / name)
    return tmp_path


def shared_answer(root: Path) -> tuple[str, str]:
    """A year that shares answers, and the number of one that it shares."""
    for target in Workspace(root).targets():
        assessment = gather(target).assessment
        for answer in assessment.answers:
            if assessment.is_shared(answer) and answer.comply:
                return target.name, answer.provision
    raise AssertionError("no answer is shared")


@pytest.mark.parametrize("whose", ["all", "own"])
def test_a_change_to_a_shared_answer_is_for_all_or_for_one_landlord(group, whose):
    asking = client(group)
    name, number = shared_answer(group)
    files = {path: path.read_bytes() for path in group.rglob("*.md")}
    address, sent = answer_form(asking, number, f"/year/{name}")
    asked = send(asking, address, changed(sent, commentary="Ours now."))
    assert asked.status_code == 409
    assert "Say for whom the change is" in words(asked.text)
    assert {path: path.read_bytes() for path in group.rglob("*.md")} == files
    address, sent = form_in(asked.text, "[@data-answer]")
    assert send(asking, address, changed(sent, whose=whose)).status_code == 200
    said = {t.name: gather(t).assessment.answer(number) for t in Workspace(group).targets()}
    ours = [each for each, answer in said.items() if answer and answer.commentary == read_text("Ours now.")]
    assert name in ours
    assert len(ours) == (1 if whose == "own" else len([n for n, a in said.items() if a and a.file == said[name].file]))
    touched = [path.parent.parent.name for path in group.rglob("*.md") if files.get(path) != path.read_bytes()]
    assert touched == [name.partition("/")[0] if whose == "own" else "tidewater-group"]


def test_undo_gives_a_shared_answer_back_to_the_group(group):
    asking = client(group)
    name, number = shared_answer(group)
    before = gather(Workspace(group).target(name)).assessment.answer(number)
    address, sent = answer_form(asking, number, f"/year/{name}")
    send(asking, address, changed(sent, commentary="Ours now.", whose="own"))
    send(asking, f"/year/{name}/undo/{number}", [("token", editing.KEYS.token)])
    assessment = gather(Workspace(group).target(name)).assessment
    assert assessment.answer(number) == before
    assert assessment.is_shared(assessment.answer(number))
