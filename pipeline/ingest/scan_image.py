"""The picture of a page made ready for reading: seals taken off, text lines made level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .pdf_chars import Floats

Pixels = NDArray[np.uint8]  # rows, columns, red-green-blue
Mask = NDArray[np.bool_]

WHITE = 255
LEAST_SKEW, MOST_SKEW = 0.15, 6.0  # degrees
FRINGE = 12  # how much redder than grey the faded rim of a seal is
SHADE = 70  # how much darker than paper red ink is in red light, at most
SKEW_WIDTH = 700  # pixels at which the slant is measured
SEAL = (55.0, 160.0)  # points: how large a round seal is


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels; ``scale`` is pixels a point."""

    pixels: Pixels
    scale: float

    @property
    def width(self) -> int:
        """The width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """The height in pixels."""
        return int(self.pixels.shape[0])

    def resized(self, scale: float) -> Picture:
        """The page at another scale."""
        from PIL import Image

        share = scale / self.scale
        size = max(round(self.width * share), 1), max(round(self.height * share), 1)
        image = Image.fromarray(self.pixels).resize(
            size, Image.Resampling.LANCZOS if share < 1 else Image.Resampling.BICUBIC
        )
        return Picture(np.asarray(image), scale)

    def part(self, box: tuple[float, float, float, float]) -> Pixels:
        """The pixels in a box (x0, y0, x1, y1)."""
        x0, y0 = max(int(box[0]), 0), max(int(box[1]), 0)
        x1, y1 = min(round(box[2]), self.width), min(round(box[3]), self.height)
        return self.pixels[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]


def grey(pixels: Pixels) -> Pixels:
    """How light each pixel is."""
    weighted = pixels.astype(np.uint16) @ np.array((77, 150, 29), np.uint16)
    return (weighted >> 8).astype(np.uint8)


def ink(light: Pixels, reach: int, least: int = 24) -> Mask:
    """The pixels that are darker than their surroundings of ``reach`` pixels."""
    around = _mean_around(light, max(reach, 3))
    mask: Mask = light.astype(np.int16) < around - least
    return mask


def without_specks(mask: Mask) -> Mask:
    """The dark pixels that touch at least two others: what a scanner's grain makes dark goes."""
    padded = np.pad(mask.view(np.uint8), 1)
    sums = padded[:-2] + padded[1:-1] + padded[2:]
    touching = sums[:, :-2] + sums[:, 1:-1] + sums[:, 2:]  # itself too
    kept: Mask = mask & (touching > 2)
    return kept


def _mean_around(light: Pixels, reach: int) -> NDArray[np.int16]:
    reach = min(reach, *((side - 1) // 2 for side in light.shape))
    padded = np.pad(light, reach, mode="edge")
    total = np.zeros((padded.shape[0] + 1, padded.shape[1] + 1), np.int64)
    np.cumsum(np.cumsum(padded, 0, dtype=np.int64), 1, out=total[1:, 1:])
    side = 2 * reach + 1
    window = total[side:, side:] - total[:-side, side:] - total[side:, :-side]
    window += total[:-side, :-side]
    return (window // (side * side)).astype(np.int16)


def without_seals(picture: Picture) -> Picture:
    """The page with red seals made white; the black text under them stays."""
    pixels = picture.pixels
    red = pixels[..., 0].astype(np.int16)
    tint = red - np.maximum(pixels[..., 1], pixels[..., 2])
    reddish = (tint > 50) & (red > 110)
    step = max(round(3 * picture.scale), 1)  # a tile is three points wide
    tiles = _tiles(reddish, step)
    if not tiles.any():
        return picture
    cleared = pixels.copy()
    found = False
    for top, left, bottom, right in _clumps(tiles):
        sides = [
            (end - start) * step / picture.scale for start, end in ((top, bottom), (left, right))
        ]
        if not (SEAL[0] <= min(sides) and max(sides) <= SEAL[1] and max(sides) < 1.7 * min(sides)):
            continue
        found = True
        high, wide = max(top - 1, 0) * step, max(left - 1, 0) * step  # its rim may reach over
        place = slice(high, (bottom + 1) * step), slice(wide, (right + 1) * step)
        light = pixels[place][..., 0]  # in red light red ink is nearly white
        paper = np.median(light)
        shade = (tint[place] > FRINGE) & (light > paper - SHADE)
        cleared[place] = np.where(shade, paper, light)[..., None]
    return Picture(cleared, picture.scale) if found else picture


def _tiles(mask: Mask, step: int) -> Mask:
    """Whether each tile of ``step`` by ``step`` pixels holds anything."""
    high, wide = (-side % step for side in mask.shape)
    padded = np.pad(mask, ((0, high), (0, wide)))
    high, wide = padded.shape[0] // step, padded.shape[1] // step
    found: Mask = padded.reshape(high, step, wide, step).max(axis=(1, 3))
    return found


def _clumps(tiles: Mask) -> list[tuple[int, int, int, int]]:
    """The boxes (top, left, bottom, right) of tiles that hang together, also over a gap of one."""
    left_over = {(int(row), int(column)) for row, column in zip(*np.nonzero(tiles), strict=True)}
    near = [(down, right) for down in range(-2, 3) for right in range(-2, 3)]
    boxes: list[tuple[int, int, int, int]] = []
    while left_over:
        clump = [left_over.pop()]
        for row, column in clump:
            beside = {(row + down, column + right) for down, right in near} & left_over
            left_over -= beside
            clump.extend(beside)
        rows, columns = [row for row, _ in clump], [column for _, column in clump]
        boxes.append((min(rows), min(columns), max(rows) + 1, max(columns) + 1))
    return boxes


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page was turned to be read: places on the turned page lead back to the page itself.

    ``degrees`` is anticlockwise; ``page`` and ``turned`` are width and height in points.
    """

    degrees: float
    page: tuple[float, float]
    turned: tuple[float, float]

    @property
    def slight(self) -> bool:
        """Whether lines still run from left to right on the page itself."""
        return abs(self.degrees) < 45

    def back(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """The places on the page itself."""
        angle = np.deg2rad(self.degrees)
        across, down = x - self.turned[0] / 2, y - self.turned[1] / 2
        return (
            np.cos(angle) * across - np.sin(angle) * down + self.page[0] / 2,
            np.sin(angle) * across + np.cos(angle) * down + self.page[1] / 2,
        )


def turned(picture: Picture, degrees: float) -> Picture:
    """The page turned anticlockwise; quarter turns change its size, slight ones do not."""
    from PIL import Image

    quarters, rest = round(degrees / 90), degrees - 90 * round(degrees / 90)
    pixels = np.rot90(picture.pixels, quarters) if quarters % 4 else picture.pixels
    if rest:
        image = Image.fromarray(np.ascontiguousarray(pixels)).rotate(
            rest, Image.Resampling.BICUBIC, fillcolor=(WHITE,) * 3
        )
        pixels = np.asarray(image)
    return Picture(np.ascontiguousarray(pixels), picture.scale)


def slant(mask: Mask) -> float:
    """By how many degrees anticlockwise a page has to be turned to make its lines level."""
    from PIL import Image

    step = max(mask.shape[1] // SKEW_WIDTH, 1)
    small = _tiles(mask, step)
    if small.mean() < 0.002 or small.mean() > 0.6:
        return 0.0
    image = Image.fromarray((small * np.uint8(WHITE)).astype(np.uint8))
    coarse = _best(image, np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.5).tolist())
    fine = _best(image, np.arange(coarse - 0.5, coarse + 0.51, 0.1).tolist())
    return round(fine, 2) if LEAST_SKEW <= abs(fine) < MOST_SKEW else 0.0


def _best(image: Any, angles: list[float]) -> float:
    """The angle at which the rows of the page differ most: text lines and gaps are level."""
    return max(angles, key=lambda angle: (_unevenness(image, angle), -abs(angle)))


def _unevenness(image: Any, angle: float) -> float:
    rows = np.asarray(image.rotate(angle)).sum(axis=1, dtype=np.int64)
    return float((np.diff(rows) ** 2).sum())
