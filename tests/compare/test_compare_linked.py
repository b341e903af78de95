"""Five linked reports of two departments, from their text to the tables of the corpus."""

from __future__ import annotations

import pandas as pd
import pytest

import jixiao
from jixiao.frames import FolderFrames
from jixiao.run.corpus import Settings, run_corpus

SHARED = (
    "我局坚持把农村供水保障放在首位，组织技术人员逐村核查管网漏损情况，建立问题台账，实行销号管理，"
    "全年共排查管网隐患点，确保群众用水安全。"
)
LATE = "项目支出进度前慢后快，第四季度支出过于集中"
VAGUE = "绩效目标编制不够细化"
REPORT = """{who}{year}年度部门整体支出绩效自评报告
一、部门基本情况
（一）部门整体收支情况
{year}年度整体支出{spent}万元{prior}。
{words}
二、存在的问题及改进措施
（一）存在的问题
1.{problem}。
（二）改进措施
逐项目排出付款计划。
三、上年度绩效自评整改情况
{mended}
"""
FORM = """始兴县水利局2023年度部门整体支出绩效评价基础数据表
填报单位：始兴县水利局
项目\t2023年预算数（万元）\t2023年决算数（万元）
整体支出\t1,150.00\t1,101.30
三公经费\t5.00\t4.00
"""
FILES = {
    "2022_始兴县水利局.txt": REPORT.format(
        who="始兴县水利局", year=2022, spent="1,020.50", prior="", words=SHARED, problem=LATE,
        mended="上年度各项要求均已落实。",
    ),
    "2023_始兴县水利局.txt": REPORT.format(
        who="始兴县水利局", year=2023, spent="1,100.30", words=SHARED, problem=VAGUE,
        prior="，比上年的1,002.50万元增加97.80万元",
        mended=f"上年度绩效自评提出{LATE}的问题，已按要求完成整改。",
    ),
    "2023_始兴县水利局_基础数据表.txt": FORM,
    "2024_始兴县水利局.txt": REPORT.format(
        who="始兴县水利局", year=2024, spent="1,200.00", words="", problem=LATE,
        prior="，比上年的1,100.30万元增加99.70万元",
        mended=f"上年度提出的{VAGUE}的问题已整改到位。",
    ),
    "2023_翁源县水利局.txt": REPORT.format(
        who="翁源县水利局", year=2023, spent="900.00", prior="", words=SHARED,
        problem="合同管理不规范", mended="上年度各项要求均已落实。",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> FolderFrames:
    folder = tmp_path_factory.mktemp("linked")
    corpus = folder / "in"
    corpus.mkdir()
    for name, text in FILES.items():
        (corpus / name).write_text(text, "utf-8")
    run_corpus(Settings(corpus=corpus, out=folder / "out", jobs=1))
    return jixiao.outputs(folder / "out")


def checks(found: FolderFrames, check: str) -> pd.DataFrame:
    every = found.cross_checks
    return every[every["check"] == check]


def test_two_papers_of_a_year_against_each_other(found: FolderFrames) -> None:
    (one,) = checks(found, "cross.forms").itertuples()
    assert (one.status, one.metric, float(one.difference)) == ("fail", "expenditure", -1)
    assert {one.file_a, one.file_b} == {"2023_始兴县水利局.txt", "2023_始兴县水利局_基础数据表.txt"}


def test_a_years_figure_against_what_the_next_report_says_of_it(found: FolderFrames) -> None:
    told = {r.fiscal_year: r for r in checks(found, "cross.prior_figure").itertuples()}
    assert len(told) == len(checks(found, "cross.prior_figure")) == 2
    assert (told[2023].status, float(told[2023].difference)) == ("fail", -18)
    assert told[2023].file_b == "2022_始兴县水利局.txt"
    assert told[2024].status == "pass"


def test_a_problem_comes_back_after_it_was_said_to_be_mended(found: FolderFrames) -> None:
    again = checks(found, "cross.problem_returns")
    assert set(again["observed"]) == set(LATE.split("，"))
    assert set(again["fiscal_year"]) == {2024}
    assert again["message"].str.contains("2023_始兴县水利局.txt已说整改").all()


def test_shared_passages_inside_a_department_and_across(found: FolderFrames) -> None:
    alike = found.similar
    assert set(alike["text_a"]) == set(alike["text_b"]) == {SHARED}
    assert set(alike["kind"]) == {"copied"}
    between = {(r.file_a[:7], r.file_b[:7]): r.between for r in alike.itertuples()}
    assert between["2022_始兴", "2023_始兴"] == "same_department"
    assert between["2022_始兴", "2023_翁源"] == "across_departments"


def test_last_years_value_and_peers(found: FolderFrames) -> None:
    spent = found.comparison.query("metric == 'expenditure'").set_index(
        ["department", "fiscal_year"]
    )
    first, second = (spent.loc[("韶关市始兴县水利局", year)] for year in (2022, 2023))
    assert (first["peers"], first["rank"], bool(first["comparable"])) == (1, 1, True)
    assert (bool(second["comparable"]), pd.isna(second["rank"])) == (False, True)
    assert "1100.3" in second["reason"]
    assert "1101.3" in second["reason"]
