"""What a person sees while a run goes on: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .names import readable
from .work import Outcome


class Reporter(Protocol):
    """Told of the run's course."""

    def start(self, total: int) -> None:
        """``total`` files are to do; told again before the files in archives are done."""

    def tell(self, outcome: Outcome) -> None:
        """A file is done or failed."""

    def stop(self) -> None:
        """No more will come."""


def describe(outcome: Outcome) -> str:
    """A line for a file: ``文件名 完成 0.8s``."""
    name = readable(outcome.path.decode("utf-8", "surrogateescape"))
    if outcome.status == "unpacked":
        return f"{name} 拆开 {outcome.seconds:.1f}s：{len(outcome.members)} 个文件"
    if outcome.status == "failed":
        return f"{name} 失败 {outcome.seconds:.1f}s：{outcome.error}"
    return f"{name} {'沿用' if outcome.reused else '完成'} {outcome.seconds:.1f}s"


class Lines:
    """Plain lines on stderr: ``12/300 文件名 完成 0.8s``."""

    def __init__(self) -> None:
        self._total = 0
        self._count = 0

    def start(self, total: int) -> None:
        """Count from one to as many."""
        self._total = total
        self._count = 0

    def tell(self, outcome: Outcome) -> None:
        """Print a line."""
        self._count += 1
        print(f"{self._count}/{self._total} {describe(outcome)}", file=sys.stderr, flush=True)

    def stop(self) -> None:
        """Nothing to end."""


class Bar:
    """A progress bar on stderr; failures are printed above it."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("读取"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("剩余"),
            TimeRemainingColumn(),
            TextColumn("{task.description}"),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=None)

    def start(self, total: int) -> None:
        """Show the bar."""
        self._progress.update(self._task, total=total, completed=0)
        self._progress.start()

    def tell(self, outcome: Outcome) -> None:
        """Move the bar on."""
        line = escape(describe(outcome))
        if outcome.status == "failed":
            self._progress.console.print(f"[red]{line}")
        self._progress.update(self._task, advance=1, description=line)

    def stop(self) -> None:
        """Take the bar away."""
        self._progress.stop()


class Debug:
    """Prints the traceback of each failure besides."""

    def __init__(self, inner: Reporter) -> None:
        self._inner = inner

    def start(self, total: int) -> None:
        """Pass on."""
        self._inner.start(total)

    def tell(self, outcome: Outcome) -> None:
        """Pass on, and print the trace."""
        self._inner.tell(outcome)
        if outcome.trace:
            print(outcome.trace, file=sys.stderr, flush=True)

    def stop(self) -> None:
        """Pass on."""
        self._inner.stop()


class Quiet:
    """Says nothing: for use from a program."""

    def start(self, total: int) -> None:
        """Say nothing."""

    def tell(self, outcome: Outcome) -> None:
        """Say nothing."""

    def stop(self) -> None:
        """Say nothing."""


def reporter(*, debug: bool = False) -> Reporter:
    """A bar where stderr is a terminal, else lines; ``debug`` adds the tracebacks."""
    inner: Reporter = Bar(Console(stderr=True)) if sys.stderr.isatty() else Lines()
    return Debug(inner) if debug else inner


@contextmanager
def reporting(inner: Reporter, total: int) -> Iterator[Reporter]:
    """Start and stop a reporter round a block."""
    inner.start(total)
    try:
        yield inner
    finally:
        inner.stop()
