"""What machines and files do to a run: crashes, hangs, kills, a second run, Ctrl-C."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import fake_process
import psutil
import pytest

from jixiao.model.errors import JixiaoError
from jixiao.run.corpus import Settings, Summary, run_corpus

MEMORY = 300 << 20
FAULTS = {
    "退出.txt": ("EXIT", "被终止"),
    "段错误.txt": ("SEGFAULT", "崩溃（Segmentation fault）"),
    "挂起.txt": ("HANG", "超过 5 秒"),
    "缺陷.txt": ("BUG", "ValueError: 意外的值（"),
    "坏文件.txt": ("BAD", "文件坏了。请重新导出。"),
    "坏盘.txt": ("DISK", "磁盘读写出错"),
    "擅退.txt": ("QUIT", "SystemExit"),
    "内存.txt": ("MEMORY", "内存不足"),
    "气球.txt": ("BALLOON", "内存不足"),
}


def run(corpus: Path, out: Path, **options: Any) -> Summary:
    options = {"jobs": 2, "process": fake_process.steady, **options}
    return run_corpus(Settings(corpus=corpus, out=out, **options))


@pytest.mark.parametrize("jobs", [1, 3])
def test_each_fault_costs_its_own_file(
    corpus: Path, tmp_path: Path, read_table: Any, jobs: int
) -> None:
    for name, (word, _) in FAULTS.items():
        (corpus / name).write_text(word, "utf-8")
    out = tmp_path / "out"
    summary = run(corpus, out, jobs=jobs, process=fake_process.faulty, timeout=5, max_memory=MEMORY)
    assert (summary.done, summary.failed, summary.exit_code) == (12, len(FAULTS), 2)
    rows = {r["file"]: r for r in read_table(out, "runs")}
    for name, (_, reason) in FAULTS.items():
        assert rows[name]["status"] == "failed"
        assert reason in rows[name]["error"]
    assert len(read_table(out, "documents")) == 12


def test_a_failure_of_the_file_waits_for_a_change(corpus: Path, tmp_path: Path) -> None:
    (corpus / "坏文件.txt").write_text("BAD", "utf-8")
    (corpus / "坏盘.txt").write_text("DISK", "utf-8")
    out = tmp_path / "out"
    run(corpus, out, process=fake_process.faulty)
    again = run(corpus, out, process=fake_process.faulty)
    assert (again.tried, again.failed, again.changed) == (1, 2, False)
    assert run(corpus, out, retry_failed=True).failed == 0


def test_only_failures_is_nothing_done(tmp_path: Path) -> None:
    corpus = tmp_path / "in"
    corpus.mkdir()
    (corpus / "a.txt").write_text("BAD")
    summary = run(corpus, tmp_path / "out", process=fake_process.faulty)
    assert summary.exit_code == 1
    assert summary.failures[0].error == "文件坏了。请重新导出。"


def test_two_runs_at_once_are_refused(corpus: Path, tmp_path: Path, start_run: Any) -> None:
    out = tmp_path / "out"
    first = start_run(corpus, out, "endless")
    lock = out / ".state" / "lock"
    wait_for(lambda: lock.is_file() and lock.read_text())
    with pytest.raises(JixiaoError, match=rf"另一个运行（进程 {first.pid}）"):
        run(corpus, out)
    first.kill()
    first.wait()
    assert run(corpus, out).done == 12


def test_ctrl_c_stops_soon_and_keeps_what_is_done(
    tmp_path: Path, start_run: Any, contents: Any
) -> None:
    corpus = many(tmp_path / "in", 200)
    out = tmp_path / "out"
    child = start_run(corpus, out, "slow", "--jobs", "2")
    wait_for(lambda: len(list((out / ".state").glob("results/*/*.gz"))) > 10)
    os.killpg(child.pid, signal.SIGINT)
    began = time.monotonic()
    _, errors = child.communicate(timeout=60)
    assert time.monotonic() - began < 15  # also where the machine is busy
    assert child.returncode == 130
    assert "已中断" in errors
    assert "Traceback" not in errors
    assert not (out / "amounts.csv").exists()
    kept = len(list((out / ".state").glob("results/*/*.gz")))
    summary = run(corpus, out)
    assert summary.done == 200
    assert kept > 10
    run(corpus, tmp_path / "calm")
    assert contents(out) == contents(tmp_path / "calm")


def test_kill_9_at_any_moment_changes_no_table(
    tmp_path: Path, start_run: Any, contents: Any
) -> None:
    corpus = many(tmp_path / "in", 250)
    run(corpus, tmp_path / "calm")
    expected = contents(tmp_path / "calm")
    out = tmp_path / "out"
    chance = random.Random(20240229)
    for _ in range(12):
        child = start_run(corpus, out, "slow", "--jobs", "2")
        time.sleep(chance.uniform(0.1, 1.2))
        kill(child.pid, all_at_once=chance.random() < 0.5)
        child.wait()
    assert run(corpus, out).done == 250
    assert contents(out) == expected


def test_a_kill_while_tables_are_replaced_is_healed(
    corpus: Path, tmp_path: Path, contents: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    (corpus / "新.txt").write_text("新增 5 万元", "utf-8")
    replace = Path.replace
    moved: list[Path] = []

    def die_after_two(self: Path, target: Path) -> Path:
        if target.parent == out:
            moved.append(target)
            if len(moved) > 2:
                raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", die_after_two)
    with pytest.raises(KeyboardInterrupt):
        run(corpus, out)
    monkeypatch.undo()
    (corpus / "新.txt").unlink()
    run(corpus, out)
    run(corpus, tmp_path / "calm")
    assert contents(out) == contents(tmp_path / "calm")


def many(folder: Path, count: int) -> Path:
    """A corpus of so many small files."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:05}.txt").write_text(f"第{number}份，共 {number}0 万元。", "utf-8")
    return folder


def kill(pid: int, all_at_once: bool) -> None:
    """Kill a run, alone or with its workers; those that are left must end by themselves."""
    workers = psutil.Process(pid).children(recursive=True)
    if all_at_once:
        os.killpg(pid, signal.SIGKILL)
    else:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not any(alive(worker) for worker in workers))


def alive(process: psutil.Process) -> bool:
    """Whether it still runs; one that nobody has reaped yet does not."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def wait_for(condition: Any) -> None:
    """Until it holds, or fail after 20 seconds."""
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)
