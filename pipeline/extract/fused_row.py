"""One row of a form that was run together: a name and its values, 水标尺宽度10≥50厘米≥50厘米10."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Role = Literal["target", "actual", "weight", "score"]
Extent = tuple[int, int]
UnitAt = Callable[[str, int], str]

LONGEST_NAME = 45
LONGEST_GAP = 60  # how far into a text the values of a row are looked for
LARGEST_WEIGHT = Decimal(60)
UNLIKE = 0.5  # another figure than planned
NO_UNIT = 1.0  # a figure without the unit of its goal
ODD_POINTS = 1.0
LOST_POINTS = 0.3
LONG_NAME = 0.5
NOTHING = 0.4  # neither planned nor done
POOR = 1.2  # what a row may cost
_BEGIN = re.compile(r"(?<![\d.,])[≥≤<>=]{0,2}\d")
_FIGURE = re.compile(
    r"(?P<sign>[≥≤<>=]{0,2})(?P<number>(?:0|[1-9]\d{0,8})(?:\.\d{1,4})?)(?P<unit>%|‰|)"
)
_UNIT = re.compile(r"[一-鿿a-zA-Z/²³㎡]{1,6}(?=[≥≤<>=\d])")
_POINTS = re.compile(r"(?:0|[1-9]\d?|100)(?:\.\d{1,2})?(?![%\d.])")
_SAME = re.compile(r"(?P<goal>[一-鿿、]{2,20})(?P=goal)(?=\d)")
_NAME = re.compile(r"[一-鿿\w“《(★]")


@dataclass(frozen=True, slots=True)
class FusedRow:
    """Where the name and the values of a row stand; ``figures`` are those that are numbers."""

    name: Extent
    values: Mapping[Role, Extent]
    figures: Mapping[Role, Decimal]
    cost: float

    @property
    def end(self) -> int:
        """Where the row ends."""
        return max(end for _, end in self.values.values())


@dataclass(frozen=True, slots=True)
class _Value:
    start: int
    end: int
    figure: Decimal | None
    unit: str = ""


def row_at(
    text: str, start: int, end: int, order: Sequence[Role], unit_at: UnitAt
) -> FusedRow | None:
    """The first row whose name begins at ``start``, with its values before ``end``.

    ``unit_at`` tells the unit that stands at a place of a text, or nothing.
    """
    best: FusedRow | None = None
    for begin in _begins(text, start, end, order):
        name = _name(text, start, begin)
        if name is None:
            continue
        for values, cost in _values(text, begin, end, order, {}, unit_at):
            cost += LONG_NAME * (name[1] - name[0] > LONGEST_NAME // 2)
            if cost <= POOR and (best is None or cost < best.cost):
                best = FusedRow(
                    name,
                    {role: (v.start, v.end) for role, v in values.items()},
                    {role: v.figure for role, v in values.items() if v.figure is not None},
                    cost,
                )
        if best is not None:
            return best
    return None


def _begins(text: str, start: int, end: int, order: Sequence[Role]) -> Iterator[int]:
    """Where the values of the row may begin: at a figure, or at words that are told twice."""
    limit = min(end, start + LONGEST_GAP)
    found = {m.start() for m in _BEGIN.finditer(text, start + 1, limit)}
    if order[:2] == ["target", "actual"]:
        found |= {m.start() for m in _SAME.finditer(text, start + 2, limit)}
    yield from sorted(found)


def _name(text: str, start: int, end: int) -> Extent | None:
    while start < end and not _NAME.match(text[start]):
        start += 1
    return (start, end) if 2 <= end - start <= LONGEST_NAME else None


def _values(
    text: str,
    at: int,
    end: int,
    order: Sequence[Role],
    before: Mapping[Role, _Value],
    unit_at: UnitAt,
) -> Iterator[tuple[Mapping[Role, _Value], float]]:
    """The ways to read values in their order from a place on, each with what it costs."""
    if not order:
        if at == end or not text[at].isdigit():
            yield before, 0.0
        return
    role = order[0]
    for value, cost in _value(text, at, end, role, before, unit_at):
        told = {**before, role: value}
        for rest, more in _values(text, value.end, end, order[1:], told, unit_at):
            yield rest, cost + more


def _value(
    text: str, at: int, end: int, role: Role, before: Mapping[Role, _Value], unit_at: UnitAt
) -> Iterator[tuple[_Value, float]]:
    """The values of a column that may begin at a place."""
    if role in ("weight", "score"):
        yield from _points(text, at, end, role, before)
    elif role == "target":
        yield from _goals(text, at, end, unit_at)
    else:
        yield from _achievements(text, at, end, before.get("target"))


def _points(
    text: str, at: int, end: int, role: Role, before: Mapping[Role, _Value]
) -> Iterator[tuple[_Value, float]]:
    goal = before["target"].unit if "target" in before else ""
    for last in range(at + 1, min(at + 6, end) + 1):
        if not _POINTS.fullmatch(text, at, last) or _goes_on(text, last, end, goal):
            continue
        figure = Decimal(text[at:last])
        weight = before["weight"].figure if "weight" in before else None
        cost = 0.0 if figure % Decimal("0.5") == 0 or role == "score" else ODD_POINTS
        if role == "weight" and not 0 < figure <= LARGEST_WEIGHT:
            continue
        if role == "score" and weight is not None and figure > weight:
            continue
        if role == "score" and weight is not None and figure < weight:
            cost += LOST_POINTS
        yield _Value(at, last, figure), cost


def _goes_on(text: str, at: int, end: int, unit: str) -> bool:
    """Whether a number before a place is not whole, or has the unit of the goal behind it."""
    return at < end and (text[at] in "%‰." or (bool(unit) and text.startswith(unit, at)))


def _goals(text: str, at: int, end: int, unit_at: UnitAt) -> Iterator[tuple[_Value, float]]:
    for last, figure, unit in _figures(text, at, end):
        if not figure and text[at - 1 : at].isdigit():
            continue  # 8000亩 is no weight of 8 before a goal of 0
        words = _UNIT.match(text, last, end) if not unit else None
        known = unit_at(text, last) if not unit else ""
        if known and last + len(known) <= end:
            yield _Value(at, last + len(known), figure, known), 0.0
        if words is not None and words.group() != known:
            yield _Value(at, words.end(), figure, words.group()), 0.0
        yield _Value(at, last, figure, unit), NO_UNIT / 2 if known else 0.0
    same = _SAME.match(text, at, end)
    if same is not None:
        yield _Value(at, same.end("goal"), None, same["goal"]), 0.0


def _achievements(
    text: str, at: int, end: int, goal: _Value | None
) -> Iterator[tuple[_Value, float]]:
    if goal is None:
        return
    if goal.figure is None:
        if text.startswith(goal.unit, at):
            yield _Value(at, at + len(goal.unit), None), 0.0
        return
    for last, figure, unit in _figures(text, at, end):
        cost = 0.0 if figure == goal.figure else UNLIKE
        cost += NOTHING if not figure and not goal.unit else 0.0
        if unit == goal.unit:
            if unit or figure == goal.figure:
                yield _Value(at, last, figure, unit), cost
        elif goal.unit and not unit and text.startswith(goal.unit, last):
            yield _Value(at, last + len(goal.unit), figure, goal.unit), cost
        elif goal.unit and not unit:
            yield _Value(at, last, figure), cost + NO_UNIT


def _figures(text: str, at: int, end: int) -> Iterator[tuple[int, Decimal, str]]:
    """The figures that begin at a place: where each ends, its number, and %, ‰ or nothing."""
    for last in range(at + 1, min(at + 16, end) + 1):
        found = _FIGURE.fullmatch(text, at, last)
        if found is None or (not found["unit"] and last < end and text[last] in "%‰."):
            continue
        yield last, Decimal(found["number"]), found["unit"]
