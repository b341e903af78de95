"""Pages as other programs print them: sideways, and worksheets cut by page breaks."""

from __future__ import annotations

from canonical_checks import check, paragraphs, spans, table
from pdf_maker import Sheet, make_pdf

from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical

LINES = ["某县水利局2023年度部门整体支出绩效自评报告", "全年支出1,203.50万元，预算执行率99.79%。"]


def read_pdf(*sheets: Sheet) -> Canonical:
    canonical = read(make_pdf(list(sheets)))
    check(canonical)
    return canonical


def test_lines_that_run_upwards_on_the_page() -> None:
    sheet = Sheet()
    for at, line in enumerate(LINES):
        sheet.turned(100 + 40 * at, 80, line)
    canonical = read_pdf(sheet)
    assert paragraphs(canonical) == LINES
    for at, line in enumerate(LINES):
        start = canonical.text.index(line)
        box = canonical.place(start, start + 1).box
        assert box is not None
        assert box.x0 < 100 + 40 * at <= box.x1 + 2
        assert box.x1 - box.x0 < 20 < box.y1 - box.y0
        assert box.y1 <= 842 - 80 + 1


def test_a_table_on_a_page_that_is_displayed_sideways() -> None:
    sheet = Sheet(rotate=90)
    sheet.grid([50, 250, 350, 450], [100, 130, 160, 190])
    for at, row in enumerate(
        [
            ["指标名称", "分值", "得分"],
            ["水毁工程修复完成率", "10", "9.36"],
            ["合计", "100", "95.95"],
        ]
    ):
        for x, text in zip((60, 260, 360), row, strict=True):
            sheet.text(x, 120 + 30 * at, text)
    canonical = read_pdf(sheet)
    assert table(canonical)[1] == ["水毁工程修复完成率", "10", "9.36"]
    cell = canonical.grids[0].cells[0]
    assert cell.box is not None
    assert cell.box.x1 - cell.box.x0 < 40 < cell.box.y1 - cell.box.y0  # 200 by 30, lying


def test_a_vertical_label_turns_no_page() -> None:
    sheet = Sheet().grid([50, 80, 250, 450], [100, 130, 160, 190])
    for at, character in enumerate("产出指标"):
        sheet.text(58, 115 + 20 * at, character)
    for at in range(3):
        sheet.text(90, 120 + 30 * at, "修复水毁工程").text(260, 120 + 30 * at, "1,203.50")
    canonical = read_pdf(sheet)
    assert [row[-1] for row in table(canonical)] == ["1,203.50"] * 3


def test_texts_of_merged_cells_that_a_page_break_cuts() -> None:
    """A worksheet prints them in the middle of their rows: below the table of the first page."""
    columns = [50.0, 150.0, 300.0, 400.0, 500.0]
    first = Sheet().grid(columns, [700, 730, 760])
    second = Sheet().grid(columns, [50, 80, 110])
    for x, text in zip((55, 155, 305, 405), ("一级指标", "二级指标", "分值", "得分"), strict=True):
        first.text(x, 720, text)
    for sheet, y, name in ((first, 750, "数量"), (second, 70, "质量"), (second, 100, "时效")):
        sheet.text(155, y, name).text(305, y, "10").text(405, y, "9.5")
    first.text(55, 775, "产出指标")
    canonical = read_pdf(first, second)
    assert len(canonical.grids) == 1
    assert table(canonical)[1] == ["产出指标", "数量", "10", "9.5"]
    assert paragraphs(canonical) == []
    assert spans(canonical)[2, 1][0] >= 2


def test_a_row_that_a_page_break_parted() -> None:
    """A browser leaves the cells of one line and takes those of two lines to the next page."""
    columns = [50.0, 150.0, 300.0, 400.0, 500.0]
    first = Sheet().grid(columns, [700, 730, 760, 780])
    second = Sheet().grid(columns, [50, 90, 120])
    for x, text in zip((55, 155, 305, 405), ("一级指标", "二级指标", "分值", "得分"), strict=True):
        first.text(x, 720, text)
    for sheet, y in ((first, 750), (second, 110)):
        sheet.text(55, y, "产出").text(155, y, "数量").text(305, y, "10").text(405, y, "9.5")
    first.text(305, 774, "4").text(405, 774, "3.5")
    second.text(55, 65, "效益").text(155, 65, "农村供水受益人口").text(155, 80, "增加比率")
    assert table(read_pdf(first, second)) == [
        ["一级指标", "二级指标", "分值", "得分"],
        ["产出", "数量", "10", "9.5"],
        ["效益", "农村供水受益人口增加比率", "4", "3.5"],
        ["产出", "数量", "10", "9.5"],
    ]
