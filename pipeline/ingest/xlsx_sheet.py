"""A worksheet of an xlsx package → its texts as shown, merged ranges, hidden rows and columns."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from ..model.errors import Unreadable
from .cellformat import shown, shown_value
from .limits import RAW_CELLS
from .package import DAMAGED
from .sheet_forms import Area
from .sheets import Beside, Sheet, State, guard_raw_cells
from .xlsx_styles import S, Style, rich_text, unescaped

FOLDER = "xl/worksheets/"
# Cells that only carry a style: sheets are formatted down to the last row by a slip of the hand.
_bare_cell = re.compile(rb"<(?:\w+:)?c(?:\s[^>]*)?/>")
_cell = re.compile(rb"<(?:\w+:)?c[\s>]")
_merge = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})[\"']"
)
_place = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
LAST_COLUMN = 16384


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sheets of a workbook share: strings, cell styles and the first day of dates."""

    strings: Sequence[str]
    styles: Sequence[Style]
    since_1904: bool


@dataclass(slots=True)
class Reading:
    """A sheet in reading."""

    shared: Shared
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    sizes: dict[tuple[int, int], float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    without_result: list[str] = field(default_factory=list)
    row: int = 0


def guard_size(parts: Mapping[str, bytes]) -> None:
    """Refuse sheets without end, which would take all memory or time to read."""
    sheets = [content for name, content in parts.items() if name.startswith(FOLDER)]
    most = sum(content.count(b"<c ") + content.count(b"<c>") for content in sheets)
    if most > RAW_CELLS:
        guard_raw_cells(sum(len(_cell.findall(_bare_cell.sub(b"", c))) for c in sheets))
    merged = sum(_size(ref) for content in sheets for ref in _merge.findall(content))
    if merged > RAW_CELLS:
        raise Unreadable(
            f"工作簿异常：合并单元格共占 {merged} 格，上限为 {RAW_CELLS} 格。"
            "请取消整行整列的合并，另存后重试。"
        )


def _size(reference: tuple[bytes, bytes, bytes, bytes]) -> int:
    left, top, right, bottom = (part.decode() for part in reference)
    return max(column_of(right) - column_of(left) + 1, 0) * max(int(bottom) - int(top) + 1, 0)


def column_of(letters: str) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def place_of(reference: str) -> tuple[int, int] | None:
    """Row and column of a reference like ``B12``."""
    match = _place.fullmatch(reference)
    return None if match is None else (int(match[2]), column_of(match[1]))


def read_sheet(content: bytes, name: str, state: State, shared: Shared, beside: Beside) -> Sheet:
    """A sheet from the XML of its part; ``Unreadable`` where that is damaged."""
    from lxml import etree

    reading = Reading(shared)
    tags = {f"{S}row": _read_row, f"{S}col": _read_column, f"{S}mergeCell": _read_merge}
    events = etree.iterparse(
        io.BytesIO(_bare_cell.sub(b"", content)),
        tag=tuple(tags),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, element in events:
            tags[element.tag](element, reading)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, IndexError, ValueError) as error:
        raise Unreadable(DAMAGED) from error
    return Sheet(
        name=name,
        texts=reading.texts,
        merged=tuple(reading.merged),
        hidden_rows=frozenset(reading.hidden_rows),
        hidden_columns=frozenset(reading.hidden_columns),
        state=state,
        sizes=reading.sizes,
        without_result=tuple(reading.without_result),
        beside=beside,
    )


def _read_row(row: Any, reading: Reading) -> None:
    reading.row = int(row.get("r") or reading.row + 1)
    if row.get("hidden") in ("1", "true") and len(row):
        reading.hidden_rows.add(reading.row)
    column = 0
    for cell in row.iterchildren(f"{S}c"):
        stated = place_of(cell.get("r") or "")
        column = column + 1 if stated is None else stated[1]
        _read_cell(cell, (reading.row, column), reading)


def _read_cell(cell: Any, place: tuple[int, int], reading: Reading) -> None:
    kind = cell.get("t", "n")
    value = cell.find(f"{S}v")
    stored = None if value is None else value.text
    style = _style(cell, reading.shared.styles)
    text = ""
    if kind == "inlineStr":
        inline = cell.find(f"{S}is")
        text = "" if inline is None else rich_text(inline)
    elif stored:
        text = _text(kind, stored, style.number_format, reading.shared)
    elif kind != "str" and cell.find(f"{S}f") is not None:
        reading.without_result.append(cell.get("r") or "")
    if text.strip():
        reading.texts[place] = text
        reading.sizes[place] = style.size


def _style(cell: Any, styles: Sequence[Style]) -> Style:
    index = int(cell.get("s") or 0)
    return styles[index] if index < len(styles) else Style()


def _text(kind: str, stored: str, number_format: str, shared: Shared) -> str:
    if kind == "s":
        return shared.strings[int(stored)]
    if kind == "b":
        return shown(stored not in ("0", "false"), number_format)
    if kind == "d":
        return shown(datetime.datetime.fromisoformat(stored), number_format)
    if kind != "n":
        return unescaped(stored)
    try:
        return shown_value(Decimal(stored.strip()), number_format, shared.since_1904)
    except InvalidOperation:
        return stored


def _read_column(column: Any, reading: Reading) -> None:
    if column.get("hidden") in ("1", "true"):
        first, last = int(column.get("min", "1")), int(column.get("max", "1"))
        reading.hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))


def _read_merge(merge: Any, reading: Reading) -> None:
    first, _, last = (merge.get("ref") or "").partition(":")
    start, end = place_of(first), place_of(last or first)
    if start is not None and end is not None:
        reading.merged.append(Area(*start, *end))
