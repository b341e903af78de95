"""Rows of a score form under no head."""

from __future__ import annotations

from decimal import Decimal

from reading import Rows

LOST = (
    "数量指标 | 下乡演出场次 | ≥ | 40 | 场 | 42场 | 8 | 8 |\n"
    "建成农家书屋 | ≥3个 | 2个 | 6 | 4 | 有一处选址调整\n"
    "质量指标 | 场馆开放率 | ＝100％ | 100％ | 10 | 10\n"
)


def test_weights_and_scores_are_points_and_no_figures(rows: Rows) -> None:
    told = [(s.indicator_l3, s.weight, s.score, s.reason) for s in rows("scores", LOST)]
    assert told == [
        ("下乡演出场次", Decimal(8), Decimal(8), ""),
        ("建成农家书屋", Decimal(6), Decimal(4), "有一处选址调整"),
        ("场馆开放率", Decimal(10), Decimal(10), ""),
    ]
    assert [q.text for q in rows("rejects", LOST)] == []
    assert [r.text for r in rows("rates", LOST)] == ["100％", "100％"]


def test_goals_and_achievements(rows: Rows) -> None:
    found = rows("targets", LOST)
    told = [(t.indicator, t.target_op, t.target_value, t.actual_value) for t in found]
    assert told == [
        ("下乡演出场次", "ge", Decimal(40), Decimal(42)),
        ("建成农家书屋", "ge", Decimal(3), Decimal(2)),
        ("场馆开放率", "eq", Decimal(100), Decimal(100)),
    ]


def test_a_table_of_plain_numbers_has_no_scores(rows: Rows) -> None:
    text = "东山镇 | 12 | 8 | 6 | 4\n西河镇 | 10 | 9 | 5 | 5\n"
    assert rows("scores", text) == []


def test_rows_that_lost_the_cell_of_a_merged_head(rows: Rows) -> None:
    text = (
        "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因\n"
        "产出指标（50分）\t数量指标\t修渠长度\t≥5公里\t4.5公里\t30\t27\t雨季停工\n"
    )
    [score] = rows("scores", text)
    assert (score.indicator_l1, score.indicator_l3) == ("产出指标", "修渠长度")
    assert (score.weight, score.score, score.reason) == (Decimal(30), Decimal(27), "雨季停工")
