"""Cited rules: titles, document numbers in all brackets, and titles that are no rules."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jixiao.document import Pipeline

Rows = Callable[[str, str], list[Any]]


@pytest.mark.parametrize(
    ("text", "title", "number"),
    [
        ("依据《预算法》开展。", "预算法", ""),
        ("依据《关于开展自评的通知》（丰财绩〔2023〕5号）。", "关于开展自评的通知", "丰财绩〔2023〕5号"),
        ("依据《关于开展自评的通知》(丰财绩[2023]5号)。", "关于开展自评的通知", "丰财绩[2023]5号"),
        ("依据《关于开展自评的通知》（丰财绩（2023）5号）。", "关于开展自评的通知", "丰财绩（2023）5号"),
        ("依据《关于开展自评的通知》【丰财绩﹝2023﹞5号】。", "关于开展自评的通知", "丰财绩﹝2023﹞5号"),
        ("依据《关于开展自评的通知》丰财绩【2023】5号文件。", "关于开展自评的通知", "丰财绩【2023】5号"),
        ("依据《关于开展自评的通知》（丰财绩〔2023〕 5 号）。", "关于开展自评的通知", "丰财绩〔2023〕5号"),
        ("依据《关于开展自评的通知》（丰财绩〔2023〕第5号", "关于开展自评的通知", "丰财绩〔2023〕第5号"),
        ("依据《关于印发〈管理办法〉的通知》（丰财〔2021〕8号）。", "关于印发〈管理办法〉的通知", "丰财〔2021〕8号"),
        ("依据《关于印发《管理办法》的通知》（丰财〔2021〕8号）。", "关于印发《管理办法》的通知", "丰财〔2021〕8号"),
        ("依据《关于印发<管理办法>的通知》（丰财〔2021〕8号）。", "关于印发<管理办法>的通知", "丰财〔2021〕8号"),
        ("依据《关于 开展 自评的通知》。", "关于开展自评的通知", ""),
        ("按丰财绩﹝2023﹞12号文精神。", "", "丰财绩﹝2023﹞12号"),
        ("（丰财预〔2020〕10号）要求。", "", "丰财预〔2020〕10号"),
        ("依据《关于抓好自评工作的方案》的通知（丰发〔2020〕6号）。", "关于抓好自评工作的方案", "丰发〔2020〕6号"),
        ("依据《资金管理办法》（丰财（社）发〔2021〕68号）。", "资金管理办法", "丰财（社）发〔2021〕68号"),
    ],
)  # fmt: skip
def test_titles_and_numbers(rows: Rows, text: str, title: str, number: str) -> None:
    (row,) = rows("policies", text)
    assert (row.title, row.doc_number) == (title, number)
    assert row.year == (int(number[number.index("20") :][:4]) if number else None)


def test_each_mention_is_a_row(rows: Rows) -> None:
    found = rows(
        "policies", "依据《预算法》、《会计法》及《预算法》，以及丰财〔2021〕8号、丰发〔2022〕9号。"
    )
    assert [r.title or r.doc_number for r in found] == [
        "预算法",
        "会计法",
        "预算法",
        "丰财〔2021〕8号",
        "丰发〔2022〕9号",
    ]


def test_several_numbers_behind_one_title(rows: Rows) -> None:
    text = "依据《关于开展自评的通知》（丰财绩〔2023〕5号、丰财预〔2022〕3号）开展。"
    (row,) = rows("policies", text)
    assert row.doc_number == "丰财绩〔2023〕5号"
    assert row.text == text[2:-3]
    assert rows("rejects", text) == []


@pytest.mark.parametrize(
    "title",
    [
        "2022年度部门决算报告",
        "政府采购合同",
        "基础数据表",
        "丰收日报",
        "满意度调查问卷",
        "项目支出绩效自评表（2022年度）",
        "资产清单",
    ],
)
def test_titles_that_are_no_rules(rows: Rows, title: str) -> None:
    assert rows("policies", f"单位编制了《{title}》并存档。") == []


def test_a_report_with_a_document_number_is_cited(rows: Rows) -> None:
    (row,) = rows("policies", "见《2022年度审计报告》（丰审〔2023〕7号）。")
    assert row.doc_number == "丰审〔2023〕7号"


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("丰收县财政局关于开展自评的通知", "丰收县财政局"),
        ("财政部关于印发〈管理办法〉的通知", "财政部"),
        ("丰收县人民政府办公室关于做好节水工作的通知", "丰收县人民政府办公室"),
        ("丰收县财政局部门预算管理办法", "丰收县财政局"),
        ("部门预算绩效管理办法", ""),
        ("丰收县部门预算绩效管理办法", ""),
        ("政府会计制度", ""),
        ("关于印发部门预算管理办法的通知", ""),
        ("丰收市新会区城市管理和环境局财务报销制度", "丰收市新会区城市管理和环境局"),
        ("丰收县就业和人才服务局内部控制手册", "丰收县就业和人才服务局"),
        ("丰收市社会救助家庭经济状况核对办法", ""),
        ("丰收县政府采购管理办法", ""),
        ("丰收县民政局机关财务管理制度", "丰收县民政局"),
        ("教育部等六部门关于印发实施方案的通知", "教育部等六部门"),
        ("国务院关于深化预算管理制度改革的决定", "国务院"),
    ],
)
def test_issuers(rows: Rows, title: str, issuer: str) -> None:
    (row,) = rows("policies", f"依据《{title}》执行。")
    assert row.issuer == issuer


def test_the_words_before_a_title_name_its_issuer(rows: Rows) -> None:
    (row,) = rows("policies", "现根据县财政局印发的《关于开展绩效自评的通知》要求开展自评。")
    assert row.issuer == "县财政局"
    (row,) = rows("policies", "根据《关于开展绩效自评的通知》要求,县财政局组织复核。")
    assert row.issuer == ""


def test_a_title_without_end_swallows_nothing(pipeline: Pipeline) -> None:
    text = "依据《关于开展自评的通知，拨付20万元。\n另据《预算法》，支出30万元。"
    tables = pipeline(text.encode()).tables
    assert [r.text for r in tables["amounts"]] == ["20万元", "30万元"]
    assert [r.title for r in tables["policies"]] == ["预算法"]


def test_a_lone_year_number_needs_an_agency(rows: Rows) -> None:
    assert rows("policies", "〔2023〕15号") == []
    assert rows("policies", "根据〔2023〕15号文件") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("依据《资金管理办法》（丰财农〔202312号）。", "丰财农〔2023〕12号"),
        ("下达资金80万元（丰财社202266号）。", "丰财社〔2022〕66号"),
        ("丰财社〔20207号文件已转发。", "丰财社〔2020〕7号"),
    ],
)
def test_brackets_that_a_web_page_lost_are_put_back(rows: Rows, text: str, number: str) -> None:
    (row,) = rows("policies", text)
    assert row.doc_number == number
    assert row.year == int(number[number.index("20") :][:4])


@pytest.mark.parametrize(
    "text", ["发放证书第202213号。", "登记编号202213号。", "共20家（2023年5号楼）。"]
)
def test_other_numbers_are_no_document_numbers(rows: Rows, text: str) -> None:
    assert rows("policies", text) == []
