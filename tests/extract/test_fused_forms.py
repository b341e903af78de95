"""Forms whose cells a converter ran together into one line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from reading import Rows

from jixiao.extract.fused_row import Role, row_at

WEIGHT_FIRST = (
    "项目绩效自评表资金情况(万元)全年预算数(A)全年执行数(B)分值执行率(B/A)得分年度资金总额:202010100.00%10"
    "其中:本年财政拨款2020绩效指标一级指标二级指标三级指标分值年度指标值全年实际值得分未完成原因及拟采取的改进措施"
    "产出指标(50分)数量指标新建水窖10≥26口≥26口10水窖容积10≥50立方米48立方米8质量指标验收合格率20100%100%20"
    "成本指标项目总投资1020万元20万元10效益指标(30分)经济效益指标社会效益指标受益人口10≥1000人≥1000人10"
    "群众用水条件20显著改善显著改善20满意度指标(10分)服务对象满意度指标受益群众满意度10≥95%≥95%10总分9088注:1.略"
)
WEIGHT_LAST = (
    "绩效自评表一级指标二级指标三级指标年度指标值实际完成值分值得分产出指标数量指标购置图书1200册1250册2020"
    "质量指标图书合格率100%100%1515时效指标指标1按时上架率100%95%1514.25效益指标社会效益指标读者增加≥300人412人3030"
)
GOALS_ONLY = (
    "绩效目标表\n绩效指标一级指标二级指标指标内容指标值\n产出指标数量指标校舍改造覆盖率100%\n"
    "质量指标工程合格率100%\n购置设备合格率98%\n满意度指标学生满意度≥90%\n"
)


def _points(found: list[Any]) -> list[tuple[str, str, float, float]]:
    return [
        (s.indicator_l2, s.indicator_l3, float(s.weight), float(s.score))
        for s in found
        if s.indicator_l3
    ]


def _told(found: list[Any]) -> list[tuple[str, Decimal | None, str, Decimal | None]]:
    return [(t.indicator, t.target_value, t.target_unit, t.actual_value) for t in found]


def test_scores_behind_weights_and_goals(rows: Rows) -> None:
    assert _points(rows("scores", WEIGHT_FIRST)) == [
        ("数量指标", "新建水窖", 10, 10),
        ("数量指标", "水窖容积", 10, 8),
        ("质量指标", "验收合格率", 20, 20),
        ("成本指标", "项目总投资", 10, 10),
        ("社会效益指标", "受益人口", 10, 10),
        ("社会效益指标", "群众用水条件", 20, 20),
        ("服务对象满意度指标", "受益群众满意度", 10, 10),
    ]


def test_total_and_budget_execution(rows: Rows) -> None:
    found = [(s.level, s.weight, s.score) for s in rows("scores", WEIGHT_FIRST)]
    assert (0, Decimal(90), Decimal(88)) in found
    executed = [s for s in rows("scores", WEIGHT_FIRST) if "预算执行率" in s.indicator_l1]
    assert [(s.weight, s.score) for s in executed] == [(Decimal(10), Decimal(10))]


def test_goals_and_what_was_done(rows: Rows) -> None:
    assert _told(rows("targets", WEIGHT_FIRST)) == [
        ("新建水窖", Decimal(26), "口", Decimal(26)),
        ("水窖容积", Decimal(50), "立方米", Decimal(48)),
        ("验收合格率", Decimal(100), "%", Decimal(100)),
        ("项目总投资", Decimal(20), "万元", Decimal(20)),
        ("受益人口", Decimal(1000), "人", Decimal(1000)),
        ("群众用水条件", None, "", None),
        ("受益群众满意度", Decimal(95), "%", Decimal(95)),
    ]


def test_weight_and_score_behind_figures(rows: Rows) -> None:
    assert _points(rows("scores", WEIGHT_LAST)) == [
        ("数量指标", "购置图书", 20, 20),
        ("质量指标", "图书合格率", 15, 15),
        ("时效指标", "按时上架率", 15, 14.25),
        ("社会效益指标", "读者增加", 30, 30),
    ]
    assert [d.points_lost for d in rows("deductions", WEIGHT_LAST)] == [Decimal("0.75")]


def test_goals_alone(rows: Rows) -> None:
    assert _told(rows("targets", GOALS_ONLY)) == [
        ("校舍改造覆盖率", Decimal(100), "%", None),
        ("工程合格率", Decimal(100), "%", None),
        ("购置设备合格率", Decimal(98), "%", None),
        ("学生满意度", Decimal(90), "%", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "一级指标二级指标三级指标年度指标值实际完成值产出指标数量指标新建水窖",
        "本单位按一级指标二级指标三级指标的分值和得分开展自评，产出指标得50分。",
    ],
)
def test_what_has_no_rows_is_no_form(rows: Rows, text: str) -> None:
    assert not [s for s in rows("scores", text) if s.indicator_l3]
    assert rows("targets", text) == []


def test_zeros_of_a_figure_are_no_goal_of_nothing() -> None:
    """A scanner lost the name and the points of 8000亩8535.5亩: nothing is 8 points of 0."""
    order: list[Role] = ["weight", "target", "actual", "score"]
    found = row_at("造林面积8000亩8535.5亩", 0, 16, order, lambda text, at: "")
    assert found is None or found.figures.get("target") != 0
