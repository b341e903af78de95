"""Cells for spreadsheet programs: none is run, and a number stays a number."""

from __future__ import annotations

import pytest

from jixiao.store.spreadsheet import as_text, harmless


@pytest.mark.parametrize(
    "cell", ["-12.5", "+3", "-1,234.56", "-2.5%", "-.5", "12", "", "支出-5万元", "1-2月", "a=b"]
)
def test_what_is_no_formula_is_left_alone(cell: str) -> None:
    assert harmless(cell) == cell


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "-1,23", "-A1", "@SUM(1)", "\t=1", "\r=1",
        "\n=1", " =1", "＝1+1", "＋A1", "－A1", "＠SUM(1)", "-结余5万元",
    ],
)  # fmt: skip
def test_what_a_program_would_run_becomes_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert as_text(cell) == f"'{cell}"


def test_a_column_of_text_keeps_its_digits() -> None:
    assert [as_text(c) for c in ("1/3/6", "0123", "12e45", "true", "文字")] == [
        "'1/3/6", "'0123", "'12e45", "'true", "文字"
    ]  # fmt: skip
