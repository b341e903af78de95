"""Workbooks: values as shown, merged cells, hidden sheets."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from canonical_checks import cell_text, check, spans, table
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from test_ingest_docx import rewrite

from jixiao.ingest.cellformat import general, shown
from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical
from jixiao.model.errors import Unreadable


def save(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_xlsx(book: Workbook) -> Canonical:
    canonical = read(save(book))
    check(canonical)
    assert canonical.media_type.endswith("spreadsheetml.sheet")
    return canonical


def sheet_of(rows: list[list[object]]) -> Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def test_a_sheet_is_a_grid() -> None:
    canonical = read_xlsx(
        sheet_of([["指标", None, "得分"], [], ["产出", 50, 48.5], [None, "a\nb"]])
    )
    assert table(canonical) == [["指标", "", "得分"], ["产出", "50", "48.5"], ["", "a\nb"]]
    assert [cell.row for cell in canonical.grids[0].cells] == [1, 1, 1, 3, 3, 3, 4, 4]
    assert canonical.pages is None


def test_merged_cells_and_trailing_blanks() -> None:
    book = sheet_of([["自评表"], ["产出", "数量", 1], [None, "质量", 2]])
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("A2:A3")
    book.active["H90"].number_format = "0.00"
    canonical = read_xlsx(book)
    assert spans(canonical) == {(1, 1): (1, 3), (2, 1): (2, 1)}
    assert (canonical.grids[0].rows, canonical.grids[0].columns) == (3, 3)
    assert canonical.place(canonical.text.index("质量"), len(canonical.text)).cell == "1/3/2"


def test_every_visible_sheet() -> None:
    book = sheet_of([["甲"]])
    book.create_sheet("二")["B2"] = "乙"
    hidden = book.create_sheet("隐藏表")
    hidden["A1"] = "丙"
    hidden.sheet_state = "hidden"
    lists = book.create_sheet("下拉")
    lists["A1"] = "丁"
    lists.sheet_state = "veryHidden"
    canonical = read_xlsx(book)
    assert canonical.text == "甲\n\t乙\n隐藏表\n丙"
    assert [grid.number for grid in canonical.grids] == [1, 2, 3]
    assert [(u.kind, u.text, u.reason[:3]) for u in canonical.unread] == [
        ("hidden_sheet", "隐藏表", "隐藏的"),
        ("hidden_sheet", "下拉", "深度隐"),
    ]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.9979, "0.00%", "99.79%"),
        (0.9979, "0%", "100%"),
        (0.285, "0.0%", "28.5%"),
        (40036.38, "#,##0.00", "40,036.38"),
        (40036.38, "#,##0", "40,036"),
        (12, "0.00", "12.00"),
        (2.675, "0.00", "2.68"),
        (-12.5, "#,##0.00_);(#,##0.00)", "(12.50)"),
        (-12.5, "0.00_ ;[Red]-0.00 ", "-12.50"),
        (0, '0.00;-0.00;"-"', "-"),
        (419.8600000001, "General", "419.8600000001"),
        (419.86000000000001, "General", "419.86"),
        (0.1 + 0.2, "General", "0.3"),
        (91.8900000000001, "General", "91.89"),
        (96.1099999999999, "General", "96.11"),
        (0.857532432432432, "General", "0.857532432432432"),
        (5.0, "General", "5"),
        (1e-7, "General", "0.0000001"),
        (123456789012, "General", "123456789012"),
        (1234.5, '#,##0.00"万元"', "1,234.50万元"),
        (1234.5, "¥#,##0.00", "¥1,234.50"),
        (1234.5, '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ', "¥1,234.50"),
        (3, "000", "003"),
        (0.5, "#.##", "0.5"),
        (1234467, "0!.0,", "123.4"),
        (1235567, '0\\.0,"万元"', "123.6万元"),
        (1234567, "#!.0000", "123.4567"),
        (50, "0!.0000", "0.0050"),
        (1234467, '[>=10000]0!.0,"万";0.00', "123.4万"),
        (99, '[>=10000]0!.0,"万";0.00', "99.00"),
        (-1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1,234.50"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0, "0;-0;;@", ""),
        (0.125, "0.0%;[Red]-0.0%", "12.5%"),
        (-0.125, '0.0"个百分点";"下降"0.0%', "下降12.5%"),
        (1e300, "0.00", "1" + "0" * 300),
        (1234.5, "[DBNum2][$-804]General", "1234.5"),
        (1234.5, "0.00E+00", "1234.5"),
        (12345678, "0,", "12346"),
        (True, "General", "TRUE"),
        ("文本", "@", "文本"),
        (12, "@", "12"),
        (None, "General", ""),
        (datetime.datetime(2024, 6, 1), "yyyy-mm-dd", "2024-06-01"),
        (datetime.datetime(2024, 6, 1), 'yyyy"年"m"月"d"日"', "2024年6月1日"),
        (datetime.datetime(2024, 6, 1), "[$-804]yyyy\\年m\\月;@", "2024年6月"),
        (datetime.datetime(2024, 6, 1, 9, 5), "yyyy/m/d h:mm", "2024/6/1 9:05"),
        (datetime.datetime(2024, 6, 1, 13, 5), "h:mm AM/PM", "1:05 PM"),
        (datetime.time(9, 30), "h:mm", "09:30"),
    ],
)
def test_values_as_shown(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12
    )
)
def test_general_has_no_float_noise(value: Decimal) -> None:
    assert Decimal(general(Decimal(repr(float(value))))) == value


def test_formats_in_a_file() -> None:
    book = sheet_of([[0.9979, 419.86, datetime.date(2024, 6, 1)]])
    book.active["A1"].number_format = "0.00%"
    book.active["B1"].number_format = "#,##0.00"
    book.active["C1"].number_format = 'yyyy"年"m"月"d"日"'
    assert read_xlsx(book).text == "99.79%\t419.86\t2024年6月1日"


def test_formulas_without_stored_values_are_noted() -> None:
    canonical = read(save(sheet_of([["合计", "=1+1"]])))
    assert canonical.text == "合计"
    assert [u.kind for u in canonical.unread] == ["formula"]


def test_damaged_and_unsafe() -> None:
    data = save(sheet_of([["甲"]]))
    with pytest.raises(Unreadable, match="损坏"):
        read(rewrite(data, "xl/workbook.xml", b"<workbook"))
    with pytest.raises(Unreadable, match="实体"):
        read(rewrite(data, "xl/styles.xml", b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'))


def test_a_cell_far_away_does_no_harm() -> None:
    book = sheet_of([["甲"]])
    book.active["Z1048576"] = "乙"
    canonical = read_xlsx(book)
    assert cell_text(canonical, 1, 1) == "甲"
    assert canonical.text.endswith("乙")


def test_a_merged_range_without_end() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
        b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    with pytest.raises(Unreadable, match="合并"):
        read(rewrite(save(sheet_of([["甲"]])), "xl/worksheets/sheet1.xml", sheet))


def test_too_many_cells() -> None:
    cells = b"<c r='A1'><v/></c>" * 2_000_001
    data = save(sheet_of([["甲"]]))
    with pytest.raises(Unreadable, match="单元格"):
        read(rewrite(data, "xl/worksheets/sheet1.xml", b"<worksheet>" + cells + b"</worksheet>"))
