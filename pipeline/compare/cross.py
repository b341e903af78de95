"""Checks between the documents of one department: forms, years, problems that come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

import duckdb
from rapidfuzz import fuzz

from ..model.corpus_tables import CrossCheck
from .made import batches

HALF = Decimal("0.5")
ALIKE = 68
# The first statement of each document: its tables and annexes repeat it.
_FIRST = """
CREATE TABLE first_values AS
SELECT * FROM metric_values
WHERE how = 'stated' AND NOT of_project
QUALIFY row_number() OVER (
  PARTITION BY doc_id, metric, scope, year, prior ORDER BY char_start, source) = 1
"""
_FORMS = """
SELECT a.*, b.* FROM first_values a JOIN first_values b
  ON a.department = b.department AND a.region_code = b.region_code AND a.year = b.year
  AND a.metric = b.metric AND a.scope = b.scope AND a.file < b.file AND a.doc_id <> b.doc_id
WHERE NOT a.prior AND NOT b.prior AND a.fiscal_year = b.fiscal_year
ORDER BY a.file, b.file, a.char_start, a.metric, a.scope
"""
_YEARS = """
SELECT a.*, b.* FROM first_values a JOIN first_values b
  ON a.department = b.department AND a.region_code = b.region_code AND a.scope = b.scope
  AND b.fiscal_year = a.fiscal_year - 1 AND NOT b.prior
WHERE (a.prior AND a.metric = b.metric AND b.year = a.year)
  OR (NOT a.prior AND a.metric = 'opening_carryover' AND b.metric = 'closing_carryover')
ORDER BY a.file, a.char_start, a.metric, a.scope, a.source, b.file
"""
_PROBLEMS = """
SELECT department, region_code, fiscal_year, doc_id, file, origin, quote, text, source
FROM problems WHERE department <> '' AND fiscal_year IS NOT NULL AND len(text) >= 6
ORDER BY department, region_code, fiscal_year, file, char_start, source
"""
_LEFT = ("prior_year", "rectification")


def cross_checks(base: duckdb.DuckDBPyConnection) -> Iterator[CrossCheck]:
    """The findings by check, department and place."""
    base.execute(_FIRST)
    columns = [str(c[0]) for c in base.execute("DESCRIBE first_values").fetchall()]
    yield from (_figures("forms", *pair) for pair in _pairs(base, _FORMS, columns))
    for _, pairs in groupby(_pairs(base, _YEARS, columns), key=lambda pair: pair[0]["source"]):
        found = [_figures("prior_figure", *pair) for pair in pairs]
        # Where last year's own papers differ, which "forms" tells, one that agrees is enough.
        yield from [f for f in found if f.status == "pass"] or found
    yield from _returned(base)


def _pairs(
    base: duckdb.DuckDBPyConnection, query: str, columns: Sequence[str]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The figures that are to be held against each other."""
    for row in batches(base.cursor().execute(query)):
        a, b = row[: len(columns)], row[len(columns) :]
        yield dict(zip(columns, a, strict=True)), dict(zip(columns, b, strict=True))


_SAID = {
    "forms": (
        "同一部门同一年度的各份材料一致",
        "{name}：本材料写的是{observed}{unit}，同年的{file}写的是{expected}{unit}，相差{difference}，"
        "请核对哪一份有误",
    ),
    "prior_figure": (
        "所说的上年数与上年报告一致",
        "{name}：所说的上年数是{observed}{unit}，上年的{file}写的是{expected}{unit}，相差{difference}，"
        "请核对或说明口径",
    ),
}


def _figures(check: str, a: dict[str, Any], b: dict[str, Any]) -> CrossCheck:
    title, said = _SAID[check]
    observed, expected = Decimal(a["value"]), Decimal(b["value"])
    steps = [s for s in (a["step"], b["step"]) if s is not None]
    tolerance = max(steps) * HALF if steps else Decimal(0)
    difference = observed - expected
    agrees = abs(difference) <= tolerance
    told = {"name": a["name"], "unit": a["unit"], "file": b["file"]}
    figures = {"observed": a["value"], "expected": b["value"], "difference": abs(difference)}
    return CrossCheck(
        check=f"cross.{check}",
        title=title,
        status="pass" if agrees else "fail",
        severity="error",
        department=a["department"],
        fiscal_year=a["fiscal_year"],
        metric=a["metric"],
        expected=b["value"],
        observed=a["value"],
        difference=difference,
        tolerance=tolerance,
        message="" if agrees else said.format(**told, **figures),
        doc_id_a=a["doc_id"],
        file_a=a["file"],
        doc_id_b=b["doc_id"],
        file_b=b["file"],
        evidence=f"{a['source']} {b['source']}",
    )


def _returned(base: duckdb.DuckDBPyConnection) -> Iterator[CrossCheck]:
    """Problems of this year that the year before had, or said to be put right."""
    every = batches(base.cursor().execute(_PROBLEMS))
    before: list[tuple[Any, ...]] = []
    for _, rows in groupby(every, key=lambda r: r[:3]):
        now = list(rows)
        if before and before[0][:2] == now[0][:2] and before[0][2] == now[0][2] - 1:
            for problem in (p for p in now if p[5] not in _LEFT):
                yield from _again(problem, before)
        before = now


def _again(problem: tuple[Any, ...], before: list[tuple[Any, ...]]) -> Iterator[CrossCheck]:
    ratio, old = max(((fuzz.ratio(problem[7], o[7]), o) for o in before), key=lambda p: p[0])
    if ratio < ALIKE:
        return
    right = old[5] in _LEFT
    said = f"上年的{old[4]}已说整改" if right else f"上年的{old[4]}已提出"
    yield CrossCheck(
        check="cross.problem_returns",
        title="整改过的问题不再出现",
        status="fail",
        severity="warning",
        department=problem[0],
        fiscal_year=problem[2],
        expected=old[6],
        observed=problem[6],
        message=f"“{problem[6]}”{said}，本年度仍然存在，请说明整改为何没有落实",
        doc_id_a=problem[3],
        file_a=problem[4],
        doc_id_b=old[3],
        file_b=old[4],
        evidence=f"{problem[8]} {old[8]}",
    )
