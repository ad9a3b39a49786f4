"""The parts of a Word file that its text is read from, opened without harm."""

from __future__ import annotations

import posixpath
import zipfile
import zlib

from lxml import etree

from generator.importers.package import damaged, open_package
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
        main = next((name for kind, name, _ in self._relations("") if kind == "officeDocument"), "")
        root = self.root(main)
        if root is None or etree.QName(root).localname != "document":
            raise Stop(
                "it is not a Word document, whatever its name says. Open it in the program that it came from, save it as a Word "
                "document (.docx), and use that file."
            )
        self.main, self.document = main, root

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
            return etree.fromstring(data, _PARSER)
        except (zipfile.BadZipFile, zlib.error, EOFError, etree.XMLSyntaxError) as error:
            raise damaged() from error

    def related(self, kind: str) -> str:
        """The name of the part of that kind ("styles") that the text is related to, or ""."""
        return next((name for found, name, _ in self._relations(self.main) if found == kind), "")

    def addresses(self, part: str) -> dict[str, str]:
        """The outside addresses that a part refers to, by the ids of the references."""
        folder, name = posixpath.split(part)
        root = self.root(f"{folder}/_rels/{name}.rels")
        if root is None:
            return {}
        return {
            r.get("Id", ""): r.get("Target", "") for r in root.iterfind("{*}Relationship") if r.get("TargetMode") == "External"
        }

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        """Kind, part and id of what a part is related to within the file."""
        folder, name = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return []
        return [
            (
                r.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, r.get("Target", ""))).lstrip("/"),
                r.get("Id", ""),
            )
            for r in root.iterfind("{*}Relationship")
            if r.get("TargetMode") != "External"
        ]
