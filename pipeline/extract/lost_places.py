"""Tables of text whose rows lost empty cells, so that what follows stands too far to the left.

Converters of web pages write the cells of a row one behind the other and leave out those that are
empty or merged from above. Such a table is read like the texts of a form without borders.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from ..model.canonical import Cell, Grid
from .lost_fit import FIGURE
from .lost_heads import LEVELS, Heads
from .lost_tokens import Token

WORDED = frozenset({*LEVELS, "unit", "operator"})
MOST_ROWS = 0.8  # the share of rows that must be so
LEAST_SIGNS = 2  # that tell of lost places; a goal under a name tells as much as two figures
_VALUE = re.compile(r"(?P<sign>[≥≤=<>]+)?\d[\d,.]*(?:[%‰]|[^\W\d]{1,3})?")


def cell_tokens(folded: str, grid: Grid) -> list[Token]:
    """The texts of a table's cells in their order, those of a row as of one line."""
    found: list[Token] = []
    row = 0
    for cell in grid.cells:
        text = "".join(folded[cell.start : cell.end].split())
        if text:
            found.append(Token(cell.start, cell.end, text, cell.row != row, cell.row))
            row = cell.row
    return found


def may_be_ragged(found: Sequence[Token], grid: Grid) -> bool:
    """Whether rows begin alike, end unlike, and hold no empty cells, as where they were dropped."""
    column_of = {cell.start: cell.column for cell in grid.cells}
    first, last, whole = Counter[int](), set[int](), 0
    for _, row in groupby(found, key=lambda token: token.line):
        columns = [column_of[token.start] for token in row]
        first[columns[0]] += 1
        last.add(columns[-1])
        whole += columns[-1] - columns[0] + 1 == len(columns)
    most = MOST_ROWS * first.total()
    return len(last) > 1 and whole >= most and max(first.values()) >= most


def is_ragged(grid: Grid, heads: Heads, body: Sequence[Token]) -> bool:
    """Whether rows below some heads begin in the row of the heads, or have figures under words."""
    last = max(column.head.start for column in heads.columns)
    place_of = {cell.start: (cell.row, cell.column) for cell in grid.cells}
    head_row = place_of[last][0] if last in place_of else 0
    beside = [*takewhile(lambda token: place_of[token.start][0] == head_row, body)]
    if heads.is_funds:
        return len(beside) == 1 and "score" in heads.roles
    if any(FIGURE.fullmatch(token.text) for token in beside):
        return True
    starts = {column.head.start for column in heads.columns if column.role in WORDED}
    worded = {place_of[start][1] for start in starts & place_of.keys()}
    signs = 0
    for _, row in groupby(body, key=lambda token: place_of[token.start][0]):
        columns = {place_of[token.start][1]: token.text for token in row}
        if max(columns) - min(columns) + 1 == len(columns):  # else empty cells kept their places
            told = (_VALUE.fullmatch(text) for c, text in columns.items() if c in worded)
            signs += max((2 if value["sign"] else 1 for value in told if value), default=0)
    return signs >= LEAST_SIGNS


def without(grid: Grid, found: Iterable[Grid]) -> Iterator[Grid]:
    """The rows of a table that stand in none of the tables found in it, as tables."""
    spans = [(other.start, other.end) for other in found]
    if not spans:
        yield grid
        return

    def place(cell: Cell) -> int:
        """Behind how many of the found tables a cell stands; -1 inside one."""
        if any(start < cell.end and cell.start < end for start, end in spans):
            return -1
        return sum(end <= cell.start for _, end in spans)

    lost = {cell.row for cell in grid.cells if place(cell) < 0}
    kept = [cell for cell in grid.cells if cell.row not in lost]
    for _, part in groupby(kept, key=place):
        cells = [*part]
        first = cells[0].row - 1
        moved = tuple(replace(cell, row=cell.row - first) for cell in cells)
        yield Grid(0, cells[0].start, cells[-1].end, moved[-1].row, grid.columns, moved)
