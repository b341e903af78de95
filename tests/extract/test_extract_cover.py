"""Labelled values of covers and forms: department, dates, persons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Rows = Callable[[str, str], list[Any]]
TITLE = "部门整体支出绩效自评报告"


def report(cover: str) -> str:
    return f"{TITLE}\n{cover}\n\n一、基本情况\n我单位管理全县河道。\n"


@pytest.mark.parametrize(
    "line",
    [
        "单位名称：丰收县水利局",
        "单位名称:丰收县水利局",
        "单 位 名 称 ：丰收县水利局",
        "部门（单位）名称：丰收县水利局",
        "部门（单位）名称（盖章）：丰收县水利局",
        "填报单位（公章）：丰收县水利局",
        "填报单位：（公章） 丰收县水利局",
        "填报单位：（公章）     丰收县水利局",
        "填报单位：丰收县水利局（盖章）",
        "填报单位：丰收县水利局    填报日期：2023年5月6日",
        "填报日期：2023年5月6日      填报单位：丰收县水利局",
        "单位名称：丰收县水利局；填报人：李明；电话：13800138000",
        "预算单位：301001-丰收县水利局",
        "评价年度：2022年    自评单位：丰收县水利局",
    ],
)
def test_departments(rows: Rows, line: str) -> None:
    (document,) = rows("documents", report(line))
    assert document.department == "丰收县水利局"
    assert document.status == "filled"


@pytest.mark.parametrize(
    "line",
    [
        "单位名称：",
        "单位名称：________",
        "单位名称：（公章）      填报日期：    年   月   日",
        "单位名称：（单位名称）",
        "单位名称：XX县XX局",
        "单位名称：×××局",
        "部门名称：/",
    ],
)
def test_blank_labels(rows: Rows, line: str) -> None:
    (document,) = rows("documents", report(line))
    assert (document.department, document.report_date) == ("", None)


def test_labels_in_cells(rows: Rows) -> None:
    text = (
        "部门整体支出绩效自评表\n部门名称\t丰收县水利局\t填报日期\t2023年5月6日\n"
        "评价年度\t\t2022\t\n联系人\t吴明\t联系电话\t0851-1234567\n"
    )
    (document,) = rows("documents", text)
    assert (document.department, document.fiscal_year) == ("丰收县水利局", 2022)
    assert document.report_date.isoformat() == "2023-05-06"
    people = rows("contacts", text)
    assert {(p.role, p.name) for p in people} == {("联系人", "吴明")}
    assert "0851-1234567" in {p.phone for p in people}


def test_a_label_beside_a_label_is_no_value(rows: Rows) -> None:
    text = "部门整体支出绩效自评表\n部门名称\t填报日期\t联系人\n丰收县水利局\t2023年5月6日\t吴明\n"
    assert rows("contacts", text) == []


def test_persons_in_a_line(rows: Rows) -> None:
    found = rows(
        "contacts", report("填报人：张青、李梅   联系电话：0851-1234567   邮箱：zq@example.cn")
    )
    assert [p.name for p in found if not p.phone and not p.email] == ["张青", "李梅"]
    assert [p.phone for p in found if p.phone] == ["0851-1234567"]
    assert [p.email for p in found if p.email] == ["zq@example.cn"]


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("评价年度：2022年度", 2022),
        ("预算年度：2021", 2021),
        ("（2020年度）", 2020),
        ("2019年度", 2019),
    ],
)
def test_fiscal_years(rows: Rows, line: str, year: int) -> None:
    (document,) = rows("documents", report(line + "\n填报日期：2023年5月6日"))
    assert document.fiscal_year == year


def test_the_name_of_a_column_of_a_web_page_does_not_end_the_cover(rows: Rows) -> None:
    page = "丰收县人民政府\n政府信息公开\n福利院项目绩效评价报告\n项目主管部门：丰收县民政局\n"
    (document,) = rows("documents", page + "\n一、项目概况\n资金已拨付。\n")
    assert document.department == "丰收县民政局"


def test_the_date_of_publication_counts_where_the_report_names_none(rows: Rows) -> None:
    page = "项目支出绩效自评报告\n- 发布日期：2023-06-09\n"
    own = "填报日期：2023年4月18日\n"
    body = "\n一、项目概况\n资金已拨付。\n"
    dates = [rows("documents", head + body)[0].report_date for head in (page, page + own)]
    assert dates == [date(2023, 6, 9), date(2023, 4, 18)]
