"""``jixiao status``: what is done, failed, stale, new and removed; and what an idle run costs."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path
from typing import Any

import fake_process
import pytest
from test_run_faults import many
from typer.testing import CliRunner

from jixiao.cli.app import app
from jixiao.model.errors import JixiaoError
from jixiao.run import status
from jixiao.run.corpus import Settings, run_corpus
from jixiao.run.status import standing


def run(corpus: Path, out: Path, **options: Any) -> None:
    run_corpus(Settings(corpus, out, jobs=1, process=fake_process.faulty, **options))


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A corpus of four files and its outputs."""
    corpus, out = many(tmp_path / "in", 3), tmp_path / "out"
    (corpus / "坏.txt").write_text("BAD", "utf-8")
    run(corpus, out)
    return corpus, out


def test_every_state_is_told(folders: tuple[Path, Path]) -> None:
    corpus, out = folders
    assert _counts(out) == {"done": 3, "failed": 1}
    (corpus / "00000.txt").write_text("改过 5 万元", "utf-8")
    (corpus / "00001.txt").unlink()
    (corpus / "新.txt").write_text("新的 5 万元", "utf-8")
    found = standing(out)
    assert found.named["stale"] == (("00000.txt", ""),)
    assert found.named["removed"] == (("00001.txt", ""),)
    assert found.named["new"] == (("新.txt", ""),)
    assert found.named["failed"] == (("坏.txt", "文件坏了。请重新导出。"),)
    assert (found.counts["done"], found.pending) == (1, 3)
    run(corpus, out)
    assert _counts(out) == {"done": 3, "failed": 1}


def test_a_touched_file_is_stale_until_the_next_run(folders: tuple[Path, Path]) -> None:
    corpus, out = folders
    os.utime(corpus / "00000.txt", (time.time() + 60,) * 2)
    assert _counts(out) == {"done": 2, "failed": 1, "stale": 1}


def test_other_code_makes_all_stale(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "code_digest", lambda: "another version")
    assert _counts(folders[1]) == {"stale": 4}


def test_what_is_in_an_archive_stands_as_the_archive(tmp_path: Path) -> None:
    corpus, out = many(tmp_path / "in", 1), tmp_path / "out"
    with zipfile.ZipFile(corpus / "包.zip", "w") as archive:
        archive.writestr("内.txt", "里面 7 万元")
    run(corpus, out)
    assert _counts(out) == {"done": 2, "unpacked": 1}
    (corpus / "包.zip").unlink()
    assert _counts(out) == {"done": 1, "removed": 2}


def test_a_removed_document_has_no_rows(folders: tuple[Path, Path], read_table: Any) -> None:
    corpus, out = folders
    (corpus / "00002.txt").unlink()
    run(corpus, out)
    for table in ("documents", "amounts", "runs"):
        assert "00002.txt" not in {row["file"] for row in read_table(out, table)}
    assert _counts(out) == {"done": 2, "failed": 1}


def test_the_command_tells_and_ends_with_three_where_there_is_work(
    folders: tuple[Path, Path],
) -> None:
    corpus, out = folders
    told = CliRunner().invoke(app, ["status", str(out)])
    assert told.exit_code == 0
    assert "完成 3" in told.output
    assert "坏.txt：文件坏了" in told.output
    (corpus / "新.txt").write_text("新的 5 万元", "utf-8")
    told = CliRunner().invoke(app, ["status", str(out)])
    assert told.exit_code == 3
    assert "还没有做 1" in told.output


def test_without_a_run_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(JixiaoError, match="请先运行"):
        standing(tmp_path)


def test_an_idle_run_costs_a_stat_per_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, out = many(tmp_path / "in", 40), tmp_path / "out"
    run(corpus, out)
    seen: list[Path] = []
    stat = Path.stat

    def counted(self: Path, **options: Any) -> os.stat_result:
        if corpus in self.parents:
            seen.append(self)
        return stat(self, **options)

    def refused(self: Path, *_: Any, **__: Any) -> Any:
        assert corpus not in self.parents, f"{self} was opened"
        return opened(self, *_, **__)

    opened = Path.open
    monkeypatch.setattr(Path, "stat", counted)
    monkeypatch.setattr(Path, "open", refused)
    run(corpus, out)
    assert len(seen) == 40


def _counts(out: Path) -> dict[str, int]:
    return {state: number for state, number in standing(out).counts.items() if number}


def test_only_files_changed_since_a_day(tmp_path: Path, read_table: Any) -> None:
    corpus, out, day = many(tmp_path / "in", 4), tmp_path / "out", 24 * 3600
    for name in ("00000.txt", "00002.txt"):
        os.utime(corpus / name, (30 * day, 30 * day))
    run(corpus, out, since=60 * day * 10**9)
    told = {row["file"]: row["status"] for row in read_table(out, "runs")}
    assert told == {
        "00000.txt": "pending",
        "00001.txt": "done",
        "00002.txt": "pending",
        "00003.txt": "done",
    }
    run(corpus, out)
    assert {row["status"] for row in read_table(out, "runs")} == {"done"}
