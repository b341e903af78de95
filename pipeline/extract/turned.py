"""Tables whose heads stand in the first column: 指标名称, 分值, 得分 below each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ..model.canonical import Cell, Grid
from .points import points_of

LEAST_CELLS = 3
LEAST_POINTS = 2


def is_sideways(
    rows: Iterable[Sequence[Cell]], text: Callable[[Cell], str], role: Callable[[Cell], str]
) -> bool:
    """Whether weight and score each head a row of points from its first cell."""
    by_role: dict[str, Sequence[Cell]] = {}
    for row in filter(None, rows):
        by_role.setdefault(role(row[0]), row)  # 得分 before 得分率
    return all(
        len(row) > LEAST_CELLS
        and row[0].column == 1
        and all(points_of(text(c)) is not None for c in row[1:] if text(c))
        and sum(bool(text(c)) for c in row) > LEAST_POINTS
        for row in (by_role.get("score", ()), by_role.get("weight", ()))
    )


def turned(grid: Grid) -> Grid:
    """The grid with rows as columns; the cells keep their place in the text."""
    cells = (
        replace(c, row=c.column, column=c.row, rowspan=c.colspan, colspan=c.rowspan)
        for c in grid.cells
    )
    ordered = tuple(sorted(cells, key=lambda c: (c.row, c.column)))
    return replace(grid, rows=grid.columns, columns=grid.rows, cells=ordered)
