"""Where problems are found: sections, labels in running text, cells, last year's, reasons."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[[str, str], list[Any]]
TITLE = "云水县林草局2022年度部门整体支出绩效自评报告\n\n"


def found(rows: Rows, body: str) -> list[tuple[str, str]]:
    return [(w.origin, w.text) for w in rows("weaknesses", TITLE + body)]


def test_a_label_in_running_text_opens_a_passage(rows: Rows) -> None:
    body = "填报人：王某\n存在问题：苗圃台账不健全。\n整改措施：补建台账。\n"
    assert found(rows, body) == [("problem_section", "苗圃台账不健全")]


@pytest.mark.parametrize(
    "body",
    [
        "四、自评结论\n我局自评得90分，存在的问题：一是苗圃台账不健全，造成重复登记.二是护林员紧缺.\n",
        "六、绩效自评工作的经验、问题和建议\n目前绩效自评工作存在的问题主要有：苗圃台账不健全；护林员紧缺。\n",
    ],
)
def test_a_label_inside_a_sentence_opens_a_passage(rows: Rows, body: str) -> None:
    assert [t for _, t in found(rows, body)] == ["苗圃台账不健全", "护林员紧缺"]


def test_labels_of_what_is_dealt_with_open_none(rows: Rows) -> None:
    assert found(rows, "四、整改\n我局针对自评存在的问题：一是台账不健全的，逐项补建。\n") == []


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


@pytest.mark.parametrize(
    "body",
    [
        "六、其他情况\n上年度自评反映的“苗圃台账不健全”“护林员紧缺”两件事，前一件已改。\n",
        "六、其他情况\n上年度自评提出的“苗圃台账不健全”问题，通过补建登记已解决；“护林员紧缺”问题正在招聘。\n",
        "六、上年度绩效自评整改情况\n上年提出两个问题。“苗圃台账不健全”已经整改；“护林员紧缺”已改为按年招聘。\n",
    ],
)
def test_last_years_problems_in_quotation_marks(rows: Rows, body: str) -> None:
    names = ["苗圃台账不健全", "护林员紧缺"]
    assert found(rows, body) == [("prior_year", name) for name in names]


@pytest.mark.parametrize(
    "head",
    [
        "五、差距和不足",
        "五、查找出的问题",
        "五、项目绩效评价反映出的问题",
        "五、项目实施中存在的突出矛盾和问题",
        "五、预算绩效管理存在的薄弱环节",
        "五、评价中发现的共性问题",
    ],
)
def test_headings_of_problems(rows: Rows, head: str) -> None:
    assert found(rows, f"{head}\n苗圃台账不健全。\n") == [("problem_section", "苗圃台账不健全")]


@pytest.mark.parametrize(
    "head", ["五、困难群众救助", "五、拟解决的主要问题", "五、群众反映强烈的停车难问题"]
)
def test_headings_of_work_that_name_a_problem(rows: Rows, head: str) -> None:
    assert found(rows, f"{head}\n苗圃台账不健全。\n") == []


@pytest.mark.parametrize(
    "label",
    ["问题与原因", "存在的困难和问题", "不足及原因", "实施过程中遇到的问题", "自评发现问题"],
)
@pytest.mark.parametrize(
    "body",
    [
        "项目名称\t护林防火\n{}\t苗圃台账不健全\n改进措施\t补建\n",
        "项目得90分。{}：苗圃台账不健全。\n",
    ],
)
def test_labels_of_problems(rows: Rows, label: str, body: str) -> None:
    assert found(rows, body.format(label)) == [("problem_section", "苗圃台账不健全")]


def test_problems_of_the_self_evaluation_itself(rows: Rows) -> None:
    body = "五、自评工作存在的问题和建议\n（一）自评工作存在的问题\n苗圃台账不健全。\n（二）建议\n加强培训。\n"
    assert found(rows, body) == [("problem_section", "苗圃台账不健全")]


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


@pytest.mark.parametrize(
    ("sentence", "problems"),
    [
        ("项目总体完成，但也存在个别村级站点台账登记不全，设备领用手续不完备，维护经费拨付迟缓等问题。", ["个别村级站点台账登记不全", "设备领用手续不完备", "维护经费拨付迟缓"]),
        ("在苗木采购上存在询价不规范、未按合同约定组织到货验收等需要纠正的问题。", ["询价不规范", "未按合同约定组织到货验收"]),
        ("工作中还存在一些问题，主要表现在：一是台账登记不全；二是验收滞后。", ["台账登记不全", "验收滞后"]),
        ("护林站管理中存在着不少不足。主要是巡查次数偏少，瞭望塔闲置。", ["巡查次数偏少", "瞭望塔闲置"]),
        ("本次清查发现的问题主要有：（1）标签粘贴不规范；（2）使用人与台账不符。", ["标签粘贴不规范", "使用人与台账不符"]),
        ("审计发现，部分渠道清淤项目未按规定招标，结余资金长期滞留。", ["部分渠道清淤项目未按规定招标", "结余资金长期滞留"]),
        ("审计发现林场配套资金不到位16万元、苗木款挪用3万元的问题。", ["林场配套资金不到位16万元", "苗木款挪用3万元"]),
        ("自评中发现，管护中普遍存在着台账缺失、巡查不足等问题。", ["台账缺失", "巡查不足"]),
        ("重点检查资金使用是否存在挪用、截留等问题。", []),
        ("针对设备管护中存在台账不全、巡查偏少等问题，已建立制度。", []),
        ("全年不存在虚报冒领、重复补贴等问题。", []),
        ("项目由云水县绿洲生态建设有限公司承建。", []),
    ],
)  # fmt: skip
def test_problems_in_running_text_of_other_sections(
    rows: Rows, sentence: str, problems: list[str]
) -> None:
    body = f"二、绩效情况\n{sentence}\n"
    assert [t for _, t in found(rows, body)] == problems


def test_a_list_on_the_lines_below_what_opens_it(rows: Rows) -> None:
    body = "二、绩效情况\n审计发现的主要问题是：\n1.预算管理方面。2个林场结余资金36万元未及时上缴。\n2.苗木档案缺失。\n全年造林0.8万亩。\n"
    assert [t for _, t in found(rows, body)] == ["2个林场结余资金36万元未及时上缴", "苗木档案缺失"]


def test_a_heading_that_admits_something_below_last_years_problems(rows: Rows) -> None:
    body = "三、上年度绩效自评整改情况\n（一）关于苗木台账管理水平有待提高的问题\n已补建台账。\n"
    assert ("prior_year", "苗木台账管理水平有待提高") in found(rows, body)


def test_a_problem_section_goes_on_behind_its_table(rows: Rows) -> None:
    table = "指标\t分值\t得分\n造林面积\t10\t10\n"
    body = f"三、存在的问题\n1.苗圃台账不健全。\n{table}2.巡护记录不全。\n"
    told = [("problem_section", "苗圃台账不健全"), ("problem_section", "巡护记录不全")]
    assert found(rows, body) == told


def test_a_column_of_problems_with_the_measures_beside_them(rows: Rows) -> None:
    body = (
        "五、存在的问题\n序号\t问题表现\t整改措施\t时限\n"
        "1\t苗圃台账不健全，两次变更设计\t补建台账\t5月\n2\t瞭望塔长期闲置\t调剂使用\t6月\n"
    )
    got = [(w.text, w.measure) for w in rows("weaknesses", TITLE + body)]
    assert ("苗圃台账不健全", "补建台账") in got
    assert got[-1] == ("瞭望塔长期闲置", "调剂使用")


def test_a_column_of_questions_tells_no_problems(rows: Rows) -> None:
    body = "序号\t问题\t回答\n1\t造林质量不高吗\t不高\n2\t道路失修吗\t没有\n"
    assert not rows("weaknesses", TITLE + body)


def test_last_years_problems_in_a_table(rows: Rows) -> None:
    body = (
        "三、上年度绩效自评整改情况\n序号\t反馈问题\t整改情况\n"
        "1\t苗圃台账不健全\t已补建台账\n2\t瞭望塔长期闲置\t已调剂使用\n"
    )
    got = rows("weaknesses", TITLE + body)
    assert [(w.origin, w.text, w.measure) for w in got] == [
        ("prior_year", "苗圃台账不健全", "已补建台账"),
        ("prior_year", "瞭望塔长期闲置", "已调剂使用"),
    ]


def test_headings_that_name_what_was_put_right(rows: Rows) -> None:
    body = "一、关于“苗圃台账不健全”的问题\n整改情况：已补建台账。\n二、关于瞭望塔长期闲置的问题\n整改情况：已调剂使用。\n"
    got = rows("weaknesses", "云水县林草局绩效评价问题整改情况报告\n\n" + body)
    assert [(w.origin, w.text, w.measure) for w in got] == [
        ("prior_year", "苗圃台账不健全", "已补建台账。"),
        ("prior_year", "瞭望塔长期闲置", "已调剂使用。"),
    ]


def test_a_number_left_out_ends_no_list(rows: Rows) -> None:
    body = "六、存在的问题\n（一）苗圃台账不健全\n三处没有登记。\n（三）瞭望塔长期闲置\n（四）护林员紧缺\n"
    assert [t for _, t in found(rows, body)] == [
        "苗圃台账不健全",
        "三处没有登记",
        "瞭望塔长期闲置",
        "护林员紧缺",
    ]


def test_what_stands_in_the_cell_behind_its_heading(rows: Rows) -> None:
    body = "项目名称\t护林防火\t编码\t12\n五、存在的问题。瞭望塔长期闲置，巡护记录不全。\n"
    got = [w.text for w in rows("weaknesses", TITLE + body)]
    assert got == ["瞭望塔长期闲置", "巡护记录不全"]


def test_problems_of_last_year_in_quotation_marks_alone(rows: Rows) -> None:
    body = "四、绩效结果应用\n2022年度自评反映的“补贴发放滞后”“派车记录缺失”两件事，前一件改了，后一件没有改完。\n"
    assert [t for o, t in found(rows, body) if o == "prior_year"][:2] == [
        "补贴发放滞后",
        "派车记录缺失",
    ]


FORM = (
    "2023年度部门整体支出绩效自评表\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t未完成原因\n"
    "产出\t数量\t改造项目\t10\t8\t10\t8\t{reason}\n产出\t质量\t合格率\t95%\t96%\t90\t90\t\n"
)


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("受疫情封控影响停工47天，桩基检测报告迟迟未出", ["桩基检测报告迟迟未出"]),
        ("台风停工20天，应急预案不完善", ["应急预案不完善"]),
        ("受疫情影响，培训未能开展", []),
        ("受连续阴雨影响，完成率低于目标", []),
    ],
)
def test_what_was_left_undone_beside_the_weather(rows: Rows, reason: str, found: list[str]) -> None:
    assert [w.text for w in rows("weaknesses", FORM.format(reason=reason))] == found
