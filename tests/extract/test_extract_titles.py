"""Titles, also over two lines, and the type of document that they tell."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[[str, str], list[Any]]
BODY = "\n\n一、基本情况\n我单位管理全县河道。\n"


@pytest.mark.parametrize(
    ("head", "title", "doc_type"),
    [
        ("部门整体支出绩效自评报告", "部门整体支出绩效自评报告", "narrative_report"),
        ("丰收县水利局\n2022年度部门整体支出绩效自评报告", "丰收县水利局2022年度部门整体支出绩效自评报告",
         "narrative_report"),
        ("丰收县水利局关于2022年度部门整体支出\n绩效自评的报告", "丰收县水利局关于2022年度部门整体支出绩效自评的报告",
         "narrative_report"),
        ("附件2\n部门整体支出绩效自评报告\n（2022年度）", "部门整体支出绩效自评报告", "narrative_report"),
        ("2022 年度 丰收县 水利局 部门整体支出绩效自评报告", "2022年度丰收县水利局部门整体支出绩效自评报告",
         "narrative_report"),
        ("农村饮水安全项目支出绩效自评报告", "农村饮水安全项目支出绩效自评报告", "project_report"),
        ("项目支出绩效自评表", "项目支出绩效自评表", "project_table"),
        ("部门整体支出绩效自评表", "部门整体支出绩效自评表", "score_table"),
        ("部门整体支出绩效自评基础数据表", "部门整体支出绩效自评基础数据表", "base_data_form"),
        ("丰收县水利局部门整体支出绩效目标表", "丰收县水利局部门整体支出绩效目标表", "target_table"),
        ("丰收县水利局2022年度部门决算", "丰收县水利局2022年度部门决算", "final_accounts"),
        ("丰收县水利局2023年部门预算", "丰收县水利局2023年部门预算", "budget"),
        ("2022年就业补助资金财政重点绩效评价报告", "2022年就业补助资金财政重点绩效评价报告", "evaluation_report"),
        ("丰收县预算绩效管理办法", "丰收县预算绩效管理办法", "other"),
    ],
)  # fmt: skip
def test_titles(rows: Rows, head: str, title: str, doc_type: str) -> None:
    (document,) = rows("documents", head + BODY)
    assert (document.title, document.doc_type) == (title, doc_type)
    assert "".join(document.text.split()) == title


def test_a_regulation_is_no_report(rows: Rows) -> None:
    text = "丰收县预算绩效管理办法\n\n第一条 为规范管理，制定本办法。满意度95%的得10分。\n"
    (document,) = rows("documents", text)
    assert (document.doc_type, document.status) == ("other", "no_report")
    assert (document.fiscal_year, document.self_score, document.department) == (None, None, "")


def test_a_third_party_report_is_told_by_its_text(rows: Rows) -> None:
    text = "2022年渠道维修项目绩效报告\n\n受丰收县财政局委托，丰收会计师事务所对该项目开展评价。\n"
    (document,) = rows("documents", text)
    assert document.doc_type == "evaluation_report"


def test_a_sentence_is_no_title(rows: Rows) -> None:
    (document,) = rows("documents", "现将部门整体支出绩效自评情况报告如下：\n支出300万元。\n")
    assert (document.title, document.char_start, document.char_end) == ("", 0, 0)


@pytest.mark.parametrize("year", ["二〇二二", "二O二二", "二○二二", "二零二二", "2022"])
def test_the_year_of_the_title(rows: Rows, year: str) -> None:
    (document,) = rows("documents", f"{year}年度部门整体支出绩效自评报告{BODY}")
    assert document.fiscal_year == 2022
