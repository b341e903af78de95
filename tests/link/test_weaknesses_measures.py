"""Which measure answers a problem: by order, by content, in the item itself, in one for all."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[[str, str], list[Any]]
TITLE = "云水县林草局2022年度部门整体支出绩效自评报告\n\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Lists of the same length pair by order, whatever their marks.
        (
            "三、存在问题\n一是苗圃台账不健全。二是公务卡使用率偏低。\n四、改进措施\n（一）每月补记一次。\n（二）清理现金结算。\n",
            ["每月补记一次。", "清理现金结算。"],
        ),
        # Lists of other lengths pair by content; what speaks of nothing in common answers none.
        (
            "三、存在问题\n1.苗圃台账不健全。\n2.公务卡使用率偏低。\n3.护林员紧缺。\n四、改进措施\n1.推广使用公务卡。\n2.补建苗圃台账。\n",
            ["补建苗圃台账。", "推广使用公务卡。", ""],
        ),
        # Without marks, paragraphs or sentences of problems pair with as many measures.
        (
            "三、存在问题\n苗圃台账不健全，巡护记录不全。\n护林员紧缺。\n四、改进措施\n补建登记。\n公开招聘。\n",
            ["补建登记。", "补建登记。", "公开招聘。"],
        ),
        (
            "三、存在问题\n（一）问题。苗圃台账不健全；护林员紧缺。\n（二）改进措施。一要补建登记；二要公开招聘。\n",
            ["补建登记", "公开招聘。"],
        ),
        # What stands behind the last item answers all, unless each is answered elsewhere.
        (
            "三、存在问题\n一是苗圃台账不健全。二是护林员紧缺。针对以上问题，我局将逐项整改。\n",
            ["针对以上问题，我局将逐项整改。", "针对以上问题，我局将逐项整改。"],
        ),
        (
            "三、存在问题\n一是苗圃台账不健全。二是护林员紧缺。针对以上问题，我局将逐项整改。\n四、改进措施\n1.补建登记。\n2.公开招聘。\n",
            ["补建登记。", "公开招聘。"],
        ),
        (
            "三、存在问题\n首先，苗圃台账不健全。\n其次，护林员紧缺。\n建议：1.补建登记；2.公开招聘。\n",
            ["补建登记", "公开招聘。"],
        ),
        # A list that begins anew behind its label is of measures, also inside a line.
        (
            "三、存在问题及改进措施\n存在问题：1.苗圃台账不健全；2.护林员紧缺。改进措施：1.补建登记；2.公开招聘。\n",
            ["补建登记", "公开招聘。"],
        ),
        (
            "三、自评结论\n项目得92分。发现的主要问题及原因：一是苗圃台账不健全；二是护林员紧缺。下一步改进措施：一是补建登记；二是公开招聘。\n",
            ["补建登记", "公开招聘。"],
        ),
        (
            "三、存在问题\n苗圃台账不健全；护林员紧缺。建议县里补建登记。\n",
            ["建议县里补建登记。", "建议县里补建登记。"],
        ),
        # Lists with strokes for numbers, and problems numbered in words.
        (
            "三、存在问题\n——苗圃台账不健全。\n——护林员紧缺。\n四、审计建议\n——补建登记。——公开招聘。\n",
            ["补建登记。", "公开招聘。"],
        ),
        (
            "三、问题清单\n问题一：苗圃台账不健全\n措施：补建登记。\n问题二：护林员紧缺\n措施：公开招聘。\n",
            ["补建登记。", "公开招聘。"],
        ),
        # A list that begins anew below 原因： is answered from the first again.
        (
            "三、存在问题\n问题：1.苗圃台账不健全；2.护林员紧缺。原因：1.经费缺口大；2.山区留人难。\n四、改进措施\n1.补建登记。\n2.公开招聘。\n",
            ["补建登记。", "公开招聘。", "补建登记。", "公开招聘。"],
        ),
        (
            "三、存在问题\n1.苗圃台账不健全。改进：补建登记。\n2.护林员紧缺。改进：公开招聘。\n",
            ["补建登记。", "公开招聘。"],
        ),
        (
            "三、自评结论\n存在的主要问题是苗圃台账不健全，护林员紧缺。\n下步，我们将补建登记。\n",
            ["下步，我们将补建登记。", "下步，我们将补建登记。"],
        ),
        # One measure answers all, without the signature below it.
        (
            "三、存在问题\n1.苗圃台账不健全。\n2.护林员紧缺。\n四、改进措施\n加强日常管理。\n云水县林草局\n2023年3月5日\n",
            ["加强日常管理。", "加强日常管理。"],
        ),
        # A measure in the item answers that item.
        (
            "三、存在问题及整改措施\n1.苗圃台账不健全。整改措施：每月补记一次。\n2.护林员紧缺。整改措施：公开招聘10名。\n",
            ["每月补记一次。", "公开招聘10名。"],
        ),
        # Marks of another style stand inside the items.
        (
            "三、存在问题\n1.支出进度偏慢。\n2.护林员紧缺。\n四、改进措施\n1.加快支付：一是按月通报，二是约谈。\n2.公开招聘10名。\n",
            ["加快支付：一是按月通报，二是约谈。", "公开招聘10名。"],
        ),
        # Clauses without items pair with a list of as many measures.
        (
            "三、存在问题\n苗圃台账不健全，护林员紧缺。\n四、改进措施\n一是每月补记一次；二是公开招聘10名。\n",
            ["每月补记一次", "公开招聘10名。"],
        ),
    ],
)  # fmt: skip
def test_measures(rows: Rows, body: str, expected: list[str]) -> None:
    assert [w.measure for w in rows("weaknesses", TITLE + body)] == expected


def test_the_class_of_a_vague_clause_is_that_of_its_item(rows: Rows) -> None:
    body = "三、存在问题\n1.固定资产台账缺漏，有的物品存放散乱，管得不够细。\n"
    got = rows("weaknesses", TITLE + body)
    assert {w.weakness for w in got} == {"asset_management"}


@pytest.mark.parametrize(
    "head", ["四、审计建议", "四、解决办法", "四、努力方向", "四、完善措施", "四、下一阶段重点工作"]
)
def test_headings_of_measures(rows: Rows, head: str) -> None:
    body = f"三、存在问题\n1.苗圃台账不健全。\n2.护林员紧缺。\n{head}\n1.补建登记。\n2.公开招聘。\n"
    assert [w.measure for w in rows("weaknesses", TITLE + body)] == ["补建登记。", "公开招聘。"]


@pytest.mark.parametrize(
    "label", ["建议", "相关建议", "整改计划", "改进的措施和建议", "今后改进措施"]
)
@pytest.mark.parametrize(
    "body",
    ["存在的问题\t苗圃台账不健全\n{}\t补建登记\n", "存在的问题：苗圃台账不健全。{}：补建登记\n"],
)
def test_labels_of_measures(rows: Rows, label: str, body: str) -> None:
    got = rows("weaknesses", TITLE + "项目名称\t护林防火\n" + body.format(label))
    assert [(w.text, w.measure) for w in got] == [("苗圃台账不健全", "补建登记")]


def test_what_was_done_about_last_years_problems_below_their_sentence(rows: Rows) -> None:
    body = "六、上年度绩效评价整改情况\n针对2021年度评价提出的苗圃台账不健全、护林员紧缺两方面问题，我局制定整改措施：一是补建登记；二是公开招聘。\n"
    got = [(w.text, w.origin, w.measure) for w in rows("weaknesses", TITLE + body)]
    assert got == [
        ("苗圃台账不健全", "prior_year", "补建登记"),
        ("护林员紧缺", "prior_year", "公开招聘。"),
    ]
