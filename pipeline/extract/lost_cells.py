"""Forms whose cells a converter lost, put together again from the texts that stand in lines.

The canonical text stays as it is; the tables that are found become grids over it, and everything
that reads tables reads them. Where heads, numbers and known names do not tell what is what, the
lines stay lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ..model.canonical import Canonical, Grid
from ..packs.indicators import Indicators
from ..segment.numbering import mark_at
from .grids import GridReader
from .lost_grid import Place, grid_of, with_borders
from .lost_heads import LEVELS, Heads, HeadSearch
from .lost_rows import LostRow, RowSearch
from .lost_tokens import Token, tokens
from .points import points_of, weight_of
from .score_block import NOTE, TOTAL

MOST_TOKENS = 4000
FAIR = 1.6  # what the rows may cost on the average
FAIR_IN_SUM = 2 * FAIR  # where the weights make up the sum of a form
POOR = 4  # what a single row may cost
LONGEST_PART = 8  # characters of the end of a name that went over two lines
SUMS = frozenset(map(Decimal, (80, 85, 90, 100, 200)))  # without the budget execution, or with it
HEADINGS = ("part", "han", "han_paren")
_BELOW = re.compile(
    r"(?:说明|备注|(?:自评|评价|绩效)结论|评价等级|存在问题|改进措施|其他需要?说明的?\w{0,4})"
)


class LostCells:
    """Finds forms in running text; made once for all documents."""

    def __init__(self, reader: GridReader, indicators: Indicators) -> None:
        self._reader = reader
        self._levels_of = indicators.levels_of
        self._heads = HeadSearch(self._role_of, self._is_class)

    def find(self, canonical: Canonical, folded: str) -> tuple[Canonical, str]:
        """The text with a grid for each form whose rows are beyond doubt, and its shadow."""
        lines = [b for b in canonical.blocks if b.kind != "row"]
        found = list(tokens(folded, lines))
        heads = list(self._heads.heads(found))
        if not heads:
            return canonical, folded
        ends = [head.first for head in heads[1:]] + [len(found)]
        tables = [bisect_left(found, g.start, key=lambda t: t.start) for g in canonical.grids]
        made = [
            self._grid(found, head, min([end, *(t for t in tables if t > head.first)]))
            for head, end in zip(heads, ends, strict=True)
        ]
        new = [grid for grid in made if grid is not None]
        if not new:
            return canonical, folded
        grids = sorted((*canonical.grids, *new), key=lambda grid: grid.start)
        numbered = tuple(replace(grid, number=n) for n, grid in enumerate(grids, 1))
        return replace(canonical, grids=numbered), with_borders(folded, new)

    def _role_of(self, text: str) -> str:
        head = self._reader.head_of(text)
        return head.role if head is not None else ""

    def _is_class(self, text: str) -> bool:
        """Whether a text is known as an indicator that has others below it."""
        return not {1, 2}.isdisjoint(self._levels_of(text))

    def _grid(self, found: Sequence[Token], heads: Heads, last: int) -> Grid | None:
        """The form below some heads, which reaches up to ``last`` at most."""
        body = found[heads.end : min(last, heads.end + MOST_TOKENS)]
        end = next((i for i, t in enumerate(body) if self._ends(t, heads)), len(body))
        places = [Place(c.role, c.head) for c in heads.columns]
        if heads.is_funds:
            places.insert(0, Place("label", None))
        search = RowSearch([place.role for place in places], self._levels_of)
        rows = [r for r in search.rows(self._whole_names(body[:end])) if _is_row(r, places)]
        if not _is_sound(rows, places):
            return None
        return grid_of(places, heads.lower, rows, _total(body[end:]))

    def _ends(self, token: Token, heads: Heads) -> bool:
        """Whether a text stands below the rows of a form: the total, a note, a heading."""
        text = token.text
        if NOTE.match(text) or _BELOW.fullmatch(text) or (TOTAL.match(text) and not heads.is_funds):
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
        if (
            len(parts) < size
            or len(parts[-1].text) > LONGEST_PART
            or not all(p.text for p in parts)
        ):
            return False
        whole = self._levels_of("".join(p.text for p in parts))
        return bool(whole) and not self._levels_of(parts[-1].text)


def _total(found: Sequence[Token]) -> Sequence[Token]:
    """The label of the total with its weight and score, if the tokens begin with them."""
    told = found[:3]
    points = [p for t in told[1:] if (p := points_of(t.text)) is not None]
    sound = len(points) == 2 and points[1] <= points[0] and TOTAL.match(told[0].text)
    return told if sound else ()


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
    if any(place.role == "score" for place in places):
        return "score" in roles
    return bool({"target", "actual"} & roles)


def _is_sound(rows: Sequence[LostRow], places: Sequence[Place]) -> bool:
    """Whether the rows fit well; less well will do where the weights make up the form's sum."""
    if not rows:
        return False
    mean = sum(row.cost for row in rows) / len(rows)
    return mean <= (FAIR_IN_SUM if sum(_weights(rows, places)) in SUMS else FAIR)


def _weights(rows: Sequence[LostRow], places: Sequence[Place]) -> list[Decimal]:
    """The numbers of the last column of weights."""
    own = [c for c, place in enumerate(places) if place.role == "weight"]
    told = [row.cells.get(own[-1], ()) for row in rows] if own else []
    return [p for t in told if t and (p := weight_of(t[0].text)) is not None]
