"""The order in which the text of a PDF page is read: two columns, footnotes."""

from __future__ import annotations

from canonical_checks import check, paragraphs
from pdf_maker import Sheet, make_pdf

from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical

LEFT = (
    "我局负责贯彻执行国家和省有关财政工作的方针政策，拟订并组织实施全县财政发展规划和改革方案。" * 5
)
RIGHT = (
    "全年预算支出百分之九十九点七九按时完成，各项绩效目标基本实现，群众满意度比上年又有提高。" * 5
)
WIDE = 18  # characters of 12 points in a column


def read_pdf(*sheets: Sheet) -> Canonical:
    canonical = read(make_pdf(list(sheets)))
    check(canonical)
    return canonical


def column(sheet: Sheet, x: float, y: float, text: str) -> Sheet:
    """Print text in a column, two characters in where it begins."""
    lines = [text[: WIDE - 2]]
    lines += [text[at : at + WIDE] for at in range(WIDE - 2, len(text), WIDE)]
    for row, line in enumerate(lines):
        sheet.text(x if row else x + 24, y + 20 * row, line)
    return sheet


def test_two_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet().text(180, 60, "部门整体支出绩效自评报告", 18)
    column(column(sheet, 60, 110, LEFT), 312, 110, RIGHT)
    sheet.text(84, 420, "本报告由局财务股负责解释，联系人和电话见封面，特此报告上级主管部门。")
    assert paragraphs(read_pdf(sheet)) == [
        "部门整体支出绩效自评报告",
        LEFT,
        RIGHT,
        "本报告由局财务股负责解释，联系人和电话见封面，特此报告上级主管部门。",
    ]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    text = LEFT + RIGHT
    half = 2 + WIDE * (len(LEFT) // WIDE)
    sheet = column(Sheet(), 60, 110, text[: half + WIDE - 4])
    rest = text[half + WIDE - 4 :]
    for row, at in enumerate(range(0, len(rest), WIDE)):
        sheet.text(312, 110 + 20 * row, rest[at : at + WIDE])
    assert paragraphs(read_pdf(sheet)) == [text]


def test_a_form_in_two_halves_is_read_line_by_line() -> None:
    sheet = Sheet()
    for row in range(12):
        sheet.text(90, 100 + 20 * row, f"项目{row}名称：道路").text(
            330, 100 + 20 * row, "金额：50万元"
        )
    assert paragraphs(read_pdf(sheet))[3] == "项目3名称：道路 金额：50万元"


def test_a_picture_beside_text_is_told() -> None:
    sheet = Sheet()
    for row, text in enumerate((LEFT[:35], RIGHT[:35])):
        sheet.text(90, 100 + 20 * row, text)
    sheet.operators.append("q 300 0 0 300 100 200 cm BI /W 1 /H 1 /CS /G /BPC 8 ID A EI Q")
    sheet.operators.append("q 20 0 0 20 500 700 cm BI /W 1 /H 1 /CS /G /BPC 8 ID A EI Q")
    (unread,) = read_pdf(sheet).unread
    assert unread.kind == "page_image"
    assert unread.text == "第 1 页，图片约占页面 18%"


def test_a_footnote_does_not_cut_the_paragraph_that_goes_on_over_the_page() -> None:
    first, second = Sheet(), Sheet()
    text = (
        "我局负责贯彻执行国家和省有关财政工作的方针政策，拟订并组织实施全县财政发展规划和改革方案，"
        * 3
    )
    lines = [text[:33]] + [text[at : at + 35] for at in range(33, len(text), 35)]
    for row, line in enumerate(lines[:2]):
        first.text(114 if not row else 90, 600 + 20 * row, line)
    first.rule(90, 690, 200, 690).text(90, 704, "① 指本县财政部门。", 9)
    for row, line in enumerate(lines[2:]):
        second.text(90, 100 + 20 * row, line)
    second.text(114, 260, "第二段从这里开始，说明全年预算的执行情况。")
    assert paragraphs(read_pdf(first, second)) == [
        text,
        "① 指本县财政部门。",
        "第二段从这里开始，说明全年预算的执行情况。",
    ]
