"""PDF: paragraphs by geometry, tables by rules, places on the page."""

from __future__ import annotations

import pytest
from canonical_checks import cell_text, check, paragraphs, spans, table
from pdf_maker import Sheet, make_pdf

from jixiao.ingest.read import read
from jixiao.model.canonical import Box, Canonical
from jixiao.model.errors import Unreadable

WIDTH = 35  # characters of 12 points between margins of 88 points
BODY = (
    "我局负责贯彻执行国家和省有关财政工作的方针政策，拟订并组织实施全县财政发展规划和改革方案，"
    "全年预算支出40,118.72万元，实际支出40,036.38万元，预算完成率99.79%，各项绩效目标基本实现。"
)


def read_pdf(sheets: list[Sheet]) -> Canonical:
    canonical = read(make_pdf(sheets))
    check(canonical)
    assert canonical.pages == len(sheets)
    assert canonical.media_type == "application/pdf"
    return canonical


def wrap(text: str) -> list[str]:
    """Text in lines as a word processor sets it: two characters in, figures never parted."""
    lines, line, room = [], "", float(WIDTH - 2)
    rest = text
    while rest:
        size = next((i for i, c in enumerate(rest) if not c.isascii()), len(rest)) or 1
        token = rest[:size]
        while rest[size : size + 1] and rest[size] in "，。、；":
            token += rest[size]
            size += 1
        need = sum(0.5 if c.isascii() else 1 for c in token)
        if need > room and line:
            lines.append(line)
            line, room = "", float(WIDTH)
        line, room, rest = line + token, room - need, rest[size:]
    return [*lines, line]


def flow(texts: list[str], rows: int = 30, foot: bool = True) -> list[Sheet]:
    """Paragraphs set on pages of so many lines, with page numbers."""
    lines = [(114.0 if i == 0 else 90.0, part) for t in texts for i, part in enumerate(wrap(t))]
    sheets = []
    for number, start in enumerate(range(0, len(lines), rows), 1):
        sheet = Sheet()
        for row, (x, part) in enumerate(lines[start : start + rows]):
            sheet.text(x, 100 + 20 * row, part)
        if foot:
            sheet.text(280, 800, f"— {number} —")
        sheets.append(sheet)
    return sheets


def test_lines_become_paragraphs() -> None:
    texts = ["一、部门基本情况", BODY, "（一）部门职能", BODY + BODY, BODY]
    assert paragraphs(read_pdf(flow(texts))) == texts


@pytest.mark.parametrize("rows", [2, 3, 4, 5, 7])
def test_paragraphs_go_on_over_pages(rows: int) -> None:
    texts = ["一、部门基本情况", BODY, "二、自评情况", BODY + BODY]
    assert paragraphs(read_pdf(flow(texts, rows))) == texts


def test_a_figure_cut_by_the_page_is_whole_even_when_indented() -> None:
    first = Sheet().text(114, 700, "全年预算40,118.72万元，实际支出40,036.38万")
    second = Sheet().text(114, 100, "元，预算完成率99.79%。")
    whole = "全年预算40,118.72万元，实际支出40,036.38万元，预算完成率99.79%。"
    assert read_pdf([first, second]).text == whole


def test_running_heads_go() -> None:
    texts = [BODY + BODY, BODY]
    sheets = flow(texts, rows=3)
    for sheet in sheets:
        sheet.text(200, 50, "始兴县交通运输局绩效自评报告", 9)
    assert paragraphs(read_pdf(sheets)) == texts


def test_titles_of_forms_that_repeat_stay() -> None:
    sheets = [Sheet().text(200, 60, "项目支出绩效自评表", 18).text(90, 120, t) for t in "甲乙丙"]
    assert paragraphs(read_pdf(sheets)).count("项目支出绩效自评表") == 3


def test_a_cover_stays_apart() -> None:
    sheet = Sheet().text(190, 150, "部门整体支出绩效自评报告", 18)
    cover = ["部门名称：（公章）某县财政局", "填报人：李明", "填报日期：2024年6月1日"]
    for row, line in enumerate(cover):
        sheet.text(150, 300 + 40 * row, line)
    assert paragraphs(read_pdf([sheet])) == ["部门整体支出绩效自评报告", *cover]


def test_places() -> None:
    canonical = read_pdf([Sheet(), Sheet().text(100, 200, "支出419.86万元")])
    start = canonical.text.index("419.86")
    place = canonical.place(start, start + 6)
    assert place.page == 2
    assert place.box == Box(
        124.0, pytest.approx(189.44, abs=0.5), 160.0, pytest.approx(201.5, abs=0.6)
    )


@pytest.mark.parametrize(("rotate", "left", "base"), [(0, 100.0, 642.0), (90, 200.0, 100.0)])
def test_places_on_turned_pages(rotate: int, left: float, base: float) -> None:
    sheet = Sheet(rotate=rotate)
    if rotate == 0:
        sheet.text(100, 642, "横放的表格共12万元")
    else:
        sheet.turned(100, 200, "横放的表格共12万元")
    anchor = read_pdf([sheet]).anchors[0]
    assert anchor.box is not None
    assert anchor.box.x0 == pytest.approx(left, abs=0.1)
    assert anchor.box.y0 < base < anchor.box.y1
    assert anchor.box.x1 - anchor.box.x0 == pytest.approx(12 * 9, abs=0.1)


def test_places_in_a_crop_box() -> None:
    sheet = Sheet(crop=(50, 40, 545, 800)).text(100, 200, "绩效")
    box = read_pdf([sheet]).anchors[0].box
    assert box is not None
    assert (box.x0, box.x1) == (50.0, 74.0)
    assert box.y0 < 200 - 42 < box.y1


def test_a_watermark_goes() -> None:
    sheet = Sheet().text(90, 100, "绩效自评得分92.5分。").slanted(100, 500, "内部资料不得外传")
    assert read_pdf([sheet]).text == "绩效自评得分92.5分。"


def test_wide_gaps_become_blanks_and_narrow_ones_do_not() -> None:
    sheet = Sheet().text(90, 100, "编制单位").text(300, 100, "单位：元")
    sheet.text(90, 140, "支出").text(116, 140, "18").text(131, 140, "万元")
    assert read_pdf([sheet]).text == "编制单位 单位：元\n支出18万元"


def form(sheet: Sheet, rows: list[list[str]], xs: list[float], top: float) -> list[float]:
    """Draw a table with one line a row; gives the places of the level rules."""
    ys = [top + 20 * i for i in range(len(rows) + 1)]
    sheet.grid(xs, ys)
    for row, cells in enumerate(rows):
        for x, text in zip(xs, cells, strict=False):
            sheet.text(x + 4, ys[row] + 14, text, 10)
    return ys


def test_a_ruled_table_is_a_grid() -> None:
    rows = [["指标", "分值", "得分"], ["产出数量", "50", "48.5"], ["效益", "", "30"]]
    sheet = Sheet().text(200, 80, "绩效自评表", 16)
    form(sheet, rows, [90, 200, 300, 400], 100)
    sheet.text(90, 200, "注：得分为自评得分。")
    canonical = read_pdf([sheet])
    assert paragraphs(canonical) == ["绩效自评表", "注：得分为自评得分。"]
    assert table(canonical) == rows
    at = canonical.text.index("48.5")
    place = canonical.place(at, at + 4)
    assert place.cell == "1/2/3"
    assert place.box is not None
    assert place.box.x0 == pytest.approx(304)


def test_merged_cells_have_spans() -> None:
    sheet = Sheet()
    for x in (90, 400):
        sheet.rule(x, 100, x, 160)
    sheet.rule(200, 100, 200, 160).rule(300, 120, 300, 160)
    for y in (100, 160):
        sheet.rule(90, y, 400, y)
    sheet.rule(200, 120, 400, 120).rule(200, 140, 400, 140)
    for x, y, text in (
        (94, 134, "产出"),
        (204, 114, "数量指标"),
        (204, 134, "甲"),
        (304, 154, "乙"),
    ):
        sheet.text(x, y, text, 10)
    canonical = read_pdf([sheet])
    assert spans(canonical) == {(1, 1): (3, 1), (1, 2): (1, 2)}
    assert cell_text(canonical, 3, 3) == "乙"


def test_text_in_a_cell_is_whole_again() -> None:
    sheet = Sheet().grid([90, 190, 400], [100, 180])
    for row, part in enumerate(("2022年福彩公益金", "260.50万元11月", "才下达。")):
        sheet.text(94, 114 + 16 * row, part, 10)
    for row, part in enumerate(("1.修路；", "2.造桥。")):
        sheet.text(194, 114 + 16 * row, part, 10)
    canonical = read_pdf([sheet])
    assert table(canonical) == [["2022年福彩公益金260.50万元11月才下达。", "1.修路；\n2.造桥。"]]


def test_a_table_goes_on_over_the_page_and_its_head_is_dropped() -> None:
    head = ["指标", "分值", "得分"]
    xs = [90.0, 200.0, 300.0, 400.0]
    first, second = Sheet().text(200, 80, "绩效自评表", 16), Sheet()
    form(first, [head, ["产出", "50", "48"]], xs, 740)
    ys = form(second, [head, ["效益", "30", "29"]], xs, 80)
    second.rule(300, ys[-1], 300, ys[-1] + 20).rule(400, ys[-1], 400, ys[-1] + 20)
    second.rule(90, ys[-1], 90, ys[-1] + 20).rule(90, ys[-1] + 20, 400, ys[-1] + 20)
    second.text(94, ys[-1] + 14, "合计", 10).text(304, ys[-1] + 14, "77", 10)
    canonical = read_pdf([first, second])
    assert len(canonical.grids) == 1
    assert table(canonical) == [head, ["产出", "50", "48"], ["效益", "30", "29"], ["合计", "77"]]
    assert spans(canonical) == {(4, 1): (1, 2)}


def test_a_page_break_through_merged_cells_keeps_the_outer_columns() -> None:
    xs = [90.0, 160.0, 300.0, 400.0]
    first, second = Sheet(), Sheet()
    for sheet, top in ((first, 760.0), (second, 80.0)):
        for x in xs:
            sheet.rule(x, top, x, top + 40)
        for y in (top, top + 20, top + 40):
            sheet.rule(160, y, 400, y)
    first.rule(90, 760, 400, 760)
    first.text(94, 784, "产出指标", 10)
    for sheet, top, names in ((first, 760.0, "甲乙"), (second, 80.0, "丙丁")):
        for row, name in enumerate(names):
            sheet.text(164, top + 14 + 20 * row, name, 10).text(304, top + 14 + 20 * row, "9", 10)
    canonical = read_pdf([first, second])
    assert cell_text(canonical, 1, 1) == "产出指标"
    assert spans(canonical) == {(1, 1): (4, 1)}
    assert [row[-2:] for row in table(canonical)] == [
        ["甲", "9"],
        ["乙", "9"],
        ["丙", "9"],
        ["丁", "9"],
    ]


def test_a_row_cut_by_the_page_is_whole_again() -> None:
    xs = [90.0, 160.0, 230.0, 300.0]
    first, second = Sheet(), Sheet()
    first.grid(xs, [740, 760, 780])
    second.grid(xs, [80, 100, 120])
    for x, text in ((94, "数量"), (164, "公里"), (234, "12")):
        first.text(x, 754, text, 10)
    for x, text in ((94, "资金拨付及"), (164, "时效"), (234, "86.5")):
        first.text(x, 774, text, 10)
    second.text(94, 94, "时率", 10)
    for x, text in ((94, "成本"), (164, "元"), (234, "5")):
        second.text(x, 114, text, 10)
    assert table(read_pdf([first, second])) == [
        ["数量", "公里", "12"],
        ["资金拨付及时率", "时效", "86.5"],
        ["成本", "元", "5"],
    ]


def test_a_table_under_its_own_title_is_a_table_of_its_own() -> None:
    xs = [90.0, 200.0, 300.0]
    first, second = Sheet(), Sheet().text(200, 80, "第二张表", 16)
    form(first, [["甲", "1"], ["乙", "2"]], xs, 740)
    form(second, [["丙", "3"], ["丁", "4"]], xs, 100)
    assert len(read_pdf([first, second]).grids) == 2


def test_underlines_and_boxes_are_no_tables() -> None:
    sheet = Sheet().text(90, 100, "部门名称：某局").rule(150, 102, 300, 102)
    sheet.grid([80, 400], [90, 300]).text(90, 140, "全年支出12万元。")
    canonical = read_pdf([sheet])
    assert canonical.grids == ()
    assert paragraphs(canonical) == ["部门名称：某局", "全年支出12万元。"]


def test_a_page_without_text_is_scanned() -> None:
    with pytest.raises(Unreadable, match="OCR"):
        read(make_pdf([Sheet().rule(0, 0, 100, 100)]))


def test_encrypted() -> None:
    with pytest.raises(Unreadable, match="加密"):
        read(make_pdf([Sheet().text(90, 100, "绩效")], encrypt=True))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_truncated(share: float) -> None:
    data = make_pdf(flow([BODY] * 20))
    with pytest.raises(Unreadable, match="不完整"):
        read(data[: int(len(data) * share)])


def test_damaged() -> None:
    with pytest.raises(Unreadable, match="PDF"):
        read(b"%PDF-1.7\nnothing of use\n%%EOF\n")


def test_junk_after_the_end_does_no_harm() -> None:
    data = make_pdf([Sheet().text(90, 100, "绩效自评得分92.5分。")])
    assert read(b"\n" + data + b"\0" * 10_000 + b"<!-- served by nginx -->").text


def test_too_many_pages() -> None:
    with pytest.raises(Unreadable, match="2001 页"):
        read(make_pdf([Sheet()] * 2001))


def test_text_of_hardly_any_size() -> None:
    sheet = Sheet()
    for y in range(100, 300, 20):
        sheet.text(50, y, f"第{y}号支出419.86万元，完成预算的95.2%。", size=0.1)
    assert "支出419.86万元" in read(make_pdf([sheet])).text
