"""A value of a metric as found, before it becomes a row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..model.tables import Row
from ..packs.rules import MetricRule


@dataclass(frozen=True, slots=True)
class Stated:
    """A value in the unit of its rule; ``row`` is quoted, ``rows`` are what it is made of.

    ``step`` is the worth of one unit of the last printed digit, ``scope`` the part that the value
    is limited to, empty for the whole department; ``prior`` values are of the year before.
    """

    rule: MetricRule
    row: Row
    value: Decimal
    step: Decimal | None
    scope: str
    stage: str
    prior: bool
    rows: tuple[Row, ...]
    how: Literal["stated", "computed"] = "stated"
