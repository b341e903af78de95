"""Pages whose text is set in two columns: which lines stand in which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .pdf_chars import Chars, Floats, Integers

OUTSIDE, LEFT, RIGHT = -1, -2, -3  # cells of text outside of tables: over both columns, in one
MIDDLE = (0.4, 0.6)  # of the width of the text: where the gutter is
CROSSED = 0.25  # of the lines at most go over the gutter
LEAST_LINES = 8
PROSE = 0.75  # of the width of its column a line of prose fills; the half of a form does not
GUTTER = (0.8, 5.0)  # characters: the halves of a form stand farther apart
NARROWEST = 10  # characters


@dataclass(frozen=True, slots=True)
class _Rows:
    """The printed lines of a page from top to bottom: which one each character stands in."""

    of: NDArray[np.intp]
    count: int


def in_columns(chars: Chars, cells: Integers) -> Integers:
    """The cells with ``LEFT`` and ``RIGHT`` for what stands in one of two columns of prose."""
    outside = np.flatnonzero((cells == OUTSIDE) & (chars.codes != 32))
    if len(outside) < 20 * LEAST_LINES:
        return cells
    boxes = chars.boxes[outside]
    size = float(np.median(boxes[:, 3] - boxes[:, 1]))
    rows = _rows(boxes, size)
    gutter = _gutter(boxes, rows.count)
    if gutter is None:
        return cells
    zone = _zone(boxes, rows, gutter)
    if zone is None or not _is_prose(boxes, rows, zone, gutter, size):
        return cells
    top, bottom = zone
    middle = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    within = (cells == OUTSIDE) & (middle[:, 1] > top) & (middle[:, 1] < bottom)
    side = np.where(middle[:, 0] < gutter, LEFT, RIGHT)
    return np.where(within, side, cells).astype(np.int32)


def _rows(boxes: Floats, size: float) -> _Rows:
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    order = np.argsort(middle, kind="stable")
    steps = np.concatenate(([0], np.diff(middle[order]) > 0.4 * size)).cumsum()
    of = np.empty(len(boxes), np.intp)
    of[order] = steps
    return _Rows(of, int(steps[-1]) + 1)


def _gutter(boxes: Floats, lines: int) -> float | None:
    """Where, near the middle of the text, hardly a line goes across."""
    left, right = float(boxes[:, 0].min()), float(boxes[:, 2].max())
    first, last = (left + share * (right - left) for share in MIDDLE)
    places = np.linspace(first, last, 41)
    across = (boxes[:, :1] < places) & (boxes[:, 2:3] > places)
    crossed = np.count_nonzero(across, axis=0)
    if crossed.min() > CROSSED * lines:
        return None
    free = places[crossed == crossed.min()]
    return float(np.median(free))


def _zone(boxes: Floats, rows: _Rows, gutter: float) -> tuple[float, float] | None:
    """The height of the longest run of lines none of which goes across the gutter."""
    across = np.zeros(rows.count, bool)
    across[rows.of[(boxes[:, 0] < gutter) & (boxes[:, 2] > gutter)]] = True
    ends = np.flatnonzero(np.concatenate(([True], across, [True])))
    longest = int(np.diff(ends).argmax())
    first, last = int(ends[longest]), int(ends[longest + 1]) - 2
    if last - first + 1 < LEAST_LINES:
        return None
    inside = (rows.of >= first) & (rows.of <= last)
    return float(boxes[inside, 1].min()), float(boxes[inside, 3].max())


def _is_prose(
    boxes: Floats, rows: _Rows, zone: tuple[float, float], gutter: float, size: float
) -> bool:
    """Whether both sides of the gutter are filled with lines as wide as the column."""
    inside = (boxes[:, 1] >= zone[0]) & (boxes[:, 3] <= zone[1])
    sides = [inside & (boxes[:, 2] <= gutter), inside & (boxes[:, 0] >= gutter)]
    if any(np.count_nonzero(side) < 8 * LEAST_LINES for side in sides):
        return False
    edges: list[tuple[float, float]] = []
    for side in sides:
        starts = np.full(rows.count, np.inf)
        stops = np.full(rows.count, -np.inf)
        np.minimum.at(starts, rows.of[side], boxes[side, 0])
        np.maximum.at(stops, rows.of[side], boxes[side, 2])
        widths = (stops - starts)[np.isfinite(starts)]
        edges.append((float(starts.min()), float(stops.max())))
        whole = edges[-1][1] - edges[-1][0]
        if len(widths) < LEAST_LINES or whole < NARROWEST * size:
            return False
        if float(np.median(widths)) < PROSE * whole:
            return False
    return GUTTER[0] * size <= edges[1][0] - edges[0][1] <= GUTTER[1] * size
