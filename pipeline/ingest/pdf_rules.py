"""The ruled lines of a PDF page and the tables that they form."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from .pdf_calls import bounds, handle, objects
from .pdf_chars import Floats, Frame, Integers

THIN = 3.0  # what is no thicker than this is a rule
SNAP = 3.0  # rules nearer than this are the same
SHORTEST = 4.0
DEEPEST = 4


Spans = tuple[int, int, int, int]  # row, column, rowspan, colspan of a cell; counted from 0


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: the positions of its rules and, for each place, the cell that covers it."""

    xs: Floats
    ys: Floats
    places: Integers
    cells: tuple[Spans, ...]

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


def tables(page: Any, frame: Frame) -> list[Table]:
    """The ruled tables of a page from top to bottom."""
    rules = _rules(page)
    if len(rules) < 4:
        return []
    return tables_of(frame.shown(rules))


def tables_of(shown: Floats) -> list[Table]:
    """The tables that rules form, given as thin boxes, from top to bottom."""
    wide, high = shown[:, 2] - shown[:, 0], shown[:, 3] - shown[:, 1]
    level = _merged(shown[(high <= THIN) & (wide >= SHORTEST)], axis=0)
    upright = _merged(shown[(wide <= THIN) & (high >= SHORTEST)], axis=1)
    if len(level) < 2 or len(upright) < 1:
        return []
    found = [
        table
        for rows, columns in _components(level, upright)
        if (table := _table(rows, columns)) is not None
    ]
    return sorted(_outermost(found), key=lambda t: t.box[1])


def _rules(page: Any) -> Floats:
    """Thin boxes and straight strokes of the page in user space: left, bottom, right, top."""
    items, kinds = objects(page.raw)
    paths = [i for i, kind in zip(items, kinds, strict=True) if kind == pdfium.FPDF_PAGEOBJ_PATH]
    boxes = bounds(paths)
    thin = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) <= THIN
    others: list[Rule] = []
    for index in np.flatnonzero(~thin).tolist():
        others.extend(_parts(handle(paths[index]), IDENTITY))
    for item, kind in zip(items, kinds, strict=True):
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            others.extend(_form_rules(handle(item), IDENTITY, 1))
    return np.concatenate((boxes[thin], np.array(others, np.float64).reshape(-1, 4)))


Matrix = tuple[float, float, float, float, float, float]


IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Rule = tuple[float, float, float, float]  # left, bottom, right, top


def _form_rules(form: Any, outer: Matrix, depth: int) -> Iterator[Rule]:
    matrix = _times(_matrix_of(form), outer)
    for index in range(pdfium.FPDFFormObj_CountObjects(form)):
        item = pdfium.FPDFFormObj_GetObject(form, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _path_rules(item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            yield from _form_rules(item, matrix, depth + 1)


def _matrix_of(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


_left, _bottom, _right, _top = (ctypes.c_float() for _ in range(4))
_bounds = tuple(ctypes.byref(v) for v in (_left, _bottom, _right, _top))


def _bounds_of(path: Any) -> Rule:
    pdfium.FPDFPageObj_GetBounds(path, *_bounds)
    return _left.value, _bottom.value, _right.value, _top.value


def _path_rules(path: Any, outer: Matrix) -> Iterator[Rule]:
    box = _bounds_of(path)
    if min(box[2] - box[0], box[3] - box[1]) <= THIN:
        yield _moved(box, outer)
    else:
        yield from _parts(path, outer)


def _parts(path: Any, outer: Matrix) -> Iterator[Rule]:
    """The rules of a path that is wide and high: a frame, or many rules drawn at once."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if stroke.value:
        matrix = _times(_matrix_of(path), outer)
        yield from _strokes(path, matrix)
    elif pdfium.FPDFPath_CountSegments(path) > 5:
        matrix = _times(_matrix_of(path), outer)
        yield from _thin_parts(path, matrix)


def _moved(
    box: tuple[float, float, float, float], matrix: Matrix
) -> tuple[float, float, float, float]:
    if matrix == IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in box[::2] for y in box[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _points(path: Any, matrix: Matrix) -> Iterator[tuple[float, float, int, bool]]:
    """The points of a path with the kind of the segment and whether it closes the figure."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        yield (
            x.value * a + y.value * c + e,
            x.value * b + y.value * d + f,
            pdfium.FPDFPathSegment_GetType(segment),
            bool(pdfium.FPDFPathSegment_GetClose(segment)),
        )


def _strokes(path: Any, matrix: Matrix) -> Iterator[Rule]:
    begin = last = (0.0, 0.0)
    for x, y, kind, closes in _points(path, matrix):
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = last = (x, y)
            continue
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _span(last, (x, y))
        last = (x, y)
        if closes:
            yield _span(last, begin)
            last = begin


def _thin_parts(path: Any, matrix: Matrix) -> Iterator[Rule]:
    """The thin figures of a filled path that draws many rules at once."""
    figure: list[tuple[float, float]] = []
    for x, y, kind, _ in _points(path, matrix):
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield from _thin_box(figure)
            figure = []
        figure.append((x, y))
    yield from _thin_box(figure)


def _thin_box(
    figure: Sequence[tuple[float, float]],
) -> Iterator[Rule]:
    if len(figure) < 2:
        return
    xs, ys = [x for x, _ in figure], [y for _, y in figure]
    if min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN:
        yield min(xs), min(ys), max(xs), max(ys)


def _span(
    start: tuple[float, float], end: tuple[float, float]
) -> tuple[float, float, float, float]:
    return (
        min(start[0], end[0]),
        min(start[1], end[1]),
        max(start[0], end[0]),
        max(start[1], end[1]),
    )


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
