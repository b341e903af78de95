"""Differences and growth: an increase or decrease against the two figures that it lies between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from ..model.tables import Rate
from ..packs.rules import CheckRule
from .expressions import expression
from .finding import Case, Finding, of_row, shown, to_hundredths
from .groups import BUDGETS
from .measured import Measured
from .printed import HALF, HUNDRED, Printed, agrees, rate
from .sums import same_topic, verdict

LEVELS_BEFORE = 4
SHARED = 4  # characters that two names of one measure have in common
# What reports call 基本持平.
NEARLY = Decimal("0.05")


def differences(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Each printed change against the levels before it, in its sentence and the one before.

    A failure is sure only inside one sentence; 预算64.68万元；决算53.74万元，减少10.94万元 passes.
    """
    for change in case.measured:
        if change.stage != "change" or change.table or change.value is None:
            continue
        near = (change.sentence - 1, change.sentence)
        levels = [
            m for sentence in near for m in case.measured.of_sentence(sentence)
            if m.row.char_start < change.row.char_start and m.paragraph == change.paragraph
            and m.stage != "change" and m.value is not None
        ][-LEVELS_BEFORE:]  # fmt: skip
        fits = [
            (a, b) for i, a in enumerate(levels) for b in levels[i + 1 :]
            if abs(_gap(a, b) - change.value.value) <= _slack(a, b, change)
        ]  # fmt: skip
        own = [m for m in levels if m.sentence == change.sentence]
        sure = own[-2:] if _are_ends(own[-2:], change) else []
        pair = fits[-1] if fits else tuple(sure)
        if len(pair) == 2:
            a, b = pair
            used = (a, b, change)
            what = change.row.subject
            yield verdict(change, used, _gap(a, b), change.value, _slack(*used), what)


def _gap(a: Measured, b: Measured) -> Decimal:
    assert a.value is not None
    assert b.value is not None
    return abs(a.value.value - b.value.value)


def _slack(*used: Measured) -> Decimal:
    return sum((m.value.step * HALF for m in used if m.value is not None), Decimal(0))


def _are_ends(levels: Sequence[Measured], change: Measured) -> bool:
    """Whether two levels are surely the ends of a change: budget and spending of one measure."""
    if len(levels) < 2:
        return False
    a, b = levels
    one = a.measure == b.measure and a.fund == b.fund
    return one and (a.prior != b.prior or (a.stage != b.stage and not change.prior))


def growths(check: CheckRule, case: Case) -> Iterator[Finding]:
    """A growth rate behind a level and its change: change / (level − change).

    The level may stand in the sentence before: 支出100万元。与上年相比，支出减少5万元，下降4.76%.
    """
    for found in case.rates(check.kinds):
        printed = rate(found)
        if printed is None or found.cell or found.unit == "pp":
            continue
        sentence = case.text.sentences.around(found.char_start)
        before = case.measured.between(sentence.start, found.char_start)
        if not before or before[-1].stage != "change" or not _adjoin(case, before[-1], found):
            continue
        *levels, change = before
        sure = bool(levels)
        if not levels:
            levels = _just_before(case, change)
            sure = len(levels) == 1 and _of_one_name(levels[0], change)
        made = [
            _growth(level, change, found, printed)
            for level in reversed(levels)
            if level.stage != "change" and level.value is not None and change.value is not None
        ]
        fits = next((f for f in made if f.status == "pass"), None)
        if fits or (made and sure):
            yield fits or made[0]


def _just_before(case: Case, change: Measured) -> list[Measured]:
    """The levels of the sentence before, in the same paragraph."""
    return [
        m for m in case.measured.of_sentence(change.sentence - 1)
        if m.paragraph == change.paragraph and m.stage != "change" and not m.prior
    ]  # fmt: skip


def _of_one_name(level: Measured, change: Measured) -> bool:
    """Whether both are of one measure, by the packs or by words that they share."""
    if level.known and change.known:
        return same_topic(level, change)
    one, other = level.row.subject, change.row.subject
    return any(other[i : i + SHARED] in one for i in range(len(other) - SHARED + 1))


def _adjoin(case: Case, change: Measured, found: Rate) -> bool:
    """Whether only one mark stands between the change and its rate: 增加20万元，增长20%."""
    between = case.text.folded[change.row.char_end : found.char_start]
    return len(between) <= 12 and not any(c.isdigit() for c in between)


def _growth(level: Measured, change: Measured, found: Rate, printed: Printed) -> Finding:
    """The rate by one level: of the year before as it is, of this year less the change."""
    assert level.value is not None
    assert change.value is not None
    moved = -change.value.value if change.row.basis == "decrease" else change.value.value
    base = level.value.value - (0 if level.prior else moved)
    if base <= 0:
        return of_row(found, "not_evaluable", what=found.subject, rows=(found,))
    exact = moved / base * HUNDRED
    slack = abs(change.value.step / base * HUNDRED)
    agreement = agrees(exact - slack, exact + slack, printed)
    return of_row(
        found,
        "pass" if agreement == "rounded" else "fail",
        expected=shown(to_hundredths(exact)),
        observed=shown(printed.value),
        difference=to_hundredths(printed.value - exact),
        tolerance=printed.step,
        what=found.subject,
        rows=(level.row, change.row, found),
        severity="info" if agreement == "cut_off" else "",
        note="写的是截尾的数，不是四舍五入" if agreement == "cut_off" else "",
    )


def directions(check: CheckRule, case: Case) -> Iterator[Finding]:
    """决算数大于预算数 against budget and spending before it in the paragraph.

    ``check.patterns`` have a group ``more``, ``less``, ``equal`` or, for 基本持平, ``same``.
    """
    for pattern in check.patterns:
        for said in expression(pattern).finditer(case.text.folded):
            paragraph = case.text.paragraphs.around(said.start())
            before = case.measured.between(paragraph.start, said.start())
            spent = next((m for m in reversed(before) if m.stage == "actual"), None)
            budget = next((m for m in reversed(before) if m.stage in BUDGETS), None)
            if spent is not None and budget is not None:
                yield from _direction(said, budget, spent)


def _direction(said: regex.Match[str], budget: Measured, spent: Measured) -> Iterator[Finding]:
    if budget.value is None or spent.value is None:
        return
    difference = spent.value.value - budget.value.value
    groups = {name for name, value in said.groupdict().items() if value}
    right = "more" if difference > 0 else "less" if difference < 0 else "equal"
    near = abs(difference) <= NEARLY * budget.value.value
    start, end = said.span()
    yield Finding(
        "pass" if right in groups or ("same" in groups and near) else "fail",
        start,
        end,
        expected=shown(budget.value.value),
        observed=shown(spent.value.value),
        difference=difference,
        what=said.group(),
        rows=(budget.row, spent.row),
    )
