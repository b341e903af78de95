"""Goals and achievements that stand apart: sections, cells, plans and measures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from reading import Rows

from jixiao.document import Pipeline

TITLE = "某区某局2023年度部门整体支出绩效自评报告\n\n"


@pytest.fixture
def goals(pipeline: Pipeline) -> Any:
    """The rows of a text or a page."""

    def read(text: str) -> list[Any]:
        return list(pipeline(text.encode()).tables["targets"])

    return read


def test_the_tables_of_a_page_with_goals_and_no_points(goals: Any) -> None:
    rows = goals(
        "<html><body><h1>某局2023年度重点任务完成情况表</h1><table>"
        "<tr><td>序号</td><td>重点任务</td><td>计量单位</td><td>计划数</td><td>实际完成数</td>"
        "<td>完成率</td></tr>"
        "<tr><td>1</td><td>新建养老服务站</td><td>个</td><td>12</td><td>9</td><td>75%</td></tr>"
        "<tr><td>2</td><td>发放高龄津贴</td><td>人</td><td>8,600</td><td>8,720</td><td>1.01</td></tr>"
        "</table></body></html>"
    )
    assert [(r.indicator, r.target_value, r.actual_value, r.completion_pct) for r in rows] == [
        ("新建养老服务站", Decimal(12), Decimal(9), Decimal(75)),
        ("发放高龄津贴", Decimal(8600), Decimal(8720), Decimal(101)),
    ]
    assert [r.status for r in rows] == ["unmet", "exceeded"]


def test_money_planned_and_received_is_no_goal(goals: Any) -> None:
    assert not goals(
        "<html><body><h1>某局2023年度部门整体支出绩效自评报告</h1><table>"
        "<tr><td>资金来源</td><td>计划数</td><td>到位数</td><td>支出数</td></tr>"
        "<tr><td>中央资金</td><td>200</td><td>180</td><td>170</td></tr></table></body></html>"
    )


def test_pairs_in_a_row_of_a_base_data_form(goals: Any) -> None:
    (row,) = goals(
        "<html><body><h1>某局2023年度基础数据表</h1><table>"
        "<tr><td>督办事项</td><td>计划数</td><td>18件</td><td>实际完成数</td><td>17件</td>"
        "<td>完成率94.4%</td></tr></table></body></html>"
    )
    assert (row.indicator, row.target_value, row.actual_value) == ("督办事项", 18, 17)
    assert (row.status, row.completion_pct) == ("unmet", Decimal("94.4"))


def test_contents_of_tasks_beside_what_was_done(goals: Any) -> None:
    rows = goals(
        "<html><body><h1>某局2023年度部门整体支出绩效自评表</h1><table>"
        "<tr><td>任务名称</td><td>主要内容</td><td>完成情况</td></tr>"
        "<tr><td>儿童关爱</td><td>建成儿童之家20个，开展关爱活动60场次</td>"
        "<td>建成儿童之家22个，开展关爱活动48场次</td></tr></table></body></html>"
    )
    assert [(r.target_value, r.actual_value, r.status) for r in rows] == [
        (Decimal(20), Decimal(22), "exceeded"),
        (Decimal(60), Decimal(48), "unmet"),
    ]


def test_goals_of_a_section_and_what_came_of_them(goals: Any) -> None:
    rows = goals(
        f"{TITLE}一、年度绩效目标\n新建公办幼儿园3所，义务教育巩固率达到99%以上。\n"
        "二、主要成效\n建成公办幼儿园2所，义务教育巩固率99.4%。\n"
    )
    assert [(r.target_op, r.target_value, r.actual_value, r.status) for r in rows] == [
        ("", Decimal(3), Decimal(2), "unmet"),
        ("ge", Decimal(99), Decimal("99.4"), "exceeded"),
    ]


def test_goals_that_were_reached_are_not_a_section_of_goals(goals: Any) -> None:
    rows = goals(f"{TITLE}一、完成的绩效目标\n改造危房36户，修建水窖120口。\n")
    assert [(r.target_value, r.actual_value, r.status) for r in rows] == [
        (None, Decimal(36), "no_target"),
        (None, Decimal(120), "no_target"),
    ]


def test_a_goal_and_its_outcome_in_one_paragraph(goals: Any) -> None:
    (row,) = goals(
        f"{TITLE}一、绩效目标完成情况\n目标1：新增节水灌溉面积2.5万亩。完成情况：新增2.6万亩。\n"
    )
    assert (row.target_value, row.actual_value) == (Decimal("2.5"), Decimal("2.6"))
    assert row.status == "exceeded"


@pytest.mark.parametrize(
    ("measure", "target", "operator"),
    [
        ("确保2024年投资完成率不低于95%。", "95", "ge"),
        ("把预算调整率压降到10%以内。", "10", "le"),
        ("力争6月底前补齐70万元。", "70", ""),
        ("接到报修后24小时内到场。", "24", "le"),
    ],
)
def test_measures_promise_goals(goals: Any, measure: str, target: str, operator: str) -> None:
    (row,) = goals(f"{TITLE}一、下一步改进措施\n{measure}\n")
    assert (row.target_value, row.target_op) == (Decimal(target), operator)
    assert (row.actual_value, row.status) == (None, "no_actual")


@pytest.mark.parametrize(
    "measure",
    [
        "对支付进度低于50%的单位予以通报。",
        "上年度问题已整改，时限缩短到30个工作日。",
        "在6个月内完成资产清查。",
        "建议由每站5万元提高到6万元。",
    ],
)
def test_thresholds_and_the_past_are_no_goals(goals: Any, measure: str) -> None:
    assert goals(f"{TITLE}一、改进措施\n{measure}\n") == []


def test_what_a_project_is_to_build(goals: Any) -> None:
    rows = goals(
        "2023年饮水工程项目支出绩效自评报告\n\n一、项目基本情况\n（一）建设内容\n"
        "项目涉及7个镇，计划新建蓄水池12座、铺设管网90千米。\n"
        "二、绩效目标完成情况\n新建蓄水池12座；铺设管网86千米。\n"
    )
    assert [(r.target_value, r.actual_value, r.status) for r in rows] == [
        (Decimal(12), Decimal(12), "met"),
        (Decimal(90), Decimal(86), "unmet"),
    ]


def test_measures_in_the_last_rows_of_a_form(goals: Any) -> None:
    rows = goals(
        "<html><body><h1>某局2023年度部门整体支出绩效自评表</h1><table>"
        "<tr><td>三级指标</td><td>指标值</td><td>完成值</td><td>分值</td><td>得分</td></tr>"
        "<tr><td>巡查河道</td><td>≥120次</td><td>126次</td><td>10</td><td>10</td></tr>"
        "<tr><td>未完成原因及改进措施</td><td colspan='4'>反映停车难41次。下一步新建车位350个，"
        "资料齐全后10个工作日内付款。</td></tr></table></body></html>"
    )
    assert [(r.target_op, r.target_value, r.status) for r in rows] == [
        ("ge", Decimal(120), "exceeded"),
        ("", Decimal(350), "no_actual"),
        ("le", Decimal(10), "no_actual"),
    ]


def test_a_second_goal_of_a_form_is_a_second_row(goals: Any) -> None:
    rows = goals(
        "<html><body><h1>某局2023年度项目支出绩效自评表</h1><table>"
        "<tr><td>指标名称</td><td>计量单位</td><td>指标性质</td><td>年初指标值</td>"
        "<td>调整指标值</td><td>全年完成值</td><td>指标权重</td><td>指标得分</td></tr>"
        "<tr><td>更换路灯</td><td>盏</td><td>≥</td><td>500</td><td>420</td><td>430</td>"
        "<td>20</td><td>20</td></tr>"
        "<tr><td>改造公厕</td><td>座</td><td>≥</td><td>6</td><td>6</td><td>5</td>"
        "<td>20</td><td>16</td></tr></table></body></html>"
    )
    assert [(r.target_value, r.actual_value, r.status) for r in rows] == [
        (Decimal(500), Decimal(430), "unmet"),
        (Decimal(420), Decimal(430), "exceeded"),
        (Decimal(6), Decimal(5), "unmet"),
    ]


def test_running_text_does_not_repeat_what_a_table_holds(goals: Any) -> None:
    rows = goals(
        "<html><body><h1>某局2023年度部门整体支出绩效自评报告</h1><h2>一、产出指标完成情况</h2>"
        "<table><tr><td>序号</td><td>绩效目标</td><td>目标值</td><td>实际完成值</td></tr>"
        "<tr><td>1</td><td>改建农村公路里程</td><td>30公里</td><td>33.4公里</td></tr></table>"
        "<p>全年改建农村公路33.4公里，惠及7个乡镇。</p></body></html>"
    )
    assert [(r.target_value, r.actual_value) for r in rows] == [
        (Decimal(30), Decimal("33.4")),
        (None, Decimal(7)),
    ]


def test_a_paragraph_of_a_profile_that_begins_with_goals(goals: Any) -> None:
    rows = goals(
        f"{TITLE}一、单位概况\n全局在职85人。\n2023年度重点工作任务：1.生猪出栏31万头；2.建成蔬菜基地4个。\n"
        "二、绩效目标实现情况\n1.生猪出栏29.7万头，未完成年度目标任务；\n2.建成蔬菜基地4个。\n"
    )
    assert [(r.target_value, r.actual_value, r.status) for r in rows] == [
        (Decimal(31), Decimal("29.7"), "unmet"),
        (Decimal(4), Decimal(4), "met"),
    ]


def test_a_miss_told_in_words(goals: Any) -> None:
    rows = goals(f"{TITLE}一、产出指标完成情况\n新建球场6个，未完成年度目标任务；新建驿站3个。\n")
    assert [(r.actual_value, r.status) for r in rows] == [
        (Decimal(6), "unmet"),
        (Decimal(3), "no_target"),
    ]


def test_short_outcomes_of_a_table_of_tasks(rows: Rows) -> None:
    text = (
        "序号\t目标任务\t责任股室\t落实情况\t是否完成\n"
        "1\t新改建农村公路65公里\t建设股\t新改建农村公路71.3公里\t完成\n"
        "2\t公路优良率保持在88%以上\t养护股\t优良率86%\t未完成\n"
    )
    got = rows("targets", "某县交通局2022年度部门整体绩效自评报告\n\n二、年度目标任务\n" + text)
    assert [(g.target_value, g.actual_value, g.status) for g in got] == [
        (65, Decimal("71.3"), "exceeded"),
        (88, 86, "unmet"),
    ]


def test_a_row_for_each_goal_of_a_cell(goals: Any) -> None:
    rows = goals(
        "<html><body><h1>某局2023年度部门整体支出绩效自评报告</h1><h2>三、绩效目标完成情况</h2><table>"
        "<tr><td>序号</td><td>重点工作</td><td>年初目标</td><td>完成情况</td></tr>"
        "<tr><td>1</td><td>河道管护</td><td>清理河道垃圾3.6万吨；巡河到位率达到98%</td>"
        "<td>河道垃圾清理3.6万吨，巡河到位率96.2%</td></tr>"
        "<tr><td>2</td><td>节水改造</td><td>安装智能水表5,200块，改造灌区渠道40公里</td>"
        "<td>装表5,360块，渠道改造33公里</td></tr>"
        "<tr><td>3</td><td>河长制</td><td>各级河长巡河不少于7,000人次</td><td>8,112人次</td></tr>"
        "</table></body></html>"
    )
    assert [(r.item, r.target_value, r.actual_value, r.status) for r in rows] == [
        ("河道管护", Decimal("3.6"), Decimal("3.6"), "met"),
        ("河道管护", Decimal(98), Decimal("96.2"), "unmet"),
        ("节水改造", Decimal(5200), Decimal(5360), "exceeded"),
        ("节水改造", Decimal(40), Decimal(33), "unmet"),
        ("河长制", Decimal(7000), Decimal(8112), "exceeded"),
    ]


def test_heads_of_a_row_of_goals_and_outcomes_go_before_their_label(goals: Any) -> None:
    rows = goals(
        "<html><body><h1>某局2023年度部门整体支出绩效自评表</h1><table>"
        "<tr><td rowspan='2'>年度总体目标完成情况</td><td>年初设定目标</td>"
        "<td>全年实际完成情况</td></tr>"
        "<tr><td>1.建成口袋公园9个，绿道22公里。<br>2.城区绿地率达到38%。</td>"
        "<td>1.口袋公园建成7个，绿道建成22.4公里。<br>2.城区绿地率38.6%。</td></tr></table></body></html>"
    )
    assert [(r.target_value, r.actual_value) for r in rows] == [
        (Decimal(9), Decimal(7)),
        (Decimal(22), Decimal("22.4")),
        (Decimal(38), Decimal("38.6")),
    ]


def test_a_section_that_tells_how_tasks_were_done_sets_no_goals(goals: Any) -> None:
    rows = goals(
        f"{TITLE}一、绩效分析\n（1）重点任务完成。计划整治排口30处，实际整治27处。\n"
        "（2）预算编制。年初编列项目11个，年中追加27个。\n"
    )
    assert [(r.target_value, r.actual_value) for r in rows] == [(30, 27)]


def test_money_handed_down_is_no_goal(goals: Any) -> None:
    text = (
        "补助资金绩效自评报告\n\n一、绩效目标分解下达情况\n"
        "2023年市级下达护林补助资金80万元，其中青河镇30万元。\n"
    )
    assert goals(text) == []


def test_how_many_indicators_there_are_is_no_goal(goals: Any) -> None:
    text = "（二）项目绩效目标设定情况\n编制9个绩效目标指标，其中一级指标3个，二级指标6个。\n"
    assert goals(f"护林项目绩效自评报告\n\n{text}") == []


def test_a_goal_is_answered_by_the_paragraph_that_scores_its_indicator(goals: Any) -> None:
    rows = goals(
        f"{TITLE}一、项目绩效目标\n总体目标：修缮农村危房180户，培训农村工匠90人次。\n"
        "二、产出指标完成情况\n农村危房修缮户数指标满分10分，自评9分。到年底完工163户，扣1分。\n"
        "农村工匠培训人次指标6分，得6分。举办两期，培训96人次。\n"
        "户均补助成本指标5分，自评5分。控制标准为每户1.8万元以内，实际每户1.74万元。\n"
    )
    assert [(r.indicator, r.target_value, r.actual_value) for r in rows if r.target_value] == [
        ("户均补助成本", Decimal("1.8"), Decimal("1.74")),
        ("修缮农村危房", Decimal(180), Decimal(163)),
        ("培训农村工匠", Decimal(90), Decimal(96)),
    ]


def test_outcomes_in_words_and_as_a_rate_of_the_goal(goals: Any) -> None:
    rows = goals(
        "<html><body><h1>某局2023年度部门整体支出绩效自评表</h1><table>"
        "<tr><td>任务名称</td><td>主要内容</td><td>完成情况</td></tr>"
        "<tr><td>农田水利</td><td>新建提灌站2座，改造山坪塘16口，整治渠系28公里</td>"
        "<td>新建提灌站因用电报装滞后未能建成，山坪塘改造全部完成，渠系整治为计划的109%</td></tr>"
        "</table></body></html>"
    )
    assert [(r.target_value, r.actual_value, r.status, r.completion_pct) for r in rows] == [
        (2, None, "unmet", None),
        (16, None, "met", None),
        (28, None, "exceeded", 109),
    ]


@pytest.mark.parametrize(
    ("measure", "indicator", "value"),
    [
        ("一是建立资产动态台账，每季度核对1次。", "资产动态台账核对", 1),
        ("二是退回的申请在7个工作日内补正完毕。", "退回的申请补正完毕", 7),
        ("三是于2024年3月底前补足56万元县级配套。", "县级配套补足", 56),
        ("四是新聘财务人员2名。", "新聘财务人员", 2),
        ("五是2024年计划新铺管网12.5公里。", "新铺管网", Decimal("12.5")),
    ],
)
def test_what_is_promised_for_the_time_to_come(
    goals: Any, measure: str, indicator: str, value: object
) -> None:
    (row,) = goals(f"{TITLE}一、改进措施\n{measure}\n")
    assert (row.indicator, row.target_value, row.status) == (indicator, value, "no_actual")


def test_what_a_measure_speaks_of_is_no_promise(goals: Any) -> None:
    text = "对现有的7处闲置房产逐一登记，凡结转累计超过60万元的从严核减，补助最高3万元。"
    assert goals(f"{TITLE}一、改进措施\n{text}\n") == []


def test_the_only_count_of_a_unit_answers_the_only_goal_left(goals: Any) -> None:
    rows = goals(
        f"{TITLE}一、年度绩效目标\n铺设供水管网18公里，新建泵站4座，惠及城乡居民9,200人。\n"
        "二、绩效目标完成情况\n供水管网铺设16.4公里，泵站建成4座，9,035人喝上了放心水。\n"
    )
    assert [(r.target_value, r.actual_value) for r in rows] == [
        (18, Decimal("16.4")),
        (4, 4),
        (9200, 9035),
    ]


def test_budgets_of_running_costs_one_after_another(goals: Any) -> None:
    rows = goals(
        f"{TITLE}一、成本指标完成情况\n“三公”经费年初核定42万元，全年支出33.6万元；公用经费预算210万元，决算207.4万元。\n"
    )
    assert [(r.target_value, r.actual_value) for r in rows] == [
        (42, Decimal("33.6")),
        (210, Decimal("207.4")),
    ]


def test_a_goal_of_the_same_value_as_another_is_kept(goals: Any) -> None:
    rows = goals(
        f"{TITLE}一、年度绩效目标\n新建淤地坝3座，“四乱”问题整改率100%。\n"
        "二、绩效目标完成情况\n3座淤地坝中建成2座，另有1座正在收尾。“四乱”问题整改率98.6%。\n"
        "按期完工率目标值100%，实际80%。\n"
    )
    assert sorted((r.target_value, r.actual_value) for r in rows) == [
        (3, 2),
        (100, 80),
        (100, Decimal("98.6")),
    ]


def test_what_is_lacking_is_no_achievement(goals: Any) -> None:
    rows = goals(
        f"{TITLE}三、绩效目标完成情况\n（一）产出情况\n新建淤地坝3座。有4份档案缺少签字，7套设备到年底仍未到货，"
        "5处隐患拖到6月才整改。\n"
    )
    assert [r.actual_value for r in rows] == [3]
