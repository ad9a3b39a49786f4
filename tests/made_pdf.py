"""PDF files made by hand, letter by letter and line by line, for what no office program can be made to write."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Sheet:
    """A page under construction, in points from its top left corner."""

    width: float = 595.0
    height: float = 842.0
    turned: int = 0
    parts: list[str] = field(default_factory=list)

    def text(self, left: float, down: float, words: str, size: float = 10, *, bold: bool = False) -> Sheet:
        """Words that stand on a line ``down`` from the top."""
        shown = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.parts.append(f"BT /{'F2' if bold else 'F1'} {size} Tf 1 0 0 1 {left} {self.height - down} Tm ({shown}) Tj ET")
        return self

    def lines(self, left: float, down: float, *lines: str, size: float = 10, pitch: float = 1.2) -> Sheet:
        """Lines below each other."""
        for i, line in enumerate(lines):
            self.text(left, down + i * size * pitch, line, size)
        return self

    def sideways(self, left: float, down: float, words: str, size: float = 10) -> Sheet:
        """Words that run upwards."""
        self.parts.append(f"BT /F1 {size} Tf 0 1 -1 0 {left} {self.height - down} Tm ({words}) Tj ET")
        return self

    def rule(self, left: float, down: float, right: float, bottom: float) -> Sheet:
        """A thin line."""
        self.parts.append(f"0.5 w {left} {self.height - down} m {right} {self.height - bottom} l S")
        return self

    def picture(self) -> Sheet:
        """A picture that fills the page."""
        self.parts.append(f"q {self.width} 0 0 {self.height} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")
        return self


def made(*sheets: Sheet) -> bytes:
    """The file with these pages; its letters are Windows'."""
    fonts = [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for name in ("Helvetica", "Helvetica-Bold")
    ]
    kids = " ".join(f"{4 + 2 * i + 1} 0 R" for i in range(len(sheets)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>", *fonts]
    for i, sheet in enumerate(sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] /Rotate {sheet.turned} "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {4 + 2 * i + 2} 0 R >>"
        )
        stream = "\n".join(sheet.parts)
        objects.append(f"<< /Length {len(stream.encode('cp1252', 'replace'))} >>\nstream\n{stream}\nendstream")
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252", "replace")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF".encode("ascii")
