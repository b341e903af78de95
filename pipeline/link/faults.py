"""Weaknesses among the reasons for lost points: those that blame the department."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal

from ..model.tables import Deduction
from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.fold import fold
from ..segment.spans import Span
from .admissions import Admissions
from .context import Text
from .problems import Problem
from .remedies import Remedies

REACH = 300
LEAST_SOLE = 6
SURE_CAUSE = Decimal("0.7")  # of an opinion that nobody is to blame
LIKELY_FAULT = Decimal("0.6")  # reasons tell of others' doings as often as of own failings


class Faults:
    """Finds the admissions in reasons for lost points; made once for all documents.

    ``blameless`` are the causes that no department is to blame for; ``excused`` tells of a clause
    whether it names such a cause or only repeats the result.
    """

    def __init__(
        self,
        packs: Packs,
        admissions: Admissions,
        blameless: Collection[str],
        excused: Callable[[str], bool],
    ) -> None:
        self._admissions = admissions
        self._blameless = blameless
        self._excused = excused
        says = Expressions(packs, "fault")
        self._suffered = says.compile("{suffered}")
        self._result = says.compile("{result}")
        self._ahead = says.compile(r"^[,。;][ ]*(?P<told>{remedy.ahead}[^\n\t]*)")

    def of(
        self, text: Text, deductions: Sequence[Deduction], measures: Remedies
    ) -> Iterator[Problem]:
        """The admissions in the reasons of deductions, each place once."""
        seen: set[tuple[int, int]] = set()
        for deduction in deductions:
            place = _place(text, deduction) if deduction.reason else None
            if place is None:
                continue
            for span in self._admitted(text.folded, place, self._is_blameless(deduction)):
                if (span.start, span.end) in seen or self._is_suffered(text.folded, place, span):
                    continue
                seen.add((span.start, span.end))
                words = text.folded[span.start : span.end]
                measure = deduction.measure or self._done(text, span.end, place.end)
                yield Problem(
                    span.start,
                    span.end,
                    "deduction",
                    measure or measures.alike(words),
                    deduction.weakness,
                )

    def _is_blameless(self, deduction: Deduction) -> bool:
        sure = deduction.cause_confidence is None or deduction.cause_confidence >= SURE_CAUSE
        return sure and deduction.cause in self._blameless

    def _admitted(self, folded: str, place: Span, blameless: bool) -> Iterator[Span]:
        """The clauses of a reason that admit something.

        Beside the weather a reason may tell what was left undone: 受疫情影响停工,检测报告迟迟未出.
        """
        spans = self._admissions.within(folded, place.start, place.end, lapses=True)
        if blameless:
            for span in spans:
                struck = self._suffered.search(before := _before(folded, place, span))
                alone = struck is not None and struck.end() == len(before)  # 受疫情影响,…
                if not alone and not self._excused(folded[span.start : span.end]):
                    yield span
            return
        # Beside what words admit, the rest of a reason is what led to it.
        yield from spans or self._admissions.within(
            folded, place.start, place.end, lapses=True, likely=True
        )

    def _is_suffered(self, folded: str, place: Span, span: Span) -> bool:
        """Whether weather or market brought it: 受…影响 in the clause or before a bare result."""
        words = folded[span.start : span.end]
        before = _before(folded, place, span)
        struck = self._suffered.search(before) and self._result.search(words)
        return bool(self._suffered.search(words) or struck)

    def _done(self, text: Text, at: int, end: int) -> str:
        """What the rest of the reason says was done about it."""
        told = self._ahead.match(text.folded[at:end])
        if told is None:
            return ""
        return text.canonical.text[at + told.start("told") : at + told.end()].strip()


def _before(folded: str, place: Span, span: Span) -> str:
    """The clause of a reason before another one."""
    return folded[place.start : span.start].rstrip(",").rpartition(",")[2]


def _place(text: Text, deduction: Deduction) -> Span | None:
    """Where the reason is printed: in the row, close before or behind it, or in one other place."""
    reason = fold(deduction.reason)
    start, end = deduction.char_start, deduction.char_end
    at = text.folded.find(reason, start, end)
    if at < 0:
        at = text.folded.find(reason, max(0, start - REACH), end + REACH)
    if at < 0 and len(reason) >= LEAST_SOLE and text.folded.count(reason) == 1:
        at = text.folded.find(reason)  # in one cell for the reasons of many rows
    return Span(at, at + len(reason)) if at >= 0 else None
