"""Goals named behind their figure, outcomes of the year, and outcomes told in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reading import Rows

HEAD = "某县某局2023年度部门整体支出绩效自评报告\n\n一、绩效目标完成情况\n（一）产出指标\n"


@pytest.mark.parametrize(
    ("sentence", "target", "actual", "status"),
    [
        ("商户满意度为92.4%，没有达到95%的预期。", "95", "92.4", "unmet"),
        ("游客量增长2.1%，比年初确定的5%的增长目标低2.9个百分点。", "5", "2.1", "unmet"),
        ("排水管理项目安排16个，年内完工验收14个。", "16", "14", "unmet"),
        ("全县19项服务事项要全部下放到街道，现已下放18项。", "19", "18", "unmet"),
        ("追回违规补贴的任务是30万元，实际追回41.5万元。", "30", "41.5", "exceeded"),
        ("栽植乔木2.51万株，超额完成2.5万株的任务。", "2.5", "2.51", "exceeded"),
    ],
)
def test_goals_named_behind_and_outcomes_of_the_year(
    rows: Rows, sentence: str, target: str, actual: str, status: str
) -> None:
    (row,) = rows("targets", f"{HEAD}{sentence}\n")
    assert (row.target_value, row.actual_value) == (Decimal(target), Decimal(actual))
    assert row.status == status


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("新增托位43个，超额完成3个。", [(43, "exceeded")]),
        ("创建示范社区1个、认定老字号2家，均完成当年任务。", [(1, "met"), (2, "met")]),
        ("全年举办招聘会4场，与年初计划持平。", [(4, "met")]),
        ("还有53个站点没有开通。", []),
    ],
)
def test_outcomes_in_words_under_a_heading_that_says_how_it_went(
    rows: Rows, sentence: str, held: list[tuple[int, str]]
) -> None:
    head = "某县某局2023年度自评报告\n\n四、重点工作完成情况\n（一）各项工作稳步推进。"
    found = rows("targets", f"{head}{sentence}\n")
    assert [(r.actual_value, r.status) for r in found] == held
    assert all(r.target_value is None for r in found)


def test_a_budget_and_its_revision_are_no_goal_and_outcome(rows: Rows) -> None:
    text = "2023年年初批复预算480万元，年中追加后，调整预算数为693万元。\n"
    assert rows("targets", HEAD + text) == []


def test_a_cut_is_counted_as_its_goal_counts_it(rows: Rows) -> None:
    (row,) = rows("targets", f"{HEAD}单位产值能耗降低率3%的任务超额完成，实际降低3.6%。\n")
    assert (row.target_value, row.actual_value, row.status) == (3, Decimal("3.6"), "exceeded")


@pytest.mark.parametrize(
    ("goal", "done", "status"),
    [
        ("6月30日前", "7月18日", "unmet"),
        ("6月30日前", "6月28日", "met"),
        ("2023年9月底前", "2023年11月", "unmet"),
        ("2023年9月底前", "2023年9月中旬", "met"),
        ("2023年12月底前", "2024年1月", "unmet"),
        ("12月底前", "2024年1月", ""),
        ("6月30日前", "6月底", "met"),
        ("6月15日前", "6月", ""),
        ("6月15日前", "6月下旬", "unmet"),
        ("优", "良", "unmet"),
        ("良", "优", "met"),
        ("按季度拨付", "3月、7月拨付", ""),
    ],
)
def test_days_and_grades_in_a_form(rows: Rows, goal: str, done: str, status: str) -> None:
    text = (
        "2023年度项目支出绩效自评表\n"
        "三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
        f"采购完成情况\t{goal}\t{done}\t10\t8\n"
    )
    (row,) = rows("targets", text)
    assert (row.status or "") == status


@pytest.mark.parametrize(
    "sentence",
    ["共有7项指标未拿到满分。", "河口1座航标灯基座损毁。", "有2件历史遗留的安置问题政策界限不清。"],
)
def test_what_went_wrong_and_counts_of_goals_are_no_achievements(rows: Rows, sentence: str) -> None:
    assert rows("targets", f"{HEAD}{sentence}\n") == []


def test_what_is_advised_behind_a_problem_is_a_goal_ahead(rows: Rows) -> None:
    text = (
        "某县某局2023年度自评报告\n\n三、存在的问题及建议\n"
        "1.基层力量薄弱。站点无人值守。建议：每个乡镇站至少配备专职人员1名，2024年培训人数不低于200人次。\n"
    )
    found = [(r.target_op, r.target_value, r.status) for r in rows("targets", text)]
    assert found == [("ge", 1, "no_actual"), ("ge", 200, "no_actual")]
