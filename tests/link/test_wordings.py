"""Wordings of lost points and problems that clerks use, and words that only look like them."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

from decimal import Decimal

import pytest
from reading import Rows

HEAD = "云水县民政局2023年度部门整体支出绩效自评报告\n\n一、部门基本情况\n云水县民政局机关编制12人。\n\n"
SCORES = HEAD + "四、自评得分及扣分情况\n"


@pytest.mark.parametrize(
    ("told", "indicator", "points", "reason", "cause"),
    [
        ("预算执行率指标减0.8分，因年底封账前未来得及支付。", "预算执行率", "0.8", "封账前未来得及支付", None),
        ("预算执行率扣减1.2分，系项目款跨年支付。", "预算执行率", "1.2", "项目款跨年支付", "process_delay"),
        ("预算执行率得分9.1分，得分率91%，失分0.9分主要因人员调出工资未支出。", "预算执行率", "0.9", "人员调出工资未支出", None),
        ("因人手紧、任务重，绩效监控未做满两次，扣去1分。", "绩效监控", "1", "绩效监控未做满两次", "capacity"),
        ("制度健全性少得1分，内部审计制度还在起草。", "制度健全性", "1", "内部审计制度还在起草", "missing_rules"),
        ("公众满意度，-0.5分，问卷回收少，代表性不够。", "公众满意度", "0.5", "问卷回收少,代表性不够", "data_error"),
        ("在职人员控制率扣2分。扣分理由：军转安置超编3人。", "在职人员控制率", "2", "军转安置超编3人", None),
        ("被扣1.5分的是项目支出完成率，两个维修项目因雨季停工。", "项目支出完成率", "1.5", "两个维修项目因雨季停工", "external_shock"),
        ("资产盘点一项不得分，系我局当年未组织盘点。", "资产盘点", None, "我局当年未组织盘点", "execution"),
        ("“结转结余率”未得分，原因为救灾资金12月下旬才到账。", "结转结余率", None, "救灾资金12月下旬才到账", "upstream_timing"),
    ],
)  # fmt: skip
def test_losses(
    rows: Rows, told: str, indicator: str, points: str | None, reason: str, cause: str | None
) -> None:
    (found,) = rows("deductions", SCORES + told + "\n")
    assert indicator in found.indicator
    assert found.points_lost == (None if points is None else Decimal(points))
    assert reason in found.reason.replace("，", ",")
    assert cause in (None, found.cause)


@pytest.mark.parametrize(
    ("reason", "cause"),
    [
        ("春旱持续43天，苗木成活不多", "external_shock"),
        ("省级平台8月停机维护9天", "external_shock"),
        ("市级配套资金11月下旬才到账", "upstream_timing"),
        ("原规划局并入我局，账套尚未合并", "institutional_reform"),
        ("临聘人员经费18万元未编入年初预算", "planning"),
        ("考核办法自2018年印发以来没有修订", "missing_rules"),
        ("入户评估启动过晚，6月才定名单", "process_delay"),
        ("护林员补助误发3笔，已追回", "execution"),
        ("专职会计仅1名，身兼三岗", "capacity"),
        ("报表漏填2个乡镇数据", "data_error"),
        # What only measures the result again gives no cause.
        ("完成21公里，完成率84%", "none_given"),
        ("较上年下降3.2个百分点", "none_given"),
    ],
)
def test_causes(rows: Rows, reason: str, cause: str) -> None:
    (found,) = rows("deductions", f"{SCORES}任务完成率扣1分，原因是{reason}。\n")
    assert found.cause == cause


def test_reasons_in_brackets_belong_to_the_loss_before_them(rows: Rows) -> None:
    told = "本次自评扣3分，其中：预算编制扣1分（年中追加较多）、合同管理扣2分（2份合同未备案）。"
    found = [(r.indicator, r.reason) for r in rows("deductions", SCORES + told)]
    assert found == [("预算编制", "年中追加较多"), ("合同管理", "2份合同未备案")]


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("四、薄弱环节\n1.内控执行打折扣。\n2.村级报账员换得勤，业务生疏。", {"内控执行打折扣": "internal_control", "村级报账员换得勤": "capacity", "业务生疏": "capacity"}),
        ("五、需要改进的地方\n评价结果没同下年预算挂起钩来。", {"评价结果没同下年预算挂起钩来": "result_application"}),
        ("三、存在的主要问题\n资金支付进度偏慢，制度建设没跟上。", {"资金支付进度偏慢": "budget_execution", "制度建设没跟上": "internal_control"}),
        # A short sentence that stands there says what is wrong, even in words not known.
        ("三、存在的主要问题\n敬老院伙食花样翻来覆去老三样。", {"敬老院伙食花样翻来覆去老三样": None}),
        ("三、绩效目标完成情况\n全年救助2300人次。但仍存在救助档案归集不全的问题。", {"救助档案归集不全": "data_quality"}),
        ("三、综合分析\n自评中也发现，部分项目绩效指标设置过于笼统。", {"部分项目绩效指标设置过于笼统": "target_setting"}),
    ],
)  # fmt: skip
def test_problems(rows: Rows, section: str, expected: dict[str, str | None]) -> None:
    found = {row.text: row.weakness for row in rows("weaknesses", HEAD + section + "\n")}
    assert [*found] == [*expected]
    assert all(found[text] == kind for text, kind in expected.items() if kind is not None)


@pytest.mark.parametrize(
    "section",
    [
        "二、评分标准\n未按时公开的不得分；逾期30日以内扣1分，超过30日扣2分。",
        "二、评价方法\n专家逐条打分，问题严重的减2分。",
        "三、存在的主要问题\n经自查，未发现截留、挤占、挪用专项资金的问题。",
        "三、存在的主要问题\n项目运行良好，资金使用合规。",
        "三、履职完成情况\n针对养老机构还存在消防隐患的问题，开展了排查。",
        "三、履职完成情况\n自查中发现，各项制度健全，资金拨付及时。",
    ],
)
def test_what_is_neither_loss_nor_problem(rows: Rows, section: str) -> None:
    assert not [*rows("weaknesses", HEAD + section), *rows("deductions", HEAD + section)]
