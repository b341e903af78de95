"""Basis of amounts and kind of rates, from the nearest words."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[[str, str], list[Any]]


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("年初预算300万元，调整预算数320万元，决算数310万元。", ["initial_budget", "adjusted_budget", "final_account"]),
        ("总收入320万元，其中：财政拨款300万元，其他收入20万元。", ["income", "income", "income"]),
        ("总支出310万元，其中：基本支出180万元，项目支出130万元。", ["expenditure"] * 3),
        ("年末结转和结余10万元。", ["carryover"]),
        ("支出比上年增加20万元。", ["increase"]),
        ("全县教育经费支出500万元，比上年的480万元增长4.17%。", ["expenditure", "expenditure"]),
        ("收入200万元，与2021年的190万元相比增长5.26%。", ["income", "income"]),
        ("下达转移支付护林项目40万元。", ["disbursed"]),
        ("结转下年支出15万元。", ["carryover"]),
        ("支出比上年减少20万元。", ["decrease"]),
        ("支出由480万元增加到500万元。", ["expenditure", "expenditure"]),
        ("补助标准为每人每月650元，发放补助资金39万元。", ["standard", "disbursed"]),
        ("按23元/平方米支付4600元。", ["standard", "expenditure"]),
        ("固定资产原值500万元。", ["asset"]),
        ("完成固定资产投资12.5亿元。", ["investment"]),
        ("实现旅游收入3.2亿元。", ["economic"]),
        ("政府采购预算100万元，实际采购金额95万元，节约5万元。", ["budget", "expenditure", "decrease"]),
        ("安排办公经费15万元。", ["budget"]),
        ("意向融资100万元。", ["other"]),
        ("政府性基金预算财政拨款收支为0万元。", [""]),
        ("共计15万元。", ["other"]),
    ],
)  # fmt: skip
def test_bases(rows: Rows, text: str, bases: list[str]) -> None:
    assert [r.basis for r in rows("amounts", text)] == bases


def test_growth_in_a_heading_is_not_the_basis_of_levels(rows: Rows) -> None:
    text = "专项资金绩效自评报告\n\n一、教育经费增长情况\n2022年教育经费为500万元。\n"
    assert [r.basis for r in rows("amounts", text)] == ["budget"]


def test_a_stage_head_comes_before_the_nature_of_a_row(rows: Rows) -> None:
    text = "单位：万元\n项目\t年初预算数\t决算数\t结转结余\n基本支出\t300\t280\t20\n"
    bases = [r.basis for r in rows("amounts", text)]
    assert bases == ["initial_budget", "final_account", "carryover"]


def test_a_weak_word_gives_way_to_a_strong_one_in_the_sentence(rows: Rows) -> None:
    (row,) = rows("amounts", "本年支出中，共计15万元。")
    assert row.basis == "expenditure"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("预算执行率98%，结转结余率2%。", ["execution", "carryover"]),
        ("任务完成率100%。", ["completion"]),
        ("同比增长8.4%，占总收入的81%。", ["yoy", "share"]),
        ("服务对象满意度95%以上。", ["satisfaction"]),
        ("公用经费控制率88%。", ["control"]),
        ("固定资产利用率90%。", ["utilisation"]),
        ("疫苗接种率95%。", ["coverage"]),
        ("管理效率得分率88%。", ["score_rate"]),
        ("工程合格率100%。", ["other"]),
        ("自来水普及率提高到97.5%。", ["coverage"]),
        ("公路列养率100%。", ["coverage"]),
        ("公路美化率100%。", ["other"]),
        (
            "完成率100%，满意度95%，其中：甲类98%、乙类97.5%。",
            ["completion"] + ["satisfaction"] * 3,
        ),
        ("完成年度目标的104%。", ["completion"]),
        ("年度任务已完成90%。", ["completion"]),
    ],
)
def test_kinds(rows: Rows, text: str, kinds: list[str]) -> None:
    assert [r.kind for r in rows("rates", text)] == kinds


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("管理费不得超过资金总规模的5%。", "at_most"),
        ("公益项目不少于全部投资的30%。", "at_least"),
        ("管理费不超过8万元，占全部资金的5%。", "exact"),
        ("管理费占全部资金的5%。", "exact"),
    ],
)
def test_a_limit_with_words_before_its_rate(rows: Rows, text: str, qualifier: str) -> None:
    (row,) = rows("rates", text)
    assert row.qualifier == qualifier


def test_words_of_another_sentence_do_not_count(rows: Rows) -> None:
    first, second = rows("rates", "满意度较高。\n达到95%。\n预算执行率98%。")
    assert (first.kind, second.kind) == ("other", "execution")
