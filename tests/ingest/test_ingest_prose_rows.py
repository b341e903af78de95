"""Running text in the rows of a sheet becomes paragraphs, whatever wrote the sheet."""

from __future__ import annotations

import pytest
from canonical_checks import check, paragraphs, table
from openpyxl import Workbook
from test_ingest_xlsx import save

from jixiao.ingest.read import read

FIRST = "全年预算1,203.50万元，实际支出1,150.20万元，结余结转53.30万元。"
SECOND = "全年共完成农村公路养护26.8公里，群众满意度达到95.2%；未发生安全事故。"
ROWS = [
    ["某县交通运输局2023年度部门整体支出绩效自评报告"],
    ["一、资金使用情况"],
    [FIRST],
    [SECOND],
    ["单位：万元"],
    ["项目", "预算数", "执行数"],
    ["基本支出", "600.00", "600.00"],
    ["项目支出", "603.50", "550.20"],
    ["合计", "1,203.50", "1,150.20"],
    ["二、存在的问题"],
    ["部分项目前期工作不够扎实，资金支付进度偏慢。"],
    ["绩效指标设置不够细化，个别指标难以衡量完成情况。"],
]


def as_xlsx(rows: list[list[str]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return save(book)


def as_csv(rows: list[list[str]]) -> bytes:
    full = [row + [""] * (3 - len(row)) for row in rows]
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in full).encode()


def as_page(rows: list[list[str]]) -> bytes:
    """A worksheet as export programs of offices name it ``.xls``."""
    printed = [
        f"<td colspan=3>{row[0]}</td>" if len(row) == 1 else f"<td>{'</td><td>'.join(row)}</td>"
        for row in rows
    ]
    body = "".join(f"<tr>{cells}</tr>\n" for cells in printed)
    return f"<html><head><meta charset=utf-8></head><body><table>{body}</table></body>".encode()


@pytest.mark.parametrize("write", [as_xlsx, as_csv, as_page])
def test_running_text_of_a_sheet(write: object) -> None:
    canonical = read(write(ROWS))  # type: ignore[operator]
    check(canonical)
    assert paragraphs(canonical) == [row[0] for row in ROWS if len(row) == 1]
    assert len(canonical.grids) == 1
    assert [row for row in table(canonical) if row] == [row for row in ROWS if len(row) > 1]


@pytest.mark.parametrize("write", [as_xlsx, as_csv, as_page])
def test_a_title_a_unit_and_one_note_stay_with_their_form(write: object) -> None:
    rows = [ROWS[0], *ROWS[4:9], [f"注：{FIRST}"]]
    canonical = read(write(rows))  # type: ignore[operator]
    assert paragraphs(canonical) == []
    assert table(canonical) == rows


def test_paragraphs_beside_a_merged_cell_stay_in_the_form() -> None:
    book = Workbook()
    sheet = book.active
    for row in (["项目", "内容", "备注"], ["问题", FIRST], [None, SECOND], [None, FIRST]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    canonical = read(save(book))
    assert paragraphs(canonical) == []
    assert table(canonical)[1:] == [["问题", FIRST], [SECOND], [FIRST]]


@pytest.mark.parametrize("write", [as_xlsx, as_csv, as_page])
def test_numbered_headings_beside_their_text(write: object) -> None:
    headed = [["一、资金使用情况", FIRST], ["二、完成情况", SECOND], ["三、备注", "无"]]
    canonical = read(write([ROWS[0], *headed]))  # type: ignore[operator]
    check(canonical)
    assert paragraphs(canonical) == [*ROWS[0], *(text for row in headed for text in row)]
    assert not canonical.grids


def test_short_values_beside_numbered_labels_are_a_table() -> None:
    rows = [["一、单位名称", "某县交通运输局"], ["二、填报人", "张三"], ["三、在职人数", "42"]]
    assert paragraphs(read(as_xlsx(rows))) == []
