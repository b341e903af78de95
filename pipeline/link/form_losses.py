"""Points lost in the rows of forms."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ..extract.score_row import FormRow
from ..segment.fold import fold
from .loss_marks import LossWords, Mark
from .losses import Loss
from .reasons import Reasons
from .shared_losses import numbered


def form_losses(
    rows: Sequence[FormRow], missed: Container[int], words: LossWords, reasons: Reasons
) -> Iterator[Loss]:
    """Rows of the most detailed level whose score is below the weight; no summary of levels.

    A row with full marks counts where the form itself says that points should go: with 扣N分 in
    its reason, or with a reason for a goal that was ``missed`` (the starts of such rows).
    """
    groups = {name for row in rows for name in row.names[:2] if name != row.indicator}
    for row in rows:
        if row.lost is not None:
            yield from _for_each(_of_row(row, row.lost, reasons), reasons)
        if row.level == 0 or row.score is None or row.weight is None or not row.counted:
            continue
        if row.score < row.weight and (row.reason or row.indicator not in groups):
            yield from _shares(row, row.weight - row.score, words, reasons)
        elif row.score == row.weight and row.reason:
            yield from _at_full_marks(row, row.start in missed, words, reasons)


def _at_full_marks(
    row: FormRow, missed: bool, words: LossWords, reasons: Reasons
) -> Iterator[Loss]:
    """未达到目标值，扣0.3分 beside full marks; a reason alone tells no points."""
    if words.is_rule(fold(row.reason)):
        return
    told = [*words.find(fold(row.reason))]
    if told:
        yield from _with_points(row, told, row.score, reasons)
    elif missed or reasons.spared(row.reason):
        loss = _of_row(row, None, reasons)
        yield replace(loss, reason=reasons.without_spared(loss.reason))


def _shares(row: FormRow, lost: Decimal, words: LossWords, reasons: Reasons) -> Iterator[Loss]:
    """The loss of a row, or one for each reason that says how many of its points it cost."""
    told = [*words.find(fold(row.reason))]
    if len(told) > 1 and sum(m.lost for m in told) == lost:
        yield from _with_points(row, told, None, reasons)
    else:
        yield from _for_each(_of_row(row, lost, reasons), reasons)


def _with_points(
    row: FormRow, told: Sequence[Mark], score: Decimal | None, reasons: Reasons
) -> Iterator[Loss]:
    """A loss for each 扣N分 of a reason, with the words before it."""
    begins = [0, *(m.end for m in told)]
    for begin, mark in zip(begins, told, strict=False):
        words = row.reason[begin : mark.start].strip(" ,，;；。、")
        reason = reasons.opened(words or row.reason[mark.end :].strip(" ,，;；。、")).strip()
        yield replace(_of_row(row, mark.lost, reasons), score=score, reason=reason)


def _for_each(loss: Loss, reasons: Reasons) -> Iterator[Loss]:
    yield from loss.for_each(numbered(loss.reason, reasons.admits))


def _of_row(row: FormRow, lost: Decimal | None, reasons: Reasons) -> Loss:
    away = reasons.points_away(row.reason)
    return Loss(
        row.start, row.end, row.indicator, row.weight, row.score, lost,
        "" if away else row.reason, row.measure, row.names[0], pointer=row.reason if away else "",
    )  # fmt: skip
