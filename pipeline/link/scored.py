"""The indicators with their points, by forms or by running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from ..extract.score_prose import ProseScore
from ..extract.score_row import FormRow


@dataclass(frozen=True, slots=True)
class Scored:
    """An indicator with its weight and score, to which a bare reason may belong.

    ``explained`` says that its row of a form tells a reason.
    """

    indicator: str
    weight: Decimal
    score: Decimal
    group: str
    explained: bool = False


def indicators(rows: Sequence[FormRow] | Sequence[ProseScore]) -> list[Scored]:
    """The indicators with a weight and a score."""
    return [
        Scored(r.name, r.weight, r.score, r.parent)
        if isinstance(r, ProseScore)
        else Scored(r.indicator, r.weight, r.score, r.names[0], bool(r.reason))
        for r in rows
        if r.score is not None and r.weight is not None and r.level
    ]


def groups(scores: Sequence[ProseScore]) -> frozenset[int]:
    """The starts of first levels in prose behind which several with parts of their weight stand.

    Some of the parts may be told without points: 得满分.
    """
    found: list[int] = []
    for index, score in enumerate(scores):
        if score.level != 1 or score.weight is None:
            continue
        below = takewhile(lambda s: s.level > 1, scores[index + 1 :])
        weights = [s.weight for s in below if s.weight is not None]
        if len(weights) > 1 and sum(weights) <= score.weight:
            found.append(score.start)
    return frozenset(found)


def losers(rows: Sequence[FormRow] | Sequence[ProseScore]) -> list[Scored]:
    """The indicators that lost points."""
    return [one for one in indicators(rows) if one.score < one.weight]


def upper_levels(rows: Sequence[FormRow]) -> frozenset[str]:
    """The names of forms that stand above other rows."""
    return frozenset(n for row in rows for n in row.names[:2] if n and n != row.indicator)
