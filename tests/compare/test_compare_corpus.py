"""The corpus-level tables over the own corpus, against what a reader finds in its documents."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

import jixiao
from jixiao.run.corpus import Settings, run_corpus

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).with_name("expected_comparison.csv")
Rows = list[dict[str, str]]


def rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare") / "out"
    run_corpus(Settings(corpus=ROOT / "corpus", out=folder, jobs=1))
    return folder


@pytest.fixture(scope="module")
def compared(out: Path) -> Mapping[tuple[str, str, str], dict[str, str]]:
    return {
        (r["department"], r["fiscal_year"], r["metric"]): r
        for r in rows(out / "comparison.csv")
        if not r["scope"]
    }


@pytest.mark.parametrize(
    "told", rows(EXPECTED), ids=lambda r: f"{r['department']}-{r['fiscal_year']}-{r['metric']}"
)
def test_comparison_says_what_the_documents_say(
    told: dict[str, str], compared: Mapping[tuple[str, str, str], dict[str, str]]
) -> None:
    found = compared[told["department"], told["fiscal_year"], told["metric"]]
    assert float(found["value"]) == float(told["value"])
    assert found["comparable"] == "true", found["reason"]


def test_change_on_the_year_before(
    compared: Mapping[tuple[str, str, str], dict[str, str]],
) -> None:
    income = compared["韶关市始兴县综合交通运输局", "2023", "income"]
    assert (income["previous"], income["change"]) == ("4628.95", "276.18")
    assert income["change_pct"] == "5.97"


def test_wide_has_the_comparable_values(out: Path) -> None:
    wide = {(r["department"], r["fiscal_year"]): r for r in rows(out / "comparison_wide.csv")}
    row = wide["襄阳市谷城县农业农村局", "2023"]
    assert (row["expenditure"], row["level"]) == ("24128.95", "县")
    assert row["score_rate:产出指标"] == "90.38"


def test_a_project_is_not_compared_with_departments(out: Path) -> None:
    projects = [r for r in rows(out / "comparison.csv") if "临猗县" in r["department"]]
    assert projects
    assert {r["comparable"] for r in projects} == {"false"}


def test_last_years_expenditure_that_last_year_did_not_report(out: Path) -> None:
    wrong = [
        r for r in rows(out / "cross_checks.csv")
        if r["check"] == "cross.prior_figure" and r["status"] == "fail"
    ]  # fmt: skip
    assert [(r["metric"], r["expected"], r["observed"], r["difference"]) for r in wrong] == [
        ("expenditure", "22904.71", "22940.71", "36")
    ]
    assert wrong[0]["file_a"].startswith("2023_谷城县")
    assert wrong[0]["file_b"].startswith("2022_谷城县")


def test_copied_problems_come_back(out: Path) -> None:
    again = {
        r["observed"] for r in rows(out / "cross_checks.csv")
        if r["check"] == "cross.problem_returns" and "谷城县" in r["department"]
    }  # fmt: skip
    assert {"绩效目标编制不够精细", "项目支出进度前慢后快"} <= again
    copied = [r for r in rows(out / "similar.csv") if "谷城县" in r["file_a"]]
    assert any("绩效目标编制不够精细" in r["text_a"] == r["text_b"] for r in copied)


def test_evidence_names_rows_that_exist(out: Path) -> None:
    known = {t: {r["row_id"] for r in rows(out / f"{t}.csv")} for t in ("metrics", "weaknesses")}
    for table in ("comparison", "recurring", "cross_checks"):
        for row in rows(out / f"{table}.csv"):
            for one in row["evidence"].split():
                name, _, identity = one.partition(":")
                assert identity in known[name]


def test_every_mention_is_in_its_cluster(out: Path) -> None:
    mentions = rows(out / "recurring_rows.csv")
    known = {r["row_id"]: r["weakness"] for r in rows(out / "weaknesses.csv")}
    assert {r["row_id"]: r["weakness"] for r in mentions} == known
    counted = Counter((r["weakness"], r["cluster"]) for r in mentions)
    clusters = [r for r in rows(out / "recurring.csv") if r["cluster"] != "0"]
    assert clusters
    for row in clusters:
        assert counted[row["weakness"], row["cluster"]] == int(row["mentions"])


def test_recurring_counts_departments_and_years(out: Path) -> None:
    weaknesses = rows(out / "weaknesses.csv")
    for row in rows(out / "recurring.csv"):
        if row["cluster"] == "0":
            own = [w for w in weaknesses if w["weakness"] == row["weakness"]]
            assert int(row["mentions"]) == len(own)
            assert int(row["documents"]) == len({w["doc_id"] for w in own})
    clusters = [r for r in rows(out / "recurring.csv") if r["cluster"] != "0"]
    slow = next(r for r in clusters if "前慢后快" in r["example"])
    assert int(slow["departments"]) >= 2
    assert (slow["first_year"], slow["last_year"]) == ("2022", "2023")
    assert "进度" in slow["name"]


def test_frames_of_a_run_hold_the_tables_of_the_corpus(out: Path) -> None:
    found = jixiao.outputs(out)
    assert {"amounts", "comparison", "comparison_wide", "recurring", "similar"} <= set(found)
    compared = found.comparison
    income = compared[(compared["metric"] == "income") & (compared["change"].notna())].iloc[0]
    assert isinstance(income["value"], Decimal)
    assert income["value"] - income["previous"] == income["change"]
    assert str(compared["fiscal_year"].dtype) == "Int64"
    assert compared["comparable"].dtype == bool
    keys = ["department", "region_code", "fiscal_year"]
    held_together = compared[compared["comparable"]][keys].drop_duplicates()
    assert len(found.comparison_wide) == len(held_together)
    checks = found.cross_checks
    assert set(checks["status"]) == {"pass", "fail"}
    assert found["recurring"]["departments"].min() >= 1
    assert len(found.amounts) == len(rows(out / "amounts.csv"))


def test_a_folder_without_tables_and_an_unknown_table_are_named(out: Path, tmp_path: Path) -> None:
    with pytest.raises(jixiao.JixiaoError, match="jixiao run"):
        jixiao.outputs(tmp_path)
    with pytest.raises(AttributeError, match=r"comparisons.*comparison"):
        jixiao.outputs(out).comparisons  # noqa: B018
    with pytest.raises(KeyError, match="contacts"):
        jixiao.outputs(out)["contacts"]
