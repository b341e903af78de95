"""The bytes of a file, or of a member of an archive: ``报告.zip/里面/自评表.docx``."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from ..model.errors import Unreadable
from .archives import ABSENT, Archive, opened, read_member
from .limits import FILE_BYTES, MEGABYTE


def read_bytes(path: Path) -> tuple[bytes, os.stat_result]:
    """The bytes of a file, with its size and time; ``Unreadable`` beyond the limit."""
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        if found.st_size > FILE_BYTES:
            raise Unreadable(f"文件超过 {FILE_BYTES // MEGABYTE} MB。请拆分后再处理。")
        return file.read(), found


def read_inside(path: Path, member: str) -> tuple[bytes, os.stat_result]:
    """The bytes of a member of the archive at ``path``, with the archive's size and time."""
    found = path.stat()
    archive = _archive(path, found.st_size, found.st_mtime_ns)
    if archive is None:
        raise Unreadable(ABSENT.format(member))
    return read_member(archive, member), found


def read_source(path: Path) -> bytes:
    """The bytes of a file, or of a member where the path leads on below an archive."""
    for above in path.parents:
        if above.is_file():
            return read_inside(above, path.relative_to(above).as_posix())[0]
    return read_bytes(path)[0]


@lru_cache(maxsize=1)
def _archive(path: Path, size: int, mtime_ns: int) -> Archive | None:
    """An archive stays open from member to member; a changed one is another archive."""
    return opened(read_bytes(path)[0])
