"""Clauses, sentences and paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.segment.fold import fold
from jixiao.segment.spans import Cover, Parts, Span, clauses, paragraphs, sentences

TEXTS = st.text(st.sampled_from("收支1234567890,.，。；;、%万元\n\t "), max_size=60).map(fold)


SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 5)), max_size=6).map(
    lambda found: [(start, start + length) for start, length in found]
)


def parts_of(parts: Parts, text: str) -> list[str]:
    return [text[a:b] for a, b in parts.spans(0, len(text))]


@given(TEXTS)
def test_parts_and_marks_make_up_the_text(text: str) -> None:
    for cut in (clauses, sentences, paragraphs):
        parts = cut(text)
        kept = sum(b - a for a, b in parts.spans(0, len(text)))
        assert kept + len(parts.marks) == len(text)


@given(TEXTS)
def test_around_gives_the_part_that_holds_the_place(text: str) -> None:
    for cut in (clauses, sentences, paragraphs):
        parts = cut(text)
        for span in parts.spans(0, len(text)):
            assert {parts.around(at) for at in range(*span)} == {span}


@given(TEXTS)
def test_smaller_parts_lie_inside_larger_ones(text: str) -> None:
    assert set(paragraphs(text).marks) <= set(sentences(text).marks) <= set(clauses(text).marks)


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_a_grouped_number_is_never_cut(whole: int, cents: int) -> None:
    number = f"{whole:,}.{cents:02d}"
    text = f"全年收入{number}万元,支出{number}万元。"
    found = parts_of(clauses(text), text)
    assert found == [f"全年收入{number}万元", f"支出{number}万元"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入3万元,支出2万元", ["收入3万元", "支出2万元"]),
        ("收入1,200.5万元,增长3.5%", ["收入1,200.5万元", "增长3.5%"]),
        ("共3项,100人参加", ["共3项", "100人参加"]),
        ("完成率98.5%;满意度95%", ["完成率98.5%", "满意度95%"]),
        ("甲\t乙\n丙", ["甲", "乙", "丙"]),
        (",,,", []),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert parts_of(clauses(text), text) == expected


def test_a_comma_ends_no_sentence() -> None:
    text = "收入3万元,支出2万元;结余1万元。"
    assert parts_of(sentences(text), text) == ["收入3万元,支出2万元", "结余1万元"]


def test_spans_of_a_stretch_stay_in_it() -> None:
    text = "甲乙,丙丁,戊己"
    assert list(clauses(text).spans(1, 7)) == [Span(1, 2), Span(3, 5), Span(6, 7)]


@given(SPANS, st.integers(0, 16), st.integers(1, 4))
def test_a_cover_answers_as_its_spans_one_by_one_do(
    spans: list[tuple[int, int]], at: int, length: int
) -> None:
    cover = Cover(spans)
    assert (at in cover) == any(start <= at < end for start, end in spans)
    assert cover.meets(at, at + length) == any(
        start < at + length and at < end for start, end in spans
    )
