"""What a number of a text turns out to be: a figure, a bare number, or no value at all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ..packs.entries import Unit


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit.

    ``start:end`` is the evidence with qualifiers and unit, ``at`` where the digits begin. ``value``
    and ``high`` are in ``scale`` × unit; ``unit`` is as printed (万元, 万人次, 个百分点).
    """

    start: int
    end: int
    at: int
    value: Decimal
    high: Decimal | None
    scale: Decimal
    unit: str
    entry: Unit
    currency: str
    qualifier: str
    patterns: tuple[str, ...]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Bare:
    """A number to which no unit is printed; ``basis`` is known where its column was proved."""

    start: int
    end: int
    at: int
    value: Decimal
    high: Decimal | None
    qualifier: str
    patterns: tuple[str, ...]
    basis: str = ""


class Explained(NamedTuple):
    """A number that is no value, and what it is."""

    start: int
    end: int
    cls: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers of a text, each list in text order."""

    figures: tuple[Figure, ...]
    bare: tuple[Bare, ...]
    explained: tuple[Explained, ...]


_SCALES = {
    "": Decimal(1),
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
}


def scale_value(scale: str) -> Decimal:
    """What a scale word multiplies by: 万 → 10000, 百万 → 1000000."""
    value = Decimal(1)
    for character in scale:
        value *= _SCALES[character]
    return value
