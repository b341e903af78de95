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
