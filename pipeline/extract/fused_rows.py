"""Fused figures in a document: found in cells and lines, parted into cells, or told as not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast, get_args

from ..model.canonical import Canonical, Cell, Grid, Unread
from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.spans import Span
from .fused import FUNDS, MONEY, Column, Reading, Run, parted
from .fused_forms import FusedForms
from .fused_row import UnitAt
from .grids import GridReader, GridView
from .score_forms import EXECUTION
from .score_row import FormRow

INDICATOR: tuple[tuple[Column, ...], ...] = (("target", "actual", "weight", "score"),)
REASON = "几个数连在一起，按表式的栏目和算术不能唯一拆开，未读取。请对照原件"
_FUSED = re.compile(r"\d%\d|\d\.\d[\d,]*\.\d")
_RUN = re.compile(r"[≥≤=]?\d[\d.,%—–/-]{4,78}\d%?(?:[—–-]|分)?")
_LINE = re.compile(
    r"(?P<label>[^\d%]{2,24}?)[\s:]*(?P<run>[≥≤=]?\d[\d.,%—–/-]{4,78})(?![\d.,%—–/-])"
)
_DATE = re.compile(r"(?:19|20)\d\d[.-]\d{1,2}[.-]\d{1,2}|\d{1,3}(?:\.\d{1,3}){2,}")
_COLUMNS = frozenset(get_args(Column))


@dataclass(frozen=True, slots=True)
class Parted:
    """A document whose fused figures stand in cells of their own, and where they are.

    ``executions`` are the points of budget executions in lines that stand in no form, ``views``
    the tables that were looked at and left as they were, by their number.
    """

    canonical: Canonical
    runs: tuple[Run, ...]
    executions: tuple[FormRow, ...] = ()
    views: Mapping[int, GridView] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Label:
    """The name of a row, and the fused figures behind it."""

    start: int
    end: int
    run: Span


class FusedFinder:
    """Finds and parts fused figures; made once for all documents."""

    def __init__(self, packs: Packs, reader: GridReader, unit_at: UnitAt) -> None:
        self._reader = reader
        self._forms = FusedForms(packs, reader, unit_at)
        run = r"[≥≤=]?\d[\d.,%—–/-]{4,78}"
        self._money = Expressions(packs, "fused").compile(
            rf"(?P<label>{{money}})[\s:]*(?P<run>{run})(?![\d.,%—–/-])"
        )

    def find(self, canonical: Canonical, folded: str) -> Parted:
        """The document with its fused figures parted; as it was where there are none."""
        forms = list(self._forms.find(folded, canonical.blocks, canonical.grids))
        if _FUSED.search(folded) is None and not forms:
            return Parted(canonical, ())
        runs: list[Run] = [run for form in forms for run in form.runs]
        grids: list[Grid] = [form.grid for form in forms]
        executions: list[FormRow] = []
        views: dict[int, GridView] = {}
        for grid in canonical.grids:
            if _FUSED.search(folded, grid.start, grid.end):
                views[grid.number] = view = self._reader.view(grid, canonical, folded)
                grid = self._parted_grid(view, folded, runs)
            grids.append(grid)
        grids += self._lines(canonical, folded, runs, executions)
        if not runs:
            return Parted(canonical, (), views=views)
        runs.sort(key=lambda run: run.start)
        grids.sort(key=lambda grid: grid.start)
        told = tuple(
            Unread("fused", canonical.text[run.start : run.end], REASON, run.start, run.end)
            for run in runs
            if not run.parts
        )
        numbered = tuple(replace(grid, number=n) for n, grid in enumerate(grids, 1))
        unread = canonical.unread + told
        canonical = replace(canonical, grids=numbered, unread=unread)
        return Parted(canonical, tuple(runs), tuple(executions))

    def _parted_grid(self, view: GridView, folded: str, runs: list[Run]) -> Grid:
        """The grid with the parts of each fused cell as cells, over the empty ones beside it."""
        cells: list[Cell] = []
        gone: set[int] = set()
        for cell in view.grid.cells:
            if id(cell) in gone:
                continue
            label = self._label(folded, cell.start, cell.end)
            run = label.run if label is not None else _run_of(cell, folded)
            if run is None or run.end < cell.end:
                cells.append(cell)
                continue
            text = folded[run.start : run.end]
            room = list(_room(view, cell))
            first = cell.column + (label is not None)
            blocked = _blocked(view, cell, room)
            end = _end(cell) + len(room) if blocked else view.grid.columns + 1
            reading = parted(text, self._layouts(view, cell, range(first, end)))
            filled = len(reading or ()) + first - cell.column
            if blocked and len(room) + 1 < filled:
                reading = None
            runs.append(_found(run, reading))
            if reading is None:
                cells.append(cell)
                continue
            gone.update(id(empty) for empty in room[: filled - 1])
            if label is not None:
                cells.append(replace(cell, end=label.end, colspan=1))
            cells += _cells_of(reading, run.start, cell.row, first)
        columns = max(_end(cell) - 1 for cell in cells)
        return replace(view.grid, cells=tuple(cells), columns=max(view.grid.columns, columns))

    def _layouts(self, view: GridView, cell: Cell, columns: range) -> Sequence[Sequence[Column]]:
        """The columns that the heads over a cell and its empty neighbours tell, or the usual."""
        roles: list[str] = []
        for column in columns:
            over = view.head_over(cell.row, column)
            roles.append(over.head.role if over is not None and over.head is not None else "")
        money = roles.count("money")
        names = iter(MONEY[3 - money :] if money in (2, 3) else ())
        told = [next(names, role) if role == "money" else role for role in roles]
        if len(told) >= 2 and set(told) <= _COLUMNS:
            return [cast(tuple[Column, ...], tuple(told))]
        return INDICATOR if view.in_score_block(cell) and not money else FUNDS

    def _lines(
        self, canonical: Canonical, folded: str, runs: list[Run], executions: list[FormRow]
    ) -> Iterator[Grid]:
        """The lines of running text that are a row of the money block: 年度资金总额2020…"""
        for block in canonical.blocks:
            if block.kind != "paragraph":
                continue
            found = self._money.search(folded, block.start, block.end) or _LINE.match(
                folded, block.start, block.end
            )
            if (
                found is None
                or _FUSED.search(found["run"]) is None
                or _DATE.fullmatch(found["run"])
            ):
                continue
            head = self._reader.head_of("".join(found["label"].split()))
            if head is None or head.role != "money":
                continue
            run = Span(*found.span("run"))
            reading = parted(found["run"], FUNDS)
            runs.append(_found(run, reading))
            if reading is not None:
                label = Cell(1, 1, *found.span("label"))
                executions += _executions(label, run, reading)
                cells = (label, *_cells_of(reading, run.start, 1, 2))
                yield Grid(0, label.start, run.end, 1, len(cells), cells)

    def _label(self, folded: str, start: int, end: int) -> _Label | None:
        """The label of money that begins at ``start``, if fused figures follow it."""
        found = _LINE.match(folded, start, end)
        if found is None or not _is_fused(found["run"]):
            return None
        head = self._reader.head_of("".join(found["label"].split()))
        if head is None or head.role != "money":
            return None
        return _Label(*found.span("label"), Span(*found.span("run")))


def _end(cell: Cell) -> int:
    """The first column right of a cell."""
    return cell.column + cell.colspan


def _executions(label: Cell, run: Span, reading: Reading) -> Iterator[FormRow]:
    """The points of the budget execution that a line prints."""
    values = {part.column: part.value for part in reading}
    score = values.get("score")
    if score is not None:
        names = (EXECUTION, "", "")
        yield FormRow(label.start, run.end, 3, names, values.get("weight"), score, "", "")


def _run_of(cell: Cell, folded: str) -> Span | None:
    """The fused figures that a cell holds, and nothing else."""
    if cell.end - cell.start < 6 or _RUN.fullmatch(folded, cell.start, cell.end) is None:
        return None
    return Span(cell.start, cell.end) if _is_fused(folded[cell.start : cell.end]) else None


def _is_fused(text: str) -> bool:
    """Whether figures follow each other without a border, and it is no date or list number."""
    return _FUSED.search(text) is not None and _DATE.fullmatch(text) is None


def _room(view: GridView, cell: Cell) -> Iterator[Cell]:
    """The empty cells right of a cell."""
    column = cell.column + cell.colspan
    while (beside := view.cell(cell.row, column)) is not None and not view.text(beside):
        if beside.row == cell.row:
            yield beside
        column = beside.column + beside.colspan


def _blocked(view: GridView, cell: Cell, room: Sequence[Cell]) -> bool:
    """Whether a filled cell stands where parts would have to go."""
    last = room[-1] if room else cell
    return view.cell(cell.row, last.column + last.colspan) is not None


def _found(run: Span, reading: Reading | None) -> Run:
    return Run(run.start, run.end, reading or ())


def _cells_of(reading: Reading, start: int, row: int, column: int) -> Iterable[Cell]:
    for at, part in enumerate(reading):
        yield Cell(row, column + at, start + part.start, start + part.end)
