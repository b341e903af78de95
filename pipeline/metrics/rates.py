"""Metrics from printed rates: by their own name, by the goal they answer, or by the amount before.

控制率96.21% behind 公用经费预算150万元 is that of 公用经费; 公用经费控制率96.21% says so itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from ..audit.measured import Amounts
from ..audit.measures import MeasureFinder
from ..audit.printed import bare_rate
from ..link.context import Text
from ..model.tables import Rate, Row, Target
from ..packs.rules import MetricRule
from ..segment.fold import fold
from .stated import Stated

Tables = Mapping[str, Sequence[Row]]
LONGEST_SCOPE = 12
_NOISE = regex.compile(r"[\s“”\"'()（）:,、%]|实际完成值|全年完成值|实际值|完成值|本年|本年度|全年")


class Name(NamedTuple):
    """The metric that words name, and the part that they limit it to."""

    rule: MetricRule
    scope: str


class RateNames:
    """Tells the metric by name; made once from the rules."""

    def __init__(self, rules: Iterable[MetricRule], measures: MeasureFinder) -> None:
        self._terms = {_bare(t): r for r in rules if r.unit == "%" for t in r.terms}
        words = sorted(self._terms, key=len, reverse=True)
        self._expression = regex.compile("|".join(map(regex.escape, words)) or "(?!)")
        self._beside = measures.only_beside

    def of(self, words: str) -> Name | None:
        """The metric whose name ends the words; what stands before it is the scope."""
        bare = _bare(words)
        found = next((f for f in self._expression.finditer(bare) if f.end() == len(bare)), None)
        if found is None:
            return None
        rule = self._terms[found.group()]
        rest = bare[: found.start()]
        for word in sorted(rule.whole, key=len, reverse=True):
            rest = rest.replace(fold(word), "")
        scope = "" if self._beside(rest) else rest
        return Name(rule, scope) if len(scope) <= LONGEST_SCOPE else None


def stated_rates(
    rules: Sequence[MetricRule],
    names: RateNames,
    text: Text,
    tables: Tables,
    measured: Amounts,
    elsewhere: frozenset[str],
) -> Iterator[Stated]:
    """The exact rates that state a metric."""
    owned = [r for r in rules if r.unit == "%" and r.measure]
    for rate in tables.get(Rate.table, ()):
        if not isinstance(rate, Rate) or rate.unit != "pct" or rate.rate_pct is None:
            continue
        printed = bare_rate(rate)
        if printed is None or _kinds(text, rate) & elsewhere:
            continue
        name = names.of(rate.subject)
        if name is not None and rate.cell and name.scope:
            continue  # group labels of the form: the goal of the row has the bare name
        if name is None:
            name = _by_owner(owned, text, rate, measured)
        if name is not None and not _other_thing(text, rate, name.rule):
            value, step = printed.value, printed.step
            yield Stated(name.rule, rate, value, step, name.scope, "", False, (rate,))


def stated_goals(
    names: RateNames, text: Text, tables: Tables, elsewhere: frozenset[str]
) -> Iterator[Stated]:
    """The achievements of goals that are metrics: 服务对象满意度 ≥90%, 94.6%."""
    for goal in tables.get(Target.table, ()):
        if not isinstance(goal, Target) or goal.actual_value is None or goal.actual_unit != "%":
            continue
        name = names.of(goal.indicator)
        if name is not None and not _kinds(text, goal) & elsewhere:
            yield Stated(name.rule, goal, goal.actual_value, None, name.scope, "", False, (goal,))


def _by_owner(
    rules: Sequence[MetricRule], text: Text, rate: Rate, measured: Amounts
) -> Name | None:
    """The metric of the amount that a rate follows in its sentence or in its table row."""
    if rate.cell:
        before = measured.of_row(rate.cell.rpartition("/")[0])
    else:
        sentence = text.sentences.around(rate.char_start)
        before = measured.between(sentence.start, rate.char_start)
    owner = next((m for m in reversed(before) if m.stage != "change" and not m.prior), None)
    if owner is None:
        return None
    for rule in rules:
        if rule.measure == owner.measure and rate.kind in rule.kinds:
            return Name(rule, owner.fund)
    return None


def _other_thing(text: Text, rate: Rate, rule: MetricRule) -> bool:
    clause = text.clauses.around(rate.char_start)
    words = text.folded[clause.start : clause.end]
    return not rate.cell and any(fold(w) in words for w in rule.without)


def _kinds(text: Text, row: Row) -> set[str]:
    return {node.kind for node in text.tree.chain(row.char_start)}


def _bare(words: str) -> str:
    return str(_NOISE.sub("", fold(words)))
