"""A chart of values by year as shapes that a template draws: dots, lines, boxes, ticks.

Lengths are in pixels of the drawing, from its upper left corner.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 1120, 350
LEFT, RIGHT, TOP, BOTTOM = 76, 14, 14, 34
RADIUS = 4.5
_STEP = RADIUS * 1.1
LINES = 30  # with more departments lines only hide the dots
BOXED = 8  # fewer values have no spread to speak of
STRETCH = 50  # how many times the median the greatest value is before steps of ten are drawn
_ROUND = (1, 2, 2.5, 5, 10)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dot:
    """A value; ``row`` is what it is made of."""

    x: float
    y: float
    row: Row


@dataclass(frozen=True, slots=True)
class Box:
    """Where the middle half of the values of a year lies, its median, and nine tenths of all."""

    x: float
    width: float
    low: float
    first: float
    median: float
    third: float
    high: float
    told: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All shapes; ``log`` says that equal steps are equal ratios."""

    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    boxes: tuple[Box, ...]
    years: tuple[Tick, ...]
    ticks: tuple[Tick, ...]
    log: bool
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM
    radius: float = RADIUS


def chart(spread: Mapping[int, Sequence[float]], rows: Sequence[Row]) -> Chart | None:
    """The chart of all values by year (the least first), with a dot for each of some rows."""
    every = sorted(value for values in spread.values() for value in values)
    if not every:
        return None
    log = every[0] > 0 and every[-1] > STRETCH * every[len(every) // 2]
    ticks = _log_ticks(every[0], every[-1]) if log else _ticks(every[0], every[-1])
    scale = _scale(ticks, log)
    column = (WIDTH - LEFT - RIGHT) / len(spread)
    middles = {year: LEFT + column * (i + 0.5) for i, year in enumerate(sorted(spread))}
    dots = tuple(_dots(rows, middles, scale, column))
    return Chart(
        dots=dots,
        lines=tuple(_lines(dots)),
        boxes=tuple(
            _box(middles[year], column, values, scale)
            for year, values in spread.items()
            if len(values) >= BOXED
        ),
        years=tuple(Tick(round(x, 1), str(year)) for year, x in middles.items()),
        ticks=tuple(Tick(scale(value), told(value)) for value in ticks),
        log=log,
    )


def told(value: float) -> str:
    """A number as an axis shows it."""
    if abs(value) >= 1e8:
        return f"{value / 1e8:,.10g}亿"
    return f"{value:,.10g}"


def _ticks(least: float, most: float) -> list[float]:
    """Round numbers from below the least value to above the greatest."""
    span = (most - least) or abs(most) or 1
    rough = span / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(n * power for n in _ROUND if n * power >= rough * 0.999)
    first, last = math.floor(least / step), math.ceil(most / step)
    if first == last:
        last += 1
    return [round(n * step, 10) for n in range(first, last + 1)]


def _log_ticks(least: float, most: float) -> list[float]:
    first, last = math.floor(math.log10(least)), math.ceil(math.log10(most))
    return [10.0**n for n in range(first, max(last, first + 1) + 1)]


def _scale(ticks: Sequence[float], log: bool) -> Callable[[float], float]:
    """From a value to its height in the drawing."""
    low, high = (math.log10(t) if log else t for t in (ticks[0], ticks[-1]))

    def scale(value: float) -> float:
        part = ((math.log10(value) if log else value) - low) / (high - low)
        return round(HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP), 1)

    return scale


def _dots(
    rows: Iterable[Row],
    middles: Mapping[int, float],
    scale: Callable[[float], float],
    column: float,
) -> Iterable[Dot]:
    """Dots stand aside of those that they would cover, as far as the column has room."""
    room = int((column / 2 - RADIUS) // _STEP)
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for row in rows:
        year, value = row["fiscal_year"], row["value"]
        if year not in middles or value is None:
            continue
        y = scale(value)
        level = int(y // (RADIUS * 2))
        near = [one for n in (-1, 0, 1) for one in taken.get((year, level + n), ())]
        steps = (n // 2 * (1 if n % 2 else -1) * _STEP for n in range(1, 2 * room + 2))
        aside = next((x for x in steps if _is_free(x, y, near)), room * _STEP)
        taken.setdefault((year, level), []).append((aside, y))
        yield Dot(round(middles[year] + aside, 1), y, row)


def _is_free(x: float, y: float, near: Iterable[tuple[float, float]]) -> bool:
    return all((x - a) ** 2 + (y - b) ** 2 >= (RADIUS * 2) ** 2 for a, b in near)


def _lines(dots: Sequence[Dot]) -> Iterable[str]:
    """The years of each department joined, where they are few."""
    courses: dict[tuple[str, str, str], list[Dot]] = {}
    for dot in dots:
        key = (dot.row["department"], dot.row["region_code"], dot.row["scope"])
        courses.setdefault(key, []).append(dot)
    if len(courses) > LINES:
        return
    for course in courses.values():
        if len(course) > 1:
            ordered = sorted(course, key=lambda dot: dot.row["fiscal_year"])
            yield " ".join(f"{dot.x},{dot.y}" for dot in ordered)


def _box(
    middle: float, column: float, values: Sequence[float], scale: Callable[[float], float]
) -> Box:
    last = len(values) - 1
    low, first, median, third, high = (
        values[round(last * part)] for part in (0.05, 0.25, 0.5, 0.75, 0.95)
    )
    width = min(column * 0.5, 120)
    return Box(
        x=round(middle - width / 2, 1),
        width=round(width, 1),
        low=scale(low),
        first=scale(first),
        median=scale(median),
        third=scale(third),
        high=scale(high),
        told=(first, median, third),
    )
