"""Forms whose cells a converter lost, put together again from the texts that stand in lines.

The canonical text stays as it is; the tables that are found become grids over it, and everything
that reads tables reads them. Where heads, numbers and known names do not tell what is what, the
lines stay lines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise, takewhile

from ..model.canonical import Canonical, Cell, Grid
from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.numbering import mark_at
from ..segment.spans import Cover
from .grids import GridReader, units_in_head
from .lost_fillers import filled
from .lost_goals import goal_grid
from .lost_grid import Place, grid_of, with_borders
from .lost_headless import headless_grids
from .lost_heads import LEVELS, Heads, HeadSearch
from .lost_places import cell_tokens, is_ragged, may_be_ragged, without
from .lost_rows import LostRow, RowSearch
from .lost_tokens import Token, tokens
from .points import points_of, weight_of
from .score_block import BAND, NOTE, OWN_SCORE, TOTAL

MOST_TOKENS = 4000
MOST_IN_TOTAL = 5
CORNER = 3  # texts before the heads of money that may tell the unit
FULL = Decimal(100)
LEAST_MONEY = 2  # columns of a money block
FAIR = 1.6  # what the rows may cost on the average
FAIR_IN_SUM = 2 * FAIR  # where the weights make up the sum of a form
FEWEST = 0.5  # the share of rows of indicators that must be rows
FAIR_IN_TABLE = 2 * FAIR  # where the rows are those of a table
POOR = 4  # what a single row may cost
LONGEST_PART = 8  # characters of the end of a name that went over two lines
SUMS = frozenset(map(Decimal, (80, 85, 90, 100, 200)))  # without the budget execution, or with it
PLAIN = frozenset(("text/plain", "text/markdown"))  # what keeps no places of cells
HEADINGS = ("part", "han", "han_paren")


class LostCells:
    """Finds forms in running text; made once for all documents."""

    def __init__(self, packs: Packs, reader: GridReader) -> None:
        self._reader = reader
        self._levels_of = packs.indicators.levels_of
        self._below = Expressions(packs, "table").compile("{end}")
        self._heads = HeadSearch(self._role_of, self._is_class)

    def find(self, canonical: Canonical, folded: str) -> tuple[Canonical, str]:
        """The text with a grid for each form whose rows are beyond doubt, and its shadow."""
        lines = [b for b in canonical.blocks if b.kind != "row"]
        found = list(tokens(folded, lines))
        heads = list(self._heads.heads(found))
        ends = [head.first for head in heads[1:]] + [len(found)] if heads else []
        tables = [bisect_left(found, g.start, key=lambda t: t.start) for g in canonical.grids]
        made = [
            self._grid(found, head, min([end, *(t for t in tables if t > head.first)]))
            for head, end in zip(heads, ends, strict=True)
        ]
        new = [grid for grid in made if grid is not None]
        inside = Cover([(grid.start, grid.end) for grid in new])
        new += [grid for grid in _own_scores(found) if grid.start not in inside]
        taken = Cover([(grid.start, grid.end) for grid in (*canonical.grids, *new)])
        new += headless_grids([token for token in found if token.start not in taken])
        kept = [*canonical.grids]
        if canonical.media_type in PLAIN:
            put_right = [(grid, self._put_right(grid, folded)) for grid in kept]
            kept = [part for grid, forms in put_right for part in without(grid, forms)]
            new += [form for _, forms in put_right for form in forms]
        if not new:
            return canonical, folded
        new.sort(key=lambda grid: grid.start)
        grids = sorted((*kept, *new), key=lambda grid: grid.start)
        numbered = tuple(replace(grid, number=n) for n, grid in enumerate(grids, 1))
        return replace(canonical, grids=numbered), with_borders(folded, new)

    def _role_of(self, text: str) -> str:
        head = self._reader.head_of(text)
        return head.role if head is not None else ""

    def _is_class(self, text: str) -> bool:
        """Whether a text is known as an indicator that has others below it."""
        return not {1, 2}.isdisjoint(self._levels_of(text))

    def _put_right(self, grid: Grid, folded: str) -> list[Grid]:
        """The forms in a table whose rows lost places; none where the rows stand as they should."""
        found = cell_tokens(folded, grid)
        if not may_be_ragged(found, grid):
            return []
        heads = [head for head in self._heads.heads(found) if not head.are_goals]
        if not heads:
            return []
        ends = [head.first for head in heads[1:]] + [len(found)]
        lists = [i for i, t in enumerate(found) if t.first and self._role_of(t.text) == "serial"]
        ends = [
            min([end, *(i for i in lists if i >= head.end)])
            for head, end in zip(heads, ends, strict=True)
        ]
        bodies = [(head, found[head.end : end]) for head, end in zip(heads, ends, strict=True)]
        if not any(is_ragged(grid, head, body) for head, body in bodies):
            return []
        forms = (
            self._grid(found, head, end, in_cells=True)
            for head, end in zip(heads, ends, strict=True)
        )
        return [form for form in forms if form is not None]

    def _grid(
        self, found: Sequence[Token], heads: Heads, last: int, in_cells: bool = False
    ) -> Grid | None:
        """The form below some heads, which reaches up to ``last`` at most.

        ``in_cells`` says that the tokens of each line are the cells of a row.
        """
        body = found[heads.end : min(last, heads.end + MOST_TOKENS)]
        end = next((i for i, t in enumerate(body) if self._ends(t, heads)), len(body))
        if heads.are_goals:
            return goal_grid(heads, body[:end])
        texts = filled(self._whole_names(body[:end]), self._levels_of)
        corner = _corner(found[max(heads.first - CORNER, 0) : heads.first])
        forms = [(p, self._rows(p, texts, in_cells)) for p in _layouts(heads, corner)]
        places, rows = max(forms, key=lambda form: len(form[1]))
        if not _is_sound(rows, places, FAIR_IN_TABLE if in_cells else FAIR):
            return None
        return grid_of(places, heads.lower, rows, _total(body[end:]))

    def _rows(
        self, places: Sequence[Place], texts: Sequence[Token], in_cells: bool
    ) -> list[LostRow]:
        """The rows that have what rows of their form must have."""
        roles = [place.role for place in places]
        search = RowSearch(roles, self._levels_of, in_cells)
        found: list[LostRow] = []
        tried = 0
        for is_band, part in groupby(texts, key=lambda t: _is_band(t.text, roles)):
            if is_band:
                found += (LostRow({0: (band,)}, 0.0) for band in part)
            else:
                seen = search.rows([*part])
                found += (row for row in seen if _is_row(row, places))
                tried += len(seen)
        return found if roles[0] == "label" or FEWEST * tried <= len(found) else []

    def _ends(self, token: Token, heads: Heads) -> bool:
        """Whether a text stands below the rows of a form: the total, a note, a heading."""
        text = token.text
        if _is_band(text, heads.roles):
            return False
        if (
            NOTE.match(text)
            or self._below.fullmatch(text)
            or (TOTAL.match(text) and not heads.is_funds)
        ):
            return True
        mark = mark_at(text, 0, len(text)) if token.first else None
        return mark is not None and mark.style in HEADINGS and not self._levels_of(text)

    def _whole_names(self, found: Sequence[Token]) -> list[Token]:
        """The tokens, with the known names that went over two or three lines put together."""
        whole: list[Token] = []
        at = 0
        while at < len(found):
            size = next((n for n in (2, 3) if self._is_name(found[at : at + n], n)), 1)
            text = "".join(t.text for t in found[at : at + size])
            whole.append(found[at].with_rest(found[at + size - 1], text))
            at += size
        return whole

    def _is_name(self, parts: Sequence[Token], size: int) -> bool:
        """Whether parts make up a known name of which the last is but an end."""
        if len(parts) < size or len(parts[-1].text) > LONGEST_PART:
            return False
        if not all(part.text and not part.text[0].isdigit() for part in parts):
            return False
        whole = self._levels_of("".join(part.text for part in parts))
        ends = parts[0].text, parts[-1].text
        return bool(whole) and not all(map(self._levels_of, ends))


def _is_band(text: str, roles: Sequence[str]) -> bool:
    """Whether a text names the class of the rows below it, across a form without levels."""
    return "level1" not in roles and "分" in text and BAND.match(text) is not None


def _own_scores(found: Sequence[Token]) -> Iterator[Grid]:
    """The total in the head of a form as a table of a label and a value: 自评得分 92.64."""
    for label, value in pairwise(found):
        scored = value.text[:1].isdigit() and OWN_SCORE.match(label.text)
        if scored and points_of(value.text) is not None:
            cells = Cell(1, 1, label.start, label.end), Cell(1, 2, value.start, value.end)
            yield Grid(0, label.start, value.end, 1, 2, cells)


def _corner(before: Sequence[Token]) -> Token | None:
    """What stands over the labels of the rows of money, if it tells the unit: 项目资金(万元)."""
    return next((token for token in reversed(before) if units_in_head(token.text)), None)


def _layouts(heads: Heads, corner: Token | None) -> Iterator[list[Place]]:
    """The columns; the labels of money stand under no head, or one of the first two (资金来源)."""
    places = [Place(c.role, c.head) for c in heads.columns]
    if not heads.is_funds:
        yield places
        return
    yield [Place("label", corner), *places]
    for own in (0, 1):
        if heads.roles[own + 1 :].count("money") >= LEAST_MONEY:
            yield [Place("label", places[own].head), *places[own + 1 :]]


def _total(found: Sequence[Token]) -> Sequence[Token]:
    """The label of the total, its weight and its score, if the tokens begin with them.

    Forms with a weight for each level repeat the whole weight.
    """
    if not found or not TOTAL.match(found[0].text):
        return ()
    told = list(takewhile(lambda t: points_of(t.text) is not None, found[1:MOST_IN_TOTAL]))
    points = [p for t in told if (p := points_of(t.text)) is not None]
    sound = len(points) >= 2 and points[-1] <= points[0] <= FULL
    return (found[0], told[0], told[-1]) if sound else ()


def _is_row(row: LostRow, places: Sequence[Place]) -> bool:
    """Whether a row has what a row of its form must have."""
    roles = {places[c].role for c, told in row.cells.items() if any(t.text for t in told)}
    if row.cost > POOR:
        return False
    if places[0].role == "label":
        money = [c for c, place in enumerate(places) if place.role == "money"]
        return "label" in roles and all(c in row.cells for c in money)
    leaf = max(c for c, place in enumerate(places) if place.role in LEVELS)
    if leaf not in row.cells:
        return False
    own = next((c for c, place in enumerate(places) if place.role == "score"), None)
    if own is not None:
        blank = own in row.cells and {"target", "weight"} <= roles
        shared = {"target", "actual"} <= roles  # one score for several rows
        return "score" in roles or blank or shared
    return bool({"target", "actual"} & roles)


def _is_sound(rows: Sequence[LostRow], places: Sequence[Place], fair: float) -> bool:
    """Whether the rows cost no more than is ``fair``, or the weights make up the form's sum."""
    if not any(len(row.cells) > 1 for row in rows):
        return False
    mean = sum(row.cost for row in rows) / len(rows)
    return mean <= (max(fair, FAIR_IN_SUM) if sum(_weights(rows, places)) in SUMS else fair)


def _weights(rows: Sequence[LostRow], places: Sequence[Place]) -> list[Decimal]:
    """The numbers of the last column of weights."""
    own = [c for c, place in enumerate(places) if place.role == "weight"]
    told = [row.cells.get(own[-1], ()) for row in rows] if own else []
    return [p for t in told if t and (p := weight_of(t[0].text)) is not None]
