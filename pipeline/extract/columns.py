"""The columns below a block of heads: what stands in them, and what their cells look like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .operators import OPERATORS
from .points import points_of, weight_of

LEAST_ROWS = 2
LONGEST_NAME = 45
USUAL_NAME = 20
LONGEST_VALUE = 24
NEAR = 5  # plain numbers are alike where neither is more than so many times the other
LEVELS = ("level1", "level2", "level3")
NAMED = frozenset({*LEVELS, "indicator"})
OPEN = frozenset({"", "text", "points"})

Column = Sequence[str]
_LIMIT = re.compile(
    r"^(?:[≥≤=<>＝]+|不(?:少|低|高|大|小)于|不超过|小于|大于|低于|高于|达到|控制在|约)+"
)
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_VALUE = re.compile(r"-?\d[\d,.]*(?:%|‰|[^\W\d][^\d]{0,8})?")


@dataclass(frozen=True, slots=True)
class Columns:
    """The texts below a block of heads by column, an empty one for an empty cell.

    ``heads`` and ``roles`` are the words of the lowest head of each column and what packs make of
    it; a column without a head has neither.
    """

    heads: Mapping[int, str]
    roles: Mapping[int, str]
    texts: Mapping[int, Column]

    def role(self, column: int) -> str:
        """What the head of a column says, empty where it says nothing."""
        return self.roles.get(column, "")

    def of(self, *roles: str) -> list[int]:
        """The columns of some roles, from the left."""
        return [c for c in sorted(self.texts) if self.role(c) in roles and self.role(c)]

    def unknown(self) -> list[int]:
        """The filled columns whose head says nothing at all, from the left."""
        return [c for c in sorted(self.texts) if not self.role(c) and any(self.texts[c])]

    def with_roles(self, told: Mapping[int, str]) -> Columns:
        """The same columns, some with the role that was found for them."""
        return replace(self, roles={**self.roles, **told})

    def points(self, role: str) -> dict[int, list[Decimal | None]]:
        """The columns of a known role as points."""
        read = weight_of if role == "weight" else points_of
        return {c: [*map(read, self.texts[c])] for c in self.of(role)}


def is_names(texts: Column) -> bool:
    """Whether a column is of short words, as names of indicators are."""
    filled = [t for t in texts if t]
    if not filled or sum(map(len, filled)) > USUAL_NAME * len(filled):
        return False
    return all(len(t) <= LONGEST_NAME and not is_value(t) and "。" not in t for t in filled)


def is_value(text: str) -> bool:
    """Whether a cell is a number with its unit, or begins with a sign of comparison."""
    return bool(text in OPERATORS or text[:1] in "≥≤<>=" or _VALUE.fullmatch(text))


def tells_rows_apart(texts: Column, rows: Sequence[int]) -> bool:
    """Whether a column has a text of its own in nearly all of the rows."""
    own = [t for row in rows if (t := texts[row])]
    return len(own) * 10 >= len(rows) * 8 and len({*own}) * 10 >= len(own) * 8


def alike(goal: str, done: str) -> bool:
    """Whether two cells may be a goal and what was done: ≥95% and 94.2%, 健全 and 基本健全."""
    if len(goal) > LONGEST_VALUE or len(done) > LONGEST_VALUE:
        return len(goal) > LONGEST_VALUE // 2 and len(done) > LONGEST_VALUE // 2
    first, second = _LIMIT.sub("", goal), _LIMIT.sub("", done)
    one, other = _NUMBER.search(first), _NUMBER.search(second)
    if one is None or other is None:
        return one is other
    units = _NUMBER.sub("", first, count=1), _NUMBER.sub("", second, count=1)
    if any(units):
        return units[0] == units[1] or not all(units) or units[0][:1] == units[1][:1]
    a, b = (abs(Decimal(m.group().replace(",", ""))) for m in (one, other))
    return a == b or 0 < max(a, b) <= NEAR * min(a, b)


def differs(goal: str, done: str) -> bool:
    """Whether two cells have first numbers that are not the same."""
    one, other = _NUMBER.search(goal), _NUMBER.search(done)
    return one is not None and other is not None and one.group() != other.group()
