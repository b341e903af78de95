"""Goals that no word right before them tells: the figure behind shows what they are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from reading import ACHIEVEMENTS


@pytest.mark.parametrize(
    ("sentence", "target", "actual", "status"),
    [
        ("河道保洁到位率保持在95%以上，汛期人手不足，实际到位率91%。", "95", "91", "unmet"),
        ("图书外借量预计增长6%，实际增长7.2%。", "6", "7.2", "exceeded"),
        ("老年人口腔检查800人，实检812人。", "800", "812", "exceeded"),
        ("抢险队伍到场时间不超过30分钟，全汛期平均22分钟。", "30", "22", "met"),
        ("信访件按期答复率定为98%，窗口轮岗交接不清，实际按期答复率96%。", "98", "96", "unmet"),
        ("违建占比要求降到2%以下，卫片核查结果为1.6%。", "2", "1.6", "met"),
        ("年内安排收储土地300亩，成交350亩，比年初安排多50亩。", "300", "350", "exceeded"),
        ("开展护林员培训900人次，因场地协调不畅只完成840人次。", "900", "840", "unmet"),
        ("打算办理公积金异地贷款30笔，因系统切换，办成22笔。", "30", "22", "unmet"),
        ("计划修缮公厕20座，修好18座。", "20", "18", "unmet"),
    ],
)
def test_a_goal_by_the_figure_behind(
    told: Any, sentence: str, target: str, actual: str, status: str
) -> None:
    (row,) = told(sentence)
    assert (row.target_value, row.actual_value) == (Decimal(target), Decimal(actual))
    assert row.status == status


@pytest.mark.parametrize(
    "sentence",
    [
        "核定编制142名，实际在岗137名。",
        "共受理投诉20件，实际办结15件。",
        "综合满意度92.7%，其中农户对补贴发放的满意度仅86.4%。",
        "游客人数1,200万人次，比上年多150万人次。",
    ],
)
def test_what_is_no_plan_sets_no_goal(told: Any, sentence: str) -> None:
    assert [r for r in told(sentence) if r.target_value is not None] == []


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("垃圾分类覆盖率要求做到100%，实际覆盖率98%。", "垃圾分类覆盖率"),
        ("渔船持证率要达到100%，这一目标已经实现。", "渔船持证率"),
        ("居民收入预计增长7%，实际增长5.1%。", "居民收入增速"),
        ("重点企业走访比计划的40户少了4户。", "重点企业走访"),
    ],
)
def test_a_name_has_no_words_of_goals(told: Any, sentence: str, indicator: str) -> None:
    assert [row.indicator for row in told(sentence)] == [indicator]


def test_a_difference_alone_tells_that_a_goal_was_missed(told: Any) -> None:
    (row,) = told("重点企业走访比计划的40户少了4户。")
    assert (row.target_value, row.actual_value, row.status) == (Decimal(40), None, "unmet")


@pytest.mark.parametrize(
    ("sentence", "targets", "status"),
    [
        ("带动搬迁户1,952户，低于预期448户。", [None], "unmet"),
        ("培训1,300人次，超过目标1,200人次。", [Decimal(1200)], "exceeded"),
        ("培训1,300人次，超过目标100人次。", [None], "exceeded"),
    ],
)
def test_the_size_tells_a_difference_from_a_goal(
    told: Any, sentence: str, targets: list[Decimal | None], status: str
) -> None:
    rows = told(sentence)
    assert [row.target_value for row in rows] == targets
    assert rows[0].status == status


def test_a_list_of_goals_and_the_same_things_done(told: Any) -> None:
    rows = told(
        "渔港计划维修栈桥2座、更换缆桩40个，栈桥完工1座，另1座被台风损毁需返工，缆桩更换40个。"
    )
    assert {(r.target_value, r.actual_value, r.status) for r in rows} == {
        (Decimal(2), Decimal(1), "unmet"),
        (Decimal(40), Decimal(40), "met"),
    }


def test_numbered_sentences_are_goals_and_outcomes_of_their_section(told: Any) -> None:
    rows = told(
        "（一）发放后期扶持资金惠及1,046人。\n（二）“三公”经费不突破12万元。\n"
        "二、绩效目标完成情况\n（一）扶持方面。资金按季发放，实际惠及1,046人，另有务工623人。\n"
        "（二）运行成本方面。“三公”经费实际支出10.37万元。\n",
        "某县某局2022年度部门整体支出绩效自评报告\n\n一、绩效目标\n",
    )
    found = {(r.target_value, r.actual_value, r.target_op, r.status) for r in rows}
    assert (Decimal(1046), Decimal(1046), "", "met") in found
    assert (Decimal(12), Decimal("10.37"), "le", "met") in found


def test_duties_fulfilled_are_achievements(told: Any) -> None:
    rows = told(
        "全年立案查处违法用地41宗。", ACHIEVEMENTS.replace("产出指标", "履行执法监察职责情况")
    )
    assert [(r.actual_value, r.status) for r in rows] == [(Decimal(41), "no_target")]


def test_measures_in_a_column_of_a_form(told: Any) -> None:
    form = (
        "项目支出绩效自评表\n"
        "一级指标\t三级指标\t指标值\t完成值\t分值\t得分\t偏差原因分析\t改进措施\n"
        "产出指标\t改造管网长度\t10公里\t9公里\t10\t9\t资金未到位\t争取专项债改造二次网8公里\n"
    )
    rows = [r for r in told(form, "") if r.status == "no_actual"]
    assert [(r.indicator, r.target_value) for r in rows] == [("专项债改造二次网", Decimal(8))]


@pytest.mark.parametrize(
    ("measure", "indicator", "operator"),
    [
        ("每年对补助对象回访不少于两次。", "每年对补助对象回访", "ge"),
        ("2024年招聘水产专业毕业生4名充实到乡镇。", "招聘水产专业毕业生", ""),
    ],
)
def test_a_promise_is_named_by_what_is_done(
    told: Any, measure: str, indicator: str, operator: str
) -> None:
    (row,) = told(measure, "某县某局2023年度绩效自评报告\n\n一、下一步改进措施\n")
    assert (row.indicator, row.target_op, row.status) == (indicator, operator, "no_actual")


def test_two_lists_give_each_figure_its_name(told: Any) -> None:
    rows = told("技术培训、观摩交流分别为12期、3次，年度计划分别为10期、4次。")
    assert [(r.indicator, r.target_value, r.actual_value) for r in rows] == [
        ("技术培训", Decimal(10), Decimal(12)),
        ("观摩交流", Decimal(4), Decimal(3)),
    ]


def test_the_last_name_of_a_list_may_speak_for_all(told: Any) -> None:
    rows = told("小麦、玉米和大豆播种面积分别达到12.6万亩、8.4万亩和2.1万亩。")
    assert [r.indicator for r in rows] == ["小麦播种面积", "玉米播种面积", "大豆播种面积"]


def test_results_and_measures_behind_their_labels(told: Any) -> None:
    rows = told(
        "乳腺癌筛查项目：全年预算数120万元，执行数118万元。主要产出和效果：一是群众满意度95%。"
        "发现的问题：随访记录12份缺失。下一步改进措施：全年培训村医不少于4次。",
        "某县卫生健康局2022年度部门决算\n\n十、预算绩效情况说明\n",
    )
    assert [(r.indicator, r.status) for r in rows] == [
        ("群众满意度", "no_target"),
        ("培训村医", "no_actual"),
    ]


def test_an_outcome_in_the_next_sentence_though_money_stands_between(told: Any) -> None:
    rows = told(
        "省下达我县户厕改造任务2,730户，计划总投资820万元。截至审计日，全县实际改造3,700户。",
        "某县审计局关于农村改厕情况的审计结果\n\n一、基本情况\n",
    )
    assert [(r.target_value, r.actual_value) for r in rows] == [(Decimal(2730), Decimal(3700))]


@pytest.mark.parametrize(
    ("sentence", "operator", "status"),
    [
        ("生产安全事故死亡人数控制数18人，实际死亡15人。", "le", "met"),
        ("万车事故率同比下降10%以上的目标，实际下降12.4%。", "ge", "exceeded"),
        ("事故起数目标下降率不低于3%，实际下降4.5%。", "ge", "exceeded"),
    ],
)
def test_falls_and_limits_are_held_the_right_way_round(
    told: Any, sentence: str, operator: str, status: str
) -> None:
    assert [(r.target_op, r.status) for r in told(sentence)] == [(operator, status)]


def test_what_is_as_planned_is_a_row_in_any_section(told: Any) -> None:
    rows = told("采购终端120台，与计划数一致。", "某市法院2023年度部门决算\n\n十、情况说明\n")
    assert [(r.actual_value, r.status) for r in rows] == [(Decimal(120), "met")]


def test_a_head_of_the_paragraph_names_what_has_no_name(told: Any) -> None:
    rows = told("D2 公众安全知识知晓率。目标值≥85%，经抽样调查，知晓率为81.6%。")
    assert [(r.indicator, r.status) for r in rows] == [("公众安全知识知晓率", "unmet")]


def test_sections_of_any_kind_that_report(told: Any) -> None:
    rows = told(
        "新建温室大棚200座。\n三、项目实施及完成情况\n新建温室大棚已完成212座。",
        "某县农业农村局2023年度项目支出绩效自评报告\n\n二、项目绩效目标\n",
    )
    assert [(r.target_value, r.actual_value) for r in rows] == [(Decimal(200), Decimal(212))]


@pytest.mark.parametrize(
    ("sentence", "indicator", "target", "actual", "status"),
    [
        ("抽检合格率97.9%，达到年度指标值（≥97%）。", "抽检合格率", "97", "97.9", "exceeded"),
        ("医保参保率要达到97%以上，最终参保率96.2%。", "医保参保率", "97", "96.2", "unmet"),
        ("改厕任务120户实际完成120户。", "改厕", "120", "120", "met"),
        ("拟招聘教师8名，到岗6名。", "招聘教师", "8", "6", "unmet"),
        ("投诉办结率100%，实际完成99%。", "投诉办结率", "100", "99", "unmet"),
        ("应急避难场所只建成5个，未达到6个的目标。", "应急避难场所", "6", "5", "unmet"),
    ],
)
def test_a_goal_with_its_name_and_outcome(
    told: Any, sentence: str, indicator: str, target: str, actual: str, status: str
) -> None:
    (row,) = told(sentence)
    assert indicator in row.indicator
    assert (row.target_value, row.actual_value) == (Decimal(target), Decimal(actual))
    assert row.status == status


def test_a_goal_that_was_not_reached_has_no_achievement(told: Any) -> None:
    (row,) = told("投诉件下降幅度未达10%的目标。")
    assert (row.target_value, row.actual_value, row.status) == (Decimal(10), None, "unmet")


def test_goals_and_outcomes_behind_labels_without_sections(told: Any) -> None:
    rows = told(
        "1、参保扩面方面，目标任务：城乡居民参保36.8万人；完成情况：参保37.12万人。",
        "某县医疗保障局2022年度整体支出绩效自评情况\n\n",
    )
    assert [(r.target_value, r.actual_value) for r in rows] == [(Decimal("36.8"), Decimal("37.12"))]


def test_a_heading_of_goals_below_what_came_of_them_sets_none(told: Any) -> None:
    rows = told("（三）民生保障目标。村卫生室标准化率96.2%。", ACHIEVEMENTS.partition("（一）")[0])
    assert [r.status for r in rows] == ["no_target"]


def test_how_many_goals_were_reached_is_no_goal(told: Any) -> None:
    assert told("本项目共设置绩效指标14个，已完成12个。") == []
