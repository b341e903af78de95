"""Tables that are ruled only in part: the missing rules are drawn where the text leaves room.

Three-line tables and tables with level rules only get their upright rules; columns whose rows are
not parted get their level rules. All that is ruled in full stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .glue import is_figure
from .pdf_chars import Chars, Floats, Integers
from .pdf_lines import Line, lines_by_cell
from .pdf_rules import SNAP, Table, directions, tables_of

Mask = NDArray[np.bool_]

SAME_END = 6.0  # points by which the ends of the rules of one table may differ
NARROWEST = 120.0  # points: shorter rules are underlines
GUTTER = 0.8  # characters of room that part two columns
FILLED = 0.85  # of the width of its column: what is wider is a line of prose
CLOSE = 0.6  # heights of a line between two lines of one text, at most
OVERLAP = 0.15
FEW_ROWS = 4  # a table with more ruled rows is ruled in full


@dataclass(frozen=True, slots=True)
class Band:
    """What stands side by side in an area: the lines by column, and the height that they take."""

    y0: float
    y1: float
    lines: dict[int, Line]

    @property
    def figures(self) -> bool:
        """Whether there is a figure beside the first column."""
        return any(column and is_figure(line.text) for column, line in self.lines.items())


def with_half_ruled(rules: Floats, found: Sequence[Table], chars: Chars) -> list[Table]:
    """The tables of a page, with those that are ruled only in part; from top to bottom.

    ``rules`` are all rules of the page as thin boxes, ``found`` the tables that they form.
    """
    if not len(chars.codes) or len(rules) < 3:
        return list(found)
    level, _ = directions(rules)
    tables: list[Table] = []
    for table in found:
        if len(table.xs) == 2:
            tables += _between(level[_inside(level, table)], chars) or [table]
        else:
            tables.append(_with_rows(table, chars))
    free = ~np.logical_or.reduce([_inside(level, t) for t in found] or [np.zeros(len(level), bool)])
    tables += _between(level[free], chars)
    return sorted(tables, key=lambda table: table.box[1])


def _inside(level: Floats, table: Table) -> Mask:
    x0, y0, x1, y1 = table.box
    y, left, right = level.T
    inside: Mask = (y >= y0 - SNAP) & (y <= y1 + SNAP) & (left <= x1) & (right >= x0)
    return inside


def _between(level: Floats, chars: Chars) -> list[Table]:
    """The tables between level rules that begin and end under each other."""
    tables: list[Table] = []
    for x0, x1, ys in _stacks(level):
        first = 0
        while first + 2 < len(ys):
            best: Table | None = None
            last = first + 2
            while last < len(ys):
                area = _Area(x0, x1, ys[first : last + 1], level, chars)
                table = area.table()
                if table is None:
                    break
                best, last = table, last + 1
            if best is not None:
                tables.append(best)
            first = last if best is not None else first + 1
    return tables


def _stacks(level: Floats) -> Iterator[tuple[float, float, list[float]]]:
    """Three or more long rules with the same ends: the ends, and the places from top to bottom."""
    left = level[level[:, 2] - level[:, 1] >= NARROWEST]
    while len(left):
        same = (np.abs(left[:, 1:] - left[0, 1:]) <= SAME_END).all(axis=1)
        stack = left[same]
        if len(stack) >= 3:
            yield float(stack[:, 1].min()), float(stack[:, 2].max()), sorted(stack[:, 0].tolist())
        left = left[~same]


class _Area:
    """The room between level rules: head above the second rule, body below it."""

    def __init__(
        self, x0: float, x1: float, ys: Sequence[float], level: Floats, chars: Chars
    ) -> None:
        self.x0, self.x1, self.ys = x0, x1, list(ys)
        self.chars = chars
        self.boxes = chars.boxes
        self.x = (self.boxes[:, 0] + self.boxes[:, 2]) / 2
        self.y = (self.boxes[:, 1] + self.boxes[:, 3]) / 2
        self.printed = (chars.codes != 32) & (self.x > x0 - 2) & (self.x < x1 + 2)
        partial = (level[:, 0] > ys[0] + SNAP) & (level[:, 0] < ys[1] - SNAP)
        partial &= (level[:, 1] >= x0 - SNAP) & (level[:, 2] <= x1 + SNAP)
        self.partial = level[partial]

    def table(self) -> Table | None:
        """The table of the area, where its text stands in columns."""
        body = self.printed & (self.y > self.ys[1]) & (self.y < self.ys[-1])
        if np.count_nonzero(body) < 4:
            return None
        size = float(np.median(self.boxes[body, 3] - self.boxes[body, 1]))
        edges = self._columns(body, size)
        if len(edges) < 3:
            return None
        columns = (np.searchsorted(edges, self.x, "right") - 1).astype(np.int32)
        zones = [self._bands(y0, y1, columns) for y0, y1 in pairwise(self.ys)]
        if not _tabular(zones, edges):
            return None
        rows = [*self.ys, *self.partial[:, 0].tolist()]
        for zone in zones[1:]:
            rows += _parting(zone, len(self.ys) > FEW_ROWS)
        drawn = [(self.x0, y, self.x1, y) for y in rows if y not in self.partial[:, 0]]
        drawn += [(left, y, right, y) for y, left, right in self.partial.tolist()]
        drawn += self._uprights(edges, size)
        found = tables_of(np.array(drawn, np.float64))
        return replace(found[0], half=True) if len(found) == 1 else None

    def _columns(self, body: Mask, size: float) -> list[float]:
        """The edges of the columns: where no text of the body stands from top to bottom."""
        gaps = _gaps(self.boxes[body], GUTTER * size)
        head = self.boxes[self.printed & (self.y > self.ys[0]) & (self.y < self.ys[1])]
        lowest = head[head[:, 3] > head[:, 3].max() - 0.5 * size] if len(head) else head
        return [self.x0, *(_room(gap, lowest) for gap in gaps), self.x1]

    def _bands(self, y0: float, y1: float, columns: Integers) -> list[Band]:
        inside = self.printed | (self.chars.codes == 32)
        cells = np.where(inside & (self.y > y0) & (self.y < y1), columns, -1).astype(np.int32)
        lines = lines_by_cell(self.chars, cells, 0)
        return _side_by_side({c: found for c, found in lines.items() if c >= 0})

    def _uprights(
        self, edges: Sequence[float], size: float
    ) -> Iterator[tuple[float, float, float, float]]:
        """Rules at the edges; through the head only where no head goes over several columns."""
        top, below, bottom = self.ys[0], self.ys[1], self.ys[-1]
        for x in (edges[0], edges[-1]):
            yield x, top, x, bottom
        levels = sorted({top, below, *self.partial[:, 0].tolist()})
        for x in edges[1:-1]:
            yield x, below, x, bottom
            for y0, y1 in pairwise(levels):
                if not self._spanned(x, y0, y1):
                    yield x, y0, x, y1

    def _spanned(self, x: float, y0: float, y1: float) -> bool:
        """Whether a head stands across an edge, or is underlined across it."""
        under = self.partial[np.abs(self.partial[:, 0] - y1) <= SNAP]
        if ((under[:, 1] < x - SNAP) & (under[:, 2] > x + SNAP)).any():
            return True
        row = self.printed & (self.y > y0) & (self.y < y1)
        return bool(((self.boxes[row, 0] < x - 1) & (self.boxes[row, 2] > x + 1)).any())


def _gaps(boxes: Floats, least: float) -> list[tuple[float, float]]:
    """The gaps between boxes, seen from above, that are at least so wide."""
    order = np.argsort(boxes[:, 0])
    starts = boxes[order, 0]
    reach = np.maximum.accumulate(boxes[order, 2])
    wide = np.flatnonzero(starts[1:] - reach[:-1] >= least)
    return [(float(reach[at]), float(starts[at + 1])) for at in wide]


def _room(gap: tuple[float, float], head: Floats) -> float:
    """The place in a gap of the body where the head, too, has most room."""
    inside = head[(head[:, 2] > gap[0]) & (head[:, 0] < gap[1])]
    ends = np.sort(np.concatenate((inside[:, 0], [gap[1]])))
    reach = np.concatenate(([gap[0]], np.maximum.accumulate(np.sort(inside[:, 2]))))
    at = int((ends - reach).argmax())
    return float((ends[at] + reach[at]) / 2)


def _side_by_side(lines: dict[int, list[Line]]) -> list[Band]:
    """Lines of several columns as bands from top to bottom."""
    bands: list[Band] = []
    items = sorted(
        ((line, column) for column, found in lines.items() for line in found),
        key=lambda item: item[0].y0 + item[0].y1,
    )
    for line, column in items:
        last = bands[-1] if bands else None
        middle = (line.y0 + line.y1) / 2
        if last and column not in last.lines and last.y0 < middle < last.y1:
            top, bottom = min(last.y0, line.y0), max(last.y1, line.y1)
            bands[-1] = Band(top, bottom, {**last.lines, column: line})
        else:
            bands.append(Band(line.y0, line.y1, {column: line}))
    return bands


def _tabular(zones: Sequence[Sequence[Band]], edges: Sequence[float]) -> bool:
    """Whether text stands in columns: a head, rows with several cells, and no columns of prose."""
    body = [band for zone in zones[1:] for band in zone]
    rows = [band for band in body if len(band.lines) > 1]
    if not zones[0] or not all(zones[1:]) or not rows:
        return False
    if max(len(band.lines) for band in zones[0]) < 2 or 2 * len(rows) < len(body):
        return False
    if not all(any(len(band.lines) > 1 for band in zone) for zone in zones[1:]):
        return False
    full = 0
    for column, (left, right) in enumerate(pairwise(edges)):
        widths = [band.lines[column].width for band in body if column in band.lines]
        full += (
            len(widths) > 5 and sum(w > FILLED * (right - left) for w in widths) > len(widths) / 2
        )
    return full < 2


def _parting(bands: Sequence[Band], ruled: bool) -> list[float]:
    """Where the rows of a zone are parted; ``ruled`` tells that rules part the rows already.

    What stands alone close below goes on the text above it; bands that reach into each other's
    height are one row, as where a figure stands beside the middle of a label of two lines.
    """
    if ruled or len(bands) < 2:
        return []
    begins = [True]
    for before, band in pairwise(bands):
        alone = not band.figures and len(band.lines) == 1
        room, high = band.y0 - before.y1, band.y1 - band.y0
        goes_on = alone and room < CLOSE * high and band.lines.keys() <= before.lines.keys()
        begins.append(not (goes_on or room < -OVERLAP * high))
    return [
        (before.y1 + band.y0) / 2
        for (before, band), starts in zip(pairwise(bands), begins[1:], strict=True)
        if starts
    ]


def _with_rows(table: Table, chars: Chars) -> Table:
    """The table with level rules where only its columns are ruled and figures stand in rows."""
    if len(table.ys) - 1 > FEW_ROWS:
        return table
    middle = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    cells = table.cell_of(middle[:, 0], middle[:, 1])
    lines = lines_by_cell(chars, cells, 0)
    extra: list[float] = []
    for row in range(len(table.ys) - 1):
        extra += _rows_within(table, row, lines)
    return _parted(table, extra) if extra else table


def _rows_within(table: Table, row: int, lines: dict[int, list[Line]]) -> list[float]:
    """Where a ruled row holds several printed ones: their lines stand side by side."""
    inside = [i for i, (r, _, rows, _) in enumerate(table.cells) if r <= row < r + rows]
    if any(table.cells[i][2] != 1 for i in inside):
        return []
    by_column = {table.cells[i][1]: lines[i] for i in inside if i in lines}
    figures = [
        found
        for column, found in by_column.items()
        if column and all(is_figure(line.text) for line in found)
    ]
    most = max(map(len, by_column.values()), default=0)
    if most < 3 or not any(len(found) >= max(3, most - 1) for found in figures):
        return []
    bands = _side_by_side(by_column)
    if len(bands) != most or sum(len(band.lines) > 1 for band in bands) < most - 1:
        return []
    return [(before.y1 + after.y0) / 2 for before, after in pairwise(bands)]


def _parted(table: Table, extra: Sequence[float]) -> Table:
    """The table with more level rules, each from side to side."""
    ys = np.sort(np.concatenate((table.ys, np.array(extra))))
    source = np.searchsorted(table.ys, (ys[1:] + ys[:-1]) / 2, "right") - 1
    places = np.full((len(ys) - 1, len(table.xs) - 1), -1, np.int32)
    cells: list[tuple[int, int, int, int]] = []
    for row, old in enumerate(source.tolist()):
        for column in range(places.shape[1]):
            if places[row, column] >= 0:
                continue
            first, left, rows, columns = table.cells[table.places[old, column]]
            split = rows == 1 and np.count_nonzero(source == old) > 1
            high = (
                1 if split else int(np.count_nonzero((source >= first) & (source < first + rows)))
            )
            places[row : row + high, left : left + columns] = len(cells)
            cells.append((row, left, high, columns))
    return Table(table.xs, ys, places, tuple(cells))
