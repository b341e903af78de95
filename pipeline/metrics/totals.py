"""Totals that count in carried-over money, and what the year itself brought.

收入总计＝本年收入合计＋使用非财政拨款结余＋年初结转和结余, and likewise for 支出总计: see the pack.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from ..audit.measured import Amounts, Measured
from ..packs.rules import MetricRule
from .stated import Stated


def is_prior(m: Measured, year: int | None) -> bool:
    """Whether a figure is of the year before the audited one; what was carried over is not."""
    return m.prior or (year is not None and m.row.year == year - 1 and m.row.basis != "carryover")


def grand_totals(measured: Amounts) -> set[int]:
    """Which figures count in carried-over money, by ``id``.

    Without a word of 年末结转结余 or 本年支出, 支出总计 is a clerk's name for all that was spent.
    """
    carried = {m.measure for m in measured if m.value is not None and m.value.value > 0}
    yearly = {(m.measure, m.stage) for m in measured if not m.holds}
    return {
        id(m)
        for m in measured
        if m.holds and (carried & {*m.holds} or (m.measure, m.stage) in yearly)
    }


def of_the_year(
    rules: Iterable[MetricRule],
    measured: Amounts,
    year: int | None,
    totals: Container[int],
) -> Iterator[Stated]:
    """收入总计 less 上年结转 of the same table column or paragraph."""
    wanted = {(r.measure, s): r for r in rules if r.unit == "万元" for s in r.stages}
    for total in measured:
        rule = wanted.get((total.measure, total.stage))
        if id(total) not in totals or rule is None or total.value is None or total.fund:
            continue
        in_table, in_text = measured.of_column, measured.of_paragraph
        near = in_table(total.in_column) if total.table else in_text(total.paragraph)
        held = {m.measure: m for m in near if _is_held(m, total)}
        values = [m.value for m in held.values() if m.value is not None]
        if not values:
            continue
        step = max(total.value.step, *(v.step for v in values))
        rest = total.value.value - sum((v.value for v in values), Decimal(0))
        rows = (*total.rows, *(row for m in held.values() for row in m.rows))
        prior = is_prior(total, year)
        yield Stated(rule, total.row, rest, step, "", total.stage, prior, rows, how="computed")


def _is_held(part: Measured, total: Measured) -> bool:
    """Whether a figure is counted in by a total of the same place and year."""
    if part.measure not in total.holds or part.value is None or part.fund:
        return False
    return part.stage != "change" and part.row.year in (None, total.row.year)
