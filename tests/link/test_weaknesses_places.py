"""Where problems are found: sections, labels in running text, cells, last year's, reasons."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Rows = Callable[[str, str], list[Any]]
TITLE = "云水县林草局2022年度部门整体支出绩效自评报告\n\n"


def found(rows: Rows, body: str) -> list[tuple[str, str]]:
    return [(w.origin, w.text) for w in rows("weaknesses", TITLE + body)]


def test_a_label_in_running_text_opens_a_passage(rows: Rows) -> None:
    body = "填报人：王某\n存在问题：苗圃台账不健全。\n整改措施：补建台账。\n"
    assert found(rows, body) == [("problem_section", "苗圃台账不健全")]


def test_a_numbered_label_ends_at_the_next_number(rows: Rows) -> None:
    body = "说明：一、项目依据上级文件设立。二、存在问题：苗圃台账不健全。三、本表未盖章的无效。\n"
    assert found(rows, body) == [("problem_section", "苗圃台账不健全")]


def test_a_problem_may_be_the_head_of_its_explanation(rows: Rows) -> None:
    body = "补贴兑付滞后问题：11月的补贴因名册核对于次年2月发放。\n"
    assert found(rows, body) == [("problem_section", "补贴兑付滞后问题")]


def test_a_cell_beside_a_label(rows: Rows) -> None:
    body = "项目名称\t护林防火\n存在的问题\t瞭望塔闲置，巡护记录不全\n改进措施\t每月核对记录\n"
    got = rows("weaknesses", TITLE + body)
    assert [(w.text, w.measure) for w in got] == [
        ("瞭望塔闲置", "每月核对记录"),
        ("巡护记录不全", "每月核对记录"),
    ]


def test_headings_behind_an_empty_heading_of_problems(rows: Rows) -> None:
    body = "四、评价结论\n（一）结论\n总体较好。\n存在问题\n1.预算编制粗放。\n2.台账登记缺漏。\n（三）改进建议\n加强论证。\n"
    assert [t for _, t in found(rows, body)] == ["预算编制粗放", "台账登记缺漏"]


def test_last_years_problems_joined_in_one_clause(rows: Rows) -> None:
    body = "三、上年度绩效自评整改情况\n上年度反映出的3个问题中，支出进度偏慢、内控制度不全已整改；合同备案不及时的问题仍有反复，将继续督办。\n"
    got = rows("weaknesses", TITLE + body)
    assert [(w.origin, w.text, w.measure) for w in got] == [
        ("prior_year", "支出进度偏慢", ""),
        ("prior_year", "内控制度不全", ""),
        ("prior_year", "合同备案不及时的问题仍有反复", "继续督办"),
    ]


def test_last_years_problem_named_in_another_section(rows: Rows) -> None:
    body = "五、改进措施\n（一）细化预算。\n（二）上年度自评提出的“补贴发放滞后”问题已整改，发放时限缩短到20日。\n"
    got = rows("weaknesses", TITLE + body)
    assert [(w.origin, w.text, w.measure) for w in got] == [
        ("prior_year", "补贴发放滞后", "发放时限缩短到20日")
    ]


def test_reasons_that_blame_the_department(rows: Rows) -> None:
    body = "二、自评情况\n1.资产管理。搬迁后未组织盘点，账实核对滞后，扣2分。\n2.采购管理。有3份合同超过7个工作日才备案，扣1分。\n"
    assert found(rows, body) == [
        ("deduction", "搬迁后未组织盘点"),
        ("deduction", "账实核对滞后"),
        ("deduction", "有3份合同超过7个工作日才备案"),
    ]


def test_reasons_that_blame_the_weather(rows: Rows) -> None:
    body = "二、自评情况\n1.生态效益。受持续干旱影响，成活率只有80%，扣2分。\n"
    assert found(rows, body) == []


def test_an_item_of_a_list_of_problems_is_one_though_no_word_says_so(rows: Rows) -> None:
    text = (
        "部门整体支出绩效自评报告\n三、存在的主要问题\n1.产业抗风险能力弱。\n2.验收周期与资金下达时间错开。\n"
        "3.加强资金管理，规范使用。\n四、改进措施\n1.完善机制。"
    )
    found = [w.text for w in rows("weaknesses", text)]
    assert found[:2] == ["产业抗风险能力弱", "验收周期与资金下达时间错开"]
    assert not any("加强" in text for text in found)


def test_notes_hold_problems_among_other_things(rows: Rows) -> None:
    body = "项目名称\t护林防火\n备注\t1.本表数据取自决算；2.瞭望塔闲置，巡护记录不全\n"
    assert found(rows, body) == [
        ("problem_section", "瞭望塔闲置"),
        ("problem_section", "巡护记录不全"),
    ]


def test_other_matters_may_admit_a_problem(rows: Rows) -> None:
    body = "四、自评结论\n自评得分92分。\n五、其他需要说明的问题\n巡察反馈，部分苗木采购未履行询价程序。\n"
    assert found(rows, body) == [("problem_section", "部分苗木采购未履行询价程序")]
    assert found(rows, "四、自评结论\n自评得分92分。\n五、其他需要说明的问题\n无。\n") == []


def test_reasons_of_missed_goals_are_problems_under_their_own_heads(rows: Rows) -> None:
    body = (
        "三、偏离绩效目标的原因和下一步改进措施\n"
        "（一）造林面积未完成。苗木供应跟不上。改进措施：2024年补种120亩。\n"
        "（二）拨付不及时。乡镇报账资料不齐全。改进措施：集中培训报账员。\n"
    )
    got = rows("weaknesses", TITLE + body)
    assert [(w.text, w.measure) for w in got] == [
        ("造林面积未完成", "2024年补种120亩。"),
        ("苗木供应跟不上", "2024年补种120亩。"),
        ("拨付不及时", "集中培训报账员。"),
        ("乡镇报账资料不齐全", "集中培训报账员。"),
    ]
    (planned,) = rows("targets", TITLE + body)
    assert (planned.target_value, planned.status) == (120, "no_actual")
