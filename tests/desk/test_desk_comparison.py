"""Comparison: the values that are asked for, the chart of them, and where a value is from."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

pytest.importorskip("datasette")

from jixiao.desk.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, chart


def row(department: str, year: int, value: float) -> dict[str, Any]:
    """A row of the comparison as far as a chart looks at it."""
    return {
        "department": department, "region_code": "", "scope": "", "fiscal_year": year,
        "value": value,
    }  # fmt: skip


def drawn(rows: list[dict[str, Any]]) -> Any:
    """The chart of rows, a dot for each."""
    spread: dict[int, list[float]] = {}
    for one in sorted(rows, key=lambda r: (r["fiscal_year"], r["value"])):
        spread.setdefault(one["fiscal_year"], []).append(one["value"])
    return chart(spread, rows)


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ("metric=budget_execution_rate", 4),
        ("metric=budget_execution_rate&year=2023", 2),
        ("metric=budget_execution_rate&year=2022&year=2023", 4),
        ("metric=budget_execution_rate&province=湖北省", 2),
        ("metric=budget_execution_rate&family=民政", 0),
        ("metric=budget_execution_rate&show=not", 0),
        ("metric=expenditure&province=浙江省&city=丽水市&level=县&year=2022", 1),
    ],
)
def test_what_is_asked_for_is_shown_drawn_and_exported(ask: Any, where: str, count: int) -> None:
    rows = ask(f"/comparison.json?{where}")
    assert len(rows) == count
    page = ask(f"/comparison?{where}")
    assert page.count("<circle") == count
    links = {unescape(link) for link in re.findall(r'href="(/comparison/value[^"]*)"', page)}
    assert len(links) == count
    assert ask(f"/comparison.csv?{where}").count("\r\n") == count + 1


def test_a_table_is_sorted_as_asked(ask: Any) -> None:
    rates = [r["value"] for r in ask("/comparison.json?metric=budget_execution_rate")]
    assert rates == [99, 95, 90, 80]
    turned = ask("/comparison.json?metric=budget_execution_rate&sort=-value")
    assert [r["value"] for r in turned] == rates[::-1]
    changes = ask("/comparison.json?metric=budget_execution_rate&sort=change")
    assert [r["change"] for r in changes] == [19, 5, None, None]


def test_a_value_leads_to_its_source(ask: Any) -> None:
    page = ask("/comparison?metric=budget_execution_rate&year=2023&province=湖北省")
    (dot,) = re.findall(r'<a href="([^"]*)" class="dot[^"]*"><title>([^<]*)</title>', page)
    assert dot[1] == "襄阳市谷城县农业农村局 2023 年：95 %"
    page = ask(unescape(dot[0]))
    assert "1 / 2" not in page.split("由哪几行得出")[1]
    assert re.search(r"<dt>同类排名</dt><dd>2 / 2", page)
    assert re.search(r"<dt>增减</dt><dd>\+5", page)
    assert "预算执行率95%" in page
    (link, text), *_ = re.findall(
        r'<a href="(/doc/[^"#]*)[^"]*"><span[^>]*>[^<]*</span> ([^<]*)</a>', page
    )
    assert text == "95%"
    source = ask(unescape(link))
    assert re.search(r'class="m t-rates[^"]* chosen[^"]*"[^>]*>95%<', source)
    back = re.search(r'href="(/comparison\?[^"]*)"', page)
    assert back
    marked = ask(unescape(back[1]))
    assert marked.count('class="dot chosen"') == 2
    assert marked.count('<tr class="chosen">') == 2


def test_of_many_values_the_greatest_and_least_are_drawn_and_the_chosen(
    ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.desk.pages.comparison.MOST_DOTS", 1)
    monkeypatch.setattr("jixiao.desk.comparison.EDGE", 0)
    where = "/comparison?metric=budget_execution_rate"
    page = ask(where)
    assert "只画出每年最大和最小" in page
    assert page.count("<circle") == 0
    page = ask(f"{where}&department=襄阳市谷城县农业农村局&region=420625")
    assert page.count('class="dot chosen"') == page.count("<circle") == 2
    monkeypatch.setattr("jixiao.desk.comparison.EDGE", 1)
    assert ask(where).count("<circle") == 4


def test_what_is_not_comparable_says_why(contradicting: Any) -> None:
    page = contradicting("/comparison?metric=budget_execution_rate")
    assert "没有画的数不可比：有几个不同的数（1 个）" in page
    page = contradicting("/comparison?metric=budget_execution_rate&show=not")
    assert "有几个不同的数：90；95" in page
    (link,) = re.findall(r'<a href="([^"]*)" class="dot hollow">', page)
    page = contradicting(unescape(link))
    assert "不可比：有几个不同的数：90；95" in page
    assert page.count('<ul class="evidence"') == 2


def test_without_values_the_page_says_so(get: Any) -> None:
    assert get("/comparison").status_code == 200
    assert get("/comparison.json?metric=no_such_metric").status_code == 200
    assert get("/comparison/value?metric=x&department=y").status_code == 404


def test_dots_lie_inside_and_do_not_cover_each_other() -> None:
    rows = [row(f"{n}局", 2020 + n % 3, 90 + n % 7 / 10) for n in range(90)]
    made = drawn(rows)
    assert len(made.dots) == 90
    for dot in made.dots:
        assert LEFT <= dot.x <= WIDTH - RIGHT
        assert TOP <= dot.y <= HEIGHT - BOTTOM
    for i, a in enumerate(made.dots):
        for b in made.dots[:i]:
            assert (a.x - b.x) ** 2 + (a.y - b.y) ** 2 > (made.radius * 2 - 0.3) ** 2
    by_value = sorted(made.dots, key=lambda dot: dot.row["value"])
    assert [dot.y for dot in by_value] == sorted((dot.y for dot in made.dots), reverse=True)


def test_few_departments_are_joined_and_many_are_boxed() -> None:
    few = drawn([row("甲局", 2022, 80), row("甲局", 2023, 90), row("乙局", 2023, 70)])
    assert len(few.lines) == 1
    assert not few.boxes
    many = drawn([row(f"{n}局", year, n) for n in range(1, 41) for year in (2022, 2023)])
    assert not many.lines
    assert [box.told for box in many.boxes] == [(11, 21, 30)] * 2
    assert many.boxes[0].low > many.boxes[0].first > many.boxes[0].median > many.boxes[0].high


@pytest.mark.parametrize(
    ("values", "labels", "log"),
    [
        ([80, 99], ["80", "85", "90", "95", "100"], False),
        ([5], ["5", "6"], False),
        ([0, 0], ["0", "0.2"], False),
        ([-3, 4], ["-4", "-2", "0", "2", "4"], False),
        ([20, 30, 90_000], ["10", "100", "1,000", "10,000", "100,000"], True),
        ([1e8, 2e8, 3e8], ["1亿", "1.5亿", "2亿", "2.5亿", "3亿"], False),
    ],
)
def test_the_axis_has_round_numbers(values: list[float], labels: list[str], log: bool) -> None:
    made = drawn([row(f"{n}局", 2023, value) for n, value in enumerate(values)])
    assert ([tick.label for tick in made.ticks], made.log) == (labels, log)


def test_nothing_to_draw_is_no_chart() -> None:
    assert chart({}, []) is None
