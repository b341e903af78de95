"""List numbers that a number follows without a blank."""

from __future__ import annotations

import pytest

from jixiao.extract.run_on_numbers import run_on_numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4.引进资金\n5.6座加油站完工\n6.兑付资金", ["5."]),
        ("表头\t1.企业升规\n2.3家企业入库", ["2."]),
        ("4.5%\n5.6%", []),
        ("5.6座加油站完工", []),
        ("1.引进资金\n3.6座加油站完工", []),
        ("1.引进资金\n另有\n2.3家企业入库", ["2."]),
    ],
)
def test_the_list_shows_what_is_a_number_of_it(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in run_on_numbers(text).items()] == found
