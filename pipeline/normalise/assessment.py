"""Rows of deductions and weaknesses with their classes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..link.admissions import Admissions
from ..link.classify import Class, Classifier
from ..link.context import Text
from ..link.deductions import Loss
from ..link.faults import faults
from ..link.problems import Problem
from ..link.remedies import Remedies
from ..model.tables import Deduction, Weakness
from ..packs.load import Packs
from ..segment.fold import fold
from ..segment.spans import Cover
from .evidence import evidence
from .figures import plain

NO_CAUSE = "none_given"
_NAMED_CAUSE = re.compile(r"(?:由于|因为?(?![此素地])|受|系|主要是)[^,;。]+(?:影响|[,;。]|$)")
_DIGIT = re.compile(r"\d")
BLAMELESS = frozenset({"external_shock", "upstream_timing"})


class Assessor:
    """Classifies losses and problems by the taxonomy of the packs; made once."""

    def __init__(self, packs: Packs) -> None:
        self._cause = Classifier(packs, "cause")
        self._weakness = Classifier(packs, "weakness")
        self.deficiency = Classifier(packs, "deficiency")
        self.admissions = Admissions(packs)

    def admits(self, folded: str) -> bool:
        """Whether a clause admits that something was wanting."""
        return any(self.deficiency.has(folded, value) for value in ("yes", "lapse"))

    def deductions(self, text: Text, losses: Sequence[Loss]) -> Iterator[Deduction]:
        """A row for each loss."""
        for loss in losses:
            reason = fold(loss.reason)
            cause = self._cause_of(reason)
            name, group = fold(loss.indicator), fold(loss.group)
            # The words about the weather tell nothing of what fell short.
            told = (group, reason, name) if cause.value in BLAMELESS else (reason, name, group)
            weakness = self._weakness_of(*told)
            yield Deduction(
                **evidence(text, loss.start, loss.end, (cause.pattern, weakness.pattern)),
                indicator=loss.indicator,
                weight=plain(loss.weight) if loss.weight is not None else None,
                score=plain(loss.score) if loss.score is not None else None,
                points_lost=plain(loss.points) if loss.points is not None else None,
                reason=loss.reason,
                cause=cause.value,
                weakness=weakness.value,
                measure=loss.measure,
            )

    def _cause_of(self, reason: str) -> Class:
        """The class of what 因, 由于 or 受 names, else of the whole reason."""
        named = _NAMED_CAUSE.search(reason)
        if named is not None:
            cause = self._cause.of(named.group(), "", NO_CAUSE)
            if cause.value not in ("", NO_CAUSE):
                return cause
        # 支出率95.92%: a figure alone repeats the result.
        repeats = not reason or (_DIGIT.search(reason) and not self.admits(reason))
        return self._cause.of(reason, NO_CAUSE if repeats else "execution", NO_CAUSE)

    def _weakness_of(self, *told: str) -> Class:
        """The class that the first telling text gives: the reason, the indicator, its group."""
        classes = (self._weakness.of(text) for text in told if text)
        return next((c for c in classes if c.value != "other"), self._weakness.of(""))

    def weaknesses(
        self,
        text: Text,
        found: Sequence[Problem],
        deductions: Sequence[Deduction],
        measures: Remedies,
    ) -> Iterator[Weakness]:
        """A row for each problem, and for each deduction whose reason blames the department."""
        blamed = [*faults(text, deductions, measures, self.admissions, BLAMELESS)]
        covered = Cover((b.start, b.end) for b in blamed)
        own = [p for p in found if not self._is_told(text, p, covered)]
        for problem in (*own, *blamed):
            quote = text.folded[problem.start : problem.end]
            told = self._weakness.of(quote)
            if told.value == "other":
                told = self._weakness.of(text.folded[slice(*problem.item)])
            yield Weakness(
                **evidence(text, problem.start, problem.end, (told.pattern,)),
                weakness=told.value if told.value != "other" else problem.weakness or "other",
                origin=problem.origin,
                measure=problem.measure,
            )

    def _is_told(self, text: Text, problem: Problem, blamed: Cover) -> bool:
        """Whether a deduction has the problem already, or the weather bears the blame for it."""
        if blamed.meets(problem.start, problem.end):
            return True
        if problem.origin != "deduction":
            return False
        return self._cause_of(text.folded[slice(*problem.item)]).value in BLAMELESS
