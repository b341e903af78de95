"""What a run does, from the first to the one that finds nothing to do."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import Any

import fake_process
import pytest

from jixiao.model.errors import JixiaoError
from jixiao.run.corpus import Settings, Summary, run_corpus


def run(corpus: Path, out: Path, **options: Any) -> Summary:
    options = {"jobs": 2, "process": fake_process.steady, **options}
    return run_corpus(Settings(corpus=corpus, out=out, **options))


def times(out: Path) -> dict[Path, int]:
    return {p: p.stat().st_mtime_ns for p in out.rglob("*") if ".state" not in p.parts}


def test_a_run_writes_every_table(corpus: Path, tmp_path: Path, read_table: Any) -> None:
    out = tmp_path / "out"
    summary = run(corpus, out)
    assert (summary.files, summary.done, summary.failed) == (12, 12, 0)
    assert summary.exit_code == 0
    amounts = read_table(out, "amounts")
    assert len(amounts) == 48
    assert list(amounts[0])[:3] == ["row_id", "doc_id", "file"]
    assert {r["status"] for r in read_table(out, "runs")} == {"done"}
    assert amounts[0]["file"] == "乙 县/00（部门）.txt"


def test_quotes_are_where_the_table_says(corpus: Path, tmp_path: Path, read_table: Any) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    for row in read_table(out, "amounts"):
        text = (out / "text" / f"{row['doc_id']}.txt").read_bytes().decode()
        assert text[int(row["char_start"]) : int(row["char_end"])] == row["text"]


def test_a_second_run_touches_nothing(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    before = times(out)
    summary = run(corpus, out)
    assert (summary.tried, summary.changed) == (0, False)
    assert times(out) == before


def test_a_touched_file_is_looked_at_and_no_more(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    before = times(out)
    os.utime(corpus / "甲县" / "01（部门）.txt")
    summary = run(corpus, out)
    assert (summary.tried, summary.changed) == (1, False)
    assert times(out) == before


def test_only_the_changed_file_is_done_again(corpus: Path, tmp_path: Path, read_table: Any) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    results = set((out / ".state" / "results").glob("*/*"))
    (corpus / "甲县" / "03（部门）.txt").write_text("改为 99 万元\n", "utf-8")
    summary = run(corpus, out)
    assert (summary.tried, summary.changed) == (1, True)
    assert len(results & set((out / ".state" / "results").glob("*/*"))) == 11
    assert [r["text"] for r in read_table(out, "amounts") if "/03" in r["file"]] == ["99"]


def test_a_removed_file_loses_its_rows(corpus: Path, tmp_path: Path, read_table: Any) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    gone = corpus / "甲县" / "05（部门）.txt"
    gone.unlink()
    summary = run(corpus, out)
    assert summary.files == 11
    for table in ("runs", "amounts", "documents"):
        assert not [r for r in read_table(out, table) if "/05" in r["file"]]
    assert len(list((out / "text").iterdir())) == 11
    assert len(list((out / ".state" / "results").glob("*/*"))) == 11


@pytest.mark.parametrize("table", ["amounts.csv", "text"])
def test_what_a_user_deleted_comes_back(corpus: Path, tmp_path: Path, table: str) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    path = out / table
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert run(corpus, out).changed
    assert path.exists()


def test_a_lost_result_is_made_again(corpus: Path, tmp_path: Path, contents: Any) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    before = contents(out)
    next((out / ".state" / "results").glob("*/*")).unlink()
    (out / "amounts.csv").unlink()
    assert run(corpus, out).tried == 1
    assert contents(out) == before


def test_a_damaged_result_is_named(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    next((out / ".state" / "results").glob("*/*")).write_bytes(b"\x1f\x8b broken")
    (out / "amounts.csv").unlink()
    with pytest.raises(JixiaoError, match="结果文件损坏"):
        run(corpus, out)


def test_identity_of_rows_hangs_on_nothing_but_bytes(
    corpus: Path, tmp_path: Path, read_table: Any
) -> None:
    shuffled = tmp_path / "other"
    shuffled.mkdir()
    files = [p for p in corpus.rglob("*") if p.is_file()]
    random.Random(7).shuffle(files)
    for number, path in enumerate(files):
        shutil.copyfile(path, shuffled / f"{number}.bin")
    found = []
    for folder, jobs in ((corpus, 1), (corpus, 2), (shuffled, 2)):
        out = tmp_path / f"out-{len(found)}"
        run(folder, out, jobs=jobs)
        tables = ("documents", "amounts")
        found.append({(t, r["row_id"], r["text"]) for t in tables for r in read_table(out, t)})
    assert found[0] == found[1] == found[2]
    assert len({identity for _, identity, _ in found[0]}) == len(found[0])


def test_copies_of_a_file_keep_their_rows_and_are_named(
    corpus: Path, tmp_path: Path, read_table: Any
) -> None:
    shutil.copyfile(corpus / "乙 县" / "00（部门）.txt", corpus / "副本.txt")
    out = tmp_path / "out"
    run(corpus, out)
    copies = {r["file"]: r["duplicate_of"] for r in read_table(out, "runs") if r["duplicate_of"]}
    assert copies == {"副本.txt": "乙 县/00（部门）.txt"}
    assert len([r for r in read_table(out, "amounts") if r["file"] == "副本.txt"]) == 4


def test_contacts_leave_only_when_asked_for(corpus: Path, tmp_path: Path, read_table: Any) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    assert not (out / "contacts.csv").exists()
    run(corpus, out, contacts=True)
    assert len(read_table(out, "contacts")) == 12
    run(corpus, out)
    assert not (out / "contacts.csv").exists()


def test_another_corpus_with_the_same_names_is_read(
    corpus: Path, tmp_path: Path, read_table: Any
) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    twin = tmp_path / "twin"
    shutil.copytree(corpus, twin)
    changed = twin / "甲县" / "01（部门）.txt"
    stamp = changed.stat()
    changed.write_bytes(changed.read_bytes().replace(b"11", b"88"))
    os.utime(changed, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    run(twin, out)
    assert "88" in [r["text"] for r in read_table(out, "amounts")]


def test_a_single_file_is_a_corpus(corpus: Path, tmp_path: Path, read_table: Any) -> None:
    out = tmp_path / "out"
    run(corpus / "甲县" / "01（部门）.txt", out)
    assert [r["file"] for r in read_table(out, "runs")] == ["01（部门）.txt"]


def test_nothing_to_do_is_an_error(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for folder in (tmp_path / "none", empty):
        with pytest.raises(JixiaoError, match=r"找不到|没有可读的文件"):
            run(folder, tmp_path / "out")
    with pytest.raises(JixiaoError, match="输出文件夹不能就是报告文件夹"):
        run(empty, empty)


def test_a_full_or_closed_output_stops_the_run(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / ".state").mkdir(parents=True)
    (out / ".state" / "results").write_text("in the way")
    with pytest.raises(JixiaoError, match="results"):
        run(corpus, out)
