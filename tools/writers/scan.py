"""A PDF as an office's scanner gives it back: pictures of pages, a little askew and grainy."""

from __future__ import annotations

import time
import zlib
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

DOTS = 200  # per inch
SKEW = 0.6  # degrees at most, either way
GRAIN = 6.0  # standard deviation of the noise, of 255
BLUR = 0.5  # radius in dots
QUALITY = 80  # of the JPEG in the PDF
TIME = time.gmtime(1704067200)  # 2024-01-01: the same source gives the same bytes


def write_scan(printed: Path, out: Path) -> None:
    """Write the pages of a PDF as an image-only PDF; the file's name seeds skew and noise."""
    chance = np.random.default_rng(zlib.crc32(out.stem.encode()))
    document = pypdfium2.PdfDocument(printed)
    try:
        rendered = [page.render(scale=DOTS / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    first, *rest = [_scanned(page, chance) for page in rendered]
    first.save(
        out,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=DOTS,
        quality=QUALITY,
        creationDate=TIME,
        modDate=TIME,
    )


def _scanned(page: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A page as it comes from the glass."""
    angle = chance.uniform(-SKEW, SKEW)
    page = page.convert("L").rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(BLUR))
    noise = chance.normal(0.0, GRAIN, (page.height, page.width))
    grains = np.asarray(page, dtype=np.float64) - np.abs(noise)
    return Image.fromarray(grains.clip(0, 255).astype(np.uint8))
