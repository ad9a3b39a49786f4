"""Hostile texts in every field, through every command, to every document: nothing runs, nothing is fetched, nothing is lost.

`make attack` puts each text of the corpus into each field; `make test` every fifteenth.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from attacks import inspecting, landlords, payloads
from click.testing import CliRunner, Result
from lxml import etree

from generator.answers.source import visible
from generator.cli import main
from generator.rich_text import words

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LONG = os.environ.get("ATTACK") == "long"
TEXTS = payloads.TEXTS if LONG else payloads.TEXTS[::15]
ON = ("--on", "2026-07-01")


def run(root: Path, *args: str) -> Result:
    """A command's end: done, errors in the answers, or one sentence; never anything else."""
    result = CliRunner().invoke(main, ["--workspace", str(root), *args])
    ended = result.exception is None or isinstance(result.exception, SystemExit)
    assert ended, (args, repr(result.exception)) if not ended else ""
    assert result.exit_code in (0, 1, 2), args
    assert "Traceback" not in result.output
    return result


def documents_of(root: Path, name: str, before: str) -> Path:
    """Every document that the commands make of a landlord's year, in one folder; PDFs where all can be drawn."""
    pdf = ["--pdf"] if all(_drawn(path.read_text("utf-8")) for path in (root / "answers" / name).glob("*.md")) else []
    out = root / "made"
    out.mkdir(exist_ok=True)
    done = {
        "build": run(root, "build", name, "--draft", *pdf, *ON),
        "form": run(root, "form", name, "--word", str(out / "form.docx"), "--excel", str(out / "form.xlsx")),
        "paper": run(
            root,
            "board-paper",
            name,
            "--draft",
            "--officer-notes",
            "--meeting",
            "23 July 2026",
            "--output",
            str(out / "p.docx"),
            *ON,
        ),
        "compare": run(root, "compare", before, name, "--web", str(out / "c.html"), "--word", str(out / "c.docx"), *ON),
        "heat map": run(root, "heat-map", "--web", str(out / "h.html"), "--excel", str(out / "h.xlsx"), *ON),
        "submission": run(root, "submission", name, "--word", str(out / "s.docx"), *ON),
        "actions": run(root, "actions", "--csv", str(out / "a.csv"), *ON),
    }
    if pdf:
        done["as pdf"] = run(root, "board-paper", name, "--draft", "--pdf", "--output", str(out / "p.pdf"), *ON)
    for what, result in done.items():
        assert result.exit_code < 2, (what, result.output)
    for printed in (
        ["check", name, "--json", *ON],
        ["compare", before, name, "--json", *ON],
        ["submission", name, "--json", *ON],
    ):
        json.loads(run(root, *printed).stdout)
    run(root, "status", "--all", *ON)
    shutil.copytree(root / "output", out / "output", dirs_exist_ok=True)
    return out


def _drawn(text: str) -> bool:
    """True for a text whose every sign the PDF's fonts have."""
    return all(char in "\n–—‘’“”…•" or (" " <= char <= "ÿ" and char.isprintable()) for char in text)


def batches() -> list[list[str]]:
    """Those that a PDF can hold, and the others."""
    drawn = [text for text in TEXTS if _drawn(text)]
    return [*landlords.batches(drawn), *landlords.batches([text for text in TEXTS if not _drawn(text)])]


BATCHES = batches()
CASES = [(i, paste) for i in range(len(BATCHES)) for paste in (False, True) if LONG or paste == bool(i)]


def workspace(root: Path, texts: Sequence[str], *, paste: bool = False) -> tuple[str, str]:
    """A workspace with a harmless year and a hostile one."""
    landlords.written(root / "answers" / "our-homes" / "2025", [landlords.HARMLESS] * 72)
    landlords.written(root / "answers" / "our-homes" / "2026", texts, paste=paste)
    return "our-homes/2026", "our-homes/2025"


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What the documents of a landlord without a hostile word could do."""
    root = tmp_path_factory.mktemp("harmless")
    return inspecting.of_folder(documents_of(root, *workspace(root, [landlords.HARMLESS] * 71)))


@pytest.mark.chromium
@pytest.mark.parametrize(("number", "paste"), CASES)
def test_a_hostile_text_in_every_field_does_nothing_in_any_document(
    number: int, paste: bool, harmless: dict[str, set[str]], chromium: Browser, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    """Saved as the editor saves it, or pasted as it is."""
    folder = documents_of(tmp_path, *workspace(tmp_path, BATCHES[number], paste=paste))
    for kind, found in inspecting.of_folder(folder).items():
        assert found - harmless[kind] == set(), kind
    assert heard_in_browser(chromium, sorted(folder.rglob("*.html"))) == []
    if not paste:  # what is pasted as it is may be structure; the build has compared what it read
        assert_written(folder / "output" / "our-homes" / "2026", BATCHES[number])
    made = Counter(path.suffix for path in folder.rglob("*") if path.suffix in inspecting.KINDS)
    figure(f"{len(BATCHES[number])} texts {'pasted' if paste else 'saved'}, in documents of {dict(made)}")


def heard_in_browser(chromium: Browser, pages: Sequence[Path]) -> list[str]:
    """What the pages did when they were shown: requests, dialogs, errors, windows, and scripts that ran."""
    heard: list[str] = []
    context = chromium.new_context()
    context.add_init_script("window.attacked = 0")
    context.on("request", lambda r: heard.append(r.url) if not r.url.startswith(("file:", "data:image")) else None)
    page = context.new_page()
    page.on("dialog", lambda d: (heard.append(f"dialog {d.message}"), d.dismiss()))
    page.on("console", lambda m: heard.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: heard.append(str(e)))
    page.on("popup", lambda p: heard.append(f"opened {p.url}"))
    assert len(pages) > 10
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        page.mouse.wheel(0, 500)
        page.keyboard.press("Tab")
        if page.evaluate("window.attacked") != 0 or page.url != path.as_uri():
            heard.append(f"ran in {path.name}, now at {page.url}")
    context.close()
    return heard


def test_the_browser_would_tell(chromium: Browser, tmp_path: Path) -> None:
    pages = [tmp_path / f"{i}.html" for i in range(11)]
    for path in pages:
        path.write_text("<p>x", encoding="utf-8")
    pages[3].write_text(f"<p>{payloads.TEXTS[0]}", encoding="utf-8")
    pages[5].write_text('<img src="https://attacker.example/x">', encoding="utf-8")
    pages[7].write_text("<script>alert(1)</script>", encoding="utf-8")
    heard = heard_in_browser(chromium, pages)
    assert {"https://attacker.example/x", "dialog 1"} < set(heard)
    assert any(said.startswith("ran in 3.html") for said in heard)


def squeezed(text: str) -> str:
    """A text without what a reader cannot tell apart."""
    return " ".join(text.split())


def assert_written(built: Path, texts: Sequence[str]) -> None:
    """Each text stands in the data, in Word and in Excel, as it was written."""
    data = squeezed("\n".join(_strings(json.loads(next(p for p in built.glob("*.json") if "schema" not in p.name).read_bytes()))))
    table = docx.Document(str(next(built.glob("*.docx"))))
    word = squeezed("\n".join("".join(p.itertext("{*}t", "{*}tab")) for p in table.element.body.iter("{*}p")))
    excel = squeezed("\n".join(_cells(next(built.glob("*.xlsx")))))
    for payload in texts:
        expected = squeezed(visible(words(landlords.meant(payload)[:1])))
        for name, text in (("data", data), ("Word", word), ("Excel", excel)):
            assert expected in text, (name, expected[:80])


def _cells(book: Path) -> Iterator[str]:
    """The texts of a workbook as Excel reads them: openpyxl takes every "x005F_" out of them."""
    with zipfile.ZipFile(book) as package:
        strings = etree.fromstring(package.read("xl/sharedStrings.xml"))
    for item in strings.iter("{*}si"):
        held = (text.text or "" for text in item.iter("{*}t"))
        yield "".join(re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), each) for each in held)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
