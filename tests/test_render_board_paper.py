"""The governing body's paper in Word: its pages, its appendix, and that it cannot be wrong unnoticed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import old_forms
import pytest
import tools
from lxml import etree
from papers import JULY, ON, OWN, all_met, answered, said
from sample import EDITION, full_assessment
from test_render_word import brand, branded
from word_files import OFFICE, W, changed, parts_of

from generator import gather, publish, workspace
from generator.board_paper import Asked, LastYear, Subject, paper, read_layout, subject
from generator.compare import compare
from generator.importers.own import from_table
from generator.importers.word import read
from generator.model import Action, Answer, Edition, SelfAssessment
from generator.printed import differences, words_for
from generator.problems import WARNING, Problem, Stop
from generator.render import board_paper
from generator.rich_text import read_text
from generator.templates import Templates
from generator.view import view

TEMPLATES = Templates()
EXAMPLE = workspace.target_at(tools.EXAMPLES / "exemplar-homes" / "2026")
_W = f"{{{W}}}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
NOTES = ([Problem("x", WARNING, "a/1/section-6.md", 9, "6.3", "6.3: OFFICERS ONLY.", "Give the new one.")], ())


def about_of(assessment: SelfAssessment | None = None, edition: Edition = EDITION, asked: Asked = JULY, **more) -> Subject:
    return subject(edition, assessment or said(), asked, ON, **more)


def made(about: Subject | None = None, templates: Templates = TEMPLATES, *, officers: bool = False) -> bytes:
    """The paper's bytes, its appendix read back."""
    about = about or about_of()
    shown = paper(about, read_layout(templates), NOTES if officers else None)
    (data,) = publish.render_paper(shown, about.view, templates, as_pdf=False).values()
    return data


def example(*, noes: int = 0) -> Subject:
    """The example landlord's paper with last year; ``noes`` more of its answers are No."""
    found = gather.gather(EXAMPLE)
    assessment = found.assessment
    met = [a for a in assessment.answers if a.comply == "yes" and not a.actions][:noes]
    what = "Review the process with residents, write it anew, and train every colleague who uses it by the end of the year"
    action = Action(read_text(what), "Head of Customer Resolution", date(2027, 3, 31))
    assessment = answered(assessment, *(replace(a, comply="no", actions=(action,)) for a in met))
    last = None
    if before := workspace.previous(found.target, assessment.landlord):
        old = gather.gather(before)
        last = LastYear(view(old.edition, old.assessment), compare(old.assessment, old.edition, assessment, found.edition, ON))
    return subject(found.edition, assessment, JULY, ON, last)


def document(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts_of(data)[part])


def words(element: etree._Element) -> str:
    return "".join(element.itertext(_W + "t"))


def paragraphs(data: bytes) -> Iterator[tuple[str, str]]:
    """The style and the words of each paragraph."""
    for paragraph in document(data).iter(_W + "p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        yield ("" if style is None else style.get(_W + "val", "")), words(paragraph)


def saved(folder: Path, data: bytes, name: str = "made.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


# The appendix


@pytest.mark.parametrize("year", ["2020", "2022", "2024"])
def test_the_appendix_is_the_whole_form_and_reads_back(year: str):
    edition = old_forms.FORMS.get(year, EDITION)
    about = about_of(said(old_forms.assessment(year)) if year in old_forms.FORMS else None, edition)
    wording = words_for(TEMPLATES.wording, asks_questions=edition.asks_questions)
    found = from_table(read(made(about)), wording, [column.holds for column in edition.columns])
    assert len(found) == len(edition.provisions)
    assert differences(about.view, wording, found) == []


def test_one_changed_word_in_the_appendix_stops_the_paper(monkeypatch: pytest.MonkeyPatch):
    about = about_of()
    real = board_paper.render

    def wrong(*given):
        return {
            name: changed(data, "in the way that number 17 of", "in the way that number 18 of")
            for name, data in real(*given).items()
        }

    monkeypatch.setattr(board_paper, "render", wrong)
    with pytest.raises(Stop, match=r"4\.1|2\.\d|3\.\d|commentary"):
        made(about)


def test_an_answer_that_is_missing_from_the_appendix_stops_the_paper(monkeypatch: pytest.MonkeyPatch):
    about = about_of()
    real = board_paper.render
    shorter = replace(about.view, sections=about.view.sections[:-1])
    monkeypatch.setattr(board_paper, "render", lambda shown, _, templates: real(shown, shorter, templates))
    with pytest.raises(Stop, match=r"9\.\d is missing from it"):
        made(about)


# The pages


@pytest.mark.libreoffice
@pytest.mark.poppler
@pytest.mark.parametrize("noes", [0, 5, 30])
def test_the_paper_has_at_most_four_pages(noes: int, tmp_path: Path):
    about = example(noes=noes)
    assert len(about.view.not_met) == 5 + noes
    pages = tools.pdf_text(tools.libreoffice_pdf(saved(tmp_path, made(about)), tmp_path))
    [first] = [number for number, text in enumerate(pages, start=1) if "Appendix: the self-assessment" in text]
    assert first <= 5
    for row in about.view.not_met:
        assert any(re.search(rf"(?<![\d.]){re.escape(row.number)}\b", text) for text in pages[: first - 1]), row.number
    assert all("Exemplar Homes: Board, 23 July 2026, item 7.2 – Public" in text for text in pages)
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_no_page_of_the_paper_ends_with_a_heading(tmp_path: Path):
    headings = {text for style, text in paragraphs(made(example())) if style.startswith("Heading")}
    pages = tools.pdf_text(tools.libreoffice_pdf(saved(tmp_path, made(example())), tmp_path))
    for text in pages[:4]:
        lines = [line.strip() for line in text.splitlines() if line.strip() and not re.search(r"Page \d+ of \d+", line)]
        assert lines[-1] not in headings


def test_upright_pages_come_before_wide_ones_with_the_same_header():
    sections = list(document(made()).iter(_W + "sectPr"))
    sizes = [section.find(_W + "pgSz") for section in sections]
    assert [size.get(_W + "orient", "portrait") for size in sizes if size is not None] == ["portrait", "landscape"]
    assert [len(section.findall(_W + "headerReference")) for section in sections] == [1, 0], (
        "the wide pages go on with the header"
    )


def test_the_officers_page_stands_on_its_own_before_the_appendix():
    assert "OFFICERS ONLY" not in words(document(made()))
    root = document(made(officers=True))
    [heading] = [p for p in root.iter(_W + "p") if words(p) == "Officer notes"]
    assert heading.find(f"{_W}pPr/{_W}pageBreakBefore") is not None
    text = words(root)
    assert text.index("Draft response of the Board") < text.index("OFFICERS ONLY") < text.index("Appendix: the self-assessment")


def test_nothing_internal_stands_in_the_file():
    for content in parts_of(made(officers=True)).values():
        assert b"SECRET" not in content


def test_a_draft_is_marked_on_every_page_and_in_its_name():
    about = about_of(draft=True)
    shown = paper(about, read_layout(TEMPLATES))
    [(name, data)] = board_paper.render(shown, about.view, TEMPLATES).items()
    assert name == "exemplar-homes-2026-board-paper-draft.docx"
    headers = [part for name, part in parts_of(data).items() if "header" in name and name.endswith(".xml")]
    assert len(headers) == 1
    assert "Draft" in words(etree.fromstring(headers[0]))
    assert ("DocumentStatus", "Draft") in list(paragraphs(data))


# What those need who do not see it


def test_headings_go_down_one_level_at_a_time():
    for about in (about_of(), about_of(said(old_forms.assessment("2022")), old_forms.FORMS["2022"])):
        levels = [int(style[-1]) for style, _ in paragraphs(made(about)) if style.startswith("Heading")]
        assert levels[0] == 1
        assert levels.count(1) == 2, "the paper, and its appendix"
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    styles = {text: style for style, text in paragraphs(made(about)) if style.startswith("Heading")}
    assert [styles[text] for text in ("Section 5: Complaint stages", "Mandatory ‘must’ requirements", "Stage 1")] == [
        *("Heading2", "Heading3", "Heading4")
    ]


def test_every_table_has_a_header_row_a_title_and_a_description():
    tables = list(document(made()).iter(_W + "tbl"))
    assert len(tables) > 10
    for table in tables:
        assert table.find(f"{_W}tr/{_W}trPr/{_W}tblHeader") is not None
        assert table.find(f"{_W}tblPr/{_W}tblCaption").get(_W + "val")
        assert table.find(f"{_W}tblPr/{_W}tblDescription").get(_W + "val")


def test_the_file_says_its_title_and_language():
    core = parts_of(made())["docProps/core.xml"].decode()
    assert "<dc:title>Complaint Handling Code 2024: self-assessment, Exemplar Homes &amp; Sons</dc:title>" in core
    assert "<dc:language>en-GB</dc:language>" in core


def test_the_picture_is_a_chart_with_the_views_figures_and_the_same_in_its_alt_text():
    about = about_of()
    data = made(about)
    [properties] = document(data).iter(_WP + "docPr")
    counts = [section.counts for section in about.view.sections]
    assert "Section 6: Complaints stages: 18 met and 2 not yet met." in properties.get("descr", "")
    chart = document(data, "word/chart.xml")
    found = [[int(v.text) for v in values.iter(_C + "v")] for values in chart.iter(_C + "numCache")]
    assert found == [[c.yes for c in counts], [c.no for c in counts]]
    for names in chart.iter(_C + "cat"):
        assert [v.text for v in names.iter(_C + "v")] == [f"Section {section.number}" for section in about.view.sections]


def test_the_parts_of_the_picture_differ_by_more_than_their_colour():
    chart = document(made(), "word/chart.xml")
    met, not_met = (series.find(_C + "spPr") for series in chart.iter(_C + "ser"))
    assert met.find(f"{_A}solidFill/{_A}srgbClr").get("val") == "1d5e8a", "the landlord's colour"
    assert not_met.find(f"{_A}pattFill") is not None


def test_every_link_leads_to_an_answer_in_the_appendix():
    root = document(made())
    anchors = {bookmark.get(_W + "name") for bookmark in root.iter(_W + "bookmarkStart")}
    links = [link.get(_W + "anchor") for link in root.iter(_W + "hyperlink") if link.get(_W + "anchor")]
    assert "provision_6_3" in links
    assert set(links) <= anchors


# The file


def test_microsofts_validator_finds_nothing_wrong(tmp_path: Path):
    (tmp_path / "brand").mkdir()
    papers = {
        "whole.docx": made(officers=True),
        "met.docx": made(about_of(all_met())),
        "2020.docx": made(about_of(said(old_forms.assessment("2020")), old_forms.FORMS["2020"])),
        "2022.docx": made(about_of(said(old_forms.assessment("2022")), old_forms.FORMS["2022"], draft=True)),
        "brand.docx": made(about_of(), branded(tmp_path / "brand", brand())),
        "bare.docx": made(about_of(replace(full_assessment(), answers=(Answer("1.2"),)))),
    }
    assert tools.open_xml_errors([saved(tmp_path, data, name) for name, data in papers.items()]) == []


def test_the_same_answers_give_the_same_bytes():
    assert made(officers=True) == made(officers=True)


def test_a_landlords_base_document_is_built_on(tmp_path: Path):
    data = made(about_of(), branded(tmp_path, brand()))
    styles = document(data, "word/styles.xml")
    names = {name.get(_W + "val") for name in styles.iter(_W + "name")}
    assert {"Paper text", "Table text", "Boxed text", "Answer text"} <= names
    sections = list(document(data).iter(_W + "sectPr"))
    references = [r.get(f"{{{OFFICE}}}id") for r in sections[0].findall(_W + "headerReference")]
    assert references
    assert sum("Public" in words(etree.fromstring(part)) for name, part in parts_of(data).items() if "/header" in name) >= 1


def test_control_characters_are_refused_in_a_sentence():
    with pytest.raises(Stop, match=r"control character \(U\+0007\)"):
        made(about_of(said(board_paper=replace(OWN, risk=read_text("Amber\u0007.")))))
