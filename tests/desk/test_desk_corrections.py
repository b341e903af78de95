"""Corrections on the desk: written down with a reason, used by the next run, never out of sight."""

from __future__ import annotations

import asyncio
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

pytest.importorskip("datasette")

from jixiao.corrections.file import beside, read
from jixiao.desk.site import Site, desk_of
from jixiao.run.corpus import Settings, run_corpus

Ask = Callable[..., Any]
LOSS = """林业局2023年度部门整体支出绩效自评报告

一、扣分情况
资产管理（5分），得4分，扣1分，原因是资产未及时入账。
"""


@pytest.fixture(scope="module")
def base(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of its own, beside which the corrections lie, and the output of a run over it."""
    folder = tmp_path_factory.mktemp("corrections")
    shutil.copytree(corpus, folder / "in")
    (folder / "in" / "林业局.txt").write_text(LOSS, "utf-8")
    rerun(folder / "in", folder / "out")
    return folder


@pytest.fixture
def folder(base: Path) -> Iterator[Path]:
    """The corpus; afterwards all is as it was."""
    report = base / "in" / "水利局.txt"
    before = report.read_bytes()
    yield base / "in"
    beside(base / "in").unlink(missing_ok=True)
    report.write_bytes(before)
    if len((base / "out" / "corrections.csv").read_text("utf-8").splitlines()) > 1:
        rerun(base / "in", base / "out")


@pytest.fixture
def out(base: Path, folder: Path) -> Path:
    """The output of the run."""
    return base / "out"


def the_row(get: Ask) -> tuple[str, str]:
    """The document and the row of the 50万元 that was spent."""
    (row,) = get("/jixiao/amounts.json?_shape=array&amount_wan=50").json()
    return row["doc_id"], row["row_id"]


def form(row: str, **columns: str) -> dict[str, str]:
    """A filled form."""
    cells = {f"c-{name.replace('__', '-')}": value for name, value in columns.items()}
    return {"table": "amounts", "row": row, "reason": "原件<b>第3页", "by": "张三", **cells}


def rerun(folder: Path, out: Path) -> None:
    """The next run."""
    run_corpus(Settings(corpus=folder, out=out, jobs=1))


def test_a_value_is_corrected_and_taken_back(
    get: Ask, post: Ask, site: Site, folder: Path, out: Path
) -> None:
    doc, row = the_row(get)
    page = get(f"/doc/{doc}?row={row}&fix=1").text
    assert 'name="c-amount_wan" value="50"' in page
    assert post(f"/doc/{doc}/correct?row={row}", form(row, value="90")).status_code == 302
    assert "原数值 50 → 90" in get(f"/doc/{doc}?row={row}").text
    assert get("/corrections").text.count("待用上") == 2
    rerun(folder, out)
    (amount,) = get(f"/jixiao/amounts.json?_shape=array&row_id={row}").json()
    assert (amount["amount_wan"], amount["value"], amount["corrected"]) == (
        90, 90, "amount_wan value",
    )  # fmt: skip
    assert get("/checks.json?check=ratio.execution").json() == []
    page = get(f"/doc/{doc}?row={row}").text
    assert "已更正" in page
    assert "<b>第3页" not in page
    table = pd.read_csv(io.BytesIO(get("/corrections.csv").content), encoding="utf-8-sig")
    assert list(table["status"]) == ["applied", "applied"]
    assert list(table["old"]) == [50, 50]
    # corrected once more: what was read stays the old value, the entry before is replaced
    post(f"/doc/{doc}/correct?row={row}", form(row, value="80"))
    assert [(e.old, e.new) for e in site.fixes.read().entries] == [("50", "80")] * 2
    for entry in site.fixes.read().entries:
        post("/corrections/withdraw", {"id": entry.id})
    assert "待撤回" in get("/corrections").text
    rerun(folder, out)
    (amount,) = get(f"/jixiao/amounts.json?_shape=array&row_id={row}").json()
    assert (amount["amount_wan"], amount["corrected"]) == (50, "")


def test_a_row_is_struck_out_and_a_document_corrected(
    get: Ask, post: Ask, folder: Path, out: Path
) -> None:
    doc, row = the_row(get)
    (own,) = get(f"/jixiao/documents.json?_shape=array&doc_id={doc}").json()
    post(f"/doc/{doc}/correct", {**form(row), "strike": "1"})
    fix = {**form(own["row_id"], fiscal_year="2021"), "table": "documents"}
    post(f"/doc/{doc}/correct", fix)
    rerun(folder, out)
    assert get(f"/jixiao/amounts.json?_shape=array&row_id={row}").json() == []
    (own,) = get(f"/jixiao/documents.json?_shape=array&doc_id={doc}").json()
    assert (own["fiscal_year"], own["corrected"]) == (2021, "fiscal_year")
    assert "整行划去" in get(f"/doc/{doc}").text


def test_a_column_called_as_the_reason_of_the_form(get: Ask, post: Ask, site: Site) -> None:
    (loss,) = get("/jixiao/deductions.json?_shape=array&points_lost=1").json()
    typed = {"c-reason": loss["reason"], "c-points_lost": "1.5", "reason": "原件扣1.5分"}
    form = {**typed, "table": "deductions", "row": loss["row_id"]}
    assert post(f"/doc/{loss['doc_id']}/correct", form).status_code == 302
    (entry,) = site.fixes.read().entries
    assert (entry.column, entry.new, entry.reason) == ("points_lost", "1.5", "原件扣1.5分")


def test_what_fits_no_more_is_seen(get: Ask, post: Ask, folder: Path, out: Path) -> None:
    doc, row = the_row(get)
    post(f"/doc/{doc}/correct", form(row, value="90"))
    changed = (folder / "水利局.txt").read_text("utf-8").replace("50万元", "55万元")
    (folder / "水利局.txt").write_text(changed, "utf-8")
    rerun(folder, out)
    page = get("/corrections").text
    assert "2 条没有用上" in page
    assert "不再对得上" in page
    (own,) = get("/jixiao/documents.json?_shape=array&file=水利局.txt").json()
    assert "不再对得上" in get(f"/doc/{own['doc_id']}").text
    (folder / "水利局.txt").unlink()
    rerun(folder, out)
    assert "没有这份文件" in get("/corrections").text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"c-amount_wan": "9o"}, "要写数字"),
        ({"c-year": "去年"}, "要写整数"),
        ({"c-basis": "made up"}, "没有“made up”这一类"),
        ({"c-amount_wan": "50"}, "没有改动"),
        ({"c-amount_wan": "9", "reason": " "}, "理由"),
        ({"c-amount_wan": "9", "table": "checks"}, "不能更正"),
        ({"c-amount_wan": "9", "row": "0" * 16}, "没有这一行"),
        ({"table": "documents", "strike": "1"}, "不能划去"),
    ],
)
def test_a_bad_value_is_refused_and_kept_in_the_form(
    get: Ask, post: Ask, site: Site, typed: dict[str, str], words: str
) -> None:
    doc, row = the_row(get)
    answer = post(f"/doc/{doc}/correct?row={row}", {**form(row), **typed})
    assert answer.status_code == 400
    assert words in re.findall(r'role="alert">([^<]*)<', answer.text)[0]
    assert f'value="{typed.get("c-amount_wan", "50")}"' in answer.text
    assert not site.fixes.path.exists()


def test_no_correction_from_elsewhere(get: Ask, post: Ask, site: Site) -> None:
    doc, row = the_row(get)
    for path in (f"/doc/{doc}/correct", "/corrections/withdraw"):
        for origin in ("http://evil.example", ""):
            answer = post(path, form(row, value="90"), headers={"origin": origin})
            assert answer.status_code == 403
        assert post(path, {**form(row), "csrftoken": "made up"}).status_code == 403
    assert get(f"/doc/{doc}/correct").status_code == 302
    assert not site.fixes.path.exists()
    back = post("/corrections/withdraw", {"id": "x", "back": "http://evil.example/"})
    assert back.headers["location"] == "/corrections"


def test_a_broken_file_is_told_and_left_alone(get: Ask, post: Ask, site: Site) -> None:
    doc, row = the_row(get)
    site.fixes.path.write_text("- {", "utf-8")
    for path in ("/corrections", f"/doc/{doc}?row={row}"):
        page = get(path)
        assert page.status_code == 200
        assert "语法错误" in page.text
    assert post(f"/doc/{doc}/correct", form(row, value="90")).status_code == 400
    assert site.fixes.path.read_text("utf-8") == "- {"


def test_persons_stay_out_of_the_file(get: Ask, post: Ask, site: Site, out: Path) -> None:
    shown = Site(desk_of(out, None, True, "127.0.0.1"))
    (doc,) = (
        d["doc_id"]
        for d in get("/jixiao/documents.json?_shape=array").json()
        if "张三丰" in asyncio.run(shown.client.get(f"/doc/{d['doc_id']}")).text
    )
    (policy, *_) = get(f"/jixiao/weaknesses.json?_shape=array&doc_id={doc}").json()
    typed = {**form(policy["row_id"], measure="补上"), "table": "weaknesses"}
    assert post(f"/doc/{doc}/correct", typed).status_code == 302
    _, found = read(site.fixes.path)
    assert found.entries[0].place.before
    assert "张三丰" not in site.fixes.path.read_text("utf-8")
    assert "13800001111" not in site.fixes.path.read_text("utf-8")
