"""Problems that a department admits again: a year before, it had them or put them right."""

from __future__ import annotations

import sqlite3
from typing import Any

from .listing import MOST, PAGE, Asked, conditions, count_of

SORTS = {"year": "c.fiscal_year"}
KINDS = {
    "rectified": "上年说已整改",
    "repeated": "上年也有这个问题",
}
_PLACES = {
    "province": "d.province",
    "family": "d.department_family",
    "year": "c.fiscal_year",
    "weakness": "w.weakness",
}
COLUMNS = (
    "weakness", "department", "province", "city", "family", "fiscal_year", "observed", "expected",
    "origin_before", "message", "file_a", "doc_id_a", "row_id_a", "page_a", "file_b", "doc_id_b",
    "row_id_b", "page_b",
)  # fmt: skip
# The evidence is two rows of weaknesses: this year's, and that of the year before.
_FROM = """
FROM cross_checks AS c JOIN documents AS d ON d.doc_id = c.doc_id_a
JOIN weaknesses AS w ON w.row_id = substr(c.evidence, 12, instr(c.evidence, ' ') - 12)
JOIN weaknesses AS b ON b.row_id = substr(c.evidence, instr(c.evidence, ' ') + 12)
WHERE c."check" = 'cross.problem_returns' AND c.status = 'fail' AND {where}
"""
_ROWS = """
SELECT w.weakness, c.department, d.province, d.city, d.department_family AS family, c.fiscal_year,
    c.observed, c.expected, b.origin AS origin_before, c.message, c.file_a, c.doc_id_a,
    w.row_id AS row_id_a, w.page AS page_a, c.file_b, c.doc_id_b, b.row_id AS row_id_b,
    b.page AS page_b, b.text AS text_b, w.text AS text_a
{rows} ORDER BY {order}, c.department, c.rowid LIMIT :most OFFSET :first
"""
_KINDS = {
    "rectified": "b.origin IN ('prior_year', 'rectification')",
    "repeated": "b.origin NOT IN ('prior_year', 'rectification')",
}
Rows = list[dict[str, Any]]


def returned(
    db: sqlite3.Connection, asked: Asked, most: int = PAGE + 1, first: int = 0
) -> tuple[Rows, int, bool]:
    """The problems that came back, how many there are, and whether there are more than that."""
    place = conditions(asked, _PLACES)
    rows = _FROM.format(where=f"{place.sql} AND {_KINDS.get(asked['kind'], '1')}")
    query = _ROWS.format(rows=rows, order=asked.order(SORTS))
    found = db.execute(query, {**place.values, "most": most, "first": first})
    return [dict(row) for row in found], *count_of(db, rows, place.values)


def exported(db: sqlite3.Connection, asked: Asked) -> Rows:
    """All that came back, to ``MOST``."""
    return returned(db, asked, MOST)[0]
