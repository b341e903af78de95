"""Tables against gold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jixiao.evaluate import quality
from jixiao.model.errors import JixiaoError

Folder = Callable[..., Path]
DOCUMENT = {"file": "甲.txt", "numbers": 10, "numbers_unexplained": 1}


def amount(wan: object, **more: Any) -> dict[str, Any]:
    return {"file": "甲.txt", "amount_wan": wan, "currency": "CNY", **more}


def test_counts_and_shares(folder: Folder) -> None:
    out = folder("out", documents=[DOCUMENT], amounts=[amount("1.0"), amount(2), amount(9)])
    gold = folder("gold", amounts=[amount(1), amount(2), amount(3), amount(4)])
    table = quality(out, gold).table("amounts")
    assert (table.gold, table.found, table.right) == (4, 3, 2)
    assert (table.precision, table.recall) == (pytest.approx(2 / 3), 0.5)
    assert table.f1 == pytest.approx(4 / 7)
    assert [row["amount_wan"] for row in table.missed] == ["3", "4"]
    assert [row["amount_wan"] for row in table.extra] == ["9"]


def test_a_row_answers_once(folder: Folder) -> None:
    out = folder("out", documents=[DOCUMENT], amounts=[amount(1)])
    gold = folder("gold", amounts=[amount(1), amount(1)])
    assert quality(out, gold).table("amounts").right == 1


def test_equal_figures_are_told_apart_by_what_they_are_of(folder: Folder) -> None:
    rows = [
        amount(1, subject="收入", basis="income"),
        amount(1, subject="支出", basis="expenditure"),
    ]
    out = folder("out", documents=[DOCUMENT], amounts=rows[::-1])
    gold = folder("gold", amounts=rows)
    basis = quality(out, gold).table("amounts").attribute("basis")
    assert basis is not None
    assert (basis.right, basis.gold) == (2, 2)


def test_an_attribute_counts_where_gold_fills_it(folder: Folder) -> None:
    out = folder("out", documents=[DOCUMENT], amounts=[amount(1, year=2023), amount(2, year=2022)])
    gold = folder("gold", amounts=[amount(1, year=2022, text="1万元"), amount(2, year="")])
    table = quality(out, gold).table("amounts")
    year = table.attribute("year")
    assert year is not None
    assert (year.right, year.gold, year.share) == (0, 1, 0.0)
    assert [(w.gold, w.found, w.text) for w in table.wrong] == [("2022", "2023", "1万元")]


@pytest.mark.parametrize(
    ("table", "gold", "found", "right"),
    [
        ("amounts", {"amount_wan": "1", "currency": "USD"}, {"amount_wan": "1"}, 0),
        ("amounts", {"amount_wan": "1", "currency": ""}, {"amount_wan": "1", "currency": "CNY"}, 1),
        ("amounts", {"amount_wan": "", "value": "5"}, {"amount_wan": "", "value": "5.0"}, 1),
        ("amounts", {"amount_wan": "", "value": "5"}, {"amount_wan": "", "value": "6"}, 0),
        ("rates", {"rate_pct": "-7"}, {"rate_pct": "7"}, 0),
        ("quantities", {"value": "3", "unit": "家"}, {"value": "3", "unit": "个"}, 0),
        ("policies", {"title": "预算法"}, {"title": "预算法", "doc_number": "令12号"}, 1),
        ("policies", {"doc_number": "财预〔2020〕10号"}, {"doc_number": "财预[2020]10号"}, 1),
        ("policies", {"title": "预算法"}, {"title": "政府采购法"}, 0),
        (
            "scores",
            {"score": "2", "indicator_l2": "管理", "indicator_l3": "资产盘点情况"},
            {"score": "2.0", "indicator_l3": "资产盘点"},
            1,
        ),
        ("scores", {"score": "2", "weight": ""}, {"score": "2", "weight": "3"}, 0),
        (
            "scores",
            {"score": "2", "indicator_l1": "管理"},
            {"score": "2", "indicator_l1": "产出"},
            0,
        ),
        (
            "targets",
            {"indicator": "基站数量", "target_value": "110", "actual_value": ""},
            {"indicator": "新增基站数量", "target_value": "110", "actual_value": ""},
            1,
        ),
        (
            "targets",
            {"indicator": "基站", "target_value": "110"},
            {"indicator": "基站", "target_value": "62"},
            0,
        ),
        (
            "deductions",
            {"indicator": "", "points_lost": "2", "reason": "未做资产盘点"},
            {"indicator": "资产管理", "points_lost": "2", "reason": "本年度未做资产盘点"},
            1,
        ),
        (
            "deductions",
            {"indicator": "采购管理", "points_lost": "2", "reason": "未做盘点"},
            {"indicator": "预算编制", "points_lost": "2", "reason": "未做盘点"},
            0,
        ),
        ("weaknesses", {"text": "预算编制不够细化"}, {"text": "预算编制不细化。"}, 1),
        ("weaknesses", {"text": "预算编制不够细化"}, {"text": "资产未盘点"}, 0),
    ],
)
def test_the_rule_of_each_table(
    folder: Folder, table: str, gold: dict[str, str], found: dict[str, str], right: int
) -> None:
    out = folder("out", documents=[DOCUMENT], **{table: [{"file": "甲.txt", **found}]})
    checked = folder("gold", **{table: [{"file": "甲.txt", **gold}]})
    assert quality(out, checked).table(table).right == right


def test_cells_of_documents(folder: Folder) -> None:
    out = folder("out", documents=[{**DOCUMENT, "department": "甲局", "self_score": "92.5"}])
    filled = {
        "file": "甲.txt",
        "department": "乙局",
        "self_score": "92.50",
        "grade": "",
        "note": "x",
    }
    found = quality(out, folder("gold", documents=[filled]))
    assert [(a.column, a.right, a.gold) for a in found.documents] == [
        ("department", 0, 1),
        ("self_score", 1, 1),
    ]
    assert [(w.column, w.gold, w.found) for w in found.wrong] == [("department", "乙局", "甲局")]


def test_a_file_that_is_not_in_the_outputs_counts_as_missed(folder: Folder) -> None:
    out = folder("out", documents=[DOCUMENT])
    gold = folder(
        "gold",
        documents=[{"file": "乙.txt", "grade": "优"}],
        amounts=[{"file": "乙.txt", "amount_wan": 1}],
    )
    found = quality(out, gold)
    assert found.lost == ("乙.txt",)
    assert (found.table("amounts").gold, found.table("amounts").right) == (1, 0)
    assert [(a.right, a.gold) for a in found.documents] == [(0, 1)]


def test_a_table_only_in_gold_is_missed_and_one_in_neither_left_out(folder: Folder) -> None:
    out = folder("out", documents=[DOCUMENT], rates=[{"file": "甲.txt", "rate_pct": 3}])
    gold = folder("gold", weaknesses=[{"file": "甲.txt", "text": "预算编制不细"}])
    found = quality(out, gold)
    assert [(t.table, t.f1) for t in found.tables] == [("weaknesses", 0.0)]
    assert found.macro_f1 == 0.0


def test_rows_of_files_without_gold_do_not_count(folder: Folder) -> None:
    other = {"file": "乙.txt", "numbers": 30, "numbers_unexplained": 0}
    out = folder("out", documents=[DOCUMENT, other], amounts=[amount(1), amount(1, file="乙.txt")])
    found = quality(out, folder("gold", amounts=[amount(1)]))
    assert found.table("amounts").f1 == 1.0
    assert found.unexplained == pytest.approx(1 / 40)


def test_gold_in_several_folders_is_one(folder: Folder) -> None:
    out = folder(
        "out",
        documents=[{**DOCUMENT, "file": "年/甲.txt"}, {**DOCUMENT, "file": "乙.txt"}],
        amounts=[amount(1, file="年/甲.txt"), amount(2, file="乙.txt")],
        rates=[{"file": "年/甲.txt", "rate_pct": 3}],
    )
    folder("gold/a", documents=[{"file": "甲.txt"}], amounts=[amount(1)])
    folder("gold/b", amounts=[amount(2, file="乙.txt")], rates=[{"file": "乙.txt", "rate_pct": 4}])
    found = quality(out, out.parent / "gold")
    assert found.files == ("乙.txt", "甲.txt")
    assert not found.lost
    assert found.table("amounts").right == 2
    # gold/a has no table of rates: what was found in its files is neither right nor wrong
    assert (found.table("rates").gold, found.table("rates").found) == (1, 0)


def test_a_file_with_gold_twice_is_refused(folder: Folder) -> None:
    out = folder("out", documents=[DOCUMENT])
    folder("gold/a", amounts=[amount(1)])
    folder("gold/b", amounts=[amount(1)])
    with pytest.raises(JixiaoError, match="已经标注过"):
        quality(out, out.parent / "gold")


def test_folders_that_hold_nothing_are_told(folder: Folder, tmp_path: Path) -> None:
    out = folder("out", documents=[DOCUMENT])
    with pytest.raises(JixiaoError, match="jixiao run"):
        quality(folder("empty"), None)
    with pytest.raises(JixiaoError, match="没有标注表"):
        quality(out, folder("empty"))
    with pytest.raises(JixiaoError, match="找不到标注文件夹"):
        quality(out, tmp_path / "none")
    with pytest.raises(JixiaoError, match="没有 file 列"):
        quality(out, folder("bad", amounts=[{"amount_wan": 1}]))
