"""Numbers that are no values make no row and no reject."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

import pytest

from jixiao.document import Pipeline

FIGURES = ("amounts", "rates", "quantities", "rejects")


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("2022年度工作如期开展。", "year"),
        ("2020-2022年工作如期开展。", "year"),
        ("2020年—2022年工作如期开展。", "year"),
        ("2021、2022年工作如期开展。", "year"),
        ("截至2022年12月31日。", "date"),
        ("截至2022.12.31。", "date"),
        ("截至2022-12-31。", "date"),
        ("截至二〇二二年十二月三十一日。", "date"),
        ("1-11月累计。", "date_part"),
        ("12月底前完成。", "date_part"),
        ("会议9:30-11:30召开。", "date_part"),
        ("第3批名单。", "ordinal"),
        ("第三季度。", "ordinal"),
        ("第十四届全国人大。", "ordinal"),
        ("县政府令12号。", "doc_number"),
        ("手机13800138000。", "phone"),
        ("联系电话：0851-1234567", "phone"),
        ("新增5G基站。", "name"),
        ("G318国道改造。", "name"),
        ("获二等奖。", "name"),
        ("落实“十四五”规划。", "name"),
        ("压减“三公”经费。", "name"),
        ("贯彻党的二十大精神。", "name"),
        ("聚焦3大产业。", "name"),
        ("12345热线办结率提升。", "name"),
        ("实施三年行动计划。", "name"),
        ("出台制造业“22条”。", "name"),
        ("资金配套比例为1:2。", "ratio"),
        ("经费科目2299999-其他支出", "code"),
        ("见附件6-1。", "list_number"),
        ("一是加强领导。", "list_number"),
        ("见https://example.cn/2023/07/a12.html。", "address"),
        ("自评98分。", "points"),
        ("优（90分≤得分≤100分）", "points"),
        ("资产管理得5分。", "points"),
    ],
)
def test_classes(pipeline: Pipeline, text: str, cls: str) -> None:
    result = pipeline(text.encode())
    assert {name: result.tables[name] for name in FIGURES} == dict.fromkeys(FIGURES, ())
    assert cls in {e.cls for e in result.explained}


@pytest.mark.parametrize(
    "text",
    ["坚持三位一体推进。", "一人一档建卡。", "走进千家万户。", "一批项目开工。", "一次性补助。", "十分重视。", "万无一失。",
     "两会期间保障到位。", "一带一路建设。", "多元投入。", "专业一致。", "数百万元。"],
)  # fmt: skip
def test_numerals_inside_words(pipeline: Pipeline, text: str) -> None:
    tables = pipeline(text.encode()).tables
    assert {name: tables[name] for name in FIGURES} == dict.fromkeys(FIGURES, ())


def test_numbers_in_titles_of_rules_are_no_values(pipeline: Pipeline) -> None:
    text = "落实《“十四五”规划（2021—2025年）》《建设20个示范村的通知》（农发〔2021〕5号）要求。"
    tables = pipeline(text.encode()).tables
    assert {name: tables[name] for name in FIGURES} == dict.fromkeys(FIGURES, ())


def test_a_value_beside_a_name_is_found(pipeline: Pipeline) -> None:
    text = "新增5G基站110个，第3批资金20万元于12月27日下达，2022年增长3%。"
    tables = pipeline(text.encode()).tables
    assert [r.text for r in tables["quantities"]] == ["110个"]
    assert [r.text for r in tables["amounts"]] == ["20万元"]
    assert [r.text for r in tables["rates"]] == ["3%"]
