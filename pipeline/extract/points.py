"""How points are printed in a cell: 9.5, 得9.5分, 满分, 扣0.5分，得9.5分; a weight also as 10%."""

from __future__ import annotations

import re
from decimal import Decimal

POINTS = re.compile(r"^(?:自评|实)?得?\d{1,3}(?:\.\d{1,4})?分?$")
_WON = re.compile(r"得(\d{1,3}(?:\.\d{1,4})?)分?$")
_NUMBER = re.compile(r"\d[\d.]*")
_PAIR = re.compile(r"^(\d{1,3}(?:\.\d{1,2})?)分?/(\d{1,3}(?:\.\d{1,4})?)分?$")
_PERCENT = re.compile(r"^(\d{1,3}(?:\.\d{1,2})?)%$")
_FULL = re.compile(r"^(?:得)?(?:满分|全分)$|^(?:不|未|无)扣(?:减)?分$")


def points_of(text: str) -> Decimal | None:
    """The points that a cell holds, and nothing else; None for anything else."""
    found = _NUMBER.search(text) if POINTS.match(text) else None
    return Decimal(found.group()) if found is not None else None


def weight_of(text: str) -> Decimal | None:
    """The points of a weight, printed alone, as a percentage, or before the score: 10/9.5."""
    found = _PERCENT.match(text) or _PAIR.match(text)
    return Decimal(found.group(1)) if found is not None else points_of(text)


def score_of(text: str, weight: Decimal | None) -> Decimal | None:
    """The points won; 满分 and 不扣分 are the weight."""
    if _FULL.match(text):
        return weight
    points = points_of(text)
    if points is not None:
        return points
    won = _WON.search(text)
    if won is None and (pair := _PAIR.match(text)) is not None:
        return Decimal(pair.group(2))
    return Decimal(won.group(1)) if won is not None else None
