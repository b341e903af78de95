"""The ruled lines of a PDF page and the tables that they form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from .pdf_chars import Floats, Integers
from .pdf_paths import THIN

SNAP = 3.0  # rules nearer than this are the same
SHORTEST = 4.0
FEW_DOTS = 20  # as many short dashes as do not draw a table
CHAINED = 12.0  # a rule of dots or short dashes is at least so long


Spans = tuple[int, int, int, int]  # row, column, rowspan, colspan of a cell; counted from 0


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: the positions of its rules and, for each place, the cell that covers it.

    ``half`` tells that its columns are not ruled but told by the room between texts.
    """

    xs: Floats
    ys: Floats
    places: Integers
    cells: tuple[Spans, ...]
    half: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 of the table."""
        return float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1])

    def cell_of(self, x: Floats, y: Floats) -> Integers:
        """The cell in which each point lies, -1 for points outside."""
        column = np.searchsorted(self.xs, x, "right") - 1
        row = np.searchsorted(self.ys, y, "right") - 1
        inside = (column >= 0) & (column < len(self.xs) - 1)
        inside &= (row >= 0) & (row < len(self.ys) - 1)
        found = np.full(len(x), -1, np.int32)
        found[inside] = self.places[row[inside], column[inside]]
        return found

    def cell_box(self, index: int) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 of a cell."""
        row, column, rowspan, colspan = self.cells[index]
        return (
            float(self.xs[column]),
            float(self.ys[row]),
            float(self.xs[column + colspan]),
            float(self.ys[row + rowspan]),
        )


def tables_of(shown: Floats) -> list[Table]:
    """The tables that rules form, given as thin boxes, from top to bottom."""
    level, upright = directions(shown)
    if len(level) < 2 or len(upright) < 1:
        return []
    found = [
        table
        for rows, columns in _components(level, upright)
        if (table := _table(rows, columns)) is not None
    ]
    return sorted(_outermost(found), key=lambda t: t.box[1])


def directions(shown: Floats) -> tuple[Floats, Floats]:
    """The level and the upright rules as (position, start, end), each drawn in one.

    Dots and dashes count for both directions; only in one they hang together.
    """
    if len(shown) < 3:
        return np.empty((0, 3)), np.empty((0, 3))
    wide, high = shown[:, 2] - shown[:, 0], shown[:, 3] - shown[:, 1]
    short = np.maximum(wide, high) < SHORTEST
    if np.count_nonzero(short) < FEW_DOTS:
        return (
            _merged(shown[(high <= THIN) & ~short & (wide > high)], axis=0),
            _merged(shown[(wide <= THIN) & ~short & (high > wide)], axis=1),
        )
    level = _merged(shown[(high <= THIN) & (short | (wide > high))], axis=0)
    upright = _merged(shown[(wide <= THIN) & (short | (high > wide))], axis=1)
    return level[level[:, 2] - level[:, 1] >= CHAINED], upright[
        upright[:, 2] - upright[:, 1] >= CHAINED
    ]


def _merged(rules: Floats, axis: int) -> Floats:
    """Rules of one direction as (position, start, end), collinear ones that touch made one."""
    across, along = 1 - axis, axis
    place = (rules[:, across] + rules[:, across + 2]) / 2
    order = np.argsort(place, kind="stable")
    merged: list[tuple[float, float, float]] = []
    group: list[tuple[float, float, float]] = []
    for index in order.tolist():
        item = (
            float(place[index]),
            float(rules[index, along]),
            float(rules[index, along + 2]),
        )
        if group and item[0] - group[0][0] > SNAP:
            merged.extend(_joined(group))
            group = []
        group.append(item)
    merged.extend(_joined(group))
    return np.array(merged, float).reshape(-1, 3)


def _joined(group: list[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    if not group:
        return
    position = sum(item[0] for item in group) / len(group)
    spans = sorted((start, end) for _, start, end in group)
    start, end = spans[0]
    for following, stop in spans[1:]:
        if following <= end + SNAP:
            end = max(end, stop)
        else:
            yield position, start, end
            start, end = following, stop
    yield position, start, end


def _components(level: Floats, upright: Floats) -> Iterator[tuple[Floats, Floats]]:
    """Rules that hang together, with outer rules that a page break cut loose."""
    y, left, right = level.T
    x, top, bottom = upright.T
    touch = (x[None, :] >= left[:, None] - SNAP) & (x[None, :] <= right[:, None] + SNAP)
    touch &= (y[:, None] >= top[None, :] - SNAP) & (y[:, None] <= bottom[None, :] + SNAP)
    loose = ~touch.any(axis=0)
    rows_left = set(range(len(level)))
    while rows_left:
        rows, columns, fresh = set[int](), set[int](), {rows_left.pop()}
        while fresh:
            rows |= fresh
            columns |= set(np.flatnonzero(touch[sorted(fresh)].any(axis=0)).tolist())
            if not columns:
                break
            reached = set(np.flatnonzero(touch[:, sorted(columns)].any(axis=1)).tolist())
            fresh = reached - rows
        rows_left -= rows
        if columns and len(rows) >= 2:
            inner = level[sorted(rows)]
            low, high = inner[:, 0].min() - 2 * SNAP, inner[:, 0].max() + 2 * SNAP
            beside = loose & (top >= low) & (bottom <= high)
            beside &= bottom - top >= 0.9 * (high - low - 4 * SNAP)
            columns |= set(np.flatnonzero(beside).tolist())
            yield inner, upright[sorted(columns)]


def _table(level: Floats, upright: Floats) -> Table | None:
    """The cells between rules; the outermost rules count as drawn all the way round."""
    xs = _clusters(np.concatenate((upright[:, 0], level[:, 1], level[:, 2])), upright[:, 0])
    ys = _clusters(np.concatenate((level[:, 0], upright[:, 1], upright[:, 2])), level[:, 0])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    middle_x, middle_y = (xs[1:] + xs[:-1]) / 2, (ys[1:] + ys[:-1]) / 2
    ruled_below = np.zeros((len(ys), columns), bool)
    for y, left, right in level.tolist():
        line = int(np.abs(ys - y).argmin())
        ruled_below[line] |= (middle_x > left) & (middle_x < right)
    ruled_right = np.zeros((len(xs), rows), bool)
    for x, top, bottom in upright.tolist():
        line = int(np.abs(xs - x).argmin())
        ruled_right[line] |= (middle_y > top) & (middle_y < bottom)
    places, cells = _regions(ruled_below, ruled_right, rows, columns)
    return Table(xs, ys, places, cells) if len(cells) > 1 else None


def _clusters(values: Floats, ruled: Floats) -> Floats:
    """Positions made one where they are nearer than ``SNAP``; of ends only the outermost count."""
    inner = np.sort(ruled)
    low, high = values.min(), values.max()
    if low < inner[0] - 2 * SNAP:
        inner = np.concatenate(([low], inner))
    if high > inner[-1] + 2 * SNAP:
        inner = np.concatenate((inner, [high]))
    starts = np.concatenate(([True], np.diff(inner) > SNAP))
    groups = np.cumsum(starts) - 1
    means: Floats = np.bincount(groups, inner) / np.bincount(groups)
    return means


def _regions(
    ruled_below: np.ndarray[Any, Any], ruled_right: np.ndarray[Any, Any], rows: int, columns: int
) -> tuple[Integers, tuple[Spans, ...]]:
    """Places joined where no rule parts them, numbered in reading order, and their spans."""
    parent = list(range(rows * columns))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for column, row in zip(*(a.tolist() for a in np.nonzero(~ruled_right[1:-1])), strict=True):
        here = row * columns + column
        parent[root(here + 1)] = root(here)
    for row, column in zip(*(a.tolist() for a in np.nonzero(~ruled_below[1:-1])), strict=True):
        here = row * columns + column
        parent[root(here + columns)] = root(here)
    numbers: dict[int, int] = {}
    ends: list[list[int]] = []  # first row, first column, last row, last column
    places = []
    for here in range(rows * columns):
        row, column = divmod(here, columns)
        number = numbers.setdefault(root(here), len(ends))
        places.append(number)
        if number == len(ends):
            ends.append([row, column, row, column])
        else:
            end = ends[number]
            end[1], end[2], end[3] = min(end[1], column), row, max(end[3], column)
    spans = tuple((r, c, last_r - r + 1, last_c - c + 1) for r, c, last_r, last_c in ends)
    return np.array(places, np.int32).reshape(rows, columns), spans


def _outermost(found: list[Table]) -> Iterator[Table]:
    """Tables that do not lie inside another one."""
    for table in found:
        x0, y0, x1, y1 = table.box
        if not any(
            other is not table
            and other.box[0] - 1 <= x0
            and other.box[1] - 1 <= y0
            and other.box[2] + 1 >= x1
            and other.box[3] + 1 >= y1
            for other in found
        ):
            yield table
