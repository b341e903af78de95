"""The tables of the whole corpus over a made-up one of any size: seconds and peak memory of each.

    python tools/bench_compare.py --documents 24000

Departments report year after year: their figures mostly agree with the year before, their problems
partly come back, and their passages are partly boilerplate, partly copied, partly their own. All is
drawn from a seed; the words are real, the sentences are not.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from jixiao.compare.corpus import corpus_tables
from jixiao.model.tables import Deduction, Document, Metric, Row, Section, Weakness
from jixiao.packs import load
from jixiao.packs.entries import Cue
from jixiao.packs.rules import MetricRule
from jixiao.store.rows import csv_columns

YEARS = 6
SECTIONS, METRICS, WEAKNESSES, DEDUCTIONS, PASSAGES = 8, 18, 10, 4, 12  # in each document
READ: tuple[type[Row], ...] = (Document, Section, Metric, Weakness, Deduction)
Line = dict[str, str]
WORDS = re.findall(
    "..",
    "预算编制执行进度资金项目管理制度监督绩效目标指标产出质量成本采购资产部门单位人员培训"
    "服务群众满意调研整改落实推进加强完善不够偏低滞后缺乏科学规范及时公开验收合同建设维护"
    "设备信息平台乡镇村级道路水利教育卫生农业补助发放核实台账档案",
)


def main() -> None:
    """Fill a folder and make the tables of it in a process of their own."""
    parser = argparse.ArgumentParser(description="由全部文件得出的表：时间和内存。")
    parser.add_argument("--documents", type=int, default=2000, help="文件数（每份四十多行）")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.folder is not None:
        measure(options.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = fill(Path(folder), options.documents, options.seed)
        print(f"{options.documents} 份文件，{rows} 行", flush=True)
        command = [sys.executable, __file__, "--folder", folder]
        subprocess.run(command, check=True)  # the peak of this process is that of the filling


def measure(folder: Path) -> None:
    """Print seconds, rows and the peak of the memory so far after each table."""
    started = time.perf_counter()
    for made in corpus_tables(folder, folder / "text", folder / "scratch", load()):
        rows = sum(1 for _ in made.rows)
        seconds = time.perf_counter() - started
        print(f"{made.name:16} {rows:9} 行 {seconds:7.1f} 秒 {peak():6.0f} MB", flush=True)
        started = time.perf_counter()


def peak() -> float:
    """Peak resident megabytes of this process (Linux)."""
    status = Path("/proc/self/status").read_text("ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def fill(folder: Path, documents: int, seed: int) -> int:
    """Write tables and texts of so many documents; gives the number of rows."""
    (folder / "text").mkdir()
    files = {t: (folder / f"{t.table}.csv").open("w", encoding="utf-8", newline="") for t in READ}
    writers = {t: csv.DictWriter(f, csv_columns(t), restval="") for t, f in files.items()}
    for writer in writers.values():
        writer.writeheader()
    count = 0
    for table, line in Simulated(documents, seed).lines(folder / "text"):
        writers[table].writerow(line | {"row_id": f"r{count}"})
        count += 1
    for file in files.values():
        file.close()
    return count


class Simulated:
    """Departments that report year after year."""

    def __init__(self, documents: int, seed: int) -> None:
        packs = load()
        self._random = random.Random(seed)
        self._documents = documents
        self._metrics = [r for r in packs.of(MetricRule) if r.origin != "level1_scores"]
        self._classes = sorted({c.value for c in packs.of(Cue) if c.column == "weakness"})
        self._stock = [self.sentence(30) for _ in range(60)]

    def sentence(self, words: int) -> str:
        """A sentence of drawn words."""
        return "".join(self._random.choices(WORDS, k=words)) + "。"

    def lines(self, texts: Path) -> Iterator[tuple[type[Row], Line]]:
        """Table and row of everything; the texts go to files."""
        for number in range(-(-self._documents // YEARS)):
            problems = [self.sentence(8) for _ in range(WEAKNESSES)]
            passages = [self.sentence(30) for _ in range(PASSAGES)]
            levels = {r.metric: self._random.uniform(60, 100) for r in self._metrics}
            for year in range(min(YEARS, self._documents - number * YEARS)):
                yield from self._document(number, 2019 + year, problems, passages, levels, texts)

    def _document(
        self, number: int, year: int, problems: list[str], passages: list[str],
        levels: dict[str, float], texts: Path,
    ) -> Iterator[tuple[type[Row], Line]]:  # fmt: skip
        doc = f"{number:07x}{year:05}"
        own = {"doc_id": doc, "file": f"{year}/{number:07}.txt"}
        yield Document, own | {
            "department": f"第{number}局", "department_family": f"类{number % 40}",
            "province": "甲省", "city": f"市{number % 12}", "county": f"县{number % 90}",
            "region_code": f"44{number % 90:02}22", "fiscal_year": str(year), "status": "filled",
            "doc_type": "narrative_report", "title": "自评报告",
        }  # fmt: skip
        for place in range(SECTIONS):
            yield Section, own | {
                "kind": "problems", "level": "1", "section_id": str(place),
                "char_start": str(place * 120), "char_end": str(place * 120 + 120),
            }  # fmt: skip
        yield from self._figures(own, year, levels)
        for some in (problems, passages):
            for place in range(len(some)):
                if self._random.random() < 0.6:
                    some[place] = self.sentence(8 if some is problems else 30)
        for place, problem in enumerate(problems):
            yield Weakness, own | {
                "weakness": self._classes[place % len(self._classes)], "origin": "report",
                "text": problem, "char_start": str(place * 40), "char_end": str(place * 40 + 30),
            }  # fmt: skip
        for problem in problems[:DEDUCTIONS]:
            yield Deduction, own | {
                "reason": problem, "points_lost": "0.5", "weakness": self._classes[0],
            }  # fmt: skip
        stock = self._random.sample(self._stock, PASSAGES // 4)
        paragraphs = [*passages[len(stock) :], *stock]
        self._random.shuffle(paragraphs)
        (texts / f"{doc}.txt").write_bytes("\n".join(paragraphs).encode())

    def _figures(
        self, own: Line, year: int, levels: dict[str, float]
    ) -> Iterator[tuple[type[Row], Line]]:
        """What the document says of its year and of the year before, mostly as that did."""
        for rule in self._random.choices(self._metrics, k=METRICS // 2):
            before = levels[rule.metric]
            now = levels[rule.metric] = before + self._random.gauss(0, 2)
            wrong = self._random.random() < 0.05
            for prior, value in ((False, now), (True, before + wrong)):
                yield Metric, own | {
                    "metric": rule.metric, "name": rule.name, "value": f"{value:.2f}",
                    "step": "0.01", "unit": rule.unit, "how": "stated",
                    "year": str(year - prior), "prior": "true" if prior else "false",
                    "char_start": "1", "evidence": "rates:x",
                }  # fmt: skip


if __name__ == "__main__":
    main()
