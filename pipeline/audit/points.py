"""Scores against weights, totals, grades and reasons.

Weights of 100 and the grades 优 ≥ 90, 良 ≥ 80, 中 ≥ 60: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ..model.tables import Deduction, Rate, Score
from ..packs.indicators import plain
from ..packs.rules import CheckRule
from .expressions import any_of
from .finding import Case, Finding, of_row, shown, to_hundredths
from .printed import HALF, HUNDRED, Printed, agrees, last_place, rate

_FEW = 3


def within_weights(check: CheckRule, case: Case) -> Iterator[Finding]:
    """No score is above its weight or below zero."""
    held = [s for s in case.rows(Score) if s.score is not None and s.weight is not None]
    over = [s for s in held if s.score is not None and not 0 <= s.score <= (s.weight or 0)]
    for s in over:
        yield _fault(s, s.weight, s.score)
    if held and not over:
        yield of_row(held[0], "pass", rows=tuple(held))


def totals(check: CheckRule, case: Case) -> Iterator[Finding]:
    """The printed total of each form, and of the text, against its most detailed scores."""
    for rows in _forms(case):
        total = next((s for s in rows if s.level == 0 and s.score is not None), None)
        if total is None or total.score is None:
            continue
        whole = total.weight or HUNDRED
        for part in _ways_down(rows):
            weights = [s.weight for s in part]
            if None in weights or sum(w for w in weights if w is not None) != whole:
                continue
            yield _summed(total, total.score, part, [s.score for s in part])
            break


def weights(check: CheckRule, case: Case) -> Iterator[Finding]:
    """The weights of a form make the weight of its total, where all its scores were read."""
    for rows in _forms(case):
        total = next((s for s in rows if s.level == 0 and s.weight is not None), None)
        parts = [s for s in _leaves(rows) if s.cell and s.weight is not None]
        if total is None or total.weight is None or len(parts) < _FEW:
            continue
        read = sum(s.score for s in parts if s.score is not None)
        if read == total.score or sum(s.weight or 0 for s in parts) == total.weight:
            yield _summed(total, total.weight, parts, [s.weight for s in parts])


def levels(check: CheckRule, case: Case) -> Iterator[Finding]:
    """A printed score of a first- or second-level indicator against those below it."""
    for rows in _forms(case):
        for parent in rows:
            children = _children(parent, rows) if parent.level in (1, 2) else []
            if parent.score is None or len(children) < 2 or not _complete(parent, children):
                continue
            yield _summed(parent, parent.score, children, [s.score for s in children])


def score_rates(check: CheckRule, case: Case) -> Iterator[Finding]:
    """得分率 against score and weight of the indicator that it names."""
    weighed: dict[str, Score] = {}
    for s in case.rows(Score):
        if s.weight and _name(s):
            weighed.setdefault(_name(s), s)
    for found in case.rates(check.kinds):
        printed = rate(found)
        if printed is None:
            continue
        name = max((n for n in weighed if n in found.subject), key=len, default="")
        longest = weighed.get(name)
        if longest is not None and longest.score is not None and longest.weight:
            yield _rated(found, printed, longest, longest.score, longest.weight)


def grades(check: CheckRule, case: Case) -> Iterator[Finding]:
    """The grade against the band of the total; ``check.parts`` are the bands, the best first.

    ``check.patterns`` find a place for the grade: where it is left empty, the grade is missing.
    """
    profile = case.profile
    if profile.self_score is None:
        return
    bands = [band.split("=") for band in check.parts]
    due = next((n for n, least in bands if profile.self_score >= Decimal(least)), bands[-1][0])
    totals_found = [s for s in case.rows(Score) if s.level == 0]
    place = any_of(check.patterns).search(case.text.folded)
    if not profile.grade and place is None:
        return
    if profile.grade and profile.grade not in (name for name, _ in bands):
        return  # 一等 to 四等 are of another scale
    printed_at = [s for s in totals_found if s.score == profile.self_score][:1]
    start, end = place.span() if place else (0, 0)
    yield Finding(
        "pass" if profile.grade == due else "fail",
        start,
        end,
        expected=due,
        observed=profile.grade,
        what=f"自评{shown(profile.self_score)}分",
        note="" if profile.grade else "没有填写或勾选等级",
        rows=tuple(printed_at),
    )


def losses_explained(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Every loss of the most detailed level has a reason of its own, or among the deductions.

    A summary by higher levels gives its reasons elsewhere, the money block of a form has no place
    for one: ``check.parts`` are indicators that need none.
    """
    told = {plain(d.indicator) for d in case.rows(Deduction) if d.reason}
    lost = [
        s for rows in _forms(case) for s in _leaves(rows)
        if s.points_lost and s.indicator_l3 and s.indicator_id not in check.parts
    ]  # fmt: skip
    bare = [s for s in lost if not s.reason and plain(_name(s)) not in told]
    for s in bare:
        yield _fault(s, None, s.points_lost)
    if lost and not bare:
        yield of_row(lost[0], "pass", rows=tuple(lost))


def _forms(case: Case) -> Iterable[list[Score]]:
    """The scores of each table, and those of the running text, from one total to the next."""
    forms: dict[str, list[Score]] = {}
    for s in case.rows(Score):
        forms.setdefault(s.cell.partition("/")[0], []).append(s)
    told = forms.pop("", [])
    totals = [i for i, s in enumerate(told) if s.level == 0]
    # The text of several projects tells a total of each before its parts.
    several = len({told[i].score for i in totals}) > 1
    cuts = [0, *totals[1:], len(told)] if several else [0, len(told)]
    return [*forms.values(), *(told[a:b] for a, b in pairwise(cuts) if a < b)]


def _name(s: Score) -> str:
    return s.indicator_l3 or s.indicator_l2 or s.indicator_l1


def _children(parent: Score, rows: Sequence[Score]) -> list[Score]:
    """The scores right below a score; where a level is not printed, those below that."""
    below = [
        s for s in rows
        if s.level > parent.level and s.score is not None
        and s.indicator_l1 == parent.indicator_l1
        and (parent.level == 1 or s.indicator_l2 == parent.indicator_l2)
    ]  # fmt: skip
    nearest = min((s.level for s in below), default=0)
    return [s for s in below if s.level == nearest]


def _complete(parent: Score, children: Sequence[Score]) -> bool:
    """Whether the children are all there: their weights make the parent's, or none is printed."""
    printed = [s.weight for s in children if s.weight is not None]
    if len(printed) < len(children):
        return not printed
    return parent.weight is None or sum(printed) == parent.weight


def _leaves(rows: Sequence[Score]) -> list[Score]:
    return [s for s in rows if s.level > 0 and s.score is not None and not _children_of(s, rows)]


def _children_of(s: Score, rows: Sequence[Score]) -> list[Score]:
    return _children(s, rows) if s.level in (1, 2) else []


def _ways_down(rows: Sequence[Score]) -> Iterator[list[Score]]:
    """The sets of scores that may make a total: the leaves, then each level for itself."""
    yield _leaves(rows)
    for level in (3, 2, 1):
        yield [s for s in rows if s.level == level and s.score is not None]


def _summed(
    about: Score, observed: Decimal, parts: Sequence[Score], values: Sequence[Decimal | None]
) -> Finding:
    expected = sum((v for v in values if v is not None), Decimal(0))
    return of_row(
        about,
        "pass" if expected == observed else "fail",
        expected=shown(expected),
        observed=shown(observed),
        difference=observed - expected,
        tolerance=Decimal(0),
        what=_name(about) or "总分",
        rows=(about, *parts),
    )


def _fault(s: Score, expected: Decimal | None, observed: Decimal | None) -> Finding:
    return of_row(
        s,
        "fail",
        expected=shown(expected) if expected is not None else "",
        observed=shown(observed) if observed is not None else "",
        difference=observed - expected if expected is not None and observed is not None else None,
        what=_name(s) or "总分",
        rows=(s,),
    )


def _rated(
    found: Rate, printed: Printed, scored: Score, score: Decimal, weight: Decimal
) -> Finding:
    """The score itself may be rounded, by half of its last printed digit."""
    step = last_place(score)
    slack = step * HALF / weight * HUNDRED if step < 1 else Decimal(0)
    exact = score / weight * HUNDRED
    agreement = agrees(exact - slack, exact + slack, printed)
    return of_row(
        found,
        "pass" if agreement == "rounded" else "fail",
        expected=shown(to_hundredths(exact)),
        observed=shown(printed.value),
        difference=to_hundredths(printed.value - exact),
        tolerance=printed.step / 2,
        what=_name(scored),
        severity="info" if agreement == "cut_off" else "",
        rows=(scored, found),
    )
