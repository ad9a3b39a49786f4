"""The same 72 answers in every document of a set, as other people's programs see them.

Everything published is read back before it is written, by readers of our own. Here each document is read with a library or program that
has nothing of ours: python-docx, openpyxl, lxml, poppler and json. Each word of an answer is a name that occurs nowhere else.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING, Any

import docx
import lxml.html
import openpyxl
import pytest
import tools
from sample import EDITION, landlord

from generator import publish
from generator.model import NO, YES, Action, Answer, EvidenceItem, SelfAssessment
from generator.rich_text import read_runs, read_text
from generator.templates import Templates
from generator.view import view

if TYPE_CHECKING:
    from pathlib import Path

Seen = list[tuple[str, list[str]]]
"""Of each provision in order: Yes or No, and the names of its evidence and commentary in the order in which they stand."""

NAME = re.compile(r"k\d+z\d+z\d+")
LOOKS = ("{}", "**{}**", "*{}*", "[{}](https://www.exemplar-homes.example/p)", "({}),", "“{}”", "=SUM({})", "{} & 5 < 6")
SHAPES = ("{}\n", "- {}\n", "1. {}\n", "{}\n{}\n\n", "- {}\n  - {}\n", "{} {} {}\n")
TEMPLATES = Templates()


def drawn(chance: Random) -> tuple[SelfAssessment, Seen]:
    """A year's answers in which every word is a name of its own, and what must be seen of them."""
    answers: list[Answer] = []
    expected: Seen = []
    for provision in EDITION.provisions:
        names = (f"k{provision.number.replace('.', 'z')}z{i}" for i in range(1, 1000))

        def word(names: Any = names) -> str:
            return chance.choice(LOOKS).format(next(names))

        evidence = tuple(EvidenceItem(read_runs(word())) for _ in range(chance.randint(1, 3)))
        lines = []
        for _ in range(chance.randint(1, 4)):
            shape = chance.choice(SHAPES)
            lines.append(shape.format(*(word() for _ in range(shape.count("{}")))))
        comply = chance.choice([YES, NO])
        actions = (Action(read_text(word()), "Head of Resolution"),) if comply == NO else ()
        answers.append(Answer(provision.number, comply, evidence, read_text("\n".join(lines)), actions))
        last = int(next(names).rpartition("z")[2])
        stem = provision.number.replace(".", "z")
        expected.append(({YES: "Yes", NO: "No"}[comply], [f"k{stem}z{i}" for i in range(1, last)]))
    return SelfAssessment("exemplar-homes/2026", landlord(), tuple(answers)), expected


def seen(text: str, expected: Seen) -> Seen:
    """What stands in a text of so many provisions, name after name: the last Yes or No before an answer's first name is its answer.

    Lists of actions, which name some again, stand before the first answer or after the last one.
    """
    found: Seen = []
    begin = 0
    first = text.index(expected[0][1][0])
    for _, standing in groupby(NAME.finditer(text, first), lambda match: match.group().rpartition("z")[0]):
        matches = list(standing)
        said = re.findall(r"\b(?:Yes|No)\b", text[begin : matches[0].start()])
        found.append((said[-1] if said else "", [match.group() for match in matches]))
        begin = matches[-1].end()
        if len(found) == len(expected):
            break
    return found


def of_word(data: bytes) -> str:
    return "\n".join(
        " ".join(cell.text for cell in row.cells) for table in docx.Document(io.BytesIO(data)).tables for row in table.rows
    )


def of_workbook(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    answers = next(sheet for sheet in book if any(NAME.search(str(cell.value)) for row in sheet for cell in row))
    return "\n".join(" ".join(str(cell.value) for cell in row if cell.value is not None) for row in answers)


def of_page(data: bytes) -> str:
    return "\n".join(lxml.html.document_fromstring(data.decode("utf-8")).itertext())


def of_data(data: bytes) -> str:
    def texts(entry: Any) -> str:
        if isinstance(entry, dict):
            return "".join(texts(value) for key, value in entry.items() if key not in {"requirement", "owner"})
        return "".join(texts(one) for one in entry) if isinstance(entry, list) else f" {entry} "

    read = json.loads(data)
    return "\n".join(
        {"yes": "Yes", "no": "No"}[provision["comply"]] + texts({k: v for k, v in provision.items() if k != "comply"})
        for section in read["sections"]
        for provision in section["provisions"]
    )


def of_pdf(path: Path) -> str:
    poppler = tools.need("poppler").replace("pdftoppm", "pdftotext")
    return subprocess.run([poppler, "-raw", path, "-"], check=True, capture_output=True, text=True, encoding="utf-8").stdout


@pytest.mark.poppler
@pytest.mark.parametrize("seed", range(4))
def test_every_document_holds_the_same_72_answers(tmp_path: Path, seed: int) -> None:
    assessment, expected = drawn(Random(seed))  # noqa: S311
    assert len(expected) == 72
    files = publish.render(view(EDITION, assessment), TEMPLATES, publish.WITH_PDF)
    looked_at = 0
    for name, data in files.items():
        kind = name.rpartition(".")[2]
        if name.endswith((".css", ".js", ".schema.json")) or name.startswith("index"):
            continue
        number = re.search(r"section-(\d)", name)
        wanted = [one for one in expected if one[1][0].startswith(f"k{number[1]}z")] if number else expected
        if kind == "pdf":
            path = tmp_path / "made.pdf"
            path.write_bytes(data)
            text = of_pdf(path)
        else:
            text = {"docx": of_word, "xlsx": of_workbook, "html": of_page, "json": of_data}[kind](data)
        assert seen(text, wanted) == wanted, name
        looked_at += 1
    assert looked_at == 4 + 2 * 10
