"""Entries that describe indicators and the forms that score them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .entry import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Entry):
    """An indicator by all its names; what it measures, as a fraction in words.

    ``indicator`` is what stands in ``scores.indicator_id``; another pack may give it more names.
    ``rule`` is the number of the regulation that defines it.
    """

    indicator: str
    terms: tuple[str, ...]
    numerator: str = ""
    denominator: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A step of a scale: from ``bound`` percent on, ``share`` percent of the weight."""

    operator: Literal["≥", "≤"]
    bound: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """An indicator's place in a form: level, parent, points, and how the points follow.

    ``weight`` is None where the form leaves it to who fills it in. ``scoring`` is ``proportion``
    (rate × weight), ``floor`` (nothing below ``floor`` percent, from there in proportion),
    ``bands``, or ``judged`` (no formula). ``terms`` are names that mean this only in this form;
    ``numerator`` and ``denominator`` are given where the form has others than the indicator.
    """

    indicator: str
    level: Literal["1", "2", "3"]
    parent: str = ""
    weight: Decimal | None = None
    scoring: Literal["proportion", "floor", "bands", "judged"] = "judged"
    floor: Decimal = Decimal(60)
    bands: tuple[Band, ...] = ()
    numerator: str = ""
    denominator: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Entry):
    """An indicator framework: the words that tell it, and the rows of its form.

    ``at_least`` of the ``terms`` must occur in the text; where a form is filled in, its indicators
    decide. A framework with a ``province`` is only that province's. ``rule`` is the number of the
    regulation that sets the form.
    """

    framework: str
    terms: tuple[str, ...]
    at_least: int = 1
    province: str = ""
    rule: str = ""
    rows: tuple[Rated, ...] = ()
