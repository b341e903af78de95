"""Worksheets of any format: one grid each, merged cells once, hidden rows and columns noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..model.errors import Unreadable
from .builder import Builder, Piece, TableCell
from .limits import RAW_CELLS


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range; rows and columns count from 1 and the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: the texts of its filled cells by row and column, counted from 1."""

    name: str
    texts: Mapping[tuple[int, int], str]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def guard_raw_cells(count: int) -> None:
    """Refuse workbooks without end, which would take all memory or time to load."""
    if count > RAW_CELLS:
        raise Unreadable(
            f"工作簿过大：共 {count} 个单元格，上限为 {RAW_CELLS} 个。"
            "请删去空行空列，或拆成几个文件后重试。"
        )


def write_hidden_sheet(builder: Builder, name: str) -> None:
    """Note a sheet that is hidden; what a reader of the workbook does not see is not read."""
    builder.unread("hidden_sheet", name, "隐藏的工作表，未读取")


def write_sheet(builder: Builder, sheet: Sheet) -> None:
    """Write a sheet as one grid, and note what of it is hidden though it is read."""
    _note_hidden(builder, sheet)
    builder.grid(_cells(sheet))


def _note_hidden(builder: Builder, sheet: Sheet) -> None:
    rows = sheet.hidden_rows & {row for row, _ in sheet.texts}
    columns = sheet.hidden_columns & {column for _, column in sheet.texts}
    if rows:
        text = f"工作表“{sheet.name}”第 {_ranges(rows)} 行"
        builder.unread("hidden_rows", text, "隐藏的行，内容已照常读取，请核对是否属于报告")
    if columns:
        text = f"工作表“{sheet.name}”第 {_ranges(columns)} 列"
        builder.unread("hidden_columns", text, "隐藏的列，内容已照常读取，请核对是否属于报告")


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers as a reader writes them: ``3—5、8``."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in spans)


def _cells(sheet: Sheet) -> Iterator[TableCell]:
    """The cells up to the last that is not empty in each row; merged ones once."""
    last_columns: dict[int, int] = {}
    for row, column in sheet.texts:
        last_columns[row] = max(column, last_columns.get(row, 0))
    last_row = max(last_columns, default=0)
    spans, covered = _merged(sheet.merged, last_columns)
    for row in range(1, last_row + 1):
        for column in range(1, last_columns.get(row, 0) + 1):
            if (row, column) in covered:
                continue
            rowspan, colspan = spans.get((row, column), (1, 1))
            text = sheet.texts.get((row, column), "")
            yield TableCell(row, column, ((Piece(text),),), rowspan, colspan)


def _merged(
    areas: Iterable[Area], last_columns: Mapping[int, int]
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """The spans of merged cells within the used area, and the places that they cover."""
    last_row, last_column = max(last_columns, default=0), max(last_columns.values(), default=0)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    places = 0
    for area in areas:
        bottom, right = min(area.bottom, last_row), min(area.right, last_column)
        top, left = area.top, area.left
        if bottom < top or right < left:
            continue
        places += (bottom - top + 1) * (right - left + 1)
        guard_raw_cells(places)
        spans[top, left] = (bottom - top + 1, right - left + 1)
        for row in range(top, bottom + 1):
            end = min(right, last_columns.get(row, 0))
            covered.update((row, column) for column in range(left, end + 1))
        covered.discard((top, left))
    return spans, covered
