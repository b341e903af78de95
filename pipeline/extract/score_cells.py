"""What the cells of a row of a score form say, by the roles that the heads give their columns."""

from __future__ import annotations

import re
from decimal import Decimal

from ..model.canonical import Cell
from .grids import GridView
from .operators import OPERATORS
from .points import points_of, score_of, weight_of
from .remedy_in import split_measure
from .score_row import points_under

LONGEST_TICK = 2
_EMPTY = re.compile(r"^[/\\—\-–.…无]*$")


class RowCells:
    """The cells of the rows of one block; ``roles`` are those of its columns."""

    def __init__(self, view: GridView, roles: dict[int, str]) -> None:
        self._view = view
        self._roles = roles

    def cell(self, number: int, role: str, but: Cell | None = None) -> Cell | None:
        """The cell of a row under the first head of a role that is not empty there."""
        for column, found in sorted(self._roles.items()):
            cell = self._view.cell(number, column) if found == role else None
            if cell is not None and cell is not but and self._view.text(cell):
                return cell
        return None

    def text_of(self, number: int, role: str) -> str:
        """The folded text of the cell of a role, empty where there is none."""
        cell = self.cell(number, role)
        return self._view.text(cell) if cell is not None else ""

    def weight_cell(self, number: int, score: Cell | None) -> Cell | None:
        """The weight nearest before the score; forms with levels have a weight for each."""
        found: Cell | None = None
        for column, role in sorted(self._roles.items()):
            cell = self._view.cell(number, column) if role == "weight" else None
            if cell is None or cell.row != number or weight_of(self._view.text(cell)) is None:
                continue
            if found is None or score is None or cell.column < score.column:
                found = cell
        return found

    def won(self, number: int, score: Cell | None, weight: Decimal | None) -> Decimal | None:
        """The score as printed, or what the printed loss leaves where the form has no score."""
        if score is not None:
            return score_of(self._view.text(score), weight)
        lost = points_under(self._view, number, self._roles, "lost")
        if lost is None or weight is None or "score" in self._roles.values():
            return None
        return weight - (points_of(self._view.text(lost)) or Decimal(0))

    def lost(self, number: int) -> Decimal | None:
        """The loss as printed, above nought."""
        cell = points_under(self._view, number, self._roles, "lost")
        return (points_of(self._view.text(cell)) or None) if cell is not None else None

    def goal(self, number: int) -> tuple[str, Cell | None, str, Cell | None]:
        """Operator, goal, unit, and a second goal; ≥ | 95 | % may share one head."""
        operator, unit = self.text_of(number, "operator"), self.text_of(number, "unit")
        goal = self.cell(number, "target")
        if goal is None or self._view.text(goal) not in OPERATORS:
            return operator, goal, unit, self.cell(number, "target", goal)
        value = self._view.cell(number, goal.column + 1)
        beside = self._view.cell(number, goal.column + 2)
        if beside is not None and self._roles.get(beside.column) == "target":
            unit = self._view.text(beside)
        return self._view.text(goal), value, unit, None

    def reason(self, reason: Cell | None, measure: Cell | None) -> tuple[str, str]:
        """Reason and measure as printed, apart also where one cell tells both."""
        text = self._text(reason)
        own = self._text(measure)
        if reason is not None and reason is not measure and not own:
            stated, told = split_measure(text)
            if told:
                return stated, told
        return ("", own) if reason is measure else (text, own)

    def remark_cell(self, number: int) -> Cell | None:
        """The cell that tells outcomes in words: of reasons, or else the first behind the score."""
        if {"actual", "target"} & set(self._roles.values()):
            return None
        scores = [c for c, role in self._roles.items() if role in ("score", "lost")]
        for column, role in sorted(self._roles.items()):
            if role == "reason" or (role == "text" and scores and column > min(scores)):
                cell = self._view.cell(number, column)
                if cell is not None and cell.row == number and self._view.text(cell):
                    return cell
        return None

    def remark(self, number: int, score: Cell | None) -> str:
        """What a form without a column of reasons says of lost points behind them: 说明, 备注."""
        if score is None or {"reason", "measure"} & set(self._roles.values()):
            return ""
        for column, role in sorted(self._roles.items()):
            if role == "text" and column > score.column:
                text = self._text(self._view.cell(number, column))
                if len(text) > LONGEST_TICK:
                    return text
        return ""

    def _text(self, cell: Cell | None) -> str:
        text = self._view.printed(cell) if cell is not None else ""
        return "" if _EMPTY.match(text) or points_of(text) is not None else text
