"""Texts of merged cells that a page break cuts, in worksheets that were printed.

A worksheet prints the text of a cell in the middle of all its rows. Where these go on over the
next page, the text may stand over the edge of the table or beyond that of the page.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .pages import cells_of
from .pdf_chars import Chars, Integers
from .pdf_rules import Table

INSIDE = 0.5  # points from the edge of a table
NEAR = 30.0  # points from a table to a text beside it that belongs to it


def with_cut_texts(chars: Chars, ruled: Sequence[Table], height: float) -> Integers:
    """The cell in which each character lies, as ``cells_of``.

    What stands over the lower edge of the last table, beyond the page, or close to the table below
    or above cells that begin a row and are empty, lies in the row next to it, in a cell without any
    text of its own.
    """
    x, y = ((chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2).T
    cells = cells_of(ruled, x, y)
    if not ruled:
        return cells
    top, bottom = float(ruled[0].ys[0]), float(ruled[-1].ys[-1])
    printed = chars.codes != 32
    over = (y > bottom) & ((chars.boxes[:, 1] < bottom) | (y > height))
    _hold(cells, printed & over, ruled, bottom - INSIDE, chars)
    _hold(cells, printed & (y < 0), ruled, top + INSIDE, chars)
    below = (y > bottom) & (y < bottom + NEAR) & (x < _filled_from(ruled, -1, cells))
    _hold(cells, printed & below & (cells < 0), ruled, bottom - INSIDE, chars)
    above = (y < top) & (y > top - NEAR) & (x < _filled_from(ruled, 0, cells))
    _hold(cells, printed & above & (cells < 0), ruled, top + INSIDE, chars)
    return cells


def _filled_from(ruled: Sequence[Table], at: int, cells: Integers) -> float:
    """Where text begins in the last (-1) row of the last table, or the first (0) of the first one.

    Merged cells that hold other rows, too, do not count. Where there is none, the row's start.
    """
    table, row = ruled[at], at
    offset = sum(len(before.cells) for before in ruled[:at]) if at else 0
    filled = set(cells[cells >= 0].tolist())
    for column, cell in enumerate(table.places[row].tolist()):
        if cell >= 0 and cell + offset in filled and table.cells[cell][2] == 1:
            return float(table.xs[column])
    return float(table.xs[0])


def _hold(
    cells: Integers, beyond: NDArray[np.bool_], ruled: Sequence[Table], y: float, chars: Chars
) -> None:
    """Lay characters into the empty cells at a height, unless one of them stands across an edge."""
    places = np.flatnonzero(beyond)
    if not len(places):
        return
    level = np.full(len(places), y)
    starts, ends = chars.boxes[places, 0] + INSIDE, chars.boxes[places, 2] - INSIDE
    own = cells_of(ruled, (starts + ends) / 2, level)
    if (cells_of(ruled, starts, level) != cells_of(ruled, ends, level)).any():
        return
    own[np.isin(own, cells)] = -1
    cells[places] = own
