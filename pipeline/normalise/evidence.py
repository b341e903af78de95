"""The evidence columns of a row, from a span of the canonical text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from ..link.context import Text
from ..model.canonical import Box


class Evidence(TypedDict):
    """What every row says of where it came from."""

    text: str
    char_start: int
    char_end: int
    page: int | None
    bbox: Box | None
    cell: str
    section: str
    pattern: str


def evidence(text: Text, start: int, end: int, patterns: Sequence[str]) -> Evidence:
    """Quote, offsets, page, box, cell and section of ``start:end``."""
    place = text.canonical.place(start, end)
    node = text.tree.at(start)
    return Evidence(
        text=text.canonical.text[start:end],
        char_start=start,
        char_end=end,
        page=place.page,
        bbox=place.box,
        cell=place.cell,
        section=node.section_id if node is not None else "",
        pattern="+".join(p for p in patterns if p),
    )
