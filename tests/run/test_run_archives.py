"""Archives in a corpus: their members are files like any other, from run to run."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import fake_process
import pytest

from jixiao.run.corpus import Settings, Summary, run_corpus


def run(corpus: Path, out: Path, **options: Any) -> Summary:
    options = {"jobs": 2, "process": fake_process.faulty, **options}
    return run_corpus(Settings(corpus=corpus, out=out, **options))


def zipped(**members: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


@pytest.fixture
def archived(tmp_path: Path) -> Path:
    """A folder with a report, an archive of two in another archive, and one that fails."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "单独.txt").write_text("支出 5 万元", "utf-8")
    inner = zipped(乙_txt="支出 7 万元", 坏_txt="BAD")
    (folder / "包.zip").write_bytes(zipped(甲_txt="支出 6 万元", 里__内_zip=inner))
    return folder


def status(out: Path, read_table: Any) -> dict[str, str]:
    return {r["file"]: r["status"] for r in read_table(out, "runs")}


def test_members_are_files(archived: Path, tmp_path: Path, read_table: Any) -> None:
    out = tmp_path / "out"
    summary = run(archived, out)
    assert (summary.files, summary.done, summary.failed, summary.archives) == (4, 3, 1, 2)
    assert summary.exit_code == 2
    assert status(out, read_table) == {
        "包.zip": "unpacked",
        "包.zip/甲.txt": "done",
        "包.zip/里/内.zip": "unpacked",
        "包.zip/里/内.zip/乙.txt": "done",
        "包.zip/里/内.zip/坏.txt": "failed",
        "单独.txt": "done",
    }
    assert [r["text"] for r in read_table(out, "amounts")] == ["6", "7", "5"]
    for row in read_table(out, "documents"):
        assert row["doc_id"] == row["sha256"][:12]
        assert (out / "text" / f"{row['doc_id']}.txt").is_file()
    assert sorted(p.name for p in archived.iterdir()) == ["包.zip", "单独.txt"]


def test_a_member_has_the_rows_of_the_file_itself(
    archived: Path, tmp_path: Path, read_table: Any
) -> None:
    (archived / "甲.txt").write_text("支出 7 万元", "utf-8")
    out = tmp_path / "out"
    run(archived, out)
    rows = [r for r in read_table(out, "amounts") if r["text"] == "7"]
    assert len({r["row_id"] for r in rows}) == 1
    assert {r["file"] for r in rows} == {"包.zip/里/内.zip/乙.txt", "甲.txt"}
    copies = {r["file"]: r["duplicate_of"] for r in read_table(out, "runs") if r["duplicate_of"]}
    assert copies == {"甲.txt": "包.zip/里/内.zip/乙.txt"}


def test_an_unchanged_archive_is_not_opened_again(
    archived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run(archived, out)
    summary = run(archived, out)
    assert (summary.tried, summary.changed, summary.files) == (0, False, 4)
    os.utime(archived / "包.zip")
    summary = run(archived, out)
    assert (summary.tried, summary.made, summary.changed) == (4, 0, False)


def test_a_changed_archive_changes_its_rows(
    archived: Path, tmp_path: Path, read_table: Any
) -> None:
    out = tmp_path / "out"
    run(archived, out)
    (archived / "包.zip").write_bytes(zipped(甲_txt="支出 6 万元", 丙_txt="支出 8 万元"))
    summary = run(archived, out)
    assert (summary.made, summary.failed) == (1, 0)
    assert [r["text"] for r in read_table(out, "amounts")] == ["8", "6", "5"]
    assert "包.zip/里/内.zip" not in status(out, read_table)
    assert len(list((out / "text").iterdir())) == 3


@pytest.mark.parametrize("content", [None, "支出 1 万元".encode(), zipped(a_txt="x")[:-10]])
def test_what_is_no_archive_any_more_loses_its_members(
    archived: Path, tmp_path: Path, read_table: Any, content: bytes | None
) -> None:
    out = tmp_path / "out"
    run(archived, out)
    (archived / "包.zip").unlink()
    if content is not None:
        (archived / "包.zip").write_bytes(content)
    run(archived, out)
    assert not [file for file in status(out, read_table) if file.startswith("包.zip/")]
    assert len(list((out / "text").iterdir())) == len(read_table(out, "documents"))


def test_a_lost_result_of_a_member_is_made_again(
    archived: Path, tmp_path: Path, contents: Any, read_table: Any
) -> None:
    out = tmp_path / "out"
    run(archived, out)
    before = contents(out)
    for result in (out / ".state" / "results").glob("*/*"):
        result.unlink()
    (out / "amounts.csv").unlink()
    assert run(archived, out).made == 3
    assert contents(out) == before


def test_refused_members_stay_refused_and_cost_nothing(tmp_path: Path, read_table: Any) -> None:
    corpus, out = tmp_path / "in", tmp_path / "out"
    corpus.mkdir()
    deep = zipped(甲_txt="支出 6 万元")
    for _ in range(4):
        deep = zipped(里_zip=deep, 乙_txt="支出 7 万元")
    (corpus / "包.zip").write_bytes(deep)
    for options in ({}, {"retry_failed": True}):
        summary = run(corpus, out, **options)
        assert (summary.done, summary.failed) == (3, 1)
    assert summary.tried == 0
    (failed,) = [r for r in read_table(out, "runs") if r["status"] == "failed"]
    assert failed["file"] == "包.zip/里.zip/里.zip/里.zip"
    assert "层以上" in failed["error"]


def test_a_crash_on_a_member_costs_that_member(
    archived: Path, tmp_path: Path, read_table: Any
) -> None:
    (archived / "崩.zip").write_bytes(zipped(崩_txt="SEGFAULT", 好_txt="支出 9 万元"))
    out = tmp_path / "out"
    run(archived, out)
    found = status(out, read_table)
    assert (found["崩.zip/崩.txt"], found["崩.zip/好.txt"]) == ("failed", "done")


def test_an_archive_that_was_opened_before_a_kill_is_gone_on_with(
    archived: Path, tmp_path: Path, read_table: Any
) -> None:
    class Stopped(Exception):
        pass

    class Stopper:
        def start(self, total: int) -> None: ...
        def stop(self) -> None: ...
        def tell(self, outcome: Any) -> None:
            if outcome.status == "unpacked":
                raise Stopped

    out = tmp_path / "out"
    settings = Settings(corpus=archived, out=out, jobs=1, process=fake_process.faulty)
    with pytest.raises(Stopped):
        run_corpus(settings, Stopper())
    assert run(archived, out).done == 3
    assert len(read_table(out, "documents")) == 3


def test_names_in_another_encoding_above_an_archive(tmp_path: Path, read_table: Any) -> None:
    folder = tmp_path / "in" / os.fsdecode("湘潭".encode("gb18030"))
    folder.mkdir(parents=True)
    (folder / "包.zip").write_bytes(zipped(甲_txt="支出 6 万元"))
    run(tmp_path / "in", tmp_path / "out")
    assert set(status(tmp_path / "out", read_table)) == {"湘潭/包.zip", "湘潭/包.zip/甲.txt"}
