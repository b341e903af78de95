"""Where on a page there is text to be read: areas put together, cut at rules, found in cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .pdf_rules import Table
from .scan_engine import Area, Engine, Reading
from .scan_image import Mask
from .scan_readings import cells_of_readings, in_points
from .scan_sheet import Sheet

SURE = 0.5  # what is read with less confidence is left out and noted
EDGE = 3.0  # points by which an area must reach over a rule to be cut there
LEAST = 2.0  # points: what is neither so high nor so wide in a cell is dirt
TALLEST = 24.0  # points: what is higher in a cell is more than one line
STROKES = frozenset(("", *"1lI|/一—_－-–―−ー~丿J"))
FLAT, LEANING = 1.6, 0.3  # points; how far a stroke goes to the right while it goes up
SAME_LINE, SHARED = 0.8, 0.25  # heights that two areas have in common if a line is in both


def to_read(areas: Sequence[Area], sheet: Sheet) -> list[Area]:
    """The areas that an engine found, each a line of text, cut where a rule of a table stands."""
    return _cut(put_together(areas), sheet)


def put_together(areas: Sequence[Area]) -> list[Area]:
    """The areas, those put together that share a part of a line: it would be read twice."""
    whole: list[Area] = []
    for area in sorted(areas):
        for at, other in enumerate(whole):
            least = min(area[3] - area[1], other[3] - other[1])
            beside = min(area[3], other[3]) - max(area[1], other[1]) > SAME_LINE * least
            if beside and min(area[2], other[2]) - area[0] > SHARED * least:
                (x0, y0, x1, y1), (_, top, right, bottom) = other, area
                whole[at] = (x0, min(y0, top), max(x1, right), max(y1, bottom))
                break
        else:
            whole.append(area)
    return whole


def _cut(areas: Sequence[Area], sheet: Sheet) -> list[Area]:
    """The areas, cut where an upright rule of a table stands inside one."""
    scale = sheet.picture.scale
    cut: list[Area] = []
    for x0, y0, x1, y1 in areas:
        rules = _rules_at((y0 + y1) / 2 / scale, sheet.tables)
        inside = [x * scale for x in rules if x0 + EDGE * scale < x * scale < x1 - EDGE * scale]
        cut += [(left, y0, right, y1) for left, right in pairwise((x0, *inside, x1))]
    return cut


def _rules_at(y: float, tables: Sequence[Table]) -> list[float]:
    """Where upright rules of tables cross a height."""
    found: list[float] = []
    for table in tables:
        row = int(np.searchsorted(table.ys, y, "right")) - 1
        if not 0 <= row < len(table.ys) - 1:
            continue
        cells = table.places[row]
        parted = np.flatnonzero(cells[1:] != cells[:-1]) + 1
        found += [float(table.xs[0]), *table.xs[parted].tolist(), float(table.xs[-1])]
    return found


def missed(sheet: Sheet, readings: Sequence[Reading], reader: Engine) -> list[Reading]:
    """What stands in cells where the engine found no text: mostly single figures."""
    scale = sheet.picture.scale
    filled = set(cells_of_readings([in_points(r, scale) for r in readings], sheet.tables).tolist())
    areas: list[Area] = []
    boxes = (table.cell_box(index) for table in sheet.tables for index in range(len(table.cells)))
    for number, box in enumerate(boxes):
        if number not in filled and (area := _inked(sheet.text, box, scale)):
            areas.append(area)
    return reader.read(sheet.picture, areas)


def _inked(mask: Mask, box: tuple[float, float, float, float], scale: float) -> Area | None:
    """The area of what is printed in a cell, if it is one line."""
    x0, y0 = (round((side + 1.5) * scale) for side in box[:2])
    x1, y1 = (round((side - 1.5) * scale) for side in box[2:])
    inside = mask[y0:y1, x0:x1]
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not len(rows) or inside.sum() < 4 * scale:
        return None
    high, wide = (rows[-1] - rows[0] + 1) / scale, (columns[-1] - columns[0] + 1) / scale
    if high > TALLEST or max(high, wide) < LEAST:
        return None
    pad = 2.5 * scale
    return (
        x0 + float(columns[0]) - pad,
        y0 + float(rows[0]) - pad,
        x0 + float(columns[-1]) + 1 + pad,
        y0 + float(rows[-1]) + 1 + pad,
    )


def trimmed(reading: Reading, sheet: Sheet) -> Reading:
    """The reading with the box of what is dark in it, and with strokes told from characters."""
    x0, x1 = int(reading.edges[0]), round(reading.edges[-1])
    y0, y1 = max(int(reading.y0), 0), round(reading.y1)
    dark = sheet.text[y0:y1, max(x0, 0) : x1]
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return reading
    text, sure = reading.text, reading.confidence
    if text.strip() in STROKES and (stroke := _stroke(dark, sheet.picture.scale)):
        text, sure = stroke, max(sure, SURE)
    left, right = max(x0, 0) + float(columns[0]), max(x0, 0) + float(columns[-1]) + 1
    edges = tuple(min(max(edge, left), right) for edge in reading.edges[1:-1])
    low, high = y0 + float(rows[0]), y0 + float(rows[-1]) + 1
    return Reading(text, (left, *edges, right), low, high, sure)


def _stroke(dark: Mask, scale: float) -> str | None:
    """What a single stroke in a cell is: ``-`` or ``/``; ``None`` for what it was read as."""
    y, x = np.nonzero(dark)
    high, wide = (int(np.ptp(v)) + 1 for v in (y, x))
    if high <= FLAT * scale and wide > high:
        return "-"
    lean = -float(np.cov(x, y)[0, 1] / max(float(np.var(y)), 1e-9))
    return "/" if lean > LEANING and wide > 0.3 * high else None
