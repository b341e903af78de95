"""Goals beside achievements in tables that hold no points: plain lists, and rows of pairs.

A list has heads (绩效目标 | 目标值 | 实际完成值 | 完成率); a base data form has pairs in a row
(重点工作 | 计划数 | 12项 | 实际完成数 | 11项 | 完成率91.67%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.canonical import Cell
from ..packs.load import Packs
from ..segment.alternation import Expressions
from .grids import NUMERIC, GridView
from .score_row import LONGEST_NAME, FormRow

_UNIT_IN_NAME = re.compile(r"[(]([^()\d]{1,4})[)]$")
_HAS_DIGIT = re.compile(r"\d")


class GoalTables:
    """Reads tables of goals that hold no points; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(packs, "table")
        self._target = says.compile("{target}")
        self._actual = says.compile("{actual}")
        self._completion = says.compile("{completion}")
        self._points = says.compile("{points}")
        self._name = says.compile("{name}")
        self._named = says.compile("{named}")
        self._unit = says.compile("{unit}")
        self._serial = says.compile("{serial}")
        # The block of a form that holds all goals as running text is read with the passages.
        self._no_goal = says.compile("{total}|{overall}")
        self._plan = says.compile("{plan}")
        self._done = says.compile("{done}")
        self._rate = says.compile("{rate}")
        self._below = says.compile("{below}")
        self._at_most = says.compile("{at_most}")

    def rows(self, view: GridView) -> Iterator[FormRow]:
        """The goals of a table without points, in order."""
        for block in view.head_blocks():
            yield from self._list(view, _heads(view, block.heads), range(block.first, block.end))
        for number in range(1, view.grid.rows + 1):
            yield from self._pairs(view, view.filled(number))

    def _list(self, view: GridView, cells: dict[int, Cell], rows: range) -> Iterator[FormRow]:
        heads = {column: view.text(cell) for column, cell in cells.items()}
        goals = {c: h for c, h in heads.items() if not self._completion.search(h)}
        named = _column(goals, self._target)
        values = {c: h for c, h in goals.items() if not self._named.search(h)}
        target = _column(values, self._target) or named
        actual = _column(heads, self._actual) or next(
            (c for c in sorted(cells) if c > target and view.role(cells[c]) == "actual"), 0
        )
        if not target or not actual or any(self._points.search(h) for h in heads.values()):
            return
        before = (c for c in sorted(heads) if c < min(target, actual))
        name = next((c for c in before if not self._serial.match(heads[c])), 0)
        if not name or (not self._name.search(heads[name]) and len(heads) < 4):
            return
        rate, unit = _column(heads, self._completion), _column(heads, self._unit)
        columns = (name, target, actual, rate, unit)
        for number in rows:
            row = self._row(view, *(view.cell(number, c) if c else None for c in columns))
            if row is not None and not self._no_goal.match(row.indicator):
                yield row

    def _row(
        self,
        view: GridView,
        name: Cell | None,
        target: Cell | None,
        actual: Cell | None,
        rate: Cell | None,
        unit: Cell | None = None,
    ) -> FormRow | None:
        if name is None or target is None or actual is None:
            return None
        words = view.text(name)
        if not 2 <= len(words) <= LONGEST_NAME or NUMERIC.fullmatch(words):
            return None
        if not any(_HAS_DIGIT.search(view.text(c)) for c in (target, actual)):
            return None
        cells = sorted(
            (c for c in (name, target, actual, rate) if c is not None), key=lambda c: c.start
        )
        return FormRow(
            cells[0].start, cells[-1].end, 3, (words, "", ""), None, None, "", "",
            target if view.text(target) else None, actual if view.text(actual) else None,
            operator=self._limit_in(words),
            unit=view.text(unit) if unit is not None else _unit_in(words), completion=rate,
        )  # fmt: skip

    def _limit_in(self, name: str) -> str:
        """The sign for what a name ends with: 城镇登记失业率低于(%)."""
        return "<" if self._below.search(name) else "≤" if self._at_most.search(name) else ""

    def _pairs(self, view: GridView, cells: list[Cell]) -> Iterator[FormRow]:
        """name | 计划数 | 12项 | 实际完成数 | 11项 | 完成率91.67%."""
        texts = [view.text(c) for c in cells]
        for at in range(1, len(cells) - 3):
            if not self._plan.match(texts[at]) or not self._done.match(texts[at + 2]):
                continue
            if not (NUMERIC.fullmatch(texts[at + 1]) and NUMERIC.fullmatch(texts[at + 3])):
                continue
            rate = self._rate_in(cells[at + 4 : at + 6], texts[at + 4 : at + 6])
            row = self._row(view, cells[at - 1], cells[at + 1], cells[at + 3], rate)
            if row is not None:
                yield row

    def _rate_in(self, cells: list[Cell], texts: list[str]) -> Cell | None:
        """The cell of a printed completion: 完成率91.67% in one, or label and number in two."""
        if not texts or not self._rate.match(texts[0]):
            return None
        if _HAS_DIGIT.search(texts[0]):
            return cells[0]
        return cells[1] if len(cells) > 1 and NUMERIC.fullmatch(texts[1]) else None


def _heads(view: GridView, rows: tuple[int, ...]) -> dict[int, Cell]:
    """The head of each column, the lower of two head rows first."""
    heads: dict[int, Cell] = {}
    for row in reversed(rows):
        for column in range(1, view.grid.columns + 1):
            cell = view.cell(row, column)
            if cell is not None and view.text(cell):
                heads.setdefault(column, cell)
    return heads


def _column(heads: dict[int, str], pattern: re.Pattern[str]) -> int:
    """The first column whose head matches; 0 for none."""
    return next((c for c in sorted(heads) if pattern.search(heads[c])), 0)


def _unit_in(name: str) -> str:
    """The unit that a name ends with: 城镇新增就业(人)."""
    found = _UNIT_IN_NAME.search(name)
    return found.group(1) if found is not None else ""
