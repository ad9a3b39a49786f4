"""The zip package that a Word file is: its parts, how they are related, and the same bytes for the same parts.

python-docx would do this too, but takes 70 ms to import, opens no template (.dotx), stops at a relationship to a part that is not
there (which Word overlooks), and writes the time of day into the zip.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import quoteattr

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{OFFICE}"'

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN = f"{_WORD_TYPE}.document.main+xml"
_TEMPLATE = f"{_WORD_TYPE}.template.main+xml"
TYPES = {kind: f"{_WORD_TYPE}.{kind}+xml" for kind in ("styles", "numbering", "settings", "header", "footer")} | {
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
}

# Of what a base document's own text and settings refer to, only this is kept: pictures in the text, comments or a macro are not.
_KEPT = frozenset(
    {
        *("styles", "stylesWithEffects", "numbering", "settings", "webSettings", "theme", "fontTable"),
        *("header", "footer", "footnotes", "endnotes", "customXml"),
    }
)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class Unfit(Exception):
    """The file cannot serve as a base document: the text says why, and goes on after the file's name."""


@dataclass(frozen=True, slots=True)
class _Relation:
    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        return self.type.rpartition("/")[2]

    @property
    def xml(self) -> str:
        mode = ' TargetMode="External"' if self.external else ""
        return f"<Relationship Id={quoteattr(self.id)} Type={quoteattr(self.type)} Target={quoteattr(self.target)}{mode}/>"


class Package:
    """A Word file's parts, opened to be filled anew."""

    def __init__(self, data: bytes) -> None:
        """Raises Unfit where the bytes are no Word document or template, or hold macros."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                self._parts = {name: file.read(name) for name in file.namelist() if not name.endswith("/")}
            types = parsed(self._parts["[Content_Types].xml"])
            self._types = {o.get("PartName", "").lstrip("/"): o.get("ContentType", "") for o in types.iterfind("{*}Override")}
            self._defaults = {d.get("Extension", "").lower(): d.get("ContentType", "") for d in types.iterfind("{*}Default")}
            self._root = self._relations("")
            self._main = next(_resolved("", relation.target) for relation in self._root if relation.kind == "officeDocument")
            self.document = parsed(self._parts[self._main])
            self._related = [r for r in self._relations(self._main) if r.kind in _KEPT and self._reaches(r)]
        except (
            zipfile.BadZipFile,
            KeyError,
            StopIteration,
            etree.XMLSyntaxError,
            zlib.error,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise Unfit(
                "it is no Word document, or is damaged or protected. Save it in Word as a document (.docx) once more."
            ) from error
        content_type = self._types.get(self._main, "")
        if "macroEnabled" in content_type:
            raise Unfit("it holds macros, which no published document should. Save it in Word as .docx or .dotx, without macros.")
        if content_type not in (MAIN, _TEMPLATE) or self.document.tag != f"{{{W}}}document":
            raise Unfit("it is no Word document that can be built on. Save it in Word as “Word Document (*.docx)”.")
        self._ids = {relation.id for relation in self._related}
        self._links: dict[str, str] = {}

    def _relations(self, part: str) -> list[_Relation]:
        if _relations_of(part) not in self._parts:
            return []
        return [
            _Relation(r.get("Id", ""), r.get("Type", ""), r.get("Target", ""), r.get("TargetMode") == "External")
            for r in parsed(self._parts[_relations_of(part)]).iterfind("{*}Relationship")
        ]

    def _reaches(self, relation: _Relation) -> bool:
        return not relation.external and _resolved(self._main, relation.target) in self._parts

    def get(self, kind: str) -> bytes | None:
        """The part of that kind ("styles") that the document is related to, or None."""
        return next((self._parts[_resolved(self._main, r.target)] for r in self._related if r.kind == kind), None)

    def put(self, kind: str, content: bytes, *, alone: bool = False) -> None:
        """Give the document this part of that kind, in the place of the one it has; ``alone``: related to nothing any more."""
        name = next((_resolved(self._main, r.target) for r in self._related if r.kind == kind), "")
        if not name:
            self.add(kind, content)
            return
        self._parts[name] = content
        if alone:
            self._parts.pop(_relations_of(name), None)

    def by_id(self, relation: str) -> bytes | None:
        """The part that the document refers to by this id, or None."""
        return next((self._parts[_resolved(self._main, r.target)] for r in self._related if r.id == relation), None)

    def put_by_id(self, relation: str, content: bytes) -> None:
        """Change the part that the document refers to by this id."""
        name = next(_resolved(self._main, r.target) for r in self._related if r.id == relation)
        self._parts[name] = content

    def add(self, kind: str, content: bytes) -> str:
        """Give the document a further part of that kind; its id comes back."""
        taken = {name.lower() for name in self._parts}
        names = (f"{posixpath.dirname(self._main)}/{kind}{number or ''}.xml".lstrip("/") for number in range(len(taken) + 1))
        name = next(name for name in names if name.lower() not in taken)
        self._parts[name] = content
        self._types[name] = TYPES[kind]
        return self._relate(kind, "/" + name)

    def link(self, address: str) -> str:
        """The id of the relationship to an outside address."""
        if address not in self._links:
            self._links[address] = self._relate("hyperlink", address, external=True)
        return self._links[address]

    def _relate(self, kind: str, target: str, *, external: bool = False) -> str:
        new = next(new for number in count(len(self._ids) + 1) if (new := f"rId{number}") not in self._ids)
        self._ids.add(new)
        self._related.append(_Relation(new, f"{OFFICE}/{kind}", target, external))
        return new

    def saved(self, document: str, properties: str) -> bytes:
        """The file with this text for its document and these properties; parts that nothing refers to are left out."""
        core = "docProps/core.xml"
        custom = [r for r in self._root if r.kind == "custom-properties" and _resolved("", r.target) in self._parts]
        root = [
            _Relation("rId1", f"{OFFICE}/officeDocument", self._main),
            _Relation("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", core),
            *(_Relation("rId3", r.type, r.target) for r in custom[:1]),
        ]
        self._parts |= {
            self._main: document.encode(),
            core: properties.encode(),
            _relations_of(""): _relations_xml(root),
            _relations_of(self._main): _relations_xml(self._related),
        }
        self._types |= {self._main: MAIN, core: "application/vnd.openxmlformats-package.core-properties+xml"}
        kept = [""]
        for part in kept:
            for relation in self._relations(part):
                name = _resolved(part, relation.target)
                if not relation.external and name in self._parts and name not in kept:
                    kept.append(name)
        parts: dict[str, str | bytes] = {"[Content_Types].xml": self._types_xml(kept)}
        for name in kept:
            if name:
                parts[name] = self._parts[name]
            if _relations_of(name) in self._parts:
                parts[_relations_of(name)] = self._parts[_relations_of(name)]
        return zipped(parts)

    def _types_xml(self, kept: Collection[str]) -> str:
        defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"} | self._defaults
        used = {"rels", "xml"} | {name.rpartition(".")[2].lower() for name in kept}
        return (
            f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            + "".join(
                f"<Default Extension={quoteattr(e)} ContentType={quoteattr(t)}/>"
                for e, t in sorted(defaults.items())
                if e in used
            )
            + "".join(
                f"<Override PartName={quoteattr('/' + n)} ContentType={quoteattr(t)}/>"
                for n, t in sorted(self._types.items())
                if n in kept
            )
            + "</Types>"
        )


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def parsed(xml: bytes) -> etree._Element:
    """The root element of a part; nothing outside it is fetched and no entity is put in."""
    return etree.fromstring(xml, _PARSER)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _relations_xml(relations: list[_Relation]) -> bytes:
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(r.xml for r in relations)}</Relationships>'.encode()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as a zip file in this order, without the time of day or the kind of machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            file.writestr(entry, content)
    return out.getvalue()
