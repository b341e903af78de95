"""When two cells say the same, and how alike two phrases are."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from functools import lru_cache

_CONTAINED = 0.9


def number(cell: str) -> Decimal | None:
    """The number that a cell holds, if it holds one."""
    try:
        value = Decimal(cell)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def same(one: str, other: str) -> bool:
    """Whether two cells are equal: as numbers where both are, else as text without blanks."""
    if one == other:
        return True
    first, second = number(one), number(other)
    if first is not None and second is not None:
        return first == second
    return _unspaced(one) == _unspaced(other)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A phrase without blanks and punctuation, width folded."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


@lru_cache(maxsize=65536)
def similarity(one: str, other: str) -> float:
    """How alike two phrases are, 0 to 1; two empty ones are alike, one empty one is not."""
    first, second = plain(one), plain(other)
    if not first or not second:
        return float(first == second)
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    if first in second or second in first:
        return max(ratio, _CONTAINED)
    return ratio


def _unspaced(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
