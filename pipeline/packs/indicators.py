"""Which indicator a name means, in which form, and what points its figure earns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from .frameworks import Framework, Indicator, Rated

HUNDRED = Decimal(100)
LEAST_ALIKE = 0.7
_MARKS = re.compile(r"[\s★☆▲*●“”\"'‘’《》]+")
_POINTS = re.compile(r"[(\[]\d{1,3}(?:\.\d+)?[分%]?[)\]]$|[:,、。]+$")
_NUMBER = re.compile(
    r"^(?:指标)?(?:[A-Z]?\d{1,2}(?:\.\d{1,2})*[:.、]?(?=[\u4e00-\u9fff])|[(]\d{1,2}[)]"
    r"|[一二三四五六七八九十]{1,2}、|[(][一二三四五六七八九十]{1,2}[)]|[①-⑳])"
)

_CLASS = re.compile(r"类(?=指标$)")
_STATE = re.compile(r"(?:完成|得分|自评)?情况$")

Names = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means: an indicator, said by ``entry``, perhaps only in one form.

    ``level`` is that of the form's row; 0 where no form tells it, or forms differ.
    """

    indicator: str
    entry: str
    framework: str = ""
    parent: str = ""
    level: int = 0


class Indicators:
    """All indicators of all packs by name, and their places in the forms."""

    def __init__(self, indicators: Sequence[Indicator], frameworks: Sequence[Framework]) -> None:
        self._meanings: dict[str, list[Meaning]] = defaultdict(list)
        self._terms: dict[str, set[str]] = defaultdict(set)
        self._entries: dict[str, list[Indicator]] = defaultdict(list)
        self._levels: dict[str, set[int]] = defaultdict(set)
        self.frameworks = tuple(f for f in frameworks if f.rows)
        for entry in indicators:
            self._entries[entry.indicator].append(entry)
        for entry in indicators:
            for term in entry.terms:
                self._learn(term, Meaning(entry.indicator, entry.id))
        for framework in self.frameworks:
            self._learn_form(framework)
        self._forms = [(f, self._names(f, "1"), self._names(f)) for f in self.frameworks]

    def _learn(self, term: str, meaning: Meaning) -> None:
        self._meanings[plain(term)].append(meaning)
        self._terms[meaning.indicator].add(plain(term))
        if meaning.level:
            self._levels[plain(term)].add(meaning.level)

    def _learn_form(self, framework: Framework) -> None:
        for row in framework.rows:
            for entry in self._entries[row.indicator]:
                for term in (*entry.terms, *row.terms):
                    place = (framework.framework, row.parent, int(row.level))
                    self._learn(term, Meaning(row.indicator, entry.id, *place))

    def levels_of(self, name: str) -> frozenset[int]:
        """The levels at which forms have an indicator of this name; none for an unknown name."""
        return frozenset(self._levels.get(plain(name), ()))

    def classes(self) -> list[str]:
        """The names of indicators that have others below them in any form and say so: 产出指标."""
        return [n for n, levels in self._levels.items() if levels & {1, 2} and n.endswith("指标")]

    def rated(self, framework: str, indicator: str) -> Rated | None:
        """The place of an indicator in a form: weight, parent, scoring."""
        rows = (r for f in self.frameworks if f.framework == framework for r in f.rows)
        return next((r for r in rows if r.indicator == indicator), None)

    def find(self, names: Names, framework: str = "") -> Meaning | None:
        """The indicator that the last name means under the names above it; None where unsure.

        A form's own rows come before names that hold anywhere. Where a name has several meanings,
        the names above it must decide.
        """
        above = [plain(n) for n in names if n]
        if not above:
            return None
        name = above.pop()
        all_known = self._meanings.get(name) or self._meanings.get(_STATE.sub("", name), [])
        known = [m for m in all_known if framework and m.framework == framework] or all_known
        if len({m.indicator for m in known}) > 1:
            known = [m for m in known if m.parent and self._terms[m.parent] & set(above)]
        if len({m.indicator for m in known}) != 1:
            return None
        levels = {m.level for m in known if m.level}
        return replace(known[0], level=levels.pop() if len(levels) == 1 else 0)

    def framework_of(self, rows: Iterable[Names], province: str, told: Sequence[str]) -> str:
        """The form whose indicators these are; empty where none is alike enough.

        Forms that the text names (``told``, the likeliest first) come first, then those of the
        province, then those whose first-level names and other names are most like these.
        """
        rows = list(rows)
        first = {plain(n[0]) for n in rows if n[0]}
        all_names = {plain(n) for names in rows for n in names if n}
        best: tuple[tuple[float, ...], str] | None = None
        for form, heads, every in self._forms:
            alike = _alike(heads, first)
            if alike < LEAST_ALIKE or form.province not in ("", province):
                continue
            found = sum(not names.isdisjoint(all_names) for names in every)
            rank = -told.index(form.framework) if form.framework in told else -len(told)
            key = (rank > -len(told), bool(form.province), alike, found, rank)
            if best is None or key > best[0]:
                best = (key, form.framework)
        return best[1] if best else ""

    def _names(self, form: Framework, level: str = "") -> list[set[str]]:
        """The names of each of a form's rows, or of those of one level."""
        return [
            self._terms[row.indicator] | {plain(t) for t in row.terms}
            for row in form.rows
            if level in ("", row.level)
        ]


def _alike(heads: Sequence[set[str]], first: set[str]) -> float:
    """How many first-level names of form and document answer each other, of all there are."""
    common = sum(not names.isdisjoint(first) for names in heads)
    other = len(first.difference(*heads)) if heads else 0
    return common / (len(heads) + other) if common >= 2 else 0.0


@lru_cache(maxsize=1 << 14)
def plain(name: str) -> str:
    """A name without blanks, marks, number and points: ★3.投入（5分） → 投入."""
    bare = _NUMBER.sub("", _MARKS.sub("", name.translate(_FOLDED)))
    return _CLASS.sub("", _POINTS.sub("", _POINTS.sub("", bare)))


_FOLDED = str.maketrans("（）［］【】，：％", "()[][],:%")


def points(row: Rated, rate: Decimal, weight: Decimal) -> Decimal | None:
    """The points that a rate in percent earns of a weight; None where nothing fixes them.

    ``rate`` is how far the goal was reached; in ``bands`` it is the indicator's own figure.
    """
    if row.scoring == "proportion":
        return weight * min(max(rate, Decimal(0)), HUNDRED) / HUNDRED
    if row.scoring == "floor":
        above = max(min(rate, HUNDRED) - row.floor, Decimal(0))
        return weight * above / (HUNDRED - row.floor)
    if row.scoring == "bands":
        held = (
            b.share
            for b in row.bands
            if (rate >= b.bound if b.operator == "≥" else rate <= b.bound)
        )
        return weight * next(held, Decimal(0)) / HUNDRED
    return None
