"""Bare numbers in tables: heads, row labels, unit cells and forms say what they are."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from jixiao.document import Pipeline

Rows = Callable[[str, str], list[Any]]


def grid(*lines: str) -> str:
    """Rows whose cells are parted by bars, as a text with tabs."""
    return "\n".join(line.replace("|", "\t") for line in lines) + "\n"


def test_the_unit_noted_over_the_table(rows: Rows) -> None:
    text = "单位：万元\n" + grid(
        "项目|年初预算数|决算数", "基本支出|1,200.50|1150.3", "项目支出|800|0"
    )
    found = rows("amounts", text)
    assert [r.amount_wan for r in found] == [Decimal(n) for n in ("1200.5", "1150.3", "800", "0")]
    assert {(r.unit, r.unit_source) for r in found} == {("万元", "context")}
    assert [r.cell for r in found] == ["1/2/2", "1/2/3", "1/3/2", "1/3/3"]


@pytest.mark.parametrize(
    ("note", "wan"),
    [
        ("单位：元", "0.012"),
        ("（金额单位：人民币元）", "0.012"),
        ("计量单位：千元", "12"),
        ("单位:亿元", "1200000"),
    ],
)
def test_notes_of_other_units(rows: Rows, note: str, wan: str) -> None:
    found = rows("amounts", f"{note}\n" + grid("项目|预算数", "设备购置|120", "房屋维修|120"))
    assert [r.amount_wan for r in found] == [Decimal(wan)] * 2


def test_units_in_heads(rows: Rows) -> None:
    text = grid(
        "项目|预算数（万元）|受训人数（人）|单价（元）|占比（%）", "农民培训|12.5|300|120|0.5"
    )
    assert [r.amount_wan for r in rows("amounts", text)] == [Decimal("12.5"), Decimal("0.012")]
    (count,) = rows("quantities", text)
    assert (count.value, count.unit) == (Decimal(300), "人")
    (rate,) = rows("rates", text)
    assert rate.rate_pct == Decimal("0.5")  # the head says percent: no ratio


def test_money_without_any_unit_stays_without_amount(rows: Rows) -> None:
    (row,) = rows("amounts", grid("项目|预算数", "设备购置|120"))
    assert (row.value, row.amount_wan, row.unit) == (Decimal(120), None, "")


def test_a_standard_form_gives_the_unit_that_the_copy_lost(rows: Rows) -> None:
    text = "项目支出绩效自评表\n" + grid(
        "项目资金|年初预算数|全年预算数|全年执行数",
        "年度资金总额|480|526.4|498.73",
        "其他资金|0|0|0",
    )
    found = rows("amounts", text)
    assert len(found) == 6
    assert {(r.unit, r.unit_source) for r in found} == {("万元", "form")}


@pytest.mark.parametrize(
    ("printed", "pct"), [("0.9582", "95.82"), ("1", "100"), ("1.025", "102.5"), ("98.49", "98.49"),
                         ("0", "0"), ("95.8%", "95.8")],
)  # fmt: skip
def test_bare_ratios_in_rate_columns(rows: Rows, printed: str, pct: str) -> None:
    text = "单位：万元\n" + grid("项目|预算数|执行率", f"道路养护|100|{printed}")
    (rate,) = rows("rates", text)
    assert (rate.rate_pct, rate.kind) == (Decimal(pct), "execution")


def test_operator_and_unit_in_cells_of_their_own(rows: Rows) -> None:
    text = grid(
        "三级指标|指标性质|指标值|度量单位|完成值|分值|得分",
        "受益人数|≥|500|人|600|10|10",
        "项目成本|≤|20|万元|18.5|10|9",
        "工程合格率|=|100|%|99|10|8",
    )
    people = rows("quantities", text)
    assert [(r.value, r.unit, r.qualifier) for r in people] == [
        (Decimal(500), "人", "at_least"),
        (Decimal(600), "人", "exact"),
    ]
    money = rows("amounts", text)
    assert [(r.amount_wan, r.qualifier) for r in money] == [
        (Decimal(20), "at_most"),
        (Decimal("18.5"), "exact"),
    ]
    assert [r.rate_pct for r in rows("rates", text)] == [Decimal(100), Decimal(99)]
    assert rows("rejects", text) == []


def test_units_in_the_name_of_the_indicator(rows: Rows) -> None:
    text = grid(
        "三级指标|指标值|实际完成值|分值|得分",
        "培训人数（人）|≥200|215|10|10",
        "满意度（%）|≥95|96.5|10|9",
    )
    assert [(r.value, r.qualifier) for r in rows("quantities", text)] == [
        (Decimal(200), "at_least"),
        (Decimal(215), "exact"),
    ]
    assert [r.rate_pct for r in rows("rates", text)] == [Decimal(95), Decimal("96.5")]


def test_points_serials_and_codes_are_no_values(pipeline: Pipeline) -> None:
    text = grid(
        "序号|项目名称|项目编码|分值|得分", "1|道路养护|500153|10|9.5", "2|桥梁养护|500154|10|8"
    )
    result = pipeline(text.encode())
    assert not any(result.tables[t] for t in ("amounts", "rates", "quantities", "rejects"))
    assert [e.cls for e in result.explained] == ["serial", "code", "points", "points"] * 2


def test_counts_take_the_unit_of_their_head(rows: Rows) -> None:
    text = grid("单位名称|编制人数|在职人数|公务用车保有量|改造户数", "县水利局|25|23|3|35")
    found = rows("quantities", text)
    assert [(str(r.value), r.unit) for r in found] == [
        ("25", "人"),
        ("23", "人"),
        ("3", "辆"),
        ("35", "户"),
    ]


def test_pairs_of_label_and_number_in_one_row(rows: Rows) -> None:
    text = "单位：万元\n" + grid("预算数|120|执行数|118|执行率|98.3")
    assert [(r.amount_wan, r.basis) for r in rows("amounts", text)] == [
        (Decimal(120), "budget"),
        (Decimal(118), "expenditure"),
    ]
    (rate,) = rows("rates", text)
    assert rate.rate_pct == Decimal("98.3")


def test_a_row_that_lost_its_columns(rows: Rows) -> None:
    text = grid(
        "一级指标|三级指标|指标性质|指标值|度量单位|完成值|分值|得分",
        "产出指标|出栏头数|≥|5000|头|4906|15|14.7",
        "出栏羽数|≥|300|羽|310|5|5|",
    )
    found = rows("quantities", text)
    assert [(str(r.value), r.unit, r.qualifier) for r in found] == [
        ("5000", "头", "at_least"),
        ("4906", "头", "exact"),
        ("300", "羽", "at_least"),
        ("310", "羽", "exact"),
    ]
    assert rows("rejects", text) == []


def test_a_unit_beside_the_number(rows: Rows) -> None:
    text = grid("甲类设施|12|座", "乙类设施|3.5|公里")
    assert [(str(r.value), r.unit) for r in rows("quantities", text)] == [
        ("12", "座"),
        ("3.5", "公里"),
    ]


def test_a_printed_unit_beats_the_noted_one(rows: Rows) -> None:
    text = "单位：万元\n" + grid("项目|预算数|决算数", "会议费|1.2|8000元")
    assert [r.amount_wan for r in rows("amounts", text)] == [Decimal("1.2"), Decimal("0.8")]
    assert [r.unit_source for r in rows("amounts", text)] == ["context", "inline"]


def test_empty_and_struck_cells_make_nothing(rows: Rows) -> None:
    text = "单位：万元\n" + grid("项目|预算数|执行率", "道路|—|/", "桥梁||-", "隧道|无|")
    assert rows("amounts", text) == []
    assert rows("rates", text) == []
    assert rows("rejects", text) == []
