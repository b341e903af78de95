"""What holds for the rows of every document, whatever its text."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jixiao.document import Pipeline, Result, process
from jixiao.model.errors import Unreadable
from jixiao.packs import Packs
from jixiao.segment.fold import fold

CORPUS = Path(__file__).parents[1] / "corpus"
FILES = sorted(p for p in CORPUS.iterdir() if p.is_file() and p.name != "README.md")
FIGURES = ("amounts", "rates", "quantities")

WORDS = (
    "全年支出", "年初预算", "同比下降", "较上年", "力争", "完成率", "其中：", "（一）", "一、", "1.", "①", "附件",
    "《预算法》", "《关于印发〈办法〉的通知》（财预〔2020〕10号）", "《没有结束的题目", "单位：万元", "部门名称：",
    "丰收县水利局", "联系电话：0851-1234567", "2022年度", "二〇二二年", "第3批", "十四五", "三公经费", "12345热线",
    "自评得分", "自评等级：☑优 □良", "指标值", "实际完成值", "分值", "得分", "执行率", "预算数（元）", "合计", "≥", "约",
)  # fmt: skip
NUMBERS = (
    "0", "12", "3.5", "1,234.56", "１２．５", "-7", "－3", "100", "98.6", "2022", "20221231", "1.2.3", "1,23,4",
    "三", "十二", "二三十", "五百余", "百分之九十八点五", "1亿2000", "3-5", "80％—90", "0.88", "1234567890123", ".5", "7.",
)  # fmt: skip
UNITS = (
    "万元", "元", "亿元", "万", "%", "％", "个百分点", "‰", "家", "万人次", "平方米", "元/亩", "分", "年", "月", "号",
    "余万元", "以上", "左右", "美元", "角", "m²", "km",
)  # fmt: skip
MARKS = (
    "，",
    "。",
    "；",
    "、",
    "：",
    "\n",
    "\t",
    "\t\t",
    " ",
    "\u3000",
    "（",
    "）",
    "《",
    "》",
    "<",
    "“",
    "”",
    ",",
    "|",
)
ODD = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=4)
FRAGMENTS = st.one_of(st.sampled_from(WORDS + NUMBERS * 2 + UNITS * 2 + MARKS * 2), ODD)
TEXTS = st.lists(FRAGMENTS, min_size=1, max_size=40).map("".join)
MANY = settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def all_rows(result: Result) -> Iterator[Any]:
    """The rows of all tables."""
    for table in result.tables.values():
        yield from table


def check_evidence(result: Result) -> None:
    """Quotes, pages, cells and sections of all rows are those of the canonical text."""
    canonical = result.canonical
    sections = {s.section_id: s for s in result.tables["sections"]}
    for row in all_rows(result):
        assert 0 <= row.char_start <= row.char_end <= len(canonical.text)
        assert canonical.text[row.char_start : row.char_end] == row.text
        place = canonical.place(row.char_start, row.char_end)
        assert (row.page, row.bbox, row.cell, row.confidence) == place
        if canonical.pages is None:
            assert row.page is None
            assert row.bbox is None
        elif row.char_end > row.char_start:
            assert 1 <= row.page <= canonical.pages
        if row.section:
            section = sections[row.section]
            assert section.char_start <= row.char_start < section.char_end
        else:
            assert all(row.char_start < s.char_start for s in sections.values())


def check_sections(result: Result) -> None:
    """Sections nest: a child lies in its parent, a level below it; brothers do not overlap."""
    seen: dict[str, Any] = {}
    ends: dict[str, int] = {}
    for section in result.tables["sections"]:
        assert section.section_id not in seen
        parent = seen[section.parent_id] if section.parent_id else None
        assert section.level == (parent.level + 1 if parent else 1)
        if parent is not None:
            assert parent.char_start <= section.char_start < section.char_end <= parent.char_end
        assert ends.get(section.parent_id, 0) <= section.char_start
        ends[section.parent_id] = section.char_end
        seen[section.section_id] = section


def check_numbers(result: Result) -> None:
    """Every number has one place: a row, an explained number or a reject."""
    folded = fold(result.canonical.text)
    figures = sorted((r.char_start, r.char_end) for t in FIGURES for r in result.tables[t])
    for (_, end), (start, _) in pairwise(figures):
        assert end <= start, folded[start - 10 : end + 10]
    rejects = [r for r in result.tables["rejects"] if r.kind == "number"]
    (document,) = result.tables["documents"]
    assert document.numbers == len(figures) + len(rejects) + len(result.explained)
    assert document.numbers_unexplained == len(rejects)
    spans = [
        *figures,
        *((r.char_start, r.char_end) for r in rejects),
        *((e.start, e.end) for e in result.explained),
    ]
    covered = {at for start, end in spans for at in range(start, end)}
    for digits in re.finditer("[0-9]+", folded):
        missed = [at for at in range(*digits.span()) if at not in covered]
        assert not missed, folded[max(0, digits.start() - 15) : digits.end() + 15]


def check(result: Result) -> None:
    """All that must hold."""
    check_evidence(result)
    check_sections(result)
    check_numbers(result)


def read(pipeline: Pipeline, text: str) -> Result | None:
    """The result, or None where the file is refused as a whole (nothing to read in it)."""
    try:
        return pipeline(text.encode())
    except Unreadable:
        return None


@pytest.fixture(scope="module")
def results(pipeline: Pipeline) -> dict[str, Result]:
    """Every file of the own corpus, read once in name order."""
    return {path.name: pipeline(path.read_bytes()) for path in FILES}


@pytest.mark.parametrize("name", [p.name for p in FILES])
def test_corpus_rows_quote_the_canonical_text(results: dict[str, Result], name: str) -> None:
    check(results[name])
    assert sum(1 for _ in all_rows(results[name])) > 1


@pytest.mark.parametrize("name", [p.name for p in FILES])
def test_patterns_of_rows_exist_in_the_packs(
    results: dict[str, Result], packs: Packs, name: str
) -> None:
    opinions = {f"core:opinion.{column}" for column in ("cause", "weakness")}  # the classifier's
    known = {entry.id for entry in packs.entries} | opinions
    named = {part for row in all_rows(results[name]) for part in row.pattern.split("+")}
    assert {part for part in named if ":" in part} <= known
    assert all(e.pattern in known for e in results[name].explained if e.pattern)


def test_same_rows_in_another_order_and_a_new_pipeline(
    results: dict[str, Result], packs: Packs
) -> None:
    other = Pipeline(packs)
    for path in reversed(FILES):
        again = other(path.read_bytes())
        assert again.tables == results[path.name].tables
        assert again.explained == results[path.name].explained


def test_process_gives_what_a_used_pipeline_gives(results: dict[str, Result], packs: Packs) -> None:
    path = next(p for p in FILES if p.suffix == ".txt")
    assert process(path.read_bytes(), packs).tables == results[path.name].tables


def test_tables_hold_only_their_own_rows_in_text_order(results: dict[str, Result]) -> None:
    for result in results.values():
        for name, table in result.tables.items():
            assert len({type(row) for row in table}) <= 1
            assert len(result.tables["documents"]) == 1
            if name in (*FIGURES, "sections", "policies"):
                starts = [row.char_start for row in table]
                assert starts == sorted(starts)


def test_decimals_have_no_exponent_and_no_float(results: dict[str, Result]) -> None:
    for result in results.values():
        for row in all_rows(result):
            for f in fields(row):
                value = getattr(row, f.name)
                assert not isinstance(value, float)
                if f.name in ("amount_wan", "rate_pct") and value is not None:
                    assert "E" not in str(value)


@MANY
@example("1234567890123123456789012320.22年度")  # more digits than decimals are reckoned with
@given(TEXTS)
@example("1,23,4万元")
@example("《没有结束的题目3万元\n《又一个（财预〔2020〕10号）5%")
@example("预算数\t执行率\n1.2.3\t0.88\n.5\t7.\n")
@example("80％—90个百分点-3－3元/亩-5元/亩")
@example("〇○零十百千万亿兆")
@example("\u2460\u2474㈠Ⅳ²½３㎡")
def test_generated_texts_keep_the_rules(pipeline: Pipeline, text: str) -> None:
    result = read(pipeline, text)
    if result is not None:
        check(result)


@MANY
@given(st.lists(st.lists(FRAGMENTS, min_size=1, max_size=4).map("".join), min_size=4, max_size=24))
def test_generated_tables_keep_the_rules(pipeline: Pipeline, cells: list[str]) -> None:
    plain = [re.sub(r"[\t\n\r|<]", "", cell) for cell in cells]
    heads = ["指标名称", "预算数（万元）", "执行率", "分值"]
    lines = [plain[i : i + 4] for i in range(0, len(plain), 4)]
    result = read(pipeline, "\n".join("\t".join(line) for line in [heads, *lines]))
    if result is not None:
        check(result)


@settings(MANY, max_examples=60)
@given(TEXTS, TEXTS)
def test_a_document_does_not_depend_on_the_one_before(
    pipeline: Pipeline, packs: Packs, first: str, second: str
) -> None:
    before = read(pipeline, second)
    read(pipeline, first)
    after = read(pipeline, second)
    assert (before and before.tables) == (after and after.tables)
