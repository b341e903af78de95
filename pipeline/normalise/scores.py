"""Rows of the scores table, from forms and from prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..extract.score_prose import ProseScore
from ..extract.score_row import FormRow
from ..link.context import Text
from ..model.tables import Score
from .evidence import evidence
from .figures import plain


def form_scores(text: Text, rows: Sequence[FormRow]) -> Iterator[Score]:
    """A row for each printed score of a form."""
    for row in rows:
        if row.score is None:
            continue
        l1, l2, l3 = row.names
        yield Score(
            **evidence(text, row.start, row.end, ("form",)),
            level=row.level,
            indicator_l1=l1,
            indicator_l2=l2,
            indicator_l3=l3,
            weight=_plain(row.weight),
            score=plain(row.score),
            points_lost=lost(row.weight, row.score),
            reason=row.reason,
            measure=row.measure,
        )


def prose_rows(text: Text, scores: Sequence[ProseScore]) -> Iterator[Score]:
    """A row for each score in prose."""
    for s in scores:
        names = ["", "", ""]
        if s.level:
            names[s.level - 1] = s.name
            names[0] = names[0] or s.parent
        yield Score(
            **evidence(text, s.start, s.end, ("prose",)),
            level=s.level,
            indicator_l1=names[0],
            indicator_l2=names[1],
            indicator_l3=names[2],
            weight=_plain(s.weight),
            score=plain(s.score),
            points_lost=lost(s.weight, s.score),
        )


def lost(weight: Decimal | None, score: Decimal | None) -> Decimal | None:
    """扣分 = 分值 − 得分."""
    return plain(weight - score) if weight is not None and score is not None else None


def _plain(value: Decimal | None) -> Decimal | None:
    return plain(value) if value is not None else None
