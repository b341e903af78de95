"""A cluster of two Dask workers in processes of their own, and corpora for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster
from running import runs_but_times, write_reports

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))  # fake_process, also in the workers


@pytest.fixture(scope="session")
def cluster() -> Iterator[LocalCluster]:
    """Started once: workers keep what they hold from test to test, as they do from run to run."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as started:
        yield started


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A hundred small reports in two folders, two of them the same."""
    texts = (f"第{n % 99}号\n支出 {n % 99}1 万元，结余 7 万元。\n" for n in range(100))
    return write_reports(tmp_path / "报告", texts)


@pytest.fixture
def tables() -> Callable[[Path], dict[str, Any]]:
    """The tables of an output folder, of ``runs`` without the time that each file took."""

    def read(out: Path) -> dict[str, Any]:
        found: dict[str, Any] = {path.name: path.read_bytes() for path in out.glob("*.csv")}
        found["runs.csv"] = runs_but_times(out)
        found["text"] = {path.name: path.read_bytes() for path in (out / "text").iterdir()}
        return found

    return read
