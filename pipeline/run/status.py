"""How an output folder stands to its corpus: what is done, what a run would do, what is gone.

Nothing is written and no document is opened: a stat per file, and the journal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..model.errors import JixiaoError
from ..packs import load
from ..store.keys import code_digest, recipe
from .corpus import JOURNAL, STATE
from .discover import Entry, discover

STATES = ("done", "unpacked", "failed", "stale", "new", "removed")
# A member of an archive stands as the file that the archive is.
_STANDING = """
CREATE TEMP TABLE standing AS
SELECT f.path, f.file, CASE
    WHEN n.path IS NULL THEN 'removed'
    WHEN n.reason != '' OR (f.status = 'failed' AND f.kind IN ('system', 'crash', 'refused'))
        THEN 'failed'
    WHEN f.status = '' THEN 'new'
    WHEN f.recipe != :recipe OR f.read_size IS NOT n.size OR f.read_mtime_ns IS NOT n.mtime_ns
        THEN 'stale'
    ELSE f.status END AS state,
    CASE WHEN n.reason != '' THEN n.reason ELSE f.error END AS error
FROM files AS f
LEFT JOIN found AS n ON n.path = CASE WHEN f.archive = x'' THEN f.path ELSE f.archive END
UNION ALL
SELECT n.path, n.file, CASE WHEN n.reason != '' THEN 'failed' ELSE 'new' END, n.reason
FROM found AS n LEFT JOIN files AS f ON f.path = n.path WHERE f.path IS NULL
"""
_FOUND = """
CREATE TEMP TABLE found (
    path BLOB PRIMARY KEY, file TEXT, size INTEGER, mtime_ns INTEGER, reason TEXT
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many files are in each of ``STATES``, and the first of them by name, with a reason."""

    corpus: Path
    counts: dict[str, int]
    named: dict[str, tuple[tuple[str, str], ...]]

    @property
    def pending(self) -> int:
        """How many files a run would open or take out of the tables."""
        return sum(self.counts[state] for state in ("stale", "new", "removed"))


def standing(
    out: Path, corpus: Path | None = None, packs: tuple[str, ...] = (), most: int = 20
) -> Standing:
    """Compare the journal of ``out`` with the corpus (that of the last run where none is given).

    ``packs`` are those of the next run; up to ``most`` files of each state are named.
    """
    journal = out / STATE / JOURNAL
    if not journal.is_file():
        raise JixiaoError(f"{out} 里没有运行记录。请先运行 make（或 jixiao run）。")
    how = recipe(load(packs).digest, code_digest())
    try:
        with closing(sqlite3.connect(f"{journal.absolute().as_uri()}?mode=ro", uri=True)) as db:
            root = corpus or Path(_corpus_of(db))
            if not root.exists():
                raise JixiaoError(f"找不到 {root}。请用 --corpus 指定放报告的文件夹。")
            db.execute(_FOUND)
            db.executemany("INSERT INTO found VALUES (?, ?, ?, ?, ?)", _rows(discover(root, out)))
            db.execute(_STANDING, {"recipe": how})
            return Standing(root, _counts(db), {state: _named(db, state, most) for state in STATES})
    except sqlite3.Error as error:
        raise JixiaoError(f"运行记录 {journal} 读不出（{error}）。请再运行一次 make。") from error


def _rows(entries: Iterator[Entry]) -> Iterator[tuple[bytes, str, int, int, str]]:
    for e in entries:
        yield e.path, e.file, e.size, e.mtime_ns, e.reason


def _corpus_of(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT value FROM meta WHERE name = 'corpus'").fetchone()
    return str(row[0]) if row else ""


def _counts(db: sqlite3.Connection) -> dict[str, int]:
    found = dict(db.execute("SELECT state, count(*) FROM standing GROUP BY state").fetchall())
    return {state: found.get(state, 0) for state in STATES}


def _named(db: sqlite3.Connection, state: str, most: int) -> tuple[tuple[str, str], ...]:
    query = "SELECT file, error FROM standing WHERE state = ? ORDER BY path"
    return tuple((file, error) for file, error in islice(db.execute(query, (state,)), most))
