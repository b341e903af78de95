"""Points lost: why, by cause, and the largest single losses."""

from __future__ import annotations

from ...words import CAUSES, WEAKNESSES, named
from ..blocks import Block, Column, Listing, Section, Source
from ..charts import bars
from ..tables import Tables
from .missing import nothing

LISTED = 300
_CAUSES = """
SELECT coalesce(cause, 'other'), count(*) FROM deductions GROUP BY 1 ORDER BY 2 DESC, 1
"""
_LIST = """
SELECT dept, deductions.file, fiscal_year, indicator, weight, points_lost, cause, weakness, reason
FROM deductions JOIN docs USING (file)
ORDER BY points_lost DESC NULLS LAST, deductions.file, deductions.row_id LIMIT ?
"""
_COLUMNS = (
    Column("部门和文件"),
    Column("年度", "number", choose=True),
    Column("指标", "long"),
    Column("分值", "number"),
    Column("扣分", "number"),
    Column("原因类别", choose=True),
    Column("问题类别", choose=True),
    Column("扣分原因", "long"),
)


def section(tables: Tables) -> Section:
    """Where points went and what departments blame."""
    title = "扣分"
    empty = nothing(tables, "deductions", "没有读出扣分")
    if empty is not None:
        return Section("losses", title, (empty,))
    values = [
        {"name": named(CAUSES, cause), "value": count} for cause, count in tables.rows(_CAUSES)
    ]
    rows = [
        (
            Source(dept, file),
            year,
            what,
            weight,
            lost,
            named(CAUSES, cause),
            named(WEAKNESSES, kind),
            reason,
        )
        for dept, file, year, what, weight, lost, cause, kind, reason in tables.rows(_LIST, LISTED)
    ]
    total = tables.count("deductions")
    blocks: tuple[Block, ...] = (
        bars("losses-by-cause", "扣分的原因", "一处扣分或一条扣分原因算一次。", values, unit="处"),
        Listing("deductions", "扣分一览", _COLUMNS, rows, total, "deductions.csv", "扣得多的在前"),
    )
    return Section("losses", title, blocks)
