"""The tables of the database, made from the one description of all tables."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import get_args, get_type_hints

from ..model.corpus_tables import CORPUS_TABLES, CorpusRow
from ..model.tables import TABLES, Contact, Document, Row
from ..store.rows import stored_columns
from .fts import TOKENIZER

FORM = 1  # to be counted up when the same columns hold something else
PRIVATE = frozenset({Contact.table})  # never in the database: see ``rows.masked``
KEPT: tuple[type[Row], ...] = tuple(t for t in TABLES if t.table not in PRIVATE)

_DOCUMENTS = frozenset({"doc_id_a", "doc_id_b"})
_AFFINITY: dict[type, str] = {
    str: "TEXT",
    int: "INTEGER",
    bool: "INTEGER",
    Decimal: "NUMERIC",
    date: "TEXT",
}
_FACETS = {
    "documents": (
        "province",
        "city",
        "department_family",
        "department_name",
        "fiscal_year",
        "doc_type",
    ),
    "weaknesses": ("weakness",),
    "deductions": ("cause", "weakness"),
    "checks": ('"check"', "status, severity"),
    "targets": ("status",),
    "amounts": ("basis",),
    "rates": ("kind",),
}
_OWN = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (doc_id TEXT PRIMARY KEY REFERENCES documents (doc_id), key TEXT NOT NULL)
    WITHOUT ROWID;
CREATE TABLE runs (
    file TEXT NOT NULL, doc_id TEXT REFERENCES documents (doc_id), status TEXT NOT NULL,
    seconds REAL, chars INTEGER, error TEXT NOT NULL, duplicate_of TEXT NOT NULL
);
CREATE TABLE sentences (
    sentence_id INTEGER PRIMARY KEY, doc_id TEXT NOT NULL REFERENCES documents (doc_id),
    section TEXT NOT NULL, page INTEGER, cell TEXT NOT NULL, bbox TEXT,
    char_start INTEGER NOT NULL, char_end INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE TABLE tags (
    kind TEXT NOT NULL, value TEXT NOT NULL,
    sentence_id INTEGER NOT NULL REFERENCES sentences (sentence_id), row_id TEXT NOT NULL,
    PRIMARY KEY (kind, value, sentence_id, row_id)
) WITHOUT ROWID;
CREATE TABLE hidden (
    doc_id TEXT NOT NULL REFERENCES documents (doc_id), char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (doc_id, char_start, char_end)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE sentences_fts USING fts5 (
    text, content = '', tokenize = "{TOKENIZER}"
);
"""
_OWN_INDEXES = """
CREATE INDEX sentences_by_document ON sentences (doc_id, char_start);
CREATE INDEX tags_by_sentence ON tags (sentence_id);
CREATE INDEX sections_by_number ON sections (doc_id, section_id);
CREATE INDEX runs_by_document ON runs (doc_id);
"""


def version() -> int:
    """Names the form of the database: another column, index or way of masking is another form."""
    return zlib.crc32(f"{FORM}{tables()}{indexes()}".encode()) >> 1


def tables() -> str:
    """The statements that make all tables."""
    return _OWN + "".join(
        f"{table};\n" for table in (*map(_table, KEPT), *map(_corpus_table, CORPUS_TABLES))
    )


def indexes() -> str:
    """The statements that make all indexes; a new database is filled before."""
    own = (f"CREATE INDEX {name} ON {on};\n" for name, on in _indexes())
    return _OWN_INDEXES + "".join(own)


def insert(table: type[Row]) -> str:
    """The statement that writes a row: its identity, its document, its cells."""
    holes = ", ".join("?" * (len(stored_columns(table)) + (1 if table is not Document else 2)))
    return f"INSERT INTO {table.table} VALUES ({holes})"


def _table(table: type[Row]) -> str:
    hints = get_type_hints(table)
    columns = [f'"{c}" {_affinity(hints[c])}' for c in stored_columns(table)[1:]]
    if table is Document:
        head = ["doc_id TEXT PRIMARY KEY", "row_id TEXT NOT NULL", "file TEXT NOT NULL"]
    else:
        head = [
            "row_id TEXT PRIMARY KEY",
            "doc_id TEXT NOT NULL REFERENCES documents (doc_id)",
        ]
    return f"CREATE TABLE {table.table} ({', '.join([*head, *columns])})"


def corpus_insert(table: type[CorpusRow]) -> str:
    """The statement that writes a row of a corpus-level table; an empty cell is NULL."""
    holes = ", ".join("nullif(?, '')" for _ in fields(table))
    return f"INSERT INTO {table.table} VALUES ({holes})"


def _corpus_table(table: type[CorpusRow]) -> str:
    hints = get_type_hints(table)
    columns = (
        f'"{f.name}" {_affinity(hints[f.name])}'
        + (" REFERENCES documents (doc_id)" if f.name in _DOCUMENTS else "")
        for f in fields(table)
    )
    return f"CREATE TABLE {table.table} ({', '.join(columns)})"


def _affinity(hint: object) -> str:
    choices = get_args(hint) or (hint,)
    plain = next(c for c in choices if c is not type(None))
    return _AFFINITY.get(plain, "TEXT")


def _indexes() -> Iterator[tuple[str, str]]:
    for table in KEPT:
        if table is not Document:
            yield f"{table.table}_by_document", f"{table.table} (doc_id, char_start)"
    for name, columns in _FACETS.items():
        for number, column in enumerate(columns, 1):
            yield f"{name}_facet_{number}", f"{name} ({column})"
