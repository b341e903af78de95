"""A text cut into passages: what a search finds, each cell once and each sentence once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ..model.canonical import Box, Canonical, Grid
from .fold import fold
from .spans import Parts, Span, sentences

CELL_REACH = 300  # a longer cell holds a narrative: its sentences are found one by one
_STOPS = "。；;！？!?"
_BLANK = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or a cell, without the blanks round it, and where it stands in the source."""

    start: int
    end: int
    cell: str
    page: int | None
    bbox: Box | None


def passages(canonical: Canonical) -> Iterator[Passage]:
    """The passages of a text in its order; they do not overlap and leave out only blanks."""
    parts = sentences(fold(canonical.text))
    for span in _spans(canonical, parts):
        trimmed = _trimmed(canonical.text, span)
        if trimmed.end > trimmed.start:
            place = canonical.place(*trimmed)
            yield Passage(*trimmed, place.cell, place.page, place.box)


def _spans(canonical: Canonical, parts: Parts) -> Iterator[Span]:
    at = 0
    for grid in canonical.grids:
        yield from parts.spans(at, grid.start)
        yield from _cells(grid, parts)
        at = grid.end
    yield from parts.spans(at, len(canonical.text))


def _cells(grid: Grid, parts: Parts) -> Iterator[Span]:
    return chain.from_iterable(
        [Span(cell.start, cell.end)]
        if cell.end - cell.start <= CELL_REACH
        else parts.spans(cell.start, cell.end)
        for cell in grid.cells
    )


def _trimmed(text: str, span: Span) -> Span:
    """Without blanks at the ends, with the stop that closes it."""
    start = _BLANK.match(text, span.start, span.end)
    first = start.end() if start else span.start
    last = first + len(text[first : span.end].rstrip())
    if last > first and text[last : last + 1] and text[last] in _STOPS:
        last += 1
    return Span(first, last)
