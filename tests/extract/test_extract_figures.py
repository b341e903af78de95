"""Figures in prose: value, unit, qualifier, currency, and the words that belong to them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Rows = Callable[[str, str], list[Any]]


@pytest.mark.parametrize(
    ("text", "quote", "wan"),
    [
        ("全年支出419.86万元。", "419.86万元", "419.86"),
        ("全年支出４１９．８６万元。", "４１９．８６万元", "419.86"),
        ("全年支出419.86 万 元。", "419.86 万 元", "419.86"),
        ("全年支出419.86\n万元。", "419.86万元", "419.86"),
        ("收入1,234.56万元。", "1,234.56万元", "1234.56"),
        ("收入12,345,678.90元。", "12,345,678.90元", "1234.56789"),
        ("共投入1亿2000万元。", "1亿2000万元", "12000"),
        ("共投入1亿零500万元。", "1亿零500万元", "10500"),
        ("共投入3千5百万元。", "3千5百万元", "3500"),
        ("安排一百二十八万六千五百元。", "一百二十八万六千五百元", "128.65"),
        ("合计壹佰贰拾万元整。", "壹佰贰拾万元整", "120"),
        ("安排十万元", "十万元", "10"),
        ("发放十多万元。", "十多万元", "10"),
        ("票价三元五角。", "三元五角", "0.00035"),
        ("票价3元5角8分。", "3元5角8分", "0.000358"),
        ("每度电补贴5角。", "5角", "0.00005"),
        ("投资2.07万亿元。", "2.07万亿元", "207000000"),
        ("结余0元。", "0元", "0"),
        ("结余资金－12.5万元。", "－12.5万元", "-12.5"),
        ("缺口为负12.5万元。", "负12.5万元", "-12.5"),
        ("增减额（-3.2万元）。", "-3.2万元", "-3.2"),
        ("支出合计300万元-其中人员200万元。", "300万元", "300"),
    ],
)
def test_amounts(rows: Rows, text: str, quote: str, wan: str) -> None:
    row = rows("amounts", text)[0]
    assert (row.text, row.amount_wan) == (quote, Decimal(wan))
    assert (row.unit_source, row.currency) == ("inline", "CNY")


@pytest.mark.parametrize(
    ("text", "currency", "wan"),
    [
        ("引进外资200万美元。", "USD", "200"),
        ("引进外资US$500万。", "USD", "500"),
        ("引进外资美元500万。", "USD", "500"),
        ("捐赠港币200万元。", "HKD", "200"),
        ("捐赠200万港元。", "HKD", "200"),
        ("捐赠HK$300万。", "HKD", "300"),
        ("贷款1亿欧元。", "EUR", "10000"),
        ("设备款￥300。", "CNY", "0.03"),
        ("折合人民币3500万元。", "CNY", "3500"),
        ("折合3500万元人民币。", "CNY", "3500"),
        ("合同价RMB 50万元。", "CNY", "50"),
    ],
)
def test_currencies(rows: Rows, text: str, currency: str, wan: str) -> None:
    (row,) = rows("amounts", text)
    assert (row.currency, row.amount_wan) == (currency, Decimal(wan))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("补助标准为23元/平方米。", "元/平方米"),
        ("补助标准为5元/人/天。", "元/人/天"),
        ("补助标准为0.5万元/户。", "万元/户"),
        ("补助标准为3.5元/亩·年。", "元/亩·年"),
        ("补助标准为500-800元/亩。", "元/亩"),
        ("补助标准为500元/亩-800元/亩。", "元/亩"),
    ],
)
def test_prices_keep_what_they_are_for(rows: Rows, text: str, unit: str) -> None:
    (row,) = rows("amounts", text)
    assert (row.unit, row.basis) == (unit, "standard")
    assert row.text.endswith(unit)


@pytest.mark.parametrize(
    ("table", "text", "low", "high"),
    [
        ("amounts", "投资1.5～2亿元。", "1.5", "2"),
        ("amounts", "投资2000万元至3000万元。", "2000", "3000"),
        ("amounts", "投资2000万-3000万元。", "2000", "3000"),
        ("rates", "满意度85%～90%。", "85", "90"),
        ("rates", "满意度85至90%。", "85", "90"),
        ("rates", "满意度90%—95%。", "90", "95"),
        ("quantities", "检查2到3次。", "2", "3"),
        ("quantities", "检查1-2次。", "1", "2"),
        ("quantities", "检查两到三次。", "2", "3"),
    ],
)
def test_ranges(rows: Rows, table: str, text: str, low: str, high: str) -> None:
    (row,) = rows(table, text)
    value = row.rate_pct if table == "rates" else row.value
    assert (value, row.value_high, row.qualifier) == (Decimal(low), Decimal(high), "range")


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("培训300人。", "exact"),
        ("培训约300人。", "approx"),
        ("培训近300人。", "approx"),
        ("培训300人左右。", "approx"),
        ("培训300余人。", "over"),
        ("培训300多人。", "over"),
        ("培训3百余人。", "over"),
        ("培训十余人参加。", "over"),
        ("培训超过300人。", "over"),
        ("培训逾300人。", "over"),
        ("培训300人以上。", "over"),
        ("培训不足300人。", "under"),
        ("培训＜300人。", "under"),
        ("培训不少于300人。", "at_least"),
        ("培训不少于 300 人。", "at_least"),
        ("培训≧300人。", "at_least"),
        ("培训至少300人。", "at_least"),
        ("培训不超过300人。", "at_most"),
        ("培训<=300人。", "at_most"),
        ("培训300人以内。", "at_most"),
        ("培训约300多人。", "approx"),
        ("培训不低于300人以上。", "at_least"),
    ],
)
def test_qualifiers(rows: Rows, text: str, qualifier: str) -> None:
    (row,) = rows("quantities", text)
    assert row.qualifier == qualifier
    assert row.value in (Decimal(300), Decimal(3), Decimal(10))


@pytest.mark.parametrize(
    "text", ["资金节约1.1万元。", "已签约1.1万元。", "附近1.1万元的项目。", "履约1.1万元。"]
)
def test_words_that_end_like_a_qualifier(rows: Rows, text: str) -> None:
    (row,) = rows("amounts", text)
    assert row.qualifier == "exact"
    assert row.text == "1.1万元"


@pytest.mark.parametrize(
    ("text", "pct", "unit"),
    [
        ("完成率98.5%。", "98.5", "pct"),
        ("完成率９８．５％。", "98.5", "pct"),
        ("完成率百分之九十八点五。", "98.5", "pct"),
        ("完成率百分之百。", "100", "pct"),
        ("完成率百分之一百二十。", "120", "pct"),
        ("增长率千分之三。", "0.3", "permille"),
        ("增长率0.9‰。", "0.09", "permille"),
        ("手续费万分之五。", "0.05", "pct"),
        ("提高2.3个百分点。", "2.3", "pp"),
        ("提高２．３个百 分点。", "2.3", "pp"),
        ("提高3百分点。", "3", "pp"),
    ],
)
def test_rates(rows: Rows, text: str, pct: str, unit: str) -> None:
    (row,) = rows("rates", text)
    assert (row.rate_pct, row.unit) == (Decimal(pct), unit)


@pytest.mark.parametrize(
    "text", ["完成七成以上。", "三分之二的村通车。", "培训60分钟。", "自评98.5分。"]
)
def test_what_is_no_rate(rows: Rows, text: str) -> None:
    assert rows("rates", text) == []
    assert rows("rejects", text) == []


def test_a_list_shares_the_unit_of_its_last_number(rows: Rows) -> None:
    found = rows("amounts", "三年分别补助10、20、30万元。")
    assert [(r.value, r.unit) for r in found] == [(Decimal(n), "万元") for n in (10, 20, 30)]
    assert [r.text for r in found] == ["10", "20", "30万元"]
    counts = rows("quantities", "三个镇分别建成12、13和14座。")
    assert [r.value for r in counts if r.unit == "座"] == [Decimal(n) for n in (12, 13, 14)]


def test_a_sentence_end_breaks_a_list(rows: Rows) -> None:
    text = "编号为10。20万元已支付。"
    assert [r.value for r in rows("amounts", text)] == [Decimal(20)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("培训农民1.2万人次。", "1.2", "万人次"),
        ("培训三十万人次。", "30", "万人次"),
        ("下设七个股室。", "7", "个"),
        ("购车一辆。", "1", "辆"),
        ("走访十余次。", "10", "次"),
        ("共召开五次", "5", "次"),
        ("修路86.5公里。", "86.5", "公里"),
        ("建成厂房50万m²。", "50", "万m²"),
        ("浓度为35微克/立方米。", "35", "微克/立方米"),
        ("在20日内公开。", "20", "日"),
        ("拖延一个月。", "1", "个月"),
        ("建成1,149根。", "1149", "根"),
        ("扩大2.5倍。", "2.5", "倍"),
        ("购置电脑12台（套）。", "12", "台(套)"),
    ],
)
def test_quantities(rows: Rows, text: str, value: str, unit: str) -> None:
    (row,) = rows("quantities", text)
    assert (row.value, row.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("拨付专项资金18万，用于采购。", True),
        ("收入419.86万、支出300.25万。", True),
        ("参观人数达到18万。", False),
    ],
)
def test_wan_alone_is_money_where_the_clause_speaks_of_money(
    rows: Rows, text: str, money: bool
) -> None:
    found = rows("amounts", text)
    assert bool(found) is money
    assert bool(rows("rejects", text)) is not money
    assert all(r.unit == "万" for r in found)


@pytest.mark.parametrize("text", ["满意度提高二三十个百分点。", "占百分之二三十。"])
def test_a_rough_rate_has_both_ends(rows: Rows, text: str) -> None:
    (rate,) = rows("rates", text)
    assert (rate.rate_pct, rate.value_high, rate.qualifier) == (20, 30, "range")


def test_money_in_characters_keeps_its_unit(rows: Rows) -> None:
    found = [
        (r.value, r.unit, r.amount_wan)
        for r in rows("amounts", "捐赠一百二十万元，罚款叁万伍仟元。")
    ]
    assert found == [(120, "万元", 120), (35000, "元", Decimal("3.5"))]
