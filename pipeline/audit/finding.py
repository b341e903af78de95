"""What a check found, before it becomes a row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeVar, cast

from ..link.context import Text
from ..model.identity import RowNames
from ..model.tables import Rate, Row
from ..normalise.documents import Profile
from ..packs.indicators import Indicators
from ..packs.rules import CheckRule
from .measured import Amounts

Status = Literal["pass", "fail", "not_evaluable"]
R = TypeVar("R", bound=Row)
_PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Case:
    """One document under audit: its text, its profile, its rows and their names.

    ``indicators`` are those that the packs know, with the forms that rate them.
    """

    text: Text
    profile: Profile
    tables: Mapping[str, Sequence[Row]]
    measured: Amounts
    names: RowNames
    indicators: Indicators

    def rows(self, table: type[R]) -> Sequence[R]:
        """The rows of a table."""
        return cast(Sequence[R], self.tables.get(table.table, ()))

    def rates(self, kinds: Collection[str]) -> list[Rate]:
        """The rates of some kinds."""
        return [r for r in self.rows(Rate) if r.kind in kinds]

    def is_in(self, position: int, kinds: Collection[str]) -> bool:
        """Whether the innermost section that holds a code point is of one of the kinds."""
        node = self.text.tree.at(position)
        return node is not None and node.kind in kinds


@dataclass(frozen=True, slots=True)
class Finding:
    """One outcome of a rule. ``rows`` are its evidence; the quote is that of ``start:end``."""

    status: Status
    start: int
    end: int
    expected: str = ""
    observed: str = ""
    difference: Decimal | None = None
    tolerance: Decimal | None = None
    what: str = ""
    note: str = ""
    severity: str = ""
    rows: tuple[Row, ...] = ()
    patterns: tuple[str, ...] = ()


Rule = Callable[[CheckRule, Case], Iterator[Finding]]


def shown(value: Decimal) -> str:
    """A value for messages and cells: as many digits as it has, no exponent."""
    text = format(value.normalize(), "f")
    return "0" if text == "-0" else text


def to_hundredths(value: Decimal) -> Decimal:
    """A computed value, to two places."""
    return value.quantize(_PLACES)


def of_row(row: Row, status: Status, **more: object) -> Finding:
    """A finding whose quote is that of a row."""
    return Finding(status, row.char_start, row.char_end, **more)  # type: ignore[arg-type]
