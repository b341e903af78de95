"""Wholes and parts: income and its sources, expenditure and its kinds, the kinds of budget.

The identities are those of 《政府会计制度》 and of the final accounts of departments: see the pack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from ..packs.rules import CheckRule
from .finding import Case, Finding, shown
from .groups import BUDGETS, alike, is_level, near
from .measured import Amounts, Measured
from .printed import HALF, Printed, slack


def sums(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Each whole against its parts, where enough of them stand near it."""
    for whole in case.measured:
        if whole.measure != check.whole or not whole.known or not is_level(whole):
            continue
        for company in near(case.measured, whole):
            parts = _parts(check, whole, company)
            found = _compared(whole, parts, check.complete, check.optional)
            if found is not None:
                yield found
                break


def sums_by_fund(check: CheckRule, case: Case) -> Iterator[Finding]:
    """A measure without a fund against the same measure of each fund."""
    measured = Amounts([*case.measured, *derived(case, check.whole, check.parts)])
    for whole in case.measured:
        if whole.measure != check.whole or whole.fund or not is_level(whole):
            continue
        for company in near(measured, whole):
            parts = [
                m for m in company
                if is_level(m) and alike(m, whole)
                and ((m.measure == check.whole and m.fund) or m.measure in check.optional)
            ]  # fmt: skip
            once = _nearest_each(whole, parts, lambda m: m.fund or m.measure)
            if sum(1 for m in once if m.fund) > 1:
                found = _compared(whole, once, (), check.optional)
                if found is not None:
                    yield found
                break


def balances(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Income and what was carried over, less what is carried on, is what was spent.

    ``check.parts`` are the measures of what was spent, carried over, and carried on.
    """
    for income in case.measured:
        if income.measure != check.whole or income.fund or income.stage in {"change", *BUDGETS}:
            continue
        for company in near(case.measured, income):
            by = {
                name: next((m for m in company if _is(m, name, income)), None)
                for name in check.parts
            }
            spent, before, after = by.values()
            if spent is not None and (before or after or _equal(income, spent)):
                yield from _balanced(income, spent, before, after)
                break


def _is(found: Measured, name: str, income: Measured) -> bool:
    right = found.measure == name and found.known and not found.fund and not found.prior
    return right and found.stage not in {"change", *BUDGETS} and alike(found, income)


def _equal(one: Measured, other: Measured) -> bool:
    a, b = one.value, other.value
    return a is not None and b is not None and abs(a.value - b.value) <= (a.step + b.step) * HALF


def _balanced(
    income: Measured, spent: Measured, before: Measured | None, after: Measured | None
) -> Iterator[Finding]:
    """One finding, by whichever way of counting fits: totals hold carried-over money already."""
    used = [m for m in (income, spent, before, after) if m is not None]
    values = {id(m): m.value for m in used}
    total, out = values[id(income)], values[id(spent)]
    if total is None or out is None or None in values.values():
        return
    opening = values[id(before)] if before is not None else None
    closing = values[id(after)] if after is not None else None
    ways = [
        total.value + opened - closed
        for opened in {Decimal(0), opening.value if opening else Decimal(0)}
        for closed in {Decimal(0), closing.value if closing else Decimal(0)}
    ]
    tolerance = slack([v for v in values.values() if v is not None])
    fullest = total.value + (opening.value if opening else 0) - (closing.value if closing else 0)
    expected = next((w for w in ways if abs(w - out.value) <= tolerance), fullest)
    yield verdict(spent, used, expected, out, tolerance, what="收入、支出与结转")


def adjusted(check: CheckRule, case: Case) -> Iterator[Finding]:
    """The initial budget and the changes in the same passage against the adjusted budget."""
    for final in case.measured:
        if final.stage not in ("adjusted", "budget") or final.table or final.prior:
            continue
        company = [
            m for m in case.measured.of_paragraph(final.paragraph)
            if m is not final and same_topic(m, final)
        ]  # fmt: skip
        first = next((m for m in company if m.stage == "initial"), None)
        if first is None:
            continue
        changes = [m for m in company if m.stage == "change" and _between(first, m, final)]
        if not changes:
            continue
        values = [m.value for m in (first, *changes, final)]
        if None in values:
            continue
        exact = [v for v in values if v is not None]
        moves = [
            -v.value if m.row.basis == "decrease" else v.value
            for m, v in zip(changes, exact[1:-1], strict=True)
        ]
        tolerance = slack(exact)
        expected = exact[0].value + sum(moves, Decimal(0))
        yield verdict(final, (first, *changes, final), expected, exact[-1], tolerance)


def same_topic(one: Measured, other: Measured) -> bool:
    """Whether two amounts are of one measure and fund."""
    return one.measure == other.measure and one.fund == other.fund


def _between(first: Measured, middle: Measured, last: Measured) -> bool:
    return first.row.char_start < middle.row.char_start < last.row.char_start


def _parts(check: CheckRule, whole: Measured, company: Sequence[Measured]) -> list[Measured]:
    """The parts of a whole, of each kind the nearest; funds are parts where no kind is."""
    fit = [m for m in company if m.measure in check.parts and is_level(m)]
    fit = [m for m in fit if alike(m, whole)]
    own = [m for m in fit if m.fund == whole.fund]
    if whole.fund == "":
        split = {m.measure for m in own}
        own += [m for m in fit if m.fund and m.measure not in split]
    return _nearest_each(whole, own, lambda m: (m.measure, m.fund))


def _nearest_each(
    whole: Measured, found: Iterable[Measured], key: Callable[[Measured], object]
) -> list[Measured]:
    """For each key the one nearest to the whole; behind it comes before in front of it."""
    best: dict[object, Measured] = {}
    for one in found:
        name = key(one)
        if name not in best or _distance(whole, one) < _distance(whole, best[name]):
            best[name] = one
    return sorted(best.values(), key=lambda m: m.row.char_start)


def _distance(whole: Measured, part: Measured) -> tuple[bool, int]:
    gap = part.row.char_start - whole.row.char_start
    return gap < 0, abs(gap)


def _compared(
    whole: Measured, parts: list[Measured], complete: Sequence[str], optional: Sequence[str]
) -> Finding | None:
    """Pass where the parts make the whole, with the optional ones or without; fail where they must.

    They must where nothing that could fill the gap is missing, or where they are more than it.
    """
    total = whole.value
    values = [(m, m.value) for m in parts if m.value is not None]
    if total is None or len(values) < 2:
        return None
    loose = [pair for pair in values if pair[0].measure in optional]
    for left_out in range(len(loose) + 1):
        for dropped in combinations(loose, left_out):
            kept = [pair for pair in values if pair not in dropped]
            found = _summed(whole, total, kept)
            if found.status == "pass" and len(kept) > 1:
                return found
    sure = [pair for pair in values if pair not in loose]
    ways = [_summed(whole, total, values), *([_summed(whole, total, sure)] if sure else [])]
    nearest = min(ways, key=lambda found: abs(found.difference or Decimal(0)))
    surplus = ways[0].difference is not None and ways[0].difference < 0
    if not surplus and not set(complete) <= {m.measure for m in parts}:
        return None
    return replace(nearest, rows=ways[0].rows)


def _summed(whole: Measured, total: Printed, parts: Sequence[tuple[Measured, Printed]]) -> Finding:
    expected = sum((v.value for _, v in parts), Decimal(0))
    used = (whole, *(m for m, _ in parts))
    return verdict(whole, used, expected, total, slack([total, *(v for _, v in parts)]))


def verdict(
    about: Measured,
    used: Sequence[Measured],
    expected: Decimal,
    observed: Printed,
    tolerance: Decimal,
    what: str = "",
) -> Finding:
    """Pass or fail of an amount in 万 against what it should be."""
    difference = observed.value - expected
    return Finding(
        "pass" if abs(difference) <= tolerance else "fail",
        about.row.char_start,
        about.row.char_end,
        expected=shown(expected),
        observed=shown(observed.value),
        difference=difference,
        tolerance=tolerance,
        what=what or f"{about.fund}{about.measure}",
        rows=tuple(dict.fromkeys(r for m in used for r in m.rows)),
        patterns=tuple(p for m in used for p in m.patterns),
    )


def derived(case: Case, whole: str, parts: Sequence[str]) -> Iterator[Measured]:
    """Wholes of a fund that are not printed, where all their parts stand in one paragraph."""
    by: dict[tuple[str, int], dict[str, Measured]] = {}
    for m in case.measured:
        spent = is_level(m) and m.stage not in BUDGETS
        if m.fund and spent and m.measure in (whole, *parts):
            by.setdefault((m.fund, m.paragraph), {}).setdefault(m.measure, m)
    for found in by.values():
        values = [found[p].value for p in parts if p in found]
        exact = [v for v in values if v is not None]
        if whole in found or len(exact) < len(parts):
            continue
        made = Printed(sum((v.value for v in exact), Decimal(0)), max(v.step for v in exact))
        rows = tuple(found[p].row for p in parts)
        yield replace(found[parts[-1]], measure=whole, value=made, rows=rows)
