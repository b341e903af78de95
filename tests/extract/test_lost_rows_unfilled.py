"""Forms without borders whose printed rows were not all filled in, or lost the name of a class."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reading import Rows

HEADS = "二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施"
FORM = f"""项目支出绩效自评表
年度绩效指标完成情况 一级
指标
{HEADS}
(50分)
数量指标 指标1:清淤渠道长度 ≥30公里 28公里 20 18
指标2:
……
质量指标 指标1:渠道通水合格 15 15
指标2:
……
时效指标 指标1:汛前完工率 100% 100% 15 15
(30分)
社会效益
指标
指标1:灌区群众用水 保障 保障 30 30
生态效益
指标
指标1:/ / /
指标2:
……
满意度指标
(10分)
服务对象
满意度指标
指标1:村民满意度 ≥90% 96% 10 10
总分 90 88
"""
LINES = """项目支出绩效自评表
年初
预算数
全年
预算数
全年
执行数
分值
执行率
得分
年度资金总额
43.2
43.2
37.24
10
86%
9
一级指标
二级指标
三级指标
年度
指标值
实际
完成值
分值
得分
偏差原因分析及改进措施
产出指标
数量指标
指标1更换锅炉
3台
2台
50
40
一台到货晚。
指标2
……
生态效益
指标
指标1
指标2
……
效益指标
社会效益指标
指标1供暖保障
100
100
40
40
0
"""
PIPED = """绩效自评表 |
资金情况(万元) |
|
全年预算数(A) |
全年执行数(B) |
分值 |
执行率(B/A) |
得分 |
||
|
年度资金总额: |
30 |
27 |
10 |
90% |
9 |
||
一级指标 |
二级指标 |
三级指标 |
分值 |
年度指标值 |
全年实际值 |
得分 |
未完成原因 |
|
产出指标 |
数量指标 |
慰问人数 |
40 |
>=300人 |
280人 |
35 |
对象减少 |
|
|
|
走访户数 |
50 |
>=80户 |
87户 |
50 |
|
"""
BLANK = """绩效自评表 |
一级指标 |
二级指标 |
三级指标 |
指标性质 |
指标值 |
度量单位 |
完成值 |
权重 |
得分 |
未完成原因分析 |
产出指标 |
数量指标 |
发放覆盖率 |
= |
100 |
% |
|
60 |
|
|
效益指标 |
社会效益指标 |
足额保障率 |
≥ |
98 |
% |
|
30 |
|
|
"""


def _points(found: list[Any]) -> list[tuple[str, float, float]]:
    return [(s.indicator_l3, float(s.weight), float(s.score)) for s in found if s.level == 3]


def test_rows_that_nobody_filled_in_are_none(rows: Rows) -> None:
    assert _points(rows("scores", FORM)) == [
        ("清淤渠道长度", 20, 18),
        ("渠道通水合格", 15, 15),
        ("汛前完工率", 15, 15),
        ("灌区群众用水", 30, 30),
        ("村民满意度", 10, 10),
    ]


def test_a_name_keeps_its_class_where_the_class_above_is_lost(rows: Rows) -> None:
    found = [s for s in rows("scores", FORM) if s.level == 3]
    assert [s.indicator_l2 for s in found] == [
        "数量指标", "质量指标", "时效指标", "社会效益指标", "服务对象满意度指标",
    ]  # fmt: skip


def test_an_indicator_without_goal_has_no_weight_as_goal(rows: Rows) -> None:
    found = {t.indicator: t for t in rows("targets", FORM)}
    assert found["清淤渠道长度"].target_value == Decimal(30)
    assert "渠道通水合格" not in found


def test_heads_over_two_lines_of_their_own(rows: Rows) -> None:
    found = rows("scores", LINES)
    assert [(s.score, s.reason) for s in found] == [
        (Decimal(9), ""), (Decimal(40), "一台到货晚。"), (Decimal(40), ""),
    ]  # fmt: skip
    assert _points(found) == [("更换锅炉", 50, 40), ("供暖保障", 40, 40)]


def test_a_text_does_not_go_on_behind_an_empty_cell(rows: Rows) -> None:
    found = rows("scores", PIPED)
    assert _points(found) == [("慰问人数", 40, 35), ("走访户数", 50, 50)]
    assert [s.score for s in found if s.level == 1] == [Decimal(9)]
    assert [d.reason for d in rows("deductions", PIPED) if d.indicator == "慰问人数"] == [
        "对象减少"
    ]


def test_a_form_that_waits_for_scores_has_goals(rows: Rows) -> None:
    assert rows("scores", BLANK) == []
    told = [(t.indicator, t.target_op, t.target_value) for t in rows("targets", BLANK)]
    assert told == [("发放覆盖率", "eq", Decimal(100)), ("足额保障率", "ge", Decimal(98))]
