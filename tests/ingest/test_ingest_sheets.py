"""Old workbooks (xls, et) and sheets saved as text (csv, tsv)."""

from __future__ import annotations

import datetime
import io
import struct
from contextlib import suppress

import openpyxl
import pytest
import xlwt
from canonical_checks import check, check_source, spans, table
from test_ingest_xlsx import save

from jixiao.ingest.delimited import delimiter_of
from jixiao.ingest.ole import MAGIC, kind_of
from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical
from jixiao.model.errors import Unreadable


def style(form: str) -> xlwt.XFStyle:
    made = xlwt.XFStyle()
    made.num_format_str = form
    return made


def save_xls(book: xlwt.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_xls(book: xlwt.Workbook) -> Canonical:
    canonical = read(save_xls(book))
    check(canonical)
    assert canonical.media_type == "application/vnd.ms-excel"
    assert canonical.pages is None
    return canonical


def one_cell(value: object, form: str = "General") -> xlwt.Workbook:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, value, style(form))
    return book


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.9979, "0.00%", "99.79%"),
        (40036.38, "#,##0.00", "40,036.38"),
        (0.1 + 0.2, "General", "0.3"),
        (12, "General", "12"),
        (1234.5, '#,##0.00"万元"', "1,234.50万元"),
        (datetime.date(2024, 6, 1), 'yyyy"年"m"月"d"日"', "2024年6月1日"),
        (datetime.date(2024, 6, 1), "M/D/YY", "2024/6/1"),  # the number format 14 of Excel
        (datetime.datetime(2024, 6, 1, 9, 5), "yyyy-mm-dd hh:mm", "2024-06-01 09:05"),
        (True, "General", "TRUE"),
        (" 甲\n乙 ", "General", "甲\n乙"),
    ],
)
def test_values_of_xls_as_shown(value: object, form: str, text: str) -> None:
    assert read_xls(one_cell(value, form)).text == text


def test_merged_and_hidden_parts_of_xls() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("自评表")
    sheet.write_merge(0, 0, 0, 2, "整体支出自评表")
    sheet.write_merge(1, 2, 0, 0, "产出")
    sheet.write(1, 1, "数量")
    sheet.write(1, 2, 10)
    sheet.write(2, 1, "质量")
    sheet.write(2, 2, 0.5, style("0%"))
    sheet.write(3, 0, "不打印")
    sheet.row(3).hidden = True
    sheet.row(9).hidden = True  # empty: nothing to note
    sheet.col(1).hidden = True
    hidden = book.add_sheet("下拉选项")
    hidden.write(0, 0, "优")
    hidden.visibility = 1
    book.add_sheet("空表")
    canonical = read_xls(book)
    assert table(canonical) == [
        ["整体支出自评表"],
        ["产出", "数量", "10"],
        ["质量", "50%"],
        ["不打印"],
    ]
    assert table(canonical, 2) == [["优"]]
    assert spans(canonical) == {(1, 1): (1, 3), (2, 1): (2, 1)}
    assert [(u.kind, u.text) for u in canonical.unread] == [
        ("hidden_rows", "工作表“自评表”第 4 行"),
        ("hidden_columns", "工作表“自评表”第 2 列"),
        ("hidden_sheet", "下拉选项"),
    ]
    assert canonical.text.endswith("\n下拉选项\n优")


def test_hidden_rows_and_columns_of_xlsx() -> None:
    book = openpyxl.Workbook()
    for row in ("甲", "乙", "丙", "丁"):
        book.active.append([row, 1, 2])
    for row in (2, 3, 7):
        book.active.row_dimensions[row].hidden = True
    book.active.column_dimensions["C"].hidden = True
    canonical = read(save(book))
    assert canonical.text.splitlines()[1] == "乙\t1\t2"
    assert [u.text for u in canonical.unread] == ["工作表“Sheet”第 2—3 行", "工作表“Sheet”第 3 列"]


def test_formats_that_xlsx_names_by_number_only() -> None:
    book = openpyxl.Workbook()
    book.active.append([45444, 45444, 45444])
    for column, number in enumerate((31, 57, 14), 1):
        cell = book.active.cell(1, column)
        cell.number_format = "yyyy-mm-dd"
        cell._style.numFmtId = number
    assert read(save(book)).text == "2024年6月1日\t2024年6月\t2024/6/1"


def test_a_workbook_of_excel_2_without_a_container() -> None:
    def record(number: int, content: bytes) -> bytes:
        return struct.pack("<HH", number, len(content)) + content

    text = "执行率".encode("gb18030")
    data = record(0x09, struct.pack("<HH", 2, 0x10)) + record(0x42, struct.pack("<H", 936))
    data += record(0x04, struct.pack("<HH3xB", 0, 0, len(text)) + text)
    data += record(0x03, struct.pack("<HH3xd", 0, 1, 99.5)) + record(0x0A, b"")
    canonical = read(data)
    check(canonical)
    assert canonical.text == "执行率\t99.5"


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_truncated_xls(share: float) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row in range(400):
        sheet.write(row, 0, f"指标{row}")
    data = save_xls(book)
    with pytest.raises(Unreadable, match="损坏"):
        read(data[: int(len(data) * share)])


def test_every_flipped_byte_is_read_or_refused() -> None:
    data = save_xls(one_cell("绩效"))
    for at in range(8, len(data), 97):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        with suppress(Unreadable):
            check(read(bytes(broken)))


def test_a_damaged_compound_file() -> None:
    with pytest.raises(Unreadable, match="损坏"):
        kind_of(MAGIC + bytes(600))
    with pytest.raises(Unreadable, match="损坏"):
        kind_of(MAGIC + struct.pack("<22xH", 9) + b"\xfe" * 2000)


def test_a_chain_of_sectors_without_end() -> None:
    data = bytearray(save_xls(one_cell("绩效")))
    first = struct.unpack_from("<I", data, 48)[0]
    allocation = struct.unpack_from("<I", data, 76)[0]
    struct.pack_into("<I", data, (allocation + 1) * 512 + 4 * first, first)
    with pytest.raises(Unreadable):
        read(bytes(data))


CSV = """部门整体支出绩效自评表,,,
一级指标,指标值,完成值,得分
产出,"1,203.55",99.79%,"9.5"
效益,"好，且""稳""
有序",,8
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv(encoding: str, sign: str, end: str) -> None:
    text = CSV.replace("1,203", "1!203").replace(",", sign).replace("1!203", "1,203")
    canonical = read(text.replace("\n", end).encode(encoding))
    check(canonical)
    assert table(canonical) == [
        ["部门整体支出绩效自评表"],
        ["一级指标", "指标值", "完成值", "得分"],
        ["产出", "1,203.55", "99.79%", "9.5"],
        ["效益", '好，且"稳"\n有序', "", "8"],
    ]
    assert len(canonical.grids) == 1
    assert canonical.media_type == ("text/tab-separated-values" if sign == "\t" else "text/csv")


@pytest.mark.parametrize("sign", [",", ";"])
def test_lines_above_and_below_a_csv_that_hold_no_delimiter(sign: str) -> None:
    lines = ["2023年度部门整体支出绩效自评表", "单位：万元", "", "指标,预算数,决算数"]
    lines += ["基本支出,120.5,118.2", "项目支出,80,80", "合计,200.5,198.2", "填表人：张三"]
    canonical = read("\n".join(lines).replace(",", sign).encode("gb18030"))
    check(canonical)
    assert table(canonical)[:3] == [[lines[0]], ["单位：万元"], ["指标", "预算数", "决算数"]]
    assert table(canonical)[-1] == ["填表人：张三"]
    assert canonical.media_type == "text/csv"


def test_places_in_csv() -> None:
    canonical = read(CSV.encode())
    check_source(canonical, CSV)
    at = canonical.text.index("1,203.55")
    assert canonical.place(at, at + 8).cell == "1/3/2"
    assert canonical.anchors_of(at, at + 8)[0].source == CSV.index("1,203.55")


@pytest.mark.parametrize(
    "text",
    [
        "本年收入合计1,203.55万元。\n本年支出合计1,100.00万元。\n结余103.55万元。\n",
        "年初预算 1,203.55\n决算 1,100.00\n结余 2,103.55\n",
        "一、部门概况,包括机构设置\n二、预算执行,包括收支\n",
        "资金到位,执行有力。\n管理规范,制度健全。\n监督到位,成效明显。\n",
        "指标\t得分\n产出\t50\n",  # plain text knows such tables
        "没有分隔符的一段话\n",
        "关于绩效自评的报告\n一是管理规范,制度健全\n二是监督到位,成效明显\n特此报告\n",
        "",
    ],
)
def test_text_that_is_no_sheet(text: str) -> None:
    assert delimiter_of(text) is None


def test_a_csv_row_without_values_keeps_the_row_numbers() -> None:
    canonical = read("指标,分值,得分\n,,\n产出,50,48\n".encode())
    assert [cell.row for cell in canonical.grids[0].cells] == [1, 1, 1, 3, 3, 3]
