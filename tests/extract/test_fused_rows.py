"""Fused figures in documents: their cells, values, points; and what cannot be parted."""

from __future__ import annotations

from typing import Any

from jixiao.document import Pipeline, Result

TITLE = "2023年度项目支出绩效自评表\n\n"
HEADS = "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"


def made(pipeline: Pipeline, text: str) -> Result:
    result = pipeline((TITLE + text).encode())
    for rows in result.tables.values():
        for row in rows:
            assert result.canonical.text[row.char_start : row.char_end] == row.text  # type: ignore[attr-defined]
    return result


def column(result: Result, table: str, *names: str) -> list[Any]:
    return [tuple(str(getattr(row, n)) for n in names) for row in result.tables[table]]


def test_a_row_of_the_money_block_under_its_heads(pipeline: Pipeline) -> None:
    result = made(
        pipeline,
        HEADS + "\t年度资金总额\t120.00120.00118.531098.78%9.88\t\t\t\t\t\n\t其他资金\t0\t0\t0\n",
    )
    assert column(result, "amounts", "amount_wan", "text", "cell", "basis")[:3] == [
        ("120", "120.00", "1/2/3", "initial_budget"),
        ("120", "120.00", "1/2/4", "budget"),
        ("118.53", "118.53", "1/2/5", "expenditure"),
    ]
    assert column(result, "rates", "rate_pct", "text", "kind") == [("98.78", "98.78%", "execution")]
    assert column(result, "scores", "indicator_l1", "weight", "score") == [
        ("预算执行率", "10", "9.88")
    ]
    assert not result.tables["rejects"]


def test_a_cell_that_also_holds_the_name_of_its_row(pipeline: Pipeline) -> None:
    result = made(pipeline, HEADS + "\t年度资金总额120.00120.00118.531098.78%9.88\t\t\t\t\t\t\n")
    assert column(result, "amounts", "amount_wan", "cell", "basis") == [
        ("120", "1/2/3", "initial_budget"),
        ("120", "1/2/4", "budget"),
        ("118.53", "1/2/5", "expenditure"),
    ]
    assert column(result, "scores", "indicator_l1", "weight", "score") == [
        ("预算执行率", "10", "9.88")
    ]


def test_a_line_of_running_text(pipeline: Pipeline) -> None:
    result = made(pipeline, "单位：万元\n年度资金总额 202010100.00%10\n\n其他说明。\n")
    assert column(result, "amounts", "amount_wan", "basis", "unit_source") == [
        ("20", "budget", "context"), ("20", "expenditure", "context"),
    ]  # fmt: skip
    assert column(result, "scores", "indicator_l1", "weight", "score") == [
        ("预算执行率", "10", "10")
    ]
    assert column(result, "rates", "rate_pct", "text") == [("100", "100.00%")]
    assert result.canonical.grids[0].columns == 6


def test_what_has_two_readings_is_told_and_makes_no_value(pipeline: Pipeline) -> None:
    result = made(pipeline, "单位：万元\n年度资金总额：15.515.510100%10\n")
    assert not result.tables["amounts"]
    assert not result.tables["rates"]
    rejects = column(result, "rejects", "kind", "text")
    assert rejects == [("fused", "15.515.510100%10")]


def test_a_row_of_an_indicator(pipeline: Pipeline) -> None:
    result = made(
        pipeline,
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
        "产出指标\t质量指标\t验收合格率\t≥95%98%1010\t\t\t\n"
        "\t数量指标\t维修渠道\t5公里\t5公里\t10\t10\n",
    )
    assert column(result, "scores", "indicator_l3", "weight", "score") == [
        ("验收合格率", "10", "10"), ("维修渠道", "10", "10"),
    ]  # fmt: skip
    rates = column(result, "rates", "rate_pct", "qualifier", "text")
    assert rates == [("95", "at_least", "≥95%"), ("98", "exact", "98%")]


def test_ordinary_numbers_are_left_alone(pipeline: Pipeline) -> None:
    text = "报告日期 2023.12.31\n支出金额 1.2.3\n全年预算 12.5-13.5\n版本\t1.2.3\n日期\t2023.1.5\n"
    assert not column(made(pipeline, text), "rejects", "kind").count(("fused",))
