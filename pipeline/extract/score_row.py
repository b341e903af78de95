"""One row of a score form, and how its points and names are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..model.canonical import Cell
from .grids import NUMERIC, GridView
from .points import points_of, weight_of

LONGEST_NAME = 45
_STAR = re.compile(r"^[★☆▲*●]+|[★☆▲*●]+$")
_SUM = re.compile(r"(?<=..)(?:小计|合计)$")
_NUMBERED = re.compile(r"^(?:指标)?\d{1,2}[:.、]|^指标\d{1,2}(?!\d)|^[(]?\d{1,2}[)]")


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form; offsets run from its first cell that counts to its last.

    ``level`` is 0 for the total, 1–3 for the indicator's level. ``target`` and ``actual`` are the
    cells of the goal and of what was done, where the form has them; ``revised`` that of a second
    goal and ``completion`` that of a printed completion. ``counted`` is False where another row
    tells the same lost points: for subtotals, and for the second of two scores (自评分, 复核分).
    ``remark`` is the cell behind the points (备注, 扣分原因) of a form without ``actual``. ``lost``
    are the points of a form that prints no weights, only what was taken off.
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
    counted: bool = True
    remark: Cell | None = None
    lost: Decimal | None = None

    @property
    def indicator(self) -> str:
        """The most specific name."""
        return next((n for n in reversed(self.names) if n), "")


def points_under(view: GridView, row: int, roles: dict[int, str], role: str) -> Cell | None:
    """The first cell of points in a row under a head of a role."""
    return next(cells_of_points(view, row, roles, role), None)


def cells_of_points(view: GridView, row: int, roles: dict[int, str], role: str) -> Iterator[Cell]:
    """The cells of points that begin in a row under heads of a role, from the left."""
    read = weight_of if role == "weight" else points_of
    done: Cell | None = None
    for column, found in sorted(roles.items()):
        cell = view.cell(row, column) if found == role else None
        if cell is None or cell is done or cell.row != row:
            continue
        done = cell
        if read(view.text(cell)) is not None:
            yield cell


def three(names: list[str]) -> tuple[str, str, str]:
    padded = [*names, "", "", ""]
    return padded[0], padded[1], padded[2]


def is_name(text: str) -> bool:
    return 2 <= len(text) <= LONGEST_NAME and not NUMERIC.fullmatch(text) and "。" not in text


def plain_name(text: str) -> str:
    """A name without its star, number and 小计: ★新建小区 → 新建小区."""
    return balanced(_SUM.sub("", _NUMBERED.sub("", _STAR.sub("", text)).strip(":")))


def balanced(name: str) -> str:
    """A name whose quotes are whole: a stray one at an end goes, a lost partner is put back."""
    for opening, closing in ("“”", "‘’", "「」"):
        more = name.count(opening) - name.count(closing)
        if more > 0:
            name = name[1:] if name.startswith(opening) else name + closing
        elif more < 0:
            name = name[:-1] if name.endswith(closing) else opening + name
    return name
