"""What a reader of characters confused in numbers, put right and told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .glue import is_figure
from .pdf_rules import Table
from .scan_engine import Reading
from .scan_numbers import figure_of, per_milles, repaired
from .scan_readings import cells_of_readings

IN_NUMBERS = frozenset("0123456789.,%‰")
FIGURES = 3  # clear figures that make a column one of figures
ROUND = 6  # characters round a repair that are told


@dataclass(frozen=True, slots=True)
class Repair:
    """What was put right: a few characters with it before and after, and where it stands.

    ``x0``, ``x1`` are the edges of the number on the page as it was read, ``y`` is its middle.
    """

    before: str
    after: str
    x0: float
    x1: float
    y: float


def repair_of(before: str, reading: Reading) -> Repair:
    """Where a text differs from what was read, with a few characters round it."""
    after = reading.text
    first = _alike(before, after)
    alike_end = _alike(before[first:][::-1], after[first:][::-1])
    last = len(after) - alike_end
    start, end = max(first - ROUND, 0), max(alike_end - ROUND, 0)
    while first and after[first - 1] in IN_NUMBERS:
        first -= 1
    while last < len(after) and after[last] in IN_NUMBERS:
        last += 1
    return Repair(
        before[start : len(before) - end],
        after[start : len(after) - end],
        reading.edges[first],
        reading.edges[last],
        (reading.y0 + reading.y1) / 2,
    )


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def repaired_reading(reading: Reading, halved: bool) -> Reading:
    """The reading with its confused numbers put right; ``halved`` tells of ``‰`` read as ``%0``."""
    text, edges = repaired(reading.text), list(reading.edges)
    for at in reversed(per_milles(text) if halved else []):
        text = text[:at] + "‰" + text[at + 2 :]
        del edges[at + 1]
    return replace(reading, text=text, edges=tuple(edges))


def among_figures(readings: Sequence[Reading], tables: Sequence[Table]) -> list[Reading]:
    """The readings with confused numbers put right that stand alone in a cell among figures."""
    put_right = list(readings)
    places = [
        (cell, at)
        for at, cell in enumerate(cells_of_readings(readings, tables).tolist())
        if cell >= 0
    ]
    alone = Counter(cell for cell, _ in places)
    columns = [(number, c[1]) for number, table in enumerate(tables) for c in table.cells]
    by_column: dict[tuple[int, int], list[int]] = defaultdict(list)
    for cell, at in places:
        if alone[cell] == 1:
            by_column[columns[cell]].append(at)
    for found in by_column.values():
        odd = {at: figure for at in found if (figure := figure_of(readings[at].text))}
        clear = [at for at in found if at not in odd and is_figure(readings[at].text)]
        if len(clear) >= max(FIGURES, len(odd) + 1):
            for at, figure in odd.items():
                put_right[at] = replace(readings[at], text=figure)
    return put_right
