"""Requests that try to break the editor: each is refused, or does no harm."""

import re
from pathlib import Path

import editing
import pytest
from editing import BASE, KEYS, PORT, YEAR, answer_form, changed, client, send
from starlette.routing import Route

from generator.editor import app, guard
from generator.intake.documents import LARGEST

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}"


@pytest.fixture(scope="module")
def shared_root(tmp_path_factory) -> Path:
    return editing.workspace(tmp_path_factory.mktemp("guarded"))


@pytest.fixture
def asking(shared_root):
    return client(shared_root)


@pytest.fixture
def root(tmp_path) -> Path:
    return editing.workspace(tmp_path)


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", f"127.0.0.1.evil.example:{PORT}", ""]
)
def test_another_host_is_refused(asking, host):
    refused = asking.get("/", headers={"host": host})
    assert refused.status_code == 421
    assert "exemplar" not in refused.text


def test_this_machine_by_its_other_name_is_answered(asking):
    headers = {"cookie": f"self-assessment-{PORT}={KEYS.key}"}
    assert asking.get(f"http://localhost:{PORT}/", headers=headers).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"http://127.0.0.1:{PORT + 1}", f"https://127.0.0.1:{PORT}"])
def test_another_origin_is_refused(root, origin):
    asking = client(root)
    address, sent = answer_form(asking, "6.2")
    assert send(asking, address, changed(sent, commentary="Theirs."), origin=origin).status_code == 403
    assert "Theirs." not in (root / "answers/exemplar-homes/2026/section-6.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("token", [None, "", "wrong", "the-toke", "the-tokené"])
def test_a_form_without_the_token_does_nothing(root, token):
    asking = client(root)
    address, sent = answer_form(asking, "6.2")
    without = [(name, value) for name, value in changed(sent, commentary="Theirs.") if name != "token"]
    refused = send(asking, address, [*without, *([("token", token)] if token is not None else [])])
    assert refused.status_code == 403
    assert "Theirs." not in (root / "answers/exemplar-homes/2026/section-6.md").read_text(encoding="utf-8")


def test_every_form_asks_for_the_token(asking):
    for path in app.DEEDS:
        filled = path.format(landlord="exemplar-homes", year="2026", number="6.2", section="6")
        assert send(asking, filled, []).status_code == 403, path


@pytest.mark.parametrize(
    "path", ["/", "/static/style.css", YEAR, f"{YEAR}/section/6", "/preview/wrong/exemplar-homes/2026/index.html"]
)
def test_without_the_key_nothing_is_shown(shared_root, path):
    refused = client(shared_root, key=False).get(path)
    assert refused.status_code == 403
    assert "Exemplar" not in refused.text


def test_the_wrong_key_opens_nothing(shared_root):
    asking = client(shared_root, key=False)
    assert asking.get("/enter?key=wrong&to=/").status_code == 403
    assert asking.get("/").status_code == 403


def test_the_right_key_opens_the_editor_and_leads_nowhere_else(shared_root):
    asking = client(shared_root, key=False)
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        assert asking.get("/enter", params={"key": KEYS.key, "to": elsewhere}).status_code == 404
    assert asking.get("/enter", params={"key": KEYS.key, "to": YEAR}).url.path == YEAR


@pytest.mark.parametrize(
    "path",
    [
        "/year/../2026",
        "/year/..%2f..%2f..%2fetc/2026",
        "/year/exemplar-homes/..",
        "/year/exemplar-homes/2026%2f..%2f2026",
        "/year/exemplar-homes%5c2026/2026",
        "/year/exemplar-homes/2026/section/..%2flandlord",
        "/year/exemplar-homes/2026/section/99",
        "/year/.hidden/2026",
        "/year/exemplar-homes/%00",
        "/year/~/2026",
        "/static/..%2feditor.css",
        "/static/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/static/base.html.jinja",
        f"/preview/{KEYS.preview}/exemplar-homes/2026/..%2f..%2f..%2fpyproject.toml",
    ],
)
def test_no_address_leads_out_of_the_workspace(asking, path):
    answered = asking.get(path)
    assert answered.status_code in (404, 400)
    assert "[build-system]" not in answered.text
    assert "root:" not in answered.text


def test_an_address_with_a_slash_after_it_is_no_page_and_leads_to_none(asking):
    asking.follow_redirects = False
    assert asking.get(f"{YEAR}/").status_code == 404


def test_a_link_out_of_the_workspace_is_not_followed(root, tmp_path_factory):
    outside = editing.workspace(tmp_path_factory.mktemp("outside"))
    (root / "answers" / "linked").symlink_to(outside / "answers" / "exemplar-homes")
    assert client(root).get("/year/linked/2026").status_code == 404


@pytest.mark.parametrize("number", ["6.99", "6.2%2f..", "provision-6-2", "6.2'--"])
def test_no_number_leads_to_anything_but_a_provision(asking, number):
    assert send(asking, f"{YEAR}/answer/{number}", [("token", KEYS.token), ("commentary", "x")]).status_code == 404


def test_a_body_that_says_that_it_is_huge_is_refused_unread(asking):
    refused = asking.post(f"{YEAR}/answer/6.2", content=b"x", headers={"content-length": str(guard.LARGEST_FORM + 1)})
    assert refused.status_code == 413


def test_a_body_that_goes_on_and_on_is_refused(asking):
    def endless():
        for _ in range(guard.LARGEST_FORM // 100_000 + 2):
            yield b"commentary=" + b"x" * 100_000

    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert asking.post(f"{YEAR}/answer/6.2", content=endless(), headers=headers).status_code == 413


def test_a_form_of_too_many_fields_is_refused(asking):
    sent = [("token", KEYS.token), *(("evidence-text", "x") for _ in range(20_000))]
    assert send(asking, f"{YEAR}/answer/6.2", sent).status_code == 400


def test_a_form_that_is_no_form_is_refused(asking):
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x", "application/json"):
        refused = asking.post(f"{YEAR}/answer/6.2", content=b"\x00\xff--x", headers={"content-type": kind, "origin": BASE})
        assert refused.status_code in (400, 403)


def test_a_script_in_every_field_is_text_on_every_page(root):
    asking = client(root)
    address, sent = answer_form(asking, "6.1")
    hostile = [(name, value if name in ("token", "version", "show", "comply") else SCRIPT) for name, value in sent]
    send(asking, address, hostile)
    send(asking, "/who", [("token", KEYS.token), ("who", SCRIPT), ("to", YEAR)])
    send(asking, "/start", [("token", KEYS.token), ("landlord", "a'&b {{ 7*7 }}"), ("year", "2027")])
    pages = [
        asking.get(path) for path in ("/", YEAR, f"{YEAR}?show=mine", f"{YEAR}/section/6", f"{YEAR}/section/6?show={SCRIPT}")
    ]
    pages.append(send(asking, address, changed(sent, commentary=SCRIPT)))
    for page in pages:
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "onerror=alert(1)>" not in re.sub(r"<textarea.*?</textarea>", "", page.text, flags=re.DOTALL)
        assert "{{ 7*7 }}" in page.text or "49" not in editing.words(page.text)
    assert "&lt;script&gt;alert(1)" in pages[3].text


@pytest.mark.parametrize("path", ["/", YEAR, f"{YEAR}/section/6", "/nothing", "/static/editor.js"])
def test_every_response_carries_the_policy(asking, path):
    headers = asking.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


def test_refusals_carry_the_policy_too(asking):
    assert "content-security-policy" in asking.get("/", headers={"host": "evil.example"}).headers


def test_no_page_has_a_script_or_a_style_of_its_own(asking):
    for path in ("/", YEAR, f"{YEAR}/section/6", "/nothing"):
        page = asking.get(path).text
        assert re.findall(r"<script(?! src=\"/static/)", page) == []
        assert "<style" not in page
        assert re.findall(r"\s(?:style|on\w+)=\"", page) == []


def test_a_fault_says_neither_where_the_files_are_nor_what_the_program_did(root, monkeypatch):
    def fails(_site, _request):
        raise RuntimeError(f"secret of {root}")

    monkeypatch.setitem(app.PAGES, "/", fails)
    answered = client(root, raise_server_exceptions=False).get("/")
    assert answered.status_code == 500
    assert "Something went wrong" in answered.text
    assert str(root) not in answered.text
    assert "secret" not in answered.text
    assert "Traceback" not in answered.text


def test_a_sentence_that_names_a_file_names_it_as_seen_from_the_workspace(root):
    own = root / "templates" / "editor"
    own.mkdir(parents=True)
    (own / "home.html.jinja").write_text("{{ nothing }}", encoding="utf-8")
    answered = client(root, raise_server_exceptions=False).get("/")
    assert answered.status_code == 400
    assert "templates/editor/home.html.jinja" in answered.text
    assert str(root) not in answered.text


@pytest.mark.parametrize(
    "reached", ["target.folder.joinpath('landlord.md').read_text()", "[target.folder]|map(attribute='parent')|first"]
)
def test_a_template_of_the_workspace_s_own_reaches_no_file_by_way_of_a_path(root, reached):
    own = root / "templates" / "editor"
    own.mkdir(parents=True)
    (own / "documents.html.jinja").write_text(f"{{{{ {reached} }}}}", encoding="utf-8")
    answered = client(root).get(f"{YEAR}/documents")
    assert answered.status_code == 400
    assert "unsafe" in answered.text


def test_the_cookie_is_for_the_editor_alone(shared_root):
    asking = client(shared_root, key=False)
    header = asking.get("/enter", params={"key": KEYS.key, "to": "/"}, follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in header
    assert "SameSite=strict" in header


def test_only_an_upload_may_be_large(shared_root):
    routes = {path for path in (*app.PAGES, *app.DEEDS) if Route(path, lambda _: None)}
    assert set(app.UPLOADS) <= routes
    assert LARGEST > guard.LARGEST_FORM
