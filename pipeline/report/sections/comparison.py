"""Departments against each other: rates that all of them state, and what they spend."""

from __future__ import annotations

from decimal import Decimal

from ...words import HOWS, named
from ..blocks import Block, Column, Listing, Note, Section
from ..charts import bars, dots
from ..tables import Tables
from .missing import nothing

METRICS = 6  # rates that get a chart
MOST = 30
LISTED = 1000
# Rates are drawn between these bounds: one slip of a printer's comma would flatten all others.
LEAST, GREATEST = Decimal(0), Decimal(200)
_RATES = """
SELECT name, coalesce(scope, ''), count(DISTINCT department) FROM comparison
WHERE comparable AND unit = '%' AND value BETWEEN ? AND ? AND fiscal_year IS NOT NULL
GROUP BY ALL HAVING count(*) >= 2 ORDER BY count(*) DESC, 1, 2 LIMIT ?
"""
_RATE = """
WITH shown AS (
    SELECT {who} AS who, fiscal_year, median(value) AS value FROM comparison
    WHERE comparable AND unit = '%' AND value BETWEEN ? AND ? AND fiscal_year IS NOT NULL
        AND name = ? AND coalesce(scope, '') = ?
    GROUP BY ALL),
ranked AS (SELECT who, min(value) AS least FROM shown GROUP BY who ORDER BY least, who LIMIT ?)
SELECT who, fiscal_year, value FROM shown JOIN ranked USING (who) ORDER BY least, who, fiscal_year
"""
_SPENDERS = """
SELECT department || '（' || fiscal_year || '）', value FROM comparison
WHERE comparable AND name = '支出' AND scope IS NULL AND unit = '万元' AND value IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY department ORDER BY fiscal_year DESC NULLS LAST) = 1
ORDER BY value DESC, department LIMIT ?
"""
# The metrics by name, in each the departments that stand lowest among their peers.
_LISTING = """
SELECT department, fiscal_year, name, scope, value, unit, how, rank, peers, previous, change,
    CASE WHEN NOT comparable THEN coalesce(reason, '不可比') END
FROM comparison
QUALIFY row_number() OVER (
    PARTITION BY name, scope
    ORDER BY comparable DESC, rank / peers DESC NULLS LAST, department, fiscal_year) <= ?
ORDER BY comparable DESC, count(*) OVER (PARTITION BY name, scope) DESC, name, scope NULLS FIRST,
    rank / peers DESC NULLS LAST, department, fiscal_year LIMIT ?
"""
_COLUMNS = (
    Column("部门"),
    Column("年度", "number", choose=True),
    Column("指标", choose=True),
    Column("范围", choose=True),
    Column("数值", "number"),
    Column("单位", choose=True),
    Column("得出方式", choose=True),
    Column("名次（大的在前）", "number"),
    Column("同类部门数", "number"),
    Column("上年", "number"),
    Column("比上年", "number"),
    Column("不可比的原因", "long"),
)


def section(tables: Tables) -> Section:
    """Where departments stand."""
    title = "部门比较"
    empty = nothing(tables, "comparison", "没有可以比较的指标")
    if empty is not None:
        return Section("comparison", title, (empty,))
    rates = tables.rows(_RATES, LEAST, GREATEST, METRICS)
    blocks: list[Block] = [
        _rate(tables, n, name, scope, departments)
        for n, (name, scope, departments) in enumerate(rates, 1)
    ]
    if not blocks:
        blocks.append(Note("没有一个比率有两个以上可以比较的数值，不画图。"))
    blocks += _spenders(tables)
    total = tables.count("comparison")
    groups = int(tables.row("SELECT count(DISTINCT (name, scope)) FROM comparison")[0])
    each = LISTED if total <= LISTED else max(LISTED // groups, 1)
    rows = [
        (dept, year, name, scope, value, unit, named(HOWS, how), *rest)
        for dept, year, name, scope, value, unit, how, *rest in tables.rows(_LISTING, each, LISTED)
    ]
    blocks.append(
        Listing(
            "metrics", "各部门的指标", _COLUMNS, rows, total, "comparison.csv",
            "每个指标里，同类部门中靠后的在前",
        )
    )  # fmt: skip
    return Section("comparison", title, blocks)


def _rate(tables: Tables, n: int, name: str, scope: str, departments: int) -> Block:
    """A rate by department and year; of many departments the median of each family."""
    many = departments > MOST
    who = "coalesce(department_family, '其他')" if many else "department"
    found = tables.rows(_RATE.format(who=who), LEAST, GREATEST, name, scope, MOST)
    values = [{"name": w, "part": str(year), "value": float(v)} for w, year, v in found]
    title = f"{name}（{scope}）" if scope else name
    whose = f"{departments} 个部门，按类取中位数" if many else "每个部门每个年度一个点"
    return dots(
        f"rate-{n}", title, f"{whose}，低的在前；只画 {LEAST}–{GREATEST}% 之间、可以比较的数值。",
        values, unit="%",
    )  # fmt: skip


def _spenders(tables: Tables) -> list[Block]:
    values = [{"name": n, "value": float(v)} for n, v in tables.rows(_SPENDERS, MOST)]
    if len(values) < 2:
        return []
    return [
        bars(
            "spenders", "支出", f"每个部门取最近的年度，最多列 {MOST} 个部门。", values,
            unit="万元", whole=False,
        )
    ]  # fmt: skip
