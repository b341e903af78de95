"""Rates against the amounts that they are made of: execution, control, utilisation, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import regex

from ..model.tables import Rate
from ..packs.rules import CheckRule
from .finding import Case, Finding, of_row, shown, to_hundredths
from .groups import is_alone, same_year
from .measured import Measured
from .printed import Printed, agrees, bare_rate, quotient

_SHARE_OF = regex.compile(r"(?:占|的比[例重]|比重|比例)(?P<whole>[^,。;、占\d]{0,20})$")
_MISSED = re.compile("(?:没有?|未能?|不)(?:能|有)?(?:达到?|实现|完成)[了的]?$")
_CUT_OFF = "写的是截尾的数，不是四舍五入"


class Pair(NamedTuple):
    """What a rate may be made of."""

    part: Measured
    whole: Measured


def ratios(check: CheckRule, case: Case) -> Iterator[Finding]:
    """Each rate of the kinds against the pairs of amounts before it, or in its table row."""
    for found in case.rates(check.kinds):
        printed = bare_rate(found)
        if printed is None or found.unit == "pp" or _is_missed(case, found):
            continue
        company = _company(case, found)
        pairs = [p for roles in check.parts for p in _pairs(company, *roles.split("/"))]
        if pairs:
            yield _judged(found, printed, pairs)


def _is_missed(case: Case, found: Rate) -> bool:
    """Whether a rate is the one that was not reached: 没有达到100%."""
    clause = case.text.clauses.around(found.char_start)
    return _MISSED.search(case.text.folded[clause.start : found.char_start]) is not None


def _company(case: Case, found: Rate) -> list[Measured]:
    """The amounts that a rate may be of: those of its row, or before it in its paragraph."""
    if found.cell:
        same_row = case.measured.of_row(found.cell.rpartition("/")[0])
        own = [m for m in same_row if not m.prior]
        return [m for m in own if m.row.cell == found.cell or is_alone(case, m)]
    paragraph = case.text.paragraphs.around(found.char_start)
    told = case.measured.between(paragraph.start, found.char_start)
    before = [m for m in told if not m.prior]
    last = before[-1].sentence if before else -1
    sentence = case.text.sentences.around(found.char_start)
    inside = [m for m in before if m.row.char_start >= sentence.start]
    return inside if len(inside) > 1 else [m for m in before if m.sentence >= last - 1]


def _pairs(company: Sequence[Measured], part: str, whole: str) -> Iterator[Pair]:
    """Pairs of one measure by stage (actual/budget) or of two measures by name, the last first."""
    for one in reversed(company):
        if not _has(one, part):
            continue
        for other in reversed(company):
            if other is not one and _has(other, whole) and _belong(one, other, part, whole):
                yield Pair(one, other)


def _has(found: Measured, role: str) -> bool:
    if role == "carried":
        return found.row.basis == "carryover"
    if role == "income":
        return found.measure == "收入"
    if role in ("actual", "adjusted", "budget", "initial", "disbursed"):
        return found.stage == role and found.row.basis != "carryover"
    return found.measure == role


def _belong(one: Measured, other: Measured, part: str, whole: str) -> bool:
    if not same_year(one, other) or one.row.currency != other.row.currency:
        return False
    named = part not in ("actual", "disbursed") or one.table != ""
    return named or (one.measure == other.measure and one.fund == other.fund)


def _judged(found: Rate, printed: Printed, pairs: Sequence[Pair]) -> Finding:
    """By the first pair that fits; where none does, by the nearest one."""
    best: tuple[str, Pair, Decimal] | None = None
    for pair in pairs:
        exact, agreement = _agreement(pair, printed)
        if exact is None:
            continue
        if agreement == "rounded":
            return _of_pair(found, printed, pair, exact, "rounded")
        if best is None or (agreement == "cut_off" and best[0] == "no"):
            best = (agreement, pair, exact)
    if best is None:
        return of_row(found, "not_evaluable", what=found.subject, rows=(found,))
    return _of_pair(found, printed, best[1], best[2], best[0])


def _agreement(pair: Pair, printed: Printed) -> tuple[Decimal | None, str]:
    part, whole = pair.part.value, pair.whole.value
    made = quotient(part, whole) if part is not None and whole is not None else None
    if made is None:
        return None, "no"
    exact, low, high = made
    return exact, agrees(low, high, printed)


def _of_pair(found: Rate, printed: Printed, pair: Pair, exact: Decimal, agreement: str) -> Finding:
    expected = to_hundredths(exact)
    return of_row(
        found,
        "pass" if agreement == "rounded" else "fail",
        expected=shown(expected),
        observed=shown(printed.value),
        difference=printed.value - expected,
        tolerance=printed.step / 2,
        what=found.subject,
        note=_CUT_OFF if agreement == "cut_off" else "",
        severity="info" if agreement == "cut_off" else "",
        rows=(*pair.part.rows, *pair.whole.rows, found),
        patterns=(*pair.part.patterns, *pair.whole.patterns),
    )


def shares(check: CheckRule, case: Case) -> Iterator[Finding]:
    """财政拨款收入…，占总收入81.32%: the amount before the rate against the named whole."""
    for found in case.rates(check.kinds):
        printed = bare_rate(found)
        if printed is None or found.cell:
            continue
        clause = case.text.clauses.around(found.char_start)
        named = _SHARE_OF.search(case.text.folded[clause.start : found.char_start])
        sentence = case.text.sentences.around(found.char_start)
        before = case.measured.between(sentence.start, found.char_start)
        if named is None or not before:
            continue
        part = before[-1]
        pairs = [Pair(part, m) for m in _wholes(case, part, named.group("whole"))]
        if pairs:
            yield _judged(found, printed, pairs)


def _wholes(case: Case, part: Measured, words: str) -> Iterator[Measured]:
    """The amounts before a part that its share may be of, as the words behind 占 name them."""
    for one in reversed(case.measured.of_section(part.section)):
        if one.row.char_start >= part.row.char_start or one.stage == "change" or one.value is None:
            continue
        word = one.measure if one.known else ""
        if word and (word in words or (not words.strip() and one.measure != part.measure)):
            yield one


def rates_of_parts(check: CheckRule, case: Case) -> Iterator[Finding]:
    """A total rate lies between the least and the greatest of the rates of its parts."""
    by_section: dict[str, list[tuple[Rate, str]]] = {}
    for found in case.rates(check.kinds):
        if found.qualifier == "exact" and not found.cell:
            by_section.setdefault(found.section, []).append((found, _fund_at(case, found)))
    for rates in by_section.values():
        whole = next((r for r, fund in rates if not fund), None)
        parts = [r for r, fund in rates if fund and r.rate_pct is not None]
        if whole is None or len(parts) < 2 or whole.rate_pct is None:
            continue
        values = [r.rate_pct for r in parts if r.rate_pct is not None]
        least, most = min(values), max(values)
        inside = least <= whole.rate_pct <= most
        yield of_row(
            whole,
            "pass" if inside else "fail",
            expected=shown(least) if least == most else f"{shown(least)}～{shown(most)}",
            observed=shown(whole.rate_pct),
            what=whole.subject,
            rows=(whole, *parts),
        )


def _fund_at(case: Case, found: Rate) -> str:
    """The fund of the amount before a rate in its sentence."""
    sentence = case.text.sentences.around(found.char_start)
    inside = case.measured.between(sentence.start, found.char_start)
    return inside[-1].fund if inside else ""
