"""Admitted weaknesses: a map of department by class for each year, and the list."""

from __future__ import annotations

from typing import Any

from ...words import ORIGINS, WEAKNESSES, named
from ..blocks import Block, Column, Listing, Note, Section, Source
from ..charts import heat
from ..tables import Tables
from .missing import nothing

MOST = 30  # departments of a map
YEARS = 4  # maps below one another
LISTED = 500
_DEPARTMENTS = """
WITH ranked AS (
    SELECT dept, count(*) AS every FROM weaknesses JOIN docs USING (file) WHERE known
    GROUP BY dept ORDER BY every DESC, dept LIMIT ?),
recent AS (
    SELECT year FROM weaknesses JOIN docs USING (file) GROUP BY year ORDER BY year DESC LIMIT ?)
SELECT year, dept, weakness, count(*) FROM weaknesses JOIN docs USING (file)
    JOIN ranked USING (dept) JOIN recent USING (year)
GROUP BY year, dept, weakness, every ORDER BY year, every DESC, dept, weakness
"""
# The share of the departments of a family that admit a weakness of a class in a year.
_FAMILIES = """
WITH sizes AS (
    SELECT year, family, count(DISTINCT dept) AS size FROM docs WHERE known
    GROUP BY ALL HAVING count(DISTINCT dept) >= ?),
recent AS (SELECT year FROM sizes GROUP BY year ORDER BY sum(size) DESC, year DESC LIMIT ?)
SELECT year, family, weakness, round(100.0 * count(DISTINCT dept) / any_value(size), 0)
FROM weaknesses JOIN docs USING (file) JOIN sizes USING (year, family) JOIN recent USING (year)
GROUP BY ALL ORDER BY year, family, weakness
"""
_LIST = """
SELECT dept, weaknesses.file, fiscal_year, weakness, origin, weaknesses.text, measure
FROM weaknesses JOIN docs USING (file)
QUALIFY row_number() OVER (PARTITION BY weakness ORDER BY weaknesses.file, weaknesses.row_id)
    <= ?
ORDER BY count(*) OVER (PARTITION BY weakness) DESC, weakness, weaknesses.file,
    weaknesses.row_id LIMIT ?
"""
_COLUMNS = (
    Column("部门和文件"),
    Column("年度", "number", choose=True),
    Column("类别", choose=True),
    Column("来源", choose=True),
    Column("原文", "long"),
    Column("改进措施", "long"),
)


def section(tables: Tables) -> Section:
    """What departments say is wrong, and where it comes together."""
    title = "存在问题"
    empty = nothing(tables, "weaknesses", "没有读出问题")
    if empty is not None:
        return Section("weaknesses", title, (empty,))
    classes = _classes(tables)
    departments = int(tables.row("SELECT count(DISTINCT dept) FROM docs WHERE known")[0])
    blocks: list[Block] = []
    if departments > MOST:
        least = 3
        found = tables.rows(_FAMILIES, least, YEARS)
        if found:
            blocks.append(
                heat(
                    "weakness-by-family", "各类部门的问题：多少部门承认",
                    f"数字是该类部门里承认这类问题的部门所占的百分比；少于 {least} 个部门的类不列，"
                    f"文件最多的 {YEARS} 个年度。",
                    _records(found), across=classes, unit="%",
                )
            )  # fmt: skip
    found = tables.rows(_DEPARTMENTS, MOST, YEARS)
    if found:
        blocks.append(
            heat(
                "weakness-by-department", "各部门的问题",
                f"数字是承认的处数，颜色越深越多；问题最多的 {MOST} 个部门，最近 {YEARS} 个年度。",
                _records(found), across=classes, unit="处",
            )
        )  # fmt: skip
    else:
        blocks.append(Note("承认问题的文件都看不出是哪个部门的，不画图。"))
    each = max(LISTED // max(len(classes), 1), 1)
    rows = [
        (Source(dept, file), year, named(WEAKNESSES, kind), named(ORIGINS, origin), *rest)
        for dept, file, year, kind, origin, *rest in tables.rows(_LIST, each, LISTED)
    ]
    total = tables.count("weaknesses")
    order = "多见的类别在前" + (f"，每类先列 {each} 处" if total > len(rows) else "")
    blocks.append(Listing("problems", "承认的问题", _COLUMNS, rows, total, "weaknesses.csv", order))
    return Section("weaknesses", title, blocks)


def _classes(tables: Tables) -> list[str]:
    """The classes that occur, the most frequent first."""
    found = tables.rows(
        "SELECT weakness FROM weaknesses GROUP BY 1 ORDER BY count(*) DESC, weakness"
    )
    return [named(WEAKNESSES, kind) for (kind,) in found]


def _records(found: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [
        {"facet": year, "name": name, "part": named(WEAKNESSES, kind), "value": int(value)}
        for year, name, kind, value in found
    ]
