"""The weaknesses of many reports: classes, clusters in a class, departments, sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .listing import PAGE, Asked, Condition, conditions

SHADES = 5  # how many steps of colour tell many mentions from few
YEARS = 8  # the last years are shown
PLACES = {
    "province": "r.province",
    "city": "r.city",
    "family": "r.department_family",
    "year": "r.fiscal_year",
}
_WITHIN = {
    **PLACES,
    "cluster": "r.cluster",
    "department": "r.department",
    "region": "r.region_code",
}
_RANKING = """
SELECT c.weakness, r.name, r.example, c.departments, c.repeated, c.documents, c.mentions,
    c.points_lost
FROM weakness_counts AS c LEFT JOIN recurring AS r ON r.weakness = c.weakness AND r.cluster = 0
WHERE c.province = :province AND c.family = :family AND c.year = :year
ORDER BY {order}, c.mentions DESC, c.weakness
"""
_YEARS = """
SELECT weakness, year, departments FROM weakness_counts
WHERE province = :province AND family = :family AND year != ''
"""
_ALL_CLUSTERS = """
SELECT cluster, name, example, departments, repeated_departments AS repeated, documents, mentions,
    points_lost, first_year, last_year, count(*) OVER () AS total
FROM recurring WHERE weakness = :weakness AND cluster > 0
ORDER BY {order}, cluster LIMIT :most OFFSET :first
"""
_CLUSTERS = """
WITH said AS (
    SELECT cluster, department, count(*) AS mentions, count(DISTINCT doc_id) AS documents,
        count(DISTINCT fiscal_year) AS years, min(fiscal_year) AS first, max(fiscal_year) AS last
    FROM recurring_rows AS r WHERE r.weakness = :weakness AND r.cluster > 0 AND {where}
    GROUP BY cluster, department, region_code
), counted AS (
    SELECT cluster, sum(department != '') AS departments,
        sum(department != '' AND years > 1) AS repeated, sum(documents) AS documents,
        sum(mentions) AS mentions, min(first) AS first_year, max(last) AS last_year
    FROM said GROUP BY cluster
)
SELECT c.cluster, n.name, n.example, c.departments AS departments, c.repeated AS repeated,
    c.documents AS documents, c.mentions AS mentions, NULL AS points_lost,
    c.first_year AS first_year, c.last_year AS last_year, count(*) OVER () AS total
FROM counted AS c JOIN recurring AS n ON n.weakness = :weakness AND n.cluster = c.cluster
ORDER BY {order}, c.cluster LIMIT :most OFFSET :first
"""
_DEPARTMENTS = """
WITH picked AS (
    SELECT department, region_code AS region, count(DISTINCT fiscal_year) AS years,
        count(DISTINCT doc_id) AS documents, count(*) AS mentions,
        min(fiscal_year) AS first_year, max(fiscal_year) AS last_year, count(*) OVER () AS total
    FROM recurring_rows AS r WHERE r.weakness = :weakness AND {where}
    GROUP BY department, region_code
    ORDER BY {order}, mentions DESC, department, region LIMIT :most OFFSET :first
)
SELECT p.*, r.province, r.city, r.department_family AS family
FROM picked AS p JOIN recurring_rows AS r ON r.rowid = (
    SELECT rowid FROM recurring_rows AS one
    WHERE one.weakness = :weakness AND one.department = p.department
        AND one.region_code = p.region LIMIT 1)
ORDER BY {order}, mentions DESC, p.department, p.region
"""
_SENTENCES = """
WITH picked AS (
    SELECT r.rowid AS number, count(*) OVER () AS total
    FROM recurring_rows AS r WHERE r.weakness = :weakness AND {where}
    ORDER BY {order}, r.department, r.rowid LIMIT :most OFFSET :first
)
SELECT r.*, w.text, w.measure, w.origin, w.page, d.file, d.title, c.heading, p.total
FROM picked AS p JOIN recurring_rows AS r ON r.rowid = p.number
JOIN weaknesses AS w ON w.row_id = r.row_id JOIN documents AS d ON d.doc_id = r.doc_id
LEFT JOIN sections AS c ON c.doc_id = r.doc_id AND c.section_id = w.section
ORDER BY {order}, r.department, r.rowid
"""
_COUNTS = {"mentions": "mentions", "documents": "documents"}
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class View:
    """A way to look into a class: its name, its orders as SQL, the columns of its export."""

    title: str
    sorts: Mapping[str, str]
    columns: Sequence[str]
    query: Callable[[Asked], str]


RANKING_SORTS = {
    "departments": "c.departments",
    "repeated": "c.repeated",
    "points": "c.points_lost",
    **{name: f"c.{column}" for name, column in _COUNTS.items()},
}
RANKING = ("weakness", "departments", "repeated", "documents", "mentions", "points_lost", "example")
VIEWS = {
    "clusters": View(
        "相同的问题",
        {"departments": "departments", "repeated": "repeated", "last": "last_year", **_COUNTS},
        ("weakness", "cluster", "name", "departments", "repeated", "documents", "mentions",
         "points_lost", "first_year", "last_year", "example"),
        lambda asked: _CLUSTERS if any(asked[name] for name in PLACES) else _ALL_CLUSTERS,
    ),
    "departments": View(
        "部门",
        {"years": "years", "last": "last_year", **_COUNTS},
        ("weakness", "department", "region", "province", "city", "family", "years", "documents",
         "mentions", "first_year", "last_year"),
        lambda asked: _DEPARTMENTS,
    ),
    "sentences": View(
        "原文",
        {"year": "r.fiscal_year"},
        ("weakness", "cluster", "department", "department_family", "province", "city",
         "fiscal_year", "origin", "text", "measure", "heading", "page", "file", "doc_id",
         "row_id"),
        lambda asked: _SENTENCES,
    ),
}  # fmt: skip


def ranking(db: sqlite3.Connection, asked: Asked) -> Rows:
    """The classes in the order that is asked for, each with ``years``: departments by year."""
    values = {name: asked[name] for name in ("province", "family", "year")}
    query = _RANKING.format(order=asked.order(RANKING_SORTS))
    rows = [dict(row) for row in db.execute(query, values)]
    years: dict[str, dict[str, int]] = {row["weakness"]: {} for row in rows}
    for weakness, year, number in db.execute(_YEARS, values):
        years.setdefault(weakness, {})[year] = number
    for row in rows:
        row["years"] = years[row["weakness"]]
    return rows


def shown_years(rows: Rows) -> list[str]:
    """The last years that a ranking knows of."""
    return sorted({y for row in rows for y, number in row["years"].items() if number})[-YEARS:]


def shade(number: int, most: int) -> int:
    """The step of colour of a number, 0 for none."""
    return -(-number * SHADES // most) if number and most else 0


def view_of(db: sqlite3.Connection, weakness: str, asked: Asked) -> str:
    """The view that is asked for; else the next step down that shows something."""
    if asked["view"] in VIEWS:
        return asked["view"]
    if asked["department"]:
        return "sentences"
    clusters = not asked["cluster"] and cluster_name(db, weakness, "1")
    return "clusters" if clusters else "departments"


def rows_of(
    db: sqlite3.Connection, weakness: str, asked: Asked, view: str, most: int = PAGE, first: int = 0
) -> tuple[Rows, int]:
    """The rows of a view into a class, and how many there are in all."""
    within: Condition = conditions(asked, _WITHIN)
    shown = VIEWS[view]
    query = shown.query(asked).format(where=within.sql, order=asked.order(shown.sorts))
    values = {**within.values, "weakness": weakness, "most": most, "first": first}
    rows = [{"weakness": weakness, **dict(row)} for row in db.execute(query, values)]
    return rows, rows[0]["total"] if rows else 0


def cluster_name(db: sqlite3.Connection, weakness: str, cluster: str) -> str:
    """What a cluster is called; empty where there is none."""
    query = "SELECT name FROM recurring WHERE weakness = ? AND cluster = ?"
    row = db.execute(query, (weakness, cluster)).fetchone()
    return str(row[0]) if row else ""
