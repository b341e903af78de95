"""Losses told below headings of levels, beside a summary by first levels whose heads stand left."""

from __future__ import annotations

from decimal import Decimal

from reading import Rows

REPORT = """河堤维修项目绩效评价报告

二、评价结论
项目综合得分93.6分，各一级指标得分见下表。
一级指标\t决策\t产出\t效益\t合计
权重\t20\t45\t35\t100
得分\t20\t42\t31.6\t93.6
得分率\t100%\t93.33%\t90.29%\t93.6%

三、指标分析
（一）产出类
{output}
（二）效益类
受益群众满意度达到85%的目标，实际为88%，得满分。
"""
TOLD = "堤防维修合格率目标值为98%以上，抽检结果为95%，据此扣3分，原因是两处护坡砌筑不密实。"


def test_a_summary_by_first_levels_whose_heads_stand_left(rows: Rows) -> None:
    scores = [
        (s.indicator_l1, s.weight, s.score)
        for s in rows("scores", REPORT.format(output=TOLD))
        if s.level == 1
    ]
    assert scores == [
        ("决策", Decimal(20), Decimal(20)),
        ("产出", Decimal(45), Decimal(42)),
        ("效益", Decimal(35), Decimal("31.6")),
    ]


def test_a_loss_below_a_class_is_that_of_the_goal_in_its_sentence(rows: Rows) -> None:
    losses = {
        d.indicator: (d.points_lost, d.reason)
        for d in rows("deductions", REPORT.format(output=TOLD))
    }
    assert losses["堤防维修合格率"] == (Decimal(3), "两处护坡砌筑不密实")
    assert "产出" not in losses  # its section tells what it lost


def test_a_first_level_of_which_no_section_tells_is_a_loss_of_its_own(rows: Rows) -> None:
    losses = {d.indicator: d.points_lost for d in rows("deductions", REPORT.format(output=TOLD))}
    assert losses["效益"] == Decimal("3.4")
