"""Workbooks of Excel 2003 as XML (SpreadsheetML), which export programs like to name .xls."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from ..model.canonical import Canonical
from .builder import Builder
from .cellformat import shown, shown_value
from .package import guard_entities, parse
from .sheet_forms import Area
from .sheets import Beside, Sheet, State, guard_raw_cells, write_workbook

MEDIA_TYPE = "application/vnd.ms-excel"
ADDRESS = "urn:schemas-microsoft-com:office:spreadsheet"
SS = f"{{{ADDRESS}}}"
X = "{urn:schemas-microsoft-com:office:excel}"
STATES: dict[str, State] = {"SheetHidden": "hidden", "SheetVeryHidden": "locked"}
# Number formats that the language names in words.
NAMED = {
    "General Number": "General",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Currency": "¥#,##0.00",
    "Euro Currency": "€#,##0.00",
    "General Date": "yyyy/m/d h:mm",
    "Short Date": "yyyy/m/d",
    "Medium Date": "yyyy/m/d",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Short Time": "h:mm",
    "Medium Time": "h:mm",
    "Long Time": "h:mm:ss",
}


@dataclass(frozen=True, slots=True)
class Style:
    """The number format of a cell and the size of its letters, where a style states them."""

    number_format: str = "General"
    size: float = 0.0


def read_xls_xml(data: bytes) -> Canonical:
    """The canonical text of a workbook in XML; ``Unreadable`` where that is damaged."""
    guard_entities("工作簿", data)
    root = parse(data)
    styles = _styles(root)
    builder = Builder()
    write_workbook(builder, (_sheet(sheet, styles) for sheet in root.findall(f"{SS}Worksheet")))
    return builder.build(MEDIA_TYPE)


def _styles(root: Any) -> Mapping[str, Style]:
    styles: dict[str, Style] = {}
    for element in root.iterfind(f"{SS}Styles/{SS}Style"):
        base = styles.get(element.get(f"{SS}Parent", "Default"), Style())
        form, font = element.find(f"{SS}NumberFormat"), element.find(f"{SS}Font")
        name = None if form is None else form.get(f"{SS}Format")
        size = None if font is None else font.get(f"{SS}Size")
        styles[element.get(f"{SS}ID", "")] = Style(
            base.number_format if name is None else NAMED.get(name, name),
            base.size if size is None else float(size),
        )
    return styles


def _sheet(sheet: Any, styles: Mapping[str, Style]) -> Sheet:
    texts: dict[tuple[int, int], str] = {}
    sizes: dict[tuple[int, int], float] = {}
    merged: list[Area] = []
    comments: list[tuple[str, str]] = []
    hidden: set[int] = set()
    count = 0
    for row, element in _numbered(sheet.iterfind(f"{SS}Table/{SS}Row"), f"{SS}Span"):
        if element.get(f"{SS}Hidden") == "1":
            hidden.add(row)
        for column, cell in _numbered(element.iterfind(f"{SS}Cell"), f"{SS}MergeAcross"):
            count += 1
            guard_raw_cells(count)
            right, down = _count(cell, f"{SS}MergeAcross"), _count(cell, f"{SS}MergeDown")
            if right or down:
                merged.append(Area(row, column, row + down, column + right))
            style = styles.get(cell.get(f"{SS}StyleID", "Default"), Style())
            text = _text(cell.find(f"{SS}Data"), style.number_format)
            if text.strip():
                texts[row, column], sizes[row, column] = text, style.size
            note = cell.find(f"{SS}Comment")
            if note is not None:
                comments.append(
                    (f"第 {row} 行第 {column} 列", " ".join("".join(note.itertext()).split()))
                )
    visible = sheet.find(f"{X}WorksheetOptions/{X}Visible")
    return Sheet(
        name=sheet.get(f"{SS}Name", ""),
        texts=texts,
        merged=tuple(merged),
        hidden_rows=frozenset(hidden),
        hidden_columns=frozenset(_hidden_columns(sheet)),
        state="visible" if visible is None else STATES.get(visible.text or "", "visible"),
        sizes=sizes,
        beside=Beside(comments=tuple(comments)),
    )


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for column, element in _numbered(sheet.iterfind(f"{SS}Table/{SS}Column"), f"{SS}Span"):
        if element.get(f"{SS}Hidden") == "1":
            yield from range(column, column + _count(element, f"{SS}Span") + 1)


def _numbered(elements: Any, more: str) -> Iterator[tuple[int, Any]]:
    """Elements with their numbers from 1; an index leaps, and ``more`` counts further places."""
    number = 1
    for element in elements:
        number = _count(element, f"{SS}Index") or number
        yield number, element
        number += 1 + _count(element, more)


def _count(element: Any, name: str) -> int:
    text = element.get(name, "0")
    return min(int(text), 1 << 20) if text.isdecimal() else 0


def _text(data: Any | None, number_format: str) -> str:
    if data is None:
        return ""
    kind, text = data.get(f"{SS}Type", "String"), "".join(data.itertext())
    try:
        if kind == "Number":
            return shown_value(Decimal(text.strip()), number_format)
        if kind == "DateTime":
            return shown(datetime.datetime.fromisoformat(text.strip()), number_format)
    except (InvalidOperation, ValueError):
        return text
    return shown(text.strip() == "1", number_format) if kind == "Boolean" else text
