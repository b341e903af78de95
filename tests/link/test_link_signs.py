"""Signs of rates, and what promises."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Rows = Callable[[str, str], list[Any]]


@pytest.mark.parametrize(
    ("text", "pct"),
    [
        ("同比下降23.4%。", "-23.4"),
        ("同比增长23.4%。", "23.4"),
        ("同比-12%。", "-12"),
        ("增长-5.6%。", "-5.6"),
        ("下降-3.2%。", "-3.2"),
        ("降幅达12%。", "-12"),
        ("负增长2%。", "-2"),
        ("三公经费压减15%。", "-15"),
        ("回落2.1个百分点。", "-2.1"),
        ("比上年提高3.2个百分点。", "3.2"),
        ("低于上年3个百分点。", "-3"),
        ("高于上年3个百分点。", "3"),
        ("比计划低7.62个百分点。", "-7.62"),
        ("每降低1个百分点扣0.5分。", "-1"),
        ("投诉率由上年下降到3%。", "3"),
        ("投诉率降至3%。", "3"),
        ("能耗下降，完成率100%。", "100"),
        ("压减率达15%。", "15"),
        ("资金节约率5%。", "5"),
        ("满意度低于60%。", "60"),
        ("控制在5%以内。", "5"),
        ("由我局负责，完成20%。", "20"),
        ("支出下降0%。", "0"),
        ("下降百分之十二。", "-12"),
    ],
)
def test_signs(rows: Rows, text: str, pct: str) -> None:
    (row,) = rows("rates", text)
    assert row.rate_pct == Decimal(pct)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("力争覆盖率95%以上。", "at_least"),
        ("确保覆盖率95%以上。", "at_least"),
        ("实际覆盖率95%以上。", "over"),
        ("覆盖率95%以上。", "over"),
        ("四、年度绩效目标\n覆盖率95%以上。", "at_least"),
        ("四、下一步改进措施\n覆盖率95%以上。", "at_least"),
        ("四、下一步改进措施\n上年实际覆盖率95%以上。", "over"),
        ("计划覆盖率95%以内。", "at_most"),
    ],
)
def test_more_than_is_a_promise_in_a_goal(rows: Rows, text: str, qualifier: str) -> None:
    (row,) = rows("rates", text)
    assert row.qualifier == qualifier


def test_columns_of_goals_and_of_facts(rows: Rows) -> None:
    text = "三级指标\t年度目标值\t实际完成值\n村道硬化率\t95%以上\t96%以上\n"
    assert [r.qualifier for r in rows("rates", text)] == ["at_least", "over"]
