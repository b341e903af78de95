"""Problems that a department admits again: a year before, it had them or put them right."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
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


def returned(db: sqlite3.Connection, asked: Asked) -> tuple[Rows, int, bool]:
    """The problems of a page and one more, how many there are, and whether there are more."""
    return list(_rows(db, asked, PAGE + 1, asked.first)), *count_of(db, *_from(asked))


def exported(db: sqlite3.Connection, asked: Asked) -> Iterator[dict[str, Any]]:
    """All that came back, to ``MOST``."""
    return _rows(db, asked, MOST, 0)


def _rows(db: sqlite3.Connection, asked: Asked, most: int, first: int) -> Iterator[dict[str, Any]]:
    rows, values = _from(asked)
    query = _ROWS.format(rows=rows, order=asked.order(SORTS))
    return map(dict, db.execute(query, {**values, "most": most, "first": first}))


def _from(asked: Asked) -> tuple[str, Mapping[str, object]]:
    place = conditions(asked, _PLACES)
    kind = _KINDS.get(asked["kind"], "1")
    return _FROM.format(where=f"{place.sql} AND {kind}"), place.values
