"""What a document or a foreign site cannot do."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from jixiao.desk.library import NotHere, source
from jixiao.desk.site import Site, desk_of

Ask = Callable[..., Any]
PAGES = (
    "/",
    "/search?q=预算",
    "/search?q=%3Cscript%3Ealert(9)%3C/script%3E&province=%3Cb%3E",
    "/search?weakness=asset_management",
    "/checks",
    "/checks?status=pass&verdict=%3Cscript%3E",
    "/batch",
    "/corrections",
    "/recurring?province=%3Cscript%3E",
    "/recurring/asset_management?view=sentences&department=%3Cscript%3E",
    "/recurring/asset_management?view=sentences",
    "/again?weakness=%3Cscript%3E",
    "/similar?doc=%3Cscript%3E",
    "/similar/000000000000-1/000000000000-2",
    "/comparison?metric=%3Cscript%3E&city=%3Cscript%3E&year=%3Cscript%3E",
    "/comparison/value?metric=%3Cscript%3E",
    "/jixiao",
    "/jixiao/documents?_facet=department",
    "/jixiao/sentences",
    "/jixiao/runs",
    "/jixiao?sql=select+text+from+sentences",
    "/jixiao/no_such_table",
)


def documents(get: Ask) -> list[str]:
    """The ids of all documents."""
    return [row["doc_id"] for row in get("/jixiao/documents.json?_shape=array").json()]


def test_documents_are_text_everywhere(get: Ask) -> None:
    paths = [*PAGES, *(f"/doc/{doc}?t=failed&t=checks" for doc in documents(get))]
    seen = ""
    for path in paths:
        page = get(path).text
        seen += page
        assert "<script>" not in page, path
        assert "<img" not in page, path
        assert "onerror=alert(2)>" not in page, path
        assert re.findall(r"<script[^>]*>", page) == ['<script src="/desk/desk.js" defer>'], path
        assert not re.search(r'<[^>]+\sstyle="', page), path
        assert not re.search(r"<[^>]+\son\w+=", page), path
    assert "&lt;script&gt;alert(1)" in seen
    assert "DROP TABLE amounts" in seen


def test_every_answer_forbids_scripts_from_elsewhere(get: Ask) -> None:
    for path in (*PAGES, "/desk/desk.js", "/search.csv?q=预算", "/jixiao/amounts.json"):
        policy = get(path).headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy


def test_a_foreign_name_for_this_machine_is_refused(get: Ask) -> None:
    assert get("/", headers={"host": "evil.example"}).status_code == 403
    assert get("/", headers={"host": "127.0.0.1:8001"}).status_code == 200


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"origin": ""}])
def test_a_form_from_elsewhere_is_refused(post: Ask, get: Ask, headers: dict[str, str]) -> None:
    check = get("/checks.json").json()[0]["row_id"]
    form = {"row_id": check, "verdict": "confirmed"}
    assert post("/checks/verdict", form, headers=headers).status_code == 403
    assert get("/checks.json?verdict=confirmed").json() == []


def test_a_form_with_a_wrong_token_is_refused(post: Ask, get: Ask) -> None:
    form = {"row_id": get("/checks.json").json()[0]["row_id"], "verdict": "note"}
    assert post("/checks/verdict", {**form, "csrftoken": "made up"}).status_code == 403
    assert get("/checks.json?verdict=note").json() == []


def test_nothing_can_be_written_by_sql(get: Ask) -> None:
    before = len(get("/jixiao/amounts.json?_shape=array").json())
    for sql in ("delete from amounts", "select load_extension('x')", "attach 'a.db' as a"):
        assert get("/jixiao.json", params={"sql": sql}).status_code == 400
    assert len(get("/jixiao/amounts.json?_shape=array").json()) == before


@pytest.mark.parametrize("file", ["../secret.txt", "/etc/passwd", "link.txt", "水利局.txt/../../x"])
def test_no_file_outside_the_corpus_is_read(site: Site, corpus: Path, file: str) -> None:
    secret = corpus.parent / "secret.txt"
    secret.write_text("secret", "utf-8")
    link = corpus / "link.txt"
    if not link.is_symlink():
        link.symlink_to(secret)
    with pytest.raises(NotHere):
        source(site.desk, {"file": file, "doc_id": "2bb80d537b1d"})


@pytest.mark.parametrize("path", ["/desk/../site.py", "/desk/%2e%2e/site.py", "/doc/..%2f..%2fx"])
def test_no_code_is_served(get: Ask, path: str) -> None:
    answer = get(path)
    assert answer.status_code in (302, 404)
    assert "import" not in answer.text


def test_persons_are_hidden_unless_asked_for(get: Ask, out: Path) -> None:
    pages = [
        *PAGES,
        *(f"/doc/{doc}" for doc in documents(get)),
        "/search.csv?q=联系",
        "/search?q=联系",
    ]
    for path in pages:
        assert "张三丰" not in get(path).text, path
    assert get("/jixiao/contacts").status_code == 404
    shown = Site(desk_of(out, None, True, "127.0.0.1"))
    pages = [asyncio.run(shown.client.get(f"/doc/{doc}")).text for doc in documents(get)]
    assert any("张三丰" in page and "13800001111" in page for page in pages)


def test_the_verdicts_are_the_only_thing_that_is_written(post: Ask, get: Ask, out: Path) -> None:
    def state() -> dict[str, bytes]:
        every = (p for p in out.rglob("*") if p.is_file() and p.suffix != ".sqlite-shm")
        return {p.name: p.read_bytes() for p in every if not p.name.endswith("-wal")}

    before = state()
    form = {"row_id": get("/checks.json").json()[0]["row_id"], "verdict": "note", "note": "看过"}
    post("/checks/verdict", form)
    after = state()
    assert after.pop("verdicts.sqlite")
    assert after == before
    with closing(sqlite3.connect(out / "verdicts.sqlite")) as db:
        assert db.execute("SELECT verdict, note FROM verdicts").fetchall() == [("note", "看过")]
