"""Linked figures → rows of amounts, rates and quantities, in the contract's units."""

from __future__ import annotations

from decimal import Decimal

from ..extract.cells import UnitSource
from ..link.context import Text
from ..link.figures import Fact
from ..model.tables import Amount, Quantity, Rate, Row
from .evidence import evidence

WAN = Decimal(10_000)


def row_of(text: Text, fact: Fact, unit_source: UnitSource, no_unit: bool = False) -> Row:
    """The row of one figure; ``no_unit`` leaves the amount empty where no unit is known."""
    measure = fact.figure.entry.measure
    if measure == "money":
        return _amount(text, fact, unit_source, no_unit)
    return _rate(text, fact) if measure == "rate" else _quantity(text, fact)


def _amount(text: Text, fact: Fact, unit_source: UnitSource, no_unit: bool) -> Amount:
    figure = fact.figure
    wan = figure.value * figure.scale * figure.entry.factor / WAN
    return Amount(
        **evidence(text, figure.start, figure.end, fact.patterns),
        amount_wan=None if no_unit else plain(wan),
        value=figure.value,
        value_high=figure.high,
        unit=figure.unit,
        unit_source=unit_source,
        currency=figure.currency,
        qualifier=fact.qualifier,
        year=fact.year,
        subject=fact.subject,
        basis="" if fact.told == "none" else fact.told or "other",
    )


def _rate(text: Text, fact: Fact) -> Rate:
    figure = fact.figure
    factor = figure.entry.factor
    sign = -1 if fact.negative and figure.value > 0 else 1
    high = plain(figure.high * factor * sign) if figure.high is not None else None
    return Rate(
        **evidence(text, figure.start, figure.end, fact.patterns),
        rate_pct=plain(figure.value * figure.scale * factor * sign),
        value_high=high,
        unit=figure.entry.unit or "pct",
        qualifier=fact.qualifier,
        year=fact.year,
        subject=fact.subject,
        kind=fact.told or "other",
    )


def _quantity(text: Text, fact: Fact) -> Quantity:
    figure = fact.figure
    return Quantity(
        **evidence(text, figure.start, figure.end, fact.patterns),
        value=figure.value,
        value_high=figure.high,
        unit=figure.unit,
        qualifier=fact.qualifier,
        year=fact.year,
        subject=fact.subject,
    )


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 2914.410 → 2914.41, 1E+3 → 1000.

    A number may have any length: what looks like one in a damaged file has thousands of digits.
    """
    return Decimal(f"{value.normalize():f}")
