"""Checks of figures: what they hold together, how rounding counts, what they leave alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from reading import Rows

from jixiao.document import Pipeline
from jixiao.model.identity import row_ids

HEAD = "2023年度部门整体支出绩效自评报告\n（四）部门整体收支情况\n"


def outcomes(rows: Rows, text: str, check: str) -> list[Any]:
    return [c for c in rows("checks", text) if c.check == check]


def test_every_check_says_something_of_every_report(rows: Rows) -> None:
    made = rows("checks", HEAD + "全年平稳。")
    silent = [c for c in made if c.status == "not_evaluable"]
    assert len({c.check for c in made}) > 40
    assert all(c.message for c in silent)


def test_evidence_names_rows_of_the_document(rows: Rows, pipeline: Pipeline) -> None:
    text = HEAD + "整体支出120.50万元，其中：基本支出100.30万元，项目支出21.20万元。"
    result = pipeline(text.encode())
    known = {f"amounts:{n}" for n in row_ids(result.doc_id, "amounts", result.tables["amounts"])}
    [found] = [c for c in result.tables["checks"] if c.check == "sum.expenditure"]
    assert set(found.evidence.split()) == known
    assert found.text == "120.50万元"


@pytest.mark.parametrize(
    ("total", "status"), [("120.50", "pass"), ("120.51", "pass"), ("120.53", "fail")]
)
def test_a_sum_may_be_off_by_what_rounding_makes(rows: Rows, total: str, status: str) -> None:
    text = HEAD + f"整体支出{total}万元，其中：基本支出100.30万元，项目支出20.20万元。"
    assert [c.status for c in outcomes(rows, text, "sum.expenditure")] == [status]


def test_a_part_that_is_missing_is_no_fault(rows: Rows) -> None:
    text = HEAD + "总收入120万元，其中：财政拨款收入80万元，上级补助收入20万元。"
    assert {c.status for c in outcomes(rows, text, "sum.income")} == {"not_evaluable"}


def test_last_years_figures_are_left_out_of_sums(rows: Rows) -> None:
    text = HEAD + (
        "整体支出120万元，其中：基本支出100万元，项目支出20万元。与上年支出90万元相比，增加30万元，增长33.33%。"
    )
    assert [c.status for c in outcomes(rows, text, "sum.expenditure")] == ["pass"]
    assert [c.status for c in outcomes(rows, text, "change.growth")] == ["pass"]


def test_a_fund_that_is_not_printed_whole_is_made_of_its_parts(rows: Rows) -> None:
    text = HEAD + (
        "全年支出110万元。一般公共预算财政拨款收入80万元，支出80万元。"
        "政府性基金预算财政拨款收入20万元，其中基本支出0万元，项目支出20万元。"
    )
    [found] = outcomes(rows, text, "sum.expenditure_by_fund")
    assert (found.status, found.expected, found.difference) == ("fail", "100", Decimal(10))


@pytest.mark.parametrize(
    ("printed", "status", "severity"),
    [("88%", "pass", "error"), ("88.39%", "pass", "error"), ("89%", "fail", "error")],
)
def test_rates_are_held_to_their_own_digits(
    rows: Rows, printed: str, status: str, severity: str
) -> None:
    text = HEAD + f"公用经费预算74.31万元，实际支出65.68万元，控制率{printed}。"
    [found] = outcomes(rows, text, "ratio.control")
    assert (found.status, found.severity) == (status, severity)


def test_a_rate_cut_off_is_told_from_a_wrong_one(rows: Rows) -> None:
    text = HEAD + "三公经费预算13.67万元，实际支出7.35万元，控制率53%。"
    [found] = outcomes(rows, text, "ratio.control")
    assert (found.status, found.severity) == ("fail", "info")
    assert "截尾" in found.message


def test_table_totals_may_leave_out_rows_that_split_others(rows: Rows) -> None:
    table = (
        "支出情况表（单位：万元）\n项目\t预算数\t支出数\n基本支出\t100\t90\n其中：人员经费\t80\t75\n"
        "项目支出\t50\t45\n合计\t150\t{total}\n"
    )
    assert [c.status for c in outcomes(rows, table.format(total=135), "sum.table")] == [
        "pass",
        "pass",
    ]


def test_rows_of_a_table_make_its_rates(rows: Rows) -> None:
    table = (
        "项目支出情况表（单位：万元）\n项目名称\t预算数\t支出数\t执行率\n"
        "道路养护\t100\t90\t{rate}\n桥梁\t50\t45\t90%\n"
    )
    right = outcomes(rows, table.format(rate="90%"), "ratio.execution")
    wrong = outcomes(rows, table.format(rate="95%"), "ratio.execution")
    assert [c.status for c in right] == ["pass", "pass"]
    assert [(c.status, c.expected) for c in wrong] == [("fail", "90"), ("pass", "90")]


def test_the_same_measure_in_coarser_units_is_the_same(rows: Rows) -> None:
    text = HEAD + "整体支出41286.73万元。\n（五）绩效管理情况\n2023年整体支出{again}。"
    same = outcomes(rows, text.format(again="4.13亿元"), "contradiction.measure")
    other = outcomes(rows, text.format(again="4.31亿元"), "contradiction.measure")
    assert [c.status for c in same] == ["pass"]
    assert [c.status for c in other] == ["fail"]
