"""The strokes and thin boxes of a PDF page that may be the rules of tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from .pdf_calls import bounds, handle, objects
from .pdf_chars import Floats

THIN = 3.0  # what is no thicker than this is a rule
DEEPEST = 4
Matrix = tuple[float, float, float, float, float, float]
Rule = tuple[float, float, float, float]  # left, bottom, right, top
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_rules(page: Any) -> Floats:
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
