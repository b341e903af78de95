"""An auditor's verdicts on failed checks: kept apart from what a run makes, never overwritten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..model.errors import JixiaoError
from .labels import choices

MOST_NOTE = 2000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS verdicts (
    id INTEGER PRIMARY KEY, row_id TEXT NOT NULL, doc_id TEXT NOT NULL, file TEXT NOT NULL,
    "check" TEXT NOT NULL, message TEXT NOT NULL, expected TEXT NOT NULL, observed TEXT NOT NULL,
    verdict TEXT NOT NULL, note TEXT NOT NULL, made_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS verdicts_by_row ON verdicts (row_id, id);
"""
_LATEST = """
SELECT row_id, verdict, note, made_at, expected, observed FROM verdicts
WHERE id IN (SELECT max(id) FROM verdicts GROUP BY row_id)
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The latest word on a check, and the figures that it was said of."""

    verdict: str
    note: str
    made_at: str
    expected: str
    observed: str

    def outdated(self, expected: str, observed: str) -> bool:
        """Whether the check now holds other figures than those that were judged."""
        return (self.expected, self.observed) != (expected, observed)


class Verdicts:
    """The database of verdicts; every change is a row of its own, so that nothing is lost."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def latest(self) -> dict[str, Verdict]:
        """The verdict on each check by its row_id; one that was taken back is left out."""
        if not self._path.exists():
            return {}
        with closing(self._open()) as db:
            rows = db.execute(_LATEST).fetchall()
        return {row[0]: Verdict(*row[1:]) for row in rows if row[1]}

    def say(self, check: dict[str, Any], verdict: str, note: str) -> None:
        """Take down a verdict on a check; an empty verdict takes the last one back."""
        if verdict and verdict not in choices("verdict"):
            raise JixiaoError("没有这种结论。请在页面上选一种。")
        if len(note) > MOST_NOTE:
            raise JixiaoError(f"备注超过 {MOST_NOTE} 字。请写短些。")
        values = [check[c] for c in ("row_id", "doc_id", "file", "check", "message")]
        values += [check["expected"], check["observed"], verdict, note]
        values.append(datetime.now(UTC).isoformat(timespec="seconds"))
        with closing(self._open()) as db, db:
            db.execute(
                'INSERT INTO verdicts (row_id, doc_id, file, "check", message, expected, observed,'
                " verdict, note, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )

    def _open(self) -> sqlite3.Connection:
        try:
            db = sqlite3.connect(self._path, timeout=10)
            db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise JixiaoError(f"结论写不进 {self._path}（{error}）。请检查磁盘和权限。") from error
        return db
