"""Forms for departments: out in Word and Excel, filled in by other programs, and back with exactly what was changed."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
import tools
from docx.oxml.ns import qn
from openpyxl.comments import Comment

from generator import digest, form
from generator.cli import main
from generator.gather import gather
from generator.intake import forms, merging
from generator.problems import Stop
from generator.rich_text import Block, Run
from generator.templates import Templates
from generator.workspace import Target, target_at

WORDS = Templates().wording
KINDS = (".docx", ".xlsx")


@pytest.fixture
def year(tmp_path: Path) -> Target:
    """The example landlord's year, to be changed."""
    folder = tmp_path / "answers" / "exemplar-homes" / "2026"
    shutil.copytree(tools.EXAMPLES / "exemplar-homes" / "2026", folder)
    return target_at(folder)


def made(year: Target, kind: str, owner: str | None = None) -> Path:
    path = year.folder.parents[2] / f"form{kind}"
    path.unlink(missing_ok=True)
    forms.make(gather(year), Templates(), path, kind, owner)
    return path


def saved_by_libreoffice(path: Path) -> Path:
    soffice = tools.need("libreoffice")
    folder = path.parent / "libreoffice"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", path.suffix[1:]]
        subprocess.run([*command, "--outdir", folder, path], check=True, capture_output=True, timeout=300)
    assert (folder / path.name).is_file()
    return folder / path.name


def as_it_is(path: Path) -> Path:
    return path


SAVED = [
    pytest.param(as_it_is, id="as saved"),
    pytest.param(saved_by_libreoffice, id="saved again by LibreOffice", marks=pytest.mark.libreoffice),
]


# As people fill them in


def word_cells(opened: docx.document.Document, number: str) -> dict[str, docx.table._Cell]:
    """The cells to fill in of a provision, by their labels."""
    for table in opened.tables:
        if table.rows[0].cells[0].text == f"Provision {number}":
            return {"".join(t.text or "" for t in row.cells[0]._tc.iter(qn("w:t"))): row.cells[1] for row in table.rows}
    raise LookupError(number)


def choose(cell: docx.table._Cell, answer: str) -> None:
    """As Word does when somebody chooses from the list."""
    texts = list(cell._tc.iter(qn("w:t")))
    texts[0].text = answer


def fill_word(path: Path) -> None:
    opened = docx.Document(str(path))
    cells = word_cells(opened, "2.1")
    choose(cells["Do we comply?"], "No")
    paragraph = cells["Commentary"].add_paragraph()
    paragraph.add_run("Added by the department, with ")
    paragraph.add_run("bold words").bold = True
    cells["Action 1: what will change"].paragraphs[0].add_run("Train everybody & test it")
    cells["Action 1: who answers for it"].paragraphs[0].add_run("Head of Learning")
    cells["Action 1: by when (31 March 2027)"].paragraphs[0].add_run("31/03/2027")
    word_cells(opened, "2.2")["Evidence"].add_paragraph("A new leaflet, page 2")
    opened.save(str(path))


def excel_row(sheet: openpyxl.worksheet.worksheet.Worksheet, number: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == number)


def fill_excel(path: Path) -> None:
    opened = openpyxl.load_workbook(path, rich_text=True)
    sheet = opened["Answers"]
    row = excel_row(sheet, "2.1")
    sheet.cell(row, 3).value = "No"
    sheet.cell(row, 5).value = f"{sheet.cell(row, 5).value}\nAdded by the department, with bold words"
    row = excel_row(sheet, "2.2")
    sheet.cell(row, 4).value = f"{sheet.cell(row, 4).value}\nA new leaflet, page 2"
    actions = opened["Actions"]
    free = next(row for row in range(10, 100) if actions.cell(row - 1, 6).value and not actions.cell(row, 6).value)
    for column, value in enumerate(("2.1", "Train everybody & test it", "Head of Learning", "31/03/2027"), start=1):
        actions.cell(free, column).value = value
    opened.save(path)


FILL: dict[str, Callable[[Path], None]] = {".docx": fill_word, ".xlsx": fill_excel}


def merged(year: Target, path: Path) -> merging.Merged:
    found = merging.merge([path], year, WORDS)
    merging.save(found)
    return found


def lines_of(folder: Path) -> list[str]:
    return [
        f"{path.name}: {line}"
        for path in sorted(folder.iterdir())
        if path.is_file()
        for line in path.read_text(encoding="utf-8").split("\n")
    ]


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_that_nobody_changed_changes_nothing(kind: str, saved: Callable[[Path], Path], year: Target):
    before = lines_of(year.folder)
    found = merged(year, saved(made(year, kind)))
    assert (found.taken, found.conflicts, found.left) == ([], [], [])
    assert lines_of(year.folder) == before


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("kind", KINDS)
def test_exactly_what_was_filled_in_is_taken_back(kind: str, saved: Callable[[Path], Path], year: Target):
    before = gather(year).assessment
    lines = lines_of(year.folder)
    path = made(year, kind)
    FILL[kind](path)
    found = merged(year, saved(path))
    assert found.conflicts == []
    after = gather(year)
    assert after.problems == ()
    changed = {a.provision for a, b in zip(before.answers, after.assessment.answers, strict=True) if a != b}
    assert changed == {"2.1", "2.2"}
    was, now = before.answer("2.1"), after.assessment.answer("2.1")
    assert was is not None
    assert now is not None
    assert now.comply == "no"
    assert now.commentary[: len(was.commentary)] == was.commentary, "what was there keeps its lists, bold words and links"
    assert len(now.commentary) == len(was.commentary) + 1
    assert any(run.bold for run in now.commentary[-1].runs) == (kind == ".docx")
    assert (now.evidence, now.alternative, now.owner) == (was.evidence, was.alternative, was.owner)
    action = now.actions[-1]
    assert ("".join(run.text for run in action.what[0].runs), action.owner) == ("Train everybody & test it", "Head of Learning")
    assert str(action.by) == "2027-03-31"
    leaflet = after.assessment.answer("2.2")
    old = before.answer("2.2")
    assert leaflet is not None
    assert old is not None
    assert leaflet.evidence[:-1] == old.evidence
    assert "".join(run.text for run in leaflet.evidence[-1].runs) == "A new leaflet, page 2"
    assert (now.reviewed, leaflet.reviewed) == (None, None), "what was changed has to be reviewed again"
    again = set(lines_of(year.folder))
    gone = [line for line in lines if line not in again]
    assert len(gone) <= 4, f"only the lines that change change: {gone}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_taken_back_twice_changes_nothing_more(kind: str, year: Target):
    path = made(year, kind)
    FILL[kind](path)
    merged(year, path)
    lines = lines_of(year.folder)
    found = merged(year, path)
    assert (found.taken, found.conflicts) == ([], [])
    assert lines_of(year.folder) == lines


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_changed_in_both_is_a_conflict_that_is_shown_and_left(kind: str, year: Target, capsys):
    path = made(year, kind)
    FILL[kind](path)
    section = year.folder / "section-2.md"
    text = section.read_text(encoding="utf-8")
    start = text.index("### Commentary", text.index("## 2.1"))
    section.write_text(
        text[:start] + "### Commentary\n\nWritten here meanwhile.\n" + text[text.index("\n##", start) :], encoding="utf-8"
    )
    with pytest.raises(SystemExit) as ended:
        main(["--workspace", str(year.folder.parents[2]), "import", str(path), "--merge", "--anyway", "--into", str(year.folder)])
    assert ended.value.code == 1
    said = capsys.readouterr().out
    line = next(
        n for n, words in enumerate(section.read_text(encoding="utf-8").split("\n"), 1) if words == "Written here meanwhile."
    )
    assert re.search(rf"section-2\.md, line {line}: 2\.1: the commentary was changed in the files and in form\{kind}", said)
    assert "in the file: Written here meanwhile." in said
    assert "Added by the department" in said
    after = section.read_text(encoding="utf-8")
    assert "Written here meanwhile." in after
    assert "Added by the department" not in after
    answer = gather(year).assessment.answer("2.1")
    assert answer is not None
    assert answer.comply == "no", "what was changed only in the form is taken all the same"


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_changed_meanwhile_and_not_in_the_form_stays(kind: str, year: Target):
    path = made(year, kind)
    section = year.folder / "section-2.md"
    section.write_text(section.read_text(encoding="utf-8").replace("Comply: Yes", "Comply: No"), encoding="utf-8")
    lines = lines_of(year.folder)
    found = merged(year, path)
    assert (found.taken, found.conflicts) == ([], [])
    assert lines_of(year.folder) == lines


def test_bold_put_into_the_files_meanwhile_is_no_change_to_a_workbook_which_has_none_and_stays(year: Target):
    path = made(year, ".xlsx")
    fill_excel(path)
    section = year.folder / "section-2.md"
    before = section.read_text(encoding="utf-8")
    first = re.search(r"## 2\.1 .*?### Commentary\n\n?(\w+)", before, re.DOTALL)
    assert first
    section.write_text(f"{before[: first.start(1)]}**{first[1]}**{before[first.end(1) :]}", encoding="utf-8")
    found = merged(year, path)
    assert found.conflicts == []
    after = section.read_text(encoding="utf-8")
    assert f"**{first[1]}**" in after
    assert "Added by the department, with bold words" in after


def test_an_answer_that_the_edition_does_not_have_is_shown_and_left(year: Target):
    path = made(year, ".docx")
    opened = docx.Document(str(path))
    choose(word_cells(opened, "2.1")["Do we comply?"], "Partial")
    opened.save(str(path))
    found = merged(year, path)
    assert [(conflict.sentence, conflict.there) for conflict in found.conflicts] == [
        ("2.1: the answer is neither Yes nor No in form.docx", "Partial")
    ]


# Forms that people have taken apart

SAID = "Words of the department"


def word_row(path: Path, number: str, label: str, change: Callable[[docx.table._Row], None]) -> None:
    """The form with one row of a provision changed."""
    opened = docx.Document(str(path))
    table = next(table for table in opened.tables if table.rows[0].cells[0].text == f"Provision {number}")
    change(next(row for row in table.rows if "".join(t.text or "" for t in row.cells[0]._tc.iter(qn("w:t"))) == label))
    opened.save(str(path))


def take_out(row: docx.table._Row) -> None:
    row._tr.getparent().remove(row._tr)


def excel_cell(sheet: str, number: str, column: int, value: str | None) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet].cell(excel_row(book[sheet], number), column).value = value

    return change


def renamed(book: openpyxl.Workbook) -> None:
    book["Answers"].title = "Answers checked"


def new_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("Remarks")["A1"] = SAID


def new_action_without_provision(book: openpyxl.Workbook) -> None:
    book["Actions"].cell(60, 2).value = SAID


TAKEN_APART: dict[str, Callable[[openpyxl.Workbook], None]] = {
    "a sheet has another name": renamed,
    "a sheet was added": new_sheet,
    "the form reference is gone": excel_cell("Answers", "2.1", 7, None),
    "the number became another": excel_cell("Answers", "5.10", 1, "5.1"),
    "an action's number became another": excel_cell("Actions", "5.10", 1, "5.1"),
    "beside the table": excel_cell("Answers", "2.1", 9, SAID),
    "an action without a number": new_action_without_provision,
}


@pytest.mark.parametrize("what", TAKEN_APART)
def test_what_a_workbook_holds_and_no_field_of_the_form_does_is_kept_and_said(what: str, year: Target, capsys):
    before = gather(year).assessment.answer("5.1")
    path = made(year, ".xlsx")
    opened = openpyxl.load_workbook(path, rich_text=True)
    answers, actions = opened["Answers"], opened["Actions"]
    for number in ("2.1", "5.10"):
        answers.cell(excel_row(answers, number), 5).value = SAID
    actions.cell(excel_row(actions, "5.10"), 2).value = SAID
    TAKEN_APART[what](opened)
    opened.save(path)
    with pytest.raises(SystemExit) as ended:
        main(["--workspace", str(year.folder.parents[2]), "import", str(path), "--merge", "--anyway", "--into", str(year.folder)])
    assert ended.value.code == 1
    assert "form.xlsx: some of what stands in it belongs to no field of the form" in capsys.readouterr().out
    assert gather(year).assessment.answer("5.1") == before
    assert SAID in (year.folder / "unplaced.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("label", ["Commentary", "Action 1: what will change"])
def test_a_row_that_is_no_longer_in_a_word_form_takes_nothing_out_of_the_files(label: str, year: Target):
    before = lines_of(year.folder)
    path = made(year, ".docx")
    word_row(path, "1.4", label, take_out)
    found = merged(year, path)
    assert [conflict.sentence.partition(" (")[0] for conflict in found.conflicts] == [
        f"1.4: {'the commentary' if label == 'Commentary' else 'action 1'} is no longer in form.docx"
    ]
    assert (found.taken, lines_of(year.folder)) == ([], before)


def test_a_provision_without_its_reference_in_a_word_form_is_kept_and_gives_nothing_to_the_next(year: Target):
    before = gather(year).assessment.answers
    path = made(year, ".docx")
    word_row(path, "1.4", "Commentary", lambda row: row.cells[1].add_paragraph(SAID))
    word_row(path, "1.4", "Form reference", take_out)
    found = merged(year, path)
    assert (found.taken, found.conflicts, len(found.left)) == ([], [], 1)
    assert gather(year).assessment.answers == before
    assert SAID in (year.folder / "unplaced.md").read_text(encoding="utf-8")


def test_what_is_written_beside_the_fields_of_a_word_form_is_kept_and_said(year: Target):
    path = made(year, ".docx")
    opened = docx.Document(str(path))
    opened.add_comment(opened.paragraphs[0].runs, text="A word in the margin", author="Jo")
    opened.add_paragraph("Words below the tables")
    opened.paragraphs[0].insert_paragraph_before("Words at the top")
    opened.save(str(path))
    word_row(path, "1.2", "Commentary", lambda row: row.cells[0]._tc.getparent().append(row.cells[0]._tc))
    found = merged(year, path)
    assert len(found.left) == 1
    unplaced = (year.folder / "unplaced.md").read_text(encoding="utf-8")
    assert all(words in unplaced for words in ("A word in the margin", "Words below the tables", "Words at the top"))
    assert "The definition in our policy" in unplaced
    merged(year, path)
    assert (year.folder / "unplaced.md").read_text(encoding="utf-8") == unplaced


def test_a_comment_on_a_workbooks_cell_is_kept_and_said(year: Target):
    path = made(year, ".xlsx")
    book = openpyxl.load_workbook(path, rich_text=True)
    book["Answers"].cell(excel_row(book["Answers"], "2.1"), 5).comment = Comment("Please ask Finance.\nThen call me.", "Jo")
    book.save(path)
    [left] = merged(year, path).left
    assert "(comment by Jo)" in left
    unplaced = (year.folder / "unplaced.md").read_text(encoding="utf-8")
    assert re.search(r"comment by Jo:\n    E\d+: Please ask Finance\.\n    Then call me\.", unplaced)


@pytest.mark.parametrize("sheet", ["Answers", "Actions"])
def test_what_a_hidden_sheet_of_a_form_holds_is_not_taken_and_that_is_said(sheet: str, year: Target, capsys):
    path = made(year, ".xlsx")
    fill_excel(path)
    book = openpyxl.load_workbook(path, rich_text=True)
    book[sheet].sheet_state = "hidden"
    book.save(path)
    with pytest.raises(SystemExit) as ended:
        main(["--workspace", str(year.folder.parents[2]), "import", str(path), "--merge", "--anyway", "--into", str(year.folder)])
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert f"form.xlsx: It holds the hidden sheet “{sheet}”. What is hidden was not read." in said
    assert ("Train everybody" in (year.folder / "section-2.md").read_text(encoding="utf-8")) == (sheet == "Answers")


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_that_does_not_say_whom_it_was_made_for_is_refused(kind: str, year: Target):
    path = made(year, kind)
    if kind == ".docx":
        opened = docx.Document(str(path))
        body = opened.element.body
        body.remove(next(child for child in body if "Form reference: Exemplar" in "".join(child.itertext())))
        opened.save(str(path))
    else:
        book = openpyxl.load_workbook(path, rich_text=True)
        for sheet in book:
            for row in sheet.iter_rows():
                row[0].value = None if str(row[0].value).startswith("Form reference: Ex") else row[0].value
        book.save(path)
    with pytest.raises(Stop, match="is gone, so that nothing tells whom it was made for"):
        merging.merge([path], year, WORDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_date_that_is_none_is_taken_as_it_was_typed(kind: str, year: Target):
    section = year.folder / "section-1.md"
    text = section.read_text(encoding="utf-8").replace("By: 31 January 2027", "By: soon", 1)
    section.write_text(re.sub(r"(?m)^Reviewed:.*\n", "", text), encoding="utf-8")
    path = made(year, kind)
    if kind == ".docx":
        word_row(path, "1.6", "Action 2: by when (31 March 2027)", lambda row: choose(row.cells[1], "in summer"))
        word_row(path, "2.1", "Action 1: by when (31 March 2027)", lambda row: row.cells[1].add_paragraph("some day") and None)
    else:
        book = openpyxl.load_workbook(path, rich_text=True)
        sheet = book["Actions"]
        sheet.cell(excel_row(sheet, "1.6") + 1, 4).value = "in summer"
        sheet.cell(40, 1).value, sheet.cell(40, 4).value = "2.1", "some day"
        book.save(path)
    assert len(merged(year, path).taken) == 2
    assert "By: in summer" in section.read_text(encoding="utf-8")
    assert "By: some day" in (year.folder / "section-2.md").read_text(encoding="utf-8")


# What is in a form


def test_a_form_for_one_owner_holds_that_owners_provisions(year: Target):
    gathered = gather(year)
    owner = next(answer.owner for answer in gathered.assessment.answers if answer.owner)
    mine = [answer.provision for answer in gathered.assessment.answers if answer.owner == owner]
    assert 0 < len(mine) < 72
    opened = docx.Document(str(made(year, ".docx", owner.upper())))
    assert [table.rows[0].cells[0].text for table in opened.tables] == [f"Provision {number}" for number in mine]
    with pytest.raises(Stop, match=re.escape(owner)):
        made(year, ".docx", "Nobody at all")


def test_the_codes_words_are_locked_and_answers_are_chosen_from_a_list_in_word(year: Target):
    cells = word_cells(docx.Document(str(made(year, ".docx"))), "6.3")
    locks = {label: [lock.get(qn("w:val")) for lock in cell._tc.iter(qn("w:lock"))] for label, cell in cells.items()}
    assert locks["What the Code says"] == locks["Form reference"] == ["sdtContentLocked"]
    assert locks["Commentary"] == []
    items = [item.get(qn("w:displayText")) for item in cells["Do we comply?"]._tc.iter(qn("w:listItem"))]
    assert items == ["Choose an answer", "Yes", "No"]


def test_the_codes_words_are_protected_and_answers_are_chosen_from_a_list_in_excel(year: Target):
    book = openpyxl.load_workbook(made(year, ".xlsx"))
    sheet = book["Answers"]
    row = excel_row(sheet, "6.3")
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert [sheet.cell(row, column).protection.locked for column in range(1, 8)] == [True, True, False, False, False, False, True]
    lists = {str(v.sqref): v.formula1 for s in book for v in s.data_validations.dataValidation}
    assert '"Choose an answer,Yes,No"' in lists.values()
    assert any("Answers" in formula for formula in lists.values()), "an action's provision is chosen from those of the form"


def test_a_reference_holds_digests_and_none_of_the_answer(year: Target):
    book = openpyxl.load_workbook(made(year, ".xlsx"))
    first_row = excel_row(book["Answers"], "1.2")
    marks = [book["Answers"].cell(row, 7).value for row in range(first_row, first_row + 72)]
    assert all(re.fullmatch(r"\d\.\d+( [0-9a-f]{8}){4}", mark) for mark in marks)
    first = form.line("One answer")
    assert digest.of_text("commentary", first, flat=True) != digest.of_text("commentary", form.line("Another"), flat=True)


@pytest.mark.npm
def test_microsofts_validator_finds_nothing_wrong_with_the_forms(year: Target):
    assert tools.open_xml_errors([made(year, kind) for kind in KINDS]) == []


def test_the_same_answers_give_the_same_forms(year: Target):
    for kind in KINDS:
        assert made(year, kind).read_bytes() == made(year, kind).read_bytes()


# Refused


def test_a_form_of_another_landlord_is_refused(year: Target):
    path = made(year, ".docx")
    landlord = year.folder / "landlord.md"
    landlord.write_text(
        landlord.read_text(encoding="utf-8").replace("Landlord: Exemplar Homes", "Landlord: Others"), encoding="utf-8"
    )
    with pytest.raises(Stop, match="made for “Exemplar Homes”"):
        merging.merge([path], year, WORDS)


def test_a_form_that_is_there_already_is_not_written_over(year: Target):
    path = made(year, ".docx")
    held = path.read_bytes()
    forms.make(gather(year), Templates(), path, ".docx")  # the very same: its command was killed before it could make another
    assert path.read_bytes() == held
    path.write_bytes(held + b" ")
    with pytest.raises(Stop, match="somebody may have filled it in"):
        forms.make(gather(year), Templates(), path, ".docx")
    assert path.read_bytes() == held + b" "


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_is_no_document_for_a_new_folder(kind: str, year: Target, tmp_path: Path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["import", str(made(year, kind)), "--into", str(tmp_path / "new" / "2026")])
    assert ended.value.code == 2
    assert "--merge" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_sites_address_is_the_same_with_and_without_its_slash():
    def linked(address: str) -> tuple[Block, ...]:
        return (Block("paragraph", (Run("our site", link=address),)),)

    bare, slash = (digest.of_text("commentary", linked(a), flat=False) for a in ("https://a.example", "https://a.example/"))
    assert bare == slash
    assert bare != digest.of_text("commentary", linked("https://a.example/b"), flat=False)
    assert bare != digest.of_text("commentary", linked("https://b.example"), flat=False)


def test_an_approved_year_is_merged_into_only_when_told(year: Target, capsys):
    path = made(year, ".docx")
    FILL[".docx"](path)
    landlord = year.folder / "landlord.md"
    text = re.sub(r"(?m)^(Name: Board|Name:)$", "Name: Board", landlord.read_text(encoding="utf-8"))
    landlord.write_text(re.sub(r"(?m)^Approved:.*$", "Approved: 23 July 2026", text), encoding="utf-8")
    before = {file.name: file.read_bytes() for file in year.folder.iterdir() if file.is_file()}
    command = ["--workspace", str(year.folder.parents[2]), "import", str(path), "--merge", "--into", str(year.folder)]
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2
    assert "was approved by the Board on 23 July 2026" in capsys.readouterr().err
    assert {file.name: file.read_bytes() for file in year.folder.iterdir() if file.is_file()} == before
    with pytest.raises(SystemExit) as ended:
        main([*command, "--anyway"])
    assert ended.value.code == 0
    assert " changes taken, no conflicts." in capsys.readouterr().out
    answer = gather(year).assessment.answer("2.1")
    assert answer is not None
    assert answer.comply == "no"
