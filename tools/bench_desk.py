"""The auditor's desk over many documents: how fast its database is built and its pages come.

usage: python tools/bench_desk.py [--size N] [--folder DIR]

The rows are those of the own corpus and of a simulated one, multiplied (tools/desk_rows.py). A page
is measured after it was asked for once, and cold: the first time after the server started.
"""

from __future__ import annotations

import argparse
import json
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from desk_rows import Rows, few

from jixiao.database.build import update
from jixiao.evaluate.report import align
from jixiao.run.index import DATABASE

ROOT = Path(__file__).resolve().parents[1]
SIZE = 100_000
SIMULATED = 360  # documents that are read; the rest are made of them
SECONDS = 0.5  # a page may take
MEMORY = 300  # MB that the server may take
PAGES = {
    "首页": "/",
    "一个字，常用": "/search?q=" + quote("的"),
    "一个字，少见": "/search?q=" + quote("砚"),
    "两个字，常用": "/search?q=" + quote("预算"),
    "两个字，少见": "/search?q=" + quote("云陂"),
    "两个常用字，不相邻": "/search?q=" + quote("算目"),
    "短语": "/search?q=" + quote("“预算执行率”"),
    "长句": "/search?q=" + quote("固定资产账实不符"),
    "几个词": "/search?q=" + quote("预算 执行率 支出"),
    "常用词和少见词": "/search?q=" + quote("预算 云陂"),
    "不含": "/search?q=" + quote("预算 -执行率"),
    "只有不含": "/search?q=" + quote("-预算"),
    "没有的词": "/search?q=" + quote("量子纠缠"),
    "常用词，第二页": "/search?q=" + quote("预算") + "&page=2",
    "常用词，按年度": "/search?q=" + quote("预算") + "&sort=new",
    "按省": "/search?province=" + quote("湖北省"),
    "按市": "/search?city=" + quote("云陂市"),
    "按类别": "/search?family=" + quote("水利"),
    "按年度": "/search?year=2022",
    "按文档类型": "/search?doc_type=narrative_report",
    "按问题": "/search?weakness=budget_execution",
    "按扣分原因": "/search?cause=planning",
    "按核对项目": "/search?check=ratio.execution",
    "按核对结果": "/search?status=fail",
    "核对项目和结果": "/search?check=ratio.execution&status=fail",
    "词和省": "/search?q=" + quote("预算") + "&province=" + quote("湖北省"),
    "词和市": "/search?q=" + quote("预算") + "&city=" + quote("云陂市"),
    "词、年度和问题": "/search?q=" + quote("预算") + "&year=2022&weakness=budget_execution",
    "核对": "/checks",
    "核对，按省": "/checks?province=" + quote("湖北省"),
    "核对，按项目": "/checks?check=ratio.execution",
    "核对，按年度和类别": "/checks?year=2022&family=" + quote("水利"),
    "核对，通过的": "/checks?status=pass",
    "反复出现的问题": "/recurring",
    "反复出现，按省": "/recurring?province=" + quote("湖北省"),
    "反复出现，按类别和年度": "/recurring?family=" + quote("水利") + "&year=2022",
    "反复出现，一类": "/recurring/budget_execution",
    "问题再次出现": "/again",
    "雷同的文字": "/similar",
    "比较": "/comparison",
}


@dataclass(frozen=True, slots=True)
class Built:
    """A database: documents, rows of all tables and sentences, seconds, and MB on disk."""

    documents: int
    rows: int
    seconds: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """Seconds of a page: the first time after the start, and again; its answer is ``status``."""

    name: str
    path: str
    cold: float
    warm: float
    status: int


@dataclass(frozen=True, slots=True)
class Served:
    """The pages, and the peak memory of the server in MB, at the start and at the end."""

    pages: tuple[Page, ...]
    start: float
    peak: float

    @property
    def slow(self) -> list[Page]:
        """The pages that failed or took too long."""
        return [p for p in self.pages if p.status != 200 or max(p.cold, p.warm) > SECONDS]


def build(
    folder: Path, size: int, corpus: Path | None = ROOT / "corpus", simulated: int = SIMULATED
) -> Built:
    """Make the database of so many documents in ``folder``, of what is in a corpus or made up."""
    with tempfile.TemporaryDirectory() as scratch:
        out, kept = few(corpus, Path(scratch), simulated)
        started = time.perf_counter()
        update(folder / DATABASE, folder / "new.sqlite", Rows(out, kept, size).contents())
        seconds = time.perf_counter() - started
    path = folder / DATABASE
    return Built(size, _rows(path), seconds, path.stat().st_size / 1e6)


def _rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [n for n in names if "_fts" not in n and not n.startswith("sqlite_")]
        return sum(db.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for n in kept)


def serve(folder: Path, pages: dict[str, str]) -> Served:
    """Ask a server over ``folder`` for the pages, each twice."""
    with _server(folder) as (address, process):
        start = _peak(process)
        found = []
        for name, path in pages.items():
            cold, status = _get(address + path)
            warm, _ = _get(address + path)
            found.append(Page(name, path, cold, warm, status))
        return Served(tuple(found), start, _peak(process))


@contextmanager
def _server(folder: Path) -> Iterator[tuple[str, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jixiao", "serve", str(folder), "--port", str(port)]
    process = subprocess.Popen([*command, "--corpus", str(folder)], stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/desk/desk.css").close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _get(address: str) -> tuple[float, int]:
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(address) as answer:
            answer.read()
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    return time.perf_counter() - started, status


def _peak(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(size: int) -> tuple[Built, Served]:
    """Build and serve so many documents in a folder that is gone after."""
    with tempfile.TemporaryDirectory() as folder:
        return build(Path(folder), size), serve(Path(folder), PAGES)


def report(built: Built | None, served: Served) -> Iterator[str]:
    """What was measured."""
    if built:
        yield (
            f"数据库：{built.documents:,} 份文件，{built.rows:,} 行，{built.size:,.0f} MB，"
            f"{built.seconds:.0f} 秒：每秒 {built.documents / built.seconds:,.0f} 份、"
            f"{built.rows / built.seconds:,.0f} 行"
        )
    rows = [("", "第一次 秒", "再一次 秒", "")]
    for p in served.pages:
        told = "" if p.status == 200 else f"HTTP {p.status}"
        rows.append((p.name, f"{p.cold:.2f}", f"{p.warm:.2f}", told or "超" * (p in served.slow)))
    yield align(rows, left=1)
    yield f"服务器内存峰值：启动时 {served.start:.0f} MB，结束时 {served.peak:.0f} MB"


def main() -> None:
    """Build, serve, and say what was too slow or too large."""
    parser = argparse.ArgumentParser(description="量核查台：建库的速度，各页的秒数，内存。")
    parser.add_argument("--size", type=int, default=SIZE, help="文件数")
    parser.add_argument("--folder", type=Path, help="数据库留在这里；里面已有的不再建")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = (asked.folder or Path(scratch)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        built = None if (folder / DATABASE).is_file() else build(folder, asked.size)
        served = serve(folder, PAGES)
    if asked.json:
        print(json.dumps({"built": built and asdict(built), **asdict(served)}, ensure_ascii=False))
    else:
        print("\n\n".join(report(built, served)))
    sys.exit(bool(served.slow) or served.peak > MEMORY)


if __name__ == "__main__":
    main()
