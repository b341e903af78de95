"""Worksheets of any format: grids of their forms, merged cells once, what is hidden noted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..model.errors import Unreadable
from .builder import Builder, Piece, TableCell
from .limits import RAW_CELLS
from .prose_rows import write_rows
from .sheet_forms import Area, form_starts

State = Literal["visible", "hidden", "locked"]
NAMED = 20  # how many places a note lists
# Names that Excel, WPS and export programs give by themselves, and names without two hanzi.
_own_name = re.compile(r"(?!工作表\d*$|表格?\d*$).*[\u4e00-\u9fff].*[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands on a sheet beside its cells.

    ``boxes`` are texts of shapes with the row at which they begin, ``comments`` texts with the
    name of their cell; pictures and charts are counted.
    """

    boxes: tuple[tuple[int, str], ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    pictures: int = 0
    charts: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: the texts of its filled cells by row and column, counted from 1.

    ``sizes`` are the sizes of the letters of cells in points, where the format states them.
    ``locked`` sheets are hidden in a way that only a program can undo. ``without_result`` names
    the cells of formulas whose result the file does not hold.
    """

    name: str
    texts: Mapping[tuple[int, int], str]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    state: State = "visible"
    sizes: Mapping[tuple[int, int], float] = field(default_factory=dict)
    without_result: tuple[str, ...] = ()
    beside: Beside = Beside()


def guard_raw_cells(count: int) -> None:
    """Refuse workbooks without end, which would take all memory or time to load."""
    if count > RAW_CELLS:
        raise Unreadable(
            f"工作簿过大：共 {count} 个单元格，上限为 {RAW_CELLS} 个。"
            "请删去空行空列，或拆成几个文件后重试。"
        )


def write_workbook(builder: Builder, sheets: Iterable[Sheet]) -> None:
    """Write the sheets in order: a name that says something as a heading, then the forms.

    Hidden sheets are read and noted; locked ones hold lists for programs and are only noted.
    """
    for sheet in sheets:
        if sheet.state == "locked":
            builder.unread("hidden_sheet", sheet.name, "深度隐藏的工作表，未读取")
        elif sheet.texts or sheet.beside != Beside():
            _write_sheet(builder, sheet)


def _write_sheet(builder: Builder, sheet: Sheet) -> None:
    _note(builder, sheet)
    if _own_name.match(sheet.name) and not _is_said(sheet):
        builder.paragraph((Piece(sheet.name),), "heading", 1)
    starts = form_starts(sheet.texts, sheet.merged, sheet.sizes)
    boxes = sorted(sheet.beside.boxes)
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        while boxes and boxes[0][0] <= start:
            builder.paragraph((Piece(boxes.pop(0)[1]),))
        write_rows(builder, _cells(sheet, start, end))
    for _, text in boxes:
        builder.paragraph((Piece(text),))


def _is_said(sheet: Sheet) -> bool:
    """Whether the sheet has its name in one of its cells."""
    name = "".join(sheet.name.split())
    return any(name in "".join(text.split()) for text in sheet.texts.values())


def _note(builder: Builder, sheet: Sheet) -> None:
    """Note what of a sheet is hidden though it is read, and what is not read."""
    where = f"工作表“{sheet.name}”"
    read = "内容已照常读取，请核对是否属于报告"
    rows = sheet.hidden_rows & {row for row, _ in sheet.texts}
    columns = sheet.hidden_columns & {column for _, column in sheet.texts}
    if sheet.state == "hidden":
        builder.unread("hidden_sheet", sheet.name, f"隐藏的工作表，{read}")
    if rows:
        builder.unread("hidden_rows", f"{where}第 {_ranges(rows)} 行", f"隐藏的行，{read}")
    if columns:
        builder.unread("hidden_columns", f"{where}第 {_ranges(columns)} 列", f"隐藏的列，{read}")
    if sheet.without_result:
        count, places = len(sheet.without_result), "、".join(sheet.without_result[:NAMED])
        builder.unread(
            "formula",
            f"{where}{places}",
            f"{count} 个公式没有保存计算结果，请用 Excel 或 WPS 打开并重新保存",
        )
    for place, text in sheet.beside.comments:
        builder.unread("comment", f"{where}{place}：{text}", "单元格批注，不算正文")
    if sheet.beside.pictures or sheet.beside.charts:
        text = f"{where}图片 {sheet.beside.pictures} 张、图表 {sheet.beside.charts} 个"
        builder.unread("picture", text, "工作表中的图片和图表，其中如有文字则未读取")


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers as a reader writes them: ``3—5、8``."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in spans)


def _cells(sheet: Sheet, start: int, end: int | None) -> Iterator[TableCell]:
    """The cells of the rows from ``start`` to before ``end``, at their places in the sheet.

    Each row goes up to its last cell that is not empty; merged cells come once.
    """
    last_columns: dict[int, int] = {}
    for row, column in sheet.texts:
        if row >= start and (end is None or row < end):
            last_columns[row] = max(column, last_columns.get(row, 0))
    spans, covered = _merged(sheet.merged, last_columns)
    for row in sorted(last_columns):
        for column in range(1, last_columns[row] + 1):
            if (row, column) in covered:
                continue
            rowspan, colspan = spans.get((row, column), (1, 1))
            text = sheet.texts.get((row, column), "")
            yield TableCell(row, column, ((Piece(text),),), rowspan, colspan)


def _merged(
    areas: Iterable[Area], last_columns: Mapping[int, int]
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """The spans of merged cells within the used area, and the places that they cover."""
    first_row, last_row = min(last_columns, default=0), max(last_columns, default=0)
    last_column = max(last_columns.values(), default=0)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    places = 0
    for area in areas:
        bottom, right = min(area.bottom, last_row), min(area.right, last_column)
        top, left = area.top, area.left
        if bottom < top or right < left or top < first_row:
            continue
        places += (bottom - top + 1) * (right - left + 1)
        guard_raw_cells(places)
        if (top, left) in covered or (top, left) in spans:
            continue  # ranges of a damaged file that lie over each other
        spans[top, left] = (bottom - top + 1, right - left + 1)
        for row in range(top, bottom + 1):
            covered.update((row, column) for column in range(left, right + 1))
        covered.discard((top, left))
    return spans, covered
