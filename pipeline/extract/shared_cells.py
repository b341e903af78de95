"""One cell for the reasons of several rows of a form, and one for their measures, item by item.

1.造林面积:地块有争议;2.苗木数量:苗圃受冻 beside merged rows tells each indicator its reason; the
measures beside it go by the names or by the numbers: 第1项:集中调处;第2项、第3项:无.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..segment.fold import fold
from .score_row import FormRow, plain_name

LEAST_NAMED = 2
_ITEM = re.compile(
    r"(?:(?<=[;；。\n])|^)\s*(?:"
    r"第(?P<ordinals>\d{1,2}(?:项?[、,，和]第?\d{1,2})*)[项条]?[:：]"
    r"|[(（]?(?P<number>\d{1,2})[.、．)）](?!\d)|(?P<circled>[①-⑳]))\s*"
)
_NAME = re.compile(r"[“”\"']*(?P<name>[^:：,，;；。\n]{2,45}?)[“”\"']*(?:指标)?[:：]\s*")
_NUMBER = re.compile(r"\d+")
_NOTHING = re.compile(r"[/\\—\-–.…无]*")


@dataclass(frozen=True, slots=True)
class _Item:
    """An item with the numbers that it stands for; ``name`` is what stands before its colon."""

    numbers: tuple[int, ...]
    name: str
    whole: str
    told: str


def each_its_own(rows: Sequence[FormRow]) -> Iterator[FormRow]:
    """The rows; those that share a cell of items which name them have their own items alone."""
    start = 0
    while start < len(rows):
        reason = rows[start].reason
        end = start + 1
        while end < len(rows) and reason and rows[end].reason == reason:
            end += 1
        yield from _parted(rows[start:end]) if end - start > 1 else rows[start:end]
        start = end


def _parted(rows: Sequence[FormRow]) -> Iterator[FormRow]:
    """The rows of one cell of reasons, as they are where its items do not name them."""
    found = [*_items(rows[0].reason)]
    named = {item.name: item for item in found if item.name}
    if len(named) < LEAST_NAMED or not named.keys() <= {row.indicator for row in rows}:
        yield from rows
        return
    measures = [*_items(rows[0].measure)]
    for row in rows:
        own = named.get(row.indicator)
        if own is None:
            yield replace(row, reason="", measure="")
        else:
            yield replace(row, reason=own.told, measure=_measure(row, own, measures))


def _measure(row: FormRow, own: _Item, measures: Sequence[_Item]) -> str:
    """The item of the measures by the row's name, else by the number of its reason."""
    if not measures:
        return row.measure
    by_name = next((m.told for m in measures if m.name == row.indicator), None)
    if by_name is not None:
        return by_name
    return next((m.whole for m in measures if {*m.numbers} & {*own.numbers}), "")


def _items(text: str) -> Iterator[_Item]:
    marks = [*_ITEM.finditer(text)]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):
        whole = text[mark.end() : end].strip(" ;；。\n")
        lead = _NAME.match(whole)
        told = whole[lead.end() :] if lead is not None else whole
        yield _Item(
            _numbers(mark),
            plain_name(fold(lead["name"]).strip()) if lead is not None else "",
            "" if _NOTHING.fullmatch(whole) else whole,
            "" if _NOTHING.fullmatch(told) else told,
        )


def _numbers(mark: re.Match[str]) -> tuple[int, ...]:
    if mark["circled"]:
        return (ord(mark["circled"]) - ord("①") + 1,)
    return tuple(map(int, _NUMBER.findall(mark["ordinals"] or mark["number"])))
