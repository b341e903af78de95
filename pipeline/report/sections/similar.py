"""Passages that documents share nearly word for word."""

from __future__ import annotations

from ...words import BETWEEN, PASSAGES, named
from ..blocks import Block, Column, Figure, Figures, Listing, Section, Source
from ..numbers import shown
from ..tables import Tables
from .missing import nothing

LISTED = 200
_LIST = """
SELECT kind, "between", similarity, documents, department_a, year_a, file_a, department_b, year_b,
    file_b, text_a, text_b
FROM "similar"
ORDER BY kind = 'copied' DESC, "between" = 'across_departments' DESC,
    similarity * length(text_a) DESC, file_a, file_b, text_a LIMIT ?
"""
_COLUMNS = (
    Column("类别", choose=True),
    Column("关系", choose=True),
    Column("相似度（0–100）", "number"),
    Column("含此段的文件数", "number"),
    Column("甲", "long"),
    Column("乙", "long"),
    Column("甲原文", "long"),
    Column("乙原文", "long"),
)


def section(tables: Tables) -> Section:
    """Who copied from whom, boilerplate apart."""
    title = "雷同的文字"
    empty = nothing(tables, "similar", "没有发现几乎一样的段落")
    if empty is not None:
        return Section("similar", title, (empty,))
    across, within, stock = tables.row(
        "SELECT count(*) FILTER (kind = 'copied' AND \"between\" = 'across_departments'), "
        "count(*) FILTER (kind = 'copied' AND \"between\" = 'same_department'), "
        "count(*) FILTER (kind = 'boilerplate') FROM \"similar\""
    )
    rows = [
        (
            named(PASSAGES, kind), named(BETWEEN, between), similarity, documents,
            _whose(dept_a, year_a, file_a), _whose(dept_b, year_b, file_b), text_a, text_b,
        )
        for kind, between, similarity, documents, dept_a, year_a, file_a, dept_b, year_b, file_b,
            text_a, text_b in tables.rows(_LIST, LISTED)
    ]  # fmt: skip
    blocks: tuple[Block, ...] = (
        Figures(
            (
                Figure("部门之间", shown(across), "对", "实质内容几乎一样"),
                Figure("同一部门各年之间", shown(within), "对", "实质内容几乎一样"),
                Figure("套话", shown(stock), "对", "很多文件都有的段落"),
            )
        ),
        Listing(
            "passages", "成对的段落", _COLUMNS, rows, tables.count("similar"), "similar.csv",
            "不同部门之间、相似而且长的在前",
        ),
    )  # fmt: skip
    return Section("similar", title, blocks)


def _whose(department: str | None, year: int | None, file: str | None) -> Source:
    return Source(f"{department or '（部门不明）'} {year or ''}".strip(), file or "")
