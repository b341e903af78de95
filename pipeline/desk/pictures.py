"""Pages of PDF files and scans as PNG pictures, one at a time.

pdfium is not made for threads: one lock holds every call. The last pictures are kept.
"""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from ..ingest.images import page_picture
from ..ingest.limits import PAGE_PIXELS
from ..model.canonical import Box
from .library import NotHere

KEPT = 24
_PDFIUM = Lock()
Key = tuple[str, int, int, bool]


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size of a page in points."""

    width: float
    height: float


def page_size(data: bytes, media_type: str, page: int) -> PageSize:
    """The size of a page, counted from 1."""
    if media_type != "application/pdf":
        picture = page_picture(data, page - 1)
        height, width = picture.pixels.shape[:2]
        return PageSize(width / picture.scale, height / picture.scale)
    with _PDFIUM:
        document = _document(data)
        try:
            return PageSize(*_page(document, page).get_size())
        finally:
            document.close()


def render(
    data: bytes, media_type: str, page: int, percent: int, hidden: Sequence[Box] = ()
) -> bytes:
    """A page as PNG at ``percent`` of 96 dots an inch; what is ``hidden`` is painted over."""
    scale = percent / 100 * 96 / 72
    if media_type != "application/pdf":
        picture = page_picture(data, page - 1)
        image = _image(picture.pixels)
        factor = min(scale / picture.scale, 1.0)
        size = (max(round(image.width * factor), 1), max(round(image.height * factor), 1))
        return _png(image.resize(size), size[0] * picture.scale / image.width, hidden)
    with _PDFIUM:
        document = _document(data)
        try:
            sheet = _page(document, page)
            width, height = sheet.get_size()
            scale = min(scale, (PAGE_PIXELS / max(width * height, 1.0)) ** 0.5)
            image = sheet.render(scale=scale).to_pil()
        finally:
            document.close()
    return _png(image, scale, hidden)


class Gallery:
    """Keeps the last pictures, so that turning back a page costs nothing."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], bytes]) -> bytes:
        """The picture under a key, made when it is not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


def _document(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise NotHere("这份 PDF 现在打不开。请再运行一次 make。") from error


def _page(document: Any, number: int) -> Any:
    if number > len(document):
        raise NotHere(f"这份文件只有 {len(document)} 页。")
    return document[number - 1]


def _image(pixels: Any) -> Any:
    from PIL import Image

    return Image.fromarray(pixels)


def _png(image: Any, scale: float, hidden: Sequence[Box]) -> bytes:
    from PIL import ImageDraw

    if hidden:
        image = image.convert("RGB")
        brush = ImageDraw.Draw(image)
        for box in hidden:
            brush.rectangle([c * scale for c in box], fill="#444444")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
