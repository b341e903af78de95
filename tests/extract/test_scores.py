"""Scores in forms and in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reading import Rows

HEAD = "一级指标\t二级指标\t三级指标\t分值\t得分\n"


def scores(rows: Rows, text: str) -> list[tuple[int, str, Decimal | None, Decimal]]:
    return [
        (s.level, s.indicator_l3 or s.indicator_l2 or s.indicator_l1, s.weight, s.score)
        for s in rows("scores", text)
    ]


def test_rows_of_a_form_keep_the_levels_that_merged_cells_leave_out(rows: Rows) -> None:
    text = (
        HEAD
        + "产出指标\t数量指标\t修渠里程\t10\t9\n\t质量指标\t验收合格率\t5\t5\n"
        + "合计\t\t\t100\t94\n"
    )
    first, second, total = rows("scores", text)
    assert (first.indicator_l1, first.indicator_l2, first.indicator_l3) == (
        "产出指标",
        "数量指标",
        "修渠里程",
    )
    assert (second.indicator_l1, second.indicator_l2) == ("产出指标", "质量指标")
    assert (total.level, total.weight, total.score, total.points_lost) == (
        0,
        Decimal(100),
        Decimal(94),
        Decimal(6),
    )


def test_the_total_in_the_head_of_a_form(rows: Rows) -> None:
    text = "单位名称\t平山水务局\t自评得分\t92.5\n" + HEAD + "产出\t数量\t修渠里程\t10\t9\n"
    assert (0, "", None, Decimal("92.5")) in scores(rows, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产出指标(40分)得36.78分。", (1, "产出指标", Decimal(40), Decimal("36.78"))),
        ("满意度指标(10分,自评8分)。", (1, "满意度指标", Decimal(10), Decimal(8))),
        ("效益指标27.4分(满分30分)。", (1, "效益指标", Decimal(30), Decimal("27.4"))),
        ("我局部门整体绩效自评得分95.2分。", (0, "", None, Decimal("95.2"))),
    ],
)
def test_in_prose(
    rows: Rows, text: str, expected: tuple[int, str, Decimal | None, Decimal]
) -> None:
    assert scores(rows, text) == [expected]


def test_lists_pair_weights_and_scores_of_the_same_name(rows: Rows) -> None:
    text = (
        "“管理效率”指标总分值10分,包括预算编制4分和资产管理6分两个二级指标。"
        "自评得分合计9分,其中各二级指标自评得分依次为预算编制4分和资产管理5分。"
    )
    found = scores(rows, text)
    assert (2, "资产管理", Decimal(6), Decimal(5)) in found
    assert (1, "管理效率", Decimal(10), Decimal(9)) in found


@pytest.mark.parametrize(
    "text",
    [
        "自评等级:总分90分(含)以上为优,80分(含)至90分为良。",
        "上级考核得分比上年提高3分。",
        "会议9点30分开始。",
    ],
)
def test_points_that_are_no_scores(rows: Rows, text: str) -> None:
    assert scores(rows, text) == []


def test_the_head_of_the_scores_tells_the_weight_of_the_money_block(rows: Rows) -> None:
    text = (
        "预算执行情况（万元）\t\t预算数（A）\t执行数（B）\t执行率（B/A）\t得分（20分*执行率）\n"
        "\t部门整体支出总额\t800.00\t760.00\t95.00%\t19\n"
        "一级指标\t三级指标\t年初目标值（A）\t实际完成值（B）\t分值\t得分\n"
        "产出指标\t新建敬老院数\t3所\t2所\t10\t8\n"
    )
    assert (1, "预算执行率", Decimal(20), Decimal(19)) in scores(rows, text)


@pytest.mark.parametrize("unit", ["我中心", "我校", "本院", "我大队"])
def test_the_score_of_the_unit_is_the_total(rows: Rows, unit: str) -> None:
    text = f"经自评，{unit}2023年度部门整体支出绩效得分87.83分。"
    assert [s[0] for s in scores(rows, text)] == [0]
