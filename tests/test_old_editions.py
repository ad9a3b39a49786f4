"""The forms of 2022 and 2020 through the whole program: files, checks, documents in their own form, and back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import old_forms
import pytest
import tools
from click.testing import CliRunner
from old_forms import FORMS
from test_web_accessibility import HOST

from generator import catalogue, checks, intake, publish
from generator.answers import starter
from generator.cli import main
from generator.examine import examine
from generator.gather import gather
from generator.importers import excel, html, own, word
from generator.importers.rows import HEADING, Cell, Row
from generator.model import Answer, Landlord, SelfAssessment
from generator.printed import Printed, differences, flat, normal, printed, words_for
from generator.rich_text import Block, Run, read_text
from generator.templates import Templates
from generator.view import View, view
from generator.workspace import Target

ON = date(2023, 8, 1)
YEARS = tuple(FORMS)
TEMPLATES = Templates()


def words(year: str) -> dict[str, str]:
    return dict(words_for(TEMPLATES.wording, asks_questions=FORMS[year].asks_questions))


def shown(year: str) -> View:
    return view(FORMS[year], old_forms.assessment(year))


@pytest.fixture(scope="module")
def sets() -> dict[str, publish.Files]:
    """Every document of both forms; making them reads each back."""
    return {year: publish.render(shown(year), TEMPLATES) for year in YEARS}


def of_kind(files: publish.Files, extension: str) -> bytes:
    return next(content for name, content in files.items() if name.endswith(f"self-assessment.{extension}"))


@pytest.fixture
def folder(year: str, tmp_path: Path) -> Path:
    """The answers as a new year's files, with a filled-in landlord.md."""
    return old_forms.made_folder(year, tmp_path)


# Answer files


@pytest.mark.parametrize("year", YEARS)
def test_answer_files_give_the_same_answers_and_no_error(year: str, folder: Path) -> None:
    examined = examine(Target("exemplar-homes", "2023", folder), ON)
    empty = {p.number for p in FORMS[year].provisions} - {a.provision for a in old_forms.assessment(year).answers}
    kept = tuple(answer for answer in examined.assessment.answers if answer.provision not in empty)
    assert kept == old_forms.assessment(year).answers
    assert examined.errors == ()


@pytest.mark.parametrize("year", YEARS)
def test_only_what_asks_for_a_verdict_has_a_line_for_it(year: str) -> None:
    files = starter.files(FORMS[year])
    for section in FORMS[year].sections:
        entries = files[f"section-{section.number}.md"].split("\n## ")[1:]
        assert ["\nComply:" in entry for entry in entries] == [p.asks == "verdict" for p in section.provisions]


def test_the_guidance_names_the_answers_of_the_form_and_what_a_figure_needs() -> None:
    assert "write Yes, No or Not applicable." in starter.files(FORMS["2022"])["section-1.md"]
    of_questions = starter.files(FORMS["2020"])["section-4.md"]
    assert "write Yes or No." in of_questions
    assert "a figure or for words" in of_questions
    assert "A No needs" not in of_questions


@pytest.mark.parametrize(
    ("year", "before", "after", "told"),
    [
        ("2022", "Comply: Not applicable", "Comply: Partly", "which is neither Yes nor No nor Not applicable"),
        ("2020", "Comply: Yes", "Comply: Partly", "which is neither Yes nor No."),
    ],
)
def test_an_answer_that_the_form_does_not_have_is_told_those_that_it_has(
    year: str, before: str, after: str, told: str, folder: Path
) -> None:
    for path in folder.glob("section-*.md"):
        text = path.read_text(encoding="utf-8")
        if before in text:
            path.write_text(text.replace(before, after, 1), encoding="utf-8")
            break
    [problem] = [p for p in gather(Target("exemplar-homes", "2023", folder)).problems if p.id == "comply-invalid"]
    assert told in problem.message


@pytest.mark.parametrize("year", ["2020"])
def test_yes_to_a_question_for_a_figure_is_no_answer(year: str, folder: Path) -> None:
    path = folder / "section-4.md"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"(?s)(## 4j .*?\n)Owner:", r"\1Comply: Yes\nOwner:", text, count=1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    gathered = gather(Target("exemplar-homes", "2023", folder))
    [problem] = [p for p in gathered.problems if p.id == "comply-invalid"]
    assert (problem.provision, "asks for a figure" in problem.message) == ("4j", True)
    answer = gathered.assessment.answer("4j")
    assert answer is not None
    assert answer.comply == ""


# Checks


def found(year: str, *answers: Answer, landlord: Landlord | None = None) -> list[tuple[str, str, str, str]]:
    assessment = SelfAssessment("a/2023", landlord or old_forms.assessment(year).landlord, answers)
    case = checks.Case(FORMS[year], assessment, ON)
    return [(p.id, p.provision, p.message, p.help) for p in checks.check(case) if p.severity == "error"]


def without(year: str, *numbers: str, **changed: Answer) -> list[Answer]:
    return [changed.get(a.provision, a) for a in old_forms.assessment(year).answers if a.provision not in numbers]


def test_not_applicable_has_to_say_why() -> None:
    answers = [replace(a, commentary=()) if a.provision == "5.17" else a for a in old_forms.assessment("2022").answers]
    [(id_, number, message, _)] = found("2022", *answers)
    assert (id_, number) == ("not-applicable-without-commentary", "5.17")
    assert message.endswith("the answer is Not applicable, but nothing says why.")


def test_a_missing_verdict_is_told_every_answer_of_the_form() -> None:
    answers = [replace(a, comply="") if a.provision == "1.2" else a for a in old_forms.assessment("2022").answers]
    [(id_, number, _, help_)] = found("2022", *answers)
    assert (id_, number, help_) == ("comply-missing", "1.2", "Write Yes, No or Not applicable after “Comply:”.")


def test_a_no_needs_an_action_where_it_says_that_something_is_not_met_and_not_where_it_answers_a_question() -> None:
    for year, number, expected in (("2022", "2.6", ["no-without-action"]), ("2020", "6a", [])):
        answers = [replace(a, alternative=()) if a.provision == number else a for a in old_forms.assessment(year).answers]
        assert [id_ for id_, *_ in found(year, *answers)] == expected


@pytest.mark.parametrize(("number", "kind"), [("4j", "figure"), ("8d", "words")])
def test_a_figure_and_words_have_to_be_there(number: str, kind: str) -> None:
    assert [(id_, at) for id_, at, *_ in found("2020", *without("2020", number))] == [("no-answer", number)]


def test_a_question_in_parts_names_those_that_are_left() -> None:
    [(id_, number, message, help_)] = found("2020", *without("2020", "4g.1", "4g.3"))
    assert (id_, number) == ("no-answer", "4g")
    assert message.endswith("what is left: 4g.1 and 4g.3.")
    assert "section-4.md" in help_


@pytest.mark.parametrize("year", [*YEARS, "2024"])
def test_who_leads_is_asked_for_only_where_the_edition_asks_for_these_people(year: str) -> None:
    edition = catalogue.load(f"housing-ombudsman-{year}")
    nobody = replace(old_forms.assessment("2022").landlord, code=edition.id, senior_lead="", mrc="")
    case = checks.Case(edition, SelfAssessment("a/2023", nobody, ()), ON)
    told = [p.message for p in checks.check(case) if p.id == "landlord-field-missing"]
    assert len(told) == (2 if year == "2024" else 0)


# Documents in their own form


def headings(rows: list[Row]) -> list[str]:
    blocks = [row.cells[0].blocks[0] for row in rows if len(row.cells) == 1 and row.cells[0].blocks]
    return ["".join(run.text for run in block.runs) for block in blocks if block.kind == HEADING]


def tables(rows: list[Row], year: str) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells]
        for row in rows
        if len(row.cells) == len(FORMS[year].columns) and row.place.endswith("row 1")
    ]


def test_the_form_of_2022_in_word_has_its_four_columns_and_its_groups_in_order(sets: dict[str, publish.Files]) -> None:
    rows = word.read(of_kind(sets["2022"], "docx"))
    forms = [titles for titles in tables(rows, "2022") if titles[0] == "Code section"]
    assert len(forms) == sum(len(section.headed_rows) for section in shown("2022").sections)
    assert {tuple(titles) for titles in forms} == {tuple(column.title for column in FORMS["2022"].columns)}
    told = headings(rows)
    at = told.index("Section 5: Complaint stages")
    must, should = (group.title for group in FORMS["2022"].groups)
    assert told[at + 1 : at + 9] == [must, "Stage 1", "Stage 2", "Stage 3", should, "Stage 1", "Stage 2", "Stage 3"]


def test_the_form_of_2020_in_word_has_a_question_and_a_column_for_each_answer(sets: dict[str, publish.Files]) -> None:
    rows = word.read(of_kind(sets["2020"], "docx"))
    assert ["", "Question", "Yes", "No"] in tables(rows, "2020")
    cells = {row.cells[0].text.partition("\n")[0]: row.cells for row in rows if row.anchor.startswith("provision_")}
    assert cells["1b"][3].text.startswith("No\nEvidence\nComplaints policy: 1.2 (page 1)\n")
    assert cells["1b"][2].text == ""
    assert cells["4j"][2].text.startswith("Evidence\n") or cells["4j"][2].text[0].isdigit()
    assert (cells["4g"][2].text, cells["4g"][3].text) == ("", "")  # its parts answer it
    assert cells["8b.1"][2].text == ""  # the question is answered as a whole


def test_a_question_without_an_answer_says_so_in_the_first_column() -> None:
    answers = tuple(a for a in old_forms.assessment("2020").answers if a.provision not in ("4j", "4g.2", "1a"))
    files = publish.render(view(FORMS["2020"], replace(old_forms.assessment("2020"), answers=answers)), TEMPLATES)
    rows = word.read(of_kind(files, "docx"))
    cells = {row.cells[0].text.partition("\n")[0]: row.cells[2].text for row in rows if row.anchor.startswith("provision_")}
    assert [number for number, text in cells.items() if text == "Not answered"] == ["1a", "4g", "4g.2", "4j"]
    page = files["section-4.html"].decode()
    assert page.count('<span class="answer">Not answered</span>') == 2 * 3  # in the list above and with the question
    assert page.count("Our figure</h4>") == 5


@pytest.mark.parametrize("year", YEARS)
def test_the_workbook_has_the_columns_of_the_form_and_counts_what_it_counts(year: str, sets: dict[str, publish.Files]) -> None:
    rows = excel.read(of_kind(sets[year], "xlsx"))
    told = [[cell.text for cell in row.cells] for row in rows]
    assert [column.title for column in FORMS[year].columns] in told
    expected = {"2020": ["36", "24", "3", "9", "0"], "2022": ["72", "66", "3", "3", "0"]}
    assert ["All sections", *expected[year]] in told
    groups = [cells[1] for cells in told if len(cells) > 1 and not cells[0] and "Best practice" in cells[1]]
    assert len(groups) == (sum("should" in part.rows[0].group for s in shown(year).sections for part in s.headed_rows))


def test_pages_of_questions_call_nothing_not_met(sets: dict[str, publish.Files]) -> None:
    for name, content in sets["2020"].items():
        if name.endswith(".html"):
            text = content.decode()
            assert not re.search(r"not (?:yet )?me(?:e)?t\b|Do we comply|\bprovisions?\b(?![-\"])", text, re.IGNORECASE), name
            assert "answer-no" not in text, name
    index = sets["2020"]["index.html"].decode()
    assert "Questions" in index
    assert 'href="section-4.html#provision-4d"' in index


def test_not_applicable_has_a_look_of_its_own_and_a_button(sets: dict[str, publish.Files]) -> None:
    page = sets["2022"]["section-5.html"].decode()
    assert page.count('class="answer answer-not-applicable">Not applicable<') == 2 * 2
    assert 'data-show="not applicable"' in page
    assert "We meet 16 of the 20 provisions of this section. Not applicable: 2." in page
    assert ".answer-not-applicable" in sets["2022"]["style.css"].decode()


def test_the_sections_of_2022_say_where_everything_that_applies_is_met() -> None:
    answers = tuple(replace(a, comply="yes") if a.provision == "2.6" else a for a in old_forms.assessment("2022").answers)
    files = publish.render(view(FORMS["2022"], replace(old_forms.assessment("2022"), answers=answers)), TEMPLATES)
    assert "We meet all 7 provisions of this section that apply to us. Not applicable: 1." in files["section-2.html"].decode()


# Reading back


def in_zip(part: str) -> Callable[[bytes, str, str], bytes]:
    def changed(data: bytes, old: str, new: str) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
            for name in before.namelist():
                content = before.read(name)
                after.writestr(name, in_text(content, old, new) if name == part else content)
        return out.getvalue()

    return changed


def in_text(data: bytes, old: str, new: str) -> bytes:
    assert old.encode() in data, "the word to change is not in the document"
    return data.replace(old.encode(), new.encode())


FILES = {
    "word": (r"\.docx$", in_zip("word/document.xml")),
    "excel": (r"\.xlsx$", in_zip("xl/sharedStrings.xml")),
    "data": (r"assessment\.json$", in_text),
    "fragments": (r"^fragments/all", in_text),
    "web": (r"^all", in_text),
}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("format_", FILES)
@pytest.mark.parametrize("old", ["found in file 7 what", "7.2 (page 7)", "of 182 complaints", "a weekly review"])
def test_one_changed_word_is_found_in_every_document(format_: str, year: str, old: str, sets: dict[str, publish.Files]) -> None:
    if year == "2022" and "182" in old:
        old = "We have none of what 5.17"
    pattern, change = FILES[format_]
    chosen = {
        name: change(data, old, old.replace(old[-3:], "xyz")) for name, data in sets[year].items() if re.search(pattern, name)
    }
    made_by = next(each for each in publish.FORMATS if each.name == format_)
    wrong = made_by.read_back(chosen, shown(year), words(year))
    assert len(wrong) == 1
    assert "should read" in wrong[0]


def row(number: str, *cells: str, table: int = 1, place: int = 2) -> Row:
    def blocks(text: str) -> tuple[Block, ...]:
        lines = text.split("\n") if text else []
        return tuple(
            Block(
                HEADING if line.startswith("!") else "bullet" if line.startswith("-") else "paragraph", (Run(line.lstrip("!- ")),)
            )
            for line in lines
        )

    return Row(f"table {table}, row {place}", tuple(Cell(blocks(text)) for text in (number, "?", *cells)), "provision_1")


COLUMNS = ("number", "requirement", "yes", "no")
HEADER = row("", "Yes", "No", place=1)


def test_a_label_in_its_column_is_the_answer_and_the_same_word_below_is_not() -> None:
    answers = own.from_table([HEADER, row("1a", "!Yes\nYes\nEvidence", ""), row("4e", "Yes", "")], words("2020"), COLUMNS)
    assert [(a.comply, a.commentary) for a in answers] == [("Yes", read_text("Yes\nEvidence")), ("", read_text("Yes"))]


@pytest.mark.parametrize("cells", [("!No\nbecause", ""), ("", "!Yes\nbecause"), ("", "because"), ("!Yes\na", "!No\nb")])
def test_an_answer_in_the_wrong_column_or_in_both_is_refused(cells: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="1a: "):
        own.from_table([HEADER, row("1a", *cells)], words("2020"), COLUMNS)


def test_evidence_and_commentary_in_one_column_are_told_apart_by_their_labels() -> None:
    columns = ("number", "requirement", "comply", "support")
    [answer] = own.from_table([row("4.1", "Yes", "!Evidence\n- a\n- b\n!Commentary\nc")], words("2022"), columns)
    assert (len(answer.evidence), answer.commentary) == (2, read_text("c"))
    [other] = own.from_table([row("4.1", "Yes", "Evidence\nc")], words("2022"), columns)
    assert (other.evidence, other.commentary) == ((), read_text("Evidence\nc"))


@pytest.mark.parametrize("cell", ["c\n!Commentary\nd", "!Evidence\nno item\n!Commentary\nd"])
def test_what_a_column_of_support_cannot_hold_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"4\.1: "):
        own.from_table([row("4.1", "Yes", cell)], words("2022"), ("number", "requirement", "comply", "support"))


def test_swapped_headings_of_the_columns_for_answers_are_found(sets: dict[str, publish.Files]) -> None:
    rows = excel.read(of_kind(sets["2020"], "xlsx"))
    columns = [column.holds for column in FORMS["2020"].columns]
    assert differences(shown("2020"), words("2020"), own.from_sheet(rows, words("2020"), columns)) == []
    at = next(i for i, row in enumerate(rows) if [cell.text for cell in row.cells] == ["", "Question", "Yes", "No"])
    rows[at] = replace(rows[at], cells=(*rows[at].cells[:2], rows[at].cells[3], rows[at].cells[2]))
    wrong = differences(shown("2020"), words("2020"), own.from_sheet(rows, words("2020"), columns))
    assert "1b: its comply reads “Yes” and should read “No”" in wrong


def as_printed(answers: Iterable[Answer], year: str) -> list[Printed]:
    again = view(FORMS[year], replace(old_forms.assessment(year), answers=tuple(answers)))
    return [normal(printed(row, words(year))) for row in again.rows]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("name", ["self-assessment.docx", "self-assessment.json", "all.html", "fragments/all.html"])
def test_what_was_built_is_imported_again_as_the_same_answers(
    name: str, year: str, sets: dict[str, publish.Files], tmp_path: Path
) -> None:
    path = tmp_path / name.rpartition("/")[2]
    path.write_bytes(next(data for file, data in sets[year].items() if file.endswith(name)))
    imported = intake.bring_in([path])
    assert imported.edition.id == FORMS[year].id
    assert as_printed(imported.answers.values(), year) == as_printed(old_forms.assessment(year).answers, year)


@pytest.mark.parametrize("year", YEARS)
def test_the_workbook_is_imported_again_with_every_answer_and_its_words(
    year: str, sets: dict[str, publish.Files], tmp_path: Path
) -> None:
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(of_kind(sets[year], "xlsx"))
    imported = intake.bring_in([path])
    again = view(FORMS[year], replace(old_forms.assessment(year), answers=tuple(imported.answers.values())))
    tricky = old_forms.TRICKY[year]  # full of words that look like labels, which a cell's bold lines cannot tell apart
    for was, row in zip(shown(year).rows, again.rows, strict=True):
        if row.number not in tricky:
            assert flat(row, again.columns, words(year)) == flat(was, again.columns, words(year))


# Judges


@pytest.mark.npm
@pytest.mark.parametrize("year", YEARS)
def test_the_open_xml_sdk_finds_nothing_wrong(year: str, sets: dict[str, publish.Files], tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("form.docx", "form.xlsx")]
    for path in paths:
        path.write_bytes(of_kind(sets[year], path.suffix[1:]))
    assert tools.open_xml_errors(paths) == []


@pytest.fixture(scope="module")
def sites(sets: dict[str, publish.Files], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = {}
    for year, files in sets.items():
        made[year] = tmp_path_factory.mktemp(f"site-{year}")
        (made[year] / "fragments").mkdir()
        for name, data in files.items():
            is_fragment = name.startswith("fragments/")
            (made[year] / name).write_bytes(HOST.format(fragment=data.decode()).encode() if is_fragment else data)
    return made


@pytest.mark.npm
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("name", "width"), [("index", 360), ("section-4", 360), ("section-5", 1280), ("all", 1280), ("fragments/all", 360)]
)
def test_axe_finds_nothing(year: str, name: str, width: int, sites: dict[str, Path], chromium_page) -> None:
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto((sites[year] / f"{name}.html").as_uri())
    if "fragments" not in name:  # whose look is the website's
        assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width
    assert tools.axe_violations(chromium_page) == []


@pytest.mark.java
@pytest.mark.npm
def test_every_page_and_fragment_is_valid(sites: dict[str, Path]) -> None:
    files = [path for site in sites.values() for path in (*site.rglob("*.html"), site / "style.css")]
    assert [e for e in tools.nu_errors(files) if "violates Content Security Policy (meta tag)" not in e] == []


def test_the_filter_of_2022_shows_what_does_not_apply(sites: dict[str, Path], chromium_page) -> None:
    chromium_page.goto((sites["2022"] / "section-5.html").as_uri())
    chromium_page.get_by_role("button", name="Not applicable (2)").click()
    assert chromium_page.locator(".provision >> visible=true").count() == 2


# Commands


@pytest.mark.parametrize("year", YEARS)
def test_build_and_status_from_the_command_line(year: str, folder: Path) -> None:
    workspace = str(folder.parents[2])
    run = CliRunner().invoke(main, ["--workspace", workspace, "build", "exemplar-homes/2023", "--on", "2023-08-01"])
    assert run.exit_code == 0, run.output
    assert "exemplar-homes-2023-self-assessment.docx" in run.output
    run = CliRunner().invoke(main, ["--workspace", workspace, "status", "--on", "2023-08-01"])
    total = len(FORMS[year].counted)
    assert re.search(rf"^exemplar-homes/2023\s+{total} of {total}\s", run.output, re.MULTILINE), run.output


def test_codes_says_how_many_of_each_there_are_and_names_numbers_from_memory() -> None:
    listed = CliRunner().invoke(main, ["codes"]).output
    assert "36 questions, in force from" in listed
    assert listed.count("72 provisions, in force from") == 2
    full = CliRunner().invoke(main, ["codes", "--full"]).output
    assert (
        "  2.8 Early advice on the right to the Ombudsman: seen in one publication; its number is from memory or our own\n"
        in full
    )
    assert "  1.2 Definition of a complaint in the policy: seen in several publications\n" in full


@pytest.mark.parametrize(("on", "code"), [("2026-11-22", "2024"), ("2023-01-01", "2022")])
def test_a_new_year_is_started_on_the_edition_in_force(on: str, code: str, tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["--workspace", str(tmp_path), "new", "exemplar-homes/2030", "--on", on])
    assert run.exit_code == 0, run.output
    text = (tmp_path / "answers" / "exemplar-homes" / "2030" / "landlord.md").read_text(encoding="utf-8")
    assert f"Code: housing-ombudsman-{code}\n" in text


# Published self-assessments

SEEDS = {
    "001": ("2022", {"yes": 63, "no": 6, "not applicable": 3}),
    "003": ("2020", None),
    "004": ("2020", None),
}


@pytest.mark.parametrize("number", SEEDS)
def test_a_published_self_assessment_builds_as_a_draft_in_its_form(number: str, seeds: Path, tmp_path: Path) -> None:
    year, verdicts = SEEDS[number]
    imported = intake.bring_in([next(seeds.glob(f"{number}_*.txt"))])
    assert imported.edition.id == FORMS[year].id
    files = imported.files | {"landlord.md": old_forms.LANDLORD.format(code=FORMS[year].id)}
    intake.save(files, tmp_path / "a" / "2023")
    gathered = gather(Target("a", "2023", tmp_path / "a" / "2023"))
    drafted = view(gathered.edition, gathered.assessment, draft=True)
    made = publish.render(drafted, TEMPLATES)  # refuses what does not read back the same
    assert len(made) == 25
    assert len(own.from_table(word.read(of_draft(made, "docx")), words(year), [c.holds for c in drafted.columns])) == len(
        drafted.rows
    )
    assert len(own.from_page(html.read(made["all-draft.html"]), words(year))) == len(drafted.rows)
    if verdicts:
        given = [row.comply for row in drafted.rows]
        assert {value: given.count(value) for value in verdicts} == verdicts


def of_draft(files: publish.Files, extension: str) -> bytes:
    return next(content for name, content in files.items() if name.endswith(f"self-assessment-draft.{extension}"))
