"""Lists that give all reasons of a report: cells of forms, and 扣分的主要原因是：1.…；2.…。."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..extract.remedy_in import split_measure
from ..model.canonical import Cell
from .losses import Loss

_LIST = re.compile(r"(?:扣分|失分|丢分|减分)(?:的)?(?:主要)?(?:原因|情况)[^:。]{0,8}[:是为有]+")
ITEM = re.compile(
    r"(?:(?<=[;。:,\n])|^)[ ]*(?:\d{1,2}[.、](?!\d)|[(]\d{1,2}[)]|[①-⑳]|[一二三四五六七八九]是)[ ]*"
)


def listed_losses(folded: str, cells: Sequence[Cell]) -> Iterator[Loss]:
    """The items of the cells that a form has for all its reasons, each with its measure."""
    for cell in cells:
        yield from items_in(folded, cell.start, cell.end)


def lists_in(folded: str) -> Iterator[tuple[int, int]]:
    """扣分的主要原因是：1.…；2.…。 up to the full stop that ends the list."""
    for found in _LIST.finditer(folded):
        line_end = folded.find("\n", found.end())
        stop = folded.find("。", found.end())
        ends = [e for e in (line_end, stop) if e >= 0]
        yield found.end(), min(ends) if ends else len(folded)


def items_in(folded: str, start: int, end: int) -> Iterator[Loss]:
    """The items of a list that has marks, each a reason with its measure."""
    text = folded[start:end]
    marks = [*ITEM.finditer(text)]
    if not marks:
        return
    for index, mark in enumerate(marks):
        last = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        stated, measure = split_measure(text[mark.end() : last].strip(" ;。,\n"))
        if stated:
            at = start + mark.end()
            stated = stated.rstrip("。")
            yield Loss(at, at + len(stated), "", None, None, None, stated, measure)
