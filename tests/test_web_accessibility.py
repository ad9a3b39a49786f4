"""Pages and fragments in a real browser, and before outside judges: axe, the Nu checker, the keyboard, no JavaScript, no network."""

from pathlib import Path

import pytest
import tools
from sample import full_view
from test_render_web import PAYLOAD, hostile_view

from generator.render import web
from generator.templates import Templates

HOST = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>A page of the landlord's website</title></head>
<body><main><h1>Complaints</h1>
{fragment}</main></body></html>
"""
SAMPLES = ("index", "section-1", "section-6", "all")


def put(folder: Path, shown) -> Path:
    """The set of pages on disk, and each fragment within a page of a website."""
    downloads = [web.Download("self-assessment.docx", "Word document", 84_210)]
    for name, data in web.pages(shown, Templates(), downloads).items():
        (folder / name).write_bytes(data)
    (folder / "fragments").mkdir()
    for name, data in web.fragments(shown, Templates()).items():
        (folder / name).write_text(HOST.format(fragment=data.decode()), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    return put(tmp_path_factory.mktemp("site"), full_view())


@pytest.fixture(scope="module")
def draft(tmp_path_factory) -> Path:
    return put(tmp_path_factory.mktemp("draft"), full_view(draft=True))


@pytest.fixture
def complaints(chromium_page) -> list[str]:
    """What the browser has to say against the pages: errors, and whatever the pages' own policy refuses."""
    said: list[str] = []
    chromium_page.on("console", lambda message: said.append(message.text))
    chromium_page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.npm
@pytest.mark.parametrize(
    ("name", "width"),
    [*((name, width) for name in SAMPLES for width in (360, 1280)), ("fragments/section-6", 360), ("fragments/all", 1280)],
)
def test_axe_finds_nothing(site, chromium_page, complaints, name, width):
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto((site / f"{name}.html").as_uri())
    assert complaints == []  # before axe comes, which the pages' policy does not like
    assert tools.axe_violations(chromium_page) == []


@pytest.mark.parametrize("name", ["index", "index-draft", "section-6", "all"])
def test_a_phone_need_not_scroll_sideways(site, draft, chromium_page, name):
    chromium_page.set_viewport_size({"width": 320, "height": 600})
    chromium_page.goto(((draft if "draft" in name else site) / f"{name}.html").as_uri())
    assert chromium_page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.npm
@pytest.mark.parametrize("name", ["index", "section-6"])
def test_axe_finds_nothing_in_a_draft(draft, chromium_page, name):
    chromium_page.goto((draft / f"{name}-draft.html").as_uri())
    assert tools.axe_violations(chromium_page) == []


@pytest.mark.java
@pytest.mark.npm
def test_every_page_fragment_and_style_sheet_is_valid(site, draft):
    files = [*site.rglob("*.html"), *draft.rglob("*.html"), site / "style.css"]
    assert len(files) == 2 * 21 + 1
    # The checker takes 'self' for nothing in a file (https://github.com/validator/validator/issues/2062); a browser judges it below.
    assert [e for e in tools.nu_errors(files) if "violates Content Security Policy (meta tag)" not in e] == []


def test_the_pages_work_from_a_folder_with_their_own_style_and_script(site, chromium_page, complaints):
    chromium_page.goto((site / "section-6.html").as_uri())
    assert chromium_page.evaluate("getComputedStyle(document.querySelector('.landlord')).color") == "rgb(29, 94, 138)"
    assert chromium_page.locator(".filter").is_visible()
    assert complaints == []


def test_the_filter_shows_what_is_met_what_is_not_and_all(site, chromium_page):
    def shown() -> list[int]:
        return [chromium_page.locator(f"{place} >> visible=true").count() for place in (".provision", ".contents li")]

    chromium_page.goto((site / "section-6.html").as_uri())
    assert shown() == [20, 20]

    chromium_page.get_by_role("button", name="Not met (2)").click()
    assert shown() == [2, 2]
    assert chromium_page.get_by_role("status").inner_text() == "Showing 2 of 20 provisions"
    assert chromium_page.locator("[aria-pressed=true]").inner_text() == "Not met (2)"
    assert chromium_page.locator("#provision-6-3").is_visible()
    assert not chromium_page.locator("#provision-6-2").is_visible()
    assert chromium_page.locator(".group >> visible=true").count() == 2

    chromium_page.get_by_role("button", name="Met (18)", exact=True).click()
    assert shown() == [18, 18]

    chromium_page.get_by_role("button", name="All (20)").click()
    assert shown() == [20, 20]


def test_a_link_to_a_provision_that_is_filtered_out_shows_it(site, chromium_page):
    chromium_page.goto((site / "section-6.html").as_uri())
    chromium_page.get_by_role("button", name="Not met (2)").click()
    chromium_page.evaluate("location.hash = 'provision-6-2'")
    chromium_page.locator("#provision-6-2").wait_for(state="visible")


def test_paper_shows_every_provision_whatever_the_filter(site, chromium_page):
    chromium_page.goto((site / "section-6.html").as_uri())
    chromium_page.get_by_role("button", name="Not met (2)").click()
    chromium_page.emulate_media(media="print")
    assert chromium_page.locator(".provision >> visible=true").count() == 20
    assert not chromium_page.locator(".filter").is_visible()
    assert not chromium_page.locator("aside").is_visible()


def test_without_javascript_everything_is_there_and_no_filter(site, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "section-6.html").as_uri())
    assert page.locator(".provision >> visible=true").count() == 20
    assert not page.locator(".filter").is_visible()
    context.close()


def test_the_keyboard_reaches_everything_and_shows_where_it_is(site, chromium_page):
    chromium_page.goto((site / "section-6.html").as_uri())
    expected = chromium_page.locator("a[href] >> visible=true").count() + chromium_page.locator("button").count()
    seen = set()
    for _ in range(expected):
        chromium_page.keyboard.press("Tab")
        where = chromium_page.evaluate(
            """() => {
                const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
                return [at.tagName, at.outerHTML.slice(0, 90), style.outlineStyle, style.outlineWidth, box.width > 0 && box.left >= 0];
            }"""
        )
        assert where[0] in ("A", "BUTTON")
        assert where[2:] == ["solid", "3px", True], where
        seen.add(where[1])
    assert any("#main" in html for html in seen)
    assert any("section-7.html" in html for html in seen)


def test_the_skip_link_leads_to_the_page_itself(site, chromium_page):
    chromium_page.goto((site / "index.html").as_uri())
    chromium_page.keyboard.press("Tab")
    chromium_page.keyboard.press("Enter")
    assert chromium_page.evaluate("document.activeElement.id") == "main"


def test_what_can_be_pressed_is_large_enough(site, chromium_page):
    """WCAG 2.2, 2.5.8: 24 by 24 pixels, but for links within a text."""
    chromium_page.set_viewport_size({"width": 360, "height": 800})
    for name in SAMPLES:
        chromium_page.goto((site / f"{name}.html").as_uri())
        heights = chromium_page.evaluate(
            """() => [...document.querySelectorAll("button, nav li, aside li, .turn p")]
                .filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().height)"""
        )
        assert heights
        assert min(heights) >= 24


def test_nothing_that_an_answer_holds_is_run(tmp_path, chromium_page):
    folder = put(tmp_path, hostile_view())
    alerts: list[str] = []
    chromium_page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    for path in sorted(folder.rglob("*.html")):
        chromium_page.goto(path.as_uri())
        title = chromium_page.title()
        assert title != "broken"
        assert PAYLOAD in title or "fragments" in path.parts
    assert alerts == []


def test_the_policy_of_the_pages_refuses_what_they_do_not_bring_themselves(site, chromium_page, complaints):
    chromium_page.goto((site / "index.html").as_uri())
    chromium_page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend", "<img src='https://tracker.example/a.png' alt=''>");
            const script = document.createElement("script");
            script.textContent = "document.title = 'broken'";
            document.body.append(script);
        }"""
    )
    chromium_page.wait_for_timeout(200)
    assert chromium_page.title() != "broken"
    assert len([line for line in complaints if "Content Security Policy" in line]) == 2
