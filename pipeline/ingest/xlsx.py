"""Workbooks: every visible sheet → one grid, values as shown."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .builder import Builder, Piece, TableCell
from .cellformat import shown
from .limits import TABLE_CELLS

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read_xlsx(data: bytes) -> Canonical:
    """The canonical text of a workbook; hidden sheets are noted in ``unread``."""
    import openpyxl

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
    if len(values) > TABLE_CELLS:
        raise Unreadable(f"工作表过大：非空单元格超过 {TABLE_CELLS} 个。请拆成几个文件后重试。")
    spans, covered = _merged(sheet.merged_cells.ranges, values)
    last_row = max((row for row, _ in values), default=0)
    last_columns: dict[int, int] = {}
    for row, column in values:
        last_columns[row] = max(column, last_columns.get(row, 0))
    for row in range(1, last_row + 1):
        for column in range(1, last_columns.get(row, 0) + 1):
            if (row, column) in covered:
                continue
            rowspan, colspan = spans.get((row, column), (1, 1))
            cell = values.get((row, column))
            text = shown(cell.value, cell.number_format) if cell is not None else ""
            yield TableCell(row, column, ((Piece(text),),), rowspan, colspan)


def _merged(
    ranges: Iterable[Any], values: dict[tuple[int, int], Any]
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    last_row = max((row for row, _ in values), default=0)
    last_column = max((column for _, column in values), default=0)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for area in ranges:
        bottom, right = min(area.max_row, last_row), min(area.max_col, last_column)
        if bottom < area.min_row or right < area.min_col:
            continue
        spans[area.min_row, area.min_col] = (
            bottom - area.min_row + 1,
            right - area.min_col + 1,
        )
        covered.update(
            (row, column)
            for row in range(area.min_row, bottom + 1)
            for column in range(area.min_col, right + 1)
        )
        covered.discard((area.min_row, area.min_col))
    return spans, covered
