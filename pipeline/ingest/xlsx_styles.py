"""Styles of a workbook: the number format and the size of letters of each cell style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .cellformat import builtin_format

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Formats that every file names by number only (ECMA-376 part 1, 18.8.30).
STANDARD = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_escaped = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is shown: its number format, and the size of its letters in points."""

    number_format: str = "General"
    size: float = 0.0


def read_styles(root: Any | None) -> list[Style]:
    """The cell styles of ``xl/styles.xml`` in their order."""
    if root is None:
        return []
    custom = {
        form.get("numFmtId"): form.get("formatCode") or "General"
        for form in root.iterfind(f"{S}numFmts/{S}numFmt")
    }
    sizes = [_size(font) for font in root.iterfind(f"{S}fonts/{S}font")]
    styles: list[Style] = []
    for style in root.iterfind(f"{S}cellXfs/{S}xf"):
        number, font = style.get("numFmtId", "0"), _index(style.get("fontId"))
        form = (builtin_format(_index(number)) or custom.get(number)) or STANDARD.get(
            _index(number), "General"
        )
        styles.append(Style(form, sizes[font] if font < len(sizes) else 0.0))
    return styles


def rich_text(item: Any) -> str:
    """The text of a string item: its runs, without the reading aids of phonetic runs."""
    if len(item) == 1 and item[0].tag == f"{S}t":
        return unescaped(item[0].text or "")
    return unescaped(
        "".join(
            text.text or ""
            for part in item.iterchildren(f"{S}t", f"{S}r")
            for text in part.iter(f"{S}t")
        )
    )


def unescaped(text: str) -> str:
    """A text with its escaped control characters (``_x000D_``) plain."""
    return _escaped.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def _size(font: Any) -> float:
    size = font.find(f"{S}sz")
    try:
        return 0.0 if size is None else float(size.get("val", "0"))
    except ValueError:
        return 0.0


def _index(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0
