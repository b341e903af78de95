"""``jixiao explain``: where a place stands, what became of it, which rules won and which lost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from jixiao.cli import main
from jixiao.document import Pipeline, all_figures
from jixiao.explain import explain_file
from jixiao.explain.cues import told_lines, year_lines
from jixiao.explain.knowledge import Knowledge
from jixiao.explain.numbers import row_at
from jixiao.ingest.read import read
from jixiao.link.context import contexts
from jixiao.model.errors import JixiaoError
from jixiao.packs import load

ROOT = Path(__file__).resolve().parents[1]
REPORTS = sorted(p for p in (ROOT / "corpus").iterdir() if p.is_file() and p.suffix != ".md")
TEXT = """丰收县水利局2023年度部门整体支出绩效自评报告

填报单位：丰收县水利局
主管部门：丰收县人民政府

一、部门基本情况
根据《丰收县水利管理办法》（丰政〔2021〕7号）和《部门决算报告》编制。
二、预算执行情况
2023年年初预算500万元，调整预算数为419.86万元，比上年同期同比下降3.5%。
第一轮意见收集后，另有杂项88。
三、收支情况
单位：万元
项目\t年初预算数\t决算数
基本支出\t120.5\t118.2
"""

Explain = Callable[[str], str]
packs = cache(load)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explain") / "报告.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture(scope="module")
def explain(report: Path) -> Explain:
    return lambda text: explain_file(report, packs(), None, text)


def line(told: str, *words: str) -> str:
    """The one line that holds all the words."""
    found = [ln for ln in told.splitlines() if all(w in ln for w in words)]
    assert found, f"{words} not in\n{told}"
    return found[0]


def test_where_it_stands(explain: Explain) -> None:
    told = explain("419.86万元")
    start = TEXT.index("419.86") - 1  # one blank line is not in the canonical text
    assert line(told, "■").startswith("■ 第 ")
    assert abs(int(line(told, "■").split()[2]) - start) < 5
    assert line(told, "章节", "预算执行情况（budget_execution）")
    assert line(told, "分句", "调整预算数为【419.86万元】")
    assert line(told, "句子", "年初预算500万元")


def test_the_row_and_its_rules(explain: Explain) -> None:
    told = explain("419.86万元")
    assert line(told, "结果", "amounts 表一行：“419.86万元”")
    cells = line(told, "amount_wan=419.86")
    for cell in ("unit=万元", "year=2023", "basis=adjusted_budget"):
        assert cell in cells
    assert "units.yml:" in line(told, "规则", "core:money.yuan")
    assert "basis.yml:" in line(told, "core:basis.adjusted_budget（")


def test_why_others_lost(explain: Explain) -> None:
    told = explain("419.86万元")
    assert line(told, "“元”→money（core:money.yuan，采用）")
    assert line(told, "左边：", "“调整预算数", "core:basis.adjusted_budget，采用")
    assert "年初预算" in line(told, "本句更前：", "core:basis.initial_budget，较远或级别较低")
    assert line(told, "年度", "2023（采用）")


def test_shorter_unit_words_lost(report: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("在20个工作日内完成。", "utf-8")
    told = explain_file(path, packs(), None, "20个工作日")
    assert "采用" in line(told, "“个工作日”→quantity")
    assert line(told, "“个”→quantity", "未采用：词较短")


def test_the_sign_of_a_rate(explain: Explain) -> None:
    told = explain("3.5%")
    assert "rate_pct=-3.5" in told
    assert line(told, "“下降”→负", "core:sign.negative，最近，采用")
    assert line(told, "类别", "core:kind.yoy，采用")


def test_a_cell_takes_its_unit_from_the_table(explain: Explain) -> None:
    told = explain("118.2")
    assert line(told, "出处", "表 1 第 2 行第 3 列")
    assert line(told, "上方：决算数")
    assert line(told, "左边：基本支出")
    assert line(told, "单元格里没有单位，“万元”取自表头、行首或表上方的“单位：”")
    assert line(told, "口径", "决算", "采用")


def test_why_a_number_is_no_value(explain: Explain) -> None:
    told = explain("第一轮意见")
    assert line(told, "不是数值", "“一”归为 ordinal，不进表")
    assert line(told, "规则", "core:name.ordinal（", "names.yml:")


def test_a_value_that_a_name_would_have_taken(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("丰收县水利局2023年度自评报告\n\n本批编号合计12345万元。\n", "utf-8")
    told = explain_file(path, packs(), None, "12345万元")
    assert line(told, "core:name.code 匹配“12345”，未采用：凭数字前后几个字已知是数值")


def test_why_a_number_is_a_reject(explain: Explain) -> None:
    told = explain("杂项88")
    assert line(told, "结果", "rejects 表一行")
    assert line(told, "单位", "不是已知的单位")
    assert line(told, "名称规则", "没有一条匹配")
    assert line(told, "表头", "不在表格里")
    assert line(told, "怎么办", "docs/packs.md")


def test_citations_taken_and_not(explain: Explain) -> None:
    assert line(explain("水利管理办法"), "文件引用", "是文件引用，其中的数字归它")
    told = explain("部门决算报告")
    assert line(told, "文件引用", "不算文件引用")
    assert line(told, "规则", "core:title.report（", "匹配“")


def test_title_and_its_rivals(explain: Explain) -> None:
    told = explain("部门整体支出绩效自评报告")
    assert line(told, "标题规则", "core:doc.narrative ", "采用")
    assert line(told, "core:doc.narrative_other", "未采用：rank 较低或匹配较短")
    assert "documents 表一行" in told


def test_labelled_values_and_their_rivals(explain: Explain) -> None:
    told = explain("填报单位：丰收县水利局")
    assert line(told, "封面标签", "department 的值", "core:label.department（")
    assert line(told, "全文的 department 取为“丰收县水利局”")
    assert line(told, "同类标签", "丰收县人民政府", "core:label.department_evaluated")


def test_heading_rules(explain: Explain) -> None:
    told = explain("预算执行情况")
    assert line(told, "标题规则", "core:heading.budget_execution", "采用")


def test_a_place_without_a_row_points_to_its_neighbours(explain: Explain) -> None:
    told = explain("调整预算数为")
    assert line(told, "此处没有产生任何行；本句的数字在", "419.86万元")


def test_text_is_found_whatever_its_blanks_and_widths(explain: Explain) -> None:
    assert explain("４１９．８６ 万 元") == explain("419.86万元")


def test_every_occurrence(explain: Explain) -> None:
    assert explain("水利局").count("■") == 2


def test_at_a_position(report: Path) -> None:
    at = read(TEXT.encode()).text.index("500万元")
    assert "amount_wan=500" in explain_file(report, packs(), at + 1, None)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--at", "99999"], "--at 99999 超出范围：正文有 "),
        (["--at=-1"], "--at -1 超出范围"),
        (["--text", "没有这样的话"], "正文里没有“没有这样的话”"),
        (["--text", " "], "--text 是空的"),
        ([], "二者选一"),
        (["--at", "1", "--text", "水"], "二者选一"),
    ],
)
def test_mistakes_are_told(
    words: list[str],
    message: str,
    report: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["jixiao", "explain", str(report), *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert message in capsys.readouterr().err


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises((JixiaoError, OSError)):
        explain_file(tmp_path / "没有.txt", packs(), 0, None)


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.name)
def test_what_is_told_agrees_with_the_rows(path: Path) -> None:
    """The cue that a row names is among those listed, and so is its year."""
    pipeline, knowledge = _pipeline(), _knowledge()
    reading = pipeline.reading(read(path.read_bytes()))
    rows = [r for t in pipeline.result(reading, "0" * 64).tables.values() for r in t]
    columns = {"money": "amounts.basis", "rate": "rates.kind"}
    for context in contexts(reading.text, all_figures(reading.resolved)):
        row = row_at(rows, context.figure)
        assert row is not None
        column = columns.get(context.figure.entry.measure)
        if column is not None:
            made = row.pattern.split("+")
            told = list(told_lines(knowledge, reading.text, context, column, made))
            assert not told[-1][1].startswith("由 "), (row, told)
        years = list(year_lines(knowledge, reading.text, context, getattr(row, "year", None)))
        assert not any(text.startswith("得出 ") for _, text in years), (row, years)


@cache
def _pipeline() -> Pipeline:
    return Pipeline(packs())


@cache
def _knowledge() -> Knowledge:
    return Knowledge(packs())
