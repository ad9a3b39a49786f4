"""Every Word and Excel file that a command makes: valid for Microsoft's Open XML SDK, and the same text when LibreOffice has saved it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import tools
from click.testing import CliRunner

from generator.cli import main
from generator.gather import gather
from generator.importers import excel, own, word
from generator.printed import differences, words_for
from generator.templates import Templates
from generator.view import View, view
from generator.workspace import Workspace

ON = ("--on", "2026-08-01")
NEW, OLD = "exemplar-homes/2026", "exemplar-homes/2024"
NAMES = [
    "self-assessment.docx",
    "self-assessment.xlsx",
    "self-assessment-2022.docx",
    "self-assessment-2022.xlsx",
    "form.docx",
    "form.xlsx",
    "form-2022.docx",
    "form-2022.xlsx",
    "changes.docx",
    "submission.docx",
    "board-paper.docx",
    "heat-map.xlsx",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every Word and Excel file of the examples."""
    root = tmp_path_factory.mktemp("workspace")
    shutil.copytree(tools.EXAMPLES, root / "answers")
    out = root / "made"
    out.mkdir()

    def run(*arguments: str) -> None:
        result = CliRunner().invoke(main, ["--workspace", str(root), *arguments])
        assert result.exit_code == 0, result.output

    for name, year, ending in ((NEW, "2026", ""), (OLD, "2024", "-2022")):
        run("build", name, *ON)
        run("form", name, "--word", str(out / f"form{ending}.docx"), "--excel", str(out / f"form{ending}.xlsx"))
        for kind in ("docx", "xlsx"):
            [document] = (root / "output" / "exemplar-homes" / year).glob(f"*.{kind}")
            shutil.copy(document, out / f"self-assessment{ending}.{kind}")
    run("compare", OLD, NEW, "--word", str(out / "changes.docx"), *ON)
    run("submission", NEW, "--word", str(out / "submission.docx"), *ON)
    run("board-paper", NEW, "--meeting", "23 July 2026", "--officer-notes", "--output", str(out / "board-paper.docx"), *ON)
    run("heat-map", "--excel", str(out / "heat-map.xlsx"), *ON)
    assert sorted(path.name for path in out.iterdir()) == sorted(NAMES)
    return out


@pytest.fixture(scope="module")
def again(made: Path) -> Path:
    """The same files, each opened and saved by LibreOffice."""
    folder = made.parent / "saved by LibreOffice"
    for kind in ("docx", "xlsx"):
        tools.libreoffice_saved(sorted(made.glob(f"*.{kind}")), folder)
    return folder


def texts(path: Path) -> list[str]:
    """What a reader sees in a document, a line a row that says something."""
    read = word.read if path.suffix == ".docx" else excel.read
    rows = (" | ".join(" ".join(cell.text.split()) for cell in row.cells if cell.text.strip()) for row in read(path.read_bytes()))
    return [row for row in rows if row]


def test_the_open_xml_sdk_finds_nothing_wrong_with_any(made: Path) -> None:
    assert tools.open_xml_errors(sorted(made.iterdir())) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_opens_it_and_saves_the_same_text(made: Path, again: Path, name: str) -> None:
    assert (again / name).read_bytes() != (made / name).read_bytes()
    assert len(texts(made / name)) > 5
    assert texts(again / name) == texts(made / name)


def shown(made: Path, name: str) -> View:
    gathered = gather(Workspace(made.parent).target(name))
    return view(gathered.edition, gathered.assessment)


@pytest.mark.libreoffice
@pytest.mark.parametrize(("name", "ending"), [(NEW, ""), (OLD, "-2022")])
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_self_assessment_saved_by_libreoffice_says_what_the_answers_say(
    made: Path, again: Path, name: str, ending: str, kind: str
) -> None:
    view_of_it = shown(made, name)
    wording = words_for(Templates().wording, asks_questions=view_of_it.asks_questions)
    data = (again / f"self-assessment{ending}.{kind}").read_bytes()
    columns = [column.holds for column in view_of_it.columns]
    if kind == "docx":
        assert differences(view_of_it, wording, own.from_table(word.read(data), wording, columns)) == []
    else:
        assert differences(view_of_it, wording, own.from_sheet(excel.read(data), wording, columns)) == []
