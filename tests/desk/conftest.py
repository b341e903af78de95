"""A desk over a small corpus, asked without a browser."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

pytest.importorskip("datasette")

from years import REPORTS, write_report, write_years

from jixiao.desk.site import Site, desk_of
from jixiao.run.corpus import Settings, run_corpus

EVIL = (
    "<script>alert(1)</script>民政局2022年度部门整体支出绩效自评报告",
    "填报单位：<img src=x onerror=alert(2)>民政局",
    "联系人：张三丰",
    "联系电话：13800001111",
    "一、存在问题",
    "预算编制不够细化' OR 1=1 DROP TABLE amounts --，资产管理不规范<script>alert(4)</script>。",
    "=cmd|'/c calc' A1 的说法不规范。",
    "二、收支情况",
    "全年支出419.86万元 ../../../etc/passwd，完成率95%。",
)
PLAIN = """水利局2023年度部门整体支出绩效自评报告
湖北省襄阳市水利局

一、存在的问题
预算执行进度偏慢，绩效目标设置不够明确。
年初预算100万元，支出50万元，预算执行率90%。
"""


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports; one of them is malicious, also in its name."""
    folder = tmp_path_factory.mktemp("corpus")
    evil = docx.Document()
    for line in EVIL:
        evil.add_paragraph(line)
    evil.save(str(folder / "<script>alert(3)<.docx"))
    (folder / "水利局.txt").write_text(PLAIN, "utf-8")
    return folder


@pytest.fixture
def out(corpus: Path, tmp_path: Path) -> Path:
    """The output of a run."""
    run_corpus(Settings(corpus=corpus, out=tmp_path / "out", jobs=1))
    return tmp_path / "out"


@pytest.fixture
def site(out: Path) -> Site:
    """The site over it."""
    return Site(desk_of(out, None, False, "127.0.0.1"))


@pytest.fixture
def get(site: Site) -> Callable[..., Any]:
    """Ask the site for a page."""

    def ask(path: str, **options: Any) -> Any:
        return asyncio.run(site.client.get(path, **options))

    return ask


@pytest.fixture
def post(site: Site) -> Callable[..., Any]:
    """Post a form as the site's own page would."""

    def send(path: str, data: dict[str, str], **options: Any) -> Any:
        async def both() -> Any:
            page = await site.client.get("/batch")
            token = page.cookies["ds_csrftoken"]
            headers = {"origin": "http://localhost", **options.pop("headers", {})}
            return await site.client.post(
                path,
                data={"csrftoken": token, **data},
                cookies={"ds_csrftoken": token},
                headers=headers,
                **options,
            )

        return asyncio.run(both())

    return send


def asking(corpus: Path, out: Path) -> Callable[[str], Any]:
    """Run over a corpus, and ask the desk over it: JSON, or the text of the answer."""
    run_corpus(Settings(corpus=corpus, out=out, jobs=1))
    site = Site(desk_of(out, None, False, "127.0.0.1"))

    def ask(path: str) -> Any:
        answer = asyncio.run(site.client.get(path))
        assert answer.status_code == 200, path
        return answer.json() if ".json" in path else answer.text

    return ask


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """Ask a desk over two departments and two years."""
    corpus = tmp_path_factory.mktemp("years")
    write_years(corpus)
    return asking(corpus, tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="session")
def contradicting(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """Ask a desk over two reports of one department and year with different figures."""
    corpus = tmp_path_factory.mktemp("two")
    write_report(corpus / "one.docx", *REPORTS[0])
    write_report(corpus / "two.docx", *REPORTS[0][:7], 95, *REPORTS[0][8:])
    write_report(corpus / "other.docx", *REPORTS[2])
    return asking(corpus, tmp_path_factory.mktemp("out"))
