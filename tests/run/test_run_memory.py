"""Memory of the parent process: flat while documents go through, bounded where tables are made.

The tables of the whole corpus are made by DuckDB, which takes what its own limit allows
(``compare/database.py``); what the parent itself keeps is measured without them. On Linux the
peak is VmHWM: ru_maxrss of a process begins with that of the process which started it, and a
whole test run makes pytest larger than any limit here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

MEGABYTE = 1024 * 1024
SCRIPT = """
import json, re, resource, sys
from pathlib import Path
import fake_process
from jixiao.run.corpus import Settings, run_corpus

corpus, out = map(Path, sys.argv[1:3])
if sys.argv[3] == "documents":
    from jixiao.run import export
    from jixiao.compare.made import Made, corpus_columns
    from jixiao.model.corpus_tables import CORPUS_TABLES, WIDE
    empty = [Made(t.table, corpus_columns(t), ()) for t in CORPUS_TABLES]
    export.corpus_tables = lambda *_: [*empty, Made(WIDE, ("department",), ())]
summary = run_corpus(Settings(corpus=corpus, out=out, jobs=2, process=fake_process.steady))
if sys.platform == "linux":
    peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([summary.done, peak]))
"""


def peak_of_parent(tmp_path: Path, count: int, what: str) -> int:
    """Peak resident bytes of a run over so many files."""
    corpus = tmp_path / f"in-{what}-{count}"
    corpus.mkdir()
    for number in range(count):
        text = f"第{number}份。" + "支出 12 万元，" * 200
        (corpus / f"{number:05}.txt").write_text(text, "utf-8")
    command = [sys.executable, "-c", SCRIPT, str(corpus), str(tmp_path / f"out-{what}-{count}")]
    command.append(what)
    ended = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent
    )
    done, peak = json.loads(ended.stdout)
    assert done == count
    return int(peak)


def test_memory_of_the_parent_is_flat(tmp_path: Path) -> None:
    few, many = (peak_of_parent(tmp_path, count, "documents") for count in (50, 1000))
    assert many - few < 8 * MEGABYTE


def test_the_tables_of_the_corpus_stay_within_a_gigabyte(tmp_path: Path) -> None:
    assert peak_of_parent(tmp_path, 1000, "all") < 1024 * MEGABYTE
