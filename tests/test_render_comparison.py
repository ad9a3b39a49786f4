"""A comparison as a web page and as a Word document: what they say to whom, and that they are sound."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import old_forms
import pytest
import tools
from lxml import etree
from sample import EDITION, NASTY, full_assessment, landlord

from generator.compare import Comparison, compare
from generator.compare.layout import laid
from generator.model import Action, Answer, SelfAssessment
from generator.problems import Stop
from generator.render import comparison_text, comparison_web, comparison_word
from generator.rich_text import read_text
from generator.templates import SHIPPED, Templates

ON = date(2026, 8, 1)
TEMPLATES = Templates()
WORDS = TEMPLATES.wording
PAYLOAD = '<script>document.title="broken"</script><img src=x onerror=alert(1)>'


def year(name: str, *answers: Answer) -> SelfAssessment:
    return SelfAssessment(name, landlord(), answers)


def of(before: list[Answer], after: list[Answer]) -> Comparison:
    return compare(year("ours/2025", *before), EDITION, year("ours/2026", *after), EDITION, ON)


def page(found: Comparison) -> bytes:
    return comparison_web.render(found, laid(found, WORDS, ON), TEMPLATES)


def word(found: Comparison) -> bytes:
    return comparison_word.render(found, laid(found, WORDS, ON), TEMPLATES)


def text(found: Comparison) -> str:
    return "\n".join(comparison_text.lines(laid(found, WORDS, ON), WORDS))


@pytest.fixture(scope="module")
def small() -> Comparison:
    """One change of each kind."""
    action = Action(read_text("Hire two officers"), "Head", date(2026, 6, 30))
    return of(
        [
            Answer("6.2", "yes", commentary=read_text("Within five days.\nThis stays.\nAnd so does this.")),
            Answer("6.3", "no", commentary=read_text("1. one\n2. two\n3. three"), actions=(action,)),
            Answer("6.4", "yes"),
        ],
        [
            Answer("6.2", "no", commentary=read_text("Within ten days.\nThis stays.\nAnd so does this.")),
            Answer("6.3", "no", commentary=read_text("1. one\n2. two\n3. four"), actions=(action,)),
            Answer("6.5", "yes"),
        ],
    )


@pytest.fixture(scope="module")
def large() -> Comparison:
    """An old edition against everything that is hard to print."""
    return compare(old_forms.assessment("2022"), old_forms.FORMS["2022"], full_assessment(), EDITION, ON)


def test_the_terminal_shows_each_change_and_leaves_out_what_is_the_same(small):
    shown = text(small)
    assert "Within [-five-] {+ten+} days." in shown
    assert "(2 paragraphs are unchanged.)" in shown
    assert "This stays." not in shown
    assert "3. [-three-]" in shown
    assert "Late: 6.3" in shown
    assert re.search(r"Only in ours/2025\n-+\n  6\.4\n", shown)
    assert re.search(r"Only in ours/2026\n-+\n  6\.5\n", shown)


def test_the_page_tells_insertions_and_deletions_to_those_who_do_not_see_them(small):
    tree = etree.fromstring(page(small), etree.HTMLParser(encoding="utf-8"))
    found = {tag: ["".join(element.itertext()) for element in tree.iter(tag)] for tag in ("ins", "del")}
    assert found["del"][:2] == ["removed: Yes", "removed: five"]
    assert found["ins"][:2] == ["added: No", "added: ten"]
    assert all(element[0].get("class") == "unseen" for tag in found for element in tree.iter(tag))
    assert [item.get("value") for item in tree.iter("li") if item.get("value")] == ["3", "3"]


def test_word_shows_insertions_and_deletions_in_look_and_in_words_and_has_no_tracked_change(small):
    document = docx.Document(io.BytesIO(word(small)))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("Within"))
    assert paragraph.text == "Within [removed: five] [added: ten] days."
    assert [run.text for run in paragraph.runs if run.font.strike] == ["five"]
    assert [run.text for run in paragraph.runs if run.font.underline] == ["ten"]
    assert not list(document.element.iter("{*}ins", "{*}del"))
    assert document.core_properties.title == "What changed: ours/2025 and ours/2026"
    assert document.core_properties.language == "en-GB"


def test_word_has_real_headings_and_tables_with_header_rows(small):
    document = docx.Document(io.BytesIO(word(small)))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.lower().startswith("heading")]
    assert ("Heading 1", "Answers that changed") in headings
    assert ("Heading 2", "6.2 Stage 1 acknowledgement within five working days") in headings
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Provision", "Before", "After"],
        ["6.2 Stage 1 acknowledgement within five working days", "Yes", "No"],
    ]
    assert all(table.rows[0]._tr.find(".//{*}tblHeader") is not None for table in document.tables)
    assert [row.cells[0].text for row in document.tables[1].rows] == ["What became of it", "Late"]


def test_nothing_that_is_typed_becomes_markup():
    found = of(
        [Answer("6.2", "yes", commentary=read_text("a"))], [Answer("6.2", "yes", commentary=read_text(f"{PAYLOAD}\n{NASTY}"))]
    )
    tree = etree.fromstring(page(found), etree.HTMLParser(encoding="utf-8"))
    assert not list(tree.iter("script", "img"))
    assert PAYLOAD in "".join(tree.itertext())


def test_a_character_that_word_cannot_hold_is_refused_with_a_sentence():
    found = of([Answer("6.2", "yes")], [Answer("6.2", "yes", commentary=read_text("a\x01b"))])
    with pytest.raises(Stop, match="control character"):
        word(found)


def test_no_difference_is_one_sentence_everywhere():
    same = of([Answer("6.2", "yes")], [Answer("6.2", "yes")])
    sentence = "There is no difference: ours/2026 says the same in all 1 provisions."
    assert sentence in text(same)
    assert sentence in page(same).decode()
    assert sentence in [p.text for p in docx.Document(io.BytesIO(word(same))).paragraphs]


def test_a_landlord_words_and_lays_out_the_page_itself(small, tmp_path):
    (tmp_path / "web").mkdir()
    (tmp_path / "wording.toml").write_text('[comparison]\ntitle = "Our changes"\n', encoding="utf-8")
    (tmp_path / "web" / "comparison.css").write_text("ins { color: purple }", encoding="utf-8")
    templates = Templates((tmp_path, SHIPPED))
    made = comparison_web.render(small, laid(small, templates.wording, ON), templates).decode()
    assert "Our changes" in made
    assert "purple" in made


@pytest.mark.parametrize("which", ["small", "large"])
def test_the_page_is_valid_and_needs_no_other_file(which, request, tmp_path):
    path = tmp_path / "changes.html"
    path.write_bytes(page(request.getfixturevalue(which)))
    assert tools.nu_errors([path]) == []
    assert not re.search(r'(?:src|href)="(?!#)', path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_accessible_on_a_phone_and_on_a_desk(large, width, chromium_page, tmp_path):
    path = tmp_path / "changes.html"
    path.write_bytes(page(large))
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto(path.as_uri())
    assert tools.axe_violations(chromium_page) == []
    assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width
    assert chromium_page.evaluate("getComputedStyle(document.querySelector('del')).textDecorationLine") == "line-through"
    assert chromium_page.evaluate("getComputedStyle(document.querySelector('ins')).textDecorationLine") == "underline"


def test_the_word_document_is_valid_and_opens(large, small, tmp_path):
    paths = [tmp_path / "large.docx", tmp_path / "small.docx"]
    for path, found in zip(paths, (large, small), strict=True):
        path.write_bytes(word(found))
    assert tools.open_xml_errors(paths) == []
    printed = " ".join(" ".join(tools.pdf_text(tools.libreoffice_pdf(paths[1], tmp_path))).split())
    assert "Within [removed: five] [added: ten] days." in printed


def test_the_same_comparison_gives_the_same_bytes(large):
    assert page(large) == page(large)
    assert word(large) == word(large)
