"""The parts of a Word file that its text is read from, opened without harm."""

from __future__ import annotations

import posixpath
import zipfile
import zlib

from lxml import etree

from generator.importers.package import damaged, open_package, refuse_pieces
from generator.problems import Stop

MOST_XML = 60_000_000
"""The largest part that is read; a self-assessment's text is a hundredth of it."""

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
)
# Word's "Strict Open XML Document" says the same in other names.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


class Parts:
    """The parts of one file. ``main`` is the name of the one with the text."""

    def __init__(self, data: bytes) -> None:
        """Raises Stop with a sentence that goes on after the file's name, where the bytes are no Word document."""
        self._package = open_package(data)
        self._names = frozenset(self._package.namelist())
        main = self._related_to("").get("officeDocument", "")
        root = self.root(main)
        if root is None or etree.QName(root).localname != "document":
            raise Stop(
                "it is not a Word document, whatever its name says. Open it in the program that it came from, save it as a Word "
                "document (.docx), and use that file."
            )
        self.main, self.document = main, root
        self._related = self._related_to(main)

    def root(self, name: str) -> etree._Element | None:
        """The root element of a part, or None where there is no such part. Raises Stop where it cannot be read."""
        if name not in self._names:
            return None
        if self._package.getinfo(name).file_size > MOST_XML:
            raise Stop(
                f"it holds more than {MOST_XML // 1_000_000} MB of text, far more than a self-assessment takes, so it has not been "
                "opened. Copy the self-assessment alone into a new document and use that."
            )
        try:
            data = self._package.read(name)
            if b"http://purl.oclc.org/" in data:
                for strict, usual in _STRICT:
                    data = data.replace(strict, usual)
            refuse_pieces(data.count(b"<"))
            root = etree.fromstring(data, _PARSER)
        except (zipfile.BadZipFile, zlib.error, EOFError, etree.XMLSyntaxError) as error:
            raise damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:  # no Office file has a DOCTYPE; it could name entities
            raise damaged()
        return root

    def related(self, kind: str) -> str:
        """The name of the part of that kind ("styles") that the text is related to, or ""."""
        return self._related.get(kind, "")

    def addresses(self, part: str) -> dict[str, str]:
        """The outside addresses that a part refers to, by the ids of the references."""
        return {r.get("Id", ""): r.get("Target", "") for r in self._relations(part) if r.get("TargetMode") == "External"}

    def _related_to(self, part: str) -> dict[str, str]:
        """The parts that a part is related to, by kind; of several of a kind the first."""
        folder = posixpath.dirname(part)
        found: dict[str, str] = {}
        for relation in self._relations(part):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                found.setdefault(relation.get("Type", "").rpartition("/")[2], target.lstrip("/"))
        return found

    def _relations(self, part: str) -> list[etree._Element]:
        folder, name = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        return [] if root is None else root.findall("{*}Relationship")
