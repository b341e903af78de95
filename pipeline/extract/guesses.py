"""Where the heads of a table are unknown or lost, and what the cells below make of them.

考核事项 | 满额 | 本单位打分 in a row of its own, single unknown or empty heads among known ones,
and rows that stand under no head at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.canonical import Cell
from .columns import Columns
from .points import points_of
from .unknown_columns import Judge

if TYPE_CHECKING:
    from .grids import GridView

LONGEST_HEAD = 24
LEAST_HEADS = 3
LEAST_POINTS = 2
LEAST_ROWS = 3
_DIGIT = re.compile(r"\d")


def tell_heads(view: GridView, judge: Judge) -> None:
    """Tell the view what its unknown heads are, also rows of heads that it did not know."""
    for block in [*view.head_blocks()]:
        _tell(view, judge, block.heads, range(block.first, block.end))
    for row in range(1, view.grid.rows):
        if _may_be_head(view, row):
            below = (b.heads[0] for b in view.head_blocks() if b.heads[0] > row)
            _tell(view, judge, (row,), range(row + 1, next(below, view.grid.rows + 1)))
    first = next((b.heads[0] for b in view.head_blocks()), view.grid.rows + 1)
    if first > LEAST_ROWS:
        _tell(view, judge, (0,), range(1, first))


def _tell(view: GridView, judge: Judge, heads: tuple[int, ...], rows: range) -> None:
    lowest: dict[int, Cell] = {}
    for row in heads:
        for column in range(1, view.grid.columns + 1):
            cell = view.cell(row, column)
            if cell is not None and view.text(cell):
                lowest[column] = cell
    words = {column: view.text(cell) for column, cell in lowest.items()}
    texts = {
        column: tuple(_own_text(view, row, column) for row in rows)
        for column in range(1, view.grid.columns + 1)
    }
    found = judge.guess(Columns(words, view.roles(heads), texts))
    for column, role in found.items():
        view.tell(heads[-1], column, lowest.get(column), role)


def _own_text(view: GridView, row: int, column: int) -> str:
    """What a cell says in the place where it begins."""
    cell = view.cell(row, column)
    begins = cell is not None and (cell.row, cell.column) == (row, column)
    return view.text(cell) if cell is not None and begins else ""


def _may_be_head(view: GridView, row: int) -> bool:
    """A row of short words over a row of points, in a block that has no score yet."""
    below = (view.text(c) for c in view.row(row + 1))
    if sum(points_of(t) is not None for t in below) < LEAST_POINTS:
        return False
    texts = [t for c in view.row(row) if (t := view.text(c))]
    if len(texts) < LEAST_HEADS or any(len(t) > LONGEST_HEAD or _DIGIT.search(t) for t in texts):
        return False
    over = [b for b in view.head_blocks() if b.heads[0] <= row]
    if over and row < over[-1].first:
        return False
    return not over or not {"weight", "score"} <= set(view.roles(over[-1].heads).values())
