"""Words: nothing is lost, the packs' words and given spans stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.packs import load
from jixiao.segment.spans import Span
from jixiao.segment.words import Tokenizer

TOKENIZER = Tokenizer(load())


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(TOKENIZER.cut(text)) == text


def test_words_of_the_packs_stay_whole() -> None:
    assert "公用经费控制率" in list(TOKENIZER.cut("公用经费控制率符合要求"))


@pytest.mark.parametrize("whole", ["1,200.5万元", "十二万人次", "元用于"])
def test_given_spans_stay_whole(whole: str) -> None:
    text = f"全年安排{whole}维修"
    start = text.index(whole)
    words = list(TOKENIZER.cut(text, [Span(start, start + len(whole))]))
    assert whole in words
    assert "".join(words) == text
