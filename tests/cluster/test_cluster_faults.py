"""Workers, the processes that read for them and clients are killed at random moments.

The workers stand alone and are replaced when they end, as a batch system does it. ``KILLS`` in the
environment says how often, ``SEED`` when; the final rows are those of an undisturbed run.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fake_process
import psutil
import pytest
from distributed import LocalCluster

from jixiao.run.corpus import Settings, run_corpus

HERE = Path(__file__).parent
KILLS = int(os.environ.get("KILLS", "6"))
SEED = int(os.environ.get("SEED", "1"))
PATHS = os.pathsep.join([str(HERE.parent / "run"), os.environ.get("PYTHONPATH", "")])


class Crew:
    """A scheduler, two workers that come back, and clients."""

    def __init__(self, address: str, scratch: Path) -> None:
        self.address = address
        self._scratch = scratch
        self._workers: list[psutil.Popen] = []
        self._started: list[psutil.Popen] = []
        self.replace()

    def replace(self) -> None:
        """Start a worker for each that is gone."""
        self._workers = [worker for worker in self._workers if worker.poll() is None]
        while len(self._workers) < 2:
            options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory"]
            self._workers.append(
                self._start("-m", "dask", "worker", self.address, *options, str(self._scratch))
            )

    def client(self, corpus: Path, out: Path) -> psutil.Popen:
        """Start a run."""
        return self._start(str(HERE / "run_client.py"), str(corpus), str(out), self.address)

    def strike(self, client: psutil.Popen, dice: random.Random) -> str:
        """Kill a client, a worker or a process that reads for one; tells which, if any."""
        kind = dice.choice(["client", "worker", "reader"])
        try:
            found = [client] if kind == "client" else list(self._workers)
            if kind == "reader":
                found = [child for one in found for child in one.children(recursive=True)]
            if not found:
                return ""
            dice.choice(found).kill()
        except psutil.NoSuchProcess:  # it ended by itself in this moment
            return ""
        return kind

    def stop(self) -> None:
        """End all that was started."""
        for child in self._started:
            if child.poll() is None:
                child.kill()
            child.wait()

    def _start(self, *command: str) -> psutil.Popen:
        child = psutil.Popen(
            [sys.executable, *command],
            env={**os.environ, "PYTHONPATH": PATHS},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._started.append(child)
        return child


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    with LocalCluster(n_workers=0, dashboard_address=":0") as scheduler:
        started = Crew(scheduler.scheduler_address, tmp_path / "scratch")
        yield started
        started.stop()


def disturb(corpus: Path, dice: random.Random) -> None:
    """Change some files, so that there is work to do."""
    for number in dice.sample(range(100), 30):
        path = corpus / ("甲县" if number % 2 else "乙 县") / f"{number:02}（部门）.txt"
        text = f"{path.read_text('utf-8')}又支出 {dice.randrange(1000)} 万元。\n"
        path.write_text(text, "utf-8")


def test_rows_outlive_kills(
    crew: Crew, corpus: Path, tmp_path: Path, tables: Callable[[Path], dict[str, Any]]
) -> None:
    dice = random.Random(SEED)
    out = tmp_path / "out"
    struck: list[str] = []
    while len(struck) < KILLS:
        disturb(corpus, dice)
        client = crew.client(corpus, out)
        while client.poll() is None and len(struck) < KILLS:
            time.sleep(dice.uniform(0.1, 1.5))
            if client.poll() is None and (kind := crew.strike(client, dice)):
                struck.append(kind)
            crew.replace()
        client.wait(timeout=120)
    assert crew.client(corpus, out).wait(timeout=120) == 0
    run_corpus(Settings(corpus, tmp_path / "expected", jobs=2, process=fake_process.slow))
    assert tables(out) == tables(tmp_path / "expected")
    assert not list((out / "shards" / "todo").iterdir())
