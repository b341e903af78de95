"""Blocks as a workbook: text in merged rows, numbers as numbers with the format that shows them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from .frozen import freeze_zip
from .markup import Block, cells

NUMBER = re.compile(
    r"(?P<digits>-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,14})(?:\.\d+)?)(?P<pct>%?)"
)


def write_xlsx(meta: dict[str, str], blocks: list[Block], out: Path) -> None:
    """One document as a workbook, each page a sheet."""
    book = Workbook()
    width = max((len(row) for b in blocks for row in b.rows), default=1)
    sheet: Any = None
    row = 1
    for block in [Block("page"), *blocks]:
        if block.kind == "page":
            sheet = book.create_sheet(f"Sheet{len(book.sheetnames)}")
            row = 1
        elif block.kind == "table":
            fill_sheet(sheet, row, block.rows)
            row += len(block.rows)
        elif block.kind != "blank":
            line = sheet.cell(row, 1, block.text)
            line.font = Font(bold=block.kind != "text")
            align = "center" if block.kind == "title" else "left"
            line.alignment = Alignment(horizontal=align, wrap_text=True)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
            row += 1
    del book["Sheet"]
    book.save(out)
    freeze_zip(out)


def fill_sheet(sheet: Any, top: int, rows: list[list[str]]) -> None:
    line = Side(style="thin")
    for cell in cells(rows):
        target = sheet.cell(top + cell.row, cell.column + 1)
        target.value, target.number_format = typed(cell.text)
        if isinstance(target.value, str):
            target.data_type = "s"  # =100% is an indicator value here, no formula
        target.alignment = Alignment(wrap_text=True, vertical="center")
        target.border = Border(line, line, line, line)
        if cell.rows * cell.columns > 1:
            sheet.merge_cells(
                start_row=top + cell.row,
                end_row=top + cell.row + cell.rows - 1,
                start_column=cell.column + 1,
                end_column=cell.column + cell.columns,
            )
    for column in range(1, max(map(len, rows)) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 16


def typed(text: str) -> tuple[Any, str]:
    """A cell's value and the number format that shows it as the source prints it."""
    match = NUMBER.fullmatch(text)
    if not match:
        return text.replace("<br>", "\n") or None, "General"
    digits, percent = match["digits"], match["pct"]
    places = len(digits.partition(".")[2])
    shown = ("#,##0" if "," in digits else "0") + ("." + "0" * places if places else "") + percent
    value = Decimal(digits.replace(",", "")) / (100 if percent else 1)
    return (int(value) if value == value.to_integral_value() else float(value)), shown
