"""The editor, fuzzed: bytes become one request to it, on a workspace that is put back after each.

The first byte chooses the request, and the byte 255, which no text has, divides the rest into the values of its fields, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import editing
from attacks import editor_forms, landlords
from attacks.editor_forms import DEEDS, SECRET, YEAR, doings, done, filled
from starlette.testclient import TestClient

from generator.gather import gather

ANSWER = ("commentary", "evidence-text", "action-what", "action-by", "owner", "reviewed", "note", "alternative", "accept-reason")
SWITCHES = (
    "do",
    "version",
    "comply",
    "whose",
    "show",
    "was-reviewed",
    "accept-id",
    "evidence-document",
    "evidence-added",
    "commentary",
)
REQUESTS = (
    "answer", "switches", "landlord", "address", "query", "who", "kind and body",
    *(deed for deed in DEEDS if not deed.endswith(("/build", "/paper"))),
)  # fmt: skip
"""What is asked; rendering documents is slow, and fuzzed by what it renders."""
FINE = (200, 204, 303, 400, 403, 404, 405, 409, 413, 421)
_FEW = 3


@dataclass(frozen=True)
class Besieged:
    """An editor on a workspace of its own, with its files and forms as they were, and what its pages do then."""

    root: Path
    asking: TestClient
    files: dict[Path, bytes]
    answer: editor_forms.Form
    landlord: editor_forms.Form
    harmless: set[str]


@cache
def besieged(folder: Path) -> Besieged:
    """The editor of a folder."""
    texts = ["[words](https://www.exemplar-homes.example/a) **b** *c*", *[landlords.HARMLESS] * _FEW]
    root = editor_forms.workspace(folder / "editor", texts)
    for path in root.glob("answers/*/*/section-[2-9].md"):
        path.unlink()  # what there is to read is read at each request
    asking = editor_forms.client(root)
    files = editor_forms.held(root)
    harmless = doings(asking.get("/nothing").text)
    for page in editor_forms.PAGES:
        harmless |= doings(asking.get(page).text)
    form = next(form for form in editor_forms.forms(asking.get(f"{YEAR}/section/1").text) if form.address.endswith("/answer/1.2"))
    text = "- a\n  - ***b***\n1. c"
    for values in (
        {},
        {"commentary": text, "note": text, "alternative": text, "action-what": text, "comply": "no"},
        {"comply": ""},
    ):
        for version in ("x", dict(form.fields)["version"]):
            harmless |= doings(
                editing.send(asking, form.address, filled(form, {"owner": "x", **values, "version": version})).text
            )
        harmless |= doings(asking.get(f"{YEAR}/section/1").text)
        editor_forms.put_back(root, files)
    for deed in DEEDS:
        if not deed.endswith(("/build", "/paper")):
            harmless |= doings(done(asking, deed, {}).text)
            harmless |= {
                part for page in ("/", f"{YEAR}/landlord", f"{YEAR}/documents") for part in doings(asking.get(page).text)
            }
    editor_forms.put_back(root, files)
    [landlord] = [each for each in editor_forms.forms(asking.get(f"{YEAR}/landlord").text) if each.address == f"{YEAR}/landlord"]
    return Besieged(root, asking, files, form, landlord, harmless)


def run(data: bytes, folder: Path) -> None:
    """Send what the bytes say. Raises whatever falls: in the editor, or in what is asked of it here."""
    at = besieged(folder)
    wanted = REQUESTS[data[0] % len(REQUESTS)] if data else REQUESTS[0]
    try:
        answered = _sent(at, wanted, data[1:].split(b"\xff"))
        assert answered.status_code in FINE, f"status {answered.status_code}"
        assert SECRET not in answered.text, "a secret is shown"
        if "html" in answered.headers.get("content-type", ""):
            assert doings(answered.text) <= at.harmless, sorted(doings(answered.text) - at.harmless)
        if wanted in ("answer", "switches") and answered.status_code == 200:
            _reads_back(at)
        elif answered.status_code == 303 and "/file/" not in answered.headers["location"]:
            shown = at.asking.get(answered.headers["location"].partition("#")[0])
            assert shown.status_code in FINE, f"status {shown.status_code}"
    finally:
        editor_forms.put_back(at.root, at.files)


def _sent(at: Besieged, wanted: str, parts: list[bytes]) -> Any:
    values = [part.decode("utf-8", "replace") for part in parts]
    if wanted in DEEDS:
        return done(at.asking, wanted, dict(zip(DEEDS[wanted], values, strict=False)))
    return _REQUESTS[wanted](at, parts, values)


def _answer(at: Besieged, names: tuple[str, ...], values: list[str]) -> Any:
    sent = {"accept-id": "empty-words", "accept-reason": "", **dict(zip(names, values, strict=False))}
    return editing.send(
        at.asking, at.answer.address, filled(at.answer, sent), script=len(values) % 2 == 0 or "version" not in sent
    )


def _landlord(at: Besieged, _parts: list[bytes], values: list[str]) -> Any:
    places = [name for name in dict(at.landlord.fields) if not name.startswith(("was-", "token"))]
    return editing.send(
        at.asking, at.landlord.address, filled(at.landlord, dict(zip([*places, "new-document"], values, strict=False)))
    )


def _raw(at: Besieged, parts: list[bytes], _values: list[str]) -> Any:
    """A body of any kind, sent to the form that its length chooses; a @ stands for the token."""
    kind, body = parts[0][:300], b"\xff".join(parts[1:]).replace(b"@", editing.KEYS.token.encode())
    addresses = ("/import", "/policy", at.answer.address, "/who", "/pasted")
    headers = {"content-type": kind.translate(None, b"\r\n\x00"), "origin": editing.BASE}
    return at.asking.post(addresses[len(body) % len(addresses)], content=body, headers=headers)


def _address(at: Besieged, parts: list[bytes], _values: list[str]) -> Any:
    return at.asking.get("/" + "/".join(_quoted(part[:200]) for part in parts))


def _query(at: Besieged, parts: list[bytes], _values: list[str]) -> Any:
    page = editor_forms.PAGES[len(parts) % len(editor_forms.PAGES)].partition("?")[0]
    names = ("show", "saved", "done", "word")
    return at.asking.get(f"{page}?" + "&".join(f"{n}={_quoted(v[:200])}" for n, v in zip(names, parts, strict=False)))


def _who(at: Besieged, parts: list[bytes], _values: list[str]) -> Any:
    own = f"self-assessment-{editing.PORT}={editing.KEYS.key}; self-assessment-{editing.PORT}-who=".encode()
    at.asking.cookies.clear()
    try:
        return at.asking.get(f"{YEAR}?show=mine", headers={"cookie": own + parts[0][:500].translate(None, b"\r\n\x00")})
    finally:
        at.asking.cookies.set(f"self-assessment-{editing.PORT}", editing.KEYS.key, domain="127.0.0.1")


_REQUESTS: dict[str, Callable[[Besieged, list[bytes], list[str]], Any]] = {
    "answer": lambda at, _, values: _answer(at, ANSWER, values),
    "switches": lambda at, _, values: _answer(at, SWITCHES, values),
    "landlord": _landlord,
    "address": _address,
    "query": _query,
    "who": _who,
    "kind and body": _raw,
}


def _quoted(data: bytes) -> str:
    return "".join(chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02x}" for byte in data)


def _reads_back(at: Besieged) -> None:
    """What was saved stands in the form, and the form sent as it came changes nothing."""
    page = at.asking.get(f"{YEAR}/section/1").text
    assert doings(page) <= at.harmless, sorted(doings(page) - at.harmless)
    form = next(form for form in editor_forms.forms(page) if form.address == at.answer.address)
    again = editing.send(at.asking, form.address, list(form.fields), script=True)
    assert again.json().get("written") is False, "what is shown is not what was saved"
    assert not [problem for problem in gather(editor_forms.target(at.root)).problems if problem.id == "control-character"]


def begin() -> Iterator[bytes]:
    """A good input for each request."""
    rest = {
        "answer": [
            b"We do.\n- a\n- **b**",
            b"3.2, page 5",
            b"More",
            b"31 March 2027",
            b"Ada",
            b"2 May 2026, Ada",
            b"Look",
            b"",
            b"It is so",
        ],
        "switches": [b"evidence-up-2", b"x", b"no", b"own", b"mine"],
        "landlord": [b"Our Homes", b"Council", b"4,210"],
        "address": [b"year", b"our-homes", b"2026", b"section", b"6"],
        "query": [b"mine", b"6.2", b"saved", b"yes"],
        "who": [b"Ada"],
        "kind and body": [
            b"multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n@\r\n--x--\r\n',
        ],
    }
    for i, wanted in enumerate(REQUESTS):
        values = rest.get(wanted) or [value.encode() for value in DEEDS[wanted].values()]
        yield bytes([i]) + b"\xff".join(values)
