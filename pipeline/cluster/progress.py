"""What a person sees while a cluster works: a bar on a terminal, plain lines in a log."""

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
