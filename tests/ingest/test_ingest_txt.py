"""Plain text: encodings, joined paragraphs, tables."""

from __future__ import annotations

import pytest
from canonical_checks import cell_text, check, check_source, paragraphs, table
from hypothesis import given
from hypothesis import strategies as st

from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical
from jixiao.model.errors import Unreadable

COVER = (
    "附件 2",
    "部门整体支出绩效自评报告",
    "部门名称：（公章）",
    "所属下级预算单位数量：1",
    "填报人：李明",
    "填报日期：",
    "一、部门基本情况",
)


def read_text(text: str, encoding: str = "utf-8") -> Canonical:
    canonical = read(text.encode(encoding))
    check(canonical)
    check_source(canonical, text.removeprefix("\ufeff"))
    return canonical


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    text = end.join(["部门整体支出绩效自评报告", "", "全年支出419.86万元，完成率99.5%。"])
    canonical = read(text.encode(encoding))
    check(canonical)
    assert canonical.text == "部门整体支出绩效自评报告\n全年支出419.86万元，完成率99.5%。"
    assert canonical.media_type == "text/plain"


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "utf-16-le"])
def test_traditional_text(encoding: str) -> None:
    text = "臺北市政府財政局績效評估報告：本年度預算執行率為九成，實際支出一百二十萬元。"
    assert read(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", ["绩效", "18", "a", "单位：万元", "□ 优", "12,345.67\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_short_texts(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)).text == text.strip()


def test_a_broken_byte_is_noted() -> None:
    data = ("本部门全年预算支出执行情况良好。" * 20).encode("gb18030") + b"\x81\xff" + b"\n"
    canonical = read(data)
    assert canonical.unread[0].kind == "encoding"
    assert "本部门全年预算" in canonical.text


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("2023年度全年预算40,118.72万元，全年支出40,036.38万", "元，预算完成率 99.79%。", None),
        ("2022年，我局追加预算，其中上级资金1,203.", "55万元，县级资金3万元。", None),
        ("负责制定盐业产业政策和加强行业管理等工作；负责监", "管知识产权交易场所。", None),
        ("7. 与市场监管局分工。负责制定产业政策；负责监", "管知识产权交易场所。", None),
        ("我局实际在用固定资产总额与所有固定资产总额的比率比", "率 90%。", None),
        ("推进专业服务业、现代商贸业、", "文化旅游业发展。", None),
        ("绩效等级为优，其中一级指", "标中的履职效能得分率为 100%。", None),
    ],
)
@pytest.mark.parametrize(
    "between", ["\n\n", "\n\n\n\n", "\n\n- 3 -\n\n", "\n\n第 3 页 共 9 页\n\n", "\n\n3\n\n", "\x0c"]
)
def test_halves_of_a_sentence_are_joined(
    before: str, after: str, whole: str | None, between: str
) -> None:
    canonical = read_text(f"一、部门概况\n\n{before}{between}{after}\n\n二、自评情况\n\n无。")
    assert paragraphs(canonical) == ["一、部门概况", before + after, "二、自评情况", "无。"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2、以抓铁有痕的韧劲，深入贯彻“百县千镇万村高质量发展工程”", "深入贯彻落实文件精神。"),
        ("全力推动工业重点项目加快建设，", "4、坚持制造业当家，加速产业升级发展"),
        ("组员：李志国、招晖、李莹莹 、黄华丽", "工作小组办公室设在部办公室，负责组织工作。"),
        ("市级预算部门单位（公章）：坡头区科工贸和信息化局", "填报日期：2023年05月06日"),
        ("（一）自评结果", "2022年我单位资金配置合理，管理规范可控。"),
        ("6、挖潜补短提升社消零总额。", "（三）部门整体支出绩效目标"),
        ("部门整体支出绩效指标分析", "预算编制具有合理性，符合要求。"),
        ("改进措施", "提高认识，充分理解整体绩效评价指标体系。"),
        ("①预算编制合理性", "2023 年部门预算根据方针政策，结合本部门职责编制。"),
        ("填报日期：2023年05月06日", "根据《工作方案》的精神，我单位及时布置自评。"),
        ("全年各项工作完成情况如下", "一、预算执行情况"),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_headings_and_cover_lines_stay_apart(before: str, after: str, between: str) -> None:
    assert paragraphs(read_text(before + between + after)) == [before, after]


def test_a_cover_stays_apart() -> None:
    assert paragraphs(read_text("\n\n".join(COVER))) == list(COVER)


def test_a_running_head_between_halves_goes() -> None:
    head = "始兴县综合交通运输局绩效自评报告"
    page = "我局加强预算管理，全年各项支出均按规定执行，重点推进农村公路建设，\n\n"
    text = page + f"{head}\n\n- 2 -\n\n" + "养护资金及时到位。\n\n"
    canonical = read_text(text * 3)
    assert head not in canonical.text
    assert len(paragraphs(canonical)) == 3


def test_hard_wrapped_lines_become_paragraphs() -> None:
    long = (
        "我局负责贯彻执行国家和省有关财政工作的方针政策和法律法规，拟订并组织实施全县财政发展规划。"
    )
    source = ("\u3000\u3000" + long + long, "\u3000\u3000" + long, "\u3000\u3000一、部门概况")
    wrapped = [line[i : i + 30] for line in source for i in range(0, len(line), 30)]
    assert paragraphs(read_text("\n".join(wrapped))) == [long + long, long, "一、部门概况"]


def test_a_field_behind_a_full_line_begins_a_paragraph() -> None:
    lines = [
        "（三）部门整体支出绩效管理存在问题及改进措施",
        "存在问题：1.部分绩效指标设置不够合理，可衡量性不足；2.个别项目支出率未达序时进度要求。",
        "改进措施：1.结合部门职能，科学设置绩效指标，提高指标的可衡量性；2.加强项目支出跟踪督办。",
        "三、其他自评情况",
        "无。",
    ]
    assert paragraphs(read_text("\n".join(lines))) == lines


def test_a_wrapped_figure_and_words_are_whole_again() -> None:
    lines = [
        "    The department spent 1,203.55 million on roads and bridges in the year",
        "2023 and 40,036.38 million on schools, hospitals, buses, trains, ports and",
        "other works of the county.",
    ]
    joined = "The department spent 1,203.55 million on roads and bridges in the year 2023 and"
    assert read_text("\n".join(lines)).text.startswith(joined)


def test_page_numbers_in_sequence_go() -> None:
    body = "本部门严格执行预算管理制度，各项支出规范有序。\n本年度共开展培训三次。\n保障有力。\n"
    canonical = read_text("".join(f"{body}\n{number}\n\n" for number in range(1, 5)))
    assert "\n2\n" not in canonical.text
    assert len(paragraphs(canonical)) == 12


def test_a_lone_number_that_is_no_page_number_stays() -> None:
    assert "\n18\n" in read_text("得分情况如下：\n18\n其中预算编制得分。").text


def test_tab_lines_are_a_grid_with_columns() -> None:
    text = "自评表\n\n指标\t分值\t\t得分\n产出\t50\t\t48.5\n\n\t\t小计\t98\n\n注：无。"
    canonical = read_text(text)
    assert paragraphs(canonical) == ["自评表", "注：无。"]
    assert table(canonical) == [
        ["指标", "分值", "", "得分"],
        ["产出", "50", "", "48.5"],
        ["", "", "小计", "98"],
    ]
    assert canonical.place(canonical.text.index("98"), canonical.text.index("98") + 2).cell == (
        "1/3/4"
    )


def test_text_between_tables_parts_them() -> None:
    canonical = read_text("甲\t1\n乙\t2\n\n二、支出情况\n\n丙\t3\n丁\t4\n")
    assert len(canonical.grids) == 2
    assert paragraphs(canonical) == ["二、支出情况"]


def test_a_row_broken_inside_a_cell_is_whole_again() -> None:
    text = (
        "一级指标\t二级指标\t三级指标\t目标值\t实际值\t得分\t原因\n"
        "决策\t计划制定\t中长期规划及年度\n"
        "计划健全性\t健全\t健全\t3\n"
        "\t目标设定\t绩效目标合理性\t合理\t合理\t3\n"
        "过程\t预算执行\t预算执行率\t100%\t96.42%\t4.82\t福彩公益金260.50万\n"
        "元11月才下达，当年只支出38.2万元\n"
        "\t\t支付进度率\t≥95%\t91.2%\t2.4\n"
    )
    canonical = read_text(text)
    assert cell_text(canonical, 2, 3) == "中长期规划及年度计划健全性"
    assert cell_text(canonical, 4, 7) == "福彩公益金260.50万元11月才下达，当年只支出38.2万元"
    assert len(table(canonical)) == 5


def test_label_rows_are_not_joined() -> None:
    text = "部门名称\t某局\n负责人\t张三\n年度目标\t修路\n预算数\t100\n合计\t1\t2\n"
    assert len(table(read_text(text))) == 5


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("\t全年支出12万元，执行良好。", "全年支出12万元，执行良好。"),
        ("1.\t预算编制合理，符合工作要求和单位职责。", "1. 预算编制合理，符合工作要求和单位职责。"),
        ("填报人：张三\t联系电话：123456", "填报人：张三 联系电话：123456"),
    ],
)
def test_tabs_that_make_no_table(line: str, text: str) -> None:
    canonical = read_text(f"一、概况\n{line}\n二、自评\n")
    assert paragraphs(canonical) == ["一、概况", text, "二、自评"]


def test_markdown_tables() -> None:
    canonical = read_text("表1\n\n| 项目 | 金额 |\n|---|---:|\n| 基本支出 | 12.5 |\n|  | 3 |\n")
    assert table(canonical) == [["项目", "金额"], ["基本支出", "12.5"], ["", "3"]]


def test_html_tables_in_text() -> None:
    text = (
        "表1 支出\n\n<table><tr><td rowspan=2>产出</td><td>数量</td></tr>"
        "<tr><td>质量<br>时效</td></tr></table>\n\n如上。"
    )
    canonical = read_text(text)
    assert paragraphs(canonical) == ["表1 支出", "如上。"]
    assert cell_text(canonical, 2, 2) == "质量\n时效"
    assert canonical.grids[0].cells[0].rowspan == 2


def test_left_over_markup_goes() -> None:
    text = (
        "绩效自评表\n\n"
        '评价等级\t<input type="checkbox"> 优 <input type="checkbox" checked> 良\n'
        "目标\t<p>1. 修路；</p> <p>2. 造桥。</p>\n"
    )
    canonical = read_text(text)
    assert cell_text(canonical, 1, 2) == "□ 优 ☑ 良"
    assert cell_text(canonical, 2, 2) == "1. 修路；\n2. 造桥。"


def test_what_is_no_markup_stays() -> None:
    text = r"《关于<办法>的通知》满意度 \geq 90%，A&B，60≤得分<80。"
    assert read_text(text).text == text
    assert read_text("预算&nbsp;&lt;100&gt;万元").text == "预算 <100>万元"


@pytest.mark.parametrize("data", [b"", b"\n\r\n", b"\xef\xbb\xbf", b"\0\0\0", "\u3000\n".encode()])
def test_empty_files(data: bytes) -> None:
    with pytest.raises(Unreadable, match="没有任何"):
        read(data)


@given(
    st.text(alphabet="绩效 一、（1）。，\t\n\r\x0c12.万元ab|<p>&\u3000\ufeff\x01：-", max_size=200)
)
def test_any_text_is_sound(text: str) -> None:
    try:
        canonical = read(text.encode())
    except Unreadable:
        return
    check(canonical)
    check_source(canonical, text.removeprefix("\ufeff"))
    kept = "".join(canonical.text.split()).replace("|", "")
    assert len(kept) <= len(text) + 200


def test_markdown_headings_are_headings_without_their_marks() -> None:
    canonical = read_text(
        "# 某县林业局\n# 自评报告\n\n## 一、部门概况\n全年支出419.86万元，\n"
        "### （一）机构\n#1机组停运，扣1分。\n"
    )
    blocks = [(canonical.text[b.start : b.end], b.kind, b.level) for b in canonical.blocks]
    assert blocks == [
        ("某县林业局", "heading", 1),
        ("自评报告", "heading", 1),
        ("一、部门概况", "heading", 2),
        ("全年支出419.86万元，", "paragraph", None),
        ("（一）机构", "heading", 3),
        ("#1机组停运，扣1分。", "paragraph", None),
    ]


def test_notes_of_heads_that_broke_their_rows_go_back_to_them() -> None:
    canonical = read_text(
        "资金情况\t\t全年预算数\n（A）\t全年执行数\n（B）\t预算执行率\n（B/A×100%）\n"
        "\t年度资金总额：\t1,860.00\t1,742.35\t93.67%\n\t其中：中央资金\t1,500.00\t1,438.20\t95.88%\n"
        "\t地方资金\t360.00\t304.15\t84.49%\n"
    )
    (grid,) = canonical.grids
    assert (grid.rows, grid.columns) == (4, 5)
    assert cell_text(canonical, 1, 3) == "全年预算数（A）"
    assert cell_text(canonical, 1, 5) == "预算执行率（B/A×100%）"


def test_the_label_of_a_list_broken_by_a_narrow_column_is_whole_again() -> None:
    canonical = read_text(
        "三级指标\t目标值\t完成值\t得分\n新建敬老院数\t3所\t2所\t8\n护理床位数\t120张\t75张\t7\n"
        "总分\t\t\t15\n偏差大或\n目标未完\n成原因分析\t1.新建敬老院数少1所：用地没有落实。\n"
        "2.护理床位数偏少：设备到货晚。\n改进措施\n及结果应\n用方案\t1.倒排工期。\n2.按月催货。\n"
    )
    cells = [canonical.text[c.start : c.end] for c in canonical.grids[-1].cells]
    assert cells[-4] == "偏差大或目标未完成原因分析"
    assert cells[-3].startswith("1.新建敬老院数")
    assert cells[-3].endswith("设备到货晚。")
    assert cells[-2] == "改进措施及结果应用方案"


def test_a_figure_broken_inside_a_cell_is_whole_again() -> None:
    canonical = read_text(
        "三级指标\t目标值\t完成值\t得分\n拨付时间\t30天内\t逾期\n12天\t3\n护理床位数\t120张\t75张\t7\n"
    )
    rows = [c.row for c in canonical.grids[0].cells]
    texts = [canonical.text[c.start : c.end] for c in canonical.grids[0].cells if c.row == 2]
    assert max(rows) == 3
    assert texts == ["拨付时间", "30天内", "逾期12天", "3"]
