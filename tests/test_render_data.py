"""The published data: everything that is published and nothing else, as its schema says."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
from sample import EDITION, full_assessment, full_view

from generator.importers.own import from_data
from generator.model import Action, Answer, Landlord, SelfAssessment
from generator.printed import differences
from generator.render.data import SCHEMA, render
from generator.render.data_schema import SelfAssessment as Published
from generator.render.data_schema import schema
from generator.rich_text import read_text
from generator.templates import Templates
from generator.view import View, view

TEMPLATES = Templates()
WORDING = TEMPLATES.wording
NAME = "exemplar-homes-2026-self-assessment.json"


def unfinished() -> View:
    return view(EDITION, SelfAssessment("new/2026", Landlord(code=EDITION.id), ()))


def published(shown: View) -> bytes:
    [content] = [content for name, content in render(shown, TEMPLATES).items() if name != SCHEMA]
    return content


def data(shown: View) -> dict:
    return json.loads(published(shown))


def provision(shown: View, number: str) -> dict:
    [found] = [p for section in data(shown)["sections"] for p in section["provisions"] if p["number"] == number]
    return found


@pytest.mark.parametrize("shown", [full_view(), full_view(draft=True), unfinished()], ids=["approved", "draft", "unfinished"])
def test_every_answer_is_read_back_as_it_is(shown):
    assert differences(shown, WORDING, from_data(published(shown), WORDING)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("number 1 of our notes", "number 2 of our notes", "1.3: its commentary reads"),
        ('"text": "bold words",\n                  "bold": true', '"text": "bold words"', "1.2: its commentary reads"),
        (
            '"kind": "number",\n              "level": 2',
            '"kind": "number",\n              "level": 1',
            "1.2: its commentary reads",
        ),
        ("/complaints?a=1&b=2", "/complaints?a=1&b=3", "1.2: its commentary reads"),
        (
            '"comply": "yes",\n          "comply_in_words": "Yes"',
            '"comply": "no",\n          "comply_in_words": "No"',
            "1.2: its comply reads “No” and should read “Yes”",
        ),
        (
            '"by": "2027-03-31",\n              "by_in_words": "31 March 2027"',
            '"by": "2028-03-31",\n              "by_in_words": "31 March 2028"',
            "6.3: its actions reads",
        ),
        ('"number": "1.3"', '"number": "1.33"', "1.3 is missing from it"),
    ],
)
def test_reading_back_finds_what_is_not_as_it_should_be(old, new, said):
    text = published(full_view()).decode("utf-8")
    assert old in text
    found = differences(full_view(), WORDING, from_data(text.replace(old, new, 1).encode("utf-8"), WORDING))
    assert found[0].startswith(said)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"comply": "yes"', '"comply": "no"'),
        ('"comply_in_words": "Yes"', '"comply_in_words": "No"'),
        ('"by": "2027-03-31"', '"by": "2027-03-30"'),
        ('"by": "2027-03-31"', '"by": null'),
        ('"by_in_words": "31 March 2027"', '"by_in_words": "soon"'),
    ],
)
def test_data_that_says_one_thing_to_programs_and_another_in_words_is_not_read(old, new):
    text = published(full_view()).decode("utf-8")
    assert old in text
    with pytest.raises(ValueError, match=r"(?:1\.2|6\.3): .*, and in words"):
        from_data(text.replace(old, new, 1).encode("utf-8"), WORDING)


@pytest.mark.parametrize("broken", [b"[]", b"{}", b"not JSON", b'{"sections": [{"provisions": [{}]}]}'])
def test_what_is_not_as_the_schema_says_is_not_read(broken):
    with pytest.raises(ValueError, match=r"data is not what its schema says|Expecting value"):
        from_data(broken, WORDING)


# The schema


@pytest.mark.parametrize("shown", [full_view(), full_view(draft=True), unfinished()], ids=["approved", "draft", "unfinished"])
def test_the_data_is_as_its_schema_says(shown):
    Published.model_validate_json(published(shown))
    jsonschema.validate(data(shown), json.loads(TEMPLATES.read(SCHEMA)), jsonschema.Draft202012Validator)


def test_the_schema_that_is_published_is_the_one_that_the_models_make():
    assert json.loads(TEMPLATES.read(SCHEMA)) == json.loads(schema()), "run: python -m generator.render.data_schema > " + SCHEMA


def test_the_schema_is_a_schema_and_describes_every_object():
    made = json.loads(schema())
    jsonschema.Draft202012Validator.check_schema(made)
    assert all("description" in entry for entry in [made, *made["$defs"].values()])


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(owner="Ann"),
        lambda d: d.update(status="final"),
        lambda d: d.update(approved_on="soon"),
        lambda d: d.update(version=2),
        lambda d: d["sections"][0]["provisions"][0].pop("comply"),
        lambda d: d["sections"][0]["provisions"][0].update(note="x"),
        lambda d: d["sections"][0]["provisions"][0].update(number=1.2),
        lambda d: d["sections"][0]["provisions"][0]["commentary"][0].update(kind="heading"),
    ],
)
def test_the_schema_refuses_what_it_does_not_know(change):
    wrong = data(full_view())
    change(wrong)
    validator = jsonschema.Draft202012Validator(json.loads(schema()), format_checker=jsonschema.FormatChecker())
    assert len(list(validator.iter_errors(wrong))) == 1


# What is in it


def test_the_data_and_its_schema_stand_beside_each_other():
    assert list(render(full_view(), TEMPLATES)) == [NAME, SCHEMA]
    assert list(render(full_view(draft=True), TEMPLATES)) == [NAME.replace(".json", "-draft.json"), SCHEMA]
    assert data(full_view())["$schema"] == SCHEMA


def test_an_answer_has_its_text_as_blocks_of_runs():
    answer = provision(full_view(), "6.3")
    assert (answer["comply"], answer["comply_in_words"]) == ("no", "No")
    assert answer["evidence"][0] == [{"text": "Complaints policy: 37.2 (page 37)"}]
    assert answer["commentary"][9] == {
        "kind": "bullet",
        "level": 1,
        "runs": [
            {"text": "deeper, with "},
            {"text": "bold words", "bold": True},
            {"text": ", "},
            {"text": "italic words", "italic": True},
            {"text": " and "},
            {"text": "both", "bold": True, "italic": True},
        ],
    }
    assert answer["commentary"][10] == {"kind": "number", "level": 2, "number": 1, "runs": [{"text": "one"}]}
    assert answer["actions"][1] == {
        "action": [{"kind": "bullet", "runs": [{"text": "A weekly review"}]}],
        "owner": "Director of Customers",
        "by": "2026-12-31",
        "by_in_words": "31 December 2026",
        "outcome": [{"kind": "paragraph", "runs": [{"text": "Begun."}]}, {"kind": "bullet", "runs": [{"text": "twice"}]}],
    }
    assert provision(full_view(), "3.4")["alternative"][0]["runs"] == [{"text": "On display at the office."}]


def test_the_requirement_is_the_codes_own():
    official = next(p for p in EDITION.provisions if p.item_style == "letters")
    assert provision(full_view(), official.number)["requirement"] == {
        "text": official.text,
        "items": list(official.items),
        "item_style": "letters",
    }


def test_it_says_what_it_is():
    whole = data(full_view())
    assert (whole["status"], whole["approved_on"]) == ("approved", "2026-07-23")
    assert whole["counts"] == {"provisions": 72, "yes": 68, "no": 4, "unanswered": 0, "not_applicable": 0, "told": 0}
    assert whole["code"]["id"] == "housing-ombudsman-2024"
    assert whole["governing_bodies"][0]["minute"] == "7.2"
    assert whole["documents"][1] == {
        "title": "=Letter template",
        "version": "2",
        "date": "May 2026",
        "address": None,
        "provisions": [],
    }
    draft = data(full_view(draft=True))
    assert (draft["status"], draft["status_in_words"], draft["approved_on"]) == ("draft", "Draft", None)


def test_what_there_is_not_is_null_and_never_a_guess():
    answer = provision(unfinished(), "1.2")
    assert (answer["comply"], answer["comply_in_words"]) == (None, None)
    full = full_assessment()
    actions = (Action(read_text("More"), "", None, "spring"), Action(read_text("x"), "", date(2027, 1, 1)))
    undated = Answer("1.2", "no", (), read_text("Not yet."), actions)
    shown = view(EDITION, replace(full, answers=(undated, *full.answers[1:])))
    first, second = provision(shown, "1.2")["actions"]
    assert (first["by"], first["by_in_words"], first["owner"]) == (None, "spring", None)
    assert (second["by"], second["by_in_words"]) == ("2027-01-01", "1 January 2027")


def test_nothing_that_is_not_published_is_in_it():
    text = published(full_view()).decode("utf-8")
    assert "SECRET" not in text
    assert not re.search(r'"(note|reviewed|accepts?|line|file)":', text)


def test_it_is_utf8_without_escapes_and_always_the_same():
    assert "Ffôn: 0300 123 4567; café; naïve; 🏠; “quoted”" in published(full_view()).decode("utf-8")
    assert published(full_view()) == published(full_view())
    assert published(full_view()).endswith(b"}\n")


def test_making_and_reading_the_data_loads_no_pydantic():
    code = "import generator.render.data, generator.importers.own, sys; print('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
