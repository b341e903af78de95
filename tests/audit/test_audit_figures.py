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


FINAL = (
    "2023年度部门决算\n收入支出决算总表（单位：万元）\n项目\t2023年决算数\n基本支出\t60.30\n"
    "项目支出\t35.00\n本年支出合计\t95.30\n结余分配\t2.20\n年末结转和结余\t3.50\n总计\t{total}\n"
)


@pytest.mark.parametrize(("total", "status"), [("101.00", "pass"), ("102.00", "fail")])
def test_a_grand_total_adds_what_is_carried_on(rows: Rows, total: str, status: str) -> None:
    found = outcomes(rows, FINAL.format(total=total), "sum.table")
    assert [c.status for c in found] == ["pass", status]
    assert found[1].expected == "101"


def test_a_total_above_what_is_carried_over_is_not_made_of_it(rows: Rows) -> None:
    text = (
        "收入支出决算总表（单位：万元）\n项目\t决算数\n本年支出合计\t95.30\n"
        "结余分配\t2.20\n年末结转\t3.50\n总计\t101"
    )
    assert [c.status for c in outcomes(rows, text, "sum.table")] == ["pass"]


@pytest.mark.parametrize(("name", "status"), [("支出总计", "not_evaluable"), ("总支出", "fail")])
def test_a_total_with_money_carried_on_is_no_expenditure(
    rows: Rows, name: str, status: str
) -> None:
    text = HEAD + f"2023年度{name}104.50万元。\n（五）绩效管理情况\n2023年度整体支出101万元。"
    assert [c.status for c in outcomes(rows, text, "contradiction.measure")] == [status]


def test_a_label_of_the_row_names_its_pairs_of_label_and_value(rows: Rows) -> None:
    text = (
        "2023年度基础数据表\n三公经费控制率\t预算安排数\t11.20万元\t实际支出数\t8.06万元\t支出率71.96%\n"
        "预算完成率\t全年预算数\t2,318.44万元\t全年支出数\t2,214.09万元\t完成率95.50%\n"
    )
    found = {(m.metric, m.how): str(m.value) for m in rows("metrics", text)}
    assert found["three_public", "stated"] == "8.06"
    assert found["expenditure", "stated"] == "2214.09"
    assert found["budget_execution_rate", "computed"] == "95.50"


def test_what_the_year_brought_is_the_total_less_what_was_carried_over(rows: Rows) -> None:
    text = (
        "2022年度部门整体支出绩效自评报告\n（四）部门整体收支情况\n收入决算表（单位：万元）\n项目\t2022年决算数\n"
        "财政拨款收入\t90.00\n其他收入\t10.00\n年初结转和结余\t5.00\n收入总计\t105.00\n"
    )
    found = {(m.how, m.scope): m.value for m in rows("metrics", text) if m.metric == "income"}
    assert found == {("stated", "总计（含上年结转）"): 105, ("computed", ""): 100}


@pytest.mark.parametrize(("project", "status"), [("30", "pass"), ("35", "fail")])
def test_the_parts_of_a_budget_are_none_of_what_was_spent(
    rows: Rows, project: str, status: str
) -> None:
    text = HEAD + (
        f"全年预算数80万元，其中基本支出50万元，项目支出{project}万元。全年实际支出61万元，预算执行率76.25%。"
    )
    assert [c.status for c in outcomes(rows, text, "sum.expenditure")] == [status]


def test_what_a_bracket_holds_owns_no_figure_behind_it(rows: Rows) -> None:
    text = HEAD + "部门预算80万元（其中上级专项50万元），全年支出60万元，预算执行率75%。"
    assert [c.status for c in outcomes(rows, text, "ratio.execution")] == ["pass"]


def test_a_rate_that_was_not_reached_is_no_rate_of_amounts(rows: Rows) -> None:
    text = HEAD + "全年预算80万元，实际执行60万元，执行率75%，没有达到100%的原因是尾款未付。"
    assert [c.status for c in outcomes(rows, text, "ratio.execution")] == ["pass"]
