"""The canonical texts, one file a document, so that anyone can check the offsets of a row."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from .atomic import write_atomic

_OURS = re.compile(r"([0-9a-f]{12})\.txt")


def write_text(folder: Path, doc_id: str, text: str) -> None:
    """Write ``<doc_id>.txt`` exactly as it is, unless it is there already."""
    path = folder / f"{doc_id}.txt"
    data = text.encode()
    if not _holds(path, data):
        write_atomic(path, data)


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
