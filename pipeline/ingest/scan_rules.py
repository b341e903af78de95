"""The ruled lines in the picture of a page, and the tables that they form."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .pdf_chars import Floats
from .pdf_rules import Table, tables_of
from .scan_image import Mask, Picture

SHORTEST = (22.0, 14.0)  # points; level and upright strokes of characters are shorter
THICKEST = 5.0
NEAR = 2.5  # points from where a table has its rule
GAP = 1.0  # points of a rule that the scan may have lost


def ruling(mask: Mask, scale: float) -> tuple[Floats, list[Table], Mask]:
    """The rules of a page as thin boxes, the tables that they form, and the pixels of rules."""
    level = _strokes(mask, round(SHORTEST[0] * scale), scale)
    upright = _strokes(mask.T, round(SHORTEST[1] * scale), scale).T
    boxes = np.concatenate((_runs(level, scale), _runs(upright.T, scale)[:, [1, 0, 3, 2]]))
    return boxes, tables_of(boxes), level | upright


def erased(picture: Picture, rules: Mask, tables: Sequence[Table]) -> Picture:
    """The page without the rules of its tables: a reader takes them for characters."""
    wide = _near_rules(rules, tables, picture.scale)
    for axis in (0, 1):
        for step in (-1, 1):
            wide |= np.roll(wide, step, axis)
    pixels = picture.pixels.copy()
    pixels[wide] = np.percentile(pixels[::7, ::7], 80, axis=(0, 1)).astype(np.uint8)
    return Picture(pixels, picture.scale)


def _near_rules(rules: Mask, tables: Sequence[Table], scale: float) -> Mask:
    """The pixels of rules that part the cells of tables; long strokes of characters stay."""
    near = np.zeros_like(rules)
    for table in tables:
        for index in range(len(table.cells)):
            x0, y0, x1, y1 = (side * scale for side in table.cell_box(index))
            for box in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                left, top, right, bottom = (round(side) for side in box)
                reach = round(NEAR * scale)
                near[
                    max(top - reach, 0) : bottom + reach + 1,
                    max(left - reach, 0) : right + reach + 1,
                ] = True
    return rules & near


def _strokes(mask: Mask, least: int, scale: float) -> Mask:
    """The pixels of level strokes that are at least so long and not too thick."""
    closed = _closed(mask, max(round(GAP * scale), 1))
    long = _opened(closed, least)
    thick = _opened(long.T, max(round(THICKEST * scale), 2)).T
    strokes: Mask = long & ~thick
    return strokes


def _opened(mask: Mask, length: int) -> Mask:
    """The pixels that lie in level runs of at least ``length``."""
    total = np.zeros((mask.shape[0], mask.shape[1] + 1), np.int32)
    np.cumsum(mask, 1, dtype=np.int32, out=total[:, 1:])
    if length > mask.shape[1]:
        return np.zeros_like(mask)
    full = total[:, length:] - total[:, :-length] == length
    edges = np.zeros((mask.shape[0], mask.shape[1] + 1), np.int32)
    edges[:, : full.shape[1]] += full
    edges[:, length:] -= full
    opened: Mask = np.cumsum(edges, 1)[:, :-1] > 0
    return opened


def _closed(mask: Mask, gap: int) -> Mask:
    """The mask with level gaps of up to ``gap`` pixels filled."""
    closed: Mask = ~_opened(~mask, gap + 1)
    return closed


def _runs(mask: Mask, scale: float) -> Floats:
    """The level runs of a mask as x0, y0, x1, y1 in points, each as thin as a line."""
    padded = np.pad(mask, ((0, 0), (1, 1))).astype(np.int8)
    change: NDArray[np.int8] = np.diff(padded, axis=1)
    rows, starts = np.nonzero(change == 1)
    ends = np.nonzero(change == -1)[1]
    y = (rows + 0.5) / scale
    return np.column_stack((starts / scale, y, ends / scale, y)).astype(np.float64)
