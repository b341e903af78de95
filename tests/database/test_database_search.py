"""Words of any length are found exactly; what a user types is never read as syntax."""

from __future__ import annotations

import sqlite3

import pytest

from jixiao.database.fts import TOKENIZER, Query, match_of, occurrences, parse, spaced

TEXTS = (
    "预算编制不够细化。",
    "预备费的计算方法。",
    "全年支出 419.86 万元。",
    "编号41986，共3册",
    "完成率９５％（含税）",
    'C++ "OR" NEAR(预算)',
)


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    """A full-text index over a few texts."""
    db = sqlite3.connect(":memory:")
    db.execute(
        f"CREATE VIRTUAL TABLE t USING fts5 (text, content = '', tokenize = \"{TOKENIZER}\")"
    )
    db.executemany("INSERT INTO t (rowid, text) VALUES (?, ?)", enumerate(map(spaced, TEXTS)))
    return db


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("预算", [0, 5]),
        ("预", [0, 1, 5]),
        ("算", [0, 1, 5]),
        ("419.86万元", [2]),
        ("419.86", [2]),
        ("41986", [3]),
        ("95%(含税)", [4]),
        ("c++", [5]),
        ("NEAR(", [5]),
        ("编制 预算", [0]),
        ("预算 方法", []),
        ('"全年 支出"', [2]),
    ],
)
def test_what_is_found(index: sqlite3.Connection, typed: str, found: list[int]) -> None:
    words = parse(typed).wanted
    query = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid"
    assert [row[0] for row in index.execute(query, (match_of(words, "AND"),))] == found


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("预算  绩效　目标", Query(("预算", "绩效", "目标"))),
        ("预算 -疫情", Query(("预算",), ("疫情",))),
        ('预算 -"新冠 疫情"', Query(("预算",), ("新冠疫情",))),
        ("“预算 编制”不细", Query(("预算编制", "不细"))),
        ("2022-2023", Query(("2022-2023",))),
        ('"没有合上', Query(("没有合上",))),
        (' " " - ', Query()),
    ],
)
def test_how_a_query_is_read(typed: str, query: Query) -> None:
    assert parse(typed) == query


def test_occurrences_are_in_the_offsets_of_the_text() -> None:
    text = "支出 419.86 万元，支出４１９.86万元"
    assert [text[a:b] for a, b in occurrences(text, ["419.86万元"])] == [
        "419.86 万元",
        "４１９.86万元",
    ]
    assert occurrences("预算预算编制", ["预算", "算编"]) == [(0, 5)]
