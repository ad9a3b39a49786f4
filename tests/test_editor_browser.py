"""The editor in a real browser: with and without JavaScript, by keyboard alone, two at once, killed while it saves."""

import re
import time
from pathlib import Path

import editing
import pytest
import tools
from editing import YEAR, running

pytestmark = pytest.mark.chromium

SECTION_6 = "answers/exemplar-homes/2026/section-6.md"
FORM = "form[data-answer='6.1']"


@pytest.fixture
def root(tmp_path) -> Path:
    return editing.workspace(tmp_path)


@pytest.fixture
def opened(root, chromium_page):
    """A page of the editor, and what the browser has said against it; only what a test expects may be said."""
    said: list[str] = []
    chromium_page.on("console", lambda message: said.append(message.text))
    chromium_page.on("pageerror", lambda error: said.append(str(error)))
    with running(root) as editor:
        chromium_page.goto(editor.address)
        chromium_page.base = editor.base
        yield chromium_page
    assert [words for words in said if "409 (Conflict)" not in words] == []


def text(root: Path) -> str:
    return (root / SECTION_6).read_text(encoding="utf-8")


def state(page, number: str = "6.1"):
    return page.locator(f"form[data-answer='{number}'] [data-state]")


def saved(page, number: str = "6.1") -> None:
    from playwright.sync_api import expect

    expect(state(page, number)).to_have_text(re.compile(r"Saved \d\d:\d\d"), timeout=15_000)


def test_what_is_typed_is_saved_and_says_when(root, opened):
    opened.goto(f"{opened.base}{YEAR}/section/6")
    opened.locator("#provision-6-1-commentary").fill("What we do now.")
    saved(opened)
    assert "What we do now." in text(root)
    assert opened.locator("#provision-6-1-reviewed").input_value() == ""


def test_a_problem_appears_beside_its_field_and_goes_again(opened):
    from playwright.sync_api import expect

    opened.goto(f"{opened.base}{YEAR}/section/6")
    opened.locator(FORM).get_by_label("No", exact=True).check()
    said = opened.locator("#provision-6-1-action-1-what-said")
    expect(said).to_contain_text("action", timeout=15_000)
    assert "6.1" in opened.locator("#problems").inner_text()
    opened.locator(f"{FORM} [data-action] summary").click() if not opened.locator(
        "#provision-6-1-action-1-what"
    ).is_visible() else None
    opened.locator("#provision-6-1-action-1-what").fill("Two more officers")
    opened.locator("#provision-6-1-action-1-owner").fill("Head of Repairs")
    opened.locator("#provision-6-1-action-1-by").fill("31 March 2027")
    expect(said).to_be_empty(timeout=15_000)
    saved(opened)


def test_evidence_from_the_register_is_added_moved_and_removed_in_place(root, opened):
    from playwright.sync_api import expect

    opened.goto(f"{opened.base}{YEAR}/section/6")
    opened.locator("#provision-6-1-evidence-4").select_option("Complaints policy")
    opened.locator("#provision-6-1-evidence-4-text").fill("9.9, page 99 ")
    expect(opened.locator("#provision-6-1-evidence-5")).to_be_visible(timeout=15_000)
    assert opened.evaluate("document.activeElement.id") == "provision-6-1-evidence-4-text"
    opened.keyboard.type("and 100")
    saved(opened)
    expect(opened.locator("#provision-6-1-evidence-4-text")).to_have_value("9.9, page 99 and 100")
    opened.get_by_role("button", name="Move up evidence 4").first.click()
    expect(opened.locator("#provision-6-1-evidence-3-text")).to_have_value("9.9, page 99 and 100", timeout=15_000)
    assert opened.evaluate("document.activeElement.id") == "provision-6-1-evidence-3"
    assert re.search(r"9\.9, page 99 and 100\n- Triage", text(root))
    opened.locator("#provision-6-1-evidence-3-row").get_by_role("button", name="Remove").click()
    expect(opened.locator("#provision-6-1-evidence-4-text")).to_have_value("", timeout=15_000)
    assert "page 99" not in text(root)


def test_what_is_pasted_from_word_comes_in_with_its_lists_and_bold_words(opened):
    from playwright.sync_api import expect

    opened.goto(f"{opened.base}{YEAR}/section/6")
    field = opened.locator("#provision-6-1-commentary")
    field.fill("")
    field.evaluate(
        """field => {
          const data = new DataTransfer();
          data.setData("text/html", "<p>We <b>always</b> do:</p><ul><li>one</li><li>two</li></ul>");
          data.setData("text/plain", "We always do: one two");
          field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    saved(opened)
    assert field.input_value() == "We **always** do:\n\n- one\n- two"
    opened.locator("#provision-6-1-look summary").click()
    expect(opened.locator("#provision-6-1-look li")).to_have_text(["one", "two"], timeout=15_000)


def test_two_editors_that_change_one_answer_are_shown_both_versions(root, opened, chromium):
    from playwright.sync_api import expect

    opened.goto(f"{opened.base}{YEAR}/section/6")
    with running(root) as second, tools.offline_page(chromium) as other:
        other.goto(second.address)
        other.goto(f"{second.base}{YEAR}/section/6")
        other.locator("#provision-6-1-commentary").fill("What they say.")
        saved(other)
        other.locator("#provision-6-2-commentary").fill("They on another one.")
        saved(other, "6.2")
    opened.locator("#provision-6-3-commentary").fill("I on a third one.")
    saved(opened, "6.3")
    opened.locator("#provision-6-1-commentary").fill("What I say.")
    expect(state(opened)).to_contain_text("somebody else changed this answer", timeout=15_000)
    assert "What they say." in text(root)
    assert "What I say." not in text(root)
    opened.locator(FORM).get_by_role("button", name="Save 6.1", exact=True).click()
    expect(opened.get_by_role("heading", name="What is to stand")).to_be_visible(timeout=15_000)
    assert "What they say." in opened.locator("main").inner_text()
    assert tools.axe_violations(opened) == []
    opened.get_by_role("button", name="Save this 6.1").click()
    expect(opened.locator("#provision-6-1-commentary")).to_have_value("What I say.", timeout=15_000)
    for kept in ("What I say.", "They on another one.", "I on a third one."):
        assert kept in text(root)


def test_the_editor_is_started_again_and_an_open_page_goes_on(root, chromium):
    from playwright.sync_api import expect

    with tools.offline_page(chromium) as page:
        with running(root, "--port", "0") as first:
            port = first.base.rpartition(":")[2]
            page.goto(first.address)
            page.goto(f"{first.base}{YEAR}/section/6")
        page.locator("#provision-6-1-commentary").fill("Typed while it was down.")
        expect(state(page)).to_contain_text("the editor does not answer", timeout=15_000)
        with running(root, "--port", port) as second:
            other = page.context.new_page()
            other.goto(second.address)
            saved(page)
    assert "Typed while it was down." in text(root)


def test_everything_works_without_javascript(root, chromium):
    with running(root) as editor:
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(editor.address)
        page.get_by_role("link", name="exemplar-homes 2026").click()
        page.get_by_role("link", name="Section 6: Complaints stages").click()
        form = page.locator(FORM)
        form.get_by_label("No", exact=True).check()
        form.get_by_label("Commentary", exact=True).fill("Not always.")
        form.get_by_text("Add an action").click()
        form.get_by_label("What will change").fill("Two more officers")
        form.get_by_role("button", name="Save 6.1", exact=True).click()
        assert page.get_by_role("status").first.inner_text() == "6.1 is saved."
        assert page.url.endswith("#provision-6-1")
        page.locator("#provision-6-1-evidence-2-row").get_by_role("button", name="Move up").click()
        page.locator(FORM).get_by_role("button", name="Undo the last change").click()
        assert "The last change is undone." in page.locator("main").inner_text()
        context.close()
    assert "What: Two more officers" in text(root)
    assert text(root).index("Policy, 6.1") < text(root).index("step 5, triage")


def test_an_answer_is_given_with_the_keyboard_alone(root, opened):
    opened.goto(f"{opened.base}{YEAR}/section/6")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    opened.keyboard.press("Enter")
    seen: list[str] = []
    for _ in range(60):
        opened.keyboard.press("Tab")
        focused = opened.evaluate(
            "document.activeElement.id || document.activeElement.name || document.activeElement.textContent"
        )
        seen.append(focused)
        if opened.evaluate("document.activeElement.name") == "comply" and "by radio" not in seen:
            opened.keyboard.press("ArrowDown")
            seen.append("by radio")
        if focused == "provision-6-1-commentary":
            opened.keyboard.press("Control+a")
            opened.keyboard.type("By keyboard.")
        if opened.evaluate("document.activeElement.classList.contains('main')"):
            opened.keyboard.press("Enter")
            break
    saved(opened)
    assert seen.index("by radio") < seen.index("provision-6-1-evidence-1") < seen.index("provision-6-1-commentary")
    assert "Comply: No" in text(root)[: text(root).index("## 6.2")]
    assert "By keyboard." in text(root)
    assert opened.evaluate("document.activeElement.classList.contains('main')"), "a save leaves the focus where it was"


@pytest.mark.npm
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_page(root, opened, width):
    path = root / SECTION_6
    path.write_text(text(root).replace("Comply: Yes", "Comply: Mostly", 1).replace("Triage meeting", "n/a", 1), encoding="utf-8")
    opened.set_viewport_size({"width": width, "height": 800})
    for page in ("/", YEAR, f"{YEAR}?show=mine", f"{YEAR}?show=problems", f"{YEAR}/section/6", f"{YEAR}/section/6?show=problems"):
        opened.goto(opened.base + page)
        assert tools.axe_violations(opened) == [], page


@pytest.mark.parametrize("page", ["/", YEAR, f"{YEAR}/section/6"])
def test_at_four_times_the_size_no_page_scrolls_sideways(opened, page):
    opened.set_viewport_size({"width": 320, "height": 256})
    opened.goto(opened.base + page)
    assert opened.evaluate("document.documentElement.scrollWidth") == 320


def test_killed_in_the_middle_of_a_hundred_saves_it_has_lost_nothing_that_was_confirmed(root):
    import httpx2

    confirmed = -1
    with running(root) as editor, httpx2.Client(follow_redirects=True) as browser:
        browser.get(editor.address)
        address, sent = editing.answer_form(_At(browser, editor.base), "7.1")
        for i in range(100):
            sent = editing.changed(sent, commentary=f"Number {i}. " + "words " * 200)
            if i == 60:
                editor.process.kill()
            try:
                answer = browser.post(
                    editor.base + address, data=_fields(sent), headers={"accept": "application/json", "origin": editor.base}
                )
            except httpx2.HTTPError:
                break
            assert answer.status_code == 200
            confirmed = i
            sent = editing.changed(sent, version=answer.json()["version"], reviewed=answer.json()["reviewed"])
    assert 0 < confirmed < 99
    kept = (root / "answers/exemplar-homes/2026/section-7.md").read_text(encoding="utf-8")
    number = int(re.search(r"Number (\d+)\. (?:words ){199}words\n", kept)[1])
    assert number in (confirmed, confirmed + 1)
    assert kept.count("## 7.") == 4
    started = time.monotonic()
    with running(root) as editor, httpx2.Client(follow_redirects=True) as browser:
        browser.get(editor.address)
        assert f"Number {number}." in browser.get(f"{editor.base}{YEAR}/section/7").text
    assert time.monotonic() - started < 60, "the dead editor's lock is not waited for"


class _At:
    """A client that begins addresses with the editor's own."""

    def __init__(self, browser, base):
        self.browser, self.base = browser, base

    def get(self, path):
        return self.browser.get(self.base + path)


def _fields(sent):
    found: dict[str, list[str]] = {}
    for name, value in sent:
        found.setdefault(name, []).append(value)
    return found
