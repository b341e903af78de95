"""All metrics of one document: stated amounts, rates, goals and scores, and computed rates."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ..audit.finding import Case, to_hundredths
from ..audit.measured import Amounts, Measured
from ..audit.measures import MeasureFinder
from ..audit.printed import HUNDRED, quotient
from ..link.context import Text
from ..model.identity import RowNames
from ..model.tables import Metric, Row
from ..normalise.evidence import evidence
from ..packs.load import Packs
from ..packs.rules import MetricRule
from .points import first_level_rates, total_score
from .rates import RateNames, stated_goals, stated_rates
from .stated import Stated
from .totals import grand_totals, is_prior, of_the_year

Tables = Mapping[str, Sequence[Row]]
# What these say of money is not of the whole department.
RATES_ELSEWHERE = frozenset({"problems", "deductions", "measures", "prior_year_rectification"})
ELSEWHERE = RATES_ELSEWHERE | {"targets"}


class MetricFinder:
    """Finds metrics; made once from packs."""

    def __init__(self, packs: Packs, measures: MeasureFinder) -> None:
        self._rules = packs.of(MetricRule)
        self._names = RateNames(self._rules, measures)

    def find(self, case: Case) -> list[Metric]:
        """The metrics in pack order, equal prints joined; none without a report."""
        text, tables, year = case.text, case.tables, case.profile.fiscal_year
        measured = Amounts([m for m in case.measured if _is_of_department(text, m)])
        totals = grand_totals(measured)
        stated = [
            *stated_amounts(text, self._rules, measured, year, totals),
            *stated_rates(self._rules, self._names, text, tables, measured, RATES_ELSEWHERE),
            *stated_goals(self._names, text, tables, RATES_ELSEWHERE),
            *total_score(self._rules, tables),
            *first_level_rates(self._rules, tables),
            *of_the_year(self._rules, measured, year, totals),
            *computed(self._rules, [m for m in measured if id(m) not in totals], year),
        ]
        order = {rule.id: index for index, rule in enumerate(self._rules)}
        stated.sort(key=lambda s: (order[s.rule.id], s.how == "computed", s.row.char_start))
        return [_row(text, group, year, case.names) for group in _joined(stated, year)]


def stated_amounts(
    text: Text,
    rules: Iterable[MetricRule],
    measured: Iterable[Measured],
    year: int | None,
    totals: Container[int],
) -> Iterator[Stated]:
    """The amounts of a metric's measure at one of its stages; ``totals`` are of another scope."""
    wanted = {(r.measure, s): r for r in rules if r.unit == "万元" for s in r.stages}
    before: Measured | None = None
    for m in measured:
        stage = _stage(m, before)
        before = m
        rule = wanted.get((m.measure, stage))
        if rule is None or m.value is None or not _fits(m):
            continue
        if {node.kind for node in text.tree.chain(m.row.char_start)} & set(rule.not_in):
            continue
        scope = m.fund + (m.scope if id(m) in totals else "")
        prior = is_prior(m, year)
        yield Stated(rule, m.row, m.value.value, m.value.step, scope, stage, prior, m.rows)


def computed(
    rules: Iterable[MetricRule], measured: Iterable[Measured], year: int | None
) -> Iterator[Stated]:
    """Rates whose parts are there, for the whole department and the audited year."""
    parts: dict[str, Measured] = {}
    for m in measured:
        if m.value is not None and not m.fund and not is_prior(m, year) and _fits(m):
            parts.setdefault(f"{m.measure}:{m.stage}", m)
    for rule in rules:
        above = next((parts[p] for p in rule.numerator if p in parts), None)
        below = next((parts[p] for p in rule.denominator if p in parts), None)
        if above is None or below is None or above.value is None or below.value is None:
            continue
        made = quotient(above.value, below.value)
        if made is not None:
            rows = (*above.rows, *below.rows)
            yield Stated(
                rule, above.row, to_hundredths(made[0]), Decimal("0.01"), "", "", False, rows,
                how="computed",
            )  # fmt: skip


def _stage(m: Measured, before: Measured | None) -> str:
    """年初预算120万元，比上年的100万元增长20%: the figure of the year before is a budget too."""
    compared = m.prior and m.row.basis in ("increase", "decrease") and m.stage == "actual"
    if compared and before is not None and before.sentence == m.sentence:
        return before.stage
    return m.stage


def _fits(m: Measured) -> bool:
    """An income is no spending, and what a fund carried over is not what it spent."""
    carried = "结转" in m.measure or "结余" in m.measure
    income = m.measure.endswith("收入")
    return carried == (m.row.basis == "carryover") or carried or income


def _is_of_department(text: Text, m: Measured) -> bool:
    if not m.known or m.row.currency != "CNY" or m.stage == "other":
        return False
    kinds = {node.kind for node in text.tree.chain(m.row.char_start)}
    return not kinds & ELSEWHERE


def _joined(stated: Sequence[Stated], year: int | None) -> list[list[Stated]]:
    groups: dict[tuple[object, ...], list[Stated]] = {}
    for one in stated:
        of = (one.rule.id, one.how, one.scope, one.stage, one.prior, _year(one, year), one.value)
        groups.setdefault(of, []).append(one)
    return list(groups.values())


def _year(one: Stated, year: int | None) -> int | None:
    if one.prior and year is not None:
        return year - 1
    return year


def _row(text: Text, group: Sequence[Stated], year: int | None, names: RowNames) -> Metric:
    first = min(group, key=lambda s: s.step or HUNDRED)
    return Metric(
        **evidence(text, first.row.char_start, first.row.char_end, (first.rule.id,)),
        metric=first.rule.metric,
        name=first.rule.name,
        value=first.value,
        step=first.step,
        unit=first.rule.unit,
        how=first.how,
        scope=first.scope,
        stage=first.stage,
        year=_year(first, year),
        prior=first.prior,
        evidence=names.of(row for one in group for row in one.rows),
    )
