"""Weaknesses among the reasons for lost points: those that blame the department."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ..model.tables import Deduction
from ..segment.fold import fold
from ..segment.spans import Span
from .admissions import Admissions
from .context import Text
from .problems import Problem
from .remedies import Remedies

REACH = 300
_SUFFERED = re.compile(r"受[^,。;]{2,40}(?:影响|冲击)")
_RESULT = re.compile(r"只有|仅|低于|比[^,]{1,10}低|未达|下降|未完成")
_DONE = re.compile(
    r"^[,。;][ ]*(?P<told>(?:我[局委办厅])?"
    r"(?:已|将|拟|今后|下一步|下步|正在|现已|\d{4}年(?:起|将|拟|计划))[^\n\t]*)"
)


def faults(
    text: Text,
    deductions: Sequence[Deduction],
    measures: Remedies,
    admissions: Admissions,
    blameless: Collection[str],
) -> Iterator[Problem]:
    """The admissions in the reasons of deductions, each place once."""
    seen: set[tuple[int, int]] = set()
    for deduction in deductions:
        place = _place(text, deduction) if deduction.reason else None
        if place is None or deduction.cause in blameless:
            continue
        around = (text.folded, place.start, place.end)
        spans = admissions.within(*around, lapses=True)
        # Beside what words admit, the rest of a reason is what led to it.
        spans = spans or admissions.within(*around, lapses=True, likely=True)
        for span in spans:
            if (span.start, span.end) in seen or _suffered(text.folded, place.start, span):
                continue
            seen.add((span.start, span.end))
            words = text.folded[span.start : span.end]
            measure = deduction.measure or _done(text, span.end, place.end)
            yield Problem(
                span.start,
                span.end,
                "deduction",
                measure or measures.alike(words),
                deduction.weakness,
            )


def _suffered(folded: str, start: int, span: Span) -> bool:
    """Whether weather or market brought it: 受…影响 in the clause, or before its bare result."""
    words = folded[span.start : span.end]
    before = folded[start : span.start].rstrip(",").rpartition(",")[2]
    return bool(_SUFFERED.search(words) or (_SUFFERED.search(before) and _RESULT.search(words)))


def _place(text: Text, deduction: Deduction) -> Span | None:
    """Where the reason is printed: in the row, or close before or behind it."""
    reason = fold(deduction.reason)
    start, end = deduction.char_start, deduction.char_end
    at = text.folded.find(reason, start, end)
    if at < 0:
        at = text.folded.find(reason, max(0, start - REACH), end + REACH)
    return Span(at, at + len(reason)) if at >= 0 else None


def _done(text: Text, at: int, end: int) -> str:
    """What the rest of the reason says was done about it."""
    told = _DONE.match(text.folded[at:end])
    if told is None:
        return ""
    return text.canonical.text[at + told.start("told") : at + told.end()].strip()
