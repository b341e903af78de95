"""Which indicator lost the points of a reason, and which lost points have no reason at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..extract.score_prose import ProseScore
from ..extract.score_row import FormRow
from .deductions import Loss

_COMMON_WORDS = frozenset({"管理", "情况", "指标", "工作", "完成", "执行", "部门", "整体", "绩效"})


@dataclass(frozen=True, slots=True)
class Scored:
    """An indicator with its weight and score, to which a bare reason may belong."""

    indicator: str
    weight: Decimal
    score: Decimal
    group: str


def scored(rows: Sequence[FormRow] | Sequence[ProseScore]) -> list[Scored]:
    """The indicators that lost points."""
    return [
        Scored(r.name, r.weight, r.score, r.parent)
        if isinstance(r, ProseScore)
        else Scored(r.indicator, r.weight, r.score, r.names[0])
        for r in rows
        if r.score is not None and r.weight is not None and r.score < r.weight and r.level
    ]


def assigned(losses: Sequence[Loss], lost: Sequence[Scored]) -> list[Loss]:
    """Reasons of a list go to the indicator they speak of; shared losses have no points."""
    losses = [loss for loss in losses if not _only_names(loss, lost)]
    homes = [_home(loss, lost) for loss in losses]
    counts = Counter(home.indicator for home in homes if home is not None)
    told = [
        loss
        if home is None
        else replace(
            loss,
            indicator=home.indicator,
            weight=home.weight,
            score=home.score,
            points=home.weight - home.score if counts[home.indicator] == 1 else None,
            group=home.group,
        )
        for loss, home in zip(losses, homes, strict=True)
    ]
    return [loss for loss in told if loss.reason or loss.indicator not in counts]


def _only_names(loss: Loss, lost: Sequence[Scored]) -> bool:
    """Whether a loss names an indicator, and no more, that has its score elsewhere."""
    if loss.reason or loss.points is not None or loss.score is not None:
        return False
    return any(
        loss.indicator in other.indicator or other.indicator in loss.indicator
        for other in lost
        if other.indicator
    )


def bare(scores: Sequence[ProseScore], losses: Sequence[Loss]) -> Iterator[Loss]:
    """Scores in prose below their weight for which no loss, or row of losses, accounts."""
    parents = {score.parent for score in scores}
    stated = [p for loss in losses if (p := loss.points or loss.shared) is not None]
    told = parents | {loss.indicator for loss in losses}
    for score in scores:
        if score.weight is None or not score.level or score.name in told:
            continue
        points = score.weight - score.score
        if points > 0 and not _adds_up(stated, points):
            yield Loss(
                score.start, score.end, score.name, score.weight, score.score, points, "", "",
                score.parent,
            )  # fmt: skip


def _adds_up(stated: Sequence[Decimal], points: Decimal) -> bool:
    """Whether some losses that follow each other make up the points."""
    for first in range(len(stated)):
        total = Decimal(0)
        for one in stated[first:]:
            total += one
            if total >= points:
                break
        if total == points:
            return True
    return False


def _home(loss: Loss, lost: Sequence[Scored]) -> Scored | None:
    """The indicator with the longest word in common with a reason that names none."""
    if loss.indicator or loss.points is not None:
        return None
    best: tuple[int, Scored] | None = None
    for candidate in lost:
        length = _common(candidate.indicator, loss.reason)
        if length >= 2 and (best is None or length > best[0]):
            best = (length, candidate)
    return best[1] if best else None


def _common(indicator: str, reason: str) -> int:
    """The length of the longest telling part of the indicator that stands in the reason."""
    for length in range(len(indicator), 1, -1):
        for start in range(len(indicator) - length + 1):
            part = indicator[start : start + length]
            if part not in _COMMON_WORDS and part in reason:
                return length
    return 0
