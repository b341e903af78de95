"""Which clauses of a problem section are problems, and where one ends."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[[str, str], list[Any]]
HEAD = "云水县林草局2022年度部门整体支出绩效自评报告\n\n三、存在的主要问题\n"


def texts(rows: Rows, body: str) -> list[str]:
    return [w.text for w in rows("weaknesses", HEAD + body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Joined clauses are parted; the mark of the item is no part of the quote.
        ("一是苗圃台账不健全，护林员培训不到位。二是公务卡使用率偏低。", ["苗圃台账不健全", "护林员培训不到位", "公务卡使用率偏低"]),
        ("（一）监测设备老化、巡护道路失修。", ["监测设备老化", "巡护道路失修"]),
        # 、 joins words, not problems, where a part cannot stand alone.
        ("1.指标设置不科学、不合理。", ["指标设置不科学、不合理"]),
        # What came of it is no problem of its own, a clause without subject takes the one before.
        ("1.测算依据不充分，导致结转较大。", ["测算依据不充分"]),
        ("1.三处管护站用“较好”“明显”来表述，难以考核。", ["三处管护站用“较好”“明显”来表述，难以考核"]),
        ("1.防火补助40万元，未能在年底前拨付。", ["防火补助40万元，未能在年底前拨付"]),
        # A cause goes with what it caused, and counts alone only for want of that.
        ("1.由于前期调查不充分，造林地块调整较大。", ["造林地块调整较大"]),
        ("1.由于前期调查不充分，有关工作仍在协调。", ["由于前期调查不充分"]),
        # What stands before 但 is a foil, what a rule asks for no problem, nor a list's opening.
        ("1.业务骨干集中学习安排得多，但苗圃台账不健全。", ["苗圃台账不健全"]),
        ("1.制度规定各单位不得无计划采购，我局仍有2次无计划采购。", ["我局仍有2次无计划采购"]),
        ("管护上也存在一些不容忽视的问题：苗圃台账不健全。", ["苗圃台账不健全"]),
        ("1.存在苗圃台账不健全的问题，查看不便。", ["苗圃台账不健全", "查看不便"]),
        ("1.项目申报时重争取、轻论证。", ["项目申报时重争取、轻论证"]),
        ("1.仍存在苗圃台账不健全、护林员紧缺等问题和不足。", ["苗圃台账不健全", "护林员紧缺"]),
        ("1.苗圃台账不健全。产生原因：登记人员紧缺。", ["苗圃台账不健全", "登记人员紧缺"]),
        # A share below a number is a problem, 不足 before a number else its evidence.
        ("1.苗木管护不到位，保存率不足七成。", ["苗木管护不到位", "保存率不足七成"]),
        # 不足 before a number is evidence of the problem before it, or a problem by itself.
        ("1.业务培训不到位，人均培训不足3次。", ["业务培训不到位"]),
        ("1.全县有护林员80人，持证的不足20人。", ["持证的不足20人"]),
        # What clearly tells a problem by itself needs no half behind it.
        ("1.自评材料由财务一人填报，没有经业务股室核对。", ["自评材料由财务一人填报", "没有经业务股室核对"]),
        # A short figure tells a problem, a bare one none.
        ("1.苗木越冬后保存率不到六成，补植率70%。", ["苗木越冬后保存率不到六成"]),
        # Under what circumstances goes with what was done then.
        ("一是2个乡镇在未丈量面积的情况下，兑付造林补助40万元。", ["2个乡镇在未丈量面积的情况下，兑付造林补助40万元"]),
        # What was looked at, whom it struck and what others found are no problems.
        ("1.抽查的6个乡镇中，3处苗圃台账不健全。", ["3处苗圃台账不健全"]),
        ("1.受旱情和苗木涨价影响，造林进度滞后。", ["造林进度滞后"]),
        ("对审计发现的问题，我局正在整改。", []),
        ("与上级要求相比还有差距：苗圃台账不健全。", ["苗圃台账不健全"]),
        # A name that holds a word of doing is no measure.
        ("1.实施方案论证不足。", ["实施方案论证不足"]),
        # 没有 begins a problem unless it says that there is none.
        ("1.没有考虑苗木价格波动。2.没有其他问题。", ["没有考虑苗木价格波动"]),
        # 存在薄弱环节 is an opening, unless it says where.
        ("1.档案管理存在薄弱环节。", ["档案管理存在薄弱环节"]),
        ("工作中还存在一些薄弱环节。1.苗圃台账不健全。", ["苗圃台账不健全"]),
        # Two problems that someone raised, each in its quotation marks.
        ("1.审计指出“苗木款未单独核算”“租金未收回”两个问题。", ["苗木款未单独核算", "租金未收回"]),
        # A bare figure is no problem by itself.
        ("预算执行率90%。苗圃台账不健全。", ["苗圃台账不健全"]),
        # Brackets hold a clause together.
        ("1.未验收项目两个（界碑更换，标牌安装）。", ["未验收项目两个（界碑更换，标牌安装）"]),
    ],
)  # fmt: skip
def test_clauses(rows: Rows, body: str, expected: list[str]) -> None:
    assert texts(rows, body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "我局工作中仍存在以下几个方面的问题和不足。",
        "暂无。",
        "加强管护队伍建设，弥补人手不足。",
        "上年账目不清的问题已全部整改。",
    ],
)
def test_no_problem(rows: Rows, body: str) -> None:
    assert texts(rows, body) == []


def test_what_begins_with_an_action_that_failed_is_a_problem(rows: Rows) -> None:
    assert texts(rows, "1.落实不到位的情况较多。2.推进速度缓慢。") == [
        "落实不到位的情况较多",
        "推进速度缓慢",
    ]


def test_generic_words_behind_存在_are_no_problem_but_special_ones_are(rows: Rows) -> None:
    assert texts(rows, "绩效管理存在一些问题，存在监测手段单一的现象。") == ["监测手段单一"]


def test_a_problem_without_words_of_a_class_is_of_that_of_its_sentence(rows: Rows) -> None:
    body = "1.专项资金拨付不及时，补贴兑付滞后，资金监管缺位。固定资产没有盘点，查看不便。"
    got = {w.text: w.weakness for w in rows("weaknesses", HEAD + body)}
    assert got["查看不便"] == "asset_management"
