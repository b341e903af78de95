"""The measure that answers a problem."""

from __future__ import annotations

import re

import pytest

from jixiao.link.remedies import Remedies, Remedy

TEXTS = ("加强合同审核", "加快采购进度，压实采购责任", "完善采购台账和采购档案")


def remedies(*texts: str) -> Remedies:
    found = [Remedy(10 * i, 10 * i + len(t), t) for i, t in enumerate(texts)]
    return Remedies(found, re.compile("加强|管理"))


@pytest.mark.parametrize(
    ("problem", "index", "count", "expected"),
    [
        ("合同没有审核", 1, 3, TEXTS[1]),  # the lists are of one length: the same place
        ("合同没有审核", 0, 2, TEXTS[0]),  # most pairs in common
        ("采购台账不全", 0, 2, TEXTS[2]),
        ("采购没有开展", 0, 2, ""),  # one pair is too few
        ("人手不足", 0, 2, ""),
    ],
)
def test_the_measure_in_the_same_place_or_with_most_words_in_common(
    problem: str, index: int, count: int, expected: str
) -> None:
    assert remedies(*TEXTS).answer(problem, index, count) == expected


def test_of_measures_that_share_as_much_the_first_counts() -> None:
    assert remedies("审核合同条款", "合同条款存档").alike("合同条款不全") == "审核合同条款"


def test_the_only_measure_answers_whatever_it_says() -> None:
    assert remedies(TEXTS[0]).answer("人手不足", 4, 9) == TEXTS[0]


def test_no_measure_answers_nothing() -> None:
    assert remedies().answer("人手不足", 0, 1) == ""


def test_measures_of_a_passage() -> None:
    found = remedies(*TEXTS).within(10, 20)
    assert (len(found), found.alike("采购责任")) == (1, TEXTS[1])
