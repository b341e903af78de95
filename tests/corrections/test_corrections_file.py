"""The file of corrections: read leniently entry by entry, changed without touching the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.corrections.entry import Entry, Place
from jixiao.corrections.file import beside, change, parsed, read
from jixiao.corrections.values import checked
from jixiao.model.errors import JixiaoError

ENTRY = Entry(
    file="民政/2022.pdf",
    doc_id="0123456789ab",
    table="amounts",
    place=Place(quote="419.86\n万元", start=3, end=12, before="支出: '", after="#"),
    row=(("amount_wan", "419.86"),),
    column="amount_wan",
    old="419.86",
    new="418.86",
    reason='原件是 "418.86": 见第3页 # 附表',
    by="张三",
    at="2026-01-02T03:04:05+00:00",
)
OTHER = replace(ENTRY, column="", old="", new="", reason="不是金额")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = beside(tmp_path / "报告")
    assert path == tmp_path / "报告.corrections.yml"
    change(path, [ENTRY])
    change(path, [OTHER])
    _, found = read(path)
    assert [replace(e, line=0) for e in found.entries] == [ENTRY, OTHER]
    assert found.of("民政/2022.pdf", "f" * 64) == found.entries
    assert found.of("改了名.pdf", "0123456789ab" + "f" * 52) == found.entries
    assert found.of("别的.pdf", "f" * 64) == ()


def test_taking_one_out_leaves_the_rest_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "c.yml"
    change(path, [ENTRY])
    head = path.read_text("utf-8") + "# 问过民政局\n"
    path.write_text(head, "utf-8")
    change(path, [OTHER])
    change(path, without=[OTHER.id])
    assert path.read_text("utf-8") == head
    change(path, [OTHER], without=[ENTRY.id])
    text = path.read_text("utf-8")
    assert "# 问过民政局\n" in text
    assert [e.id for e in read(path)[1].entries] == [OTHER.id]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- 5", "名称: 值"),
        ("- {file: a}", "不是可以更正的表"),
        ("- {table: amounts}", "没有写 file"),
        ("- {file: a, table: checks, reason: 错}", "不是可以更正的表"),
        ("- {file: a, table: amounts, strike: true}", "reason"),
        ("- {file: a, table: amounts, reason: 错}", "column"),
        ("- {file: a, table: amounts, reason: 错, column: year, new: 2023}", "old"),
        ("- {file: a, table: amounts, reason: 错, column: year, old: '', new: 去年}", "整数"),
        ("- {file: a, table: amounts, reason: 错, column: text, old: '', new: a}", "列“text”"),
        ("- {file: a, table: documents, reason: 错, strike: true}", "不能划去"),
        ("- {file: a, table: amounts, reason: 错, strike: 1}", "true"),
        ("- {file: a, table: amounts, reason: 错, strike: true, place: {start: x}}", "整数"),
        ("- {file: [a], table: amounts}", "一个值"),
        ("- {file: a, tabel: amounts}", "tabel"),
    ],
)
def test_a_bad_entry_tells_its_problem_and_spoils_no_other(text: str, problem: str) -> None:
    good = "- {file: a, table: amounts, place: {quote: 5}, strike: true, reason: 不是}\n"
    bad, fine = parsed(f"{text}\n{good}".encode(), "c.yml").entries
    assert problem in bad.problem
    assert fine.problem == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"- {file: a", "第 2 行"),
        (b"file: a", "列表"),
        ("- 文件: 乱".encode("gb18030"), "UTF-8"),
        (b"- &a [*a]", "语法错误"),
        (b"- \x00", "读不懂"),
    ],
)
def test_a_file_that_is_no_list_says_so_and_is_not_touched(
    data: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "c.yml"
    path.write_bytes(data)
    with pytest.raises(JixiaoError, match=words):
        change(path, [ENTRY])
    assert path.read_bytes() == data


def test_a_list_in_another_style_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "c.yml"
    path.write_text("[{file: a, table: amounts, strike: true, reason: 错}]\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(JixiaoError):
        change(path, [ENTRY])
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("column", "text", "cell"),
    [
        ("amount_wan", " 419.86 ", "419.86"),
        ("amount_wan", "-3", "-3"),
        ("amount_wan", "", ""),
        ("year", "2023", "2023"),
        ("basis", "expenditure", "expenditure"),
        ("subject", "<script>", "<script>"),
    ],
)
def test_values_that_may_stand(column: str, text: str, cell: str) -> None:
    assert checked("amounts", column, text) == cell


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("amount_wan", "4,198"),
        ("amount_wan", "约5万"),
        ("amount_wan", "1e9"),
        ("amount_wan", "NaN"),
        ("year", "2023年"),
        ("basis", "支出"),
        ("qualifier", ""),
        ("subject", "a\x00"),
        ("subject", "长" * 2001),
        ("row_id", "x"),
    ],
)
def test_values_that_may_not(column: str, text: str) -> None:
    with pytest.raises(JixiaoError, match=r"可以|要写|没有|请|不能"):
        checked("amounts", column, text)
