"""The desk over multiplied rows: every page comes, and counts stop where they have to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from jixiao.desk import search
from jixiao.desk.pages import checks
from jixiao.desk.search import Wish, details, find

TOOLS = Path(__file__).parents[2] / "tools"
SIZE = 150


@pytest.fixture(scope="module")
def bench() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TOOLS))
        import bench_desk

        yield bench_desk


@pytest.fixture(scope="module")
def folder(bench: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    built = bench.build(folder, SIZE, None, 18)
    assert built.documents == SIZE
    assert built.rows > SIZE * 100
    return folder


@pytest.fixture
def db(bench: Any, folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / bench.DATABASE)) as db:
        db.row_factory = sqlite3.Row
        yield db


def test_every_page_comes_in_time_and_memory(bench: Any, folder: Path) -> None:
    served = bench.serve(folder, bench.PAGES)
    assert {p.path: p.status for p in served.pages if p.status != 200} == {}
    assert served.peak < bench.MEMORY
    assert sum(p.warm for p in served.pages) / len(served.pages) < bench.SECONDS


def test_years_come_in_order_though_not_all_hits_are_counted(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = find(db, Wish("预算"))
    assert not every.more
    monkeypatch.setattr(search, "MOST", len(every.ids) // 5)
    for sort, last in (("new", 2023), ("old", 2021)):
        found = find(db, Wish("预算", sort=sort))
        assert found.more
        years = {row["fiscal_year"] for row in details(db, found.ids)}
        assert years == {last}


def test_counts_of_facets_are_what_following_them_finds(db: sqlite3.Connection) -> None:
    found = find(db, Wish("预算"))
    assert {facet.name for facet in found.facets} >= {"province", "city", "year", "status"}
    for facet in found.facets:
        for value, _, number in facet.values[:3]:
            assert len(find(db, Wish("预算", {facet.name: value})).ids) == number


def test_words_and_conditions_are_those_of_a_plain_reading(db: sqlite3.Connection) -> None:
    plain = "SELECT sentence_id FROM sentences AS s JOIN documents USING (doc_id) WHERE"
    where = " s.text LIKE ? AND s.text NOT LIKE ? AND fiscal_year = 2022 ORDER BY sentence_id"
    expected = [i for (i,) in db.execute(plain + where, ("%预算%", "%执行率%"))]
    assert expected
    assert list(find(db, Wish("预算 -执行率", {"year": "2022"})).ids) == expected
    rest = "SELECT count(*) FROM sentences WHERE text NOT LIKE '%预算%' AND text != ''"
    assert len(find(db, Wish("-预算")).ids) == db.execute(rest).fetchone()[0]


def test_failed_checks_are_all_there_the_graver_first(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    args = dict.fromkeys((*checks.FILTERS, "verdict", "page")) | {"status": "fail"}
    query = (
        "SELECT rowid FROM checks WHERE status = 'fail' ORDER BY "
        "CASE severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END, rowid"
    )
    expected = [i for (i,) in db.execute(query)]
    assert checks._found(db, args, {}) == expected
    monkeypatch.setattr(checks, "MOST", len(expected) // 2)
    assert checks._found(db, args, {}) == expected[: len(expected) // 2 + 1]
    context = checks._context(db, args, {})
    assert (context["count"], context["counted_all"]) == (len(expected) // 2, False)
