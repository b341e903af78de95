"""The rows of a form in the order of its texts, where no border tells which text is in which cell.

The cheapest way through the columns is looked for: each text goes on with the cell before it,
into a column further right, or begins the next row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from . import lost_fit as fit
from .lost_tokens import Token

BEAM = 40
NEW_ROW = 0.3
LINES = (0.04, 0.7)  # shares of texts that begin a line, between which lines are rows
UNLIKE_LINES = 2.0  # a row that begins within a line, where lines are rows
OVER_LINES = 0.7  # a column that begins on another line than the one before
UNUSUAL = 0.8  # an unknown class in a form of known ones
LEAST_KNOWN = 3
AS_PLANNED = 0.1  # an achievement that repeats the goal
PAST_EMPTY = 3.0  # a text that goes on behind an empty cell
INNER = 0.6  # a level without a name between two that have one
# What it costs that a row has nothing in a column.
MISSING = {
    "level1": 0.0, "level2": 0.0, "level3": 2.5, "indicator": 2.5, "operator": 0.3, "target": 1.5,
    "unit": 0.2, "actual": 1.0, "weight": 2.5, "score": 2.0, "reason": 0.0, "measure": 0.0,
    "text": 0.2, "serial": 0.5, "rate": 0.5, "money": 0.8, "label": 5.0, "points": 0.2,
}  # fmt: skip
NAMES = ("level1", "level2", "level3", "indicator")


class _State(NamedTuple):
    """The best way to a text in a column; ``weight`` and ``lost`` are those of its row."""

    cost: float
    column: int
    weight: Decimal | None
    lost: bool
    row: int
    before: _State | None


@dataclass(frozen=True, slots=True)
class LostRow:
    """A row that was found: the tokens of each filled column, and what it cost to see it so."""

    cells: dict[int, tuple[Token, ...]]
    cost: float


class RowSearch:
    """Finds the rows under some columns."""

    def __init__(
        self, roles: Sequence[str], levels_of: fit.LevelsOf, in_cells: bool = False
    ) -> None:
        """``in_cells`` says that each text of a line is a cell: none goes on in another."""
        self._roles = roles
        self._in_cells = in_cells
        self._levels_of = levels_of
        named = [i for i, role in enumerate(roles) if role in NAMES]
        self._leaf = named[-1] if named else 0
        self._levels = frozenset(named[:-1])
        serial = [0] if roles[0] == "serial" else []
        self._unusual = 0.0
        self._starts = [*serial, *named] or [0]
        self._skip = [self._missing(i) for i in range(len(roles))]

    def _missing(self, column: int) -> float:
        role = self._roles[column]
        if column < self._leaf and (role in NAMES or role == "weight"):
            return 0.0
        return 2.5 if role in NAMES else MISSING.get(role, 0.3)

    def rows(self, found: Sequence[Token]) -> list[LostRow]:
        """The rows that the texts make, in order."""
        if not found:
            return []
        known = sum(not {1, 2}.isdisjoint(self._levels_of(token.text)) for token in found)
        self._unusual = UNUSUAL if known >= LEAST_KNOWN else 0.0
        firsts = sum(token.first for token in found) / len(found)
        lined = found[0].first and LINES[0] < firsts < LINES[1]
        best: list[_State] = []
        for index in range(len(found)):
            best = self._step(found, index, best, lined)
            if not best:
                return []
        last = min(best, key=lambda s: s.cost + self._rest(s.column))
        return self._told(found, last)

    def _step(
        self, found: Sequence[Token], index: int, before: list[_State], lined: bool
    ) -> list[_State]:
        """The ways up to a text, the cheapest of those that are alike from there on."""
        kept: dict[tuple[int, Decimal | None, bool], _State] = {}
        for state in self._onward(found, index, before, lined):
            key = (state.column, state.weight, state.lost)
            known = kept.get(key)
            if state.cost < fit.NEVER and (known is None or state.cost < known.cost):
                kept[key] = state
        return sorted(kept.values(), key=lambda s: s.cost)[:BEAM]

    def _onward(
        self, found: Sequence[Token], index: int, before: list[_State], lined: bool
    ) -> Iterator[_State]:
        token = found[index]
        fresh = NEW_ROW + (UNLIKE_LINES if lined and not token.first else 0.0)
        over = lined and token.first
        within = OVER_LINES if over else 0.0
        goes_on = fit.goes_over if over else fit.goes_on
        starts = [(c, self._gap(-1, c) + self._cost(token, c, None, False)) for c in self._starts]
        if not before:
            for c, cost in starts:
                yield _State(cost, c, self._weight(token, c, None), False, 0, None)
        last = found[index - 1]
        named = bool(self._levels_of(last.text) or self._levels_of(token.text))
        for state in before:
            role = self._roles[state.column]
            whole = self._in_cells and not token.first
            cost = state.cost + (fit.NEVER if whole else goes_on(last, token, role, named))
            if not last.text and token.text and _has_text(found, index - 1, state):
                cost += PAST_EMPTY
            yield state._replace(cost=cost, before=state)
            for column in range(state.column + 1, len(self._roles)):
                yield self._into(token, column, state, within, last.text)
            ended = state.cost + self._rest(state.column) + fresh
            for column, cost in starts:
                told = self._weight(token, column, None)
                yield _State(ended + cost, column, told, False, state.row + 1, state)

    def _into(self, token: Token, column: int, state: _State, within: float, before: str) -> _State:
        """A text in a column further right of the same row, behind the text ``before``."""
        cost = self._cost(token, column, state.weight, state.lost)
        as_planned = before == token.text and self._roles[state.column] == "target"
        if as_planned and self._roles[column] == "actual":
            cost = min(cost, AS_PLANNED)
        weight, lost = state.weight, state.lost
        if cost < fit.NEVER:
            weight = self._weight(token, column, weight)
        if cost < fit.NEVER and self._roles[column] == "score":
            won = fit.points(token.text)
            weight, lost = None, won is not None and weight is not None and won < weight
        cost += state.cost + within + self._gap(state.column, column)
        return _State(cost, column, weight, lost, state.row, state)

    def _weight(self, token: Token, column: int, weight: Decimal | None) -> Decimal | None:
        """The weight of the row, from its column or from behind the name."""
        if self._roles[column] == "weight":
            return fit.points(token.text)
        return fit.weight_in(token.text) if column == self._leaf else weight

    def _gap(self, before: int, column: int) -> float:
        """What the columns between two of a row cost that hold nothing; none is before the first.

        A class that begins in a row has the names of the levels below it in the row too.
        """
        inner = INNER * sum(before < i < column for i in self._levels) if before >= 0 else 0.0
        return inner + sum(self._skip[before + 1 : column])

    def _rest(self, column: int) -> float:
        return sum(self._skip[column + 1 :])

    def _cost(self, token: Token, column: int, weight: Decimal | None, lost: bool) -> float:
        role, text = self._roles[column], token.text
        if not text:
            return 0.1 if role not in NAMES else 0.4
        if role == "label":
            return fit.label_cost(text)
        if role in NAMES:
            level = int(role[-1]) if role != "indicator" else 3
            cost = fit.name_cost(text, level, column == self._leaf, self._levels_of)
            own = column == self._leaf or self._levels_of(text) or fit.weight_in(text)
            return cost if own else cost + self._unusual
        known = bool(self._levels_of(text))
        match role:
            case "target" | "actual":
                return fit.value_cost(text, known)
            case "operator":
                return fit.operator_cost(text)
            case "unit":
                return fit.unit_cost(text, known)
            case "weight":
                return fit.weight_cost(text)
            case "score":
                return fit.score_cost(text, weight)
            case "rate":
                return fit.rate_cost(text)
            case "money":
                return fit.money_cost(text)
            case "serial":
                return fit.serial_cost(text)
        return fit.text_cost(text, known, lost)

    def _told(self, found: Sequence[Token], last: _State) -> list[LostRow]:
        """The rows along the way to the last state."""
        way: list[_State] = []
        state: _State | None = last
        while state is not None:
            way.append(state)
            state = state.before
        way.reverse()
        rows: list[LostRow] = []
        cells: dict[int, tuple[Token, ...]] = {}
        begun = 0.0
        for index, (state, token) in enumerate(zip(way, found, strict=True)):
            if index and state.row != way[index - 1].row:
                rows.append(LostRow(cells, way[index - 1].cost - begun))
                cells, begun = {}, way[index - 1].cost
            cells[state.column] = (*cells.get(state.column, ()), token)
        return [*rows, LostRow(cells, way[-1].cost - begun)]


def _has_text(found: Sequence[Token], index: int, state: _State) -> bool:
    """Whether the cell that ``state`` stands in, with the text at ``index``, holds any text."""
    at: _State | None = state
    while at is not None and (at.column, at.row) == (state.column, state.row):
        if found[index].text:
            return True
        at, index = at.before, index - 1
    return False
