"""Scores recomputed from the figures beside them, by the ways in which forms award points.

财预〔2020〕10号 and 财预〔2021〕101号: in proportion, also above a floor of 60 %; in bands.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..model.tables import Rate, Score, Target
from ..packs.rules import CheckRule
from .finding import Case, Finding, of_row, shown, to_hundredths
from .printed import HUNDRED, last_place

FLOOR = Decimal(60)
TENTH = Decimal(10)


def recomputed(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Each score of a form that has a figure beside it; what follows from no way is told."""
    reached = _reached(case)
    for s in case.rows(Score):
        row, _, _ = s.cell.rpartition("/")
        if s.weight is None or s.score is None or s.weight <= 0 or row not in reached:
            continue
        rate, rows = reached[row]
        due = _points(rate, s.weight)
        fits = any(abs(points - s.score) <= last_place(s.score) for points in due)
        in_bands = (s.score / s.weight * TENTH) % 1 == 0 and s.score != s.weight
        yield of_row(
            s,
            "pass" if fits or in_bands else "fail",
            expected=shown(to_hundredths(due[0])),
            observed=shown(s.score),
            difference=to_hundredths(s.score - due[0]),
            tolerance=last_place(s.score),
            what=s.indicator_l3 or s.indicator_l2 or s.indicator_l1,
            rows=(s, *rows),
        )


def _reached(case: Case) -> dict[str, tuple[Decimal, tuple[Target | Rate, ...]]]:
    """For each table row how far its goal was reached, in percent."""
    found: dict[str, tuple[Decimal, tuple[Target | Rate, ...]]] = {}
    for r in case.rows(Rate):
        if r.cell and r.kind == "execution" and r.rate_pct is not None:
            found.setdefault(r.cell.rpartition("/")[0], (r.rate_pct, (r,)))
    for t in case.rows(Target):
        if not t.cell or t.target_value is None or t.actual_value is None:
            continue
        met = t.status in ("met", "exceeded")
        rate = HUNDRED if met else _share(t.target_value, t.actual_value, t.target_op)
        if rate is not None:
            found[t.cell.rpartition("/")[0]] = (rate, (t,))
    return found


def _share(target: Decimal, actual: Decimal, operator: str) -> Decimal | None:
    """Actual of target; where less is better, target of actual."""
    part, whole = (target, actual) if operator in ("le", "lt") else (actual, target)
    return part / whole * HUNDRED if whole > 0 else None


def _points(rate: Decimal, weight: Decimal) -> list[Decimal]:
    """What a rate earns: in proportion, above the floor, all or nothing."""
    held = max(min(rate, HUNDRED), Decimal(0))
    above = max(held - FLOOR, Decimal(0)) / (HUNDRED - FLOOR)
    return [weight * held / HUNDRED, weight * above, weight if held == HUNDRED else Decimal(0)]
