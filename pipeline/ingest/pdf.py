"""PDF with a text layer: pages → lines, paragraphs and ruled tables with places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .builder import Builder
from .limits import PDF_PAGES
from .pdf_grids import PageTable, fits, grid_cells
from .pdf_lines import Line, Margins, lines_by_cell, margins_of, page_margins, paragraphs, pieces
from .pdf_rules import tables

MEDIA_TYPE = "application/pdf"
LARGEST_HEAD = 14.0  # points; what repeats at the top of pages in a larger font is a title
_page_number = re.compile(
    r"[-—–－·\s]*\d{1,4}[-—–－·\s]*|[-—–－\s]*第\s*\d{1,4}\s*页[\s,，/]*(?:共\s*\d{1,4}\s*页)?[-—–－\s]*"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_digits = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page: lines outside of tables, and tables, each from top to bottom."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[PageTable]
    glyphs: int
    unmapped: int
    images: bool


def read_pdf(data: bytes) -> Canonical:
    """The canonical text of a PDF."""
    pages = _pages(data)
    builder = Builder()
    _refuse_without_text(pages)
    for page in pages:
        if page.images and not page.glyphs:
            builder.unread(
                "page_image", f"第 {page.number} 页", "整页是图片，没有文字层，需要 OCR，未读取"
            )
    _write(pages, builder)
    return builder.build(MEDIA_TYPE, len(pages))


def _pages(data: bytes) -> list[Page]:
    import pypdfium2
    import pypdfium2.raw as raw

    end = data.rfind(b"%%EOF")
    if end < 0 or data.find(b" obj", end) >= 0:
        raise Unreadable(
            "PDF 不完整：文件末尾缺失（可能没有下载或复制完整）。请重新获取原文件后再试。"
        )
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise Unreadable(
                "PDF 已加密，需要密码才能打开。"
                "请先用 PDF 软件输入密码并另存为不加密的文件，再重试。"
            ) from error
        raise Unreadable(
            "PDF 损坏，无法打开（可能没有下载完整）。请重新获取，或用 PDF 软件修复后另存再试。"
        ) from error
    try:
        count = len(document)
        if count == 0:
            raise Unreadable("PDF 损坏：没有任何页面。请重新获取原文件后再试。")
        if count > PDF_PAGES:
            raise Unreadable(
                f"PDF 页数过多：{count} 页，上限为 {PDF_PAGES} 页。请拆成几个文件后重试。"
            )
        return [_page(document, index) for index in range(count)]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(
            "PDF 部分页面损坏，无法读取。请重新获取，或用 PDF 软件修复后另存再试。"
        ) from error
    finally:
        document.close()


def _page(document: Any, index: int) -> Page:
    import numpy as np
    import pypdfium2.raw as raw

    from .pdf_calls import objects
    from .pdf_chars import frame_of, page_chars

    page = document[index]
    try:
        frame = frame_of(page)
        textpage = page.get_textpage()
        try:
            chars = page_chars(textpage, frame)
        finally:
            textpage.close()
        ruled = tables(page, frame)
        images = False
        if not len(chars.codes):
            kinds = objects(page.raw)[1]
            images = bool({raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM} & set(kinds))
    finally:
        page.close()
    middle = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    cells = np.full(len(chars.codes), -1, np.int32)
    offsets = []
    offset = 0
    for table in ruled:
        inside = table.cell_of(middle[:, 0], middle[:, 1])
        cells[inside >= 0] = inside[inside >= 0] + offset
        offsets.append(offset)
        offset += len(table.cells)
    found = lines_by_cell(chars, cells, index + 1)
    placed = [
        PageTable(
            table,
            {i: found[at + i] for i in range(len(table.cells)) if at + i in found},
            index + 1,
        )
        for table, at in zip(ruled, offsets, strict=True)
    ]
    return Page(
        number=index + 1,
        width=frame.width,
        height=frame.height,
        lines=found.get(-1, []),
        tables=[t for t in placed if t.lines],
        glyphs=len(chars.codes),
        unmapped=chars.unmapped,
        images=images,
    )


def _refuse_without_text(pages: Sequence[Page]) -> None:
    glyphs = sum(page.glyphs for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if glyphs == 0 or (glyphs < 20 * len(pages) and any(p.images for p in pages) and glyphs < 50):
        raise Unreadable(
            "PDF 没有文字层（扫描件或图片），需要文字识别（OCR），目前尚不支持。"
            "请提供文字版，或先用 OCR 软件转成可复制文字的 PDF、docx、txt。"
        )
    if unmapped > 0.3 * (glyphs + unmapped):
        raise Unreadable(
            "PDF 的文字无法还原（字体缺少编码对照，复制出来是乱码），需要文字识别（OCR）。"
            "请提供原始的 Word 文件，或先用 OCR 软件转换。"
        )


def _write(pages: Sequence[Page], builder: Builder) -> None:
    furniture = _furniture(pages)
    bodies = {
        page.number: [line for line in page.lines if id(line) not in furniture] for page in pages
    }
    areas = _areas(pages, bodies)
    open_lines: list[Line] = []
    open_tables: list[PageTable] = []
    size = _size(pages[0])

    def flush_lines() -> None:
        for paragraph in paragraphs(open_lines, areas):
            builder.paragraph(pieces(paragraph))
        open_lines.clear()

    def flush_tables() -> None:
        if open_tables:
            builder.grid(grid_cells(open_tables))
            open_tables.clear()

    for page in pages:
        if _size(page) != size:
            flush_lines()
            size = _size(page)
        first = True
        for item in _in_order(bodies[page.number], page.tables):
            if isinstance(item, PageTable):
                flush_lines()
                if not (first and fits(open_tables, item)):
                    flush_tables()
                open_tables.append(item)
            else:
                flush_tables()
                open_lines.append(item)
            first = False
    flush_lines()
    flush_tables()


def _in_order(lines: list[Line], found: list[PageTable]) -> Iterator[Line | PageTable]:
    items: list[tuple[float, Line | PageTable]] = [(line.y0, line) for line in lines]
    items += [(table.table.box[1], table) for table in found]
    return (item for _, item in sorted(items, key=lambda pair: pair[0]))


def _size(page: Page) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _areas(pages: Sequence[Page], bodies: dict[int, list[Line]]) -> dict[int, Margins]:
    """The text area of each page."""
    grouped: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for page in pages:
        grouped[_size(page)].extend(bodies[page.number])
    usual = {size: margins_of(lines, size[0]) for size, lines in grouped.items()}
    return {
        page.number: page_margins(bodies[page.number], usual[_size(page)], page.width)
        for page in pages
    }


def _furniture(pages: Sequence[Page]) -> set[int]:
    """The lines that are page numbers, running heads or feet, told by place and repetition."""
    edge: dict[int, list[tuple[Line, bool]]] = {}
    sizes = Counter[int]()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size)] += len(line.text)
    largest = min(1.05 * sizes.most_common(1)[0][0], LARGEST_HEAD) if sizes else 0.0
    for page in pages:
        top, bottom = 0.1 * page.height, 0.9 * page.height
        near = [line for line in page.lines if line.y1 < top or line.y0 > bottom]
        edge[page.number] = [(line, line.y1 < top) for line in near]
    counts = Counter(
        key for found in edge.values() for key in {_head_key(line, high) for line, high in found}
    )
    furniture: set[int] = set()
    for found in edge.values():
        for line, high in found:
            repeated = counts[_head_key(line, high)] >= max(2, len(pages) // 4)
            if _page_number.fullmatch(line.text) or (repeated and line.size <= largest):
                furniture.add(id(line))
    return furniture


def _head_key(line: Line, high: bool) -> tuple[bool, int, str]:
    return high, round(line.y0 / 6), _digits.sub("#", line.text)
