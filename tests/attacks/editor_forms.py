"""The editor's forms as an attacker meets them: every field by name, what a page may hold, and what a save may touch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import editing
import layouts
from attacks import inspecting, landlords
from lxml import html
from starlette.testclient import TestClient

from generator.answers.source import visible
from generator.workspace import Target, Workspace

HOMES = "our-homes"
YEAR = f"/year/{HOMES}/2026"
SECRET = "THE SECRET OF ANOTHER FOLDER"  # noqa: S105 (a text that no page may show)
PAGES = (
    "/",
    YEAR,
    *(f"{YEAR}?show={show}" for show in ("unanswered", "problems", "mine", "not-reviewed")),
    *(f"{YEAR}/section/{section.number}" for section in landlords.EDITION.sections),
    f"{YEAR}/section/6?show=mine",
    f"{YEAR}/suggestions/6.2",
    f"{YEAR}/landlord",
    f"{YEAR}/documents",
    f"{YEAR}/submission",
)
"""Every page that shows what somebody typed."""

UPLOADED = {"import": "/import", "merge": "/import", "policy": "/policy"}
DEEDS: dict[str, dict[str, str]] = {
    "/who": {"who": "Ada", "to": "/"},
    "/start": {"landlord": "new-homes", "year": "2031"},
    "/carry": {"from-landlord": HOMES, "from-year": "2025", "year": "2031"},
    "/pasted": {"html": "<p>x"},
    f"{YEAR}/paper": {"body": "", "meeting": "23 July 2026", "item": "", "pdf": ""},
    f"{YEAR}/approve": {"body": "", "date": "1 July 2026", "minute": "1", "anyway": "yes"},
    f"{YEAR}/build": {"draft": "yes", "pdf": ""},
    f"{YEAR}/undo/6.2": {},
    "import": {"landlord": "new-homes", "year": "2031", "name": "x.md", "file": ""},
    "merge": {"landlord": HOMES, "year": "2026", "merge": "yes", "name": "x.md", "file": ""},
    "policy": {"landlord": HOMES, "year": "2026", "title": "Letters", "name": "x.html", "file": ""},
}
"""What each form sends, but for an answer's and the landlord's: with this it is taken."""

_SWITCHES = {"selected", "checked", "open", "disabled", "start"}
_OWN = re.compile(r"[/?](?![/\\])|#")


@dataclass(frozen=True)
class Form:
    """A form of a page: where it is sent, and its fields as a browser sends them."""

    address: str
    fields: tuple[tuple[str, str], ...]

    @property
    def names(self) -> set[str]:
        """Its fields, but for the token."""
        return {name for name, _ in self.fields} - {"token"}


def workspace(folder: Path, texts: list[str], *, paste: bool = False) -> Path:
    """A workspace with a year of these texts, the year before and a neighbour, beside a folder with a secret."""
    root = folder / "w"
    landlords.written(root / "answers" / HOMES / "2026", texts, paste=paste)
    last = landlords.written(root / "answers" / HOMES / "2025", [landlords.HARMLESS] * 72)
    whole = landlords.LANDLORD.format(
        x=landlords.HARMLESS, text=landlords.HARMLESS, address="https://www.exemplar-homes.example/"
    )
    (last / "landlord.md").write_text(whole.partition("## Publications")[0], encoding="utf-8")
    landlords.written(root / "answers" / "other-homes" / "2026", [landlords.HARMLESS])
    (folder / "outside" / "2026").mkdir(parents=True)
    for path in (folder / "secret.md", folder / "outside" / "2026" / "landlord.md", root / "secret.md"):
        path.write_text(f"# {SECRET}\n\nLandlord: {SECRET}\n", encoding="utf-8")
    return root


def target(root: Path, year: str = "2026") -> Target:
    """A year of the landlord that is attacked."""
    return Workspace(root).target(f"{HOMES}/{year}")


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder, by what tells that it was changed; but for locks, which hold nothing."""
    found = ((path.relative_to(folder).as_posix(), path.stat()) for path in folder.rglob("*") if path.name != ".editing.lock")
    return {name: (about.st_mtime_ns, about.st_size) if "." in name else (0, 0) for name, about in found}


def touched(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> set[str]:
    """What was made, changed or taken away."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def forms(page: str) -> list[Form]:
    """The forms of a page."""
    return [Form(form.action, tuple(editing.sent_by(form))) for form in html.document_fromstring(page).forms]


def answer_forms(asking: TestClient) -> dict[str, Form]:
    """The form of each provision."""
    found = {}
    for section in landlords.EDITION.sections:
        for form in forms(asking.get(f"{YEAR}/section/{section.number}").text):
            if form.address.startswith(f"{YEAR}/answer/"):
                found[form.address.rpartition("/")[2]] = form
    return found


def is_own(address: str) -> bool:
    """True for an address within the editor."""
    return bool(_OWN.match(address))


def filled(form: Form, typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """The form's fields with these values, each wherever it stands."""
    sent = [(name, typed.get(name, value)) for name, value in form.fields]
    return [*sent, *((name, value) for name, value in typed.items() if name not in dict(sent))]


def line(typed: str) -> str:
    """What is kept of what is typed in one line."""
    return " ".join(visible(typed).split())


def lines(typed: str) -> str:
    """What is kept of what is typed in several."""
    return "\n".join(visible(each) for each in typed.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def doings(page: str) -> set[str]:
    """What a page of the editor could do, and what it is made of: its elements with their attributes, and addresses elsewhere."""
    if not page:  # a browser that is led on sees nothing
        return set()
    found = inspecting.of_page(page.encode("utf-8", "replace"))
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        found.add(f"<{element.tag} {' '.join(sorted(set(element.attrib) - _SWITCHES))}>")
        for name in ("href", "src", "action", "formaction"):
            address = element.get(name, "#")
            written = element.tag == "a" and urlsplit(address).scheme.lower() in inspecting.SAFE
            if not _OWN.match(address) and not written:
                found.add(f"{element.tag} leads to {address[:80]}")
    return found


def sentence(page: str) -> str:
    """The sentence of a page that says why it is not the one asked for."""
    found = html.document_fromstring(page).xpath("//main//p[@class='lead'] | //main//*[@role='alert']")
    return " ".join(found[0].text_content().split()) if found else ""


def client(root: Path) -> TestClient:
    """A browser at the editor that asks for one page at a time."""
    asking = editing.client(root)
    asking.follow_redirects = False
    return asking


@cache
def content(deed: str) -> bytes:
    """A document that a form with a file takes."""
    policy = b"<h1>1 Aim</h1><p>1.1 We answer within 10 working days (page 2).</p><h2>2 Stage 1</h2><p>We acknowledge complaints."
    return policy if deed == "policy" else layouts.markdown_table(layouts.invented(landlords.EDITION)[28:36]).encode()


def done(asking: TestClient, deed: str, values: Mapping[str, str]) -> Any:
    """What the editor answers to a form with these values in the place of harmless ones."""
    sent = {"token": editing.KEYS.token, **DEEDS[deed], **values}
    if deed not in UPLOADED:
        return editing.send(asking, deed, list(sent.items()))
    file = (sent.pop("name"), sent.pop("file").encode("utf-8", "surrogatepass") or content(deed))
    return asking.post(UPLOADED[deed], data=sent, files={"file": file}, headers={"origin": editing.BASE})


def held(root: Path) -> dict[Path, bytes]:
    """Every file of a workspace."""
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def put_back(root: Path, files: Mapping[Path, bytes]) -> None:
    """The workspace as it was: a file that changed is written anew, and what is new is taken away."""
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif path.is_file() and path not in files and path.name != ".editing.lock":
            path.unlink()
    for path, data in files.items():
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
