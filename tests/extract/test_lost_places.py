"""Tables in text from which a converter dropped empty cells and those merged from above."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reading import Rows

SICHUAN = """绩效|一级指标|二级指标|三级指标|指标性质| 指标值 | 单位 | 完成值 | 权重 | 得分 |原因|
产出指标 | 数量指标 | 购买电脑 | ≥ | 30 | 台 | 28 | 40 | 36 | 到货晚 | |
质量指标 | 验收合格率 | = | 100 | % | 100 | 50 | 50 | ||||
合计 | 90 | ||||||||||
预算执行|预算数(万元)|年初预算|调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因 | ||
总额 | 0.00 | 3.36 | 3.36 | 100.00% | 10 | 10 | ||||
其中:财政资金 | 0.00 | 3.36 | 3.36 | 100.00% | / | / | ||||
"""
HUBEI = """年度目标1 | 一级指标 | 二级指标 | 三级指标 | 年初目标值(A) | 实际完成值(B) | 得分 | |||
产出指标(40分) | 数量指标 | 采购图书 | 25册 | 25册 | 10 | ||||
电子书 | 40种 | 38种 | |||||||
时效指标 | 全年开放 | ≥360天 | 362天 | 10 | |||||
满意度指标(10分) | 读者满意度 | 馆内调查 | 95% | 98% | 10 | ||||
"""
TWO_LINES = """项目名称 | 就业补助 | ||||
绩效指标 | 一级 指标 |
二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施 |
产出指标 | 数量指标 | 培训补贴人数 | ≥300人 | 328人 | |
公益岗位人数 | ≥120人 | 112人 | 部分人员中途退出 |
质量指标 | 发放准确率 | ≥98% | 100% | |
"""
WHOLE = """一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 |
产出指标 | 数量指标 | 培训人数 | 300人 | 328人 |
| | 岗位人数 | 120人 | 112人 |
| 质量指标 | 准确率 | 98% | 100% |
"""


def _told(found: list[Any]) -> list[tuple[str, Decimal | None, Decimal | None]]:
    return [(t.indicator, t.target_value, t.actual_value) for t in found]


def test_rows_below_a_merged_cell_with_empty_cells_dropped(rows: Rows) -> None:
    found = rows("scores", SICHUAN)
    told = [(s.indicator_l3 or s.indicator_l1, s.weight, s.score) for s in found]
    assert told == [
        ("购买电脑", Decimal(40), Decimal(36)),
        ("验收合格率", Decimal(50), Decimal(50)),
        ("预算执行率", Decimal(10), Decimal(10)),
    ]
    assert next(s.reason for s in found) == "到货晚"
    assert _told(rows("targets", SICHUAN)) == [
        ("购买电脑", Decimal(30), Decimal(28)),
        ("验收合格率", Decimal(100), Decimal(100)),
    ]


def test_one_score_for_several_rows(rows: Rows) -> None:
    assert [(s.indicator_l3, s.score) for s in rows("scores", HUBEI)] == [
        ("采购图书", Decimal(10)), ("全年开放", Decimal(10)), ("馆内调查", Decimal(10)),
    ]  # fmt: skip
    assert _told(rows("targets", HUBEI)) == [
        ("采购图书", Decimal(25), Decimal(25)),
        ("电子书", Decimal(40), Decimal(38)),
        ("全年开放", Decimal(360), Decimal(362)),
        ("馆内调查", Decimal(95), Decimal(98)),
    ]


def test_heads_on_two_lines(rows: Rows) -> None:
    found = rows("targets", TWO_LINES)
    assert _told(found) == [
        ("培训补贴人数", Decimal(300), Decimal(328)),
        ("公益岗位人数", Decimal(120), Decimal(112)),
        ("发放准确率", Decimal(98), Decimal(100)),
    ]
    assert [t.reason for t in found] == ["", "部分人员中途退出", ""]


def test_tables_whose_rows_stand_right_stay(rows: Rows) -> None:
    found = rows("targets", WHOLE)
    assert _told(found) == [
        ("培训人数", Decimal(300), Decimal(328)),
        ("岗位人数", Decimal(120), Decimal(112)),
        ("准确率", Decimal(98), Decimal(100)),
    ]
    assert found[2].cell == "1/4/2"
