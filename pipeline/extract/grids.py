"""What stands over and beside the cells of a table: heads, row labels, units."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..model.canonical import Canonical, Cell, Grid
from ..packs.entries import Form, Head
from ..packs.load import Packs
from ..packs.longest import longest
from .guesses import tell_heads
from .turned import is_sideways, turned
from .unknown_columns import Judge
from .widen import widened

LONGEST_LABEL = 40
UNIT_REACH = 6  # rows above a cell that may name its unit
POINT_ROLES = frozenset({"weight", "score", "points"})
PAIR_ROLES = frozenset({"money", "rate", "count"})
LONGEST_HEAD = 24
NUMERIC = re.compile(
    r"(?:[≥≤=<>]=?|约|近|超)?\s?[-+]?\d[\d,]*(?:\.\d+)?\s?(?:%|万元|元|亿元|[\u4e00-\u9fff]{1,2})?(?:及?以[上下内])?"
)
YEAR = re.compile(r"(?:19|20)\d{2}年?度?")
_UNIT_NOTE = re.compile(
    r"单位\s?[:为]?\s?(?:人民币)?[\u4e00-\u9fff、]{0,3}?(亿元|百万元|万元|千元|元|万美元|美元)"
)
_UNIT_BEHIND = re.compile(r"[:/](亿元|百万元|万元|千元|元|%)$")
_UNIT_IN_HEAD = re.compile(r"[(\[](?:单位[:]?)?\s?([^()\[\]\d]{1,6})[)\]]")


@dataclass(frozen=True, slots=True)
class Label:
    """A head or row label of a cell: its text without blanks, and the head entry it matches."""

    text: str
    start: int
    end: int
    head: Head | None


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a cell, the nearest first; ``above`` only from rows that are heads."""

    above: tuple[Label, ...]
    left: tuple[Label, ...]
    paired: bool = False

    @property
    def ordered(self) -> tuple[Label, ...]:
        """Column heads before row labels, but in a row of label and value pairs the label first."""
        return self.left + self.above if self.paired else self.above + self.left


class HeadBlock(NamedTuple):
    """Consecutive head rows, and the rows from ``first`` up to ``end`` that stand under them."""

    heads: tuple[int, ...]
    first: int
    end: int


class GridReader:
    """Reads heads; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        self._heads = [(longest(e.patterns), e) for e in packs.of(Head)]
        self.forms = packs.of(Form)
        self.judge = Judge(packs)
        self.of_role: dict[str, Head] = {e.role: e for e in reversed(packs.of(Head))}
        self.head_of = lru_cache(maxsize=4096)(self._head_of)

    def _head_of(self, text: str) -> Head | None:
        best: tuple[int, Head] | None = None
        for pattern, entry in self._heads:
            found = pattern.search(text)
            if found is not None and (best is None or len(found.group()) > best[0]):
                best = (len(found.group()), entry)
        return best[1] if best else None

    def view(self, grid: Grid, canonical: Canonical, folded: str) -> GridView:
        """The grid with its head rows found."""
        return GridView(self, grid, folded)


class GridView:
    """One table: text of cells, head rows, labels of any cell."""

    def __init__(
        self, reader: GridReader, grid: Grid, folded: str, was_turned: bool = False
    ) -> None:
        self.was_turned = was_turned
        self._reader = reader
        self._folded = folded
        self._text = {
            c.start: "".join(folded[c.start : c.end].split()) for c in grid.cells if c.end > c.start
        }
        self._told: dict[int, Head] = {}
        self._told_at: dict[tuple[int, int], str] = {}
        self.grid = grid = widened(grid, self.text, self.role)
        self._labels: dict[int, Labels] = {}
        self._heads_of: dict[int, tuple[Label, ...]] = {}
        self._pairs: dict[int, int] = {}
        self._counting: dict[int, bool] = {}
        self._of_roles: dict[tuple[int, str], list[Cell]] = {}
        self._units_above: dict[int, tuple[str, ...]] = {}
        self._point_heads: dict[int, bool] = {}
        self._label_of: dict[int, Label] = {}
        self._at: dict[tuple[int, int], Cell] = {}
        self._rows: dict[int, list[Cell]] = {}
        for cell in grid.cells:
            self._rows.setdefault(cell.row, []).append(cell)
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    self._at.setdefault((row, column), cell)
        self._filled = {n: [c for c in row if self.text(c)] for n, row in self._rows.items()}
        self._own = {c.start: c for c in grid.cells if c.end > c.start}
        self._head_rows = sorted(r for r, cells in self._rows.items() if self._is_head(cells))
        self.is_sideways = is_sideways(self._rows.values(), self.text, self.role)
        if not self.is_sideways:
            tell_heads(self, reader.judge)
        self.note_unit = self._note_unit(folded)
        self.form = self._form()

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place."""
        return self._at.get((row, column))

    def at(self, start: int) -> Cell | None:
        """The cell whose text begins at a place."""
        return self._own.get(start)

    def text(self, cell: Cell) -> str:
        """The folded text of a cell without blanks."""
        return self._text[cell.start] if cell.end > cell.start else ""

    def printed(self, cell: Cell) -> str:
        """The folded text of a cell with its blanks, on one line."""
        return self._folded[cell.start : cell.end].replace("\n", "").strip()

    def head_blocks(self) -> Iterator[HeadBlock]:
        """The head rows, consecutive ones together, with the rows that stand under them."""
        at = 0
        while at < len(self._head_rows):
            last = at
            while last + 1 < len(self._head_rows) and (
                self._head_rows[last + 1] == self._head_rows[last] + 1
            ):
                last += 1
            end = self._head_rows[last + 1] if last + 1 < len(self._head_rows) else 0
            heads = tuple(self._head_rows[at : last + 1])
            yield HeadBlock(heads, heads[-1] + 1, end or self.grid.rows + 1)
            at = last + 1

    def own(self, cell: Cell) -> Cell:
        """The cell of the printed table where this view has it: widened heads move others."""
        return self._own.get(cell.start, cell)

    def row(self, number: int) -> list[Cell]:
        """The cells that begin in a row."""
        return self._rows.get(number, [])

    def filled(self, number: int) -> list[Cell]:
        """The cells that begin in a row and hold text."""
        return self._filled.get(number, [])

    def labels(self, cell: Cell) -> Labels:
        """The labels of a cell, of this view or of the printed table."""
        cell = self.own(cell)
        key = id(cell)
        if key not in self._labels:
            self._labels[key] = Labels(self._above(cell), self._left(cell), self._is_paired(cell))
        return self._labels[key]

    def _is_paired(self, cell: Cell) -> bool:
        """Whether the label left of a cell comes first: in label and value pairs, and sideways."""
        if self.is_sideways:
            return True
        beside = self.cell(cell.row, cell.column - 1)
        if beside is None or self.role(beside) not in PAIR_ROLES:
            return False
        if cell.row not in self._pairs:
            self._pairs[cell.row] = self._pairs_in(self.row(cell.row))
        return self._pairs[cell.row] >= 2

    def _pairs_in(self, row: list[Cell]) -> int:
        numeric = [bool(NUMERIC.fullmatch(self.text(c))) for c in row]
        return sum(
            1
            for i in range(1, len(row))
            if numeric[i] and not numeric[i - 1] and self.role(row[i - 1]) in PAIR_ROLES
        )

    def head_label(self, cell: Cell) -> Label | None:
        """The nearest column head of a cell."""
        above = self._above(cell)
        return above[0] if above else None

    def head_over(self, row: int, column: int) -> Label | None:
        """The nearest column head of a place, whether or not a cell stands there."""
        above = self._heads_over(Cell(row, column, 0, 0))
        return above[0] if above else None

    def unit_cell(self, cell: Cell) -> Cell | None:
        """The cell of the same row under a head such as 度量单位, or the next cell."""
        beside = self.cell(cell.row, cell.column + cell.colspan)
        return next((c for c in self._under(cell.row, "unit") if c is not cell), beside)

    def operator_cell(self, cell: Cell) -> Cell | None:
        """The cell of the same row under a head such as 指标性质."""
        return next((c for c in self._under(cell.row, "operator") if c is not cell), None)

    def _under(self, row: int, role: str) -> list[Cell]:
        """The cells of a row whose nearest head has a role."""
        if (row, role) not in self._of_roles:
            heads = [(cell, self.head_label(cell)) for cell in self.row(row)]
            self._of_roles[row, role] = [
                cell for cell, label in heads if label and label.head and label.head.role == role
            ]
        return self._of_roles[row, role]

    def _label(self, cell: Cell) -> Label:
        """The cell as a label of others, made once: a column head labels every cell below it."""
        if cell.start not in self._label_of:
            label = Label(self.text(cell), cell.start, cell.end, self._head(cell))
            self._label_of[cell.start] = label
        return self._label_of[cell.start]

    def _head(self, cell: Cell) -> Head | None:
        """The head entry of a cell, by its text or by the numbers below it."""
        told = self._told.get(cell.start)
        return told or self._reader.head_of(self.text(cell)[:LONGEST_LABEL])

    def _is_head(self, cells: list[Cell]) -> bool:
        texts = [self.text(c) for c in cells if self.text(c)]
        years = [t for t in texts if YEAR.fullmatch(t)]
        others = [t for t in texts if not YEAR.fullmatch(t)]
        if len(texts) < 2 or any(NUMERIC.fullmatch(t) or len(t) > LONGEST_HEAD for t in others):
            return False
        if len(years) >= 2 and others:
            return True
        heads = [self._reader.head_of(t) for t in others]
        known = len(years) + sum(head is not None for head in heads)
        counted = heads[0] is not None and heads[0].role == "serial" if heads else False
        return known >= 2 and (counted or known * 2 >= len(texts))

    def _above(self, cell: Cell) -> tuple[Label, ...]:
        key = id(cell)
        if key not in self._heads_of:
            self._heads_of[key] = self._heads_over(cell)
        return self._heads_of[key]

    def _heads_over(self, cell: Cell) -> tuple[Label, ...]:
        index = bisect_left(self._head_rows, cell.row) - 1
        if index < 0:
            return ()
        found: list[Label] = []
        seen: set[int] = set()
        row = self._head_rows[index]
        while index >= 0 and self._head_rows[index] >= row - 1:
            row = self._head_rows[index]
            head = self.cell(row, cell.column)
            if head is not None and self.text(head) and id(head) not in seen and head is not cell:
                seen.add(id(head))
                found.append(self._label(head))
            index -= 1
        return tuple(found)

    def _left(self, cell: Cell) -> tuple[Label, ...]:
        found: list[Label] = []
        column = cell.column - 1
        while column >= 1:
            other = self.cell(cell.row, column)
            if other is None:
                column -= 1
                continue
            text = self.text(other)
            if text and len(text) <= LONGEST_LABEL and not NUMERIC.fullmatch(text):
                found.append(self._label(other))
            column = other.column - 1
        return tuple(found)

    def _note_unit(self, folded: str) -> str:
        before = folded[max(0, self.grid.start - 120) : self.grid.start]
        inside = folded[self.grid.start : min(self.grid.end, self.grid.start + 400)]
        for text in (inside, before):
            found = _UNIT_NOTE.search(text)
            if found is not None:
                return found.group(1)
        return ""

    def is_year_head(self, cell: Cell) -> bool:
        """Whether the cell is a year in a head row."""
        return cell.row in self._head_rows and YEAR.fullmatch(self.text(cell)) is not None

    def is_counting_row(self, cell: Cell) -> bool:
        """Whether the cell's row only counts the columns: 栏次 | 1 | 2 | 3."""
        if cell.row not in self._counting:
            numbers = [self.text(c) for c in self.row(cell.row) if self.text(c).isdigit()]
            counted = [str(i + 1) for i in range(len(numbers))]
            self._counting[cell.row] = len(numbers) >= 3 and numbers == counted
        return self._counting[cell.row]

    def in_score_block(self, cell: Cell) -> bool:
        """Whether the nearest head row above has two columns of points: a score form's block."""
        index = bisect_left(self._head_rows, cell.row) - 1
        if index < 0:
            return False
        head = self._head_rows[index]
        if head not in self._point_heads:
            points = sum(1 for c in self.row(head) if self.role(c) in POINT_ROLES)
            self._point_heads[head] = points >= 2
        return self._point_heads[head]

    def units_above(self, cell: Cell) -> tuple[str, ...]:
        """What the texts of the cell's row, of the rows right above, the nearest row first, and of
        the nearest head row name in brackets."""
        if cell.row not in self._units_above:
            rows = [*range(cell.row, max(0, cell.row - UNIT_REACH - 1), -1)]
            index = bisect_left(self._head_rows, cell.row) - 1
            if index >= 0:
                rows.append(self._head_rows[index])
            texts = (self.text(c) for row in rows for c in self.row(row))
            self._units_above[cell.row] = tuple(u for t in texts for u in units_in_head(t))
        return self._units_above[cell.row]

    def role(self, cell: Cell) -> str:
        """What a pack takes the text of a cell for, as a head; empty for none."""
        head = self._head(cell)
        return head.role if head is not None else ""

    def roles(self, heads: tuple[int, ...]) -> dict[int, str]:
        """The role of each column under head rows; the lower of two counts first."""
        roles: dict[int, str] = {}
        for row in reversed(heads):
            for column in range(1, self.grid.columns + 1):
                cell = self.cell(row, column)
                told = self._told_at.get((row, column), "")
                role = told or (self.role(cell) if cell is not None and self.text(cell) else "")
                if role and column not in roles:
                    roles[column] = role
        return roles

    def tell(self, row: int, column: int, head: Cell | None, role: str) -> None:
        """Take a column for what its cells show; the row becomes a row of heads.

        ``head`` is the cell with words over the column, if it has one; row 0 stands over a table.
        """
        self._told_at[row, column] = role
        if head is not None and head.colspan == 1:
            self._told[head.start] = self._reader.of_role[role]
            self._label_of.pop(head.start, None)
        if row not in self._head_rows:
            insort(self._head_rows, row)

    def turned(self) -> GridView:
        """The table with rows as columns, for one whose heads stand in the first column."""
        return GridView(self._reader, turned(self.grid), self._folded, was_turned=True)

    def _form(self) -> Form | None:
        texts = {t for t in self._text.values() if t}
        for form in self._reader.forms:
            if sum(1 for head in form.heads if head in texts) >= form.at_least:
                return form
        return None


@lru_cache(maxsize=4096)
def units_in_head(text: str) -> tuple[str, ...]:
    """What a head names in brackets, the last first: 项目资金(万元) → 万元."""
    found: list[str] = _UNIT_IN_HEAD.findall(text)
    behind = _UNIT_BEHIND.search(text)
    return (*found, *([behind.group(1)] if behind else []))[::-1]
