"""Rows of deductions and weaknesses with their classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..link.admissions import Admissions
from ..link.behind_results import Behind
from ..link.classify import Class, Classifier
from ..link.context import Text
from ..link.faults import LIKELY_FAULT, Faults
from ..link.loss_marks import LossWords
from ..link.losses import Loss
from ..link.opinion import FAULT, RESULT, Opinions
from ..link.problem_zones import Zones
from ..link.problems import Problem, Problems, sentence_of
from ..link.reasons import Reasons
from ..link.remedies import Remedies
from ..link.taxonomy import BLAMELESS, NO_CAUSE, OTHER, Taxonomy
from ..link.unscored import Unscored
from ..model.tables import Deduction, Weakness
from ..packs.load import Packs
from ..segment.fold import fold
from ..segment.spans import Cover
from .evidence import evidence
from .figures import plain

CLEAR_RESULT = Decimal("0.7")


class Assessor:
    """Classifies losses and problems by the taxonomy of the packs; made once."""

    def __init__(self, packs: Packs) -> None:
        self.deficiency = Classifier(packs, "deficiency")
        opinions = Opinions(packs)
        self.admissions = Admissions(packs, opinions)
        self.problems = Problems(packs, Zones(packs, self.admissions))
        blame = Admissions(packs, opinions, FAULT, LIKELY_FAULT)
        self._faults = Faults(packs, blame, BLAMELESS, self._is_excused)
        self.reasons = Reasons(packs, self.admits)
        self.loss_words = LossWords(packs)
        self.unscored = Unscored(packs)
        self._opinions = opinions
        self._taxonomy = Taxonomy(packs, self.admits, opinions)
        self.behind = Behind(packs, self.reasons, self.restates)

    def admits(self, folded: str) -> bool:
        """Whether a clause admits that something was wanting."""
        return any(self.deficiency.has(folded, value) for value in ("yes", "lapse"))

    def restates(self, reason: str) -> bool:
        """Whether a reason (folded) only repeats that a goal was missed."""
        if self.reasons.says_cause(reason):
            return False
        if self.reasons.only_result(reason) or self._taxonomy.cause(reason).value == NO_CAUSE:
            return True
        odds = self._opinions.odds(FAULT, RESULT, reason)
        return odds is not None and odds >= CLEAR_RESULT

    def _is_excused(self, clause: str) -> bool:
        return self._taxonomy.cause(clause).value in BLAMELESS or self.restates(clause)

    def deductions(self, text: Text, losses: Sequence[Loss]) -> Iterator[Deduction]:
        """A row for each loss."""
        for loss in losses:
            cause, weakness = self._taxonomy.loss(
                fold(loss.reason), fold(loss.indicator), fold(loss.group)
            )
            yield Deduction(
                **evidence(text, loss.start, loss.end, (cause.pattern, weakness.pattern)),
                indicator=loss.indicator,
                weight=plain(loss.weight) if loss.weight is not None else None,
                score=plain(loss.score) if loss.score is not None else None,
                points_lost=plain(loss.points) if loss.points is not None else None,
                reason=loss.reason,
                cause=cause.value,
                cause_confidence=cause.confidence,
                weakness=weakness.value,
                weakness_confidence=weakness.confidence,
                measure=loss.measure,
            )

    def weaknesses(
        self,
        text: Text,
        found: Sequence[Problem],
        deductions: Sequence[Deduction],
        measures: Remedies,
    ) -> Iterator[Weakness]:
        """A row for each problem, and for each deduction whose reason blames the department."""
        blamed = [*self._faults.of(text, deductions, measures)]
        covered = Cover((b.start, b.end) for b in blamed)
        own = [p for p in found if not self._is_told(text, p, covered)]
        for problem in (*own, *blamed):
            quote = text.folded[problem.start : problem.end]
            around = (sentence_of(text.folded, problem), text.folded[slice(*problem.item)])
            told = self._taxonomy.problem(quote, *around)
            if told.value == OTHER:
                told = Class(problem.weakness or OTHER, "")
            yield Weakness(
                **evidence(text, problem.start, problem.end, (told.pattern,)),
                weakness=told.value,
                weakness_confidence=told.confidence,
                origin=problem.origin,
                measure=problem.measure,
            )

    def _is_told(self, text: Text, problem: Problem, blamed: Cover) -> bool:
        """Whether a deduction has the problem already, or the weather bears the blame for it."""
        if blamed.meets(problem.start, problem.end):
            return True
        if problem.origin != "deduction":
            return False
        return self._taxonomy.cause(text.folded[slice(*problem.item)]).value in BLAMELESS
