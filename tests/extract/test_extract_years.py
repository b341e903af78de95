"""Years as printed."""

from __future__ import annotations

import pytest

from jixiao.extract.found_numbers import Explained
from jixiao.extract.years import year_in, years


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022年度", 2022),
        ("截至2023年5月", 2023),
        ("二〇二二年", 2022),
        ("二零二三年", 2023),
        ("二O二一年", 2021),
        ("1998年", 1998),
        ("第22届", None),
        ("3022年", None),
        ("", None),
    ],
)
def test_year_in(text: str, year: int | None) -> None:
    assert year_in(text) == year


def test_only_years_and_dates_count_and_can_be_asked_by_place() -> None:
    text = "2021年,2022年12月,12月,2023号"
    spans = [
        Explained(0, 5, "year", ""),
        Explained(6, 14, "date", ""),
        Explained(15, 18, "date_part", ""),
        Explained(19, 24, "doc_number", ""),
    ]
    found = years(text, spans)
    assert [m.year for m in found.mentions] == [2021, 2022]
    assert [m.year for m in found.between(1, 15)] == [2022]
    assert found.between(7, 40) == ()
