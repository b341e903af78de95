"""All checks of the packs on one document; every check has at least one row."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..model.tables import Check
from ..normalise.evidence import evidence
from ..packs.load import Packs
from ..packs.rules import CheckRule
from .changes import differences, directions, growths
from .contradictions import same_measures
from .finding import Case, Finding, Rule, shown
from .formulas import recomputed
from .goals import (
    completions,
    copied,
    full_marks,
    goals_far_exceeded,
    goals_lowered,
    goals_met,
    misses_explained,
    reasons_needed,
)
from .points import grades, levels, losses_explained, score_rates, totals, weights, within_weights
from .ratios import rates_of_parts, ratios, shares
from .repetition import measures_repeated, repeated
from .splits import splits
from .sums import adjusted, balances, sums, sums_by_fund
from .table_sums import table_sums
from .wording import (
    counted,
    reported_after,
    residue,
    residue_as_printed,
    sections_present,
    years_fit,
    years_named,
)

RULES: Mapping[str, Rule] = {
    "sum": sums,
    "sum_by_fund": sums_by_fund,
    "table_sum": table_sums,
    "balance": balances,
    "adjusted": adjusted,
    "difference": differences,
    "growth": growths,
    "direction": directions,
    "share": shares,
    "ratio": ratios,
    "same_measure": same_measures,
    "split": splits,
    "rate_of_parts": rates_of_parts,
    "score_within_weight": within_weights,
    "score_total": totals,
    "weight_total": weights,
    "score_level": levels,
    "score_rate": score_rates,
    "grade": grades,
    "loss_explained": losses_explained,
    "goal_met": goals_met,
    "miss_explained": misses_explained,
    "reason_needed": reasons_needed,
    "goal_far_exceeded": goals_far_exceeded,
    "goal_lowered": goals_lowered,
    "completion": completions,
    "full_marks": full_marks,
    "formula": recomputed,
    "copied": copied,
    "residue": residue,
    "residue_as_printed": residue_as_printed,
    "years_fit": years_fit,
    "reported_after": reported_after,
    "year_named": years_named,
    "section_present": sections_present,
    "counted": counted,
    "repeated": repeated,
    "measures_repeated": measures_repeated,
}
NOWHERE = (0, 0)


class Auditor:
    """Runs the checks; made once from packs."""

    def __init__(self, packs: Packs) -> None:
        self._checks = packs.of(CheckRule)
        self._by_name = {check.id: check for check in self._checks}
        # Half of all rows are of checks without inputs, the same in most documents.
        self._without_inputs = lru_cache(maxsize=1024)(self._idle)

    def checks(self, case: Case) -> list[Check]:
        """The rows of ``checks`` in pack order; a check without inputs is ``not_evaluable``."""
        place = tuple(evidence(case.text, *NOWHERE, ()).items())
        made: list[Check] = []
        for check in self._checks:
            before = len(made)
            made += (_row(case, check, one) for one in RULES[check.rule](check, case))
            if len(made) == before:
                made.append(self._without_inputs(check.id, place))
        return made

    def _idle(self, name: str, place: tuple[tuple[str, Any], ...]) -> Check:
        """The row of a check that found no inputs, with the evidence of a text's beginning."""
        check = self._by_name[name]
        return _made(check, Finding("not_evaluable", *NOWHERE), dict(place) | {"pattern": name}, "")


def _row(case: Case, check: CheckRule, found: Finding) -> Check:
    patterns = (check.id, *dict.fromkeys(found.patterns))
    quoted = evidence(case.text, found.start, found.end, patterns)
    return _made(check, found, quoted, case.names.of(found.rows))


def _made(check: CheckRule, found: Finding, quoted: Mapping[str, Any], named: str) -> Check:
    return Check(
        **quoted,
        check=check.id.partition(":")[2],
        title=check.title,
        status=found.status,
        severity=found.severity or check.severity,
        expected=found.expected,
        observed=found.observed,
        difference=found.difference,
        tolerance=found.tolerance,
        message=_message(check, found),
        evidence=named,
    )


def _message(check: CheckRule, found: Finding) -> str:
    if found.status == "not_evaluable":
        return found.note or check.needs
    if found.status == "pass":
        return found.note
    said = check.message.format(
        expected=found.expected,
        observed=found.observed,
        difference=shown(abs(found.difference)) if found.difference is not None else "",
        what=found.what or check.title,
    )
    return f"{said}（{found.note}）" if found.note else said
