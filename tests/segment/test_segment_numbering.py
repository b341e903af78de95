"""The numbers before headings."""

from __future__ import annotations

import pytest

from jixiao.segment.fold import fold
from jixiao.segment.numbering import mark_at


@pytest.mark.parametrize(
    ("text", "style", "words"),
    [
        ("第一部分 部门概况", "part", "部门概况"),
        ("第2章  预算执行", "part", "预算执行"),
        ("一、部门概况", "han", "部门概况"),
        ("十二．结余情况", "han", "结余情况"),
        ("一 、部门概况", "han", "部门概况"),
        ("（三）履职情况", "han_paren", "履职情况"),
        ("（ 三 ）、履职情况", "han_paren", "履职情况"),
        ("3.产出指标", "arabic", "产出指标"),
        ("3、产出指标", "arabic", "产出指标"),
        ("３．产出指标", "arabic", "产出指标"),
        ("（4）采购管理", "arabic_paren", "采购管理"),
        ("4）采购管理", "arabic_paren", "采购管理"),
        ("1.2 收支情况", "multi", "收支情况"),
        ("2.1.3、资产", "multi", "资产"),
        ("①公开情况", "circled", "公开情况"),
        ("⑵公开情况", "circled", "公开情况"),
    ],
)
def test_styles(text: str, style: str, words: str) -> None:
    folded = fold(text)
    mark = mark_at(folded, 0, len(folded))
    assert mark is not None
    assert mark.style == style
    assert folded[mark.end :] == fold(words)


@pytest.mark.parametrize(
    "text",
    [
        "2022年度收入",
        "1.5万元",
        "3.5%的增长",
        "100.25万元用于",
        "部门概况",
        "第一次会议",
        "一方面",
        "15家企业",
        "",
    ],
)
def test_what_is_no_number_of_a_heading(text: str) -> None:
    assert mark_at(text, 0, len(text)) is None


def test_a_mark_begins_where_the_paragraph_begins() -> None:
    text = "前言一、部门概况"
    assert mark_at(text, 0, len(text)) is None
    mark = mark_at(text, 2, len(text))
    assert mark is not None
    assert (mark.start, mark.end) == (2, 4)
