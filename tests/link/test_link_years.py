"""The year that a figure is about."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[[str, str], list[Any]]


def years_of(rows: Rows, text: str) -> dict[str, int | None]:
    found = [r for table in ("amounts", "rates", "quantities") for r in rows(table, text)]
    return {r.text: r.year for r in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年收入500万元，支出480万元。", {"500万元": 2022, "480万元": 2022}),
        ("支出480万元。", {"480万元": None}),
        ("由2021年的480万元增加到500万元。", {"480万元": 2021, "500万元": None}),
        ("2023年由2021年的480万元增加到500万元。", {"480万元": 2021, "500万元": 2023}),
        ("2022年支出500万元，上年支出480万元。", {"500万元": 2022, "480万元": 2021}),
        ("2022年支出500万元，去年为480万元。", {"500万元": 2022, "480万元": 2021}),
        ("2022年支出比上年增加20万元。", {"20万元": 2022}),
        ("2022年支出500万元，较上年增长4.2%。", {"500万元": 2022, "4.2%": 2022}),
        ("2022年支出500万元，比2021年增加20万元。", {"500万元": 2022, "20万元": 2022}),
        ("2022年支出500万元（2021年480万元）。", {"500万元": 2022, "480万元": 2021}),
        ("2021年支出480万元；2022年支出500万元。", {"480万元": 2021, "500万元": 2022}),
        ("2023年5月公开2022年决算，支出500万元。", {"500万元": 2022}),
        ("二〇二二年支出500万元。", {"500万元": None}),
        ("2022年排名从上年的112名升至78名。", {"112名": 2021, "78名": 2022}),
        ("支出500万元已于2022年底付清。", {"500万元": 2022}),
        (
            "2022年实施项目6个（含2021年结转2个），支出500万元。",
            {"6个": 2022, "2个": 2021, "500万元": 2022},
        ),
        ("实施项目6个（含2021年结转项目）。", {"6个": None}),
        ("共有农户805户（2021年末数）。", {"805户": 2021}),
        ("本中心成立于2003年，编制12人。", {"12人": None}),
        ("我县从2008年推行生态补偿制度开始，逐年推进。预算执行率96%。", {"96%": None}),
        ("自2021年起发放补贴80万元。", {"80万元": 2021}),
        ("2023年机械化率为90%，同上一年提升1%。", {"90%": 2023, "1%": 2023}),
        ("按照2017年《服务规范》，9家卫生院开展服务。", {"9家": None}),
        (
            "2022年度 上年结转资金 其他资金 年度总体目标 实际完成情况 申请预算30万元。",
            {"30万元": 2022},
        ),
    ],
)
def test_years_of_a_sentence(rows: Rows, text: str, expected: dict[str, int | None]) -> None:
    if text.startswith("二〇"):
        expected = dict.fromkeys(expected, 2022)
    assert years_of(rows, text) == expected


def test_the_year_of_the_section_and_its_heading(rows: Rows) -> None:
    text = "一、2022年收支情况\n（一）收入情况\n收入500万元。\n二、其他\n（一）人员\n在编9人。\n"
    assert years_of(rows, text) == {"500万元": 2022, "9人": None}


def test_the_year_in_a_paragraph_before(rows: Rows) -> None:
    text = "一、收支情况\n2021年工作有序。\n收入500万元。\n"
    assert years_of(rows, text) == {"500万元": 2021}


def test_the_year_of_a_form_is_that_of_its_title(rows: Rows) -> None:
    text = (
        "项目支出绩效自评表\n（2020年度）\n单位：万元\n项目\t预算数\n道路养护\t120\n桥梁养护\t80\n"
    )
    assert years_of(rows, text) == {"120": 2020, "80": 2020}


def test_a_year_in_a_head_beats_that_of_the_form(rows: Rows) -> None:
    text = "项目支出绩效自评表\n（2020年度）\n单位：万元\n项目\t2019年决算数\t预算数\n道路养护\t120\t80\n"
    assert years_of(rows, text) == {"120": 2019, "80": 2020}


def test_a_caption_over_the_table(rows: Rows) -> None:
    text = "2021年收支明细\n单位：万元\n项目\t预算数\t决算数\n道路养护\t120\t80\n"
    assert years_of(rows, text) == {"120": 2021, "80": 2021}
