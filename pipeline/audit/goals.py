"""Goals against achievements, and what either says of the other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz import fuzz

from ..link.context import Text
from ..model.tables import Score, Target
from ..packs.rules import CheckRule
from .excuses import Reasons
from .expressions import any_of
from .finding import Case, Finding, of_row, shown
from .printed import last_place

FAR_ABOVE = Decimal(150)
LEAST_COPIED = 20
COPIED = 95
MET = ("met", "exceeded")


def goals_met(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Each missed goal; a pass where all goals that were answered are met."""
    answered = [t for t in case.rows(Target) if t.status in (*MET, "unmet")]
    missed = [t for t in answered if t.status == "unmet"]
    for t in missed:
        yield _fault(t)
    if answered and not missed:
        yield of_row(answered[0], "pass", rows=tuple(answered))


def misses_explained(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Each missed goal has a reason: in its row, in words (``check.patterns``) near it, or in a
    section of reasons (``check.sections``).
    """
    missed = [t for t in case.rows(Target) if t.status == "unmet"]
    reasons = Reasons(case, check.patterns, check.sections)
    silent = [t for t in missed if not reasons.explain(t)]
    for t in silent:
        yield _fault(t)
    if missed and not silent:
        yield of_row(missed[0], "pass", rows=tuple(missed))


def reasons_needed(check: CheckRule, case: Case) -> Iterator[Finding]:
    """No goal that was met by its figures has a reason (``check.patterns``) for not being met."""
    excuse = any_of(check.patterns)
    lost = {_row(s.cell) for s in case.rows(Score) if s.points_lost}
    with_reason = [t for t in case.rows(Target) if t.reason and t.status in (*MET, "unmet")]
    idle = [
        t for t in with_reason
        if t.status in MET and t.target_value is not None and t.actual_value is not None
        and excuse.search(t.reason) and not (t.cell and _row(t.cell) in lost)
    ]  # fmt: skip
    for t in idle:
        yield _fault(t, note=t.reason)
    if with_reason and not idle:
        yield of_row(with_reason[0], "pass", rows=tuple(with_reason))


def goals_far_exceeded(check: CheckRule, case: Case) -> Iterator[Finding]:
    """A goal done far above what was set was set too low (财预〔2020〕10号)."""
    numbered = [
        t for t in case.rows(Target)
        if t.target_op not in ("le", "lt") and t.completion_pct_computed is not None
    ]  # fmt: skip
    far = [t for t in numbered if (t.completion_pct_computed or 0) > FAR_ABOVE]
    for t in far:
        yield of_row(
            t,
            "fail",
            expected=f"≤{shown(FAR_ABOVE)}%",
            observed=f"{shown(t.completion_pct_computed or Decimal(0))}%",
            what=t.indicator,
            rows=(t,),
        )
    if numbered and not far:
        yield of_row(numbered[0], "pass", rows=tuple(numbered))


def goals_lowered(check: CheckRule, case: Case) -> Iterator[Finding]:
    """One achievement held against two goals, the later one lower."""
    first: dict[tuple[object, ...], Target] = {}
    told: set[tuple[object, ...]] = set()
    for t in case.rows(Target):
        if t.target_value is None or t.actual_value is None or t.target_op in ("le", "lt"):
            continue
        key = (t.item, t.actual_value, t.actual_unit, t.target_unit)
        before = first.setdefault(key, t)
        if before is t or before.target_value is None or not _same_goal(before, t):
            continue
        if (*key, t.target_value) in told:
            continue
        told.add((*key, t.target_value))
        lowered = t.target_value < before.target_value
        yield of_row(
            t,
            "fail" if lowered else "pass",
            expected=shown(before.target_value) + before.target_unit,
            observed=shown(t.target_value) + t.target_unit,
            difference=t.target_value - before.target_value,
            what=t.indicator,
            rows=(before, t),
        )


def _same_goal(one: Target, other: Target) -> bool:
    return fuzz.partial_ratio(one.indicator, other.indicator) >= 60


def completions(check: CheckRule, case: Case) -> Iterator[Finding]:
    """The printed completion rate of a goal against goal and achievement."""
    for t in case.rows(Target):
        if t.completion_pct is None or t.completion_pct_computed is None:
            continue
        step = last_place(t.completion_pct)
        difference = t.completion_pct - t.completion_pct_computed
        yield of_row(
            t,
            "pass" if abs(difference) <= max(step, Decimal("0.01")) else "fail",
            expected=shown(t.completion_pct_computed),
            observed=shown(t.completion_pct),
            difference=difference,
            tolerance=step,
            what=t.indicator,
            rows=(t,),
        )


def full_marks(check: CheckRule, case: Case) -> Iterator[Finding]:
    """An indicator whose goal was missed and that has full marks all the same."""
    scores = {_row(s.cell): s for s in case.rows(Score) if s.cell and s.weight is not None}
    met = {
        (t.actual_value, t.actual_unit) for t in case.rows(Target)
        if t.status in MET and t.actual_value is not None
    }  # fmt: skip
    for t in case.rows(Target):
        scored = scores.get(_row(t.cell)) if t.cell else None
        if t.status == "unmet" and (t.actual_value, t.actual_unit) in met:  # by a lowered goal
            continue
        if scored is None or scored.score is None or t.status not in (*MET, "unmet"):
            continue
        full = scored.score == scored.weight
        if t.status == "unmet" or full:
            yield of_row(
                t,
                "fail" if t.status == "unmet" and full else "pass",
                expected=f"低于{shown(scored.weight or Decimal(0))}" if full else "",
                observed=shown(scored.score),
                what=t.indicator,
                rows=(t, scored),
            )


def _row(cell: str) -> str:
    return cell.rpartition("/")[0]


def copied(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Paragraphs of the goals that stand again, nearly word for word, as achievements.

    ``check.sections`` are kinds of sections that report what was done.
    """
    told = [*_paragraphs(case.text)]
    set_down = [p for p in told if case.is_in(p[0], ("targets", "work_tasks"))]
    reported = [p for p in told if case.is_in(p[0], check.sections)]
    found = False
    for start, end, words in reported:
        goal = next((g for g in set_down if fuzz.ratio(g[2], words, score_cutoff=COPIED)), None)
        if goal is not None and goal[0] != start:
            found = True
            quote = case.text.canonical.text[goal[0] : goal[1]]
            yield Finding("fail", start, end, expected="说明实际完成情况", observed=quote[:40])
    if set_down and reported and not found:
        yield Finding("pass", reported[0][0], reported[0][1])


def _paragraphs(text: Text) -> Iterator[tuple[int, int, str]]:
    """Paragraphs of running text long enough to be told from set phrases."""
    for block in text.canonical.blocks:
        words = "".join(text.folded[block.start : block.end].split())
        if block.kind == "paragraph" and len(words) >= LEAST_COPIED:
            yield block.start, block.end, words


def _fault(t: Target, note: str = "") -> Finding:
    def value(number: Decimal | None, unit: str) -> str:
        return f"{shown(number)}{unit}" if number is not None else ""

    return of_row(
        t,
        "fail",
        expected=value(t.target_value, t.target_unit) or t.target_text[:40],
        observed=value(t.actual_value, t.actual_unit) or t.actual_text[:40],
        what=t.indicator,
        note=note,
        rows=(t,),
    )
