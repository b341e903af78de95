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


REST = (
    "根据通知要求，我局认真开展自评，查阅账簿凭证，核对任务完成情况，如实填写自评表格，逐项打分。"
    * 3
)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("2022 年丰收县水利局整体支出 绩效自评报告 ", "2022年丰收县水利局整体支出绩效自评报告"),
        ("附件1 河道管护项目绩效自评报告 ", "河道管护项目绩效自评报告"),
        (
            "水利自评.docx 丰收县水利局部门整体支出绩效自评报告 ",
            "丰收县水利局部门整体支出绩效自评报告",
        ),
    ],
)
def test_a_title_that_runs_into_the_text(rows: Rows, head: str, title: str) -> None:
    (document,) = rows("documents", head + REST)
    assert document.title == title


def test_the_title_of_a_catalogue_entry(rows: Rows) -> None:
    text = "标      题 丰收县水利局2022年度部门整体支出绩效自评报告\n" + BODY
    (document,) = rows("documents", text)
    assert document.title == "丰收县水利局2022年度部门整体支出绩效自评报告"
    assert document.department == "丰收县水利局"


@pytest.mark.parametrize(
    "line",
    [
        "公开方式 主动公开 公开时限 长期公开 是否有效 有效 ",
        "组配分类 部门决算 发布机构 县水利局 生成日期 2023-09-27 公开方式 主动公开 ",
        "监督索引号53090000112200000 ",
    ],
)
def test_the_fields_of_a_catalogue_before_a_title(rows: Rows, line: str) -> None:
    (document,) = rows("documents", line + "丰收县水利局2022年度部门决算\n" + BODY)
    assert document.title == "丰收县水利局2022年度部门决算"


def test_a_slogan_above_a_whole_title_is_no_part_of_it(rows: Rows) -> None:
    (document,) = rows("documents", "全省模范卫生院\n2023年度丰收县中医医院单位决算\n" + BODY)
    assert document.title == "2023年度丰收县中医医院单位决算"


def test_a_report_without_a_title_is_told_by_its_opening(rows: Rows) -> None:
    text = "为做好绩效管理，现将2022年丰收县交通运输局乡道建设项目绩效自评情况报告如下：\n" + BODY
    (document,) = rows("documents", text)
    assert document.doc_type == "project_report"
    assert document.department == "丰收县交通运输局"


def test_a_group_of_the_department_itself_is_no_third_party(rows: Rows) -> None:
    text = "2021年度部门整体支出绩效评价自评报告\n评价机构：部门（单位）评价组\n" + BODY
    (document,) = rows("documents", text)
    assert document.doc_type == "narrative_report"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("丰收县人民政府\n政府信息公开\n丰收县2022年度福利院项目绩效自评报告", "丰收县2022年度福利院项目绩效自评报告"),
        ("索 引 号 XX00345-07-02 主题分类 决算\n\n福利院项目绩效自评报告", "福利院项目绩效自评报告"),
        ("公告：丰收县残疾人联合会2022年度部门决算", "丰收县残疾人联合会2022年度部门决算"),
        ("丰收县水利局\n政府网站建设项目绩效自评报告", "丰收县水利局政府网站建设项目绩效自评报告"),
    ],
)  # fmt: skip
def test_the_frame_of_a_web_page_round_a_title(rows: Rows, head: str, title: str) -> None:
    (document,) = rows("documents", head + BODY)
    assert document.title == title


def test_a_transfer_report_without_a_title(rows: Rows) -> None:
    text = "一、绩效目标分解下达情况\n下达补助资金80万元。\n\n二、绩效情况分析\n已支付。\n"
    (document,) = rows("documents", text)
    assert document.doc_type == "project_report"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("1、2022年度项目支出绩效自评总报告为切实做好评价工作，", "2022年度项目支出绩效自评总报告"),
        ("2021年度财政项目绩效自评表单位名称：丰收县医院", "2021年度财政项目绩效自评表"),
    ],
)
def test_a_title_that_has_lost_the_blank_behind_it(rows: Rows, head: str, title: str) -> None:
    (document,) = rows("documents", head + REST)
    assert document.title == title
