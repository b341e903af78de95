"""Passages that stand nearly word for word in two documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from .listing import MOST, PAGE, Asked, conditions, count_of

SORTS = {
    "similarity": "s.similarity",
    "documents": "s.documents",
    "length": "s.char_end_a - s.char_start_a",
}
_OF_PAIR = {"kind": "s.kind", "between": 's."between"'}
_OF_DOCUMENT = {"province": "d.province", "family": "d.department_family"}
COLUMNS = (
    "kind", "between", "similarity", "documents", "section_kind",
    "department_a", "year_a", "file_a", "doc_id_a", "char_start_a", "char_end_a", "text_a",
    "department_b", "year_b", "file_b", "doc_id_b", "char_start_b", "char_end_b", "text_b",
)  # fmt: skip
_COLUMNS = ", ".join(f's."{column}"' for column in COLUMNS)
_PAIR = f"""
SELECT {_COLUMNS} FROM similar AS s
WHERE s.doc_id_a = ? AND s.char_start_a = ? AND s.doc_id_b = ? AND s.char_start_b = ?
"""
_PAGE_OF = """
SELECT page FROM sentences WHERE doc_id = ? AND char_start <= ? ORDER BY char_start DESC LIMIT 1
"""
Rows = list[dict[str, Any]]


def passages(db: sqlite3.Connection, asked: Asked) -> tuple[Rows, int, bool]:
    """The pairs of a page and one more, how many there are, and whether there are more."""
    return list(_pairs(db, asked, PAGE + 1, asked.first)), *count_of(db, *_from(asked))


def exported(db: sqlite3.Connection, asked: Asked) -> Iterator[dict[str, Any]]:
    """All pairs that are asked for, to ``MOST``."""
    return _pairs(db, asked, MOST, 0)


def _pairs(db: sqlite3.Connection, asked: Asked, most: int, first: int) -> Iterator[dict[str, Any]]:
    rows, values = _from(asked)
    # The texts are fetched for the page only: to sort them with their rows takes seconds.
    query = (
        f"WITH picked AS (SELECT s.rowid AS number {rows}"
        f" ORDER BY {asked.order(SORTS)}, s.rowid LIMIT :most OFFSET :first)"
        f" SELECT {_COLUMNS} FROM picked JOIN similar AS s ON s.rowid = picked.number"
        f" ORDER BY {asked.order(SORTS)}, s.rowid"
    )
    return map(dict, db.execute(query, {**values, "most": most, "first": first}))


def pair(db: sqlite3.Connection, a: tuple[str, int], b: tuple[str, int]) -> dict[str, Any] | None:
    """A pair by the documents and the starts of its passages, with the pages they stand on."""
    row = db.execute(_PAIR, (*a, *b)).fetchone()
    if row is None:
        return None
    pages = (db.execute(_PAGE_OF, side).fetchone() for side in (a, b))
    page_a, page_b = (page[0] if page else None for page in pages)
    return {**dict(row), "page_a": page_a, "page_b": page_b}


def _from(asked: Asked) -> tuple[str, dict[str, object]]:
    place = conditions(asked, _OF_DOCUMENT)
    own = conditions(asked, _OF_PAIR)
    where = f"{own.sql} AND {place.sql}"
    values: dict[str, object] = {**own.values, **place.values}
    if asked["year"]:
        where += " AND :year IN (s.year_a, s.year_b)"
        values["year"] = int(asked["year"]) if asked["year"].isdecimal() else 0
    if asked["doc"]:
        where += " AND (s.doc_id_a = :doc OR s.doc_id_b = :doc)"
        values["doc"] = asked["doc"]
    if not place.values:
        return f"FROM similar AS s WHERE {where}", values
    # The documents of a place first: there are fewer of them than pairs.
    joined = "FROM documents AS d CROSS JOIN similar AS s ON s.doc_id_a = d.doc_id"
    return f"{joined} WHERE {where}", values
