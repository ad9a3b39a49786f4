"""How the rules fare on published self-assessments, as numbers: docs/checks.md reports what is counted here."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator import checks, gather, intake, workspace
from generator.problems import Problem

ON = date(2026, 11, 22)
CHECKS = Path(__file__).parents[1] / "docs" / "checks.md"
MEASURED = re.compile(r"^\| `([a-z0-9-]+)` .*\| (\d+) found, 0 wrong \|$", re.MULTILINE)

# By the year of the form and, where two were made on one form, a letter.
DOCUMENTS = {"2024": "000_*.txt", "2022": "001_*.txt", "2020a": "003_*.txt", "2020b": "004_*.txt"}
FOUND = {
    "stale-promise": {"2024": 5, "2022": 2, "2020b": 1},
    "empty-words": {"2024": 10},
    "evidence-no-place": {"2024": 1},
    "evidence-unregistered": {"2024": 2},
    "yes-admits-no": {"2024": 3, "2020b": 1},
    "no-claims-yes": {},
    "third-party-denied": {"2024": 2},
    "counted-from-receipt": {},
    "repeated-text": {"2024": 3, "2022": 3},
    "old-wording": {"2024": 2},
    "quoted-elsewhere": {},
    "same-person": {"2024": 1},
    "lead-is-member": {"2024": 1},
    "private-address": {},
    "personal-mail": {},
    "misleading-characters": {},
}


def checked(pattern: str, seeds: Path, folder: Path) -> list[Problem]:
    """What check says about a document that has been read in."""
    (document,) = seeds.glob(pattern)
    intake.save(intake.bring_in([document]).files, folder)
    read = gather.gather(workspace.target_at(folder))
    return checks.check(checks.Case(read.edition, read.assessment, ON))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_judgement_on_words_finds_what_people_found_right(document: str, seeds: Path, tmp_path: Path) -> None:
    found = Counter(problem.id for problem in checked(DOCUMENTS[document], seeds, tmp_path / "landlord" / document))
    expected = {id_: by_document[document] for id_, by_document in FOUND.items() if document in by_document}
    assert {id_: found[id_] for id_ in FOUND if found[id_]} == expected


def test_on_the_form_of_2024_they_stand_where_they_should(seeds: Path, tmp_path: Path) -> None:
    places: dict[str, list[str]] = {}
    for problem in checked(DOCUMENTS["2024"], seeds, tmp_path / "landlord" / "2024"):
        places.setdefault(problem.id, []).append(problem.provision)
    assert places["stale-promise"] == ["1.2", "1.4", "1.5", "3.2", "4.3"]
    assert places["yes-admits-no"] == ["1.4", "5.10", "6.1"]
    assert places["repeated-text"] == ["1.2", "4.1", "5.2"]
    assert places["third-party-denied"] == ["5.4", "5.5"]
    assert places["old-wording"] == ["1.2", "6.8"]
    assert places["lead-is-member"] == ["9.4"]
    assert places["same-person"] == ["9.6"]
    assert places["no-answer"] == ["6.20"]


def test_the_documentation_reports_these_numbers() -> None:
    reported = {id_: int(number) for id_, number in MEASURED.findall(CHECKS.read_text(encoding="utf-8"))}
    assert reported == {id_: sum(by_document.values()) for id_, by_document in FOUND.items()}
