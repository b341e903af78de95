"""Scores in running text: which number is the weight, which the score, and whose."""

from __future__ import annotations

import pytest
from reading import Rows

PLACE = "部门整体支出绩效自评报告\n\n三、自评结论\n"


def scores(rows: Rows, text: str) -> list[str]:
    """Level, name, weight and score of each row, in one line."""
    told = []
    for s in rows("scores", PLACE + text + "\n"):
        name = s.indicator_l3 or s.indicator_l2 or s.indicator_l1
        weight = "" if s.weight is None else s.weight
        told.append(f"{s.level} {name} {weight}/{s.score}")
    return told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("经自评，综合评分97分，评价等级为“优”。", ["0  /97"]),
        ("部门整体支出绩效自评得分为94.5分（满分100分），等级为“优”。", ["0  100/94.5"]),
        ("2023 年部门整体支出绩效自评分数为94分。", ["0  /94"]),
        ("预算编制情况总分值20分，自评得分19分，得分率95%。", ["1 预算编制情况 20/19"]),
        ("2.“三公经费”控制率，标准分5分，自评5分。", ["3 “三公经费”控制率 5/5"]),
        ("1.预算完成率（10分）。全年预算完成率95%，扣0.5分，得9.5分。", ["3 预算完成率 10/9.5"]),
        ("预算执行率（10分）：执行率90%，自评得分9分。", ["3 预算执行率 10/9"]),
        ("（一）投入类指标分析（总分10分，得分9分）\n目标设定合理。", ["1 投入类指标 10/9"]),
        (
            "投入得分9.5分（满分10分），过程得分28分（满分30分）。",
            ["1 投入 10/9.5", "1 过程 30/28"],
        ),
        (
            "决策指标权重15分，实际得分14.5分，得分率96.67%；产出指标权重40分，实际得分38分。",
            ["1 决策指标 15/14.5", "1 产出指标 40/38"],
        ),
        (
            "本次评价得分89分，其中：资金管理30分，得分26分；甲类工作 20 分，得分 18 分；"
            "乙类50分，得分45分。",
            ["0  /89", "1 资金管理 30/26", "1 甲类工作 20/18", "1 乙类 50/45"],
        ),
        (
            "自评总分96分，其中预算执行率10分得9.2分，产出指标50分得48分。",
            ["0  /96", "3 预算执行率 10/9.2", "1 产出指标 50/48"],
        ),
        (
            "各一级指标得分情况：决策15分、过程24分、产出38分、效益20分，合计97分。",
            ["1 决策 /15", "1 过程 /24", "1 产出 /38", "1 效益 /20", "0  /97"],
        ),
        (
            "产出指标中，数量指标得20分，质量指标得15分，共计35分。",
            ["2 数量指标 /20", "2 质量指标 /15", "1 产出指标 /35"],
        ),
        (
            "指标得分：“预算管理”得4分，“职责履行”得13分。",
            ["2 预算管理 /4", "2 职责履行 /13"],
        ),
        ("绩效指标明确性（3分），自评得分2分，扣1分。", ["3 绩效指标明确性 3/2"]),
        ("评分标准：每低于1个百分点扣0.5分，扣完为止。", []),
        ("得分率为98%。", []),
        ("我单位自评得2分。", []),
    ],
)
def test_scores_in_prose(rows: Rows, text: str, expected: list[str]) -> None:
    assert [" ".join(s.split(" ")) for s in scores(rows, text)] == expected


def test_a_score_below_the_heading_of_its_indicator(rows: Rows) -> None:
    text = "1.合同备案时效性（2分）\n全年签订合同12份，备案11份。自评得1.5分。\n"
    assert scores(rows, text) == ["3 合同备案时效性 2/1.5"]


def test_quotes_in_names_stay_whole(rows: Rows) -> None:
    text = "自评得分依次为“三公”经费控制率3分、“甲乙”建设率2分。"
    assert scores(rows, text) == ["3 “三公”经费控制率 /3", "3 “甲乙”建设率 /2"]
