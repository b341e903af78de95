"""Scores recomputed from the figures beside them, by the ways in which forms award points.

The way that a pack gives for an indicator of the form that was filled in comes first; then those of
财预〔2020〕10号 and 财预〔2021〕101号: in proportion, also above a floor of 60 %; in bands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..model.tables import Rate, Score, Target
from ..packs.indicators import points
from ..packs.rules import CheckRule
from .finding import Case, Finding, of_row, shown, to_hundredths
from .printed import HUNDRED, last_place

FLOOR = Decimal(60)
TENTH = Decimal(10)


@dataclass(frozen=True, slots=True)
class _Reached:
    """How far a goal was reached in percent; ``own`` is the indicator's figure if in percent."""

    rate: Decimal
    own: Decimal | None
    row: Target | Rate


def recomputed(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Each score of a form that has a figure beside it; what follows from no way is told."""
    reached = _reached(case)
    for s in case.rows(Score):
        row, _, _ = s.cell.rpartition("/")
        if s.weight is None or s.score is None or s.weight <= 0 or row not in reached:
            continue
        found = reached[row]
        due = [*_of_form(case, s, s.weight, found), *_points(found.rate, s.weight)]
        fits = any(abs(earned - s.score) <= last_place(s.score) for earned in due)
        in_bands = (s.score / s.weight * TENTH) % 1 == 0 and s.score != s.weight
        yield of_row(
            s,
            "pass" if fits or in_bands else "fail",
            expected=shown(to_hundredths(due[0])),
            observed=shown(s.score),
            difference=to_hundredths(s.score - due[0]),
            tolerance=last_place(s.score),
            what=s.indicator_l3 or s.indicator_l2 or s.indicator_l1,
            rows=(s, found.row),
        )


def _reached(case: Case) -> dict[str, _Reached]:
    """For each table row how far its goal was reached."""
    found: dict[str, _Reached] = {}
    for r in case.rows(Rate):
        if r.cell and r.kind == "execution" and r.rate_pct is not None:
            found.setdefault(r.cell.rpartition("/")[0], _Reached(r.rate_pct, r.rate_pct, r))
    for t in case.rows(Target):
        if not t.cell or t.target_value is None or t.actual_value is None:
            continue
        met = t.status in ("met", "exceeded")
        rate = HUNDRED if met else _share(t.target_value, t.actual_value, t.target_op)
        if rate is not None:
            own = t.actual_value if t.actual_unit == "%" else None
            found[t.cell.rpartition("/")[0]] = _Reached(rate, own, t)
    return found


def _of_form(case: Case, score: Score, weight: Decimal, found: _Reached) -> Iterator[Decimal]:
    """What the indicator earns by the formula of the form that was filled in, if it has one."""
    row = case.indicators.rated(case.profile.framework, score.indicator_id)
    figure = found.own if row is not None and row.scoring == "bands" else found.rate
    earned = points(row, figure, weight) if row is not None and figure is not None else None
    if earned is not None:
        yield earned


def _share(target: Decimal, actual: Decimal, operator: str) -> Decimal | None:
    """Actual of target; where less is better, target of actual."""
    part, whole = (target, actual) if operator in ("le", "lt") else (actual, target)
    return part / whole * HUNDRED if whole > 0 else None


def _points(rate: Decimal, weight: Decimal) -> list[Decimal]:
    """What a rate earns: in proportion, above the floor, all or nothing."""
    held = max(min(rate, HUNDRED), Decimal(0))
    above = max(held - FLOOR, Decimal(0)) / (HUNDRED - FLOOR)
    return [weight * held / HUNDRED, weight * above, weight if held == HUNDRED else Decimal(0)]
