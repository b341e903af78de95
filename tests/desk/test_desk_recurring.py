"""Weaknesses that recur: the ranking, the way to a sentence, what comes back, like passages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

pytest.importorskip("datasette")


from jixiao.desk.differences import differences

Ask = Callable[..., Any]


@pytest.mark.parametrize(
    ("where", "departments", "repeated", "mentions"),
    [
        ("", 2, 2, 8),
        ("province=湖北省", 1, 1, 4),
        ("family=农业农村&province=浙江省", 1, 1, 4),
        ("year=2023", 2, 0, 4),
        ("year=2023&province=湖北省&family=农业农村", 1, 0, 2),
    ],
)
def test_the_ranking_counts_what_the_rows_say(
    ask: Ask, where: str, departments: int, repeated: int, mentions: int
) -> None:
    rows = {row["weakness"]: row for row in ask(f"/recurring.json?{where}")}
    row = rows["budget_execution"]
    assert (row["departments"], row["repeated"], row["mentions"]) == (
        departments,
        repeated,
        mentions,
    )
    sentences = ask(f"/recurring/budget_execution.json?view=sentences&{where}")
    assert len(sentences) == mentions
    found = ask(f"/recurring/budget_execution.json?view=departments&{where}")
    assert len(found) == departments
    assert {row["years"] for row in found} == ({1} if "year" in where else {2})


def test_the_ranking_is_sorted_as_asked(ask: Ask) -> None:
    mentions = [row["mentions"] for row in ask("/recurring.json?sort=mentions")]
    assert mentions == sorted(mentions, reverse=True)
    assert len(set(mentions)) > 1
    assert [row["mentions"] for row in ask("/recurring.json?sort=-mentions")] == sorted(mentions)
    assert ask("/recurring.json?sort=no_such_order") == ask("/recurring.json")


def test_a_class_leads_to_its_clusters_departments_and_sentences(ask: Ask) -> None:
    clusters = ask("/recurring/budget_execution.json")
    assert [row["example"] for row in clusters] == ["项目支出进度前慢后快", "年底集中支付"]
    filtered = ask("/recurring/budget_execution.json?province=湖北省")
    assert [(r["example"], r["departments"], r["repeated"]) for r in filtered] == [
        ("项目支出进度前慢后快", 1, 1),
        ("年底集中支付", 1, 1),
    ]
    page = ask("/recurring/budget_execution?cluster=2")
    links = [
        unescape(link) for link in re.findall(r'href="(/recurring/[^"]*department=[^"]*)"', page)
    ]
    assert len(links) == 2
    page = ask(links[0])
    rows = re.findall(
        r'<a class="hit" href="(/doc/[0-9a-f]{12}\?row=[0-9a-f]+)[^"]*">([^<]*)', page
    )
    assert [text for _, text in rows] == ["年底集中支付"] * 2
    source = ask(rows[0][0])
    assert re.search(r'class="m t-weaknesses[^"]* chosen[^"]*"[^>]*>年底集中支付<', source)


def test_exports_hold_what_is_shown(ask: Ask) -> None:
    said = ask("/recurring.csv")
    assert said.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"))))
    told = ask("/recurring.json")
    assert [row["weakness"] for row in rows] == [row["weakness"] for row in told]
    assert [row["2023"] for row in rows] == [str(row["years"].get("2023", "")) for row in told]


def test_what_was_put_right_comes_back(ask: Ask) -> None:
    every = ask("/again.json")
    assert len(every) == 7
    (row,) = ask("/again.json?kind=rectified")
    assert (row["weakness"], row["fiscal_year"]) == ("target_setting", 2023)
    assert row["origin_before"] == "prior_year"
    assert len(ask("/again.json?kind=repeated")) == 6
    assert {r["province"] for r in ask("/again.json?province=浙江省")} == {"浙江省"}
    page = ask("/again?kind=rectified")
    assert "上年说已整改" in page
    assert "绩效指标设置不够细化<mark>、难以量化考核</mark>" in page
    for side in "ab":
        assert row[f"row_id_{side}"] in ask(
            f"/doc/{row[f'doc_id_{side}']}?row={row[f'row_id_{side}']}"
        )


def test_like_passages_side_by_side(ask: Ask) -> None:
    every = ask("/similar.json")
    own = ask("/similar.json?between=same_department&province=湖北省")
    assert {row["department_a"] for row in own} == {"襄阳市谷城县农业农村局"}
    assert 0 < len(own) < len(every)
    row = own[0]
    assert ask(f"/similar.json?doc={row['doc_id_b']}")
    ends = ((row[f"doc_id_{side}"], row[f"char_start_{side}"]) for side in "ab")
    page = ask("/similar/" + "/".join(f"{doc}-{start}" for doc, start in ends))
    assert re.findall(r"<mark>([^<]*)</mark>", page) == ["1.2", "800", "1.5", "860"]
    assert "培训&lt;i&gt;农民&lt;/i&gt;<mark>800</mark>人次" in page
    assert "<i>" not in page


@pytest.mark.parametrize(
    ("a", "b", "only_a", "only_b"),
    [
        ("一字不差。", "一字不差。", [], []),
        ("支出1,234.5万元", "支出1,234.6万元", ["1,234.5"], ["1,234.6"]),
        ("年中追加偏多", "年中追加项目多", ["偏"], ["项目"]),
        ("甲乙丙丁", "戊己庚辛", ["甲乙丙丁"], ["戊己庚辛"]),
        ("制度的建设", "规则的完善", ["制度的建设"], ["规则的完善"]),
        ("", "新写的", [], ["新写的"]),
    ],
)
def test_differences(a: str, b: str, only_a: list[str], only_b: list[str]) -> None:
    left, right = differences(a, b)
    assert "".join(piece.text for piece in left) == a
    assert "".join(piece.text for piece in right) == b
    assert [piece.text for piece in left if piece.marked] == only_a
    assert [piece.text for piece in right if piece.marked] == only_b
