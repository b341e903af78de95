"""Self-scores: how they lie, department by department, and which indicators lose points."""

from __future__ import annotations

from decimal import Decimal

from ..blocks import Block, Note, Section
from ..charts import bars, columns, dots
from ..tables import Tables
from .missing import nothing

# Lower ends in points: 60, 80 and 90 part the grades (财预〔2020〕10号), most scores lie above 80.
_BANDS = (0, 60, *range(80, 100, 2))
MOST = 40  # departments that a chart holds without becoming a list
_SCORES = """
SELECT dept, year, self_score FROM docs
WHERE self_score BETWEEN 0 AND 100 AND fiscal_year IS NOT NULL AND known
QUALIFY row_number() OVER (PARTITION BY dept, year ORDER BY length(title), file) = 1
"""
_LOSSES = """
SELECT indicator_l1, round(100 * sum(weight - score) / sum(weight), 2), count(*)
FROM scores WHERE level = 1 AND weight > 0 AND score BETWEEN 0 AND weight
    AND indicator_l1 IS NOT NULL
GROUP BY 1 HAVING count(*) >= ? ORDER BY 2 DESC, 1 LIMIT 20
"""


def section(tables: Tables) -> Section:
    """Scores of departments and the indicators where points go."""
    blocks: list[Block] = []
    found = tables.rows(f"SELECT * FROM ({_SCORES}) ORDER BY self_score, dept, year")
    if found:
        blocks += [_spread(found), _departments(found)]
    else:
        blocks.append(
            nothing(tables, "documents", "没有读出任何文件")
            or Note("没有一个文件写明百分制的自评总分、部门和年度。")
        )
    blocks += _losses(tables)
    return Section("scores", "自评得分", blocks)


def _spread(found: list[tuple[str, str, Decimal]]) -> Block:
    """How many scores fall into each band, up from the first that has any."""
    counts = dict.fromkeys(_BANDS, 0)
    for *_, score in found:
        counts[next(low for low in reversed(_BANDS) if low <= score)] += 1
    first = next(n for n, low in enumerate(_BANDS) if counts[low])
    values = [
        {"name": f"{low}–{high}", "value": counts[low]}
        for low, high in list(zip(_BANDS, (*_BANDS[1:], 100), strict=True))[first:]
    ]
    return columns(
        "score-spread", "自评总分的分布",
        "80 分以上每 2 分一档，以下各档较宽；下限在内，上限不在内（100 分在最后一档）。", values,
        x="自评总分（分）", unit="份",
    )  # fmt: skip


def _departments(found: list[tuple[str, str, Decimal]]) -> Block:
    names = list(dict.fromkeys(dept for dept, *_ in found))[:MOST]
    values = [
        {"name": dept, "part": year, "value": float(score)}
        for dept, year, score in found
        if dept in names
    ]
    return dots(
        "score-by-department", "各部门的自评总分",
        f"得分低的部门在前，最多列 {MOST} 个部门。每个部门每年取一份。", values, unit="分",
    )  # fmt: skip


def _losses(tables: Tables) -> list[Block]:
    least = 1 if tables.count("docs") < 100 else 5
    found = tables.rows(_LOSSES, least)
    if not found:
        return [
            nothing(tables, "scores", "没有读出得分") or Note("得分表里没有一级指标的分值和得分。")
        ]
    values = [{"name": name, "value": float(rate)} for name, rate, _ in found]
    return [
        bars(
            "loss-by-indicator", "一级指标的失分率",
            "失分率 = 扣掉的分 ÷ 分值，同名的一级指标合在一起算。", values, unit="%",
            whole=False,
        )
    ]  # fmt: skip
