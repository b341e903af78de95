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


@pytest.mark.parametrize("actual", ["落实", "实际落实数", "完成数", "实际实现"])
def test_a_table_of_tasks_without_points(rows: Rows, actual: str) -> None:
    text = (
        "道路养护项目绩效自评报告\n\n二、任务完成情况\n"
        f"序号\t建设内容\t计划\t{actual}\t备注\n"
        "1\t更换路灯\t90盏\t72盏\t\n2\t施划标线\t2.6万平方米\t28300平方米\t\n"
    )
    assert held(rows, text) == [
        ("更换路灯", D(90), D(72), "unmet"),
        ("施划标线", D("2.6"), D(28300), "exceeded"),
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


REMARKS = "部门整体支出绩效自评表\n一级指标\t二级指标\t三级指标\t分值\t评分标准\t自评得分\t{}\n"


@pytest.mark.parametrize("head", ["备注", "扣分原因", "自评依据及扣分原因"])
def test_outcomes_in_remarks_are_of_their_indicator(rows: Rows, head: str) -> None:
    text = REMARKS.format(head) + (
        "过程\t预算执行\t预算支出率\t5\t按比例得分\t4.6\t支出率91.4%，按比例得4.6分\n"
        "过程\t资产管理\t固定资产利用率\t5\t按比例得分\t4.4\t88.2%\n"
        "过程\t信息公开\t预决算公开\t5\t按时公开得满分\t4\t超期3天公开\n"
        "产出\t履职\t重点任务完成率\t10\t按比例得分\t9\t计划20项，因资金未到位，完成18项\n"
        "产出\t质量\t台账管理\t5\t资料完整得满分\t4\t2份台账缺少签字\n"
        "合计\t\t\t30\t\t26\t\n"
    )
    assert held(rows, text) == [
        ("重点任务完成率", D(20), D(18), "unmet"),
        ("预算支出率", None, D("91.4"), "no_target"),
        ("固定资产利用率", None, D("88.2"), "no_target"),
    ]


def test_outcomes_under_a_head_of_outcomes_and_reasons(rows: Rows) -> None:
    text = REMARKS.format("完成情况及扣分说明") + (
        "产出\t数量\t集中供养率\t8\t完成目标得满分\t7\t目标55%，实际50.6%，部分老人不愿入住\n"
        "产出\t数量\t社会效益\t8\t效益明显得满分\t8\t惠及群众1.26万人\n"
        "产出\t质量\t指标明确性\t5\t未量化扣分\t4\t2项指标未量化\n"
        "合计\t\t\t21\t\t19\t\n"
    )
    found = rows("targets", text)
    assert [(r.indicator, r.target_value, r.actual_value) for r in found] == [
        ("集中供养率", D(55), D("50.6")),
        ("社会效益", None, D("1.26")),
    ]
    assert found[0].reason == "部分老人不愿入住"


@pytest.mark.parametrize(
    "remark",
    [
        "采购预算320万元，实际采购298.5万元，1项设备流标",
        "计划采购320万元，全年实际采购298.5万元",
    ],
)
def test_planned_and_spent_in_one_remark(rows: Rows, remark: str) -> None:
    text = REMARKS.format("备注") + (
        f"过程\t采购\t政府采购执行率\t3\t执行率×分值\t2.8\t{remark}\n"
        "过程\t采购\t采购合规性\t3\t合规得满分\t3\t\n"
    )
    (row,) = rows("targets", text)
    assert (row.indicator, row.target_value, row.actual_value) == (
        "政府采购执行率", D(320), D("298.5"),
    )  # fmt: skip


def test_an_outcome_in_a_remark_answers_a_goal_of_the_report(rows: Rows) -> None:
    text = (
        "某局2023年度部门整体支出绩效自评报告\n"
        "二、年度绩效目标\n一是建成避难场所6个；二是排查小区140个。\n"
        "三、绩效自评情况\n"
        "一级指标\t二级指标\t三级指标\t分值\t自评得分\t扣分原因\n"
        "履职\t产出\t产出完成\t10\t9\t避难场所只建成5个，未达到6个的目标，扣1分。\n"
        "履职\t效益\t效益实现\t10\t10\t\n"
        "合计\t\t\t20\t19\t\n"
        "四、目标完成情况\n全年排查小区152个。\n"
    )
    assert sorted(held(rows, text), key=str) == [
        ("排查小区", D(140), D(152), "exceeded"),
        ("避难场所", D(6), D(5), "unmet"),
    ]


def test_budget_and_outcome_of_one_year(rows: Rows) -> None:
    text = (
        "部门整体支出绩效评价基础数据表\n"
        "经费控制情况（万元）\t2022年决算数\t2023年预算数\t2023年决算数\n"
        "三公经费\t21.40\t20.00\t17.36\n"
    )
    (row,) = rows("targets", text)
    assert (row.target_value, row.actual_value, row.status) == (D(20), D("17.36"), "met")


@pytest.mark.parametrize(
    ("goal", "done", "status"),
    [
        ("公用经费压减6%", "公用经费压减7.5%", "exceeded"),
        ("办公经费压减6%", "办公经费压减4.2%", "unmet"),
        ("安全生产事故0起", "发生安全生产事故2起", "unmet"),
        ("进京上访投诉0件", "进京上访投诉0件", "met"),
    ],
)
def test_cuts_and_goals_of_nothing(rows: Rows, goal: str, done: str, status: str) -> None:
    text = (
        "某县某局2023年度部门整体支出绩效自评报告\n"
        f"二、年度绩效目标\n1.机关运行。{goal}。\n三、绩效目标完成情况\n1.机关运行。{done}。\n"
    )
    (row,) = rows("targets", text)
    assert row.status == status
    assert row.target_value >= 0


@pytest.mark.parametrize("why", ["因疫情暂停", "受汛期影响工期延后", "由于选址调整"])
def test_a_reason_between_goal_and_achievement_is_no_indicator(rows: Rows, why: str) -> None:
    text = (
        "某局2022年度部门整体支出绩效自评报告\n二、绩效目标完成情况\n"
        f"1.技能培训目标为900人次，{why}，实际完成760人次。\n"
    )
    assert held(rows, text) == [("技能培训", D(900), D(760), "unmet")]


def test_words_that_say_that_a_goal_was_reached(rows: Rows) -> None:
    text = (
        "某局2022年度绩效自评报告\n二、绩效目标完成情况\n"
        "新植茶园1,200亩，达到目标值；改造茶园300亩，已达到年度目标；发放种苗6万株。\n"
    )
    assert [r.status for r in rows("targets", text)] == ["met", "met", "no_target"]


@pytest.mark.parametrize("plan", ["项目计划", "本项目拟", "计划"])
def test_a_project_plan_is_answered_by_its_table(rows: Rows, plan: str) -> None:
    text = (
        "某县2022年果业扶持资金绩效评价报告\n一、项目基本情况\n"
        f"安排资金600万元。{plan}新植脐橙1.4万亩，带动农户900户。\n二、指标评分情况\n"
        "一级指标\t二级指标\t三级指标\t分值\t目标值\t实际值\t得分\n"
        "产出\t数量\t新植脐橙面积\t10\t1.4万亩\t8,600亩\t6\n"
        "效益\t社会效益\t带动农户数\t10\t≥900户\t1,015户\t10\n"
    )
    found = held(rows, text)
    assert ("新植脐橙", D("1.4"), D(8600), "unmet") in found
    assert ("带动农户", D(900), D(1015), "exceeded") in found


def test_people_are_counted_with_or_without_the_word(rows: Rows) -> None:
    text = (
        "某局2023年度部门整体支出绩效自评报告\n二、年度绩效目标\n"
        "一是全年事故死亡人数控制在9人以内；二是检查企业1,200家次。\n"
        "三、目标完成情况\n全年检查企业1,347家次；道路交通事故死亡7人。\n"
    )
    assert ("met", D(7)) in [(r.status, r.actual_value) for r in rows("targets", text)]


def test_controlled_spending_in_a_form_has_its_budget_for_a_limit(rows: Rows) -> None:
    text = (
        "部门整体支出绩效自评表\n一级指标\t三级指标\t目标\t完成\t权重\t自评分\t扣分原因\n"
        "运行成本\t公用经费支出\t46万元\t44.37万元\t5\t5\t\n"
        "运行成本\t“三公”经费支出\t5.2万元\t5.46万元\t5\t4\t下乡增多\n"
    )
    assert [(g.target_op, g.status) for g in rows("targets", text)] == [
        ("le", "met"),
        ("le", "unmet"),
    ]


def test_a_table_of_tasks_with_progress_and_units_in_the_names(rows: Rows) -> None:
    text = (
        "2023年民生实事进度表\n序号\t项目内容\t目标任务\t牵头单位\t进度\t完成目标(%)\t备注\n"
        "1\t村医培训(人)\t260\t县卫健局\t321\t123.5\t超额完成\n"
        "2\t登记失业率低于(%)\t4.3\t县人社局\t4.1\t\t\n"
        "3\t毕业生就业率(%)\t78\t县教育局\t97\t124.4\t\n"
    )
    found = [
        (g.target_op, g.target_value, g.actual_value, g.actual_unit, g.status)
        for g in rows("targets", text)
    ]
    assert found == [
        ("", D(260), D(321), "人", "exceeded"),
        ("lt", D("4.3"), D("4.1"), "%", "met"),
        ("", D(78), D(97), "%", "exceeded"),
    ]


def test_heads_with_the_months_before_what_was_done(rows: Rows) -> None:
    text = (
        "2023年民生实事完成情况\n序号\t项目名称\t责任单位\t目标任务\t1-8月实际完成情况\t任务完成率\t备注\n"
        "1\t改建户厕\t县农业局\t980个\t290个\t30%\t雨天多\n"
    )
    (row,) = rows("targets", text)
    assert (row.target_value, row.actual_value, row.completion_pct, row.status) == (
        980,
        290,
        30,
        "unmet",
    )


def test_a_block_of_all_goals_is_no_row_of_a_list(rows: Rows) -> None:
    text = (
        "2023年度部门整体绩效自评表\n"
        "年度整体绩效目标\t年初绩效目标\t\t全年目标实际完成情况\n"
        "年度整体绩效目标\t新建口袋公园4个，维修栈道6公里。\t\t新建口袋公园5个，维修栈道5公里。\n"
    )
    found = [(g.target_value, g.actual_value, g.status) for g in rows("targets", text)]
    assert found == [(4, 5, "exceeded"), (6, 5, "unmet")]


def test_tasks_with_plan_and_outcome_in_the_form_of_the_indicators(rows: Rows) -> None:
    text = (
        "2023年度单位整体绩效自评表\n"
        "年度主要任务\t任务名称\t年初计划\t年末落实情况\n"
        "年度主要任务\t馆藏保护\t修复古籍40册，建成恒湿库房1间\t修复古籍27册，恒湿库房8月建成1间\n"
        "年度主要任务\t读者活动\t进校园讲座60场\t进校园讲座63场\n"
    )
    found = [(g.item, g.target_value, g.actual_value, g.status) for g in rows("targets", text)]
    assert found == [
        ("馆藏保护", 40, 27, "unmet"),
        ("馆藏保护", 1, 1, "met"),
        ("读者活动", 60, 63, "exceeded"),
    ]


@pytest.mark.parametrize(
    ("goal", "done", "status"),
    [("及时", "晚了12天", "unmet"), ("1个月内", "逾期12天", "unmet"), ("30天内", "提前5天", "met")],
)
def test_a_delay_is_no_time_taken(rows: Rows, goal: str, done: str, status: str) -> None:
    text = f"三级指标\t年度指标值\t实际完成值\t分值\t得分\n决算公开\t{goal}\t{done}\t4\t3\n"
    (row,) = rows("targets", text)
    assert (row.actual_value, row.status, row.actual_text) == (None, status, done)


def test_a_budget_of_a_part_is_not_held_against_the_whole(rows: Rows) -> None:
    text = "全年支出214.60万元，其中“三公”经费年初预算18.6万元，决算15.92万元，比预算省下2.68万元。"
    found = [(g.target_value, g.actual_value, g.status) for g in rows("targets", text)]
    assert found == [(D("18.6"), D("15.92"), "met")]
