"""Entries that reckon with what was read: money measures, metrics and audit checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .entry import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Entry):
    """A money measure that departments share, by the names that reports use for it.

    ``role`` tells what the terms are: names of the measure; ``bare`` words (预算, 决算, 支出) that
    say budget or spending of the measure before, or else of ``measure``; names of a ``fund``, the
    kind of budget that it is limited to; ``beside`` words that change nothing (本年, 合计).

    ``carried`` tells the money that a year begins or ends with. A measure that ``keeps_fund`` is of
    the fund that its sentence named before. ``holds`` are measures that the terms count in, where
    other names of the measure do not (支出总计 holds 年末结转结余); ``scope`` says so in a metric.
    """

    terms: tuple[str, ...]
    measure: str = ""
    role: Literal["name", "bare", "fund", "beside"] = "name"
    carried: Literal["no", "opening", "closing"] = "no"
    keeps_fund: bool = False
    holds: tuple[str, ...] = ()
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRule(Entry):
    """A metric by which departments are compared, and where a document states it.

    Money: the amounts of ``measure`` at one of the ``stages``. Rates: those whose subject, or the
    goals whose indicator, ends with one of the ``terms`` (words of ``whole`` before it limit
    nothing, other words are the scope), and those of one of the ``kinds`` that follow an amount of
    ``measure``. ``without`` are words of the clause that make it another thing, ``not_in`` kinds of
    sections where they do too (资产处置收入 is no income). ``numerator`` over ``denominator``, each
    the first ``measure:stage`` that is there, computes a rate. ``origin`` other than ``figures``
    takes the total score, or the score rate of each first-level indicator.
    """

    metric: str
    name: str
    unit: Literal["万元", "%", "分"]
    measure: str = ""
    stages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    origin: Literal["figures", "total_score", "level1_scores"] = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRule(Entry):
    """An audit check: which rule of ``pipeline/audit`` is applied to which facts.

    ``whole`` and ``parts`` are measures; ``complete`` are parts that leave no remainder when all of
    them are there, ``optional`` parts that some count in and some do not. ``kinds`` are values of
    ``rates.kind``, ``sections`` of ``sections.kind``, ``patterns`` expressions over the folded
    text. ``message`` may hold {expected}, {observed}, {difference} and {what}; ``needs`` says what
    was not found when nothing could be checked.
    """

    rule: str
    title: str
    severity: Literal["error", "warning", "info"]
    message: str
    needs: str
    whole: str = ""
    parts: tuple[str, ...] = ()
    complete: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
