"""The editor for tests: asked directly, or running in a process of its own as people run it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import tools
from lxml import html
from starlette.testclient import TestClient

from generator.editor.app import editor
from generator.editor.desk import Desk
from generator.editor.guard import Keys
from generator.workspace import Workspace

PORT = 4711
BASE = f"http://127.0.0.1:{PORT}"
KEYS = Keys("the-key", "the-token", "the-preview")
DAY = date(2026, 11, 22)
YEAR = "/year/exemplar-homes/2026"

Fields = list[tuple[str, str]]


def workspace(folder: Path) -> Path:
    """A workspace with the example landlord."""
    shutil.copytree(tools.EXAMPLES / "exemplar-homes", folder / "answers" / "exemplar-homes")
    return folder


def client(root: Path, *, key: bool = True, desk: Desk | None = None, **options: Any) -> TestClient:
    """A browser that has the key, but no pages yet."""
    app = editor(desk or Desk(Workspace(root), lambda: DAY), KEYS, PORT)
    asking = TestClient(app, base_url=BASE, follow_redirects=True, **options)
    if key:
        asking.cookies.set(f"self-assessment-{PORT}", KEYS.key, domain="127.0.0.1")
    return asking


def answer_form(asking: TestClient, number: str, year: str = YEAR) -> tuple[str, Fields]:
    """Where an answer's form is sent, and its fields as a browser sends them."""
    return form_in(asking.get(f"{year}/section/{number.partition('.')[0]}").text, f"[@data-answer='{number}']")


def form_in(page: str, which: str = "") -> tuple[str, Fields]:
    """The same of a form of any page."""
    form = html.fromstring(page).xpath(f"//form{which}")[0]
    return form.action, sent_by(form)


def sent_by(form: Any) -> Fields:
    """What a browser sends of a form: nothing of what is not chosen, and "" of what is empty, which lxml leaves out."""
    sent = []
    for field in form.iter("input", "textarea", "select"):
        chosen = field.get("type") not in ("radio", "checkbox") or field.get("checked") is not None
        if field.get("name") and chosen and field.get("type") != "file":
            typed = field.text_content().removeprefix("\n") if field.tag == "textarea" else field.value or ""
            sent.append((field.get("name"), typed.replace("\n", "\r\n")))
    return sent


def changed(fields: Fields, **values: str) -> Fields:
    """The fields with other values; those of this name that are there several times change in the first place."""
    left = {name.replace("_", "-"): value for name, value in values.items()}
    made = [(name, left.pop(name, value)) for name, value in fields]
    return [*made, *left.items()]


def send(asking: TestClient, address: str, fields: Fields, *, script: bool = False, **headers: str) -> Any:
    """What the editor answers to a form."""
    sent = {"content-type": "application/x-www-form-urlencoded", "origin": BASE, **headers}
    if script:
        sent["accept"] = "application/json"
    return asking.post(address, content=urlencode(fields), headers=sent)


def words(page: str) -> str:
    """What a reader of a page sees, spaces once."""
    return " ".join(html.fromstring(page).find("body").text_content().split())


@dataclass
class Running:
    """An editor in a process of its own: ``address`` opens it, ``base`` begins its pages."""

    process: subprocess.Popen[str]
    address: str

    @property
    def base(self) -> str:
        return self.address.partition("/enter")[0]


@contextmanager
def running(root: Path, *options: str) -> Iterator[Running]:
    """``self-assessment edit`` on a workspace, killed at the end."""
    command = [
        sys.executable,
        "-m",
        "generator",
        "--workspace",
        str(root),
        "edit",
        "--no-browser",
        "--on",
        DAY.isoformat(),
        *options,
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=tools.ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    try:
        said = process.stdout.readline() if process.stdout else ""
        found = re.search(r"http://\S+", said)
        assert found, said
        yield Running(process, found[0])
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
