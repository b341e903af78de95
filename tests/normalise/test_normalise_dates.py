"""Dates as officials print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.normalise.dates import date_in
from jixiao.segment.fold import fold

DIGITS = "〇一二三四五六七八九"


def han(number: int) -> str:
    """One to thirty-one as printed."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones else "")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_in_every_style(day: date) -> None:
    year = "".join(DIGITS[int(d)] for d in str(day.year))
    for text in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month:02d} 月 {day.day:02d} 日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{year}年{han(day.month)}月{han(day.day)}日",
    ):
        assert date_in(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "2023年2月30日",
        "2023年13月1日",
        "2023年0月5日",
        "2023年5月",
        "2023年",
        "5月6日",
        "二〇二三年二月三十日",
        "年 月 日",
        "",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert date_in(text) is None


def test_wide_digits() -> None:
    assert date_in(fold("２０２３年５月６日")) == date(2023, 5, 6)


def test_the_first_date_counts() -> None:
    assert date_in("自2023年5月6日至2023年6月7日") == date(2023, 5, 6)
