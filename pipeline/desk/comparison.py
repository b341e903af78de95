"""The values of a metric by department and year: what is asked for, and where a value is from."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .evidence import evidence_rows, sentence_of
from .listing import Asked, Condition, conditions, count_of

SORTS = {
    "value": "c.value",
    "year": "c.fiscal_year",
    "rank": "c.quantile",
    "change": "c.change",
    "change_pct": "c.change_pct",
}
LEVELS = ("省", "市", "县")
EDGE = 25  # how many of the greatest and least values of a year are drawn where not all are
_PLACES = {
    "family": "c.department_family",
    "level": "c.level",
    "province": "c.province",
    "city": "c.city",
}
COLUMNS = (
    "department", "department_family", "province", "city", "county", "region_code", "level",
    "fiscal_year", "metric", "name", "scope", "value", "unit", "how", "comparable", "reason",
    "values", "peers", "rank", "quantile", "region_peers", "region_rank", "previous", "change",
    "change_pct", "doc_ids", "evidence",
)  # fmt: skip
_COLUMNS = ", ".join(f'c."{column}"' for column in COLUMNS)
_METRICS = """
SELECT metric, scope, name, unit, comparable FROM metric_counts ORDER BY comparable DESC, 1, 2
"""
_YEARS = """
SELECT DISTINCT fiscal_year FROM comparison
WHERE metric = ? AND fiscal_year IS NOT NULL ORDER BY 1
"""
_REASONS = """
SELECT substr(c.reason, 1, instr(c.reason || '：', '：') - 1), count(*)
FROM comparison AS c WHERE {where} GROUP BY 1 ORDER BY 2 DESC
"""
_DOTS = f"""
SELECT {_COLUMNS} FROM comparison AS c WHERE c.rowid IN (SELECT value FROM json_each(:numbers))
ORDER BY c.department, c.fiscal_year
"""
_ROWS = f"""
WITH picked AS (
    SELECT c.rowid AS number FROM comparison AS c WHERE {{where}}
    ORDER BY {{order}}, c.rowid LIMIT :most OFFSET :first
)
SELECT {_COLUMNS} FROM picked JOIN comparison AS c ON c.rowid = picked.number
ORDER BY {{order}}, c.rowid
"""
_VALUE = f"""
SELECT {_COLUMNS} FROM comparison AS c
WHERE c.department = :department AND c.region_code = :region AND c.metric = :metric
    AND c.scope = :scope
ORDER BY c.fiscal_year
"""
_SOURCE = """
SELECT m.row_id, m.doc_id, m.value, m.unit, m.how, m.scope, m.stage, m.year, m.prior, m.text,
    m.page, m.char_start, m.char_end, m.evidence, d.file, d.title, d.doc_type, d.fiscal_year
FROM metrics AS m JOIN documents AS d USING (doc_id) WHERE m.row_id = ?
"""
Rows = list[dict[str, Any]]
Point = tuple[float, int]  # a value, and the number of its row in the database


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric that can be compared; ``scope`` parts one that has a value for each part."""

    metric: str
    scope: str
    name: str
    unit: str
    comparable: int

    @property
    def key(self) -> str:
        """The metric in an address."""
        return f"{self.metric}:{self.scope}" if self.scope else self.metric

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.name}（{self.scope}）" if self.scope else self.name


def metrics(db: sqlite3.Connection) -> list[Metric]:
    """The metrics, those of most values first."""
    return [Metric(*row) for row in db.execute(_METRICS)]


def chosen(every: Sequence[Metric], key: str) -> Metric | None:
    """The metric that is asked for; the first where there is none of this name."""
    return next((m for m in every if m.key == key), every[0] if every else None)


def years_of(db: sqlite3.Connection, metric: Metric) -> list[str]:
    """The years that have values."""
    return [str(row[0]) for row in db.execute(_YEARS, (metric.metric,))]


def within(metric: Metric, asked: Asked, *, comparable: bool) -> Condition:
    """The values that are asked for: those that may be compared, or those that may not."""
    place = conditions(asked, _PLACES)
    where = ["c.metric = :metric", "c.comparable = :comparable", place.sql]
    values = {**place.values, "metric": metric.metric, "comparable": int(comparable)}
    if comparable or metric.scope:
        where.append("c.scope = :scope")
        values["scope"] = metric.scope
    if years := [int(year) for year in asked.many["year"] if year.isdecimal() and len(year) == 4]:
        where.append("c.fiscal_year IN (SELECT value FROM json_each(:years))")
        values["years"] = json.dumps(years)
    return Condition(" AND ".join(where), values)


def values_of(
    db: sqlite3.Connection, asked: Asked, where: Condition, most: int, first: int = 0
) -> Iterator[dict[str, Any]]:
    """Rows of ``comparison`` in the order that is asked for."""
    query = _ROWS.format(where=where.sql, order=asked.order(SORTS))
    return map(dict, db.execute(query, {**where.values, "most": most, "first": first}))


def counted(db: sqlite3.Connection, where: Condition) -> tuple[int, bool]:
    """How many values there are, to ``MOST``, and whether there are more."""
    return count_of(db, f"FROM comparison AS c WHERE {where.sql}", where.values)


def reasons(db: sqlite3.Connection, where: Condition) -> list[tuple[str, int]]:
    """Why values may not be compared, and how many."""
    query = _REASONS.format(where=where.sql)
    return [(str(reason), number) for reason, number in db.execute(query, where.values)]


def spread(db: sqlite3.Connection, where: Condition) -> dict[int, list[Point]]:
    """All values of each year, the least first."""
    query = (
        "SELECT c.fiscal_year, c.value, c.rowid FROM comparison AS c"
        f" WHERE {where.sql} AND c.fiscal_year IS NOT NULL AND c.value IS NOT NULL"
    )
    found: dict[int, list[Point]] = {}
    for year, value, number in db.execute(query, where.values):
        found.setdefault(year, []).append((value, number))
    return {year: sorted(found[year]) for year in sorted(found)}


def dots(db: sqlite3.Connection, points: dict[int, list[Point]], whole: bool) -> Rows:
    """The rows of all values, or of the greatest and the least of each year."""
    numbers = [
        number
        for values in points.values()
        for place, (_, number) in enumerate(values)
        if whole or place < EDGE or place >= len(values) - EDGE
    ]
    return [dict(row) for row in db.execute(_DOTS, {"numbers": json.dumps(numbers)})]


def of_department(db: sqlite3.Connection, metric: str, scope: str, asked: Asked) -> Rows:
    """The values of one department in all years."""
    named = {"metric": metric, "scope": scope}
    named |= {"department": asked["department"], "region": asked["region"]}
    return [dict(row) for row in db.execute(_VALUE, named)]


def sources(db: sqlite3.Connection, evidence: str) -> Rows:
    """The rows of ``metrics`` that a value is made of, with the ``rows`` that it is made of."""
    found: Rows = []
    for name in evidence.split():
        row = db.execute(_SOURCE, (name.removeprefix("metrics:"),)).fetchone()
        if row:
            rows = evidence_rows(db, row["evidence"])
            for one in rows:
                one["sentence"] = sentence_of(db, one)
            found.append({**dict(row), "rows": rows})
    return found
