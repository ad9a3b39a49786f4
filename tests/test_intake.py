"""Import: our own documents come back exactly, other people's lose nothing, what is no self-assessment is refused."""

import re
import shutil
from datetime import date
from pathlib import Path

import docx
import old_forms
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layouts import EDITION, LAYOUTS, invented, label_lines
from made_pdf import Sheet, made
from sample import full_assessment, full_view
from word_files import p, r, word_file

from generator import catalogue, intake, publish
from generator.answers import starter
from generator.cli import main
from generator.gather import Gathered, gather
from generator.importers.stream import letters
from generator.intake import comparable, folders, merging
from generator.model import Action, Answer, EvidenceItem, Landlord, SelfAssessment
from generator.printed import differences, flat, printed
from generator.problems import Stop
from generator.rich_text import plain, read_items, read_text
from generator.templates import Templates
from generator.view import View, view
from generator.workspace import Target, target_at

TEMPLATES = Templates()
WORDS = TEMPLATES.wording
COLUMNS = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation")

# What is imported together: every document that build makes, and the sets in which a publication lies.
SETS = {
    "the Word document": ("*.docx",),
    "the workbook": ("*.xlsx",),
    "the data": ("*homes-*.json",),
    "the page of all sections": ("all*.html",),
    "the section pages": ("section-*.html",),
    "the whole site": ("*.html",),
    "the fragment of everything": ("fragments/all*.html",),
    "the section fragments": ("fragments/section-*.html",),
}


def put(shown: View, folder: Path) -> Path:
    """Every document of the set in a folder, as build makes them."""
    for format_ in publish.FORMATS:
        for name, content in format_.render(shown, TEMPLATES, {}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return folder


def named(built: Path, patterns: tuple[str, ...]) -> list[Path]:
    return [path for pattern in patterns for path in sorted(built.glob(pattern))]


def brought_in(paths: list[Path], folder: Path) -> Gathered:
    intake.save(intake.bring_in(paths).files, folder)
    return gather(target_at(folder))


def lost(shown: View, gathered: Gathered, paths: list[Path]) -> list[str]:
    """What differs between what was built and what the imported files would build."""
    again = view(gathered.edition, gathered.assessment)
    if paths[0].suffix == ".xlsx":
        return differences(shown, WORDS, [flat(row, shown.columns, WORDS) for row in again.rows])
    return differences(shown, WORDS, [printed(row, WORDS) for row in again.rows])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(full_view(), tmp_path_factory.mktemp("built"))


# Our own documents


@pytest.mark.parametrize("name", SETS)
def test_what_build_made_comes_back_to_the_same_answers(name: str, built: Path, tmp_path: Path):
    paths = named(built, SETS[name])
    assert paths, "the pattern names none of the documents"
    gathered = brought_in(paths, tmp_path / "homes" / "2026")
    assert [p for p in gathered.problems if p.severity == "error"] == [], "what import writes keeps to the grammar"
    assert lost(full_view(), gathered, paths) == []
    answers = {answer.provision: answer for answer in gathered.assessment.answers}
    assert answers["6.3"].actions[0].by == date(2027, 3, 31)
    assert [answer.reviewed for answer in answers.values()] == [None] * 72


@pytest.mark.parametrize(
    "name", ["the Word document", "the workbook", "the data", "the section pages", "the fragment of everything"]
)
@pytest.mark.parametrize("id_", [id_ for id_ in catalogue.editions() if id_ != EDITION.id])
def test_documents_in_the_form_of_an_older_edition_come_back_too(id_: str, name: str, tmp_path: Path):
    edition = catalogue.load(id_)
    actions = (Action(read_text("Train\n- twice"), "Head", date(2027, 3, 31)), Action(read_text("Write"), "Head", None))
    answers = []
    for place, p_ in enumerate(edition.provisions):
        comply = edition.answers[place % len(edition.answers)].value if p_.asks == "verdict" else ""
        evidence = tuple(EvidenceItem(runs) for _, runs in read_items([(1, f"Policy: {place}"), (2, "Minutes, **item 4**")]))
        more = actions[: place % 3] if comply == "no" else ()
        answers.append(Answer(p_.number, comply, evidence, read_text(f"We say {place}:\n- one\n- two"), more))
    shown = view(edition, SelfAssessment("homes/2022", Landlord(name="Homes", code=id_), tuple(answers)))
    paths = named(put(shown, tmp_path / "output"), SETS[name])
    gathered = brought_in(paths, tmp_path / "homes" / "2022")
    assert gathered.edition.id == id_
    assert lost(shown, gathered, paths) == []


def test_the_workbook_keeps_lists_and_bold_words(built: Path, tmp_path: Path):
    answer = brought_in(named(built, ("*.xlsx",)), tmp_path / "homes" / "2026").assessment.answer("1.2")
    assert answer is not None
    kinds = {(block.kind, block.level) for block in answer.commentary}
    assert kinds >= {("bullet", 0), ("bullet", 1), ("number", 2), ("number", 0)}
    assert any(run.bold and run.text == "bold words" for block in answer.commentary for run in block.runs)


@pytest.mark.parametrize("pattern", ["*.docx", "*.xlsx", "*assessment.json"])
def test_landlord_md_is_filled_with_what_the_document_says(pattern: str, built: Path, tmp_path: Path):
    landlord = brought_in(named(built, (pattern,)), tmp_path / "homes" / "2026").assessment.landlord
    assert landlord.name == "Exemplar Homes & Sons"
    assert landlord.period == "1 April 2025 to 31 March 2026"
    assert landlord.mrc == "Chair of the Customer Committee"
    assert landlord.code == "housing-ombudsman-2024"
    assert bool(landlord.documents) == pattern.endswith(".json"), "only the data holds the evidence register field by field"


def test_what_stands_beside_the_answers_is_in_unplaced_md(built: Path):
    for pattern in ("*.docx", "*.xlsx", "*assessment.json"):
        beside = intake.bring_in(named(built, (pattern,))).files["unplaced.md"]
        assert "The Board has reviewed it." in beside, pattern


def test_a_document_of_ours_that_somebody_changed_is_still_read(built: Path, tmp_path: Path):
    opened = docx.Document(str(next(built.glob("*.docx"))))
    cell = next(row.cells[2] for table in opened.tables for row in table.rows if row.cells[0].text.startswith("2.1"))
    cell.paragraphs[0].runs[0].text = "Partial"
    opened.save(tmp_path / "changed.docx")
    brought = intake.bring_in([tmp_path / "changed.docx"])
    assert brought.answers["2.1"].comply == "no", "Partial is No"
    assert "Partial" in "".join(run.text for block in brought.answers["2.1"].commentary for run in block.runs)
    assert "import-answer-words" in {problem.id for problem in brought.problems if problem.provision == "2.1"}
    assert brought.answers["2.2"].comply == "yes"


LINES = st.sampled_from(
    [
        "Action", "Action 2", "Owner: x", "By: 31 March 2027", "Commentary", "**Action**", "6.4 Landlords must decide", "Comply: No",
        "Do we comply?", "Evidence", "What the Code says", "Yes", "Not answered", "How we meet the intention in another way",
        "Outcome of action 1", "- an item", "  - deeper", "    - deepest", "1. one", "2. two", "3. three", "7. seven alone",
        "**bold words** and *italic words*", "***both***", "[our page](https://www.exemplar-homes.example/a?b=1&c=2)",
        "see www.exemplar-homes.example, or write to help@exemplar-homes.example.", '“quoted”, ‘so’ and "so"', "a | b | c", "=1+1",
        "'quoted", "<b>not bold</b> & {{ 7*7 }}", "## no heading", "> no quotation", "x" * 200, "Ffôn; 🏠; naïve; Ελληνικά; العربية",
        "1.2 A complaint must be defined as:", "• typed bullet", "tab\tin it", "two  spaces", "_x000D_ and _x0041_", "\\- escaped",
    ]
)  # fmt: skip
TYPED = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=60)
TEXTS = st.lists(LINES | TYPED, max_size=7).map(lambda lines: read_text("\n".join(lines)))
ITEMS = st.lists(LINES | TYPED, max_size=3).map(
    lambda lines: tuple(EvidenceItem(r) for _, r in read_items(list(enumerate(lines, 1))))
)
ONE_LINE = st.sampled_from(["", "Head of Homes", "By: nobody", "not given", "A & B"])
ACTIONS = st.lists(
    # an action without a word is none: answer files cannot hold it
    st.builds(
        Action, what=TEXTS, owner=ONE_LINE, by=st.none() | st.dates(date(2020, 1, 1), date(2035, 1, 1)), outcome=TEXTS
    ).filter(lambda action: action != Action()),
    max_size=3,
).map(tuple)
ANSWERS = st.fixed_dictionaries(
    {
        "comply": st.sampled_from(["yes", "no", ""]),
        "evidence": ITEMS,
        "commentary": TEXTS,
        "actions": ACTIONS,
        "alternative": TEXTS,
    }
)
SOME = ("1.2", "6.3", "6.4", "6.14", "9.8")


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(ANSWERS, min_size=len(SOME), max_size=len(SOME)))
def test_whatever_stands_in_the_answers_every_document_brings_it_back(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[dict]
):
    answers = [Answer(number, **fields) for number, fields in zip(SOME, drawn, strict=True)]
    answers += [Answer(p.number, "yes") for p in EDITION.provisions if p.number not in SOME]
    in_order = sorted(answers, key=lambda answer: [p.number for p in EDITION.provisions].index(answer.provision))
    landlord = Landlord(name="Homes", code=EDITION.id, period="1 April 2025 to 31 March 2026")
    shown = view(EDITION, SelfAssessment("homes/2026", landlord, tuple(in_order)))
    folder = tmp_path_factory.mktemp("drawn")
    made = put(shown, folder / "output")
    for number, name in enumerate(
        ("the Word document", "the workbook", "the data", "the section pages", "the fragment of everything")
    ):
        paths = named(made, SETS[name])
        gathered = brought_in(paths, folder / "homes" / str(number))
        assert lost(shown, gathered, paths) == [], name
    shutil.rmtree(folder)


# Other people's documents


def imported_text(paths: list[Path]) -> str:
    """All that an import keeps, in letters, without the report."""
    files = intake.bring_in(paths).files
    return letters("\n".join(text for name, text in files.items() if name != "import-report.md"))


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_word_of_a_document_is_dropped(name: str, tmp_path: Path):
    layout = LAYOUTS[name]
    lines = layout.lay_out(invented()).split("\n")
    step = max(1, len(lines) // 60)
    marked = []
    for number, line in enumerate(lines):
        if number % step == 0 and not line.startswith(("|", ">")) and "\t" not in line:
            marked += [line, "", f"The zebra{number}quagga stands between.", ""]
        else:
            marked.append(line)
    for lay in (lines, marked):
        path = tmp_path / ("a.md" if layout.kind == "markdown" else "a.txt")
        path.write_text("\n".join(lay), encoding="utf-8")
        kept = imported_text([path])
        glued = name.startswith("glued")  # there a word may be the end of one thing and the beginning of another
        words = {letters(word) for line in lay for word in re.split(r"\s+|<br>", line) if not glued or "zebra" in word}
        labels = letters(
            " ".join(COLUMNS)
            + "Code provision requirement do we comply compliance evidence and explanations any comments section"
        )
        assert sorted(word for word in words if word and word not in kept and word not in labels and not word.isdigit()) == []
        for answer in invented():
            for line in (*answer.evidence, *answer.commentary):
                assert layout.kind != "text" or lay is marked or letters(line.removeprefix("- ")) in kept, line


def test_the_report_names_what_was_found_missing_renumbered_and_left_over(tmp_path: Path):
    answers = [answer for answer in invented() if answer.number != "4.2"]
    text = label_lines(answers).replace("Code provision 9.8", "Code provision 6.8", 1) + "\nPublished by our web team.\n"
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    brought = intake.bring_in([path])
    report = brought.files["import-report.md"]
    assert "housing-ombudsman-2024" in report
    assert "71 of 72 provisions were found" in report
    parts = {part.partition("\n")[0]: part for part in report.split("## ")}
    assert "4.2" in parts["Missing"]
    assert "9.8 is printed as 6.8" in parts["Printed under another number"]
    assert "by its own text" in parts["Found"]
    assert parts["Found"].count("\n- ") == 71
    assert brought.answers.keys() == {answer.number for answer in answers}


def test_the_report_names_wording_that_was_set_down_from_memory(tmp_path: Path):
    edition = next(
        e for e in map(catalogue.load, catalogue.editions()) if any(p.wording.startswith("from memory") for p in e.provisions)
    )
    path = tmp_path / "page.txt"
    path.write_text(label_lines(invented(edition)), encoding="utf-8")
    brought = intake.bring_in([path])
    assert brought.edition.id == edition.id
    numbers = [p.number for p in edition.provisions if p.wording.startswith("from memory")]
    assert f"The wording of {', '.join(numbers)} in this program was set down from memory" in brought.files["import-report.md"]


def test_comments_and_tracked_changes_are_reported_and_the_comments_kept(tmp_path: Path):
    inserted = '<w:ins w:id="1" w:author="A"><w:r><w:t>Yes</w:t></w:r></w:ins>'
    changed = f'<w:p>{inserted}<w:del w:id="2"><w:r><w:delText>No</w:delText></w:r></w:del></w:p>'
    body = ""
    for answer in invented():
        body += p(f"{answer.number} {answer.provision.text}") + "".join(map(p, answer.provision.items))
        body += p("Do we comply?") + (changed if answer.number == "1.3" else p(answer.words))
        body += "".join(map(p, answer.commentary))
    margin = f'<w:comment w:id="1" w:author="Jo">{p("Ask the panel about this.")}</w:comment>'
    path = tmp_path / "form.docx"
    path.write_bytes(word_file(body, {"comments": margin}))
    brought = intake.bring_in([path])
    assert {"import-comments", "import-tracked-changes"} <= {problem.id for problem in brought.problems}
    assert "Ask the panel about this." in brought.files["unplaced.md"]
    assert "by Jo" in brought.files["import-report.md"]
    assert brought.answers["1.3"].comply == "yes"


@pytest.mark.parametrize("into", [True, False], ids=["hidden", "shown"])
def test_words_that_are_hidden_are_reported_and_not_taken(into: bool, tmp_path: Path):
    look = "<w:vanish/>" if into else ""
    body = ""
    for answer in invented():
        body += p(f"{answer.number} {answer.provision.text}") + "".join(map(p, answer.provision.items))
        body += p("Do we comply?") + p(answer.words) + "".join(map(p, answer.commentary)) + p(r("Not for print", look))
    path = tmp_path / "form.docx"
    path.write_bytes(word_file(body))
    brought = intake.bring_in([path])
    assert ("import-hidden" in {problem.id for problem in brought.problems}) is into
    assert ("It holds words that are hidden." in brought.files["import-report.md"]) is into
    assert any("Not for print" in text for text in brought.files.values()) is not into


def test_a_landlords_hidden_sheet_is_reported_where_it_holds_something(tmp_path: Path):
    book = openpyxl.Workbook()
    for answer in invented():
        book.active.append([answer.number, " ".join([answer.provision.text, *answer.provision.items]), answer.words])
    for name, state in (("Last year", "hidden"), ("Secret", "veryHidden"), ("Nothing", "hidden"), ("Notes", "visible")):
        book.create_sheet(name).sheet_state = state
        if name != "Nothing":
            book[name].append([None, f"In {name}"])
    path = tmp_path / "form.xlsx"
    book.save(path)
    brought = intake.bring_in([path])
    [problem] = [problem for problem in brought.problems if problem.id == "import-hidden"]
    assert problem.message == (
        "It holds the hidden sheet “Last year” and the hidden sheet “Secret”. What is hidden was not read."
    )
    assert problem.message in brought.files["import-report.md"]
    assert not any("In Last year" in text for text in brought.files.values())
    assert any("In Notes" in text for text in brought.files.values())
    assert problem.message in comparable.of_documents(path, WORDS).limits
    book.worksheets[0].sheet_state = "hidden"
    book.active = book["Notes"]
    book.save(path)
    with pytest.raises(Stop, match="the hidden sheet “Sheet”"):
        intake.bring_in([path])


def test_two_documents_of_ours_that_differ_are_told_and_the_first_is_taken(built: Path, tmp_path: Path):
    first = next(path for path in built.glob("*.json") if "homes-" in path.name)
    second = tmp_path / "other.json"
    second.write_text(
        first.read_text(encoding="utf-8").replace("number 5 of our notes", "number 99 of our notes"), encoding="utf-8"
    )
    brought = intake.bring_in([first, second])
    twice = [problem for problem in brought.problems if problem.id == "import-twice"]
    assert [(problem.file, problem.provision) for problem in twice] == [("other.json", EDITION.provisions[5].number)]
    assert "number 5 of our notes" in plain(brought.answers[EDITION.provisions[5].number].commentary)


def test_documents_of_two_editions_are_not_one_publication(built: Path, tmp_path: Path):
    old = put(view(old_forms.FORMS["2022"], old_forms.assessment("2022")), tmp_path / "old")
    with pytest.raises(Stop, match="two editions"):
        intake.bring_in([next(folder.glob("*.docx")) for folder in (built, old)])


# Refused


def official_table(rows: list[tuple[str, ...]], columns: tuple[str, ...]) -> str:
    lines = [" | ".join(columns), " | ".join("---" for _ in columns), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |" for line in lines)


RECOMMENDATIONS = official_table(
    [
        (a.number, " ".join((a.provision.text, *a.provision.items)), f"We recommend that the policy names {a.number}.")
        for a in invented()
    ],
    ("Code provision", "Code requirement", "Recommendation"),
)
OTHER_OMBUDSMAN = "# Local Government and Social Care Ombudsman: self-assessment\n\n" + official_table(
    [
        (f"{i}.{j}", f"Councils should answer statement {i * j} of the code in good time.", "Yes", "See our procedure")
        for i in range(1, 8)
        for j in (1, 2)
    ],
    ("Code section", "Statement", "Do we comply?", "Comments"),
)
POLICY = "# Complaints policy\n\n" + "\n\n".join(
    f"{i}. This complaints policy says that we answer within {i} working days. Our complaints policy is reviewed each year."
    for i in range(1, 20)
)
NARRATIVE = "We assessed ourselves against the Code this year and we are pleased to say that we meet nearly all of it.\n" * 20


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.md", RECOMMENDATIONS.encode(), "recommendations"),
        ("a.md", OTHER_OMBUDSMAN.encode(), "Local Government and Social Care Ombudsman"),
        ("a.md", POLICY.encode(), "self-assessment policy"),
        ("a.txt", NARRATIVE.encode(), "report or a summary"),
        ("a.txt", b"", "empty"),
        ("a.docx", b"", "empty"),
        ("a.html", b"<html><body><img src='scan.png'></body></html>", "no text"),
        ("a.docx", b"PK\x03\x04 broken", "damaged"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" + bytes(600),
            "password",
        ),
        ("a.docx", b"%PDF-1.7 is no Word document", "not a Word"),
        ("a.txt", b"PK\x03\x04\0\0 is no text", "not a text file"),
        ("a.doc", b"old", ".docx"),
        ("a.json", b'{"code": {"id": "housing-ombudsman-2024"}}', "not the data"),
        ("a.png", b"picture", "cannot be imported"),
        ("a.pdf", made(Sheet().picture()), "scan"),
        ("a.pdf", b"%PDF-1.7 broken", "damaged"),
        ("a.pdf", b"no PDF at all", "PDF"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_no_self_assessment_is_refused_and_leaves_no_folder(name: str, content: bytes, says: str, tmp_path: Path, capsys):
    path = tmp_path / name
    path.write_bytes(content)
    into = tmp_path / "homes" / "2026"
    with pytest.raises(SystemExit) as ended:
        main(["import", str(path), "--into", str(into)])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{name}: ")
    assert says in said
    assert not into.exists()
    assert not list(tmp_path.glob("homes/.*"))


# Many at once


def test_forty_documents_import_in_one_command_and_one_that_fails_stops_none(built: Path, tmp_path: Path):
    source = tmp_path / "returned"
    source.mkdir()
    text = label_lines(invented())
    for number in range(39):
        (source / f"Landlord {number}.txt").write_text(text if number != 7 else NARRATIVE, encoding="utf-8")
    shutil.copy(next(built.glob("*.docx")), source / "Landlord 0.docx")
    (source / "~$ndlord 0.docx").write_bytes(b"a lock that Word leaves")
    outcomes = list(folders.bring_in_each([source], tmp_path / "all"))
    assert len(outcomes) == 40
    assert [outcome.document for outcome in outcomes if outcome.refused] == ["Landlord 7.txt"]
    made = {path.name for path in (tmp_path / "all").iterdir()}
    assert {"Landlord-0-txt", "Landlord-0-docx", "Landlord-1", "import-report.md"} <= made
    assert "Landlord-7" not in made
    assert all(
        len(gather(target_at(tmp_path / "all" / name)).assessment.answers) == 72 for name in ("Landlord-1", "Landlord-0-docx")
    )
    report = (tmp_path / "all" / "import-report.md").read_text(encoding="utf-8")
    assert "Import of 40 documents" in report
    assert report.count("72 answers of housing-ombudsman-2024") == 39
    assert "Landlord 7.txt: it is not a self-assessment" in report


def test_the_command_ends_with_the_worst_of_its_documents(tmp_path: Path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(label_lines(invented()), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["import", str(tmp_path / "in"), "--into", str(tmp_path / "one")])
    assert ended.value.code == 0
    (tmp_path / "in" / "bad.txt").write_text("nothing of the kind", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["import", str(tmp_path / "in"), "--into", str(tmp_path / "two")])
    assert ended.value.code == 2
    assert "1 of 2 documents are in" in capsys.readouterr().out


# Into a folder that is there


@pytest.fixture
def half_done(tmp_path: Path) -> Target:
    """A year in which 1.2 is answered by hand, 2.1 in part, and section 9 has no file."""
    answers = {
        "1.2": Answer("1.2", "no", commentary=read_text("Written by hand.")),
        "2.1": Answer("2.1", "yes"),
    }
    folder = tmp_path / "homes" / "2026"
    intake.save(starter.files(EDITION, answers), folder)
    (folder / "section-9.md").unlink()
    text = (folder / "section-3.md").read_text(encoding="utf-8")
    start, end = text.index("## 3.3"), text.index("## 3.4")
    (folder / "section-3.md").write_text(text[:start] + text[end:], encoding="utf-8")
    return target_at(folder)


def merged(target: Target, paths: list[Path]) -> merging.Merged:
    found = merging.merge(paths, target, WORDS)
    merging.save(found)
    return found


def test_a_merge_fills_what_is_empty_and_shows_the_rest(half_done: Target, built: Path):
    by_hand = (half_done.folder / "section-1.md").read_text(encoding="utf-8").split("## 1.3")[0]
    found = merged(half_done, named(built, ("*.docx",)))
    assert {conflict.sentence.split(" in exemplar")[0] for conflict in found.conflicts} == {
        "1.2: the answer is another",
        "1.2: the commentary is another",
    }
    conflict = found.conflicts[0]
    assert conflict.place.startswith("homes/2026/section-1.md, line ")
    assert (conflict.here, conflict.there) == ("No", "Yes")
    after = (half_done.folder / "section-1.md").read_text(encoding="utf-8").split("## 1.3")[0]
    assert "Written by hand." in after
    assert after.replace("\n".join(line for line in after.split("\n") if line.startswith("- ")), "").split() == by_hand.split()
    gathered = gather(half_done)
    assert [p for p in gathered.problems if p.severity == "error"] == []
    again = view(gathered.edition, gathered.assessment)
    wrong = differences(full_view(), WORDS, [printed(row, WORDS) for row in again.rows])
    assert {sentence.partition(":")[0] for sentence in wrong} == {"1.2"}
    assert gathered.assessment.landlord.name == "Exemplar Homes & Sons"
    assert "The Board has reviewed it." in (half_done.folder / "unplaced.md").read_text(encoding="utf-8")


def test_documents_that_disagree_are_named_by_a_merge(half_done: Target, built: Path, tmp_path: Path, capsys):
    first = named(built, ("*.json",))[0]
    second = tmp_path / "second.json"
    second.write_text(first.read_text(encoding="utf-8").replace("@home and", "@work and", 1), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["import", str(first), str(second), "--merge", "--into", str(half_done.folder)])
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert "second.json: 1.2 stands in two of the documents, and this one says something else; the first was taken." in said
    assert str(half_done.folder / "import-report.md") in said


def test_a_second_merge_of_the_same_document_changes_nothing(half_done: Target, built: Path):
    merged(half_done, named(built, ("*.docx",)))
    files = {path.name: path.read_bytes() for path in half_done.folder.iterdir()}
    found = merged(half_done, named(built, ("*.docx",)))
    assert found.taken == []
    assert len(found.conflicts) == 2
    assert {path.name: path.read_bytes() for path in half_done.folder.iterdir()} == files


def test_an_answer_that_was_reviewed_has_to_be_reviewed_again_when_something_is_filled_in(half_done: Target, built: Path):
    path = half_done.folder / "section-2.md"
    text = path.read_text(encoding="utf-8").replace("Reviewed:", "Reviewed: 2 May 2026, Jo", 1)
    path.write_text(text, encoding="utf-8")
    found = merged(half_done, named(built, ("*.docx",)))
    answer = gather(half_done).assessment.answer("2.1")
    assert answer is not None
    assert answer.reviewed is None
    assert any("2.1: the evidence" in change.sentence and "reviewed again" in change.sentence for change in found.taken)


def test_answers_to_another_edition_are_not_merged(half_done: Target, tmp_path: Path):
    other = next(id_ for id_ in catalogue.editions() if id_ != EDITION.id)
    path = tmp_path / "old.txt"
    path.write_text(label_lines(invented(catalogue.load(other))), encoding="utf-8")
    with pytest.raises(Stop, match=other):
        merging.merge([path], half_done, WORDS)


def test_without_merge_a_folder_that_is_there_is_left_alone(half_done: Target, built: Path, capsys):
    document = str(named(built, ("*.docx",))[0])
    with pytest.raises(SystemExit) as ended:
        main(["import", document, "--into", str(half_done.folder)])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "it is left as it is" in said
    assert "add --merge" in said
    with pytest.raises(Stop) as stop:
        intake.save({}, half_done.folder)
    assert "--merge" not in str(stop.value), "other commands have no such option"


def test_landlord_and_year_are_a_place_in_answers_and_paths_with_spaces_are_printed_between_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    (tmp_path / "answers").mkdir()
    (tmp_path / "a.txt").write_text(label_lines(invented()), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for into in ("our-homes/2026", "my answers/2026 final"):
        with pytest.raises(SystemExit) as ended:
            main(["import", "a.txt", "--into", into])
        assert ended.value.code == 0
        assert (tmp_path / "answers" / into / "section-9.md").is_file()
    said = capsys.readouterr().out
    assert re.search(r"self-assessment check \S*answers/our-homes/2026\n", said)
    assert re.search(r'self-assessment check "[^"]*my answers/2026 final"', said)


def test_the_sample_has_what_the_tests_above_speak_of():
    assert {a.provision for a in full_assessment().answers if a.actions} == {"6.3", "6.14", "7.3"}
