"""The pages of a document that is printed or scanned: what stands on each, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ..model.canonical import REPAIR, Anchor, Box, Canonical, Grid, Unread
from .builder import Builder
from .pdf_chars import Chars, Floats, Integers
from .pdf_columns import LEFT, OUTSIDE, RIGHT, in_columns
from .pdf_grids import PageTable
from .pdf_lines import Line, lines_by_cell
from .pdf_rules import Table

if TYPE_CHECKING:
    from .scan import Scanned
    from .scan_image import Turn
    from .scan_repairs import Repair


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page: lines outside of tables, and tables, each from top to bottom.

    Lines of text in two columns stand behind the others, those of the left column first.

    ``scanned`` tells how the page was read where it is a picture, ``refused`` why it was not;
    ``beside`` is the share of it that pictures without text cover. ``turn`` tells how a page with
    text was turned to be read.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[PageTable]
    glyphs: int
    unmapped: int
    picture: bool
    scanned: Scanned | None = None
    refused: str = ""
    beside: float = 0.0
    turn: Turn | None = None

    @property
    def turned(self) -> Turn | None:
        """How the page was turned to be read, whatever is on it."""
        return self.turn if self.scanned is None else self.scanned.turn


def cells_of(ruled: Sequence[Table], x: Floats, y: Floats) -> Integers:
    """The cell in which each point lies; the cells of all tables count on, -1 is outside."""
    cells = np.full(len(x), -1, np.int32)
    offset = 0
    for table in ruled:
        inside = table.cell_of(x, y)
        cells[inside >= 0] = inside[inside >= 0] + offset
        offset += len(table.cells)
    return cells


def placed(
    chars: Chars, cells: Integers, ruled: Sequence[Table], page: int
) -> tuple[list[Line], list[PageTable]]:
    """The lines outside of tables, and the tables that hold anything with theirs."""
    found = lines_by_cell(chars, in_columns(chars, cells), page)
    offset = 0
    filled: list[PageTable] = []
    for table in ruled:
        lines = {i: found[offset + i] for i in range(len(table.cells)) if offset + i in found}
        if lines:
            filled.append(PageTable(table, lines, page))
        offset += len(table.cells)
    outside = list(found.get(OUTSIDE, ()))
    for column, side in enumerate((LEFT, RIGHT), 1):
        outside += [replace(line, column=column) for line in found.get(side, ())]
    return outside, filled


def note_pages(pages: Sequence[Page], builder: Builder) -> None:
    """Note what of scanned pages could not be read."""
    for page in pages:
        if page.scanned is None:
            continue
        if page.scanned.unsure:
            text = f"第 {page.number} 页，{'；'.join(page.scanned.unsure)}"
            builder.unread("ocr_unsure", text, "文字识别没有把握，未读取")


def with_places(canonical: Canonical, pages: Sequence[Page]) -> Canonical:
    """The canonical text with the places of turned pages on the pages as they lie there.

    What was put right on scanned pages is noted with its place in the text.
    """
    scans = {page.number: page.scanned for page in pages if page.scanned is not None}
    notes = canonical.unread + tuple(_repairs(canonical, scans))
    anchors, grids = canonical.anchors, canonical.grids
    turns = {page.number: turn for page in pages if (turn := page.turned) and turn.degrees}
    if not scans and not turns:
        return canonical
    if turns:
        anchors = tuple(
            _on_page(anchor, turn) if (turn := turns.get(anchor.page or 0)) else anchor
            for anchor in anchors
        )
        grids = tuple(_grid_on_page(grid, turns) for grid in grids)
    return replace(canonical, anchors=anchors, grids=grids, unread=notes, ocr=bool(scans))


def _repairs(canonical: Canonical, scans: Mapping[int, Scanned]) -> Iterator[Unread]:
    """The numbers that were put right, each where it stands in the text."""
    for number, scan in scans.items():
        anchors = [a for a in canonical.anchors if a.page == number] if scan.repairs else []
        for repair in scan.repairs:
            spans = (_span_of(repair, anchor) for anchor in anchors)
            start, end = next((span for span in spans if span), (0, 0))
            text = f"第 {number} 页，{repair.before} → {repair.after}"
            yield Unread(REPAIR, text, "识别时混淆的字符已改正，请对照原件核实", start, end)


def _span_of(repair: Repair, anchor: Anchor) -> tuple[int, int] | None:
    """The part of an anchor that stands where something was put right."""
    box, edges = anchor.box, anchor.edges
    if box is None or edges is None or not box.y0 <= repair.y <= box.y1:
        return None
    middles = [(left + right) / 2 for left, right in pairwise(edges)]
    inside = [at for at, x in enumerate(middles) if repair.x0 < x < repair.x1]
    return (anchor.start + inside[0], anchor.start + inside[-1] + 1) if inside else None


def _grid_on_page(grid: Grid, turns: Mapping[int, Turn]) -> Grid:
    """A grid with the boxes of its cells on pages that were turned to be read."""
    cells = tuple(
        replace(cell, box=_turned_back(cell.box, turn))
        if cell.box and (turn := turns.get(cell.page or 0))
        else cell
        for cell in grid.cells
    )
    return replace(grid, cells=cells)


def _turned_back(box: Box, turn: Turn) -> Box:
    """The box on the page itself that holds a box of the turned page."""
    x, y = turn.back(
        np.array([box.x0, box.x1, box.x0, box.x1]), np.array([box.y0, box.y0, box.y1, box.y1])
    )
    return Box(*(round(float(v), 2) for v in (x.min(), y.min(), x.max(), y.max())))


def _on_page(anchor: Anchor, turn: Turn) -> Anchor:
    """An anchor on a page that was turned to be read."""
    box = anchor.box
    if box is None:
        return anchor
    around = _turned_back(box, turn)
    if anchor.edges is None or not turn.slight:
        return replace(anchor, box=around, edges=None)
    across = np.array(anchor.edges)
    edges, _ = turn.back(across, np.full(len(across), (box.y0 + box.y1) / 2))
    return replace(anchor, box=around, edges=tuple(round(v, 2) for v in edges.tolist()))
