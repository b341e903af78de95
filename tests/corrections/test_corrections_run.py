"""Corrections in a run: seen by checks and tables, asked only of their document, never lost."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from jixiao.corrections.file import beside
from jixiao.model.errors import JixiaoError
from jixiao.run.corpus import Settings, Summary, run_corpus

REPORT = """水利局2023年度部门整体支出绩效自评报告

一、存在的问题
绩效目标设置不够明确。
年初预算100万元，支出50万元，预算执行率90%。
"""
FIX = """
- file: 水利局.txt
  table: amounts
  place: {quote: 50万元}
  column: amount_wan
  old: 50
  new: 90
  reason: 原件是90
"""


def run(folder: Path) -> Summary:
    """A run over the corpus in a folder."""
    return run_corpus(Settings(corpus=folder / "in", out=folder / "out", jobs=1))


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (folder / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_correction_goes_through_checks_and_exports_and_back(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "水利局.txt").write_text(REPORT, "utf-8")
    (tmp_path / "in" / "林业局.txt").write_text(REPORT.replace("水利", "林业"), "utf-8")
    run(tmp_path)
    failed = {c["file"] for c in table(tmp_path, "checks") if c["status"] == "fail"}
    assert "水利局.txt" in failed
    fixes = beside(tmp_path / "in")
    fixes.write_text(FIX, "utf-8")

    summary = run(tmp_path)
    assert (summary.made, summary.corrected, summary.lost) == (1, 1, ())
    (row,) = (r for r in table(tmp_path, "amounts") if r["corrected"])
    assert (row["file"], row["amount_wan"], row["corrected"]) == ("水利局.txt", "90", "amount_wan")
    (check,) = (
        c
        for c in table(tmp_path, "checks")
        if c["check"] == "ratio.execution" and c["file"] == "水利局.txt"
    )
    assert (check["status"], check["corrected"]) == ("pass", "evidence")
    assert [c["status"] for c in table(tmp_path, "corrections")] == ["applied"]
    assert run(tmp_path).made == 0

    changed = REPORT.replace("支出50万元", "支出52万元")
    (tmp_path / "in" / "水利局.txt").write_text(changed, "utf-8")
    fixes.write_text(FIX + FIX.replace("水利局", "没有的").replace("50", "9"), "utf-8")
    summary = run(tmp_path)
    assert summary.corrected == 0
    assert [(lost.file, "没有更正" in lost.message) for lost in summary.lost] == [
        ("水利局.txt", True),
        ("没有的.txt", True),
    ]
    assert {c["status"] for c in table(tmp_path, "corrections")} == {"missing", "no_document"}

    fixes.write_text("- {", "utf-8")
    before = table(tmp_path, "amounts")
    with pytest.raises(JixiaoError, match="语法错误"):
        run(tmp_path)
    assert table(tmp_path, "amounts") == before

    fixes.unlink()
    summary = run(tmp_path)
    assert (summary.made, summary.corrected, summary.lost) == (1, 0, ())
    assert table(tmp_path, "corrections") == []
