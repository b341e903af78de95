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

SIMPLE = ("txt", "html", "md")  # written in no time; the parent process sees no format


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
    """All runs that were measured.

    ``sizes`` are runs by two processes over simulated corpora of different sizes, ``again`` the
    same runs once more, when nothing has changed.
    """

    one: Run
    two: Run
    sizes: tuple[Run, ...]
    again: tuple[Run, ...]


def measure(corpus: Path, copies: int, sizes: tuple[int, ...], rounds: int) -> Runs:
    """Run over so many copies by one and two processes, and over simulated corpora twice."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        small = _fill(root / "copies", corpus, copies)
        by_jobs: dict[int, list[Run]] = {1: [], 2: []}
        for _ in range(rounds):
            for jobs, runs in by_jobs.items():
                out = root / f"out{jobs}"
                shutil.rmtree(out, ignore_errors=True)
                runs.append(_run(small, out, jobs))
        grown, again = [], []
        for size in sizes:
            simulated = root / str(size)
            write(Plan(size, formats=SIMPLE), simulated)
            grown.append(_run(simulated, root / f"out_{size}", 2))
            again.append(_run(simulated, root / f"out_{size}", 2))
        one, two = map(_median, by_jobs.values())
        return Runs(one, two, tuple(grown), tuple(again))


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
