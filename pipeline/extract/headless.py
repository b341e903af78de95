"""Rows of a score form that stand under no head, as behind a page break or a lost first row.

Their own order tells what they are: names, goal, achievement, weight, score, reason:
建成书房 | ≥3个 | 2个 | 6 | 4 | 选址调整.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ..model.canonical import Cell
from .grids import GridView
from .operators import OPERATORS

_POINTS = re.compile(r"\d{1,2}(?:\.\d{1,3})?|100")
_VALUE = re.compile(r"[≥≤=<>]*-?\d[\d,.]*(?:%|‰|[^\W\d][^\d]{0,8})|[≥≤=<>]+-?\d[\d,.]*%?")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
LONGEST_UNIT = 6
LONGEST_NAMES = 3


@dataclass(frozen=True, slots=True)
class HeadlessRow:
    """The cells of a row by what they are; ``names`` from the widest to the most specific."""

    names: tuple[Cell, ...]
    operator: str
    target: Cell
    unit: str
    actual: Cell
    weight: Cell
    score: Cell
    reason: Cell | None


def headless_row(view: GridView, number: int) -> HeadlessRow | None:
    """The row, if no head stands over it and its cells go in the order of a form."""
    if any(block.heads[0] < number for block in view.head_blocks()):
        return None
    return ordered_row(view, number)


def ordered_row(view: GridView, number: int) -> HeadlessRow | None:
    """The row by the order of its cells alone, wherever it stands."""
    cells = view.filled(number)
    texts = [view.text(c) for c in cells]
    first = next((i for i, t in enumerate(texts) if _VALUE.fullmatch(t) or t in OPERATORS), 0)
    if not 1 <= first <= LONGEST_NAMES or any(_NUMBER.fullmatch(t) for t in texts[:first]):
        return None
    operator = texts[first] if texts[first] in OPERATORS else ""
    at = first + bool(operator)
    spread = bool(operator) and len(texts) > at + 1 and _is_unit(texts[at + 1])
    rest = at + 1 + spread
    if not _ends_in_points(texts[rest:]):
        return None
    return HeadlessRow(
        tuple(cells[:first]),
        operator,
        cells[at],
        texts[at + 1] if spread else "",
        cells[rest],
        cells[rest + 1],
        cells[rest + 2],
        cells[rest + 3] if len(cells) > rest + 3 else None,
    )


def _is_unit(text: str) -> bool:
    return len(text) <= LONGEST_UNIT and not any(c.isdigit() for c in text)


def _ends_in_points(texts: list[str]) -> bool:
    """An achievement, weight, score of at most the weight, and perhaps one text."""
    if not 3 <= len(texts) <= 4 or not (_VALUE.fullmatch(texts[0]) or _NUMBER.fullmatch(texts[0])):
        return False
    weight, score = texts[1:3]
    if not (_POINTS.fullmatch(weight) and _POINTS.fullmatch(score)):
        return False
    told = texts[3] if len(texts) == 4 else ""
    return Decimal(score) <= Decimal(weight) and not _NUMBER.fullmatch(told)
