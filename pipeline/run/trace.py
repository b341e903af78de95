"""What a dying worker leaves behind: the file it was at, and why the interpreter stopped.

Each worker holds one small file. It writes the path of its document there before it starts, and
empties it after; ``faulthandler`` adds a crash or the end of the time limit, also from inside
native code that never gives the interpreter back.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Trace:
    """The trace file of this process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = (folder / f"{os.getpid()}.trace").open("wb", buffering=0)
        faulthandler.enable(self._file)

    @contextmanager
    def of(self, path: bytes, timeout: float) -> Iterator[None]:
        """While the block runs the trace names ``path``; after ``timeout`` the process ends."""
        self._rewrite(path + b"\0\n")
        faulthandler.dump_traceback_later(timeout, exit=True, file=self._file)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
            self._rewrite(b"")

    def _rewrite(self, data: bytes) -> None:
        self._file.seek(0)
        self._file.truncate()
        self._file.write(data)


def collect_traces(folder: Path) -> dict[bytes, str]:
    """What the workers were at when they died, by path; the traces are removed."""
    found = {}
    for file in sorted(folder.glob("*.trace")):
        path, end, story = file.read_bytes().partition(b"\0\n")
        if end:
            found[path] = story.decode("utf-8", "replace")
    clear_traces(folder)
    return found


def any_traces(folder: Path) -> bool:
    """Whether any worker came as far as its first file."""
    return any(folder.glob("*.trace"))


def clear_traces(folder: Path) -> None:
    """Remove the traces of workers that are no more."""
    if folder.is_dir():
        shutil.rmtree(folder)
