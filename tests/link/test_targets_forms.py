"""Goals in forms: tables of goals alone, blocks of goals beside outcomes, units that differ."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reading import Rows

D = Decimal


def held(rows: Rows, text: str) -> list[tuple[str, Decimal | None, Decimal | None, str]]:
    """Indicator, goal, achievement and status of each row."""
    return [(r.indicator, r.target_value, r.actual_value, r.status) for r in rows("targets", text)]


@pytest.mark.parametrize("head", ["指标目标值", "指标值", "绩效目标", "目标值", "年度指标值"])
def test_a_table_of_goals_alone_is_a_row_each(rows: Rows, head: str) -> None:
    text = (
        "2024年度项目支出绩效目标申报表\n"
        f"一级指标\t二级指标\t三级指标\t{head}\n"
        "产出指标\t数量指标\t更新消防栓\t≥36个\n"
        "\t时效指标\t更新完成及时率\t100%\n"
        "满意度指标\t服务对象满意度\t居民满意度\t≥90%\n"
    )
    assert held(rows, text) == [
        ("更新消防栓", D(36), None, "no_actual"),
        ("更新完成及时率", D(100), None, "no_actual"),
        ("居民满意度", D(90), None, "no_actual"),
    ]


def test_a_table_of_goals_alone_with_operator_and_unit_in_columns(rows: Rows) -> None:
    text = (
        "2024年部门整体预算绩效目标表\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t计量单位\n"
        "\t产出指标\t数量指标\t培训社工人数\t≥\t150\t人\n"
        "\t效益指标\t社会效益指标\t社区服务水平\t定性\t提升\t\n"
    )
    (first, second) = rows("targets", text)
    assert (first.target_op, first.target_value, first.target_unit) == ("ge", 150, "人")
    assert (second.indicator, second.target_text, second.target_value) == (
        "社区服务水平", "提升", None,
    )  # fmt: skip
    assert {first.status, second.status} == {"no_actual"}


@pytest.mark.parametrize(
    ("goal", "done"),
    [
        ("预期目标", "实际完成情况"),
        ("年初设定目标", "目标实际完成情况"),
        ("当年总体目标", "全年完成情况"),
    ],
)
def test_a_block_of_goals_beside_outcomes(rows: Rows, goal: str, done: str) -> None:
    text = (
        "<html><body><h1>2023年度项目支出绩效自评表</h1><table>"
        f"<tr><td rowspan=2>年度总体目标</td><td>{goal}</td><td>{done}</td></tr>"
        "<tr><td>清淤沟渠38公里，修建泵站4座。</td><td>清淤沟渠41.5公里，修建泵站3座。</td></tr>"
        "</table></body></html>"
    )
    assert held(rows, text) == [
        ("清淤沟渠", D(38), D("41.5"), "exceeded"),
        ("修建泵站", D(4), D(3), "unmet"),
    ]


def test_a_block_with_a_goal_as_set_and_as_revised(rows: Rows) -> None:
    text = (
        "<html><body><h1>2023年度项目支出绩效自评表</h1><table>"
        "<tr><td rowspan=2>当年目标</td><td>年初目标</td><td>调整后目标</td><td>完成情况</td></tr>"
        "<tr><td>硬化村道22公里，安装路灯300盏。</td><td>资金压减，硬化村道调减为18公里。</td>"
        "<td>硬化村道19.2公里，安装路灯300盏。</td></tr></table></body></html>"
    )
    assert held(rows, text) == [
        ("硬化村道", D(22), D("19.2"), "unmet"),
        ("安装路灯", D(300), D(300), "met"),
        ("硬化村道", D(18), D("19.2"), "exceeded"),
    ]


def test_lists_of_a_block_that_lost_its_cells(rows: Rows) -> None:
    text = (
        "2023年度转移支付绩效自评表\n"
        "总体目标完成情况\t总体目标\t全年实际完成情况\n"
        "\t1.建设蔬菜大棚260亩；\n2.扶持合作社12家。\t1.建成蔬菜大棚248亩；\n2.扶持合作社14家。\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t实际完成值\n"
        "\t产出指标\t数量指标\t建设蔬菜大棚\t≥260亩\t248亩\n"
    )
    found = held(rows, text)
    assert sorted(found, key=str) == [
        ("建设蔬菜大棚", D(260), D(248), "unmet"),
        ("建设蔬菜大棚", D(260), D(248), "unmet"),
        ("扶持合作社", D(12), D(14), "exceeded"),
    ]


@pytest.mark.parametrize(
    ("goal", "done", "status"),
    [
        ("新建公园绿地60亩", "新建公园绿地4.2公顷", "exceeded"),
        ("改造排水管网9公里", "改造排水管网8,650米", "unmet"),
        ("回收废旧农膜12吨", "回收废旧农膜12,000公斤", "met"),
        ("治理沙化土地3平方公里", "治理沙化土地4,800亩", "exceeded"),
        ("造林2.4万亩", "造林1,600公顷", "met"),
    ],
)
def test_units_are_converted_before_comparing(
    rows: Rows, goal: str, done: str, status: str
) -> None:
    text = (
        "某县某局2023年度部门整体支出绩效自评报告\n"
        f"二、年度绩效目标\n1.年内{goal}。\n三、绩效目标完成情况\n1.全年{done}。\n"
    )
    (row,) = rows("targets", text)
    assert row.status == status


def test_units_of_two_cells_are_converted(rows: Rows) -> None:
    text = (
        "项目支出绩效自评表\n一级指标\t三级指标\t指标值\t实际完成值\t分值\t得分\n"
        "产出\t修复河岸\t≥1.5公里\t1,480米\t10\t9.8\n"
    )
    (row,) = rows("targets", text)
    assert (row.status, row.completion_pct_computed) == ("unmet", D("98.67"))
