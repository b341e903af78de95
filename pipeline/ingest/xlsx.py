"""Workbooks: every visible sheet → one grid, values as shown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .builder import Builder
from .cellformat import builtin_format, shown
from .limits import RAW_CELLS
from .package import members
from .sheets import Area, Sheet, guard_raw_cells, write_hidden_sheet, write_sheet

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
                write_hidden_sheet(builder, sheet.title)
            else:
                write_sheet(builder, _sheet(sheet))
    finally:
        book.close()
    return builder.build(MEDIA_TYPE)


def _guard_size(parts: Mapping[str, bytes]) -> None:
    """Refuse sheets without end, which would take all memory or time to load."""
    sheets = [content for name, content in parts.items() if name.startswith("xl/worksheets/")]
    cells = sum(content.count(b"<c ") + content.count(b"<c>") for content in sheets)
    guard_raw_cells(cells)
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


def _sheet(sheet: Any) -> Sheet:
    texts = {
        (cell.row, cell.column): _text(cell)
        for cell in sheet._cells.values()
        if cell.value not in (None, "")
    }
    merged = tuple(
        Area(area.min_row, area.min_col, area.max_row, area.max_col)
        for area in sheet.merged_cells.ranges
    )
    rows = frozenset(row for row, size in sheet.row_dimensions.items() if size.hidden)
    columns = frozenset(
        column
        for size in sheet.column_dimensions.values()
        if size.hidden
        for column in range(size.min or size.index_number, (size.max or size.index_number) + 1)
    )
    return Sheet(sheet.title, texts, merged, rows, columns)


def _text(cell: Any) -> str:
    local = builtin_format(cell._style.numFmtId)
    if local is None:
        return shown(cell.value, cell.number_format)
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        from openpyxl.utils.datetime import from_excel

        try:
            return shown(from_excel(cell.value, cell.parent.parent.epoch), local)
        except (OverflowError, ValueError):
            return shown(cell.value, "General")  # no date: Excel shows ####
    return shown(cell.value, local)
