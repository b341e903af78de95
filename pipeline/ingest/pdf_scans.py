"""The pages of a PDF that are pictures: told from pages with text, and rendered to be read."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from ..model.errors import Unreadable
from .limits import PAGE_PIXELS
from .pages import Page
from .pdf_calls import bounds, handle, objects
from .pdf_chars import Chars, Frame
from .scan_image import Picture

READ_SCALE = 200 / 72  # pixels a point
FEW_GLYPHS = 30  # a page number, a stamp of the scanner
NOTED = 0.1  # the share of a page from which on a picture beside text is told of
COVERS = 0.5  # the share of a page from which on a picture is what the page shows
MANY_PATHS = 300  # text that was turned into outlines
UNMAPPED = 0.3  # the share of unreadable glyphs from which on a page is not read as text


def is_picture(page: Any, frame: Frame, chars: Chars) -> bool:
    """Whether what a page shows is no text but a picture, outlines or unreadable glyphs."""
    glyphs = len(chars.codes)
    if chars.unmapped > UNMAPPED * (glyphs + chars.unmapped):
        return True
    if glyphs >= FEW_GLYPHS:
        return False
    items, kinds = objects(page.raw)
    if not glyphs and (pdfium.FPDF_PAGEOBJ_FORM in kinds or len(kinds) > MANY_PATHS):
        return True
    images = [i for i, kind in zip(items, kinds, strict=True) if kind == pdfium.FPDF_PAGEOBJ_IMAGE]
    if not images:
        return False
    if not glyphs:
        return True
    boxes = bounds(images)
    area = float(((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])).sum())
    return area >= COVERS * frame.width * frame.height


def pictures_beside(page: Any, frame: Frame, chars: Chars) -> float:
    """The share of a page with text that pictures cover in which no text of the page stands."""
    items, kinds = objects(page.raw)
    images = [i for i, kind in zip(items, kinds, strict=True) if kind == pdfium.FPDF_PAGEOBJ_IMAGE]
    if not images:
        return 0.0
    whole = frame.width * frame.height
    middle = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    share = 0.0
    for x0, y0, x1, y1 in frame.shown(bounds(images)).tolist():
        inside = (middle[:, 0] > x0) & (middle[:, 0] < x1)
        inside &= (middle[:, 1] > y0) & (middle[:, 1] < y1)
        area = (x1 - x0) * (y1 - y0) / max(whole, 1.0)
        if area >= NOTED and not inside.any():
            share += area
    return share


def scanned_page(document: Any, page: Page) -> Page:
    """The page as it reads from its picture."""
    from .scan import scan

    found = document[page.number - 1]
    try:
        picture = _rendered(found, page)
    finally:
        found.close()
    scanned = scan(picture, page.number)
    width, height = scanned.turn.turned
    return replace(
        page,
        width=width,
        height=height,
        lines=scanned.lines,
        tables=scanned.tables,
        scanned=scanned,
    )


def _rendered(page: Any, shown: Page) -> Picture:
    largest = max(_image_sizes(page), default=0)
    if largest > PAGE_PIXELS:
        raise Unreadable(
            f"PDF 第 {shown.number} 页的图片过大：{largest / 1e6:.0f} 百万像素，"
            f"上限为 {PAGE_PIXELS // 10**6}。请降低扫描分辨率后重试。"
        )
    area = max(shown.width * shown.height, 1.0)
    scale = min(READ_SCALE, (PAGE_PIXELS / area) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    try:
        pixels = np.array(bitmap.to_numpy()[..., :3])
    finally:
        bitmap.close()
    return Picture(pixels, scale)


def _image_sizes(page: Any) -> Iterator[int]:
    """How many pixels each picture of a page has."""
    items, kinds = objects(page.raw)
    for item, kind in zip(items, kinds, strict=True):
        yield from _pixels_of(handle(item), kind)


def _pixels_of(item: Any, kind: int, depth: int = 0) -> Iterator[int]:
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 4:
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            inner = pdfium.FPDFFormObj_GetObject(item, index)
            yield from _pixels_of(inner, pdfium.FPDFPageObj_GetType(inner), depth + 1)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        if pdfium.FPDFImageObj_GetImagePixelSize(item, ctypes.byref(wide), ctypes.byref(high)):
            yield wide.value * high.value
