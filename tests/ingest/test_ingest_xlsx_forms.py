"""Workbooks as offices make them: several forms on a sheet, odd packages, text beside cells."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from canonical_checks import check, paragraphs, table
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from test_ingest_docx import rewrite
from test_ingest_xlsx import read_xlsx, save, sheet_of

from jixiao.ingest.cellformat import shown_value
from jixiao.ingest.read import read

FORM = [["指标", "预算数", "决算数"], ["基本支出", 120.5, 118.2], ["项目支出", 80, 79.5]]
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "{}<sheetData>{}</sheetData>{}</worksheet>"
)


def with_sheet(before: str = "", rows: str = "", after: str = "") -> bytes:
    """A workbook whose sheet is the given XML."""
    sheet = SHEET.format(before, rows, after).encode()
    return rewrite(save(sheet_of([["甲"]])), "xl/worksheets/sheet1.xml", sheet)


def numbers_of_grids(book: Workbook) -> list[list[int]]:
    """The row numbers of each grid."""
    grids = read_xlsx(book).grids
    return [sorted({cell.row for cell in grid.cells}) for grid in grids]


@pytest.mark.parametrize(
    ("gap", "grids"),
    [
        ([[], ["附表2 项目情况"], *FORM], [[1, 2, 3, 4], [6, 7, 8, 9]]),
        ([[], ["单位：万元"], ["附表2"], *FORM], [[1, 2, 3, 4], [6, 7, 8, 9, 10]]),
        (
            [[], ["附表2 收支情况"], ["项目", "预算", 100], *FORM],
            [[1, 2, 3, 4], [6, 7, 8, 9, 10]],
        ),
        ([[], ["产出"], ["数量", 1], ["负责人", "张三"]], [[1, 2, 3, 4, 6, 7, 8]]),
        ([[], [], *FORM], [[1, 2, 3, 4], [7, 8, 9]]),
        ([["附表2 项目情况"], *FORM], [[1, 2, 3, 4, 5, 6, 7, 8]]),  # a band in the form
        ([[], ["产出指标"], ["数量", 1, 2], ["质量", 3, 4]], [[1, 2, 3, 4, 6, 7, 8]]),
        ([[], ["数量", 1, 2], [], ["填表人：张三"]], [[1, 2, 3, 4, 6, 8]]),
    ],
)
def test_forms_parted_by_blank_rows(gap: list[list[object]], grids: list[list[int]]) -> None:
    assert numbers_of_grids(sheet_of([["附表1 部门情况"], *FORM, *gap])) == grids


def test_forms_parted_by_titles_in_large_letters() -> None:
    book = sheet_of([["附表1"], *FORM, ["附表2"], *FORM])
    for row in (1, 5):
        book.active.cell(row, 1).font = Font(size=18)
        book.active.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
    assert numbers_of_grids(book) == [[1, 2, 3, 4], [5, 6, 7, 8]]


def test_a_title_apart_from_its_head_and_a_merged_range_over_a_gap() -> None:
    assert numbers_of_grids(sheet_of([["附表1"], [], *FORM])) == [[1, 3, 4, 5]]
    book = sheet_of([*FORM, [], [None, "说明"], [None, *FORM[0]]])
    book.active.merge_cells("A3:A6")
    assert numbers_of_grids(book) == [[1, 2, 3, 5, 6]]


def test_names_of_sheets() -> None:
    book = sheet_of([["甲", "乙"]])
    book.create_sheet("基本支出情况")["A1"] = "丙"
    book.create_sheet("自评表")["A1"] = "2023年度 自评 表"
    book.create_sheet("工作表3")["A1"] = "丁"
    canonical = read_xlsx(book)
    assert canonical.text == "甲\t乙\n基本支出情况\n丙\n2023年度 自评 表\n丁"
    assert [b.kind for b in canonical.blocks].count("heading") == 1


def test_text_boxes_comments_and_pictures() -> None:
    book = sheet_of([["指标", "得分"], ["产出", 10]])
    book.active["B2"].comment = Comment("按百分制折算", "审核人")
    data = save(book)
    drawing = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
     xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
     xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{}{}</xdr:wsDr>"""
    anchor = (
        """<xdr:twoCellAnchor><xdr:from><xdr:row>{}</xdr:row></xdr:from>{}</xdr:twoCellAnchor>"""
    )
    body = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    title = "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"
    xml = drawing.format(
        anchor.format(9, body.format("注：数据未审计") + "<xdr:pic><a:blip/></xdr:pic>"),
        anchor.format(0, title.format(body.format("自评表"))),
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "xl/worksheets/_rels/sheet1.xml.rels":
                link = b'<Relationship Id="rId9" Type="t" Target="../drawings/drawing7.xml"/>'
                content = content.replace(b"</Relationships>", link + b"</Relationships>")
            new.writestr(info.filename, content)
        new.writestr("xl/drawings/drawing7.xml", xml)
    canonical = read(out.getvalue())
    check(canonical)
    assert canonical.text == "自评表\n指标\t得分\n产出\t10\n注：数据未审计"
    assert [(u.kind, u.text) for u in canonical.unread] == [
        ("comment", "工作表“Sheet”B2：按百分制折算"),
        ("picture", "工作表“Sheet”图片 1 张、图表 0 个"),
    ]


def test_strict_workbooks() -> None:
    out = io.BytesIO()
    book = save(sheet_of([["产出", 0.5]]))
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            for name in (b"spreadsheetml", b"officeDocument"):
                usual = b"http://schemas.openxmlformats.org/" + name + b"/2006/"
                content = content.replace(usual, b"http://purl.oclc.org/ooxml/" + name + b"/")
            new.writestr(info.filename, content)
    assert read(out.getvalue()).text == "产出\t0.5"


def test_strings_of_every_kind() -> None:
    rows = (
        '<row><c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh sb="0" eb="1"><t>jia</t>'
        '</rPh></is></c><c t="str"><f>A1</f><v>丙_x000D_丁</v></c><c t="b"><v>1</v></c>'
        '<c t="e"><v>#DIV/0!</v></c><c r="G1" t="d"><v>2024-06-01</v></c></row>'
        '<row hidden="1"><c><v>5</v></c></row>'
    )
    canonical = read(with_sheet(rows=rows))
    assert table(canonical) == [
        ["甲乙", "丙\n丁", "TRUE", "#DIV/0!", "", "", "2024-06-01"],
        ["5"],
    ]
    assert [u.text for u in canonical.unread] == ["工作表“Sheet”第 2 行"]


def test_damage_beside_the_cells_costs_nothing() -> None:
    after = (
        '<autoFilter ref="x"/><dataValidations><dataValidation sqref="?"/></dataValidations>'
        '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:C1"/></mergeCells>'
    )
    data = with_sheet(
        rows='<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row>', after=after
    )
    canonical = read(data)
    check(canonical)
    assert table(canonical) == [["1", "2"]]


def test_a_sheet_formatted_down_to_the_last_row_is_read_at_once() -> None:
    rows = "".join(
        f'<row r="{n}" ht="15"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>'
        for n in range(2, 1_000_000)
    )
    data = with_sheet(rows='<row r="1"><c r="A1"><v>7</v></c></row>' + rows)
    begun = time.process_time()
    assert read(data).text == "7"
    assert time.process_time() - begun < 15


def test_formulas_without_results_name_their_sheet() -> None:
    book = sheet_of([["甲", "=1+1"]])
    book.create_sheet("收入情况")["C3"] = "=2"
    notes = [u.text for u in read(save(book)).unread]
    assert notes == ["工作表“Sheet”B1"]


@pytest.mark.parametrize(
    ("value", "form", "since_1904", "text"),
    [
        ("45444", "yyyy/m/d", False, "2024/6/1"),
        ("43982", "yyyy/m/d", True, "2024/6/1"),
        ("45444.5", 'yyyy"年"m"月"d"日" h:mm', False, "2024年6月1日 12:00"),
        ("1.5", "[h]:mm", False, "36:00"),
        ("59", "m/d", False, "2/28"),
        ("-3", "yyyy/m/d", False, "-3"),
        ("99999999", "yyyy/m/d", False, "99999999"),
        ("12.5", '0.0"个月"', False, "12.5个月"),
        ("45444", "[DBNum1][$-804]yyyy年m月d日", False, "二〇二四年六月一日"),
    ],
)
def test_stored_numbers_as_dates(value: str, form: str, since_1904: bool, text: str) -> None:
    assert shown_value(Decimal(value), form, since_1904) == text


def test_dates_written_by_a_program() -> None:
    book = sheet_of([[datetime.date(2024, 6, 1), datetime.timedelta(hours=30)]])
    assert read_xlsx(book).text.startswith("2024-06-01\t30:00")


XML_BOOK = """<?xml version="1.0"{}?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="d"><NumberFormat ss:Format="Long Date"/></Style></Styles>
<Worksheet ss:Name="自评情况"><Table><Column ss:Index="4" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">自评表</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">产出</Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.9979</Data></Cell>
<Cell ss:Index="4" ss:StyleID="d"><Data ss:Type="DateTime">2024-06-01T00:00:00.000</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="2"><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">甲<B>乙</B></ss:Data>
<Comment><ss:Data>看这里</ss:Data></Comment></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="选项"><Table><Row><Cell><Data ss:Type="String">优</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetVeryHidden</Visible>
</WorksheetOptions></Worksheet></Workbook>"""


@pytest.mark.parametrize(
    ("encoding", "declared"), [("utf-8", ""), ("gb18030", " encoding='gb18030'"), ("utf-16", "")]
)
def test_workbooks_of_excel_2003_in_xml(encoding: str, declared: str) -> None:
    canonical = read(XML_BOOK.format(declared).encode(encoding))
    check(canonical)
    assert canonical.media_type == "application/vnd.ms-excel"
    assert paragraphs(canonical) == ["自评情况"]
    assert table(canonical) == [["自评表"], ["产出", "99.79%", "", "2024年6月1日"], ["甲乙"]]
    assert [u.kind for u in canonical.unread] == [
        *("hidden_rows", "hidden_columns", "comment", "hidden_sheet")
    ]


def test_a_web_page_named_as_a_workbook() -> None:
    page = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
    xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
    <head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><!--[if gte mso 9]><xml>
    <x:ExcelWorkbook><x:Name>表</x:Name></x:ExcelWorkbook></xml><![endif]--></head><body>
    <table border=0 width=1><tr><td colspan=3>部门整体支出绩效自评表</td></tr>
    <tr><td rowspan=2>产出</td><td>数量</td><td x:num="10">10.00</td></tr>
    <tr style='mso-height-source:userset'><td>质量</td><td x:num="0.5">50%</td></tr></table></body></html>"""
    canonical = read(page.encode("gb18030"))
    check(canonical)
    assert table(canonical) == [
        *(["部门整体支出绩效自评表"], ["产出", "数量", "10.00"], ["质量", "50%"])
    ]


def test_openpyxl_and_this_reader_agree() -> None:
    book = openpyxl.Workbook()
    for row in range(1, 40):
        for column in range(1, 12):
            book.active.cell(row, column, f"{row}×{column}" if column % 2 else row * column / 8)
    rows = [line.split("\t") for line in read_xlsx(book).text.split("\n")]
    expected = [[str(v) for v in r] for r in book.active.iter_rows(values_only=True)]
    assert [[c.removesuffix(".0") for c in r] for r in expected] == rows
