"""Hostile texts in every field of every form of the editor: saved as they were typed or refused in a sentence, and shown as text.

`make attack` puts each text of the corpus into each field of an answer and of landlord.md, and a part of them into what is slower to
ask (minutes, upload names, the page with two versions); `make test` every thirtieth.
"""

from __future__ import annotations

import os
import re
import socket
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_from_bytes, urlencode

import httpx2
import hypothesis
import pytest
from attacks import editor_forms, landlords, payloads
from attacks.editor_forms import DEEDS, HOMES, SECRET, YEAR, doings, done, filled, line, lines, put_back, sentence, touched, tree
from editing import BASE, KEYS, PORT, running, send
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from generator import dates
from generator.answers import filling, source
from generator.editor import app, fields
from generator.gather import gather
from generator.model import Accept, Answer, EvidenceItem
from generator.rich_text import PARAGRAPH, Block, Run, Text, canonical, canonical_text, read_items, read_text, words, write_item

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LONG = os.environ.get("ATTACK") == "long"
TEXTS = [*payloads.TEXTS, *payloads.CONTROL] if LONG else [*payloads.TEXTS[::30], *payloads.CONTROL[::7]]
FEW = TEXTS if LONG else TEXTS[::5]
BATCHES = list(landlords.batches(TEXTS))
REFUSALS = (400, 403, 404, 405, 409)
TOKEN = {"token": KEYS.token}


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the editor's pages do and are made of where no word is hostile."""
    found: set[str] = set()
    linked = "[words](https://www.exemplar-homes.example/a) **b** *c*"
    for texts, paste in (([landlords.HARMLESS] * 71, False), ([linked] * 9, True)):
        root = editor_forms.workspace(tmp_path_factory.mktemp("harmless"), texts, paste=paste)
        asking = editor_forms.client(root)
        for page in editor_forms.PAGES:
            found |= doings(asking.get(page).text)
        sent = {"commentary": f"- Plain\n  - ***words***\n1. {linked}", "owner": "x", "version": "x"}
        for form in editor_forms.answer_forms(asking).values() if paste else ():
            found |= doings(send(asking, form.address, filled(form, sent)).text)
        for deed in ("import", "merge", "policy"):
            found |= doings(done(asking, deed, {}).text)
        found |= doings(send(asking, f"{YEAR}/landlord", [*TOKEN.items(), ("/1//Landlord", "x")]).text)
        found |= doings(asking.get("/nothing").text)
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return editor_forms.workspace(tmp_path, [landlords.HARMLESS] * 72)


@pytest.fixture
def asking(root: Path) -> TestClient:
    return editor_forms.client(root)


def assert_harmless(answered: Any, harmless: set[str]) -> None:
    """A page, a refusal in a sentence, or the way to a page of the editor; with nothing on it that ours do not hold."""
    assert answered.status_code in (200, 204, 303, *REFUSALS), answered.text[:500]
    assert SECRET not in answered.text
    if answered.status_code == 303:
        assert editor_forms.is_own(answered.headers["location"])
    elif answered.headers.get("content-type", "").startswith("text/html"):
        assert doings(answered.text) - harmless == set()
        assert answered.status_code == 200 or sentence(answered.text)


# Answers

TEXT_FIELDS = ("commentary", "alternative", "note", "action-what", "action-outcome")
LINE_FIELDS = ("owner", "reviewed", "action-owner", "action-by", "accept-reason")


SWITCHES = ("comply", "do", "show", "whose", "was-reviewed", "accept-id", "evidence-document", "evidence-added")
HOW = ("as it is", "escaped", "in the switches")


def typed(payload: str, how: str) -> dict[str, str]:
    """What is typed into the fields of an answer: the text as it is, or so that it means just these words."""
    if how == "in the switches":
        return dict.fromkeys(SWITCHES, payload)
    text = fields.typed(landlords.meant(payload)) if how == "escaped" else payload
    item = write_item(canonical((Run(payload),))).removeprefix("- ") if how == "escaped" else payload
    return {"evidence-text": item, **dict.fromkeys(TEXT_FIELDS, text), **dict.fromkeys(LINE_FIELDS, payload)}


def text_of(typed: str) -> Text:
    return canonical_text(read_text(lines(typed)))


def items_of(typed: str) -> list[EvidenceItem]:
    blocks = [Block(PARAGRAPH, runs) for _, runs in read_items([(0, line(typed))])]
    return [EvidenceItem(block.runs) for block in canonical_text(blocks)]


def day(typed: str) -> date | str:
    """A date however it is written; else the words themselves."""
    return dates.parse(typed)[0] or typed


KEPT: dict[str, tuple[Callable[[Answer], Any], Callable[[str], Any]]] = {
    "owner": (lambda a: a.owner, line),
    "reviewed": (lambda a: a.reviewed.text if a.reviewed else "", line),
    "evidence-text": (lambda a: list(a.evidence), lambda t: items_of(t) * 3),
    "commentary": (lambda a: a.commentary, text_of),
    "alternative": (lambda a: a.alternative, text_of),
    "note": (lambda a: a.note, text_of),
    "action-what": (lambda a: {x.what for x in a.actions}, lambda t: {text_of(t)} if line(t) else set()),
    "action-outcome": (lambda a: {x.outcome for x in a.actions}, lambda t: {text_of(t)} if line(t) else set()),
    "action-owner": (lambda a: {x.owner for x in a.actions}, lambda t: {line(t)} if line(t) else set()),
    "action-by": (lambda a: {day(x.by_text) for x in a.actions}, lambda t: {day(line(t))} if line(t) else set()),
    "accept-reason": (lambda a: set(a.accepts), lambda t: {Accept("empty-words", line(t))} if line(t) else set()),
}
"""What stands in an answer for each field, and what was typed there."""


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("number", range(len(BATCHES)))
def test_an_answer_is_saved_as_it_was_typed_or_refused_and_shown_as_text(
    number: int, how: str, root: Path, asking: TestClient, harmless: set[str], figure: Callable[[str], None]
) -> None:
    before = tree(root.parent)
    saved: dict[str, dict[str, str]] = {}
    refused: Counter[str] = Counter()
    for (provision, form), payload in zip(editor_forms.answer_forms(asking).items(), BATCHES[number], strict=False):
        sent = typed(payload, how)
        if how == "as it is" and len(saved) % 3 == 0:  # the page with both versions, of which one is only typed
            assert_harmless(send(asking, form.address, filled(form, sent | {"version": "x"})), harmless)
        more = {} if "accept-id" in sent else {"accept-id": "empty-words"}
        answered = send(asking, form.address, filled(form, sent | more), script=True)
        saved[provision] = sent if answered.status_code == 200 else {}
        version = dict(form.fields)["version"]
        for name, value in sent.items() if answered.status_code == 400 else ():
            answered = send(asking, form.address, filled(form, {name: value, "version": version} | more), script=True)
            if answered.status_code == 200:
                version = answered.json()["version"]
                assert_kept(answers(root)[provision], {name: value})
            else:
                assert "nothing was saved" in answered.json()["error"]
                refused[name] += 1
    found = answers(root)
    for (provision, values), payload in zip(saved.items(), BATCHES[number], strict=True):
        assert_kept(found[provision], values)
        if how == "escaped" and "commentary" in values:
            said, meant = (words(text[:1]).split() for text in (found[provision].commentary, landlords.meant(line(payload))))
            assert "".join(said) == "".join(meant)  # a control character is a space in a text, and nothing in a line
    for page in editor_forms.PAGES:
        assert_harmless(asking.get(page), harmless)
    assert_shown(asking, found)
    files = {f"w/answers/{HOMES}/2026/section-{n}.md" for n in range(1, 10)}
    assert touched(before, tree(root.parent)) <= files
    figure(f"{len(saved)} texts {how}, refused: {dict(refused)}")
    assert max(refused.values(), default=0) <= len(saved) / 3


def answers(root: Path) -> dict[str, Answer]:
    """The year's answers as its files have them."""
    return {answer.provision: answer for answer in gather(editor_forms.target(root)).assessment.answers}


def assert_kept(answer: Answer, values: dict[str, str]) -> None:
    """What was typed stands in the answer."""
    for name in KEPT.keys() & values.keys():
        now, then = KEPT[name]
        assert now(answer) == then(values[name]), (name, values[name])


def assert_shown(asking: TestClient, found: dict[str, Answer]) -> None:
    """Each form holds, and each preview shows, what stands in the answer file; sent as it came, it changes nothing."""
    for number, form in editor_forms.answer_forms(asking).items():
        answer, shown = found[number], dict(form.fields)
        assert shown["owner"] == answer.owner
        assert shown["reviewed"] == (answer.reviewed.text if answer.reviewed else "")
        for name in ("commentary", "alternative", "note"):
            assert shown[name].replace("\r\n", "\n") == fields.typed(getattr(answer, name)), (number, name)
        assert send(asking, form.address, list(form.fields), script=True).json()["written"] is False, number
    for section in landlords.EDITION.sections:
        page = html.document_fromstring(asking.get(f"{YEAR}/section/{section.number}").text)
        for provision in section.provisions:
            look = page.get_element_by_id(f"provision-{provision.number.replace('.', '-')}-look").find("div")
            assert "".join(look.text_content().split()) == "".join(
                (words(found[provision.number].commentary) or "Nothing yet.").split()
            )


# The landlord


@pytest.mark.parametrize("number", range(len(BATCHES)))
def test_the_landlords_page_is_saved_as_it_was_typed_or_refused_and_shown_as_text(
    number: int, root: Path, asking: TestClient, harmless: set[str]
) -> None:
    path = root / "answers" / HOMES / "2026" / "landlord.md"
    before, whole = tree(root.parent), path.read_bytes()
    [form] = [each for each in editor_forms.forms(asking.get(f"{YEAR}/landlord").text) if each.address == f"{YEAR}/landlord"]
    places = sorted(name for name in form.names if not name.startswith("was-"))
    assert len(places) > 40
    texts, refused = BATCHES[number], 0
    for i in range(len(texts)):  # each text stands in each place once
        path.write_bytes(whole)
        sent = {name: texts[(i + at) % len(texts)] for at, name in enumerate(places)}
        answered = send(asking, form.address, filled(form, sent))
        if answered.status_code == 400:  # a title that is none, or is there already
            assert "nothing was saved" in sentence(answered.text)
            refused += 1
            sent = {name: text for name, text in sent.items() if not name.startswith("Documents/")} | {"new-document": ""}
            answered = send(asking, form.address, filled(form, sent))
        assert answered.status_code == 303, (sent, sentence(answered.text))
        held = source.read(path, "landlord.md")
        for place in filling.places(held):
            name = app.landlord_page.key(place)
            if name not in sent or place.label in ("Approved", "Minute", "Code", "Outline"):
                continue
            now = filling.value(held, place)
            assert now == line(sent[name]) if place.label else filling.text_of(now) == text_of(sent[name]), (
                name,
                sent[name],
                now,
            )
        if i % 10 == 0:
            assert_harmless(asking.get(form.address), harmless)
    for page in editor_forms.PAGES:
        assert_harmless(asking.get(page), harmless)
    assert touched(before, tree(root.parent)) <= {f"w/answers/{HOMES}/2026/landlord.md"}
    assert refused < len(BATCHES[number]) / 2


# Every other form

EVERY = {"draft": 300, "pdf": 300, "anyway": 100, "merge": 100, "item": 5, "minute": 3, "name": 5}
"""Of fields for which much has to be made, every so many texts: the first are switches, in which whatever stands means yes."""
CASES = [(deed, name) for deed, sent in DEEDS.items() for name in sent]


def may_touch(deed: str, sent: dict[str, str]) -> str:
    """Where a form may write: the folder that begins with this."""
    if deed in ("/start", "import", "/carry"):
        name = f"{line(sent.get('landlord', HOMES))}/{line(sent['year'])}".replace("\\", "/").strip("/")
        return f"w/answers/{name}/"
    return f"w/output/{HOMES}/" if deed == f"{YEAR}/build" else f"w/answers/{HOMES}/2026/"


@pytest.mark.parametrize(("deed", "name"), CASES, ids=lambda part: part.strip("/"))
def test_every_other_field_does_what_it_is_for_or_is_refused(
    deed: str, name: str, root: Path, asking: TestClient, harmless: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = root.parent / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    held = editor_forms.held(root)
    before = tree(root.parent)
    for payload in FEW[:: EVERY.get(name, 1)]:
        given = payload + Path(DEEDS[deed]["name"]).suffix if name == "name" else payload
        answered = done(asking, deed, {name: given})
        assert_harmless(answered, harmless)
        if answered.status_code == 303:
            assert_harmless(asking.get(answered.headers["location"].partition("#")[0]), harmless)
        changed = touched(before, tree(root.parent))
        allowed = may_touch(deed, DEEDS[deed] | {name: given})
        assert {path for path in changed if not f"{path}/".startswith(allowed) and not allowed.startswith(f"{path}/")} == set()
        assert_effect(deed, name, payload, root, answered)
        if changed:
            put_back(root, held)
            before = tree(root.parent)
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.strip("/"))
def test_without_a_hostile_text_every_form_is_taken(deed: str, asking: TestClient) -> None:
    assert done(asking, deed, {}).status_code in (200, 303)


def assert_effect(deed: str, name: str, payload: str, root: Path, answered: Any) -> None:
    """What was typed stands in the files as it was typed, where it is kept in them."""
    if answered.status_code not in (200, 303) or name not in ("title", "minute"):
        return
    landlord = gather(editor_forms.target(root)).assessment.landlord
    if name == "title":
        assert not line(payload) or line(payload) in [document.title for document in landlord.documents], payload
    else:
        assert not line(payload) or landlord.bodies[0].minute == line(payload), payload
    assert source.problems(source.read(root / "answers" / HOMES / "2026" / "landlord.md", "landlord.md")) == []


# Addresses, headers and bodies

PARTS = ("landlord", "year", "number", "name", "path", "key")
WRITTEN = {"landlord": HOMES, "year": "2026", "number": "6", "name": "style.css", "path": "x", "key": KEYS.preview}


def addresses(payload: str, at: int) -> Iterator[tuple[str, str]]:
    """Every address of the editor with the text in the place of each of its steps, and two with it in each of their queries."""
    for routes, method in ((app.PAGES, "GET"), (app.DEEDS, "POST")):
        for route in routes:
            plain = route.replace(":path", "")
            for part in PARTS:
                if f"{{{part}}}" in plain:
                    yield method, plain.format(**WRITTEN | {part: quote(payload, safe="", errors="surrogatepass")})
    for i in (at, at + 1):
        page = list(app.PAGES)[i % len(app.PAGES)].replace(":path", "").format(**WRITTEN)
        names = ("show", "saved", "done", "with", "word", "to", "key")
        yield "GET", f"{page}?{urlencode(dict.fromkeys(names, payload), errors='surrogatepass')}"


def test_no_address_leads_to_anything_but_the_editors_pages(
    root: Path, asking: TestClient, harmless: set[str], figure: Callable[[str], None]
) -> None:
    before, asked = tree(root.parent), 0
    outside = ("../../../secret.md", "..\\..\\secret.md", f"{root.parent}/secret.md", "\x00", "\ud800", "%2e%2e", "x" * 5_000)
    for i, payload in enumerate([*FEW, *outside]):
        for method, address in addresses(payload, i):
            answered = asking.get(address) if method == "GET" else send(asking, address, list(TOKEN.items()))
            asked += 1
            if answered.status_code != 200 or "html" in answered.headers["content-type"]:
                assert_harmless(answered, harmless)
            assert SECRET not in answered.text
    assert touched(before, tree(root.parent)) == set()
    figure(f"{asked} addresses")


HEADERS = (
    "host", "origin", "referer", "cookie", "accept", "content-type", "content-length", "user-agent", "accept-language", "range",
    "x-forwarded-host", "x-forwarded-for", "x-forwarded-proto", "forwarded", "x-http-method-override", "x-original-url", "transfer-encoding",
)  # fmt: skip


def test_no_header_does_anything_that_it_should_not(
    root: Path, asking: TestClient, harmless: set[str], figure: Callable[[str], None]
) -> None:
    before, asked = tree(root.parent), 0
    for i, payload in enumerate(FEW):
        value = payload.replace("\r", "").replace("\n", "").replace("\x00", "").encode("utf-8", "surrogatepass")
        for name in HEADERS:
            answered = asking.get("/nothing" if i % 20 else YEAR, headers={name: value})
            asked += 1
            if name == "host":
                assert answered.status_code == 421
            elif name == "origin":
                assert answered.status_code == 403
            elif name != "content-length" or answered.status_code != 413:
                assert_harmless(answered, harmless)
            if name == "content-type":
                written = asking.post(
                    f"{YEAR}/answer/6.2", content=b"token=the-token&owner=x", headers={name: value, "origin": BASE}
                )
                assert written.status_code in (400, 403)
    assert touched(before, tree(root.parent)) == set()
    figure(f"{asked} requests with a header")


def test_who_is_there_is_text_however_the_cookie_says_it(root: Path, harmless: set[str]) -> None:
    for payload in FEW:
        for value in (quote(payload, errors="surrogatepass"), payload.encode("utf-8", "surrogatepass")):
            asking = editor_forms.client(root)
            asking.cookies.clear()
            plain = value if isinstance(value, bytes) else value.encode()
            own = f"self-assessment-{PORT}={KEYS.key}; self-assessment-{PORT}-who=".encode()
            answered = asking.get(f"{YEAR}?show=mine", headers={"cookie": own + plain.translate(None, b"\r\n\x00")})
            assert_harmless(answered, harmless)
            shown = html.document_fromstring(answered.text).xpath("//form[@class='who']/p")
            if isinstance(value, str) and line(payload):
                assert line(shown[0].text_content()) == f"You are {line(line(payload)[:200])}. I am somebody else"


def part(name: str, data: bytes, more: bytes = b"") -> bytes:
    """A part of a form that carries files."""
    return b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (name.encode(), more, data)


TOKEN_PART = part("token", KEYS.token.encode())
END = b"--x--\r\n"
ODD_TEXTS = (
    "utf-7",
    "utf-16",
    "undefined",
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "rot13",
    "zlib",
    "x",
    "\x00",
    "latin-1",
)
BODIES: list[tuple[str, bytes]] = [
    *(("multipart/form-data; boundary=x", body) for body in (
        b"", b"--", b"--x", END, TOKEN_PART, TOKEN_PART[:-9], TOKEN_PART + b"--x", TOKEN_PART + b"\r\n\r\n" + END, b"\x00" * 1000, b"--x\r\n" * 1000,
        b"--x\r\n\r\nx\r\n" + END, b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n" + END, b"--x\r\n" + b"A: b\r\n" * 5000 + b"\r\nx\r\n" + END,
        b"--x\r\n" + b"A" * 100_000 + b": b\r\n\r\nx\r\n" + END, TOKEN_PART + part("owner", b"\xff\xfe\xed\xa0\x80") + END,
        TOKEN_PART + part("owner", b"x", b'; filename="x.txt"') + END, TOKEN_PART + part("file", b"x", b'; filename=""') + END,
        TOKEN_PART + part("file", b"x", b'; filename="../../../../tmp/attacked.txt"') + END,
        TOKEN_PART + part("file", b"x", b"; filename*=utf-8''..%2f..%2ftmp%2fattacked.txt") + END,
        TOKEN_PART + part("file", b"x", b'; filename="\xff\xed\xa0\x80.txt"') + END, TOKEN_PART + part("file", b"x", b'; filename="a\x00.txt"') + END,
        TOKEN_PART + part("file", b"x", b'; filename="CON.txt"') + END, TOKEN_PART + part("file", b"x", b'; filename="' + b"x" * 9_000 + b'.txt"') + END,
        TOKEN_PART + part("file", b"x", b'; filename="x.txt"') * 21 + END, TOKEN_PART + part("owner", b"x") * 5001 + END,
        TOKEN_PART * 2 + END, part("token", b"x") + TOKEN_PART + END, part("token", KEYS.token.encode(), b'; filename="x"') + END,
        TOKEN_PART + part("landlord", b"x", b'; filename="x"') + part("year", b"x") + part("file", b"x", b'; filename="x.txt"') + END,
    )),
    *((f"multipart/form-data; boundary=x; charset={name}", TOKEN_PART + part("owner", b"+2AA-\\ud800") + END) for name in ODD_TEXTS),
    *((f'multipart/form-data; boundary=x; charset="UTF-8"; Charset={name}', TOKEN_PART + part("owner", b"x") + END) for name in ODD_TEXTS),
    *(("multipart/form-data" + boundary, TOKEN_PART + END) for boundary in ("", ";", "; boundary=", '; boundary="', "; boundary=" + "x" * 70_000)),
    *(("application/x-www-form-urlencoded", body) for body in (
        b"", b"=", b"&", b"%", b"%%%", b"%zz", b"token", b"token=", b"=the-token", b"token=the-token&&&=&=x&x", b"token=the-token;owner=x",
        b"token=x&token=the-token", b"\xff\xfe=\x00", b"token=%00", b"token=the-token&" + b"owner=%ed%a0%80&owner=x", b"a=b&" * 6_000,
        b"token=the-token&owner=" + b"%00" * 100, b"token=the-token&%00=x",
    )),
    *((kind, b'{"token": "the-token", "owner": "x"}') for kind in ("application/json", "text/plain", "", "x", "/", "multipart/", "\xff", "text/html")),
]  # fmt: skip
"""What no browser sends: kinds of content, and bodies."""


@pytest.mark.parametrize("deed", [*app.DEEDS])
def test_a_broken_body_is_refused_in_a_sentence_and_writes_nothing_broken(deed: str, root: Path, asking: TestClient) -> None:
    before = tree(root.parent)
    address = deed.format(landlord=HOMES, year="2026", number="6.2")
    for kind, body in BODIES if LONG or deed == "/import" else BODIES[::4]:
        answered = asking.post(address, content=body, headers={"content-type": kind.encode("latin-1"), "origin": BASE})
        assert answered.status_code in (200, 303, *REFUSALS), (kind[:80], body[:80], answered.text[:300])
        if answered.status_code not in (200, 303):
            assert sentence(answered.text), (kind[:80], body[:80])
        assert touched(before, tree(root.parent)) <= {f"w/answers/{HOMES}/2026/section-6.md"}
    long = asking.post(address, content=b"x", headers={"content-length": "60000000", "origin": BASE})
    assert long.status_code == 413
    gathered = gather(editor_forms.target(root))
    assert [problem.id for problem in gathered.problems if problem.id in ("control-character", "unreadable-file")] == []
    assert not Path(tempfile.gettempdir(), "attacked.txt").exists()


@pytest.mark.parametrize("data", [data for data in payloads.FILES if len(data) < 1_000_000], ids=repr)
def test_bytes_that_are_no_text_are_kept_as_signs_for_them(data: bytes, root: Path, asking: TestClient) -> None:
    form = editor_forms.answer_forms(asking)["6.2"]
    plain = urlencode([(name, value) for name, value in form.fields if name not in ("owner", "commentary")])
    body = f"{plain}&owner={quote_from_bytes(data)}&commentary={quote_from_bytes(data)}"
    sent = asking.post(form.address, content=body, headers={"content-type": "application/x-www-form-urlencoded", "origin": BASE})
    assert sent.status_code == 303
    kept = answers(root)["6.2"]
    assert kept.owner == line(data.decode("utf-8", "replace"))
    assert words(kept.commentary).split() == line(data.decode("utf-8", "replace")).split()


@pytest.mark.parametrize("number", range(len(payloads.BLOCKS)) if LONG else (9,))
def test_what_is_far_too_long_or_deep_is_saved_whole_or_refused(
    number: int, root: Path, asking: TestClient, harmless: set[str]
) -> None:
    block = payloads.BLOCKS[number]
    form = editor_forms.answer_forms(asking)["6.2"]
    version = dict(form.fields)["version"]
    for name in ("commentary", "note", "action-what", "evidence-text", "owner"):
        answered = send(asking, form.address, filled(form, {name: block, "version": version}), script=True)
        if answered.status_code == 200:
            version = answered.json()["version"]
            kept = answers(root)["6.2"]
            now, then = KEPT[name]
            assert now(kept) == then(block)
        else:
            assert answered.status_code in (400, 413)
            assert "error" in answered.json() if answered.status_code == 400 else answered.text
    for page in (f"{YEAR}/section/6", YEAR):
        assert_harmless(asking.get(page), harmless)
    for deed, name in (("/pasted", "html"), ("/who", "who"), (f"{YEAR}/approve", "minute"), ("policy", "title")):
        answered = done(asking, deed, {name: block})
        assert answered.status_code in (200, 303, 400, 413)
    assert asking.get(f"{YEAR}/landlord").status_code == 200


def test_a_form_with_more_rows_than_it_can_hold_loses_none(root: Path, asking: TestClient) -> None:
    path = root / "answers" / HOMES / "2026" / "section-6.md"
    many = "".join(f"- Item {i}\n" for i in range(fields.MOST_ROWS + 50))
    path.write_text(f"## 6.2 x\nComply: Yes\n\n### Evidence\n\n{many}", encoding="utf-8")
    before = path.read_bytes()
    form = editor_forms.answer_forms(asking)["6.2"]
    answered = send(asking, form.address, filled(form, {"owner": "Ada"}), script=True)
    assert "has 251" in answered.json()["error"]
    without = [(name, value) for name, value in form.fields if name != "evidence-document"]
    assert "without all of its fields" in send(asking, form.address, without, script=True).json()["error"]
    assert path.read_bytes() == before


# What browsers do not send, over the wire

RAW: tuple[bytes, ...] = (
    b"", b"\r\n\r\n", b"\x00" * 100, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /\r\n\r\n", b"get / http/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.0\r\n\r\n", b"GET / HTTP/1.1\r\nHost: {host}\r\nHost: attacker.example\r\n\r\n", b"GET http://attacker.example/ HTTP/1.1\r\nHost: {host}\r\n\r\n",
    b"GET [x HTTP/1.1\r\nHost: {host}\r\n\r\n", b"GET x HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n", b"GET [x HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n",
    b"GET //[x HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n", b"GET /%zz?%zz HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n",
    b"GET /?\xff\xfe HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n", b"GET /static/../../secret.md HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n",
    b"GET /static/..%2f..%2fsecret.md HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: {host}\r\n\r\n",
    b"CONNECT attacker.example:443 HTTP/1.1\r\nHost: {host}\r\n\r\n", b"TRACE / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n",
    b"PUT /start HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Length: 1\r\n\r\nx", b"GET / HTTP/1.1\r\nHost: {host}\r\n" + b"A: b\r\n" * 20_000 + b"\r\n",
    b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: {host}\r\n\r\n", b"GET / HTTP/1.1\r\nHost: {host}\r\nA: " + b"x" * 200_000 + b"\r\n\r\n",
    b"POST /start HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Length: -1\r\n\r\n", b"POST /start HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    b"POST /start HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"POST /start HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    b"POST /start HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nTransfer-Encoding: x\r\n\r\n", b"POST /start HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Length: 10\r\n\r\ntok",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", b"GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nExpect: 100-continue\r\n\r\n",
    b"GET / HTTP/1.1\nHost: {host}\n\n", b"GET / HTTP/1.1\r\n Host: {host}\r\n\r\n", b"GET / HTTP/1.1\r\nHost: {host}\r\nA:\x00b\r\n\r\n",
)  # fmt: skip


def test_what_is_no_request_is_refused_and_the_editor_goes_on(root: Path) -> None:
    with running(root) as editor, httpx2.Client(follow_redirects=True) as browser:
        browser.get(editor.address)
        host = editor.base.removeprefix("http://").encode()
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items()).encode()
        for request in RAW:
            with socket.create_connection(("127.0.0.1", int(host.partition(b":")[2])), timeout=30) as wire:
                with suppress(ConnectionError):  # it may hang up before everything is said
                    wire.sendall(request.replace(b"{host}", host).replace(b"{cookie}", cookie))
                    wire.shutdown(socket.SHUT_WR)
                said = heard(wire)
            assert b"HTTP/1.1 5" not in said, (request[:80], said[:200])
            assert SECRET.encode() not in said
            assert b"HTTP/1.1 2" not in said or b"{cookie}" in request, request[:80]
        assert browser.get(f"{editor.base}{YEAR}").status_code == 200


def heard(wire: socket.socket) -> bytes:
    """What comes back until the other side is done."""
    said = b""
    with suppress(ConnectionError):
        while piece := wire.recv(65_536):
            said += piece
    return said


# In a real browser


@pytest.mark.chromium
@pytest.mark.parametrize("number", range(len(BATCHES)))
def test_in_a_browser_no_hostile_text_runs_or_fetches_anything(
    number: int, tmp_path: Path, chromium: Browser, figure: Callable[[str], None]
) -> None:
    """Texts as the editor saves them, and as somebody pastes them into the files."""
    texts, shown = BATCHES[number], 0
    for paste in (False, True) if LONG else (True,):
        root = editor_forms.workspace(tmp_path / str(paste), texts, paste=paste)
        with running(root) as editor, listening(chromium, editor.base) as (page, said):
            page.goto(editor.address)
            for address in editor_forms.PAGES:
                page.goto(editor.base + address)
                look_through(page, said)
                shown += 1
            page.goto(f"{editor.base}{YEAR}/section/6")
            page.evaluate(CONFLICT, [landlords.HARMLESS if paste else "\n".join(texts)])
            page.wait_for_url("**/answer/*")
            look_through(page, said)
            page.goto(f"{editor.base}{YEAR}/section/6")
            page.evaluate(PASTE, ["".join(f"<p>{text}" for text in texts), "x"])
            page.locator("#provision-6-3-commentary").fill("\n".join(texts))  # saved as it is typed, and the page made anew
            expect_saved(page)
            look_through(page, said)
            page.goto(f"{editor.base}{YEAR}/preview")
            look_through(page, said)
            shown += 3
            assert [each for each in said if "409 (Conflict)" not in each] == []
    figure(f"{len(texts)} texts on {shown} pages")


CONFLICT = """([typed]) => {
  const form = document.querySelector("form[data-answer='6.4']");
  form.querySelector("[name=version]").value = "x";
  for (const field of form.querySelectorAll("textarea")) { field.value = typed; }
  form.submit();
}"""
PASTE = """([html, plain]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", plain);
  const field = document.querySelector("#provision-6-2-commentary");
  field.focus();
  field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@contextmanager
def listening(chromium: Browser, base: str) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what it did: requests to elsewhere, dialogs, errors, windows, and scripts that ran."""
    said: list[str] = []
    context = chromium.new_context()
    context.add_init_script("window.attacked = 0")
    context.on("request", lambda r: said.append(r.url) if not r.url.startswith((base + "/", "data:image")) else None)
    page = context.new_page()
    page.on("dialog", lambda d: (said.append(f"dialog {d.message}"), d.accept()) if d.type != "beforeunload" else d.accept())
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    page.on("popup", lambda p: said.append(f"opened {p.url}"))
    yield page, said
    context.close()


def look_through(page: Page, said: list[str]) -> None:
    """Unfold and touch what is there."""
    at = page.url
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.mouse.wheel(0, 500)
    page.mouse.move(300, 300)
    page.keyboard.press("Tab")
    if page.evaluate("window.attacked") != 0 or page.url != at:
        said.append(f"ran in {at}, now at {page.url}")


def expect_saved(page: Page) -> None:
    from playwright.sync_api import expect

    for number in ("6.2", "6.3"):
        state = page.locator(f"form[data-answer='{number}'] [data-state]")
        expect(state).to_have_text(re.compile(r"Saved \d\d:\d\d|Not saved: .*nothing was saved"), timeout=60_000)


# Any text at all

TYPED = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\n\r\t -*_[]()<>#>:|&\\1.23\u200b\ufeff\u2028\x85\x1f")),
    max_size=60,
)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace for many examples: each is another answer to the same provision."""
    return editor_forms.workspace(tmp_path_factory.mktemp("any"), [landlords.HARMLESS] * 2)


@hypothesis.settings(max_examples=500 if LONG else 20)
@hypothesis.given(values=st.fixed_dictionaries(dict.fromkeys(("evidence-text", *TEXT_FIELDS, *LINE_FIELDS), TYPED)))
def test_any_text_is_saved_as_it_was_typed_or_refused(one: Path, values: dict[str, str]) -> None:
    asking = editor_forms.client(one)
    form = next(each for each in editor_forms.forms(asking.get(f"{YEAR}/section/1").text) if each.address.endswith("/answer/1.2"))
    once = [(name, value) for name, value in form.fields if name not in {*values, "evidence-document", "accept-id"}]
    rows = [("evidence-document", ""), ("accept-id", "empty-words"), *values.items()]
    answered = send(asking, form.address, [*once, *rows], script=True)
    if answered.status_code != 200:
        assert "nothing was saved" in answered.json()["error"]
        return
    kept = next(answer for answer in gather(editor_forms.target(one)).assessment.answers if answer.provision == "1.2")
    assert kept.owner == line(values["owner"])
    assert list(kept.evidence) == items_of(values["evidence-text"])
    for name in ("commentary", "alternative", "note"):
        assert getattr(kept, name) == text_of(values[name]), name
    if any(line(values[f"action-{name}"]) for name in ("what", "owner", "by", "outcome")):
        [action] = kept.actions
        told = (action.what, action.owner, day(action.by_text), action.outcome)
        typed = (
            text_of(values["action-what"]),
            line(values["action-owner"]),
            day(line(values["action-by"])),
            text_of(values["action-outcome"]),
        )
        assert told == typed
    form = next(each for each in editor_forms.forms(asking.get(f"{YEAR}/section/1").text) if each.address == form.address)
    assert send(asking, form.address, list(form.fields), script=True).json()["written"] is False
