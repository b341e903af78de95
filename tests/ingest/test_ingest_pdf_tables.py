"""The ways in which the tables of PDF files are ruled, and how they go over pages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from canonical_checks import cell_text, check, paragraphs, spans, table
from pdf_maker import Sheet, make_pdf

from jixiao.ingest.read import read
from jixiao.model.canonical import Box, Canonical

XS = [90.0, 200.0, 300.0, 400.0]
ROWS = [
    ["指标", "预算数", "决算数"],
    ["基本支出", "1,234.50", "1,200.00"],
    ["项目支出", "50.00", "48.20"],
    ["合计", "1,284.50", "1,248.20"],
]
TOP = 100.0
YS = [TOP + 20 * row for row in range(len(ROWS) + 1)]


def read_pdf(*sheets: Sheet) -> Canonical:
    canonical = read(make_pdf(list(sheets)))
    check(canonical)
    return canonical


def filled(sheet: Sheet, rows: list[list[str]] = ROWS, top: float = TOP) -> Sheet:
    """The texts of a table: labels to the left, figures to the right of their columns."""
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            wide = sum(5 if c.isascii() else 10 for c in text)
            x = XS[column + 1] - 4 - wide if column else XS[0] + 4
            sheet.text(x, top + 20 * row + 14, text, 10)
    return sheet


def rules(xs: list[float], ys: list[float]) -> list[tuple[float, float, float, float]]:
    return [(x, YS[0], x, YS[-1]) for x in xs] + [(XS[0], y, XS[-1], y) for y in ys]


def drawn(sheet: Sheet, xs: list[float], ys: list[float]) -> Sheet:
    for rule in rules(xs, ys):
        sheet.rule(*rule)
    return sheet


def in_parts(sheet: Sheet, length: float, gap: float) -> None:
    """Each rule as many short ones."""
    for x0, y0, x1, y1 in rules(XS, YS):
        whole, done = max(x1 - x0, y1 - y0), 0.0
        while done < whole:
            end = min(done + length, whole)
            if x1 > x0:
                sheet.rule(x0 + done, y0, x0 + end, y0)
            else:
                sheet.rule(x0, y0 + done, x0, y0 + end)
            done += length + gap


def as_segments(sheet: Sheet) -> None:
    in_parts(sheet, 3.0, 0.0)


def as_dashes(sheet: Sheet) -> None:
    in_parts(sheet, 2.0, 2.5)


def with_dash_pattern(sheet: Sheet) -> None:
    sheet.operators.append("[3 2] 0 d")
    drawn(sheet, XS, YS)


def doubled(sheet: Sheet) -> None:
    drawn(sheet, XS, YS)
    drawn(sheet, [x + 2 for x in XS], [y + 2 for y in YS])


def as_thin_boxes(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in rules(XS, YS):
        sheet.operators.append(f"{x0} {842 - y1} {x1 - x0 or 0.6} {y1 - y0 or 0.6} re f")


def as_boxes_of_cells(sheet: Sheet) -> None:
    for left, right in pairwise(XS):
        for top, bottom in pairwise(YS):
            sheet.operators.append(f"{left} {842 - bottom} {right - left} {bottom - top} re S")


def without_frame(sheet: Sheet) -> None:
    drawn(sheet, XS[1:-1], YS[1:-1])


def open_at_the_sides(sheet: Sheet) -> None:
    drawn(sheet, XS[1:-1], YS)


def three_lines(sheet: Sheet) -> None:
    drawn(sheet, [], [YS[0], YS[1], YS[-1]])


def level_rules_only(sheet: Sheet) -> None:
    drawn(sheet, [], YS)


def level_rules_in_a_frame(sheet: Sheet) -> None:
    drawn(sheet, [XS[0], XS[-1]], YS)


def columns_only(sheet: Sheet) -> None:
    drawn(sheet, XS, [YS[0], YS[1], YS[-1]])


@pytest.mark.parametrize(
    "ruling",
    [
        as_segments,
        as_dashes,
        with_dash_pattern,
        doubled,
        as_thin_boxes,
        as_boxes_of_cells,
        without_frame,
        open_at_the_sides,
        three_lines,
        level_rules_only,
        level_rules_in_a_frame,
        columns_only,
    ],
)
def test_however_it_is_ruled(ruling: Callable[[Sheet], None]) -> None:
    sheet = filled(Sheet())
    ruling(sheet)
    canonical = read_pdf(sheet)
    assert [table(canonical)] == [ROWS]
    assert spans(canonical) == {}


@pytest.mark.parametrize(
    ("rotate", "size"), [(0, (842.0, 595.0)), (90, (595.0, 842.0)), (270, (595.0, 842.0))]
)
def test_landscape_and_turned_pages(rotate: int, size: tuple[float, float]) -> None:
    sheet = Sheet(size=size, rotate=rotate)
    if not rotate:
        canonical = read_pdf(drawn(filled(sheet), XS, YS))
        assert table(canonical) == ROWS
        return
    places = [50.0 + 90 * i for i in range(4)]  # from left to right as the page is shown
    downs = [100.0 + 20 * i for i in range(len(ROWS) + 1)]
    up = rotate == 90

    def on_page(x: float, y: float) -> tuple[float, float]:
        return (y, x) if up else (size[0] - y, size[1] - x)

    for x in places:
        (a, b), (c, d) = on_page(x, downs[0]), on_page(x, downs[-1])
        sheet.rule(a, size[1] - b, c, size[1] - d)
    for y in downs:
        (a, b), (c, d) = on_page(places[0], y), on_page(places[-1], y)
        sheet.rule(a, size[1] - b, c, size[1] - d)
    for y, cells in zip(downs, ROWS, strict=False):
        for x, text in zip(places, cells, strict=False):
            a, b = on_page(x + 4, y + 14)
            turn = "0 1 -1 0" if up else "0 -1 1 0"
            code = text.encode("utf-16-be").hex()
            sheet.operators.append(f"BT /F1 10 Tf {turn} {a} {b} Tm <{code}> Tj ET")
    assert table(read_pdf(sheet)) == ROWS


def test_a_head_of_two_rows_without_upright_rules() -> None:
    sheet = Sheet()
    for y in (100, 140, 200):
        sheet.rule(90, y, 400, y)
    sheet.rule(195, 120, 400, 120)
    sheet.text(94, 124, "项目", 10).text(250, 114, "2023年（万元）", 10)
    sheet.text(216, 134, "预算数", 10).text(316, 134, "决算数", 10)
    canonical = read_pdf(filled(sheet, ROWS[1:], 140))
    assert table(canonical) == [["项目", "2023年（万元）"], ROWS[0][1:], *ROWS[1:]]
    assert spans(canonical) == {(1, 1): (2, 1), (1, 2): (1, 2)}


def test_a_label_of_two_lines_between_three_lines() -> None:
    sheet = filled(Sheet(), ROWS[:1])
    for y in (100, 120, 180):
        sheet.rule(90, y, 400, y)
    sheet.text(94, 134, "机关事业单位基本养", 10).text(94, 146, "老保险缴费支出", 10)
    sheet.text(255, 140, "12.5", 10).text(355, 140, "11.0", 10)
    sheet.text(94, 170, "合计", 10).text(255, 170, "12.5", 10).text(355, 170, "11.0", 10)
    assert table(read_pdf(sheet)) == [
        ROWS[0],
        ["机关事业单位基本养老保险缴费支出", "12.5", "11.0"],
        ["合计", "12.5", "11.0"],
    ]


def test_several_tables_with_text_above_between_and_below() -> None:
    sheet = Sheet().text(90, 60, "全年收支情况如下。")
    three_lines(filled(sheet))
    sheet.text(90, 220, "下表是各科室的收支情况，与上表口径一致，供对照参考。")
    for y in (240.0, 260.0, 320.0):
        sheet.rule(90, y, 400, y)
    filled(sheet, top=240).text(90, 360, "以上数据来自决算。")
    canonical = read_pdf(sheet)
    assert len(canonical.grids) == 2
    assert paragraphs(canonical) == [
        "全年收支情况如下。",
        "下表是各科室的收支情况，与上表口径一致，供对照参考。",
        "以上数据来自决算。",
    ]
    first, second = canonical.grids
    between = canonical.text[first.end : second.start].strip()
    assert between == paragraphs(canonical)[1]


def test_rules_round_prose_and_under_fields_are_no_table() -> None:
    sheet = Sheet()
    for y in (60, 200, 400):
        sheet.rule(90, y, 500, y)
    for line in range(14):
        sheet.text(90, 80 + 20 * line, "我局负责贯彻执行国家和省有关财政工作的方针政策，拟订", 12)
    fields = [("项目名称", "养老服务"), ("主管部门", "民政局"), ("填报日期", "2023年 3月")]
    for row, (name, value) in enumerate(fields):
        sheet.text(90, 500 + 30 * row, name, 14).text(190, 500 + 30 * row, value, 14)
        sheet.rule(180, 504 + 30 * row, 420, 504 + 30 * row)
    assert read_pdf(sheet).grids == ()


def test_lines_in_the_cells_of_a_ruled_table_stay_in_their_cells() -> None:
    sheet = Sheet().grid(XS, [100, 140, 200])
    sheet.text(94, 114, "基本", 10).text(94, 130, "支出", 10).text(204, 122, "2.5", 10)
    for row, part in enumerate(("一、修路", "二、造桥", "三、绿化")):
        sheet.text(94, 154 + 16 * row, part, 10)
    sheet.text(204, 170, "3.5", 10).text(304, 170, "5", 10)
    assert len(canonical_rows := table(read_pdf(sheet))) == 2
    assert canonical_rows[1] == ["一、修路\n二、造桥\n三、绿化", "3.5", "5"]


def test_a_table_of_three_lines_goes_on_over_the_page() -> None:
    first, second = filled(Sheet(), ROWS[:3], 740), Sheet()
    for y in (740, 760, 800):
        first.rule(90, y, 400, y)
    rest = [["上年结转收入与其他各项收入", "8.1", "7"], ["合计", "9.1", "8"]]
    filled(second, [ROWS[0], *rest], 60)
    for y in (60, 80, 120):
        second.rule(90, y, 400, y)
    canonical = read_pdf(first, second)
    assert len(canonical.grids) == 1
    assert table(canonical) == [*ROWS[:3], *rest]


def test_the_empty_rest_of_a_row_is_no_row() -> None:
    first, second = Sheet().grid(XS, [700, 740, 780, 790]), Sheet().grid(XS, [60, 90, 130])
    for y, cells in ((714, ROWS[0]), (754, ROWS[1]), (788, ROWS[2])):
        for x, text in zip(XS, cells, strict=False):
            first.text(x + 4, y, text, 8)
    for x, text in zip(XS, ROWS[3], strict=False):
        second.text(x + 4, 110, text, 8)
    assert table(read_pdf(first, second)) == ROWS


def test_each_cell_has_its_box_also_an_empty_one() -> None:
    sheet = drawn(filled(Sheet(), [ROWS[0], ["基本支出", "", "1.5"], *ROWS[2:]]), XS, YS)
    canonical = read_pdf(sheet)
    (grid,) = canonical.grids
    empty = next(cell for cell in grid.cells if (cell.row, cell.column) == (2, 2))
    assert cell_text(canonical, 2, 2) == ""
    assert (empty.page, empty.box) == (1, Box(200, 120, 300, 140))
    assert all(cell.box for cell in grid.cells)
