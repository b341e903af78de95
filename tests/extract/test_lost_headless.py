"""Rows of forms in running text whose heads stand elsewhere."""

from __future__ import annotations

from decimal import Decimal

from reading import Rows

FLAT = (
    "项目支出绩效自评表 项目名称 公共卫生 年度 实际 指标值 完成值 二级指标 三级指标 分值 得分 "
    "指标1:建立档案 221人 221人 2 2 指标2:疫苗接种率 100.00% 97.30% 2 1.9 "
    "指标3:老人体检数 5662人 4044人 2 1.4 指标4:随访次数 12次 96次 1 1\n"
)
SERIAL = """一级指标 | 二级指标 | 指标名称 | 目标值 | 完成值 |
产出指标 | 产出数量 | 培训护工 | 12500名 | 12166名 |
| 满意度 | 学员满意度 | 95%及以上 | 88.32%及以上 |
序号 | 学校性质 | 机构 | 补助标准(元/人) | 培训人数 | 合格人数 | 补助资金 | 备注 |
1 | 民办 | 甲职业学校 | 2600 | 842 | 842 | 218.92 | |
2 | 民办 | 乙职业学校 | 2600 | 900 | 900 | 234 | |
"""


def test_rows_by_their_own_order(rows: Rows) -> None:
    found = [(s.indicator_l3, s.weight, s.score) for s in rows("scores", FLAT)]
    assert found == [
        ("建立档案", Decimal(2), Decimal(2)),
        ("疫苗接种率", Decimal(2), Decimal("1.9")),
        ("老人体检数", Decimal(2), Decimal("1.4")),
        ("随访次数", Decimal(1), Decimal(1)),
    ]
    told = [(t.target_value, t.actual_value) for t in rows("targets", FLAT)]
    assert told[2] == (Decimal(5662), Decimal(4044))


def test_too_few_such_rows_are_no_form(rows: Rows) -> None:
    assert rows("scores", "全年情况 走访群众 12次 14次 2 2 慰问老人 30人 30人 2 2\n") == []


def test_a_list_with_numbers_below_a_form_is_none_of_its_rows(rows: Rows) -> None:
    found = [(t.indicator, t.target_value, t.actual_value) for t in rows("targets", SERIAL)]
    assert found == [
        ("培训护工", Decimal(12500), Decimal(12166)),
        ("学员满意度", Decimal(95), Decimal("88.32")),
    ]


def test_this_project_is_no_part_of_a_name(rows: Rows) -> None:
    (found,) = rows("scores", "绩效目标合理性本项目满分3分,得3分,目标设置合理。")
    assert found.indicator_l3 == "绩效目标合理性"
