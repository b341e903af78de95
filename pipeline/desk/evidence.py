"""The rows that are named as evidence, such as ``amounts:<row_id>``."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..database.schema import KEPT

_TABLES = frozenset(table.table for table in KEPT)


def evidence_rows(db: sqlite3.Connection, evidence: str) -> list[dict[str, Any]]:
    """Table, quote and place of each row that is named and known."""
    rows = []
    for name in evidence.split():
        table, _, identity = name.partition(":")
        if table not in _TABLES or not identity:
            continue
        query = (
            f"SELECT row_id, doc_id, text, page, section, char_start FROM {table} WHERE row_id = ?"
        )
        found = db.execute(query, (identity,)).fetchone()
        if found:
            rows.append({**dict(found), "table": table})
    return rows


def sentence_of(db: sqlite3.Connection, row: dict[str, Any]) -> str:
    """The sentence or cell that a row of evidence begins in."""
    query = (
        "SELECT text FROM sentences WHERE doc_id = ? AND char_start <= ?"
        " ORDER BY char_start DESC LIMIT 1"
    )
    found = db.execute(query, (row["doc_id"], row["char_start"])).fetchone()
    return str(found[0]) if found else ""
