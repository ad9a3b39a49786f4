"""What a document could do, as a set of short descriptions, so that one can be held against that of a harmless landlord."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
from lxml import etree, html

SAFE = ("http", "https", "mailto", "tel")
_FORMULAS = {
    "f",
    "formula",
    "formula1",
    "formula2",
    "definedName",
    "instrText",
    "ddeLink",
    "oleLink",
    "externalReference",
    "altChunk",
}
_LINK = re.compile(r'HYPERLINK "([^"\\]*)"')
_NUMBERS = re.compile(r"\d+")
_ACTIVE = {
    "script",
    "iframe",
    "object",
    "embed",
    "base",
    "form",
    "frame",
    "applet",
    "meta",
    "link",
    "template",
    "svg",
    "math",
    "style",
}


def of_package(data: bytes) -> set[str]:
    """Of a Word file or workbook: its parts, fields, formulas, and outside addresses that are no plain links."""
    found = set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            found.add(f"part {_NUMBERS.sub('0', name)}")
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(package.read(name))
            for element in root.iter():
                kind = etree.QName(element).localname if isinstance(element.tag, str) else "comment or instruction"
                if kind in _FORMULAS or not isinstance(element.tag, str):
                    found.add(f"{kind} {_NUMBERS.sub('0', (element.text or '').strip())}")
                elif kind == "fldSimple":
                    found |= _field(element.get(etree.QName(etree.QName(element).namespace, "instr")) or "")
                elif kind == "Relationship":
                    found |= _relationship(element)
    return found


def _field(instruction: str) -> set[str]:
    """A field of Word that is no plain link."""
    link = _LINK.fullmatch(instruction.strip())
    return set() if link and urlsplit(link[1]).scheme.lower() in SAFE else {f"field {instruction}"}


def _relationship(element: etree._Element) -> set[str]:
    kind = (element.get("Type") or "").rpartition("/")[2]
    if element.get("TargetMode") != "External":
        return {f"relationship {kind}"}
    scheme = urlsplit(element.get("Target") or "").scheme.lower()
    return set() if kind == "hyperlink" and scheme in SAFE else {f"outside {kind} {element.get('Target')}"}


def of_page(data: bytes) -> set[str]:
    """Of a web page or fragment: its active elements, event attributes, and addresses that are no plain links."""
    found = set()
    for element in html.fromstring(data).iter():
        if not isinstance(element.tag, str):
            found.add(f"comment {element.text}")
            continue
        if element.tag in _ACTIVE:
            of = " ".join(
                f"{name}={value}" for name, value in sorted(element.attrib.items()) if name in ("src", "href", "content")
            )
            found.add(
                f"{element.tag} {of} {_NUMBERS.sub('0', (element.text or '').strip()) if element.tag in ('script', 'style') else ''}"
            )
        for name, value in element.attrib.items():
            if name.startswith("on") or name in ("srcdoc", "formaction", "ping", "srcset", "style"):
                found.add(f"{element.tag} {name}={value}")
            elif name in ("href", "src", "action", "data", "poster") and element.tag not in _ACTIVE:
                scheme = urlsplit(value).scheme.lower()
                if scheme and scheme not in SAFE:
                    found.add(f"{element.tag} {name}={value[:60]}")
    return found


def of_pdf(data: bytes) -> set[str]:
    """Of a PDF: whatever runs, opens or carries something, and links that are no plain ones."""
    found = set()
    with pikepdf.open(io.BytesIO(data)) as document:
        for thing in document.objects:
            for inner in _dictionaries(thing, 6):
                found |= {
                    str(key) for key in ("/JS", "/JavaScript", "/Launch", "/AA", "/EmbeddedFile", "/RichMedia") if key in inner
                }
                action = str(inner.get("/S", ""))
                if action in ("/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition", "/Named"):
                    found.add(f"action {action}")
                if "/URI" in inner and urlsplit(str(inner["/URI"])).scheme.lower() not in SAFE:
                    found.add(f"address {inner['/URI']}")
    return found


def _dictionaries(thing: pikepdf.Object, deep: int) -> Iterator[pikepdf.Object]:
    if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
        yield thing
        inner = [value for key, value in thing.items() if key != "/Parent"] if deep else []
    else:
        inner = list(thing) if isinstance(thing, pikepdf.Array) and deep else []
    for value in inner:
        if not getattr(value, "is_indirect", False):
            yield from _dictionaries(value, deep - 1)


def of_csv(data: bytes) -> set[str]:
    """Of a table for Excel: the cells that it would take for formulas."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {cell[:60] for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))}


KINDS = {".docx": of_package, ".xlsx": of_package, ".html": of_page, ".pdf": of_pdf, ".csv": of_csv}


def of_folder(folder: Path) -> dict[str, set[str]]:
    """What each kind of document in a folder could do."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for path in folder.rglob("*"):
        if path.suffix in KINDS:
            found[path.suffix] |= KINDS[path.suffix](path.read_bytes())
    return found
