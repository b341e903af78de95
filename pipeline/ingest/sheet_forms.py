"""Several forms on one sheet, told apart by blank rows, title rows and sizes of letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# A head has only words in its cells; the rows of a form that go on behind a gap have figures.
_figure = re.compile(r"[-+(¥￥]?\d[\d,.]*\s*[%％)]?")
HEAD_WITHIN = 6  # rows from a title to the head of its form
COMMON_ENDING = 2  # characters with which titles of like forms end
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
    without figures; between it and a title that is like the first one other rows may stand. No form
    begins within a merged range.
    """
    sheet = _Rows(texts, sizes)
    inside = {row for a in merged if a.bottom > a.top for row in range(a.top + 1, a.bottom + 1)}
    starts = sheet.numbers[:1]
    has_table = False  # whether the form in hand has a row of several cells
    for index, row in enumerate(sheet.numbers):
        if has_table and row not in inside and sheet.begins_form(index):
            starts.append(row)
            has_table = False
        has_table = has_table or len(sheet.columns[row]) > 1
    return starts


class _Rows:
    """The filled rows of a sheet, and what each of them may be."""

    def __init__(
        self, texts: Mapping[tuple[int, int], str], sizes: Mapping[tuple[int, int], float]
    ) -> None:
        self.columns: dict[int, list[int]] = {}
        for row, column in sorted(texts):
            self.columns.setdefault(row, []).append(column)
        self.numbers = list(self.columns)
        self._texts, self._sizes = texts, sizes
        usual = Counter(
            sizes.get((row, column), 0.0)
            for row, columns in self.columns.items()
            if len(columns) > 1
            for column in columns
        )
        self._usual = usual.most_common(1)[0][0] if usual else 0.0

    def begins_form(self, index: int) -> bool:
        """Whether the row begins a form, given that one with a table stands before it."""
        row = self.numbers[index]
        gap = row - self.numbers[index - 1] - 1
        if len(self.columns[row]) == 1:
            apart = gap or (self._is_large(row) and self._is_large(self.numbers[0]))
            return bool(apart) and self._leads_to_head(index)
        return gap > 1 and len(self.columns[row]) > 2 and self._is_head(row)

    def _leads_to_head(self, index: int) -> bool:
        near = self.numbers[index : index + HEAD_WITHIN]
        several = [row for row in near if len(self.columns[row]) > 1]
        if not several:
            return False
        if self._is_like_first(self.numbers[index]):
            return any(map(self._is_head, several))
        return self._is_head(several[0])

    def _is_head(self, row: int) -> bool:
        cells = [self._texts[row, column] for column in self.columns[row]]
        return len(cells) > 1 and not any(_figure.fullmatch(cell.strip()) for cell in cells)

    def _is_like_first(self, row: int) -> bool:
        """Whether a row of one cell looks like the first row of the sheet."""
        first = self.numbers[0]
        if self.columns[row] != self.columns[first]:
            return False
        ending = self._texts[row, self.columns[row][0]].strip()[-COMMON_ENDING:]
        title = self._texts[first, self.columns[first][0]].strip()
        return self._is_large(row) or title.endswith(ending)

    def _is_large(self, row: int) -> bool:
        columns = self.columns[row]
        size = self._sizes.get((row, columns[0]), 0.0)
        return len(columns) == 1 and size > LARGER * self._usual > 0
