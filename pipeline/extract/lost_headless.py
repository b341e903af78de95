"""Rows of forms in running text whose heads a converter moved away: 建成书房 3个 2个 6 4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.canonical import Cell, Grid
from .lost_fit import FIGURE, LONGEST_NAME, NUMBER, points
from .lost_tokens import Token

CELLS = 5  # a name, what was planned, what was done, the weight, the score
LEAST_ROWS = 4


def headless_grids(found: Sequence[Token]) -> Iterator[Grid]:
    """Tables of rows that follow each other, each with a name, two figures and two points."""
    at = 0
    run: list[int] = []
    while at + CELLS <= len(found):
        if found[at + CELLS - 1].text[:1].isdigit() and _is_row(found[at : at + CELLS]):
            run.append(at)
            at += CELLS
            continue
        if len(run) >= LEAST_ROWS:
            yield _grid(found, run)
        run = []
        at += 1
    if len(run) >= LEAST_ROWS:
        yield _grid(found, run)


def _is_row(told: Sequence[Token]) -> bool:
    name, planned, done, weight, score = (token.text for token in told)
    if len(name) < 2 or len(name) > LONGEST_NAME or FIGURE.fullmatch(name):
        return False
    if not (FIGURE.fullmatch(planned) and FIGURE.fullmatch(done)):
        return False
    if NUMBER.fullmatch(planned) and not NUMBER.fullmatch(done):
        return False
    most, won = points(weight), points(score)
    return most is not None and won is not None and 0 < most <= 50 and won <= most


def _grid(found: Sequence[Token], run: Sequence[int]) -> Grid:
    rows = [found[at : at + CELLS] for at in run]
    cells = tuple(
        Cell(number, column, token.start, token.end)
        for number, row in enumerate(rows, 1)
        for column, token in enumerate(row, 1)
    )
    return Grid(0, cells[0].start, cells[-1].end, len(rows), CELLS, cells)
