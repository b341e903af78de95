"""A canonical text as paragraphs and tables of marked pieces, for a template to write out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..store.layout import Layout, StoredBlock, StoredCell, StoredGrid
from .marks import Mark

HIT = "hit"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text under the same marks.

    ``row`` is the shortest row that covers it, ``table`` that row's table; ``begins`` are the rows
    whose text begins here; ``kinds`` are the classes that the piece has.
    """

    text: str
    row: str = ""
    table: str = ""
    title: str = ""
    begins: tuple[str, ...] = ()
    kinds: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a heading (``level`` from 1)."""

    runs: tuple[Run, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with what it covers; a gap has no runs."""

    runs: tuple[Run, ...] = ()
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table, row by row."""

    number: int
    rows: tuple[tuple[TableCell, ...], ...]


class Flow:
    """Cuts a text at the borders of its marks; ``chosen`` and ``hit`` are made to stand out."""

    def __init__(
        self,
        text: str,
        marks: Sequence[Mark],
        chosen: str = "",
        hit: tuple[int, int] | None = None,
    ) -> None:
        self._text = text
        self._marks = [mark for mark in marks if mark.end > mark.start]
        self._chosen = chosen
        self._hit = hit if hit and hit[1] > hit[0] else None
        cuts = {0, len(text)}
        for mark in self._marks:
            cuts |= {mark.start, mark.end}
        if self._hit:
            cuts |= set(self._hit)
        self._cuts = sorted(cut for cut in cuts if 0 <= cut <= len(text))
        self._covers = self._sweep()

    def parts(self, layout: Layout, span: tuple[int, int]) -> Iterator[Paragraph | Table]:
        """The text of a span in its order; what no paragraph claims is a paragraph too."""
        first, last = span
        every: list[StoredBlock | StoredGrid] = [
            *(block for block in layout.blocks if first <= block.start < last),
            *(grid for grid in layout.grids if grid.start < last and grid.end > first),
        ]
        at = first
        for part in sorted(every, key=lambda part: (part.start, part.end)):
            goes_on = at == first and isinstance(part, StoredGrid)
            if part.start < at and not goes_on:
                continue
            yield from self._loose(at, part.start)
            if isinstance(part, StoredGrid):
                yield Table(part.number, tuple(self._rows(part, span)))
            else:
                yield Paragraph(tuple(self.runs(part.start, part.end)), part.level)
            at = part.end
        yield from self._loose(at, last)

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """The pieces of a span."""
        at = start
        index = bisect_right(self._cuts, start) - 1
        while at < end:
            stop = min(self._cuts[index + 1] if index + 1 < len(self._cuts) else end, end)
            yield self._run(at, stop, self._covers[index] if index < len(self._covers) else ())
            at, index = stop, index + 1

    def _loose(self, start: int, end: int) -> Iterator[Paragraph]:
        if self._text[start:end].strip():
            yield Paragraph(tuple(self.runs(start, end)))

    def _sweep(self) -> list[tuple[Mark, ...]]:
        """The marks over each piece between two cuts."""
        covers: list[list[Mark]] = [[] for _ in self._cuts]
        for mark in self._marks:
            first = bisect_left(self._cuts, mark.start)
            for index in range(first, bisect_left(self._cuts, mark.end)):
                covers[index].append(mark)
        return [tuple(found) for found in covers]

    def _run(self, start: int, end: int, marks: Sequence[Mark]) -> Run:
        text = self._text[start:end]
        kinds = [HIT] if self._hit and self._hit[0] <= start and end <= self._hit[1] else []
        if not marks:
            return Run(text, kinds=" ".join(kinds))
        if any(mark.row_id == self._chosen for mark in marks):
            kinds.append("chosen")
        if any(mark.failed for mark in marks):
            kinds.append("failed")
        least = min(marks, key=lambda mark: (mark.end - mark.start, mark.table == "checks"))
        return Run(
            text=text,
            row=least.row_id,
            table=least.table,
            title=least.line,
            begins=tuple(mark.row_id for mark in marks if mark.start == start),
            kinds=" ".join(["m", f"t-{least.table}", *kinds]),
        )

    def _rows(self, grid: StoredGrid, span: tuple[int, int]) -> Iterator[tuple[TableCell, ...]]:
        """The rows of a table that begin in a span; gaps are filled, so that columns line up."""
        taken: set[tuple[int, int]] = set()
        rows: dict[int, list[StoredCell]] = {}
        for cell in grid.cells:
            rows.setdefault(cell.row, []).append(cell)
        begins = {number: min(cell.start for cell in cells) for number, cells in rows.items()}
        inside = [number for number, start in begins.items() if span[0] <= start < span[1]]
        for number in range(min(inside, default=1), max(inside, default=0) + 1):
            made: list[TableCell] = []
            column = 1
            for cell in sorted(rows.get(number, ()), key=lambda c: c.column):
                while column < cell.column:
                    if (number, column) not in taken:
                        made.append(TableCell())
                    column += 1
                made.append(
                    TableCell(tuple(self.runs(cell.start, cell.end)), cell.rowspan, cell.colspan)
                )
                taken |= {
                    (number + down, cell.column + right)
                    for down in range(1, cell.rowspan)
                    for right in range(cell.colspan)
                }
                column = cell.column + cell.colspan
            yield tuple(made)
