"""Pictures of pages: PNG, JPEG, TIFF (several pages), BMP, GIF, WebP."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..model.canonical import Canonical
from ..model.errors import Unreadable
from .builder import Builder
from .limits import PAGE_PIXELS
from .page_flow import write_pages
from .pages import Page, note_pages, with_places
from .scan_engine import INSTALL, guard_scans, installed
from .scan_image import Picture

READ_SCALE = 200 / 72  # pixels a point
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
A4_LONG = 842.0
LONG_SIDE = (400.0, 1250.0)  # points, up to A3: pages beyond state a wrong resolution
TOO_LARGE = f"图片过大：上限为 {PAGE_PIXELS // 10**6} 百万像素。请降低扫描分辨率后重试。"
DAMAGED = "图片损坏，无法打开（可能没有下载完整）。请重新获取或重新扫描后再试。"


def read_image(data: bytes) -> Canonical:
    """The canonical text of a picture file; each picture is a page."""
    from .scan import scan

    if not installed():
        raise Unreadable(f"图片文件，没有文字层，{INSTALL}")
    pages: list[Page] = []
    refused: list[str] = []
    builder = Builder()
    media_type = ""
    for number, (kind, picture) in enumerate(_pictures(data), 1):
        media_type = kind
        if isinstance(picture, str):
            refused.append(picture)
            builder.unread("page_image", f"第 {number} 页", picture)
            continue
        found = scan(picture, number)
        pages.append(Page(number, *found.turn.turned, found.lines, found.tables, 0, 0, True, found))
    if not pages:
        raise Unreadable(refused[0] if refused else DAMAGED)
    note_pages(pages, builder)
    write_pages(pages, builder)
    return with_places(builder.build(media_type, len(pages) + len(refused)), pages)


def page_picture(data: bytes, index: int) -> Picture:
    """One picture of a file, upright and at the scale at which it is read, for showing it.

    ``Unreadable`` where there is none or it is damaged.
    """
    try:
        with _opened(data) as image:
            found = _frame(image, index)
    except _damage() as error:
        raise Unreadable(DAMAGED) from error
    if isinstance(found, str):
        raise Unreadable(found)
    return found


def _pictures(data: bytes) -> Iterator[tuple[str, Picture | str]]:
    """The media type and each picture of a file, at the scale at which it is read.

    A picture that cannot be read costs only its page: the reason stands in its place.
    """
    from PIL import Image

    try:
        image = _opened(data)
        media_type, count = Image.MIME[image.format or ""], getattr(image, "n_frames", 1)
    except _damage() as error:
        raise Unreadable(DAMAGED) from error
    with image:
        guard_scans(count)
        for index in range(count):
            yield media_type, _frame(image, index)


def _frame(image: Any, index: int) -> Picture | str:
    """One picture of a file, or why it cannot be read."""
    try:
        image.seek(index)
        return _picture(image)
    except Unreadable as refusal:
        return str(refusal)
    except _damage():
        return DAMAGED


def _damage() -> tuple[type[Exception], ...]:
    """What a picture file that is damaged makes its reader raise."""
    from PIL import UnidentifiedImageError

    return (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        EOFError,
        ValueError,
        IndexError,
        KeyError,
        TypeError,
        OverflowError,
    )


def _opened(data: bytes) -> Any:
    """The picture file, opened but not decoded."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit here is lower
        try:
            return Image.open(io.BytesIO(data), formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise Unreadable(TOO_LARGE) from error


def _picture(image: Any) -> Picture:
    from PIL import ImageOps

    if image.width * image.height > PAGE_PIXELS:
        raise Unreadable(TOO_LARGE)
    upright = ImageOps.exif_transpose(image)
    picture = Picture(np.array(_on_white(upright)), _scale(upright))
    if 0.8 * READ_SCALE <= picture.scale <= 1.2 * READ_SCALE:
        return picture
    return picture.resized(min(READ_SCALE, 2.5 * picture.scale))


def _on_white(image: Any) -> Any:
    """The picture in colour; what is transparent is white."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.array(image) >> 8).astype(np.uint8)).convert("RGB")
    return image.convert("RGB")


def _scale(image: Any) -> float:
    """Pixels a point: as stated where that makes a page, else as if the page were A4."""
    longest = max(image.width, image.height)
    stated = image.info.get("dpi", (0, 0))
    dots = float(stated[0] or 0) if isinstance(stated, tuple) else 0.0
    if dots > 0 and LONG_SIDE[0] <= longest / dots * 72 <= LONG_SIDE[1]:
        return dots / 72
    return float(longest / A4_LONG)
