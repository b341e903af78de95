"""A loss of points, and the words by which texts and forms tell one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

TAKEN = (
    r"(?:(?:扣[减除掉去]?|[失丢]掉?|失去|减[掉去]?|少[得掉]|去掉)(?:了|的)?分?(?:了|值)?[ :为]?"
    r"|(?<=[(,:])[ ]?-)"
)
# By ``regex``, which looks for the words among the rest of a text much faster.
LOST = regex.compile(rf"{TAKEN}(\d{{1,2}}(?:\.\d{{1,3}})?)[ ]?分")
RULE = re.compile(
    r"每[^,。;]{0,16}[扣减]|(?:以[内上下]|\d[日天])扣|扣完|扣\d+(?:\.\d+)?分[,;]?(?:扣|最)|的[,，]?[扣减]|的,[^。;]{0,24}扣|否则|不得分"
)


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss of points with its reason; ``points`` is None where several reasons share it.

    ``shared`` has the points of all of them, in the first alone. ``group`` names the first level
    above the indicator, 产出指标, where a form tells it.
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

    def for_each(self, reasons: Sequence[str]) -> Iterator[Loss]:
        """The loss, or one for each of several reasons that share it."""
        if len(reasons) == 1:
            yield replace(self, reason=reasons[0])
            return
        for index, reason in enumerate(reasons):
            yield replace(self, reason=reason, points=None, shared=None if index else self.points)
