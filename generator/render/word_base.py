"""The base document that a Word file is built on: its styles, kinds of list, page, header and footer.

A landlord's branded base keeps what it has. What it lacks comes from the base that ships: styles are found by name (a German
Word calls Normal by another id), kinds of list too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from xml.sax.saxutils import escape

from lxml import etree

from generator.problems import Stop
from generator.render.colour import FALLBACK
from generator.render.word_package import HEAD, NAMESPACES, OFFICE, Package, Unfit, W, parsed
from generator.templates import SHIPPED, Templates

NAMES = ("base.docx", "base.dotx", "base.docm", "base.dotm")

LANGUAGE = "en-GB"
_W = f"{{{W}}}"
_VAL = f"{_W}val"
_LONG, _SHORT = 16838, 11906  # A4, in twentieths of a point
_LEAST_SIDE = 1134
_MARGINS = {"top": 1134, "right": 851, "bottom": 907, "left": 851, "header": 510, "footer": 454, "gutter": 0}
# Settings that would ask the reader something, name a file of the landlord's own, or show the text as edited.
_UNWANTED_SETTINGS = ("attachedTemplate", "mailMerge", "updateFields", "trackRevisions", "revisionView", "documentProtection")


class Base:
    """A base document being filled.

    ``styles`` gives the id that a style of ours (by our id, "AnswerText") has in it; ``lists`` the id of a kind of list (by name,
    "Answer bullets"); ``width`` what stands between the margins of its landscape page, in twentieths of a point, and
    ``portrait_width`` of its portrait page.
    """

    def __init__(self, templates: Templates, accent: str) -> None:
        """Raises Stop where the nearest base document cannot be built on."""
        near = [folder / name for folder in templates.folders for name in NAMES if (folder / name).is_file()]
        ours = SHIPPED / NAMES[0]
        path = near[0] if near else ours
        try:
            self.package = Package(path.read_bytes())
            shipped = self.package if path == ours else Package(ours.read_bytes())
        except Unfit as error:
            raise Stop(f"{path}: {error}") from error
        except OSError as error:
            raise Stop(
                f"{path}: the base document for Word cannot be read ({error.strerror}). Close it in Word and try again."
            ) from error
        self.styles = self._styles(shipped, accent.removeprefix("#"))
        self._numbering = self._kinds_of_list(shipped)
        self.lists = {
            name.get(_VAL, ""): _number(name.getparent(), "abstractNumId") for name in self._numbering.iter(f"{_W}name")
        }
        self.next_list = 1 + max((_number(num, "numId") for num in self._numbering.iterfind(f"{_W}num")), default=0)
        self._settings = parsed(self.package.get("settings") or _part(shipped, "settings"))
        self._section = _sections(self.package.document)
        margins = self._margins()
        self.width = _LONG - margins["left"] - margins["right"] - margins["gutter"]
        upright = self._upright_margins()
        self.portrait_width = _SHORT - upright["left"] - upright["right"] - upright["gutter"]

    def _styles(self, shipped: Package, accent: str) -> Mapping[str, str]:
        ours = parsed(_part(shipped, "styles").replace(FALLBACK.removeprefix("#").encode(), accent.encode()))
        own = self.package.get("styles") if self.package is not shipped else None
        theirs = parsed(own) if own else ours
        known = {_style_name(style): style.get(f"{_W}styleId", "") for style in theirs.iterfind(f"{_W}style")}
        missing = [style for style in ours.iterfind(f"{_W}style") if _style_name(style) not in known]
        taken = set(known.values())
        ids = {}
        for style in ours.iterfind(f"{_W}style"):
            old = style.get(f"{_W}styleId", "")
            ids[old] = known.get(_style_name(style)) or (old if old not in taken else f"{old}SelfAssessment")
        for style in missing:
            style.set(f"{_W}styleId", ids[style.get(f"{_W}styleId", "")])
            style.attrib.pop(f"{_W}default", "")
            for reference in style.iter(f"{_W}basedOn", f"{_W}next", f"{_W}link"):
                reference.set(_VAL, ids[reference.get(_VAL, "")])
            theirs.append(style)
        _speak_english(theirs)
        self.package.put("styles", _bytes(theirs))
        return ids

    def _kinds_of_list(self, shipped: Package) -> etree._Element:
        ours = parsed(_part(shipped, "numbering"))
        own = self.package.get("numbering") if self.package is not shipped else None
        if not own:
            return ours
        theirs = parsed(own)
        named = {name.get(_VAL) for name in theirs.iter(f"{_W}name")}
        kinds = theirs.findall(f"{_W}abstractNum")
        following = 1 + max((_number(kind, "abstractNumId") for kind in kinds), default=0)
        place = theirs.index(kinds[-1]) + 1 if kinds else len(theirs.findall(f"{_W}numPicBullet"))
        for kind in ours.iterfind(f"{_W}abstractNum"):
            name = kind.find(f"{_W}name")
            if name is not None and name.get(_VAL) not in named:
                added = deepcopy(kind)
                added.set(f"{_W}abstractNumId", str(following))
                theirs.insert(place, added)
                following, place = following + 1, place + 1
        return theirs

    def _margins(self) -> dict[str, int]:
        found = next((section.find(f"{_W}pgMar") for section in reversed(self._section)), None)
        if found is None:
            return _MARGINS
        return {side: _number(found, side, default) for side, default in _MARGINS.items()}

    def _upright_margins(self) -> dict[str, int]:
        """The margins of a portrait page: at the sides at least as wide as lines of text need to be readable."""
        margins = self._margins()
        return margins | {side: max(margins[side], _LEAST_SIDE) for side in ("left", "right")}

    def portrait_until_here(self, header: str, footer: str) -> str:
        """A paragraph that ends the portrait pages at a document's beginning; what follows stands on landscape ones.

        Those go on with the same header and footer where ``saved`` is given none.
        """
        nearly_no_height = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        return f"<w:p><w:pPr>{nearly_no_height}{self._page(header, footer, portrait=True)}</w:pPr></w:p>"

    def saved(
        self, body: str, lists: str, header: str, footer: str, properties: Mapping[str, str], *, portrait: bool = False
    ) -> bytes:
        """The file: the body's text, the numbered lists that it uses, and a paragraph that goes into each page's header and footer
        ("" where the pages before it have them). Its last pages are landscape ones, or portrait.

        ``properties`` are the document's: title, creator, and the day in ISO form ("" for none).
        """
        last = _numbering_place(self._numbering)
        for offset, num in enumerate(parsed(f"<w:numbering {NAMESPACES}>{lists}</w:numbering>".encode())):
            self._numbering.insert(last + offset, num)
        self.package.put("numbering", _bytes(self._numbering))
        for name in _UNWANTED_SETTINGS:
            for setting in self._settings.findall(f"{_W}{name}"):
                self._settings.remove(setting)
        self.package.put("settings", _bytes(self._settings), alone=True)
        page = self._page(header, footer, portrait=portrait)
        document = f"{HEAD}<w:document {NAMESPACES}><w:body>{body}{page}</w:body></w:document>"
        return self.package.saved(document, _core(properties))

    def _page(self, header: str, footer: str, *, portrait: bool = False) -> str:
        """A section's properties: A4 with the base's margins, border and furniture; without furniture it is that of the section before."""
        first = any(section.find(f"{_W}titlePg") is not None for section in self._section[-1:])
        even = self._settings.find(f"{_W}evenAndOddHeaders") is not None
        kinds = ["default", *(["first"] if first else []), *(["even"] if even else [])]
        sizes = self._upright_margins() if portrait else self._margins()
        margins = "".join(f' w:{side}="{size}"' for side, size in sizes.items())
        paper = f'w:w="{_SHORT}" w:h="{_LONG}"' if portrait else f'w:w="{_LONG}" w:h="{_SHORT}" w:orient="landscape"'
        borders = next((section.find(f"{_W}pgBorders") for section in self._section[-1:]), None)
        return (
            "<w:sectPr>"
            + (self._furniture("header", kinds, header) if header else "")
            + (self._furniture("footer", kinds, footer) if footer else "")
            + f"<w:pgSz {paper}/><w:pgMar{margins}/>"
            + (etree.tostring(borders, encoding="unicode", with_tail=False) if borders is not None else "")
            + ("<w:titlePg/>" if first else "")
            + "</w:sectPr>"
        )

    def _furniture(self, place: str, kinds: list[str], paragraph: str) -> str:
        """The references to the headers or footers of each kind of page, each with our paragraph added to what it has.

        A footer that numbers its pages already stays as it is.
        """
        root = "hdr" if place == "header" else "ftr"
        used: dict[str, str] = {}  # a later section of the base takes over what it does not set anew
        for section in self._section:
            for reference in section.iterfind(f"{_W}{place}Reference"):
                used[reference.get(f"{_W}type", "default")] = reference.get(f"{{{OFFICE}}}id", "")
        done: set[str] = set()
        references = []
        for kind in kinds:
            content = self.package.by_id(used.get(kind, ""))
            if content is None:
                used[kind] = self.package.add(place, f"{HEAD}<w:{root} {NAMESPACES}>{paragraph}</w:{root}>".encode())
            elif used[kind] not in done:
                self.package.put_by_id(used[kind], _with_paragraph(content, paragraph, place))
            done.add(used[kind])
            references.append(f'<w:{place}Reference w:type="{kind}" r:id="{escape(used[kind])}"/>')
        return "".join(references)


def _with_paragraph(content: bytes, paragraph: str, place: str) -> bytes:
    root = parsed(content)
    fields = [text.text or "" for text in root.iter(f"{_W}instrText")]
    fields += [field.get(f"{_W}instr", "") for field in root.iter(f"{_W}fldSimple")]
    if place == "footer" and any(re.match(r"\s*PAGE\b", field) for field in fields):
        return content
    root.extend(parsed(f"<w:hdr {NAMESPACES}>{paragraph}</w:hdr>".encode()))
    return _bytes(root)


def _sections(document: etree._Element) -> list[etree._Element]:
    """The base's sections in order; the last is the one that the page is taken from."""
    return list(document.iter(f"{_W}sectPr"))


def _numbering_place(numbering: etree._Element) -> int:
    """Where a further list is put: after the lists that there are and before what may follow them."""
    after = [i for i, child in enumerate(numbering) if child.tag in (f"{_W}numPicBullet", f"{_W}abstractNum", f"{_W}num")]
    return after[-1] + 1 if after else 0


def _speak_english(styles: etree._Element) -> None:
    """The language of every style, and of text that has no style, is British English: it decides how text is read aloud."""
    defaults = styles.find(f"{_W}docDefaults")
    if defaults is None:
        defaults = etree.Element(f"{_W}docDefaults")
        styles.insert(0, defaults)
    run = defaults.find(f"{_W}rPrDefault/{_W}rPr")
    if run is None:
        for empty in defaults.findall(f"{_W}rPrDefault"):
            defaults.remove(empty)
        outer = etree.Element(f"{_W}rPrDefault")
        defaults.insert(0, outer)
        run = etree.SubElement(outer, f"{_W}rPr")
    if run.find(f"{_W}lang") is None:
        etree.SubElement(run, f"{_W}lang")
    for language in styles.iter(f"{_W}lang"):
        language.set(_VAL, LANGUAGE)


def _style_name(style: etree._Element) -> str:
    name = style.find(f"{_W}name")
    return "" if name is None else name.get(_VAL, "").lower()


def _part(package: Package, kind: str) -> bytes:
    part = package.get(kind)
    if part is None:
        raise Stop(
            f"The program's own base document for Word has no {kind}. Put templates/base.docx back, or install the program again."
        )
    return part


def _number(element: etree._Element | None, attribute: str, default: int = 0) -> int:
    found = "" if element is None else element.get(f"{_W}{attribute}", "")
    return int(found) if re.fullmatch(r"-?\d{1,9}", found) else default


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _core(properties: Mapping[str, str]) -> str:
    """docProps/core.xml, without anybody's name or the time of day."""
    dates = "".join(
        f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">{properties["day"]}T00:00:00Z</dcterms:{kind}>'
        for kind in ("created", "modified")
        if properties["day"]
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(properties['title'])}</dc:title><dc:creator>{escape(properties['creator'])}</dc:creator>"
        f"<dc:language>{LANGUAGE}</dc:language>{dates}</cp:coreProperties>"
    )
