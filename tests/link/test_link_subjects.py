"""What a figure is of, in the words of the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[[str, str], list[Any]]


@pytest.mark.parametrize(
    ("table", "text", "subjects"),
    [
        ("amounts", "其中：基本支出180万元，项目支出约130万元。", ["基本支出", "项目支出"]),
        ("amounts", "2022年度财政拨款收入为300万元。", ["财政拨款收入"]),
        (
            "amounts",
            "公务接待费共计3万元，公务用车运行维护费9万元。",
            ["公务接待费", "公务用车运行维护费"],
        ),
        ("rates", "预算执行率达到98%，满意度为95%。", ["预算执行率", "满意度"]),
        ("rates", "基本支出180万元，占58.06%。", ["基本支出"]),
        ("quantities", "推动20家工业企业实施技改。", ["工业企业"]),
        ("quantities", "培训农民300人。", ["培训农民"]),
        ("quantities", "下设七个职能股。", ["职能股"]),
        ("amounts", "“三公”经费支出12.17万元。", ["“三公”经费支出"]),
        ("amounts", "（1）馆舍维修5万元；\n（2）图书购置8万元。", ["馆舍维修", "图书购置"]),
        ("amounts", "省级下达804万元，全年实际下达71万元。", ["省级下达", "实际下达"]),
        ("rates", "收入300万元，比上年增加20万元，增加7.1%。", ["收入增加"]),
    ],
)
def test_subjects(rows: Rows, table: str, text: str, subjects: list[str]) -> None:
    assert [r.subject for r in rows(table, text)] == subjects


def test_labels_of_a_cell(rows: Rows) -> None:
    text = "单位：万元\n项目\t年初预算数\t决算数\n基本支出\t300\t280\n"
    found = rows("amounts", text)
    assert [r.subject for r in found] == ["基本支出年初预算数", "基本支出决算数"]


def test_the_heading_where_the_sentence_names_nothing(rows: Rows) -> None:
    (row,) = rows("rates", "一、预算执行情况\n98%。\n")
    assert row.subject == "预算执行情况"
