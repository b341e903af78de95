"""Ways in which clerks word a goal and what came of it, in sentences and in heads of tables."""

from __future__ import annotations

import pytest
from reading import Rows

HEAD = "某县某局2023年度部门整体支出绩效自评报告\n\n一、绩效目标完成情况\n（一）产出指标\n"
FORM = "某县某局2023年度部门整体支出绩效自评表\n"


def values(rows: Rows, text: str) -> list[tuple[str, str, str]]:
    return sorted(
        (str(r.target_value), str(r.actual_value), r.status) for r in rows("targets", text)
    )


@pytest.mark.parametrize(
    ("sentence", "target", "actual", "status"),
    [
        ("目标为检测农产品1,500批次，已完成1,620批次。", "1500", "1620", "exceeded"),
        ("任务数为摸排老旧电梯240部，实际摸排240部。", "240", "240", "met"),
        (
            "年初提出修缮文物建筑6处，目前完工4处，2处因施工图变更延后。",
            "6",
            "4",
            "unmet",
        ),
        ("档案数字化加工目标任务20万页，实际加工18.4万页，完成进度92%。", "20", "18.4", "unmet"),
        ("抽检食品860批次，较年初目标900批次少40批次。", "900", "860", "unmet"),
        ("培训乡村医生任务追加至360人，实际培训372人。", "360", "372", "exceeded"),
        ("绩效目标：发放图书4,000册。完成情况：发放图书4,150册。", "4000", "4150", "exceeded"),
        ("应开展执法检查100次，实际开展87次，未完成13次。", "100", "87", "unmet"),
        ("全年要求巡林不少于480次，实巡512次。", "480", "512", "exceeded"),
        ("拟引进高层次人才8名，最终引进5名。", "8", "5", "unmet"),
        ("单位能耗下降3.2%，完成下降3%的年度目标。", "-3", "-3.2", "exceeded"),
        ("应急响应时间要求不超过30分钟，平均响应时间22分钟。", "30", "22", "met"),
        ("年初设定受益群众满意度达到90%以上，经问卷调查满意度为93.5%。", "90", "93.5", "exceeded"),
        ("需完成耕地复垦300亩，截至12月底完成268亩。", "300", "268", "unmet"),
        ("原定开通公交线路4条，因客流不足仅开通2条。", "4", "2", "unmet"),
        ("受理投诉办结率达96%，高于95%的年度目标1个百分点。", "95", "96", "exceeded"),
        ("年初预计参训率不低于95%，实际参训率为91.2%，偏差3.8个百分点。", "95", "91.2", "unmet"),
    ],
)
def test_one_sentence_one_row(
    rows: Rows, sentence: str, target: str, actual: str, status: str
) -> None:
    assert values(rows, f"{HEAD}{sentence}\n") == [(target, actual, status)]


def test_a_goal_as_set_and_as_revised(rows: Rows) -> None:
    for sentence in (
        "改造农村厕所目标由1,200户调整为900户，实际改造905户。",
        "年初目标改造农村厕所1,200户，后调减至900户，实际改造905户。",
    ):
        assert values(rows, f"{HEAD}{sentence}\n") == [
            ("1200", "905", "unmet"),
            ("900", "905", "exceeded"),
        ]


@pytest.mark.parametrize(
    ("goal", "done"),
    [
        ("考核值", "完成值"),
        ("计划指标", "实际值"),
        ("指标目标", "全年实绩"),
        ("年初计划", "年底完成"),
        ("申报值", "达成值"),
        ("目标要求", "达成情况"),
        ("批复目标值", "实际达到值"),
        ("考核目标", "考核结果"),
    ],
)
def test_heads_of_goals_and_outcomes(rows: Rows, goal: str, done: str) -> None:
    text = f"{FORM}三级指标\t{goal}\t{done}\t分值\t得分\n救助流浪人员\t260人次\t241人次\t10\t9.2\n"
    assert values(rows, text) == [("260", "241", "unmet")]


def test_a_plan_of_the_year_beside_progress_without_points(rows: Rows) -> None:
    text = (
        "序号\t重点工作\t年度计划\t进展情况\n"
        "1\t水库除险加固\t3座\t完成2座\n2\t山洪沟治理\t5公里\t完成5公里\n"
    )
    assert values(rows, FORM + text) == [("3", "2", "unmet"), ("5", "5", "met")]


@pytest.mark.parametrize(
    "sentence",
    [
        "超额完成招商引资任务。",
        "完成率达到90%以上得满分，每低5个百分点扣1分，低于60%不得分。",
    ],
)
def test_no_row_without_a_figure_of_a_goal(rows: Rows, sentence: str) -> None:
    head = HEAD if "任务" in sentence else f"{FORM}\n三、评价标准\n"
    assert not rows("targets", f"{head}{sentence}\n")


@pytest.mark.parametrize(
    ("sentence", "weight", "score"),
    [
        ("经加权计算，总评93.25分，评价等级“优秀”。", "None", "93.25"),
        ("折算后得分88.4分，为良好等次。", "None", "88.4"),
        ("加权后综合得分91.2分。", "None", "91.2"),
        ("评分结果：97分。", "None", "97"),
        ("我局部门整体支出绩效自评打分为96.8分。", "None", "96.8"),
        ("绩效自评满分100分，得分94.5分。", "100", "94.5"),
    ],
)
def test_the_total_in_other_words(rows: Rows, sentence: str, weight: str, score: str) -> None:
    text = f"某县某局2023年度部门整体支出绩效自评报告\n\n一、评价结论\n{sentence}\n"
    (total,) = rows("scores", text)
    assert (total.level, str(total.weight), str(total.score)) == (0, weight, score)


def test_parts_of_a_total_by_their_names(rows: Rows) -> None:
    head = "某县某局2023年度部门整体支出绩效自评报告\n\n一、评价结论\n"
    for sentence, names in (
        ("决策、过程、产出、效益四项得分分别为18分、19分、28分、27分，总分92分。", 4),
        ("部门决策得10分，部门管理得28分，部门绩效得55分，合计93分。", 3),
    ):
        found = rows("scores", f"{head}{sentence}\n")
        parts = [s.score for s in found if s.level == 1 and s.indicator_l1]
        (total,) = [s.score for s in found if s.level == 0]
        assert len(parts) == names
        assert sum(parts) == total
