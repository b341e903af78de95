"""Heads whose span a converter lost: 年度指标值 over ≥ | 95 | % printed as one cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..model.canonical import Cell, Grid

OPERATORS = frozenset({"≥", "≤", "=", ">", "<", "≥=", "≤=", ">=", "<=", "＞", "＜", "＝"})
LOST = 2


def widened(grid: Grid, text: Callable[[Cell], str], role: Callable[[Cell], str]) -> Grid:
    """The grid with each head of goals as wide as the operator, number and unit below it.

    A head is widened where the rows under it have an operator right below it and reach further
    to the right than its own row does; the heads behind it move along.
    """
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    heads: dict[int, Cell] = {}
    last: tuple[int, Cell] | None = None
    for number in sorted(rows):
        goal = next((c for c in rows[number] if role(c) == "target"), None)
        if goal is not None and len(rows[number]) > LOST:
            last = (number, goal)
        elif last is not None and _slipped(rows[number], rows[last[0]], last[1], text):
            heads[last[0]] = last[1]
    if not heads:
        return grid
    cells = tuple(_moved(c, heads[c.row]) if c.row in heads else c for c in grid.cells)
    columns = max(c.column + c.colspan - 1 for c in cells)
    return replace(grid, cells=cells, columns=max(grid.columns, columns))


def _slipped(row: list[Cell], head: list[Cell], goal: Cell, text: Callable[[Cell], str]) -> bool:
    under = next((c for c in row if c.column == goal.column), None)
    if under is None or text(under) not in OPERATORS or goal.colspan > 1:
        return False
    return _right(row, text) > _right(head, text)


def _right(row: list[Cell], text: Callable[[Cell], str]) -> int:
    """The last column with words or numbers."""
    return max((c.column + c.colspan - 1 for c in row if text(c)), default=0)


def _moved(cell: Cell, goal: Cell) -> Cell:
    if cell is goal:
        return replace(cell, colspan=1 + LOST)
    return replace(cell, column=cell.column + LOST) if cell.column > goal.column else cell
