"""Readings as characters with places, and the confidence of the lines that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from .pages import cells_of
from .pdf_chars import Chars, Integers
from .pdf_grids import PageTable
from .pdf_lines import Line
from .pdf_rules import Table
from .scan_engine import Reading

ALIKE = (0.6, 1.35)  # heights, in usual heights, that are taken for the usual one
LARGER, TALLER = 1.25, 1.15  # usual widths and heights of characters above which type is larger
ENOUGH = 4  # characters that tell their width


def in_points(reading: Reading, scale: float) -> Reading:
    """A reading with places in points; ``scale`` is pixels a point."""
    return Reading(
        reading.text,
        tuple(round(edge / scale, 2) for edge in reading.edges),
        reading.y0 / scale,
        reading.y1 / scale,
        reading.confidence,
    )


def cells_of_readings(readings: Sequence[Reading], tables: Sequence[Table]) -> Integers:
    """The cell in which each reading lies; places are points."""
    x = np.array([(r.edges[0] + r.edges[-1]) / 2 for r in readings])
    y = np.array([(r.y0 + r.y1) / 2 for r in readings])
    return cells_of(tables, x, y)


def cells_of_chars(readings: Sequence[Reading], chars: Chars, tables: Sequence[Table]) -> Integers:
    """The cell in which each character lies: that of its reading where columns are ruled."""
    cells = np.repeat(cells_of_readings(readings, tables), [len(r.text) for r in readings]).astype(
        np.int32
    )
    first = 0
    middle = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    for table in tables:
        last = first + len(table.cells)
        if table.half:
            own = table.cell_of(middle[:, 0], middle[:, 1]) + first
            inside = (cells >= first) & (cells < last) & (own >= first)
            cells[inside] = own[inside]
        first = last
    return cells


def even(readings: Sequence[Reading]) -> list[Reading]:
    """The readings with heights that differ by chance made the usual height."""
    if not readings:
        return []
    heights = np.repeat([r.y1 - r.y0 for r in readings], [len(r.text) for r in readings])
    usual = float(np.median(heights))
    pitches = [_pitch(r) for r in readings]
    pitch = float(np.median([p for p in pitches if p] or [usual]))
    return [
        replace(r, y0=(r.y0 + r.y1 - usual) / 2, y1=(r.y0 + r.y1 + usual) / 2)
        if ALIKE[0] <= (r.y1 - r.y0) / usual <= (TALLER if wide > LARGER * pitch else ALIKE[1])
        else r
        for r, wide in zip(readings, pitches, strict=True)
    ]


def _pitch(reading: Reading) -> float:
    """The width of a Chinese character in a reading, 0 where too few tell."""
    sides = zip(reading.text, pairwise(reading.edges), strict=True)
    widths = [right - left for char, (left, right) in sides if "\u4e00" <= char <= "\u9fff"]
    return sum(widths) / len(widths) if len(widths) >= ENOUGH else 0.0


def characters(readings: Sequence[Reading]) -> Chars:
    """The characters of readings with a box each, as they come from a page with text."""
    text = "".join(r.text for r in readings)
    boxes = [(left, r.y0, right, r.y1) for r in readings for left, right in pairwise(r.edges)]
    return Chars(
        text=text,
        codes=np.array([ord(character) for character in text], np.int32),
        boxes=np.array(boxes, np.float64).reshape(-1, 4),
        parted=np.zeros(len(text), bool),
        unmapped=0,
    )


def with_confidence(line: Line, readings: Sequence[Reading]) -> Line:
    """The line with the confidence of its least sure reading."""
    scores = [
        r.confidence
        for r in readings
        if line.y0 <= (r.y0 + r.y1) / 2 <= line.y1
        and line.x0 - 1 <= (r.edges[0] + r.edges[-1]) / 2 <= line.x1 + 1
    ]
    return replace(line, confidence=round(min(scores), 4) if scores else None)


def table_with_confidence(table: PageTable, readings: Sequence[Reading]) -> PageTable:
    """The table with the confidence of the least sure reading on each of its lines."""
    lines = {
        cell: [with_confidence(line, readings) for line in found]
        for cell, found in table.lines.items()
    }
    return replace(table, lines=lines)
