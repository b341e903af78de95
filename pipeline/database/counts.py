"""Counts that pages of many documents show at once: kept, because counting takes seconds."""

from __future__ import annotations

import sqlite3
from itertools import product

from .schema import KEPT

# A department has one province and one family here, so that no row counts it twice.
_SAID = """
CREATE TEMP TABLE said AS
SELECT weakness, province, department_family AS family, coalesce(fiscal_year, '') AS year,
    department, region_code, count(DISTINCT doc_id) AS documents, count(*) AS mentions
FROM recurring_rows GROUP BY 1, 2, 3, 4, 5, 6
"""
_POINTS = """
CREATE TEMP TABLE points AS
SELECT l.weakness, d.province, d.department_family AS family, coalesce(d.fiscal_year, '') AS year,
    sum(l.points_lost) AS points
FROM deductions AS l JOIN documents AS d USING (doc_id)
WHERE l.weakness != '' AND l.points_lost IS NOT NULL GROUP BY 1, 2, 3, 4
"""
_OF_A_YEAR = """
SELECT weakness, province, family, year, department != '' AS departments, 0 AS repeated,
    documents, mentions, NULL AS points
FROM said
"""
_OF_ALL_YEARS = """
SELECT weakness, province, family, '' AS year, department != '' AS departments,
    department != '' AND sum(year != '') > 1 AS repeated, sum(documents) AS documents,
    sum(mentions) AS mentions, NULL AS points
FROM said GROUP BY weakness, province, family, department, region_code
"""
_LOST = "SELECT weakness, province, family, {year}, 0, 0, 0, 0, points FROM points"
_COUNT = """
INSERT INTO weakness_counts
SELECT {province}, {family}, year, weakness, sum(departments), sum(repeated), sum(documents),
    sum(mentions), round(sum(points), 4)
FROM ({rows}) WHERE {known} GROUP BY 1, 2, 3, 4 HAVING sum(mentions) > 0
"""
_METRICS = """
WITH counted AS (
    SELECT metric, scope, count(*) AS number FROM comparison WHERE comparable = 1
    GROUP BY metric, scope
)
INSERT INTO metric_counts
SELECT n.metric, n.scope, c.name, c.unit, n.number
FROM counted AS n JOIN comparison AS c ON c.rowid = (
    SELECT rowid FROM comparison AS one
    WHERE one.metric = n.metric AND one.comparable = 1 AND one.scope = n.scope LIMIT 1)
"""
_OVERVIEW = (
    "SELECT 'weakness', weakness, count(*) FROM weaknesses GROUP BY 2",
    "SELECT 'severity', severity, count(*) FROM checks WHERE status = 'fail' GROUP BY 2",
    "SELECT 'province', province, count(*) FROM documents WHERE province != '' GROUP BY 2",
    "SELECT 'year', fiscal_year, count(*) FROM documents WHERE fiscal_year > 0 GROUP BY 2",
    "SELECT 'doc_type', doc_type, count(*) FROM documents GROUP BY 2",
    *(f"SELECT 'table', '{table.table}', count(*) FROM {table.table}" for table in KEPT),
)


def fill_counts(db: sqlite3.Connection) -> None:
    """Fill the counts anew; the indexes must be there.

    ``overview`` is what the first page tells. In ``weakness_counts`` an empty province, family or
    year stands for all of them.
    """
    for table in ("overview", "weakness_counts", "metric_counts"):
        db.execute(f"DELETE FROM {table}")
    for query in _OVERVIEW:
        db.execute(f"INSERT INTO overview {query}")
    db.execute(_METRICS)
    for statement in (_SAID, _POINTS):
        db.execute(statement)
    for province, family, year in product((True, False), repeat=3):
        rows = _OF_A_YEAR if year else _OF_ALL_YEARS
        lost = _LOST.format(year="year" if year else "''")
        wanted = {"province": province, "family": family, "year": year}
        db.execute(
            _COUNT.format(
                province="province" if province else "''",
                family="family" if family else "''",
                rows=f"SELECT * FROM ({rows}) UNION ALL {lost}",
                known=" AND ".join(f"{n} != ''" for n, there in wanted.items() if there) or "1",
            )
        )
    for table in ("said", "points"):
        db.execute(f"DROP TABLE {table}")
