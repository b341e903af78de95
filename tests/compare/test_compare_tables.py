"""Peers, ranks, contradictions and boilerplate, over small tables made here."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from jixiao.compare.corpus import corpus_tables
from jixiao.model.tables import Deduction, Document, Metric, Row, Section, Weakness
from jixiao.packs import load
from jixiao.store.rows import csv_columns

PACKS = load()
READ: tuple[type[Row], ...] = (Deduction, Document, Metric, Section, Weakness)
Rows = list[dict[str, str]]


class Corpus:
    """Rows of a made-up corpus, written as a run writes them."""

    def __init__(self) -> None:
        self.rows: dict[str, Rows] = {t.table: [] for t in READ}
        self.texts: dict[str, str] = {}

    def document(self, doc: str, department: str, year: int = 2023, text: str = "") -> None:
        self.texts[doc] = text
        self.rows["documents"].append(
            {
                "doc_id": doc, "file": f"{doc}.txt", "department": department,
                "department_family": "水利", "county": "甲县", "city": "乙市",
                "province": "丙省", "region_code": "440222", "fiscal_year": str(year),
                "doc_type": "narrative_report", "status": "filled", "row_id": f"d-{doc}",
            }
        )  # fmt: skip

    def metric(self, doc: str, metric: str, value: str, year: int = 2023, **more: str) -> None:
        number = len(self.rows["metrics"])
        row = {
            "doc_id": doc, "file": f"{doc}.txt", "row_id": f"m{number}", "metric": metric,
            "name": metric, "value": value, "step": "0.01", "unit": "%", "how": "stated",
            "year": str(year), "prior": "false", "char_start": str(number), "evidence": "rates:x",
        }  # fmt: skip
        self.rows["metrics"].append(row | more)

    def tables(self, folder: Path) -> dict[str, Rows]:
        (folder / "text").mkdir(parents=True)
        for table in READ:
            with (folder / f"{table.table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, csv_columns(table), restval="")
                writer.writeheader()
                writer.writerows(self.rows[table.table])
        for doc, text in self.texts.items():
            (folder / "text" / f"{doc}.txt").write_text(text, encoding="utf-8")
        made = corpus_tables(folder, folder / "text", folder / "scratch", PACKS)
        return {m.name: [dict(zip(m.columns, r, strict=True)) for r in m.rows] for m in made}


def test_ranks_among_peers_of_family_level_and_year(tmp_path: Path) -> None:
    corpus = Corpus()
    for doc, value in (("a", "90"), ("b", "95"), ("c", "99"), ("d", "90")):
        corpus.document(doc, f"{doc}局")
        corpus.metric(doc, "budget_execution_rate", value)
    found = {r["department"]: r for r in corpus.tables(tmp_path)["comparison"]}
    assert [found[f"{d}局"]["rank"] for d in "abcd"] == ["3", "2", "1", "3"]
    assert {r["peers"] for r in found.values()} == {"4"}
    assert [found[f"{d}局"]["quantile"] for d in "abc"] == ["0", "0.6667", "1"]


def test_contradicting_values_are_not_compared(tmp_path: Path) -> None:
    corpus = Corpus()
    corpus.document("a", "甲局")
    corpus.metric("a", "budget_execution_rate", "90")
    corpus.metric("a", "budget_execution_rate", "95")
    (row,) = corpus.tables(tmp_path)["comparison"]
    assert (row["comparable"], row["rank"]) == ("false", "")
    assert "90" in row["reason"]
    assert "95" in row["reason"]


def test_a_computed_rate_beyond_all_measure_is_not_compared(tmp_path: Path) -> None:
    corpus = Corpus()
    for doc, value, how in (("a", "9983.16", "computed"), ("b", "350", "stated")):
        corpus.document(doc, f"{doc}局")
        corpus.metric(doc, "budget_execution_rate", value, how=how)
    found = {r["department"]: r for r in corpus.tables(tmp_path)["comparison"]}
    assert (found["a局"]["comparable"], found["a局"]["rank"]) == ("false", "")
    assert "300%" in found["a局"]["reason"]
    assert found["b局"]["comparable"] == "true"


def test_a_coarser_print_of_the_same_value_agrees(tmp_path: Path) -> None:
    corpus = Corpus()
    corpus.document("a", "甲局")
    corpus.metric("a", "expenditure", "41300", unit="万元", step="100")
    corpus.metric("a", "expenditure", "41286.73", unit="万元")
    (row,) = corpus.tables(tmp_path)["comparison"]
    assert (row["value"], row["comparable"]) == ("41286.73", "true")


def test_stated_comes_before_computed_and_a_part_is_not_compared(tmp_path: Path) -> None:
    corpus = Corpus()
    corpus.document("a", "甲局")
    corpus.metric("a", "budget_execution_rate", "91.2", how="computed")
    corpus.metric("a", "budget_execution_rate", "91")
    corpus.metric("a", "budget_execution_rate", "80", scope="一般公共预算")
    whole, part = sorted(corpus.tables(tmp_path)["comparison"], key=lambda r: r["scope"])
    assert (whole["value"], whole["how"], whole["comparable"]) == ("91", "stated", "true")
    assert (part["comparable"], "一般公共预算" in part["reason"]) == ("false", True)


def test_two_forms_of_a_department_that_disagree(tmp_path: Path) -> None:
    corpus = Corpus()
    for doc, value in (("a", "100.5"), ("b", "105.5")):
        corpus.document(doc, "甲局")
        corpus.metric(doc, "expenditure", value, unit="万元")
    (row,) = corpus.tables(tmp_path)["cross_checks"]
    assert (row["check"], row["status"]) == ("cross.forms", "fail")
    assert (row["observed"], row["expected"], row["difference"]) == ("100.5", "105.5", "-5")


STOCK = (
    "根据《关于开展部门整体支出绩效自评工作的通知》要求，我单位高"
    "度重视，成立了工作小组，认真组织开展自评。"
)


@pytest.mark.parametrize(("departments", "kind"), [(2, "copied"), (6, "boilerplate")])
def test_boilerplate_is_told_from_copied_substance(
    tmp_path: Path, departments: int, kind: str
) -> None:
    corpus = Corpus()
    for n in range(departments):
        corpus.document(f"d{n}", f"{n}局", text=f"第{n}份报告\n{STOCK}\n")
    found = corpus.tables(tmp_path)["similar"]
    assert {r["kind"] for r in found} == {kind}
    assert {r["documents"] for r in found} == {str(departments)}
    assert {r["text_b"] for r in found} == {STOCK}


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    corpus = Corpus()
    for n in range(6):
        corpus.document(f"d{n}", f"{n % 3}局", 2022 + n % 2, text=f"{STOCK}\n")
        corpus.metric(f"d{n}", "budget_execution_rate", str(90 + n), 2022 + n % 2)
        corpus.rows["weaknesses"].append(
            {
                "doc_id": f"d{n}", "file": f"d{n}.txt", "row_id": f"w{n}", "char_start": "1",
                "char_end": "9", "weakness": "budget_execution", "text": "项目支出进度偏慢",
            }
        )  # fmt: skip
    first = corpus.tables(tmp_path / "one")
    for rows in corpus.rows.values():
        random.Random(3).shuffle(rows)
    assert corpus.tables(tmp_path / "two") == first


def test_a_document_of_an_unknown_department_counts_as_one(tmp_path: Path) -> None:
    corpus = Corpus()
    for doc, department in (("a", "甲局"), ("b", "甲局"), ("c", ""), ("d", "")):
        corpus.document(doc, department)
        corpus.rows["weaknesses"].append(
            {
                "doc_id": doc, "file": f"{doc}.txt", "row_id": f"w{doc}", "char_start": "1",
                "char_end": "9", "weakness": "budget_execution", "text": "项目支出进度偏慢",
                "origin": "problem_section",
            }
        )  # fmt: skip
    whole = corpus.tables(tmp_path)["recurring"][0]
    assert (whole["cluster"], whole["documents"], whole["departments"]) == ("0", "4", "3")
