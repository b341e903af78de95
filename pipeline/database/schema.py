"""The tables of the database, made from the one description of all tables."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_type_hints

from ..model.corpus_tables import CORPUS_TABLES, CorpusRow
from ..model.tables import RUN_TABLES, Contact, Document, Row
from ..store.rows import stored_columns
from .fts import TOKENIZER

FORM = 2  # to be counted up when the same columns hold something else
PRIVATE = frozenset({Contact.table})  # never in the database: see ``store/private.py``
KEPT: tuple[type[Row], ...] = tuple(t for t in RUN_TABLES if t.table not in PRIVATE)

_REFERENCES = {
    **dict.fromkeys(("doc_id", "doc_id_a", "doc_id_b"), "documents (doc_id)"),
    "row_id": "weaknesses (row_id)",
}
_AFFINITY: dict[type, str] = {
    str: "TEXT",
    int: "INTEGER",
    bool: "INTEGER",
    Decimal: "NUMERIC",
    date: "TEXT",
}
# An unknown number is NULL; an unknown text is empty, as in all tables.
_HOLES: dict[type, str] = {str: "?", bool: "? = 'true'"}
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
    char_start INTEGER NOT NULL, char_end INTEGER NOT NULL, text TEXT NOT NULL,
    tokens TEXT NOT NULL
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
CREATE TABLE weakness_counts (
    province TEXT NOT NULL, family TEXT NOT NULL, year TEXT NOT NULL, weakness TEXT NOT NULL,
    departments INTEGER NOT NULL, repeated INTEGER NOT NULL, documents INTEGER NOT NULL,
    mentions INTEGER NOT NULL, points_lost NUMERIC,
    PRIMARY KEY (province, family, year, weakness)
) WITHOUT ROWID;
CREATE TABLE metric_counts (
    metric TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL,
    comparable INTEGER NOT NULL, PRIMARY KEY (metric, scope)
) WITHOUT ROWID;
CREATE TABLE overview (topic TEXT NOT NULL, value TEXT NOT NULL, number INTEGER NOT NULL);
CREATE VIRTUAL TABLE sentences_fts USING fts5 (
    text, tokens, content = '', tokenize = "{TOKENIZER}"
);
CREATE VIRTUAL TABLE checks_fts USING fts5 (
    tokens, content = '', detail = none, columnsize = 0, tokenize = "{TOKENIZER}"
);
"""
_OWN_INDEXES = """
CREATE INDEX sentences_by_document ON sentences (doc_id, char_start);
CREATE INDEX tags_by_sentence ON tags (sentence_id);
CREATE INDEX sections_by_number ON sections (doc_id, section_id);
CREATE INDEX runs_by_document ON runs (doc_id);
CREATE INDEX comparison_by_metric ON comparison
    (metric, comparable, scope, fiscal_year, department_family, level, province, value);
CREATE INDEX comparison_by_department ON comparison (department, metric, fiscal_year);
CREATE INDEX recurring_by_class ON recurring (weakness, cluster);
CREATE INDEX recurring_rows_by_class ON recurring_rows
    (weakness, cluster, department, region_code, fiscal_year, doc_id);
CREATE INDEX recurring_rows_by_department ON recurring_rows
    (weakness, department, region_code, fiscal_year, doc_id);
CREATE INDEX recurring_rows_by_row ON recurring_rows (row_id);
CREATE INDEX recurring_rows_by_document ON recurring_rows (doc_id);
CREATE INDEX similar_by_likeness ON similar
    (similarity, documents, kind, "between", year_a, year_b, char_start_a, char_end_a, doc_id_a);
CREATE INDEX similar_by_document_a ON similar (doc_id_a, char_start_a);
CREATE INDEX similar_by_document_b ON similar (doc_id_b);
CREATE INDEX cross_checks_by_check ON cross_checks
    ("check", status, fiscal_year DESC, department);
CREATE INDEX cross_checks_by_document_a ON cross_checks (doc_id_a);
CREATE INDEX cross_checks_by_document_b ON cross_checks (doc_id_b);
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
    """The statement that writes a row of a corpus-level table out of its cells in CSV."""
    hints = get_type_hints(table)
    holes = ", ".join(_HOLES.get(_plain(hints[f.name]), "nullif(?, '')") for f in fields(table))
    return f"INSERT INTO {table.table} VALUES ({holes})"


def _corpus_table(table: type[CorpusRow]) -> str:
    hints = get_type_hints(table)
    columns = (
        f'"{f.name}" {_affinity(hints[f.name])}'
        + (f" REFERENCES {_REFERENCES[f.name]}" if f.name in _REFERENCES else "")
        for f in fields(table)
    )
    return f"CREATE TABLE {table.table} ({', '.join(columns)})"


def _affinity(hint: object) -> str:
    return _AFFINITY.get(_plain(hint), "TEXT")


def _plain(hint: object) -> Any:
    """The type of what is not None."""
    choices = get_args(hint) or (hint,)
    return next(c for c in choices if c is not type(None))


def _indexes() -> Iterator[tuple[str, str]]:
    for table in KEPT:
        if table is not Document:
            yield f"{table.table}_by_document", f"{table.table} (doc_id, char_start)"
    for name, columns in _FACETS.items():
        for number, column in enumerate(columns, 1):
            yield f"{name}_facet_{number}", f"{name} ({column})"
