"""What machines do to a run: full and read-only disks, clocks that jump, packs that change."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import fake_process
import pytest

from jixiao.model.errors import JixiaoError
from jixiao.packs import Packs, load
from jixiao.run import corpus as runner
from jixiao.run.corpus import Settings, Summary, run_corpus
from jixiao.store.tables import CsvFile

HERE = Path(__file__).parent
OWN = HERE.parents[1] / "corpus"
PACK = "name: 试验\ntitle: 试验\ndescription: {number}\n"


def run(corpus: Path, out: Path, **options: Any) -> Summary:
    options = {"jobs": 2, "process": fake_process.steady, **options}
    return run_corpus(Settings(corpus=corpus, out=out, **options))


def tables(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.glob("*.csv")}


def enlarge(corpus: Path, files: int) -> None:
    for number in range(files):
        (corpus / f"新{number:03}.txt").write_text(f"新增 {number} 万元。" * 20, "utf-8")


@pytest.mark.parametrize("kilobytes", [2, 60])
def test_a_disk_that_fills_up_loses_nothing(
    corpus: Path, tmp_path: Path, contents: Any, kilobytes: int
) -> None:
    """A limit on the size of files fails a write in the middle, as a full disk does."""
    out = tmp_path / "out"
    run(corpus, out)
    before = tables(out)
    enlarge(corpus, 90)
    limit = kilobytes << 10
    ended = subprocess.run(
        [
            sys.executable,
            HERE / "run_with.py",
            "steady",
            "run",
            corpus,
            "--out",
            out,
            "--jobs",
            "1",
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert ended.returncode == 1
    assert f"写不进 {out}" in ended.stderr
    assert "再运行一次" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert tables(out) == before
    assert not (out / ".state" / "new").exists()
    run(corpus, out)
    run(corpus, tmp_path / "calm")
    assert contents(out) == contents(tmp_path / "calm")


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "磁盘为只读"), (errno.EDQUOT, "磁盘配额")],
)
def test_tables_that_cannot_be_written_leave_the_old_ones(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    before = tables(out)
    enlarge(corpus, 1)

    def refuse(self: CsvFile, rows: Any) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(CsvFile, "add", refuse)
        with pytest.raises(JixiaoError, match=f"写不进 {out}：.*{reason}"):
            run(corpus, out)
    assert tables(out) == before
    assert not (out / ".state" / "new").exists()
    assert run(corpus, out).done == 13


def test_a_clock_that_jumps_costs_a_look_and_no_more(
    corpus: Path, tmp_path: Path, contents: Any
) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    before = contents(out)
    first, second, *_ = sorted(corpus.rglob("*.txt"))
    os.utime(first, (0, 0))
    os.utime(second, (2**32, 2**32))
    again = run(corpus, out)
    assert (again.tried, again.made, again.changed) == (2, 0, False)
    data = first.read_bytes()
    first.write_bytes(data.replace("万".encode(), "亿".encode()))
    os.utime(first, (-1000, -1000))  # changed on a machine whose clock is far behind
    assert run(corpus, out).made == 1
    first.write_bytes(data)
    for path in out.glob("*.csv"):
        os.utime(path, (2**32, 2**32))
    run(corpus, out)
    assert contents(out) == before


def test_packs_that_change_between_two_runs_mix_no_rows(
    corpus: Path, tmp_path: Path, contents: Any, read_table: Any
) -> None:
    pack, out = tmp_path / "规则", tmp_path / "out"
    pack.mkdir()
    (pack / "pack.yml").write_text(PACK.format(number=1), "utf-8")
    options = {"packs": (str(pack),), "process": fake_process.packed}
    run(corpus, out, **options)
    enlarge(corpus, 6)
    (pack / "pack.yml").write_text(PACK.format(number=2), "utf-8")
    assert run(corpus, out, **options).made == 18
    made_by = {row["subject"] for row in read_table(out, "amounts")}
    assert made_by == {load((str(pack),)).digest}
    run(corpus, tmp_path / "calm", **options)
    assert contents(out) == contents(tmp_path / "calm")


def test_packs_that_change_while_a_run_starts_stop_it(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parent has read the packs; the workers find others."""
    out = tmp_path / "out"
    run(corpus, out)
    before = tables(out)
    enlarge(corpus, 1)

    def as_before(names: tuple[str, ...]) -> Packs:
        return replace(load(names), digest="of packs that were there a moment ago")

    with monkeypatch.context() as patch:
        patch.setattr(runner, "load", as_before)
        with pytest.raises(JixiaoError, match=r"规则包在运行中被改动了.*再运行一次"):
            run(corpus, out)
    assert tables(out) == before
    assert run(corpus, out).done == 13


def test_one_and_two_processes_write_the_same_bytes(tmp_path: Path, contents: Any) -> None:
    corpus = tmp_path / "in"
    corpus.mkdir()
    for path in sorted(OWN.glob("*")):
        if path.suffix in (".txt", ".md", ".html"):
            (corpus / path.name).symlink_to(path)
    for jobs in (1, 2):
        run(corpus, tmp_path / f"{jobs}", jobs=jobs, process=None)
    one, two = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert {name for name in one if one[name] != two[name]} == set()
    assert one["recurring.csv"].count(b"\n") > 9
