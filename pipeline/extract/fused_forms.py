"""Forms that a converter ran together: …二级指标三级指标分值…产出指标数量指标新建水窖10≥20口22口10.

The heads tell which values a row has, and in which order. A row is a name and those values; a goal
and what was done have like units or are the same words, and a score is no higher than its weight.
Where that does not tell where a value ends, the row is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from ..model.canonical import Block, Grid
from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.spans import Cover
from .fused import Column, Part, Reading, Run
from .fused_row import FusedRow, Role, UnitAt, row_at
from .grids import GridReader
from .lost_fillers import is_empty_class
from .lost_grid import Place, grid_of
from .lost_heads import LEVELS
from .lost_rows import LostRow
from .lost_tokens import Token
from .points import points_of

MOST_BLOCKS = 12  # of the text of one form
LEAST_ROWS = 2
FAIR = 0.7
VALUES: frozenset[str] = frozenset(("target", "actual", "weight", "score"))
_PAGE = re.compile(r"\d{1,2}、")  # the number of a page in copies from libraries of documents
_NUMBER = re.compile(r"\d(?=[一-鿿])")  # 数量指标指标1…, of which 数量 is the class
_TOTAL = re.compile(r"(?P<weight>100|[89]\d)(?P<score>100|\d{1,2}(?:\.\d{1,2})?)(?!\d)")


@dataclass(frozen=True, slots=True)
class _Text:
    """Text without blanks, and where each of its characters stands in the shadow."""

    text: str
    places: Sequence[int]

    def token(self, start: int, end: int) -> Token:
        """A part as a token of the shadow."""
        return Token(self.places[start], self.places[end - 1] + 1, self.text[start:end], False, 0)


@dataclass(frozen=True, slots=True)
class FusedForm:
    """A form as a table, and its figures with the borders between them."""

    grid: Grid
    runs: tuple[Run, ...]


class FusedForms:
    """Finds forms that were run together; made once for all documents."""

    def __init__(self, packs: Packs, reader: GridReader, unit_at: UnitAt) -> None:
        words = Expressions(packs, "fused")
        self._begin = words.compile(r"{level}(?={level})")
        self._head = words.compile(r"{head}")
        self._end = words.compile(r"{end}")
        self._total = words.compile(r"{total}")
        self._reader = reader
        self._unit_at = unit_at
        names = sorted(packs.indicators.classes(), key=lambda name: -len(name))
        joined = "|".join(map(re.escape, names))
        self._class = re.compile(rf"(?:{joined})(?:[(]\d{{1,3}}分?[)])?")
        self._levels_of = packs.indicators.levels_of

    def find(
        self, folded: str, blocks: Sequence[Block], tables: Sequence[Grid]
    ) -> Iterator[FusedForm]:
        """The forms in running text, in order; none inside ``tables``."""
        if self._begin.search(folded) is None:
            return
        inside = Cover([(grid.start, grid.end) for grid in tables])
        done = 0
        for number, block in enumerate(blocks):
            if block.kind == "row" or block.start < done:
                continue
            begin = self._begin.search(folded, block.start, block.end)
            if begin is None or begin.start() in inside:
                continue
            limit = min((t.start for t in tables if t.start > begin.start()), default=len(folded))
            near = blocks[number : number + MOST_BLOCKS]
            text = _squeezed(folded, begin.start(), limit, near)
            form = self._form(text)
            if form is not None:
                done = form.grid.end
                yield form

    def _form(self, text: _Text) -> FusedForm | None:
        places, at = self._heads(text)
        order = [place.role for place in places if place.role in VALUES]
        if not order or len(set(order)) < len(order):
            return None
        again = self._begin.search(text.text, at)
        last = again.start() if again is not None else len(text.text)
        stop = self._end.search(text.text, at, last)
        end = stop.start() if stop is not None else last
        found = list(self._rows(text, at, end, [p.role for p in places]))
        rows = [row for row, _ in found]
        if len(rows) < LEAST_ROWS or sum(row.cost for row in rows) > FAIR * len(rows):
            return None
        total = self._points_in_total(text, end)
        runs = tuple(run for _, run in found if run.parts)
        return FusedForm(grid_of(places, 0, rows, total), runs)

    def _heads(self, text: _Text) -> tuple[list[Place], int]:
        """The heads from the beginning on, and where they end."""
        places: list[Place] = []
        at = 0
        while (found := self._head.match(text.text, at)) is not None and found.end() > at:
            head = self._reader.head_of(found.group())
            if head is None:
                break
            places.append(Place(head.role, text.token(*found.span())))
            at = found.end()
        return places, at

    def _rows(
        self, text: _Text, at: int, end: int, roles: Sequence[str]
    ) -> Iterator[tuple[LostRow, Run]]:
        """The rows of a form between two places, each with its figures."""
        order: list[Role] = [role for role in roles if role in VALUES]  # type: ignore[misc]
        leaf = max((i for i, role in enumerate(roles) if role in LEVELS), default=0)
        classes: dict[int, Token] = {}
        for mark, last in self._classes(text.text, at, end):
            first = mark.end()
            column = 0 if last == first or 2 not in self._levels_of(mark.group()) else min(1, leaf)
            classes = {c: t for c, t in classes.items() if c < column}
            classes[column] = text.token(*mark.span())
            if _NUMBER.match(text.text, first, last):
                first += 1
            while (row := row_at(text.text, first, last, order, self._unit_at)) is not None:
                yield _told(text, row, roles, leaf, {c: classes[c] for c in classes if c < leaf})
                classes = {}
                first = row.end

    def _classes(self, text: str, at: int, end: int) -> Iterator[tuple[re.Match[str], int]]:
        """The classes between two places that have something below them, and where that ends."""
        marks = [*self._class.finditer(text, at, end)]
        for mark, after in zip_longest(marks, marks[1:]):
            last = after.start() if after is not None else end
            beside = after.group() if after is not None and last == mark.end() else text[last - 1]
            if not is_empty_class(mark.group(), beside, self._levels_of):
                yield mark, last

    def _points_in_total(self, text: _Text, at: int) -> tuple[Token, ...]:
        """The label of the total, its weight and its score: 总分10096."""
        label = self._total.match(text.text, at)
        points = _TOTAL.match(text.text, label.end()) if label is not None else None
        if label is None or points is None:
            return ()
        weight, score = Decimal(points["weight"]), points_of(points["score"])
        if score is None or score > weight:
            return ()
        return (
            text.token(*label.span()),
            text.token(*points.span("weight")),
            text.token(*points.span("score")),
        )


def _squeezed(folded: str, start: int, limit: int, blocks: Sequence[Block]) -> _Text:
    """The text of blocks between two places, without blanks and the numbers of pages."""
    places: list[int] = []
    for block in blocks:
        if block.kind == "row":
            break
        first = max(start, block.start)
        page = _PAGE.match(folded, first, block.end) if first == block.start else None
        first = page.end() if page is not None else first
        places += [i for i in range(first, min(block.end, limit)) if not folded[i].isspace()]
    return _Text("".join(folded[i] for i in places), places)


def _told(
    text: _Text, row: FusedRow, roles: Sequence[str], leaf: int, above: Mapping[int, Token]
) -> tuple[LostRow, Run]:
    """A row as cells by column, and its figures."""
    cells: dict[int, tuple[Token, ...]] = {column: (token,) for column, token in above.items()}
    cells[leaf] = (text.token(*row.name),)
    parts: list[Part] = []
    start = text.places[row.name[1]]
    for role, (first, last) in row.values.items():
        token = text.token(first, last)
        cells[roles.index(role)] = (token,)
        value = row.figures.get(role)
        if value is not None:
            column: Column = role
            parts.append(Part(token.start - start, token.end - start, column, value))
    parts.sort(key=lambda part: part.start)
    reading: Reading = tuple(parts)
    end = start + parts[-1].end if parts else start
    return LostRow(cells, row.cost), Run(start, end, reading)
