"""The PDF document: tagged, titled and findable; every answer in it as it is; nothing from outside, and the same bytes each time."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import old_forms
import pikepdf
import pytest
import tools
from sample import EDITION, full_assessment

from generator.examine import examine
from generator.importers import own
from generator.importers import pdf as reader
from generator.model import Action, Answer, EvidenceItem, SelfAssessment
from generator.printed import differences
from generator.problems import Stop
from generator.render.pdf import render
from generator.rich_text import Text, read_runs, read_text
from generator.templates import SHIPPED, Templates, templates_for
from generator.view import View, view
from generator.workspace import Target

ON = date(2026, 11, 22)
TEMPLATES = Templates()
HOSTILE = """\
#read("/etc/passwd") and #panic("no") and #sys.inputs
#set text(size: 90pt)
#import "@preview/cetz:0.3.0"
$x^2$ and @ref and <label> and `raw` and ```typ #panic()```
\\ and \\n and \\u{41} and \\#
= no heading
/ no: term
+ no number
*bold words* and _no emphasis_ and ~ and -- and --- and ... and "quoted"
// no comment /* nor here */
https://www.exemplar-homes.example/#a"b
[x] ] } ) ;"""


def printable(text: Text) -> Text:
    """Without the one sign of the sample that the fonts lack."""
    return tuple(
        replace(block, runs=tuple(run._replace(text=run.text.replace("🏠; ", "")) for run in block.runs)) for block in text
    )


def without_emoji(assessment: SelfAssessment) -> SelfAssessment:
    answers = (replace(answer, commentary=printable(answer.commentary)) for answer in assessment.answers)
    return replace(assessment, answers=tuple(answers))


@cache
def shown(name: str) -> View:
    if name in old_forms.FORMS:
        return view(old_forms.FORMS[name], without_emoji(old_forms.assessment(name)))
    if name == "example":
        examined = examine(Target("exemplar-homes", "2026", tools.EXAMPLES / "exemplar-homes" / "2026"), ON)
        return view(examined.edition, examined.assessment)
    return view(EDITION, without_emoji(full_assessment()), draft=name == "draft")


@cache
def made(name: str) -> bytes:
    [content] = render(shown(name), TEMPLATES).values()
    return content


EVERY = ("example", "sample", "draft", "2020", "2022")


def with_answer(**parts: Any) -> View:
    """The sample with another answer to 1.3."""
    full = without_emoji(full_assessment())
    answers = (Answer("1.3", **parts) if one.provision == "1.3" else one for one in full.answers)
    return view(EDITION, replace(full, answers=tuple(answers)))


def content_of(shown_view: View, templates: Templates = TEMPLATES) -> bytes:
    [content] = render(shown_view, templates).values()
    return content


def read_back(content: bytes, shown_view: View) -> list[str]:
    return differences(shown_view, TEMPLATES.wording, own.from_cells(reader.tables(content), shown_view.columns))


@cache
def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


Element = tuple[str, pikepdf.Object, tuple[str, ...]]


@cache
def elements(content: bytes) -> tuple[Element, ...]:
    """Each structure element in reading order: its kind, itself, and the kinds that it stands in."""

    def within(node: pikepdf.Object, above: tuple[str, ...]) -> Iterator[Element]:
        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from within(child, above)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            kind = str(node.S).removeprefix("/")
            yield kind, node, above
            yield from within(node.get("/K", pikepdf.Array()), (*above, kind))

    return tuple(within(opened(content).Root.StructTreeRoot.K, ()))


def links(content: bytes) -> list[pikepdf.Object]:
    return [
        note
        for page in opened(content).pages
        for note in page.get("/Annots", pikepdf.Array())
        if note.Subtype == pikepdf.Name.Link
    ]


# What a screen reader goes by


@pytest.mark.parametrize("name", EVERY)
def test_it_declares_pdf_ua_1_with_title_language_and_marks(name: str):
    pdf = opened(made(name))
    title = f"{shown(name).title}, {shown(name).landlord}"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.Lang == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo.Title) == title
    with pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"] == title


@pytest.mark.parametrize("name", EVERY)
def test_headings_go_down_one_level_at_a_time_and_are_the_bookmarks(name: str):
    found = [
        (int(kind[1]), str(element.get("/T", ""))) for kind, element, _ in elements(made(name)) if re.fullmatch(r"H\d", kind)
    ]
    levels = [level for level, _ in found]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    titles = [title for level, title in found if level == 1]
    assert [section.heading for section in shown(name).sections] == [title for title in titles if title.startswith("Section ")]
    with opened(made(name)).open_outline() as outline:
        assert [item.title for item in outline.root] == titles


@pytest.mark.parametrize("name", EVERY)
def test_each_form_table_has_its_header_once_and_a_cell_for_each_column(name: str):
    headed = [len(section.headed_rows) for section in shown(name).sections]
    titles = [column.title.replace(" ", "") for column in shown(name).columns]
    forms = [table for table in reader.tables(made(name)) if [cell.replace(" ", "") for cell in table[0]] == titles]
    assert len(forms) == sum(headed)
    assert [len(table) - 1 for table in forms] == [len(t.rows) for section in shown(name).sections for t in section.headed_rows]
    assert {len(row) for table in forms for row in table} == {len(titles)}


def test_header_cells_say_that_they_head_columns_and_stand_in_a_table_head():
    headers = [(element, above) for kind, element, above in elements(made("sample")) if kind == "TH"]
    assert len(headers) > 50
    for element, above in headers:
        assert above[-3:] == ("Table", "THead", "TR")
        assert any(attributes.get("/Scope") == pikepdf.Name.Column for attributes in element.A)
    assert {above[-3:] for kind, _, above in elements(made("sample")) if kind == "TD"} == {("Table", "TBody", "TR")}


def test_each_page_of_a_table_shows_its_header_again_and_the_tags_hold_it_once():
    pages, tags = reader._pages(made("example"))
    texts = {page.number: " ".join(word.text for word in page.words) for page in pages}
    in_table = {held.page for held in tags if "TD" in held.kinds}
    headers = ("Commentary / explanation", "What we will do", "Evidence for", "Provisions Yes No")
    assert len(in_table) > 20
    assert [number for number in in_table if not any(header in texts[number] for header in headers)] == []
    assert len(re.findall("Commentary / explanation", " ".join(texts.values()))) > len(reader.tables(made("example")))


def test_lists_are_lists_in_lists():
    kinds = Counter(kind for kind, _, _ in elements(made("sample")))
    assert kinds["L"] > 50
    assert kinds["LI"] == kinds["LBody"] == kinds["Lbl"]
    assert max(above.count("L") for kind, _, above in elements(made("sample")) if kind == "LI") == 3
    assert {above[-1] for kind, _, above in elements(made("sample")) if kind == "LI"} == {"L"}


@pytest.mark.parametrize("name", EVERY)
def test_each_link_says_where_it_leads_and_stands_in_the_tree(name: str):
    notes = links(made(name))
    in_tree = sum(kind == "Link" for kind, _, _ in elements(made(name)))
    assert len(notes) >= in_tree > 20
    assert all(str(note.Contents).strip() and "/StructParent" in note for note in notes)


def test_links_lead_to_safe_addresses_and_to_provisions():
    addresses = {str(note.A.URI) for note in links(made("sample")) if "/A" in note}
    assert "https://www.exemplar-homes.example/complaints?a=1&b=2" in addresses
    assert all(re.match(r"(https?|mailto|tel):", address) for address in addresses)
    assert any("/Dest" in note for note in links(made("sample")))


def test_nothing_runs_out_of_the_page():
    long = (
        "Averyveryverylongwordwithoutanyplacewherealinemightend" * 3
        + " resolution.manager@a-very-long-name.exemplar-homes.example"
    )
    answer = with_answer(
        comply="no",
        evidence=(EvidenceItem(read_runs(long)),),
        commentary=read_text(f"- {long}\n  - {long}"),
        actions=(Action(read_text(long), long, None, long, read_text(long)),),
    )
    content = content_of(answer)
    assert read_back(content, answer) == []
    pages, _ = reader._pages(content)
    for page in pages:
        assert all(40 < word.left < word.right < page.width - 40 for word in page.words), page.number


def test_every_page_says_whose_it_is_what_it_is_and_which():
    for name, status in (("sample", "Approved by the Board on 23 July 2026"), ("draft", "Draft")):
        pages, _ = reader._pages(made(name))
        for number, page in enumerate(pages, start=1):
            words = " ".join(word.text for word in page.words)
            assert words.startswith(f"Exemplar Homes & Sons: Complaint Handling Code 2024 {status}")
            assert words.endswith(f"Page {number} of {len(pages)}")


def test_a_draft_says_so_in_its_name_and_in_words():
    [(name, content)] = render(shown("draft"), TEMPLATES).items()
    assert name == "exemplar-homes-2026-self-assessment-draft.pdf"
    words = " ".join(word.text for word in reader._pages(content)[0][0].words)
    assert "Draft: not for publication" in words
    assert "Approved" not in words


def test_a_pale_colour_of_the_landlords_gives_way_to_a_dark_one():
    pale, none, dark = (content_of(replace(shown("2020"), colour=colour)) for colour in ("#ffe680", "", "#7a0019"))
    assert pale == none != dark


# What it says


@pytest.mark.parametrize("name", EVERY)
def test_every_answer_comes_back_from_it(name: str):
    assert read_back(made(name), shown(name)) == []


def test_typst_code_in_an_answer_is_printed_as_it_is():
    answer = with_answer(
        comply="yes", evidence=(EvidenceItem(read_runs('#read("/etc/passwd") *x*')),), commentary=read_text(HOSTILE)
    )
    answer = replace(answer, landlord="#panic() $x$ \\ & Sons", facts=(("Homes", '#read("x") @y'),))
    content = content_of(answer)
    assert read_back(content, answer) == []
    first = " ".join(word.text for word in reader._pages(content)[0][0].words)
    assert "#panic() $x$ \\ & Sons" in first
    assert '#read("x") @y' in first


def test_letters_of_other_languages_are_printed():
    words = "Ffôn ŵ ŷ; Łódź, zażółć gęślą jaźń; Ελληνικά; Привет; Română ș ț; Türkçe ğ ı; ✓ ✔ ✗ ☎ → ≤ ½ €; khiếu nại; शिकायत; oﬃce ﬁles"
    answer = with_answer(comply="yes", commentary=read_text(words))
    assert read_back(content_of(answer), answer) == []


def test_a_sign_that_the_fonts_lack_is_named_with_its_provision_and_nothing_is_made():
    answer = with_answer(comply="yes", commentary=read_text("Our 🏠 and 中文 page"))
    with pytest.raises(
        Stop, match=r"no sign for “🏠” \(house building\) in 1\.3; “中” \(cjk unified ideograph-4e2d\) in 1\.3; “文”"
    ):
        render(answer, TEMPLATES)


@pytest.mark.parametrize("words", ["Read this in Arabic: اقرأ هذا", "تלונה"])
def test_words_that_run_from_right_to_left_are_refused_with_their_provision(words: str):
    """Their order in the finished file cannot be told, so a changed order would not be found."""
    with pytest.raises(Stop, match=r"1\.3 holds words that run from right to left, as Arabic and Hebrew do"):
        render(with_answer(comply="yes", commentary=read_text(words)), TEMPLATES)


def test_a_sign_that_the_fonts_lack_is_named_wherever_it_stands():
    with pytest.raises(Stop, match=r"no sign for “🏠” \(house building\)\. Write it in words"):
        render(replace(shown("2020"), landlord="Homes 🏠"), TEMPLATES)


def test_an_answer_of_ten_thousand_words_goes_over_pages_whole():
    answer = with_answer(
        comply="yes", commentary=read_text("\n".join(f"Line {i} of what we do for residents." for i in range(1250)))
    )
    content = content_of(answer)
    assert read_back(content, answer) == []
    assert len(opened(content).pages) > 40


def test_the_form_of_72_provisions_is_made_in_little_time():
    began = time.process_time()
    content_of(replace(shown("sample"), landlord="Another landlord"))
    assert time.process_time() - began < 3  # about 0.5 s where nothing else runs


# A changed answer is found


def only_section(number: str) -> View:
    """The sample without the other sections, to be quick."""
    sections = tuple(section for section in shown("sample").sections if section.number == number)
    return replace(shown("sample"), sections=sections, register=())


CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("comply", {"comply": "no", "comply_title": "No"}),
    ("evidence", {"evidence": (read_runs("Complaints policy: 2.2 (page 1)"),)}),
    ("evidence", {"evidence": ()}),
    ("commentary", {"commentary": read_text("We do what 1.3 asks, in the way that number 2 of our notes says.")}),
    ("commentary", {"commentary": read_text("We do what 1.3 asks, in the way number 1 of our notes says.")}),
    ("commentary", {"commentary": read_text("We do what 1.3 asks, in the way that number 1 of our says notes.")}),
    ("commentary", {"commentary": ()}),
    ("commentary", {"alternative": read_text("Or otherwise.")}),
]


@pytest.mark.parametrize(("part", "change"), CHANGES)
def test_another_answer_in_it_is_found(part: str, change: dict[str, Any]):
    right = only_section("1")
    [section] = right.sections
    rows = tuple(replace(row, **change) if row.number == "1.3" else row for row in section.rows)
    wrong = replace(right, sections=(replace(section, rows=rows),))
    [sentence] = read_back(content_of(wrong), right)
    assert sentence.startswith(f"1.3: its {part} reads ")


def test_swapped_and_missing_provisions_are_found():
    right = only_section("1")
    [section] = right.sections
    one, two, *others = section.rows
    swapped = (replace(one, number=two.number), replace(two, number=one.number), *others)
    sentences = read_back(content_of(replace(right, sections=(replace(section, rows=swapped),))), right)
    assert {sentence.partition(":")[0] for sentence in sentences} == {"1.2", "1.3"}
    without = replace(right, sections=(replace(section, rows=(two, *others)),))
    assert read_back(content_of(without), right) == ["1.2 is missing from it"]


def test_a_changed_action_is_found():
    right = only_section("7")
    row = next(row for row in right.rows if row.number == "7.3")
    for change in (
        {"owner": "Nobody"},
        {"by": "31 March 2028"},
        {"what": read_text("Two more offices")},
        {"outcome": read_text("Done.")},
    ):
        changed = replace(row, actions=(replace(row.actions[0], **change), *row.actions[1:]))
        sections = tuple(replace(s, rows=tuple(changed if r is row else r for r in s.rows)) for s in right.sections)
        sentences = read_back(content_of(replace(right, sections=sections)), right)
        assert len(sentences) == 1
        assert sentences[0].startswith("7.3: its commentary")


def test_a_no_in_the_column_for_yes_is_found_in_the_form_of_questions():
    right = shown("2020")
    section = right.sections[0]
    rows = tuple(replace(row, comply="no", comply_title="No") if row.number == "1a" else row for row in section.rows)
    sentences = read_back(content_of(replace(right, sections=(replace(section, rows=rows), *right.sections[1:]))), right)
    assert sentences[0].startswith("1a: its comply reads “No” and should read “Yes”")


def test_words_taken_out_of_the_finished_file_are_missed():
    """The answer "Yes" of one row is taken out of the page's drawing, and its tag with it stays."""
    pdf = pikepdf.open(BytesIO(made("sample")))
    page = next(page for page in pdf.pages if "/Contents" in page and page.index == 3)
    instructions = list(pikepdf.parse_content_stream(page))
    shows = [i for i, (_, operator) in enumerate(instructions) if str(operator) in ("Tj", "TJ")]
    del instructions[shows[len(shows) // 2]]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
    out = BytesIO()
    pdf.save(out)
    assert read_back(out.getvalue(), shown("sample")) != []


# The same bytes, and nothing from outside

MAKES = """
import sys, hashlib
sys.path.insert(0, {tests!r})
import test_render_pdf as own
print(hashlib.sha256(own.content_of(own.shown("sample"))).hexdigest())
"""


def test_two_processes_with_other_clocks_and_places_make_the_same_bytes(tmp_path: Path):
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "TMPDIR": str(tmp_path), "PYTHONPATH": str(tools.ROOT)}
        script = MAKES.format(tests=str(tools.ROOT / "tests"))
        done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
        digests.add(done.stdout)
    assert len(digests) == 1


def own_template(tmp_path: Path, old: str, new: str, name: str = "self-assessment.typ") -> Templates:
    source = (SHIPPED / "pdf" / name).read_text(encoding="utf-8")
    assert old in source
    folder = tmp_path / "templates" / "pdf"
    folder.mkdir(parents=True)
    (folder / name).write_text(source.replace(old, new, 1), encoding="utf-8")
    return templates_for([tmp_path])


def test_a_landlords_own_template_goes_before_ours(tmp_path: Path):
    templates = own_template(tmp_path, "#title(data.heading)", "#title(data.heading)\n#par[In our own words.]")
    content = content_of(shown("2020"), templates)
    assert "In our own words." in " ".join(word.text for word in reader._pages(content)[0][0].words)


def test_a_template_that_shows_the_clock_shows_no_time(tmp_path: Path):
    templates = own_template(tmp_path, "#title(data.heading)", "#title(data.heading)\n#datetime.today().display()")
    words = " ".join(word.text for word in reader._pages(content_of(shown("2020"), templates))[0][0].words)
    assert "1970-01-01" in words


@pytest.mark.parametrize(
    "line",
    [
        '#import "@preview/cetz:0.3.0"',
        '#import ("@pre" + "view/cetz:0.3.0"): canvas',
        '#import "parts.typ".replace("parts.typ", "@preview/cetz:0.3.0"): canvas',
        '#(dictionary(std).at("ev" + "al"))("import \\"@preview/cetz:0.3.0\\"")',
        '#include "\\u{40}preview/cetz:0.3.0"',
        '#import "../../secret.typ": *',
        '#eval("import \\"@preview/cetz:0.3.0\\"")',
    ],
)
def test_a_template_that_brings_in_something_from_outside_is_refused_with_its_line(tmp_path: Path, line: str):
    templates = own_template(tmp_path, "// The self-assessment as PDF.", f"{line}\n// The self-assessment as PDF.")
    with pytest.raises(Stop, match=r"self-assessment\.typ, line 1: .* may not stand in a template"):
        render(shown("2020"), templates)


@pytest.mark.parametrize("address", ["/etc/passwd", "../../../../../../etc/passwd", "@preview/cetz:0.3.0/lib.typ"])
def test_a_template_that_reads_a_file_is_refused_with_its_line(tmp_path: Path, address: str):
    templates = own_template(tmp_path, "#title(data.heading)", f'#title(data.heading)\n#read("{address}")')
    with pytest.raises(Stop, match=r"self-assessment\.typ, line \d+: the PDF cannot be made"):
        render(shown("2020"), templates)


def test_a_template_that_is_no_utf_8_is_a_sentence(tmp_path: Path):
    own_template(tmp_path, "// The self", "// The self")
    path = tmp_path / "templates" / "pdf" / "self-assessment.typ"
    path.write_bytes(b"// caf\xe9\r\n" + path.read_bytes())
    with pytest.raises(Stop, match=r"self-assessment\.typ: this template is not saved as UTF-8"):
        render(shown("2020"), templates_for([tmp_path]))


def test_a_mistake_in_a_template_is_a_sentence_with_its_file_and_line(tmp_path: Path):
    templates = own_template(tmp_path, "// Rich text: runs", "#nothing()\n// Rich text: runs", "parts.typ")
    with pytest.raises(Stop, match=r"parts\.typ, line \d+: the PDF cannot be made \(unknown variable: nothing\)"):
        render(shown("2020"), templates)


def test_a_font_is_the_landlords_own_or_ours_and_none_of_the_machines(tmp_path: Path):
    font = Path(tools.need("liberation"))
    templates = own_template(tmp_path, '"Libertinus Serif"', '"Liberation Sans", "Libertinus Serif"', "parts.typ")
    assert {"Libertinus"} == {name for name in fonts_of(content_of(shown("2020"), templates)) if name.startswith("Lib")}
    folder = tmp_path / "templates" / "pdf" / "fonts"
    folder.mkdir()
    (folder / "own.ttf").write_bytes(font.read_bytes())
    assert "LiberationSans" in fonts_of(content_of(shown("2020"), templates))


def fonts_of(content: bytes) -> set[str]:
    """The families of the fonts in it."""
    names = {str(font.BaseFont) for page in opened(content).pages for font in page.Resources.Font.values()}
    return {re.sub(r"^/[A-Z]{6}\+|(Serif)?(-.*)?$", "", name) for name in names}
