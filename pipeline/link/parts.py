"""A figure of a sentence with the part that it plays there."""

from __future__ import annotations

from dataclasses import dataclass

from .figures import Fact

UNITS = {"人次": "人", "场次": "场", "台套": "台", "台(套)": "台", "处次": "处"}


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of a sentence with its role; ``bare`` where it has no words of its own.

    ``role`` is goal, actual, completion, difference, before or whole (of 14所中有12所). ``lower``
    tells for a difference that the goal was missed; ``put`` that a goal stands right behind the
    word for it (任务62万株), ``turned`` that an achievement stands behind a turn to the outcome,
    ``later`` behind words for the time that a goal was set for (全年, 最后),
    ``meant`` that words of planning stand before a goal (原计划治理河长8.6公里).
    """

    fact: Fact
    role: str
    bare: bool
    left: str
    lower: bool = False
    put: bool = False
    later: bool = False
    turned: bool = False
    meant: bool = False


def unit_of(fact: Fact) -> str:
    """The unit for comparing: 2.13万人 and 21,350人 count the same, so do 人次, 公顷 and 亩."""
    entry = fact.figure.entry
    if entry.measure != "quantity":
        return entry.id
    if entry.unit:
        return entry.unit
    unit = fact.figure.unit.lstrip("万亿")
    return UNITS.get(unit, unit)


def same_unit(first: Fact, second: Fact) -> bool:
    """Whether two figures count in one unit."""
    return unit_of(first) == unit_of(second)
