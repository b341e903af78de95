"""Runs over a corpus: by processes, again without changes, and the memory that its size costs.

What processes bring is measured on copies of the own corpus, which are as long as reports are and
partly PDF; what size costs on a simulated one, whose documents are all different.
"""

from __future__ import annotations

import io
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
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
    else:
        from jixiao.run.corpus import Settings, run_corpus
        done = run_corpus(Settings(Path(corpus), Path(out), jobs=int(jobs)))
        counts = [done.files, done.failed, done.made]
    over.set()
    print(json.dumps([*counts, done.seconds, peak("self"), max(peaks.values(), default=0.0)]))

if __name__ == "__main__":
    run()
"""

SIMPLE = ("txt", "html", "md")  # written in no time; the parent process sees no format


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its files, results made, seconds, and peaks of memory in MB.

    ``peak`` is that of the parent process, ``worker`` that of the largest process below it.
    """

    jobs: int
    files: int
    failed: int
    made: int
    seconds: float
    peak: float
    worker: float


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs that were measured.

    ``cluster`` is a run by two workers of a Dask cluster on this machine. ``sizes`` are runs by
    two processes over simulated corpora of different sizes, ``again`` the same runs once more,
    when nothing has changed.
    """

    one: Run
    two: Run
    cluster: Run
    sizes: tuple[Run, ...]
    again: tuple[Run, ...]


def measure(corpus: Path, copies: int, sizes: tuple[int, ...], rounds: int) -> Runs:
    """Run over so many copies by one and two processes, and over simulated corpora twice."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        small = _fill(root / "copies", corpus, copies)
        ways: dict[tuple[int, str], list[Run]] = {(1, ""): [], (2, ""): [], (2, "local"): []}
        for _ in range(rounds):
            for way, runs in ways.items():
                out = root / "out"
                shutil.rmtree(out, ignore_errors=True)
                runs.append(_run(small, out, *way))
        grown, again = [], []
        for size in sizes:
            simulated = root / str(size)
            write(Plan(size, formats=SIMPLE), simulated)
            grown.append(_run(simulated, root / f"out_{size}", 2))
            again.append(_run(simulated, root / f"out_{size}", 2))
        one, two, cluster = map(_median, ways.values())
        return Runs(one, two, cluster, tuple(grown), tuple(again))


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


def _fill(folder: Path, corpus: Path, size: int) -> Path:
    folder.mkdir()
    for number, (name, data) in enumerate(islice(cycle(_sources(corpus)), size)):
        (folder / f"{number:05}_{name}").write_bytes(_differing(data, number))
    return folder


def _sources(corpus: Path) -> Iterator[tuple[str, bytes]]:
    wanted = (".txt", ".pdf", ".docx", ".html", ".xlsx")
    for path in sorted(corpus.rglob("*")):
        if path.suffix in wanted:
            yield path.name, path.read_bytes()


def _differing(data: bytes, number: int) -> bytes:
    """The same document with a last line of its own, so that it is another file."""
    line = f"\ncopy {number}\n"
    if data.startswith(b"PK"):
        package = io.BytesIO(data)
        with zipfile.ZipFile(package, "a") as archive:
            archive.comment = line.encode()
        return package.getvalue()
    if data.startswith(b"%PDF"):
        return data + f"\n%{line.strip()}\n".encode()
    if data.startswith(b"\xff\xfe"):
        return data + line.encode("utf-16-le")
    if data.startswith(b"\xfe\xff"):
        return data + line.encode("utf-16-be")
    return data + line.encode()
