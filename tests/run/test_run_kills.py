"""Workers and whole runs are killed at random moments: the rows are those of an undisturbed run.

``make faults`` kills thirty times (``KILLS`` in the environment), the tests a few times.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

import fake_process
import psutil
import pytest
from test_run_faults import many, wait_for

from jixiao.run.corpus import Settings, run_corpus

KILLS = int(os.environ.get("KILLS", "5"))
KINDS = ("worker", "worker", "run", "everything", "asked to end")
FILES = 240
SEED = int(os.environ.get("SEED", "1"))

pytestmark = pytest.mark.slow


def test_kills_lose_nothing_and_double_nothing(
    tmp_path: Path, start_run: Any, contents: Any, read_table: Any
) -> None:
    corpus = many(tmp_path / "in", FILES)
    _run(corpus, tmp_path / "calm")
    expected = contents(tmp_path / "calm")
    out = tmp_path / "out"
    chance = random.Random(SEED)
    killed: Counter[str] = Counter()
    while killed.total() < KILLS:
        child = start_run(corpus, out, "slow", "--jobs", "2")
        _until_at_work(child, out)
        while child.poll() is None and killed.total() < KILLS:
            time.sleep(chance.uniform(0, 0.4))
            kind = chance.choice(KINDS)
            if _kill(child, kind, chance):
                killed[kind] += 1
            if kind != "worker":
                child.wait(timeout=20)
        _stop(child)
        _lose_results(out, chance)
    assert _run(corpus, out) == FILES
    assert contents(out) == expected
    rows = [row["row_id"] for row in read_table(out, "amounts")]
    assert len(rows) == len(set(rows)) == 2 * FILES
    assert set(killed) == set(KINDS) or KILLS < 20, killed


def _run(corpus: Path, out: Path) -> int:
    return run_corpus(Settings(corpus, out, jobs=2, process=fake_process.steady)).done


def _until_at_work(child: subprocess.Popen[str], out: Path) -> None:
    """Until a document was done since the start, or all were done before."""
    known = len(_results(out))
    wait_for(lambda: child.poll() is not None or len(_results(out)) != known)


def _kill(child: subprocess.Popen[str], kind: str, chance: random.Random) -> bool:
    """Kill what is to be killed; false where there was nothing any more."""
    if kind == "worker":
        return _kill_worker(child.pid, chance)
    if child.poll() is not None:
        return False
    if kind == "everything":
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.send_signal(signal.SIGKILL if kind == "run" else signal.SIGTERM)
    return True


def _kill_worker(run: int, chance: random.Random) -> bool:
    try:
        below = psutil.Process(run).children(recursive=True)
        workers = [p for p in below if not p.children() and "spawn" not in p.cmdline()]
        if workers:
            chance.choice(workers).kill()
    except psutil.NoSuchProcess:
        return False
    return bool(workers)


def _stop(child: subprocess.Popen[str]) -> None:
    """End the run and what it left; the next one begins with the same folder."""
    workers = psutil.Process(child.pid).children(recursive=True) if child.poll() is None else []
    child.kill()
    child.communicate()
    wait_for(lambda: not any(p.is_running() for p in workers))


def _results(out: Path) -> list[Path]:
    return list((out / ".state" / "results").glob("*/*.gz"))


def _lose_results(out: Path, chance: random.Random) -> None:
    """Take some results away, so that there is work for the next run."""
    for folder in sorted((out / ".state" / "results").glob("*")):
        if chance.random() < 0.4:
            shutil.rmtree(folder)
