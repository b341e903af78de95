"""The overall goals of a form beside what became of them, where no border parts the two texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.canonical import Cell, Grid
from .lost_heads import Heads
from .lost_tokens import Token

LEAST_TEXT = 6
_ITEM = re.compile(r"[(]?(?:目标|任务)?[(]?(\d{1,2})[).、．:：]|([①-⑳])")


def goal_grid(heads: Heads, body: Sequence[Token]) -> Grid | None:
    """Two heads over two cells; none where it is open which text goes with which head.

    Two texts are one each. Of more, those of a list belong together: the second cell begins where
    the numbers of the first begin anew.
    """
    if len(body) < 2 or any(len(t.text) < LEAST_TEXT for t in (body[0], body[-1])):
        return None
    at = _second(body)
    if at is None:
        return None
    goal, actual = (column.head for column in heads.columns)
    cells = (
        Cell(1, 1, goal.start, goal.end),
        Cell(1, 2, actual.start, actual.end),
        Cell(2, 1, body[0].start, body[at - 1].end),
        Cell(2, 2, body[at].start, body[-1].end),
    )
    return Grid(0, goal.start, body[-1].end, 2, 2, cells)


def _second(body: Sequence[Token]) -> int | None:
    """Where the second text begins."""
    if len(body) == 2:
        return 1
    numbers = [_number(token.text) for token in body]
    ones = [i for i, number in enumerate(numbers) if number == 1]
    if len(ones) == 2 and ones[0] == 0:
        return ones[1]
    return None


def _number(text: str) -> int | None:
    """The number of a list's item."""
    found = _ITEM.match(text)
    if found is None:
        return None
    return int(found.group(1)) if found.group(1) else ord(found.group(2)) - ord("①") + 1
