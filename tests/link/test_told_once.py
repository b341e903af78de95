"""Losses that a form prints and the text explains, heads of losses, and reasons behind scores."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

import pytest
from reading import Rows

HEAD = "部门整体支出绩效自评报告\n\n三、自评得分及扣分情况\n"
FORM = "\n附表\n一级指标\t二级指标\t分值\t自评得分\n"


def told(rows: Rows, text: str) -> list[str]:
    """Indicator, weight, score, points lost and reason of each row, in one line."""
    return [
        " ".join(
            "-" if v is None else str(v)
            for v in (d.indicator, d.weight, d.score, d.points_lost, d.reason)
        )
        for d in rows("deductions", HEAD + text + "\n")
    ]


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        pytest.param(
            "（1）预算编制扣1分。年初测算过粗，年中反复追加。",
            "预算管理\t预算编制\t5\t4\n预算管理\t预算公开\t5\t5\n",
            ["预算编制 5 4 1 年初测算过粗,年中反复追加"],
            id="the reason stands behind the head",
        ),
        pytest.param(
            "2.合同管理扣1.5分：一是3份合同超期备案，扣1分；二是1份协议未履行会签，扣0.5分。",
            "采购管理\t合同管理\t4\t2.5\n采购管理\t采购执行\t6\t6\n",
            ["合同管理 4 2.5 1 3份合同超期备案", "合同管理 4 2.5 0.5 1份协议未履行会签"],
            id="parts of a loss in place of the whole",
        ),
        pytest.param(
            "支付进度丢1.2分，一是设备采购流标两次，二是奖补资金11月底才下达。",
            "过程\t支付进度\t8\t6.8\n过程\t结转结余率\t4\t4\n",
            ["支付进度 8 6.8 - 设备采购流标两次", "支付进度 8 6.8 - 奖补资金11月底才下达"],
            id="counted reasons share the loss",
        ),
        pytest.param(
            "3.采购管理（6分）。自评得分5.2分。采购执行率91.3%，扣0.8分，部分货物改为自行采购。",
            "采购管理\t采购执行率\t3\t2.2\n采购管理\t采购公开\t3\t3\n",
            ["采购执行率 3 2.2 0.8 部分货物改为自行采购"],
            id="the form tells whose loss it is",
        ),
        pytest.param(
            "绩效监控2分未得分，全年没有开展一次监控。",
            "绩效管理\t绩效监控\t2\t0\n绩效管理\t绩效目标\t8\t8\n",
            ["绩效监控 2 0 2 全年没有开展一次监控"],
            id="no points at all",
        ),
        pytest.param(
            "决策类扣1分。目标明确性（3分）得2分，两个项目没有设数量指标。\n过程类扣1.6分。"
            "执行率（8分）得7.2分，工程审计没有出结果；档案管理（4分）得3.2分，资料归档不齐。",
            "决策\t目标设定\t10\t9\n过程\t预算执行\t30\t28.4\n",
            [
                "目标明确性 3 2 1 两个项目没有设数量指标",
                "执行率 8 7.2 0.8 工程审计没有出结果",
                "档案管理 4 3.2 0.8 资料归档不齐",
            ],
            id="heads of classes and rows of the level above",
        ),
        pytest.param(
            "（4）普法宣传。全年目标40场，实办37场，缘由是防汛演练占用了场地，此项不予扣分。",
            "产出\t普法宣传\t5\t5\n",
            ["普法宣传 5 5 - 防汛演练占用了场地"],
            id="full marks of the form, explained",
        ),
        pytest.param(
            "1.成本指标（8分），自评得7分。亩均造价1,860元，二次搬运费用没有算进去。",
            "产出\t成本指标\t8\t7\n产出\t时效指标\t8\t8\n",
            ["成本指标 8 7 1 二次搬运费用没有算进去"],
            id="a score in the text explains a row of the form",
        ),
        pytest.param(
            "1.苗木成活数减2分。入秋长期少雨，浇灌设备不足。",
            "产出\t苗木成活数\t8\t6\n产出\t苗木栽植数\t8\t8\n",
            ["苗木成活数 8 6 2 入秋长期少雨,浇灌设备不足"],
            id="the clause before an admission says what led to it",
        ),
        pytest.param(
            "失分的两项指标：苗木成活数失2分，管护人员换得勤；苗木栽植数失1分，地块没有落实。",
            "产出\t苗木成活数\t8\t6\n产出\t苗木栽植数\t8\t7\n",
            [
                "苗木成活数 8 6 2 管护人员换得勤",
                "苗木栽植数 8 7 1 地块没有落实",
            ],
            id="losses opened by their number",
        ),
        pytest.param(
            "产出数量扣3分，两座冷库没有开工。",
            "产出\t产出数量\t15\t12\n产出\t产出质量\t10\t9\n",
            ["产出数量 15 12 3 两座冷库没有开工", "产出质量 10 9 1 "],
            id="a row that the text leaves out stays",
        ),
    ],
)
def test_form_and_text(rows: Rows, text: str, form: str, expected: list[str]) -> None:
    assert sorted(told(rows, text + FORM + form)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("案卷合格率满分8分，自评7分。抽查60份，合格54份，主要原因是新进队员文书不熟。", ["案卷合格率 8 7 1 新进队员文书不熟"]),
        ("清扫覆盖率指标10分，自评9.2分，少掉的0.8分是因为两条支路开挖封闭。", ["清扫覆盖率指标 10 9.2 0.8 两条支路开挖封闭"]),
        ("（一）过程方面。该部分满分20分，自评18分。资金拨付权重8分，自评6分，丢失的2分出在报账拖拉上。", ["资金拨付 8 6 2 报账拖拉上"]),
        ("单车成本（4分）仍计4分，比定额多出的260元系油价上调所致。", ["单车成本 4 4 - 比定额多出的260元系油价上调所致"]),
        ("救助及时率满分5分，自评5分。及时率97%，低于目标，由于平台停机维护，没有扣分。", ["救助及时率 5 5 - 由于平台停机维护"]),
        ("学员就业率满分8分，自评6.5分。就业131人，与80%的目标有差距，企业要求与工种对不上的多。", ["学员就业率 8 6.5 1.5 与80%的目标有差距,企业要求与工种对不上的多"]),
        (
            "预算完成率占10分，实得8分，其中年末结转较大丢了1.2分，原因在于征迁协议没谈拢；半年支付率偏低又去掉0.8分，根子在入库太晚。",
            ["预算完成率 10 8 1.2 征迁协议没谈拢", "预算完成率 10 8 0.8 入库太晚"],
        ),
        ("最后看信息公开，4分给了3分，预算公开晚了6天，酌情减去1分。", ["信息公开 4 3 1 预算公开晚了6天"]),
        ("食堂改造数量（6分）得5.1分，一是学校招标流标，二是施工队返岗迟。", ["食堂改造数量 6 5.1 - 学校招标流标", "食堂改造数量 6 5.1 - 施工队返岗迟"]),
        ("三是采购管理失分1.4分，其中意向公开晚于规定时间失0.4分，两个项目化整为零规避招标失1分。", ["采购管理 - - 0.4 意向公开晚于规定时间", "采购管理 - - 1 两个项目化整为零规避招标"]),
        ("电商培训人次，8分，得7.2分。培训450人次，缺的50人次是因为讲师染病停课。", ["电商培训人次 8 7.2 0.8 缺的50人次是因为讲师染病停课"]),
        ("公路安防工程占12分，给了10.5分，丢分在于护栏供货拖延。", ["公路安防工程 12 10.5 1.5 护栏供货拖延"]),
        # Full marks for a goal that was met need no reason.
        ("救助及时率满分5分，自评5分。由于平台升级，全部及时发放。", []),
        ("评分标准：因客观原因未完成的不扣分，其余每少1项扣1分。", []),
    ],
)  # fmt: skip
def test_reasons_beside_scores(rows: Rows, text: str, expected: list[str]) -> None:
    assert told(rows, text) == expected
