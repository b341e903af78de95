"""Forms of which only the texts are left, in lines or in one line."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain
from typing import Any

import pytest
from reading import Rows

HEADS = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因及措施",
]
BODY = [
    ["产出指标（50分）", "数量指标", "疏浚沟渠长度", "≥12公里", "12.4公里", "20", "20"],
    ["修复涵闸", "=6座", "5座", "15", "12.5", "一座涵闸征地未谈妥，年底停工"],
    ["质量指标", "工程验收合格率", "100%", "100%", "15", "15"],
    ["效益指标（40分）", "社会效益指标", "灌区村民用水情况", "明显改善", "有所改善", "40", "35"],
    ["满意度指标（10分）", "服务对象满意度指标", "村民满意度", "≥90%", "93%", "10", "10"],
    ["总分", "100", "92.5"],
]
MONEY = [
    ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", "80.00", "96.50", "86.10", "10", "89.22%", "8.92"],
    ["其中：当年财政拨款", "80.00", "96.50", "86.10", "—", "89.22%", "—"],
]
ROWS = [HEADS, *BODY]
TEXTS = {
    "rows": "\n".join(" ".join(row) for row in ROWS),
    "cells": "\n".join(chain.from_iterable(ROWS)),
    "apart": "\n\n".join(chain.from_iterable(ROWS)),
    "pipes": " |\n".join(chain.from_iterable(ROWS)) + " |",
    "line": " ".join(chain.from_iterable(ROWS)),
}
SCORES = [
    ("疏浚沟渠长度", 20, 20),
    ("修复涵闸", 15, 12.5),
    ("工程验收合格率", 15, 15),
    ("灌区村民用水情况", 40, 35),
    ("村民满意度", 10, 10),
    ("", 100, 92.5),
]


def _points(found: list[Any]) -> list[tuple[str, float, float]]:
    return [(s.indicator_l3, float(s.weight), float(s.score)) for s in found]


@pytest.mark.parametrize("damage", TEXTS)
def test_scores(rows: Rows, damage: str) -> None:
    assert _points(rows("scores", TEXTS[damage] + "\n")) == SCORES


@pytest.mark.parametrize("damage", TEXTS)
def test_levels_and_reasons(rows: Rows, damage: str) -> None:
    found = rows("scores", TEXTS[damage] + "\n")
    assert [s.indicator_l2 for s in found][:3] == ["数量指标", "数量指标", "质量指标"]
    assert [s.reason for s in found if s.reason] == ["一座涵闸征地未谈妥,年底停工"]


@pytest.mark.parametrize("damage", TEXTS)
def test_targets(rows: Rows, damage: str) -> None:
    found = rows("targets", TEXTS[damage] + "\n")
    told = [(t.indicator, t.target_value, t.actual_value) for t in found]
    assert told == [
        ("疏浚沟渠长度", Decimal(12), Decimal("12.4")),
        ("修复涵闸", Decimal(6), Decimal(5)),
        ("工程验收合格率", Decimal(100), Decimal(100)),
        ("灌区村民用水情况", None, None),
        ("村民满意度", Decimal(90), Decimal(93)),
    ]


def test_names_that_went_over_two_lines(rows: Rows) -> None:
    text = TEXTS["rows"].replace("一级指标", "一级\n指标").replace("质量指标", "质量\n指标")
    assert _points(rows("scores", text + "\n")) == SCORES


@pytest.mark.parametrize("mark", [" ", "\n"])
def test_money(rows: Rows, mark: str) -> None:
    text = mark.join(chain.from_iterable(MONEY)) + "\n"
    found = rows("amounts", text)
    assert [a.amount_wan for a in found] == [Decimal(x) for x in ("80", "96.5", "86.1") * 2]
    assert [r.text for r in rows("rates", text)] == ["89.22%"] * 2
    assert [(s.weight, s.score) for s in rows("scores", text)] == [(Decimal(10), Decimal("8.92"))]


@pytest.mark.parametrize(
    "text",
    [
        "一级指标 二级指标 三级指标 分值 得分\n产出指标 数量指标 质量指标 时效指标\n",
        "一级指标分值分配如下：产出指标 50 分，效益指标 30 分，满意度指标 10 分，得分另行通知。\n",
        "指标名称 目标值 完成值\n东山镇 西河镇 南口镇 北塘镇 12 8 6 4\n",
    ],
)
def test_texts_that_make_no_rows(rows: Rows, text: str) -> None:
    assert rows("scores", text) == []


def test_rows_with_numbers_under_their_class(rows: Rows) -> None:
    text = (
        "序号 指标名称 分值 预期值 实际值 自评分 未达标原因 一、产出指标（60分，得57分） "
        "1 修剪行道树 30 ≥800株 812株 30 2 补栽乔木 30 200株 180株 27 苗木检疫不合格 "
        "二、效益指标（40分，得40分） 3 绿地管护水平 40 提升 提升 40 "
        "合计 100 97\n"
    )
    found = rows("scores", text)
    assert [(s.indicator_l1, s.indicator_l3, float(s.score)) for s in found] == [
        ("产出指标", "", 57.0),
        ("产出指标", "修剪行道树", 30.0),
        ("产出指标", "补栽乔木", 27.0),
        ("效益指标", "", 40.0),
        ("效益指标", "绿地管护水平", 40.0),
        ("", "", 97.0),
    ]
    assert [d.reason for d in rows("deductions", text)] == ["苗木检疫不合格"]


def test_cells_that_went_over_two_lines(rows: Rows) -> None:
    text = TEXTS["rows"].replace("疏浚沟渠", "疏浚\n沟渠").replace("实际完成值", "实际完成\n值")
    text = text.replace("征地未谈妥，", "征地未谈\n妥，")
    found = rows("scores", text + "\n")
    assert _points(found) == SCORES
    assert [s.reason for s in found if s.reason] == ["一座涵闸征地未谈妥,年底停工"]


def test_labels_of_money_under_a_head(rows: Rows) -> None:
    heads = ("资金来源", "预算数（万元）", "执行数（万元）", "执行率")
    body = ("省级补助", "60.00", "48.00", "80%", "县级配套", "20.00", "20.00", "100%")
    text = "\n".join((*heads, *body)) + "\n"
    found = rows("amounts", text)
    assert [float(a.amount_wan) for a in found] == [60, 48, 20, 20]


def test_the_total_in_the_head_of_a_form(rows: Rows) -> None:
    (found,) = rows("scores", "项目名称 沟渠疏浚 自评得分 92.5\n主管部门 某县水利局\n")
    assert (found.level, found.score) == (0, Decimal("92.5"))


@pytest.mark.parametrize("mark", [" ", "\n"])
def test_overall_goals_and_what_became_of_them(rows: Rows, mark: str) -> None:
    texts = ("1.疏浚沟渠12公里；", "2.修复涵闸6座。", "1.疏浚沟渠12.4公里；", "2.修复涵闸5座。")
    text = mark.join(("年度总体目标", "预期目标", "实际完成情况", *texts, *HEADS))
    told = [(t.target_value, t.actual_value) for t in rows("targets", text + "\n")]
    assert told == [(Decimal(12), Decimal("12.4")), (Decimal(6), Decimal(5))]


def test_a_remark_is_no_class_among_known_ones(rows: Rows) -> None:
    text = (
        TEXTS["line"].replace("15 15 效益", "15 15 无偏差 效益").replace("20 20 ", "20 20 无偏差 ")
    )
    found = rows("scores", text + "\n")
    assert [s.indicator_l2 for s in found][:3] == ["数量指标", "数量指标", "质量指标"]
