"""A whole set of documents, or none: rendering, reading back, and putting in place."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import tools
from sample import full_view

from generator import publish
from generator.examine import examine
from generator.problems import Stop
from generator.rich_text import Run
from generator.templates import Templates
from generator.view import View, view
from generator.workspace import Target

ON = date(2026, 11, 22)
EXAMPLE = Target("exemplar-homes", "2026", tools.EXAMPLES / "exemplar-homes" / "2026")


@pytest.fixture(scope="module")
def sample_files() -> publish.Files:
    return publish.render(full_view(), Templates())


def zip_with(data: bytes, part: str, old: str, new: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old.encode() in content, "the word to change is not in the document"
                content = content.replace(old.encode(), new.encode(), 1)
            after.writestr(name, content)
    return out.getvalue()


def read_back(name: str, files: publish.Files, shown: View) -> list[str]:
    format_ = next(f for f in publish.FORMATS if f.name == name)
    return format_.read_back(files, shown, Templates().wording)


def only(files: publish.Files, pattern: str) -> publish.Files:
    return {name: content for name, content in files.items() if re.search(pattern, name)}


# Number 13 of the sample's notes stands in one provision's commentary only.
WORD, CHANGED = "in the way that number 13 of", "in the way that number 14 of"


def test_the_sample_with_text_made_to_break_things_comes_back_from_every_document(sample_files: publish.Files):
    assert {name.rpartition(".")[2] for name in sample_files} >= {"docx", "xlsx", "json", "html", "css"}


def test_one_changed_word_in_word_is_found(sample_files: publish.Files):
    files = only(sample_files, r"\.docx$")
    broken = {name: zip_with(content, "word/document.xml", WORD, CHANGED) for name, content in files.items()}
    assert read_back("word", files, full_view()) == []
    (sentence,) = read_back("word", broken, full_view())
    assert "commentary" in sentence


def test_one_changed_word_in_the_workbook_is_found(sample_files: publish.Files):
    files = only(sample_files, r"\.xlsx$")
    broken = {name: zip_with(content, "xl/sharedStrings.xml", WORD, CHANGED) for name, content in files.items()}
    assert read_back("excel", files, full_view()) == []
    assert len(read_back("excel", broken, full_view())) == 1


def test_one_changed_word_in_the_data_is_found(sample_files: publish.Files):
    files = only(sample_files, r"assessment\.json$")
    broken = {name: content.replace(WORD.encode(), CHANGED.encode()) for name, content in files.items()}
    assert read_back("data", files, full_view()) == []
    assert len(read_back("data", broken, full_view())) == 1


@pytest.mark.parametrize("page", ["section-3.html", "all.html", "fragments/section-3.html", "fragments/all.html"])
def test_one_changed_word_on_a_page_is_found(sample_files: publish.Files, page: str):
    broken = {page: sample_files[page].replace(WORD.encode(), CHANGED.encode())}
    assert broken[page] != sample_files[page]
    assert read_back("web", {page: sample_files[page]}, full_view()) == []
    assert len(read_back("web", broken, full_view())) == 1


@pytest.mark.parametrize("name", ["word", "excel", "data", "fragments", "web"])
def test_a_yes_that_became_a_no_stops_publishing(name: str, monkeypatch: pytest.MonkeyPatch):
    shown = full_view()
    format_ = next(f for f in publish.FORMATS if f.name == name)

    def wrong(view_: View, templates: Templates, made: publish.Files) -> publish.Files:
        section = view_.sections[0]
        row = section.rows[1]
        swapped = _with_row(view_, 0, 1, _replace(row, comply="no", comply_title="No"))
        return format_.render(swapped, templates, made)

    made: publish.Files = {}
    broken = publish.Format(name, wrong, format_.read_back)
    with pytest.raises(Stop, match=r"1\.3: its comply reads “No” and should read “Yes”"):
        publish.render(shown, Templates(), [broken])
    assert made == {}


def _replace(thing, **values):
    from dataclasses import replace

    return replace(thing, **values)


def _with_row(shown: View, section: int, row: int, new) -> View:
    sections = list(shown.sections)
    rows = list(sections[section].rows)
    rows[row] = new
    sections[section] = _replace(sections[section], rows=tuple(rows))
    return _replace(shown, sections=tuple(sections))


def test_the_same_answers_give_the_same_bytes(sample_files: publish.Files):
    assert publish.render(full_view(), Templates()) == sample_files


def test_nothing_internal_is_in_any_document(sample_files: publish.Files):
    for name, content in sample_files.items():
        texts = [content]
        if name.endswith((".docx", ".xlsx")):
            with zipfile.ZipFile(BytesIO(content)) as package:
                texts = [package.read(part) for part in package.namelist()]
        for text in texts:
            assert b"SECRET" not in text, name


def test_a_draft_says_so_in_every_documents_name_and_text():
    files = publish.render(full_view(draft=True), Templates())
    for name, content in files.items():
        if name.endswith((".css", ".js", ".schema.json")):
            continue
        assert "-draft." in name
        if name.endswith((".docx", ".xlsx")):
            with zipfile.ZipFile(BytesIO(content)) as package:
                text = b"".join(package.read(part) for part in package.namelist() if part.endswith(".xml"))
        else:
            text = content
        assert b"Draft" in text or b'"draft"' in text, name


def test_the_example_builds_without_a_problem():
    examined = examine(EXAMPLE, ON)
    assert examined.problems == ()
    assert [accepted.problem.id for accepted in examined.accepted] == ["no-evidence"]
    files = publish.render(view(examined.edition, examined.assessment), Templates())
    assert "index.html" in files


def test_what_an_approved_year_may_not_hold_stops_its_build_and_not_a_drafts(tmp_path: Path):
    folder = tmp_path / "homes" / "2026"
    folder.mkdir(parents=True)
    for path in EXAMPLE.folder.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        if path.name == "section-6.md":
            text += "\n### Note\nAsk Finance.\n"
        if path.name == "section-9.md":
            text = re.sub(r"(?m)^Reviewed: .*$", "Reviewed:", text, count=1)
        if path.name == "landlord.md":
            text = re.sub(r"(?m)^Copy: .*\n", "", text)  # there is none here
        (folder / path.name).write_text(text, encoding="utf-8")
    stops = examine(Target("homes", "2026", folder), ON).errors
    assert sorted(problem.id for problem in stops) == ["not-reviewed", "note-left"]


# With a PDF


def example_view() -> View:
    examined = examine(EXAMPLE, ON)
    return view(examined.edition, examined.assessment)


def test_the_pages_offer_the_pdf_where_it_was_made():
    files = publish.render(example_view(), Templates(), publish.WITH_PDF)
    name = "exemplar-homes-2026-self-assessment.pdf"
    assert files[name].startswith(b"%PDF-")
    page = files["index.html"].decode()
    assert f'href="{name}"' in page
    assert "PDF document, " in page
    without = publish.render(example_view(), Templates())
    assert set(files) - set(without) == {name}
    assert b".pdf" not in without["index.html"].partition(b"</main>")[2]


def test_the_pages_offer_each_document_and_the_data_and_not_the_schema(sample_files: publish.Files):
    page = sample_files[next(name for name in sample_files if name.startswith("index"))].decode()
    offered = set(re.findall(r'href="([^"#:]+\.(?:docx|xlsx|json))"', page))
    made = {name for name in sample_files if name.endswith((".docx", ".xlsx", ".json")) and not name.endswith(".schema.json")}
    assert offered == made
    assert len(made) == 3


@pytest.mark.parametrize(
    ("number", "part", "change"),
    [
        ("6.1", "comply", {"comply": "no", "comply_title": "No"}),
        ("6.1", "evidence", {"evidence": ((Run("Another policy: 3.2"),),)}),
        ("6.1", "commentary", {"commentary": ()}),
        ("6.3", "commentary", {"actions": ()}),
    ],
)
def test_a_changed_part_in_the_pdf_stops_publishing(number: str, part: str, change: dict[str, object]):
    shown = example_view()
    shown = _replace(shown, sections=shown.sections[5:6])
    place = next(i for i, row in enumerate(shown.sections[0].rows) if row.number == number)
    format_ = publish.WITH_PDF[0]

    def wrong(view_: View, templates: Templates, made: publish.Files) -> publish.Files:
        return format_.render(_with_row(view_, 0, place, _replace(view_.sections[0].rows[place], **change)), templates, made)

    assert format_.name == "pdf"
    with pytest.raises(Stop, match=rf"assessment\.pdf: {re.escape(number)}: its {part} reads "):
        publish.render(shown, Templates(), [publish.Format("pdf", wrong, format_.read_back)])
    assert publish.render(shown, Templates(), [format_])


# Putting the set in place


def test_the_new_set_replaces_the_old_one_whole(tmp_path: Path):
    folder = tmp_path / "homes" / "2026"
    publish.write({"a.html": b"1", "fragments/b.html": b"2"}, folder)
    publish.write({"c.html": b"3"}, folder)
    assert [path.name for path in folder.iterdir()] == ["c.html"]
    assert [path.name for path in folder.parent.iterdir()] == ["2026"], "nothing is left beside it"


@pytest.mark.parametrize("failing", [1, 2])
def test_a_failed_swap_leaves_the_old_set_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int):
    folder = tmp_path / "2026"
    publish.write({"a.html": b"old"}, folder)
    calls = 0
    real = Path.replace

    def held(source, target):
        nonlocal calls
        calls += 1
        if calls == failing:
            raise PermissionError(13, "The process cannot access the file", str(target))
        return real(source, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Stop, match="Close those that are open in Word"):
        publish.write({"a.html": b"new"}, folder)
    assert (folder / "a.html").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["2026"]


def test_an_interrupted_swap_is_undone_where_the_new_set_is_not_in_place(tmp_path: Path):
    (tmp_path / ".2026.old").mkdir()
    (tmp_path / ".2026.old" / "a.html").write_bytes(b"old")
    publish.recover(tmp_path / "2026")
    assert (tmp_path / "2026" / "a.html").read_bytes() == b"old"


def test_an_interrupted_swap_is_finished_where_the_new_set_is_in_place(tmp_path: Path):
    for name, text in (("2026", b"new"), (".2026.old", b"old")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.html").write_bytes(text)
    publish.recover(tmp_path / "2026")
    assert (tmp_path / "2026" / "a.html").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["2026"]


def test_a_file_where_the_output_should_go_is_a_sentence(tmp_path: Path):
    (tmp_path / "output").write_text("a file")
    with pytest.raises(Stop, match="cannot be put in place"):
        publish.write({"a.html": b"1"}, tmp_path / "output" / "2026")


@pytest.mark.parametrize("landlord", ["Code: housing-ombudsman-2024\n", ""])
def test_a_year_that_was_only_begun_can_be_built_as_a_draft(tmp_path: Path, landlord: str):
    folder = tmp_path / "homes" / "2026"
    folder.mkdir(parents=True)
    (folder / "landlord.md").write_text(landlord, encoding="utf-8")
    examined = examine(Target("homes", "2026", folder), ON)
    files = publish.render(view(examined.edition, examined.assessment, draft=True), Templates())
    assert b"Not answered" in files["all-draft.html"]


def test_a_set_that_is_only_for_approval_says_so_in_its_files_names(tmp_path: Path):
    folder = tmp_path / "homes" / "2026"
    folder.mkdir(parents=True)
    for path in EXAMPLE.folder.glob("*.md"):
        text = re.sub(r"(?m)^(Approved|Minute): .*$", r"\1:", path.read_text(encoding="utf-8"))
        (folder / path.name).write_text(text, encoding="utf-8")
    examined = examine(Target("homes", "2026", folder), ON)
    files = publish.render(view(examined.edition, examined.assessment), Templates())
    assert "index-for-approval.html" in files
    assert not {"index.html", "all.html"} & files.keys()
    assert b"For approval by the Board on 23 July 2026" in files["index-for-approval.html"]
