"""Reasons that rows share in one cell, and losses that a form and the text both tell."""

from __future__ import annotations

from typing import Any

import pytest
from reading import Rows

HEAD = "部门整体支出绩效自评报告\n\n三、自评得分及扣分情况\n"
FORM = "\n一级指标\t二级指标\t分值\t自评得分\t扣分原因\n"
CELLS = (
    "<table><tr><td>一级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td>"
    "<td>得分</td><td>偏差原因分析</td><td>改进措施</td></tr>"
    "<tr><td rowspan=4>产出指标</td><td>造林面积</td><td>≥90亩</td><td>80亩</td><td>10</td>"
    "<td>9</td>"
    "<td rowspan=4>{reasons}</td><td rowspan=4>{measures}</td></tr>"
    "<tr><td>管护里程</td><td>≥9公里</td><td>8公里</td><td>10</td><td>8</td></tr>"
    "<tr><td>培训期数</td><td>≥5期</td><td>4期</td><td>10</td><td>8.5</td></tr>"
    "<tr><td>劳务人次</td><td>≥5人次</td><td>4人次</td><td>10</td><td>8.8</td></tr></table>"
)
REASONS = "1.造林面积：苗圃受冻；2.管护里程：选线没有核对红线；3.培训期数：讲师调离。"


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ("第1项：补造10亩；第2项、第3项：专人核对", ["补造10亩", "专人核对", "专人核对", ""]),
        ("1.补造10亩；2.无；3.另聘讲师", ["补造10亩", "", "另聘讲师", ""]),
    ],
)
def test_each_row_has_its_item_of_a_cell(rows: Rows, measures: str, expected: list[str]) -> None:
    table = CELLS.format(reasons=REASONS, measures=measures)
    found = rows("deductions", f"<html><body><h1>自评表</h1>{table}</body></html>")
    told = {d.indicator: d for d in found}
    assert [told[n].reason for n in ("造林面积", "管护里程", "培训期数", "劳务人次")] == [
        "苗圃受冻", "选线没有核对红线", "讲师调离", "",
    ]  # fmt: skip
    assert [d.measure for d in told.values()] == expected


def test_a_cell_that_names_no_rows_is_the_reason_of_all(rows: Rows) -> None:
    table = CELLS.format(reasons="1.客观方面：汛期停工；2.主观方面：人手紧张。", measures="")
    found = rows("deductions", f"<html><body><h1>自评表</h1>{table}</body></html>")
    assert all("汛期停工" in d.reason for d in found)


def _told(rows: Rows, text: str, form: str = "") -> list[str]:
    found: list[Any] = rows("deductions", f"{HEAD}{text}\n{FORM + form if form else ''}\n")
    return [f"{d.indicator} {d.points_lost} {d.reason}" for d in found]


def test_points_told_twice_count_once(rows: Rows) -> None:
    form = "过程\t教师培训\t5\t4\t名额被压减\n过程\t资产管理\t5\t5\t\n"
    told = _told(rows, "教师培训扣1分，教务处没有统筹好调课。", form)
    assert told == ["教师培训 1 名额被压减", "教师培训 None 教务处没有统筹好调课"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "预算执行率10分，自评8.6分，失分的原因有两条：一是配套资金没有落实；二是尾款没有付清。",
            ["预算执行率 None 配套资金没有落实", "预算执行率 None 尾款没有付清"],
        ),
        (
            "8.实际完成率12分只计10.8分，一是招聘报名人数不足；二是两个托位没有建成。",
            ["实际完成率 None 招聘报名人数不足", "实际完成率 None 两个托位没有建成"],
        ),
        ("10.完成及时率得7分，与满分相差1分，施工图反复修改。", ["完成及时率 1 施工图反复修改"]),
        (
            "13.群众满意度7分中自评6.3分。群众意见集中在候诊时间长。",
            ["群众满意度 0.7 群众意见集中在候诊时间长"],
        ),
    ],
)
def test_whose_the_reasons_are(rows: Rows, text: str, expected: list[str]) -> None:
    assert _told(rows, text) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "2022年度重点评价指出的“项目档案不完整”问题已经整改。",
            [("prior_year", "项目档案不完整")],
        ),
        (
            "2022年度自评发现的2个问题中，“合同备案不及时”已完成整改。",
            [("prior_year", "合同备案不及时")],
        ),
        (
            "上年度自评反映的台账登记不全问题已整改；往来款长期未清问题尚未解决。",
            [("prior_year", "台账登记不全"), ("prior_year", "往来款长期未清问题尚未解决")],
        ),
    ],
)
def test_last_years_problems(rows: Rows, sentence: str, expected: list[tuple[str, str]]) -> None:
    """They stay last year's among the problems of this year."""
    text = f"{HEAD}四、存在问题\n1.设备长期闲置。{sentence}\n"
    found = [(w.origin, w.text.strip("“”")) for w in rows("weaknesses", text)]
    assert found == [("problem_section", "设备长期闲置"), *expected]
