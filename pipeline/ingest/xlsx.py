"""Workbooks: every visible sheet → one grid, values as shown."""

from __future__ import annotations

import io
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


def read_xlsx(data: bytes) -> Canonical:
    """The canonical text of a workbook; hidden sheets are noted in ``unread``."""
    import openpyxl

    cells = sum(
        content.count(b"<c ") + content.count(b"<c>")
        for name, content in members(data).items()
        if name.startswith("xl/worksheets/")
    )
    if cells > RAW_CELLS:
        raise Unreadable(
            f"工作簿过大：共 {cells} 个单元格，上限为 {RAW_CELLS} 个。"
            "请删去空行空列，或拆成几个文件后重试。"
        )
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
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                builder.unread("hidden_sheet", sheet.title, "隐藏的工作表，未读取")
                continue
            builder.grid(_cells(sheet))
    finally:
        book.close()
    return builder.build(MEDIA_TYPE)


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
