"""The folded shadow: same length, like characters alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.segment.fold import fold


@given(st.text(max_size=60))
def test_length_is_kept(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30), st.text(max_size=30))
def test_lines_fold_on_their_own(first: str, second: str) -> None:
    assert fold(f"{first}\n{second}") == f"{fold(first)}\n{fold(second)}"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("４１９．８６％", "419.86%"),
        ("﹪", "%"),
        ("〔2020〕［3］【4】〖5〗﹝6﹞", "[2020][3][4][5][6]"),
        ("≧95≦98", "≥95≤98"),
        ("＞＜＝", "><="),
        ("（公章）：", "(公章):"),
        ("－3−4", "-3-4"),
        ("單位：萬元、億元", "单位:万元、亿元"),
        ("￥100", "¥100"),
        ("全角\u3000空格\u00a0和\u2003其他", "全角 空格 和 其他"),
        ("二○二二、二Ｏ二二", "二〇二二、二〇二二"),
    ],
)
def test_like_characters_become_one(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("收入1,200元", "收入1,200元"),
        ("收入１，２００元", "收入1,200元"),  # wide throughout: thousands
        ("共20，300人参加", "共20、300人参加"),  # narrow digits, wide comma: two numbers
        ("20人，300人", "20人,300人"),
    ],
)
def test_wide_commas_between_digits(text: str, folded: str) -> None:
    assert fold(text) == folded
