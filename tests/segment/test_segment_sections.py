"""Section trees: nesting, lost and restarted numbers, run-in headings, kinds."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[[str, str], list[Any]]


def tree(rows: Rows, text: str) -> list[tuple[str, str]]:
    return [(s.section_id, s.heading) for s in rows("sections", text)]


def test_three_styles_nest(rows: Rows) -> None:
    text = (
        "一、部门概况\n（一）基本情况\n1.主要职责\n管理河道。\n2.机构设置\n下设五个股室。\n"
        "（二）年度重点工作\n修渠。\n二、存在的问题\n有的渠道失修多年。\n"
    )
    assert tree(rows, text) == [
        ("1", "部门概况"),
        ("1.1", "基本情况"),
        ("1.1.1", "主要职责"),
        ("1.1.2", "机构设置"),
        ("1.2", "年度重点工作"),
        ("2", "存在的问题"),
    ]


def test_a_section_reaches_to_its_next_brother(rows: Rows) -> None:
    text = "一、部门概况\n我局管理河道。\n（一）人员情况\n在编九人。\n二、存在的问题\n渠道失修。\n"
    first, inner, second = rows("sections", text)
    assert first.text == "一、部门概况\n我局管理河道。\n（一）人员情况\n在编九人。\n"
    assert inner.text == "（一）人员情况\n在编九人。\n"
    assert (inner.parent_id, inner.level) == ("1", 2)
    assert second.text.startswith("二、存在的问题")
    assert (second.parent_id, second.level) == ("", 1)


def test_a_lost_number_leaves_the_others_in_place(rows: Rows) -> None:
    text = "一、部门概况\n正文。\n三、存在的问题\n正文。\n1、资产管理不规范\n正文。\n1、采购不及时\n正文。\n"
    assert [i for i, _ in tree(rows, text)] == ["1", "2", "2.1", "2.2"]


def test_numbers_start_again_in_each_part(rows: Rows) -> None:
    text = "第一部分 部门概况\n一、主要职责\n正文。\n第二部分 名词解释\n一、财政拨款收入\n正文。\n"
    assert tree(rows, text) == [
        ("1", "部门概况"),
        ("1.1", "主要职责"),
        ("2", "名词解释"),
        ("2.1", "财政拨款收入"),
    ]


def test_brackets_above_plain_numbers_or_below(rows: Rows) -> None:
    text = "1.基本情况\n（1）人员情况\n正文。\n①编制情况\n正文。\n（2）资产情况\n正文。\n2.存在的问题\n"
    assert [i for i, _ in tree(rows, text)] == ["1", "1.1", "1.1.1", "1.2", "2"]


def test_headings_without_numbers(rows: Rows) -> None:
    text = "部门概况\n我局管理全县河道。\n存在的问题\n渠道失修。\n下一步改进措施\n加强巡查。\n"
    assert [s.kind for s in rows("sections", text)] == ["profile", "problems", "measures"]


def test_the_number_may_stand_on_a_line_of_its_own(rows: Rows) -> None:
    assert tree(rows, "一、\n部门概况\n正文。\n二、\n存在的问题\n正文。\n") == [
        ("1", "部门概况"),
        ("2", "存在的问题"),
    ]


def test_a_run_in_heading_ends_at_its_full_stop(rows: Rows) -> None:
    text = "（一）人员情况。年末在职九人，退休三人。\n（二）资产情况。固定资产三十万元。\n"
    found = rows("sections", text)
    assert [s.heading for s in found] == ["人员情况", "资产情况"]
    assert found[0].text == "（一）人员情况。年末在职九人，退休三人。\n"


@pytest.mark.parametrize(
    "text",
    [
        "一是加强领导。\n二是压实责任。\n",
        "执行率98%。\n预算执行率达到100%。\n",
        "1.5万元用于维修。\n",
        "填报人：吴明\n",
        "第一条 为规范管理，制定本办法。\n",
        "我局预算执行情况总体较好，支出进度符合要求，各项工作按计划推进，年末没有结转资金。\n",
    ],
)
def test_lines_that_are_no_headings(rows: Rows, text: str) -> None:
    assert rows("sections", text) == []


def test_rows_of_tables_are_no_headings(rows: Rows) -> None:
    assert rows("sections", "一、部门概况\t二、存在的问题\n1\t2\n") == []


def test_a_section_found_in_the_row_of_a_figure(rows: Rows) -> None:
    text = "一、部门概况\n在编9人。\n二、部门整体支出情况\n（一）支出情况\n支出300万元。\n"
    (people,) = rows("quantities", text)
    (money,) = rows("amounts", text)
    assert (people.section, money.section) == ("1", "2.1")


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("一、单位基本概况", "profile"),
        ("（一）主要职能", "duties"),
        ("（二）当年重点工作任务", "work_tasks"),
        ("（三）部门整体支出绩效目标", "targets"),
        ("（四）收入支出总体情况", "income_expenditure"),
        ("二、绩效自评工作组织情况", "evaluation_work"),
        ("（一）自评得分情况", "conclusion"),
        ("（二）产出指标完成情况分析", "indicator_analysis"),
        ("1.预算编制情况", "budget_preparation"),
        ("2.预算执行情况", "budget_execution"),
        ("3.预决算公开情况", "information_disclosure"),
        ("4.政府采购执行情况", "procurement"),
        ("5.固定资产管理", "assets"),
        ("6.“三公”经费控制情况", "running_costs"),
        ("三、存在的主要问题及原因分析", "problems"),
        ("四、下一步工作打算", "measures"),
        ("（三）扣分原因说明", "deductions"),
        ("五、上年度绩效评价整改情况", "prior_year_rectification"),
        ("六、其他需要说明的问题", "other"),
    ],
)
def test_kinds(rows: Rows, heading: str, kind: str) -> None:
    (section,) = rows("sections", f"{heading}\n情况如下文所述。\n")
    assert section.kind == kind
    assert section.pattern or kind == "other"
