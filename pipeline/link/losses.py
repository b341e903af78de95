"""A loss of points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss of points with its reason; ``points`` is None where several reasons share it.

    ``shared`` has the points of all of them, in the first alone. ``group`` names the first level
    above the indicator, 产出指标, where a form tells it. ``pointer`` is what a form prints in place
    of the reason, 见自评情况说明.
    """

    start: int
    end: int
    indicator: str
    weight: Decimal | None
    score: Decimal | None
    points: Decimal | None
    reason: str
    measure: str
    group: str = ""
    shared: Decimal | None = None
    pointer: str = ""

    def for_each(self, reasons: Sequence[str]) -> Iterator[Loss]:
        """The loss, or one for each of several reasons that share it."""
        if len(reasons) == 1:
            yield replace(self, reason=reasons[0])
            return
        for index, reason in enumerate(reasons):
            yield replace(self, reason=reason, points=None, shared=None if index else self.points)

    def apart(self, folded: str, reasons: Sequence[str]) -> Iterator[Loss]:
        """The same, each of several where the text tells it."""
        for one in self.for_each(reasons):
            at = folded.find(one.reason, self.start) if len(reasons) > 1 else -1
            yield replace(one, start=at, end=at + len(one.reason)) if at >= 0 else one
