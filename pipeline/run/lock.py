"""One run at a time on one output folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..model.errors import JixiaoError


@contextmanager
def locked(state: Path) -> Iterator[None]:
    """Hold the output folder; refuse with the process id of the run that holds it.

    The system frees the lock when the process ends, however it ends. A POSIX record lock is used
    because child processes do not inherit it.
    """
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            file.seek(0)
            raise JixiaoError(_held(file.read(), state)) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _held(owner: str, state: Path) -> str:
    who = f"（进程 {owner}）" if owner else ""
    return f"另一个运行{who}正在写 {state.parent}。请等它结束，或用 --out（OUT=）换一个输出文件夹。"
