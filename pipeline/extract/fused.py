"""Figures of a form's row that a converter ran together: ``202010100.00%10``, 20|20|10|100.00%|10.

A string is parted only where the columns of the form and its arithmetic allow one reading:
executed / budget = rate, weight × rate = score or full marks, weights in range, money printed with
like decimals. Sources: 财预〔2020〕10号 (the budget execution weighs 10, in local forms up to 30;
points follow the rate) and the national form (the columns of its money block).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

Column = Literal["initial", "budget", "executed", "weight", "rate", "score", "target", "actual"]

MONEY: tuple[Column, ...] = ("initial", "budget", "executed")
HALF = Decimal("0.5")
FUSED = "fused"  # what the rows name as their pattern
WEIGHTS = (Decimal(2), Decimal(30))  # of the budget execution
POINTS = (HALF, Decimal(100))  # of any other indicator
LARGEST_RATE = Decimal(300)
NEARLY = Decimal("0.8")  # from this ratio on, forms with steps give full marks
LONGEST = 80
# The columns of the money block in the national form and in those that move or drop some.
FUNDS: tuple[tuple[Column, ...], ...] = (
    ("initial", "budget", "executed", "weight", "rate", "score"),
    ("initial", "budget", "executed", "rate", "weight", "score"),
    ("budget", "executed", "weight", "rate", "score"),
    ("budget", "executed", "rate", "weight", "score"),
    ("initial", "budget", "executed", "rate", "score"),
    ("budget", "executed", "rate", "score"),
    ("initial", "budget", "executed", "rate"),
    ("budget", "executed", "rate"),
)
_whole = r"(?:0|[1-9]\d{0,11}|[1-9]\d{0,2}(?:,\d{3}){1,4})"
_money = re.compile(rf"{_whole}(?:\.\d{{1,6}})?")
_rate = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.\d{1,4})?%")
_points = re.compile(r"(?:0|[1-9]\d?|100)(?:\.\d{1,3})?分?")
_blank_points = re.compile(r"[-—–/]{1,2}")
_value = re.compile(rf"(?:[≥≤<>]=?|=)?{_whole}(?:\.\d{{1,6}})?(?:%|[^\W\d_]{{1,4}})")
_FORMS: dict[Column, re.Pattern[str]] = {
    **dict.fromkeys(MONEY, _money),
    "rate": _rate,
    "target": _value,
    "actual": _value,
}
_digits = re.compile(r"[^\d.]")


@dataclass(frozen=True, slots=True)
class Part:
    """One figure: where it stands in the string, its column, and its value (none for a dash)."""

    start: int
    end: int
    column: Column
    value: Decimal | None


Reading = tuple[Part, ...]
POINTS_COLUMNS: frozenset[Column] = frozenset(("weight", "score"))
BASIS: dict[Column, str] = {
    "initial": "initial_budget",
    "budget": "budget",
    "executed": "expenditure",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Figures run together at ``start:end`` of a text; ``parts``, if parted, count from there."""

    start: int
    end: int
    parts: Reading


def parted(text: str, layouts: Sequence[Sequence[Column]]) -> Reading | None:
    """The one reading that the columns and the arithmetic allow; ``None`` for none or several.

    The text is folded and has no blanks. Two readings with the same borders and unlike columns
    are two. Without a printed rate the borders must be beyond doubt also if the points did not
    follow from the money, as where a clerk took some off.
    """
    found = list(readings(text, layouts))
    if len(found) != 1:
        return None
    without_rate = [layout for layout in layouts if "rate" not in layout]
    others = [r for r in _possible(text, without_rate) if r != found[0] and _in_range(r)]
    rated = any(part.column == "rate" for part in found[0])
    return None if others and not rated else found[0]


def readings(text: str, layouts: Sequence[Sequence[Column]]) -> Iterator[Reading]:
    """All readings that hold."""
    return (reading for reading in _possible(text, layouts) if _holds(reading))


def _possible(text: str, layouts: Sequence[Sequence[Column]]) -> Iterator[Reading]:
    if len(text) <= LONGEST:
        for layout in layouts:
            yield from _split(text, 0, tuple(layout), ())


def _split(text: str, at: int, columns: tuple[Column, ...], before: Reading) -> Iterator[Reading]:
    """The readings of ``text[at:]`` in columns, each behind what was read before."""
    if not columns:
        if at == len(text):
            yield before
        return
    for part in _parts_at(text, at, columns[0]):
        reading = (*before, part)
        if _may_hold(reading):
            yield from _split(text, part.end, columns[1:], reading)


def _parts_at(text: str, at: int, column: Column) -> Iterator[Part]:
    form = _FORMS.get(column, _points)
    for end in range(at + 1, len(text) + 1):
        if form.fullmatch(text, at, end):
            yield Part(at, end, column, Decimal(_digits.sub("", text[at:end])))
        elif form is _points and _blank_points.fullmatch(text, at, end):
            yield Part(at, end, column, None)


Values = dict[Column, Decimal | None]


def _may_hold(reading: Reading) -> bool:
    """Whether the last part contradicts none before it."""
    values = {part.column: part.value for part in reading}
    last = reading[-1]
    if last.column == "rate":
        return _is_rate(last, values)
    if last.column in MONEY:
        return _are_alike([p.value for p in reading if p.column in MONEY and p.value is not None])
    if last.column == "weight" and last.value is not None:
        least, most = POINTS if "target" in values else WEIGHTS
        return least <= last.value <= most
    return True


def _are_alike(values: Sequence[Decimal]) -> bool:
    """Whether amounts are printed alike: with the same decimals, or all without zeros behind."""
    places = {_places(value) for value in values}
    return len(places) == 1 or all(_places(v) == 0 or v.as_tuple().digits[-1] for v in values)


def _places(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


def _is_printed(exact: Decimal, printed: Decimal) -> bool:
    """Whether a value was printed as this: rounded or cut off."""
    step = Decimal(1).scaleb(-_places(printed))
    return printed in (exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN))


def _is_rate(rate: Part, values: Values) -> bool:
    """Whether a printed rate is executed / budget."""
    budget, executed = values.get("budget"), values.get("executed")
    if rate.value is None or not budget or executed is None or rate.value > LARGEST_RATE:
        return False
    return _is_printed(executed / budget * 100, rate.value)


def _holds(reading: Reading) -> bool:
    """Whether the points follow from the money or the goal; both or none may be a dash."""
    values = {part.column: part.value for part in reading}
    score = values.get("score")
    ratio = _ratio(values)
    if ratio is None:
        return False
    if "weight" not in values and "score" in values:
        return score is not None and any(
            _fits(Decimal(weight), ratio, score) for weight in range(*map(int, WEIGHTS))
        )
    weight = values.get("weight")
    if weight is None or score is None:
        return weight is score is None and "rate" in values
    return _fits(weight, ratio, score)


def _in_range(reading: Reading) -> bool:
    """Whether the points of a reading are usual ones: halves or whole, the score no higher."""
    values = {part.column: part.value for part in reading}
    weight, score = values.get("weight"), values.get("score")
    return weight is not None and score is not None and score <= weight and not weight % HALF


def _fits(weight: Decimal, ratio: Decimal, score: Decimal) -> bool:
    if score == weight:
        return ratio >= NEARLY
    return score < weight and _is_printed(weight * min(ratio, Decimal(1)), score)


def _ratio(values: Values) -> Decimal | None:
    """What was done of what was planned; ``None`` where the columns do not tell."""
    plan, done = values.get("budget"), values.get("executed")
    if "target" in values:
        plan, done = values["target"], values.get("actual")
    return done / plan if plan and done is not None else None
