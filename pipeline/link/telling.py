"""What the sentences of a document tell of goals and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..segment.spans import Span
from .answers import ALIKE
from .figures import Fact
from .likeness import likeness


@dataclass(frozen=True, slots=True)
class Told:
    """What its sentence tells of an achievement.

    ``goal`` is the goal it is held against, ``stated`` the printed completion, ``lower`` whether a
    printed difference says that the goal was missed. ``first`` is the goal as it was set before it
    was revised (年初目标500人,调整为400人).
    """

    actual: Fact
    goal: Fact | None
    stated: Decimal | None
    lower: bool | None
    named_by_goal: bool = False
    first: Fact | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """A goal with the words that tell its outcome without a figure of what was done."""

    goal: Fact
    words: Span
    status: str


@dataclass(frozen=True, slots=True)
class Telling:
    """All sentences of a document: what is told of achievements, and figures that are neither.

    ``alone`` are printed completions of what no figure tells (各项任务完成率116.7%), ``rated`` the
    achievements with a completion but no goal beside them, by value and unit; ``measured`` are
    those that a sentence holds against a goal named without its figure (完成全年任务的84%), and
    ``as_set`` is where those stand that are said to be what was set (120台,与计划数一致).
    ``closed`` are goals whose outcome is told in words alone (18台已全部到位) or as a difference
    (比计划的40户少了4户), with the status that these give. ``meant`` is where goals stand that are
    called plans and have no outcome in their sentence.
    """

    told: dict[int, Told]
    others: frozenset[int]
    alone: tuple[Fact, ...]
    rated: dict[tuple[Decimal, str], list[Told]]
    measured: tuple[Fact, ...] = ()
    closed: tuple[Closed, ...] = ()
    as_set: frozenset[int] = frozenset()
    meant: frozenset[int] = frozenset()

    def of(self, fact: Fact) -> Told | None:
        """What is told of a fact as an achievement."""
        return self.told.get(fact.figure.at)

    def stated(self, fact: Fact) -> Decimal | None:
        """The completion printed beside the fact, or beside the same figure elsewhere."""
        told = self.of(fact)
        if told is not None:
            return told.stated
        same = self.rated.get((fact.figure.value, fact.figure.unit), ())
        named = (t for t in same if likeness(t.actual.subject, fact.subject) >= ALIKE)
        return next((t.stated for t in named), None)
