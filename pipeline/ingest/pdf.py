"""PDF: pages with a text layer → lines and ruled tables with places; pictures are scanned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .builder import Builder
from .limits import PDF_PAGES
from .page_flow import write_pages
from .pages import Page, note_pages, placed, with_places
from .pdf_chars import Frame, frame_of, page_chars
from .pdf_edges import with_cut_texts
from .pdf_half import with_half_ruled
from .pdf_paths import page_rules
from .pdf_rules import tables_of
from .pdf_scans import UNMAPPED, is_picture, pictures_beside, scanned_page
from .scan_engine import INSTALL, guard_scans, installed

if TYPE_CHECKING:
    from .scan_image import Turn

MEDIA_TYPE = "application/pdf"


def read_pdf(data: bytes) -> Canonical:
    """The canonical text of a PDF."""
    pages = pages_of(data)
    builder = Builder()
    _refuse_without_text(pages)
    for page in pages:
        if page.beside and not page.picture:
            covered = f"第 {page.number} 页，图片约占页面 {page.beside:.0%}"
            builder.unread("page_image", covered, "图片里如有文字，未读取，请对照原件")
        if page.picture and page.scanned is None:
            reason = page.refused or f"整页是图片，没有文字层，未读取。{INSTALL}"
            builder.unread("page_image", f"第 {page.number} 页", reason)
    note_pages(pages, builder)
    write_pages(pages, builder)
    return with_places(builder.build(MEDIA_TYPE, len(pages)), pages)


def pages_of(data: bytes) -> list[Page]:
    """The pages of a PDF with their lines and tables; ``Unreadable`` where it cannot be opened."""
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
        return _read_pages(document, count)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(
            "PDF 部分页面损坏，无法读取。请重新获取，或用 PDF 软件修复后另存再试。"
        ) from error
    finally:
        document.close()


def _read_pages(document: Any, count: int) -> list[Page]:
    pages: list[Page] = []
    scans = 0
    for index in range(count):
        page = _page(document, index)
        if page.picture and installed():
            scans += 1
            guard_scans(scans)
            page = _scanned_or_refused(document, page)
        pages.append(page)
    return pages


def _scanned_or_refused(document: Any, page: Page) -> Page:
    """The page as it reads from its picture; a picture that cannot be read costs only its page."""
    try:
        return scanned_page(document, page)
    except Unreadable as refusal:
        return replace(page, refused=str(refusal))


def _page(document: Any, index: int) -> Page:
    page = document[index]
    try:
        frame = frame_of(page)
        textpage = page.get_textpage()
        try:
            chars, read = page_chars(textpage, frame)
        finally:
            textpage.close()
        rules = read.shown(page_rules(page))
        picture = is_picture(page, read, chars)
        beside = 0.0 if picture else pictures_beside(page, read, chars)
    finally:
        page.close()
    ruled = with_half_ruled(rules, tables_of(rules), chars)
    cells = with_cut_texts(chars, ruled, read.height)
    lines, filled = placed(chars, cells, ruled, index + 1)
    return Page(
        number=index + 1,
        width=read.width,
        height=read.height,
        lines=lines,
        tables=filled,
        glyphs=len(chars.codes),
        unmapped=chars.unmapped,
        picture=picture,
        beside=beside,
        turn=_turn(frame, read),
    )


def _turn(frame: Frame, read: Frame) -> Turn | None:
    """How a page was turned to be read, other than it is displayed."""
    if read.rotation == frame.rotation:
        return None
    from .scan_image import Turn

    degrees = 90.0 * ((frame.rotation - read.rotation) % 4)
    return Turn(degrees, (frame.width, frame.height), (read.width, read.height))


def _refuse_without_text(pages: Sequence[Page]) -> None:
    if any(page.scanned is not None for page in pages):
        return
    glyphs = sum(page.glyphs for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    refused = next((page.refused for page in pages if page.refused), "")
    if refused and glyphs < 20 * len(pages):
        raise Unreadable(refused)
    if glyphs == 0 or (glyphs < 20 * len(pages) and any(p.picture for p in pages) and glyphs < 50):
        raise Unreadable(f"PDF 没有文字层（扫描件或图片），{INSTALL}")
    if unmapped > UNMAPPED * (glyphs + unmapped):
        raise Unreadable(f"PDF 的文字无法还原（字体缺少编码对照，复制出来是乱码），{INSTALL}")
