"""Ruled tables of several pages put together to one grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ..model.canonical import Box
from .builder import Piece, TableCell
from .glue import is_closed, is_figure, starts_item
from .pdf_chars import Floats
from .pdf_lines import Line, cell_paragraphs, pieces
from .pdf_rules import Table

USUAL = 0.15  # by which share rows of the usual height differ
PARTED = 2  # cells that a page break leaves, and takes to the next page, of a row that it parts
ALIKE = 6.0  # points by which the rules of two pages may differ


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table on a page with the lines in each of its cells."""

    table: Table
    lines: dict[int, list[Line]]
    page: int


@dataclass(slots=True)
class Part:
    """A cell while the pages of its table are put together; places count from 0."""

    row: int
    column: int
    rowspan: int
    colspan: int
    width: float
    lines: list[Line]
    page: int
    box: Box

    @property
    def text(self) -> str:
        """What the cell holds, without line ends."""
        return "".join(line.text for line in self.lines)

    def content(self) -> list[list[Piece]]:
        """The paragraphs of the cell."""
        if len(self.lines) == 1:
            return [[self.lines[0].piece()]]
        return [pieces(lines) for lines in cell_paragraphs(self.lines, self.width)]

    def is_cut(self, after: Part) -> bool:
        """Whether the text of the cell may go on in the cell below it on the next page."""
        text, rest = self.text, after.text
        if not self.lines or is_closed(text) or starts_item(rest):
            return False
        if is_figure(text) or is_figure(rest):
            return False
        room = max(max(line.width for line in self.lines), self.width - 11.0)
        return self.lines[-1].width + after.lines[0].first_token() > 0.85 * room


def continued(tables: Sequence[PageTable], below: PageTable) -> PageTable | None:
    """A table as it goes on with those of the pages before, if it does.

    It has the same edges and no foreign columns. Where columns were told by the room between
    texts, which differs from page to page, their number tells.
    """
    if not tables or below.page != tables[-1].page + 1:
        return None
    above, rules = np.array(all_rules(tables)), below.table.xs
    if abs(above[0] - rules[0]) > ALIKE or abs(above[-1] - rules[-1]) > ALIKE:
        return None
    if below.table.half and tables[-1].table.half and len(above) == len(rules):
        return replace(below, table=replace(below.table, xs=above))
    return below if _fits(above, rules) else None


def _fits(above: Floats, rules: Floats) -> bool:
    few, many = (above, rules) if len(above) < len(rules) else (rules, above)
    return bool((np.abs(many[None, :] - few[:, None]).min(axis=1) <= ALIKE).all())


def all_rules(tables: Sequence[PageTable]) -> list[float]:
    """The upright rules of tables on successive pages, each once."""
    rules: list[float] = tables[0].table.xs.tolist()
    for table in tables[1:]:
        for at in table.table.xs.tolist():
            if all(abs(at - known) > ALIKE for known in rules):
                rules.append(at)
    return sorted(rules)


def grid_cells(tables: Sequence[PageTable]) -> Iterator[TableCell]:
    """The cells of a table that may go on over pages; a repeated head is left out."""
    rules = all_rules(tables)
    done = _parts(tables[0], rules)
    head = _rows(done)
    height = len(tables[0].table.ys) - 1
    for above, table in pairwise(tables):
        fresh = _parts(table, rules)
        rows = len(table.table.ys) - 1
        skipped = _repeated(head, _rows(fresh))
        if _empty_rest(above.table, table.table, skipped, fresh):
            skipped += 1
        fresh = [part for part in fresh if part.row >= skipped]
        for part in fresh:
            part.row += height - skipped
        height += rows - skipped
        if _goes_on(done, fresh):
            height -= 1
        _extend_merged(done, fresh)
        done += fresh
    done.sort(key=lambda part: (part.row, part.column))
    for part in done:
        yield TableCell(
            part.row + 1,
            part.column + 1,
            part.content(),
            part.rowspan,
            part.colspan,
            part.page,
            part.box,
        )


def _parts(table: PageTable, rules: Sequence[float]) -> list[Part]:
    places = np.array(rules)
    columns = np.abs(places[None, :] - table.table.xs[:, None]).argmin(axis=1).tolist()
    parts = []
    for index, (row, column, rowspan, colspan) in enumerate(table.table.cells):
        first, last = columns[column], columns[column + colspan]
        width = rules[last] - rules[first]
        lines = list(table.lines.get(index, ()))
        box = Box(*(round(side, 2) for side in table.table.cell_box(index)))
        parts.append(Part(row, first, rowspan, last - first, width, lines, table.page, box))
    return parts


def _rows(parts: Sequence[Part]) -> list[list[tuple[int, str]]]:
    rows: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for part in parts:
        rows[part.row].append((part.column, part.text.replace(" ", "")))
    return [sorted(rows[row]) for row in sorted(rows)]


def _repeated(head: Sequence[list[tuple[int, str]]], rows: Sequence[list[tuple[int, str]]]) -> int:
    """How many rows at the top of a page repeat the head of the table."""
    count = 0
    for above, below in zip(head, rows[:-1], strict=False):
        if above != below or not any(text for _, text in below):
            break
        count += 1
    return count


def _empty_rest(above: Table, table: Table, row: int, parts: Sequence[Part]) -> bool:
    """Whether a row is what a page break left of an empty part of the row above.

    It is empty, and as high as the last row of the page before lacks to the usual height.
    """
    heights = np.concatenate((np.diff(above.ys), np.diff(table.ys)))
    if row >= len(table.ys) - 1 or any(part.lines for part in parts if part.row == row):
        return False
    if any(part.row <= row < part.row + part.rowspan and part.rowspan > 1 for part in parts):
        return False
    usual = float(np.median(heights))
    whole = float(np.diff(above.ys)[-1] + np.diff(table.ys)[row])
    return abs(whole - usual) <= USUAL * usual


def _goes_on(done: list[Part], fresh: list[Part]) -> bool:
    """Put the first row of a page to the last row before it where the break cut that row.

    The row is the rest of the one above when each of its texts goes on a text that was cut and
    the other cells are empty, or when the break sent some cells of the row whole to the next page
    and left the others. True when it was put there.
    """
    if not fresh:
        return False
    top = min(part.row for part in fresh)
    first = [part for part in fresh if part.row == top]
    above = {
        part.column: part for part in done if part.row + part.rowspan == top and part.rowspan >= 1
    }
    filled = [part for part in first if part.lines]
    pairs = [(above.get(part.column), part) for part in filled]
    if not filled or len(filled) == len(first):
        return False
    parted = _is_parted(above, first)
    for before, part in pairs:
        if before is None or before.colspan != part.colspan:
            return False
        if not parted and not before.is_cut(part):
            return False
    if not any(
        above[part.column].lines for part in first if not part.lines and part.column in above
    ):
        return False
    for before, part in pairs:
        if before is not None:
            before.lines.extend(part.lines)
    fresh[:] = [part for part in fresh if part.row != top or part.rowspan > 1]
    for part in fresh:
        if part.row == top:
            part.rowspan -= 1
        else:
            part.row -= 1
    return True


def _is_parted(above: dict[int, Part], first: Sequence[Part]) -> bool:
    """Whether each cell of two rows is filled in one of them at most, and several in both.

    A browser leaves cells of one line on the page and takes those of two lines to the next.
    """
    pairs = [(above.get(part.column), part) for part in first]
    single = [(a, b) for a, b in pairs if a is not None and a.rowspan == b.rowspan == 1]
    left = sum(bool(a.lines) for a, _ in single)
    taken = sum(bool(b.lines) for _, b in single)
    apart = not any(a.lines and b.lines for a, b in single)
    return apart and min(left, taken) >= PARTED and left + taken > len(single) / 2


def _extend_merged(done: list[Part], fresh: list[Part]) -> None:
    """Join the halves of merged cells that a page break cut, from the left column on."""
    if not fresh:
        return
    top = min(part.row for part in fresh)
    above = {part.column: part for part in done if part.row + part.rowspan == top}
    first = sorted((p for p in fresh if p.row == top), key=lambda p: p.column)
    if not any(part.lines for part in first):
        return
    for part in first:
        before = above.get(part.column)
        if before is None or before.colspan != part.colspan:
            return
        if part.lines and not (not before.lines and before.rowspan > 1 and part.rowspan > 1):
            return
        if not part.lines and not before.lines:
            return
        before.rowspan += part.rowspan
        before.lines.extend(part.lines)
        fresh.remove(part)
