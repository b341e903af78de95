"""How well the corpus was read: failures, rejects, unexplained numbers, optical recognition."""

from __future__ import annotations

from ...words import REJECTS, named
from ..blocks import Block, Column, Figure, Figures, Listing, Note, Section
from ..charts import bars
from ..numbers import percent, shown
from ..tables import Tables

MOST = 20
LISTED = 300
_UNEXPLAINED = """
SELECT regexp_extract(file, '[^/]+$'), round(100.0 * numbers_unexplained / numbers, 2)
FROM docs WHERE numbers_unexplained > 0 AND numbers > 0 ORDER BY 2 DESC, file LIMIT ?
"""
_REJECTS = """
SELECT kind, reason, text, page, file FROM rejects
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY file, row_id) <= ?
ORDER BY count(*) OVER (PARTITION BY kind) DESC, kind, file, row_id LIMIT ?
"""


def section(tables: Tables) -> Section:
    """What was not read, and how sure the rest is."""
    blocks: list[Block] = [_headlines(tables)]
    if "runs" not in tables.present:
        blocks.append(Note("输出文件夹里没有 runs.csv，不知道有没有读不了的文件。"))
    blocks += _failures(tables)
    blocks += _unexplained(tables)
    blocks += _rejects(tables)
    return Section("quality", "数据质量", blocks)


def _headlines(tables: Tables) -> Figures:
    documents, ocr, numbers, unexplained = tables.row(
        "SELECT count(*), count(*) FILTER (ocr), coalesce(sum(numbers), 0), "
        "coalesce(sum(numbers_unexplained), 0) FROM docs"
    )
    files, failed = tables.row(
        "SELECT count(*) FILTER (status <> 'unpacked'), count(*) FILTER (status = 'failed') "
        "FROM runs"
    )
    unnamed = tables.row(
        "SELECT count(*) FROM docs WHERE department IS NULL AND department_name IS NULL "
        "OR fiscal_year IS NULL"
    )[0]
    return Figures(
        (
            Figure(
                "读不了的文件", shown(failed), "个", f"共 {shown(files)} 个",
                "bad" if failed else "good",
            ),
            Figure(
                "扫描件", percent(ocr, documents), "%",
                f"{shown(ocr)} 个文件经过文字识别，引用前对照原图",
            ),
            Figure(
                "未解释数字", percent(int(unexplained), int(numbers), 2), "%",
                f"{shown(numbers)} 个数字里有 {shown(unexplained)} 个",
            ),
            Figure("没有读懂的内容", shown(tables.count("rejects")), "处", "见 rejects.csv"),
            Figure("部门或年度不明", shown(unnamed), "个文件", "不进入部门、年度的比较"),
        )
    )  # fmt: skip


def _failures(tables: Tables) -> list[Block]:
    total = int(tables.row("SELECT count(*) FROM runs WHERE status = 'failed'")[0])
    if not total:
        return []
    rows = tables.rows(
        "SELECT file, error FROM runs WHERE status = 'failed' ORDER BY file LIMIT ?", LISTED
    )
    heads = (Column("文件", "long"), Column("原因和办法", "long"))
    return [Listing("failures", "读不了的文件", heads, rows, total, "runs.csv")]


def _unexplained(tables: Tables) -> list[Block]:
    values = [{"name": n, "value": float(rate)} for n, rate in tables.rows(_UNEXPLAINED, MOST)]
    if not values:
        return [Note("每个文件的数字都有去处，没有未解释的数字。")] if tables.count("docs") else []
    return [
        bars(
            "unexplained", "未解释数字的比例",
            f"比例高的文件在前，最多列 {MOST} 个；未解释的数字都在 rejects.csv。", values, unit="%",
            whole=False,
        )
    ]  # fmt: skip


def _rejects(tables: Tables) -> list[Block]:
    counts = tables.rows("SELECT kind, count(*) FROM rejects GROUP BY 1 ORDER BY 2 DESC, 1")
    if not counts:
        return [Note("rejects.csv 里没有行：没有跳过任何内容。")]
    values = [{"name": named(REJECTS, kind), "value": count} for kind, count in counts]
    each = max(LISTED // len(counts), 1)
    rows = [
        (named(REJECTS, kind), reason, text, page, file)
        for kind, reason, text, page, file in tables.rows(_REJECTS, each, LISTED)
    ]
    heads = (
        Column("类别", choose=True), Column("原因", "long"), Column("原文", "long"),
        Column("页", "number"), Column("文件", "long"),
    )  # fmt: skip
    return [
        bars("rejects-by-kind", "没有读懂的内容", "按类别。", values, unit="处"),
        Listing(
            "rejects", "没有读懂的内容一览", heads, rows, tables.count("rejects"), "rejects.csv",
            "多见的类别在前",
        ),
    ]  # fmt: skip
