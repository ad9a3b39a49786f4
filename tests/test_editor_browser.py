"""The editor in a real browser: with and without JavaScript, by keyboard alone, two at once, killed while it saves."""

import re
import time
from pathlib import Path

import editing
import pytest
import tools
from docx import Document
from editing import YEAR, running

from generator import publish
from generator.examine import examine
from generator.templates import templates_for
from generator.view import view
from generator.workspace import Workspace

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
    opened.locator(f"{FORM} [data-action] summary").click()  # folded away again, the summary's link unfolds it
    opened.locator("#problems a[href='#provision-6-1-action-1-what']").first.click()
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


def test_a_file_that_is_changed_while_its_page_is_open_is_noticed(root, opened):
    from playwright.sync_api import expect

    opened.goto(f"{opened.base}{YEAR}/section/6")
    (root / SECTION_6).write_text(text(root).replace("Five minutes a case", "Ten minutes a case"), encoding="utf-8")
    opened.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(opened)).to_contain_text("Changed in the files meanwhile", timeout=15_000)
    expect(state(opened, "6.2")).to_be_empty()


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


def test_an_officer_goes_from_last_years_word_file_to_the_board_paper(root, opened, tmp_path_factory):
    """As docs/guide.md leads through the editor."""
    from playwright.sync_api import expect

    last = tmp_path_factory.mktemp("last") / "last-year.docx"
    target = Workspace(root).target("exemplar-homes/2026")
    examined = examine(target, editing.DAY)
    [content] = publish.render(view(examined.edition, examined.assessment), templates_for(()), publish.FORMATS[:1]).values()
    last.write_bytes(content)
    # bring in
    opened.goto(opened.base + "/")
    card = opened.locator("form[action='/import']")
    card.get_by_label("The document, or the pages of one publication").set_input_files(last)
    card.get_by_label("Folder of the landlord").fill("our-homes")
    card.get_by_label("Folder of the year").fill("2025")
    card.get_by_role("button", name="Import").click()
    expect(opened.locator("main")).to_contain_text("72 of 72 answers", timeout=60_000)
    assert tools.axe_violations(opened) == []
    opened.get_by_role("link", name="Go to our-homes 2025").click()
    opened.get_by_label("Folder of the next year").fill("2026")
    opened.get_by_role("button", name="Begin it").click()
    expect(opened.locator("main")).to_contain_text("The year is made with the answers of the year before", timeout=60_000)
    # the landlord
    opened.get_by_role("link", name="The landlord, its governing body and the evidence register").click()
    opened.get_by_label("Title of the document").fill("Letter templates")
    opened.get_by_label("Name", exact=True).fill("Board")
    opened.get_by_label("For approval").fill("10 December 2026")
    opened.get_by_role("button", name="Save").click()
    expect(opened.get_by_role("status").first).to_have_text("Saved.", timeout=60_000)
    assert tools.axe_violations(opened) == []
    # a section
    opened.goto(f"{opened.base}/year/our-homes/2026/section/6")
    form = opened.locator(FORM)
    assert opened.get_by_text("Last year’s answer: Yes to 6.1", exact=True).count() == 1
    form.get_by_label("No", exact=True).check()
    expect(opened.locator("#provision-6-1-action-1-what-said")).to_contain_text("action", timeout=30_000)
    opened.locator("#provision-6-1-action-1-what").fill("Two more officers for the triage")
    opened.locator("#provision-6-1-action-1-owner").fill("Head of Repairs")
    opened.locator("#provision-6-1-action-1-by").fill("31 March 2027")
    opened.locator("#provision-6-1-evidence-4").select_option("Letter templates")
    opened.locator("#provision-6-1-evidence-4-text").fill("S1-A")
    expect(opened.locator("#provision-6-1-action-1-what-said")).to_be_empty(timeout=30_000)
    saved(opened)
    form.get_by_role("button", name="Save as reviewed today").click()
    expect(opened.locator("#provision-6-1-reviewed")).to_have_value("22 November 2026", timeout=30_000)
    # documents
    opened.goto(f"{opened.base}/year/our-homes/2026/documents")
    assert tools.axe_violations(opened) == []
    with opened.context.expect_page() as shown:
        opened.get_by_role("link", name="Show the preview").click()
    expect(shown.value.locator("h1")).to_contain_text("self-assessment", timeout=60_000)
    shown.value.get_by_role("link", name="Section 6: Complaints stages").first.click()
    expect(shown.value.locator("main")).to_contain_text("Two more officers for the triage", timeout=30_000)
    assert shown.value.evaluate("getComputedStyle(document.querySelector('.banner')).borderTopStyle") == "solid"
    shown.value.close()
    opened.get_by_role("button", name="Build all documents").click()
    with opened.expect_download(timeout=60_000) as word:
        opened.get_by_role("link", name=re.compile(r"\.docx$")).click()
    document = Document(word.value.path())
    words = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "Two more officers for the triage" in words
    with opened.expect_download(timeout=60_000) as paper:
        opened.get_by_role("button", name="Download the paper in Word").click()
    assert Document(paper.value.path()).paragraphs


@pytest.mark.npm
@pytest.mark.parametrize("page", ["documents", "landlord", "submission", "suggestions/6.2"])
def test_axe_finds_nothing_on_the_other_pages(opened, page):
    for width in (360, 1280):
        opened.set_viewport_size({"width": width, "height": 800})
        opened.goto(f"{opened.base}{YEAR}/{page}")
        assert tools.axe_violations(opened) == []
        assert opened.evaluate("document.documentElement.scrollWidth") == width
