"""Heads that no pack knows: the numbers below, and the indicators' names, tell what they head.

A column of points of which none is above its neighbour's is the score, the neighbour the weight:
考核事项 | 满额 | 本单位打分. Words alone stand to their left: the names, the widest first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ..model.canonical import Cell
from ..packs.indicators import Indicators
from .points import POINTS, points_of

if TYPE_CHECKING:
    from .grids import GridView

LEAST_ROWS = 2
LEAST_WON = Decimal("0.4")
FULL = Decimal(100)
LONGEST_NAME = 30
LONGEST_HEAD = 24
LEAST_HEADS = 3
LEAST_POINTS = 2
LEVELS = ("level1", "level2", "level3")
NAMED = frozenset({*LEVELS, "indicator"})
OPEN = frozenset({"", "text", "points"})

Column = Sequence[str]
_DIGIT = re.compile(r"\d")
# Heads of counts: no pack need know them, but points they are not.
_OTHER = re.compile(r"计划|目标|任务|完成|实际|[今去上前本]年|[人户件个次]数|数量|金额|[万亿]?元")


@dataclass(frozen=True, slots=True)
class Columns:
    """The texts below a block of heads by column, an empty one for an empty cell.

    ``heads`` and ``roles`` are the words of the lowest head of each column and what packs make of
    it.
    """

    heads: Mapping[int, str]
    roles: Mapping[int, str]
    texts: Mapping[int, Column]

    def points(self) -> dict[int, list[Decimal | None]]:
        """The columns of open role in which everything that stands there is points."""
        found: dict[int, list[Decimal | None]] = {}
        for column, texts in self.texts.items():
            filled = [t for t in texts if t]
            many = len(filled) >= LEAST_ROWS and len(filled) * 2 >= len(texts)
            is_open = self.roles.get(column, "") in OPEN and not _OTHER.search(
                self.heads.get(column, "")
            )
            if is_open and many and all(map(POINTS.match, filled)):
                found[column] = [points_of(t) for t in texts]
        return found

    def headed(self, role: str) -> dict[int, list[Decimal | None]]:
        """The columns of a known role as points."""
        return {
            c: [points_of(t) for t in self.texts.get(c, ())]
            for c, r in sorted(self.roles.items())
            if r == role
        }


def tell_heads(view: GridView, indicators: Indicators) -> None:
    """Tell the view what its unknown heads are, also rows of heads that it did not know."""
    for block in [*view.head_blocks()]:
        _tell(view, indicators, block.heads, range(block.first, block.end))
    for row in range(1, view.grid.rows):
        if _may_be_head(view, row):
            below = (b.heads[0] for b in view.head_blocks() if b.heads[0] > row)
            _tell(view, indicators, (row,), range(row + 1, next(below, view.grid.rows + 1)))


def _tell(view: GridView, indicators: Indicators, heads: tuple[int, ...], rows: range) -> None:
    lowest: dict[int, Cell] = {}
    for row in heads:
        for column in range(1, view.grid.columns + 1):
            cell = view.cell(row, column)
            if cell is not None and view.text(cell):
                lowest[column] = cell
    words = {column: view.text(cell) for column, cell in lowest.items()}
    texts = {
        column: tuple(_own_text(view, row, column) for row in rows)
        for column in range(1, view.grid.columns + 1)
    }
    found = guess(Columns(words, view.roles(heads), texts), indicators)
    for column, role in found.items():
        if column in lowest:
            view.tell(lowest[column], role)


def _own_text(view: GridView, row: int, column: int) -> str:
    """What a cell says in the row where it begins."""
    cell = view.cell(row, column)
    return view.text(cell) if cell is not None and cell.row == row else ""


def _may_be_head(view: GridView, row: int) -> bool:
    """A row of short words over a row of points, in a block that has no score yet."""
    below = (view.text(c) for c in view.row(row + 1))
    if sum(points_of(t) is not None for t in below) < LEAST_POINTS:
        return False
    texts = [t for c in view.row(row) if (t := view.text(c))]
    if len(texts) < LEAST_HEADS or any(len(t) > LONGEST_HEAD or _DIGIT.search(t) for t in texts):
        return False
    over = [b for b in view.head_blocks() if b.heads[0] <= row]
    if over and row < over[-1].first:
        return False
    return not over or not {"weight", "score"} <= set(view.roles(over[-1].heads).values())


def guess(columns: Columns, indicators: Indicators) -> dict[int, str]:
    """The roles of columns whose heads say none, where the numbers leave no doubt."""
    if "money" in columns.roles.values():
        return {}
    found = _pair(columns)
    if found is None:
        return {}
    weight, score = found
    known = set(columns.roles.values()) & {"weight", "score"}
    told = {weight: "weight", score: "score"}
    if not NAMED & set(columns.roles.values()):
        told |= _names(columns, min(weight, score))
        if not NAMED & set(told.values()):
            return {}
    if not known and not _is_form(columns, told, weight, indicators):
        return {}
    return {c: r for c, r in told.items() if columns.roles.get(c) != r}


def _pair(columns: Columns) -> tuple[int, int] | None:
    """The columns of weight and score; known ones are kept."""
    weights, scores = columns.headed("weight"), columns.headed("score")
    if weights and scores:
        return next(iter(weights)), next(iter(scores))
    open_ones = columns.points()
    for weight, most in sorted((weights or open_ones).items()):
        for score, won in sorted((scores or open_ones).items()):
            if weight < score and _answers(most, won):
                return weight, score
    return None


def _answers(most: Sequence[Decimal | None], won: Sequence[Decimal | None]) -> bool:
    """Whether no score is above its weight, and enough was won."""
    both = [(m, w) for m, w in zip(most, won, strict=True) if m is not None and w is not None]
    if len(both) < LEAST_ROWS or any(w > m for m, w in both):
        return False
    return sum(w for _, w in both) >= LEAST_WON * sum(m for m, _ in both)


def _names(columns: Columns, before: int) -> dict[int, str]:
    """The levels of the columns of words left of the points, from the left."""
    words = [
        c
        for c in sorted(columns.texts)
        if c < before and columns.roles.get(c, "") in OPEN and _is_words(columns.texts[c])
    ]
    levels = {1: ("indicator",), 2: ("level1", "level3"), 3: LEVELS}.get(len(words), ())
    return dict(zip(words, levels, strict=True)) if levels else {}


def _is_words(texts: Column) -> bool:
    filled = [t for t in texts if t]
    return bool(filled) and all(
        len(t) <= LONGEST_NAME and points_of(t) is None and not t.isdigit() for t in filled
    )


def _is_form(
    columns: Columns, told: Mapping[int, str], weight: int, indicators: Indicators
) -> bool:
    """Whether the names are indicators that a pack knows, or the points make up a hundred."""
    roles = {**columns.roles, **told}
    named = max(c for c, r in roles.items() if r in NAMED)
    names = [t for t in columns.texts.get(named, ()) if t]
    known = sum(indicators.find(("", "", name)) is not None for name in names)
    points = [p for t in columns.texts[weight] if (p := points_of(t)) is not None]
    whole = len(points) > LEAST_ROWS and sum(points) in (FULL, 2 * FULL)
    return whole or (known >= LEAST_ROWS and sum(points) <= 2 * FULL)
