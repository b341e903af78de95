"""Workbooks: every visible sheet → one grid, values as shown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .builder import Builder, Piece, TableCell
from .cellformat import shown
from .limits import RAW_CELLS
from .package import members

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_merge = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)

_formula = re.compile(
    rb"<c\s(?:[^>]*?\s)?r=\"([A-Z]{1,3}\d{1,7})\"[^>]*>"
    rb"<f[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>"
)


def read_xlsx(data: bytes) -> Canonical:
    """The canonical text of a workbook; hidden sheets are noted in ``unread``."""
    import openpyxl

    parts = members(data)
    _guard_size(parts)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
        OSError,
        EOFError,
        zipfile.zlib.error,  # type: ignore[attr-defined]
    ) as error:
        raise Unreadable(
            f"工作簿损坏，无法打开（{type(error).__name__}）。"
            "请用 Excel 或 WPS 修复并另存为 .xlsx 后重试。"
        ) from error
    builder = Builder()
    missing = _without_result(parts)
    if missing:
        builder.unread(
            "formula",
            "、".join(missing[:20]),
            f"{len(missing)} 个公式没有保存计算结果，请用 Excel 或 WPS 打开并重新保存",
        )
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                builder.unread("hidden_sheet", sheet.title, "隐藏的工作表，未读取")
                continue
            builder.grid(_cells(sheet))
    finally:
        book.close()
    return builder.build(MEDIA_TYPE)


def _guard_size(parts: Mapping[str, bytes]) -> None:
    """Refuse sheets without end, which would take all memory or time to load."""
    sheets = [content for name, content in parts.items() if name.startswith("xl/worksheets/")]
    cells = sum(content.count(b"<c ") + content.count(b"<c>") for content in sheets)
    if cells > RAW_CELLS:
        raise Unreadable(
            f"工作簿过大：共 {cells} 个单元格，上限为 {RAW_CELLS} 个。"
            "请删去空行空列，或拆成几个文件后重试。"
        )
    merged = sum(_area(ref) for content in sheets for ref in _merge.findall(content))
    if merged > RAW_CELLS:
        raise Unreadable(
            f"工作簿异常：合并单元格共占 {merged} 格，上限为 {RAW_CELLS} 格。"
            "请取消整行整列的合并，另存后重试。"
        )


def _without_result(parts: Mapping[str, bytes]) -> list[str]:
    """The places of formulas whose result the file does not hold."""
    return [
        place.decode()
        for name, content in sorted(parts.items())
        if name.startswith("xl/worksheets/") and b"<f" in content
        for place in _formula.findall(content)
    ]


def _area(reference: tuple[bytes, bytes, bytes, bytes]) -> int:
    left, top, right, bottom = reference
    width = _column(right) - _column(left) + 1
    return max(width, 0) * max(int(bottom) - int(top) + 1, 0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cells(sheet: Any) -> Iterator[TableCell]:
    """The cells of a sheet up to the last that is not empty in each row; merged ones once."""
    values = {
        (cell.row, cell.column): cell
        for cell in sheet._cells.values()
        if cell.value not in (None, "")
    }
    last_columns: dict[int, int] = {}
    for row, column in values:
        last_columns[row] = max(column, last_columns.get(row, 0))
    last_row = max(last_columns, default=0)
    spans, covered = _merged(sheet.merged_cells.ranges, last_columns)
    for row in range(1, last_row + 1):
        for column in range(1, last_columns.get(row, 0) + 1):
            if (row, column) in covered:
                continue
            rowspan, colspan = spans.get((row, column), (1, 1))
            cell = values.get((row, column))
            text = shown(cell.value, cell.number_format) if cell is not None else ""
            yield TableCell(row, column, ((Piece(text),),), rowspan, colspan)


def _merged(
    ranges: Iterable[Any], last_columns: Mapping[int, int]
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """The spans of merged cells within the used area, and the places that they cover."""
    last_row, last_column = max(last_columns, default=0), max(last_columns.values(), default=0)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for area in ranges:
        bottom, right = min(area.max_row, last_row), min(area.max_col, last_column)
        top, left = area.min_row, area.min_col
        if bottom < top or right < left:
            continue
        spans[top, left] = (bottom - top + 1, right - left + 1)
        for row in range(top, bottom + 1):
            end = min(right, last_columns.get(row, 0))
            covered.update((row, column) for column in range(left, end + 1))
        covered.discard((top, left))
    return spans, covered
