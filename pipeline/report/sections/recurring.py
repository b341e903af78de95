"""Weaknesses that come back: in how many departments and years, and in what words."""

from __future__ import annotations

from ...words import WEAKNESSES, named
from ..blocks import Block, Column, Listing, Section
from ..charts import bars
from ..tables import Tables
from .missing import nothing

LISTED = 300
_CLASSES = """
SELECT weakness, departments FROM recurring WHERE cluster = 0 ORDER BY departments DESC, weakness
"""
_LIST = """
SELECT weakness, name, departments, documents, mentions, points_lost, first_year, last_year,
    repeated_departments, example
FROM recurring WHERE cluster > 0
ORDER BY departments DESC, mentions DESC, weakness, cluster LIMIT ?
"""
_COLUMNS = (
    Column("类别", choose=True),
    Column("问题", "long"),
    Column("部门数", "number"),
    Column("文件数", "number"),
    Column("次数", "number"),
    Column("扣分合计", "number"),
    Column("最早年度", "number"),
    Column("最近年度", "number"),
    Column("连年出现的部门数", "number"),
    Column("例", "long"),
)


def section(tables: Tables) -> Section:
    """Which problems many have, or one has again and again."""
    title = "反复出现的问题"
    empty = nothing(tables, "recurring", "没有反复出现的问题")
    if empty is not None:
        return Section("recurring", title, (empty,))
    blocks: list[Block] = []
    classes = tables.rows(_CLASSES)
    if classes:
        values = [{"name": named(WEAKNESSES, kind), "value": n} for kind, n in classes]
        blocks.append(
            bars("recurring-classes", "多少部门承认这类问题", "按类别。", values, unit="个部门")
        )
    total = int(tables.row("SELECT count(*) FROM recurring WHERE cluster > 0")[0])
    if total:
        rows = [(named(WEAKNESSES, kind), *rest) for kind, *rest in tables.rows(_LIST, LISTED)]
        blocks.append(
            Listing(
                "clusters", "说法相近的问题", _COLUMNS, rows, total, "recurring.csv",
                "部门多的在前",
            )
        )  # fmt: skip
    return Section("recurring", title, blocks)
