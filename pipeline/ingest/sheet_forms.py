"""Several forms on one sheet, told apart by blank rows, title rows and sizes of letters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# A head has only words in its cells; the rows of a form that go on behind a gap have figures.
_figure = re.compile(r"[-+(¥￥]?\d[\d,.]*\s*[%％)]?")
HEAD_WITHIN = 4  # rows from a title to the head of its form
LARGER = 1.15  # by so much the letters of a title are larger than the usual ones


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range; rows and columns count from 1 and the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int


def form_starts(
    texts: Mapping[tuple[int, int], str],
    merged: Sequence[Area],
    sizes: Mapping[tuple[int, int], float],
) -> list[int]:
    """The rows at which the forms of a sheet begin, the first filled row among them.

    A form begins behind a gap with a title or a head, or without a gap with a title in letters as
    large as those of the title that the sheet begins with. It has a head: a row of several cells
    without figures. No form begins within a merged range.
    """
    rows: dict[int, list[int]] = {}
    for row, column in sorted(texts):
        rows.setdefault(row, []).append(column)
    numbers = list(rows)
    starts = numbers[:1]
    if not any(len(columns) > 1 for columns in rows.values()):
        return starts
    inside = {row for a in merged if a.bottom > a.top for row in range(a.top + 1, a.bottom + 1)}
    usual = _usual_size(rows, sizes)

    def is_head(row: int) -> bool:
        cells = [texts[row, column] for column in rows[row]]
        return len(cells) > 1 and not any(_figure.fullmatch(cell.strip()) for cell in cells)

    def leads_to_head(index: int) -> bool:
        several = (row for row in numbers[index : index + HEAD_WITHIN] if len(rows[row]) > 1)
        return is_head(next(several, numbers[index]))

    def is_large(row: int) -> bool:
        return len(rows[row]) == 1 and sizes.get((row, rows[row][0]), 0.0) > LARGER * usual > 0

    for index in range(1, len(numbers)):
        row, before = numbers[index], numbers[index - 1]
        begun = bisect_right(numbers, starts[-1]) - 1
        if row in inside or not any(len(rows[r]) > 1 for r in numbers[begun:index]):
            continue
        gap = row - before - 1
        title = len(rows[row]) == 1 and leads_to_head(index)
        headed = gap > 1 and len(rows[row]) > 2 and is_head(row)
        as_first = is_large(row) and is_large(numbers[0])
        if (title and (gap or as_first)) or headed:
            starts.append(row)
    return starts


def _usual_size(rows: Mapping[int, Sequence[int]], sizes: Mapping[tuple[int, int], float]) -> float:
    """The size of most letters in the rows of several cells."""
    found = Counter(
        sizes.get((row, column), 0.0)
        for row, columns in rows.items()
        if len(columns) > 1
        for column in columns
    )
    return found.most_common(1)[0][0] if found else 0.0
