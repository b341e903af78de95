"""Documents of the desk by their id: the stored result, and the bytes of the file.

An address names a document by its id alone. The file is the one that the database has under this
id; it must lie below the corpus folder and still have the bytes that were read.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..ingest.source import read_source
from ..model.errors import JixiaoError
from ..store.keys import result_path
from ..store.private import masked
from ..store.results import Stored, load_result

if TYPE_CHECKING:
    from .site import Desk

_KNOWN = "SELECT documents.*, key FROM documents JOIN sources USING (doc_id) WHERE doc_id = ?"


class NotHere(JixiaoError):
    """There is no such document, or its file is gone."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A document: what the database says of it, its stored result, the text that may be shown."""

    row: dict[str, Any]
    stored: Stored
    text: str

    @property
    def paged(self) -> bool:
        """Whether the source is shown as pictures of its pages."""
        kind = str(self.row["media_type"])
        return bool(self.row["pages"]) and (kind == "application/pdf" or kind.startswith("image/"))


def known(db: sqlite3.Connection, doc_id: str) -> dict[str, Any]:
    """What the database says of a document."""
    row = db.execute(_KNOWN, (doc_id,)).fetchone()
    if row is None:
        raise NotHere("没有这份文件。也许它已被移走，请回到首页查找。")
    return dict(row)


def opened(desk: Desk, row: dict[str, Any]) -> Opened:
    """The stored result of a document."""
    try:
        stored = _result(result_path(desk.state, row["key"]))
    except FileNotFoundError as error:
        raise NotHere("这份文件的处理结果不见了。请再运行一次 make。") from error
    return Opened(row, stored, stored.text if desk.contacts else masked(stored))


def source(desk: Desk, row: dict[str, Any]) -> bytes:
    """The bytes of the file of a document, from below the corpus folder and nowhere else."""
    path = (desk.corpus / row["file"]).resolve()
    if not path.is_relative_to(desk.corpus):
        raise NotHere("这份文件不在报告文件夹里，核查台不读取。")
    try:
        data = read_source(path)
    except OSError as error:
        raise NotHere(f"原文件打不开（{row['file']}）。请确认报告文件夹没有移动。") from error
    if hashlib.sha256(data).hexdigest()[:12] != row["doc_id"]:
        raise NotHere("原文件在处理之后改动过。请再运行一次 make，然后刷新。")
    return data


@lru_cache(maxsize=8)
def _result(path: Path) -> Stored:
    return load_result(path)
