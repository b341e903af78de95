"""Arrangements of score forms: each a small form of its own, as some province prints it."""

from __future__ import annotations

import pytest
from reading import Rows

TITLE = "部门整体支出绩效自评表\n"
LEVELS = "一级指标\t二级指标\t三级指标\t"


def scores(rows: Rows, text: str) -> list[tuple[int, str, str, str]]:
    return [
        (
            s.level,
            s.indicator_l3 or s.indicator_l2 or s.indicator_l1,
            str(s.weight) if s.weight is not None else "",
            str(s.score),
        )
        for s in rows("scores", TITLE + text)
    ]


def losses(rows: Rows, text: str) -> list[tuple[str, str, str]]:
    found = rows("deductions", TITLE + text)
    return [(d.indicator, str(d.points_lost), d.reason) for d in found]


def test_own_score_and_reviewed_score_are_a_row_each_and_one_loss(rows: Rows) -> None:
    text = LEVELS + (
        "分值\t自评分\t复核分\t扣分原因\n"
        "投入\t目标设定\t绩效目标合理性\t5\t5\t4\t目标未细化\n"
        "过程\t预算执行\t预算完成率\t10\t9\t8.5\t年末支付慢\n"
        "总分\t\t\t15\t14\t12.5\t\n"
    )
    assert scores(rows, text) == [
        (3, "绩效目标合理性", "5", "5"),
        (3, "绩效目标合理性", "5", "4"),
        (3, "预算完成率", "10", "9"),
        (3, "预算完成率", "10", "8.5"),
        (0, "", "15", "14"),
        (0, "", "15", "12.5"),
    ]
    assert losses(rows, text) == [
        ("绩效目标合理性", "1", "目标未细化"),
        ("预算完成率", "1", "年末支付慢"),
    ]


def test_weights_printed_as_percent(rows: Rows) -> None:
    text = LEVELS + "权重\t得分\n产出\t数量指标\t培训人次\t10%\t9.5\n\t质量指标\t合格率\t15%\t15\n"
    assert scores(rows, text) == [(3, "培训人次", "10", "9.5"), (3, "合格率", "15", "15")]


def test_weights_inside_names_and_stars(rows: Rows) -> None:
    text = LEVELS + (
        "自评得分\t扣分原因\t改进措施\n"
        "投入（15分）\t目标设定（10分）\t绩效目标合理性（5分）\t5\t\t\n"
        "\t\t★绩效指标明确性（5分）\t4\t未量化\t细化指标\n"
    )
    assert scores(rows, text) == [
        (3, "绩效目标合理性", "5", "5"),
        (3, "绩效指标明确性", "5", "4"),
    ]


@pytest.mark.parametrize(
    ("weight", "score", "expected"),
    [
        ("5", "满分", ("5", "5")),
        ("5", "不扣分", ("5", "5")),
        ("10分", "得9分", ("10", "9")),
        ("10", "扣0.5分，得9.5分", ("10", "9.5")),
    ],
)
def test_scores_in_words(rows: Rows, weight: str, score: str, expected: tuple[str, str]) -> None:
    text = LEVELS + f"分值\t得分\n过程\t预算执行\t预算完成率\t{weight}\t{score}\n"
    text += "过程\t预算执行\t预算调整率\t10\t—\n"
    assert scores(rows, text) == [(3, "预算完成率", *expected)]


def test_subtotals_bear_the_name_that_they_sum_up_and_are_no_loss(rows: Rows) -> None:
    text = LEVELS + (
        "分值\t得分\n投入\t目标设定\t绩效目标合理性\t5\t5\n\t\t绩效指标明确性\t5\t4\n"
        "小计\t\t\t10\t9\n过程\t预算执行\t预算完成率\t10\t9\n小计\t\t\t10\t9\n总计\t\t\t20\t18\n"
    )
    assert scores(rows, text) == [
        (3, "绩效目标合理性", "5", "5"),
        (3, "绩效指标明确性", "5", "4"),
        (1, "投入", "10", "9"),
        (3, "预算完成率", "10", "9"),
        (1, "过程", "10", "9"),
        (0, "", "20", "18"),
    ]
    assert [name for name, *_ in losses(rows, text)] == ["绩效指标明确性", "预算完成率"]


def test_indicators_as_columns(rows: Rows) -> None:
    text = (
        "一级指标\t预算执行率\t产出指标\t效益指标\t满意度指标\t总分\n"
        "权重\t10\t50\t30\t10\t100\n自评得分\t9.2\t48\t29\t10\t96.2\n"
    )
    assert scores(rows, text) == [
        (1, "预算执行率", "10", "9.2"),
        (1, "产出指标", "50", "48"),
        (1, "效益指标", "30", "29"),
        (1, "满意度指标", "10", "10"),
        (0, "", "100", "96.2"),
    ]
    assert rows("rates", TITLE + text) == []


def test_two_rows_of_heads(rows: Rows) -> None:
    text = (
        "指标\t\t\t评分\t\t原因分析\n" + LEVELS + "满分\t自评\t扣分原因\n"
        "投入\t目标设定\t绩效目标合理性\t5\t5\t\n过程\t预算执行\t预算完成率\t10\t9\t支付慢\n"
    )
    assert scores(rows, text) == [
        (3, "绩效目标合理性", "5", "5"),
        (3, "预算完成率", "10", "9"),
    ]


UNKNOWN = "考核大类\t考核事项\t满额\t本单位估计\t情况\n"


def test_unknown_heads_are_told_by_the_numbers_and_the_names(rows: Rows) -> None:
    text = UNKNOWN + (
        "投入\t绩效目标合理性\t5\t5\t已设定\n投入\t绩效指标明确性\t5\t4\t部分未量化\n"
        "过程\t预算完成率\t10\t9.2\t年底结转\n"
    )
    assert scores(rows, text) == [
        (3, "绩效目标合理性", "5", "5"),
        (3, "绩效指标明确性", "5", "4"),
        (3, "预算完成率", "10", "9.2"),
    ]
    assert rows("rejects", TITLE + text) == []


def test_unknown_heads_over_points_that_make_a_hundred(rows: Rows) -> None:
    text = UNKNOWN + "甲\t修渠\t40\t39\t\n甲\t清淤\t40\t38\t\n乙\t巡查\t20\t20\t\n"
    assert scores(rows, text) == [
        (3, "修渠", "40", "39"),
        (3, "清淤", "40", "38"),
        (3, "巡查", "20", "20"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "乡镇\t村\t总户数\t脱贫户\t备注\n东山\t甲村\t50\t12\t\n东山\t乙村\t45\t9\t\n西河\t丙村\t38\t7\t\n",
        "乡镇\t村\t今年\t去年\t备注\n东山\t甲村\t12\t15\t\n东山\t乙村\t9\t8\t\n西河\t丙村\t38\t7\t\n",
        "指标\t要求\t做到\n预算执行率\t95\t92\n固定资产利用率\t98\t97\n政府采购执行率\t90\t88\n",
        "科目\t预算数\t执行数\n办公费\t50\t48\n差旅费\t30\t29\n会议费\t20\t20\n",
    ],
)
def test_other_tables_of_numbers_are_no_forms(rows: Rows, text: str) -> None:
    assert scores(rows, text) == []


def test_remarks_tell_the_reason_where_a_form_has_no_column_for_it(rows: Rows) -> None:
    text = (
        "指标名称\t计量单位\t指标性质\t指标值\t全年完成值\t得分系数(%)\t指标权重(分)\t指标得分\t说明\n"
        "新建公厕\t座\t≥\t12\t12\t100\t20\t20\t按期完成\n"
        "公厕开放率\t%\t≥\t98\t92\t85\t20\t17\t两座停水\n"
    )
    assert scores(rows, text) == [(3, "新建公厕", "20", "20"), (3, "公厕开放率", "20", "17")]
    assert losses(rows, text) == [("公厕开放率", "3", "两座停水")]


def test_points_lost_without_a_column_of_scores(rows: Rows) -> None:
    text = LEVELS + (
        "标准分\t扣分\t扣分理由\n投入\t目标设定\t绩效目标合理性\t5\t0\t\n"
        "过程\t预算执行\t预算完成率\t10\t1.5\t支付慢\n"
    )
    assert scores(rows, text) == [(3, "绩效目标合理性", "5", "5"), (3, "预算完成率", "10", "8.5")]
    assert losses(rows, text) == [("预算完成率", "1.5", "支付慢")]


def test_weight_and_score_in_one_cell(rows: Rows) -> None:
    text = "指标名称\t分值/得分\n预算完成率\t10/9.5\n政府采购执行率\t5/5\n"
    assert scores(rows, text) == [(3, "预算完成率", "10", "9.5"), (3, "政府采购执行率", "5", "5")]


def test_notes_and_signatures_below_are_no_indicators(rows: Rows) -> None:
    text = LEVELS + (
        "分值\t得分\n投入\t目标设定\t绩效目标合理性\t5\t5\n"
        "注：1.定量指标\t\t按比例得分\t10\t0\n填表人：张三\t\t联系电话\t76\t54\n"
    )
    assert scores(rows, text) == [(3, "绩效目标合理性", "5", "5")]


def test_levels_of_goals_as_in_shanghai(rows: Rows) -> None:
    text = (
        "一级目标\t二级目标\t指标名称\t指标目标值\t实际完成值\t权重\t得分\n"
        "投入和管理目标\t投入管理\t预算执行率\t=100%\t98.5%\t10\t9.85\n"
        "产出目标\t数量\t绿地养护面积\t≥120万平方米\t125万平方米\t20\t20\n"
    )
    first, second = rows("scores", TITLE + text)
    assert (first.indicator_l1, first.indicator_id) == ("投入和管理目标", "budget_execution_rate")
    assert (second.indicator_l1, second.indicator_l2) == ("产出目标", "数量")


def test_a_form_without_levels_has_those_of_its_indicators(rows: Rows) -> None:
    text = (
        "序号\t评价指标\t指标分值\t评价得分\t得分率\t主要扣分点\n"
        "1\t决策\t15\t14.5\t96.67%\t目标不够细\n2\t过程\t25\t24\t96.00%\t支付慢\n"
        "3\t产出\t40\t38\t95.00%\t\n4\t效益\t20\t19\t95.00%\t\n\t合计\t100\t95.5\t95.50%\t\n"
    )
    assert scores(rows, text) == [
        (1, "决策", "15", "14.5"),
        (1, "过程", "25", "24"),
        (1, "产出", "40", "38"),
        (1, "效益", "20", "19"),
        (0, "", "100", "95.5"),
    ]
    assert losses(rows, text)[:2] == [("决策", "0.5", "目标不够细"), ("过程", "1", "支付慢")]


def test_totals_by_other_names_below_a_form(rows: Rows) -> None:
    text = LEVELS + (
        "分值\t得分\n过程\t预算执行\t预算完成率\t10\t9.2\n"
        "自评总得分\t\t\t\t92.5\n综合得分：\t\t\t100\t92\n评价等级\t优\t\t\t\n"
    )
    assert scores(rows, text) == [
        (3, "预算完成率", "10", "9.2"),
        (0, "", "", "92.5"),
        (0, "", "100", "92"),
    ]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("三公”经费控制率", "“三公”经费控制率"),
        ("预算完成率”", "预算完成率"),
        ("“预算完成率", "预算完成率"),
    ],
)
def test_quotes_of_which_one_is_lost(rows: Rows, printed: str, name: str) -> None:
    text = LEVELS + f"分值\t得分\n过程\t预算执行\t{printed}\t10\t9\n"
    assert scores(rows, text) == [(3, name, "10", "9")]


def test_a_band_across_the_form_is_the_first_level_of_the_rows_below(rows: Rows) -> None:
    text = (
        "序号\t指标名称\t分值\t预期值\t实际值\t自评分\t未达标原因\n"
        "一、产出指标（20分，得19分）\t\t\t\t\t\t\n"
        "1\t修桥座数\t10\t5座\t5座\t10\t\n"
        "2\t修路里程\t10\t50公里\t45公里\t9\t雨季停工\n"
        "合计\t\t20\t\t\t19\t\n"
    )
    assert scores(rows, text)[:3] == [
        (1, "产出指标", "20", "19"),
        (3, "修桥座数", "10", "10"),
        (3, "修路里程", "10", "9"),
    ]
    assert losses(rows, text) == [("修路里程", "1", "雨季停工")]


def test_the_only_scored_row_of_a_money_block_needs_no_label(rows: Rows) -> None:
    text = (
        "年度部门预算（万元）\t预算数\t执行数\t执行率\t分值\t得分\n"
        "\t1,200.00\t1,080.00\t90%\t10\t9\n"
        "一级指标\t三级指标\t年度目标值\t实际完成值\t分值\t得分\n"
        "产出\t修桥座数\t5座\t5座\t90\t90\n"
    )
    assert scores(rows, text)[0] == (1, "预算执行率", "10", "9")
