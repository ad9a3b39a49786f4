"""Landlords side by side, as a page and as a workbook: words in every cell, whatever the names hold."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import tools
from sample import EDITION

from generator.render.heat_map import ANSWERED, KINDS, NONE, Asked, HeatMap, Line, page, workbook
from generator.templates import SHIPPED, Templates

NASTY = '=HYPERLINK("x")</style><script>alert(1)</script> & {{ 7*7 }}'
ASKED = tuple(
    Asked(provision.number, provision.label, f"{section.number}: {section.title}")
    for section in EDITION.sections
    for provision in section.provisions
)


def heat_map(landlords: int = 3, **changed: object) -> HeatMap:
    """Landlords of which each answers in its own way; the first one's name is made to break things."""
    lines = tuple(
        Line(
            f"landlord-{i}/2026",
            NASTY if i == 0 else f"Landlord {i} of Somewhere",
            tuple(KINDS[(i * 5 + j) % 5 if (i + j) % 4 == 0 else 0] for j in range(len(ASKED))),
        )
        for i in range(landlords)
    )
    return replace(HeatMap("Complaint Handling Code 2024", EDITION.title, False, ASKED, lines), **changed)


def html(*maps: HeatMap) -> str:
    return page(maps or [heat_map()], Templates(), "22 November 2026").decode()


def book(*maps: HeatMap) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(maps or [heat_map()], Templates(), "22 November 2026")))


WORDS = {"yes": "Yes", "no": "No", "not applicable": "N/a", ANSWERED: "Given", NONE: "None"}


def test_every_cell_of_the_page_says_its_answer_as_a_word():
    made = heat_map()
    rows = re.findall(r'<tr><th scope="row"><span class="number">([\d.]+)</span>.*?</th>(.*?)</tr>', html(made))
    assert len(rows) == 72
    for (number, cells), (asked, kinds) in zip(rows, made.rows, strict=True):
        assert number == asked.number
        assert re.findall(r">([^<]*)</td>", cells) == [*(WORDS[kind] for kind in kinds), str(kinds.count("no"))]


def test_the_page_names_who_answers_no_those_of_most_landlords_first():
    made = heat_map(
        2, lines=(Line("a/1", "Ash", ("yes", "no", "no")), Line("b/1", "Beech", ("yes", "yes", "no"))), provisions=ASKED[:3]
    )
    items = re.findall(r"<li><strong>([\d.]+) .*?</strong>: (.*?)</li>", html(made))
    assert items == [("1.4", "Ash; Beech"), ("1.3", "Ash")]
    assert "<td>1</td><td>1</td>" not in html(made)
    assert '<th scope="row">Answered No</th><td>2</td><td>1</td><td>3</td>' in html(made)


def test_the_legend_explains_what_occurs_and_nothing_else():
    made = heat_map(1, lines=(Line("a/1", "Ash", ("yes", NONE, "yes")),), provisions=ASKED[:3])
    legend = re.findall(r'<dt class="(\w+)">(\w+)</dt>', html(made))
    assert legend == [("yes", "Yes"), ("none", "None")]
    assert "No landlord answers No to any provision." in html(made)


def test_names_stay_the_text_that_they_are():
    shown = html()
    assert "<script>" not in shown
    assert shown.count("</style>") == 1
    assert "&lt;script&gt;" in shown
    assert "{{ 7*7 }}" in shown
    assert "http" not in shown.replace("http-equiv", ""), "nothing is loaded from anywhere"


def test_an_own_style_sheet_cannot_end_its_element(tmp_path: Path):
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "heat-map.css").write_text("p{} </style><script>alert(1)</script>", encoding="utf-8")
    shown = page([heat_map()], Templates((tmp_path, SHIPPED)), "today").decode()
    assert shown.count("</style>") == 1
    assert "</script>" not in shown


def test_each_edition_has_a_table_and_a_sheet_of_its_own():
    older = heat_map(2, edition_name="Complaint Handling Code 2022", edition="The Code of 2022", provisions=ASKED[:5])
    older = replace(older, lines=tuple(replace(line, cells=line.cells[:5]) for line in older.lines))
    shown = html(heat_map(), older)
    assert re.findall(r'<h2 id="map-\d">(.*?)</h2>', shown) == [EDITION.title, "The Code of 2022"]
    assert shown.count("<table") == 2
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
    assert book(heat_map(), older).sheetnames == ["Complaint Handling Code 2024", "Complaint Handling Code 2022", "About"]


def test_a_form_of_questions_does_not_call_a_yes_met():
    assert "The landlord meets the provision." in html()
    asked = html(heat_map(asks_questions=True))
    assert "The landlord meets the provision." not in asked
    assert "The answer to the question is Yes." in asked


def test_the_sheet_says_the_same_under_a_header_with_filters_and_titles_for_each_printed_page():
    made = heat_map()
    sheet = book(made).worksheets[0]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0] == ("Provision", "What it asks for", *(line.landlord for line in made.lines), "No")
    assert rows[1:] == [
        (asked.number, asked.label, *(WORDS[kind] for kind in kinds), kinds.count("no")) for asked, kinds in made.rows
    ]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:F75"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$3", "$A:$B")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet["C3"].data_type == "s"
    assert sheet["A4"].data_type == "s", "a provision's number is text: 6.10 is not 6.1"


@pytest.mark.parametrize(("landlords", "rotation", "paper"), [(6, 0, 9), (7, 90, 9), (20, 90, 9), (21, 90, 8)])
def test_many_names_stand_upright_and_very_many_landlords_are_printed_on_a3(landlords: int, rotation: int, paper: int):
    made = heat_map(landlords)
    sheet = book(made).worksheets[0]
    assert sheet["C3"].alignment.textRotation == rotation
    assert sheet.page_setup.paperSize == paper
    assert ('class="many"' in html(made)) == (rotation == 90)


def test_the_about_sheet_explains_each_word():
    about = book().worksheets[-1]
    rows = {row[0]: row[1] for row in about.iter_rows(min_row=4, values_only=True)}
    assert list(rows) == list(WORDS.values())
    assert all(rows.values())


def test_the_same_answers_give_the_same_bytes():
    for make in (page, workbook):
        assert make([heat_map()], Templates(), "today") == make([heat_map()], Templates(), "today")


@pytest.mark.npm
@pytest.mark.parametrize("landlords", [3, 40])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_only_the_map_scrolls(tmp_path: Path, chromium_page, landlords: int, width: int):
    (tmp_path / "map.html").write_text(html(heat_map(landlords)), encoding="utf-8")
    said: list[str] = []
    chromium_page.on("console", lambda message: said.append(message.text))
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto((tmp_path / "map.html").as_uri())
    assert said == []
    assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width
    assert tools.axe_violations(chromium_page) == []


@pytest.mark.npm
def test_header_and_provisions_stay_in_sight_while_the_map_scrolls(tmp_path: Path, chromium_page):
    (tmp_path / "map.html").write_text(html(heat_map(40)), encoding="utf-8")
    chromium_page.goto((tmp_path / "map.html").as_uri())
    where = """() => { const box = e => { const b = document.querySelector(e).getBoundingClientRect(); return [b.x, b.y] };
        return [box('thead th:nth-child(3)')[1], box('tbody th[scope=row]')[0]] }"""
    chromium_page.evaluate("document.querySelector('.frame').scrollTo(300, 0)")
    before = chromium_page.evaluate(where)
    chromium_page.evaluate("document.querySelector('.frame').scrollTo(600, 900)")
    after = chromium_page.evaluate(where)
    assert after[1] == before[1], "the provisions stay at the left"
    assert 0 <= before[0] - after[0] < 60, "the names stay at the top, once the caption is out of sight"


@pytest.mark.npm
@pytest.mark.java
def test_page_and_style_are_valid(tmp_path: Path):
    (tmp_path / "map.html").write_text(html(heat_map(8)), encoding="utf-8")
    assert tools.nu_errors([tmp_path / "map.html", SHIPPED / "web" / "heat-map.css"]) == []


@pytest.mark.npm
def test_the_workbook_is_valid(tmp_path: Path):
    path = tmp_path / "map.xlsx"
    path.write_bytes(workbook([heat_map(40), heat_map(2, edition_name="Another")], Templates(), "today"))
    assert tools.open_xml_errors([path]) == []
