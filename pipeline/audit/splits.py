"""One sum split in two ways side by side: by use, and by level of government."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..extract.grids import GridView
from ..packs.rules import CheckRule
from .finding import Case, Finding
from .measured import Measured
from .printed import HALF, Printed
from .sums import verdict

_BRACKET = re.compile(r"[(\[].*")


def splits(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Columns under 事业发展支出 against those under 事业发展支出(按预算级次划分), row by row."""
    for view in case.text.views.values():
        rows: dict[int, dict[int, Measured]] = {}
        for m in case.measured.of_table(str(view.grid.number)):
            _, row, column = map(int, m.row.cell.split("/"))
            rows.setdefault(row, {})[column] = m
        for block in view.head_blocks():
            groups = _upper_heads(view, block.heads[0]) if len(block.heads) > 1 else {}
            for row in range(block.first, block.end):
                yield from _row(rows.get(row, {}), groups)


def _upper_heads(view: GridView, row: int) -> Mapping[int, str]:
    """For each column the head over it in the upper head row; a lossy copy keeps only the first."""
    over: dict[int, str] = {}
    text = ""
    for column in range(1, view.grid.columns + 1):
        cell = view.cell(row, column)
        text = (view.text(cell) if cell is not None else "") or text
        over[column] = text
    return over


def _row(figures: Mapping[int, Measured], over: Mapping[int, str]) -> Iterator[Finding]:
    groups: dict[str, list[Measured]] = {}
    for column, figure in sorted(figures.items()):
        if over.get(column):
            groups.setdefault(over[column], []).append(figure)
    for head, figures_under in groups.items():
        base = _BRACKET.sub("", head)
        if head != base and len(groups.get(base, ())) > 1 and len(figures_under) > 1:
            yield from _compared(base, groups[base], figures_under)


def _compared(base: str, one: list[Measured], other: list[Measured]) -> Iterator[Finding]:
    first, second = _total(one), _total(other)
    if first is not None and second is not None:
        tolerance = (first.step * len(one) + second.step * len(other)) * HALF
        yield verdict(other[0], (*one, *other), first.value, second, tolerance, what=base)


def _total(parts: list[Measured]) -> Printed | None:
    values = [m.value for m in parts if m.value is not None]
    if len(values) < len(parts):
        return None
    return Printed(sum((v.value for v in values), Decimal(0)), max(v.step for v in values))
