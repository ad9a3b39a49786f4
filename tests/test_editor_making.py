"""What the editor makes of a year: the documents, the paper, the submission; and years that begin with a document or the year before."""

import io
import re
import shutil
import sys
import zipfile
from pathlib import Path

import editing
import pytest
from docx import Document
from editing import KEYS, YEAR, answer_form, changed, client, send, words

from generator import publish
from generator.editor import bringing
from generator.examine import examine
from generator.gather import gather
from generator.importers import text as plain_text
from generator.intake import forms
from generator.intake.documents import LARGEST
from generator.policy import registering, sections
from generator.templates import templates_for
from generator.view import view
from generator.workspace import Workspace

TOKEN = ("token", KEYS.token)


@pytest.fixture
def root(tmp_path) -> Path:
    return editing.workspace(tmp_path)


@pytest.fixture
def asking(root):
    return client(root)


def upload(asking, name: str, content: bytes, **values: str):
    files = {"file": (name, content, "application/octet-stream")}
    return asking.post("/import", data={"token": KEYS.token, **values}, files=files, headers={"origin": editing.BASE})


def break_an_answer(asking) -> None:
    address, sent = answer_form(asking, "6.1")
    send(asking, address, changed(sent, comply=""))


def test_the_preview_is_byte_for_byte_what_a_build_writes(root, asking):
    first = asking.get(f"{YEAR}/preview")
    assert first.status_code == 200
    send(asking, f"{YEAR}/build", [TOKEN])
    built = root / "output/exemplar-homes/2026"
    names = [path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file() and not path.name.startswith(".")]
    assert len(names) > 20
    start = first.url.path.rpartition("/")[0]
    for name in names:
        assert asking.get(f"{start}/{name}").content == (built / name).read_bytes(), name


def test_the_preview_needs_no_cookie_but_its_secret_address(root, asking):
    path = asking.get(f"{YEAR}/preview").url.path
    stranger = client(root, key=False)
    assert stranger.get(path.replace(KEYS.preview, "guessed")).status_code == 403
    policy = asking.get(path).headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy


def test_what_was_built_is_downloaded_one_by_one_or_all_together(root, asking):
    page = send(asking, f"{YEAR}/build", [TOKEN])
    assert "Built, and read back" in page.text
    built = root / "output/exemplar-homes/2026"
    name = next(path.name for path in built.iterdir() if path.suffix == ".docx")
    document = asking.get(f"{YEAR}/file/{name}")
    assert "attachment" in document.headers["content-disposition"]
    text = "\n".join(cell.text for row in Document(io.BytesIO(document.content)).tables[-1].rows for cell in row.cells)
    assert text
    with zipfile.ZipFile(io.BytesIO(asking.get(f"{YEAR}/file/everything.zip").content)) as archive:
        assert name in archive.namelist()
        assert not [each for each in archive.namelist() if each.startswith(".")]


@pytest.mark.parametrize("name", ["../../answers/exemplar-homes/2026/landlord.md", "nothing.docx", ".made.json", ""])
def test_nothing_else_is_downloaded(asking, name):
    send(asking, f"{YEAR}/build", [TOKEN])
    assert asking.get(f"{YEAR}/file/{name.replace('/', '%2f')}").status_code == 404


@pytest.mark.skipif(sys.platform == "win32", reason="links take rights there")
def test_a_link_that_leads_out_of_the_documents_is_none_of_them(root, asking):
    built = root / "output" / "exemplar-homes" / "2026"
    built.mkdir(parents=True)
    (root / "secret.txt").write_text("a secret")
    (built / "report.txt").symlink_to(root / "secret.txt")
    (built / "letter.txt").write_text("a letter")
    assert asking.get(f"{YEAR}/file/letter.txt").text == "a letter"
    assert asking.get(f"{YEAR}/file/report.txt").status_code == 404
    with zipfile.ZipFile(io.BytesIO(asking.get(f"{YEAR}/file/everything.zip").content)) as archive:
        assert archive.namelist() == ["letter.txt"]


def test_a_build_is_refused_while_there_are_errors_and_a_draft_is_not(root, asking):
    break_an_answer(asking)
    assert "Nothing was built: there " in words(send(asking, f"{YEAR}/build", [TOKEN]).text)
    assert not (root / "output").exists()
    send(asking, f"{YEAR}/build", [TOKEN, ("draft", "yes")])
    assert (root / "output/exemplar-homes/2026/index-draft.html").is_file()


def test_the_governing_bodys_paper_comes_in_word(asking):
    paper = send(asking, f"{YEAR}/paper", [TOKEN, ("meeting", "23 July 2026")])
    assert paper.status_code == 200
    assert Document(io.BytesIO(paper.content)).paragraphs


def test_an_approval_is_recorded_where_nothing_stands_in_its_way(root, asking):
    path = root / "answers/exemplar-homes/2026/landlord.md"
    lines = (
        path.read_text(encoding="utf-8").replace("Approved: 23 July 2026\n", "Approved:\n").replace("Minute: 7.2\n", "Minute:\n")
    )
    path.write_text(re.sub("\nCopy: .*", "", lines), encoding="utf-8")
    shutil.rmtree(root / "answers/exemplar-homes/2026/approved", ignore_errors=True)
    asked = [TOKEN, ("body", "Board"), ("date", "24 July 2026"), ("minute", "9.1")]
    break_an_answer(asking)
    assert "Nothing was recorded" in send(asking, f"{YEAR}/approve", asked).text
    send(asking, f"{YEAR}/undo/6.1", [TOKEN])
    assert "The approval is recorded" in send(asking, f"{YEAR}/approve", asked).text
    assert re.search("\nApproved: 24 July 2026\nMinute: 9.1\nCopy: [0-9a-f]{8}\n", path.read_text(encoding="utf-8"))
    assert list((root / "answers/exemplar-homes/2026/approved").iterdir())


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("soon", "is not a date"),
        ("1 January 2030", "has not come yet"),
        ("23 July 2020", "before the period assessed ended on 31 March 2026"),
    ],
)
def test_an_approval_has_a_day_that_has_been(asking, day, why):
    refused = send(asking, f"{YEAR}/approve", [TOKEN, ("date", day)])
    assert refused.status_code == 400
    assert why in words(refused.text)


def test_the_submission_is_shown_and_comes_in_word(asking):
    page = asking.get(f"{YEAR}/submission")
    assert "Exemplar Homes" in page.text
    assert Document(io.BytesIO(asking.get(f"{YEAR}/submission?word=yes").content)).paragraphs


def test_two_years_are_compared_on_a_page_of_their_own(root, asking):
    before = root / "answers/exemplar-homes/before"
    shutil.copytree(root / "answers/exemplar-homes/2026", before)
    address, sent = answer_form(asking, "6.1")
    send(asking, address, changed(sent, commentary="Something new entirely."))
    page = asking.get(f"{YEAR}/compare?with=before")
    assert page.status_code == 200
    assert "Something new entirely." in words(page.text)
    assert asking.get(f"{YEAR}/compare?with=..").status_code == 404


def test_last_years_answer_stands_beside_this_years(root, asking):
    last = root / "answers/exemplar-homes/last"
    shutil.copytree(root / "answers/exemplar-homes/2026", last)
    path = last / "section-6.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Five minutes a case", "Last year five minutes a case"), encoding="utf-8"
    )
    landlord = root / "answers/exemplar-homes/2026/landlord.md"
    text = "\n".join(line for line in landlord.read_text(encoding="utf-8").splitlines() if not line.startswith("Last year:"))
    landlord.write_text(text.replace("\nKind:", "\nLast year: exemplar-homes/last\nKind:", 1), encoding="utf-8")
    assert "Last year five minutes a case" in words(asking.get(f"{YEAR}/section/6").text)
    landlord.write_text(text.replace("\nKind:", "\nLast year: exemplar-homes/none\nKind:", 1), encoding="utf-8")
    assert "there is no exemplar-homes/none" in words(asking.get(f"{YEAR}/section/6").text)


def test_a_word_document_is_brought_in_as_a_new_year_and_the_report_is_shown(root, asking):
    target = Workspace(root).target("exemplar-homes/2026")
    examined = examine(target, editing.DAY)
    made = publish.render(view(examined.edition, examined.assessment), templates_for(()), publish.FORMATS[:1])
    [(name, content)] = made.items()
    page = upload(asking, f"C:\\Users\\ada\\{name}", content, landlord="our-homes", year="2025")
    assert "72 of 72 answers" in words(page.text)
    assert (root / "answers/our-homes/2025/section-6.md").is_file()
    report = (root / "answers/our-homes/2025/import-report.md").read_text(encoding="utf-8")
    assert name in report
    assert "Users" not in report


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("evil.exe", b"MZ", "cannot be imported"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "save it as a Word document"),
        ("broken.docx", b"not a zip", "broken.docx"),
        ("empty.pdf", b"", "is empty"),
        ("../../../etc/passwd", b"root", "cannot be imported"),
        ("..", b"x", "cannot be imported"),
        ("a\nb.txt\r\nX: y", b"nothing of the Code", ""),
    ],
)
def test_a_bad_upload_is_refused_in_a_sentence_and_leaves_nothing(root, asking, name, content, why):
    before = sorted(root.rglob("*"))
    refused = upload(asking, name, content, landlord="our-homes", year="2025")
    assert refused.status_code in (400, 422)
    assert why in words(refused.text)
    assert str(root) not in refused.text
    assert "self-assessment-" not in refused.text  # the folder that it was put into
    assert sorted(root.rglob("*")) == before


def test_a_bomb_of_a_word_file_is_refused(asking):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 300_000_000)
    refused = upload(asking, "bomb.docx", bomb.getvalue(), landlord="our-homes", year="2025")
    assert refused.status_code == 400


def test_an_upload_that_is_too_large_is_refused(asking):
    refused = asking.post("/import", content=b"x", headers={"content-length": str(LARGEST + 2_000_000)})
    assert refused.status_code == 413


@pytest.mark.parametrize(("landlord", "year"), [("..", "2025"), ("a/b", "2025"), ("our-homes", ""), ("exemplar-homes", "2026")])
def test_an_upload_goes_into_a_new_folder_of_the_workspace_alone(root, asking, landlord, year):
    before = sorted(root.rglob("*"))
    assert upload(asking, "a.txt", b"6.1 words", landlord=landlord, year=year).status_code == 400
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("a.docx", "a.docx"),
        ("C:\\x\\a.docx", "a.docx"),
        ("../a.docx", "a.docx"),
        ("..", "document"),
        ("a<b>.pdf", "a_b_.pdf"),
        (".docx", "document.docx"),
    ],
)
def test_the_name_of_an_upload_is_only_a_name(name, plain):
    assert bringing.plain_name(name) == plain


def a_form_filled_in(root):
    target = Workspace(root).target("exemplar-homes/2026")
    form = root / "form.docx"
    forms.make(gather(target), templates_for(()), form, ".docx", None)
    filled = Document(form)
    for table in filled.tables:
        for cell in (cell for row in table.rows for cell in row.cells if "Five minutes a case" in cell.text):
            cell.paragraphs[0].runs[0].text = "Ten minutes a case"
    filled.save(form)
    return form.read_bytes()


def test_a_form_that_comes_back_is_taken_into_the_year_that_it_was_made_from(root, asking):
    year_folder = root / "answers/exemplar-homes/2026"
    landlord = year_folder / "landlord.md"
    landlord.write_text(re.sub(r"(?m)^Approved:.*$", "Approved:", landlord.read_text(encoding="utf-8")), encoding="utf-8")
    page = upload(asking, "form.docx", a_form_filled_in(root), landlord="exemplar-homes", year="2026", merge="yes")
    assert page.status_code == 200
    assert "1 change taken, no conflicts" in words(page.text)


def test_what_was_approved_changes_only_where_the_box_for_it_is_ticked(root, asking):
    year_folder = root / "answers/exemplar-homes/2026"
    before = {path.name: path.read_bytes() for path in year_folder.glob("*.md")}
    sent = {"landlord": "exemplar-homes", "year": "2026", "merge": "yes"}
    assert "Also change what was approved" in words(asking.get(YEAR).text)
    form = a_form_filled_in(root)
    refused = upload(asking, "form.docx", form, **sent)
    assert refused.status_code == 400, words(refused.text)
    assert "was approved by the Board on 23 July 2026" in words(refused.text)
    assert "tick the box" in words(refused.text)
    assert {path.name: path.read_bytes() for path in year_folder.glob("*.md")} == before
    taken = upload(asking, "form.docx", form, anyway="yes", **sent)
    assert "1 change taken" in words(taken.text)
    assert {path.name: path.read_bytes() for path in year_folder.glob("*.md")} != before


def test_the_next_year_begins_with_this_ones_answers(root, asking):
    page = send(asking, "/carry", [TOKEN, ("from-landlord", "exemplar-homes"), ("from-year", "2026"), ("year", "2027")])
    assert "72 of 72 answered, 0 reviewed" in words(page.text)
    landlord = (root / "answers/exemplar-homes/2027/landlord.md").read_text(encoding="utf-8")
    assert "Last year: exemplar-homes/2026" in landlord


def test_a_policys_passage_becomes_evidence(root, asking):
    rows = plain_text.read(
        b"1 Scope\n\n1.1 Stage 1\n\nComplaints are acknowledged, defined and logged within five working days.\n"
    )
    gathered = gather(Workspace(root).target("exemplar-homes/2026"))
    registering.register(gathered, sections.read(rows, "p.txt"), "Complaints policy", "p.txt")
    page = asking.get(f"{YEAR}/suggestions/6.2")
    address, sent = editing.form_in(page.text, "[.//input[@name='evidence-added']]")
    send(asking, address, sent)
    added = dict(sent)["evidence-added"]
    assert f"- {added}\n" in (root / "answers/exemplar-homes/2026/section-6.md").read_text(encoding="utf-8")


def test_a_policy_is_read_into_the_register_and_compared_with_the_code(root, asking):
    files = {
        "file": ("policy.txt", b"1 Scope\n\n1.1 Stage 1\n\nWe acknowledge a complaint within five working days.\n", "text/plain")
    }
    sent = {"token": KEYS.token, "landlord": "exemplar-homes", "year": "2026"}
    page = asking.post("/policy", data=sent, files=files, headers={"origin": editing.BASE})
    assert page.status_code == 200
    assert "What the Code fixes in words and numbers" in words(page.text)
    assert "1.1" in (root / "answers/exemplar-homes/2026/policy.md").read_text(encoding="utf-8")


def test_the_first_page_says_by_when_to_submit(root):
    desk = editing.Desk(Workspace(root), lambda: editing.date(2026, 8, 1))
    assert "To be submitted by 30 September 2026" in words(client(root, desk=desk).get("/").text)
