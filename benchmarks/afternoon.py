"""The baseline: what somebody who knows these libraries writes in an afternoon. It checks nothing and reads nothing back.

python benchmarks/afternoon.py FOLDER-OF-ANSWER-FILES OUTPUT-FOLDER
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import docx
import markdown
import openpyxl
import yaml
from docx.enum.section import WD_ORIENT
from jinja2 import Environment
from openpyxl.styles import Alignment, Font
from pydantic import BaseModel

CODE = Path(__file__).parent.parent / "generator/codes/housing-ombudsman-2024.yaml"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ landlord }}</title></head><body>
<h1>{{ landlord }}: self-assessment</h1>
{% for p in provisions %}<h2>{{ p.number }}</h2><p>{{ p.text }}</p><p><strong>{{ p.comply }}</strong></p>
<h3>Evidence</h3>{{ p.evidence_html|safe }}<h3>Commentary</h3>{{ p.commentary_html|safe }}
{% endfor %}</body></html>"""


class Provision(BaseModel):
    """A provision and its answer."""

    number: str
    text: str
    comply: str = ""
    evidence: str = ""
    commentary: str = ""
    evidence_html: str = ""
    commentary_html: str = ""


def read(folder: Path) -> tuple[str, list[Provision]]:
    """The landlord's name and the answers."""
    code = yaml.load(CODE.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found = {
        str(p["number"]): Provision(number=str(p["number"]), text=p["text"]) for s in code["sections"] for p in s["provisions"]
    }
    for path in sorted(folder.glob("section-*.md")):
        for part in re.split(r"(?m)^## ", path.read_text(encoding="utf-8"))[1:]:
            provision = found[part.split()[0]]
            pieces = dict(re.findall(r"(?ms)^### (\w+)\n(.*?)(?=^### |\Z)", part))
            comply = re.search(r"(?m)^Comply: *(\w*)", part)
            provision.comply = comply[1] if comply else ""
            provision.evidence = pieces.get("Evidence", "").strip()
            provision.commentary = (pieces.get("Commentary", "") + pieces.get("Action", "")).strip()
            provision.evidence_html = markdown.markdown(provision.evidence)
            provision.commentary_html = markdown.markdown(provision.commentary)
    name = re.search(r"(?m)^Landlord: *(.*)$", (folder / "landlord.md").read_text(encoding="utf-8"))
    return name[1] if name else "", list(found.values())


def word(landlord: str, provisions: list[Provision], path: Path) -> None:
    """One table of all provisions."""
    document = docx.Document()
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, page.page_height, page.page_width
    document.add_heading(f"{landlord}: self-assessment", 1)
    table = document.add_table(rows=1, cols=5)
    table.style = "Table Grid"
    for cell, title in zip(table.rows[0].cells, ("Number", "Requirement", "Comply", "Evidence", "Commentary"), strict=True):
        cell.text = title
    for p in provisions:
        cells = table.add_row().cells
        for cell, text in zip(cells, (p.number, p.text, p.comply, p.evidence, p.commentary), strict=True):
            cell.text = text
    document.save(str(path))


def excel(landlord: str, provisions: list[Provision], path: Path) -> None:
    """One sheet of all provisions."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Self-assessment"
    sheet.append([f"{landlord}: self-assessment"])
    sheet.append(["Number", "Requirement", "Comply", "Evidence", "Commentary"])
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    for p in provisions:
        sheet.append([p.number, p.text, p.comply, p.evidence, p.commentary])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    book.save(path)


def main(folder: Path, output: Path) -> None:
    """The three documents."""
    landlord, provisions = read(folder)
    output.mkdir(parents=True, exist_ok=True)
    word(landlord, provisions, output / "self-assessment.docx")
    excel(landlord, provisions, output / "self-assessment.xlsx")
    page = Environment(autoescape=True).from_string(PAGE).render(landlord=landlord, provisions=provisions)
    (output / "self-assessment.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
