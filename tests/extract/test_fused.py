"""Figures run together: parted where the arithmetic allows one reading, never wrongly."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jixiao.extract.fused import FUNDS, Column, parted, readings

INDICATOR: tuple[tuple[Column, ...], ...] = (("target", "actual", "weight", "score"),)


def cut(text: str, layouts: tuple[tuple[Column, ...], ...] = FUNDS) -> list[str] | None:
    reading = parted(text, layouts)
    return None if reading is None else [text[part.start : part.end] for part in reading]


@pytest.mark.parametrize(
    "row",
    [
        "20|20|10|100.00%|10",
        "120.00|118.53|98.78%|10|9.88",
        "120.00|120.00|118.53|10|98.78%|9.88",
        "1,200.00|1,185.30|10|98.78%|9.88",
        "480.00|526.40|498.73|94.74%",
        "120.00|118.53|-|98.78%|-",
        "15.50|15.50|10|100%|10",
    ],
)
def test_rows_of_the_money_block(row: str) -> None:
    assert cut(row.replace("|", "")) == row.split("|")


@pytest.mark.parametrize("row", ["≥95%|98%|10|10", "5个|5个|10|10", "100%|96.42%|5|4.82分"])
def test_rows_of_indicators(row: str) -> None:
    assert cut(row.replace("|", ""), INDICATOR) == row.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "100.00%10",  # nothing to hold the rate against
        "00.00%0",
        "20201099.00%10",  # the rate contradicts
        "2020",
        "120.00118.53",  # no arithmetic at all
        "1" * 200,
        "",
    ],
)
def test_no_reading(text: str) -> None:
    assert cut(text) is None


def test_two_readings_are_none() -> None:
    text = "15.515.510100%10"
    found = {tuple(text[p.start : p.end] for p in r) for r in readings(text, FUNDS)}
    assert len(found) > 1
    assert parted(text, FUNDS) is None


def test_without_a_rate_the_borders_must_be_beyond_doubt() -> None:
    layouts: tuple[tuple[Column, ...], ...] = (("budget", "executed", "weight", "score"),)
    assert len(list(readings("120.00118.53109.88", layouts))) == 1
    assert cut("120.00118.53109.88", layouts) is None
    assert cut("120.00118.53105.00", layouts) is None


places = st.sampled_from([0, 1, 2, 2, 2, 4])


def money(cents: int, digits: int, grouped: bool) -> str:
    value = (Decimal(cents) / 100).quantize(Decimal(1).scaleb(-digits), ROUND_DOWN)
    return f"{value:,}" if grouped else str(value)


@settings(deadline=None)  # the machine may be busy
@given(
    st.sampled_from(FUNDS), st.integers(1, 10**8), st.integers(0, 10**8), st.integers(1, 10**8),
    places, places, st.booleans(), st.sampled_from([5, 8, 10, 15, 20]), st.booleans(),
    st.sampled_from([ROUND_DOWN, ROUND_HALF_UP]), st.booleans(),
)  # fmt: skip
def test_a_joined_row_is_parted_rightly_or_not_at_all(
    layout: tuple[Column, ...], budget: int, executed: int, initial: int, digits: int, rated: int,
    grouped: bool, weight: int, full: bool, rounding: str, equal: bool,
) -> None:  # fmt: skip
    printed = {
        "budget": money(budget, digits, grouped),
        "executed": money(budget if equal else executed, digits, grouped),
        "initial": money(initial, digits, grouped),
        "weight": str(weight),
    }
    budgeted, spent = (Decimal(printed[c].replace(",", "")) for c in ("budget", "executed"))
    assume(budgeted > 0)
    rate = spent / budgeted * 100
    assume(rate <= 300 and (rate >= 80 or not full))
    printed["rate"] = f"{rate.quantize(Decimal(1).scaleb(-rated), rounding)}%"
    points = weight * min(rate, Decimal(100)) / 100
    printed["score"] = str(weight if full else points.quantize(Decimal("0.01"), rounding))
    row = [printed[column] for column in layout]
    text = "".join(row)
    reading = parted(text, FUNDS)
    assert reading is None or [text[p.start : p.end] for p in reading] == row
    if reading is not None:
        assert [p.column for p in reading] == list(layout)
    held = {tuple(text[p.start : p.end] for p in r) for r in readings(text, [layout])}
    assert len(text) > 80 or tuple(row) in held


@settings(deadline=None)  # the machine may be busy
@given(
    st.integers(1, 999), st.integers(0, 999), st.sampled_from(["%", "个", "万人次"]),
    st.sampled_from(["", "≥", "="]), st.integers(1, 60), st.sampled_from(["1", "0.1", "0.01"]),
)  # fmt: skip
def test_a_joined_indicator_is_parted_rightly_or_not_at_all(
    target: int, actual: int, unit: str, operator: str, weight: int, step: str
) -> None:
    exact = min(Decimal(actual) / target, Decimal(1)) * weight
    score = exact.quantize(Decimal(step), ROUND_HALF_UP)
    row = [f"{operator}{target}{unit}", f"{actual}{unit}", str(weight), str(score)]
    assert cut("".join(row), INDICATOR) in (row, None)
