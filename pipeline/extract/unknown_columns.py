"""What columns are whose heads no pack knows: their cells and their places decide.

The points come first, then the names left of them, goals and what was done of them, and last the
texts that stand where points were lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from ..packs.load import Packs
from ..segment.alternation import Expressions
from .columns import (
    LEAST_ROWS,
    LEVELS,
    NAMED,
    OPEN,
    Column,
    Columns,
    alike,
    differs,
    is_names,
    is_value,
    tells_rows_apart,
)
from .points import POINTS, points_of

LEAST_WON = Decimal("0.4")
FULL = Decimal(100)
LEAST_ALIKE = 0.6
SURELY_ALIKE = 0.75
LEAST_FILLED = 0.6
LEAST_TOLD = 0.4  # so many of the rows that lost points have a text
MOST_UNCALLED = 0.25  # and no more of those that lost none
LEAST_REMEDIES = 0.6
LEAST_CLAUSE = 5  # usual characters of a clause that tells a reason


class Judge:
    """Tells the roles of columns; made once from packs for all documents."""

    def __init__(self, packs: Packs) -> None:
        self._indicators = packs.indicators
        says = Expressions(packs, "column")
        self._nothing = says.compile(r"(?:{nothing}|[/\\—\-–.…,、]*)[。;]?")
        self._remedy = says.compile("{remedy}")
        self._other_year = says.compile("{other_year}")
        self._counted = says.compile("{counted}")

    def guess(self, columns: Columns) -> dict[int, str]:
        """The roles of columns whose heads say none, where their cells leave no doubt."""
        if "money" in columns.roles.values():
            return {}
        first = columns
        pair = self._pair(columns)
        if pair is not None:
            columns = columns.with_roles(dict(zip(pair, ("weight", "score"), strict=True)))
        elif not (columns.of("score", "target", "actual") and columns.of(*NAMED)):
            return {}
        columns = columns.with_roles(_names(columns))
        if not columns.of(*NAMED):
            return {}
        if pair is not None and not first.of("weight", "score") and not self._is_form(columns):
            return {}
        columns = columns.with_roles(self._goals(columns, pair is not None))
        columns = columns.with_roles(self._words(columns))
        return {c: r for c, r in columns.roles.items() if first.role(c) != r}

    def _pair(self, columns: Columns) -> tuple[int, int] | None:
        """The columns of weight and score; known ones are kept."""
        weights, scores = columns.points("weight"), columns.points("score")
        if weights and scores:
            return next(iter(weights)), next(iter(scores))
        open_ones = self._of_points(columns)
        for weight, most in sorted((weights or open_ones).items()):
            for score, won in sorted((scores or open_ones).items()):
                if weight < score and _answers(most, won):
                    return weight, score
        return None

    def _of_points(self, columns: Columns) -> dict[int, list[Decimal | None]]:
        """The columns of open role in which everything that stands there is points."""
        found: dict[int, list[Decimal | None]] = {}
        for column, texts in columns.texts.items():
            filled = [t for t in texts if t]
            many = len(filled) >= LEAST_ROWS and len(filled) * 2 >= len(texts)
            counted = self._counted.search(columns.heads.get(column, ""))
            if not many or columns.role(column) not in OPEN or counted is not None:
                continue
            if all(map(POINTS.match, filled)):
                found[column] = [*map(points_of, texts)]
        return found

    def _is_form(self, columns: Columns) -> bool:
        """Whether the names are indicators that a pack knows, or the points make up a hundred."""
        (weight,) = columns.of("weight")[:1]
        named = columns.of(*NAMED)[-1]
        names = [t for t in columns.texts[named] if t]
        known = sum(self._indicators.find(("", "", name)) is not None for name in names)
        points = [p for t in columns.texts[weight] if (p := points_of(t)) is not None]
        whole = len(points) > LEAST_ROWS and sum(points) in (FULL, 2 * FULL)
        return whole or (known >= LEAST_ROWS and sum(points) <= 2 * FULL)

    def _goals(self, columns: Columns, scored: bool) -> dict[int, str]:
        """The columns of goals and of what was done, where one or both are unknown."""
        goals, done = columns.of("target"), columns.of("actual")
        named = columns.of(*NAMED)[-1]
        heads = columns.heads
        free = [
            c
            for c in columns.unknown()
            if c > named and not self._other_year.search(heads.get(c, ""))
        ]
        if goals and done:
            return {}
        if goals:
            return _best(columns, [(goals[0], c) for c in free], "actual")
        if done:
            return _best(columns, [(c, done[0]) for c in free if c < done[0]], "target")
        if not scored:
            return {}
        pairs = [(_likeness(columns, a, b), a, b) for a, b in combinations(free, 2)]
        sure = [p for p in pairs if p[0] >= SURELY_ALIKE and _has_values(columns.texts[p[1]])]
        if not sure:
            return {}
        _, goal, actual = max(sure, key=lambda p: (p[0], -p[2]))
        return {goal: "target", actual: "actual"}

    def _words(self, columns: Columns) -> dict[int, str]:
        """The columns of reasons and measures: filled where points were lost or goals missed."""
        lost, kept = _rows_by_loss(columns)
        missing = [r for r in ("reason", "measure") if not columns.of(r)]
        if not lost or not missing:
            return {}
        found = [
            c
            for c in columns.of("text") + columns.unknown()
            if c > columns.of(*NAMED)[-1] and self._explains(columns, c, lost, kept)
        ]
        remedies = [c for c in found if self._is_of_remedies(columns.texts[c], lost)]
        reasons = [c for c in found if c not in remedies]
        told: dict[int, str] = {}
        if reasons and "reason" in missing:
            told[min(reasons)] = "reason"
        if remedies and "measure" in missing:
            told[min(remedies)] = "measure"
        return told

    def _explains(
        self, columns: Columns, column: int, lost: Sequence[int], kept: Sequence[int]
    ) -> bool:
        """Whether the texts of a column stand in rows of losses, and hardly in others."""
        texts = columns.texts[column]
        in_lost = [t for row in lost if self._says(t := texts[row])]
        uncalled = sum(self._says(texts[row]) for row in kept)
        if len(in_lost) < LEAST_TOLD * len(lost) or uncalled > MOST_UNCALLED * len(kept):
            return False
        if not kept and columns.role(column):
            return False
        return sum(map(len, in_lost)) >= LEAST_CLAUSE * len(in_lost)

    def _says(self, text: str) -> bool:
        return bool(text) and self._nothing.fullmatch(text) is None and not is_value(text)

    def _is_of_remedies(self, texts: Column, rows: Sequence[int]) -> bool:
        filled = [t for row in rows if self._says(t := texts[row])]
        opened = sum(self._remedy.match(t) is not None for t in filled)
        return opened >= LEAST_REMEDIES * len(filled)


def _answers(most: Sequence[Decimal | None], won: Sequence[Decimal | None]) -> bool:
    """Whether no score is above its weight, and enough was won."""
    both = [(m, w) for m, w in zip(most, won, strict=True) if m is not None and w is not None]
    if len(both) < LEAST_ROWS or any(w > m for m, w in both):
        return False
    return sum(w for _, w in both) >= LEAST_WON * sum(m for m, _ in both)


def _names(columns: Columns) -> dict[int, str]:
    """The levels of unknown columns of names, which stand left of goals and points."""
    # Forms with levels may have a weight behind each name, the last one before the score.
    values = columns.of("target", "actual", "score", "operator", "unit")
    before = min([*values, *columns.of("weight")[-1:]], default=0)
    open_ones = [
        c
        for c in sorted(columns.texts)
        if c < before and columns.role(c) in OPEN and is_names(columns.texts[c])
    ]
    known = {columns.role(c): c for c in columns.of(*NAMED)}
    if not known:
        return _in_order(columns, open_ones)
    last = max(known.values())
    if known.get("indicator", last) < last:
        del known["indicator"]  # 绩效指标 beside the levels is the label of all their rows
    open_ones = [c for c in open_ones if not columns.role(c)]
    behind = [c for c in open_ones if c > last]
    told = {}
    if behind and not {"level3", "indicator"} & known.keys():
        free = LEVELS[1:] if "level2" not in known else LEVELS[2:]
        specific = _specific(columns, behind)
        wider = [c for c in behind if c < specific][: len(free) - 1]
        told = {**dict(zip(wider, free, strict=False)), specific: "level3"} if specific else {}
    return told | _wider(columns, open_ones, {**known, **{r: c for c, r in told.items()}})


def _wider(columns: Columns, open_ones: Sequence[int], known: Mapping[str, int]) -> dict[int, str]:
    """The missing levels left of known ones, each in its place between its neighbours."""
    told: dict[int, str] = {}
    for level, role in enumerate(LEVELS[:2]):
        below = [c for r in (*LEVELS[level + 1 :], "indicator") if (c := known.get(r))]
        if role in known or not below:
            continue
        above = known.get(LEVELS[0], 0) if level else 0
        between = [c for c in open_ones if above < c < min(below) and c not in told]
        wanted = 1 if level or "level2" in known else 2
        if len(between) >= wanted:
            told[between[-wanted]] = role
        elif between and not level:
            told[between[0]] = role
    return told


def _specific(columns: Columns, behind: Sequence[int]) -> int:
    """The first column that tells the rows apart; 0 for none."""
    rows = _rows_of_points(columns)
    return next((c for c in behind if tells_rows_apart(columns.texts[c], rows)), 0)


def _in_order(columns: Columns, words: Sequence[int]) -> dict[int, str]:
    """The levels of columns of words of which none is known, from the left."""
    last = _specific(columns, words) if len(words) > len(LEVELS) else 0
    words = [c for c in words if not last or c <= last]
    levels = {1: ("indicator",), 2: ("level1", "level3"), 3: LEVELS}.get(len(words), ())
    return dict(zip(words, levels, strict=True)) if levels else {}


def _rows_of_points(columns: Columns) -> list[int]:
    """The rows with a weight or score, or else those with a goal or what was done."""
    values = columns.of("weight", "score") or columns.of("target", "actual")
    texts = [columns.texts[c] for c in values]
    return [row for row in range(len(texts[0])) if any(t[row] for t in texts)] if texts else []


def _best(columns: Columns, pairs: Sequence[tuple[int, int]], role: str) -> dict[int, str]:
    """The unknown column of the pair of goal and achievement that is most alike."""
    ranked = [(_likeness(columns, a, b), -abs(a - b), a, b) for a, b in pairs]
    best = max(ranked, default=None)
    if best is None or best[0] < LEAST_ALIKE:
        return {}
    return {best[3] if role == "actual" else best[2]: role}


def _likeness(columns: Columns, goal: int, done: int) -> float:
    """How many of the rows with a goal have an achievement like it; 0 for too few."""
    rows = [*zip(columns.texts[goal], columns.texts[done], strict=True)]
    both = [(a, b) for a, b in rows if a and b]
    asked = sum(bool(a) for a, _ in rows)
    if len(both) < min(LEAST_ROWS, asked) or len(both) < LEAST_FILLED * asked or not both:
        return 0.0
    return sum(alike(a, b) for a, b in both) / len(both)


def _has_values(texts: Column) -> bool:
    filled = [t for t in texts if t]
    return sum(map(is_value, filled)) * 2 >= len(filled)


def _rows_by_loss(columns: Columns) -> tuple[list[int], list[int]]:
    """The rows that lost points, and those that did not and whose goal is what was done."""
    weights, scores = ([*columns.points(role).values()] for role in ("weight", "score"))
    if not weights or not scores:
        return [], []
    goals, done = (columns.of(role)[:1] for role in ("target", "actual"))
    lost: list[int] = []
    kept: list[int] = []
    for row, (most, won) in enumerate(zip(weights[-1], scores[0], strict=True)):
        if most is None or won is None:
            continue
        if won < most:
            lost.append(row)
        elif not (goals and done) or not differs(
            columns.texts[goals[0]][row], columns.texts[done[0]][row]
        ):
            kept.append(row)
    return lost, kept
