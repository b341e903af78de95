"""The characters of a PDF page with their boxes, as arrays."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from .pdf_calls import generated, loose_boxes

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]

ASCENT, DESCENT = 0.88, 0.12
STEPS = 20  # from one character to the next that tell how the lines of a page run
SAMPLE = 25  # characters that are asked how they stand


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page in user space and how the page is turned for display."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        """The width as displayed."""
        return self.top - self.bottom if self.rotation % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """The height as displayed."""
        return self.right - self.left if self.rotation % 2 else self.top - self.bottom

    def shown(self, boxes: Floats) -> Floats:
        """Boxes (left, bottom, right, top) of user space as x0, y0, x1, y1 of the display."""
        left, bottom, right, top = boxes.T
        if self.rotation == 1:
            columns = (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        elif self.rotation == 2:
            columns = (
                self.right - right,
                bottom - self.bottom,
                self.right - left,
                top - self.bottom,
            )
        elif self.rotation == 3:
            columns = (self.top - top, self.right - right, self.top - bottom, self.right - left)
        else:
            columns = (left - self.left, self.top - top, right - self.left, self.top - bottom)
        return np.column_stack(columns)


@dataclass(frozen=True, slots=True)
class Chars:
    """The characters of a page in the order of its content: text and boxes.

    ``parted`` marks those before which pdfium sees a gap; ``unmapped`` counts unreadable glyphs.
    """

    text: str
    codes: Integers
    boxes: Floats
    parted: NDArray[np.bool_]
    unmapped: int


def frame_of(page: Any) -> Frame:
    """The visible box and the rotation of a page."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, pdfium.FPDFPage_GetRotation(page.raw))


def page_chars(textpage: Any, frame: Frame) -> tuple[Chars, Frame]:
    """The printed characters of a page, without the blanks that pdfium invents for gaps.

    Their boxes, and all that is laid beside them, are those of the frame that comes with them:
    where the page is displayed so that its lines run upwards, downwards or stand on their heads,
    it is turned to be read.
    """
    raw = textpage.raw
    count = max(pdfium.FPDFText_CountChars(raw), 0)
    codes = _codes(raw, count)
    boxes = loose_boxes(raw, count)
    keep = codes >= 32
    unmapped = int(np.count_nonzero((codes == 0) | (codes == 0xFFFD)))
    codes[(codes > 0x10FFFF) | ((codes >= 0xD800) & (codes <= 0xDFFF))] = 0xFFFD
    codes[(codes == 0xA0) | (codes == 0x3000)] = 32
    invented = generated(raw, np.flatnonzero(codes == 32).tolist())
    keep[invented] = False
    parted = np.zeros(count + 1, bool)
    parted[[index + 1 for index in invented]] = True
    flat = keep & (codes != 32) & (boxes[:, 2] - boxes[:, 0] < 0.05)
    for index in np.flatnonzero(flat).tolist():
        boxes[index] = _turned_box(raw, index)
    _trim_tall(raw, codes, boxes, keep)
    places = np.flatnonzero(keep)
    codes, boxes, parted = codes[keep], boxes[keep], parted[:-1][keep]
    keep = ~_diagonal(boxes) & ~_printed_twice(codes, boxes)
    codes, boxes, parted = codes[keep], boxes[keep], parted[keep]
    if _runs_otherwise(frame.shown(boxes)):
        frame = replace(frame, rotation=_rotation_to_read(raw, places[keep], frame.rotation))
    unified = _unified(codes.astype(np.int32))
    text = unified.astype("<u4").tobytes().decode("utf-32-le")
    return Chars(text, unified, frame.shown(boxes), parted, unmapped), frame


def _runs_otherwise(boxes: Floats) -> bool:
    """Whether most characters do not stand to the right of the one before them."""
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    across, down = np.diff(middle, axis=0).T
    size = np.maximum(boxes[1:, 2:] - boxes[1:, :2], 1.0).max(axis=1)
    near = np.maximum(np.abs(across), np.abs(down)) < 2 * size
    level = near & (across > 0) & (np.abs(down) < across)
    steps = int(near.sum())
    return steps >= STEPS and 2 * int(level.sum()) < steps


def _rotation_to_read(raw: Any, places: NDArray[np.intp], rotation: int) -> int:
    """The rotation of a page under which most of its characters stand upright."""
    votes = [0, 0, 0, 0]
    matrix = pdfium.FS_MATRIX()
    for place in places[:: max(len(places) // SAMPLE, 1)].tolist():
        if pdfium.FPDFText_GetMatrix(raw, place, ctypes.byref(matrix)):
            along = (matrix.a, matrix.b, -matrix.a, -matrix.b)
            votes[along.index(max(along))] += 1
    best = max(range(4), key=votes.__getitem__)
    return best if 2 * votes[best] > sum(votes) else rotation


def _codes(raw: Any, count: int) -> NDArray[np.int64]:
    """The code points of all characters; in one call where each is one UTF-16 unit."""
    units = (ctypes.c_ushort * (count + 1))()
    if count and pdfium.FPDFText_GetText(raw, 0, count, units) == count + 1:
        codes: NDArray[np.int64] = np.frombuffer(bytes(units), np.uint16)[:count].astype(np.int64)
        if not ((codes >= 0xD800) & (codes <= 0xDFFF)).any():
            return codes
    unicode_of = pdfium.FPDFText_GetUnicode
    return np.fromiter((unicode_of(raw, i) for i in range(count)), np.int64, count)


def _turned_box(raw: Any, index: int) -> tuple[float, float, float, float]:
    """The box of a character of turned text, for which pdfium has no loose box."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(raw, index, *(ctypes.byref(v) for v in (left, right, bottom, top)))
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetCharOrigin(raw, index, ctypes.byref(x), ctypes.byref(y))
    if not pdfium.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix)) or not (
        matrix.b or matrix.c
    ):
        return left.value, bottom.value, right.value, top.value
    size = pdfium.FPDFText_GetFontSize(raw, index) * (abs(matrix.c) or 1.0)
    up = -1.0 if matrix.c < 0 else 1.0
    edges = sorted((x.value + up * ASCENT * size, x.value - up * DESCENT * size))
    along = (min(bottom.value, y.value), max(top.value, y.value))
    return edges[0], along[0], edges[1], along[1]


def _trim_tall(raw: Any, codes: NDArray[np.int64], boxes: Floats, keep: NDArray[np.bool_]) -> None:
    """Give characters of fonts that state far too great a line height a box of the glyph size."""
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    hanzi = (codes >= 0x4E00) & (codes <= 0x9FFF) & (wide > 1)
    if not hanzi.any():
        return
    tall = keep & (high > 1.3 * float(np.median(wide[hanzi]))) & ~(hanzi & (high <= 1.3 * wide))
    found = np.flatnonzero(tall)
    if not len(found):
        return
    heights = np.round(high[found], 1)
    for height in np.unique(heights).tolist():
        alike = found[heights == height]
        measured = _measured(raw, int(alike[0]))
        if measured is not None:
            size, base = measured
            rise = base - boxes[alike[0], 1]
            boxes[alike, 3] = boxes[alike, 1] + rise + ASCENT * size
            boxes[alike, 1] += rise - DESCENT * size


def _measured(raw: Any, index: int) -> tuple[float, float] | None:
    """The printed font size of a character and its base line, if it stands upright."""
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetCharOrigin(raw, index, ctypes.byref(x), ctypes.byref(y)):
        return None
    if not pdfium.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix)) or matrix.d <= 0:
        return None
    size = pdfium.FPDFText_GetFontSize(raw, index) * matrix.d
    return (size, y.value) if size >= 1 else None


def _diagonal(boxes: Floats) -> NDArray[np.bool_]:
    """The characters of slanted text: a watermark, no part of the document."""
    count = len(boxes)
    slanted = np.zeros(count, bool)
    if count < 4:
        return slanted
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    step = np.abs(np.diff(middle, axis=0))
    high = np.maximum(boxes[1:, 3] - boxes[1:, 1], 1.0)
    slope = (step[:, 0] > 0.25 * high) & (step[:, 1] > 0.25 * high)
    slope &= (step[:, 0] < 3 * high) & (step[:, 1] < 3 * high)
    run = slope[:-2] & slope[1:-1] & slope[2:]
    for offset in range(4):
        slanted[offset : offset + len(run)] |= run
    return slanted


def _printed_twice(codes: NDArray[np.int64], boxes: Floats) -> NDArray[np.bool_]:
    """The second print of characters that are printed twice to look bold."""
    twice = np.zeros(len(codes), bool)
    if len(codes) > 1:
        near = np.abs(boxes[1:] - boxes[:-1]).max(axis=1)
        wide = boxes[1:, 2] - boxes[1:, 0]
        twice[1:] = (codes[1:] == codes[:-1]) & (near < 0.25 * np.maximum(wide, 1.0))
    return twice


_UNIFIED = {
    code: ord(unified)
    for start, end in ((0x2E80, 0x2FE0), (0xF900, 0xFB00))
    for code in range(start, end)
    if len(unified := unicodedata.normalize("NFKC", chr(code))) == 1 and unified != chr(code)
}


def _unified(codes: Integers) -> Integers:
    """Radicals and compatibility forms, which font maps mix up with hanzi, as the hanzi."""
    odd = ((codes >= 0x2E80) & (codes < 0x2FE0)) | ((codes >= 0xF900) & (codes < 0xFB00))
    for index in np.flatnonzero(odd).tolist():
        codes[index] = _UNIFIED.get(int(codes[index]), int(codes[index]))
    return codes
