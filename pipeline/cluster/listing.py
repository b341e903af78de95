"""The files of a corpus on any file system, each with a mark that changes when the file does."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any

from ..ingest.archives import is_wanted
from ..run.discover import SKIPPED_FOLDERS, Entry, discover
from .place import Place

# What file systems call the state of a file, the surest first.
_VERSIONS = ("ETag", "etag", "md5Hash", "LastModified", "mtime", "updated", "created")


def listing(corpus: Place, out: Place) -> Iterator[Entry]:
    """The files below ``corpus`` in the order of their paths; what ``out`` holds is left out.

    On another file system ``mtime_ns`` is a number made of what that tells of the file's state.
    """
    if corpus.local:
        yield from _ordered(discover(corpus.local, out.local))
        return
    inside = out.address.removeprefix(corpus.address.rstrip("/") + "/")
    closed = f"{inside.rstrip('/')}/" if inside != out.address else ""
    for name, about in corpus.walk():
        if _wanted(name) and not (closed and name.startswith(closed)):
            yield Entry(name.encode(), int(about.get("size") or 0), _version(about))


def _ordered(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries by their paths; a temporary database keeps millions of them out of memory."""
    base = sqlite3.connect("")
    try:
        base.execute(
            "CREATE TABLE found (path BLOB PRIMARY KEY, size, mtime, reason) WITHOUT ROWID"
        )
        base.executemany("INSERT INTO found VALUES (?, ?, ?, ?)", map(astuple, entries))
        for row in base.execute("SELECT * FROM found ORDER BY path"):
            yield Entry(*row)
    finally:
        base.close()


def _wanted(name: str) -> bool:
    path = Path(name)
    folders = path.parts[:-1]
    return is_wanted(path.name) and not any(
        part.startswith(".") or part in SKIPPED_FOLDERS for part in folders
    )


def _version(about: dict[str, Any]) -> int:
    told = next((str(about[name]) for name in _VERSIONS if about.get(name)), "")
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:7], "big")
