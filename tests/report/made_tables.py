"""Tables of a made-up corpus of any size, as CSV files: every column by its name and type.

Run as a program it writes them: ``python tests/report/made_tables.py FOLDER 3000``.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path

from jixiao.model.corpus_tables import CORPUS_TABLES
from jixiao.model.tables import TABLES
from jixiao.model.vocabularies import WEAKNESSES
from jixiao.store.rows import csv_columns

COLUMNS = {table.table: csv_columns(table) for table in TABLES}
COLUMNS |= {table.table: tuple(f.name for f in fields(table)) for table in CORPUS_TABLES}
COLUMNS["runs"] = ("file", "doc_id", "status", "seconds", "chars", "error", "duplicate_of")
FAMILIES = ("财政", "教育", "水利", "民政", "卫生健康", "交通运输", "农业农村", "住房城建")
CHECKS = (
    ("sum.income", "收入各部分之和等于总收入", "error"),
    ("goal.met", "绩效目标完成", "warning"),
    ("text.doubled", "没有重复的标点和词", "info"),
)
Record = Mapping[str, object]


def write(folder: Path, table: str, rows: Iterable[Record]) -> None:
    """One table; what a row does not say is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS[table], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_corpus(folder: Path, documents: int, seed: int = 1) -> None:
    """Tables of ``documents`` files: three years, a third as many departments."""
    chance = random.Random(seed)
    tables: dict[str, list[Record]] = {name: [] for name in COLUMNS if name != "contacts"}
    for n in range(documents):
        for table, rows in _document(n, chance).items():
            tables[table] += rows
    tables |= _across(tables["documents"], chance)
    for name, rows in tables.items():
        write(folder, name, rows)


def _across(documents: list[Record], chance: random.Random) -> dict[str, list[Record]]:
    """The tables that are made of all documents."""
    comparison: list[Record] = []
    passages: list[Record] = []
    for n, doc in enumerate(documents):
        whose = {key: doc[key] for key in ("department", "department_family", "fiscal_year")}
        rate = {**whose, "how": "stated", "unit": "%", "comparable": "true", "peers": 3, "rank": 1}
        comparison += [
            {**rate, "name": name, "value": f"{chance.uniform(60, 100):.2f}"}
            for name in ("预算执行率", "满意度")
        ]
        money = {**rate, "unit": "万元", "name": "支出", "value": chance.randint(100, 99999)}
        scoped = {
            **rate,
            "name": "得分率",
            "scope": "产出",
            "comparable": "false",
            "reason": "口径不明",
        }
        comparison += [money, scoped]
        other = documents[n - 1]
        passages.append(
            {
                "kind": "copied" if n % 2 else "boilerplate", "between": "across_departments",
                "similarity": "97.50", "documents": 2, "file_a": doc["file"],
                "department_a": doc["department"], "text_a": "进一步加强预算管理" * 8,
                "file_b": other["file"], "department_b": other["department"],
                "text_b": "进一步强化预算管理" * 8,
            }
        )  # fmt: skip
    recurring = [
        {
            "weakness": kind, "cluster": cluster, "name": "前期工作不够扎实",
            "departments": 9 - cluster, "documents": 12, "mentions": 14,
            "first_year": 2021, "last_year": 2023,
            "repeated_departments": 2, "example": "部分项目前期工作不够扎实",
        }
        for kind in WEAKNESSES
        for cluster in range(3)
    ]  # fmt: skip
    first, last = documents[0], documents[-1]
    cross = {
        "title": "预算执行率前后一致", "status": "fail", "severity": "error", "fiscal_year": 2022,
        "department": first["department"], "expected": "98.10", "observed": "89.10",
        "difference": "-9", "message": "两份报告的预算执行率不一样，请核对",
        "file_a": first["file"], "file_b": last["file"],
    }  # fmt: skip
    return {
        "comparison": comparison, "recurring": recurring, "similar": passages,
        "cross_checks": [cross],
    }  # fmt: skip


def _document(n: int, chance: random.Random) -> dict[str, list[Record]]:
    """The rows of one file; a tenth of the checks fail."""
    family = FAMILIES[n // 3 % len(FAMILIES)]
    year = 2021 + n % 3
    dept = f"第{n // 3}县{family}局"
    key = {"doc_id": f"{n:012x}", "file": f"{year}_{dept}_自评报告.docx"}

    def rows(table: str, count: int, **cells: object) -> list[dict[str, object]]:
        return [{"row_id": f"{table}{n}-{i}", **key, **cells} for i in range(count)]

    document = rows(
        "documents", 1, doc_type="narrative_report", title="部门整体支出绩效自评报告",
        department=dept, department_name=dept, department_family=family, county=f"第{n // 3}县",
        fiscal_year=year, self_score=f"{chance.uniform(80, 100):.2f}", grade="优", status="filled",
        numbers=200, numbers_unexplained=chance.choice((0, 0, 1, 3)),
        ocr=chance.choice(("true", "false", "false", "false")), chars=3000,
    )  # fmt: skip
    scores = [
        {**row, "level": 1, "indicator_l1": name, "weight": 20, "score": chance.randint(15, 20)}
        for row, name in zip(rows("scores", 4), ("投入", "过程", "产出", "效果"), strict=True)
    ]
    targets = rows(
        "targets", 15, indicator="改造农村公路", target_text="改造农村公路 25 公里",
        actual_text="完成 20 公里", completion_pct_computed="80", text="改造农村公路 25 公里",
    )  # fmt: skip
    for row in targets:
        row["status"] = chance.choice(("met", "met", "exceeded", "unmet", "no_actual"))
    weaknesses = rows("weaknesses", 6, origin="problem_section", measure="加强管理。")
    for row in weaknesses:
        row |= {"weakness": chance.choice(WEAKNESSES), "text": "部分项目前期工作不够扎实" * 2}
    deductions = rows("deductions", 4, indicator="资金管理", weight=5, cause="planning")
    for row in deductions:
        row |= {
            "points_lost": chance.randint(1, 4),
            "reason": "年初预算编得不准",
            "weakness": "other",
        }
    amounts = rows("amounts", 20, text="1,234.50万元", subject="收入", page=3)
    checks = rows("checks", 60, text="1,234.50万元", section="1.1")
    for row in checks:
        check, title, severity = chance.choice(CHECKS)
        row |= {"check": check, "title": title, "severity": severity, "status": "pass"}
        if chance.random() < 0.1:
            row |= {
                "status": "fail", "expected": "1234.50", "observed": "1334.50",
                "difference": f"{chance.randint(1, 999)}", "tolerance": "0.01",
                "message": "收入：各部分之和为1234.50万元，写的是1334.50万元，请核对",
                "evidence": f"amounts:amounts{n}-0 amounts:amounts{n}-1",
            }  # fmt: skip
    sections = rows("sections", 1, section_id="1.1", heading="收支情况", level=1)
    rejects = rows("rejects", n % 3, kind="number", reason="不知道是什么数", text="42")
    runs: list[Record] = [{**key, "status": "done", "seconds": "0.200", "chars": 3000}]
    return {
        "documents": document, "scores": scores, "targets": targets, "weaknesses": weaknesses,
        "deductions": deductions, "amounts": amounts, "checks": checks, "sections": sections,
        "rejects": rejects, "runs": runs,
    }  # fmt: skip


if __name__ == "__main__":
    write_corpus(Path(sys.argv[1]), int(sys.argv[2]))
