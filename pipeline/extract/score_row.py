"""One row of a score form, and how its points and names are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ..model.canonical import Cell
from .grids import NUMERIC, GridView

LONGEST_NAME = 45
_POINTS = re.compile(r"^\d{1,3}(?:\.\d{1,4})?分?$")
_STAR = re.compile(r"^[★☆▲*●]+")
_NUMBERED = re.compile(r"^(?:指标)?\d{1,2}[:.、]|^[(]?\d{1,2}[)]")


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form; offsets run from its first cell that counts to its last.

    ``level`` is 0 for the total, 1–3 for the indicator's level. ``target`` and ``actual`` are the
    cells of the goal and of what was done, where the form has them; ``revised`` that of a second
    goal and ``completion`` that of a printed completion.
    """

    start: int
    end: int
    level: int
    names: tuple[str, str, str]
    weight: Decimal | None
    score: Decimal | None
    reason: str
    measure: str
    target: Cell | None = None
    actual: Cell | None = None
    operator: str = ""
    unit: str = ""
    revised: Cell | None = None
    completion: Cell | None = None

    @property
    def indicator(self) -> str:
        """The most specific name."""
        return next((n for n in reversed(self.names) if n), "")


def points_under(view: GridView, row: int, roles: dict[int, str], role: str) -> Cell | None:
    """The first cell of points in a row under a head of a role."""
    for column, found in sorted(roles.items()):
        cell = view.cell(row, column) if found == role else None
        if cell is not None and cell.row == row and points_of(view.text(cell)) is not None:
            return cell
    return None


def three(names: list[str]) -> tuple[str, str, str]:
    padded = [*names, "", "", ""]
    return padded[0], padded[1], padded[2]


def points_of(text: str) -> Decimal | None:
    return Decimal(text.rstrip("分")) if _POINTS.match(text) else None


def is_name(text: str) -> bool:
    return 2 <= len(text) <= LONGEST_NAME and not NUMERIC.fullmatch(text) and "。" not in text


def plain_name(text: str) -> str:
    """A name without its star and number: ★新建小区 → 新建小区."""
    return _NUMBERED.sub("", _STAR.sub("", text)).strip(":")
