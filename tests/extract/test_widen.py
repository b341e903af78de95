"""Heads that a converter printed narrower than the cells below them."""

from __future__ import annotations

from decimal import Decimal

from reading import Rows

SPREAD = (
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    "产出指标\t数量指标\t补播草场面积\t≥\t300\t亩\t280\t10\t9.3\n"
    "\t质量指标\t出苗率\t≥\t90\t%\t92\t10\t10\n"
)


def test_operator_number_and_unit_under_one_head(rows: Rows) -> None:
    first, second = rows("scores", SPREAD)
    assert (first.indicator_l3, first.weight, first.score) == (
        "补播草场面积",
        Decimal(10),
        Decimal("9.3"),
    )
    assert (second.indicator_l3, second.score) == ("出苗率", Decimal(10))


def test_goals_have_their_operator_and_unit(rows: Rows) -> None:
    first, second = rows("targets", SPREAD)
    assert (first.target_op, first.target_value, first.target_unit, first.actual_value) == (
        "ge",
        Decimal(300),
        "亩",
        Decimal(280),
    )
    assert (first.status, second.status) == ("unmet", "exceeded")


def test_a_form_with_heads_of_its_own_stays_as_it_is(rows: Rows) -> None:
    text = (
        "三级指标\t指标性质\t指标值\t度量单位\t实际完成值\t分值\t得分\n"
        "补播草场面积\t≥\t300\t亩\t280\t10\t9.3\n"
    )
    (goal,) = rows("targets", text)
    assert (goal.target_value, goal.actual_value) == (Decimal(300), Decimal(280))


def test_rows_with_one_text_in_the_place_of_the_three_move_along(rows: Rows) -> None:
    text = SPREAD + "\t时效指标\t完成及时性\t及时\t基本及时\t10\t8\n"
    *_, score = rows("scores", text)
    *_, goal = rows("targets", text)
    assert (score.indicator_l3, score.weight, score.score) == (
        "完成及时性",
        Decimal(10),
        Decimal(8),
    )
    assert (goal.target_text, goal.actual_text, goal.target_value) == ("及时", "基本及时", None)
