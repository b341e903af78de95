"""Tables as converters to Markdown and text write them: merged cells written out, lost, filled."""

from __future__ import annotations

import pytest
from canonical_checks import check, paragraphs, spans, table

from jixiao.ingest.read import read
from jixiao.ingest.sniff import sniff
from jixiao.model.canonical import Canonical

PIPES = """| 绩效自评表 | 绩效自评表 | 绩效自评表 | 绩效自评表 | 绩效自评表 |
| --- | --- | --- | --- | --- |
| 部门名称 | 某县水利局 | 某县水利局 | 某县水利局 | 某县水利局 |
| 资金（万元） | 资金来源和项目名称 | 资金来源和项目名称 | 预算数 | 执行数 |
| 资金（万元） | 年度资金总额 | 年度资金总额 | 526.40 | 526.40 |
| 一级指标 | 二级指标 | 三级指标 | 目标 | 完成 |
| 产出指标 | 数量 | 修复水毁工程 | 18处 | 18处 |
| 产出指标 | 质量 | 验收合格率 | 达标 | 达标 |
"""


def read_text(text: str) -> Canonical:
    canonical = read(text.encode())
    check(canonical)
    return canonical


@pytest.mark.parametrize("form", ["md", "tsv"])
def test_merged_cells_that_were_written_out(form: str) -> None:
    rows = [line.strip("| \n").split(" | ") for line in PIPES.splitlines() if "---" not in line]
    text = PIPES if form == "md" else "".join("\t".join(row) + "\n" for row in rows)
    canonical = read_text(text)
    assert table(canonical) == [
        ["绩效自评表"],
        ["部门名称", "某县水利局"],
        ["资金（万元）", "资金来源和项目名称", "预算数", "执行数"],
        ["年度资金总额", "526.40", "526.40"],
        ["一级指标", "二级指标", "三级指标", "目标", "完成"],
        ["产出指标", "数量", "修复水毁工程", "18处", "18处"],
        ["质量", "验收合格率", "达标", "达标"],
    ]
    found = spans(canonical)
    assert found[1, 1] == (1, 5)
    assert found[3, 1] == (2, 1)
    assert found[4, 2] == (1, 2)
    assert found[6, 1] == (2, 1)


def test_equal_cells_of_an_honest_table_stay() -> None:
    rows = [
        ["指标", "目标", "完成", "备注"],
        ["制度健全性", "健全", "健全", "无"],
        ["合规性", "无", "无", "无"],
    ]
    text = "".join("\t".join(row) + "\n" for row in rows)
    assert table(read_text(text)) == rows


def test_rows_that_lost_the_places_of_merged_cells() -> None:
    text = """|  |  |  |  |  |
| --- | --- | --- | --- | --- |
| 一级指标 | 二级指标 | 目标值 | 得分 | 原因 |
| 产出指标 | 修复工程 | 18 | 9.36 |  |
| 清理河道 | 8000 | 6 | 天气 |
| 效益指标 | 满意度 | 95 | 10 |  |
| 受益人口 | 1200 | 10 |  |
"""
    canonical = read_text(text)
    below = {
        (cell.row, cell.column): canonical.text[cell.start : cell.end]
        for cell in canonical.grids[0].cells
    }
    assert [below[4, column] for column in range(1, 6)] == ["", "清理河道", "8000", "6", "天气"]
    assert [below[6, column] for column in range(1, 5)] == ["", "受益人口", "1200", "10"]


def test_a_short_row_that_is_merely_short_stays() -> None:
    text = "| 项目 | 预算 | 执行 |\n| --- | --- | --- |\n| 甲 | 1.5 | 1.2 |\n| 合计 | 1.5 |\n"
    assert table(read_text(text))[-1] == ["合计", "1.5"]


def test_fillers_of_pandas() -> None:
    text = "| 自评表 | Unnamed: 1 | Unnamed: 2 |\n|---|---|---|\n| 项目 | NaN | 得分 |\n| 甲 | 5 | 4.5 |\n"
    assert table(read_text(text)) == [["自评表", "", ""], ["项目", "", "得分"], ["甲", "5", "4.5"]]


def test_a_rule_beside_a_cell_that_runs_through() -> None:
    text = """+------+------+-----+
| 产出 | 数量 | 18  |
|      +------+-----+
|      | 质量 | 95  |
+------+------+-----+
"""
    canonical = read_text(text)
    assert table(canonical) == [["产出", "数量", "18"], ["质量", "95"]]
    assert spans(canonical)[1, 1] == (2, 1)


def test_running_text_in_a_table_of_markdown() -> None:
    long = "本部门全年完成农村公路养护26.8公里，群众满意度达到95.2%。"
    text = (
        f"| 自评报告 |  |\n|---|---|\n| {long} |  |\n| {long} |  |\n| 项目 | 得分 |\n| 甲 | 4.5 |\n"
    )
    canonical = read_text(text)
    assert paragraphs(canonical) == ["自评报告", long, long]
    assert [row for row in table(canonical) if row] == [["项目", "得分"], ["甲", "4.5"]]


@pytest.mark.parametrize(("title", "kept"), [("某县水利局绩效自评报告", 1), ("一、概况", 0)])
def test_data_of_a_program_before_a_text(title: str, kept: int) -> None:
    text = f"---\nlang: zh-CN\ntitle: {title}\ntags:\n  - 绩效\n---\n\n# 一、概况\n\n全年支出12.5万元。\n"
    canonical = read_text(text)
    assert paragraphs(canonical) == [title] * kept + ["一、概况", "全年支出12.5万元。"]


def test_flat_open_documents_are_known() -> None:
    names = "".join(f' xmlns:a{at}="urn:oasis:names:{at}"' for at in range(200))
    for form, kind in (("text", "odt"), ("spreadsheet", "ods")):
        root = (
            f'<office:document{names} office:mimetype="application/vnd.oasis.opendocument.{form}">'
        )
        assert sniff(f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'.encode()) == kind
