"""Checks of scores, goals and wording."""

from __future__ import annotations

from typing import Any

import pytest
from reading import Rows

FORM = (
    "2023年度部门整体支出绩效自评表\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t扣分原因\n"
    "产出\t数量\t培训场次\t10场\t{done}场\t60\t{points}\t{reason}\n产出\t质量\t合格率\t95%\t96%\t40\t40\t\n"
    "总分\t\t\t\t\t100\t{total}\t\n"
)
REPORT = "2022年度部门整体支出绩效自评报告\n"


def status(rows: Rows, text: str, check: str) -> list[str]:
    return [c.status for c in rows("checks", text) if c.check == check]


def form(**cells: Any) -> str:
    return FORM.format(**{"done": 6, "points": 36, "reason": "受疫情影响", "total": 76} | cells)


@pytest.mark.parametrize(
    ("cells", "check", "expected"),
    [
        ({}, "score.total", "pass"),
        ({"total": 77}, "score.total", "fail"),
        ({"points": 62, "total": 102}, "score.within_weight", "fail"),
        ({}, "goal.met", "fail"),
        ({"done": 10, "points": 60, "total": 100}, "goal.met", "pass"),
        ({}, "goal.miss_explained", "pass"),
        ({"reason": ""}, "goal.miss_explained", "fail"),
        ({"reason": ""}, "score.loss_explained", "fail"),
        ({"points": 60, "total": 100}, "goal.full_marks", "fail"),
        ({"done": 17, "points": 60, "total": 100}, "goal.set_low", "fail"),
        ({"points": 43.7, "total": 83.7}, "score.formula", "fail"),
    ],
)
def test_forms(rows: Rows, cells: dict[str, Any], check: str, expected: str) -> None:
    assert expected in status(rows, form(**cells), check)


def test_a_grade_left_open_is_told(rows: Rows) -> None:
    text = REPORT + "（一）自评结论\n自评得分91.41分。\n评价等级：□优 □良 □中 □差"
    [found] = [c for c in rows("checks", text) if c.check == "score.grade"]
    assert (found.status, found.expected, found.observed) == ("fail", "优", "")


@pytest.mark.parametrize(
    ("text", "check", "expected"),
    [
        ("率 \\geq 90%。", "text.converter", "fail"),
        ("率达到90%。", "text.converter", "pass"),
        ("现将（单位名称）情况报告如下。", "text.placeholder", "fail"),
        ("（一）预算使用效益\n2023年度新增5G基站62座。", "text.year", "fail"),
        ("（一）预算使用效益\n2022年度新增5G基站62座。", "text.year", "pass"),
        ("（一）预算使用效益\n计划2023年度新增5G基站62座。", "text.year", "pass"),
        ("填报日期：2021年5月6日", "text.report_date", "fail"),
        ("一、基本情况\n内设3个科室。", "section.problems", "fail"),
    ],
)
def test_wording(rows: Rows, text: str, check: str, expected: str) -> None:
    assert status(rows, REPORT + text, check) == [expected]


def test_regulations_are_not_audited(rows: Rows) -> None:
    text = "某县县级预算绩效管理办法\n第一条 为规范管理，制定本办法。\n第二条 得分90分以上为优。"
    assert rows("checks", text) == []


LAST_YEAR = (
    REPORT + "一、存在的问题及改进措施\n{now}\n二、上年度绩效自评整改情况\n（一）存在问题\n"
    "项目绩效目标设定不够合理。\n（二）改进措施\n{before}\n"
)
MEASURE = "在提高认识、强化管理、科学设定的基础上，提高整体支出绩效评价的质量。"


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ("绩效目标不够细化，应在" + MEASURE[1:], MEASURE, "fail"),
        ("每季度会商一次支出进度，逐个项目排出付款计划。", MEASURE, "pass"),
        ("加强预算管理，每季度会商一次项目支出的进度。", "加强预算管理。", "not_evaluable"),
    ],
)
def test_last_years_measures_written_again(
    rows: Rows, now: str, before: str, expected: str
) -> None:
    text = LAST_YEAR.format(now=now, before=before)
    assert status(rows, text, "text.repeated_measure") == [expected]


MISSED = (
    REPORT + "（一）绩效目标\n计划改造危桥4座，培训农户500人次。\n（二）绩效目标完成情况\n{done}\n"
)


@pytest.mark.parametrize(
    ("done", "silent"),
    [
        ("改造危桥3座，余下1座因汛期水位偏高推迟到次年，培训农户520人次。", False),
        ("改造危桥3座，培训农户520人次。危桥没有全部完成的原因是业主单位变更。", False),
        ("改造危桥3座，培训农户520人次。\n公用经费因物价上涨增加。", True),
        ("改造危桥3座，培训农户520人次，因地制宜开展工作。", True),
        ("改造危桥3座，培训农户520人次。\n（三）扣分原因\n危桥业主单位变更。", True),
        ("改造危桥3座，培训农户520人次。\n（三）扣分原因\n改造危桥的业主单位变更。", False),
    ],
)
def test_a_reason_may_stand_in_the_words_round_the_outcome(
    rows: Rows, done: str, silent: bool
) -> None:
    text = MISSED.format(done=done)
    assert status(rows, text, "goal.met") == ["fail"]
    assert status(rows, text, "goal.miss_explained") == ["fail" if silent else "pass"]


def test_grades_of_another_scale_are_not_held_against_bands(rows: Rows) -> None:
    text = REPORT + "一、自评结论\n自评得分92.88分，自评等级为一等。\n"
    assert [d.grade for d in rows("documents", text)] == ["一等"]
    assert status(rows, text, "score.grade") == ["not_evaluable"]
