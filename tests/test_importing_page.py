"""docs/importing.md: every kind of problem that an import can report stands in it, and none that it cannot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tools
from layouts import invented, label_lines

import generator
from generator import intake
from generator.intake import documents, reporting

PAGE = tools.ROOT / "docs" / "importing.md"
SOURCE = Path(generator.__file__).parent

if not PAGE.is_file():
    pytest.skip("the guide is not part of the installed package", allow_module_level=True)

ROWS = dict(re.findall(r"^\| `(import-[a-z-]+)` \| (\w+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))


def used() -> set[str]:
    """The ids in the source of what imports."""
    files = [path for part in ("importers", "intake") for path in (SOURCE / part).glob("*.py")]
    return {id_ for path in files for id_ in re.findall(r'"(import-[a-z-]+)"', path.read_text(encoding="utf-8"))}


def test_every_id_is_documented_and_every_documented_one_is_used() -> None:
    assert set(ROWS) == used()


def test_the_report_has_a_place_for_each() -> None:
    placed = [id_ for _, ids in reporting.PARTS for id_ in ids]
    assert sorted(placed) == sorted(ROWS)


def test_the_page_says_whether_it_is_an_error_or_a_warning(tmp_path: Path) -> None:
    answers = [answer for answer in invented() if answer.number != "4.2"]
    source = label_lines(answers).replace("Code provision 9.8", "Code provision 6.8", 1) + "\nPublished by our web team.\n"
    source = source.replace("Do we comply?\nYes\n", "Do we comply?\nIn part\n", 1).replace(
        "Do we comply?\nYES\n", "Do we comply?\n", 1
    )
    (tmp_path / "page.txt").write_text(source, encoding="utf-8")
    told = {problem.id: problem.severity for problem in intake.bring_in([tmp_path / "page.txt"]).problems}
    assert set(told) >= {"import-missing", "import-renumbered", "import-answer-unknown", "import-leftover"}
    assert told.items() <= ROWS.items()


def test_every_kind_of_file_that_is_read_is_named() -> None:
    page = PAGE.read_text(encoding="utf-8").lower()
    names = {".md": "markdown", ".markdown": "markdown", ".txt": "text", ".text": "text", ".pdf": "pdf"}
    assert [kind for kind in documents.READERS if f"`{kind}`" not in page and names.get(kind, kind) not in page] == []
