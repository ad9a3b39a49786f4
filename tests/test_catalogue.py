"""Editions of the Code: the wording is the Ombudsman's to the character, and a mistake in a data file is a plain sentence."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from tools import SHARED

from generator import catalogue
from generator.model import Answer, CarriesOn, Edition, OldWording, Provision
from generator.problems import Stop
from generator.rich_text import read_text

CODE_2020 = "housing-ombudsman-2020"
CODE_2022 = "housing-ombudsman-2022"
CODE_2024 = "housing-ombudsman-2024"

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
  - title: "Requirement"
    holds: "requirement"
  - title: "Comply"
    holds: "comply"
  - title: "Evidence"
    holds: "support"
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


# The older of two editions, with what only older forms have.
OLDER = """\
id: "older"
name: "Older Code"
title: "Older Code, form"
issuer: "Test Ombudsman"
in_force_from: "2020-07-01"
introduction:
  - "What it was."
columns:
  - holds: "number"
  - title: "Question"
    holds: "requirement"
  - title: "Yes"
    holds: "yes"
  - title: "No"
    holds: "no"
groups:
  - id: "must"
    title: "What must be"
  - id: "should"
    title: "What should be"
answers:
  - value: "yes"
    title: "Yes"
sections:
  - number: "1"
    title: "Questions"
    stages:
      - id: "1"
        title: "Stage 1"
      - id: "2"
        title: "Stage 2"
    provisions:
      - number: "1a"
        label: "In time at stage 1"
        group: "must"
        stage: "1"
        text: "How many in time?"
        asks: "parts"
        wording: "seen"
      - number: "1a.1"
        number_seen: "no"
        part_of: "1a"
        label: "In five days at stage 1"
        group: "must"
        stage: "1"
        asks: "figure"
        text: "In five days?"
        wording: "seen"
      - number: "1c"
        label: "In time at stage 2"
        group: "must"
        stage: "2"
        text: "In time?"
        wording: "seen"
      - number: "1b"
        label: "Early at stage 1"
        group: "should"
        stage: "1"
        text: "Early?"
        wording: "seen"
"""

# What makes the small edition the one that follows.
PAST = {
    'in_force_from: "2024-04-01"\n': 'in_force_from: "2024-04-01"\nfollows: "older"\n',
    'conditional_note: "Say so."\n': """\
conditional_note: "Say so."
gone:
  - numbers: ["1a.1"]
    why: "No figures."
""",
    'text: "Answer in\n          time."\n        wording: "seen"\n': """\
text: "Answer in
          time."
        wording: "seen"
        carries_on: ["1c"]
""",
    'hint: "Name the letter."\n': """\
hint: "Name the letter."
        carries_on: ["1a", "1b"]
        changed: "Two are one."
""",
}


def wording(edition: Edition) -> str:
    lines = [part for p in edition.provisions for part in (p.number, p.text, *p.items)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def small(old: str, new: str) -> bytes:
    """The small edition with one change, which must be possible."""
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new).encode()


def newer(old: str = "", new: str = "") -> str:
    """The small edition as the one that follows the older, with one change, which must be possible."""
    text = SMALL
    for before, after in PAST.items():
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    assert not old or text.count(old) == 1, old
    return text.replace(old, new) if old else text


def older(old: str, new: str) -> bytes:
    assert OLDER.count(old) == 1, old
    return OLDER.replace(old, new).encode()


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
def test_each_file_says_what_its_source_says(edition: Edition) -> None:
    source = json.loads((SHARED / "code" / f"{edition.id[-4:]}.json").read_text(encoding="utf-8"))

    assert [edition.title, edition.issuer] == [source["title"], source["issuer"]]
    assert edition.in_force_from.isoformat().startswith(source["in_force_from"])
    assert [column.title for column in edition.columns] == source["columns"]
    assert [choice.value for choice in edition.answers] == source.get("answers", ["yes", "no"])
    assert {group.id: group.title for group in edition.groups} == source.get("groups", {})
    assert [(s.number, s.title) for s in edition.sections] == [(s["number"], s["title"]) for s in source["sections"]]
    for section, expected in zip(edition.sections, source["sections"], strict=True):
        stages = sorted({clause["stage"] for clause in expected["clauses"] if "stage" in clause})
        assert {stage.id: stage.title for stage in section.stages} == expected.get(
            "stages", {id_: f"Stage {id_}" for id_ in stages}
        )
        clauses = {number: clause for clause in expected["clauses"] for number, clause in with_parts(clause)}
        assert {p.number for p in section.provisions} == set(clauses)
        for ours in section.provisions:
            theirs = clauses[ours.number]
            assert (ours.text, list(ours.items)) == (theirs["text"], theirs.get("items", [])), ours.number
            assert (ours.group, ours.stage) == (theirs.get("kind", ""), theirs.get("stage", "")), ours.number
            assert ours.item_style == theirs.get("item_style", "bullets"), ours.number
            assert ours.wording == theirs.get("wording", ours.wording).replace("recalled", "from memory"), ours.number
            assert ours.number_seen == theirs.get("number_seen", ours.number_seen), ours.number
            asks = "parts" if "parts" in theirs else ASKED.get(theirs.get("answer"), "verdict")
            assert (ours.asks, ours.part_of) == (asks, theirs.get("part_of", "")), ours.number


ASKED = {"figure": "figure", "free text": "text"}


def with_parts(clause: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A clause of the source, and its parts and further questions under the numbers that we give them."""
    yield clause["number"], clause
    for i, part in enumerate(clause.get("parts", []) + clause.get("follow_up", []), start=1):
        yield f"{clause['number']}.{i}", part | {"part_of": clause["number"]}


@pytest.mark.parametrize(
    ("edition_id", "counts"), [(CODE_2020, [3, 4, 8, 10, 2, 4, 1, 4]), (CODE_2022, [8, 8, 3, 19, 20, 6, 5, 3])]
)
def test_the_older_codes_have_72_and_36_provisions_in_eight_sections(edition_id: str, counts: list[int]) -> None:
    edition = catalogue.load(edition_id)
    assert len(edition.counted) == sum(counts)
    assert [sum(p in edition.counted for p in section.provisions) for section in edition.sections] == counts


def test_the_2022_code_stands_in_the_order_of_its_form() -> None:
    """Section 5: all that must be done, stage by stage, then all that should; its last must is followed by its first should."""
    section = catalogue.load(CODE_2022).sections[4]
    headings = [heading for heading, _ in groupby(section.provisions, key=lambda p: (p.group, p.stage))]
    assert headings == [(group, stage) for group in ("must", "should") for stage in "123"]
    numbers = [p.number for p in section.provisions]
    assert numbers[numbers.index("5.20") + 1] == "5.2"
    for _, together in groupby(section.provisions, key=lambda p: (p.group, p.stage)):
        ordered = [int(p.number.split(".")[1]) for p in together]
        assert ordered == sorted(ordered)


def test_the_2020_form_asks_for_figures_and_words_in_parts_and_further_questions() -> None:
    edition = catalogue.load(CODE_2020)
    assert [p.number for p in edition.counted if p.asks != "verdict"] == ["3h", "4e", "4f", "4g", "4j", "6c", "8a", "8b", "8d"]
    assert [p.number for p in edition.counted if p.asks == "parts"] == ["4g", "8b"]
    parts = {p.number: p.asks for p in edition.provisions if p.part_of}
    assert [number for number, asks in parts.items() if asks == "text"] == ["1c.1", "6c.1", "8b.1", "8b.2", "8b.3"]
    assert [number for number, asks in parts.items() if asks == "figure"] == ["4g.1", "4g.2", "4g.3", "4g.4"]


def test_a_question_in_parts_is_answered_by_its_parts_or_as_a_whole() -> None:
    edition = catalogue.load(CODE_2020)
    said = read_text("95%")

    def answered(*numbers: str) -> list[str]:
        answers = {number: Answer(number, commentary=said) for number in numbers}
        return [p.number for p in edition.provisions if edition.is_answered(p, answers)]

    assert answered("4g.1", "4g.2", "4g.3") == ["4g.1", "4g.2", "4g.3"]
    assert answered("4g.1", "4g.2", "4g.3", "4g.4") == ["4g", "4g.1", "4g.2", "4g.3", "4g.4"]
    assert answered("4g") == ["4g", "4g.1", "4g.2", "4g.3", "4g.4"]
    assert answered("6c") == ["6c"], "what follows a question up is a question of its own"
    assert answered("1c") == [], "words are no verdict"


def test_an_edition_is_read_in_a_moment(edition: Edition) -> None:
    begun = process_time()
    catalogue.load.__wrapped__(edition.id)
    assert process_time() - begun < 0.2, "it is a few thousandths of a second on a machine with nothing else to do"


# What carries on from edition to edition


def test_each_edition_but_the_first_says_what_carries_on_from_the_one_before() -> None:
    follows = {id_: catalogue.load(id_).follows for id_ in catalogue.editions()}
    assert follows == {CODE_2020: "", CODE_2022: CODE_2020, CODE_2024: CODE_2022}
    for newer_id, older_id in follows.items():
        if older_id:
            walk = catalogue.crosswalk(older_id, newer_id)
            assert list(walk) == [p.number for p in catalogue.load(newer_id).provisions]


def test_what_carries_on_into_2024_is_merged_split_changed_new_or_gone() -> None:
    walk = catalogue.crosswalk(CODE_2022, CODE_2024)
    assert walk["7.3"] == CarriesOn("7.3", ("6.5",))
    assert walk["5.6"].from_numbers == ("4.2", "5.10")
    assert [number for number, on in walk.items() if "5.13" in on.from_numbers] == ["6.14", "6.15"]
    assert walk["6.3"].from_numbers == ("5.1",)
    assert "count from the acknowledgement" in walk["6.3"].why
    assert [number for number, on in walk.items() if not on.from_numbers] == [
        *("2.3", "2.5", "3.2", "3.3", "5.1", "5.4", "5.5", "5.7", "5.13", "6.11", "6.12", "6.17", "6.18", "6.20"),
        *("7.4", "8.4", "8.5", "9.2"),
    ]
    assert [item.number for item in catalogue.load(CODE_2024).gone] == [
        *("4.3", "4.8", "4.9", "4.13", "4.16", "4.17", "5.4", "5.18", "5.19", "5.20", "6.6", "6.7")
    ]


def test_what_carries_on_into_2022_leaves_the_figures_behind() -> None:
    walk = catalogue.crosswalk(CODE_2020, CODE_2022)
    assert walk["1.2"] == CarriesOn("1.2", ("1a",))
    assert walk["1.8"].from_numbers == ("1b", "1c", "1c.1")
    assert [number for number, on in walk.items() if "8b" in on.from_numbers] == ["7.2", "7.4"]
    old = catalogue.load(CODE_2020)
    carried = {number for on in walk.values() for number in on.from_numbers}
    assert [p.number for p in old.provisions if p.asks == "figure" and p.number in carried] == []


def test_where_one_provision_alone_carries_on_unchanged_it_is_of_the_same_kind() -> None:
    """A should that became a must is a change, and says so."""
    walk = catalogue.crosswalk(CODE_2022, CODE_2024)
    old = catalogue.load(CODE_2022)
    best_practice = [
        n for n, on in walk.items() if on.from_numbers and {provision(old, m).group for m in on.from_numbers} == {"should"}
    ]
    assert [n for n in best_practice if "est practice" not in walk[n].why] == []


def test_reasons_are_sentences(edition: Edition) -> None:
    reasons = [p.changed for p in edition.provisions if p.changed] + [item.why for item in edition.gone]
    assert [reason for reason in reasons if not re.fullmatch(r"[A-Z2].*\.", reason)] == []
    new = [p for p in edition.provisions if edition.follows and not p.carries_on]
    assert [p.number for p in new if not p.changed.startswith("New")] == []


WALKS = {
    "a number that the older does not have": (newer('["1c"]', '["1d"]'), "names 1d of older in"),
    "one that is gone and does not exist": (newer('["1a.1"]', '["1a.2"]'), "names 1a.2 of older in"),
    "one both carried on and gone": (newer('["1a.1"]', '["1a.1", "1b"]'), 'names 1b of older both in "carries_on" and in "gone"'),
    "one left out": (newer('["1a", "1b"]', '["1b"]'), "does not say what becomes of 1a of older"),
    "several without a reason": (newer('        changed: "Two are one."\n', ""), 'provision 1.10 has no "changed"'),
    "one that is shared without a reason": (newer('["1a", "1b"]', '["1a", "1b", "1c"]'), 'provision 1.1 has no "changed"'),
    "a new one without a reason": (
        newer('        carries_on: ["1c"]\n', "").replace('["1a", "1b"]', '["1a", "1b", "1c"]'),
        'provision 1.1 has no "changed"',
    ),
}


@pytest.fixture
def walk_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Mapping[str, CarriesOn]]:
    """The cross-walk from the older of the small editions to the text of the other."""

    def walk(text: str) -> Mapping[str, CarriesOn]:
        both = {"older": OLDER, "test": text}
        monkeypatch.setattr(catalogue, "load", lambda id_: catalogue.read(f"{id_}.yaml", both[id_].encode()))
        return catalogue.crosswalk("older", "test")

    return walk


def test_a_cross_walk_reads_as_written(walk_of: Callable[[str], Mapping[str, CarriesOn]]) -> None:
    assert walk_of(newer()) == {"1.1": CarriesOn("1.1", ("1c",)), "1.10": CarriesOn("1.10", ("1a", "1b"), "Two are one.")}


@pytest.mark.parametrize("mistake", WALKS)
def test_a_mistake_in_a_cross_walk_is_a_sentence(mistake: str, walk_of: Callable[[str], Mapping[str, CarriesOn]]) -> None:
    text, sentence = WALKS[mistake]
    with pytest.raises(Stop) as stop:
        walk_of(text)
    assert str(stop.value).startswith("test.yaml")
    assert sentence in str(stop.value)
    assert str(stop.value).endswith(".")


def test_a_cross_walk_goes_one_edition_at_a_time() -> None:
    with pytest.raises(Stop, match=f"{CODE_2024} does not follow {CODE_2020}: it follows {CODE_2022}"):
        catalogue.crosswalk(CODE_2020, CODE_2024)
    with pytest.raises(Stop, match=f"{CODE_2020} does not follow {CODE_2022}: it is the first"):
        catalogue.crosswalk(CODE_2022, CODE_2020)


# The edition of 2024


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
        "8.1": "annual report",
    }


def test_no_provision_holds_the_words_that_it_has_replaced(edition: Edition) -> None:
    held = [
        (p.number, old.words) for p in edition.provisions for old in p.superseded if old.words in " ".join((p.text, *p.items))
    ]
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
    assert catalogue.in_force(date(2024, 3, 31)) == CODE_2022
    assert catalogue.in_force(date(2022, 3, 31)) == catalogue.in_force(date(2020, 7, 1)) == CODE_2020


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


def test_an_older_form_reads_as_written() -> None:
    edition = catalogue.read("older.yaml", OLDER.encode())

    assert [(column.title, column.holds) for column in edition.columns] == [
        *(("", "number"), ("Question", "requirement"), ("Yes", "yes"), ("No", "no"))
    ]
    assert [(group.id, group.title) for group in edition.groups] == [("must", "What must be"), ("should", "What should be")]
    assert [(p.number, p.group, p.stage, p.asks, p.part_of, p.number_seen) for p in edition.provisions] == [
        ("1a", "must", "1", "parts", "", True),
        ("1a.1", "must", "1", "figure", "1a", False),
        ("1c", "must", "2", "verdict", "", True),
        ("1b", "should", "1", "verdict", "", True),
    ]
    assert [p.number for p in edition.counted] == ["1a", "1c", "1b"]


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
        'line 48: provision 1.10 has the key "label" twice',
    ),
    "an unknown key": (
        small("hint:", "hnit:"),
        'line 49: provision 1.10 has a key that the program does not know, "hnit" (did you mean "hint"?)',
    ),
    "an unknown key at the top": (small("issuer:", "publisher:"), '"publisher"'),
    "a missing field": (small('        text: "Say:"\n', ""), 'line 33: provision 1.10 has no "text"'),
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
        'line 36: "conditional" of provision 1.10 is "maybe". Write one of: yes, no.',
    ),
    "a stage that the section does not have": (
        small('stage: "1"', 'stage: "2"'),
        'line 35: "stage" of provision 1.10 is "2". Write one of: 1.',
    ),
    "a stage in a section without any": (
        small('    stages:\n      - id: "1"\n        title: "Stage 1"\n', ""),
        'line 32: provision 1.10 has a "stage", but its section has no "stages"',
    ),
    "a subject that no check knows": (
        small('"third parties"', '"third party"'),
        'line 37: "about" of provision 1.10 is "third party" (did you mean "third parties"?). Write one of: senior lead,',
    ),
    "an old wording without a reason": (
        small('            why: "it may be said"\n', ""),
        'line 46: an old wording has no "why". Add it.',
    ),
    "list items of no style": (
        small('        item_style: "letters"\n', ""),
        'line 33: provision 1.10 has only one of "items" and "item_style"',
    ),
    "columns that are no form": (
        small('  - title: "Evidence"\n    holds: "support"\n', ""),
        "line 9: the columns of the edition hold number, requirement, comply, which is no form that can be printed. Let them hold",
    ),
    "one kind of column twice": (
        small('"requirement"', '"number"'),
        'line 12: the "holds" of a column is "number", as in line 10',
    ),
    "an answer that the program cannot count": (
        small('value: "yes"', 'value: "partly"'),
        'line 18: "value" of an answer is "partly". Write one of: yes, no, not applicable.',
    ),
    "something carried on from nowhere": (
        small('hint: "Name the letter."', 'hint: "Name the letter."\n        carries_on: ["1.2"]'),
        'line 50: provision 1.10 has "carries_on", but the edition does not say which one it "follows"',
    ),
    "a group in an edition without any": (
        small('        stage: "1"', '        group: "must"\n        stage: "1"'),
        'line 35: provision 1.10 has a "group", but the edition has no "groups"',
    ),
    "a number twice": (
        small('number: "1.10"', 'number: "1.1"'),
        'line 33: the "number" of provision 1.1 is "1.1", as in line 28. Each must be different.',
    ),
    "a label twice": (
        small('"Say what was found"', '"answer at STAGE 1"'),
        'line 34: the "label" of provision 1.10 is "answer at STAGE 1", as in line 29',
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
        "line 18: an answer is not a list of keys and values",
    ),
    "a line break in a text": (
        small("Answer in\n", "Answer in\n\n"),
        'line 30: "text" of provision 1.1 has a line break or tab inside',
    ),
    "a missing quotation mark": (small('"Test Code, form"', '"Test Code, form'), "YAML cannot read this"),
    "nothing in the file": (b"", "test.yaml is empty."),
    "another encoding": (SMALL.encode("utf-16")[:-1], "test.yaml is not a text file in UTF-8."),
}


OLDER_MISTAKES = {
    "no group": (older('        group: "should"\n', ""), 'provision 1b has no "group". Add it.'),
    "a group that the edition does not have": (older('group: "should"', 'group: "may"'), '"group" of provision 1b is "may".'),
    "a group begun again": (
        older('        group: "must"\n        stage: "2"', '        group: "should"\n        stage: "2"'),
        "line 55: provision 1b stands below a later group or stage. Keep to the form's order",
    ),
    "a stage begun again": (
        older('group: "should"\n        stage: "1"', 'group: "must"\n        stage: "1"'),
        "line 55: provision 1b stands below a later group or stage",
    ),
    "a part away from its question": (
        older('part_of: "1a"', 'part_of: "1c"'),
        "line 42: provision 1a.1 is a part of 1c, but does not stand below it. Move it there, or correct the number.",
    ),
    "parts that are not there": (
        older('wording: "seen"\n      - number: "1b"', 'wording: "seen"\n        asks: "parts"\n      - number: "1b"'),
        'line 55: provision 1c asks in parts, but has none. Add them with "part_of".',
    ),
    "something asked that nobody can answer": (older('asks: "figure"', 'asks: "figures"'), '(did you mean "figure"?)'),
}


@pytest.mark.parametrize("mistake", OLDER_MISTAKES)
def test_a_mistake_in_an_older_form_is_a_sentence_too(mistake: str) -> None:
    data, sentence = OLDER_MISTAKES[mistake]
    with pytest.raises(Stop) as stop:
        catalogue.read("older.yaml", data)
    assert str(stop.value).startswith("older.yaml, line ")
    assert sentence in str(stop.value)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_data_file_is_a_sentence_that_names_file_and_key(mistake: str) -> None:
    data, sentence = MISTAKES[mistake]
    with pytest.raises(Stop) as stop:
        catalogue.read("test.yaml", data)
    assert str(stop.value).startswith("test.yaml")
    assert sentence in str(stop.value)
    assert str(stop.value).endswith(".")
