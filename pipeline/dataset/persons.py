"""Persons' names, telephones and addresses, blotted out wherever a document's rows repeat them."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from ..database.build import stamp_of
from ..model.errors import JixiaoError
from ..model.tables import Contact
from ..run.index import DATABASE
from ..store.private import MASK

_HIDDEN = "SELECT char_start, char_end FROM hidden WHERE doc_id = ? ORDER BY char_start"
_LEAST = 2  # one character alone identifies nobody, and stands everywhere


class Persons:
    """Blots out what ``contacts.csv`` or the database of an output folder names."""

    def __init__(self, out: Path, scratch: Path, content: str) -> None:
        """``content`` is what the tables hold. Where nothing says who is named: ``JixiaoError``."""
        self._db = _opened(out, scratch, content)
        self._texts = out / "text"
        self._pattern = lru_cache(maxsize=64)(self._make)

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def blotted(self, doc_ids: Sequence[str], cells: list[str], free: Sequence[int]) -> list[str]:
        """The cells of a row about these documents; ``free`` are the places of free text."""
        for doc_id in doc_ids:
            pattern = self._pattern(doc_id)
            if pattern is not None:
                for at in free:
                    if cells[at]:
                        cells[at] = pattern.sub(_mask, cells[at])
        return cells

    def _make(self, doc_id: str) -> re.Pattern[str] | None:
        with closing(self._db.execute(_HIDDEN, (doc_id,))) as cursor:
            spans = cursor.fetchall()
        if not spans:
            return None
        text = (self._texts / f"{doc_id}.txt").read_bytes().decode()
        words = {text[start:end].strip() for start, end in spans}
        wanted = sorted((w for w in words if len(w) >= _LEAST), key=lambda w: (-len(w), w))
        return re.compile("|".join(map(re.escape, wanted))) if wanted else None


def _opened(out: Path, scratch: Path, content: str) -> sqlite3.Connection:
    """A database with ``hidden``: that of the desk, or one made of the contacts."""
    contacts = out / f"{Contact.table}.csv"
    if contacts.is_file():
        return _of_contacts(contacts, scratch)
    path = out / DATABASE
    if stamp_of(path).partition(" ")[0] != content:
        raise JixiaoError(
            f"{out} 里没有写明哪些字是个人信息（{DATABASE} 或 contacts.csv），无法遮住。"
            "请再运行一次 jixiao run；在集群上运行时加 --contacts，数据集里仍然不含个人信息。"
        )
    return sqlite3.connect(path)


def _of_contacts(contacts: Path, scratch: Path) -> sqlite3.Connection:
    db = sqlite3.connect(scratch / "hidden.sqlite")
    db.execute("CREATE TABLE hidden (doc_id TEXT, char_start INTEGER, char_end INTEGER)")
    with contacts.open(encoding="utf-8", newline="") as file:
        rows = ((r["doc_id"], r["char_start"], r["char_end"]) for r in csv.DictReader(file))
        db.executemany("INSERT INTO hidden VALUES (?, ?, ?)", rows)
    db.execute("CREATE INDEX hidden_by_document ON hidden (doc_id)")
    return db


def _mask(found: re.Match[str]) -> str:
    return MASK * len(found.group())
