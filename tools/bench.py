"""How fast jixiao is, beside other software on the same input, in one run (``make bench``).

Seconds of different machines and days do not compare: read the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import bench_corpus
import bench_desk
import bench_files
import bench_text
from bench_corpus import Run, Runs
from bench_desk import Built, Served
from bench_files import Paged
from bench_text import Sample, Speed

from jixiao.document import Pipeline
from jixiao.evaluate.report import align
from jixiao.packs import load

ROOT = Path(__file__).resolve().parents[1]
NAMES = {
    "documents": "jixiao，逐份报告 → 全部表格",
    "one_text": "jixiao，接成一篇长文 → 全部表格",
    "jieba": "jieba.lcut，只分词",
    "jionlp": "JioNLP extract_money，只取金额",
    "recognizers_currency": "Recognizers-Text 中文货币模型",
    "recognizers_numbers": "Recognizers-Text 中文数字、百分比、货币、单位模型",
}
# The cluster that large corpora are reckoned for; the price is that of common cloud machines.
NODES, CORES, USED, PRICE = 10, 32, 0.85, 0.25
PARTS = ("text", "pages", "scan", "formats", "corpus", "desk")


@dataclass(frozen=True, slots=True)
class Measured:
    """All that one run of the bench measured; a part that was not asked for is empty."""

    machine: str
    rounds: int
    sample: Sample | None
    text: list[Speed]
    missing: dict[str, str]
    pages: list[Paged]
    formats: list[Speed]
    runs: Runs | None
    desk: tuple[Built, Served] | None


def main() -> None:
    """Measure what was asked for and print it."""
    options = _options()
    measured = measure(options)
    if options.json:
        print(json.dumps(_plain(measured), ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(_report(measured)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="测速，同其他软件比较。")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus", help="报告文件夹")
    parser.add_argument("--peers", type=Path, help="装有其他软件的 Python")
    parser.add_argument("--rounds", type=int, default=3, help="每项轮流测几次，取中位数")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="只测哪些部分")
    parser.add_argument("--documents", type=int, default=2000, help="比较各种运行的文件数")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1000, 10_000], help="模拟语料的文件数"
    )
    parser.add_argument("--desk", type=int, default=5000, help="核查台的文件数")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    return parser.parse_args()


def measure(options: argparse.Namespace) -> Measured:
    """Each part in turn; what is being done goes to stderr."""
    pipeline = Pipeline(load())
    sample, text, missing = None, [], {}
    if "text" in options.parts:
        _say("文本 → 表格")
        peers = bench_text.open_peers(options.peers)
        missing = peers.missing
        sample = bench_text.narratives(options.corpus, pipeline)
        text = bench_text.measure(pipeline, sample, peers, options.rounds)
        peers.close()
    pages, formats, runs = [], [], None
    if "pages" in options.parts:
        _say("各种页面 → 表格")
        pages = list(bench_files.measure_pages(pipeline, options.corpus, options.rounds))
    if "scan" in options.parts:
        _say("扫描件 → 表格")
        pages += bench_files.measure_scan(pipeline, options.corpus)
    if "formats" in options.parts:
        _say("各种格式")
        formats = bench_files.measure_formats(pipeline, options.corpus, options.rounds)
    if "corpus" in options.parts:
        _say("整批运行")
        sizes = tuple(options.sizes)
        rounds = min(options.rounds, 2)
        runs = bench_corpus.measure(options.documents, sizes, rounds)
    desk = None
    if "desk" in options.parts:
        _say("核查台")
        desk = bench_desk.measure(options.desk)
    machine = f"{platform.machine()}，{os.cpu_count()} 核，Python {platform.python_version()}"
    return Measured(machine, options.rounds, sample, text, missing, pages, formats, runs, desk)


def _plain(measured: Measured) -> dict[str, Any]:
    found = asdict(measured)
    if measured.sample:
        del found["sample"]["texts"]
    return found


def _report(measured: Measured) -> Iterable[str]:
    yield (
        f"{measured.machine}；每项轮流测 {measured.rounds} 次，取中位数；单核各项计处理器时间。\n"
        "绝对值随机器而变，请比较倍数。"
    )
    if measured.sample:
        s = measured.sample
        what = f"{s.documents} 份报告，每千字 {1000 * s.numbers / s.chars:.0f} 个数"
        what += f"，接成或重复到 {bench_text.LONG // 10_000} 万字"
        yield f"文本 → 表格（{what}，一个核）\n{_text(measured.text)}"
    for name, why in measured.missing.items():
        yield f"没有测 {NAMES[name]}：{why}。建立对照环境见 docs/measures.md。"
    if measured.pages:
        what = "处理器时间；没有页的格式按 PDF 每页的字数折算"
        yield f"各种页面 → 全部表格，同单纯的解析比（{what}）\n{_pages(measured.pages)}"
    if measured.formats:
        rows = [(s.name, f"{s.median:.1f} 份/秒") for s in measured.formats]
        yield f"各种格式 → 表格（一个核）\n{align(rows, left=1)}"
    if measured.runs:
        yield f"整批运行（模拟语料）\n{_runs(measured.runs)}"
    if measured.desk:
        yield "核查台（复制出来的行）\n" + "\n".join(bench_desk.report(*measured.desk))


def _text(speeds: Sequence[Speed]) -> str:
    base = speeds[0].median
    rows = [("", "字/秒", "逐份报告是它的几倍")]
    rows += [(NAMES[s.name], f"{s.median:,.0f}", f"{base / s.median:.2f}") for s in speeds]
    return align(rows, left=1)


def _pages(kinds: Sequence[Paged]) -> str:
    rows = [("", "份", "页", "jixiao 页/秒", "单纯的解析 页/秒", "解析用时是全程的", "")]
    for k in kinds:
        for place, (name, seconds) in enumerate(k.bare.items()):
            own = (k.kind, str(k.files), f"{k.pages:.0f}", f"{k.pages / k.ours:.2f}")
            speeds = (f"{k.pages / seconds:.2f}", f"{seconds / k.ours:.0%}", name)
            rows.append((*(own if not place else ("",) * 4), *speeds))
    return align(rows, left=1)


def _runs(runs: Runs) -> str:
    heads = ("", "文件", "处理", "秒", "份/秒", "页/秒", "主进程内存峰值 MB", "最大的子进程 MB")
    rows = [heads]
    for name, r in (("JOBS=1", runs.one), ("JOBS=2", runs.two), ("Dask，两个节点", runs.cluster)):
        rows.append(_row(name, r, f"{runs.pages / r.seconds:.1f}"))
    for first, again in zip(runs.sizes, runs.again, strict=True):
        rows += [_row("JOBS=2", first), _row("再运行一次", again)]
    ratio = runs.one.seconds / runs.two.seconds
    dask = runs.two.seconds / runs.cluster.seconds
    first, last = runs.sizes[0], runs.sizes[-1]
    told = (
        f"两个进程是一个进程的 {ratio:.2f} 倍快；"
        f"两个单进程的运行并排做，合起来是一个的 {runs.ceiling:.2f} 倍，这是本机的上限。\n"
        f"Dask 集群是两个进程的 {dask:.2f} 倍快。"
        f"{last.files} 份的内存峰值是 {first.files} 份的 {last.peak / first.peak:.2f} 倍。"
    )
    return "\n".join([align(rows, left=1), told, *_on_paper(runs)])


def _row(name: str, run: Run, pages: str = "-") -> tuple[str, ...]:
    pace = f"{run.made / run.seconds:.1f}" if run.made else "-"
    counts = (str(run.files), str(run.made), f"{run.seconds:.2f}", pace, pages)
    return (name, *counts, f"{run.peak:.1f}", f"{run.worker:.1f}")


def _on_paper(runs: Runs) -> Iterator[str]:
    """What a large corpus takes, from the run on the cluster.

    Reading is shared by all cores; joining the shards into tables is the client's work alone, and
    one node is paid for while it lasts.
    """
    files, joining = runs.cluster.made, runs.cluster.joining
    pace = files / (runs.cluster.seconds - joining) / runs.cluster.jobs
    yield (
        f"纸上推算：每核每秒读 {pace:.1f} 份，合并成表每份 {1000 * joining / files:.1f} 毫秒；"
        f"{NODES} 个节点、每个 {CORES} 核，利用率按 {USED:.0%}，每核时按 {PRICE} 元，"
        "合并只用一个节点："
    )
    for count in (1_000_000, 10_000_000):
        reading = count / (pace * NODES * CORES * USED) / 3600
        tables = count * joining / files / 3600
        cost = (reading * NODES + tables) * CORES * PRICE
        yield (
            f"  {count:>10,} 份：读 {reading:.1f} 小时，合并 {tables:.1f} 小时，约 {cost:,.0f} 元"
        )


def _say(what: str) -> None:
    print(f"正在测：{what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
