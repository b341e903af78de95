"""Words: jieba's, with figures whole, joined again to the text, the same from either engine."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence

import jieba
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from jixiao.nlp.reading import read_text
from jixiao.nlp.stages import stages
from jixiao.nlp.tokenizer import words
from jixiao.packs.entries import Words
from jixiao.segment.spans import Span

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
PIECES = st.sampled_from(
    [
        " ", "  ", "\n", "\t", "\r\n", "，", "。", "、", "约", "a-1", "5G", "91,470.79", "2022年",
        "419.86万元", "３．５亿元", "叁拾万元整", "1.5～2亿元", "不低于95%", "20家", "2个百分点",
        "全年支出", "下降", "《办法》", "粤财〔2021〕5号", "结转结余率",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join)
MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
Offsets = set[tuple[int, int]]


class Jieba:
    """The reference: jieba itself in the place of rjieba, with the same dictionary."""

    def __init__(self) -> None:
        jieba.setLogLevel(logging.ERROR)
        self._jieba = jieba.Tokenizer()
        for entry in stages().packs.of(Words):
            for word in entry.words:
                self._jieba.add_word(word, 10_000, "n")

    def cut(self, text: str, whole: Sequence[Span] = ()) -> Iterator[str]:
        at = 0
        for span in whole:
            yield from self._jieba.cut(text[at : span.start])
            yield text[span.start : span.end]
            at = span.end
        yield from self._jieba.cut(text[at:])


def offsets(cut: Iterator[str]) -> Offsets:
    found, at = set(), 0
    for word in cut:
        found.add((at, at + len(word)))
        at += len(word)
    return found


def valid(text: str) -> bool:
    return text.isprintable() or not re.search("[\ud800-\udfff]", text)


@pytest.mark.parametrize("as_components_see_it", [True, False])
def test_rjieba_cuts_as_jieba_does(corpus_texts: list[str], as_components_see_it: bool) -> None:
    reference, ours = Jieba(), stages().words
    same = total = 0
    for text in corpus_texts:
        reading = read_text(stages(), text)
        if as_components_see_it:
            whole, borders = reading.whole, reading.borders
            left = offsets(words(ours, text, whole, borders))
            right = offsets(words(reference, text, whole, borders))
        else:
            left, right = offsets(ours.cut(text)), offsets(reference.cut(text))
        same += len(left & right)
        total += max(len(left), len(right))
    assert total > 2_000
    assert same / total >= 0.998


def test_the_dictionary_of_the_packs_is_used(nlp: Language) -> None:
    assert "结转结余率" in [token.text for token in nlp.make_doc("本年结转结余率符合要求")]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("支出91,470.79万元。", "91,470.79万元"),
        ("共有 18 万元用于培训", "18 万元"),
        ("完成率不低于95%以上", "不低于95%以上"),
        ("奖补叁拾万元整。", "叁拾万元整"),
        ("按９．５万元安排", "９．５万元"),
        ("投入40,036.38万\n\n元用于建设。", "40,036.38万\n\n元"),
        ("得分98.75", "98.75"),
        ("编号3.1.2见附件", "3.1.2"),
        ("使用5G网络", "5G"),
    ],
)
def test_numbers_and_units_stay_whole(nlp: Language, text: str, whole: str) -> None:
    (token,) = (token for token in nlp.make_doc(text) if whole in token.text)
    assert token.text.endswith(whole) or token.text.startswith(whole)


def test_a_blank_behind_a_word_is_no_token(nlp: Language) -> None:
    doc = nlp.make_doc("填报人 张三  电话")
    assert doc.text == "填报人 张三  电话"
    assert doc[0].whitespace_ or doc[1].whitespace_
    assert [token.text for token in doc if token.is_space] == [" "]


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "。", "5", "\u3000\u3000一、概况", "\ufeff支出5万元"]
)
def test_odd_texts(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


@given(text=TEXTS.filter(valid))
@MANY
def test_tokens_give_the_text_again(nlp: Language, text: str) -> None:
    doc = nlp.make_doc(text)
    assert doc.text == text
    assert all(token.text for token in doc)


@given(text=TEXTS.filter(valid))
@MANY
def test_no_number_is_cut(nlp: Language, text: str) -> None:
    doc = nlp.make_doc(text)
    ends = {token.idx for token in doc} | {len(text)}
    for number in NUMBER.finditer(text):
        inside = [at for at in ends if number.start() < at < number.end()]
        assert not inside or any(  # only figures with a unit may part digits: 5,3万元
            span.start in inside or span.end in inside for span in read_text(stages(), text).whole
        )


@given(text=TEXTS.filter(valid))
@MANY
def test_every_row_is_a_span_of_tokens(nlp: Language, text: str) -> None:
    reading = read_text(stages(), text)
    doc = nlp.make_doc(text)
    for table in ("amounts", "rates", "quantities"):
        for row in reading.tables[table].values():
            span = doc.char_span(row.char_start, row.char_end)
            assert span is not None
            assert len(span) == 1
            assert span.text == row.text
