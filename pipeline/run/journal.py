"""The journal of an output folder: which files there are and what became of each, in SQLite.

It is the working set of a run, so that memory does not grow with the number of files. A journal
that was lost costs a reading of all files and no more: the results lie under their own keys.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from ..model.errors import JixiaoError
from .discover import Entry
from .work import Outcome, Task

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS files (
    path BLOB PRIMARY KEY,
    archive BLOB NOT NULL DEFAULT x'',
    file TEXT NOT NULL,
    scan INTEGER NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    read_size INTEGER,
    read_mtime_ns INTEGER,
    recipe TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    seconds REAL NOT NULL DEFAULT 0,
    chars INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_content ON files (sha256, path);
CREATE INDEX IF NOT EXISTS by_key ON files (key);
CREATE INDEX IF NOT EXISTS by_archive ON files (archive, path);
"""
_VERSION = 2
_FOUND = """
INSERT INTO files (path, file, scan, size, mtime_ns, status, kind, error)
VALUES (:path, :file, :scan, :size, :mtime_ns, :status, :kind, :reason)
ON CONFLICT (path) DO UPDATE SET scan = :scan, size = :size, mtime_ns = :mtime_ns
"""
_LOST = """
UPDATE files SET status = 'failed', kind = 'found', error = :reason, seconds = 0, chars = 0,
    read_size = NULL, recipe = '', sha256 = '', key = '' WHERE path = :path
"""
_OUTCOME = """
UPDATE files SET read_size = ?, read_mtime_ns = ?, recipe = ?, sha256 = ?, key = ?, status = ?,
    kind = ?, seconds = ?, chars = ?, error = ? WHERE path = ?
"""
# A member of an archive lives and changes with the file that the archive is.
_FOLLOW = """
UPDATE files SET scan = :scan,
    size = (SELECT size FROM files AS whole WHERE whole.path = files.archive),
    mtime_ns = (SELECT mtime_ns FROM files AS whole WHERE whole.path = files.archive)
WHERE archive != x'' AND EXISTS (SELECT 1 FROM files AS whole WHERE whole.path = files.archive
    AND whole.scan = :scan AND whole.status = 'unpacked')
"""
_MEMBER = """
INSERT INTO files (path, archive, file, scan, size, mtime_ns)
SELECT :path, path, file || '/' || :name, scan, size, mtime_ns FROM files WHERE path = :archive
ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns
"""
_SETTLED = """
UPDATE files SET status = ?, kind = ?, error = ?, read_size = size, read_mtime_ns = mtime_ns,
    recipe = ?, sha256 = '', key = '', seconds = 0, chars = 0 WHERE path = ?
"""
_UNSETTLED = """
UPDATE files SET status = '', kind = '', error = '', read_size = NULL
WHERE path = ? AND (kind = 'refused' OR status = 'unpacked')
"""
# A failure that lies in the file stays until file, packs or code change; one that may lie in the
# machine (rights, memory, a full disk) is tried again.
_PENDING = """
kind NOT IN ('found', 'refused') AND NOT (archive != x'' AND status = 'unpacked') AND NOT (
    recipe = :recipe AND read_size IS size AND read_mtime_ns IS mtime_ns
    AND (status IN ('done', 'unpacked') OR (kind IN ('unreadable', 'error') AND NOT :retry)))
"""
_SINCE = "(:since IS NULL OR mtime_ns >= :since)"
_IN_ARCHIVE = {False: "archive = x''", True: "archive != x''"}
_RECORD = "path, file, status, kind, seconds, chars, error, sha256, key"
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Due:
    """What a run is to do: what this recipe has not done, of files changed ``since`` (ns).

    ``retry`` adds the failures that lie in the file, which is not tried again otherwise.
    """

    recipe: str
    retry: bool = False
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What the journal says of a file."""

    path: bytes
    file: str
    status: str
    kind: str
    seconds: float
    chars: int
    error: str
    sha256: str
    key: str

    @property
    def doc_id(self) -> str:
        """The id of the document; empty where the file could not be opened."""
        return self.sha256[:12]


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    if db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
        db.executescript(f"DROP TABLE IF EXISTS files; PRAGMA user_version = {_VERSION};")
    db.executescript(_SCHEMA)
    return db


class Journal:
    """The journal in one output folder; one process at a time writes it."""

    def __init__(self, path: Path) -> None:
        try:
            self._db = _open(path)
        except sqlite3.OperationalError:
            raise  # the disk, of which whoever holds the output folder tells
        except sqlite3.DatabaseError as error:
            raise JixiaoError(
                f"运行记录 {path} 打不开（{error}）。请检查磁盘；"
                "若文件已损坏，删除它再运行即可，已完成的结果不会丢失。"
            ) from error

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *error: object) -> None:
        self._db.close()

    def update(self, corpus: Path, entries: Iterable[Entry]) -> None:
        """Take over what a scan found; files that it did not find are forgotten."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            if self._meta("corpus") != str(corpus):
                self._db.execute("UPDATE files SET read_size = NULL")
                self._set_meta("corpus", str(corpus))
            scan = int(self._meta("scan") or 0) + 1
            self._set_meta("scan", str(scan))
            for entry in entries:
                self._found(entry, scan)
            self._db.execute(_FOLLOW, {"scan": scan})
            self._db.execute("DELETE FROM files WHERE scan != ?", (scan,))

    def _found(self, entry: Entry, scan: int) -> None:
        values = {
            "path": entry.path,
            "file": entry.file,
            "scan": scan,
            "size": entry.size,
            "mtime_ns": entry.mtime_ns,
            "status": "failed" if entry.reason else "",
            "kind": "found" if entry.reason else "",
            "reason": entry.reason,
        }
        self._db.execute(_FOUND, values)
        if entry.reason:
            self._db.execute(_LOST, {"path": entry.path, "reason": entry.reason})
        else:
            self._db.execute(
                "UPDATE files SET kind = '', status = '', error = '' "
                "WHERE path = ? AND kind = 'found'",
                (entry.path,),
            )

    def record(self, outcome: Outcome) -> None:
        """Take down what became of a file; the members of an archive become files to do."""
        o = outcome
        read = (o.size, o.mtime_ns, o.recipe, o.sha256, o.key)
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                _OUTCOME, (*read, o.status, o.kind, o.seconds, o.chars, o.error, o.path)
            )
            self._take_members(o)

    def _take_members(self, outcome: Outcome) -> None:
        """Make the members of a file those that were found in it; a document has none."""
        members = {outcome.path + b"/" + m.path.encode(): m for m in outcome.members}
        query = "SELECT path FROM files WHERE archive = ?"
        known = [path for (path,) in self._db.execute(query, (outcome.path,))]
        gone = [(path,) for path in known if path not in members]
        self._db.executemany("DELETE FROM files WHERE path = ?", gone)
        for path, member in members.items():
            names = {"path": path, "archive": outcome.path, "name": member.path}
            self._db.execute(_MEMBER, names)
            if member.kind == "document":
                self._db.execute(_UNSETTLED, (path,))
                continue
            refused = member.kind == "refused"
            settled = ("failed", "refused") if refused else ("unpacked", "")
            told = member.reason or member.note
            self._db.execute(_SETTLED, (*settled, told, outcome.recipe, path))

    @property
    def corrections(self) -> str:
        """The digest of the corrections that the results were last held against."""
        return self._meta("corrections")

    @corrections.setter
    def corrections(self, digest: str) -> None:
        self._set_meta("corrections", digest)

    def forget(self, path: bytes) -> None:
        """The result of this file is lost or not as wanted: do it again."""
        self._db.execute("UPDATE files SET read_size = NULL WHERE path = ?", (path,))

    def pending(self, due: Due, members: bool) -> Iterator[Task]:
        """What is to do, in order; outcomes may be recorded in between.

        First come the files, then the ``members`` of those that turned out to be archives.
        """
        last = b""
        while True:
            page = self._db.execute(
                f"SELECT path, archive, file FROM files WHERE path > :last AND {_PENDING} "
                f"AND {_SINCE} AND {_IN_ARCHIVE[members]} ORDER BY path LIMIT {_PAGE}",
                {**asdict(due), "last": last},
            ).fetchall()
            yield from (Task(*row) for row in page)
            if not page:
                return
            last = page[-1][0]

    def count_pending(self, due: Due, members: bool) -> int:
        """How many files, or members of archives, are to do."""
        return self._count(f"{_IN_ARCHIVE[members]} AND {_PENDING} AND {_SINCE}", asdict(due))

    def count(self, status: str = "%") -> int:
        """How many files there are, or are of a status."""
        return self._count("status LIKE :status", {"status": status})

    def count_texts(self) -> int:
        """How many different documents were read."""
        query = "SELECT count(DISTINCT sha256) FROM files WHERE status = 'done'"
        return int(self._db.execute(query).fetchone()[0])

    def records(self, status: str = "%") -> Iterator[Record]:
        """All records, or those of a status, in the order of their paths."""
        last = b""
        while True:
            page = self._db.execute(
                f"SELECT {_RECORD} FROM files WHERE path > ? AND status LIKE ? "
                f"ORDER BY path LIMIT {_PAGE}",
                (last, status),
            ).fetchall()
            yield from (Record(*row) for row in page)
            if not page:
                return
            last = page[-1][0]

    def first_with(self, sha256: str) -> str:
        """The first file with this content, by its readable name."""
        query = "SELECT file FROM files WHERE sha256 = ? AND status = 'done' ORDER BY path LIMIT 1"
        row = self._db.execute(query, (sha256,)).fetchone()
        return row[0] if row else ""

    def has_document(self, doc_id: str) -> bool:
        """Whether a file that was read has this id."""
        low, high = doc_id, doc_id + "g"
        query = "SELECT 1 FROM files WHERE sha256 BETWEEN ? AND ? AND status = 'done' LIMIT 1"
        return self._db.execute(query, (low, high)).fetchone() is not None

    def has_key(self, key: str) -> bool:
        """Whether a file has its result under this key."""
        query = "SELECT 1 FROM files WHERE key = ? LIMIT 1"
        return self._db.execute(query, (key,)).fetchone() is not None

    def _count(self, condition: str, values: dict[str, object]) -> int:
        query = f"SELECT count(*) FROM files WHERE {condition}"
        return int(self._db.execute(query, values).fetchone()[0])

    def _meta(self, name: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def _set_meta(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
