"""Result files, texts, keys: what is written is read back, or refused."""

from __future__ import annotations

import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.document import Result
from jixiao.model.canonical import Box, Canonical
from jixiao.model.tables import TABLES, Amount
from jixiao.store.atomic import write_atomic
from jixiao.store.keys import code_digest, digest, recipe, result_key
from jixiao.store.results import DamagedResult, load_result, read_header, save_result
from jixiao.store.tables import TableSet
from jixiao.store.texts import remove_texts, text_ids, write_text

TEXT = "支出\u2028419.86万元\r\n𠀀\t完"
AMOUNT = Amount(
    text="419.86万元",
    char_start=3,
    char_end=11,
    page=2,
    bbox=Box(1.5, 2.25, 3, 4),
    value=Decimal("419.86"),
    amount_wan=Decimal("419.86"),
    unit="万元",
)


def result() -> Result:
    tables = {**{t.table: () for t in TABLES}, "amounts": (AMOUNT,)}
    return Result("abcdefabcdef", Canonical(TEXT, "text/plain"), tables)


def test_a_result_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "ab" / "abcd.json.gz"
    header = save_result(path, result(), 0.12345)
    stored = load_result(path)
    assert read_header(path) == stored.header == header
    assert (header.doc_id, header.chars, header.seconds) == ("abcdefabcdef", len(TEXT), 0.123)
    assert stored.text == TEXT
    assert stored.rows(Amount) == (AMOUNT,)


def test_the_same_result_is_the_same_bytes(tmp_path: Path) -> None:
    save_result(tmp_path / "1", result(), 1)
    save_result(tmp_path / "2", result(), 1)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


@pytest.mark.parametrize("cut", [0, 5, 30, -1])
def test_half_a_result_is_refused(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "r.json.gz"
    save_result(path, result(), 1)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(DamagedResult, match="结果文件损坏"):
        load_result(path)


def test_a_result_of_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.json.gz"
    save_result(path, result(), 1)
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"amount_wan", b"x")))
    with pytest.raises(DamagedResult):
        load_result(path)


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t"
    write_atomic(path, b"old")

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_tables_appear_together_or_not_at_all(tmp_path: Path) -> None:
    columns = {"a": ["x"], "b": ["y"]}
    with TableSet(tmp_path, tmp_path / ".new", columns) as tables:
        tables.add("a", [["1"]])
    assert list(tmp_path.iterdir()) == []
    with TableSet(tmp_path, tmp_path / ".new", columns) as tables:
        tables.add("a", [["1"]])
        tables.publish()
    assert {p.name for p in tmp_path.iterdir()} == {"a.csv", "b.csv"}
    assert (tmp_path / "a.csv").read_text() == "x\n1\n"


def test_texts_are_exact_and_only_ours_are_removed(tmp_path: Path) -> None:
    write_text(tmp_path, "abcdefabcdef", TEXT)
    write_text(tmp_path, "0123456789ab", "另一份")
    (tmp_path / "我的笔记.txt").write_text("不要删")
    assert (tmp_path / "abcdefabcdef.txt").read_bytes() == TEXT.encode()
    remove_texts(tmp_path, lambda doc_id: doc_id == "abcdefabcdef")
    assert list(text_ids(tmp_path)) == ["abcdefabcdef"]
    assert (tmp_path / "我的笔记.txt").exists()


def test_the_code_digest_sees_every_edit(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.py").write_text("1")
    seen = {code_digest(tmp_path)}
    (tmp_path / "a" / "x.py").write_text("2")
    seen.add(code_digest(tmp_path))
    (tmp_path / "a" / "x.py").rename(tmp_path / "x.py")
    seen.add(code_digest(tmp_path))
    (tmp_path / "notes.txt").write_text("no code")
    seen.add(code_digest(tmp_path))
    assert len(seen) == 3


def test_keys_depend_on_each_part() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"])
    ways = {recipe("p", "c"), recipe("q", "c"), recipe("p", "d")}
    assert len(ways) == 3
    assert len({result_key(f, w) for f in ("1", "2") for w in ways}) == 6
