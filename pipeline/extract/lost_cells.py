"""Forms whose cells a converter lost, put together again from the texts that stand in lines.

The canonical text stays as it is; the tables that are found become grids over it, and everything
that reads tables reads them. Where heads, numbers and known names do not tell what is what, the
lines stay lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ..model.canonical import Block, Canonical, Cell, Grid
from ..packs.indicators import Indicators
from ..segment.numbering import mark_at
from .grids import GridReader
from .lost_heads import LEVELS, Column, Heads, HeadSearch
from .lost_rows import LostRow, RowSearch
from .lost_tokens import Token, tokens
from .points import points_of, weight_of

MOST_TOKENS = 4000
FAIR = 1.6  # what a row may cost on the whole
POOR = 4.0  # what a single row may cost
LONGEST_NAME_PART = 8
_TOTAL = re.compile(r"(?:总分|合计|总计|总得分|自评总分|综合得分|得分合计)(?:[(].*[)])?:?")
_STOP = re.compile(r"(?:注|备注|说明|填[表报]\w{0,6}|联系人|联系电话|审核人|负责人|自评结论|评价结论|评价等级)[:(]?.*|(?:说明|备注|其他需要说明的?\w{0,4})")
SUMS = tuple(map(Decimal, (100, 90, 80, 85, 200)))


class LostCells:
    """Finds forms in running text; made once for all documents."""

    def __init__(self, reader: GridReader, indicators: Indicators) -> None:
        self._reader = reader
        self._levels_of = indicators.levels_of
        self._heads = HeadSearch(self._role_of, lambda t: not {1, 2}.isdisjoint(self._levels_of(t)))

    def find(self, canonical: Canonical, folded: str) -> Canonical:
        """The text with a grid for each form whose rows are beyond doubt."""
        lines = [b for b in canonical.blocks if b.kind != "row"]
        found = self._grids(folded, lines) if len(lines) > 0 else []
        if not found:
            return canonical
        grids = sorted((*canonical.grids, *found), key=lambda grid: grid.start)
        numbered = tuple(replace(grid, number=n) for n, grid in enumerate(grids, 1))
        return replace(canonical, grids=numbered)

    def _grids(self, folded: str, lines: Sequence[Block]) -> list[Grid]:
        found = list(tokens(folded, lines))
        heads = list(self._heads.heads(found))
        grids: list[Grid] = []
        for number, head in enumerate(heads):
            last = heads[number + 1].first if number + 1 < len(heads) else len(found)
            grid = self._grid(found, head, last)
            if grid is not None:
                grids.append(grid)
        return grids

    def _role_of(self, text: str) -> str:
        head = self._reader.head_of(text)
        return head.role if head is not None else ""

    def _grid(self, found: Sequence[Token], heads: Heads, last: int) -> Grid | None:
        body = found[heads.end : min(last, heads.end + MOST_TOKENS)]
        end = next((i for i, t in enumerate(body) if self._ends(t, heads)), len(body))
        total = _total(body, end)
        columns = _with_label(heads)
        search = RowSearch([c.role if c else "label" for c in columns], self._levels_of)
        rows = search.rows(self._whole_names(body[:end]))
        rows = [row for row in rows if _is_row(row, columns)]
        if not _is_sound(rows, columns):
            return None
        return _built(heads, columns, rows, total)

    def _ends(self, token: Token, heads: Heads) -> bool:
        """Whether a text stands below the rows of a form: the total, a note, a heading."""
        total = not heads.is_funds and _TOTAL.fullmatch(token.text)
        if total or _STOP.fullmatch(token.text):
            return True
        mark = mark_at(token.text, 0, len(token.text)) if token.first else None
        heading = mark is not None and mark.style in ("part", "han", "han_paren")
        return heading and not self._levels_of(token.text)

    def _whole_names(self, found: Sequence[Token]) -> list[Token]:
        """The tokens with the known names that went over two or three put together."""
        whole: list[Token] = []
        at = 0
        while at < len(found):
            token, size = found[at], 1
            for more in (2, 3):
                part = found[at : at + more]
                text = "".join(t.text for t in part)
                if len(part) == more and len(part[-1].text) <= LONGEST_NAME_PART and _joins(part):
                    if self._levels_of(text) and not self._levels_of(part[-1].text):
                        token, size = token.with_rest(part[-1], text), more
                        break
            whole.append(token)
            at += size
        return whole


def _joins(part: Sequence[Token]) -> bool:
    return all(t.text and not t.text[0].isdigit() for t in part)


def _total(body: Sequence[Token], end: int) -> list[Token]:
    """The total's label and the numbers behind it."""
    if end >= len(body) or not _TOTAL.fullmatch(body[end].text):
        return []
    told = [body[end]]
    for token in body[end + 1 : end + 3]:
        if points_of(token.text) is None:
            break
        told.append(token)
    return told if len(told) == 3 else []


def _with_label(heads: Heads) -> list[Column | None]:
    """The columns; those of money with one for the labels of the rows, which has no head."""
    return [None, *heads.columns] if heads.is_funds else [*heads.columns]


def _is_row(row: LostRow, columns: Sequence[Column | None]) -> bool:
    filled = {columns[c].role for c, told in row.cells.items() if columns[c] and any(t.text for t in told)}
    roles = {c.role for c in columns if c}
    if row.cost > POOR:
        return False
    if None in columns:
        money = [i for i, c in enumerate(columns) if c and c.role == "money"]
        return 0 in row.cells and all(i in row.cells for i in money)
    named = [i for i, c in enumerate(columns) if c and c.role in LEVELS]
    if named[-1] not in row.cells:
        return False
    if "score" in roles:
        return "score" in filled
    return bool({"target", "actual"} & filled)


def _is_sound(rows: Sequence[LostRow], columns: Sequence[Column | None]) -> bool:
    """Whether the rows are what the form says: the weights make up its sum, or all fits well."""
    if not rows:
        return False
    mean = sum(row.cost for row in rows) / len(rows)
    weights = _points(rows, columns, "weight")
    if weights and sum(weights) in SUMS:
        return mean <= 2 * FAIR
    return mean <= FAIR


def _points(rows: Sequence[LostRow], columns: Sequence[Column | None], role: str) -> list[Decimal]:
    """The numbers of the last column of a role."""
    own = [i for i, c in enumerate(columns) if c and c.role == role]
    told = (row.cells.get(own[-1]) for row in rows) if own else ()
    return [p for t in told if t and (p := weight_of(t[0].text)) is not None]


def _built(heads: Heads, columns: Sequence[Column | None], rows: Sequence[LostRow], total: Sequence[Token]) -> Grid:
    cells: list[Cell] = []
    first = 2 if heads.lower else 1
    for number, column in enumerate(columns, 1):
        if column is not None:
            row = 1 if heads.lower and number > heads.lower else first
            cells.append(Cell(row, number, column.head.start, column.head.end))
    at = first
    for row in rows:
        at += 1
        for place, told in sorted(row.cells.items()):
            told = [t for t in told if t.text]
            if told:
                cells.append(Cell(at, place + 1, told[0].start, told[-1].end))
    if total:
        at += 1
        cells += _total_cells(columns, total, at)
    cells.sort(key=lambda c: c.start)
    end = max(cell.end for cell in cells)
    return Grid(0, cells[0].start, end, at, len(columns), tuple(cells))


def _total_cells(columns: Sequence[Column | None], total: Sequence[Token], row: int) -> Iterator[Cell]:
    roles = [c.role if c else "" for c in columns]
    if "weight" in roles and "score" in roles:
        label, weight, score = total
        yield Cell(row, 1, label.start, label.end)
        yield Cell(row, len(roles) - roles[::-1].index("weight"), weight.start, weight.end)
        yield Cell(row, len(roles) - roles[::-1].index("score"), score.start, score.end)
