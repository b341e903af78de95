"""The bench runs, and the copies that it makes of a corpus can be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_copies_differ_and_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))
    import bench_corpus

    from jixiao.ingest.read import read

    copies = bench_corpus._fill(tmp_path / "copies", ROOT / "corpus", 40)
    data = [path.read_bytes() for path in sorted(copies.iterdir())]
    assert len({*data}) == 40
    assert all(read(one).text for one in data)
