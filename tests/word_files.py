"""Word files for tests: made from the XML of their parts, and changed from the inside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT, TEMPLATE = f"{TYPE}.document.main+xml", f"{TYPE}.template.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def changed(data: bytes, old: str, new: str, part: str = "word/document.xml") -> bytes:
    """The same file with one place in one part changed."""
    parts = parts_of(data)
    text = parts[part].decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {part}"
    return zipped({**parts, part: text.replace(old, new)})


def word_file(
    body: str,
    related: Mapping[str, str | bytes] | None = None,
    links: Mapping[str, str] | None = None,
    content_type: str = DOCUMENT,
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word file with this in its body.

    ``related``: its other parts by kind ("styles"), without their root element; ``links``: outside addresses by id; ``more``: parts
    that are put in as they are.
    """
    roots = {"settings": "settings", "header": "hdr", "footer": "ftr", "theme": "theme"}
    given = related or {}
    parts: dict[str, str | bytes] = {}
    overrides = [f'<Override PartName="/word/document.xml" ContentType="{content_type}"/>']
    relations = [
        f'<Relationship Id="{key}" Type="{OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>'
        for key, address in (links or {}).items()
    ]
    for kind, content in given.items():
        root = roots.get(kind, kind)
        parts[f"word/{kind}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>" if isinstance(content, str) else content
        overrides.append(f'<Override PartName="/word/{kind}.xml" ContentType="{TYPE}.{kind}+xml"/>')
        relations.append(f'<Relationship Id="rel-{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>')
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>' + "".join(overrides) + "</Types>",
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{"".join(relations)}</Relationships>',
            **parts,
            **(more or {}),
        }
    )


def p(content: str, properties: str = "") -> str:
    """A paragraph; words that are no XML are a run."""
    inner = content if content.startswith("<") or not content else r(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>" if properties else f"<w:p>{inner}</w:p>"


def r(text: str, look: str = "") -> str:
    """A run."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str) -> str:
    """A row of cells; those that are no XML are words."""
    return "<w:tr>" + "".join(cell if cell.startswith("<w:tc") else tc(cell) for cell in cells) + "</w:tr>"


def tc(content: str, properties: str = "") -> str:
    """A cell."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"
