"""Is what stands on the website still what was approved? Answer files against every document that is made of them."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import old_forms
import pytest
import tools
from sample import EDITION, full_assessment
from test_cli import edit, run

from generator import publish
from generator.compare import Comparison
from generator.compare.layout import laid
from generator.gather import gather
from generator.importers import html
from generator.intake.comparable import Side, compared, of_answers, of_documents
from generator.model import SelfAssessment
from generator.problems import Stop
from generator.rich_text import read_text, words
from generator.templates import Templates
from generator.view import view
from generator.workspace import Workspace

ON = date(2026, 8, 1)
WORDS = Templates().wording
FORMS = {
    "2024": (EDITION, full_assessment()),
    **{year: (old_forms.FORMS[year], old_forms.assessment(year)) for year in ("2022", "2020")},
}


def as_text(page: bytes) -> bytes:
    """A page as somebody copies it out of a browser: its lines, with a sign before list items."""
    lines = []
    for row in html.read(page):
        for cell in row.cells:
            lines += [
                f"• {line}" if block.kind == "bullet" else line
                for block in cell.blocks
                for line in ["".join(r.text for r in block.runs)]
            ]
    return "\n".join(lines).encode()


def plainer(assessment: SelfAssessment) -> SelfAssessment:
    """Without texts that look like a form's own words, characters that a PDF cannot print, and sentences that stand everywhere."""
    kept = []
    for answer in assessment.answers:
        what, outcome = (
            read_text(f"{said} of provision {answer.provision}") for said in ("Two more officers", "Begun in the spring")
        )
        actions = tuple(replace(a, what=what, outcome=outcome if a.outcome else ()) for a in answer.actions[:1])
        tricky = "🏠" in words(answer.commentary)
        commentary = read_text(f"**Plain** words on {answer.provision}:\n- and\n- a list") if tricky else answer.commentary
        kept.append(replace(answer, commentary=commentary, actions=actions))
    return replace(assessment, answers=tuple(kept))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder of each form's documents, where those in words are made of plainer answers."""
    folders = {}
    for form, (edition, whole) in FORMS.items():
        folders[form] = tmp_path_factory.mktemp(form) / "published"
        files = publish.render(view(edition, whole), Templates())
        plain = publish.render(view(edition, plainer(whole)), Templates(), publish.WITH_PDF)
        sheet = next(data for name, data in plain.items() if name.endswith(".xlsx"))
        in_words = {"plain.xlsx": sheet, "form.pdf": next(data for name, data in plain.items() if name.endswith(".pdf"))}
        publish.write(files | in_words | {"page.txt": as_text(plain["all.html"])}, folders[form])
    return folders


def against(form: str, path: Path) -> Comparison:
    edition, whole = FORMS[form]
    whole = plainer(whole) if path.name in PLAINER else whole
    return compared(of_answers(whole, edition, WORDS), of_documents(path, WORDS), WORDS, ON)


def differing(found: Comparison) -> dict[str, list[str]]:
    """What was found to differ, for a test to print."""
    return {
        c.number: [f"{d.part}: " + " | ".join(f"{p.kind} {p.text}" for p in d.pieces if p.kind != "same") for d in c.differences]
        for c in found.changed
    }


KINDS = ("*.docx", "*.xlsx", "*assessment.json", "all.html", "fragments/all.html", "form.pdf", "page.txt")
PLAINER = ("form.pdf", "page.txt", "plain.xlsx")
NOT_WHOLE = ("*.docx", "*.xlsx", "plain.xlsx", "form.pdf", "page.txt", "fragments/all.html")
HELD = {
    "*.xlsx": ("comparison.text_only",),
    "plain.xlsx": ("comparison.words_only",),
    "form.pdf": ("comparison.words_only",),
    "page.txt": ("comparison.words_only",),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", KINDS)
def test_every_document_made_of_the_answers_says_what_they_say(published, form, name):
    name = "plain.xlsx" if name == "*.xlsx" and form != "2024" else name  # there evidence and commentary share a column
    found = against(form, next(published[form].glob(name)))
    assert differing(found) == {}
    assert found.same or (form, name) == ("2020", "page.txt")  # as text, headings of questions in parts count as answers
    assert found.compared == sum(a.comply != "" or a.commentary != () for a in FORMS[form][1].answers)
    said = tuple(WORDS[key] for key in HELD.get(name, ()))
    assert found.limits[: len(said)] == said
    assert found.beside == ()
    rest = [limit for limit in found.limits[len(said) :] if limit != WORDS["comparison.made_of_answers"]]
    unheld = [limit for limit in rest if limit.startswith("Not compared, since")]
    assert bool(unheld) == (name in NOT_WHOLE), "what only pages and data hold is named"
    assert name == "page.txt" or rest == unheld, "only of a text is it not sure what is the Code's"


# A word that was changed


@pytest.mark.parametrize(
    "name", ["*.docx", "*.xlsx", "*assessment.json", "all.html", "fragments/all.html", "form.pdf", "page.txt"]
)
def test_one_changed_word_is_found_in_every_document(published, name):
    edition, whole = FORMS["2024"]
    path = next(published["2024"].glob(name))
    whole = plainer(whole) if path.name in PLAINER else whole
    told = tuple(
        replace(a, commentary=read_text("We do what 6.2 asks, in the manner that number 36 of our notes says."))
        if a.provision == "6.2"
        else a
        for a in whole.answers
    )
    found = compared(of_answers(replace(whole, answers=told), edition, WORDS), of_documents(path, WORDS), WORDS, ON)
    (only,) = found.changed
    assert only.number == "6.2"
    assert [(p.kind, p.text) for p in only.differences[0].pieces if p.kind != "same"] == [
        ("removed", "manner"),
        ("added", "way"),
    ]


@pytest.mark.parametrize("name", ["*.docx", "*.xlsx", "all.html", "form.pdf", "page.txt"])
def test_a_changed_answer_is_found_in_every_document(published, name):
    edition, whole = FORMS["2024"]
    path = next(published["2024"].glob(name))
    whole = plainer(whole) if path.name in PLAINER else whole
    told = tuple(replace(a, comply="no") if a.provision == "6.2" else a for a in whole.answers)
    found = compared(of_answers(replace(whole, answers=told), edition, WORDS), of_documents(path, WORDS), WORDS, ON)
    assert [(c.number, c.better) for c in found.answers_changed] == [("6.2", True)]


def test_a_page_that_was_changed_is_found_among_the_documents_that_were_not(published, tmp_path):
    folder = tmp_path / "site"
    shutil.copytree(published["2024"], folder)
    edit(folder / "section-7.html", "in the way that number 56", "in a way that number 56")
    for name in ("form.pdf", "page.txt", "plain.xlsx"):
        (folder / name).unlink()
    edition, whole = FORMS["2024"]
    found = compared(of_answers(whole, edition, WORDS), of_documents(folder, WORDS), WORDS, ON)
    assert [c.number for c in found.changed] == ["7.2"]
    assert any("section-7.html" in said and "7.2" in said for said in found.first)


def test_a_page_whose_answers_cannot_be_told_is_named(published, tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    for number in (6, 7):
        shutil.copy(published["2024"] / f"section-{number}.html", folder)
    shutil.copy(published["2024"] / "index.html", folder)
    edit(folder / "section-7.html", "Acknowledging mistakes and putting them right</h3>", "Mistakes</h3>")
    side = of_documents(folder, WORDS)
    assert [limit for limit in side.limits if "section-7.html" in limit]
    assert not [limit for limit in side.limits if "index.html" in limit]


def test_documents_of_two_editions_in_one_folder_are_refused(published, tmp_path):
    for form in ("2022", "2024"):
        shutil.copy(published[form] / "all.html", tmp_path / f"{form}.html")
    with pytest.raises(Stop, match="two editions"):
        of_documents(tmp_path, WORDS)


def test_the_older_edition_comes_first_however_the_two_are_named(published):
    old, new = (of_documents(published[form] / "all.html", WORDS) for form in ("2022", "2024"))
    assert compared(new, old, WORDS, ON).before_edition.id == "housing-ombudsman-2022"
    assert compared(new, old, WORDS, ON).provisions == compared(old, new, WORDS, ON).provisions
    assert (len(compared(new, old, WORDS, ON).first), compared(old, new, WORDS, ON).first) == (1, ())


def test_somebody_elses_document_is_compared_in_words(published, tmp_path):
    text = (published["2024"] / "page.txt").read_text(encoding="utf-8")
    (tmp_path / "theirs.txt").write_text(text.replace("way that number 36 of", "way that number 35 of"), encoding="utf-8")
    edition, whole = FORMS["2024"]
    found = compared(of_answers(plainer(whole), edition, WORDS), of_documents(tmp_path / "theirs.txt", WORDS), WORDS, ON)
    assert [c.number for c in found.changed] == ["6.2"]
    assert found.limits[0] == WORDS["comparison.words_only"]
    assert found.limits[-1] == WORDS["comparison.made_of_answers"]
    assert not found.actions


def test_of_two_landlords_nothing_is_said_about_what_became_of_actions():
    edition, whole = FORMS["2024"]
    other = replace(whole, name="other-homes/2026", landlord=replace(whole.landlord, name="Other Homes"))
    renamed = replace(whole, landlord=replace(whole.landlord, name="Other Homes"))
    sides = [of_answers(each, edition, WORDS) for each in (whole, other, renamed)]
    assert not compared(sides[0], sides[1], WORDS, ON).actions
    assert compared(sides[0], sides[2], WORDS, ON).actions


# What stands beside the provisions


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's pages, fragments, Word document, workbook and data."""
    found = tmp_path_factory.mktemp("beside")
    gathered = gather(Workspace(tools.EXAMPLES.parent).target(str(tools.EXAMPLES / "exemplar-homes/2026")))
    publish.write(publish.render(view(gathered.edition, gathered.assessment), Templates()), found / "site")
    return found / "site"


def example() -> Side:
    gathered = gather(Workspace(tools.EXAMPLES.parent).target(str(tools.EXAMPLES / "exemplar-homes/2026")))
    return of_answers(gathered.assessment, gathered.edition, WORDS)


@pytest.mark.parametrize(
    ("page", "was", "now", "title"),
    [
        ("index.html", "deserved better", "did well", "What our governing body says: Board"),
        ("index.html", "Approved by the Board on 23 July 2026</", "Approved by the Board on 2 June 2026</", "Status"),
        ("all.html", "Approved by the Board on 23 July 2026</", "For approval by the Board on 23 July 2026</", "Status"),
        ("section-6.html", "Approved by the Board on 23 July 2026</", "Draft</", "Status"),
        ("all.html", "03069 990120, Monday", "03069 990121, Monday", "How to complain to us"),
        ("all.html", "/complaints/form", "/old/form", "How to complain to us"),
        ("index.html", "0300 111 3000", "0300 111 3001", "How to reach the Housing Ombudsman"),
        ("fragments/all.html", "large print, easy read", "easy read", "Ask for another format"),
        ("fragments/section-6.html", "Approved by the Board on 23 July 2026</", "Draft</", "Status"),
        ("index.html", "<dd>Resolution Manager", "<dd>Head of Complaints", "Complaints officer"),
        ("exemplar-homes-2026-self-assessment.json", "deserved better", "did well", "What our governing body says: Board"),
        ("exemplar-homes-2026-self-assessment.json", "0300 111 3000", "0300 111 3001", "How to reach the Housing Ombudsman"),
    ],
)
def test_a_change_beside_the_provisions_is_a_difference(site, tmp_path, page, was, now, title):
    shutil.copytree(site, tmp_path / "saved")
    (tmp_path / "saved" / "exemplar-homes-2026-self-assessment.docx").unlink()
    path = tmp_path / "saved" / page
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now), encoding="utf-8")
    folder = path if "fragments" in page else tmp_path / "saved"
    found = compared(example(), of_documents(folder, WORDS), WORDS, ON)
    assert [each.title for each in found.beside] == [title]
    assert not found.same
    assert title in " ".join(laid(found, WORDS, ON).summary)


@pytest.mark.parametrize("end", ["docx", "xlsx"])
def test_a_changed_response_or_status_is_found_in_word_and_excel(site, end):
    gathered = gather(Workspace(tools.EXAMPLES.parent).target(str(tools.EXAMPLES / "exemplar-homes/2026")))
    landlord = gathered.assessment.landlord
    body = replace(landlord.bodies[0], response=read_text("We disagree."), approved=date(2026, 7, 24))
    changed = replace(gathered.assessment, landlord=replace(landlord, bodies=(body,)))
    side = of_documents(next(site.glob(f"*.{end}")), WORDS)
    found = compared(of_answers(changed, gathered.edition, WORDS), side, WORDS, ON)
    assert [each.title for each in found.beside] == ["Status", "What our governing body says: Board"]
    assert compared(example(), side, WORDS, ON).beside == ()


def test_documents_of_two_landlords_in_one_folder_are_told_first_and_in_few_words(tmp_path):
    edition, whole = FORMS["2024"]
    other = replace(
        whole,
        landlord=replace(whole.landlord, name="Other Homes"),
        answers=tuple(replace(a, commentary=read_text(f"Other words of {a.provision}.")) for a in whole.answers),
    )
    for name, each in (("a", whole), ("b", other)):
        pages = publish.render(view(edition, each), Templates())
        (tmp_path / f"{name}.html").write_bytes(pages["all.html"])
    found = compared(of_answers(whole, edition, WORDS), of_documents(tmp_path, WORDS), WORDS, ON)
    summary = laid(found, WORDS, ON).summary
    assert "do not belong together" in summary[0]
    assert "Exemplar Homes & Sons” (a.html), “Other Homes” (b.html)" in summary[0]
    assert summary[1] == WORDS["comparison.disagree"].format(document="b.html", other="a.html", numbers="72 provisions")


# The command


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The example's year twice, the second with a few changes."""
    folder = tmp_path / "answers" / "exemplar-homes"
    for name in ("2026", "2027"):
        shutil.copytree(tools.EXAMPLES / "exemplar-homes" / "2026", folder / name)
    edit(folder / "2027/section-6.md", "within five working days of reaching us", "within four working days of their receipt")
    edit(folder / "2027/section-6.md", "By: 31 December 2026", "By: 30 June 2027")
    edit(folder / "2027/section-7.md", "Comply: Yes", "Comply: No")
    return tmp_path


A, B = "exemplar-homes/2026", "exemplar-homes/2027"
COMPARE = ("compare", A, B, "--on", "2026-08-01")


def test_compare_says_what_differs_in_eighty_columns(workspace):
    done = run(workspace, *COMPARE)
    assert done.returncode == 0
    assert "[-five-] {+four+} working days of [-reaching us;-] {+their receipt;+}" in " ".join(done.stdout.split())
    assert "From Yes to No: 7.1." in done.stdout
    assert "Put off or brought forward: 6.3" in done.stdout
    assert max(map(len, done.stdout.splitlines())) < 80
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_compare_works_on_any_console(workspace, encoding):
    done = run(workspace, *COMPARE, PYTHONIOENCODING=encoding, LC_ALL="C")
    assert "From Yes to No: 7.1." in done.stdout


def test_compare_ends_with_one_for_a_difference_only_where_asked(workspace):
    assert run(workspace, *COMPARE, "--exit-code").returncode == 1
    assert run(workspace, "compare", A, A, "--exit-code").returncode == 0
    missing = run(workspace, "compare", A, "exemplar-homes/2030")
    assert (missing.returncode, missing.stdout) == (2, "")


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        ((A, ""), "is empty"),
        (("", B), "is empty"),
        ((A, "nofile.docx"), "nofile.docx: there is no such file."),
        ((A, "Nobody at all"), "and 2 more."),
    ],
)
def test_a_side_that_is_not_there_is_refused_by_its_name(workspace, sides, said):
    for i in range(10):
        folder = workspace / f"answers/landlord-{i}/2026"
        folder.mkdir(parents=True)
        (folder / "landlord.md").write_text("Landlord: X\n", encoding="utf-8")
    done = run(workspace, "compare", *sides)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())


def test_compare_of_one_year_takes_the_year_before_that_it_names(workspace):
    edit(
        workspace / "answers/exemplar-homes/2027/landlord.md", "Last year: exemplar-homes/2024", "Last year: exemplar-homes/2026"
    )
    assert run(workspace, "compare", B, "--on", "2026-08-01").stdout == run(workspace, *COMPARE).stdout
    edit(
        workspace / "answers/exemplar-homes/2027/landlord.md", "Last year: exemplar-homes/2026", "Last year: exemplar-homes/2020"
    )
    done = run(workspace, "compare", B)
    assert (done.returncode, "there is no exemplar-homes/2020" in done.stderr) == (2, True)


def test_compare_gives_json_to_other_programs(workspace):
    found = json.loads(run(workspace, *COMPARE, "--json").stdout)
    assert [entry["number"] for entry in found["provisions"]] == ["7.1", "6.2", "6.3"]
    assert (found["provisions"][0]["before"], found["provisions"][0]["after"]) == ("yes", "no")
    assert {"kind": "removed", "text": "five"} in found["provisions"][1]["differences"][0]["pieces"]
    assert [a["state"] for a in found["actions"] if a["number"] == "6.3"][1:] == ["moved", "kept"]


def test_what_was_built_is_what_the_answers_say_and_a_changed_word_is_told(workspace):
    assert run(workspace, "build", A, "--on", "2026-08-01").returncode == 0
    done = run(workspace, "compare", A, f"output/{A}", "--exit-code")
    assert (done.returncode, "says the same in all 72 provisions" in " ".join(done.stdout.split())) == (0, True)
    edit(workspace / f"output/{A}/section-6.html", "within five working days of reaching us", "within days of reaching us")
    done = run(workspace, "compare", A, f"output/{A}", "--exit-code")
    assert done.returncode == 1
    assert "within [-five working-] days of reaching us" in " ".join(done.stdout.split())


def test_the_documents_are_the_same_bytes_each_time_and_a_failed_one_leaves_the_old(workspace):
    made = []
    for _ in range(2):
        assert run(workspace, *COMPARE, "--web", "changes.html", "--word", "changes.docx").returncode == 0
        made.append([(workspace / name).read_bytes() for name in ("changes.html", "changes.docx")])
    assert made[0] == made[1]
    done = run(workspace, *COMPARE, "--web", "no-such-folder/changes.html")
    assert done.returncode == 2
    assert "changes.html" in done.stderr


# As landlords published them


@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_a_published_document_says_what_was_imported_from_it(seeds, number, tmp_path):
    (seed,) = seeds.glob(f"{number}_*")
    assert run(tmp_path, "import", str(seed), "--into", "answers/theirs/2024").returncode == 0
    done = run(tmp_path, "compare", "theirs/2024", str(seed), "--exit-code")
    assert (done.returncode, "There is no difference" in done.stdout) == (0, True)
