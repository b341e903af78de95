"""The bench runs and measures what it says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / "tools"


def _bench(*options: str) -> str:
    command = [sys.executable, str(TOOLS / "bench.py"), "--rounds", "1", *options]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


def test_bench_prints_ratios() -> None:
    text = _bench("--parts", "pages", "formats")
    for kind in ("文字 PDF", "表格 PDF", "docx", "xlsx"):
        assert kind in text
    for bare in ("pdfium", "pdfminer", "python-docx", "openpyxl"):
        assert bare in text
    assert "份/秒" in text


def test_bench_prints_json() -> None:
    found = json.loads(_bench("--parts", "formats", "--json"))
    assert {s["name"] for s in found["formats"]} == {"txt", "html", "docx", "xlsx", "pdf"}
    assert all(s["median"] > 0 for s in found["formats"])


def test_bench_of_runs_compares_processes_and_a_cluster() -> None:
    sizes = ("--documents", "12", "--sizes", "6", "12")
    found = json.loads(_bench("--parts", "corpus", *sizes, "--json"))["runs"]
    ways = [found[way] for way in ("one", "two", "cluster")]
    assert [run["made"] for run in ways] == [12, 12, 12]
    assert [run["made"] for run in found["sizes"]] == [6, 12]
    assert [run["made"] for run in found["again"]] == [0, 0]
    assert found["pages"] > 0
    assert found["ceiling"] > 0
    assert 0 < found["cluster"]["joining"] < found["cluster"]["seconds"]
