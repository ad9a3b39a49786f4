"""Pages and fragments: what they say, that it is safe, and that every answer can be read back from them."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sample import EDITION, full_assessment, full_view, landlord

from generator.importers import html as html_reader
from generator.importers import own
from generator.model import Answer, EvidenceItem, GoverningBody, SelfAssessment
from generator.printed import differences
from generator.problems import Stop
from generator.render import html_text, web
from generator.render.colour import FALLBACK
from generator.rich_text import BULLET, NUMBER, PARAGRAPH, Block, Run, canonical_text, read_text
from generator.templates import SHIPPED, Templates
from generator.view import Row, View, view

TEMPLATES = Templates()
WORDS = TEMPLATES.wording
KEPT_BY_A_CMS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "a", "strong", "em"}
DOWNLOADS = (web.Download("exemplar-homes-2026-self-assessment.docx", "Word document", 84_210),)
PAYLOAD = '"><script>document.title="broken"</script><img src=x onerror=alert(1)>'


def made(shown: View, templates: Templates = TEMPLATES) -> dict[str, bytes]:
    return web.pages(shown, templates, DOWNLOADS) | web.fragments(shown, templates)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return made(full_view())


def whole_answers(shown: View) -> dict[str, tuple[Row, ...]]:
    """Every page and fragment that holds whole answers, with the rows that it must hold."""
    held = {f"section-{section.number}": section.rows for section in shown.sections} | {"all": shown.rows}
    return {shown.file_name(folder + base, "html"): rows for folder in ("", "fragments/") for base, rows in held.items()}


def wrong(shown: View, data: bytes, rows: tuple[Row, ...]) -> list[str]:
    return differences(shown, WORDS, own.from_page(html_reader.read(data), WORDS), of=rows)


def parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))


def text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def lines(found: list[etree._Element]) -> list[str]:
    return [text(element) for element in found]


# Reading back


@pytest.mark.parametrize("draft", [False, True])
def test_every_page_and_fragment_reads_back_as_the_answers(draft):
    shown = full_view(draft=draft)
    everything = made(shown)
    holding = whole_answers(shown)
    assert len(holding) == 2 * (9 + 1)
    assert [found for name, rows in holding.items() for found in wrong(shown, everything[name], rows)] == []


def test_nothing_but_what_a_content_management_system_keeps_is_needed_to_read_back(files):
    shown = full_view()
    for name, rows in whole_answers(shown).items():
        kept = nh3.clean(files[name].decode(), tags=KEPT_BY_A_CMS, attributes={"a": {"href"}}, link_rel=None)
        assert wrong(shown, kept.encode(), rows) == []


def test_fragments_hold_only_what_a_content_management_system_keeps(files):
    for name in whole_answers(full_view()):
        if name.startswith("fragments/"):
            elements = list(parsed(b"<body>" + files[name]).iterfind(".//body//*"))
            assert {element.tag for element in elements} <= KEPT_BY_A_CMS
            assert {key for element in elements for key in element.attrib} == {"href"}
            assert all(re.match(r"(https?|mailto|tel):", element.get("href")) for element in elements if element.tag == "a")


@pytest.mark.parametrize("name", ["section-6.html", "all.html", "fragments/section-6.html", "fragments/all.html"])
@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (b"in the way that number 39 of our notes", b"in the way that number 40 of our notes", "6.5: its commentary reads"),
        (b"Complaints policy: 39.2 (page 39)", b"Complaints policy: 39.2 (page 38)", "6.5: its evidence reads"),
        (b"By: 31 March 2027</p>", b"By: 31 March 2028</p>", "6.3: its actions reads"),
        (b"<li>two again</li>", b"</ol><ol><li>two again</li>", "6.3: its commentary reads"),
        (b"<strong>bold words</strong>", b"bold words", "6.3: its commentary reads"),
        (
            b"https://www.exemplar-homes.example/complaints?",
            b"https://elsewhere.example/complaints?",
            "6.3: its commentary reads",
        ),
    ],
)
def test_a_change_in_a_document_is_found(files, name, before, after, sentence):
    rows = whole_answers(full_view())[name]
    head, heading, rest = files[name].partition(b"6.3 Stage 1 response within 10 working days</h3>")
    assert before in rest
    changed = head + heading + rest.replace(before, after, 1)
    assert [s.partition(" reads ")[0] + " reads" for s in wrong(full_view(), changed, rows)] == [sentence]


@pytest.mark.parametrize("name", ["section-6.html", "fragments/section-6.html"])
def test_a_swapped_answer_is_found(files, name):
    head, heading, rest = files[name].partition(b"6.2 Stage 1 acknowledgement within five working days</h3>")
    yes, no = (b">Yes</span>", b">No</span>") if name == "section-6.html" else (b"<p>Yes</p>", b"<p>No</p>")
    swapped = head + heading + rest.replace(no, b"NEITHER", 1).replace(yes, no, 1).replace(b"NEITHER", yes, 1)
    found = wrong(full_view(), swapped, whole_answers(full_view())[name])
    assert [s.partition(" reads")[0] for s in found] == ["6.2: its comply", "6.3: its comply"]


@pytest.mark.parametrize("name", ["section-6.html", "fragments/section-6.html"])
def test_a_missing_and_a_doubled_provision_are_found(files, name):
    last = files[name][files[name].rfind(b"<h3") :].partition(b"</section>")[0]
    rows = whole_answers(full_view())[name]
    assert b"6.20 All suitable staff" in last
    assert wrong(full_view(), files[name].replace(last, b""), rows) == ["6.20 is missing from it"]
    assert wrong(full_view(), files[name].replace(last, last + last), rows) == ["6.20 stands in it twice"]


WORDS_OF_ANY_KIND = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


@st.composite
def any_text(draw) -> tuple[Block, ...]:
    runs = st.builds(
        Run,
        WORDS_OF_ANY_KIND,
        st.booleans(),
        st.booleans(),
        st.sampled_from(["", "", "https://a.example/?b=1&amp;c='", "mailto:a@b.example", "tel:+44300", "javascript:alert(1)"]),
    )
    kinds = st.tuples(st.sampled_from([PARAGRAPH, BULLET, NUMBER]), st.integers(0, 4), st.lists(runs, max_size=3))
    blocks = []
    for kind, level, several in draw(st.lists(kinds, max_size=8)):
        number = 1 + sum(block.kind == NUMBER for block in blocks) if kind == NUMBER else 0
        blocks.append(Block(kind, tuple(several), level if kind != PARAGRAPH else 0, number))
    return canonical_text(blocks)


@given(any_text())
def test_any_text_reads_back_from_its_html(blocks):
    rows = html_reader.read(html_text.blocks(blocks).encode())
    found = tuple(block for row in rows for cell in row.cells for block in cell.blocks)
    assert found == blocks


# Safety


def hostile_view() -> View:
    everywhere = replace(
        landlord(),
        name=PAYLOAD,
        period=PAYLOAD,
        covers=(PAYLOAD,),
        complaints_officer=PAYLOAD,
        website="javascript:alert(1)",
        colour="red; } body { display: none",
        how_to_complain=read_text(PAYLOAD),
        bodies=(GoverningBody(PAYLOAD, minute=PAYLOAD, response=read_text(PAYLOAD)),),
        documents=tuple(replace(d, title=PAYLOAD, version=PAYLOAD, address="javascript:alert(1)") for d in landlord().documents),
    )
    payload = (Run(PAYLOAD), Run("a link", link="javascript:alert(1)"), Run("{{ 7*7 }}", bold=True))
    answers = [
        replace(answer, evidence=(EvidenceItem(payload),), commentary=(Block(PARAGRAPH, payload),))
        for answer in full_assessment().answers
    ]
    return view(EDITION, SelfAssessment("exemplar-homes/2026", everywhere, tuple(answers)))


def test_what_looks_like_markup_is_shown_as_text():
    shown = hostile_view()
    downloads = [web.Download("javascript:alert(1)", PAYLOAD, 5)]
    for name, data in (web.pages(shown, TEMPLATES, downloads) | web.fragments(shown, TEMPLATES)).items():
        if name.endswith(".html"):
            page = parsed(data)
            assert page.findall(".//img") == []
            assert [script.get("src") for script in page.iterfind(".//script")] in ([], ["filter.js"])
            assert [a.get("href") for a in page.iterfind(".//a") if "javascript:" in a.get("href", "")] == []
            assert PAYLOAD in text(page)
            assert "{{ 7*7 }}" in text(page) or name.startswith("index")
    assert web.pages(shown, TEMPLATES)["style.css"].endswith(f":root {{ --accent: {FALLBACK}; }}\n".encode())


def test_only_safe_addresses_become_links():
    assert html_text.link("here", "javascript:alert(1)") == "here"
    assert html_text.link("here", "page.html") == "here"
    assert html_text.link("h<e>re", "https://a.example/?b=1&c=2") == '<a href="https://a.example/?b=1&amp;c=2">h&lt;e&gt;re</a>'


def test_a_run_that_was_not_checked_before_gets_no_unsafe_link():
    assert html_text.blocks((Block(PARAGRAPH, (Run("x", link="javascript:alert(1)"),)),)) == "<p><a>x</a></p>"


def test_nothing_is_published_that_is_internal(files):
    assert not [name for name, data in files.items() if b"SECRET" in data]


# The set of pages


def test_every_link_leads_somewhere(files):
    ids = {
        name: {e.get("id") for e in parsed(data).iter() if e.get("id")} for name, data in files.items() if name.endswith(".html")
    }
    checked = 0
    for name, data in files.items():
        if not name.endswith(".html"):
            continue
        for element in parsed(data).iter("a", "link", "script", "img"):
            address = element.get("href") or element.get("src") or ""
            if re.match(r"(https?|mailto|tel):", address):
                continue
            file, _, anchor = address.partition("#")
            assert not file or file in files or file == DOWNLOADS[0].name, f"{name}: {address}"
            assert not anchor or anchor in ids[file or name], f"{name}: {address}"
            checked += 1
    assert checked > 200


def test_each_provision_has_its_permanent_anchor_on_its_section_and_on_the_page_with_all(files):
    shown = full_view()
    for name in [f"section-{section.number}.html" for section in shown.sections] + ["all.html"]:
        anchors = [heading.get("id") for heading in parsed(files[name]).iterfind(".//h3[@id]")]
        assert anchors == [row.anchor for row in whole_answers(shown)[name]]
    assert b'<h3 id="provision-6-3">6.3 Stage 1 response' in files["section-6.html"]


def test_ids_are_unique_and_headings_leave_out_no_level(files):
    for name, data in files.items():
        if name.endswith(".html"):
            page = parsed(data)
            ids = [element.get("id") for element in page.iter() if element.get("id")]
            assert len(ids) == len(set(ids)), name
            levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
            assert levels.count(1) == (0 if "/" in name else 1)
            assert levels[0] == (2 if "/" in name else 1)
            assert all(after - before <= 1 for before, after in pairwise(levels)), name


def test_titles_differ_and_say_whose_page_it_is(files):
    titles = [text(parsed(data).find(".//title")) for name, data in files.items() if name.endswith(".html") and "/" not in name]
    assert len(set(titles)) == len(titles) == 11
    assert "Section 6: Complaints stages – self-assessment – Exemplar Homes & Sons" in titles
    assert all(title.endswith(" – Exemplar Homes & Sons") for title in titles)


def test_sections_lead_to_the_one_before_and_the_one_after(files):
    def turns(name: str) -> list[str | None]:
        found = {a.get("rel"): a.get("href") for a in parsed(files[name]).iterfind(".//a[@rel]")}
        return [found.get("prev"), found.get("next")]

    assert turns("section-1.html") == [None, "section-2.html"]
    assert turns("section-6.html") == ["section-5.html", "section-7.html"]
    assert turns("section-9.html") == ["section-8.html", None]


def test_the_index_says_in_plain_words_what_is_met_and_what_will_change(files):
    page = parsed(files["index.html"])
    assert text(page.find(".//p[@class='lead']")) == full_view().summary
    changes = {text(e.find("h3")): text(e) for e in page.iterfind(".//div[@class='change']")}
    assert len(changes) == 4
    for row in full_view().not_met:
        said = changes[f"{row.label} (provision {row.number})"]
        for action in row.actions:
            told = f"Planned for {action.by}. What has come of it:"
            assert (told if action.outcome else f"To be done by {action.by}") in said
            assert "A weekly review" in said
        assert row.actions or "On display at the office." in said
    headings = lines(page.findall(".//h2"))
    assert [h for h in headings if h.startswith(("How", "Ask"))] == [
        "How to complain to us",
        "How to reach the Housing Ombudsman",
        "Ask for another format",
    ]
    assert "Call us on 0300 123 4567." in text(page)
    counts = [lines(list(row)) for row in page.iterfind(".//tbody/tr")]
    assert counts[5] == ["Section 6: Complaints stages", "20", "18", "2"]
    assert counts[-1] == ["All sections", "72", "68", "4"]


def test_downloads_say_what_they_are_and_how_large():
    downloads = [
        web.Download("a b.docx", "Word document", 84_210),
        web.Download("c.xlsx", "Excel workbook", 12),
        web.Download("d.json", "Data", 1_249_999),
    ]
    for name in ("index.html", "section-3.html"):
        page = parsed(web.pages(full_view(), TEMPLATES, downloads)[name])
        offered = {a.get("href"): text(a) for a in page.iterfind(".//aside//a") if not a.get("href").endswith(".html")}
        assert offered == {"a%20b.docx": "Word document, 84 KB", "c.xlsx": "Excel workbook, 1 KB", "d.json": "Data, 1.2 MB"}
    assert "Download" not in lines(parsed(web.pages(full_view(), TEMPLATES)["index.html"]).findall(".//h2"))


def test_a_filter_is_offered_only_where_it_can_tell_provisions_apart(files):
    filtered = {name for name, data in files.items() if parsed(data) is not None and b'class="filter"' in data}
    assert filtered == {"section-3.html", "section-6.html", "section-7.html"}
    assert {name for name, data in files.items() if b"filter.js" in data} == filtered
    assert parsed(files["section-6.html"]).find(".//div[@class='filter']").get("hidden") is not None


def test_the_page_names_no_outside_address_to_load(files):
    style = files["style.css"].decode()
    assert "url(" not in style
    assert "@import" not in style
    for name, data in files.items():
        if name.endswith(".html"):
            assert {e.get("src") or e.get("href") for e in parsed(data).iter("link", "script", "img")} <= {
                "style.css",
                "filter.js",
            }


# What a document is worth


def for_approval() -> View:
    body = GoverningBody("Board", for_approval=full_assessment().landlord.bodies[0].for_approval)
    assessment = full_assessment()
    return view(EDITION, replace(assessment, landlord=replace(assessment.landlord, bodies=(body,))))


def test_a_draft_says_so_in_its_names_its_titles_and_on_every_page():
    drafts = made(full_view(draft=True))
    for name, data in drafts.items():
        if name.endswith(".html"):
            assert name.endswith("-draft.html")
            assert "Draft This is not final, and must not be published." in text(parsed(data))
            assert "Approved by" not in text(parsed(data))
            if "/" not in name:
                assert text(parsed(data).find(".//title")).startswith("Draft: ")
                assert parsed(data).find(".//meta[@name='robots']").get("content") == "noindex"


def test_what_is_for_approval_says_so_and_is_kept_from_search_engines():
    for name, data in made(for_approval()).items():
        if name.endswith(".html"):
            assert "For approval by the Board on 23 July 2026" in text(parsed(data))
            if "/" not in name:
                assert parsed(data).find(".//meta[@name='robots']").get("content") == "noindex"


def test_what_is_approved_says_so_and_may_be_found(files):
    for name, data in files.items():
        if name.endswith(".html"):
            assert "Approved by the Board on 23 July 2026" in text(parsed(data))
            assert "draft" not in name
            assert b"noindex" not in data


def test_an_unfinished_year_says_what_is_not_answered():
    shown = view(
        EDITION, SelfAssessment("exemplar-homes/2026", landlord(), (Answer("1.2", "yes", (), read_text("So."), ()),)), draft=True
    )
    drafts = made(shown)
    holding = whole_answers(shown)
    assert [found for name, rows in holding.items() for found in wrong(shown, drafts[name], rows)] == []
    counts = [lines(list(row)) for row in parsed(drafts["index-draft.html"]).iterfind(".//tr")]
    assert counts[0] == ["Section", "Provisions", "Met", "Not met", "Not answered"]
    assert counts[-1] == ["All sections", "72", "1", "0", "71"]


def test_the_same_view_gives_the_same_bytes():
    assert made(full_view()) == made(full_view())


# A landlord's own look


def with_own(folder: Path, **files: str | bytes) -> Templates:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_html_", ".html.")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Templates((folder, SHIPPED))


def test_the_landlord_s_colour_closes_the_style_sheet(files):
    assert files["style.css"].decode().endswith(":root { --accent: #1d5e8a; }\n")


def test_the_landlord_s_logo_stands_for_its_name(tmp_path):
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    pages = web.pages(full_view(), Templates((tmp_path, SHIPPED)))
    assert pages["logo.png"] == b"\x89PNG"
    for name in ("index.html", "section-1.html", "all.html"):
        logo = parsed(pages[name]).find(".//header//img")
        assert (logo.get("src"), logo.get("alt")) == ("logo.png", "Exemplar Homes & Sons")


def test_a_logo_that_can_hold_a_program_is_refused(tmp_path):
    (tmp_path / "logo.svg").write_text("<svg/>")
    with pytest.raises(Stop, match=r"logo\.svg: .*logo\.png"):
        web.pages(full_view(), Templates((tmp_path, SHIPPED)))


def test_a_landlord_s_own_template_goes_before_ours(tmp_path):
    own_page = "<p>{{ view.landlord }} {{ html(view.how_to_complain) }}</p>"
    page = web.pages(full_view(), with_own(tmp_path, web__index_html_jinja=own_page))["index.html"]
    assert page.decode().startswith("<p>Exemplar Homes &amp; Sons <p>Call us")


def test_a_template_that_is_made_or_taken_away_while_the_program_runs_is_seen(tmp_path):
    own = Templates((tmp_path, SHIPPED))
    ours = web.pages(full_view(), own)["index.html"]
    with_own(tmp_path, web__index_html_jinja="<p>{{ view.landlord }}</p>")
    assert web.pages(full_view(), own)["index.html"].decode() == "<p>Exemplar Homes &amp; Sons</p>"
    (tmp_path / "web" / "index.html.jinja").unlink()
    assert web.pages(full_view(), own)["index.html"] == ours


def test_also_of_a_landlord_s_own_fragment_only_what_a_content_management_system_keeps_remains(tmp_path):
    template = '<h2 class="x" id="y">{{ view.landlord }} <a href="page.html" onclick="z()">here</a></h2>'
    template += '<img src="logo.png"><script>1</script>'
    fragment = web.fragments(full_view(), with_own(tmp_path, web__fragment_html_jinja=template))["fragments/all.html"]
    assert fragment.decode() == "<h2>Exemplar Homes &amp; Sons <a>here</a></h2>\n"


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("\n{{ view.nothing }}", "nothing"),
        ("\n{{ ''.__class__.__mro__ }}", "unsafe"),
        ("\n{% for %}", "Expected"),
        ("\n{{ view.counts.yes + 'x' }}", "unsupported operand"),
        ("\n{{ say('nothing') }}", "web.nothing"),
        ("\n{% include 'missing.jinja' %}", "missing.jinja"),
        ("\n{% include '../beside.txt' %}", "beside.txt"),
        ("\n{{ 'a' * 10**18 }}", "too much memory"),
        ("\n{% include 'index.html.jinja' %}", "recursion"),
    ],
)
def test_a_broken_template_is_named_with_its_line(tmp_path, template, reason):
    (tmp_path / "beside.txt").write_text("a secret")
    with pytest.raises(Stop, match=rf"index\.html\.jinja, line 2: .*{re.escape(reason)}"):
        web.pages(full_view(), with_own(tmp_path, web__index_html_jinja=template))


def test_evidence_without_items_has_no_heading(files):
    provision = files["section-3.html"].decode().partition('id="provision-3-4"')[2].partition("</section>")[0]
    assert "<h4>Evidence</h4>" not in provision
    assert "<h4>How we meet the intention in another way</h4>" in provision
