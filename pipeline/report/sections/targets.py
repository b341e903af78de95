"""Targets met and missed, by department, with the missed ones in a list."""

from __future__ import annotations

from ..blocks import Block, Column, Listing, Note, Section, Source
from ..charts import stacked
from ..tables import Tables
from .missing import nothing

MOST = 30
LISTED = 500
_COLOURS = {"超额完成": "var(--c1)", "完成": "var(--c3)", "未完成": "var(--bad)"}
_NAMES = {"exceeded": "超额完成", "met": "完成", "unmet": "未完成"}
_BY = """
WITH judged AS (
    SELECT {name} AS name, targets.status FROM targets JOIN docs USING (file)
    WHERE targets.status IN ('exceeded', 'met', 'unmet') AND {only}),
ranked AS (
    SELECT name, count(*) FILTER (status = 'unmet') AS missed, count(*) AS every
    FROM judged GROUP BY name ORDER BY {order} LIMIT {most})
SELECT name, status, count(*) FROM judged JOIN ranked USING (name)
GROUP BY name, status, missed, every
ORDER BY {order}, list_position(['exceeded', 'met', 'unmet'], status)
"""
_MISSED = """
SELECT dept, targets.file, fiscal_year, coalesce(indicator, item), target_text, actual_text,
    coalesce(completion_pct, completion_pct_computed), targets.reason
FROM targets JOIN docs USING (file) WHERE targets.status = 'unmet'
ORDER BY 7 NULLS LAST, targets.file, targets.row_id LIMIT ?
"""
_COLUMNS = (
    Column("部门和文件"),
    Column("年度", "number", choose=True),
    Column("指标", "long"),
    Column("目标", "long"),
    Column("完成", "long"),
    Column("完成率（%）", "number"),
    Column("写明的原因", "long"),
)


def section(tables: Tables) -> Section:
    """Which goals were reached."""
    title = "目标完成情况"
    empty = nothing(tables, "targets", "没有读出目标")
    if empty is not None:
        return Section("targets", title, (empty,))
    blocks: list[Block] = [
        *_chart(
            tables, "targets-by-year", "各年度的目标", "能判断完成与否的目标。", "year", "name"
        ),
        *_chart(
            tables, "targets-by-department", "各部门的目标",
            f"未完成多的部门在前，最多列 {MOST} 个部门。", "dept",
            "missed DESC, every DESC, name", "known",
        ),
    ]  # fmt: skip
    if not blocks:
        blocks.append(Note("没有一个目标能判断是否完成。"))
    total = int(tables.row("SELECT count(*) FROM targets WHERE status = 'unmet'")[0])
    if total:
        rows = [(Source(dept, file), *rest) for dept, file, *rest in tables.rows(_MISSED, LISTED)]
        blocks.append(
            Listing(
                "missed", "没有完成的目标", _COLUMNS, rows, total, "targets.csv", "完成率低的在前"
            )
        )
    return Section("targets", title, blocks)


def _chart(
    tables: Tables, key: str, title: str, caption: str, name: str, order: str, only: str = "true"
) -> list[Block]:
    found = tables.rows(_BY.format(name=name, order=order, only=only, most=MOST))
    values = [{"name": n, "part": _NAMES[status], "value": count} for n, status, count in found]
    return [stacked(key, title, caption, values, unit="个目标", parts=_COLOURS)] if values else []
