"""What the corpus is: how many files, of whom, about which years; the list of documents."""

from __future__ import annotations

from ...words import DOC_TYPES, named
from ..blocks import Block, Column, Figure, Figures, Listing, Section, Source
from ..charts import bars, stacked
from ..numbers import percent, shown
from ..tables import Tables
from .missing import nothing

LISTED = 1000
_TYPE_COLOURS = [f"var(--c{n})" for n in range(1, 8)]

_COLUMNS = (
    Column("部门和文件"),
    Column("年度", "number", choose=True),
    Column("材料", choose=True),
    Column("类别", choose=True),
    Column("地区"),
    Column("自评总分", "number"),
    Column("等级", choose=True),
    Column("错误", "number"),
    Column("警告", "number"),
    Column("未完成目标", "number"),
    Column("问题", "number"),
)
# How much each file has of what an analyst looks for; the files with most errors come first.
_LISTING = """
WITH c AS (SELECT file, count(*) FILTER (severity = 'error') AS errors,
                  count(*) FILTER (severity = 'warning') AS warnings
           FROM checks WHERE status = 'fail' GROUP BY file),
     t AS (SELECT file, count(*) AS missed FROM targets WHERE status = 'unmet' GROUP BY file),
     w AS (SELECT file, count(*) AS problems FROM weaknesses GROUP BY file)
SELECT dept, docs.file, fiscal_year, doc_type, family, region, self_score, grade,
       coalesce(errors, 0), coalesce(warnings, 0), coalesce(missed, 0), coalesce(problems, 0)
FROM docs LEFT JOIN c USING (file) LEFT JOIN t USING (file) LEFT JOIN w USING (file)
ORDER BY 9 DESC, 10 DESC, 11 DESC, docs.file LIMIT ?
"""


def section(tables: Tables) -> Section:
    """The corpus at a glance."""
    blocks: list[Block] = [_headlines(tables)]
    empty = nothing(tables, "documents", "没有读出任何文件")
    if empty is None:
        blocks += [_by_year(tables), _by_family(tables), _listing(tables)]
    else:
        blocks.append(empty)
    return Section("overview", "总览", blocks)


def _headlines(tables: Tables) -> Figures:
    documents, departments, regions, first, last, numbers, unexplained = tables.row(
        "SELECT count(*), count(DISTINCT dept) FILTER (known), count(DISTINCT region), "
        "min(fiscal_year), max(fiscal_year), coalesce(sum(numbers), 0), "
        "coalesce(sum(numbers_unexplained), 0) FROM docs"
    )
    failed, errors, files = tables.row(
        "SELECT count(*), count(*) FILTER (severity = 'error'), count(DISTINCT file) "
        "FROM checks WHERE status = 'fail'"
    )
    met, unmet = tables.row(
        "SELECT count(*) FILTER (status IN ('met', 'exceeded')), "
        "count(*) FILTER (status = 'unmet') FROM targets"
    )
    broken = tables.row("SELECT count(*) FROM runs WHERE status = 'failed'")[0]
    years = "" if first is None else f"{first}" if first == last else f"{first}–{last}"
    return Figures(
        (
            Figure("读完的文件", shown(documents), "个", f"读不了 {shown(broken)} 个"),
            Figure("部门", shown(departments), "个", f"{shown(regions)} 个地区"),
            Figure("评价年度", years or "–", "", "按封面和标题"),
            Figure(
                "核对不通过", shown(failed), "项",
                f"其中错误 {shown(errors)} 项，涉及 {shown(files)} 个文件", "bad" if errors else "",
            ),
            Figure(
                "目标完成", percent(met, met + unmet), "%",
                f"{shown(met + unmet)} 个能判断的目标，{shown(unmet)} 个未完成",
            ),
            Figure("承认的问题", shown(tables.count("weaknesses")), "处", "报告自己写出的"),
            Figure(
                "未解释数字", percent(int(unexplained), int(numbers), 2), "%",
                f"共 {shown(numbers)} 个数字",
            ),
        )
    )  # fmt: skip


def _by_year(tables: Tables) -> Block:
    found = tables.rows(
        "SELECT year, doc_type, count(*) FROM docs GROUP BY ALL ORDER BY year, doc_type"
    )
    order = tables.rows("SELECT doc_type FROM docs GROUP BY ALL ORDER BY count(*) DESC, doc_type")
    leading = [named(DOC_TYPES, kind) for (kind,) in order]
    rest = "其余" if len(leading) > len(_TYPE_COLOURS) else ""
    if rest:
        leading = [*leading[: len(_TYPE_COLOURS) - 1], rest]
    counts: dict[tuple[str, str], int] = {}
    for year, kind, count in found:
        name = named(DOC_TYPES, kind)
        key = (year, name if name in leading else rest)
        counts[key] = counts.get(key, 0) + count
    values = [{"name": y, "part": part, "value": n} for (y, part), n in counts.items()]
    colours = dict(zip(leading, _TYPE_COLOURS, strict=False))
    return stacked(
        "documents-by-year", "各年度的文件", "按评价年度和材料的类型。", values,
        unit="个文件", parts=colours,
    )  # fmt: skip


def _by_family(tables: Tables) -> Block:
    found = tables.rows(
        "SELECT family, count(*) FROM docs GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT 30"
    )
    values = [{"name": name, "value": count} for name, count in found]
    return bars(
        "documents-by-family", "各类部门的文件", "部门按名称归类，最多列三十类。", values,
        unit="个文件",
    )  # fmt: skip


def _listing(tables: Tables) -> Listing:
    rows = [
        (Source(dept, file), year, named(DOC_TYPES, kind), *rest)
        for dept, file, year, kind, *rest in tables.rows(_LISTING, LISTED)
    ]
    return Listing(
        "documents", "文件一览", _COLUMNS, rows, tables.count("docs"), "documents.csv",
        "错误多的在前",
    )  # fmt: skip
