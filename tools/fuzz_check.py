"""How a run over damaged files went: what it must never do, and how many files it could read."""

from __future__ import annotations

import csv
import os
import secrets
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import psutil

from jixiao.evaluate.report import align

LONGEST = 3600  # seconds for a whole run
MARK = "JIXIAO_FUZZ"
UNFORESEEN = "程序出错"
SHOWN = 20
KINDS = {"读取程序崩溃": "崩溃", "仍未读完": "超时", "内存不足": "内存", UNFORESEEN: "意外"}


@dataclass(frozen=True, slots=True)
class Ended:
    """How ``jixiao run`` ended, and the processes of it that still ran."""

    status: int | None
    errors: str
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was wrong, and per format how many files came to what."""

    faults: tuple[str, ...]
    counts: dict[str, Counter[str]]
    seconds: float

    def report(self) -> str:
        """A table of formats, then the faults."""
        columns = ("done", "unpacked", "failed", *KINDS.values())
        rows = [("格式", "份", *columns)]
        for form, counts in sorted(self.counts.items()):
            rows.append((form, str(counts["files"]), *(str(counts[c]) for c in columns)))
        total = sum(counts["files"] for counts in self.counts.values())
        lines = [align(rows, left=1), f"{total} 份（含压缩包里的），{self.seconds:.0f} 秒"]
        lines += [f"不对：{fault}" for fault in self.faults[:SHOWN]]
        lines.append(f"共 {len(self.faults)} 处不对。" if self.faults else "没有不对的地方。")
        return "\n".join(lines)


def started(corpus: Path, out: Path, temporary: Path, jobs: int, timeout: int) -> Ended:
    """Run over the corpus in a process of its own, with its own folder for temporary files."""
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    mark = secrets.token_hex(8)
    command = [sys.executable, "-m", "jixiao", "run", str(corpus), "--out", str(out)]
    command += ["--jobs", str(jobs), "--timeout", str(timeout), "--max-memory", "2"]
    environment = {**os.environ, MARK: mark, "TMPDIR": str(temporary)}
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=LONGEST, env=environment, encoding="utf-8"
        )
    except subprocess.TimeoutExpired:
        return Ended(None, "", tuple(_marked(mark)))
    return Ended(done.returncode, done.stderr, tuple(_marked(mark)))


def _marked(mark: str) -> list[str]:
    """The command lines of processes that carry the mark; dead ones that nobody reaped do not."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark:
                found.append(" ".join(process.cmdline()) or process.name())
        except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
    return found


def check(ended: Ended, corpus: Path, out: Path, temporary: Path, seconds: float) -> Verdict:
    """Judge a run."""
    faults = [f"还在运行：{line}" for line in ended.left]
    faults += [f"没有删除：{path}" for path in sorted(temporary.iterdir())]
    if ended.status not in (0, 2) or "Traceback" in ended.errors:
        faults.append(f"运行没有好好结束（{ended.status}）：{ended.errors[-2000:]}")
        return Verdict(tuple(faults), {}, seconds)
    rows = _rows(out / "runs.csv")
    known = {row["file"] for row in rows}
    files = {path.relative_to(corpus).as_posix() for path in corpus.rglob("*") if path.is_file()}
    faults += [f"没有行：{file}" for file in sorted(files - known)]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        kinds = [kind for words, kind in KINDS.items() if words in row["error"]]
        counts[row["file"].split("/")[0]].update(["files", row["status"], *kinds])
        if row["status"] == "failed" and (not row["error"] or UNFORESEEN in row["error"]):
            faults.append(f"{row['file']}：{row['error'] or '没有原因'}")
    faults += _misquoted(out)
    return Verdict(tuple(faults), dict(counts), seconds)


def _misquoted(out: Path) -> list[str]:
    """Rows whose text is not what stands at their place."""
    texts: dict[str, str] = {}
    faults = []
    for table in sorted(out.glob("*.csv")):
        for row in _rows(table):
            if "char_start" not in row:
                continue
            identity = row["doc_id"]
            if identity not in texts:
                texts = {identity: (out / "text" / f"{identity}.txt").read_bytes().decode()}
            if texts[identity][int(row["char_start"]) : int(row["char_end"])] != row["text"]:
                faults.append(f"{table.name} {row['row_id']} 的引用不在原处：{row['file']}")
    return faults


def _rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
