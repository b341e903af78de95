"""A long text in portions, so that a page of it stays small whatever the length of the document."""

from __future__ import annotations

from bisect import bisect_right

from ..store.layout import Layout

LEAST = 15_000  # characters; a portion ends before the next paragraph or table row


def portions(layout: Layout, length: int) -> list[tuple[int, int]]:
    """Start and end of each portion; they are cut where a paragraph or a table row begins."""
    starts = {block.start for block in layout.blocks}
    for grid in layout.grids:
        rows: dict[int, int] = {}
        for cell in grid.cells:
            rows[cell.row] = min(rows.get(cell.row, cell.start), cell.start)
        starts |= {*rows.values()}
    cuts = [0]
    for start in sorted(starts):
        if start - cuts[-1] >= LEAST:
            cuts.append(start)
    return list(zip(cuts, [*cuts[1:], length], strict=True))


def portion_of(found: list[tuple[int, int]], offset: int) -> int:
    """The number, from 1, of the portion that holds an offset."""
    return max(bisect_right([start for start, _ in found], offset), 1)
