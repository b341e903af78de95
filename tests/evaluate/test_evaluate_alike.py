"""Equal cells and alike phrases."""

from __future__ import annotations

import pytest

from jixiao.evaluate.alike import same, similarity


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("419.86", "419.860", True),
        ("1e2", "100", True),
        ("0.88", "0.89", False),
        ("2,000", "2000", False),
        ("万 元", "万元", True),
        ("（件）", "(件)", True),
        ("2023-05-18", "20230518", False),
        ("", "0", False),
        ("NaN", "nan", False),
    ],
)
def test_cells_are_equal_as_numbers_or_as_text(one: str, other: str, equal: bool) -> None:
    assert same(one, other) is equal


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("资产 管理，", "资产管理", 1, 1),
        ("部门资产管理及其他许多工作情况", "资产管理", 0.9, 0.9),
        ("资产管理", "采购管理", 0.5, 0.5),
        ("", "", 1, 1),
        ("", "资产管理", 0, 0),
        ("，", "资产管理", 0, 0),
    ],
)
def test_phrases_are_alike(one: str, other: str, least: float, most: float) -> None:
    assert least <= similarity(one, other) <= most
