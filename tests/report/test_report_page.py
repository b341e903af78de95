"""The page says what the tables hold, escapes it, needs nothing else and is always the same."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from pathlib import Path

import lxml.html
import made_tables
import pytest

from jixiao.model.errors import JixiaoError
from jixiao.report import write_report

SECTIONS = [
    "overview", "comparison", "scores", "checks", "targets", "weaknesses", "recurring", "similar",
    "losses", "quality",
]  # fmt: skip
HOSTILE = '</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">&amp;'


def page_of(folder: Path) -> str:
    """The text of the report on a folder."""
    write_report(folder, folder / "report.html")
    return (folder / "report.html").read_text("utf-8")


def text_of(page: str, key: str) -> str:
    """What a reader sees in one part of the page."""
    (part,) = lxml.html.fromstring(page).xpath(f"//*[@id='{key}']")
    return " ".join(part.text_content().split())


def test_every_section_has_content_and_a_link(report: Path) -> None:
    page = report.read_text("utf-8")
    tree = lxml.html.fromstring(page)
    assert [part.get("id") for part in tree.xpath("//section[@class='part']")] == SECTIONS
    assert tree.xpath("//nav//a/@href") == [f"#{key}" for key in SECTIONS]
    assert "<!doctype html>" in page[:2000]
    for key in SECTIONS:
        assert "没有内容" not in text_of(page, key), key


def test_headline_numbers_are_those_of_the_tables(report: Path) -> None:
    text = text_of(report.read_text("utf-8"), "overview")
    assert "读完的文件 12个 读不了 1 个" in text
    assert "部门 4个" in text
    assert "2021–2023" in text
    assert "承认的问题 72处" in text
    assert "共 2,400 个数字" in text


def test_a_failed_check_shows_all_that_is_needed_to_act(tmp_path: Path) -> None:
    made_tables.write_corpus(tmp_path, 3)
    key = {"doc_id": "000000000000", "file": "2021_第0县财政局_自评报告.docx"}
    check = {
        **key, "row_id": "c1", "check": "sum.expenditure", "title": "支出各部分之和等于总支出",
        "status": "fail", "severity": "error", "expected": "40036.38", "observed": "39888.34",
        "difference": "-148.04", "tolerance": "0.01", "message": "各部分之和少148.04万元，请核对",
        "text": "总支出39,888.34万元", "page": "3", "section": "1.1", "cell": "1/2/3",
        "evidence": "amounts:a1 amounts:unknown",
    }  # fmt: skip
    amount = {**key, "row_id": "a1", "text": "40,036.38万元", "subject": "基本支出", "page": 2}
    made_tables.write(tmp_path, "checks", [check])
    made_tables.write(tmp_path, "amounts", [amount])
    text = text_of(page_of(tmp_path), "checks")
    for said in (
        "错误 支出各部分之和等于总支出 1 项 · 1 个文件",
        "第0县财政局", "2021_第0县财政局_自评报告.docx",
        "第 3 页 · “收支情况” · 表 1 第 2 行第 3 列", "应为40,036.38", "实为39,888.34",
        "差额-148.04", "容差0.01", "各部分之和少148.04万元，请核对", "总支出39,888.34万元",
        "所用的 1 处原文 金额 基本支出：40,036.38万元 第 2 页",
    ):  # fmt: skip
        assert said in text, said


def test_severe_checks_come_first(report: Path) -> None:
    tree = lxml.html.fromstring(report.read_text("utf-8"))
    shown = tree.xpath("//details[contains(@class, 'group')]/@data-severity")
    assert shown == ["错误", "警告", "提示"]


def test_what_all_documents_together_give(report: Path) -> None:
    page = report.read_text("utf-8")
    assert "满意度" in text_of(page, "rate-1")
    assert "预算执行率" in text_of(page, "rate-2")
    assert 'id="rate-3"' not in page
    assert "口径不明" in text_of(page, "metrics")
    assert "部门之间 6对" in text_of(page, "similar")
    assert "前期工作不够扎实" in text_of(page, "clusters")
    across = text_of(page, "across")
    assert "错误预算执行率前后一致98.1089.10-9" in across
    assert "2021_第0县财政局_自评报告.docx ↔ 2023_第3县民政局_自评报告.docx" in across


@pytest.mark.parametrize(
    "table", ["checks", "targets", "weaknesses", "deductions", "comparison", "recurring", "similar"]
)
@pytest.mark.parametrize("gone", [True, False])
def test_a_missing_or_empty_table_is_told(tmp_path: Path, table: str, gone: bool) -> None:
    made_tables.write_corpus(tmp_path, 3)
    if gone:
        (tmp_path / f"{table}.csv").unlink()
    else:
        made_tables.write(tmp_path, table, [])
    key = {"deductions": "losses"}.get(table, table)
    assert f"{table}.csv" in text_of(page_of(tmp_path), key)


def test_tables_of_an_older_version_and_odd_values_do(tmp_path: Path) -> None:
    (tmp_path / "documents.csv").write_text(
        "file,fiscal_year,self_score,grade\n甲.txt,二〇二三,九十,优\n", "utf-8"
    )
    page = page_of(tmp_path)
    assert "（部门不明）" in text_of(page, "overview")
    assert "没有一个文件写明" in text_of(page, "scores")


def test_scores_fall_into_their_bands(tmp_path: Path) -> None:
    scores = ("59.99", "60", "79.9", "80", "81.99", "100", "100.1", "-1")
    rows = [
        {"file": f"{n}.txt", "department": f"第{n}局", "fiscal_year": 2023, "self_score": score}
        for n, score in enumerate(scores)
    ]
    made_tables.write(tmp_path, "documents", rows)
    (data,) = lxml.html.fromstring(page_of(tmp_path)).xpath("//script[@id='charts']/text()")
    (bands,) = json.loads(data)["specs"]["score-spread"]["datasets"].values()
    counts = {band["name"]: band["value"] for band in bands if band["value"]}
    assert counts == {"0–60": 1, "60–80": 2, "80–82": 2, "98–100": 1}


def test_nobody_knows_whose_the_files_are(tmp_path: Path) -> None:
    made_tables.write_corpus(tmp_path, 3)
    unnamed = [{"file": f"{n}.txt", "numbers": 10} for n in range(3)]
    made_tables.write(tmp_path, "documents", unnamed)
    weakness = {"file": "1.txt", "weakness": "other", "text": "制度不健全"}
    target = {"file": "1.txt", "status": "unmet", "indicator": "改造公路"}
    made_tables.write(tmp_path, "weaknesses", [weakness])
    made_tables.write(tmp_path, "targets", [target])
    page = page_of(tmp_path)
    assert "部门 0个" in text_of(page, "overview")
    assert "不画图" in text_of(page, "weaknesses")
    assert "制度不健全" in text_of(page, "problems")
    assert "改造公路" in text_of(page, "missed")
    assert 'id="targets-by-department"' not in page
    assert "部门或年度不明 3个文件" in text_of(page, "quality")


def test_a_legend_names_every_part(report: Path) -> None:
    page = report.read_text("utf-8")
    assert "● 2021■ 2022▲ 2023" in text_of(page, "rate-1")
    assert "■ 超额完成■ 完成■ 未完成" in text_of(page, "targets-by-year")


def test_all_tables_empty(tmp_path: Path) -> None:
    for table in made_tables.COLUMNS:
        made_tables.write(tmp_path, table, [])
    assert "没有读出任何文件" in text_of(page_of(tmp_path), "overview")


def test_a_folder_without_tables_is_an_error_that_helps(tmp_path: Path) -> None:
    with pytest.raises(JixiaoError, match="jixiao run"):
        write_report(tmp_path, tmp_path / "report.html")
    assert not list(tmp_path.iterdir())


def test_a_damaged_table_is_named(tmp_path: Path) -> None:
    made_tables.write_corpus(tmp_path, 3)
    with (tmp_path / "targets.csv").open("a", encoding="utf-8") as file:
        file.write('a,b,"没有结束的引号\n')
    with pytest.raises(JixiaoError, match=r"targets\.csv"):
        write_report(tmp_path, tmp_path / "report.html")


def test_text_of_documents_stays_text(tmp_path: Path) -> None:
    made_tables.write_corpus(tmp_path, 3)
    for path in tmp_path.glob("*.csv"):
        text = path.read_text("utf-8").replace("财政局", '"').replace('"', "财政局")
        rows = text.splitlines()
        quoted = HOSTILE.replace('"', '""')
        path.write_text("\n".join(hostile(rows, f'"{quoted}"')) + "\n", "utf-8")
    page = page_of(tmp_path)
    tree = lxml.html.fromstring(page)
    assert len(tree.xpath("//script")) == 3
    assert not tree.xpath("//img | //*[@onerror]")
    assert page.count("window.hacked") > 10
    assert HOSTILE in tree.text_content()


def hostile(rows: list[str], cell: str) -> list[str]:
    """Rows of CSV whose texts are one hostile cell."""
    texts = (
        "第0县财政局",
        "收支情况",
        "部分项目前期工作不够扎实部分项目前期工作不够扎实",
        "加强管理。",
    )
    for text in texts:
        rows = [re.sub(rf"(?<=,){text}(?=,)", lambda _: cell, row) for row in rows]
    return rows


def test_only_its_own_scripts_may_run(report: Path) -> None:
    tree = lxml.html.fromstring(report.read_text("utf-8"))
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    scripts = [s.text for s in tree.xpath("//script[not(@type)]")]
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    assert re.findall(r"'sha256-([^']+)'", policy) == hashes
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy


def test_the_page_loads_nothing(report: Path) -> None:
    tree = lxml.html.fromstring(report.read_text("utf-8"))
    assert not tree.xpath("//@src")
    links = [link for link in tree.xpath("//@href") if not link.startswith("#")]
    assert links == ["data:,"]


def test_the_same_tables_give_the_same_bytes(report: Path, outputs: Path, tmp_path: Path) -> None:
    write_report(outputs, tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == report.read_bytes()


def test_charts_hold_their_values(report: Path) -> None:
    tree = lxml.html.fromstring(report.read_text("utf-8"))
    (data,) = tree.xpath("//script[@id='charts']/text()")
    specs = json.loads(data)["specs"]
    marks = {e.get("data-chart"): int(e.get("data-marks")) for e in tree.xpath("//*[@data-chart]")}
    assert set(marks) == set(specs)
    for key, spec in specs.items():
        values = sum(len(rows) for rows in spec["datasets"].values())
        assert values == marks[key] > 0, key


@pytest.mark.slow
def test_three_thousand_documents(tmp_path: Path) -> None:
    made_tables.write_corpus(tmp_path, 3000)
    started = time.process_time()
    page = page_of(tmp_path)
    assert time.process_time() - started < 60
    assert len(page.encode()) < 15e6
    assert "共 3,000 行，这里先列最重要的 1,000 行" in text_of(page, "documents")
    assert "全部在 weaknesses.csv" in text_of(page, "problems")
