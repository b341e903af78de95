"""Numbers as a reader wants them: thousands apart, no idle zeros, shares in percent."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_LARGEST = 10**15  # beyond it a figure is shown as it is, without separators


def shown(value: Decimal | int | None, digits: int | None = None) -> str:
    """``1234.500`` → ``1,234.5``; with ``digits`` rounded half up; unknown is empty."""
    if value is None:
        return ""
    number = Decimal(value)
    if digits is not None:
        number = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{number:,f}" if abs(number) < _LARGEST else f"{number:f}"
    if digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(part: int, whole: int, digits: int = 1) -> str:
    """A share in percent without its sign; ``–`` of nothing."""
    return shown(Decimal(100 * part) / whole, digits) if whole else "–"


def plain(text: str | None) -> str:
    """A text; where it is a bare number, its thousands are set apart: ``37888.30`` keeps its 0."""
    if not text or not _PLAIN.fullmatch(text):
        return text or ""
    return f"{Decimal(text):,f}"
