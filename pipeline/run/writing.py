"""What a user is told when the output folder cannot be written.

Whatever was complete before stays as it was: results, tables and the database are written beside
the old ones and take their places when they are whole.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..model.errors import JixiaoError

_FULL = "磁盘已满。请清理磁盘"
_READ_ONLY = (
    "磁盘为只读，或当前用户没有写入权限。请开放写入权限，或用 --out（OUT=）换一个输出文件夹"
)
_BROKEN = "磁盘读写出错。请检查磁盘，或用 --out（OUT=）换一个输出文件夹"
_OS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: "超出了磁盘配额。请清理自己的文件，或请管理员放宽配额",
    errno.EFBIG: "文件超过了系统允许的大小。请放宽限制（ulimit -f）或换一个磁盘",
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EIO: _BROKEN,
    errno.ENOTDIR: "路径中间有一个不是文件夹。请用 --out（OUT=）换一个输出文件夹",
}
_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _BROKEN,
}
_THEN = "，然后再运行一次：已完成的结果都保留着，会接着做。"


class StoreFailure(JixiaoError):
    """The output folder cannot be written: no fault of the document, the run has to stop."""


def store_failure(place: Path, error: OSError | sqlite3.Error) -> StoreFailure:
    """A failure to write ``place``, in Chinese, with what to do."""
    if isinstance(error, OSError):
        reason = _OS.get(error.errno or 0, f"{error.strerror or error}。请检查输出文件夹")
    else:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest tells how it came about
        reason = _SQLITE.get(code, f"{error}。请检查磁盘；运行记录若已损坏，请删除它")
    return StoreFailure(f"写不进 {place}：{reason}{_THEN}")


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """While the block runs, failures to write below ``out`` become ``StoreFailure``."""
    try:
        yield
    except sqlite3.Error as error:
        raise store_failure(out, error) from error
    except OSError as error:
        # The system names no file when a write fails, and one elsewhere is another matter.
        if error.filename is not None and not _below(Path(str(error.filename)), out):
            raise
        raise store_failure(out, error) from error


def _below(path: Path, out: Path) -> bool:
    return path.absolute().is_relative_to(out.absolute())
