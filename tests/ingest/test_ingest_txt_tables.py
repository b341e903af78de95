"""Tables that are drawn with characters or only set apart by blanks."""

from __future__ import annotations

import pytest
from canonical_checks import check, check_source, paragraphs, spans, table

from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical


def read_text(text: str) -> Canonical:
    canonical = read(text.encode())
    check(canonical)
    check_source(canonical, text)
    return canonical


FORM = """项目支出绩效自评表
┌────────┬────────┬────┬────┐
│一级指标│三级指标│分值│得分│
├────────┼────────┼────┼────┤
│产出指标│维修渠道│20  │19.5│
│        │长度    │    │    │
│        ├────────┼────┼────┤
│        │合格率  │10  │10  │
├────────┴────────┼────┼────┤
│合计             │30  │29.5│
└─────────────────┴────┴────┘
注：无。
"""


@pytest.mark.parametrize("wide", [False, True])
def test_a_drawn_form_with_spans(wide: bool) -> None:
    form = FORM.replace("──", "─") if wide else FORM
    canonical = read_text(form)
    assert table(canonical) == [
        ["一级指标", "三级指标", "分值", "得分"],
        ["产出指标", "维修渠道长度", "20", "19.5"],
        ["合格率", "10", "10"],
        ["合计", "30", "29.5"],
    ]
    assert spans(canonical) == {(2, 1): (2, 1), (4, 1): (1, 2)}
    assert paragraphs(canonical) == ["项目支出绩效自评表", "注：无。"]


def test_rows_without_rules_between_them() -> None:
    canonical = read_text(
        "┌────┬────┐\n│项目│金额│\n├────┼────┤\n│甲  │1.5 │\n│乙  │2   │\n└────┴────┘\n"
    )
    assert table(canonical) == [["项目", "金额"], ["甲", "1.5"], ["乙", "2"]]


def test_a_crooked_frame_is_read_in_order() -> None:
    canonical = read_text("│项目│金额│备注│\n│基本支出经费│1│无│\n│乙│12345.00│按时完成│\n")
    assert table(canonical) == [
        ["项目", "金额", "备注"], ["基本支出经费", "1", "无"], ["乙", "12345.00", "按时完成"],
    ]  # fmt: skip


def test_an_ascii_grid() -> None:
    canonical = read_text(
        "+----------+------+\n| 指标     | 得分 |\n+==========+======+\n| 数量     | 9+1  |\n"
        "| 指标     |      |\n+----------+------+\n"
    )
    assert table(canonical) == [["指标", "得分"], ["数量指标", "9+1"]]


def test_columns_set_apart_by_blanks() -> None:
    canonical = read_text(
        "表1 支出情况\n\n"
        "项目              预算数      执行数    执行率\n"
        "基本支出          120.00      118.53    98.78%\n"
        "项目支出                       20.00      100%\n"
        "合　计            120.00      138.53    99.00%\n\n"
        "以上数据来自决算报表。\n"
    )
    assert table(canonical) == [
        ["项目", "预算数", "执行数", "执行率"],
        ["基本支出", "120.00", "118.53", "98.78%"],
        ["项目支出", "20.00", "100%"],
        ["合 计", "120.00", "138.53", "99.00%"],
    ]
    assert canonical.grids[0].cells[9].column == 3
    assert paragraphs(canonical) == ["表1 支出情况", "以上数据来自决算报表。"]


def test_columns_of_full_width_blanks_without_common_places() -> None:
    canonical = read_text(
        "指标　　分值　　得分\n产出数量指标完成情况　　50　　48.5\n效益　　30　　30\n"
    )
    assert table(canonical)[1] == ["产出数量指标完成情况", "50", "48.5"]


@pytest.mark.parametrize(
    "text",
    [
        "填报单位：某局    填报人：张三    电话：12345\n日期：2024年    审核：李四    页数：3\n"
        "编号：1    密级：无    份数：2\n",
        "　　本年支出12万元。  其中人员经费8万元。\n　　完成培训  3次。\n　　完成  4次。\n",
        "局长  张三\n科长  李四\n科员  王五\n",
    ],
)
def test_gaps_that_make_no_table(text: str) -> None:
    assert not read_text(text).grids


def test_a_long_text_with_gaps_is_read_in_time() -> None:
    text = "甲。  乙  丙\n" * 20_000
    assert not read_text(text).grids
