"""Scores held against the formulas of the forms that packs describe."""

from __future__ import annotations

import pytest
from reading import Rows

FORM = (
    "2023年度部门整体支出绩效自评表\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    "投入\t预算配置\t{name}\t{goal}\t{done}\t10\t{points}\n"
    "过程\t预算管理\t资金使用合规性\t合规\t合规\t20\t20\n"
    "产出\t职责履行\t实际完成率\t100%\t100%\t40\t40\n"
    "效果\t履职效益\t社会公众满意度\t≥90%\t95%\t30\t30\n"
)


@pytest.mark.parametrize(
    ("name", "goal", "done", "points", "told"),
    [
        # 财预〔2013〕53号: nothing above a staff of 100 %, however little it is above.
        ("在职人员控制率", "≤100%", "105%", "7.3", ("fail", "0")),
        ("在职人员控制率", "≤100%", "98%", "10", ("pass", "10")),
        ("预算完成率", "100%", "92%", "9.2", ("pass", "9.2")),
        # A form says nothing of an indicator of one's own: in proportion.
        ("会议室利用率", "100%", "92%", "8.17", ("fail", "9.2")),
    ],
)
def test_points_by_the_formula_of_the_form(
    rows: Rows, name: str, goal: str, done: str, points: str, told: tuple[str, str]
) -> None:
    text = FORM.format(name=name, goal=goal, done=done, points=points)
    found = [c for c in rows("checks", text) if c.check == "score.formula"]
    assert (found[0].status, found[0].expected) == told
