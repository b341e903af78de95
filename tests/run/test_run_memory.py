"""Memory of the parent process does not grow with the number of documents."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

MEGABYTE = 1024 * 1024
SCRIPT = """
import json, resource, sys
from pathlib import Path
import fake_process
from jixiao.run.corpus import Settings, run_corpus

corpus, out = map(Path, sys.argv[1:])
summary = run_corpus(Settings(corpus=corpus, out=out, jobs=2, process=fake_process.steady))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([summary.done, peak]))
"""


def peak_of_parent(tmp_path: Path, count: int) -> int:
    """Peak resident bytes of a run over so many files."""
    corpus = tmp_path / f"in-{count}"
    corpus.mkdir()
    for number in range(count):
        text = f"第{number}份。" + "支出 12 万元，" * 200
        (corpus / f"{number:05}.txt").write_text(text, "utf-8")
    command = [sys.executable, "-c", SCRIPT, str(corpus), str(tmp_path / f"out-{count}")]
    ended = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent
    )
    done, peak = json.loads(ended.stdout)
    assert done == count
    return int(peak) * (1 if sys.platform == "darwin" else 1024)


def test_memory_of_the_parent_is_flat(tmp_path: Path) -> None:
    few, many = peak_of_parent(tmp_path, 50), peak_of_parent(tmp_path, 1000)
    assert many - few < 8 * MEGABYTE
