"""Markdown and LaTeX in plain text: marks go, signs stay, values come out."""

from __future__ import annotations

import pytest
from canonical_checks import cell_text, check, check_source, paragraphs, spans, table
from hypothesis import given
from hypothesis import strategies as st

from jixiao.document import Pipeline
from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical
from jixiao.packs import Packs
from jixiao.segment.fold import fold

TITLE = "# 某县水利局2023年度部门整体支出绩效自评报告\n\n"


def read_text(text: str) -> Canonical:
    canonical = read(text.encode())
    check(canonical)
    check_source(canonical, text)
    assert canonical.media_type == "text/plain"
    return canonical


def test_headings_have_levels() -> None:
    canonical = read_text(TITLE + "## 一、概况\n本单位编制**12**名。\n### （一）职能\n正文。\n")
    kinds = [(b.kind, b.level) for b in canonical.blocks]
    assert kinds == [
        ("heading", 1), ("heading", 2), ("paragraph", None), ("heading", 3), ("paragraph", None),
    ]  # fmt: skip
    assert paragraphs(canonical)[2] == "本单位编制12名。"


def test_one_level_for_all_headings_tells_nothing() -> None:
    canonical = read_text(TITLE + "# 一、概况\n\n# （一）职能\n\n# 全年共支出经费12万元。\n")
    assert [(b.kind, b.level) for b in canonical.blocks] == [
        *[("heading", None)] * 3, ("paragraph", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"1\. 全年支出12\.5万元\_甲", "1. 全年支出12.5万元_甲"),
        ("其中**“三公”经费**5万元。", "其中“三公”经费5万元。"),
        ("**（一）目标**：完成 *很好*。", "（一）目标：完成 很好。"),
        ("张**、李**等2人，电话138****1234。", "张**、李**等2人，电话138****1234。"),
        ("面积3*4*5平方米，*注", "面积3*4*5平方米，*注"),
        ("> 引用的话。", "引用的话。"),
        ("> 90%为优。", "> 90%为优。"),
        ("见脚注[^1]。", "见脚注。"),
        ("[^1]: 数据来自决算。", "数据来自决算。"),
        ("见[实施方案](http://a.cn/b.htm)第3条", "见实施方案第3条"),
        ("5~~10万元和3~~4万元", "5~~10万元和3~~4万元"),
        ("第一行  \n", "第一行"),
        ("___万元，____个", "___万元，____个"),
    ],
)
def test_marks_in_text(written: str, shown: str) -> None:
    assert paragraphs(read_text(f"{TITLE}{written}\n"))[-1] == shown


def test_without_any_mark_of_markdown_nothing_goes() -> None:
    text = "1\\. 甲[乙](丙) > 丁 *戊*"
    assert read_text(text).text == text


def test_rules_and_fences_go() -> None:
    canonical = read_text(TITLE + "```text\n甲。\n```\n\n---\n\n乙。\n\n***\n")
    assert paragraphs(canonical)[1:] == ["甲。", "乙。"]


def test_pictures_and_attached_files_are_told() -> None:
    canonical = read_text(
        TITLE + "![表1](images/3f.jpg)\n\n![](data:image/png;base64,iVBORw0KGgo)\n\n"
        "附件：[1.自评表.xlsx](https://a.gov.cn/%E8%A1%A8.xlsx)，见[网站](https://a.gov.cn/)。\n"
    )
    assert [(u.kind, u.text) for u in canonical.unread] == [
        ("image", "表1（images/3f.jpg）"),
        ("image", "内嵌数据 image/png"),
        ("attachment", "1.自评表.xlsx（https://a.gov.cn/表.xlsx）"),
    ]
    assert paragraphs(canonical)[-1] == "附件：1.自评表.xlsx，见网站。"


def test_tables_of_markdown() -> None:
    canonical = read_text(
        "项目 | 金额\n:--|--:\n基本支出<br>（人员） | **12.5**\n甲\\|乙 | \n丙 | 3\n\n如上。\n"
    )
    assert table(canonical) == [
        ["项目", "金额"], ["基本支出\n（人员）", "12.5"], ["甲|乙"], ["丙", "3"],
    ]  # fmt: skip
    assert paragraphs(canonical) == ["如上。"]


def test_two_tables_with_a_blank_line_between_them() -> None:
    one = "| 指标 | 得分 |\n|---|---|\n| 产出 | 9 |\n\n"
    assert len(read_text(one + one).grids) == 2


def test_a_table_of_full_width_pipes() -> None:
    assert table(read_text("指标｜分值｜得分\n产出｜50｜48\n")) == [
        ["指标", "分值", "得分"], ["产出", "50", "48"],
    ]  # fmt: skip


def test_a_report_of_a_converter_with_html_tables() -> None:
    canonical = read_text(
        "<table><tr><td rowspan=2>产出</td><td>数量 $\\geq 95\\%$</td></tr><tr><td>**质量**</td>"
        "</tr></table>\n\n# 一、概况\n\n本单位负责全县水利工作。\n\n全年支出12万元。\n"
    )
    assert spans(canonical) == {(1, 1): (2, 1)}
    assert cell_text(canonical, 1, 2) == r"数量 $\geq 95\%$"
    assert cell_text(canonical, 2, 2) == "质量"
    assert paragraphs(canonical) == ["一、概况", "本单位负责全县水利工作。", "全年支出12万元。"]


def test_a_table_that_was_cut_off() -> None:
    canonical = read_text("表1\n\n<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td>\n")
    assert table(canonical) == [["甲", "1"], ["乙"]]


def test_wrappers_of_latex_go_and_signs_stay() -> None:
    text = r"收入$120\text{万元}$，满意度 $\geqslant 9 5 . 5 \%$，面积 $30 \mathrm {~ m} ^ {2}$"
    assert read_text(text).text == r"收入$120万元$，满意度 $\geqslant 95.5 \%$，面积 $30 m²$"


def test_dollars_are_no_formula() -> None:
    text = "合同金额US$100万元，折合$200/吨，另付$30。"
    assert read_text(text).text == text
    assert fold(text) == text.replace("，", ",").replace("。", "。")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        (r"$69.33\%$", " 69.33 % "),
        (r"率 \geq 90\%", r"率 ≥    90 %"),
        (r"$80\% \sim 90\%$", " 80 % ~~   90 % "),
        (r"$\le$5", " ≤   5"),
        (r"\left 和 \gender", r"\left 和 \gender"),
    ],
)
def test_the_shadow_reads_signs(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert len(written) == len(folded)


def test_values_in_latex_come_out(packs: Packs) -> None:
    text = (
        r"某县水利局2023年度部门整体支出绩效自评报告" + "\n\n"
        r"全年预算执行率为$69.33\%$，满意度\geq 90\%，投诉率 $\leqslant 5 \%$，全年支出$120.5\text{万元}$，"
        r"合格率为 $80\% \sim 90\%$，美元贷款$100万元。"
    )
    result = Pipeline(packs)(text.encode())
    rates = [(str(r.rate_pct), r.qualifier, r.text) for r in result.tables["rates"]]  # type: ignore[attr-defined]
    assert rates == [
        ("69.33", "exact", r"69.33\%"),
        ("90", "at_least", r"\geq 90\%"),
        ("5", "at_most", r"\leqslant 5 \%"),
        ("80", "range", r"80\% \sim 90\%"),
    ]
    money = [(str(r.amount_wan), r.currency, r.text) for r in result.tables["amounts"]]  # type: ignore[attr-defined]
    assert money == [("120.5", "CNY", "120.5万元"), ("100", "USD", "$100万元")]


def test_tables_that_a_converter_wraps_as_pages() -> None:
    page = "<html><body><table><tr><td>满意度</td><td>95%</td></tr></table></body></html>\n\n"
    for start in ("", page):
        text = f"{start}# 一、概况\n\n全年支出12.5万元，用于河道治理。\n\n{page}# 二、问题\n\n进度偏慢。\n"
        canonical = read_text(text)
        assert paragraphs(canonical) == [
            *("一、概况", "全年支出12.5万元，用于河道治理。", "二、问题", "进度偏慢。")
        ]
        assert [table(canonical, g.number) for g in canonical.grids] == [
            [["满意度", "95%"]] for _ in canonical.grids
        ]
        assert len(canonical.grids) == text.count("<table>")


def test_formulas_between_brackets() -> None:
    text = TITLE + r"户数 \(\geq 1,200\) 户，满意度\( 9 5 . 5 \%\)，\[ 12.5 \]万元，见\(附件\)。"
    assert paragraphs(read_text(text))[-1] == (
        r"户数 \geq 1,200 户，满意度 95.5 \%， 12.5 万元，见(附件)。"
    )


@given(
    st.lists(
        st.sampled_from(
            ["# ", "**", "*", "`", "|", "\n", "\n\n", "---", "|--|", "![甲](b.png)", "[甲](乙)",
             "$", "\\", "\\geq", "\\text{", "}", "12.5", "%", "万元", "甲", " ", "~~", "^{2}",
             "<td>", "<table>", "</td>", "</table>", "│", "─", "┼", "+--+", "\u3000", "  "]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_any_marks_are_sound(parts: list[str]) -> None:
    text = "# 甲\n" + "".join(parts)
    read_text(text)
    assert len(fold(text)) == len(text)
