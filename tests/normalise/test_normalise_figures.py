"""Exact numbers in the contract's units."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.document import Pipeline
from jixiao.normalise.figures import plain

Rows = Callable[[str, str], list[Any]]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=0, max_value=10**15))
def test_plain_keeps_the_value_without_exponent_and_idle_zeros(value: Decimal) -> None:
    found = plain(value)
    assert found == value
    assert "E" not in str(found)
    assert not ("." in str(found) and str(found).endswith("0"))


def test_plain_bears_numbers_longer_than_any_sum_of_money() -> None:
    assert str(plain(Decimal("1E+40"))) == "1" + "0" * 40


@given(st.integers(0, 10**13), st.sampled_from([("元", 4), ("万元", 0), ("亿元", -4), ("千元", 3)]))
def test_amounts_are_exact(
    pipeline: Pipeline, cents: int, unit_and_places: tuple[str, int]
) -> None:
    unit, places = unit_and_places
    printed = f"{cents // 100:,}.{cents % 100:02d}"
    (row,) = pipeline(f"全年支出{printed}{unit}。".encode()).tables["amounts"]
    value = Decimal(cents).scaleb(-2)
    assert row.value == value
    assert row.amount_wan == value.scaleb(-places if unit != "千元" else -1)
    assert str(row.value) == printed.replace(",", "")
    assert "E" not in str(row.amount_wan)


@pytest.mark.parametrize(
    ("text", "wan", "printed", "unit"),
    [
        ("全年支出419.860万元。", "419.86", "419.860", "万元"),
        ("全年支出0.1元。", "0.00001", "0.1", "元"),
        ("全年支出100000亿元。", "1000000000", "100000", "亿元"),
        ("全年支出30百万元。", "3000", "30", "百万元"),
        ("全年支出5千元。", "0.5", "5", "千元"),
        ("全年支出0.00元。", "0", "0.00", "元"),
    ],
)
def test_printed_number_and_unit_are_kept(
    rows: Rows, text: str, wan: str, printed: str, unit: str
) -> None:
    (row,) = rows("amounts", text)
    assert (str(row.amount_wan), str(row.value), row.unit) == (wan, printed, unit)


@pytest.mark.parametrize(
    ("text", "pct", "high"),
    [
        ("增长0.90‰。", "0.09", None),
        ("增长12.50%。", "12.5", None),
        ("增长100%。", "100", None),
        ("满意度80.0%-90.0%。", "80", "90"),
    ],
)
def test_percents(rows: Rows, text: str, pct: str, high: str | None) -> None:
    (row,) = rows("rates", text)
    assert str(row.rate_pct) == pct
    assert row.value_high is None if high is None else str(row.value_high) == high


def test_quantities_keep_the_printed_measure_word(rows: Rows) -> None:
    (row,) = rows("quantities", "粮食总产量28.60万吨。")
    assert (str(row.value), row.unit) == ("28.60", "万吨")
