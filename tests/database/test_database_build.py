"""The database follows the run: only what changed is written, and it holds what the tables hold."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from jixiao.model.corpus_tables import CORPUS_TABLES
from jixiao.model.tables import TABLES
from jixiao.run.corpus import Settings, Summary, run_corpus

REPORT = """民政局2022年度部门整体支出绩效自评报告
联系人：张三丰 联系电话：13800001111

一、存在问题
预算编制不够细化，资产管理不规范。
二、收支情况
全年支出419.86万元，完成率{rate}%。
"""
META = "SELECT name, value FROM meta ORDER BY name"
Make = Callable[..., Summary]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three reports."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(REPORT.format(rate=90 + number), "utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The output folder."""
    return tmp_path / "out"


def make(corpus: Path, out: Path, **options: Any) -> Summary:
    """A run in this process."""
    return run_corpus(Settings(corpus=corpus, out=out, jobs=1, **options))


def ask(out: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What the database answers."""
    with closing(sqlite3.connect(out / "jixiao.sqlite")) as db:
        return db.execute(query, values).fetchall()


def found(out: Path, phrase: str) -> list[str]:
    """The files in which a phrase is found."""
    query = (
        "SELECT file FROM sentences_fts JOIN sentences ON sentence_id = sentences_fts.rowid "
        "JOIN documents USING (doc_id) WHERE sentences_fts MATCH ? ORDER BY file"
    )
    return [row[0] for row in ask(out, query, f'"{" ".join(phrase)}"')]


def test_every_row_of_the_tables_is_there(corpus: Path, out: Path) -> None:
    make(corpus, out)
    for table in TABLES:
        path = out / f"{table.table}.csv"
        if not path.exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row["row_id"] for row in csv.DictReader(file)]
        assert sorted(rows) == [
            r[0] for r in ask(out, f"SELECT row_id FROM {table.table} ORDER BY 1")
        ]
    assert ask(out, "SELECT amount_wan FROM amounts WHERE amount_wan = 419.86") == [(419.86,)] * 3
    for made in CORPUS_TABLES:
        with (out / f"{made.table}.csv").open(encoding="utf-8", newline="") as file:
            count = sum(1 for _ in csv.DictReader(file))
        assert ask(out, f"SELECT count(*) FROM {made.table}") == [(count,)]
    assert ask(out, "SELECT count(*) FROM recurring")[0][0] > 0
    assert ask(out, "PRAGMA foreign_key_check") == []
    assert [row[0] for row in ask(out, "SELECT status FROM runs")] == ["done"] * 3


def test_sentences_are_where_they_say(corpus: Path, out: Path) -> None:
    make(corpus, out)
    rows = ask(out, "SELECT doc_id, char_start, char_end, text, section FROM sentences")
    for doc_id, start, end, text, _ in rows:
        canonical = (out / "text" / f"{doc_id}.txt").read_text("utf-8")
        assert canonical[start:end] == text or "＊" in text
    heading = (
        "SELECT DISTINCT heading FROM sentences AS s JOIN sections AS c "
        "ON c.doc_id = s.doc_id AND c.section_id = s.section WHERE s.text LIKE '预算编制%'"
    )
    assert ask(out, heading) == [("存在问题",)]
    tags = "SELECT DISTINCT t.value FROM tags AS t JOIN sentences USING (sentence_id) "
    assert ("asset_management",) in ask(out, tags + "WHERE kind = 'weakness'")


def test_persons_are_not_in_the_database(corpus: Path, out: Path) -> None:
    make(corpus, out, contacts=True)
    assert "张三丰" in (out / "contacts.csv").read_text("utf-8")
    data = (out / "jixiao.sqlite").read_bytes()
    assert "张三丰".encode() not in data
    assert b"13800001111" not in data
    assert found(out, "张三丰") == []


def test_processes_at_the_same_time_make_the_same_database(corpus: Path, out: Path) -> None:
    make(corpus, out)
    beside = out.with_name("beside")
    run_corpus(Settings(corpus=corpus, out=beside, jobs=2))
    for query in ("SELECT * FROM similar", "SELECT * FROM amounts ORDER BY row_id", META):
        assert ask(out, query) == ask(beside, query) != []


def test_only_what_changed_is_written_again(corpus: Path, out: Path) -> None:
    make(corpus, out)
    kept = ask(
        out, "SELECT sentence_id FROM sentences JOIN documents USING (doc_id) WHERE file = '0.txt'"
    )
    (corpus / "1.txt").write_text(REPORT.format(rate=55) + "新增一句话。\n", "utf-8")
    (corpus / "2.txt").unlink()
    (corpus / "3.txt").write_text("水利局2023年度自评报告\n资金结余7万元。\n", "utf-8")
    make(corpus, out)
    assert found(out, "新增一句") == ["1.txt"]
    assert found(out, "结余") == ["3.txt"]
    assert found(out, "细化") == ["0.txt", "1.txt"]
    assert found(out, "完成率91") == []
    again = ask(
        out, "SELECT sentence_id FROM sentences JOIN documents USING (doc_id) WHERE file = '0.txt'"
    )
    assert again == kept
    assert ask(out, "PRAGMA foreign_key_check") == []
    ask(out, "INSERT INTO sentences_fts (sentences_fts) VALUES ('integrity-check')")


def test_counts_follow_the_rows(corpus: Path, out: Path) -> None:
    whole = (
        "SELECT weakness, departments, repeated, documents, mentions FROM weakness_counts "
        "WHERE province = '' AND family = '' AND year = '' ORDER BY 1"
    )
    said = (
        "SELECT weakness, departments, repeated_departments, documents, mentions FROM recurring "
        "WHERE cluster = 0 ORDER BY 1"
    )
    make(corpus, out)
    before = ask(out, whole)
    assert before == ask(out, said)
    (corpus / "4.txt").write_text(
        "水利局2023年度自评报告\n一、存在问题\n资产管理不规范。\n", "utf-8"
    )
    (corpus / "0.txt").unlink()
    make(corpus, out)
    assert ask(out, whole) == ask(out, said) != before
    years = ask(out, "SELECT DISTINCT year FROM weakness_counts ORDER BY 1")
    assert years == [("",), ("2022",), ("2023",)]


def test_a_renamed_file_keeps_its_rows(corpus: Path, out: Path) -> None:
    make(corpus, out)
    rows = ask(out, "SELECT row_id FROM amounts ORDER BY 1")
    (corpus / "2.txt").rename(corpus / "新名.txt")
    make(corpus, out)
    assert ask(out, "SELECT row_id FROM amounts ORDER BY 1") == rows
    assert ("新名.txt",) in ask(out, "SELECT file FROM documents")


def test_a_run_without_change_leaves_it_alone(corpus: Path, out: Path) -> None:
    make(corpus, out)
    before = (out / "jixiao.sqlite").read_bytes()
    make(corpus, out)
    assert (out / "jixiao.sqlite").read_bytes() == before
    assert not list(out.glob("jixiao.sqlite-*"))


@pytest.mark.parametrize("damage", ["gone", "garbage", "other"])
def test_a_database_that_is_no_use_is_made_again(corpus: Path, out: Path, damage: str) -> None:
    make(corpus, out)
    path = out / "jixiao.sqlite"
    if damage == "gone":
        path.unlink()
    elif damage == "garbage":
        path.write_bytes(b"no database at all" * 999)
    else:
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA user_version = 999")
    assert not make(corpus, out).changed
    assert len(found(out, "细化")) == 3
