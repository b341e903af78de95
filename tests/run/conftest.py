"""Corpora and runs for the tests of the runner."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import running
from running import Table, runs_but_times, write_reports

HERE = Path(__file__).parent


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Twelve small reports in two folders."""
    texts = (f"第{n}号\n支出 {n}1 万元，结余 7 万元，7 个项目。\n" for n in range(12))
    return write_reports(tmp_path / "报告", texts)


@pytest.fixture
def read_table() -> Callable[[Path, str], Table]:
    """Read a table of an output folder."""
    return running.table


@pytest.fixture
def contents() -> Callable[[Path], dict[str, object]]:
    """All that a run put out; of ``runs`` without the time that each file took.

    The database is left out: its bytes depend on the order of changes, its rows do not.
    """

    def read(out: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        for path in sorted(out.rglob("*")):
            name = path.relative_to(out).as_posix()
            if path.is_file() and not name.startswith((".state/", "jixiao.sqlite")):
                found[name] = path.read_bytes()
        return {**found, "runs.csv": runs_but_times(out)}

    return read


def _heed_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def start_run() -> Any:
    """Start a run in a process of its own, with a stand-in for the document stage."""
    started: list[subprocess.Popen[str]] = []

    def start(corpus: Path, out: Path, process: str, *options: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(HERE / "run_with.py"), process]
        command += ["run", str(corpus), "--out", str(out), *options]
        started.append(
            subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                start_new_session=True,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                # A shell's background jobs ignore Ctrl-C, and so would what the tests start there.
                preexec_fn=_heed_ctrl_c,
            )
        )
        return started[-1]

    yield start
    for child in started:
        child.kill()
        child.communicate()
