"""What to tell a person about a file that failed: what happened and what to do."""

from __future__ import annotations

import errno
import traceback
from pathlib import Path

from ..resources import PACKAGE

_OS_REASONS = {
    errno.EACCES: "没有读取权限。请为当前用户开放读取权限后重试。",
    errno.EPERM: "没有读取权限。请为当前用户开放读取权限后重试。",
    errno.ENOENT: "文件不存在或已被移走。",
    errno.ENOSPC: "磁盘已满。请清理磁盘后重试。",
    errno.EROFS: "磁盘为只读。请换一个输出文件夹。",
    errno.EIO: "磁盘读写出错。请检查磁盘或重新拷贝文件。",
    errno.ELOOP: "符号链接成环。请删除该链接。",
    errno.ENAMETOOLONG: "文件名过长。请缩短文件名。",
}
OUT_OF_MEMORY = "内存不足。请拆分文件，或减少并行数（--jobs）、放宽上限（--max-memory）后重试。"
NOT_STARTED = (
    "读取文件的进程起不来，什么也没有读。在脚本里调用 run_corpus 时，"
    '请把它放在 if __name__ == "__main__": 之下，因为每个进程都会先导入这个脚本。'
)


def of_os_error(error: OSError) -> str:
    """The reason that the operating system gave."""
    known = _OS_REASONS.get(error.errno or 0)
    return known or f"系统无法读取（{error.strerror or error}）。请检查文件后重试。"


def of_exception(error: BaseException) -> str:
    """An error that nobody foresaw: its type, its message and where it arose."""
    message = " ".join(str(error).split())[:300]
    return f"程序出错 {type(error).__name__}: {message}（{_place(error)}）。加 --debug 可看详情。"


def of_death(trace: str, timeout: float) -> str:
    """Why the process that read a file died, from what it left in its trace file."""
    if "Timeout (" in trace:
        return f"超过 {timeout:g} 秒仍未读完，已停止。可用 --timeout 放宽时限，或拆分文件。"
    for line in trace.splitlines():
        if line.startswith("Fatal Python error: "):
            return f"读取程序崩溃（{line.removeprefix('Fatal Python error: ')}）。文件可能已损坏。"
    return "读取该文件的进程被终止，可能是内存不足。请拆分文件或减少并行数后重试。"


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "?"
    own = [f for f in frames if Path(f.filename).resolve().is_relative_to(PACKAGE)]
    last = (own or frames)[-1]
    path = Path(last.filename).resolve()
    name = path.relative_to(PACKAGE).as_posix() if own else path.name
    return f"{name}:{last.lineno}"
