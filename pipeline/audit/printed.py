"""Numbers as printed: how far rounding or cutting off may have moved them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from ..model.tables import Amount, Rate

Agreement = Literal["rounded", "cut_off", "no"]
_DIGITS = re.compile(r"\d[\d,，]*(?:\.(?P<places>\d+))?")
HALF = Decimal("0.5")
_WAN = Decimal(10_000)
_UNIT_IN_WAN = (("亿", _WAN), ("百万", Decimal(100)), ("千万", Decimal(1000)), ("万", Decimal(1)))
HUNDRED = Decimal(100)


class Printed(NamedTuple):
    """A value and the worth of one unit of its last printed digit, in the value's own unit."""

    value: Decimal
    step: Decimal

    @property
    def low(self) -> Decimal:
        """The least value that rounds to it."""
        return self.value - self.step * HALF

    @property
    def high(self) -> Decimal:
        """The value from which on rounding gives the next one."""
        return self.value + self.step * HALF


def slack(values: Sequence[Printed]) -> Decimal:
    """How far the sum of rounded values may be from the rounded sum.

    A whole number of 万 or 元 beside others with decimals is exact, not rounded to the unit.
    """
    finest = min((v.step for v in values), default=Decimal(0))
    steps = (v.step if v.step > 1 else finest for v in values)
    return sum(steps, Decimal(0)) * HALF


def decimal_places(text: str) -> int:
    """How many digits stand behind the point of the first number in ``text``."""
    found = _DIGITS.search(text)
    places = found.group("places") if found else None
    return len(places) if places else 0


def last_place(value: Decimal) -> Decimal:
    """The worth of the last digit of a value; at most 1, also where it ends in zeros."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def amount(row: Amount) -> Printed | None:
    """The amount in 万; None where it is no exact figure in a known unit."""
    if row.amount_wan is None or row.qualifier != "exact":
        return None
    unit = next((worth for sign, worth in _UNIT_IN_WAN if sign in row.unit), 1 / _WAN)
    return Printed(row.amount_wan, unit.scaleb(-decimal_places(row.text)))


def rate(row: Rate) -> Printed | None:
    """The rate in percent; None where it is no exact figure."""
    if row.rate_pct is None or row.qualifier != "exact":
        return None
    step = Decimal(1).scaleb(-decimal_places(row.text))
    return Printed(row.rate_pct, step / 10 if row.unit == "permille" else step)


def bare_rate(row: Rate) -> Printed | None:
    """A rate printed as a share of one (0.98) has a coarser last digit than its text says."""
    found = rate(row)
    if found is None or any(sign in row.text for sign in "%％‰﹪") or "百分" in row.text:
        return found
    return Printed(found.value, found.step * HUNDRED)


def quotient(part: Printed, whole: Printed) -> tuple[Decimal, Decimal, Decimal] | None:
    """Part of whole in percent: from the printed values, and its least and greatest by rounding."""
    if whole.low <= 0 or part.value < 0:
        return None
    exact = part.value / whole.value * HUNDRED
    return exact, part.low / whole.high * HUNDRED, part.high / whole.low * HUNDRED


def agrees(low: Decimal, high: Decimal, printed: Printed) -> Agreement:
    """Whether a value between ``low`` and ``high`` is printed so, rounded or cut off."""
    if low <= printed.high and high >= printed.low:
        return "rounded"
    if low < printed.value + printed.step and high >= printed.value:
        return "cut_off"
    return "no"
