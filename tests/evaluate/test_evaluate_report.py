"""The report in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.evaluate import report
from jixiao.evaluate.report import align

Folder = Callable[..., Path]


@pytest.fixture
def out(folder: Folder) -> Path:
    row = {"file": "甲.txt", "amount_wan": 9, "text": "9万元", "char_start": 7, "year": 2023}
    return folder(
        "out",
        documents=[{"file": "甲.txt", "grade": "良", "numbers": 200, "numbers_unexplained": 1}],
        amounts=[row, {**row, "amount_wan": 1, "text": "1万元"}],
    )


@pytest.fixture
def gold(folder: Folder) -> Path:
    row = {"file": "甲.txt", "text": "1万元", "year": 2022}
    return folder(
        "gold",
        documents=[{"file": "甲.txt", "grade": "优"}],
        amounts=[{**row, "amount_wan": 1}, {**row, "amount_wan": 4, "text": "4万元"}],
    )


def test_without_gold_only_the_unexplained_numbers(out: Path) -> None:
    assert report(out) == "未解释的数字：1 / 200 = 0.50%（1 份文件，不需要标注）"


def test_by_document(out: Path, gold: Path) -> None:
    last = report(out, gold, by_document=True).splitlines()[-1]
    assert last.split() == ["甲.txt", "200", "1", "0.50%", "1", "1"]
    assert report(out, by_document=True).splitlines()[-1].split() == ["甲.txt", "200", "1", "0.50%"]


def test_tables_and_columns(out: Path, gold: Path) -> None:
    text = report(out, gold)
    assert "金额  amounts     2     2     1   0.500   0.500  0.500" in text
    assert "未解释的数字：1 / 200 = 0.50%" in text
    assert "4万元" not in text


def test_differences_on_request(out: Path, gold: Path) -> None:
    lines = report(out, gold, 5).splitlines()
    assert "amounts：漏 1，多 1" in lines
    assert "  漏  甲.txt「4万元」year=2022 amount_wan=4" in lines
    assert "  多  甲.txt@7「9万元」amount_wan=9 year=2023" in lines
    assert "  异  甲.txt（1万元） year：标注 2022，输出 2023" in lines
    assert "  异  甲.txt grade：标注 优，输出 良" in lines


def test_chinese_characters_are_two_wide() -> None:
    assert align([("金额", "1"), ("ab", "22")], left=1) == "金额   1\nab    22"
