"""Memory of the parent process, flat, and of the process that makes the tables of the corpus.

On Linux the peak is VmHWM: ru_maxrss of a process begins with that of the process which started
it, and a whole test run makes pytest larger than any limit here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from jixiao.model.corpus_tables import CORPUS_TABLES

MEGABYTE = 1024 * 1024
PEAK = """
import json, re, resource, sys
from pathlib import Path

def peak():
    if sys.platform != "linux":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024
"""
# SQLite's page cache has a bound of its own, which a thousand files fill: here it is small.
RUN = """
import fake_process
from jixiao.database import build
build.CACHE = build.REST_CACHE = 1024
from jixiao.run.corpus import Settings, run_corpus
corpus, out = map(Path, sys.argv[1:])
summary = run_corpus(Settings(corpus=corpus, out=out, jobs=2, process=fake_process.steady))
print(json.dumps([summary.done, peak()]))
"""
COMPARE = """
from jixiao.packs import load
from jixiao.run.apart import CorpusWork, write_corpus_tables
out, scratch = map(Path, sys.argv[1:])
made = write_corpus_tables(CorpusWork(out, out / "text", scratch, load()))
print(json.dumps([len(made), peak()]))
"""


def ask(script: str, *arguments: Path) -> tuple[int, int]:
    """What a script counts in a process of its own, and the peak of its resident bytes."""
    ended = subprocess.run(
        [sys.executable, "-c", PEAK + script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent,
    )
    count, peak = json.loads(ended.stdout)
    return int(count), int(peak)


def peak_of_parent(tmp_path: Path, count: int) -> int:
    """Peak of a run over so many files, whose tables are then in ``out-<count>``."""
    corpus = tmp_path / f"in-{count}"
    corpus.mkdir()
    for number in range(count):
        text = f"第{number}份。" + "支出 12 万元，" * 200
        (corpus / f"{number:05}.txt").write_text(text, "utf-8")
    done, peak = ask(RUN, corpus, tmp_path / f"out-{count}")
    assert done == count
    return peak


def test_memory_stays_within_its_limits(tmp_path: Path) -> None:
    few, many = (peak_of_parent(tmp_path, count) for count in (50, 1000))
    assert many - few < 8 * MEGABYTE
    tables, comparing = ask(COMPARE, tmp_path / "out-1000", tmp_path / "scratch")
    assert tables == len(CORPUS_TABLES) + 1
    assert comparing < 1024 * MEGABYTE
