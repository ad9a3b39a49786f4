"""The governing body's paper as PDF: tagged as the self-assessment is, its pages, its picture in words, and its appendix read back."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import old_forms
import pikepdf
import pytest
from papers import JULY, ON, said
from sample import EDITION, full_assessment
from test_render_board_paper import NOTES, example
from test_render_pdf import elements, without_emoji

from generator import publish
from generator.board_paper import BoardPaper, Chart, Subject, paper, read_layout, subject
from generator.importers import pdf as reader
from generator.problems import Stop
from generator.render import board_paper_pdf
from generator.templates import SHIPPED, Templates, templates_for

TEMPLATES = Templates()


def about_of(year: str) -> Subject:
    full = old_forms.assessment(year) if year in old_forms.FORMS else full_assessment()
    return subject(old_forms.FORMS.get(year, EDITION), said(without_emoji(full)), JULY, ON)


def laid_out(about: Subject, *, officers: bool = False) -> BoardPaper:
    return paper(about, read_layout(TEMPLATES), NOTES if officers else None)


def made(about: Subject, *, officers: bool = False, templates: Templates = TEMPLATES) -> bytes:
    """The paper's bytes, its appendix read back."""
    [content] = publish.render_paper(laid_out(about, officers=officers), about.view, templates, as_pdf=True).values()
    return content


@cache
def the_example() -> bytes:
    return made(example())


def texts(content: bytes) -> list[str]:
    """The words of each page."""
    return [" ".join(word.text for word in page.words) for page in reader._pages(content)[0]]


@pytest.mark.parametrize("year", ["2020", "2022", "2024"])
def test_the_paper_of_each_form_is_made_and_its_appendix_reads_back(year: str):
    about = about_of(year)
    [name] = publish.render_paper(laid_out(about), about.view, TEMPLATES, as_pdf=True)
    assert name == about.view.file_name(laid_out(about).file_stem, "pdf")


def test_another_answer_in_the_appendix_stops_the_paper(monkeypatch: pytest.MonkeyPatch):
    about = example()
    real = board_paper_pdf.render

    def wrong(paper_: BoardPaper, view, templates):
        section = view.sections[0]
        rows = (replace(section.rows[0], comply="no", comply_title="No"), *section.rows[1:])
        return real(paper_, replace(view, sections=(replace(section, rows=rows), *view.sections[1:])), templates)

    monkeypatch.setattr(board_paper_pdf, "render", wrong)
    with pytest.raises(Stop, match=r"\.pdf: 1\.2: its comply reads “No” and should read “Yes”"):
        made(about)


def test_the_paper_takes_at_most_four_upright_pages_before_its_wide_appendix():
    pages = pikepdf.open(BytesIO(the_example())).pages
    upright = [float(page.mediabox[3]) > float(page.mediabox[2]) for page in pages]
    assert upright.index(False) <= 4
    assert not any(upright[upright.index(False) :])
    assert "Appendix" in texts(the_example())[upright.index(False)]


def test_the_officers_page_stands_by_itself_and_only_where_it_is_asked_for():
    [notes] = [text for text in texts(made(example(), officers=True)) if "OFFICERS ONLY" in text]
    assert "Appendix" not in notes
    assert not any("OFFICERS ONLY" in text for text in texts(the_example()))


def test_it_declares_pdf_ua_1_and_its_headings_go_down_one_at_a_time():
    pdf = pikepdf.open(BytesIO(the_example()))
    with pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
    assert pdf.Root.Lang == "en-GB"
    levels = [int(kind[1]) for kind, _, _ in elements(the_example()) if kind in ("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == [*(section.heading for section in laid_out(example()).sections), laid_out(example()).appendix.heading]


def test_the_picture_says_in_words_what_it_shows():
    [chart] = [block for section in laid_out(example()).sections for block in section.blocks if isinstance(block, Chart)]
    figures = [str(element.Alt) for kind, element, _ in elements(the_example()) if kind == "Figure"]
    assert figures == [chart.alt]


def test_the_same_paper_has_the_same_bytes():
    about = example()
    assert made(about) == made(about)


def test_a_landlords_own_template_goes_before_ours(tmp_path: Path):
    folder = tmp_path / "templates" / "pdf"
    folder.mkdir(parents=True)
    source = (SHIPPED / "pdf" / "board-paper.typ").read_text(encoding="utf-8")
    (folder / "board-paper.typ").write_text(source.replace("#title(data.heading)", "#title[Our paper]"), encoding="utf-8")
    assert "Our paper" in texts(made(about_of("2020"), templates=templates_for([tmp_path])))[0]
