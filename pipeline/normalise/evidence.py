"""The evidence columns of a row, from a span of the canonical text."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict

from ..link.context import Text
from ..model.canonical import REPAIR, Box


class Evidence(TypedDict):
    """What every row says of where it came from."""

    text: str
    char_start: int
    char_end: int
    page: int | None
    bbox: Box | None
    confidence: Decimal | None
    cell: str
    section: str
    pattern: str


def evidence(text: Text, start: int, end: int, patterns: Sequence[str]) -> Evidence:
    """Quote, offsets, page, box, confidence, cell and section of ``start:end``.

    What was put right after it had been read from a picture has ``ocr_repair`` as its last pattern.
    """
    canonical = text.canonical
    place = canonical.place(start, end)
    if canonical.ocr and canonical.repaired(start, end):
        patterns = (*patterns, REPAIR)
    node = text.tree.at(start)
    return {
        "text": canonical.text[start:end],
        "char_start": start,
        "char_end": end,
        "page": place.page,
        "bbox": place.box,
        "confidence": None if place.confidence is None else Decimal(f"{place.confidence:.3f}"),
        "cell": place.cell,
        "section": node.section_id if node is not None else "",
        "pattern": joined(patterns),
    }


def joined(patterns: Sequence[str]) -> str:
    """The column ``pattern`` of a row that these patterns made."""
    return "+".join(filter(None, patterns))
