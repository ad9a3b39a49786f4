"""Editions of the Code: the wording is the Ombudsman's to the character, and a mistake in a data file is a plain sentence."""

import hashlib
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from tools import SHARED

from generator import catalogue
from generator.model import Edition, OldWording, Provision
from generator.problems import Stop

CODE_2024 = "housing-ombudsman-2024"
SOURCE_2024 = SHARED / "code" / "2024.json"

# A digest an edition, over every number, text and list item: wording never changes by accident.
WORDING = Path(__file__).parent / "fixtures" / "wording"

SMALL = """\
id: "test"
name: "Test Code"
title: "Test Code, form"
issuer: "Test Ombudsman"
in_force_from: "2024-04-01"
introduction:
  - "What it is."
columns:
  - title: "Provision"
    holds: "number"
answers:
  - value: "yes"
    title: "Yes"
conditional_note: "Say so."
sections:
  - number: "1"
    title: "Stages"
    stages:
      - id: "1"
        title: "Stage 1"
    provisions:
      - number: "1.1"
        label: "Answer at stage 1"
        text: "Answer in
          time."
        wording: "seen"
      - number: "1.10"
        label: "Say what was found"
        stage: "1"
        conditional: "yes"
        about: "third parties"
        text: "Say:"
        item_style: "letters"
        items:
          - "what was found; and"
          - "what follows."
        also_worded:
          - "Tell:"
        superseded:
          - words: "Write:"
            why: "it may be said"
        wording: "seen"
        hint: "Name the letter."
"""


def wording(edition: Edition) -> str:
    lines = [part for p in edition.provisions for part in (p.number, p.text, *p.items)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def small(old: str, new: str) -> bytes:
    """The small edition with one change, which must be possible."""
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new).encode()


@pytest.fixture(params=catalogue.editions())
def edition(request: pytest.FixtureRequest) -> Edition:
    return catalogue.load(request.param)


@pytest.fixture
def code_2024() -> Edition:
    return catalogue.load(CODE_2024)


def provision(edition: Edition, number: str) -> Provision:
    return next(p for p in edition.provisions if p.number == number)


# The editions


def test_the_wording_is_guarded_by_a_digest(edition: Edition) -> None:
    digest = WORDING / f"{edition.id}.sha256"
    assert wording(edition) == digest.read_text(encoding="utf-8").strip()


@pytest.mark.shared
def test_the_2024_file_says_what_its_source_says(code_2024: Edition) -> None:
    source = json.loads(SOURCE_2024.read_text(encoding="utf-8"))

    assert [code_2024.title, code_2024.issuer] == [source["title"], source["issuer"]]
    assert code_2024.in_force_from.isoformat() == source["in_force_from"]
    assert [column.title for column in code_2024.columns] == source["columns"]
    assert [choice.value for choice in code_2024.answers] == source["answers"]
    assert [(s.number, s.title, {stage.id: stage.title for stage in s.stages}) for s in code_2024.sections] == [
        (s["number"], s["title"], s.get("stages", {})) for s in source["sections"]
    ]
    for section, expected in zip(code_2024.sections, source["sections"], strict=True):
        for ours, theirs in zip(section.provisions, expected["clauses"], strict=True):
            assert (ours.number, ours.text, ours.wording) == (theirs["number"], theirs["text"], theirs["wording"])
            assert list(ours.items) == theirs.get("items", [])
            assert ours.item_style == theirs.get("item_style", "bullets")
            assert ours.stage == theirs.get("stage", "")


def test_the_2024_code_has_72_provisions_in_nine_sections(code_2024: Edition) -> None:
    assert len(code_2024.provisions) == 72
    assert [len(section.provisions) for section in code_2024.sections] == [5, 5, 7, 3, 15, 20, 4, 5, 8]


def test_three_provisions_of_2024_are_conditional(code_2024: Edition) -> None:
    assert [p.number for p in code_2024.provisions if p.conditional] == ["8.3", "8.4", "8.5"]


def test_the_2024_code_says_what_its_provisions_are_about_where_a_check_asks(code_2024: Edition) -> None:
    assert {p.number: p.about for p in code_2024.provisions if p.about} == {
        "5.4": "third parties",
        "5.5": "third parties",
        "6.3": "response time",
        "6.14": "response time",
        "9.4": "senior lead",
        "9.5": "member responsible",
        "9.6": "member responsible",
    }


def test_no_provision_holds_the_words_that_it_has_replaced(edition: Edition) -> None:
    held = [(p.number, old.words) for p in edition.provisions for old in p.superseded if old.words in " ".join((p.text, *p.items))]
    assert held == []


def test_variants_met_in_practice_are_known_beside_the_official_wording(code_2024: Edition) -> None:
    assert {p.number for p in code_2024.provisions if p.also_worded} == {"1.3", "8.2"}
    assert "the choice to make complaint." in provision(code_2024, "1.3").text
    assert "the choice to make a complaint." in provision(code_2024, "1.3").also_worded[0]
    assert "published on the section" in provision(code_2024, "8.2").text
    assert "published on the on the section" in provision(code_2024, "8.2").also_worded[0]


def test_labels_are_short_and_each_is_met_once(edition: Edition) -> None:
    labels = [p.label for p in edition.provisions]
    assert [label for label, times in Counter(map(str.casefold, labels)).items() if times > 1] == []
    assert [label for label in labels if not 3 <= len(label.split()) <= 9] == []
    assert [label for label in labels if not re.match(r"[A-Z0-9].*[^.:;,]$", label)] == []


def test_provisions_worded_the_same_have_labels_that_tell_the_stages_apart(edition: Edition) -> None:
    times = Counter(p.text for p in edition.provisions)
    twins = [p for p in edition.provisions if times[p.text] > 1]
    assert [p.number for p in twins if f"stage {p.stage}" not in p.label.lower()] == []


def test_each_provision_of_2024_has_a_hint_of_one_sentence(code_2024: Edition) -> None:
    assert [p.number for p in code_2024.provisions if not re.fullmatch(r"[A-Z]([^.]|\.(?=\d))*\.", p.hint)] == []


def test_no_value_is_one_that_another_yaml_reader_would_guess_at(edition: Edition) -> None:
    file = Path(catalogue.__file__).parent / "codes" / f"{edition.id}.yaml"
    text = file.read_text(encoding="utf-8")
    assert yaml.safe_load(text) == yaml.load(text, yaml.BaseLoader)


# Finding an edition


def test_the_edition_in_force_is_the_latest_that_has_begun() -> None:
    assert catalogue.in_force(date(2024, 4, 1)) == CODE_2024
    assert catalogue.in_force(date(2024, 12, 31)) == CODE_2024


def test_of_two_editions_the_later_is_in_force_from_its_first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    begins = {"later": small("2024-04-01", "2026-04-01"), "sooner": SMALL.encode()}
    monkeypatch.setattr(catalogue, "editions", lambda: tuple(begins))
    monkeypatch.setattr(catalogue, "load", lambda edition_id: catalogue.read("test.yaml", begins[edition_id]))

    assert catalogue.in_force(date(2026, 3, 31)) == "sooner"
    assert catalogue.in_force(date(2026, 4, 1)) == "later"


def test_no_edition_is_in_force_before_the_first() -> None:
    with pytest.raises(Stop, match="No edition of the Code was in force on 31 December 1999"):
        catalogue.in_force(date(1999, 12, 31))


@pytest.mark.parametrize("wrong", ["housing-ombudsman-2042", "", "../codes/housing-ombudsman-2024"])
def test_an_edition_that_is_not_there_is_refused_with_the_list_of_those_that_are(wrong: str) -> None:
    with pytest.raises(Stop, match=rf'called "{re.escape(wrong)}".*The editions are: .*{CODE_2024}'):
        catalogue.load(wrong)


def test_a_misspelt_edition_is_answered_with_the_nearest() -> None:
    with pytest.raises(Stop, match=rf'did you mean "{CODE_2024}"\?'):
        catalogue.load("housing-ombudsmen-2024")


# Reading a data file


def test_a_data_file_reads_as_written() -> None:
    edition = catalogue.read("test.yaml", SMALL.encode())

    assert edition.in_force_from == date(2024, 4, 1)
    assert edition.provisions == (
        Provision(number="1.1", label="Answer at stage 1", text="Answer in time.", wording="seen"),
        Provision(
            number="1.10",
            label="Say what was found",
            text="Say:",
            items=("what was found; and", "what follows."),
            item_style="letters",
            stage="1",
            conditional=True,
            also_worded=("Tell:",),
            wording="seen",
            hint="Name the letter.",
            about="third parties",
            superseded=(OldWording("Write:", "it may be said"),),
        ),
    )


def test_the_slower_reader_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = catalogue.load(CODE_2024)
    monkeypatch.setattr(catalogue, "_LOADER", yaml.BaseLoader)
    assert catalogue.load.__wrapped__(CODE_2024) == fast


def test_a_value_without_quotation_marks_is_still_the_text_that_stands_there() -> None:
    edition = catalogue.read("test.yaml", small('number: "1.10"', "number: 1.10"))
    assert edition.provisions[1].number == "1.10"


MISTAKES = {
    "a duplicate key": (
        small('        wording: "seen"\n        hint', '        label: "Again"\n        wording: "seen"\n        hint'),
        'line 42: provision 1.10 has the key "label" twice',
    ),
    "an unknown key": (
        small("hint:", "hnit:"),
        'line 43: provision 1.10 has a key that the program does not know, "hnit" (did you mean "hint"?)',
    ),
    "an unknown key at the top": (small("issuer:", "publisher:"), '"publisher"'),
    "a missing field": (small('        text: "Say:"\n', ""), 'line 27: provision 1.10 has no "text"'),
    "a missing field at the top": (small('issuer: "Test Ombudsman"\n', ""), 'line 1: the edition has no "issuer"'),
    "no introduction": (small('introduction:\n  - "What it is."\n', ""), 'line 1: the edition has no "introduction"'),
    "a condition without the note on it": (
        small('conditional_note: "Say so."\n', ""),
        'line 1: the edition has no "conditional_note"',
    ),
    "a column for something else": (
        small('"number"', '"numbers"'),
        'line 10: "holds" of a column is "numbers" (did you mean "number"?). Write one of: number, requirement,',
    ),
    "a condition neither yes nor no": (
        small('conditional: "yes"', 'conditional: "maybe"'),
        'line 30: "conditional" of provision 1.10 is "maybe". Write one of: yes, no.',
    ),
    "a stage that the section does not have": (
        small('stage: "1"', 'stage: "2"'),
        'line 29: "stage" of provision 1.10 is "2". Write one of: 1.',
    ),
    "a stage in a section without any": (
        small('    stages:\n      - id: "1"\n        title: "Stage 1"\n', ""),
        'line 26: provision 1.10 has a "stage", but its section has no "stages"',
    ),
    "a subject that no check knows": (
        small('"third parties"', '"third party"'),
        'line 31: "about" of provision 1.10 is "third party" (did you mean "third parties"?). Write one of: senior lead,',
    ),
    "an old wording without a reason": (
        small('            why: "it may be said"\n', ""),
        'line 40: an old wording has no "why". Add it.',
    ),
    "list items of no style": (
        small('        item_style: "letters"\n', ""),
        'line 27: provision 1.10 has only one of "items" and "item_style"',
    ),
    "a number twice": (
        small('number: "1.10"', 'number: "1.1"'),
        'line 27: the "number" of provision 1.1 is "1.1", as in line 22. Each must be different.',
    ),
    "a label twice": (
        small('"Say what was found"', '"answer at STAGE 1"'),
        'line 28: the "label" of provision 1.10 is "answer at STAGE 1", as in line 23',
    ),
    "a date that is none": (small("2024-04-01", "April 2024"), 'line 5: "in_force_from" of the edition is "April 2024"'),
    "an id that is not the file's name": (small('id: "test"', 'id: "other"'), 'line 1: the id "other" is not the name'),
    "a list where a text belongs": (small('"Test Code"', '["Test", "Code"]'), 'line 2: "name" of the edition should be a text'),
    "an empty text": (small('"Test Code"', '""'), 'line 2: "name" of the edition should be a text'),
    "a text where a list belongs": (
        small('introduction:\n  - "What it is."', 'introduction: "What it is."'),
        'line 6: "introduction" of the edition should be a list. Begin each item with a hyphen.',
    ),
    "a text where keys belong": (
        small('  - value: "yes"\n    title: "Yes"', '  - "yes"'),
        "line 12: an answer is not a list of keys and values",
    ),
    "a line break in a text": (
        small("Answer in\n", "Answer in\n\n"),
        'line 24: "text" of provision 1.1 has a line break or tab inside',
    ),
    "a missing quotation mark": (small('"Test Code, form"', '"Test Code, form'), "YAML cannot read this"),
    "nothing in the file": (b"", "test.yaml is empty."),
    "another encoding": (SMALL.encode("utf-16")[:-1], "test.yaml is not a text file in UTF-8."),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_data_file_is_a_sentence_that_names_file_and_key(mistake: str) -> None:
    data, sentence = MISTAKES[mistake]
    with pytest.raises(Stop) as stop:
        catalogue.read("test.yaml", data)
    assert str(stop.value).startswith("test.yaml")
    assert sentence in str(stop.value)
    assert str(stop.value).endswith(".")
