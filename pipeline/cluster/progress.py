"""What a person sees while a cluster works: a line for each chunk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from .shards import Counts


class Progress:
    """Told of each chunk; says nothing: for use from a program."""

    @contextmanager
    def over(self, files: int) -> Iterator[None]:
        """While the block runs chunks of so many files may be told."""
        yield

    def tell(self, name: str, counts: Counts) -> None:
        """A chunk is done."""

    def deserted(self) -> None:
        """The cluster has no workers at the moment; told again while that lasts."""


class Lines(Progress):
    """A line on stderr for each chunk: ``320/3000 个文件，失败 2``."""

    def __init__(self) -> None:
        self._total = 0
        self._sum = Counts()

    @contextmanager
    def over(self, files: int) -> Iterator[None]:
        """Count up to so many files."""
        self._total = files
        yield

    def tell(self, name: str, counts: Counts) -> None:
        """Print what all chunks so far count."""
        self._sum += counts
        told = f"{self._sum.files}/{self._total} 个文件，失败 {self._sum.failed}（分片 {name}）"
        print(told, file=sys.stderr, flush=True)

    def deserted(self) -> None:
        """Print what to do."""
        told = "集群里没有工作节点，正在等待。请启动工作节点；按 Ctrl-C 结束，已完成的不会丢失。"
        print(told, file=sys.stderr, flush=True)
