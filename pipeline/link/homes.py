"""Which indicator lost the points of a reason, and which lost points have no reason at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from ..extract.score_prose import ProseScore
from .context import Text
from .losses import Loss
from .reasons import Reasons
from .score_reasons import in_spite_of, reason_beside
from .scored import Scored
from .scored import groups as groups_of
from .shared_losses import listed
from .told_once import adds_up

_COMMON_WORDS = frozenset({"管理", "情况", "指标", "工作", "完成", "执行", "部门", "整体", "绩效"})


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


def bare(
    text: Text,
    scores: Sequence[ProseScore],
    losses: Sequence[Loss],
    reasons: Reasons,
    groups: Set[str],
) -> Iterator[Loss]:
    """Scores in prose below their weight for which no loss, or row of losses, accounts.

    Full marks count where the words say what speaks against them. ``groups`` are the upper levels
    of the forms, whose own rows tell what they lost.
    """
    parents = {score.parent for score in scores}
    # A row of a form that tells no reason may have it here, and becomes one with it.
    rows = {
        o.indicator: o.points for o in losses if not o.reason and text.canonical.cell_at(o.start)
    }
    told = (groups | parents | {loss.indicator for loss in losses}) - rows.keys()
    own = [s for s in scores if s.weight is not None and s.level and s.name not in told]
    sums = groups_of(scores)
    below = [s for s in own if s.weight is not None and s.score < s.weight]
    for score in own:
        if score.weight is None or score.score > score.weight:
            continue
        points = score.weight - score.score
        if not points:
            reason = in_spite_of(text, score, reasons)
            if reason:
                yield _told(score, None, reason)
            continue
        reason = reason_beside(text, score, reasons)
        if score.start in sums and not reason:
            continue
        again = score.name in rows
        if again and not (reason and points == rows[score.name]):
            continue
        if again or not _is_summary(text, score, points, below, losses, bool(reason)):
            whole = _told(score, points, reason)
            yield from whole.for_each(listed(whole.reason))


def _told(score: ProseScore, points: Decimal | None, reason: str) -> Loss:
    return Loss(
        score.start, score.end, score.name, score.weight, score.score, points, reason, "",
        score.parent,
    )  # fmt: skip


def _is_summary(
    text: Text,
    score: ProseScore,
    points: Decimal,
    below: Sequence[ProseScore],
    losses: Sequence[Loss],
    reasoned: bool,
) -> bool:
    """Whether losses told in its paragraph, or for a first level anywhere, make up the points.

    A score that is ``reasoned`` is none because one neighbour happens to have lost as much.
    """
    paragraph = text.paragraphs.around(score.start)
    stated = [(o.start, p) for o in losses if (p := o.points or o.shared) is not None]
    if score.level == 1:
        items = [(s.start, s.weight - s.score) for s in below if s.weight and s.level > 1]
        if adds_up([p for _, p in sorted({*items, *stated})], points):
            return True
        if adds_up([p for _, p in stated], points):
            return True
    parts = [
        (s.start, s.weight - s.score)
        for s in below
        if s.weight is not None
        and score.start < s.start < paragraph.end
        and score.weight is not None
        and s.weight < score.weight
    ]
    here = [(start, p) for start, p in stated if score.start < start < paragraph.end]
    found = [p for _, p in sorted({*parts, *here})]
    return adds_up(found, points) and not (reasoned and score.level > 1 and points in found)


def _home(loss: Loss, lost: Sequence[Scored]) -> Scored | None:
    """The indicator with the longest word in common with a reason that names none."""
    if loss.indicator or loss.points is not None:
        return None
    best: tuple[int, Scored] | None = None
    said = _pairs(loss.reason)
    for candidate in lost:
        if said.isdisjoint(_pairs(candidate.indicator)):
            continue
        length = common(candidate.indicator, loss.reason)
        if length >= 2 and (best is None or length > best[0]):
            best = (length, candidate)
    return best[1] if best else None


@lru_cache(maxsize=4096)
def _pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters; what has none in common has no word in common."""
    return frozenset(map("".join, pairwise(words)))


def common(indicator: str, reason: str) -> int:
    """The length of the longest telling part of the indicator that stands in the reason."""
    for length in range(len(indicator), 1, -1):
        for start in range(len(indicator) - length + 1):
            part = indicator[start : start + length]
            if part not in _COMMON_WORDS and part in reason:
                return length
    return 0
