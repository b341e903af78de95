"""The canonical text of a file, with anchors that lead from each code point back to the source.

Offsets are half-open and count code points of ``Canonical.text``. Pages, rows, columns and tables
are counted from 1, as a reader counts them. Boxes are points with the origin at the top left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BlockKind = Literal["paragraph", "row", "heading"]


class Box(NamedTuple):
    """A rectangle on a page, in points from the top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


@dataclass(frozen=True, slots=True)
class Anchor:
    """A run of canonical text that came unbroken from one place of the source.

    ``source`` is the offset of the run in the decoded source where that is text. ``edges`` holds
    the left edge of each code point and the right edge of the last one, so that a part of the run
    has a box of its own. ``confidence`` (0 to 1) is that of a reader of pictures.
    """

    start: int
    end: int
    source: int | None = None
    page: int | None = None
    box: Box | None = None
    edges: tuple[float, ...] | None = None
    confidence: float | None = None

    def box_of(self, start: int, end: int) -> Box | None:
        """The box of the part of the run that lies in ``start:end``."""
        if self.box is None or self.edges is None:
            return self.box
        first = max(start, self.start) - self.start
        last = min(end, self.end) - self.start
        edges = self.edges[first : last + 1]
        return Box(min(edges), self.box.y0, max(edges), self.box.y1)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading that the format marks as one, or a table row.

    ``level`` is the outline level (1 is the highest) where the format states it.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; ``rowspan`` and ``colspan`` count the places that it covers.

    ``box`` holds it on ``page`` where the format has geometry, also where the cell is empty; of a
    cell that a page break cut, the part on the first page.
    """

    row: int
    column: int
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells in reading order, each printed cell once."""

    number: int
    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in the file that ingest saw and could not read."""

    kind: str
    text: str
    reason: str
    start: int = 0
    end: int = 0


REPAIR = "ocr_repair"  # the kind of what a reader of pictures confused and was put right


class Place(NamedTuple):
    """Where a span of canonical text stands in the source."""

    page: int | None
    box: Box | None
    cell: str
    confidence: float | None = None


@dataclass(frozen=True)
class Canonical:
    """The one form in which every later stage sees a file.

    ``anchors``, ``blocks`` and ``grids`` are in text order; anchors do not overlap. Cells of a row
    are parted by a tab, rows and paragraphs by a line feed.
    """

    text: str
    media_type: str
    blocks: tuple[Block, ...] = ()
    grids: tuple[Grid, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    pages: int | None = None
    ocr: bool = False
    unread: tuple[Unread, ...] = ()
    _anchor_starts: list[int] = field(init=False, repr=False, compare=False)
    _cells: list[tuple[int, int, Cell]] = field(init=False, repr=False, compare=False)
    _cell_starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        cells = [(c.start, g.number, c) for g in self.grids for c in g.cells if c.end > c.start]
        object.__setattr__(self, "_anchor_starts", [a.start for a in self.anchors])
        object.__setattr__(self, "_cells", cells)
        object.__setattr__(self, "_cell_starts", [start for start, _, _ in cells])

    def cell_at(self, position: int) -> tuple[int, Cell] | None:
        """The number of the table and the cell that hold the code point, if any."""
        index = bisect_right(self._cell_starts, position) - 1
        if index < 0:
            return None
        _, number, cell = self._cells[index]
        return (number, cell) if position < cell.end else None

    def repaired(self, start: int, end: int) -> bool:
        """Whether characters of a span were put right after they had been read from a picture."""
        return any(u.kind == REPAIR and u.start < end and u.end > start for u in self.unread)

    def anchors_of(self, start: int, end: int) -> Sequence[Anchor]:
        """The anchors that meet ``start:end``."""
        first = max(bisect_right(self._anchor_starts, start) - 1, 0)
        last = bisect_right(self._anchor_starts, max(start, end - 1))
        return [a for a in self.anchors[first:last] if a.end > start and a.start < end]

    def place(self, start: int, end: int) -> Place:
        """Page, box (of the part on the first page), cell and least confidence of a span."""
        found = self.cell_at(start)
        cell = f"{found[0]}/{found[1].row}/{found[1].column}" if found else ""
        if self.pages is None:
            return Place(None, None, cell)
        anchors = self.anchors_of(start, end)
        if len(anchors) == 1:
            (only,) = anchors
            return Place(only.page, only.box_of(start, end), cell, only.confidence)
        page: int | None = None
        box: Box | None = None
        sure: float | None = None
        for anchor in anchors:
            if anchor.confidence is not None:
                sure = anchor.confidence if sure is None else min(sure, anchor.confidence)
            if page is None:
                page = anchor.page
            part = anchor.box_of(start, end) if anchor.page == page else None
            if part is not None:
                box = box.union(part) if box else part
        return Place(page, box, cell, sure)
