"""Failed checks by severity, each with what was expected, what is printed and its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ...words import SEVERITIES, named
from ...words import TABLES as TABLE_NAMES
from ..blocks import (
    Block,
    Column,
    Evidence,
    Finding,
    FindingGroup,
    Findings,
    Listing,
    Note,
    Section,
    Source,
)
from ..charts import stacked
from ..numbers import plain, shown
from ..tables import Tables
from .missing import nothing

SHOWN = 30  # findings of one check; the others are in checks.csv
QUOTED = 8  # evidence rows of one finding
_COLOURS = {"错误": "var(--bad)", "警告": "var(--warn)", "提示": "var(--info)"}
# What a row of evidence is about, by table.
_LABELS = {
    "amounts": "subject",
    "rates": "subject",
    "quantities": "subject",
    "scores": "coalesce(indicator_l3, indicator_l2, indicator_l1, '总分')",
    "targets": "indicator",
    "deductions": "indicator",
    "weaknesses": "''",
    "policies": "title",
}
_GROUPS = """
SELECT "check", any_value(title ORDER BY title), severity, count(*), count(DISTINCT file)
FROM checks WHERE status = 'fail' GROUP BY "check", severity
ORDER BY list_position(['error', 'warning', 'info'], severity), 4 DESC, 1
"""
_FINDINGS = """
SELECT "check", severity, dept, checks.file, checks.doc_id, checks.page, checks.section,
    checks.cell, expected, observed, difference, tolerance, message, checks.text, evidence
FROM checks JOIN docs USING (file) WHERE checks.status = 'fail'
QUALIFY row_number() OVER (
    PARTITION BY "check", severity
    ORDER BY abs(difference) DESC NULLS LAST, checks.file, checks.row_id) <= ?
ORDER BY abs(difference) DESC NULLS LAST, checks.file, checks.row_id
"""

LISTED = 300
_ACROSS = """
SELECT department, file_a, file_b, fiscal_year, severity, title, expected, observed, difference,
    message
FROM cross_checks WHERE status = 'fail'
ORDER BY list_position(['error', 'warning', 'info'], severity),
    abs(difference) DESC NULLS LAST, file_a, file_b, title, message LIMIT ?
"""
_ACROSS_COLUMNS = (
    Column("部门和文件"),
    Column("年度", "number", choose=True),
    Column("严重程度", choose=True),
    Column("检查内容", "long", choose=True),
    Column("应为", "long"),
    Column("实为", "long"),
    Column("差额", "number"),
    Column("说明", "long"),
)


def section(tables: Tables) -> Section:
    """Which figures do not add up, and where."""
    title = "没有通过的核对"
    empty = nothing(tables, "checks", "没有做任何核对")
    if empty is not None:
        return Section("checks", title, (empty,))
    groups = tables.rows(_GROUPS)
    blocks: list[Block] = [Note(_summary(tables))]
    if groups:
        blocks += [_chart(groups), Findings(_findings(tables, groups))]
    return Section("checks", title, [*blocks, *_across(tables)])


def _across(tables: Tables) -> list[Block]:
    """Failures between two documents of a department."""
    total = int(tables.row("SELECT count(*) FROM cross_checks WHERE status = 'fail'")[0])
    if not total:
        return []
    rows = [
        (
            Source(dept or "（部门不明）", f"{file_a} ↔ {file_b}"), year, named(SEVERITIES, grave),
            what, plain(expected), plain(observed), difference, message,
        )
        for dept, file_a, file_b, year, grave, what, expected, observed, difference, message
        in tables.rows(_ACROSS, LISTED)
    ]  # fmt: skip
    return [
        Listing(
            "across", "同一部门的文件之间", _ACROSS_COLUMNS, rows, total, "cross_checks.csv",
            "严重的、差额大的在前",
        )
    ]  # fmt: skip


def _summary(tables: Tables) -> str:
    passed, failed, open_ = tables.row(
        "SELECT count(*) FILTER (status = 'pass'), count(*) FILTER (status = 'fail'), "
        "count(*) FILTER (status = 'not_evaluable') FROM checks"
    )
    return (
        f"共核对 {shown(passed + failed + open_)} 项：通过 {shown(passed)} 项，"
        f"不通过 {shown(failed)} 项，材料里没有所需的数、无法核对 {shown(open_)} 项。"
        "不通过的要对照原文确认：可能是报告写错，也可能是软件读错。"
    )


def _chart(groups: list[tuple[Any, ...]]) -> Block:
    values = [
        {"name": title, "part": named(SEVERITIES, severity), "value": count}
        for _, title, severity, count, _ in groups
    ]
    return stacked(
        "checks-by-kind", "各项核对不通过的次数", "严重的在前。", values, unit="项", parts=_COLOURS
    )


def _findings(tables: Tables, groups: list[tuple[Any, ...]]) -> list[FindingGroup]:
    found = tables.rows(_FINDINGS, SHOWN)
    quotes = _Quotes(tables, (row[-1] for row in found))
    headings = _headings(tables, {(row[4], row[6]) for row in found if row[6]})
    by_check: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for row in found:
        check, severity, dept, file, doc_id, page, part, cell = row[:8]
        expected, observed, difference, tolerance, message, text, evidence = row[8:]
        heading = headings.get((doc_id, part), "")
        by_check[check, severity].append(
            Finding(
                dept, file, place(page, heading, cell), plain(expected), plain(observed),
                shown(difference), shown(tolerance), message or "", text or "",
                quotes.of(evidence),
            )
        )  # fmt: skip
    return [
        FindingGroup(check, title, severity, total, files, by_check[check, severity])
        for check, title, severity, total, files in groups
    ]


def place(page: int | None, heading: str, cell: str | None) -> str:
    """``第3页 · 二、收支情况 · 表1第2行第3列``; what is unknown is left out."""
    parts = [f"第 {page} 页"] if page else []
    parts += [f"“{heading}”"] if heading else []
    numbers = (cell or "").split("/")
    if len(numbers) == 3:
        parts.append("表 {} 第 {} 行第 {} 列".format(*numbers))
    return " · ".join(parts)


class _Quotes:
    """The rows that findings name as evidence, each table looked through once."""

    def __init__(self, tables: Tables, evidence: Iterable[str | None]) -> None:
        wanted: dict[str, set[str]] = defaultdict(set)
        for names in evidence:
            for table, row_id in _named(names):
                wanted[table].add(row_id)
        self._found: dict[tuple[str, str], Evidence] = {}
        for table, label in _LABELS.items():
            if wanted[table]:
                self._look(tables, table, label, sorted(wanted[table]))

    def _look(self, tables: Tables, table: str, label: str, row_ids: list[str]) -> None:
        for row_id, page, cell, what, text in tables.rows(
            f"SELECT row_id, page, cell, {label}, text FROM {table} "
            "WHERE row_id IN (SELECT unnest(?))",
            row_ids,
        ):
            name = named(TABLE_NAMES, table)
            self._found[table, row_id] = Evidence(
                name, place(page, "", cell), what or "", text or ""
            )

    def of(self, evidence: str | None) -> list[Evidence]:
        """The quotes of one finding, in its order."""
        found = [self._found[key] for key in _named(evidence) if key in self._found]
        return found[:QUOTED]


def _named(evidence: str | None) -> list[tuple[str, str]]:
    pairs = (name.partition(":") for name in (evidence or "").split())
    return [(table, row_id) for table, _, row_id in pairs if row_id]


def _headings(tables: Tables, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The headings of sections by document and number."""
    if not wanted:
        return {}
    found = tables.rows(
        "SELECT doc_id, section_id, heading FROM sections "
        "WHERE doc_id || ' ' || section_id IN (SELECT unnest(?)) AND heading IS NOT NULL",
        sorted(f"{doc_id} {part}" for doc_id, part in wanted),
    )
    return {(doc_id, part): heading for doc_id, part, heading in found}
