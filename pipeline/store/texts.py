"""The canonical texts, one file a document, so that anyone can check the offsets of a row."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any

from .atomic import write_atomic

_AT_ONCE = 4
_KEPT = 16  # texts that wait for the disk
_OURS = re.compile(r"([0-9a-f]{12})\.txt")


def write_text(folder: Path, doc_id: str, text: str) -> None:
    """Write ``<doc_id>.txt`` exactly as it is, unless it is there already."""
    path = folder / f"{doc_id}.txt"
    data = text.encode()
    if not _holds(path, data):
        write_atomic(path, data)


class TextWriter:
    """Writes texts while others are being read: each waits for the disk, and none for another.

    A failure is raised at a later ``add`` or at the end.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pool = ThreadPoolExecutor(_AT_ONCE)
        self._waiting: deque[Future[None]] = deque()

    def __enter__(self) -> TextWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: Any, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=kind is not None)
        while kind is None and self._waiting:
            self._waiting.popleft().result()

    def add(self, doc_id: str, text: str) -> None:
        """Write a text, sooner or later; few are kept in memory."""
        if len(self._waiting) >= _KEPT:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(write_text, self._folder, doc_id, text))


def text_ids(folder: Path) -> Iterator[str]:
    """The ids of the documents whose text is in the folder."""
    if not folder.is_dir():
        return
    for entry in os.scandir(folder):
        if match := _OURS.fullmatch(entry.name):
            yield match[1]


def remove_texts(folder: Path, wanted: Callable[[str], bool]) -> None:
    """Remove the texts of documents that are gone."""
    for doc_id in list(text_ids(folder)):
        if not wanted(doc_id):
            (folder / f"{doc_id}.txt").unlink()


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False
