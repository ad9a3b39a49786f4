"""What commands are asked: the files that they are to make have names that fit, in folders that are there."""

import shutil
from pathlib import Path

import pytest
import tools
from click.testing import CliRunner

from generator.cli import main

YEAR = "exemplar-homes/2026"


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        (("board-paper", YEAR, "--output"), ".docx or .pdf"),
        (("submission", YEAR, "--word"), ".docx"),
        (("form", YEAR, "--word"), ".docx"),
        (("form", YEAR, "--excel"), ".xlsx"),
        (("compare", YEAR, "--word"), ".docx"),
        (("compare", YEAR, "--web"), ".html"),
        (("heat-map", "--web"), ".html"),
        (("heat-map", "--excel"), ".xlsx"),
        (("actions", "--csv"), ".csv"),
    ],
)
def test_a_file_name_of_another_kind_and_a_folder_that_is_not_there_are_refused(
    command: tuple[str, ...], ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(tools.EXAMPLES / "exemplar-homes", tmp_path / "answers" / "exemplar-homes")
    monkeypatch.chdir(tmp_path)
    first = ending.split(maxsplit=1)[0]
    for name, why in (
        ("file.odt", f"file.odt: the name of this file has to end in {ending}."),
        ("file", f"file: the name of this file has to end in {ending}."),
        (f"not-there/file{first}", "the folder not-there does not exist. Make it first, or name another."),
    ):
        done = CliRunner().invoke(main, [*command, name])
        assert done.exit_code == 2
        assert why in " ".join(done.output.split())
    assert [path.name for path in tmp_path.iterdir()] == ["answers"]
