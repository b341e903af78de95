"""A worker process of the pool: how it starts, does a file and follows its parent's end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from functools import cache
from multiprocessing.connection import wait
from pathlib import Path

from .memory import limit_memory
from .trace import Trace
from .work import Outcome, Setup, Task, work
from .writing import store_failure


def start_worker(memory: int) -> None:
    """Keep to a share of the memory, leave Ctrl-C to the parent, end when the parent ends."""
    limit_memory(memory)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def do(setup: Setup, task: Task) -> Outcome:
    """Do one file under the eyes of the trace."""
    with _trace(traces(setup)).of(task.path, setup.timeout):
        return work(setup, task)


def traces(setup: Setup) -> Path:
    """The folder of the trace files of a run."""
    return Path(setup.state, "traces")


@cache
def _trace(folder: Path) -> Trace:
    try:
        return Trace(folder)
    except OSError as error:
        raise store_failure(folder, error) from error


def _follow_parent() -> None:
    """A parent that was killed cannot stop its workers, and they would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
