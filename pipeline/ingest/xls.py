"""Workbooks of Excel 97–2003 and WPS (.xls, .et): every sheet in order, values as shown."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .builder import Builder
from .cellformat import builtin_format, shown, shown_value
from .ole import DAMAGED, ENCRYPTED
from .sheet_forms import Area
from .sheets import Beside, Sheet, State, guard_raw_cells, write_workbook

MEDIA_TYPE = "application/vnd.ms-excel"
STATES: dict[int, State] = {1: "hidden", 2: "locked"}


def read_xls(data: bytes) -> Canonical:
    """The canonical text of a workbook; what is hidden is noted in ``unread``.

    xlrd is used rather than calamine because it knows the number formats: 0.9979 is shown as
    99.79%.
    """
    builder = Builder()
    write_workbook(builder, sheets_of(data))
    return builder.build(MEDIA_TYPE)


def sheets_of(data: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook one after the other; ``Unreadable`` where it is damaged."""
    book = _open(data)
    cells = 0
    styles = _styles(book)
    for index in range(book.nsheets):
        sheet = _damage_told(book.sheet_by_index, index)
        cells += sum(sheet.row_len(row) for row in range(sheet.nrows))
        guard_raw_cells(cells)
        yield _damage_told(_sheet, book, sheet, styles)
        book.unload_sheet(index)


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


def _sheet(book: Any, sheet: Any, styles: Mapping[int, tuple[str, float]]) -> Sheet:
    texts: dict[tuple[int, int], str] = {}
    sizes: dict[tuple[int, int], float] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            number_format, size = styles.get(cell.xf_index, ("General", 0.0))
            text = _text(book, cell, number_format)
            if text.strip():
                texts[row + 1, column + 1] = text
                sizes[row + 1, column + 1] = size
    merged = tuple(
        Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
    )
    rows = frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    columns = frozenset(at + 1 for at, info in sheet.colinfo_map.items() if info.hidden)
    comments = tuple(
        (f"{_letters(column)}{row + 1}", " ".join(note.text.split()))
        for (row, column), note in sorted(sheet.cell_note_map.items())
    )
    return Sheet(
        sheet.name,
        texts,
        merged,
        rows,
        columns,
        STATES.get(sheet.visibility, "visible"),
        sizes,
        beside=Beside(comments=comments),
    )


def _letters(column: int) -> str:
    import xlrd

    return str(xlrd.colname(column))


def _styles(book: Any) -> Mapping[int, tuple[str, float]]:
    """The number format of each cell style and the size of its letters in points."""
    styles: dict[int, tuple[str, float]] = {}
    for index, style in enumerate(book.xf_list):
        stated = book.format_map.get(style.format_key)
        number_format = builtin_format(style.format_key) or (
            stated.format_str if stated is not None else "General"
        )
        fonts = book.font_list
        size = fonts[style.font_index].height / 20 if style.font_index < len(fonts) else 0.0
        styles[index] = (number_format, size)
    return styles


def _text(book: Any, cell: Any, number_format: str) -> str:
    import xlrd

    value: Any = cell.value
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(value), number_format)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return shown_value(Decimal(repr(value)), number_format, bool(book.datemode))
    return shown(value, number_format)
