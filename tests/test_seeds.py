"""Self-assessments as landlords published them, against what a reader finds in them.

The expectations were set down by reading the documents: numbers, counts, answers, and digests of the words, since the words are
the landlords' own and no part of this project.
"""

from __future__ import annotations

import hashlib
import re
import time
from pathlib import Path

import pytest
from published import ANSWERS

from generator import catalogue, intake
from generator.importers import text
from generator.importers.match import Found, Match, match
from generator.problems import Stop
from generator.rich_text import words

EDITION = catalogue.load("housing-ombudsman-2024")

# Number, items of evidence, blocks of commentary, digest of the letters of both.
PAGE_OF_2024 = """
1.2   2 2 8cf12fee507aa22f
1.3   1 1 51242f240eda4eb5
1.4   2 1 e907a90da5ba43db
1.5   2 1 b698036206f92657
1.6   1 2 f40588159080c20b
2.1   1 1 bf95e4e0fca6319f
2.2   1 1 98d0a50857bef544
2.3   1 1 9f957b1fe7be0f58
2.4   1 1 cade593c872fbc4a
2.5   1 1 971fb822a6df2aa4
3.1   1 1 83b1ab7cbec4d0e9
3.2   2 7 7eecca151afdb558
3.3   1 1 400d2babe3c385b3
3.4   1 1 149e75aae647438d
3.5   1 1 bfbf7c60e8f03a8c
3.6   1 1 396b418b29588580
3.7   1 1 49da978f1ba4f886
4.1   1 1 727215cfff99e3d5
4.2   1 2 e6a0423ee78ea3c7
4.3   2 2 418c1b0002b82fb3
5.1   1 1 638a824168614342
5.2   1 1 bcfddc753728ca03
5.3   1 1 e72d5a96030e76f5
5.4   1 1 5fd90f973e9aa8ae
5.5   1 1 4aa370d7ed20d0c4
5.6   1 1 2bf7967174651f49
5.7   1 1 d4a73387f407cafd
5.8   1 1 d4a73387f407cafd
5.9   1 1 f62e859728e8e86f
5.10  1 1 75855df7961d9092
5.11  1 1 149161da749e6e4d
5.12  1 1 bb1bcdd02fce6e8b
5.13  1 1 89f6ec53768fbc85
5.14  1 1 d584dc6b4e53b950
5.15  1 1 45f2be3dac2dbf17
6.1   1 1 7219848aa34bc57c
6.2   1 1 34344a8cd6df2144
6.3   1 1 b8bd89fe2824af81
6.4   1 1 5cf9db965b574857
6.5   1 1 7b5e89056a2b1c0e
6.6   1 1 276d6665b1a502d5
6.7   1 1 2d7ded7072582a1b
6.8   1 1 df53791675d0753d
6.9   1 1 345235946665c4d2
6.10  1 1 bbc53649c47bd59c
6.11  1 1 e397551feb96f713
6.12  1 1 3bee446de156b721
6.13  1 1 4605ff908ca50d56
6.14  1 1 405fdb6142c9b6c8
6.15  1 1 6d1fec557ebee3c7
6.16  1 1 67049c525ee309ae
6.17  1 1 c3329e93c6b9dec6
6.18  1 1 08952e51cf7b9fe9
6.19  1 1 1fb2d800b75b9665
7.1   2 1 ab10aadc8bc46040
7.2   1 1 035c4a23c9ba9bdb
7.3   1 1 b6eca54cb934a7a5
7.4   1 1 b382b1f95092d580
8.1   2 1 8bf8e32c4236314d
8.2   1 1 2577031d08e24852
8.3   1 1 79153f05bbac696f
8.4   0 1 c9e8049c27c2d6c1
8.5   0 1 e67f7dd4a2faed9e
9.1   1 1 5f1ac7bcb3e8c655
9.2   1 1 5f1ac7bcb3e8c655
9.3   1 1 d6dde06434dd160a
9.4   1 1 7b7d93467a54694a
9.5   1 1 cf97cbdb216784b4
9.6   1 1 7b7d93467a54694a
9.7   1 1 91a54d75624f0ae8
9.8   1 1 1825cd10f1c74e74
"""


def document(seeds: Path, number: str) -> Path:
    return next(seeds.glob(f"{number}_*.txt"))


@pytest.fixture
def page_of_2024(seeds: Path) -> Match:
    return match(text.read(document(seeds, "000").read_bytes()), EDITION, "page.txt")


def digest(found: Found) -> str:
    evidence = "".join(run.text for item in found.evidence for run in item)
    letters = "|".join(re.sub(r"[\W_]", "", part.casefold()) for part in (evidence, words(found.commentary)))
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


def test_the_page_of_2024_gives_each_answer_with_its_evidence_and_commentary(page_of_2024: Match) -> None:
    got = [f"{f.number:<5} {len(f.evidence)} {len(f.commentary)} {digest(f)}" for f in page_of_2024.found]
    assert got == PAGE_OF_2024.strip().split("\n")


def test_the_page_of_2024_has_71_answers_all_of_them_yes(page_of_2024: Match) -> None:
    assert [f.comply for f in page_of_2024.found] == ["yes"] * 71
    assert {f.comply_words for f in page_of_2024.found} == {"Yes"}
    assert page_of_2024.missing == ("6.20",)


def test_the_page_of_2024_is_told_what_is_wrong_with_it_and_nothing_else(page_of_2024: Match) -> None:
    told = [(p.id, p.provision, p.line) for p in page_of_2024.problems]
    assert told == [
        ("import-renumbered", "6.19", 770),
        ("import-missing", "6.20", 0),
        ("import-renumbered", "9.8", 1022),
        ("import-section-title", "", 266),
        ("import-leftover", "", 1),
    ]
    messages = {p.id + p.provision: p.message for p in page_of_2024.problems}
    assert messages["import-renumbered6.19"].startswith("6.19 is printed as 6.9 (line 770)")
    assert messages["import-renumbered9.8"].startswith("9.8 is printed as 6.8 (line 1022)")
    assert messages["import-section-title"].startswith("Section 4 carries section 3’s title")


def test_what_stands_above_the_first_provision_of_the_page_is_handed_back(page_of_2024: Match) -> None:
    assert [row.place for row in page_of_2024.leftover] == ["line 1", "line 3", "line 5", "line 6", "line 8"]


def test_the_page_of_2024_is_read_in_half_a_second(seeds: Path) -> None:
    data = document(seeds, "000").read_bytes()
    took = []
    for _ in range(3):
        start = time.process_time()
        match(text.read(data), EDITION)
        took.append(time.process_time() - start)
    assert min(took) < 0.5


@pytest.mark.parametrize(
    ("number", "taken_for"),
    [("001", "that of another edition"), ("002", "complaints policy"), ("003", "another edition"), ("004", "another edition")],
)
def test_a_policy_and_the_forms_of_earlier_editions_are_refused_as_what_they_are(
    seeds: Path, number: str, taken_for: str
) -> None:
    with pytest.raises(Stop, match=taken_for):
        match(text.read(document(seeds, number).read_bytes()), EDITION)


# The editions of 2022 and 2020

EDITIONS = {"001": "housing-ombudsman-2022", "003": "housing-ombudsman-2020", "004": "housing-ombudsman-2020"}
_SHORT = {"yes": "yes", "no": "no", "not applicable": "n/a", "": "-"}


@pytest.mark.parametrize("number", EDITIONS)
def test_a_form_of_an_earlier_edition_gives_each_answer_in_its_place(number: str, seeds: Path) -> None:
    brought = intake.bring_in([document(seeds, number)])
    assert brought.edition.id == EDITIONS[number], "the edition is told by the texts"
    got = [
        f"{f.number:<5} {_SHORT[f.comply]:<3} {'order' if f.by_order else 'text '} {len(f.evidence)} {len(f.commentary)} {digest(f)}"
        for f in brought.match.found
    ]
    assert got == ANSWERS[number].strip().split("\n")
    assert brought.match.missing == ()


def problems(seeds: Path, number: str) -> dict[str, list[str]]:
    """The provisions that each kind of problem names."""
    told: dict[str, list[str]] = {}
    for problem in intake.bring_in([document(seeds, number)]).problems:
        told.setdefault(problem.id, []).append(problem.provision)
    return told


def test_the_form_of_2022_has_its_72_answers_and_says_which_only_their_order_places(seeds: Path) -> None:
    answers = intake.bring_in([document(seeds, "001")]).answers
    counted = [answer.comply for answer in answers.values()]
    assert [counted.count(value) for value in ("yes", "no", "not applicable")] == [63, 6, 3]
    assert {number for number, answer in answers.items() if answer.comply == "no"} == {"1.5", "4.4", "5.1", "5.13", "7.3", "7.6"}
    assert {number for number, answer in answers.items() if answer.comply == "not applicable"} == {"5.18", "5.19", "5.20"}
    assert problems(seeds, "001") == {
        "import-by-order": [
            *("1.6", "1.7", "1.8", "3.2", "4.6", "4.11", "4.13", "4.3", "4.8", "4.9", "4.10", "4.19"),
            *("5.11", "5.12", "5.2", "5.14", "8.1", "8.2"),
        ],
        "import-answer-words": ["1.5", "4.4"],
        "import-leftover": [""],
    }


def test_the_forms_of_2020_tell_what_is_wrong_with_them(seeds: Path) -> None:
    assert problems(seeds, "003") == {
        "import-answer-words": ["1a", "3d", "3e", "4b"],
        "import-answer-unknown": ["5a", "5b"],
        "import-leftover": [""],
    }
    assert problems(seeds, "004") == {
        "import-answer-unknown": ["1a", "1b", "1c", "1c.1", "3a", "3c", "4h", "4i", "5b", "6b"],
        "import-answer-words": [
            *("2a", "2b", "2c", "2d", "3b", "3d", "3e", "3f", "3g", "4a", "4b", "4c", "4d", "5a", "6a", "6d", "7a", "8c"),
        ],
        "import-renumbered": ["3e", "3f", "3g", "3h"],
        "import-doubtful": ["8a"],
        "import-leftover": [""],
    }
    messages = {
        p.provision: p.message for p in intake.bring_in([document(seeds, "004")]).problems if p.id == "import-answer-unknown"
    }
    both = {number for number, message in messages.items() if "stands in both columns" in message}
    assert both == {"1a", "1b", "1c", "3a", "3c", "4h", "4i", "6b"}
    assert "is not there" in messages["5b"]
