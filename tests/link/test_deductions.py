"""Points lost in running text and in forms: whose, how many, and why."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reading import Rows

FORM = (
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t{head}\n"
    "产出指标\t数量指标\t维修泵站座数\t≥12座\t10座\t10\t8.5\t{told}\n"
    "效益指标\t社会效益指标\t村民满意度\t≥90%\t95%\t10\t10\t\n"
)


@pytest.mark.parametrize(
    ("text", "indicator", "points", "reason"),
    [
        pytest.param(
            "3.采购管理。全年采购120万元。由于经办人对时限掌握不准,2份合同逾期备案,扣1分。",
            "采购管理",
            "1",
            "由于经办人对时限掌握不准,2份合同逾期备案",
            id="label of the line, cause before",
        ),
        pytest.param(
            "(二)产出指标。维修渠道8公里;垃圾清运率82%,比目标低8个百分点,扣1.6分。",
            "垃圾清运率",
            "1.6",
            "垃圾清运率82%,比目标低8个百分点",
            id="a class of indicators is no indicator",
        ),
        pytest.param(
            "1.目标编制。目标与职责相符,但“环境改善”没有量化,扣2分。",
            "目标编制",
            "2",
            "“环境改善”没有量化",
            id="what stands before 但 is praise",
        ),
        pytest.param(
            "未完成的目标:\n(1)冬小麦产量目标3万吨,实际2.8万吨,扣1.2分。主要原因是春旱连伏旱。",
            "冬小麦产量",
            "1.2",
            "春旱连伏旱",
            id="reason in the sentence behind",
        ),
        pytest.param(
            "扣分情况:①预算执行率扣0.4分;②培训场次未达到目标扣0.5分,因讲师调离未补。",
            "培训场次",
            "0.5",
            "讲师调离未补",
            id="reason behind the points",
        ),
        pytest.param(
            "4.信息公开。决算公开超过时限5天。该项扣1分。",
            "信息公开",
            "1",
            "决算公开超过时限5天",
            id="reason in the sentence before",
        ),
    ],
)
def test_in_prose(rows: Rows, text: str, indicator: str, points: str, reason: str) -> None:
    told = [
        (d.indicator, d.points_lost, d.reason.replace("，", ",")) for d in rows("deductions", text)
    ]
    assert (indicator, Decimal(points), reason) in told


def test_a_loss_without_words_has_no_reason(rows: Rows) -> None:
    first, _ = rows("deductions", "扣分情况:①资金支付率扣0.4分;②员工满意度扣3分,因食堂拥挤。")
    assert (first.indicator, first.reason, first.cause) == ("资金支付率", "", "none_given")


@pytest.mark.parametrize(
    "rule",
    [
        "执行率每低于5%扣1分,扣完为止。",
        "逾期未报的,在年度考核中扣2分。",
        "未公开的扣3分,否则不得分。",
    ],
)
def test_rules_lose_no_points(rows: Rows, rule: str) -> None:
    assert rows("deductions", f"评分标准\n{rule}") == []


def test_a_reason_with_its_measure_in_one_cell(rows: Rows) -> None:
    told = "汛期无法施工。改进措施:提前安排工期。"
    (row,) = rows("deductions", FORM.format(head="偏差原因分析及改进措施", told=told))
    assert (row.indicator, row.points_lost) == ("维修泵站座数", Decimal("1.5"))
    assert (row.reason, row.measure) == ("汛期无法施工。", "提前安排工期。")


def test_one_cell_with_the_reasons_of_all_rows(rows: Rows) -> None:
    form = FORM.format(head="备注", told="")
    text = form + "未完成原因\t1.泵站少维修2座,征地受阻。下一步协调用地。\n"
    (row,) = rows("deductions", text)
    assert (row.indicator, row.weight, row.points_lost) == (
        "维修泵站座数",
        Decimal(10),
        Decimal("1.5"),
    )
    assert row.reason == "泵站少维修2座,征地受阻"


def test_scores_below_their_weight_that_nobody_explains(rows: Rows) -> None:
    text = "自评:产出指标(40分)得38分,效益指标(30分)得30分。\n1.修路里程目标9公里,实际8公里,扣2分。"
    assert [(d.indicator, d.points_lost) for d in rows("deductions", text)] == [
        ("修路里程", Decimal(2))
    ]
    bare = rows("deductions", text.replace("扣2分", "扣1分"))
    assert ("产出指标", Decimal(2), "none_given") in [
        (d.indicator, d.points_lost, d.cause) for d in bare
    ]


def test_the_group_of_an_indicator_tells_the_weakness_when_nothing_else_does(rows: Rows) -> None:
    (row,) = rows("deductions", FORM.format(head="偏差原因", told="台风登陆"))
    assert row.weakness == "output_shortfall"


def test_a_summary_by_levels_is_no_loss(rows: Rows) -> None:
    text = (
        "绩效评价报告\n一级指标\t分值\t得分\n产出\t60\t58\n效益\t40\t40\n\n"
        "一级指标\t二级指标\t三级指标\t分值\t得分\t扣分原因\n"
        "产出\t数量\t培训场次\t60\t58\t场次减少\n效益\t社会\t知晓率\t40\t40\t\n"
    )
    assert [d.indicator for d in rows("deductions", text)] == ["培训场次"]


@pytest.mark.parametrize(
    ("row", "cause", "weakness"),
    [
        ("园区就业人数\t900人\t800人\t8\t7\t两家企业停业", "external_shock", "benefit_shortfall"),
        ("改造卫生院\t5家\t4家\t8\t6\t项目验收迟迟未定", "process_delay", "output_shortfall"),
        ("按期竣工率\t100%\t80%\t8\t6\t施工进展缓慢", "process_delay", "project_management"),
        (
            "栏杆牢固程度\t好\t较好\t8\t6\t8处安装不牢，已由厂家返工。",
            "execution",
            "output_shortfall",
        ),
    ],
)
def test_classes_by_what_the_indicator_measures(
    rows: Rows, row: str, cause: str, weakness: str
) -> None:
    head = "指标名称\t指标值\t完成值\t权重\t得分\t未完成原因\n"
    table = f"{head}{row}\n家长满意度\t90%\t95%\t92\t92\t\n"
    (found,) = rows("deductions", table)
    assert (found.cause, found.weakness) == (cause, weakness)


def test_a_cell_of_running_text_explains_a_row(rows: Rows) -> None:
    note = "本项目自评得98.5分，共扣1.5分。其中维修泵站座数扣1.5分，原因是连月阴雨。"
    text = f"{FORM.format(head='偏差度', told='')}\n说明如下。\n\n"
    text += f"说明事项\t具体内容\n项目概况\t本项目为经常性项目。\n扣分情况\t{note}\n"
    (found,) = rows("deductions", text)
    assert (found.points_lost, found.reason) == (Decimal("1.5"), "连月阴雨")
    assert Decimal("98.5") in [s.score for s in rows("scores", text)]


def test_a_heading_with_points_above_a_form_is_no_loss(rows: Rows) -> None:
    text = "自评得分95.5分。\n（一）过程情况（40分，自评39分）\n资产管理5分，得4分，账实不符。\n"
    text += "（二）产出情况（60分，自评56.5分）\n" + FORM.format(head="偏差度", told="-16.67%")
    text += "村民就业率8分，目标值85%，实际值80.1%，得6分，主要受用工需求不足影响。\n"
    found = [(d.indicator, d.points_lost, d.reason) for d in rows("deductions", text)]
    assert sorted(found) == [
        ("村民就业率", Decimal("2"), "主要受用工需求不足影响"),
        ("维修泵站座数", Decimal("1.5"), ""),
        ("资产管理", Decimal("1"), "账实不符"),
    ]


def test_reasons_with_points_of_their_own_are_parted(rows: Rows) -> None:
    text = (
        "部门整体支出绩效自评表\n一级指标\t二级指标\t三级指标\t分值\t得分\t扣分原因\n"
        "管理\t绩效管理\t制度执行\t9\t7.6\t监控填报超期，扣0.4分；下属单位未开展自评，扣1分。\n"
        "管理\t采购管理\t采购合规\t10\t10\t\n"
    )
    found = [(d.reason, str(d.points_lost)) for d in rows("deductions", text)]
    assert found == [("监控填报超期", "0.4"), ("下属单位未开展自评", "1")]


def test_a_figure_alone_gives_no_cause(rows: Rows) -> None:
    text = (
        "部门整体支出绩效自评表\n一级指标\t二级指标\t三级指标\t分值\t得分\t扣分说明\n"
        "管理\t预算执行\t支出率\t10\t9.5\t支出率95.92%\n管理\t采购管理\t采购合规\t10\t10\t\n"
    )
    assert [d.cause for d in rows("deductions", text)] == ["none_given"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(
            "扣分项是预算执行率、合同备案及时率和群众满意度。",
            [("预算执行率", ""), ("合同备案及时率", ""), ("群众满意度", "")],
            id="names of indicators",
        ),
        pytest.param(
            "主要失分点为合同备案不及时、满意度偏低。",
            [("", "合同备案不及时"), ("", "满意度偏低")],
            id="what was wanting",
        ),
        pytest.param(
            "扣分项为群众满意度、预算执行率。预算执行率82%,支付滞后,扣2分。",
            [("预算执行率", "支付滞后")],
            id="what is explained is not told twice",
        ),
        pytest.param("扣分项:每超过1天扣1分。", [], id="a rule"),
    ],
)
def test_by_name(rows: Rows, told: str, expected: list[tuple[str, str]]) -> None:
    assert [(d.indicator, d.reason) for d in rows("deductions", told)] == expected


def test_a_name_that_has_its_score_elsewhere_is_told_once(rows: Rows) -> None:
    told = "预算执行率分值10分,得8分。扣分项是预算执行率、群众满意度。"
    assert [(d.indicator, d.points_lost) for d in rows("deductions", told)] == [
        ("群众满意度", None),
        ("预算执行率", 2),
    ]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(
            "扣分项是就业率、“智慧”平台使用率、失业率。就业率目标90%,实际88%,扣1分;"
            "后两项因年初没有设定基期数据,无法考核,共扣1.5分。",
            [
                ("就业率", Decimal(1), "就业率目标90%,实际88%"),
                ("“智慧”平台使用率", None, "因年初没有设定基期数据,无法考核"),
                ("失业率", None, "因年初没有设定基期数据,无法考核"),
            ],
            id="the last two of the list",
        ),
        pytest.param(
            "合同备案及时率、采购合规率因经办人调离未补,各扣0.5分。",
            [
                ("合同备案及时率", Decimal("0.5"), "因经办人调离未补"),
                ("采购合规率", Decimal("0.5"), "因经办人调离未补"),
            ],
            id="as much for each",
        ),
        pytest.param(
            "服务对象满意度目标为93%,实际88.4%,扣1分,原因是窗口排队时间长、政策宣传不到位。",
            [
                ("服务对象满意度", None, "窗口排队时间长"),
                ("服务对象满意度", None, "政策宣传不到位"),
            ],
            id="two reasons",
        ),
        pytest.param(
            "外贸进出口目标9亿元,实际8亿元,扣1分,原因是工业、外贸等行业订单不足。",
            [("外贸进出口", Decimal(1), "工业、外贸等行业订单不足")],
            id="one reason with a list of nouns",
        ),
    ],
)
def test_shared_losses(
    rows: Rows, told: str, expected: list[tuple[str, Decimal | None, str]]
) -> None:
    found = [(d.indicator, d.points_lost, d.reason) for d in rows("deductions", told)]
    assert found == expected


def test_what_several_share_accounts_for_the_score(rows: Rows) -> None:
    text = (
        "自评:满意度指标(10分)得9分。\n1.满意度。群众满意度目标93%,实际88%,扣1分,"
        "原因是窗口排队时间长、政策宣传不到位。"
    )
    assert {d.indicator for d in rows("deductions", text)} == {"满意度"}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param("未达到目标值，扣0.3分", [("未达到目标值", Decimal("0.3"))], id="with points"),
        pytest.param("汛期无法施工", [("汛期无法施工", None)], id="a reason for a missed goal"),
        pytest.param("", [], id="nothing said"),
        pytest.param("每少1座扣0.5分", [], id="a rule"),
    ],
)
def test_full_marks_for_a_missed_goal(
    rows: Rows, told: str, expected: list[tuple[str, Decimal | None]]
) -> None:
    form = FORM.format(head="偏差原因分析", told=told).replace("\t8.5\t", "\t10\t")
    found = rows("deductions", form)
    assert [(d.reason, d.points_lost) for d in found] == expected
    assert all((d.weight, d.score) == (10, 10) for d in found)


def test_a_reason_at_full_marks_for_a_goal_that_was_met(rows: Rows) -> None:
    form = FORM.format(head="偏差原因分析", told="汛期前抢修").replace("\t8.5\t", "\t10\t")
    assert rows("deductions", form.replace("\t10座\t", "\t13座\t")) == []


def test_numbered_reasons_of_one_loss_are_parted(rows: Rows) -> None:
    form = FORM.format(head="偏差原因分析", told="①泵房资料不全；②维修拖延。")
    assert [(d.reason, d.points_lost) for d in rows("deductions", form)] == [
        ("泵房资料不全", None),
        ("维修拖延", None),
    ]


@pytest.mark.parametrize(
    ("text", "indicator", "points", "reason"),
    [
        ("1.指标明确性（丢1.5分）。3个项目没有量化。", "指标明确性", "1.5", "3个项目没有量化"),
        ("合同管理（3分）自评2分，被扣1分，合同逾期备案。", "合同管理", "1", "合同逾期备案"),
        ("支出率（9分）自评8分，失1分，原因是资金下达晚。", "支出率", "1", "资金下达晚"),
        ("（一）决策，得14分。其中目标明确性扣1分，理由是未量化。", "目标明确性", "1", "未量化"),
        ("预算调整率5分得2分，年中追加不规范；其余满分。", "预算调整率", "3", "年中追加不规范"),
        ("危桥改造数（6分）完成率80%，得4.8分。", "危桥改造数", "1.2", "完成率80%"),
        ("人才引进数（8分）得6分，主要因为岗位无人报考。", "人才引进数", "2", "岗位无人报考"),
    ],
)  # fmt: skip
def test_an_indicator_alone_beside_its_points(
    rows: Rows, text: str, indicator: str, points: str, reason: str
) -> None:
    (row,) = rows("deductions", f"部门整体支出绩效自评报告\n\n四、失分情况\n{text}\n")
    assert (row.indicator, row.points_lost, row.reason) == (indicator, Decimal(points), reason)


def test_full_marks_though_the_goal_was_missed(rows: Rows) -> None:
    text = "群众满意度满分8分，实得8分，但抽样满意度未达到目标值。"
    (row,) = rows("deductions", text)
    assert (row.indicator, row.points_lost, row.reason) == (
        "群众满意度",
        None,
        "抽样满意度未达到目标值",
    )


def test_the_sum_of_losses_told_one_by_one_is_none(rows: Rows) -> None:
    text = (
        "（三）部门产出（30分），自评得分27分。修路数量（10分）得8.8分；架桥数量（10分）得8.2分。"
        "以上两项共扣3分。\n"
    )
    found = [(d.indicator, str(d.points_lost)) for d in rows("deductions", text)]
    assert found == [("修路数量", "1.2"), ("架桥数量", "1.8")]


def test_a_table_by_first_levels_is_no_loss_beside_prose_that_tells_all(rows: Rows) -> None:
    text = (
        "部门整体支出绩效自评报告\n\n评价内容\t满分\t自评得分\n预算执行\t40\t37\n履职效益\t60\t60\n"
        "合计\t100\t97\n\n本次自评共失3分。预算执行率失2分，原因是资金下达晚。合同管理失1分，逾期备案。\n"
    )
    found = [(d.indicator, str(d.points_lost)) for d in rows("deductions", text)]
    assert found == [("预算执行率", "2"), ("合同管理", "1")]


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        ("，一来管网没有通水，二来对接滞后，9月才选点", ["管网没有通水", "对接滞后,9月才选点"]),
        ("，主要是人员流动大；加之前期准备跟不上", ["人员流动大", "前期准备跟不上"]),
        ("，原因有二：一是管网没有通水，二是9月才选点", ["管网没有通水", "9月才选点"]),
        ("，主要是人员流动大；合同管理得4分", ["人员流动大"]),
    ],
)
def test_reasons_one_after_the_other(rows: Rows, told: str, reasons: list[str]) -> None:
    text = f"2023年度项目支出绩效自评报告\n二、扣分情况\n消火栓补建数量扣1.2分{told}。\n"
    assert [d.reason for d in rows("deductions", text)] == reasons
