"""Runs over a corpus: by processes, again without changes, and the memory that its size costs."""

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

# A run in a process of its own. VmHWM is its own peak: ru_maxrss would hold that of the process
# that started it.
_RUN = """
import json, resource, sys
from pathlib import Path
from jixiao.run.corpus import Settings, run_corpus
corpus, out, jobs = sys.argv[1:]
summary = run_corpus(Settings(Path(corpus), Path(out), jobs=int(jobs)))
try:
    status = Path("/proc/self/status").read_text()
    peak = int(status.split("VmHWM:")[1].split()[0])
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([summary.files, summary.failed, summary.made, summary.seconds, peak / 1024]))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its files, results made, seconds, and the peak memory of the parent process in MB."""

    jobs: int
    files: int
    failed: int
    made: int
    seconds: float
    peak: float


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs that were measured; ``memory`` are runs over corpora of different sizes."""

    one: Run
    two: Run
    again: Run
    memory: tuple[Run, ...]


def measure(corpus: Path, sizes: tuple[int, ...], rounds: int) -> Runs:
    """Run over copies of the corpus: the first size by one and two processes and again."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        small = _fill(root / "first", corpus, sizes[0])
        by_jobs: dict[int, list[Run]] = {1: [], 2: []}
        again: list[Run] = []
        for _ in range(rounds):
            for jobs, runs in by_jobs.items():
                out = root / f"out{jobs}"
                shutil.rmtree(out, ignore_errors=True)
                runs.append(_run(small, out, jobs))
            again.append(_run(small, root / "out2", 2))
        memory = [_median(by_jobs[2])]
        for size in sizes[1:]:
            memory.append(_run(_fill(root / str(size), corpus, size), root / f"o{size}", 2))
        return Runs(_median(by_jobs[1]), _median(by_jobs[2]), _median(again), tuple(memory))


def _median(runs: list[Run]) -> Run:
    middle = statistics.median_low([r.seconds for r in runs])
    return next(r for r in runs if r.seconds == middle)


def _run(corpus: Path, out: Path, jobs: int) -> Run:
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(corpus), str(out), str(jobs)],
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
