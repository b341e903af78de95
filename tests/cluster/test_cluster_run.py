"""A run on a cluster gives the rows of a run on one machine, and does only what is not done."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_process
import pytest
from distributed import LocalCluster

from jixiao.cluster.corpus import ClusterSettings, ClusterSummary, run_cluster
from jixiao.corrections.file import beside
from jixiao.model.errors import JixiaoError
from jixiao.run.corpus import Settings, run_corpus
from jixiao.run.made_by import read_made_by

Tables = Callable[[Path], dict[str, Any]]


def run(cluster: LocalCluster, corpus: Path, out: Path, **asked: Any) -> ClusterSummary:
    asked = {"process": fake_process.faulty, **asked}
    address = cluster.scheduler_address
    return run_cluster(ClusterSettings(str(corpus), str(out), address, **asked))


def run_here(corpus: Path, out: Path) -> None:
    run_corpus(Settings(corpus, out, jobs=2, process=fake_process.faulty))


def shards(out: Path) -> dict[str, bytes]:
    found = (out / "shards").rglob("*.parquet")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def test_the_tables_are_those_of_a_run_on_one_machine(
    cluster: LocalCluster, corpus: Path, tmp_path: Path, tables: Tables
) -> None:
    with zipfile.ZipFile(corpus / "更多.zip", "w") as archive:
        archive.writestr("里面/一.txt", "支出 5 万元")
        archive.writestr("坏.txt", "BAD")
        archive.writestr("里面/程序.exe", b"MZ")
    (corpus / "坏.txt").write_text("BAD", "utf-8")
    (corpus / "断链.txt").symlink_to("没有")
    summary = run(cluster, corpus, tmp_path / "out")
    run_here(corpus, tmp_path / "expected")
    assert tables(tmp_path / "out") == tables(tmp_path / "expected")
    made = [read_made_by(tmp_path / name / ".state")[0] for name in ("out", "expected")]
    assert made[0] == made[1]
    runs = tables(tmp_path / "out")["runs.csv"]
    assert summary.counts.failed == sum(row["status"] == "failed" for row in runs) == 3
    assert summary.counts.done == sum(row["status"] == "done" for row in runs) == 102
    assert [row["file"] for row in runs if row["duplicate_of"]] == ["甲县/99（部门）.txt"]


def test_a_second_run_does_what_changed(
    cluster: LocalCluster, corpus: Path, tmp_path: Path, tables: Tables
) -> None:
    out = tmp_path / "out"
    first = run(cluster, corpus, out)
    before = shards(out)
    again = run(cluster, corpus, out)
    assert (first.made, again.made, again.changed) == (first.chunks, 0, False)
    (corpus / "甲县" / "51（部门）.txt").write_text("支出 99 万元", "utf-8")
    changed = run(cluster, corpus, out)
    after = shards(out)
    assert changed.made == 1
    assert sum(after.get(name) == data for name, data in before.items()) >= len(before) - 3
    (corpus / "甲县" / "53（部门）.txt").unlink()
    run(cluster, corpus, out)
    run_here(corpus, tmp_path / "expected")
    assert tables(out) == tables(tmp_path / "expected")


def test_a_file_that_kills_its_process_costs_only_itself(
    cluster: LocalCluster, corpus: Path, tmp_path: Path
) -> None:
    (corpus / "崩.txt").write_text("SEGFAULT", "utf-8")
    summary = run(cluster, corpus, tmp_path / "out")
    assert summary.counts.done == 100
    assert [file for file, _ in summary.failures] == ["崩.txt"]
    assert "崩溃" in summary.failures[0][1]
    (corpus / "崩.txt").write_text("支出 1 万元", "utf-8")
    assert run(cluster, corpus, tmp_path / "out").exit_code == 0


def test_a_remote_place(corpus: Path, tmp_path: Path, tables: Tables) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.put(str(corpus), "/桶/报告", recursive=True)
    memory.pipe_file("/桶/报告/.隐藏.txt", b"1")
    memory.pipe_file("/桶/报告/README.txt", b"1")
    with LocalCluster(n_workers=1, processes=False, dashboard_address=":0") as threads:
        asked = ClusterSettings(
            "memory://桶/报告",
            "memory://桶/结果",
            threads.scheduler_address,
            process=fake_process.faulty,
        )
        assert run_cluster(asked).counts.done == 100
        memory.rm("/桶/报告/甲县/01（部门）.txt")
        assert run_cluster(asked).made == 1
    memory.get("/桶/结果", str(tmp_path / "out"), recursive=True)
    (corpus / "甲县" / "01（部门）.txt").unlink()
    run_here(corpus, tmp_path / "expected")
    assert tables(tmp_path / "out") == tables(tmp_path / "expected")


def test_an_address_where_nobody_answers(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.cluster.client.PATIENCE", "1s")
    asked = ClusterSettings(str(corpus), str(tmp_path / "out"), "tcp://127.0.0.1:1", jobs=1)
    with pytest.raises(JixiaoError, match="连不上集群"):
        run_cluster(asked)


def test_workers_with_other_code_are_told(
    cluster: LocalCluster, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.cluster.corpus.code_digest", lambda: "另一个版本")
    with pytest.raises(JixiaoError, match="同本机不一致"):
        run(cluster, corpus, tmp_path / "out")


def test_corrections_beside_the_corpus(
    cluster: LocalCluster, tmp_path: Path, tables: Tables
) -> None:
    folder = tmp_path / "报告"
    folder.mkdir()
    for name in ("水利局", "林业局"):
        text = f"{name}2023年度部门整体支出绩效自评报告\n年初预算100万元，支出50万元。\n"
        (folder / f"{name}.txt").write_text(text, "utf-8")
    fix = "- {{file: {0}.txt, table: amounts, place: {{quote: 50万元}}, column: amount_wan, {1}}}\n"
    told = "old: 50, new: 90, reason: 原件是90"
    beside(folder).write_text(fix.format("水利局", told) + fix.format("没有", told), "utf-8")
    run(cluster, folder, tmp_path / "out", process=None)
    run_corpus(Settings(folder, tmp_path / "expected", jobs=1))
    assert tables(tmp_path / "out") == tables(tmp_path / "expected")
    assert (tmp_path / "out" / "corrections.csv").read_text("utf-8").count("原件是90") == 2
    beside(folder).unlink()
    run(cluster, folder, tmp_path / "out", process=None)
    assert "原件是90" not in (tmp_path / "out" / "corrections.csv").read_text("utf-8")
