"""The total score and the grade of a report."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Rows = Callable[[str, str], list[Any]]


def found(rows: Rows, text: str, title: str = "部门整体支出绩效自评报告") -> tuple[str, str]:
    (document,) = rows("documents", f"{title}\n\n{text}\n")
    return ("" if document.self_score is None else str(document.self_score), document.grade)


@pytest.mark.parametrize(
    ("text", "score", "grade"),
    [
        ("自评得分95.5分，等级为优。", "95.5", "优"),
        ("综合得分：95.5 分，评价等级“良”。", "95.5", "良"),
        ("经自评，得分95分，评价结果为优秀。", "95", "优"),
        ("评价得分95.5（满分100分），等次为“优”。", "95.5", "优"),
        ("最终得分：95.5", "95.5", ""),
        ("自评得 95 分。", "95", ""),
        ("满分100分，扣5分，得95分。", "95", ""),
        ("得分98分，等级为合格。", "98", "中"),
        ("自评得分为98.6分（其中投入20分，过程30分，产出28.6分，效益20分）。", "98.6", ""),
        ("一级指标得分95分。", "", ""),
        ("产出指标自评得分38分。", "", ""),
        ("自评得分：   分。", "", ""),
        ("满意度得分率95%，自评情况良好。", "", ""),
    ],
)
def test_prose(rows: Rows, text: str, score: str, grade: str) -> None:
    assert found(rows, text) == (score, grade)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("自评等级：☑优 □良 □中 □差", "优"),
        ("自评等级：□优 □良 ■中 □差", "中"),
        ("自评等级：□优 ☑良 □中 □差", "良"),
        ("自评等级：优☑ 良□ 中□ 差□", "优"),
        ("自评等次：优□ 良☑ 中□ 差□", "良"),
        ("优（√）良（ ）中（ ）差（ ）", "优"),
        ("优（90-100分）√ 良（80-90分）", "优"),
        ("自评等级：优 良√ 中 差", "良"),
        ("[ ]优 [√]良", "良"),
        ("自评等级：√优秀", "优"),
        ("自评等级：□优 □良 □中 □差", ""),
    ],
)
def test_ticked_grades(rows: Rows, text: str, grade: str) -> None:
    assert found(rows, text)[1] == grade


@pytest.mark.parametrize(
    ("table", "score"),
    [
        ("指标\t分值\t自评得分\n产出\t50\t48\n效益\t50\t47.5\n总分\t100\t95.5", "95.5"),
        ("指标\t分值\t得分\n产出\t50\t48\n合 计\t100\t95.5分", "95.5"),
        ("指标\t分值\t得分\n产出\t50\t48\n小计\t50\t48\n总计\t100\t95", "95"),
        ("指标\t分值\t得分\n产出\t50\t\n合计\t100\t", ""),
        ("年度资金总额\t100\t120\n合计\t3000\t4000", ""),
    ],
)
def test_total_rows(rows: Rows, table: str, score: str) -> None:
    assert found(rows, table, "部门整体支出绩效自评表")[0] == score


def test_a_total_row_counts_before_prose(rows: Rows) -> None:
    text = "上年自评得分88分。\n指标\t分值\t得分\n产出\t100\t95.5\n总分\t100\t95.5"
    assert Decimal(found(rows, text, "部门整体支出绩效自评表")[0]) == Decimal("95.5")
