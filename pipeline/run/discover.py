"""The files of a corpus: every one gets an entry, also the one that cannot be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..ingest.archives import is_wanted
from .names import readable
from .reasons import of_os_error
from .saved_pages import is_page_folder, may_be_document

OUTPUT_MARK = ".state/journal.sqlite"  # a folder that holds it was written by a run
SKIPPED_FOLDERS = frozenset({"gold", "__MACOSX"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A file below the corpus folder; ``reason`` says why it cannot be read."""

    path: bytes
    size: int = 0
    mtime_ns: int = 0
    reason: str = ""

    @property
    def file(self) -> str:
        """The path below the corpus folder as people read it."""
        return readable(os.fsdecode(self.path))


def discover(corpus: Path, out: Path | None = None) -> Iterator[Entry]:
    """All files below ``corpus``, folder by folder, sorted inside each; or the one file it is.

    Left out: hidden files, ``gold/``, README*, manifest.csv, lock files of Office (``~$…``), output
    folders, and what saved web pages keep beside them and is no document (``saved_pages.py``).
    """
    if corpus.is_file():
        yield _examine(corpus.parent / corpus.name, corpus.name)
        return
    skipped = {_identity(out.stat())} if out is not None and out.is_dir() else set()
    yield from _walk(corpus, "", frozenset(skipped))


def _walk(
    folder: Path, below: str, closed: frozenset[tuple[int, int]], of_page: bool = False
) -> Iterator[Entry]:
    """``closed`` holds the output folder and the folders above, so that links make no circle.

    ``of_page`` says that the folder belongs to a saved web page.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: os.fsencode(entry.name))
        closed = closed | {_identity(folder.stat())}
    except OSError as error:
        yield Entry(os.fsencode(below), reason=f"文件夹打不开：{of_os_error(error)}")
        return
    names = {entry.name for entry in found}
    for entry in found:
        name = f"{below}/{entry.name}" if below else entry.name
        if _is_folder(entry):
            if _wanted_folder(entry) and _identity(entry.stat()) not in closed:
                inside = of_page or is_page_folder(entry.name, names)
                yield from _walk(folder / entry.name, name, closed, inside)
        elif is_wanted(entry.name):
            examined = _examine(Path(entry.path), name)
            if not of_page or examined.reason or may_be_document(entry.name, examined.size):
                yield examined


def _examine(path: Path, name: str) -> Entry:
    raw = os.fsencode(name)
    try:
        found = path.stat()
    except FileNotFoundError:
        return Entry(raw, reason="链接指向的文件不存在。请修复或删除该链接。")
    except OSError as error:
        return Entry(raw, reason=of_os_error(error))
    if not stat.S_ISREG(found.st_mode):
        return Entry(raw, reason="不是普通文件（管道、套接字或设备），未读取。")
    return Entry(raw, found.st_size, found.st_mtime_ns)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that cannot be followed: _examine gives it its reason
        return False


def _wanted_folder(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(".") or entry.name in SKIPPED_FOLDERS:
        return False
    return not Path(entry.path, OUTPUT_MARK).exists()


def _identity(found: os.stat_result) -> tuple[int, int]:
    return (found.st_dev, found.st_ino)
