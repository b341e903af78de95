"""The tables of the whole corpus are made in a process of their own, whose failure stays there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from jixiao.model.corpus_tables import CORPUS_TABLES, Comparison
from jixiao.packs import load
from jixiao.run.apart import CorpusWork, NotMade, make_corpus_tables
from jixiao.run.corpus import Settings, run_corpus


def test_a_failure_costs_these_tables_only(corpus: Path, tmp_path: Path, read_table: Any) -> None:
    settings = Settings(corpus=corpus, out=tmp_path / "out", jobs=1)
    assert not run_corpus(settings).trouble
    (corpus / "新.txt").write_text("某县民政局2023年度自评报告。支出 7 万元。", "utf-8")
    hindrance = settings.state / "compare"  # a file where the folder has to be
    hindrance.write_text("")
    failed = run_corpus(settings)
    assert "没有做成" in failed.trouble
    assert "再次运行" in failed.trouble
    assert failed.exit_code == 2
    assert "新.txt" in {row["file"] for row in read_table(settings.out, "amounts")}
    assert not [t for t in CORPUS_TABLES if (settings.out / f"{t.table}.csv").exists()]
    hindrance.unlink()
    again = run_corpus(settings)
    assert (again.exit_code, again.made, again.changed) == (0, 0, True)
    assert (settings.out / f"{Comparison.table}.csv").exists()
    assert not run_corpus(settings).changed


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory")
def test_a_process_that_dies_is_told_of(tmp_path: Path) -> None:
    before = psutil.Process().children(recursive=True)
    with pytest.raises(NotMade, match="进程被终止"):
        make_corpus_tables(work(tmp_path), memory=1)
    left = [p for p in psutil.Process().children(recursive=True) if p not in before]
    assert not [p.name() for p in left if p.status() == psutil.STATUS_RUNNING]


def test_without_the_tables_the_reason_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotMade, match="没有做成"):
        make_corpus_tables(work(tmp_path))


def work(folder: Path) -> CorpusWork:
    """Tables that are not there."""
    return CorpusWork(folder, folder, folder / "scratch", load())
