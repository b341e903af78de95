"""Rows of deductions and weaknesses with their classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..link.classify import Classifier
from ..link.context import Text
from ..link.deductions import Loss
from ..link.problems import Problem
from ..model.tables import Deduction, Weakness
from ..packs.load import Packs
from ..segment.fold import fold
from .evidence import evidence
from .figures import plain

BLAMELESS = frozenset({"external_shock", "upstream_timing"})


class Assessor:
    """Classifies losses and problems by the taxonomy of the packs; made once."""

    def __init__(self, packs: Packs) -> None:
        self._cause = Classifier(packs, "cause")
        self._weakness = Classifier(packs, "weakness")
        self.deficiency = Classifier(packs, "deficiency")

    def admits(self, folded: str) -> bool:
        """Whether a clause admits that something was wanting."""
        return self.deficiency.of(folded, "no").value == "yes"

    def deductions(self, text: Text, losses: Sequence[Loss]) -> Iterator[Deduction]:
        """A row for each loss."""
        for loss in losses:
            reason = fold(loss.reason)
            cause = self._cause.of(reason, "none_given" if not reason else "execution")
            weakness = self._weakness.of(reason)
            if weakness.value == "other":
                weakness = self._weakness.of(fold(loss.indicator))
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

    def weaknesses(
        self, text: Text, found: Sequence[Problem], deductions: Sequence[Deduction]
    ) -> Iterator[Weakness]:
        """A row for each problem, and for each deduction whose reason blames the department."""
        for problem in found:
            quote = text.folded[problem.start : problem.end]
            told = self._weakness.of(quote)
            yield Weakness(
                **evidence(text, problem.start, problem.end, (told.pattern,)),
                weakness=told.value,
                origin=problem.origin,
                measure=problem.measure,
            )
        for d in deductions:
            if not d.reason or d.cause in BLAMELESS:
                continue
            at = text.folded.find(fold(d.reason), d.char_start, d.char_end)
            start, end = (at, at + len(d.reason)) if at >= 0 else (d.char_start, d.char_end)
            yield Weakness(
                **evidence(text, start, end, (d.pattern,)),
                weakness=d.weakness,
                origin="deduction",
                measure=d.measure,
            )
