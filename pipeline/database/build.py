"""Bring the database in step with the results: only documents that changed are written.

A database that is not there, is damaged or has another form is made aside and put in place whole;
one that is there is changed in one transaction. Whoever reads it sees the old state or the new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ..model.corpus_tables import CORPUS_TABLES, CorpusRow, Similar
from ..model.errors import JixiaoError
from ..model.tables import Document
from ..store.atomic import sync
from ..store.private import blotted, masked, private_spans
from ..store.results import Stored
from .counts import fill_counts
from .facets import DOCUMENT, passage_tokens, token, tokens
from .fts import spaced
from .rows import rows_of, sections_of, tags_of
from .schema import KEPT, corpus_insert, indexes, insert, tables, version

STAMP = "stamp"
CACHE = 65_536  # KB; the ids of rows fall all over their indexes
REST_CACHE = 16_384  # where the documents are in it already; held by the parent of a run
_WANTED = """
CREATE TEMP TABLE wanted (doc_id TEXT PRIMARY KEY, key TEXT NOT NULL, file TEXT NOT NULL)
    WITHOUT ROWID
"""
_GONE = """
SELECT doc_id FROM sources LEFT JOIN wanted USING (doc_id) WHERE wanted.key IS NOT sources.key
"""
_NEW = """
SELECT doc_id, wanted.key, file FROM wanted LEFT JOIN sources USING (doc_id)
WHERE sources.key IS NULL ORDER BY file
"""
_MOVED = """
UPDATE documents SET file = (SELECT file FROM wanted WHERE wanted.doc_id = documents.doc_id)
WHERE file IS NOT (SELECT file FROM wanted WHERE wanted.doc_id = documents.doc_id)
"""
_HIDDEN = "SELECT char_start, char_end FROM hidden WHERE doc_id = ?"
_SENTENCE = "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_OF_DOCUMENT = ", ".join(f"d.{column}" for column in DOCUMENT.values())
_CHECK = f'tokens({_OF_DOCUMENT}, check_tokens(c."check", c.status, c.severity, c.doc_id))'
_INDEX_CHECKS = f"""
INSERT INTO checks_fts (rowid, tokens) SELECT c.rowid, {_CHECK}
FROM checks AS c JOIN documents AS d USING (doc_id) WHERE c.rowid > ?
"""
_UNINDEX_CHECKS = f"""
INSERT INTO checks_fts (checks_fts, rowid, tokens) SELECT 'delete', c.rowid, {_CHECK}
FROM checks AS c JOIN documents AS d USING (doc_id) WHERE doc_id = ?
"""
_UNINDEX = f"""
INSERT INTO sentences_fts (sentences_fts, rowid, text, tokens)
SELECT 'delete', s.sentence_id, spaced(s.text), tokens({_OF_DOCUMENT}, s.tokens)
FROM sentences AS s JOIN documents AS d USING (doc_id) WHERE doc_id = ?
"""
_UNTAG = (
    "DELETE FROM tags WHERE sentence_id IN (SELECT sentence_id FROM sentences WHERE doc_id = ?)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was read: its id, the key of its result, its (first) file."""

    doc_id: str
    key: str
    file: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What the database is to hold; ``load`` gives a result.

    ``runs`` are the rows of runs.csv, ``corpus`` those of a corpus-level table, as in its CSV.
    """

    sources: Iterable[Source]
    runs: Iterable[list[str]]
    load: Callable[[str], Stored]
    corpus: Callable[[type[CorpusRow]], Iterable[list[str]]]
    meta: Mapping[str, str]


def stamp_of(path: Path) -> str:
    """What the database was made of; empty where there is none of this form."""
    if not path.exists():
        return ""
    try:
        with closing(sqlite3.connect(path, timeout=60)) as db:
            if _version(db) != version():
                return ""
            row = db.execute("SELECT value FROM meta WHERE name = ?", (STAMP,)).fetchone()
            return str(row[0]) if row else ""
    except sqlite3.DatabaseError:
        return ""


def prepare(path: Path, side: Path, contents: Contents) -> bool:
    """Begin a new database in ``side`` with the documents of ``contents``, ahead of ``update``.

    Gives whether it was begun: not where there is one to change, nor where it cannot be written,
    which ``update`` tells.
    """
    if stamp_of(path):
        return False
    try:
        _remove(side)
        with _aside(side) as db:
            _create(db)
            _fill_documents(db, contents)
    except sqlite3.Error:
        return False
    return True


def update(path: Path, side: Path, contents: Contents, *, prepared: bool = False) -> None:
    """Make the database at ``path`` hold ``contents``; ``side`` is where a new one is made.

    ``prepared`` tells that ``prepare`` has begun it there.
    """
    try:
        if stamp_of(path):
            with _opened(path) as db, db:
                db.execute("BEGIN IMMEDIATE")
                _fill(db, contents)
                fill_counts(db)
        else:
            _make(path, side, contents, prepared=prepared)
    except sqlite3.Error as error:
        raise JixiaoError(
            f"数据库 {path} 写不进（{error}）。请检查磁盘空间和权限；"
            "若文件已损坏，删除它再运行 make 即可，表格和结果不受影响。"
        ) from error
    finally:
        _remove(side)  # what a failure left of it; one that is whole has its place by now


def _make(path: Path, side: Path, contents: Contents, *, prepared: bool) -> None:
    if not prepared:
        _remove(side)
    with _aside(side, REST_CACHE if prepared else CACHE) as db:
        if not prepared:
            _create(db)
        _fill(db, contents)
        for statement in indexes().split(";\n"):
            db.execute(statement)
        fill_counts(db)
        db.execute(f"PRAGMA user_version = {version()}")
    with _opened(side) as db:
        db.execute("PRAGMA journal_mode = WAL")
    sync(side)
    _remove(path)
    side.replace(path)
    sync(path.parent)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as db:
        db.create_function("spaced", 1, spaced, deterministic=True)
        db.create_function("tokens", len(DOCUMENT) + 1, _tokens, deterministic=True)
        db.create_function("check_tokens", 4, _check_tokens, deterministic=True)
        yield db


def _tokens(*cells: Any) -> str:
    return tokens(cells[:-1], cells[-1])


def _check_tokens(check: str, status: str, severity: str, doc_id: str) -> str:
    told = {"check": check, "status": status, "severity": severity, "doc": doc_id}
    return " ".join(token(name, value) for name, value in told.items())


@contextmanager
def _aside(side: Path, cache: int = CACHE) -> Iterator[sqlite3.Connection]:
    """One transaction on a database that nobody sees yet: a crash leaves what is made again."""
    with _opened(side) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA journal_mode = OFF")
        db.execute(f"PRAGMA cache_size = -{cache}")
        db.execute("BEGIN")
        yield db
        db.execute("COMMIT")


def _create(db: sqlite3.Connection) -> None:
    for statement in tables().split(";\n"):
        db.execute(statement)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _fill_documents(db: sqlite3.Connection, contents: Contents) -> None:
    db.execute(_WANTED)
    db.executemany(
        "INSERT OR IGNORE INTO wanted VALUES (?, ?, ?)",
        ((s.doc_id, s.key, s.file) for s in contents.sources),
    )
    for (doc_id,) in db.execute(_GONE).fetchall():
        _remove_document(db, doc_id)
    db.execute(_MOVED)
    for doc_id, key, file in db.execute(_NEW).fetchall():
        _add_document(db, Source(doc_id, key, file), contents.load(key))
    db.execute("DROP TABLE wanted")


def _fill(db: sqlite3.Connection, contents: Contents) -> None:
    _fill_documents(db, contents)
    db.execute("DELETE FROM runs")
    db.executemany(
        "INSERT INTO runs VALUES (?, nullif(?, ''), ?, ?, nullif(?, ''), ?, ?)", contents.runs
    )
    for table in CORPUS_TABLES:
        db.execute(f"DELETE FROM {table.table}")
        rows = contents.corpus(table)
        made = _without_persons(db, rows) if table is Similar else rows
        db.executemany(corpus_insert(table), made)
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", contents.meta.items())


def _without_persons(db: sqlite3.Connection, rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Rows of like passages; what a passage says of persons is blotted out."""
    at = {f.name: number for number, f in enumerate(fields(Similar))}
    for row in rows:
        for side in "ab":
            start, text = int(row[at[f"char_start_{side}"]]), at[f"text_{side}"]
            spans = db.execute(_HIDDEN, (row[at[f"doc_id_{side}"]],)).fetchall()
            row[text] = blotted(row[text], spans, start)
        yield row


def _remove_document(db: sqlite3.Connection, doc_id: str) -> None:
    for statement in (_UNINDEX, _UNINDEX_CHECKS, _UNTAG, "DELETE FROM sentences WHERE doc_id = ?"):
        db.execute(statement, (doc_id,))
    for name in ("sources", "hidden", *(table.table for table in KEPT)):
        db.execute(f"DELETE FROM {name} WHERE doc_id = ?", (doc_id,))


def _add_document(db: sqlite3.Connection, source: Source, stored: Stored) -> None:
    last = _last(db, "checks", "rowid")
    for table, rows in rows_of(stored):
        head = (source.doc_id,)
        if table is Document:
            made = ([source.doc_id, row[0], source.file, *row[1:]] for row in rows)
        else:
            made = ([row[0], *head, *row[1:]] for row in rows)
        db.executemany(insert(table), made)
    db.execute(_INDEX_CHECKS, (last,))
    _add_passages(db, source.doc_id, stored)
    hidden = ((source.doc_id, *span) for span in private_spans(stored))
    db.executemany("INSERT OR IGNORE INTO hidden VALUES (?, ?, ?)", hidden)
    db.execute("INSERT INTO sources VALUES (?, ?)", (source.doc_id, source.key))


def _add_passages(db: sqlite3.Connection, doc_id: str, stored: Stored) -> None:
    text, passages = masked(stored), stored.layout.passages
    numbered = list(enumerate(passages, _last(db, "sentences", "sentence_id") + 1))
    sections = sections_of(stored, passages)
    tags = list(tags_of(stored, numbered))
    own = passage_tokens(tags)
    db.executemany(
        _SENTENCE,
        (
            (
                i, doc_id, s, p.page, p.cell, p.bbox or None, p.start, p.end,
                text[p.start : p.end], own.get(i, ""),
            )
            for (i, p), s in zip(numbered, sections, strict=True)
        ),
    )  # fmt: skip
    found = f"SELECT {_OF_DOCUMENT} FROM documents AS d WHERE doc_id = ?"
    document = tuple(db.execute(found, (doc_id,)).fetchone())
    db.executemany(
        "INSERT INTO sentences_fts (rowid, text, tokens) VALUES (?, ?, ?)",
        ((i, spaced(text[p.start : p.end]), tokens(document, own.get(i, ""))) for i, p in numbered),
    )
    db.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?, ?, ?)", tags)


def _last(db: sqlite3.Connection, table: str, number: str) -> int:
    """The highest number of a row so far."""
    return int(db.execute(f"SELECT max({number}) FROM {table}").fetchone()[0] or 0)


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)
