"""Small PDFs with Chinese text, written by hand: a standard CJK font and a predefined CMap."""

from __future__ import annotations

from dataclasses import dataclass, field

A4 = (595.0, 842.0)


@dataclass
class Sheet:
    """A page to be: drawing operators, with places counted from the top left corner."""

    size: tuple[float, float] = A4
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    operators: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 12) -> Sheet:
        """Print text with its base line at ``y``."""
        code = text.encode("utf-16-be").hex()
        down = self.size[1] - y
        self.operators.append(f"BT /F1 {size} Tf {x} {down} Td <{code}> Tj ET")
        return self

    def turned(self, x: float, y: float, text: str, size: float = 12) -> Sheet:
        """Print text that runs upwards, as it stands on a page that is turned for display."""
        code = text.encode("utf-16-be").hex()
        self.operators.append(f"BT /F1 {size} Tf 0 1 -1 0 {x} {y} Tm <{code}> Tj ET")
        return self

    def slanted(self, x: float, y: float, text: str, size: float = 40) -> Sheet:
        """Print a watermark at 45 degrees."""
        code = text.encode("utf-16-be").hex()
        down = self.size[1] - y
        matrix = f"0.707 0.707 -0.707 0.707 {x} {down}"
        self.operators.append(f"BT /F1 {size} Tf {matrix} Tm <{code}> Tj ET")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """Draw a straight line."""
        height = self.size[1]
        self.operators.append(f"0.5 w {x0} {height - y0} m {x1} {height - y1} l S")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Sheet:
        """Draw all the rules of a table."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        return self


def make_pdf(sheets: list[Sheet], encrypt: bool = False) -> bytes:
    """The bytes of a PDF with the given pages."""
    objects: list[bytes] = [b"", b""]  # catalogue and page tree come first
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [4 0 R] >>"
    )
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        b"/W [1 95 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> "
        b"/FontDescriptor 5 0 R >>"
    )
    descriptor = (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 "
        b"/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
        b"/CapHeight 880 /StemV 93 >>"
    )
    objects += [font, descendant, descriptor]
    kids = []
    for sheet in sheets:
        stream = "\n".join(sheet.operators).encode()
        content = len(objects) + 2
        kids.append(f"{len(objects) + 1} 0 R")
        crop = f"/CropBox [{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.size[0]} {sheet.size[1]}] {crop} "
            f"/Rotate {sheet.rotate} /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {content} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _file(objects, encrypt)


def _file(objects: list[bytes], encrypt: bool) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe4\xbd\xa0\n")
    places = []
    extra = b""
    if encrypt:  # a standard handler whose password nobody knows
        secret = b"<" + b"5a" * 32 + b">"
        objects = [
            *objects,
            b"<< /Filter /Standard /V 1 /R 2 /P -4 /O " + secret + b" /U " + secret + b" >>",
        ]
        extra = b" /Encrypt %d 0 R /ID [<01> <01>]" % len(objects)
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        extra,
        start,
    )
    return bytes(out)
