"""The same measure printed in several places with one value, or with more than one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..packs.rules import CheckRule
from .expressions import any_of
from .finding import Case, Finding
from .measured import Measured
from .printed import HALF
from .sums import derived, verdict

_STAGES = frozenset({"initial", "adjusted", "budget", "actual"})


def same_measures(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Each further print of a measure of the audited year against its first one.

    Bare 支出 and 预算 are those of the department only where a word of ``check.patterns`` (全年)
    stands before them. 支出总计, which counts in what is carried on, is no 支出.
    """
    first: dict[tuple[object, ...], Measured] = {}
    for m in sorted(_compared(check, case), key=lambda m: m.row.char_start):
        key = (m.measure, m.fund, m.scope, m.stage, m.row.currency)
        before = first.setdefault(key, m)
        if before is m or m.paragraph == before.paragraph or m.value is None:
            continue
        if before.value is None:
            first[key] = m
            continue
        # 4.13亿元 and 41286.73万元 are one figure: the coarser print sets the tolerance.
        tolerance = max(m.value.step, before.value.step) * HALF
        yield verdict(m, (before, m), before.value.value, m.value, tolerance, _name(m))


def _compared(check: CheckRule, case: Case) -> Iterator[Measured]:
    year = case.profile.fiscal_year
    whole = any_of(check.patterns)
    every: Sequence[Measured] = [*case.measured, *derived(case, check.whole, check.parts)]
    for m in every:
        this_year = m.row.year in (None, year) and not m.prior
        income = m.measure.endswith("收入") and m.stage == "actual"
        if m.known and m.stage in _STAGES and this_year and not m.table and m.value is not None:
            node = case.text.tree.at(m.row.char_start)
            if node is not None and node.kind not in check.sections:
                continue
            if m.bare and not m.fund and not whole.search(m.lead):
                continue
            if m.row.basis == "carryover" or (m.row.basis == "income" and not income):
                continue
            yield m


def _name(m: Measured) -> str:
    stage = {"initial": "年初预算", "adjusted": "调整预算", "budget": "预算", "actual": ""}
    return f"{m.fund}{m.measure}{stage[m.stage]}"
