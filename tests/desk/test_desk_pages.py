"""What the pages find, say and export."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jixiao.desk.site import desk_of
from jixiao.model.errors import JixiaoError
from jixiao.run.corpus import Settings, run_corpus

Ask = Callable[..., Any]


def ids(get: Ask) -> dict[str, str]:
    """The ids of the documents by department."""
    rows = get("/jixiao/documents.json?_shape=array").json()
    return {row["file"]: row["doc_id"] for row in rows}


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("q=预算", 3),
        ("q=预算+-编制", 2),
        ("q=预算&year=2023", 2),
        ("q=预算&year=1999", 0),
        ("weakness=budget_execution", 1),
        ("q=419.86万元", 1),
        ("q=%22%27+OR+1%3D1+DROP%22", 1),
        ("", 0),
    ],
)
def test_search(get: Ask, query: str, hits: int) -> None:
    assert len(get(f"/search.json?{query}").json()["rows"]) == hits
    page = get(f"/search?{query}")
    assert page.status_code == 200
    assert page.text.count('<a class="hit"') == hits


def test_facets_count_what_following_them_finds(get: Ask) -> None:
    page = get("/search?q=预算").text
    links = re.findall(r'href="(/search\?[^"]+)"><span>[^<]*</span> <b>(\d+)</b>', page)
    assert len(links) >= 5
    for link, count in links:
        rows = get(link.replace("&amp;", "&").replace("/search?", "/search.json?")).json()["rows"]
        assert len(rows) == int(count), link


def test_a_csv_for_excel(get: Ask) -> None:
    answer = get("/search.csv?q=不规范")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(io.BytesIO(answer.content), encoding="utf-8-sig")
    assert len(table) == 2
    assert table["text"].str.startswith("'=cmd").any()
    assert not table["text"].str.startswith("=").any()


def test_many_queries_at_once(post: Ask) -> None:
    content = "\ufeff序号,检索词\n1,预算\n2,资产\n3,没有的词\n"
    page = post("/batch", {"as": "page", "file": content}).text
    assert re.findall(r'<td class="n">(\d+)</td><td class="n">(\d+)</td>', page) == [
        ("3", "2"),
        ("1", "1"),
        ("0", "0"),
    ]
    answer = post("/batch", {"as": "csv", "queries": "预算\n资产"})
    table = pd.read_csv(io.BytesIO(answer.content), encoding="utf-8-sig")
    assert table["query"].value_counts().to_dict() == {"预算": 3, "资产": 1}
    assert "没有查询" in post("/batch", {"as": "page", "queries": " "}).text


def test_a_verdict_stays_and_is_exported(get: Ask, post: Ask, out: Path, corpus: Path) -> None:
    failed = get("/checks.json").json()
    assert failed
    assert {row["status"] for row in failed} == {"fail"}
    check = failed[0]
    form = {"row_id": check["row_id"], "verdict": "confirmed", "note": "电话问过<b>"}
    assert post("/checks/verdict", form).status_code == 302
    rows = get("/checks.json?verdict=confirmed").json()
    assert [(r["row_id"], r["note"]) for r in rows] == [(check["row_id"], "电话问过<b>")]
    assert len(get("/checks.json?verdict=none").json()) == len(failed) - 1
    (out / "jixiao.sqlite").unlink()
    run_corpus(Settings(corpus=corpus, out=out, jobs=1))
    exported = pd.read_csv(io.BytesIO(get("/checks.csv").content), encoding="utf-8-sig")
    assert "confirmed" in set(exported["verdict"].dropna())


def test_a_document_shows_text_rows_and_the_hit(get: Ask) -> None:
    doc = ids(get)["水利局.txt"]
    (row,) = get(f"/jixiao/amounts.json?_shape=array&doc_id={doc}&amount_wan=50").json()
    page = get(f"/doc/{doc}?row={row['row_id']}").text
    assert f'id="m-{row["row_id"]}"' in page
    chosen = re.search(r'<a class="m t-amounts[^"]* chosen[^"]*"[^>]*>([^<]+)</a>', page)
    assert chosen
    assert chosen[1] == "50万元"
    assert f'id="r-{row["row_id"]}"' in page
    hit = get("/search.json?q=偏慢").json()["rows"][0]
    page = get(hit["address"].removesuffix("#hit")).text
    shown = re.findall(r'<(?:a|mark) class="[^"]*hit[^"]*"[^>]*>([^<]+)<', page)
    assert "".join(shown) == hit["text"]


def test_datasette_keeps_its_exports(get: Ask) -> None:
    assert get("/jixiao/amounts.csv").text.startswith("row_id,doc_id,")
    assert get("/jixiao/amounts.json?_shape=array").json()
    for path in ("/jixiao", "/jixiao/checks?_facet=status", "/jixiao?sql=select+1"):
        assert get(path).status_code == 200


def test_without_a_run_it_says_what_to_do(tmp_path: Path, out: Path) -> None:
    with pytest.raises(JixiaoError, match="make"):
        desk_of(tmp_path / "nothing", None, False, "127.0.0.1")
    with pytest.raises(JixiaoError, match="--corpus"):
        desk_of(out, tmp_path / "nothing", False, "127.0.0.1")


def test_an_unknown_document_is_not_found(get: Ask) -> None:
    assert get("/doc/000000000000").status_code == 404
    assert "没有这份文件" in get("/doc/000000000000").text
