"""The grid of a form whose rows were found among texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from ..model.canonical import Cell, Grid
from .lost_rows import LostRow
from .lost_tokens import Token


@dataclass(frozen=True, slots=True)
class Place:
    """A column: what stands in it, and its head; row labels of money have none."""

    role: str
    head: Token | None


def grid_of(
    places: Sequence[Place], lower: int, rows: Sequence[LostRow], total: Sequence[Token]
) -> Grid:
    """Heads, rows and total as cells; of two rows of heads the first ``lower`` columns are below.

    ``total`` is a label, a weight and a score, or nothing.
    """
    cells = [*_head_cells(places, lower)]
    at = max(cell.row for cell in cells)
    for row in rows:
        at += 1
        for column, texts in row.cells.items():
            told = [t for t in texts if t.text]
            if told:
                cells.append(Cell(at, column + 1, told[0].start, told[-1].end))
    roles = [place.role for place in places]
    if total and {"weight", "score"} <= set(roles):
        at += 1
        columns = (1, _last(roles, "weight"), _last(roles, "score"))
        cells += (Cell(at, c, t.start, t.end) for c, t in zip(columns, total, strict=True))
    cells.sort(key=lambda cell: cell.start)
    end = max(cell.end for cell in cells)
    return Grid(0, cells[0].start, end, at, len(places), tuple(cells))


def with_borders(folded: str, grids: Sequence[Grid]) -> str:
    """The shadow of a text with tabs and line ends between the cells of grids, as tables have."""
    done, parts = 0, []
    for cell, after in chain.from_iterable(pairwise(grid.cells) for grid in grids):
        gap = folded[cell.end : after.start]
        border = "\t" if cell.row == after.row else "\n"
        if not gap.strip(" \n|"):
            parts += [folded[done : cell.end], border, " " * (len(gap) - 1)]
            done = after.start
    return "".join((*parts, folded[done:]))


def _head_cells(places: Sequence[Place], lower: int) -> Iterator[Cell]:
    for column, place in enumerate(places, 1):
        if place.head is not None:
            row = 2 if lower and column <= lower else 1
            yield Cell(row, column, place.head.start, place.head.end)


def _last(roles: Sequence[str], role: str) -> int:
    """The last column of a role, from 1."""
    return len(roles) - roles[::-1].index(role)
