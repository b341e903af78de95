"""Goals whose figures have a sign before them, and amounts that are told part by part."""

from __future__ import annotations

from reading import Rows

REPORT = "某县某局项目绩效评价报告\n二、绩效目标\n{}\n"


def test_what_a_signed_count_is_of_stands_before_it(rows: Rows) -> None:
    found = rows("targets", REPORT.format("道路硬化≥0.5公里;受益脱贫人口数≥23人改善村基础设施。"))
    assert [t.indicator for t in found] == ["道路硬化", "受益脱贫人口数"]


def test_the_parts_of_an_amount_are_no_goals(rows: Rows) -> None:
    text = "年度资金总额:854万元(农田400万元,示范建设295万元,道路159万元)\n完成主体工程70%。"
    found = [t.indicator for t in rows("targets", REPORT.format(text))]
    assert found == ["年度资金总额", "完成主体工程"]
