"""Several slow writes at once: each waits for the disk or the network, and none for another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, ParamSpec

P = ParamSpec("P")

_AT_ONCE = 4
_KEPT = 16  # writes that wait, with what they are to write


class AtOnce:
    """Writes while other work goes on; all are done when the block has ended.

    A failure is raised at a later ``add`` or at the end.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_AT_ONCE)
        self._waiting: deque[Future[None]] = deque()

    def __enter__(self) -> AtOnce:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: Any, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=kind is not None)
        while kind is None and self._waiting:
            self._waiting.popleft().result()

    def add(self, write: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do a write, sooner or later; few are kept in memory."""
        if len(self._waiting) >= _KEPT:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(write, *args, **kwargs))
