"""Where the cells of a table stand when some of them cover several rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .limits import TABLE_COLUMNS

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Printed(Generic[Content]):
    """A cell as HTML writes it: its spans (0 rows: down to the end) and what it holds."""

    rowspan: int
    colspan: int
    content: Content


@dataclass(frozen=True, slots=True)
class Placed(Generic[Content]):
    """A cell at its place, counted from 1."""

    row: int
    column: int
    rowspan: int
    colspan: int
    content: Content


def place(rows: Sequence[Iterable[Printed[Content]]]) -> list[Placed[Content]]:
    """The cells of a table, each at the first place of its row that no cell above covers."""
    placed: list[Placed[Content]] = []
    open_below: dict[int, int] = {}  # column → how many more rows are covered from above
    for row, cells in enumerate(rows, 1):
        column = 1
        started: dict[int, int] = {}
        for cell in cells:
            while open_below.get(column):
                column += 1
            colspan = min(max(cell.colspan, 1), TABLE_COLUMNS)
            left = len(rows) - row + 1
            rowspan = left if cell.rowspan < 1 else min(cell.rowspan, left)
            placed.append(Placed(row, column, rowspan, colspan, cell.content))
            started.update(dict.fromkeys(range(column, column + colspan), rowspan))
            column += colspan
            if column > TABLE_COLUMNS:
                break
        open_below = {c: n - 1 for c, n in (open_below | started).items() if n > 1}
    return placed
