"""Heads whose span a converter lost: 年度指标值 over ≥ | 95 | % printed as one cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..model.canonical import Cell, Grid
from .operators import OPERATORS

LOST = 2
LEAST_BEHIND = 3


def widened(grid: Grid, text: Callable[[Cell], str], role: Callable[[Cell], str]) -> Grid:
    """The grid with each head of goals as wide as the operator, number and unit below it.

    A head is widened where the rows under it have an operator right below it and reach further
    to the right than its own row does; the heads behind it move along, and so do the cells of rows
    that have one text in the place of the three (及时, 显著提升).
    """
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    goals: dict[int, Cell] = {}
    under: dict[int, list[int]] = {}
    last = 0
    for number in sorted(rows):
        goal = next((c for c in rows[number] if role(c) == "target"), None)
        if goal is not None and len(rows[number]) > LOST:
            last = number
            goals[last] = goal
            under[last] = []
        elif last:
            under[last].append(number)
    moved: dict[int, Cell] = {}
    for head, goal in goals.items():
        slipped = {n for n in under[head] if _slipped(rows[n], rows[head], goal, text)}
        if slipped:
            moved |= {head: goal}
            moved |= _short(rows, set(under[head]) - slipped, rows[head], goal, text)
    if not moved:
        return grid
    cells = tuple(_moved(c, moved[c.row]) if c.row in moved else c for c in grid.cells)
    columns = max(c.column + c.colspan - 1 for c in cells)
    return replace(grid, cells=cells, columns=max(grid.columns, columns))


def _short(
    rows: dict[int, list[Cell]],
    numbers: set[int],
    head: list[Cell],
    goal: Cell,
    text: Callable[[Cell], str],
) -> dict[int, Cell]:
    """The rows that go no further than the printed heads, each with its cell below the goal."""
    found: dict[int, Cell] = {}
    for number in numbers:
        own = next((c for c in rows[number] if c.column == goal.column and text(c)), None)
        full = sum(1 for c in rows[number] if c.column > goal.column) >= LEAST_BEHIND
        if own is not None and full and _right(rows[number], text) <= _right(head, text):
            found[number] = own
    return found


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
