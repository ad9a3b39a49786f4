# noqa: INP001 - a script beside the file that it makes, in no package
"""Makes base.docx, the small Word document whose styles every Word file of ours begins with: python templates/make_base.py

Only what is used stands in it. The dark blue in it gives way to the landlord's colour, and a landlord's own base document keeps
its styles and is given those of these that it lacks, found by name. Restyle a landlord's documents in a base.docx of its own;
restyle everybody's here.
"""

from __future__ import annotations

from pathlib import Path

from generator.render.colour import FALLBACK
from generator.render.word_package import MAIN, NAMESPACES, TYPES, zipped

BASE = Path(__file__).with_name("base.docx")

ACCENT = FALLBACK.removeprefix("#")
GREY = "4b5563"  # 7.6 to 1 on white
LINE = "b6bcc6"
FONT = "Arial"  # on every machine; LibreOffice has one of the same widths

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def spacing(before: int = 0, after: int = 0, line: int = 0) -> str:
    """Space before and after a paragraph in points, and its line height in per cent where it is not 110."""
    height = f' w:line="{line * 240 // 100}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before * 20}" w:after="{after * 20}"{height}/>'


def look(size: float = 0, *, bold: bool = False, colour: str = "") -> str:
    """The run properties of a style, its size in points."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    return weight + ink + (f'<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>' if size else "")


def paragraph(name: str, properties: str, run: str = "", following: str = "") -> str:
    """A paragraph style based on Normal; its id is its name without spaces."""
    style = "".join(word[0].upper() + word[1:] for word in name.replace("-", " ").split())
    after = f'<w:next w:val="{following}"/>' if following else ""
    custom = "" if name.startswith(("heading ", "toc ", "Title", "Subtitle")) else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{after}'
        f'<w:uiPriority w:val="1"/><w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def heading(level: int, size: float, before: int, after: int) -> str:
    """A heading that stays with what follows it."""
    properties = f'<w:keepNext/><w:keepLines/>{spacing(before, after, 105)}<w:outlineLvl w:val="{level - 1}"/>'
    return paragraph(f"heading {level}", properties, look(size, bold=True, colour=ACCENT), "Normal")


def border(side: str, size: int = 4, colour: str = LINE, space: int = 0) -> str:
    """A border line, its width in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def character(name: str, run: str) -> str:
    """A character style."""
    custom = ' w:customStyle="1"' if name == "Draft mark" else ""
    style = name.title().replace(" ", "")
    return f'<w:style w:type="character"{custom} w:styleId="{style}"><w:name w:val="{name}"/><w:rPr>{run}</w:rPr></w:style>'


def table_style() -> str:
    """The lines and margins of our tables."""
    lines = "".join(border(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margins = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in (("top", 50), ("left", 100), ("bottom", 20), ("right", 100))
    )
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="AssessmentTable"><w:name w:val="Assessment table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        "</w:style>"
    )


def built_in() -> str:
    """The four styles that every Word document has."""
    margins = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    )
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        f'<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>'
        "<w:semiHidden/></w:style>"
    )


def styles() -> str:
    """word/styles.xml."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'{look(10)}<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{spacing(0, 6, 110)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    boxed = f'<w:pBdr>{border("left", 36, ACCENT, 8)}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="f1f3f6"/>'
    hanging = '<w:tabs><w:tab w:val="left" w:pos="4253"/></w:tabs>'
    return "".join(
        (
            f"{_HEAD}<w:styles {NAMESPACES}>",
            defaults,
            built_in(),
            paragraph("Title", f"<w:keepNext/>{spacing(0, 4, 105)}", look(26, bold=True, colour=ACCENT), "Subtitle"),
            paragraph("Subtitle", f"<w:keepNext/>{spacing(0, 14)}", look(16, colour=GREY), "Normal"),
            heading(1, 16, 18, 8),
            heading(2, 13, 14, 6),
            heading(3, 11, 10, 4),
            heading(4, 10, 8, 3),
            paragraph("toc 1", spacing(0, 2)),
            paragraph("Document status", f"<w:keepNext/>{boxed}{spacing(4, 12)}", look(12, bold=True)),
            paragraph("Key fact", f'{hanging}{spacing(0, 3)}<w:ind w:left="4253" w:hanging="4253"/>'),
            paragraph("Running header", f"<w:pBdr>{border('bottom', space=4)}</w:pBdr>{spacing(0, 6)}", look(9, colour=GREY)),
            paragraph("Running footer", f'{spacing(6)}<w:jc w:val="right"/>', look(9, colour=GREY)),
            paragraph("Column heading", f"<w:keepNext/>{spacing(1, 2)}", look(9, bold=True, colour="ffffff")),
            paragraph("Provision number", spacing(0, 1), look(11, bold=True)),
            paragraph("Provision label", spacing(0, 2), look(9, colour=GREY)),
            paragraph("Code text", spacing(0, 3, 108)),
            paragraph("Answer verdict", spacing(0, 2), look(10, bold=True)),
            paragraph("Answer text", spacing(0, 3, 108)),
            paragraph("Answer label", spacing(6, 2), look(10, bold=True, colour=ACCENT), "AnswerText"),
            paragraph("Paper text", spacing(0, 4, 102)),
            paragraph("Table text", spacing(0, 2, 103), look(9)),
            paragraph("Boxed text", f"{boxed}{spacing(4, 8)}"),
            character("Hyperlink", f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>'),
            character("Strong", look(bold=True)),
            character(
                "Draft mark", look(12, bold=True, colour="ffffff") + '<w:shd w:val="clear" w:color="auto" w:fill="a01c1c"/>'
            ),
            table_style(),
            "</w:styles>",
        )
    )


def numbering() -> str:
    """word/numbering.xml: the kinds of list, found by their names; each with what a level is indented by."""
    kinds = (
        ("Answer bullets", "bullet", "•–▪•–▪•–▪", 312),
        ("Answer numbers", "decimal", [f"%{level}." for level in range(1, 10)], 312),
        ("Code letters", "lowerLetter", [f"%{level}." for level in range(1, 10)], 312),
        ("Paper letters", "lowerLetter", [f"(%{level})" for level in range(1, 10)], 454),
    )
    lists = []
    for number, (name, kind, marks, indent) in enumerate(kinds, start=1):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{(level + 1) * indent}" w:hanging="{indent}"/></w:pPr></w:lvl>'
            for level, mark in enumerate(marks)
        )
        lists.append(
            f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="5A{number:06X}"/><w:multiLevelType w:val="multilevel"/>'
            f'<w:name w:val="{name}"/>{levels}</w:abstractNum>'
        )
    return f"{_HEAD}<w:numbering {NAMESPACES}>{''.join(lists)}</w:numbering>"


def settings() -> str:
    """word/settings.xml: without the mode Word opens the file as one of an older Word."""
    return (
        f'{_HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def document() -> str:
    """word/document.xml: an empty page, with the margins that our documents have."""
    return (
        f'{_HEAD}<w:document {NAMESPACES}><w:body><w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1134" w:right="851" w:bottom="907" w:left="851" w:header="510" w:footer="454" w:gutter="0"/></w:sectPr>'
        "</w:body></w:document>"
    )


def base() -> bytes:
    """The base document."""
    package = "http://schemas.openxmlformats.org/package/2006/"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    parts = {"styles": styles(), "numbering": numbering(), "settings": settings()}
    types = "".join(f'<Override PartName="/word/{kind}.xml" ContentType="{TYPES[kind]}"/>' for kind in parts)
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{office}{kind}" Target="{kind}.xml"/>'
        for number, kind in enumerate(parts, start=1)
    )
    return zipped(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{package}content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{MAIN}"/>{types}</Types>',
            "_rels/.rels": f'{_HEAD}<Relationships xmlns="{package}relationships"><Relationship Id="rId1" '
            f'Type="{office}officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": document(),
            "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{package}relationships">{relations}</Relationships>',
            **{f"word/{kind}.xml": content for kind, content in parts.items()},
        }
    )


if __name__ == "__main__":
    BASE.write_bytes(base())
