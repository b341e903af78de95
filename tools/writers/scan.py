"""A PDF as an office's scanner gives it back: askew, grainy, grey, with a red seal at its end."""

from __future__ import annotations

import math
import time
import zlib
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

DOTS = (150, 200)  # per inch
SKEW = 1.0  # degrees at most, either way
GRAIN = (3.0, 10.0)  # standard deviation of the noise, of 255
PAPER = (228, 252)  # how white the paper is, of 255
BLUR = 0.5  # radius in dots
QUALITY = 75  # of the JPEG in the PDF
SEAL = 1.6  # inches across
RED = (222, 60, 66)
TIME = time.gmtime(1704067200)  # 2024-01-01: the same source gives the same bytes


def write_scan(printed: Path, out: Path) -> None:
    """Write the pages of a PDF as an image-only PDF; the file's name seeds the wear."""
    chance = np.random.default_rng(zlib.crc32(out.stem.encode()))
    dots = int(chance.choice(DOTS))
    document = pypdfium2.PdfDocument(printed)
    try:
        pages = [page.render(scale=dots / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()
    pages[-1] = _sealed(pages[-1], dots)
    first, *rest = [_scanned(page, chance) for page in pages]
    first.save(
        out,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=dots,
        quality=QUALITY,
        creationDate=TIME,
        modDate=TIME,
    )


def _sealed(page: Image.Image, dots: int) -> Image.Image:
    """The page with a round red seal half over its last line, as signatures have it."""
    inked = ImageChops.invert(page.convert("L")).crop((0, 0, page.width, int(page.height * 0.92)))
    box = inked.getbbox() or (0, 0, page.width, page.height // 2)
    radius = SEAL * dots / 2
    x, y = page.width * 0.7, min(box[3] + radius * 0.3, page.height - radius - 2)
    seal = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(seal)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=dots // 30)
    draw.polygon(_star(x, y, radius * 0.35), fill=RED)
    return ImageChops.multiply(page, seal)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """The ten corners of a star with five points."""
    corners = []
    for index in range(10):
        reach = radius if index % 2 == 0 else radius * 0.382
        angle = math.pi * (index / 5 - 0.5)
        corners.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return corners


def _scanned(page: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A page as it comes from the glass."""
    angle, grain = chance.uniform(-SKEW, SKEW), chance.uniform(*GRAIN)
    white = chance.uniform(*PAPER)
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")
    page = page.filter(ImageFilter.GaussianBlur(BLUR))
    noise = chance.normal(0.0, grain, (page.height, page.width, 1))
    grains = np.asarray(page, dtype=np.float32) * (white / 255) + noise
    return Image.fromarray(grains.clip(0, 255).astype(np.uint8))
