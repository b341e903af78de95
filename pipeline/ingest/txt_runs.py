"""The lines of a text parted into tables, headings and running text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .builder import TableCell
from .txt_boxes import box_cells, box_end
from .txt_columns import column_cells, columns_end, may_have_columns
from .txt_lines import Line
from .txt_tables import pipe_cells, pipe_end, tab_cells

TRIES = 3
Cells = Callable[[Sequence[Line]], Iterable[TableCell]]


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that belong together; ``cells`` reads them where they are a table."""

    lines: Sequence[Line]
    cells: Cells | None = None


def runs(found: Sequence[Line]) -> Iterator[Run]:
    """The runs of a text in order; a heading is a run of its own."""
    start = at = 0
    while at < len(found):
        end, cells = _run_at(found, at)
        if end == at:
            at += 1
            continue
        if start < at:
            yield Run(found[start:at])
        yield Run(found[at:end], cells)
        start = at = end
    if start < len(found):
        yield Run(found[start:])


def _run_at(found: Sequence[Line], at: int) -> tuple[int, Cells | None]:
    """Where the table or heading at ``at`` ends, and how it is read; ``at`` for running text."""
    line = found[at]
    if line.level:
        return at + 1, None
    if line.has_cells:
        end = at + 1
        while end < len(found) and found[end].has_cells:
            end += 1
        return end, tab_cells
    if (end := box_end(found, at)) > at:
        return end, box_cells
    if (end := pipe_end(found, at)) > at:
        return end, pipe_cells
    if _may_begin_columns(found, at) and (end := columns_end(found, at)) > at:
        return end, column_cells
    return at, None


def _may_begin_columns(found: Sequence[Line], at: int) -> bool:
    """Whether to look for an aligned table here: not again and again in lines that are none."""
    if at + 1 >= len(found) or not may_have_columns(found[at]):
        return False
    fresh = at < TRIES or found[at].gap != found[at - 1].gap
    return fresh or not all(may_have_columns(line) for line in found[at - TRIES : at])
