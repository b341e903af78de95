"""Workbooks of Excel 97–2003 and WPS (.xls, .et): every visible sheet, values as shown."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from typing import Any

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .builder import Builder
from .cellformat import builtin_format, shown
from .ole import DAMAGED, ENCRYPTED
from .sheets import Area, Sheet, guard_raw_cells, write_hidden_sheet, write_sheet

MEDIA_TYPE = "application/vnd.ms-excel"


def read_xls(data: bytes) -> Canonical:
    """The canonical text of a workbook; hidden sheets are noted in ``unread``.

    xlrd is used rather than calamine because it knows the number formats: 0.9979 is shown as
    99.79%.
    """
    builder = Builder()
    book = _open(data)
    cells = 0
    for index in range(book.nsheets):
        sheet = _damage_told(book.sheet_by_index, index)
        cells += sum(sheet.row_len(row) for row in range(sheet.nrows))
        guard_raw_cells(cells)
        if sheet.visibility:
            write_hidden_sheet(builder, sheet.name)
        else:
            write_sheet(builder, _damage_told(_sheet, book, sheet))
        book.unload_sheet(index)
    return builder.build(MEDIA_TYPE)


def _open(data: bytes) -> Any:
    import xlrd

    return _damage_told(
        xlrd.open_workbook,
        file_contents=data,
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
        logfile=io.StringIO(),
    )


def _damage_told(call: Any, *arguments: Any, **options: Any) -> Any:
    """Call into xlrd, which meets damage with any of these, and say what is wrong."""
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        return call(*arguments, **options)
    except (
        xlrd.XLRDError,
        CompDocError,
        struct.error,
        AssertionError,
        AttributeError,
        IndexError,
        KeyError,
        TypeError,
        ValueError,
        OverflowError,
        NotImplementedError,
    ) as error:
        raise Unreadable(ENCRYPTED if "encrypted" in str(error) else DAMAGED) from error


def _sheet(book: Any, sheet: Any) -> Sheet:
    texts: dict[tuple[int, int], str] = {}
    formats = _formats(book)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            text = _text(book, cell, formats.get(cell.xf_index, "General"))
            if text:
                texts[row + 1, column + 1] = text
    merged = tuple(
        Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
    )
    rows = frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    columns = frozenset(at + 1 for at, info in sheet.colinfo_map.items() if info.hidden)
    return Sheet(sheet.name, texts, merged, rows, columns)


def _formats(book: Any) -> Mapping[int, str]:
    """The number format of each cell style."""
    formats: dict[int, str] = {}
    for index, style in enumerate(book.xf_list):
        stated = book.format_map.get(style.format_key)
        formats[index] = builtin_format(style.format_key) or (
            stated.format_str if stated is not None else "General"
        )
    return formats


def _text(book: Any, cell: Any, number_format: str) -> str:
    import xlrd

    value: Any = cell.value
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(value), number_format)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            value = xlrd.xldate_as_datetime(value, book.datemode)
        except (xlrd.xldate.XLDateError, OverflowError):
            return shown(cell.value, "General")  # no date: Excel shows ####
    return shown(value, number_format)
