"""Runs over simulated corpora: by processes, on a cluster, again without changes, and memory.

What processes bring has a ceiling that the machine sets: two processes share its memory and its
clock. So the same run is also done twice side by side, each by one process.
"""

from __future__ import annotations

import csv
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulation.corpus import Plan, write

# A run in a process of its own. VmHWM is its own peak: ru_maxrss would hold that of the process
# that started it. The peaks of the processes that read are looked up until they end.
_RUN = """
import json, sys, threading, time
from pathlib import Path
import psutil

peaks, over = {}, threading.Event()

def peak(pid):
    try:
        told = Path(f"/proc/{pid}/status").read_text()
        return int(told.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):  # it has ended
        return 0.0

def watch():
    while not over.wait(0.25):
        for child in psutil.Process().children(recursive=True):
            peaks[child.pid] = max(peaks.get(child.pid, 0.0), peak(child.pid))

def run():
    corpus, out, jobs, cluster = sys.argv[1:]
    threading.Thread(target=watch, daemon=True).start()
    if cluster:
        from distributed import LocalCluster
        from jixiao.cluster.corpus import ClusterSettings, run_cluster
        each = {"threads_per_worker": 1, "dashboard_address": ":0"}
        with LocalCluster(n_workers=int(jobs), **each) as dask:
            done = run_cluster(ClusterSettings(corpus, out, dask.scheduler_address))
        made = done.counts.done if done.made else 0
        counts = [done.counts.files, done.counts.failed, made]
        joining = done.joining
    else:
        from jixiao.run.corpus import Settings, run_corpus
        done = run_corpus(Settings(Path(corpus), Path(out), jobs=int(jobs)))
        counts = [done.files, done.failed, done.made]
        joining = 0.0
    over.set()
    largest = max(peaks.values(), default=0.0)
    print(json.dumps([*counts, done.seconds, joining, peak("self"), largest]))

if __name__ == "__main__":
    run()
"""

SIMPLE = ("txt", "html", "md")  # written in no time; the parent process sees no format
PAGE = 22 * 28  # characters on a page of an official document (GB/T 9704-2012)


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its files, results made, seconds, and peaks of memory in MB.

    ``joining`` is what a run on a cluster needs of the seconds to join the shards into tables.
    ``peak`` is that of the parent process, ``worker`` that of the largest process below it.
    """

    jobs: int
    files: int
    failed: int
    made: int
    seconds: float
    joining: float
    peak: float
    worker: float


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs that were measured.

    ``one``, ``two`` and ``cluster`` (two workers of Dask on this machine) are of the same corpus,
    which has so many ``pages``; ``ceiling`` is how much more two runs side by side get done than
    one alone. ``sizes`` are runs by two processes over corpora of different sizes, ``again`` the
    same runs once more, when nothing has changed.
    """

    pages: float
    one: Run
    two: Run
    cluster: Run
    ceiling: float
    sizes: tuple[Run, ...]
    again: tuple[Run, ...]


def measure(documents: int, sizes: tuple[int, ...], rounds: int) -> Runs:
    """Run over so many documents in each way, and over corpora of these sizes twice."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        corpus = root / "corpus"
        write(Plan(documents), corpus)
        ways: dict[tuple[int, str], list[Run]] = {(1, ""): [], (2, ""): [], (2, "local"): []}
        ceilings = []
        for _ in range(rounds):
            for way, runs in ways.items():
                runs.append(_run(corpus, _empty(root / "out"), *way))
            ceilings.append(_side_by_side(corpus, root) * ways[1, ""][-1].seconds)
        pages = _pages(root / "out")
        grown, again = [], []
        for size in sizes:
            simulated = root / str(size)
            write(Plan(size, formats=SIMPLE), simulated)
            grown.append(_run(simulated, root / f"out_{size}", 2))
            again.append(_run(simulated, root / f"out_{size}", 2))
        one, two, cluster = map(_median, ways.values())
        ceiling = statistics.median(ceilings)
        return Runs(pages, one, two, cluster, ceiling, tuple(grown), tuple(again))


def _side_by_side(corpus: Path, root: Path) -> float:
    """Runs a second that two runs by one process each get done at the same time."""
    outs = [_empty(root / "left" / "out"), _empty(root / "right" / "out")]
    with ThreadPoolExecutor() as both:
        runs = list(both.map(lambda out: _run(corpus, out, 1), outs))
    return sum(1 / run.seconds for run in runs)


def _empty(out: Path) -> Path:
    shutil.rmtree(out, ignore_errors=True)
    out.parent.mkdir(exist_ok=True)
    return out


def _pages(out: Path) -> float:
    """The pages of a corpus, reckoned from the characters that were read."""
    with (out / "runs.csv").open(encoding="utf-8") as file:
        return sum(int(row["chars"] or 0) for row in csv.DictReader(file)) / PAGE


def _median(runs: list[Run]) -> Run:
    middle = statistics.median_low([r.seconds for r in runs])
    return next(r for r in runs if r.seconds == middle)


def _run(corpus: Path, out: Path, jobs: int, cluster: str = "") -> Run:
    script = out.with_name("run.py")  # the workers of the cluster import it again
    script.write_text(_RUN, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(corpus), str(out), str(jobs), cluster],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return Run(jobs, *found)
